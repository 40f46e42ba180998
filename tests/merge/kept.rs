//! What one copy took out and the other still uses: all of it is kept, or none.

use weigh_in::{
    decision::{
        CellField, Criterion, CriterionId, Decision, Edit, Member, MemberField, MemberId, OptionId, Score, Side, Vote,
    },
    storage::{self, ThreeRecords, sides_of_conflicted_file},
};

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn score(who: &str, what: &str, points: u8) -> Edit {
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    Edit::Cell(member(who), criterion(what), OptionId::new("rust").unwrap(), vote)
}

fn made(decision: &Decision, edits: &[Edit]) -> Decision {
    let mut made = decision.clone();
    for edit in edits {
        made.apply(edit.clone()).unwrap();
    }
    made
}

/// A criterion with a score and a swing of Ana, which one copy takes out and for which Bo scores in the other.
fn copies(taken_out_by: Side) -> ThreeRecords {
    let option = weigh_in::decision::Alternative::new(OptionId::new("rust").unwrap(), "Rust".to_owned());
    let base = made(
        &Decision::new("x".to_owned(), jiff::civil::date(2026, 1, 1)),
        &[
            Edit::AddOption(option),
            Edit::AddCriterion(Box::new(Criterion::new(criterion("hiring"), "Hiring", "Team"))),
            Edit::AddCriterion(Box::new(Criterion::new(criterion("speed"), "Speed", "Run time"))),
            Edit::AddMember(Member::new(member("ana"), "Ana"), jiff::civil::date(2026, 2, 3)),
            Edit::AddMember(Member::new(member("bo"), "Bo"), jiff::civil::date(2026, 2, 3)),
            Edit::Member(member("ana"), MemberField::Swings([(criterion("hiring"), 70)].into())),
            score("ana", "hiring", 3),
            score("ana", "speed", 2),
        ],
    );
    let out = made(&base, &[Edit::RemoveCriteria(vec![criterion("hiring")]), score("ana", "speed", 4)]);
    let used = made(&base, &[score("bo", "hiring", 5)]);
    match taken_out_by {
        Side::Ours => ThreeRecords { base, ours: out, theirs: used },
        _ => ThreeRecords { base, ours: used, theirs: out },
    }
}

/// Who has scored what.
fn scored(decision: &Decision) -> Vec<String> {
    let ballots = decision.ballots.iter();
    ballots.flat_map(|ballot| ballot.cells.keys().map(|(what, _)| format!("{} {what}", ballot.member))).collect()
}

#[test]
fn what_is_kept_is_kept_with_all_older_scores_and_swings() {
    for out in [Side::Ours, Side::Theirs] {
        let records = copies(out);
        let used = if out == Side::Ours { Side::Theirs } else { Side::Ours };
        let kept = records.merge_choosing(&|_| Some(used)).decision;
        assert_eq!(scored(&kept), ["ana hiring", "ana speed", "bo hiring"], "{out:?}");
        assert_eq!(kept.member(&member("ana")).unwrap().swings[&criterion("hiring")], 70);
        let speed = (criterion("speed"), OptionId::new("rust").unwrap());
        assert_eq!(kept.ballots[0].cells[&speed].vote.and_then(Vote::score).map(Score::points), Some(4));
        let gone = records.merge_choosing(&|_| Some(out)).decision;
        assert_eq!(scored(&gone), ["ana speed"], "{out:?}");
        assert!(
            gone.criterion(&criterion("hiring")).is_none() && gone.problems().is_empty() == kept.problems().is_empty()
        );
    }
}

#[test]
fn a_file_with_markers_tells_the_same_conflict_and_gives_the_same_sides() {
    for out in [Side::Ours, Side::Theirs] {
        let records = copies(out);
        let merge = records.merge();
        assert_eq!(merge.conflicts.len(), 1);
        let text = records.to_text(&merge);
        let sides = sides_of_conflicted_file(&text, &|_| true).unwrap();
        let parse = |text: &str| storage::parse(text).unwrap().decision;
        let found =
            ThreeRecords { base: parse(&sides.base.unwrap()), ours: parse(&sides.ours), theirs: parse(&sides.theirs) };
        assert_eq!(found.merge().conflicts, merge.conflicts, "{text}");
        for side in [Side::Ours, Side::Theirs] {
            let taken = |of: &ThreeRecords| scored(&of.merge_choosing(&|_| Some(side)).decision);
            assert_eq!(taken(&found), taken(&records), "{side:?}\n{text}");
        }
    }
}
