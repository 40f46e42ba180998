//! Options that not everybody scored: the gap by those who scored both, and the fit that takes leniency out.

use proptest::prelude::*;
use weigh_in::{
    analysis::{Analysis, Firmness, to_json},
    decision::Decision,
};

use crate::support::{Said, all, assert_near, drawn, member_mut, option_id, record, values};

fn notes(decision: &Decision, analysis: &Analysis) -> String {
    serde_json::to_value(to_json(decision, analysis)).unwrap()["notes"].to_string()
}

/// Two of four members score one option only; both who score two prefer the other one.
fn two_compare() -> Decision {
    let rows = |cells: [[u8; 2]; 2]| -> Vec<Vec<Said>> {
        cells.iter().map(|row| row.iter().map(|score| Some(*score)).collect()).collect()
    };
    record(
        &[50, 50],
        2,
        &[rows([[5, 0], [5, 0]]), rows([[5, 0], [4, 0]]), rows([[3, 3], [3, 4]]), rows([[2, 3], [3, 3]])],
    )
}

#[test]
fn those_who_scored_both_are_asked_beside_the_means() {
    let analysis = all(&two_compare());
    assert_eq!(analysis.first, Some(option_id(0)));
    let paired = &analysis.paired()[0];
    assert_eq!((paired.gap, paired.raters), (Some(-0.5), 2));
    assert_eq!(analysis.adjusted_leaders().winner(), Some(&option_id(1)));
    assert_near(analysis.adjusted()[0].unwrap(), -0.5, 1e-9);
    // Who abstained on all of an option has no view of which is better.
    assert!(analysis.members[0].leaders.is_empty() && !analysis.members[2].leaders.is_empty());
}

#[test]
fn where_raters_have_nobody_in_common_the_means_stand() {
    let only = |option: usize, score: u8| -> Vec<Vec<Said>> {
        vec![(0..2).map(|at| if at == option { Some(score) } else { Some(0) }).collect()]
    };
    let decision = record(&[50], 2, &[only(0, 4), only(1, 3)]);
    let analysis = all(&decision);
    assert_eq!(analysis.paired()[0].gap, None);
    assert_near(analysis.adjusted()[1].unwrap(), -1.0, 1e-9);
    assert!(notes(&decision, &analysis).contains("the means stand"));
}

#[test]
fn an_option_without_a_vote_has_no_effect_wherever_it_stands() {
    for unscored in 0..3 {
        let row = (0..3).map(|option| if option == unscored { Some(0) } else { Some(4 - option as u8) }).collect();
        // A second member abstains on another option as well, so that there is something to fit.
        let second = (0..3).map(|option| if option == (unscored + 1) % 3 { Some(3) } else { Some(0) }).collect();
        let decision = record(&[50], 3, &[vec![row], vec![second]]);
        let analysis = all(&decision);
        let best = values(&analysis).into_iter().fold(f64::MIN, f64::max);
        let expected: Vec<f64> = values(&analysis).iter().map(|value| value - best).collect();
        assert_eq!(effects(&analysis), expected, "the means stand without {unscored}");
        assert!(notes(&decision, &analysis).contains("the means stand"));
    }
}

#[test]
fn options_that_nobody_compared_have_no_clear_lead() {
    // On each of 24 criteria three people have Go at 5 and three others have Rust at 2.
    let only = |option: usize, score: u8| -> Vec<Vec<Said>> {
        vec![(0..2).map(|at| if at == option { Some(score) } else { Some(0) }).collect(); 24]
    };
    let sheets = [only(0, 5), only(0, 5), only(0, 5), only(1, 2), only(1, 2), only(1, 2)];
    let analysis = drawn(&record(&[50; 24], 2, &sheets));
    assert!(analysis.steadiness().unwrap() > 2.0 && analysis.least_share().unwrap() > 0.99);
    assert_eq!(analysis.firmness(), Some(Firmness::Narrow));
}

/// Σ λ(x − r − o)² over the votes of the only criterion, with each r as good as it can be.
fn misfit(decision: &Decision, effects: &[f64]) -> f64 {
    let mut sum = 0.0;
    for (member, ballot) in decision.members.iter().zip(&decision.ballots) {
        let votes: Vec<f64> = ballot
            .cells
            .iter()
            .filter_map(|((_, option), cell)| {
                let at = decision.options.iter().position(|of| of.id == *option)?;
                Some(cell.vote?.score()?.value() - effects[at])
            })
            .collect();
        let mean = votes.iter().sum::<f64>() / votes.len().max(1) as f64;
        sum += member.weight * votes.iter().map(|x| (x - mean).powi(2)).sum::<f64>();
    }
    sum
}

fn effects(analysis: &Analysis) -> Vec<f64> {
    analysis.adjusted().iter().map(|gap| gap.unwrap()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_other_effects_fit_the_votes_better(
        sheets in prop::collection::vec((prop::collection::vec(0..=5_u8, 3), 1..4_u8), 2..6),
        nudges in prop::collection::vec(-0.2..0.2_f64, 3),
    ) {
        let said: Vec<Vec<Vec<Said>>> =
            sheets.iter().map(|(row, _)| vec![row.iter().map(|score| Some(*score)).collect()]).collect();
        let mut decision = record(&[50], 3, &said);
        for (member, (_, weight)) in sheets.iter().enumerate() {
            member_mut(&mut decision, member).weight = f64::from(*weight);
        }
        let analysis = all(&decision);
        prop_assume!(!analysis.leaders.is_empty());
        let is_fitted = !notes(&decision, &analysis).contains("the means stand");
        let complete = sheets.iter().all(|(row, _)| !row.contains(&0));
        let values = values(&analysis);
        if complete || !is_fitted {
            let best = values.iter().copied().fold(f64::MIN, f64::max);
            for (gap, value) in effects(&analysis).iter().zip(&values) {
                prop_assert!((gap - (value - best)).abs() < 1e-9);
            }
        } else {
            let found = effects(&analysis);
            let moved: Vec<f64> = found.iter().zip(&nudges).map(|(effect, nudge)| effect + nudge).collect();
            prop_assert!(misfit(&decision, &found) <= misfit(&decision, &moved) + 1e-9);
        }
    }
}

#[test]
fn options_that_are_level_are_no_less_than_level() {
    let mut decision = record(&[50], 2, &[vec![vec![Some(3), Some(3)]], vec![vec![Some(3), Some(0)]]]);
    for (member, weight) in [(0, 0.1), (1, 3.0)] {
        member_mut(&mut decision, member).weight = weight;
    }
    let analysis = all(&decision);
    assert!(analysis.pairs.iter().all(|pair| pair.gap >= 0.0), "{:?}", analysis.pairs);
    assert!(analysis.steadiness().unwrap() >= 0.0);
    // At the edge of what weights may be, one says almost nothing, and what it says is a tie.
    let mut decision = record(&[50], 2, &[vec![vec![Some(5), Some(5)]], vec![vec![Some(4), Some(5)]]]);
    for (member, weight) in [(0, 1e6), (1, 1e-6)] {
        member_mut(&mut decision, member).weight = weight;
    }
    let pair = all(&decision).pairs[0].clone();
    assert!(pair.gap == 0.0 && pair.common_error.is_none(), "{pair:?}");
}

#[test]
fn a_rater_of_any_weight_joins_what_was_compared() {
    // Go and Rust are compared by a heavy rater, Zig with both by a light one alone.
    let said = [[Some(5), Some(3), Some(0)], [Some(4), Some(0), Some(1)]];
    let mut decision = record(&[50], 3, &said.map(|row| vec![row.to_vec()]));
    for (member, weight) in [(0, 1e6), (1, 1e-6)] {
        member_mut(&mut decision, member).weight = weight;
    }
    let adjusted = all(&decision).adjusted().to_vec();
    // Rust is 2 behind Go by the one, and Zig 3 by the other.
    for (option, behind) in [(0, 0.0), (1, -2.0), (2, -3.0)] {
        assert!((adjusted[option].unwrap() - behind).abs() < 1e-3, "{adjusted:?}");
    }
}
