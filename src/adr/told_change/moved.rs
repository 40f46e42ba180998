//! The causes of a changed lead, in numbers that agree with each other as they are shown.

use super::{
    names::{Names, arrow},
    table::markdown_table,
};
use crate::analysis::{CriterionChange, GapChange, ThenAndNow, points, share_of_weight, signed_points};

/// Maximum number of criteria that are listed.
const MOST_CRITERIA: usize = 10;

/// Describes what moved the lead: a sentence, a table of criteria, and the causes.
pub(super) fn moved(gap: &GapChange, names: &Names<'_>) -> String {
    let [first, second] = [&gap.first, &gap.second].map(|id| names.option(id));
    let ThenAndNow { then, now } = gap.shown;
    let head = format!("### What moved the lead of {first} over {second}");
    let lead = format!("It was {}, and is {}.", points(then as f64 / 100.0), points(now as f64 / 100.0));
    let parts = shown_parts(gap);
    let difference = format!("{first} less {second}");
    let mut rows =
        vec![["Criterion", "Share", &difference, "By weight", "By scores", "Moved"].map(str::to_owned).to_vec()];
    for (criterion, part) in gap.criteria.iter().zip(&parts).take(MOST_CRITERIA) {
        rows.push([criterion_cells(criterion, names).to_vec(), part.cells().to_vec()].concat());
    }
    let rest = gap.criteria.len().saturating_sub(MOST_CRITERIA);
    if let Some(others) = parts.get(MOST_CRITERIA) {
        rows.push(
            [[format!("{rest} others"), String::new(), String::new()].to_vec(), others.cells().to_vec()].concat(),
        );
    }
    let all = ShownPart::sum(&parts);
    rows.push([["**All**", "", ""].map(str::to_owned).to_vec(), all.cells().to_vec()].concat());
    format!("{head}\n\n{lead}\n\n{}\n\n{}", markdown_table(&rows), by_whom(gap, all, names))
}

fn criterion_cells(of: &CriterionChange, names: &Names<'_>) -> [String; 3] {
    let share = arrow(&of.weight, |weight| share_of_weight(*weight));
    [names.criterion(&of.id), share, arrow(&of.contrast, |contrast| points(*contrast))]
}

/// The effect of some criteria on the lead, in hundredths of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct ShownPart {
    by_weight: i64,
    by_scores: i64,
}

impl ShownPart {
    fn sum(parts: &[Self]) -> Self {
        parts.iter().fold(Self::default(), |sum, part| Self {
            by_weight: sum.by_weight + part.by_weight,
            by_scores: sum.by_scores + part.by_scores,
        })
    }

    fn cells(self) -> [String; 3] {
        [self.by_weight, self.by_scores, self.by_weight + self.by_scores].map(in_points)
    }
}

fn in_points(hundredths: i64) -> String {
    signed_points(hundredths as f64 / 100.0)
}

/// Returns the effects of the first criteria, each by itself, and of the others as one. Their sum is the difference of
/// the leads that are shown.
fn shown_parts(gap: &GapChange) -> Vec<ShownPart> {
    let (single, others) = gap.criteria.split_at(MOST_CRITERIA.min(gap.criteria.len()));
    let mut parts: Vec<[f64; 2]> = single.iter().map(|one| [one.by_weight, one.by_scores()]).collect();
    if !others.is_empty() {
        let by_scores: f64 = others.iter().map(CriterionChange::by_scores).sum();
        parts.push([others.iter().map(|one| one.by_weight).sum(), by_scores]);
    }
    let all = gap.shown.now - gap.shown.then;
    let shown = apportioned(all, &parts.concat());
    shown.chunks_exact(2).map(|part| ShownPart { by_weight: part[0], by_scores: part[1] }).collect()
}

/// Rounds numbers to hundredths that add up to `all`, each less than one away from its own if `all` is that near to
/// their sum: those with the largest fractions are the first to be rounded up. A number that is 0 stays 0 if others can
/// be rounded instead.
fn apportioned(all: i64, parts: &[f64]) -> Vec<i64> {
    // A sum that is meant to be a whole number may be a little below it.
    let exact: Vec<f64> = parts.iter().map(|part| part * 100.0 + 1e-7).collect();
    let mut shown: Vec<i64> = exact.iter().map(|part| part.floor() as i64).collect();
    let mut places: Vec<usize> = (0..parts.len()).collect();
    places.sort_by(|a, b| exact[*b].rem_euclid(1.0).total_cmp(&exact[*a].rem_euclid(1.0)));
    let missing = all - shown.iter().sum::<i64>();
    if missing < 0 {
        places.reverse();
    }
    for place in places.iter().cycle().take(if places.is_empty() { 0 } else { missing.unsigned_abs() as usize }) {
        shown[*place] += missing.signum();
    }
    shown
}

/// Describes the effects of the weights and of each member's scores.
fn by_whom(gap: &GapChange, all: ShownPart, names: &Names<'_>) -> String {
    let members = gap.by_members();
    let mut effects: Vec<f64> = members.iter().map(|share| share.effect).collect();
    effects.push(gap.by_raters());
    let shown = apportioned(all.by_scores, &effects);
    let of_members = members.iter().map(|one| format!("other scores of {}", names.member(&one.id)));
    let causes = of_members.chain(["a change of who scores or how much they count".to_owned()]);
    let mut parts = vec![format!("other weights {}", in_points(all.by_weight))];
    // Causes without an effect are left out.
    let moved = causes.zip(shown).filter(|(_, shown)| *shown != 0);
    parts.extend(moved.map(|(cause, shown)| format!("{cause} {}", in_points(shown))));
    format!("By cause: {}.", parts.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shown_numbers_add_up_and_are_near_their_own() {
        assert_eq!(apportioned(-50, &[-0.5, 0.0, 0.0]), [-50, 0, 0]);
        assert_eq!(apportioned(1, &[0.0034, 0.0033, 0.0033]), [1, 0, 0]);
        assert_eq!(apportioned(3, &[0.1, -0.0701]), [10, -7]);
        assert_eq!(apportioned(2, &[0.005, 0.005, 0.005]).iter().sum::<i64>(), 2);
        assert_eq!(apportioned(-1, &[0.0, -0.004, 0.0]), [0, -1, 0]);
        assert_eq!(apportioned(0, &[]), Vec::<i64>::new());
        // The leads that are shown may be rounded another way than what moved them.
        assert_eq!(apportioned(-1, &[0.0, 0.0]).iter().sum::<i64>(), -1);
    }
}
