//! Numbers that were published, or computed by other programs: `tests/fixtures/cases`.

use serde_json::Value;
use weigh_in::analysis::{
    agreement::{Moments, kendalls_w, krippendorff_alpha, van_der_eijk},
    exact::{any_weights, same_order},
    sensitivity::{half_as_much_again, least_difference},
    weights::rank_sum,
};

use crate::support::{all, assert_near, one_ballot, option_id, record, values};

fn case(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/cases/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().unwrap()
}

fn numbers(value: &Value) -> Vec<f64> {
    list(value).iter().map(|number| number.as_f64().unwrap()).collect()
}

fn whole(value: &Value) -> Vec<u8> {
    list(value).iter().map(|number| number.as_u64().unwrap() as u8).collect()
}

/// `rows[option][criterion]` as `[criterion][option]`.
fn turned<T: Clone>(rows: &[Vec<T>]) -> Vec<Vec<T>> {
    (0..rows[0].len()).map(|j| rows.iter().map(|row| row[j].clone()).collect()).collect()
}

#[test]
fn agreement_is_van_der_eijks() {
    let case = case("08_van_der_eijk_agreement");
    for example in list(&case["recomputed"]) {
        let counts: Vec<u32> = numbers(&example["freq"]).iter().map(|n| *n as u32).collect();
        assert_near(van_der_eijk(&counts).unwrap(), example["A"].as_f64().unwrap(), 1e-12);
    }
}

#[test]
fn concordance_is_kendalls_w_with_ties() {
    let case = case("03_kendall_w_ties_irr_anxiety");
    let objects: Vec<Vec<f64>> = list(&case["input"]["objects_by_raters"]).iter().map(numbers).collect();
    let w = kendalls_w(&turned(&objects), 1e-9).unwrap();
    assert_near(w, case["recomputed"]["W"].as_f64().unwrap(), 1e-12);
}

#[test]
fn reliability_is_krippendorffs_alpha() {
    let case = case("06_krippendorff_alpha_C_data");
    let coders = list(&case["input"]["raters_by_units"]);
    let value = |coder: &Value, unit: usize| coder[unit].as_f64();
    let units: Vec<Vec<f64>> =
        (0..list(&coders[0]).len()).map(|unit| coders.iter().filter_map(|c| value(c, unit)).collect()).collect();
    let alpha = krippendorff_alpha(units.into_iter().map(Moments::of)).unwrap();
    assert_near(alpha, case["recomputed"]["interval"].as_f64().unwrap(), 1e-12);
}

#[test]
fn rank_sums_are_those_of_the_books() {
    let case = case("09_rank_weights_ROC_RS_RR");
    for (n, weights) in case["recomputed"].as_object().unwrap() {
        let places: Vec<usize> = (1..=n.parse().unwrap()).collect();
        for (actual, expected) in rank_sum(&places).iter().zip(numbers(&weights["RS"])) {
            assert_near(*actual, expected, 1e-12);
        }
    }
}

#[test]
fn pairs_are_won_as_often_as_the_exact_rationals_say() {
    let case = case("12_smaa_exact_pairwise");
    for pair in list(&case["recomputed"]["pairs"]) {
        let contrast = numbers(&pair["d"]);
        let falling: Vec<f64> = (0..contrast.len()).map(|j| 100.0 - j as f64).collect();
        assert_near(any_weights(&contrast), pair["P_uniform"].as_f64().unwrap(), 1e-12);
        assert_near(same_order(&contrast, &falling), pair["P_ordinal"].as_f64().unwrap(), 1e-12);
    }
}

#[test]
fn cells_tell_what_the_team_says() {
    let case = case("18_group_cell_statistics");
    for example in list(&case["recomputed"]) {
        let votes = list(&example["votes"]).iter().map(|vote| vec![vec![Some(vote.as_u64().unwrap_or(0) as u8)]]);
        let analysis = all(&record(&[100], 1, &votes.collect::<Vec<_>>()));
        let cell = &analysis.cells[0];
        assert_eq!(cell.n as u64, example["n"].as_u64().unwrap());
        assert_eq!(cell.abstained, list(&example["votes"]).len() - cell.n);
        assert_near(cell.mean.unwrap(), example["mean"].as_f64().unwrap(), 1e-12);
        assert_near(cell.median.unwrap(), example["median"].as_f64().unwrap(), 1e-12);
        assert_near(cell.sd.unwrap(), example["sd_sample"].as_f64().unwrap(), 1e-12);
        assert_eq!(f64::from(cell.min.unwrap()), example["min"].as_f64().unwrap());
        assert_eq!(f64::from(cell.max.unwrap()), example["max"].as_f64().unwrap());
        match cell.agreement {
            Some(agreement) => assert_near(agreement, example["A"].as_f64().unwrap(), 1e-12),
            None => assert!(cell.n < 4),
        }
    }
}

#[test]
fn a_loser_that_leaves_changes_nothing() {
    let case = case("19_rank_reversal_minmax");
    let swings: Vec<u8> = numbers(&case["input"]["weights"]).iter().map(|w| (w * 100.0).round() as u8).collect();
    let rows: Vec<Vec<u8>> = list(&case["input"]["scores"]).iter().map(whole).collect();
    let all_rows = turned(&rows);
    let sheet: Vec<&[u8]> = all_rows.iter().map(Vec::as_slice).collect();
    let mut decision = one_ballot(&swings, &sheet);
    let before = all(&decision);
    for (actual, expected) in values(&before).iter().zip(numbers(&case["recomputed"]["fixed_scale"])) {
        assert_near(*actual, expected, 1e-12);
    }
    decision.options.pop();
    let after = all(&decision);
    assert_eq!(after.first, before.first);
    assert_eq!(values(&after), values(&before)[..2]);
}

#[test]
fn what_would_flip_the_lead_is_what_a_solver_found() {
    let case = case("15_flip_and_interval_battery");
    for problem in list(&case["recomputed"]) {
        let rows: Vec<Vec<u8>> = list(&problem["scores"]).iter().map(whole).collect();
        let swings = whole(&problem["weights_raw"]);
        let by_criterion = turned(&rows);
        let sheet: Vec<&[u8]> = by_criterion.iter().map(Vec::as_slice).collect();
        let analysis = all(&one_ballot(&swings, &sheet));

        for (actual, expected) in values(&analysis).iter().zip(numbers(&problem["V"])) {
            assert_near(*actual, expected, 1e-12);
        }
        let winner = problem["winner"].as_u64().unwrap() as usize;
        assert_eq!(analysis.first, Some(option_id(winner)));
        for rival in list(&problem["rivals"]) {
            let id = option_id(rival["rival"].as_u64().unwrap() as usize);
            let pair = analysis.pairs.iter().find(|pair| pair.rival == id).unwrap();
            assert_near(pair.gap, rival["gap"].as_f64().unwrap(), 1e-12);
            assert_near(pair.common_error.unwrap(), rival["p_star"].as_f64().unwrap(), 1e-12);
            // The weight that moves leaves one place and arrives at another: half of the sum of all changes.
            assert_near(pair.weight_to_move.unwrap(), rival["L1"].as_f64().unwrap() / 2.0, 1e-12);
            assert_near(pair.exact_any_weights, rival["P_win_uniform"].as_f64().unwrap(), 1e-12);
        }
        for (criterion, expected) in analysis.criteria.iter().zip(list(&problem["stability"])) {
            let (low, high) = criterion.stability.unwrap();
            assert_near(low, expected[0].as_f64().unwrap(), 1e-12);
            assert_near(high, expected[1].as_f64().unwrap(), 1e-12);
        }
        for (regret, expected) in analysis.max_regret.iter().zip(numbers(&problem["interval_weights"]["max_regret"])) {
            assert_near(regret.unwrap(), expected, 1e-12);
        }
        check_box(&analysis.criteria.iter().map(|c| c.weight).collect::<Vec<_>>(), &rows, &problem["interval_weights"]);
    }
}

fn check_box(weights: &[f64], rows: &[Vec<u8>], expected: &Value) {
    let (lower, upper) = half_as_much_again(weights);
    for (a, line) in list(&expected["pairwise_min_value_difference"]).iter().enumerate() {
        for (b, least) in numbers(line).into_iter().enumerate() {
            let contrast: Vec<f64> = rows[a].iter().zip(&rows[b]).map(|(x, y)| f64::from(*x) - f64::from(*y)).collect();
            assert_near(least_difference(&contrast, &lower, &upper), least, 1e-12);
        }
    }
}
