//! Every broken file gets a reason, a place and advice, and none makes the program stumble.

use std::{cell::Cell, fs};

use proptest::{
    collection::vec,
    prelude::*,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use weigh_in::{
    decision::{CriterionId, MemberId, OptionId, Place},
    storage::{self, ReadError},
};

use crate::V2;

fn error(text: &str) -> ReadError {
    match storage::parse(text) {
        Ok(loaded) => panic!("{text:.200} was read as {:?}", loaded.decision),
        Err(error) => error,
    }
}

/// The start of a record, up to the end of its first line.
const START: &str = "(format: 2, id: \"x\", created: \"2026-11-01\",";

/// Asserts what is said, where, and a part of what to do, of a record whose second line is `rest`.
#[track_caller]
fn assert_broken(rest: &str, position: (usize, usize), summary: &str, advice: &str) {
    let error = error(&format!("{START}\n{rest}"));
    assert_eq!(error.summary(), summary);
    assert_eq!(error.position(), Some(position), "{error}");
    assert!(error.advice().contains(advice), "{error}");
}

#[test]
fn an_error_shows_the_line_with_a_caret_and_says_what_to_do() {
    let text = format!("{START}\n    criteria: [\n        (id: \"hiring\", swng: 100),\n    ],\n)");
    assert_eq!(
        error(&text).to_string(),
        "Line 3, column 24: a criterion has no field `swng`.\n\
         3 |         (id: \"hiring\", swng: 100),\n\
         \u{20} |                        ^\n\
         Expected: `swing`.\n\
         Correct it in a text editor, or take the last good version of the file from git or from a backup."
    );
    assert_eq!(error(&text).expected(), Some("`swing`"));
    assert!(error(&text).excerpt().unwrap().starts_with("3 |         (id"));
}

#[test]
fn of_a_long_line_the_part_around_the_place_is_shown() {
    let error = error(&format!("{START} title: \"{}\", titel: \"\")", "x".repeat(1_000_000)));
    let excerpt = error.excerpt().unwrap();
    let (line, caret) = excerpt.split_once('\n').unwrap();
    assert!(line.chars().count() < 120, "{excerpt}");
    let under = line.chars().nth(caret.chars().count() - 1);
    assert_eq!((under, caret.ends_with('^')), (Some('t'), true), "{excerpt}");
}

#[test]
fn a_value_that_cannot_be_is_pointed_at() {
    let ballot = |score: &str| {
        format!("ballots: [(member: \"ana\", round: 1, scores: [(criterion: \"c\", option: \"o\", {score})])])")
    };
    let text_editor = "text editor";
    assert_broken(&ballot("score: 7"), (2, 83), "A score is a whole number from 1 to 5, not 7.", text_editor);
    assert_broken(&ballot("score: 4.5"), (2, 83), "A score is a whole number from 1 to 5, not 4.5.", text_editor);
    assert_broken(&ballot("score: -1"), (2, 83), "A score is a whole number from 1 to 5, not -1.", text_editor);
    assert_broken(
        &ballot("score: 3, abstain: true"),
        (2, 46),
        "A cell has both a score and an abstention.",
        "Keep one of the two.",
    );
    for (weight, shown) in [
        ("NaN", "NaN"),
        ("inf", "inf"),
        ("1e400", "inf"),
        ("0", "0"),
        ("-2", "-2"),
        ("1000001", "1000001"),
        ("0.0000009", "0.0000009"),
    ] {
        assert_broken(
            &format!("members: [(id: \"a\", weight: {weight})])"),
            (2, 29),
            &format!("A member's weight is a number from 0.000001 to 1000000, not {shown}."),
            text_editor,
        );
    }
    assert_broken(
        "criteria: [(id: \"c\", swing: 101)])",
        (2, 29),
        "A swing is a whole number from 0 to 100, not 101.",
        "",
    );
    assert_broken(
        "options: [(id: \"Go Lang\")])",
        (2, 17),
        "`Go Lang` is not an id: use 1 to 64 lower-case letters, digits and single dashes, such as `learning-curve`.",
        text_editor,
    );
    assert_broken(
        "decide_by: \"2026-13-01\")",
        (2, 13),
        "`2026-13-01` is not a date: write year, month and day, such as 2026-11-03.",
        text_editor,
    );
    assert_broken(
        "history: [(status: Acepted)])",
        (2, 20),
        "`Acepted` is not one of the words that can stand here.",
        text_editor,
    );
    assert_broken("titel: \"x\")", (2, 1), "The decision has no field `titel`.", text_editor);
    assert_broken("id: \"y\")", (2, 1), "The field `id` is there twice in the decision.", text_editor);
    assert_broken("title: Some text)", (2, 8), "Something else stands here.", text_editor);
}

#[test]
fn a_file_of_format_1_is_explained_by_its_own_fields() {
    let text = "(format: 1, id: \"x\", created: \"2026-11-01\",\nstatus: Acepted)";
    let broken = error(text);
    assert_eq!((broken.position(), broken.expected()), (Some((2, 9)), Some("`Accepted`")));
    let broken = error(&text.replace("status: Acepted", "history: []"));
    assert_eq!(broken.summary(), "The decision has no field `history`.");
}

#[test]
fn what_was_expected_is_named() {
    let expected = |rest: &str| error(&format!("{START}\n{rest}")).expected().map(str::to_owned);
    assert_eq!(expected("history: [(status: Acepted)])").as_deref(), Some("`Accepted`"));
    assert_eq!(
        expected("history: [(status: Parked)])").as_deref(),
        Some("`Draft`, `Proposed`, `Accepted`, `Rejected`, `Deprecated` or `Superseded`")
    );
    assert_eq!(expected("title: Go)").as_deref(), Some("a text in quotes"));
    assert_eq!(expected("options: [(id: \"a\") (id: \"b\")])").as_deref(), Some("a comma, or the end of the list"));
    assert_eq!(expected("members: [(id: \"a\", weight: \"2\")])").as_deref(), Some("a number"));
}

#[test]
fn a_number_that_cannot_be_is_told_without_the_words_of_the_program() {
    let text = "criteria: [(id: \"a\", name: \"A\", must_have: (at_least: 3, rule: Members(0)))])";
    let found = error(&format!("(format: 2, id: \"x\", title: \"t\", created: \"2026-01-01\",\n{text}"));
    assert_eq!(found.summary(), "The number `0` cannot stand here.");
    assert_eq!(found.expected(), Some("a whole number from 1 to 65535"));
}

#[test]
fn parts_that_contradict_each_other_are_pointed_at() {
    assert_broken("rounds: [])", (2, 1), "The list of rounds is empty.", "`rounds: [(number: 1)],`");
    assert_broken(
        "rounds: [(number: 1),\n  (number: 3)])",
        (3, 3),
        "Round 3 stands where round 2 should be.",
        "Number the rounds 1, 2, 3",
    );
    assert_broken(
        "ballots: [(member: \"a\", round: 1, scores: [\n(criterion: \"c\", option: \"o\", note: \"a)\n\nb\"),\n  \
         (criterion: \"c\", option: \"o\")])])",
        (6, 3),
        "The cell c / o is scored twice in one ballot.",
        "Keep one of the two lines.",
    );
}

#[test]
fn a_truncated_file_says_so_wherever_it_ends() {
    let ends: Vec<usize> = V2.char_indices().map(|(at, _)| at).collect();
    let whole = V2.trim_end().len();
    // Up to the number of the format, the rest could be anything.
    for end in ends.into_iter().filter(|end| (15..whole).contains(end)) {
        let error = error(&V2[..end]);
        let summary = error.summary();
        let known = ["The file ends before the record is complete.", "The file ends inside the text that starts here."];
        assert!(known.contains(&summary.as_str()), "at byte {end}: {error}");
        assert!(error.advice().contains("cut off"), "at byte {end}: {error}");
        assert!(error.position().is_some());
    }
}

#[test]
fn an_unfinished_merge_is_recognised_before_anything_else() {
    let text = "(\n    format: 2,\n<<<<<<< HEAD\n    id: \"a\",\n=======\n    id: \"b\",\n>>>>>>> main\n)";
    let found = error(text);
    assert_eq!(found.position(), Some((3, 1)));
    assert!(found.summary().starts_with("A git merge is unfinished here"), "{found}");
    assert!(found.advice().contains("weigh-in merge --resolve"));
    let half = text.replace("<<<<<<< HEAD\n", "");
    assert_eq!(error(&half).position(), Some((6, 1)));
    let inside_a_text = V2.replace("Two of us know it.", "\n<<<<<<< HEAD\nTwo\n=======\nThree\n>>>>>>> main\n");
    assert!(error(&inside_a_text).summary().contains("merge is unfinished"));
}

#[test]
fn other_files_are_told_apart() {
    let cases = [
        ("", "The file is empty."),
        (" \n\t\n", "The file is empty."),
        ("{\"format\": 1}", "This looks like JSON, not a decision of Weigh-In."),
        ("# Use Go\n\n## Context", "This looks like Markdown, not a decision of Weigh-In."),
        ("---\nstatus: accepted\n---\n# Use Go", "This looks like Markdown, not a decision of Weigh-In."),
        ("<!doctype html>", "This looks like HTML or XML, not a decision of Weigh-In."),
        ("Dear all,", "This is some other text, not a decision of Weigh-In."),
        ("42", "This is some other text, not a decision of Weigh-In."),
        ("(width: 3, height: 4)", "This is RON without a field `format`, not a decision of Weigh-In."),
        ("Size(width: 3)", "This is RON without a field `format`, not a decision of Weigh-In."),
        ("(format: 1\0)", "The file is binary, not a decision of Weigh-In."),
        ("(format: 2, id: \"t\", name: \"T\", criteria: [])", "This is a template, not a decision."),
        ("(format: 0, id: \"x\", created: \"2026-01-01\")", "There is no format 0; this version reads formats 1 to 2."),
        ("(format: 2, id: \"x\")", "The field `created` is missing in the decision, which ends here."),
        ("(format: 2, id: \"x\", created: \"2026-01-01\") more", "There is more text behind the end of the record."),
    ];
    for (text, summary) in cases {
        let error = error(text);
        assert_eq!(error.summary(), summary);
        assert!(error.advice().len() > 20, "{error}");
    }
}

#[test]
fn nesting_without_end_is_an_error_and_no_crash() {
    let deep = 100_000;
    let texts = [
        format!("{START} constraints: {}", "[".repeat(deep)),
        format!("{START} new: {}{})", "[".repeat(deep), "]".repeat(deep)),
        format!("(format: 2, new: {}{}, id: \"x\", created: \"2026-11-01\")", "(a: ".repeat(deep), ")".repeat(deep)),
        "(".repeat(deep),
        "/*".repeat(deep),
        format!("(format: 2, id: {}", "Some(".repeat(deep)),
        format!("{START} title: r{}\"", "#".repeat(deep)),
        "'\\".repeat(deep),
    ];
    for text in texts {
        let error = error(&text);
        assert!(error.to_string().len() < 2_000, "{error}");
        assert_eq!(storage::line_of(&text, &Place::Chosen).unwrap_or(1), 1);
    }
}

#[test]
fn a_huge_file_of_any_kind_is_dealt_with() {
    let huge = 1_000_000;
    for part in ["(", "'\\", "a:", "\"\\", "x(", "/", ",", "r#", "\u{301}", "(a:1,"] {
        let error = error(&format!("(format: 2, id: \"x\", {}", part.repeat(huge / part.len())));
        assert!(error.to_string().len() < 2_000);
    }
}

#[test]
fn what_is_no_readable_file_is_told_by_name() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name);
    let summary = |name: &str| storage::load(&path(name)).unwrap_err().summary();

    assert_eq!(summary("absent.decision.ron"), "There is no such file.");
    fs::create_dir(path("folder.decision.ron")).unwrap();
    assert_eq!(summary("folder.decision.ron"), "This is a folder.");

    let large = fs::File::create(path("large")).unwrap();
    large.set_len(storage::MAX_BYTES + 1).unwrap();
    assert_eq!(summary("large"), "The file has 65 MiB, and no file of more than 64 MiB is read.");

    fs::write(path("utf-16"), b"\xFF\xFE(\0").unwrap();
    assert_eq!(summary("utf-16"), "The text is UTF-16, not UTF-8.");
    fs::write(path("binary"), b"\x7FELF\0\0\xFF\xFF").unwrap();
    assert_eq!(summary("binary"), "The file is binary, not text.");
    fs::write(path("latin-1"), b"(format: 2,\n id: \"caf\xE9\")").unwrap();
    let error = storage::load(&path("latin-1")).unwrap_err();
    assert_eq!(error.summary(), "The text is not UTF-8 from byte 21 on.");
    assert_eq!(error.position(), Some((2, 10)));

    fs::write(path("broken"), "(format: 2,").unwrap();
    let error = storage::load(&path("broken")).unwrap_err();
    assert_eq!(error.path(), Some(path("broken").as_path()));
    assert!(error.to_string().starts_with(&format!("{}, line 1, column 12: the file ends", path("broken").display())));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let socket = folder.path().join("socket");
    let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
    assert_eq!(storage::load(&socket).unwrap_err().summary(), "This is a device or a pipe, not a file.");
    let device = storage::load("/dev/zero".as_ref()).unwrap_err();
    assert_eq!(device.summary(), "This is a device or a pipe, not a file.");
}

/// One accident that can happen to a file.
#[derive(Debug, Clone)]
pub(crate) enum Accident {
    Cut(prop::sample::Index),
    Flip(prop::sample::Index, u8),
    Drop(prop::sample::Index, usize),
    Insert(prop::sample::Index, &'static str),
    SwapLines(prop::sample::Index, prop::sample::Index),
    RepeatLine(prop::sample::Index),
}

pub(crate) fn accident() -> impl Strategy<Value = Accident> {
    let place = any::<prop::sample::Index>;
    let bits = ["(", ")", "[", "]", "\"", "#", "r#\"", ",", ":", "/*", "'", "\\", "0", "None", "-", "\u{FEFF}", "é"];
    prop_oneof![
        1 => place().prop_map(Accident::Cut),
        4 => (place(), any::<u8>()).prop_map(|(at, byte)| Accident::Flip(at, byte)),
        3 => (place(), 1..40_usize).prop_map(|(at, len)| Accident::Drop(at, len)),
        4 => (place(), prop::sample::select(bits.to_vec())).prop_map(|(at, bit)| Accident::Insert(at, bit)),
        2 => (place(), place()).prop_map(|(a, b)| Accident::SwapLines(a, b)),
        2 => place().prop_map(Accident::RepeatLine),
    ]
}

pub(crate) fn happen(bytes: &mut Vec<u8>, accident: &Accident) {
    if bytes.is_empty() {
        return;
    }
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
    match accident {
        Accident::Cut(at) => bytes.truncate(at.index(bytes.len())),
        Accident::Flip(at, with) => {
            let at = at.index(bytes.len());
            bytes[at] ^= with;
        }
        Accident::Drop(at, len) => {
            let at = at.index(bytes.len());
            bytes.drain(at..(at + len).min(bytes.len()));
        }
        Accident::Insert(at, bit) => {
            let at = at.index(bytes.len());
            bytes.splice(at..at, bit.bytes());
        }
        Accident::SwapLines(a, b) => {
            let (a, b) = (a.index(lines.len()), b.index(lines.len()));
            lines.swap(a, b);
            *bytes = lines.concat();
        }
        Accident::RepeatLine(at) => {
            let at = at.index(lines.len());
            lines.insert(at, lines[at].clone());
            *bytes = lines.concat();
        }
    }
}

#[test]
fn no_accident_makes_reading_stumble() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(4_000) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let outcome = runner.run(&(vec(accident(), 1..4), any::<bool>()), |(accidents, newer)| {
        let mut bytes = V2.replacen('2', if newer { "3" } else { "2" }, 1).into_bytes();
        for accident in &accidents {
            happen(&mut bytes, accident);
        }
        let text = String::from_utf8_lossy(&bytes);
        match storage::parse(&text) {
            Ok(loaded) => {
                read.set(read.get() + 1);
                let again = storage::parse(&storage::to_ron(&loaded.decision));
                prop_assert_eq!(again.map(|again| again.decision), Ok(loaded.decision));
            }
            Err(error) => {
                refused.set(refused.get() + 1);
                prop_assert!(error.summary().ends_with('.') && error.summary().len() > 10, "{}", error);
                prop_assert!(!error.advice().is_empty());
                let lines = text.split('\n').count();
                prop_assert!(error.position().is_none_or(|(line, column)| line <= lines && column >= 1));
            }
        }
        let cell = Place::Cell(
            MemberId::new("ana").unwrap(),
            1,
            CriterionId::new("hiring").unwrap(),
            OptionId::new("rust").unwrap(),
        );
        for place in [Place::Chosen, cell] {
            let line = storage::line_of(&text, &place);
            prop_assert!(line.is_none_or(|line| (1..=text.split('\n').count()).contains(&line)));
        }
        Ok(())
    });
    outcome.unwrap();
    let counts = (read.get(), refused.get());
    assert!(counts.0 > 100 && counts.1 > 1_000, "read and refused: {counts:?}");
}

#[test]
fn an_experience_that_is_there_twice_is_refused() {
    let text = V2.replacen("experience: {", "experience: { \"go\": Read, \"go\": Built,", 1);
    assert!(text != V2);
    let error = error(&text);
    assert!(error.to_string().contains("xperience with `go` is there twice"), "{error}");
}
