//! What is written is read back, byte for byte.

use std::fs;

use proptest::prelude::*;
use weigh_in::{
    decision::{Decision, text},
    storage,
};

use crate::{V1, common};

fn parse(text: &str) -> Decision {
    storage::parse(text).unwrap_or_else(|error| panic!("{error}\n{text}")).decision
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn what_is_written_is_read_back(decision in common::decision()) {
        let text = storage::to_ron(&decision);
        let loaded = storage::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(&loaded.decision, &decision);
        prop_assert_eq!(loaded.newer, None);
        prop_assert_eq!(storage::to_ron(&loaded.decision), text);
    }

    #[test]
    fn pasted_text_is_cleaned_on_its_way_into_a_file(words in common::pasted()) {
        let mut dirty = parse(V1);
        dirty.title.clone_from(&words);
        dirty.context.clone_from(&words);
        dirty.constraints = vec![words.clone()];
        let mut clean = dirty.clone();
        clean.title = text::single_line(&words);
        clean.context = text::clean(&words).into_owned();
        clean.constraints = vec![text::single_line(&words)];
        let written = storage::to_ron(&dirty);
        prop_assert_eq!(&written, &storage::to_ron(&clean));
        prop_assert_eq!(parse(&written), clean);
    }

    #[test]
    fn files_have_unix_lines_and_one_at_the_end(decision in common::decision()) {
        let text = storage::to_ron(&decision);
        prop_assert!(!text.contains('\r'));
        prop_assert!(text.ends_with(")\n"));
        prop_assert!(text.starts_with("(\n    format: 1,\n"));
    }
}

#[test]
fn a_file_of_format_1_stays_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    fs::write(&path, V1).unwrap();
    let loaded = storage::load(&path).unwrap();
    assert_eq!(loaded.newer, None);
    storage::save_over(&path, &loaded.decision, None).unwrap();
    assert_eq!(fs::read_to_string(&path).unwrap(), V1);
}

#[test]
fn the_fixture_uses_every_field() {
    let decision = parse(V1);
    let mut missing: Vec<&str> = Vec::new();
    for field in [
        "format",
        "id",
        "title",
        "status",
        "created",
        "dated",
        "template",
        "profile",
        "context",
        "constraints",
        "people",
        "decision_makers",
        "consulted",
        "informed",
        "links",
        "label",
        "url",
        "options",
        "name",
        "description",
        "criteria",
        "group",
        "question",
        "one",
        "three",
        "five",
        "swing",
        "must_have",
        "at_least",
        "rule",
        "not_applicable",
        "check",
        "caveat",
        "note",
        "members",
        "weight",
        "rounds",
        "number",
        "reveal",
        "on",
        "by",
        "ballots",
        "member",
        "round",
        "sealed",
        "scores",
        "criterion",
        "option",
        "score",
        "abstain",
        "confidence",
        "evidence",
        "link",
        "references",
        "source",
        "counted",
        "outcome",
        "chosen",
        "justification",
        "against_lead",
        "thin_coverage",
        "consequences",
        "kind",
        "text",
        "confirmation",
        "triggers",
        "review",
        "sign_offs",
        "verdict",
        "comment",
        "exports",
        "path",
        "dialect",
        "charts",
    ] {
        if ![" ", "("].iter().any(|before| V1.contains(&format!("{before}{field}: "))) {
            missing.push(field);
        }
    }
    assert_eq!(missing, Vec::<&str>::new());
    assert_eq!(decision.context.lines().last(), Some("- The old service calls it r#\"fast\"#."));
    assert_eq!((decision.ballots.len(), decision.ballots[0].cells.len()), (4, 4));
}

#[test]
fn a_score_is_one_line_in_the_order_of_the_sheet() {
    let text = storage::to_ron(&parse(V1));
    let scores: Vec<&str> = text.lines().filter(|line| line.trim_start().starts_with("(criterion: ")).collect();
    assert_eq!(scores.len(), 11);
    assert!(scores[1].ends_with(
        r#"(criterion: "learning-curve", option: "rust", score: 2, confidence: Medium, evidence: UsedInProduction),"#
    ));
    // "hiring" stands before "learning-curve" in the alphabet, but not in the sheet.
    assert!(scores[2].contains(r#"criterion: "hiring", option: "go""#));
}

#[test]
fn what_editors_and_git_do_to_lines_changes_nothing() {
    let decision = parse(V1);
    assert_eq!(parse(&V1.replace('\n', "\r\n")), decision);
    assert_eq!(parse(&V1.replace('\n', "\r")), decision);
    assert_eq!(parse(&format!("\u{FEFF}{V1}")), decision);
    assert_eq!(parse(V1.trim_end()), decision);
    assert_eq!(parse(&format!("// A note on top.\n{V1}/* and one below */")), decision);
}

#[test]
fn a_text_that_quotes_a_conflict_is_no_unfinished_merge() {
    let mut decision = parse(V1);
    decision.context = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n".to_owned();
    let text = storage::to_ron(&decision);
    assert!(text.contains(r#"context: "<<<<<<< HEAD\nours\n"#), "{text}");
    assert_eq!(parse(&text), decision);
}

#[test]
fn a_short_file_written_by_hand_will_do() {
    let decision = parse("(format: 1, id: \"x\", created: \"2026-11-01\")");
    assert_eq!(decision, Decision::new("x".to_owned(), jiff::civil::date(2026, 11, 1)));
}
