//! Records at the ends of what is allowed: never a NaN, and what cannot be told is null with the reason.

use std::sync::Arc;

use proptest::prelude::*;
use serde_json::Value;
use weigh_in::{
    analysis::{
        Analysis, Firmness, draft_triggers, problems,
        robustness::{Progress, Settings, robustness},
        sentences, to_json, verdict,
    },
    decision::{Alternative, Decision, MustHaveRule, OptionId},
};

use crate::support::{Said, all, criterion_id, criterion_mut, member_mut, must_have, one_ballot, record};

/// Numbers that JSON cannot hold become null there, so that they are looked for in the words and in the analysis.
fn is_sound(decision: &Decision, draws: u32) -> (Analysis, Value) {
    let mut analysis = all(decision);
    let settings = Settings { draws, seed: 1, threads: 2, ..Settings::default() };
    analysis.ladder = robustness(&analysis, settings, &Progress::default());
    let held = format!("{analysis:?}");
    assert!(!held.contains("NaN") && !has_infinity(&held), "{held}");
    let json = serde_json::to_value(to_json(decision, &analysis)).unwrap();
    let verdict = verdict(decision, &analysis);
    let mut told = sentences(decision, &analysis);
    told.extend(draft_triggers(decision, &analysis));
    told.extend(verdict.parts);
    told.extend(problems(decision, &analysis).into_iter().map(|problem| problem.what));
    for sentence in told {
        assert!(!sentence.contains("NaN") && !sentence.contains("inf %"), "{sentence}");
    }
    if has_null_number(&json) {
        assert!(!json["notes"].as_array().unwrap().is_empty(), "something is null without a reason: {json:#}");
    }
    (analysis, json)
}

fn has_infinity(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric()).any(|word| word == "inf")
}

fn has_null_number(json: &Value) -> bool {
    let nulls = |list: &str, key: &str| json[list].as_array().unwrap().iter().any(|item| item[key].is_null());
    json["ladder"].is_null()
        || json["agreement"]["kendall_w"].is_null()
        || json["agreement"]["krippendorff_alpha"].is_null()
        || nulls("options", "value")
        || nulls("criteria", "stability")
        || nulls("criteria", "gap_variance_share")
        || nulls("pairs", "common_error")
        || nulls("pairs", "weight_to_move")
        || nulls("cell_flips", "points")
}

/// A record with more options than there are names for.
fn large(options: usize, criteria: usize, members: usize, said: impl Fn(usize) -> Said) -> Decision {
    let names = options.min(9);
    let sheet = |u: usize| -> Vec<Vec<Said>> {
        (0..criteria).map(|j| (0..names).map(|i| said(u * 7919 + j * 31 + i * 17)).collect()).collect()
    };
    let sheets: Vec<_> = (0..members).map(sheet).collect();
    let mut decision = record(&vec![50; criteria], names, &sheets);
    for i in names..options {
        let id = OptionId::new(&format!("o{i}")).unwrap();
        for (u, ballot) in decision.ballots.iter_mut().enumerate() {
            let cells = &mut Arc::make_mut(ballot).cells;
            for j in 0..criteria {
                let like = cells.values().nth((u + i * j) % cells.len().max(1)).cloned();
                cells.extend(like.map(|cell| ((criterion_id(j), id.clone()), cell)));
            }
        }
        let name = format!("Option {i}");
        decision.options.push(Arc::new(Alternative::new(id, name)));
    }
    decision
}

fn notes(json: &Value) -> String {
    json["notes"].to_string()
}

#[test]
fn the_largest_record_is_analysed() {
    let (analysis, json) = is_sound(&large(12, 200, 40, |seed| Some((seed % 13 % 5 + 1) as u8)), 200);
    assert_eq!((analysis.options.len(), analysis.criteria.len(), analysis.members.len()), (12, 200, 40));
    assert_eq!(json["ladder"][4]["acceptability"][11].as_array().unwrap().len(), 12);
    let (analysis, _) = is_sound(&large(12, 5, 200, |seed| (seed % 3 > 0).then_some((seed % 7 % 6) as u8)), 200);
    assert_eq!(analysis.members.len(), 200);
}

#[test]
fn where_all_scores_are_equal_all_are_level() {
    let (analysis, json) = is_sound(&large(4, 6, 5, |_| Some(3)), 1_000);
    assert!(analysis.options.iter().all(|option| option.rank == Some(1)));
    assert_eq!(analysis.gap(), Some(0.0));
    assert_eq!(json["pairs"][0]["common_error"], Value::Null);
    assert!(
        notes(&json).contains("A common error is null where no criterion with a weight separates the two options.")
    );
    for rung in json["ladder"].as_array().unwrap() {
        match rung["rung"].as_u64() {
            // Nobody has ranked criteria of equal swings.
            Some(2) => assert!(rung["acceptability"].is_null(), "{rung}"),
            Some(4) => assert!((rung["acceptability"][2][0].as_f64().unwrap() - 0.25).abs() < 0.06, "{rung}"),
            _ => assert_eq!(rung["acceptability"][2][0], 0.25, "{rung}"),
        }
    }
    assert_eq!(analysis.firmness(), Some(Firmness::NoClearWinner));
}

#[test]
fn one_member_and_one_criterion_are_enough() {
    let (analysis, json) = is_sound(&one_ballot(&[100], &[&[4, 2]]), 1_000);
    assert_eq!(analysis.gap(), Some(2.0));
    assert_eq!(json["criteria"][0]["stability"], Value::Null);
    assert!(notes(&json).contains("all the weight"));
    assert_eq!(json["ladder"][0]["acceptability"][0], serde_json::json!([1.0, 0.0]));
    assert!(json["without_criterion"][0]["winner"].is_null() && json["without_member"][0]["winner"].is_null());
}

#[test]
fn nothing_said_is_no_result_and_no_zero() {
    for said in [None, Some(0)] {
        let (analysis, json) = is_sound(&large(3, 4, 3, |_| said), 1_000);
        assert_eq!((&analysis.first, analysis.certain), (&None, false));
        assert!(analysis.options.iter().all(|option| option.rank.is_none() && option.coverage == 0.0));
        assert_eq!((json["options"][0]["low"].as_f64(), json["options"][0]["high"].as_f64()), (Some(1.0), Some(5.0)));
        assert!(json["ladder"].as_array().unwrap().iter().all(|rung| rung["acceptability"].is_null()));
        assert!(notes(&json).contains("There are no scores yet, so there is no winner."), "{json:#}");
        assert_eq!(json["cells"][0]["abstained"], if said.is_some() { 3 } else { 0 });
    }
}

#[test]
fn without_weights_there_are_no_values() {
    let mut decision = large(3, 2, 3, |seed| Some((seed % 5 + 1) as u8));
    for j in 0..2 {
        criterion_mut(&mut decision, j).swing = Some(0);
    }
    let (analysis, json) = is_sound(&decision, 1_000);
    assert_eq!(analysis.first, None);
    assert!(json["options"][0]["value"].is_null());
    assert!(notes(&json).contains("No criterion has any weight"));
    assert_eq!(json["pairs"], serde_json::json!([]));
}

#[test]
fn members_without_weight_do_not_count() {
    let mut decision = large(3, 2, 3, |seed| Some((seed % 5 + 1) as u8));
    for (u, weight) in [0.0, f64::NAN, f64::INFINITY].into_iter().enumerate() {
        member_mut(&mut decision, u).weight = weight;
    }
    let (analysis, json) = is_sound(&decision, 100);
    assert_eq!(analysis.first, None);
    assert!(notes(&json).contains("Members whose weight is not above 0 do not count."));
    member_mut(&mut decision, 0).weight = f64::MAX;
    member_mut(&mut decision, 1).weight = f64::MIN_POSITIVE;
    assert!(is_sound(&decision, 100).0.first.is_some());
}

#[test]
fn a_record_with_nothing_in_it_is_analysed() {
    is_sound(&record(&[], 0, &[]), 100);
    is_sound(&record(&[50], 0, &[vec![vec![]]]), 100);
    is_sound(&record(&[], 3, &[vec![]]), 100);
    is_sound(&record(&[50], 1, &[vec![vec![Some(4)]]]), 100);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_record_has_a_number_that_is_none(
        (options, criteria, members) in (1..=12_usize, 1..=9_usize, 1..=7_usize),
        seed in any::<u16>(), empty in 0..4_usize,
        swings in prop::collection::vec(prop_oneof![1 => Just(0), 1 => Just(100), 2 => 0..=100_u8], 9),
        must in prop::option::of((0..9_usize, 1..=5_u8, 0..4_u16)), not_applicable in prop::option::of(0..9_usize),
        own in prop::option::of((0..7_usize, 0..9_usize, 0..=100_u8)),
    ) {
        let said = |cell: usize| {
            let mixed = (cell + usize::from(seed)).wrapping_mul(0x9e37_79b9) >> 7;
            (mixed % 4 >= empty).then_some((mixed / 4 % 6) as u8)
        };
        let mut decision = large(options, criteria, members, said);
        for (j, swing) in swings.iter().take(criteria).enumerate() {
            criterion_mut(&mut decision, j).swing = Some(*swing);
        }
        if let Some((row, at_least, rule)) = must {
            let rule = if rule == 0 { MustHaveRule::Median } else { MustHaveRule::Members(rule) };
            must_have(&mut decision, row % criteria, at_least, rule);
        }
        if let Some(row) = not_applicable {
            criterion_mut(&mut decision, row % criteria).not_applicable = true;
        }
        if let Some((member, row, swing)) = own {
            member_mut(&mut decision, member % members).swings = [(criterion_id(row % criteria), swing)].into();
        }
        let (analysis, json) = is_sound(&decision, 300);
        for rung in &analysis.ladder.as_ref().unwrap().rungs {
            for option in rung.options.iter().flatten() {
                prop_assert!((option.ranks.iter().sum::<f64>() - 1.0).abs() < 1e-9);
                prop_assert!(option.ranks.iter().all(|share| (-1e-12..=1.0 + 1e-12).contains(share)));
            }
        }
        prop_assert_eq!(json["ladder"].as_array().unwrap().len(), 5);
    }
}
