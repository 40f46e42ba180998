//! Counting who takes which rank. All counts are whole numbers, so that they add up the same in any order.

use std::collections::BTreeMap;

use fearless_simd::Simd;

use super::{
    lanes::{LANES, Lanes, WIDTH},
    places::{Places, best_first, by_rank},
    real::Real,
    sums::add_products,
    weighting::Drawn,
};

/// Weights are summed in these parts of 1: as whole numbers, whose sums are the same in any order.
const PARTS: f64 = (1_u64 << 32) as f64;

/// Below so many won draws of a batch, an option's weights are added one draw at a time.
const FEW_WINS: usize = 8;

/// What counts draws, on each of some threads.
pub(super) trait Counter: Send {
    /// Counts draws: `values` by option.
    fn count<R: Real, S: Simd>(&mut self, simd: S, values: &[Lanes<R>], drawn: Drawn<'_>);

    /// Brings recent sums to the others: after each block of draws, so that they are the same for any number of threads.
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
    /// Weights of the current block, not yet in `weights`: one partial sum per vector lane. Over a block, single precision is
    /// accurate to a few millionths.
    recent: Vec<[f32; WIDTH]>,
    places: Places,
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
            recent: vec![[0.0; WIDTH]; options * criteria],
            places: Places::new(options),
        }
    }

    /// Counts the ranks of an option, and says in how many of these draws nobody is better.
    #[inline(always)]
    fn count_ranks(&mut self, option: usize, lanes: usize) -> usize {
        let (better, level) = (&self.places.better[option], &self.places.level[option]);
        let alone = &mut self.alone[option * self.options..][..self.options];
        let mut wins = 0;
        // Counting rank by rank is a vector loop over the lanes; adding at an index that differs by lane is not one.
        if lanes == LANES && !self.places.some_level {
            for (rank, count) in alone.iter_mut().enumerate() {
                let mut here = 0;
                for better in better {
                    here += u32::from(*better == rank as u32);
                }
                *count += u64::from(here);
                if rank == 0 {
                    wins = here as usize;
                }
            }
            return wins;
        }
        for (better, level) in better.iter().zip(level).take(lanes) {
            wins += usize::from(*better == 0);
            if *level == 1 {
                alone[*better as usize] += 1;
            } else {
                *self.shared.entry((option, *better as usize, *level as usize)).or_default() += 1;
            }
        }
        wins
    }

    /// Adds the weights of those draws that the option wins, divided among those that are level with it.
    #[inline(always)]
    fn add_weights<S: Simd>(&mut self, simd: S, option: usize, drawn: Drawn<'_>, wins: usize) {
        let (better, level) = (&self.places.better[option], &self.places.level[option]);
        let sums = &mut self.recent[option * self.criteria..][..self.criteria];
        let mut shares = [0.0; LANES];
        for lane in 0..drawn.lanes {
            // A lost draw has a share of 0, so that the sums need no branch.
            shares[lane] = if better[lane] == 0 { drawn.scale[lane] } else { 0.0 };
        }
        if self.places.some_level {
            for lane in 0..LANES {
                shares[lane] /= level[lane] as f32;
            }
        }
        if wins >= FEW_WINS {
            add_products(simd, drawn.weights, &shares, sums);
            return;
        }
        // With few wins most products would be with 0.
        for (lane, share) in shares.iter().enumerate().filter(|(_, share)| **share > 0.0) {
            for (sum, weight) in sums.iter_mut().zip(drawn.weights) {
                // Each lane adds to its own place of the vector, as `add_products` does.
                sum[lane % WIDTH] += weight[lane] * share;
            }
        }
    }

    /// Counts what stands for so many draws: values by option under weights that are always the same.
    pub(super) fn count_team(&mut self, values: &[f64], times: u64) {
        for (option, better, level) in by_rank(&best_first(values.iter().copied())) {
            match level {
                1 => self.alone[option * self.options + better] += times,
                level => *self.shared.entry((option, better, level)).or_default() += times,
            }
        }
        self.draws += times;
    }

    /// Returns how many draws were counted, or stood for.
    #[must_use]
    pub fn draws(&self) -> u64 {
        self.draws
    }

    /// Returns the share of the draws in which an option takes each rank, from 0 to 1; level options share their ranks.
    #[must_use]
    pub fn acceptability(&self, option: usize) -> Vec<f64> {
        let share = |count: u64| count as f64 / self.draws as f64;
        let mut shares: Vec<f64> =
            self.alone[option * self.options..][..self.options].iter().map(|count| share(*count)).collect();
        // Keys begin with the option, so its groups lie side by side.
        for ((_, best, group), count) in self.shared.range((option, 0, 0)..(option + 1, 0, 0)) {
            for rank in &mut shares[*best..best + group] {
                *rank += share(*count) / *group as f64;
            }
        }
        shares
    }

    /// Returns the share of the draws in which no option is ahead of this one, from 0 to 1: it comes first, alone or level with others.
    #[must_use]
    pub fn first_or_level(&self, option: usize) -> f64 {
        let level = self.shared.range((option, 0, 0)..(option, 1, 0)).map(|(_, count)| count).sum::<u64>();
        (self.alone[option * self.options] + level) as f64 / self.draws as f64
    }

    /// Returns the mean of the weights under which an option comes first; none where it never does.
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
    fn count<R: Real, S: Simd>(&mut self, simd: S, values: &[Lanes<R>], drawn: Drawn<'_>) {
        self.places.find(values);
        for option in 0..self.options {
            let wins = self.count_ranks(option, drawn.lanes);
            if wins > 0 {
                self.add_weights(simd, option, drawn, wins);
            }
        }
        self.draws += drawn.lanes as u64;
    }

    fn settle(&mut self) {
        for (sum, recent) in self.weights.iter_mut().zip(&mut self.recent) {
            let share: f64 = recent.iter().map(|share| f64::from(*share)).sum();
            *sum += (share * PARTS).round() as u64;
            *recent = [0.0; WIDTH];
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

    /// Returns the share of the draws in which it comes first; those that it shares count in part.
    pub(super) fn share(&self) -> f64 {
        // The first place counts sole wins, the second those shared by two, and so on.
        let wins = self.among.iter().zip(1_u32..).map(|(count, among)| *count as f64 / f64::from(among));
        wins.sum::<f64>() / self.draws as f64
    }
}

impl Counter for Wins {
    #[inline(always)]
    fn count<R: Real, S: Simd>(&mut self, _: S, values: &[Lanes<R>], drawn: Drawn<'_>) {
        let (mut better, mut level) = ([0_u32; LANES], [0_u32; LANES]);
        let own = &values[self.option];
        for other in values {
            for lane in 0..LANES {
                let lead = other[lane] - own[lane];
                // Written without a branch, so that it stays a vector loop.
                let is_better = u32::from(lead > R::TIE);
                better[lane] += is_better;
                level[lane] += u32::from(lead >= R::ZERO - R::TIE) - is_better;
            }
        }
        for (_, level) in better.iter().zip(level).take(drawn.lanes).filter(|(better, _)| **better == 0) {
            // An option is level with itself, so `level` is at least 1.
            self.among[level as usize - 1] += 1;
        }
        self.draws += drawn.lanes as u64;
    }

    fn settle(&mut self) {}

    fn add(&mut self, other: &Self) {
        self.draws += other.draws;
        for (count, more) in self.among.iter_mut().zip(&other.among) {
            *count += more;
        }
    }
}
