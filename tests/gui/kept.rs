//! What is kept from one content of a record to the next is what would be found anew.

use std::sync::Arc;

use jiff::civil::date;
use weigh_in::{
    decision::{
        Alternative, CellField, CriterionField, CriterionText, Decision, Edit, Evidence, MemberField, MemberId,
        MustHave, MustHaveRule, OptionField, OptionId, OutcomeField, Score, Status, Vote,
    },
    gui::session::{Direction, Document, Findings},
};

use super::team;

/// Edits of every part of a record, those that leave the numbers as they are among them.
fn edits(decision: &Decision) -> Vec<Edit> {
    let (ana, boris) = (decision.members[0].id.clone(), decision.members[1].id.clone());
    let (first, second) = (decision.criteria[0].id.clone(), decision.criteria[1].id.clone());
    let (go, rust) = (decision.options[0].id.clone(), decision.options[1].id.clone());
    let cell = |member: &MemberId, field| Edit::Cell(member.clone(), first.clone(), go.clone(), field);
    let vote = |points| CellField::Vote(Score::new(points).map(Vote::Score));
    let criterion = |field| Edit::Criterion(first.clone(), field);
    let threshold = MustHave { at_least: Score::MAX, rule: MustHaveRule::Median };
    let zig = Alternative::new(OptionId::new("zig").unwrap(), "Zig".to_owned());
    vec![
        Edit::Title("Another title".to_owned()),
        Edit::Context(String::new()),
        cell(&ana, CellField::Note("Seen".to_owned())),
        Edit::Reveal("Ana".to_owned(), date(2026, 11, 2)),
        Edit::Title(String::new()),
        Edit::OpenRound(Vec::new()),
        cell(&ana, CellField::Note("Seen twice".to_owned())),
        cell(&ana, CellField::Link("file:///x".to_owned())),
        cell(&ana, CellField::Evidence(Some(Evidence::Measured))),
        cell(&boris, vote(1)),
        Edit::Reveal("Ana".to_owned(), date(2026, 11, 2)),
        criterion(CriterionField::Text(CriterionText::Name, "Learning to write it".to_owned())),
        criterion(CriterionField::MustHave(Some(threshold))),
        criterion(CriterionField::Text(CriterionText::Name, "Learning".to_owned())),
        Edit::Option(rust.clone(), OptionField::Name("Rust 2024".to_owned())),
        Edit::Member(ana.clone(), MemberField::Name("Ana Maria".to_owned())),
        Edit::Member(boris.clone(), MemberField::Weight(3.0)),
        Edit::Member(boris.clone(), MemberField::Swings([(second.clone(), 100)].into())),
        criterion(CriterionField::MustHave(None)),
        criterion(CriterionField::Swing(7)),
        Edit::Criterion(second.clone(), CriterionField::NotApplicable(true)),
        Edit::Outcome(OutcomeField::Chosen(Some(rust.clone()))),
        Edit::Outcome(OutcomeField::AgainstLead("It fits".to_owned())),
        Edit::CountReference(decision.references[0].id.clone(), true),
        Edit::AddOption(zig),
        Edit::OpenRound(vec![first.clone()]),
        cell(&ana, vote(2)),
        Edit::Seal(ana.clone(), date(2026, 11, 3), weigh_in::decision::Salt::of_bits(7)),
        Edit::Seal(boris.clone(), date(2026, 11, 3), weigh_in::decision::Salt::of_bits(7)),
        Edit::Status(Status::Proposed, date(2026, 11, 3), String::new()),
        Edit::PlaceCriteria {
            criteria: vec![second.clone()],
            group: decision.criteria[5].group.clone(),
            before: Some(decision.criteria[5].id.clone()),
        },
        Edit::RemoveOption(go.clone()),
        Edit::RemoveMember(ana),
        Edit::RemoveCriteria(vec![second]),
    ]
}

fn is_as_found_anew(document: &Document, what: &str) {
    let (kept, anew) = (document.findings(), Findings::of(document.decision(), None, None));
    assert_eq!(kept.analysis, anew.analysis, "{what}");
    assert_eq!(kept.problems, anew.problems, "{what}");
    assert_eq!(kept.verdict, anew.verdict, "{what}");
    for member in &document.decision().members {
        let counted = document.decision().progress(&member.id);
        assert_eq!(document.progress(&member.id), counted, "{what}: {}", member.name);
    }
}

#[test]
fn what_is_kept_over_an_edit_is_what_would_be_found_anew() {
    let decision = team();
    let edits = edits(&decision);
    let mut document = Document::new(decision);
    is_as_found_anew(&document, "at first");
    for (at, edit) in edits.into_iter().enumerate() {
        let what = edit.label(document.decision());
        document.apply(edit, None, at as f64 * 10.0).unwrap();
        is_as_found_anew(&document, &what);
    }
    while let Some(step) = document.travel(Direction::Back, date(2026, 11, 2), "Ana") {
        is_as_found_anew(&document, &format!("undid {step}"));
    }
    while let Some(step) = document.travel(Direction::Forward, date(2026, 11, 2), "Ana") {
        is_as_found_anew(&document, &format!("redid {step}"));
    }
}

#[test]
fn words_leave_the_analysis_as_it_is() {
    let mut decision = team();
    // Nothing is hidden from a sole member.
    decision.apply(Edit::RemoveMember(decision.members[1].id.clone())).unwrap();
    let (ana, first, go) =
        (decision.members[0].id.clone(), decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let mut document = Document::new(decision);
    let before = document.findings();
    let words = [
        Edit::Title("Another".to_owned()),
        Edit::Cell(ana, first.clone(), go, CellField::Note("Another word".to_owned())),
        Edit::Criterion(first, CriterionField::Text(CriterionText::Question, "Another question?".to_owned())),
        Edit::Outcome(OutcomeField::Justification("It fits".to_owned())),
    ];
    for edit in words {
        document.apply(edit, None, 0.0).unwrap();
        assert!(Arc::ptr_eq(&before.analysis, &document.findings().analysis));
    }
}
