//! Members with swings of their own, against the definition: the group's weights are the mean of theirs.

use std::collections::BTreeMap;

use proptest::prelude::*;
use weigh_in::{
    analysis::{Analysis, Scope, analyze, sentences, to_json},
    decision::Decision,
};

use crate::support::{all, assert_near, criterion_id, member_mut, option_id, record, values};

fn give(decision: &mut Decision, member: usize, swings: &[u8]) {
    let swings = swings.iter().enumerate().map(|(j, swing)| (criterion_id(j), *swing));
    member_mut(decision, member).swings = swings.collect();
}

fn weights(analysis: &Analysis) -> Vec<f64> {
    analysis.criteria.iter().map(|criterion| criterion.weight).collect()
}

fn ranges(analysis: &Analysis) -> Vec<Option<(f64, f64)>> {
    analysis.criteria.iter().map(|criterion| criterion.weight_range).collect()
}

/// Go is better on the first criterion, Rust on the second; both members see it so.
fn two_members() -> Decision {
    let sheet = vec![vec![Some(5), Some(1)], vec![Some(2), Some(4)]];
    record(&[50, 50], 2, &[sheet.clone(), sheet])
}

#[test]
fn the_groups_weights_are_the_mean_of_the_members() {
    let mut decision = two_members();
    assert_eq!(ranges(&all(&decision)), [None, None]);
    give(&mut decision, 0, &[30, 90]);
    let analysis = all(&decision);
    // Who names none does not vote for the record's.
    assert_eq!(weights(&analysis), [0.25, 0.75]);
    assert_eq!(analysis.members[0].own_weights, Some(vec![0.25, 0.75]));
    assert_eq!(analysis.members[1].own_weights, None);
    give(&mut decision, 1, &[60, 60]);
    let analysis = all(&decision);
    assert_eq!(weights(&analysis), [0.375, 0.625]);
    assert_eq!(ranges(&analysis), [Some((0.25, 0.5)), Some((0.5, 0.75))]);
    let json = serde_json::to_value(to_json(&decision, &analysis)).unwrap();
    assert_eq!(json["criteria"][0]["weight_range"], serde_json::json!([0.25, 0.5]));
}

#[test]
fn whose_weights_the_teams_are_is_told() {
    let mut decision = two_members();
    let told = |decision: &Decision| sentences(decision, &all(decision)).join(" ");
    assert!(!told(&decision).contains("The team's weights"), "{}", told(&decision));
    give(&mut decision, 0, &[30, 90]);
    let alone = "The team's weights are those of Member 0, who alone set their own.";
    assert!(told(&decision).contains(alone), "{}", told(&decision));
    // Who gives every criterion 0 has not weighed.
    give(&mut decision, 1, &[0, 0]);
    assert!(told(&decision).contains(alone), "{}", told(&decision));
    give(&mut decision, 1, &[60, 60]);
    assert!(told(&decision).contains("The team's weights are the mean of all members' own."), "{}", told(&decision));
}

#[test]
fn a_member_sees_the_options_by_their_own_weights() {
    let mut decision = two_members();
    give(&mut decision, 0, &[10, 90]);
    let analysis = all(&decision);
    let winners: Vec<_> = analysis.members.iter().map(|member| member.leaders.winner().cloned()).collect();
    // Who has not weighed is seen by the team's weights, here those of the one who has.
    assert_eq!(winners, [Some(option_id(1)), Some(option_id(1))]);
    assert_near(analysis.members[0].gap.unwrap(), 0.9 * 2.0 - 0.1 * 4.0, 1e-12);
    // Without the member their weights go too: only the record's are left.
    assert_eq!(analysis.first, Some(option_id(1)));
    assert_eq!(analysis.without_member[0].leaders.winner().cloned(), Some(option_id(0)));
}

#[test]
fn a_swing_that_is_not_named_is_the_records() {
    let mut decision = two_members();
    member_mut(&mut decision, 0).swings = BTreeMap::from([(criterion_id(0), 0)]);
    assert_eq!(all(&decision).members[0].own_weights, Some(vec![0.0, 1.0]));
    // Who gives nothing any weight says nothing of weights, and sees the options by the team's.
    give(&mut decision, 0, &[0, 0]);
    let analysis = all(&decision);
    assert_eq!((weights(&analysis), ranges(&analysis)), (vec![0.5, 0.5], vec![None, None]));
    assert_eq!(analysis.members[0].leaders.winner(), Some(&option_id(0)));
}

#[test]
fn nothing_of_own_swings_is_seen_before_the_first_reveal() {
    let mut blind = two_members();
    std::sync::Arc::make_mut(&mut blind.rounds[0]).reveals.clear();
    let before = analyze(&blind, Scope::Revealed);
    give(&mut blind, 0, &[10, 90]);
    let after = analyze(&blind, Scope::Revealed);
    assert_eq!(after, before);
    assert_eq!(weights(&analyze(&blind, Scope::All)), [0.1, 0.9]);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn weights_ranges_and_values_are_the_definition(
        swings in prop::collection::vec(1..=100_u8, 3),
        members in prop::collection::vec(
            (prop::option::of(prop::collection::vec(0..=100_u8, 3)), 1..4_u8, prop::collection::vec(1..=5_u8, 6)), 1..6),
    ) {
        let sheet = |scores: &[u8]| scores.chunks(2).map(|row| row.iter().map(|x| Some(*x)).collect()).collect();
        let sheets: Vec<Vec<Vec<_>>> = members.iter().map(|(_, _, scores)| sheet(scores)).collect();
        let mut decision = record(&swings, 2, &sheets);
        for (u, (own, weight, _)) in members.iter().enumerate() {
            member_mut(&mut decision, u).weight = f64::from(*weight);
            if let Some(own) = own {
                give(&mut decision, u, own);
            }
        }
        let analysis = all(&decision);
        // Each member's weights as fractions of their own sum; none from who gives nothing any weight.
        let shares = |swings: &[u8]| -> Option<Vec<f64>> {
            let sum: f64 = swings.iter().map(|s| f64::from(*s)).sum();
            (sum > 0.0).then(|| swings.iter().map(|s| f64::from(*s) / sum).collect())
        };
        let mut given: Vec<(f64, Vec<f64>)> = members.iter()
            .filter_map(|(own, weight, _)| Some((f64::from(*weight), shares(own.as_ref()?)?)))
            .collect();
        let any_own = !given.is_empty();
        // Where nobody weighed, the record's swings count.
        given.extend(shares(&swings).filter(|_| !any_own).map(|shares| (1.0, shares)));
        let all_weight: f64 = given.iter().map(|(weight, _)| weight).sum();
        for (j, criterion) in analysis.criteria.iter().enumerate() {
            let mean = given.iter().map(|(weight, shares)| weight * shares[j]).sum::<f64>() / all_weight;
            prop_assert!((criterion.weight - mean).abs() < 1e-12);
            let low = given.iter().map(|(_, shares)| shares[j]).fold(f64::MAX, f64::min);
            let high = given.iter().map(|(_, shares)| shares[j]).fold(f64::MIN, f64::max);
            prop_assert_eq!(criterion.weight_range, any_own.then_some((low, high)));
        }
        let value = |i: usize| -> f64 {
            let mean = |j: usize| {
                let sum = members.iter().map(|(_, weight, scores)| f64::from(*weight) * f64::from(scores[j * 2 + i]));
                sum.sum::<f64>() / members.iter().map(|(_, weight, _)| f64::from(*weight)).sum::<f64>()
            };
            (0..3).map(|j| analysis.criteria[j].weight * mean(j)).sum()
        };
        for (i, of) in values(&analysis).into_iter().enumerate() {
            prop_assert!((of - value(i)).abs() < 1e-9);
        }
    }

    /// Also where one member is so heavy that the others are lost in the digits of a sum.
    #[test]
    fn without_a_member_the_rest_is_what_leaving_them_out_gives(
        swings in prop::collection::vec(0..=100_u8, 3),
        members in prop::collection::vec((
            prop::option::of(prop::collection::vec(prop_oneof![Just(0_u8), 1..=100_u8], 3)),
            prop::sample::select(&[1e-12, 1e-3, 1.0, 3.0, 1e12][..]),
            prop::collection::vec(1..=5_u8, 6),
        ), 2..6),
    ) {
        let sheet = |scores: &[u8]| scores.chunks(2).map(|row| row.iter().map(|x| Some(*x)).collect()).collect();
        let sheets: Vec<Vec<Vec<_>>> = members.iter().map(|(_, _, scores)| sheet(scores)).collect();
        let mut decision = record(&swings, 2, &sheets);
        for (u, (own, weight, _)) in members.iter().enumerate() {
            member_mut(&mut decision, u).weight = *weight;
            if let Some(own) = own {
                give(&mut decision, u, own);
            }
        }
        for (u, without) in all(&decision).without_member.iter().enumerate() {
            let mut rest = decision.clone();
            rest.members.remove(u);
            let rest = all(&rest);
            prop_assert_eq!(without.leaders.is_empty(), rest.leaders.is_empty(), "without member {}", u);
            // Where options tie, either may be named.
            let value = |id: &_| rest.options.iter().find(|option| option.id == *id).map(|option| option.value);
            if let (Some(a), Some(b)) = (without.leaders.all().first().and_then(value), rest.first.as_ref().and_then(value)) {
                prop_assert!((a - b).abs() < 1e-9, "without member {u}: {a} and {b}");
            }
        }
    }
}
