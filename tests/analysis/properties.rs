//! Random records against slower second computations: enumeration, closed forms, and the analysis of a changed record.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::{
    analysis::{
        Analysis, Leaders,
        agreement::{Moments, kendalls_w, krippendorff_alpha, van_der_eijk},
        exact::{any_weights, same_order},
        sensitivity::{common_error, stability, weight_to_move},
    },
    decision::{Decision, MustHaveRule, OptionId, Score, Vote},
};

use crate::support::{Said, all, criterion_id, criterion_mut, member_mut, must_have, option_id, record, values};

/// Swings of which at least one is above 0, so many options, and what each member says of each cell.
fn records(said: impl Strategy<Value = Said> + Clone + 'static) -> impl Strategy<Value = Decision> {
    (1..6_usize, 2..5_usize, 1..6_usize).prop_flat_map(move |(criteria, options, members)| {
        let sheet = prop::collection::vec(prop::collection::vec(said.clone(), options), criteria);
        let swings = prop::collection::vec(prop_oneof![3 => 1..=100_u8, 1 => Just(0)], criteria)
            .prop_filter("some weight", |swings| swings.iter().any(|s| *s > 0));
        (swings, prop::collection::vec((sheet, 1..4_u8), members)).prop_map(move |(swings, ballots)| {
            let (sheets, weights): (Vec<_>, Vec<_>) = ballots.into_iter().unzip();
            let mut decision = record(&swings, options, &sheets);
            for (index, weight) in weights.into_iter().enumerate() {
                member_mut(&mut decision, index).weight = f64::from(weight) / 2.0;
            }
            decision
        })
    })
}

fn complete() -> impl Strategy<Value = Decision> {
    records((1..=5_u8).prop_map(Some))
}

fn with_gaps() -> impl Strategy<Value = Decision> {
    records(prop_oneof![1 => Just(None), 1 => Just(Some(0)), 4 => (1..=5_u8).prop_map(Some)])
}

fn score(decision: &Decision, member: usize, criterion: usize, option: usize) -> Option<f64> {
    let cell = decision.ballots[member].cells.get(&(criterion_id(criterion), option_id(option)))?;
    Some(cell.vote?.score()?.value())
}

/// The value of an option straight from the definition, with `empty` where nobody scored.
fn value(decision: &Decision, option: usize, empty: f64) -> f64 {
    let swings: f64 = decision.criteria.iter().map(|c| f64::from(decision.swing(c))).sum();
    (0..decision.criteria.len())
        .map(|j| {
            let scored: Vec<(f64, f64)> = (0..decision.members.len())
                .filter_map(|u| Some((score(decision, u, j, option)?, decision.members[u].weight)))
                .collect();
            let weight: f64 = scored.iter().map(|(_, weight)| weight).sum();
            let mean = scored.iter().map(|(x, weight)| x * weight).sum::<f64>() / weight;
            f64::from(decision.swing(&decision.criteria[j])) / swings * if scored.is_empty() { empty } else { mean }
        })
        .sum()
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn index(decision: &Decision, id: Option<&OptionId>) -> Option<usize> {
    decision.options.iter().position(|option| Some(&option.id) == id)
}

fn team_contrast(analysis: &Analysis, a: usize, b: usize) -> Vec<f64> {
    let mean = |row: &[std::sync::Arc<weigh_in::analysis::CellResult>], option: usize| row[option].mean.unwrap_or(3.0);
    analysis.cells.chunks(analysis.options.len()).map(|row| mean(row, a) - mean(row, b)).collect()
}

fn weights_of(analysis: &Analysis) -> Vec<f64> {
    analysis.criteria.iter().map(|criterion| criterion.weight).collect()
}

/// A weighting and the leader's contrast to a rival, which leads under it.
fn leads() -> impl Strategy<Value = (Vec<f64>, Vec<f64>)> {
    prop::collection::vec((0..=100_u8, -4..=4_i8), 2..7).prop_filter_map("a lead", |pairs| {
        let sum: f64 = pairs.iter().map(|(swing, _)| f64::from(*swing)).sum();
        let weights: Vec<f64> = pairs.iter().map(|(swing, _)| f64::from(*swing) / sum).collect();
        let contrast: Vec<f64> = pairs.iter().map(|(_, d)| f64::from(*d)).collect();
        (sum > 0.0 && dot(&weights, &contrast) > 1e-6).then_some((weights, contrast))
    })
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn values_and_their_ends_are_the_definition(decision in with_gaps()) {
        let analysis = all(&decision);
        for (index, option) in analysis.options.iter().enumerate() {
            prop_assert!(near(option.value, value(&decision, index, 3.0)));
            prop_assert!(near(option.low, value(&decision, index, 1.0)));
            prop_assert!(near(option.high, value(&decision, index, 5.0)));
            // What is missing of the coverage is what the ends are apart, in widths of the scale.
            prop_assert!(near((1.0 - option.coverage) * 4.0, option.high - option.low));
        }
    }

    #[test]
    fn the_winner_is_an_option_that_none_beats(decision in with_gaps()) {
        let analysis = all(&decision);
        if let Some(winner) = index(&decision, analysis.first.as_ref()) {
            let values = values(&analysis);
            prop_assert!(values.iter().all(|value| *value <= values[winner] + 1e-9));
            prop_assert_eq!(analysis.options[winner].rank, Some(1));
            let certain = (0..values.len()).filter(|i| *i != winner)
                .all(|i| analysis.options[winner].low > analysis.options[i].high + 1e-9);
            prop_assert_eq!(analysis.certain, certain);
        }
    }

    #[test]
    fn the_parts_of_a_lead_add_up(decision in with_gaps()) {
        let analysis = all(&decision);
        let sum = |parts: Vec<(_, f64)>| parts.into_iter().map(|(_, x)| x).sum::<f64>();
        let (a, b) = (&analysis.options[0], &analysis.options[1]);
        let difference = analysis.difference(&a.id, &b.id);
        prop_assert!(difference.is_sorted_by(|x, y| x.1 >= y.1));
        prop_assert!(near(sum(difference), a.value - b.value));
    }

    #[test]
    fn what_is_left_out_is_what_leaving_it_out_gives(decision in with_gaps(), rule in 0..3_u8) {
        let mut decision = decision;
        match rule {
            0 => {}
            1 => must_have(&mut decision, 0, 3, MustHaveRule::Median),
            _ => must_have(&mut decision, 0, 2, MustHaveRule::Members(2)),
        }
        let analysis = all(&decision);
        let same = |left_out: &Decision, leaders: &Leaders| {
            let without = all(left_out);
            let at = |id: Option<&OptionId>| index(left_out, id).map(|i| without.options[i].value);
            // All that lead are as good as the best; a rounding error may leave one of them out.
            let best = at(without.first.as_ref());
            leaders.is_empty() == best.is_none()
                && leaders.all().iter().all(|id| at(Some(id)).zip(best).is_some_and(|(value, best)| near(value, best)))
        };
        for (j, without) in analysis.without_criterion.iter().enumerate() {
            let mut left_out = decision.clone();
            criterion_mut(&mut left_out, j).swing = Some(0);
            prop_assert!(same(&left_out, &without.leaders));
        }
        for (u, without) in analysis.without_member.iter().enumerate() {
            let mut left_out = decision.clone();
            left_out.members.remove(u);
            prop_assert!(same(&left_out, &without.leaders));
        }
    }

    #[test]
    fn a_screened_option_that_leaves_the_record_changes_nothing(decision in complete()) {
        let mut screened = decision;
        must_have(&mut screened, 0, 3, MustHaveRule::Median);
        let with = all(&screened);
        let mut gone = screened.clone();
        gone.options.retain(|option| with.option(&option.id).unwrap().screened_out.is_none());
        let without = all(&gone);
        prop_assert_eq!(&with.first, &without.first);
        prop_assert_eq!(&with.pairs, &without.pairs);
        prop_assert_eq!(&with.criteria, &without.criteria);
        prop_assert_eq!(&with.cell_flips, &without.cell_flips);
        prop_assert_eq!(with.max_regret.iter().flatten().collect::<Vec<_>>(), without.max_regret.iter().flatten().collect::<Vec<_>>());
        prop_assert_eq!(with.kendall_w, without.kendall_w);
    }

    #[test]
    fn settling_a_criterion_is_worth_what_the_members_records_are(decision in complete()) {
        prop_assume!(decision.members.len() > 1);
        let analysis = all(&decision);
        let all_weight: f64 = decision.members.iter().map(|member| member.weight).sum();
        let best = |values: &[f64]| values.iter().copied().fold(f64::MIN, f64::max);
        let now = best(&values(&analysis));
        let lead = index(&decision, analysis.first.as_ref()).zip(index(&decision, analysis.runner_up.as_ref()));
        let (a, b) = lead.unwrap();
        for j in 0..decision.criteria.len() {
            let mut expected = 0.0;
            let mut gaps = Vec::new();
            for u in 0..decision.members.len() {
                let settled = all(&with_one_voice(&decision, u, j));
                let values = values(&settled);
                expected += decision.members[u].weight / all_weight * best(&values);
                gaps.push(values[a] - values[b]);
            }
            prop_assert!(near(analysis.criteria[j].evppi.unwrap(), (expected - now).max(0.0)));
            let (low, high) = analysis.criteria[j].tornado.unwrap();
            prop_assert!(near(low, gaps.iter().copied().fold(f64::MAX, f64::min)));
            prop_assert!(near(high, best(&gaps)));
        }
    }

    #[test]
    fn shares_of_the_variance_of_the_gap_sum_to_one(decision in with_gaps()) {
        let shares: Vec<Option<f64>> = all(&decision).criteria.iter().map(|c| c.gap_variance_share).collect();
        if shares[0].is_some() {
            prop_assert!(near(shares.into_iter().map(Option::unwrap).sum(), 1.0));
        }
    }

    #[test]
    fn a_cell_flip_makes_the_two_level(decision in with_gaps()) {
        let analysis = all(&decision);
        let values = values(&analysis);
        let Some(winner) = index(&decision, analysis.first.as_ref()) else { return Ok(()) };
        for flip in &analysis.cell_flips {
            let option = index(&decision, Some(&flip.option)).unwrap();
            let weight = analysis.criterion(&flip.criterion).unwrap().weight;
            let mean = analysis.cell(&flip.criterion, &flip.option).unwrap().mean.unwrap_or(3.0);
            let rival = (0..values.len()).filter(|i| *i != winner).map(|i| values[i]).fold(f64::MIN, f64::max);
            let (gap, room) = if option == winner {
                (values[winner] - rival, mean - 1.0)
            } else {
                (values[winner] - values[option], 5.0 - mean)
            };
            match flip.points {
                Some(points) => prop_assert!(near(points * weight, gap) && points <= room + 1e-9),
                None => prop_assert!(room * weight < gap + 1e-9),
            }
        }
    }

    #[test]
    fn no_weights_in_the_box_are_regretted_more(
        decision in complete(), at in prop::collection::vec(0.0..1.0_f64, 5),
    ) {
        let analysis = all(&decision);
        let weights = weights_of(&analysis);
        // Any weighting of the box: start low and spend what is left in a random order of shares.
        let mut inside: Vec<f64> = weights.iter().map(|w| 0.5 * w).collect();
        let mut rest = 1.0 - inside.iter().sum::<f64>();
        for _ in 0..200 {
            for (j, weight) in weights.iter().enumerate() {
                let room = ((1.5 * weight).min(1.0) - inside[j]).max(0.0);
                let step = (room * at[j]).min(rest);
                inside[j] += step;
                rest -= step;
            }
        }
        prop_assume!(rest < 1e-9);
        let value = |i: usize| dot(&inside, &team_contrast(&analysis, i, 0));
        for (i, regret) in analysis.max_regret.iter().enumerate() {
            for rival in 0..analysis.options.len() {
                prop_assert!(value(rival) - value(i) <= regret.unwrap() + 1e-9);
            }
        }
    }

    #[test]
    fn a_common_error_below_the_bound_turns_nothing_and_one_above_it_does((weights, contrast) in leads()) {
        let bound = common_error(&weights, &contrast).unwrap();
        let worst = |p: f64| {
            let corners = 0..1_u32 << weights.len();
            corners.map(|corner| {
                let swings: Vec<f64> = weights.iter().enumerate()
                    .map(|(j, w)| w * if corner >> j & 1 == 1 { 1.0 + p } else { 1.0 - p }).collect();
                dot(&swings, &contrast)
            }).fold(f64::MAX, f64::min)
        };
        prop_assert!(worst(bound - 1e-6) > 0.0);
        prop_assert!(worst(bound + 1e-6) < 0.0);
    }

    #[test]
    fn a_weight_inside_its_bounds_keeps_the_lead_and_one_outside_loses_it((weights, contrast) in leads(), k in 0..6_usize) {
        let k = k % weights.len();
        let Some((low, high)) = stability(&weights, std::slice::from_ref(&contrast), k) else { return Ok(()) };
        let gap = |weight: f64| {
            let others = (1.0 - weight) / (1.0 - weights[k]);
            (0..weights.len()).map(|j| contrast[j] * if j == k { weight } else { weights[j] * others }).sum::<f64>()
        };
        prop_assert!(low <= weights[k] && weights[k] <= high);
        prop_assert!(gap(f64::midpoint(low, weights[k])) > 0.0 && gap(f64::midpoint(high, weights[k])) > 0.0);
        prop_assert!(low <= 0.0 || gap((low - 1e-6).max(0.0)) < 0.0);
        prop_assert!(high >= 1.0 || gap((high + 1e-6).min(1.0)) < 0.0);
    }

    #[test]
    fn no_smaller_move_of_weight_closes_the_gap(
        (weights, contrast) in leads(), from in prop::collection::vec(0.0..1.0_f64, 6), to in prop::collection::vec(0.0..1.0_f64, 6),
    ) {
        let Some(mass) = weight_to_move(&weights, &contrast) else {
            prop_assert!(contrast.iter().all(|d| *d >= 0.0));
            return Ok(());
        };
        // Some other move of the same mass: taken in random shares, given in random shares.
        let taken: Vec<f64> = weights.iter().zip(&from).map(|(w, share)| w * share).collect();
        let (all_taken, all_given): (f64, f64) = (taken.iter().sum(), to[..weights.len()].iter().sum());
        prop_assume!(all_taken > 0.0 && all_given > 0.0);
        let scale = (mass / all_taken).min(1.0);
        let moved: Vec<f64> = (0..weights.len())
            .map(|j| weights[j] - taken[j] * scale + to[j] / all_given * all_taken * scale).collect();
        prop_assert!(dot(&moved, &contrast) >= -1e-9);
        prop_assert!(mass <= 1.0 + 1e-12);
    }

    #[test]
    fn a_pair_is_won_as_often_as_the_volume_of_the_cut_simplex(sizes in prop::collection::btree_set(1..60_u8, 2..7), signs in any::<u8>()) {
        let contrast: Vec<f64> = sizes.iter().enumerate()
            .map(|(j, size)| f64::from(*size) * if signs >> j & 1 == 1 { 1.0 } else { -1.0 }).collect();
        prop_assert!((any_weights(&contrast) - cut_simplex(&contrast)).abs() < 1e-6);
    }

    #[test]
    fn an_order_is_the_simplex_of_its_running_means(contrast in prop::collection::vec(-4.0..4.0_f64, 2..6)) {
        let means: Vec<f64> =
            (1..=contrast.len()).map(|k| contrast[..k].iter().sum::<f64>() / k as f64).collect();
        let mut sorted = means.clone();
        sorted.sort_by(f64::total_cmp);
        prop_assume!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 1e-2));
        let swings: Vec<f64> = (0..contrast.len()).map(|j| 90.0 - 10.0 * j as f64).collect();
        prop_assert!((same_order(&contrast, &swings) - cut_simplex(&means)).abs() < 1e-6);
        // With all swings the same, only the equal weighting is left.
        let level = same_order(&contrast, &vec![50.0; contrast.len()]);
        prop_assert_eq!(level, if means[means.len() - 1] > 0.0 { 1.0 } else { 0.0 });
    }

    #[test]
    fn alpha_is_one_less_observed_over_expected_disagreement(units in prop::collection::vec(prop::collection::vec(1..=5_u8, 0..6), 1..8)) {
        let units: Vec<Vec<f64>> = units.into_iter().map(|unit| unit.into_iter().map(f64::from).collect()).collect();
        let pairs = |values: &[f64]| {
            let all = values.iter().enumerate().flat_map(|(i, x)| values[..i].iter().map(move |y| (x - y).powi(2)));
            2.0 * all.sum::<f64>()
        };
        let paired: Vec<&Vec<f64>> = units.iter().filter(|unit| unit.len() > 1).collect();
        let all: Vec<f64> = paired.iter().flat_map(|unit| unit.iter().copied()).collect();
        let n = all.len() as f64;
        let observed = paired.iter().map(|unit| pairs(unit) / (unit.len() as f64 - 1.0)).sum::<f64>() / n;
        let expected = pairs(&all) / (n * (n - 1.0));
        match krippendorff_alpha(units.iter().map(|unit| Moments::of(unit.iter().copied()))) {
            Some(alpha) => prop_assert!(near(alpha, 1.0 - observed / expected)),
            None => prop_assert!(all.iter().all(|x| *x == all[0])),
        }
    }

    #[test]
    fn without_ties_w_is_the_mean_rank_correlation(seeds in prop::collection::vec(prop::collection::vec(any::<u32>(), 5), 2..6)) {
        let distinct = |seed: &Vec<u32>| seed.iter().enumerate().all(|(i, x)| !seed[..i].contains(x));
        prop_assume!(seeds.iter().all(distinct));
        let judges: Vec<Vec<f64>> = seeds.iter().map(|seed| seed.iter().map(|x| f64::from(*x)).collect()).collect();
        let ranks = |values: &[f64]| -> Vec<f64> {
            values.iter().map(|x| values.iter().filter(|y| *y < x).count() as f64 - 2.0).collect()
        };
        let m = judges.len() as f64;
        let mut correlations = 0.0;
        for (i, a) in judges.iter().enumerate() {
            for b in &judges[..i] {
                correlations += dot(&ranks(a), &ranks(b)) / 10.0;
            }
        }
        let mean = correlations / (m * (m - 1.0) / 2.0);
        prop_assert!(near(kendalls_w(&judges, 1e-9).unwrap(), (1.0 + (m - 1.0) * mean) / m));
    }

    #[test]
    fn agreement_knows_neither_direction_nor_size(counts in prop::collection::vec(0..9_u32, 3..8), times in 2..5_u32) {
        let Some(agreement) = van_der_eijk(&counts) else { return Ok(()) };
        let reversed: Vec<u32> = counts.iter().rev().copied().collect();
        let scaled: Vec<u32> = counts.iter().map(|count| count * times).collect();
        prop_assert!((-1.0 - 1e-9..=1.0 + 1e-9).contains(&agreement));
        prop_assert!(near(van_der_eijk(&reversed).unwrap(), agreement));
        prop_assert!(near(van_der_eijk(&scaled).unwrap(), agreement));
    }
}

/// The record in which everybody says of criterion `j` what member `u` says.
fn with_one_voice(decision: &Decision, u: usize, j: usize) -> Decision {
    let mut settled = decision.clone();
    for option in 0..decision.options.len() {
        let key = (criterion_id(j), option_id(option));
        let vote = Score::new(score(decision, u, j, option).unwrap() as u8).map(Vote::Score);
        for ballot in &mut settled.ballots {
            Arc::make_mut(ballot).cells.get_mut(&key).unwrap().vote = vote;
        }
    }
    settled
}

/// The part of the simplex where Σ wd > 0, by the closed form for contrasts that all differ.
fn cut_simplex(contrast: &[f64]) -> f64 {
    let term = |(i, d): (usize, &f64)| {
        let others = contrast.iter().enumerate().filter(|(j, _)| *j != i);
        if *d > 0.0 { others.map(|(_, other)| d / (d - other)).product() } else { 0.0 }
    };
    contrast.iter().enumerate().map(term).sum()
}

#[test]
fn a_rest_of_rounding_moves_no_weight() {
    let weights = [50.0, 30.0, 100.0, 50.0].map(|swing| swing / 230.0);
    // The second and the third are the same but for rounding, and so are the first and the last.
    let contrast = [4.0 - 10.0 / 3.0, 1.5 - 5.0 / 3.0, 10.0 / 3.0 - 3.5, 14.0 / 3.0 - 4.0];
    let moved = weight_to_move(&weights, &contrast).unwrap();
    assert!((moved - 54.0 / 230.0).abs() < 1e-12, "{moved}");
}
