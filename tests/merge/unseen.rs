//! One copy reveals a round while the other changes what is revealed.

use std::collections::BTreeSet;

use jiff::civil::{Date, date};
use weigh_in::decision::{
    Alternative, CellField, Conflict, ConflictKey, Correction, Criterion, CriterionId, Decision, Edit, Member,
    MemberId, OptionId, OutcomeField, Retraction, Salt, Score, Side, Status, Vote, Withdrawal, merge, merge_choosing,
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
fn a_ballot_that_stays_as_it_was_revealed_brings_no_score_of_what_is_gone() {
    let hiring = CriterionId::new("hiring").unwrap();
    let base = scored(false);
    let revealed = made(&base, &[reveal()]);
    let changed = made(&base, &[Edit::RemoveCriteria(vec![hiring.clone()])]);
    for (ours, theirs) in [(&revealed, &changed), (&changed, &revealed)] {
        for side in [None, Some(Side::Ours), Some(Side::Theirs)] {
            let merged = merge_choosing(&base, ours, theirs, &|_| side).decision;
            let cells = merged.ballots.iter().flat_map(|ballot| ballot.cells.keys());
            let lost: Vec<_> = cells.filter(|key| merged.criterion(&key.0).is_none()).collect();
            assert!(lost.is_empty(), "{side:?}: {lost:?}");
        }
    }
}

#[test]
fn a_score_that_a_reveal_has_not_seen_is_asked_about() {
    let sealed = made(&scored(false), &[seal("ana", 1), seal("bo", 2)]);
    let again = [Edit::Reopen(ana(), date(2026, 2, 5)), score(1), seal("ana", 3)];
    // All had sealed, or somebody revealed it before that.
    for (base, changes) in [(sealed, &again[..]), (scored(false), &again[1..2])] {
        let (revealed, changed) = (made(&base, &[reveal()]), made(&base, changes));
        for (ours, theirs, revealing, other) in
            [(&revealed, &changed, Side::Ours, Side::Theirs), (&changed, &revealed, Side::Theirs, Side::Ours)]
        {
            let merged = merge(&base, ours, theirs);
            let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
            assert_eq!(conflict.key, ConflictKey::Value("rounds/1/unseen".to_owned()));
            let values =
                ["revealed on 3 February 2026", "hidden, with changes by Ana Ruiz"].map(|one| Some(one.to_owned()));
            let [ours_told, theirs_told] = [&conflict.ours, &conflict.theirs].map(Clone::clone);
            let expected = if revealing == Side::Ours { values } else { [values[1].clone(), values[0].clone()] };
            assert_eq!([ours_told, theirs_told], expected);
            for (side, is_blind) in [(revealing, false), (other, true)] {
                let taken = merge_choosing(&base, ours, theirs, &|_| Some(side));
                assert_eq!((taken.open().count(), taken.decision.is_blind()), (0, is_blind));
                let taken_of = if is_blind { &changed } else { &revealed };
                assert_eq!(taken.decision.ballots, taken_of.ballots);
                // What is left out is told.
                let told = taken.notes.join("\n");
                assert_eq!(told.contains("in the ballot of Ana Ruiz"), !is_blind, "{told}");
                let later = date(2026, 2, 9);
                let taken = taken.chosen_by("Cy", later).decision;
                let [reveal] = &taken.rounds[0].reveals[..] else { panic!("a reveal leaves a trace") };
                let retraction = is_blind.then(|| Retraction { on: later, by: "Cy".to_owned() });
                assert_eq!((&reveal.taken_back, &taken.corrections[..]), (&retraction, &[][..]));
            }
        }
    }
}

#[test]
fn a_private_ballot_that_a_reveal_has_not_waited_for_is_asked_about() {
    let base = made(&scored(true), &[seal("ana", 1), seal("bo", 2)]);
    let again = made(&base, &[Edit::Reopen(ana(), date(2026, 2, 5)), score(1), seal("ana", 3)]);
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
            "Round 1 was revealed in one copy, and scores of it were changed in the other (the revealed side keeps the ballots as \
             they were revealed, without the changes; the other side takes them in and hides the round again): “revealed on \
             3 February 2026” in ours, “hidden, with changes by Ana Ruiz” in theirs."
        ]
    );
    let taken = merge_choosing(&base, &again, &revealed, &|_| Some(Side::Theirs)).decision;
    let hashes = |decision: &Decision| decision.commitments.iter().map(|one| one.hash.clone()).collect::<BTreeSet<_>>();
    assert_eq!(hashes(&taken), hashes(&revealed));
}

#[test]
fn a_ballot_that_comes_after_an_early_reveal_counts_where_people_say_so() {
    let base = scored(false);
    let revealed = made(&base, &[reveal()]);
    let cy = MemberId::new("cy").unwrap();
    let vote = |member: &str| {
        let vote = CellField::Vote(Score::new(2).map(Vote::Score));
        let member = MemberId::new(member).unwrap();
        Edit::Cell(member, CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap(), vote)
    };
    // By a member whom the revealing copy knows, and by one who joined meanwhile.
    let joined = Edit::AddMember(Member::new(cy.clone(), "Cy"), DAY);
    for (edits, name) in [(vec![vote("bo"), seal("bo", 2)], "Bo"), (vec![joined, vote("cy"), seal("cy", 3)], "Cy")] {
        let late = made(&base, &edits);
        for (ours, theirs, revealing, other) in
            [(&revealed, &late, Side::Ours, Side::Theirs), (&late, &revealed, Side::Theirs, Side::Ours)]
        {
            let told = told(&base, ours, theirs);
            assert!(told.len() == 1 && told[0].contains(&format!("with changes by {name}")), "{told:#?}");
            let kept = merge_choosing(&base, ours, theirs, &|_| Some(revealing)).decision;
            assert_eq!((&kept.ballots, kept.is_blind()), (&revealed.ballots, false));
            assert_eq!(kept.members, late.members, "whoever joined stays");
            let taken = merge_choosing(&base, ours, theirs, &|_| Some(other)).decision;
            assert_eq!((&taken.ballots, taken.is_blind()), (&late.ballots, true));
        }
    }
    // A private ballot that was left out by the reveal.
    let base = scored(true);
    let late = made(&base, &[vote("bo"), seal("bo", 2)]).as_published().into_owned();
    let base = base.as_published().into_owned();
    let revealed = made(&base, &[reveal()]);
    assert_eq!(told(&base, &late, &revealed).len(), 1);
    let kept = merge_choosing(&base, &late, &revealed, &|_| Some(Side::Theirs)).decision;
    assert_eq!((&kept.commitments[..], kept.unpublished().len()), (&[][..], 0));
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
    let told = &told(&base, &went_on, &changed)[0];
    assert!(told.contains("takes them in and keeps that as a correction"), "{told}");
    for (ours, theirs, revealing, other) in
        [(&went_on, &changed, Side::Ours, Side::Theirs), (&changed, &went_on, Side::Theirs, Side::Ours)]
    {
        let taken = merge_choosing(&base, ours, theirs, &|_| Some(other)).chosen_by("Cy", DAY).decision;
        assert!(taken.rounds[0].is_revealed() && taken.round() == 2);
        assert_eq!(taken.ballots[0].cells, changed.ballots[0].cells);
        let [Correction { by, why, .. }] = &taken.corrections[..] else { panic!("{:?}", taken.corrections) };
        assert!(by == "Cy" && why.contains("round 1") && why.contains("Ana Ruiz"), "{by} {why}");
        let kept = merge_choosing(&base, ours, theirs, &|_| Some(revealing)).chosen_by("Cy", DAY).decision;
        assert_eq!((&kept.ballots, &kept.corrections[..]), (&went_on.ballots, &[][..]));
    }
}

#[test]
fn an_acceptance_keeps_a_round_revealed_with_what_it_takes_in() {
    let status = |to| Edit::Status(to, DAY, "Bo".to_owned());
    let base = scored(false);
    let chosen = Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap())));
    let accepted = made(&base, &[reveal(), chosen, status(Status::Proposed), status(Status::Accepted)]);
    let changed = made(&base, &[score(1)]);
    for (ours, theirs, accepting, other) in
        [(&accepted, &changed, Side::Ours, Side::Theirs), (&changed, &accepted, Side::Theirs, Side::Ours)]
    {
        assert_eq!(told(&base, ours, theirs).len(), 1, "one question for both");
        let kept = merge_choosing(&base, ours, theirs, &|_| Some(accepting)).chosen_by("Cy", DAY);
        assert_eq!((kept.decision, kept.conflicts.len()), (accepted.clone(), 1));
        let taken = merge_choosing(&base, ours, theirs, &|_| Some(other)).chosen_by("Cy", DAY);
        assert!(taken.open().next().is_none(), "{:#?}", taken.conflicts);
        assert!(taken.decision.is_accepted() && !taken.decision.is_blind());
        assert_eq!((&taken.decision.ballots, taken.decision.corrections.len()), (&changed.ballots, 1));
    }
}

#[test]
fn a_withdrawn_ballot_that_was_published_meanwhile_is_asked_about() {
    let withdrawal = Withdrawal { on: DAY, by: "Bo".to_owned(), why: "lost".to_owned() };
    let whole = made(&scored(true), &[seal("ana", 1), seal("bo", 2)]);
    let ballot = whole.ballot(&ana(), 1).unwrap().clone();
    let base = made(&whole.as_published(), &[reveal()]);
    let withdrawn = made(&base, &[Edit::Withdraw(ana(), withdrawal)]);
    let published = made(&base, &[Edit::Publish(ballot)]);
    for (ours, theirs, withdrawing, other) in
        [(&withdrawn, &published, Side::Ours, Side::Theirs), (&published, &withdrawn, Side::Theirs, Side::Ours)]
    {
        let told = told(&base, ours, theirs);
        assert!(told.len() == 1 && told[0].contains("The private ballot of Ana Ruiz in round 1"), "{told:#?}");
        let without = merge_choosing(&base, ours, theirs, &|_| Some(withdrawing)).decision;
        assert_eq!((&without.ballots, &without.commitments), (&withdrawn.ballots, &withdrawn.commitments));
        let counted = merge_choosing(&base, ours, theirs, &|_| Some(other)).decision;
        assert_eq!((&counted.ballots, &counted.commitments), (&published.ballots, &published.commitments));
    }
}

#[test]
fn two_people_with_one_id_keep_their_own_ballots() {
    let base = made(&scored(false), &[]);
    let cy = || MemberId::new("cy").unwrap();
    let vote = |criterion: &str, points| {
        let vote = CellField::Vote(Score::new(points).map(Vote::Score));
        Edit::Cell(cy(), CriterionId::new("hiring").unwrap(), OptionId::new(criterion).unwrap(), vote)
    };
    let adds = |name: &str| Edit::AddMember(Member::new(cy(), name), DAY);
    let one = made(&base, &[adds("Cy Berg"), vote("go", 5), seal("cy", 1)]);
    let two = made(&base, &[adds("Cy Ek"), vote("rust", 1)]);
    for (ours, theirs) in [(&one, &two), (&two, &one)] {
        let conflicts = told(&base, ours, theirs);
        assert!(conflicts.len() == 1 && conflicts[0].contains("the other one gets the id cy-2"), "{conflicts:#?}");
        for (side, kept, other) in [(Side::Ours, ours, theirs), (Side::Theirs, theirs, ours)] {
            let merged = merge_choosing(&base, ours, theirs, &|_| Some(side));
            assert_eq!((merged.open().count(), &merged.notes[..]), (0, &[][..]));
            let merged = merged.decision;
            let second = MemberId::new("cy-2").unwrap();
            for (id, of) in [(cy(), kept), (second, other)] {
                assert_eq!(merged.member(&id).unwrap().name, of.member(&cy()).unwrap().name);
                let (ballot, own) = (merged.ballot(&id, 1).unwrap(), of.ballot(&cy(), 1).unwrap());
                assert_eq!((&ballot.cells, ballot.sealed), (&own.cells, own.sealed));
            }
        }
    }
    // One person whom both added, in another spelling, stays one.
    let again = made(&base, &[adds("cy  berg"), vote("go", 5)]);
    assert!(told(&base, &one, &again).iter().all(|told| !told.contains("Two people")));
}
