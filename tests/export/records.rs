//! Records to export.

use jiff::civil::date;
use weigh_in::decision::{
    Alternative, CellField, Consequence, ConsequenceKind, Criterion, CriterionField, CriterionId, Decision, Edit,
    Evidence, Link, Member, MemberId, MustHave, MustHaveRule, OptionId, OutcomeField, PeopleRole, Score, SignOff,
    Status, Verdict, Vote,
};

/// A blank record of a title.
pub(crate) fn titled(title: &str) -> Decision {
    let mut decision = Decision::new("4f1c".to_owned(), date(2026, 10, 1));
    decision.apply(Edit::Title(title.to_owned())).unwrap();
    decision
}

/// What a small team decided, in every part of a record.
pub(crate) fn ingest_service() -> Decision {
    let mut decision = titled("Use Go for the ingest service");
    for edit in frame().into_iter().chain(sheet()).chain(votes()).chain(outcome()) {
        decision.apply(edit).unwrap();
    }
    decision
}

fn frame() -> Vec<Edit> {
    vec![
        Edit::Context(
            "Sensors send 40,000 readings a second, and the script that takes them in loses some of them.\n\n\
             What replaces it:\n- takes twice that load on two machines\n- is run by the team that writes it"
                .to_owned(),
        ),
        Edit::Constraints(vec!["It must be in service by March.".to_owned()]),
        Edit::People(PeopleRole::DecisionMakers, vec!["Ana Ruiz".to_owned(), "Bo Lindqvist".to_owned()]),
        Edit::People(PeopleRole::Consulted, vec!["Platform team".to_owned()]),
        Edit::Links(vec![Link {
            label: "Load test, October".to_owned(),
            url: "https://wiki.example.org/load-test?run=7".to_owned(),
        }]),
    ]
}

fn sheet() -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, name, description) in [
        ("go", "Go", "One static binary, written by people who know it."),
        ("rust", "Rust", "The smaller footprint, at the price of learning it."),
    ] {
        edits.push(Edit::AddOption(Alternative {
            description: description.to_owned(),
            ..Alternative::new(option(id), name.to_owned())
        }));
    }
    for (id, name, group, question, swing) in [
        ("learning-curve", "Learning curve", "Team", "How soon is a newcomer productive?", 100),
        ("memory-safety", "Memory safety", "Correctness", "What keeps memory from being corrupted?", 60),
        ("resource-control", "Resource control", "Performance", "Does it stay within 512 MB?", 40),
    ] {
        let mut added = Criterion::new(criterion(id), name, group);
        question.clone_into(&mut added.question);
        added.swing = Some(swing);
        edits.push(Edit::AddCriterion(Box::new(added)));
    }
    let must_have = MustHave { at_least: score(3), rule: MustHaveRule::Median };
    edits.push(Edit::Criterion(criterion("memory-safety"), CriterionField::MustHave(Some(must_have))));
    edits
}

fn votes() -> Vec<Edit> {
    let mut edits = Vec::new();
    for (id, name) in [("ana", "Ana Ruiz"), ("bo", "Bo Lindqvist")] {
        edits.push(Edit::AddMember(Member::new(member(id), name.to_owned()), date(2026, 2, 3)));
    }
    for (who, row, go, rust) in [
        ("ana", "learning-curve", 5, 2),
        ("ana", "memory-safety", 4, 5),
        ("ana", "resource-control", 4, 5),
        ("bo", "learning-curve", 4, 3),
        ("bo", "memory-safety", 3, 5),
        ("bo", "resource-control", 2, 5),
    ] {
        for (column, points) in [("go", go), ("rust", rust)] {
            edits.push(cell(who, row, column, CellField::Vote(Some(Vote::Score(score(points))))));
        }
    }
    edits.extend([
        cell("ana", "learning-curve", "go", CellField::Note("two of us merged within a week".to_owned())),
        cell("ana", "learning-curve", "go", CellField::Evidence(Some(Evidence::Measured))),
        cell("bo", "resource-control", "go", CellField::Note("the collector's peaks went over 512 MB".to_owned())),
        cell("bo", "resource-control", "go", CellField::Evidence(Some(Evidence::Measured))),
        cell("bo", "resource-control", "go", CellField::Link("https://wiki.example.org/memory".to_owned())),
        cell("bo", "learning-curve", "rust", CellField::Note("one of five knows it".to_owned())),
        Edit::Seal(member("ana"), date(2026, 10, 28), weigh_in::decision::Salt::of_bits(7)),
        Edit::Seal(member("bo"), date(2026, 10, 30), weigh_in::decision::Salt::of_bits(7)),
        Edit::Reveal("Bo Lindqvist".to_owned(), date(2026, 10, 30)),
    ]);
    edits
}

fn outcome() -> Vec<Edit> {
    let consequence = |kind, text: &str| Consequence { kind, text: text.to_owned() };
    let sign_off = |name: &str, verdict, comment: &str| SignOff {
        name: name.to_owned(),
        verdict,
        comment: comment.to_owned(),
        on: date(2026, 11, 3),
    };
    vec![
        Edit::Outcome(OutcomeField::Chosen(Some(option("go")))),
        Edit::Outcome(OutcomeField::Justification(
            "the team is productive in it now,\nand the load test leaves room.\n\nMemory is watched from the first day."
                .to_owned(),
        )),
        Edit::Outcome(OutcomeField::Consequences(vec![
            consequence(ConsequenceKind::Good, "the first version can be in service in January"),
            consequence(ConsequenceKind::Bad, "peaks of memory have to be watched"),
        ])),
        Edit::Outcome(OutcomeField::Confirmation("The load test runs every week.".to_owned())),
        Edit::Outcome(OutcomeField::Triggers(vec!["Memory stays above 400 MB for a day".to_owned()])),
        Edit::Outcome(OutcomeField::Review(Some(date(2027, 5, 3)))),
        Edit::Outcome(OutcomeField::SignOffs(vec![
            sign_off("Ana Ruiz", Verdict::Agree, ""),
            sign_off("Bo Lindqvist", Verdict::Reservation, "if the weekly load test really runs"),
        ])),
        Edit::Status(Status::Proposed, date(2026, 11, 2), String::new()),
        Edit::Status(Status::Accepted, date(2026, 11, 3), String::new()),
    ]
}

pub(crate) fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

pub(crate) fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

pub(crate) fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

pub(crate) fn score(points: u8) -> Score {
    Score::new(points).unwrap()
}

fn cell(who: &str, row: &str, column: &str, field: CellField) -> Edit {
    Edit::Cell(member(who), criterion(row), option(column), field)
}
