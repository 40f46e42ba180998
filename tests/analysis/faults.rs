//! Records that once had a false number or a false sentence, each with its right answer.

use serde_json::Value;
use weigh_in::{
    analysis::{Rung, sentences, to_json},
    decision::Decision,
    storage,
};

use crate::support::{all, assert_near, drawn};

fn text(name: &str) -> String {
    let path = format!("{}/tests/fixtures/numbers/{name}.decision.ron", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn read(name: &str) -> Decision {
    storage::parse(&text(name)).unwrap().decision
}

fn told(name: &str) -> String {
    let decision = read(name);
    sentences(&decision, &drawn(&decision)).join(" ")
}

fn json(name: &str) -> Value {
    let decision = read(name);
    serde_json::to_value(to_json(&decision, &all(&decision))).unwrap()
}

#[test]
fn level_ballots_see_nobody_ahead() {
    let told = told("a2");
    assert!(!told.contains("All 3 ballots see"), "{told}");
    assert!(told.contains("see nobody alone ahead"), "{told}");
    let members = &json("a2")["members"];
    assert!(members[0]["winner"].is_null() && members[0]["level"] == serde_json::json!(["o0", "o1"]), "{members}");
}

#[test]
fn own_swings_off_by_44_percent_turn_the_lead() {
    // With [14 45 71] and [28 6 45], each off by at most 43.8 %, the other option leads.
    let decision = read("a4");
    let error = all(&decision).common_error().unwrap();
    assert!(error < 0.438 && error > 0.05, "{error}");
}

#[test]
fn own_swings_a_quarter_off_are_no_certainty() {
    let decision = read("a5");
    let analysis = drawn(&decision);
    assert!(analysis.common_error().unwrap() < 0.25);
    let result = analysis.ladder.as_ref().unwrap().rung(Rung::YourSwings).unwrap();
    let leader = result.option(analysis.first.as_ref().unwrap()).unwrap();
    assert!(leader.low < 1.0 && leader.first_in_words() != "100 %", "{leader:?}");
}

#[test]
fn no_cell_is_filled_where_none_is_empty() {
    assert!(!told("a7").contains("empty cells are filled"), "{}", told("a7"));
}

#[test]
fn empty_cells_of_an_option_that_is_out_decide_nothing() {
    let told = told("a8");
    assert!(!told.contains("could decide it"), "{told}");
}

#[test]
fn a_blank_criterion_of_swing_0_changes_no_rung() {
    let decision = read("b1");
    let analysis = drawn(&decision);
    let mut without = decision.clone();
    without.criteria.retain(|criterion| criterion.swing != Some(0));
    let without = drawn(&without);
    for rung in [Rung::AnyWeights, Rung::YourOrder] {
        let [with, without] =
            [&analysis, &without].map(|analysis| analysis.ladder.as_ref().unwrap().rung(rung).unwrap());
        assert!(with.exact && without.exact);
        assert_near(with.options[0].as_ref().unwrap().first(), without.options[0].as_ref().unwrap().first(), 1e-12);
    }
}

#[test]
fn a_weight_without_bounds_is_refused_with_its_line() {
    let error = storage::parse(&text("b3")).unwrap_err().to_string();
    assert!(error.contains("a number from 0.000001 to 1000000") && error.contains("Line 12"), "{error}");
}

#[test]
fn level_options_are_stable_at_weight_0_alone() {
    assert_eq!(json("b5")["criteria"][1]["stability"], serde_json::json!({ "low": 0.0, "high": 0.0 }));
}

#[test]
fn those_who_scored_both_prefer_the_other_one() {
    let value = json("c1");
    assert_eq!((&value["winner"], &value["paired"][0]["raters"]), (&serde_json::json!("o0"), &serde_json::json!(2)));
    assert!(
        value["paired"][0]["gap"].as_f64().unwrap() < 0.0 && value["adjusted"][0].as_f64().unwrap() < 0.0,
        "{value}"
    );
    // Who abstained on one side altogether has no view.
    assert!(value["members"][0]["winner"].is_null() && value["members"][0]["level"] == serde_json::json!([]));
}
