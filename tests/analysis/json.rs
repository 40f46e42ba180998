//! The results for other programs.

use std::sync::Arc;

use serde_json::{Value, json};
use weigh_in::{
    analysis::{Analysis, by_profile, to_json},
    decision::{Decision, MustHaveRule, Profile},
};

use crate::support::{all, assert_near, criterion_mut, drawn, must_have, one_ballot, record};

fn told(decision: &Decision, analysis: &Analysis) -> Value {
    serde_json::to_value(to_json(decision, analysis)).unwrap()
}

fn analyzed(decision: &Decision) -> Value {
    told(decision, &all(decision))
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_keys_stay() {
    let value = analyzed(&one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]));
    assert_eq!(
        keys(&value),
        [
            "adjusted",
            "agreement",
            "cell_flips",
            "cells",
            "criteria",
            "equal_groups_level",
            "equal_groups_winner",
            "equal_weights_level",
            "equal_weights_winner",
            "error_rate",
            "ladder",
            "least_share",
            "level",
            "max_regret",
            "measured_only_level",
            "measured_only_winner",
            "median_level",
            "median_winner",
            "members",
            "notes",
            "one_option",
            "options",
            "paired",
            "pairs",
            "profiles",
            "scale",
            "seed",
            "sentences",
            "steadiness",
            "title",
            "unequal_steps",
            "verdict",
            "version",
            "winner",
            "without_criterion",
            "without_member",
        ]
    );
    assert_eq!(value["scale"], json!({ "min": 1, "max": 5 }));
    assert_eq!(
        keys(&value["options"][0]),
        ["coverage", "high", "id", "low", "rank", "reason", "screened_out", "value"]
    );
    assert_eq!(
        keys(&value["criteria"][0]),
        ["evppi", "gap_variance_share", "id", "stability", "tornado", "weight", "weight_range"]
    );
    assert_eq!(
        keys(&value["cells"][0]),
        ["abstained", "agreement", "criterion", "max", "mean", "median", "min", "n", "option", "sd"]
    );
    assert_eq!(
        keys(&value["pairs"][0]),
        ["common_error", "exact_any_weights", "exact_your_order", "first", "gap", "rival", "weight_to_move", "winner"]
    );
    assert_eq!(keys(&value["paired"][0]), ["first", "gap", "raters", "rival", "winner"]);
    assert_eq!(keys(&value["members"][0]), ["gap", "id", "level", "winner"]);
    assert_eq!(keys(&value["cell_flips"][0]), ["criterion", "option", "points"]);
    assert_eq!(keys(&value["without_criterion"][0]), ["id", "level", "winner"]);
    assert_eq!(keys(&value["without_member"][0]), ["id", "level", "winner"]);
    assert_eq!(keys(&value["agreement"]), ["kendall_w", "krippendorff_alpha"]);
}

#[test]
fn profiles_come_where_they_are_given() {
    let decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    let swings = decision.criteria.iter().map(|criterion| (criterion.id.clone(), 50)).collect();
    let profile = Profile { id: "even".to_owned(), name: "Even".to_owned(), why: String::new(), swings };
    let analysis = all(&decision);
    let mut json = to_json(&decision, &analysis);
    json.take_profiles(&by_profile(&decision, &analysis, &[Arc::new(profile)], None).unwrap());
    let value = serde_json::to_value(json).unwrap();
    assert_eq!(
        value["profiles"],
        json!([{ "id": "even", "name": "Even", "winner": "go", "level": [], "gap": 0.5, "share": null }])
    );
    assert_eq!(
        value["one_option"],
        json!([
            { "option": "go", "largest_regret": 0.0, "profile": "even", "second": null, "mean_gain_of_two": 0.0 },
            { "option": "rust", "largest_regret": 0.5, "profile": "even", "second": "go", "mean_gain_of_two": 0.5 },
        ])
    );
}

#[test]
fn the_numbers_are_the_analysis() {
    let mut decision = record(&[60, 40], 2, &[vec![vec![Some(5), Some(2)], vec![Some(2), None]]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    let value = analyzed(&decision);
    assert_eq!(value["options"][0]["screened_out"], json!(true));
    assert_eq!(value["options"][0]["reason"], json!(all(&decision).options[0].screened_out));
    assert_eq!(value["options"][0]["rank"], Value::Null);
    assert_near(value["options"][1]["value"].as_f64().unwrap(), 2.4, 1e-12);
    assert_eq!(value["options"][1]["coverage"], json!(0.6));
    assert_eq!(value["max_regret"], json!([null, 0.0]));
    criterion_mut(&mut decision, 1).must_have = None;
    let value = analyzed(&decision);
    assert_eq!(value["pairs"][0]["winner"], json!("go"));
    assert_eq!(value["criteria"][0]["stability"]["high"], json!(1.0));
    assert_eq!(
        value["cells"][3],
        json!({
            "criterion": "c1", "option": "rust", "n": 0, "abstained": 0, "mean": null, "median": null, "sd": null,
            "min": null, "max": null, "agreement": null,
        })
    );
}

#[test]
fn what_cannot_be_computed_is_null_and_has_a_note() {
    let mut decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    for criterion in [0, 1] {
        criterion_mut(&mut decision, criterion).swing = Some(0);
    }
    let value = analyzed(&decision);
    assert_eq!(value["options"][0]["value"], Value::Null);
    assert_eq!(value["equal_weights_winner"], Value::Null);
    let notes: Vec<&str> = value["notes"].as_array().unwrap().iter().map(|note| note.as_str().unwrap()).collect();
    assert!(notes.contains(&"No criterion has any weight, so there are no values and no winner."), "{notes:?}");
}

#[test]
fn the_ladder_has_five_rungs_and_nulls_where_nothing_was_drawn() {
    let decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    assert_eq!((&analyzed(&decision)["ladder"], &analyzed(&decision)["seed"]), (&Value::Null, &Value::Null));
    let value = told(&decision, &drawn(&decision));
    let ladder = value["ladder"].as_array().unwrap();
    assert_eq!(value["seed"], json!(7));
    assert_eq!(ladder.iter().map(|rung| rung["rung"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(
        keys(&ladder[0]),
        [
            "acceptability",
            "central_weights",
            "confidence",
            "draws",
            "exact",
            "first_or_level",
            "high",
            "low",
            "rung",
            "teams"
        ]
    );
    assert_eq!(ladder[0]["exact"], json!(true));
    assert_eq!(ladder[2]["acceptability"][0].as_array().unwrap().len(), 2);
    assert_eq!(ladder[3]["exact"], json!(false));
    assert_eq!(ladder[3]["central_weights"][1], json!([0.6, 0.4]));
    assert_eq!((&ladder[4]["acceptability"], &ladder[4]["draws"]), (&Value::Null, &json!(0)));
    let notes = value["notes"].as_array().unwrap();
    assert!(
        notes.contains(&json!("Rung 5 is not drawn: a slightly different team needs at least three ballots.")),
        "{notes:?}"
    );
}

#[test]
fn nothing_is_0_and_not_less() {
    let mut decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    for scores in [1, 0] {
        let ballot = std::sync::Arc::make_mut(&mut decision.ballots[0]);
        ballot.cells = std::mem::take(&mut ballot.cells).into_iter().take(scores).collect();
        let text = analyzed(&decision).to_string();
        assert!(!text.contains("-0.0") && !text.contains("-0 %"), "{text}");
    }
}

#[test]
fn nobody_is_named_in_pairs_who_only_shares_the_lead() {
    let value = analyzed(&one_ballot(&[50, 50], &[&[5, 2], &[2, 5]]));
    for pairs in ["pairs", "paired"] {
        assert_eq!((&value[pairs][0]["winner"], &value[pairs][0]["first"]), (&Value::Null, &json!("go")), "{pairs}");
    }
}

#[test]
fn what_is_by_option_is_null_by_option_while_nothing_is_decided() {
    let value = analyzed(&record(&[50], 2, &[]));
    assert_eq!((&value["adjusted"], &value["max_regret"]), (&json!([null, null]), &json!([null, null])));
}

#[test]
fn every_key_is_in_the_documentation() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/methods.md");
    let page = std::fs::read_to_string(path).unwrap();
    let decision = record(&[60, 40], 2, &vec![vec![vec![Some(5), Some(2)], vec![Some(2), Some(4)]]; 3]);
    let value = told(&decision, &drawn(&decision));
    let mut missing = Vec::new();
    let mut objects = vec![&value];
    while let Some(value) = objects.pop() {
        match value {
            Value::Object(keys) => {
                missing.extend(keys.keys().filter(|key| !page.contains(&format!("`{key}`"))).cloned());
                objects.extend(keys.values());
            }
            Value::Array(values) => objects.extend(values),
            _ => {}
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split(" |").next());
    let documented =
        rows.flat_map(|keys| keys.split('`').filter(|key| key.chars().all(|c| c.is_ascii_lowercase() || c == '_')));
    for key in documented.filter(|key| !key.is_empty() && *key != "timings") {
        assert!(value.get(key).is_some(), "{key} is documented and not there");
    }
}
