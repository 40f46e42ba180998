//! Everything in `analyze --json` computed a second time, slowly and plainly, from the cells of the record: sums in fractions, searches
//! by trying all there is. It takes nothing from the analysis that it is compared with.

#[path = "second/figures.rs"]
mod figures;
#[path = "second/fraction.rs"]
mod fraction;
#[path = "second/ladder.rs"]
mod ladder;
#[path = "second/raw.rs"]
mod raw;
#[path = "second/records.rs"]
mod records;
#[path = "second/searches.rs"]
mod searches;

use proptest::prelude::*;
use serde_json::{Value, json};
use weigh_in::{
    analysis::{
        robustness,
        robustness::{Progress, Settings},
        to_json,
    },
    decision::Decision,
};

use self::{raw::Raw, records::records};
use crate::support::all;

/// What stands for any words.
const SOME_WORDS: &str = "…";
/// How many draws each rung has, here and there.
const DRAWS: u32 = 10_000;
/// Words, the seed, and what a simulation says.
const NOT_COMPARED: [&str; 5] = ["sentences", "notes", "seed", "verdict", "error_rate"];

/// A number that may be off by so much.
fn about(number: f64, within: f64) -> Value {
    json!({ "about": number, "within": within })
}

fn is_near(actual: &Value, expected: f64, within: f64) -> bool {
    actual.as_f64().is_some_and(|actual| (actual - expected).abs() <= within + 1e-9)
}

/// Walks both at once, so that no key is forgotten.
fn compare(path: &str, actual: &Value, expected: &Value, differences: &mut Vec<String>) {
    let is_same = match (actual, expected) {
        (_, Value::Object(keys)) if keys.contains_key("within") => {
            let [number, within] = ["about", "within"].map(|key| expected[key].as_f64().unwrap());
            is_near(actual, number, within)
        }
        (Value::Object(there), Value::Object(here)) => {
            for key in there.keys().chain(here.keys().filter(|key| !there.contains_key(*key))) {
                if !NOT_COMPARED.contains(&key.as_str()) {
                    let path = format!("{path}.{key}");
                    match (there.get(key), here.get(key)) {
                        (Some(actual), Some(expected)) => compare(&path, actual, expected, differences),
                        (actual, expected) => differences.push(format!("{path}: {actual:?}, not {expected:?}")),
                    }
                }
            }
            true
        }
        (Value::Array(there), Value::Array(here)) if there.len() == here.len() => {
            for (place, (actual, expected)) in there.iter().zip(here).enumerate() {
                compare(&format!("{path}[{place}]"), actual, expected, differences);
            }
            true
        }
        (Value::Number(_), Value::Number(expected)) => is_near(actual, expected.as_f64().unwrap(), 0.0),
        (Value::String(words), Value::String(expected)) if expected == SOME_WORDS => !words.is_empty(),
        _ => actual == expected,
    };
    if !is_same {
        differences.push(format!("{path}: {actual}, not {expected}"));
    }
}

/// What the two computations of a record differ in.
fn differences(decision: &Decision) -> Vec<String> {
    let mut analysis = all(decision);
    let settings = Settings { draws: DRAWS, seed: 7, ..Settings::default() };
    analysis.ladder = robustness(&analysis, settings, &Progress::default());
    let actual = serde_json::to_value(to_json(decision, &analysis)).unwrap();
    let raw = Raw::of(decision);
    let mut expected = figures::told(&raw, &decision.title);
    expected["ladder"] = ladder::told(&raw, &actual["ladder"]);
    expected["least_share"] = ladder::least_share(&raw, &actual["ladder"]);
    if raw.best_first().len() > 2 {
        expected["unequal_steps"] = ladder::unequal_steps(&raw, &actual["unequal_steps"]);
    }
    let mut differences = Vec::new();
    compare("", &actual, &expected, &mut differences);
    differences
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_number_is_what_a_second_computation_gives(record in records()) {
        let differences = differences(&record.decision());
        prop_assert!(differences.is_empty(), "{}", differences.join("\n"));
    }
}

/// Fewer than usual, since each takes long; `PROPTEST_CASES` says how many.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(64)
}

#[test]
fn a_key_that_is_forgotten_is_a_difference() {
    let mut differences = Vec::new();
    compare("", &json!({ "a": 1, "b": [{ "c": 2 }] }), &json!({ "a": 1.0, "b": [{}], "d": null }), &mut differences);
    assert_eq!(differences.len(), 2, "{differences:?}");
}
