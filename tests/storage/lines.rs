//! Problems are told with the line that they are on.

use proptest::prelude::*;
use weigh_in::{
    decision::{CriterionId, MemberId, OptionId, Place, Severity},
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

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn option(id: &str) -> Place {
    Place::Option(OptionId::new(id).unwrap())
}

fn cell(ballot: &str, criterion: &str, option: &str) -> Place {
    Place::Cell(member(ballot), 1, CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap())
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
        (option("rust"), 6),
        (Place::Ballot(member("ana"), 1), 8),
        (Place::Ballot(member("bo"), 1), 8),
        (cell("bo", "c", "go"), 11),
        (cell("bo", "d", "go"), 13),
        (cell("bo", "e", "go"), 15),
        (Place::Outcome, 17),
        // What is not in the file is told at what is around it.
        (Place::Title, 3),
        (Place::Chosen, 17),
        (option("zig"), 6),
        (cell("bo", "d", "rust"), 8),
        (Place::Ballot(member("bo"), 2), 8),
        (Place::Reference(member("ana")), 3),
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
        (Place::Member(member("ana")), "        (id: \"ana\""),
        (Place::Chosen, "        chosen: "),
        (Place::Export(0), "        (path: "),
        (cell("ana", "hiring", "rust"), "                (criterion: \"hiring\", option: \"rust\""),
    ];
    for (place, start) in starts {
        let line = line_of(V2, &place).unwrap();
        assert!(V2.lines().nth(line - 1).unwrap().starts_with(start), "{place:?}: {line}");
    }
    let criterion = line_of(V2, &Place::Criterion(CriterionId::new("hiring").unwrap())).unwrap();
    assert_eq!(V2.lines().nth(criterion), Some("            id: \"hiring\","));
    let reference = line_of(V2, &Place::Reference(member("essay"))).unwrap();
    assert_eq!(V2.lines().nth(reference), Some("            id: \"essay\","));
}

#[test]
fn an_id_that_is_used_twice_is_told_where_it_is_used_again() {
    let text = "Decision(format: 2, id: \"x\", created: \"2026-11-01\",\n options: [(id: \"go\"),\n (id: \"rust\"),\n (id: \"go\")])";
    assert_eq!(line_of(text, &option("go")), Some(4));
    assert_eq!(line_of(text, &option("rust")), Some(3));
}

/// Every id that a record can name, wrong; ids and ballots used three times; names that are blank. Each marked line has as many
/// problems as it has marks.
const WRONG: &str = r#"Decision(
    format: 2, id: "x", title: "T", created: "2026-11-01", context: "C",
    profiles: [
        (id: "p", name: "P", swings: {
            "c": 5,
            "no-criterion": 5, // !
        }),
    ],
    compared_profiles: ["p",
        "no-profile", // !
    ],
    options: [
        (id: "go", name: " "), // !
        (id: "rust", name: "Rust"),
        (id: "go", name: "Go"), // !
        (id: "go", name: "Golang"), // !
    ],
    criteria: [
        (id: "c", name: ""), // !
        (id: "c", name: "C"), // !
        (id: "c", name: "D"), // !
    ],
    members: [
        (id: "ana", name: ""), // !
        (id: "bo", name: "Bo",
            swings: {
                "c": 5,
                "no-swing": 5, // !
            },
            order: [["c"],
                ["c", "no-order"], // !
            ],
            trade_offs: [
                (first: (criterion: "c", from: 1, to: 2),
                 second: (criterion: "no-trade", from: 1, to: 2), preferred: Equal), // !
            ],
            experience: {
                "go": Read,
                "no-option": Read, // !
            },
        ),
        (id: "ana", name: "Ana"), // !
        (id: "ana", name: "Ana"), // !
    ],
    rounds: [(number: 1, criteria: ["c",
            "no-criterion", // !
        ], reveals: [(on: "2026-11-01")]),
        (number: 2)],
    ballots: [
        (member: "ana", round: 1, scores: [
            (criterion: "c", option: "no-option", score: 3), // !
        ]),
        (member: "ana", round: 1, scores: [ // !
            (criterion: "c", option: "no-option", score: 3), // !
            (criterion: "c", option: "rust", score: 3, link: "ftp://x"), // !
        ]),
        (member: "ana", round: 1), // !
        (member: "nobody", round: 9), // !!
    ],
    commitments: [
        (round: 1, member: "bo", hash: "0000000000000000000000000000000000000000000000000000000000000000"),
        (round: 1,
            member: "nobody", // !
            hash: "0000000000000000000000000000000000000000000000000000000000000000"),
        (round: 9, // !
            member: "bo", hash: "0000000000000000000000000000000000000000000000000000000000000000"),
    ],
    references: [
        (id: "essay", name: "Essay", scores: [
            (criterion: "c", option: "rust", score: 3),
            (criterion: "no-criterion", option: "no-option", score: 3), // !!
        ]),
        (id: "essay", name: "Essay", scores: [ // !
            (criterion: "no-criterion", option: "rust", score: 3), // !
        ]),
    ],
    outcome: (
        chosen: "no-option", // !
    ),
)
"#;

#[test]
fn every_id_that_does_not_exist_or_is_used_again_is_told_on_its_own_line() {
    let decision = storage::parse(WRONG).unwrap().decision;
    let mut errors = decision.problems();
    errors.retain(|problem| problem.severity == Severity::Error);
    let lines = storage::lines_of(WRONG, &errors);
    for (index, line) in WRONG.lines().enumerate() {
        let marks = line.split_once("// !").map_or(0, |(_, more)| more.len() + 1);
        let told = lines.iter().zip(&errors).filter(|(line, _)| **line == Some(index + 1));
        let told: Vec<&str> = told.map(|(_, problem)| problem.what.as_str()).collect();
        assert_eq!(told.len(), marks, "line {}: {line}: {told:#?}", index + 1);
    }
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
        for ballot in &decision.ballots {
            for (criterion, option) in ballot.cells.keys() {
                let place = Place::Cell(ballot.member.clone(), ballot.round, criterion.clone(), option.clone());
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
