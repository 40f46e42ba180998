//! What errors of swings, scores and steps of the scale do, against slower computations that go through all of them, or draw
//! them one by one.

use std::sync::Arc;

use weigh_in::{
    analysis::{
        Analysis, Rung,
        robustness::{Progress, Settings, robustness},
    },
    decision::Decision,
};

use crate::support::{
    Said, all, assert_near, criterion_id, criterion_mut, drawn, member_mut, one_ballot, option_id, record, values,
};

/// Four standard errors of a share of one half, in as many draws as are made here.
const NEAR: f64 = 0.012;
const DRAWS: u32 = 40_000;

fn first(decision: &Decision, rung: Rung, option: usize) -> f64 {
    let settings = Settings { draws: DRAWS, seed: 5, threads: 2, ..Settings::default() };
    let ladder = robustness(&all(decision), settings, &Progress::default()).unwrap();
    ladder.rung(rung).unwrap().options[option].as_ref().unwrap().first()
}

/// Numbers from 0 to 1 that look random: the 32 highest bits of a sequence by multiplication.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 32) as f64 / 2.0_f64.powi(32)
    }

    fn error(&mut self) -> f64 {
        0.75 + 0.5 * self.next()
    }
}

fn give(decision: &mut Decision, member: usize, swings: &[u8]) {
    member_mut(decision, member).swings = swings.iter().enumerate().map(|(j, s)| (criterion_id(j), *s)).collect();
}

fn sheet(rows: &[[u8; 2]]) -> Vec<Vec<Said>> {
    rows.iter().map(|row| row.iter().map(|points| Some(*points)).collect()).collect()
}

#[test]
fn scores_are_off_by_a_step_as_going_through_all_of_them_says() {
    let sheets = [vec![[5, 4], [2, 3]], vec![[3, 1], [1, 4]]];
    let decision = record(&[60, 40], 2, &sheets.clone().map(|rows| sheet(&rows)));
    let mut shares = [0.0, 0.0];
    // Each of the eight scores is a step lower, the same, the same again, or a step higher: four ways that are as likely.
    for way in 0..4_u32.pow(8) {
        let mut totals = [0.0, 0.0];
        for (at, score) in sheets.iter().flatten().flatten().enumerate() {
            let step = [-1.0, 0.0, 0.0, 1.0][(way >> (2 * at)) as usize % 4];
            let moved = f64::from(*score) + step;
            let moved = if (1.0..=5.0).contains(&moved) { moved } else { f64::from(*score) };
            totals[at % 2] += [0.6, 0.4][at / 2 % 2] * moved / 2.0;
        }
        let gap: f64 = totals[0] - totals[1];
        for (share, wins) in shares.iter_mut().zip([gap > 1e-9, gap < -1e-9]) {
            *share += if wins {
                1.0
            } else if gap.abs() < 1e-9 {
                0.5
            } else {
                0.0
            };
        }
    }
    let all_ways = f64::from(4_u32.pow(8));
    assert_near(first(&decision, Rung::YourWeights, 0), shares[0] / all_ways, NEAR);
    assert_near(first(&decision, Rung::YourWeights, 1), shares[1] / all_ways, NEAR);
}

#[test]
fn groups_are_misjudged_together_and_each_member_by_their_own() {
    let rows = [[5, 3], [4, 2], [2, 4], [3, 4], [3, 4]];
    let mut decision = record(&[50, 40, 60, 30, 20], 2, &[sheet(&rows), sheet(&rows)]);
    for (j, group) in ["Speed", "Speed", "People", "People", ""].into_iter().enumerate() {
        group.clone_into(&mut criterion_mut(&mut decision, j).group);
    }
    let sheets = |decision: &Decision| -> Vec<Vec<f64>> {
        let own = decision.members.iter().filter(|member| !member.swings.is_empty());
        let own: Vec<Vec<f64>> = own.map(|member| member.swings.values().map(|s| f64::from(*s)).collect()).collect();
        if own.is_empty() { vec![vec![50.0, 40.0, 60.0, 30.0, 20.0]] } else { own }
    };
    let by_hand = |decision: &Decision| {
        let (mut random, mut wins) = (Random(1), 0.0);
        for _ in 0..DRAWS {
            let mut lead = 0.0;
            for swings in sheets(decision) {
                let (speed, people) = (random.error(), random.error());
                let groups = [speed, speed, people, people, 1.0];
                let drawn: Vec<f64> = swings.iter().zip(groups).map(|(s, g)| s * g * random.error()).collect();
                let gap: f64 = drawn.iter().zip(rows).map(|(s, [a, b])| s * (f64::from(a) - f64::from(b))).sum();
                lead += gap / drawn.iter().sum::<f64>();
            }
            wins += if lead > 0.0 { 1.0 } else { 0.0 };
        }
        wins / f64::from(DRAWS)
    };
    let share = by_hand(&decision);
    assert!(share > 0.1 && share < 0.9, "{share}");
    assert_near(first(&decision, Rung::YourSwings, 0), share, NEAR);
    give(&mut decision, 0, &[80, 40, 60, 30, 20]);
    give(&mut decision, 1, &[50, 10, 20, 90, 20]);
    let share = by_hand(&decision);
    assert!(share > 0.1 && share < 0.9, "{share}");
    assert_near(first(&decision, Rung::YourSwings, 0), share, NEAR);
}

/// The least mean lead of the first option while each own swing is up to a share off: a fraction of sums is least where each
/// swing is at one of its ends.
fn least_lead(sheets: &[&[u8]], contrast: &[f64], error: f64) -> f64 {
    let least = |swings: &&[u8]| {
        let ways = (0..1_u32 << swings.len()).map(|way| {
            let ends = swings
                .iter()
                .enumerate()
                .map(|(j, swing)| f64::from(*swing) * if way >> j & 1 == 1 { 1.0 + error } else { 1.0 - error });
            let ends: Vec<f64> = ends.collect();
            ends.iter().zip(contrast).map(|(s, d)| s * d).sum::<f64>() / ends.iter().sum::<f64>()
        });
        ways.fold(f64::MAX, f64::min)
    };
    sheets.iter().map(least).sum::<f64>() / sheets.len() as f64
}

#[test]
fn own_swings_may_be_as_far_off_as_all_their_ends_say() {
    let rows = [[3, 5], [5, 3], [4, 4], [5, 4]];
    let contrast: Vec<f64> = rows.iter().map(|[a, b]| f64::from(*a) - f64::from(*b)).collect();
    for own in
        [[[10, 80, 50, 30], [20, 10, 80, 40]], [[40, 60, 0, 5], [70, 50, 90, 30]], [[9, 80, 1, 1], [7, 60, 3, 50]]]
    {
        let mut decision = record(&[50; 4], 2, &[sheet(&rows), sheet(&rows)]);
        for (member, swings) in own.iter().enumerate() {
            give(&mut decision, member, swings);
        }
        let analysis = all(&decision);
        let error = analysis.common_error().unwrap();
        assert!(error > 0.01 && error < 0.99, "{error}");
        let sheets: Vec<&[u8]> = own.iter().map(<[u8; 4]>::as_slice).collect();
        let sign = if analysis.first == Some(option_id(0)) { 1.0 } else { -1.0 };
        let contrast: Vec<f64> = contrast.iter().map(|d| sign * d).collect();
        assert_near(least_lead(&sheets, &contrast, error), 0.0, 1e-9);
        assert!(
            least_lead(&sheets, &contrast, error - 1e-4) > 0.0 && least_lead(&sheets, &contrast, error + 1e-4) < 0.0
        );
    }
}

#[test]
fn a_criterion_of_swing_0_is_counted_nowhere() {
    let rows: &[&[u8]] = &[&[5, 3], &[4, 5], &[2, 2]];
    let mut decision = one_ballot(&[100, 40, 20], rows);
    let without = drawn(&decision);
    let criterion = criterion_mut(&mut decision, 0).clone();
    for (id, empty) in [("zero", false), ("blank", true)] {
        let mut more = criterion.clone();
        more.id = weigh_in::decision::CriterionId::new(id).unwrap();
        more.swing = Some(0);
        decision.criteria.push(Arc::new(more));
        if !empty {
            let ballot = Arc::make_mut(&mut decision.ballots[0]);
            for (option, score) in [(0, 1), (1, 5)] {
                let cell = weigh_in::decision::Cell::scored(weigh_in::decision::Score::new(score).unwrap());
                ballot.cells.insert((decision.criteria[3].id.clone(), option_id(option)), cell);
            }
        }
    }
    let with = drawn(&decision);
    assert_eq!(with.empty_cells(), 0);
    assert_eq!(with.equal_weights.winner().cloned(), without.equal_weights.winner().cloned());
    let shares = |analysis: &Analysis| (analysis.pairs[0].exact_any_weights, analysis.pairs[0].exact_your_order);
    assert_eq!(shares(&with), shares(&without));
    for rung in [Rung::AnyWeights, Rung::YourOrder] {
        let [with, without] = [&with, &without].map(|analysis| analysis.ladder.as_ref().unwrap().rung(rung).unwrap());
        assert!(with.exact && without.exact);
        let firsts = [with, without].map(|result| result.options[0].as_ref().unwrap().first());
        assert_near(firsts[0], firsts[1], 0.0);
    }
}

#[test]
fn level_options_are_stable_where_they_share_the_lead() {
    // B5: any weight on the second criterion puts Rust ahead.
    let analysis = all(&one_ballot(&[50, 0], &[&[3, 3], &[1, 5]]));
    assert_eq!(analysis.criteria[1].stability, Some((0.0, 0.0)));
    // B4: all scores are 3, and the means of some are so by division.
    let said = |abstains: usize| {
        (0..3).map(|j| vec![if j == abstains { Some(0) } else { Some(3) }, Some(3)]).collect::<Vec<_>>()
    };
    let mut decision = record(&[7, 25, 30], 2, &[said(0), said(1), said(2)]);
    for (member, weight) in [0.7, 2.5, 3.0].into_iter().enumerate() {
        member_mut(&mut decision, member).weight = weight;
    }
    assert!(all(&decision).criteria.iter().all(|criterion| criterion.stability == Some((0.0, 1.0))));
}

#[test]
fn who_weighs_nothing_ranks_nothing() {
    let rows: Vec<Vec<Said>> = vec![vec![Some(5), Some(3), Some(1)], vec![Some(4), Some(3), Some(2)]];
    let mut decision = record(&[60, 40], 3, &[rows.clone(), rows.clone(), rows]);
    give(&mut decision, 2, &[0, 0]);
    let analysis = all(&decision);
    assert_near(analysis.kendall_w.unwrap(), 1.0, 1e-12);
    decision.options.pop();
    assert_eq!(all(&decision).kendall_w, None, "two options have one order or the other");
}

/// The share of scales, drawn one by one, on which the first option leads.
fn first_on_drawn_scales(decision: &Decision) -> f64 {
    let analysis = all(decision);
    let (mut random, mut wins) = (Random(3), 0.0);
    for _ in 0..DRAWS {
        let mut between = [1.0 + 4.0 * random.next(), 1.0 + 4.0 * random.next(), 1.0 + 4.0 * random.next()];
        between.sort_by(f64::total_cmp);
        let scale = [1.0, between[0], between[1], between[2], 5.0];
        let value = |option: usize| -> f64 {
            let rows = analysis.cells.chunks(decision.options.len()).zip(&analysis.criteria);
            rows.map(|(row, criterion)| {
                let counts = row[option].counts;
                let sum: f64 = counts.iter().zip(scale).map(|(count, score)| f64::from(*count) * score).sum();
                criterion.weight * sum / f64::from(counts.iter().sum::<u32>())
            })
            .sum()
        };
        wins += if (1..decision.options.len()).all(|other| value(0) > value(other)) { 1.0 } else { 0.0 };
    }
    wins / f64::from(DRAWS)
}

#[test]
fn steps_of_the_scale_may_be_of_any_size() {
    let two = one_ballot(&[60, 40, 50], &[&[5, 4], &[2, 3], &[4, 3]]);
    let shared = all(&two).first_on_unequal_steps().unwrap();
    assert!(shared > 0.2 && shared < 0.9, "{shared}");
    assert_near(shared, first_on_drawn_scales(&two), NEAR);
    let three = one_ballot(&[60, 40, 50], &[&[5, 4, 3], &[2, 3, 4], &[4, 3, 4]]);
    let analysis: Analysis = all(&three);
    assert_eq!(analysis.first, Some(option_id(0)), "{:?}", values(&analysis));
    assert_near(analysis.first_on_unequal_steps().unwrap(), first_on_drawn_scales(&three), 1.5 * NEAR);
}

#[test]
fn groups_count_alike_however_many_rows_they_have() {
    let mut decision = one_ballot(&[50; 4], &[&[4, 3], &[4, 3], &[4, 3], &[1, 5]]);
    for (j, group) in ["Rows", "Rows", "Rows", "Alone"].into_iter().enumerate() {
        group.clone_into(&mut criterion_mut(&mut decision, j).group);
    }
    let analysis = all(&decision);
    assert_eq!(analysis.equal_groups.winner().cloned(), Some(option_id(1)));
}
