//! Problems are told with the line that they are on.

use proptest::prelude::*;
use weigh_in::{
    decision::{CriterionId, OptionId, Place},
    storage::{self, line_of},
};

use crate::{V2, common};

/// As people may leave it: comments, brackets in texts, several parts on a line, a name before a parenthesis.
const BY_HAND: &str = r###"// options: [
#![enable(implicit_some)]
Decision(format: 2, id: "x", /* title: "no" */ created: "2026-11-01",
    context: r##"links: [ ( " "# "##, links: [(url: "a"),
      (url: "b \" ] )")],
    options: [(id: "go"), (id: "rust"),
    ],
    ballots: [(member: "ana", round: 1, scores: []), (
        round: 1, member: "bo",
        scores: [
            (option: "go", criterion: "c", note: "(criterion: \"d\", option: \"go\")"),
            // (criterion: "d", option: "go"),
            (
                option: r"go", score: 4,
                criterion: "d"), (criterion: "e", option: "go")
        ])],
    outcome: Outcome(justification: "j")
)
"###;

fn cell(ballot: usize, criterion: &str, option: &str) -> Place {
    Place::Cell(ballot, CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap())
}

#[test]
fn every_place_has_its_line_in_a_file_edited_by_hand() {
    storage::parse(BY_HAND).unwrap();
    let lines = [
        (Place::Record, 3),
        (Place::Context, 4),
        (Place::Link(0), 4),
        (Place::Link(1), 5),
        (Place::Options, 6),
        (Place::Option(1), 6),
        (Place::Ballot(0), 8),
        (Place::Ballot(1), 8),
        (cell(1, "c", "go"), 11),
        (cell(1, "d", "go"), 13),
        (cell(1, "e", "go"), 15),
        (Place::Outcome, 17),
        // What is not in the file is told at what is around it.
        (Place::Title, 3),
        (Place::Chosen, 17),
        (Place::Option(7), 6),
        (cell(1, "d", "rust"), 8),
    ];
    for (place, line) in lines {
        assert_eq!(line_of(BY_HAND, &place), Some(line), "{place:?}");
    }
}

#[test]
fn every_place_has_its_line_in_a_file_of_ours() {
    let starts = [
        (Place::Title, "    title: "),
        (Place::Status, "    history: ["),
        (Place::Criteria, "    criteria: ["),
        (Place::Members, "    members: ["),
        (Place::Member(0), "        (id: \"ana\""),
        (Place::Chosen, "        chosen: "),
        (Place::Export(0), "        (path: "),
        (cell(0, "hiring", "rust"), "                (criterion: \"hiring\", option: \"rust\""),
    ];
    for (place, start) in starts {
        let line = line_of(V2, &place).unwrap();
        assert!(V2.lines().nth(line - 1).unwrap().starts_with(start), "{place:?}: {line}");
    }
    let criterion = line_of(V2, &Place::Criterion(1)).unwrap();
    assert_eq!(V2.lines().nth(criterion), Some("            id: \"hiring\","));
    let reference = line_of(V2, &Place::Reference(0)).unwrap();
    assert_eq!(V2.lines().nth(reference), Some("            id: \"essay\","));
}

#[test]
fn what_is_not_ron_has_no_lines() {
    for text in ["", "   ", "(format: 1", "\"open", "/* open"] {
        assert_eq!(line_of(text, &Place::Outcome), None, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn every_cell_has_the_line_that_names_it(decision in common::decision()) {
        let text = storage::to_ron(&decision);
        let lines: Vec<&str> = text.split('\n').collect();
        for (index, ballot) in decision.ballots.iter().enumerate() {
            for (criterion, option) in ballot.cells.keys() {
                let place = Place::Cell(index, criterion.clone(), option.clone());
                let line = line_of(&text, &place).map(|line| lines[line - 1]);
                let start = format!("                (criterion: \"{criterion}\", option: \"{option}\"");
                prop_assert!(line.is_some_and(|line| line.starts_with(&start)), "{:?} {:?}", place, line);
            }
        }
        for problem in decision.problems() {
            prop_assert!(line_of(&text, &problem.place).is_some());
        }
    }
}
