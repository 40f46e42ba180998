//! What one vote or one weight would turn, against the analysis of every record that differs in it.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::{
    analysis::{Analysis, VoteFlip},
    decision::{Decision, MustHaveRule, OptionId, Score, Vote},
};

use crate::support::{Said, all, criterion_id, member_id, member_mut, must_have, one_ballot, option_id, record};

fn records() -> impl Strategy<Value = Decision> {
    (1..5_usize, 2..4_usize, 1..5_usize).prop_flat_map(|(criteria, options, members)| {
        let said = prop_oneof![1 => Just(None), 1 => Just(Some(0)), 8 => (1..=5_u8).prop_map(Some)];
        let sheet = prop::collection::vec(prop::collection::vec(said, options), criteria);
        let swings = prop::collection::vec(0..=100_u8, criteria);
        let must = prop::option::of((0..criteria, 2..=4_u8, 0..3_u16));
        (swings, prop::collection::vec((sheet, 1..4_u8), members), must).prop_map(move |(swings, ballots, must)| {
            let (sheets, weights): (Vec<Vec<Vec<Said>>>, Vec<u8>) = ballots.into_iter().unzip();
            let mut decision = record(&swings, options, &sheets);
            for (index, weight) in weights.into_iter().enumerate() {
                member_mut(&mut decision, index).weight = f64::from(weight) / 2.0;
            }
            if let Some((row, at_least, rule)) = must {
                let rule = if rule == 0 { MustHaveRule::Median } else { MustHaveRule::Members(rule) };
                must_have(&mut decision, row, at_least, rule);
            }
            decision
        })
    })
}

/// Who leads instead of `before`'s winner once the record is another one.
fn turned(before: &Analysis, changed: &Decision) -> Option<OptionId> {
    let after = all(changed);
    let was = after.option(before.first.as_ref()?)?;
    let now = after.option(after.first.as_ref()?)?;
    (was.screened_out.is_some() || now.value > was.value + 1e-9).then(|| now.id.clone())
}

fn every_vote_in_turn(decision: &Decision, before: &Analysis) -> Vec<String> {
    let mut flips = Vec::new();
    for (ballot, of) in decision.ballots.iter().enumerate() {
        for (key, cell) in &of.cells {
            let Some(from) = cell.vote.and_then(Vote::score) else { continue };
            let mut others = Score::ALL.to_vec();
            others.sort_by_key(|to| to.points().abs_diff(from.points()));
            let turning = others.into_iter().skip(1).find_map(|to| {
                let mut changed = decision.clone();
                let cells = &mut Arc::make_mut(&mut changed.ballots[ballot]).cells;
                cells.get_mut(key).unwrap().vote = Some(Vote::Score(to));
                Some((to, turned(before, &changed)?))
            });
            flips.extend(turning.map(|(to, winner)| {
                told(VoteFlip {
                    member: &of.member,
                    criterion: &key.0,
                    option: &key.1,
                    from: from.points(),
                    to: to.points(),
                    winner: &winner,
                })
            }));
        }
    }
    flips
}

fn told(flip: VoteFlip<'_>) -> String {
    format!("{flip:?}")
}

fn sorted(mut flips: Vec<String>) -> Vec<String> {
    flips.sort();
    flips
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn the_votes_that_turn_it_are_those_that_turn_it_when_tried(decision in records()) {
        let analysis = all(&decision);
        let expected = every_vote_in_turn(&decision, &analysis);
        let by_size = |flip: VoteFlip<'_>| flip.from.abs_diff(flip.to);
        prop_assert!(analysis.vote_flips().is_sorted_by_key(by_size));
        prop_assert_eq!(sorted(analysis.vote_flips().map(told).collect()), sorted(expected));
    }

    #[test]
    fn who_takes_over_is_who_leads_where_bisection_finds_the_end(decision in records()) {
        let analysis = all(&decision);
        let Some(winner) = &analysis.first else { return Ok(()) };
        for (k, criterion) in analysis.criteria.iter().enumerate() {
            let Some((low, high)) = criterion.stability else { continue };
            let [below, above] = analysis.takes_over(&criterion.id);
            for (end, found, bound) in [(0.0, below, low), (1.0, above, high)] {
                let behind = |weight: f64| rivals_ahead(&analysis, winner, k, weight);
                // All of the weight on one criterion is left to its neighbourhood, where the others still tell who leads.
                let end = f64::clamp(end, 1e-7, 1.0 - 1e-7);
                // A winner that is level with a rival already has no room to be found by bisection.
                if !behind(criterion.weight).is_empty() || analysis.gap().is_none_or(|gap| gap < 1e-6) {
                    continue;
                }
                if behind(end).is_empty() {
                    prop_assert_eq!(found, None);
                    continue;
                }
                let (mut holds, mut turns) = (criterion.weight, end);
                for _ in 0..60 {
                    let middle = f64::midpoint(holds, turns);
                    if behind(middle).is_empty() { holds = middle } else { turns = middle }
                }
                prop_assert!((bound - turns).abs() < 1e-5, "{bound} is not {turns}");
                let beyond = turns + (end - turns).signum() * 1e-6;
                prop_assert!(behind(beyond).contains(found.unwrap()), "{found:?} at {turns}");
            }
        }
    }
}

/// Which options are ahead of the winner when criterion `k` has this weight and the others keep their proportions.
fn rivals_ahead(analysis: &Analysis, winner: &OptionId, k: usize, weight: f64) -> Vec<OptionId> {
    let others = (1.0 - weight) / (1.0 - analysis.criteria[k].weight);
    let value = |id: &OptionId| -> f64 {
        let criteria = analysis.criteria.iter().enumerate();
        criteria
            .map(|(j, criterion)| {
                let mean = analysis.cell(&criterion.id, id).unwrap().mean.unwrap_or(3.0);
                mean * if j == k { weight } else { criterion.weight * others }
            })
            .sum()
    };
    let lead = value(winner);
    let left = analysis.options.iter().filter(|option| option.screened_out.is_none());
    left.filter(|option| value(&option.id) > lead + 1e-12).map(|option| option.id.clone()).collect()
}

#[test]
fn the_least_change_is_told_first() {
    let sheet = |go: u8| vec![vec![Some(go), Some(3)], vec![Some(3), Some(3)]];
    let decision = record(&[90, 10], 2, &[sheet(4), sheet(3)]);
    let analysis = all(&decision);
    let flips = analysis.vote_flips().map(|flip| (flip.member, flip.option, flip.from, flip.to));
    let members = [member_id(0), member_id(1)];
    let options = [option_id(0), option_id(1)];
    // Go leads by half a point times 0.9: a point less from one of two levels it, so that two points turn it.
    let expected = [(0, 0, 4, 2), (1, 0, 3, 1), (0, 1, 3, 5), (1, 1, 3, 5)];
    assert!(flips.eq(expected.map(|(member, option, from, to)| (&members[member], &options[option], from, to))));
    assert!(analysis.vote_flips().all(|flip| *flip.criterion == criterion_id(0) && *flip.winner == options[1]));
}

#[test]
fn a_vote_that_screens_the_winner_out_turns_it() {
    let mut decision = one_ballot(&[60, 10, 30], &[&[5, 1], &[3, 4], &[5, 1]]);
    assert_eq!(all(&decision).vote_flips().len(), 0);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    let analysis = all(&decision);
    assert!(analysis.vote_flips().map(|flip| (flip.from, flip.to)).eq([(3, 2)]));
}
