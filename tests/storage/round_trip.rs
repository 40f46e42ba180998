//! What is written is read back, byte for byte.

use std::fs;

use proptest::prelude::*;
use weigh_in::{
    decision::{Decision, Status, text},
    storage,
};

use crate::{V1, V1_UPGRADED, V2, common};

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
        prop_assert!(text.starts_with("(\n    format: 2,\n"));
    }
}

#[test]
fn a_file_of_format_1_becomes_the_same_file_of_format_2_each_time() {
    let upgraded = storage::to_ron(&parse(V1));
    assert_eq!(upgraded, V1_UPGRADED);
    assert_eq!(parse(&upgraded), parse(V1));
    let by_hand = parse("(format: 1, id: \"x\", created: \"2026-11-01\", status: Rejected, criteria: [(id: \"c\")])");
    assert_eq!((by_hand.status(), by_hand.date()), (Status::Rejected, jiff::civil::date(2026, 11, 1)));
    assert_eq!(by_hand.criteria[0].swing, Some(50), "format 1 knows no criterion that nobody has weighed");
    let by_hand = parse("(format: 2, id: \"x\", created: \"2026-11-01\", criteria: [(id: \"c\")])");
    assert_eq!((by_hand.status(), by_hand.criteria[0].swing), (Status::Draft, None));
}

/// The fields that files of the current format may have, from its structs.
fn fields() -> Vec<String> {
    let mut fields = Vec::new();
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/storage/format/current");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Templates and ballots have fixtures of their own.
        if path.ends_with("template.rs") || path.ends_with("sheet.rs") {
            continue;
        }
        let mut is_on_disk = false;
        for line in fs::read_to_string(path).unwrap().lines() {
            match line {
                _ if line.starts_with("#[serde(deny_unknown_fields") => is_on_disk = true,
                "}" => is_on_disk = false,
                _ if is_on_disk && line.starts_with("    ") && line.ends_with(',') && !line.contains("#[") => {
                    let name =
                        line.trim().trim_start_matches("pub(super) ").trim_start_matches("pub(in super::super) ");
                    fields.extend(name.split_once(": ").map(|(name, _)| name.to_owned()));
                }
                _ => {}
            }
        }
    }
    fields
}

#[test]
fn the_page_on_the_file_names_every_field() {
    let page = include_str!("../../docs/file-format.md");
    let missing: Vec<String> = fields().into_iter().filter(|field| !page.contains(&format!("`{field}`"))).collect();
    assert_eq!(missing, Vec::<String>::new());
}

#[test]
fn the_fixture_uses_every_field() {
    let decision = parse(V2);
    assert_eq!(storage::to_ron(&decision), V2);
    let fields = fields();
    assert!(fields.len() > 120 && fields.contains(&"decide_by".to_owned()), "{fields:?}");
    let is_used = |field: &&String| [" ", "("].iter().any(|before| V2.contains(&format!("{before}{field}: ")));
    let missing: Vec<&String> = fields.iter().filter(|field| !is_used(field)).collect();
    assert_eq!(missing, Vec::<&String>::new());
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
    let decision = parse("(format: 2, id: \"x\", created: \"2026-11-01\")");
    assert_eq!(decision, Decision::new("x".to_owned(), jiff::civil::date(2026, 11, 1)));
}
