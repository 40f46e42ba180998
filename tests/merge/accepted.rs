//! One copy accepts the decision while the other goes on.

use jiff::civil::date;
use weigh_in::decision::{
    ConflictKey, CriterionField, CriterionId, Decision, Edit, Member, MemberId, OutcomeField, Side, SignOff, Status,
    Verdict, merge, merge_choosing,
};
use weigh_in::storage;

fn proposed() -> Decision {
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start("test".to_owned(), date(2026, 1, 1), None);
    decision.apply(Edit::Status(Status::Proposed, date(2026, 1, 2), "Ana".to_owned())).unwrap();
    decision
}

fn with(record: &Decision, edits: &[Edit]) -> Decision {
    let mut record = record.clone();
    for edit in edits {
        record.apply(edit.clone()).unwrap();
    }
    record
}

fn accept() -> Edit {
    Edit::Status(Status::Accepted, date(2026, 1, 3), "Ana".to_owned())
}

#[test]
fn what_an_acceptance_has_not_seen_is_asked_about() {
    let base = proposed();
    let hiring = CriterionId::new("hiring").unwrap();
    let swing = Edit::Criterion(hiring.clone(), CriterionField::Swing(100));
    let (accepted, changed) = (with(&base, &[accept()]), with(&base, &[swing]));
    for (ours, theirs, accepting) in [(&accepted, &changed, Side::Ours), (&changed, &accepted, Side::Theirs)] {
        let merged = merge(&base, ours, theirs);
        let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
        assert_eq!(conflict.key, ConflictKey::Value("acceptance".to_owned()));
        assert!(conflict.sentence().contains("accepted on 2026-01-03"), "{}", conflict.sentence());
        assert!(conflict.sentence().contains("Hiring"), "{}", conflict.sentence());
        let other = if accepting == Side::Ours { Side::Theirs } else { Side::Ours };
        for (side, status) in [(accepting, Status::Accepted), (other, Status::Proposed)] {
            let settled = merge_choosing(&base, ours, theirs, &|_| Some(side));
            assert_eq!(settled.open().count(), 0);
            assert_eq!(settled.decision.status(), status);
            // No change is lost, whichever is chosen.
            assert_eq!(settled.decision.criterion(&hiring).unwrap().swing, Some(100));
        }
    }
}

#[test]
fn an_acceptance_and_a_round_that_was_opened_meanwhile_do_not_fit_together() {
    let day = date(2026, 1, 2);
    let member = |id: &str| Edit::AddMember(Member::new(MemberId::new(id).unwrap(), id), day);
    let base = with(&proposed(), &[member("ana"), member("bo"), Edit::Reveal("Ana".to_owned(), day)]);
    let (accepted, opened) = (with(&base, &[accept()]), with(&base, &[Edit::OpenRound(Vec::new())]));
    for (ours, theirs, accepting) in [(&accepted, &opened, Side::Ours), (&opened, &accepted, Side::Theirs)] {
        let by_value = |side| move |key: &ConflictKey| key.value().map(|_| side);
        let taken = merge_choosing(&base, ours, theirs, &by_value(accepting));
        let told: Vec<String> = taken.open().map(weigh_in::decision::Conflict::sentence).collect();
        let [told] = &told[..] else { panic!("{told:#?}") };
        assert!(told.contains("The decision is accepted while round 2 is still blind."), "{told}");
        assert!(taken.decision.is_accepted() && taken.decision.is_blind(), "both are kept for whoever corrects it");
        let other = if accepting == Side::Ours { Side::Theirs } else { Side::Ours };
        let taken = merge_choosing(&base, ours, theirs, &by_value(other));
        assert_eq!((taken.open().count(), taken.decision.status(), taken.decision.round()), (0, Status::Proposed, 2));
    }
}

#[test]
fn what_stays_free_goes_along_with_an_acceptance() {
    let base = proposed();
    let sign_off =
        SignOff { name: "Bo".to_owned(), verdict: Verdict::Agree, comment: String::new(), on: date(2026, 1, 3) };
    let free = with(&base, &[Edit::Outcome(OutcomeField::SignOffs(vec![sign_off]))]);
    let merged = merge(&base, &with(&base, &[accept()]), &free);
    assert_eq!((merged.conflicts.len(), merged.decision.status()), (0, Status::Accepted));
}
