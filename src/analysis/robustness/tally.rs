//! Counting who takes which rank. All counts are whole numbers, so that they add up the same in any order.

use super::{
    super::model::TIE,
    random::{LANES, Lanes},
};

/// Weights are summed in these parts of 1. Their sums are whole numbers below 2⁵³, which an `f64` holds without rounding.
const PARTS: f64 = (1_u64 << 20) as f64;

/// What came of so many draws.
pub(super) struct Tally {
    options: usize,
    criteria: usize,
    draws: u64,
    /// How often each option was one of `group` level ones that take the ranks from `rank` on: option × rank × group.
    ranks: Vec<u64>,
    /// The sum of the weights under which each option came first, in parts, lane by lane: option × criterion.
    weights: Vec<Lanes>,
}

impl Tally {
    pub(super) fn new(options: usize, criteria: usize) -> Self {
        let ranks = vec![0; options * options * options];
        Self { options, criteria, draws: 0, ranks, weights: vec![[0.0; LANES]; options * criteria] }
    }

    /// Counts at most `most` of the draws: `values` by option, `weights` by criterion.
    pub(super) fn count(&mut self, values: &[Lanes], weights: &[Lanes], most: usize) {
        let lanes = most.min(LANES);
        for (option, value) in values.iter().enumerate() {
            let (better, level) = places(value, values);
            let ranks = &mut self.ranks[option * self.options * self.options..];
            let mut parts = [0.0; LANES];
            for lane in 0..lanes {
                ranks[better[lane] as usize * self.options + level[lane] as usize - 1] += 1;
                if better[lane] == 0 {
                    parts[lane] = PARTS / f64::from(level[lane]);
                }
            }
            if parts.iter().any(|parts| *parts > 0.0) {
                let sums = &mut self.weights[option * self.criteria..(option + 1) * self.criteria];
                add_weights(sums, weights, &parts);
            }
        }
        self.draws += lanes as u64;
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (sum, more) in self.ranks.iter_mut().zip(&other.ranks) {
            *sum += more;
        }
        for (sum, more) in self.weights.iter_mut().flatten().zip(other.weights.iter().flatten()) {
            *sum += more;
        }
    }

    /// The share of the draws in which an option takes each rank; level options share their ranks.
    pub(super) fn acceptability(&self, option: usize) -> Vec<f64> {
        let mut shares = vec![0.0; self.options];
        for first in 0..self.options {
            for group in 1..=self.options - first {
                let count = self.ranks[(option * self.options + first) * self.options + group - 1];
                for share in &mut shares[first..first + group] {
                    *share += count as f64 / group as f64 / self.draws as f64;
                }
            }
        }
        shares
    }

    /// The mean of the weights under which an option comes first; none where it never does.
    pub(super) fn central_weights(&self, option: usize) -> Option<Vec<f64>> {
        let sums = &self.weights[option * self.criteria..(option + 1) * self.criteria];
        let sums: Vec<f64> = sums.iter().map(|lanes| lanes.iter().sum()).collect();
        // The weights of each draw sum to 1, so the sum of sums is the number of draws won.
        let all: f64 = sums.iter().sum();
        (all > 0.0).then(|| sums.iter().map(|sum| sum / all).collect())
    }
}

/// In each lane, how many values are better than this one, and how many, itself among them, are level with it.
fn places(value: &Lanes, values: &[Lanes]) -> ([u32; LANES], [u32; LANES]) {
    let (mut better, mut level) = ([0; LANES], [0; LANES]);
    for other in values {
        for lane in 0..LANES {
            let lead = other[lane] - value[lane];
            better[lane] += u32::from(lead > TIE);
            level[lane] += u32::from(lead.abs() <= TIE);
        }
    }
    (better, level)
}

/// Adds weights times `parts`, each to the nearest whole number.
fn add_weights(sums: &mut [Lanes], weights: &[Lanes], parts: &Lanes) {
    /// From here on an `f64` has no digits behind the point: added and taken off, it rounds, in any lane at once.
    const WHOLE: f64 = (1_u64 << 52) as f64;
    for (sum, weight) in sums.iter_mut().zip(weights) {
        for lane in 0..LANES {
            sum[lane] += (weight[lane] * parts[lane] + WHOLE) - WHOLE;
        }
    }
}
