//! Counting who takes which rank. All counts are whole numbers, so that they add up the same in any order.

use super::{
    super::model::TIE,
    random::{LANES, Lanes},
};

/// Weights are summed in these parts of 1, so that sums are whole numbers too.
const PARTS: f64 = (1_u64 << 32) as f64;

/// What came of so many draws.
pub(super) struct Tally {
    options: usize,
    criteria: usize,
    draws: u64,
    /// How often each option was one of `group` level ones that take the ranks from `rank` on: option × rank × group.
    ranks: Vec<u64>,
    /// The sum of the weights under which each option came first, in parts: option × criterion.
    weights: Vec<u64>,
}

impl Tally {
    pub(super) fn new(options: usize, criteria: usize) -> Self {
        let ranks = vec![0; options * options * options];
        Self { options, criteria, draws: 0, ranks, weights: vec![0; options * criteria] }
    }

    /// Counts at most `most` of the draws: `values` by option, `weights` by criterion.
    pub(super) fn count(&mut self, values: &[Lanes], weights: &[Lanes], most: usize) {
        let lanes = most.min(LANES);
        for lane in 0..lanes {
            for (option, value) in values.iter().enumerate() {
                let (mut better, mut level) = (0, 0);
                for other in values {
                    better += usize::from(other[lane] > value[lane] + TIE);
                    level += usize::from((other[lane] - value[lane]).abs() <= TIE);
                }
                self.ranks[(option * self.options + better) * self.options + level - 1] += 1;
                if better == 0 {
                    self.add_weights(option, weights, lane, PARTS / level as f64);
                }
            }
        }
        self.draws += lanes as u64;
    }

    fn add_weights(&mut self, option: usize, weights: &[Lanes], lane: usize, scale: f64) {
        let sums = &mut self.weights[option * self.criteria..(option + 1) * self.criteria];
        for (sum, weight) in sums.iter_mut().zip(weights) {
            *sum += (weight[lane] * scale) as u64;
        }
    }

    pub(super) fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (sum, more) in self.ranks.iter_mut().zip(&other.ranks) {
            *sum += more;
        }
        for (sum, more) in self.weights.iter_mut().zip(&other.weights) {
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
        let all: u64 = sums.iter().sum();
        // The weights of each draw sum to 1, so the sum of sums is the number of draws won.
        (all > 0).then(|| sums.iter().map(|sum| *sum as f64 / all as f64).collect())
    }
}
