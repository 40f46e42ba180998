//! Counting who takes which rank. All counts are whole numbers, so that they add up the same in any order.

use std::collections::BTreeMap;

use fearless_simd::prelude::*;
use fearless_simd::u32x16;

use super::{
    random::{LANES, Lanes},
    real::Real,
};

/// One whole number for each of the draws that are made side by side.
type Counts = [u32; LANES];

/// How many sums of weights stand side by side: one vector, so that those of every option and criterion stay in the cache.
const SUMS: usize = 16;

/// Up to so many options every two are compared; more are sorted.
pub(super) const FEW_OPTIONS: usize = 16;

/// Below so many won draws of a batch, an option's weights are added one draw at a time.
const FEW_WINS: usize = 12;

/// What counts draws, on each of some threads.
pub(super) trait Counter: Send {
    /// Counts at most `most` of the draws: `values` by option, `weights` by criterion, which `scale` brings to a sum of 1.
    fn count<R: Real, S: Simd>(
        &mut self,
        simd: S,
        values: &[Lanes<R>],
        weights: &[Lanes<R>],
        scale: &Lanes<R>,
        most: usize,
    );

    /// Brings recent sums to the others. Of a few thousand draws they cannot overflow.
    fn settle(&mut self);

    /// Adds what another one has settled.
    fn add(&mut self, other: &Self);
}

/// What came of so many draws.
#[derive(Debug)]
pub struct Tally {
    options: usize,
    criteria: usize,
    draws: u64,
    /// How often each option took a rank alone: option × rank.
    alone: Vec<u64>,
    /// How often an option was one of several level ones: by option, the best of the ranks that they share, and how many
    /// they are.
    shared: BTreeMap<(usize, usize, usize), u64>,
    /// The sum of the weights under which each option came first, in parts: option × criterion.
    weights: Vec<u64>,
    /// What is not yet in `weights`.
    recent: Vec<[u32; SUMS]>,
    /// The weights of the draws under way, in parts.
    parts: Vec<Counts>,
    /// By option, how many are better.
    better: Vec<Counts>,
    /// By option, how many are level with it, itself among them.
    level: Vec<Counts>,
}

impl Tally {
    pub(super) fn new(options: usize, criteria: usize) -> Self {
        Self {
            options,
            criteria,
            draws: 0,
            alone: vec![0; options * options],
            shared: BTreeMap::new(),
            weights: vec![0; options * criteria],
            recent: vec![[0; SUMS]; options * criteria],
            parts: vec![[0; LANES]; criteria],
            better: vec![[0; LANES]; options],
            level: vec![[1; LANES]; options],
        }
    }

    /// Finds who is better than and level with whom, in every lane.
    #[inline(always)]
    fn place<R: Real>(&mut self, values: &[Lanes<R>]) {
        if self.options > FEW_OPTIONS {
            self.place_many(values);
            return;
        }
        self.better.fill([0; LANES]);
        let mut apart = [0; LANES];
        for (a, value) in values.iter().enumerate() {
            let (before, from_here) = self.better.split_at_mut(a);
            let [own, ..] = from_here else { continue };
            for (other_value, other) in values.iter().zip(before) {
                for lane in 0..LANES {
                    let lead = value[lane] - other_value[lane];
                    let (ahead, behind) = (u32::from(lead > R::TIE), u32::from(lead < R::ZERO - R::TIE));
                    other[lane] += ahead;
                    own[lane] += behind;
                    apart[lane] += ahead + behind;
                }
            }
        }
        let pairs = (self.options * self.options.saturating_sub(1) / 2) as u32;
        if apart.iter().all(|apart| *apart == pairs) {
            self.level.fill([1; LANES]);
            return;
        }
        for (value, level) in values.iter().zip(&mut self.level) {
            *level = [0; LANES];
            for other in values {
                for lane in 0..LANES {
                    let lead = other[lane] - value[lane];
                    level[lane] += u32::from(lead <= R::TIE) & u32::from(lead >= R::ZERO - R::TIE);
                }
            }
        }
    }

    /// The same for many options, which are sorted instead of compared by twos.
    #[inline(always)]
    fn place_many<R: Real>(&mut self, values: &[Lanes<R>]) {
        let mut best_first: Vec<(R, usize)> = Vec::with_capacity(values.len());
        for lane in 0..LANES {
            best_first.clear();
            best_first.extend(values.iter().enumerate().map(|(option, value)| (value[lane], option)));
            best_first.sort_unstable_by(|a, b| b.0.order(a.0));
            let (mut better, mut not_worse) = (0, 0);
            for &(value, option) in &best_first {
                while best_first[better].0 - value > R::TIE {
                    better += 1;
                }
                while best_first.get(not_worse).is_some_and(|(other, _)| value - *other <= R::TIE) {
                    not_worse += 1;
                }
                self.better[option][lane] = better as u32;
                self.level[option][lane] = (not_worse - better) as u32;
            }
        }
    }

    /// Counts the ranks of an option, and says in how many of these draws nobody is better.
    #[inline(always)]
    fn count_ranks(&mut self, option: usize, lanes: usize) -> usize {
        let (better, level) = (&self.better[option], &self.level[option]);
        let alone = &mut self.alone[option * self.options..][..self.options];
        if lanes == LANES && self.options <= FEW_OPTIONS && level.iter().all(|level| *level == 1) {
            for (rank, count) in alone.iter_mut().enumerate() {
                let mut here = 0;
                for lane in better {
                    here += u32::from(*lane == rank as u32);
                }
                *count += u64::from(here);
            }
        } else {
            for (better, level) in better.iter().zip(level).take(lanes) {
                if *level == 1 {
                    alone[*better as usize] += 1;
                } else {
                    *self.shared.entry((option, *better as usize, *level as usize)).or_default() += 1;
                }
            }
        }
        let mut wins = 0;
        for better in &better[..lanes] {
            wins += usize::from(*better == 0);
        }
        wins
    }

    /// Adds the weights of those draws that the option wins, divided among those that are level with it.
    #[inline(always)]
    fn add_weights<S: Simd>(&mut self, simd: S, option: usize, lanes: usize, wins: usize) {
        let (better, level) = (&self.better[option], &self.level[option]);
        let sums = &mut self.recent[option * self.criteria..][..self.criteria];
        if wins < FEW_WINS || lanes < LANES || level.iter().any(|level| *level > 1) {
            for lane in (0..lanes).filter(|lane| better[*lane] == 0) {
                let among = level[lane];
                for (sum, parts) in sums.iter_mut().zip(&self.parts) {
                    sum[lane % SUMS] += (parts[lane] + among / 2) / among;
                }
            }
            return;
        }
        let mut mask = [0; LANES];
        for lane in 0..LANES {
            mask[lane] = u32::from(better[lane] == 0).wrapping_neg();
        }
        for (sum, parts) in sums.iter_mut().zip(&self.parts) {
            masked_sum(simd, parts, &mask, sum);
        }
    }

    /// Counts what stands for so many draws: values by option under weights that are always the same.
    pub(super) fn count_team(&mut self, values: &[f64], times: u64) {
        let apart = |a: f64, b: f64| a - b > f64::TIE;
        for (option, value) in values.iter().enumerate() {
            let better = values.iter().filter(|other| apart(**other, *value)).count();
            let worse = values.iter().filter(|other| apart(*value, **other)).count();
            match self.options - better - worse {
                1 => self.alone[option * self.options + better] += times,
                level => *self.shared.entry((option, better, level)).or_default() += times,
            }
        }
        self.draws += times;
    }

    /// How many draws were counted, or stood for.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// The share of the draws in which an option takes each rank, from 0 to 1; level options share their ranks.
    #[must_use]
    pub fn acceptability(&self, option: usize) -> Vec<f64> {
        let share = |count: u64| count as f64 / self.draws as f64;
        let mut shares: Vec<f64> =
            self.alone[option * self.options..][..self.options].iter().map(|count| share(*count)).collect();
        for ((_, best, group), count) in self.shared.range((option, 0, 0)..(option + 1, 0, 0)) {
            for rank in &mut shares[*best..best + group] {
                *rank += share(*count) / *group as f64;
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

impl Counter for Tally {
    #[inline(always)]
    fn count<R: Real, S: Simd>(
        &mut self,
        simd: S,
        values: &[Lanes<R>],
        weights: &[Lanes<R>],
        scale: &Lanes<R>,
        most: usize,
    ) {
        let lanes = most.min(LANES);
        for (parts, weight) in self.parts.iter_mut().zip(weights) {
            for lane in 0..LANES {
                parts[lane] = (weight[lane] * scale[lane]).parts();
            }
        }
        self.place(values);
        for option in 0..self.options {
            let wins = self.count_ranks(option, lanes);
            if wins > 0 {
                self.add_weights(simd, option, lanes, wins);
            }
        }
        self.draws += lanes as u64;
    }

    fn settle(&mut self) {
        for (sum, recent) in self.weights.iter_mut().zip(&mut self.recent) {
            *sum += recent.iter().map(|parts| u64::from(*parts)).sum::<u64>();
            *recent = [0; SUMS];
        }
    }

    fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (sum, more) in self.alone.iter_mut().zip(&other.alone) {
            *sum += more;
        }
        for (of, more) in &other.shared {
            *self.shared.entry(*of).or_default() += more;
        }
        for (sum, more) in self.weights.iter_mut().zip(&other.weights) {
            *sum += more;
        }
    }
}

/// Adds to each of some sums the parts of every so manieth lane where the mask has all bits.
///
/// In vectors by name: the compiler would unroll this loop and then add one number at a time.
#[inline(always)]
fn masked_sum<S: Simd>(simd: S, parts: &Counts, mask: &Counts, sum: &mut [u32; SUMS]) {
    let mut all = u32x16::from_slice(simd, sum);
    for (parts, mask) in parts.as_chunks::<SUMS>().0.iter().zip(mask.as_chunks::<SUMS>().0) {
        all += u32x16::from_slice(simd, parts) & u32x16::from_slice(simd, mask);
    }
    all.store_slice(sum);
}

/// How often one option comes first.
pub(super) struct Wins {
    option: usize,
    draws: u64,
    /// By how many options are level with it, itself among them, less one.
    among: Vec<u64>,
}

impl Wins {
    pub(super) fn new(option: usize, options: usize) -> Self {
        Self { option, draws: 0, among: vec![0; options] }
    }

    /// The share of the draws in which it comes first; those that it shares count in part.
    pub(super) fn share(&self) -> f64 {
        let wins = self.among.iter().zip(1_u32..).map(|(count, among)| *count as f64 / f64::from(among));
        wins.sum::<f64>() / self.draws as f64
    }
}

impl Counter for Wins {
    #[inline(always)]
    fn count<R: Real, S: Simd>(&mut self, _: S, values: &[Lanes<R>], _: &[Lanes<R>], _: &Lanes<R>, most: usize) {
        let (mut better, mut level) = ([0_u32; LANES], [0_u32; LANES]);
        let own = &values[self.option];
        for other in values {
            for lane in 0..LANES {
                let lead = other[lane] - own[lane];
                let is_better = u32::from(lead > R::TIE);
                better[lane] += is_better;
                level[lane] += u32::from(lead >= R::ZERO - R::TIE) - is_better;
            }
        }
        let lanes = most.min(LANES);
        for (_, level) in better.iter().zip(level).take(lanes).filter(|(better, _)| **better == 0) {
            self.among[level as usize - 1] += 1;
        }
        self.draws += lanes as u64;
    }

    fn settle(&mut self) {}

    fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (count, more) in self.among.iter_mut().zip(&other.among) {
            *count += more;
        }
    }
}
