//! What divides the team: the widest gaps, and who stands alone.

use crate::support::{Said, all, criterion_id, member_id, record};

/// Three ballots of two criteria and three options: Go, Rust, Zig.
fn team(sheets: [[[u8; 3]; 2]; 3]) -> Vec<Vec<Vec<Said>>> {
    let row = |cells: [u8; 3]| cells.map(Some).to_vec();
    sheets.into_iter().map(|sheet| sheet.map(row).to_vec()).collect()
}

#[test]
fn the_widest_gap_comes_first_and_agreement_is_none() {
    let said = team([[[4, 4, 4], [5, 2, 3]], [[4, 4, 4], [1, 2, 3]], [[4, 4, 4], [3, 4, 3]]]);
    let analysis = all(&record(&[50, 50], 3, &said));
    let gaps: Vec<_> = analysis.widest_gaps().iter().map(|cell| (&cell.criterion, cell.points_apart())).collect();
    assert_eq!(gaps, [(&criterion_id(1), 4)], "all agree on the other one");
    // Of equal gaps that of the greater weight, and what has no weight is not asked about.
    let said = team([[[1, 3, 3], [1, 3, 3]], [[3, 3, 3], [3, 3, 3]], [[3, 3, 3], [3, 3, 3]]]);
    let first = |swings: &[u8]| -> Vec<_> {
        all(&record(swings, 3, &said)).widest_gaps().iter().map(|cell| cell.criterion.clone()).collect()
    };
    assert_eq!(first(&[40, 60]), [criterion_id(1), criterion_id(0)]);
    assert_eq!(first(&[60, 0]), [criterion_id(0)]);
}

#[test]
fn who_prefers_what_nobody_else_does_is_found() {
    let alone = |said: [[[u8; 3]; 2]; 3]| -> Vec<_> {
        let analysis = all(&record(&[50, 50], 3, &team(said)));
        analysis.lone_dissenters().iter().map(|member| member.id.clone()).collect()
    };
    let [go, rust, zig] = [[5, 1, 1], [1, 5, 1], [1, 1, 5]].map(|row: [u8; 3]| [row, row]);
    assert_eq!(alone([go, go, rust]), [member_id(2)]);
    assert!(alone([go, go, go]).is_empty());
    // Two who prefer the same are not alone; here they are the majority.
    assert_eq!(alone([zig, rust, rust]), [member_id(0)]);
}
