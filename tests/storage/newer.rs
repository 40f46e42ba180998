//! Files of a newer version open for reading, and tell what was left out.

use weigh_in::storage::{self, Newer};

use crate::V2;

fn newer(text: &str) -> String {
    text.replacen("format: 2", "format: 3", 1)
}

#[test]
fn what_this_version_does_not_know_is_left_out_and_named() {
    let known = storage::parse(V2).unwrap().decision;
    let text = newer(V2)
        .replace("            swing: ", "            trend: Rising, // since 2024\n            swing: ")
        .replace("option: \"rust\", ", "option: \"rust\", mood: (a: [1, \")\"], b: 'c', /* ) */ d: r#\"\"\"#), ")
        .replace("    outcome: (", "    r#kind: {\"a\": 1},\n    budget: 3\n    ,\n    outcome: (");
    let loaded = storage::parse(&text).unwrap();
    assert_eq!(loaded.decision, known);
    let left_out = ["criteria.trend", "ballots.scores.mood", "references.scores.mood", "kind", "budget"];
    let left_out = left_out.map(str::to_owned).to_vec();
    assert_eq!(loaded.newer, Some(Newer { format: 3, left_out }));
}

#[test]
fn a_newer_file_with_nothing_new_still_says_so() {
    let loaded = storage::parse(&newer(V2)).unwrap();
    assert_eq!(loaded.newer, Some(Newer { format: 3, left_out: Vec::new() }));
    assert_eq!(loaded.decision, storage::parse(V2).unwrap().decision);
}

#[test]
fn what_cannot_be_left_out_is_an_error_at_its_own_place() {
    let text = newer(V2).replacen("    title:", "    mood: \"é\",\n    title:", 1).replace("kind: Bad", "kind: Ugly");
    let error = storage::parse(&text).unwrap_err();
    assert_eq!(
        error.summary(),
        "The file was written by a newer version of Weigh-In, in format 3 (this version reads up to format 2), and `Ugly` is \
         not one of the words that can stand here."
    );
    let line = text.lines().position(|line| line.contains("Ugly")).unwrap() + 1;
    assert_eq!(error.position(), Some((line, 20)));
    assert_eq!(error.advice(), "Update Weigh-In to open it.");
}

#[test]
fn in_a_file_of_this_version_an_unknown_field_is_an_error() {
    let error = storage::parse(&V2.replacen("    title:", "    mood: 1,\n    title:", 1)).unwrap_err();
    assert_eq!(error.summary(), "The decision has no field `mood`.");
}

#[test]
fn more_unknown_fields_than_any_version_would_add_are_an_error() {
    let fields = (0..200).map(|n| format!("    new{n}: 1,")).collect::<Vec<_>>().join("\n");
    let error = storage::parse(&newer(V2).replacen("    title:", &format!("{fields}\n    title:"), 1)).unwrap_err();
    assert!(error.summary().contains("newer version"), "{error}");
}

#[test]
fn a_newer_template_is_an_error() {
    let template = "(format: 9, id: \"t\", name: \"T\", mood: 1)";
    let error = storage::parse_template(template).unwrap_err();
    assert!(error.summary().contains("in format 9"), "{error}");
    assert!(error.summary().contains("`mood`"), "{error}");
}
