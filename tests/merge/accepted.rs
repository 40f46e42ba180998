//! One copy accepts the decision while the other goes on.

use jiff::civil::{Date, date};
use weigh_in::decision::{
    ConflictKey, Correction, CriterionField, CriterionId, Decision, Edit, Export, Link, Member, MemberId, OptionField,
    OutcomeField, Relation, RelationKind, Side, SignOff, Status, Verdict, merge, merge_choosing,
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

const LATER: Date = date(2026, 2, 1);

/// Both ways round: our copy, theirs, and whose accepted.
fn both_ways<'a>(accepted: &'a Decision, changed: &'a Decision) -> [(&'a Decision, &'a Decision, Side, Side); 2] {
    [(accepted, changed, Side::Ours, Side::Theirs), (changed, accepted, Side::Theirs, Side::Ours)]
}

fn sign_off(name: &str) -> Edit {
    let sign_off =
        SignOff { name: name.to_owned(), verdict: Verdict::Agree, comment: String::new(), on: date(2026, 1, 3) };
    Edit::Outcome(OutcomeField::SignOffs(vec![sign_off]))
}

fn export() -> Export {
    Export {
        path: "docs/adr/0001-x.md".into(),
        dialect: "madr".to_owned(),
        on: date(2026, 1, 3),
        charts: Vec::new(),
        written: String::new(),
        style: String::new(),
    }
}

#[test]
fn an_acceptance_stays_as_it_was_accepted_or_takes_changes_in_as_a_correction() {
    let base = proposed();
    let (hiring, ana) = (CriterionId::new("hiring").unwrap(), MemberId::new("ana").unwrap());
    let relation = Relation { kind: RelationKind::RelatesTo, path: "docs/adr/0002-x.md".into() };
    let ticket = Link { label: "Ticket".to_owned(), url: "https://tickets.example/1".to_owned() };
    let accepted = with(&base, &[Edit::Outcome(OutcomeField::Justification("It is fast".to_owned())), accept()]);
    let changed = with(
        &base,
        &[
            Edit::Criterion(hiring.clone(), CriterionField::Swing(100)),
            Edit::Context("Another problem".to_owned()),
            Edit::AddMember(Member::new(ana.clone(), "Ana"), LATER),
            Edit::Outcome(OutcomeField::Justification("It is cheap".to_owned())),
            Edit::Outcome(OutcomeField::Chosen(Some(base.options[1].id.clone()))),
            Edit::Links(vec![relation.as_link(), ticket.clone()]),
            sign_off("Bo"),
            Edit::Exported(export()),
            Edit::DecideBy(Some(LATER)),
        ],
    );
    for (ours, theirs, accepting, other) in both_ways(&accepted, &changed) {
        let merged = merge(&base, ours, theirs);
        let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
        assert_eq!(conflict.key, ConflictKey::Value("acceptance".to_owned()));
        for told in ["accepted on 3 January 2026", "problem statement", "without the changes", "as a correction"] {
            assert!(conflict.sentence().contains(told), "{}", conflict.sentence());
        }

        let kept = merge_choosing(&base, ours, theirs, &|_| Some(accepting));
        assert_eq!(kept.open().count(), 0);
        let told = kept.notes.join("\n");
        assert!(told.contains("Left out, since the accepted side was taken") && told.contains("Hiring"), "{told}");
        let kept = kept.chosen_by("Cy", LATER).decision;
        assert!(accepted.guarded_changes(&kept).is_empty(), "{:?}", accepted.guarded_changes(&kept));
        assert_eq!((&kept.outcome.chosen, &kept.corrections[..]), (&accepted.outcome.chosen, &[][..]));
        // What an accepted record leaves free still comes in, but no sign-off of another choice.
        assert_eq!(kept.outcome.sign_offs, []);
        assert_eq!((&kept.exports, kept.decide_by), (&changed.exports, Some(LATER)));
        assert_eq!(kept.links, [relation.as_link()]);

        let taken = merge_choosing(&base, ours, theirs, &|_| Some(other)).chosen_by("Cy", LATER);
        assert_eq!(taken.open().count(), 0);
        let taken = taken.decision;
        assert_eq!(taken.status(), Status::Accepted);
        assert_eq!(taken.criterion(&hiring).unwrap().swing, Some(100));
        assert!(taken.member(&ana).is_some() && taken.links.contains(&ticket));
        assert_eq!(
            (&taken.outcome.chosen, &taken.outcome.justification),
            (&changed.outcome.chosen, &changed.outcome.justification)
        );
        assert_eq!(taken.outcome.sign_offs, changed.outcome.sign_offs);
        let [Correction { on, by, why }] = &taken.corrections[..] else { panic!("{:?}", taken.corrections) };
        assert_eq!((*on, by.as_str()), (LATER, "Cy"));
        assert!(why.contains("A merge") && why.contains("Hiring"), "{why}");
    }
}

#[test]
fn of_two_acceptances_of_different_contents_one_stays_as_it_was_accepted() {
    let base = proposed();
    let hiring = CriterionId::new("hiring").unwrap();
    let accept_by = |day, by: &str| Edit::Status(Status::Accepted, date(2026, 1, day), by.to_owned());
    let chosen = |index: usize| Edit::Outcome(OutcomeField::Chosen(Some(base.options[index].id.clone())));
    let because = |why: &str| Edit::Outcome(OutcomeField::Justification(why.to_owned()));
    let one = with(&base, &[chosen(0), because("It is fast"), Edit::DecideBy(Some(LATER)), accept_by(3, "Ana")]);
    let correction = Correction { on: LATER, by: "Bo".to_owned(), why: "A slip".to_owned() };
    let two = with(
        &base,
        &[
            Edit::Criterion(hiring.clone(), CriterionField::Swing(100)),
            chosen(1),
            because("It is cheap"),
            sign_off("Bo"),
            accept_by(4, "Bo"),
            Edit::Correct(correction),
            Edit::Context("Another problem".to_owned()),
        ],
    );
    for (ours, theirs, of_one, of_two) in both_ways(&one, &two) {
        let merged = merge(&base, ours, theirs);
        let [conflict] = &merged.conflicts[..] else { panic!("{:#?}", merged.conflicts) };
        assert_eq!(conflict.key, ConflictKey::Value("acceptance".to_owned()));
        for told in [
            "accepted in both copies, with differences in the problem statement, and",
            "accepted on 3 January 2026 by Ana, choosing",
            "accepted on 4 January 2026 by Bo, choosing",
        ] {
            assert!(conflict.sentence().contains(told), "{}", conflict.sentence());
        }
        for (side, accepted, other) in [(of_one, &one, &two), (of_two, &two, &one)] {
            let taken = merge_choosing(&base, ours, theirs, &|_| Some(side));
            assert_eq!((taken.conflicts.len(), taken.open().count()), (1, 0), "{:#?}", taken.conflicts);
            let told = taken.notes.join("\n");
            assert!(
                told.contains("Left out, since the other acceptance was taken") && told.contains("Hiring"),
                "{told}"
            );
            let taken = taken.chosen_by("Cy", LATER).decision;
            assert!(accepted.guarded_changes(&taken).is_empty(), "{:?}", accepted.guarded_changes(&taken));
            assert!(!other.guarded_changes(&taken).is_empty());
            assert_eq!((&taken.history, &taken.corrections), (&accepted.history, &accepted.corrections));
            // What an accepted record leaves free comes in from both, but no sign-off of another choice.
            assert_eq!((&taken.outcome.sign_offs, taken.decide_by), (&accepted.outcome.sign_offs, Some(LATER)));
        }
    }
    // The same content was accepted twice, and there is nothing to choose.
    let again = with(&one, &[sign_off("Bo")]);
    assert_eq!(merge(&base, &one, &again).conflicts, []);
    // A copy that has gone on since is asked about by its status as well.
    let deprecated = with(&two, &[Edit::Status(Status::Deprecated, LATER, "Bo".to_owned())]);
    let keys: Vec<_> = merge(&base, &one, &deprecated).conflicts.into_iter().map(|conflict| conflict.key).collect();
    assert_eq!(keys, ["acceptance", "status"].map(|key| ConflictKey::Value(key.to_owned())));
}

#[test]
fn another_choice_and_another_status_belong_to_the_acceptance() {
    let base = proposed();
    let other_choice = Edit::Outcome(OutcomeField::Chosen(Some(base.options[1].id.clone())));
    let rejected = Edit::Status(Status::Rejected, date(2026, 1, 4), "Bo".to_owned());
    let accepted = with(&base, &[accept()]);
    let changed = with(&base, &[other_choice, rejected]);
    for (ours, theirs, accepting, other) in both_ways(&accepted, &changed) {
        let kept = merge_choosing(&base, ours, theirs, &|_| Some(accepting)).chosen_by("Cy", LATER).decision;
        assert_eq!((kept.status(), &kept.outcome.chosen), (Status::Accepted, &accepted.outcome.chosen));
        let taken = merge_choosing(&base, ours, theirs, &|_| Some(other)).chosen_by("Cy", LATER).decision;
        assert_eq!((taken.status(), &taken.outcome.chosen), (Status::Rejected, &changed.outcome.chosen));
        assert_eq!(taken.acceptance(), accepted.acceptance(), "it was accepted all the same");
        assert_eq!(taken.corrections.len(), 1);
    }
}

#[test]
fn an_acceptance_goes_further_than_a_proposal_and_stays_in_the_history() {
    let base = with(&Decision::new("test".to_owned(), date(2026, 1, 1)), &[]);
    let base = Decision { options: proposed().options, ..base };
    let chosen = |index: usize| Edit::Outcome(OutcomeField::Chosen(Some(base.options[index].id.clone())));
    let propose = |by: &str| Edit::Status(Status::Proposed, date(2026, 1, 2), by.to_owned());
    let accepted = with(&base, &[chosen(0), sign_off("Ana"), propose("Ana"), accept()]);
    for changed in [with(&base, &[chosen(1), propose("Bo")]), with(&base, &[propose("Bo")])] {
        for (ours, theirs, accepting, other) in both_ways(&accepted, &changed) {
            for side in [accepting, other] {
                let merged = merge_choosing(&base, ours, theirs, &|_| Some(side));
                assert!(
                    merged.conflicts.iter().all(|one| one.key.value() != Some("status")),
                    "{:#?}",
                    merged.conflicts
                );
                let merged = merged.chosen_by("Cy", LATER).decision;
                assert_eq!((merged.status(), &merged.history), (Status::Accepted, &accepted.history));
                let is_corrected = !accepted.guarded_changes(&merged).is_empty();
                assert_eq!(merged.corrections.len(), usize::from(is_corrected));
            }
        }
    }
}

#[test]
fn what_an_acceptance_has_seen_is_not_asked_about_again() {
    let base = proposed();
    let changed = with(&base, &[Edit::Context("Another problem".to_owned())]);
    let accepted = with(&changed, &[sign_off("Bo"), accept()]);
    for (ours, theirs, ..) in both_ways(&accepted, &changed) {
        let merged = merge(&base, ours, theirs);
        assert_eq!((merged.conflicts, merged.decision), (Vec::new(), accepted.clone()));
    }
}

#[test]
fn an_acceptance_and_a_round_that_was_opened_meanwhile() {
    let day = date(2026, 1, 2);
    let member = |id: &str| Edit::AddMember(Member::new(MemberId::new(id).unwrap(), id), day);
    let base = with(&proposed(), &[member("ana"), member("bo"), Edit::Reveal("Ana".to_owned(), day)]);
    let (accepted, opened) = (with(&base, &[accept()]), with(&base, &[Edit::OpenRound(Vec::new())]));
    for (ours, theirs, accepting, other) in both_ways(&accepted, &opened) {
        let by_value = |side| move |key: &ConflictKey| key.value().map(|_| side);
        let taken = merge_choosing(&base, ours, theirs, &by_value(accepting));
        assert_eq!((taken.open().count(), taken.decision.status(), taken.decision.round()), (0, Status::Accepted, 1));
        let taken = merge_choosing(&base, ours, theirs, &by_value(other));
        let told: Vec<String> = taken.open().map(weigh_in::decision::Conflict::sentence).collect();
        let [told] = &told[..] else { panic!("{told:#?}") };
        assert!(told.contains("The decision is accepted while round 2 is still hidden."), "{told}");
        assert!(taken.decision.is_accepted() && taken.decision.is_blind(), "both are kept for whoever corrects it");
    }
}

#[test]
fn what_stays_free_goes_along_with_an_acceptance() {
    let base = proposed();
    let free = with(&base, &[sign_off("Bo")]);
    let merged = merge(&base, &with(&base, &[accept()]), &free);
    assert_eq!((merged.conflicts.len(), merged.decision.status()), (0, Status::Accepted));
}

#[test]
fn what_was_said_to_a_choice_holds_for_that_choice() {
    let base = proposed();
    let chosen = |index: usize| Edit::Outcome(OutcomeField::Chosen(Some(base.options[index].id.clone())));
    let despite = || Edit::Outcome(OutcomeField::DespiteObjection("It was heard".to_owned()));
    let names = |decision: &Decision| decision.outcome.sign_offs.iter().map(|one| one.name.clone()).collect::<Vec<_>>();
    // The choice comes from one copy, and the answers from the other.
    let first = with(&base, &[chosen(0)]);
    let (signed, other) = (with(&first, &[sign_off("Ana"), despite()]), with(&first, &[chosen(1)]));
    for (ours, theirs) in [(&signed, &other), (&other, &signed)] {
        let merged = merge(&first, ours, theirs);
        assert_eq!(*merged.decision.outcome, *other.outcome);
        let [note] = &merged.notes[..] else { panic!("{:?}", merged.notes) };
        let told = "The sign-off of Ana and the reason for deciding despite an objection were for Go, and were taken out with that choice. \
                    Ask again.";
        assert_eq!(note, told);
    }
    // Who has answered both choices has one of the answers taken out by the merge, which says so; nobody need ask again.
    let answer =
        |name: &str, verdict| SignOff { name: name.to_owned(), verdict, comment: String::new(), on: date(2026, 1, 3) };
    let both = vec![answer("Ana", Verdict::Object), answer("Bo", Verdict::Agree)];
    let objecting = with(&base, &[chosen(1), Edit::Outcome(OutcomeField::SignOffs(both))]);
    let agreeing = with(&base, &[chosen(0), sign_off("Ana")]);
    for (ours, theirs, side, other) in both_ways(&agreeing, &objecting) {
        let kept = merge_choosing(&base, ours, theirs, &|_| Some(side));
        let told = "The sign-offs of Ana, Bo were for Rust, and were taken out with that choice. Ask again.";
        assert_eq!((names(&kept.decision), &kept.notes[..]), (vec!["Ana".to_owned()], &[told.to_owned()][..]));
        let kept = merge_choosing(&base, ours, theirs, &|_| Some(other));
        let told = "The sign-off of Ana was for Go, and was taken out with that choice.";
        assert_eq!((names(&kept.decision).len(), &kept.notes[..]), (2, &[told.to_owned()][..]));
    }
    // An option that one copy took out with all that was said to it, and that stays.
    let removed = with(&signed, &[Edit::RemoveOption(base.options[0].id.clone())]);
    let used = with(&signed, &[Edit::Option(base.options[0].id.clone(), OptionField::Name("Golang".to_owned()))]);
    for (ours, theirs, side, _) in both_ways(&used, &removed) {
        let kept = merge_choosing(&signed, ours, theirs, &|_| Some(side));
        assert_eq!((kept.decision.outcome, kept.notes), (used.outcome.clone(), Vec::new()));
    }
    // Both choose, and both accept: one is taken, with its own sign-offs.
    let choosing = |index, name| with(&base, &[chosen(index), sign_off(name)]);
    let deciding = |index, name| with(&choosing(index, name), &[accept()]);
    for (ours, theirs) in [(choosing(0, "Ana"), choosing(1, "Bo")), (deciding(0, "Ana"), deciding(1, "Bo"))] {
        for (side, expected) in [(Side::Ours, "Ana"), (Side::Theirs, "Bo")] {
            let merged = merge_choosing(&base, &ours, &theirs, &|_| Some(side));
            assert_eq!(names(&merged.decision), [expected]);
            assert!(merged.notes.iter().any(|note| note.starts_with("The sign-off of ")), "{:?}", merged.notes);
        }
    }
}
