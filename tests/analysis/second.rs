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
#[path = "second/verdict.rs"]
mod verdict;

use proptest::prelude::*;
use serde_json::{Value, json};
use strum::VariantArray;
use weigh_in::{
    analysis::{
        ErrorRate, Firmness, robustness,
        robustness::{Progress, Settings},
        to_json,
    },
    decision::Decision,
};

use self::{raw::Raw, records::records};
use crate::support::{all, record};

/// What stands for any words.
const SOME_WORDS: &str = "…";
/// How many draws each rung has, here and there.
const DRAWS: u32 = 10_000;
/// Words and the seed.
const NOT_COMPARED: [&str; 3] = ["sentences", "notes", "seed"];

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

/// What `analyze --json` says of a record, and what it should say.
fn both(decision: &Decision) -> (Value, Value) {
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
    let word = verdict::word(&raw, &expected);
    let of_word = Firmness::VARIANTS.iter().find(|firmness| Some(firmness.name()) == word);
    // The rates are a table, which docs/methods.md has as well.
    let rate = of_word.and_then(|of| ErrorRate::of(raw.left().len(), verdict::ballots(&raw), *of));
    expected["verdict"] = json!(word);
    expected["error_rate"] = json!(rate.map(ErrorRate::share));
    (actual, expected)
}

/// What the two computations of a record differ in.
fn differences(decision: &Decision) -> Vec<String> {
    let (actual, expected) = both(decision);
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

#[test]
fn each_word_for_a_lead_is_the_same() {
    // By how much each member puts one option ahead of the other, on every criterion.
    let sheet = |lead: u8| vec![vec![Some(3 + lead), Some(3)]; 4];
    let team = |leads: &[u8]| record(&[40, 60, 80, 100], 2, &leads.iter().map(|lead| sheet(*lead)).collect::<Vec<_>>());
    for (leads, word) in [
        (vec![0, 0, 0], "no clear winner"),
        (vec![1], "narrow lead"),
        (vec![2, 1], "clear lead"),
        (vec![2, 2, 2, 1, 2], "solid lead"),
    ] {
        let decision = team(&leads);
        let (actual, expected) = both(&decision);
        assert_eq!([&actual["verdict"], &expected["verdict"]], [word, word], "{leads:?}");
        assert_eq!(actual["error_rate"], expected["error_rate"], "{leads:?}");
    }
}
