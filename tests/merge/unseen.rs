//! One copy reveals a round while the other changes what is revealed.

use jiff::civil::{Date, date};
use weigh_in::decision::{
    Alternative, CellField, Conflict, ConflictKey, Criterion, CriterionId, Decision, Edit, Member, MemberId, OptionId,
    Retraction, Salt, Score, Side, Vote, merge, merge_choosing,
};

const DAY: Date = date(2026, 2, 3);

fn ana() -> MemberId {
    MemberId::new("ana").unwrap()
}

fn score(points: u8) -> Edit {
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    Edit::Cell(ana(), CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap(), vote)
}

fn seal(member: &str, bits: u128) -> Edit {
    Edit::Seal(MemberId::new(member).unwrap(), DAY, Salt::of_bits(bits))
}

fn reveal() -> Edit {
    Edit::Reveal("Bo".to_owned(), DAY)
}

fn made(record: &Decision, edits: &[Edit]) -> Decision {
    let mut record = record.clone();
    for edit in edits {
        record.apply(edit.clone()).unwrap();
    }
    record
}

/// A record of Ana and Bo, in which Ana has scored.
fn scored(private: bool) -> Decision {
    let member = |id: &str, name: &str| Edit::AddMember(Member::new(MemberId::new(id).unwrap(), name), DAY);
    made(
        &Decision::new("x".to_owned(), DAY),
        &[
            Edit::PrivateBallots(private),
            Edit::AddOption(Alternative::new(OptionId::new("go").unwrap(), "Go")),
            Edit::AddOption(Alternative::new(OptionId::new("rust").unwrap(), "Rust")),
            Edit::AddCriterion(Box::new(Criterion::new(CriterionId::new("hiring").unwrap(), "Hiring", "Team"))),
            member("ana", "Ana Ruiz"),
            member("bo", "Bo"),
            score(4),
        ],
    )
}

fn told(base: &Decision, ours: &Decision, theirs: &Decision) -> Vec<String> {
    merge(base, ours, theirs).conflicts.iter().map(Conflict::sentence).collect()
}

#[test]
fn a_score_that_a_reveal_has_not_seen_is_asked_about() {
    let sealed = made(&scored(false), &[seal("ana", 1), seal("bo", 2)]);
    let again = [Edit::Reopen(ana()), score(1), seal("ana", 3)];
    // All had sealed, or somebody revealed it before that.
    for (base, changes) in [(sealed, &again[..]), (scored(false), &again[1..2])] {
        let (revealed, changed) = (made(&base, &[reveal()]), made(&base, changes));
        for (ours, theirs, revealing, other) in
            [(&revealed, &changed, Side::Ours, Side::Theirs), (&changed, &revealed, Side::Theirs, Side::Ours)]
        {
            let merged = merge(&base, ours, theirs);
            let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
            assert_eq!(conflict.key, ConflictKey::Value("rounds/1/unseen".to_owned()));
            let values = ["revealed on 2026-02-03", "hidden, with changes by Ana Ruiz"].map(|one| Some(one.to_owned()));
            let [ours_told, theirs_told] = [&conflict.ours, &conflict.theirs].map(Clone::clone);
            let expected = if revealing == Side::Ours { values } else { [values[1].clone(), values[0].clone()] };
            assert_eq!([ours_told, theirs_told], expected);
            for (side, is_blind) in [(revealing, false), (other, true)] {
                let taken = merge_choosing(&base, ours, theirs, &|_| Some(side));
                assert_eq!((taken.open().count(), taken.decision.is_blind()), (0, is_blind));
                assert_eq!(taken.decision.ballots[0].cells, changed.ballots[0].cells, "no score is lost");
                let [reveal] = &taken.decision.rounds[0].reveals[..] else { panic!("a reveal leaves a trace") };
                let retraction = is_blind.then(|| Retraction { on: DAY, by: String::new() });
                assert_eq!(reveal.taken_back, retraction);
            }
        }
    }
}

#[test]
fn a_private_ballot_that_a_reveal_has_not_waited_for_is_asked_about() {
    let base = made(&scored(true), &[seal("ana", 1), seal("bo", 2)]);
    let again = made(&base, &[Edit::Reopen(ana()), score(1), seal("ana", 3)]);
    let revealed = made(&base, &[reveal()]);
    let [base, revealed, again] = [&base, &revealed, &again].map(|one| {
        // What git merges: of hidden ballots only the commitments.
        let mut published = one.as_published().into_owned();
        for ballot in &mut published.ballots {
            std::sync::Arc::make_mut(ballot).cells.clear();
        }
        published
    });
    assert_eq!(
        told(&base, &revealed, &again),
        [
            "Round 1 was revealed in one copy, and scores of it were changed in the other: “revealed on 2026-02-03” in ours, \
             “hidden, with changes by Ana Ruiz” in theirs."
        ]
    );
}

#[test]
fn what_changes_no_ballot_goes_along_with_a_reveal() {
    let base = made(&scored(false), &[seal("bo", 2)]);
    let revealed = made(&base, &[reveal()]);
    let go = OptionId::new("go").unwrap();
    for edit in [seal("ana", 1), Edit::RemoveOption(go), Edit::RemoveMember(ana()), Edit::Title("x".to_owned())] {
        assert_eq!(told(&base, &revealed, &made(&base, &[edit])), [""; 0]);
    }
    // Both know of the change.
    let change = [score(1)];
    assert_eq!(told(&base, &made(&base, &[score(1), reveal()]), &made(&base, &change)), [""; 0]);
}

#[test]
fn a_round_is_not_hidden_behind_the_next_one() {
    let base = scored(false);
    let went_on = made(&base, &[reveal(), Edit::OpenRound(Vec::new())]);
    let changed = made(&base, &[score(1)]);
    assert_eq!(told(&base, &went_on, &changed).len(), 1);
    let taken = merge_choosing(&base, &went_on, &changed, &|_| Some(Side::Theirs)).decision;
    assert!(taken.rounds[0].is_revealed() && taken.round() == 2);
}
