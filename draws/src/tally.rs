//! Counting who takes which rank. All counts are whole numbers, so that they add up the same in any order.

use super::{
    random::{LANES, Lanes},
    real::Real,
};

/// One whole number for each of the draws that are made side by side.
type Counts = [u32; LANES];

/// What came of so many draws.
pub struct Tally {
    options: usize,
    criteria: usize,
    draws: u64,
    /// How often each option was one of `group` level ones that take the ranks from `rank` on: option × rank × group.
    ranks: Vec<u64>,
    /// The sum of the weights under which each option came first, in parts: option × criterion.
    weights: Vec<u64>,
    /// What is not yet in `weights`, lane by lane.
    recent: Vec<Counts>,
    /// The weights of the draws under way, in parts.
    parts: Vec<Counts>,
}

impl Tally {
    pub(super) fn new(options: usize, criteria: usize) -> Self {
        Self {
            options,
            criteria,
            draws: 0,
            ranks: vec![0; options * options * options],
            weights: vec![0; options * criteria],
            recent: vec![[0; LANES]; options * criteria],
            parts: vec![[0; LANES]; criteria],
        }
    }

    /// Counts at most `most` of the draws: `values` by option, `weights` by criterion.
    #[inline(always)]
    pub(super) fn count<R: Real>(&mut self, values: &[Lanes<R>], weights: &[Lanes<R>], most: usize) {
        let lanes = most.min(LANES);
        for (parts, weight) in self.parts.iter_mut().zip(weights) {
            for lane in 0..LANES {
                parts[lane] = weight[lane].parts();
            }
        }
        for (option, value) in values.iter().enumerate() {
            let (better, level) = places(value, values);
            let ranks = &mut self.ranks[option * self.options * self.options..][..self.options * self.options];
            let mut first = [0; LANES];
            for lane in 0..lanes {
                ranks[better[lane] as usize * self.options + level[lane] as usize - 1] += 1;
                first[lane] = if better[lane] == 0 { level[lane] } else { 0 };
            }
            let sums = &mut self.recent[option * self.criteria..][..self.criteria];
            match first.into_iter().max() {
                Some(0) | None => {}
                Some(1) => add_parts(sums, &self.parts, &first),
                Some(_) => add_shared_parts(sums, &self.parts, &first),
            }
        }
        self.draws += lanes as u64;
    }

    /// Empties the lanes. Of a few thousand draws the sums of parts fit them.
    pub(super) fn settle(&mut self) {
        for (sum, recent) in self.weights.iter_mut().zip(&mut self.recent) {
            *sum += recent.iter().map(|parts| u64::from(*parts)).sum::<u64>();
            *recent = [0; LANES];
        }
    }

    /// Adds what another one has settled.
    pub(super) fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (sum, more) in self.ranks.iter_mut().zip(&other.ranks) {
            *sum += more;
        }
        for (sum, more) in self.weights.iter_mut().zip(&other.weights) {
            *sum += more;
        }
    }

    /// The share of the draws in which an option takes each rank, from 0 to 1; level options share their ranks.
    #[must_use]
    pub fn acceptability(&self, option: usize) -> Vec<f64> {
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
    #[must_use]
    pub fn central_weights(&self, option: usize) -> Option<Vec<f64>> {
        let sums = &self.weights[option * self.criteria..(option + 1) * self.criteria];
        // The weights of each draw sum to 1, so the sum of sums is the number of draws won.
        let all = sums.iter().sum::<u64>() as f64;
        (all > 0.0).then(|| sums.iter().map(|sum| *sum as f64 / all).collect())
    }
}

/// In each lane, how many values are better than this one, and how many, itself among them, are level with it.
#[inline(always)]
fn places<R: Real>(value: &Lanes<R>, values: &[Lanes<R>]) -> (Counts, Counts) {
    let (mut better, mut level) = ([0; LANES], [0; LANES]);
    for other in values {
        for lane in 0..LANES {
            let lead = other[lane] - value[lane];
            let is_better = u32::from(lead > R::TIE);
            better[lane] += is_better;
            level[lane] += u32::from(lead >= R::ZERO - R::TIE) - is_better;
        }
    }
    (better, level)
}

/// Adds the parts of those lanes where `first` is 1; it is 0 elsewhere.
#[inline(always)]
fn add_parts(sums: &mut [Counts], parts: &[Counts], first: &Counts) {
    let mut mask = [0; LANES];
    for lane in 0..LANES {
        mask[lane] = first[lane].wrapping_neg();
    }
    for (sum, parts) in sums.iter_mut().zip(parts) {
        for lane in 0..LANES {
            sum[lane] += parts[lane] & mask[lane];
        }
    }
}

/// Adds the parts, divided among `first` options that are level; none where that is 0.
fn add_shared_parts(sums: &mut [Counts], parts: &[Counts], first: &Counts) {
    for (lane, among) in first.iter().enumerate().filter(|(_, among)| **among > 0) {
        for (sum, parts) in sums.iter_mut().zip(parts) {
            sum[lane] += (parts[lane] + among / 2) / among;
        }
    }
}
