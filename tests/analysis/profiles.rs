//! The results under each profile, against plain sums.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::{
    analysis::{
        ByProfile, Rung, by_profile,
        robustness::{Progress, Settings, draw},
    },
    decision::{Decision, MustHaveRule, Profile},
};

use crate::support::{all, assert_near, criterion_id, member_mut, must_have, one_ballot, option_id, record};

fn profile(id: &str, swings: &[u8]) -> Arc<Profile> {
    let swings = swings.iter().enumerate().map(|(at, swing)| (criterion_id(at), *swing)).collect();
    Arc::new(Profile { id: id.to_owned(), name: id.to_uppercase(), why: String::new(), swings })
}

fn compared(decision: &Decision, profiles: &[Arc<Profile>]) -> ByProfile {
    by_profile(decision, &all(decision), profiles, None).unwrap()
}

/// Values by plain sums: `scores[criterion][option]`, of one ballot.
fn plain_values(scores: &[Vec<u8>], swings: &[u8]) -> Vec<f64> {
    let all: f64 = swings.iter().copied().map(f64::from).sum();
    let value =
        |i: usize| swings.iter().zip(scores).map(|(w, row)| f64::from(*w) * f64::from(row[i])).sum::<f64>() / all;
    (0..scores[0].len()).map(value).collect()
}

fn best(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::MIN, f64::max)
}

proptest! {
    #[test]
    fn each_number_is_that_of_plain_sums(
        scores in proptest::collection::vec(proptest::collection::vec(1_u8..=5, 3), 1..6),
        weights in proptest::collection::vec(proptest::collection::vec(1_u8..=100, 6), 1..5),
    ) {
        let rows: Vec<&[u8]> = scores.iter().map(Vec::as_slice).collect();
        let decision = one_ballot(&vec![50; scores.len()], &rows);
        let weights: Vec<&[u8]> = weights.iter().map(|swings| &swings[..scores.len()]).collect();
        let profiles: Vec<_> = weights.iter().enumerate().map(|(at, swings)| profile(&format!("p{at}"), swings)).collect();
        let found = compared(&decision, &profiles);
        let values: Vec<Vec<f64>> = weights.iter().map(|swings| plain_values(&scores, swings)).collect();
        prop_assert_eq!(found.profiles.len(), profiles.len());
        for result in &found.profiles {
            let at: usize = result.id[1..].parse().unwrap();
            let mut sorted = values[at].clone();
            sorted.sort_by(|a, b| b.total_cmp(a));
            assert_near(result.gap.unwrap(), sorted[0] - sorted[1], 1e-9);
            let leading: Vec<_> = (0..3).filter(|i| values[at][*i] > sorted[0] - 1e-9).map(option_id).collect();
            prop_assert_eq!(result.leaders.all(), &leading[..]);
        }
        for (k, one) in found.one_option.iter().enumerate() {
            let regrets = values.iter().map(|of| best(of) - of[k]);
            assert_near(one.largest_regret, regrets.fold(0.0, f64::max), 1e-9);
            let worst = &values[one.profile[1..].parse::<usize>().unwrap()];
            assert_near(best(worst) - worst[k], one.largest_regret, 1e-9);
            let gain = |m: usize| values.iter().map(|of| (of[m] - of[k]).max(0.0)).sum::<f64>() / values.len() as f64;
            assert_near(one.mean_gain_of_two, (0..3).filter(|m| *m != k).map(gain).fold(0.0, f64::max), 1e-9);
            if let Some(second) = &one.second {
                let m = (0..3).find(|m| option_id(*m) == *second).unwrap();
                assert_near(gain(m), one.mean_gain_of_two, 1e-9);
            } else {
                prop_assert!(one.mean_gain_of_two < 1e-9);
            }
        }
    }
}

#[test]
fn a_profile_says_what_the_record_says_once_it_is_applied() {
    let mut decision = one_ballot(&[50, 50, 50], &[&[5, 2, 1], &[2, 4, 3], &[3, 3, 4]]);
    let profiles = [profile("fast", &[100, 10, 30]), profile("safe", &[10, 100, 20])];
    let settings = Settings { draws: 10_001, seed: 7, ..Settings::default() };
    let progress = Progress::default();
    let found = by_profile(&decision, &all(&decision), &profiles, Some((settings, &progress))).unwrap();
    for profile in &profiles {
        decision.apply(profile.edit()).unwrap();
        let analysis = all(&decision);
        let result = found.profile(&profile.id).unwrap();
        assert_eq!((&result.leaders, Some(&result.first)), (&analysis.leaders, analysis.first.as_ref()));
        assert_near(result.gap.unwrap(), analysis.pairs[0].gap, 1e-12);
        let rung = draw(&analysis, Rung::YourSwings, settings, &progress).unwrap().unwrap();
        let first = analysis.options.iter().position(|option| option.id == result.first).unwrap();
        assert_eq!(result.share, rung.options[first].as_ref().map(|drawn| drawn.first_or_level));
    }
}

#[test]
fn members_own_weights_and_criteria_without_one_in_the_profile() {
    let sheet = |go: u8, rust: u8| vec![vec![Some(go), Some(rust)], vec![Some(3), Some(3)]];
    let mut decision = record(&[100, 40], 2, &[sheet(5, 1), sheet(4, 2)]);
    let partly = Arc::new(Profile {
        id: "partly".to_owned(),
        name: "Partly".to_owned(),
        why: String::new(),
        swings: [(criterion_id(0), 60)].into(),
    });
    let before = compared(&decision, &[Arc::clone(&partly)]);
    // 60 of 100, since the other criterion keeps its 40.
    assert_near(before.profiles[0].gap.unwrap(), 0.6 * 3.0, 1e-12);
    member_mut(&mut decision, 0).swings = [(criterion_id(0), 1), (criterion_id(1), 99)].into();
    assert_eq!(compared(&decision, &[partly]), before, "everybody has the weights of the profile");
}

#[test]
fn where_nothing_leads_or_only_one_is_left_nothing_is_said() {
    let empty = record(&[100], 2, &[]);
    assert_eq!(compared(&empty, &[profile("p", &[100])]), ByProfile::default());
    let mut decision = one_ballot(&[100, 100], &[&[5, 2], &[1, 4]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    let found = compared(&decision, &[profile("p", &[100, 0]), profile("q", &[0, 100])]);
    let only: Vec<_> = found.one_option.iter().map(|one| (one.option.clone(), one.largest_regret)).collect();
    assert_eq!(only, [(option_id(1), 0.0)]);
    assert!(found.in_words(&decision).is_empty());
    assert_eq!(compared(&decision, &[]), ByProfile::default());
}

#[test]
fn the_words_say_what_the_numbers_say() {
    let decision = one_ballot(&[50, 50], &[&[5, 2], &[2, 4]]);
    let (fast, safe, both) = (profile("fast", &[100, 20]), profile("safe", &[20, 100]), profile("both", &[40, 60]));
    let words = |profiles: &[Arc<Profile>]| compared(&decision, profiles).in_words(&decision).join(" ");
    assert_eq!(
        words(&[Arc::clone(&fast), Arc::clone(&safe)]),
        "Of 2 profiles, Go leads in 1 and Rust in 1. As the only choice for all of them, Go is the safest: at worst it is 1.17 \
         points behind, in SAFE. With Rust beside it, each where it is better, the average rises by 0.58 points; set that \
         against the cost of running two."
    );
    assert_eq!(
        words(&[Arc::clone(&fast), both.clone()]),
        "Of 2 profiles, Go leads in 1 and the options are level in 1. Go is behind in none of them."
    );
    assert_eq!(words(&[fast, profile("faster", &[100, 0])]), "Go leads in both profiles.");
    assert_eq!(words(&[both]), "");
}

#[test]
fn a_team_compares_by_the_profiles_that_it_chose() {
    let mut decision = one_ballot(&[50], &[&[5, 2]]);
    let template = [profile("a", &[1]), profile("b", &[2])];
    decision.profiles = vec![profile("b", &[3]), profile("c", &[4])];
    let ids = |decision: &Decision| -> Vec<(String, u8)> {
        let swing = |profile: &Arc<Profile>| profile.swings[&criterion_id(0)];
        decision.profiles_to_compare(&template).iter().map(|profile| (profile.id.clone(), swing(profile))).collect()
    };
    assert_eq!(ids(&decision), [("b".to_owned(), 3), ("c".to_owned(), 4), ("a".to_owned(), 1)]);
    decision.compared_profiles = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(ids(&decision), [("b".to_owned(), 3), ("a".to_owned(), 1)]);
}
