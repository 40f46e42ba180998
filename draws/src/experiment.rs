//! What is drawn, and what the options come to under each draw.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use fearless_simd::{Level, dispatch};

use super::{
    Progress,
    random::{LANES, Lanes, Stream},
    real::Real,
    tally::Tally,
    weighting::{Weighting, add},
};

/// How many draws share a stream of random numbers, and are made between two looks at whether to stop.
const BLOCK: u32 = 4096;

/// How the draws are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many, for each experiment; 100,000 tell a share to ±0.31 %.
    pub draws: u32,
    /// The same seed gives the same numbers.
    pub seed: u64,
    /// How many threads share the work. It changes no number.
    pub threads: usize,
}

impl Default for Settings {
    /// 100,000 draws from a fixed seed, so that bars stand still while a slider moves, on one thread.
    fn default() -> Self {
        Self { draws: 100_000, seed: 1, threads: 1 }
    }
}

/// Where the scores of one option come from.
pub struct Row {
    /// The team's mean for each criterion; 0 in empty cells.
    pub means: Vec<f64>,
    /// The criteria of its empty cells, which are drawn uniformly from the scale.
    pub empty: Vec<usize>,
    /// With the team resampled, what stands in for the means.
    pub resampled: Vec<SameVoters>,
}

/// The cells of an option that the same voters scored: their means have the same denominator in every draw.
pub struct SameVoters {
    /// Each voter's place among the ballots, their weight in the team, and their own Σ w·x over these cells.
    pub votes: Vec<(usize, f64, f64)>,
    /// Σ w·x̄ over these cells, for draws without any of these voters.
    pub without: f64,
}

/// What is drawn, over and over.
pub struct Experiment<'a> {
    /// How weights are drawn.
    pub weighting: Weighting<'a>,
    /// The options.
    pub rows: Vec<Row>,
    /// The lowest score and the highest.
    pub scale: (f64, f64),
    /// How many ballots are drawn anew each time, with replacement; 0 for the team as it is.
    pub ballots: usize,
}

impl Experiment<'_> {
    fn options(&self) -> usize {
        self.rows.len()
    }

    /// Whether one draw says it all.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        let fixed = matches!(self.weighting, Weighting::Fixed(_));
        fixed && self.ballots == 0 && self.rows.iter().all(|row| row.empty.is_empty())
    }

    /// How many draws it takes.
    #[must_use]
    pub fn draws(&self, settings: Settings) -> u32 {
        if self.is_certain() { 1 } else { settings.draws.max(1) }
    }

    /// Makes the draws; none if it was cancelled, which is looked at every few thousand draws. `place` tells this
    /// experiment's random numbers from others'.
    pub fn run(&self, settings: Settings, place: u64, progress: &Progress) -> Option<Tally> {
        let draws = self.draws(settings);
        let blocks = draws.div_ceil(BLOCK);
        let next = AtomicU32::new(0);
        let level = Level::new();
        let work = || {
            let mut tally = Tally::new(self.options(), self.weighting.criteria());
            loop {
                if progress.is_cancelled() {
                    return None;
                }
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    return Some(tally);
                }
                let stream = Stream::new(settings.seed, place, block);
                let in_block = BLOCK.min(draws - block * BLOCK);
                self.draw(level, stream, in_block as usize, &mut tally);
                tally.settle();
                progress.made(in_block);
            }
        };
        thread::scope(|scope| {
            let others: Vec<_> = (1..settings.threads.min(blocks as usize)).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for other in others {
                let more = other.join().ok().flatten();
                all = all.zip(more).map(|(mut all, more)| {
                    all.add(&more);
                    all
                });
            }
            all
        })
    }

    /// Compiled for each level of vector instructions. Which one the machine has changes no number.
    fn draw(&self, level: Level, stream: Stream, draws: usize, tally: &mut Tally) {
        if self.weighting.is_drawn() {
            dispatch!(level, _ => self.draw_in::<f32>(stream, draws, tally));
        } else {
            dispatch!(level, _ => self.draw_in::<f64>(stream, draws, tally));
        }
    }

    #[inline(always)]
    fn draw_in<R: Real>(&self, mut stream: Stream, draws: usize, tally: &mut Tally) {
        let mut weights = vec![[R::ZERO; LANES]; self.weighting.criteria()];
        let mut values = vec![[R::ZERO; LANES]; self.options()];
        let mut times = vec![[R::ZERO; LANES]; self.ballots];
        for start in (0..draws).step_by(LANES) {
            self.weighting.draw(&mut stream, &mut weights);
            self.resample(&mut stream, &mut times);
            for (row, value) in self.rows.iter().zip(&mut values) {
                *value = row.value(&mut stream, &weights, &times, self.scale);
            }
            tally.count(&values, &weights, draws - start);
        }
    }

    /// How often each ballot is drawn.
    #[inline(always)]
    fn resample<R: Real>(&self, stream: &mut Stream, times: &mut [Lanes<R>]) {
        times.fill([R::ZERO; LANES]);
        for _ in 0..self.ballots {
            for (lane, bits) in stream.bits().into_iter().enumerate() {
                let ballot = (u64::from(bits) * self.ballots as u64) >> 32;
                times[ballot as usize][lane] += R::ONE;
            }
        }
    }
}

impl Row {
    #[inline(always)]
    fn value<R: Real>(
        &self,
        stream: &mut Stream,
        weights: &[Lanes<R>],
        times: &[Lanes<R>],
        (low, high): (f64, f64),
    ) -> Lanes<R> {
        let mut value = [R::ZERO; LANES];
        if times.is_empty() {
            for (weight, mean) in weights.iter().zip(&self.means) {
                let mean = R::from_double(*mean);
                for lane in 0..LANES {
                    value[lane] += weight[lane] * mean;
                }
            }
        }
        for cells in &self.resampled {
            add(&mut value, &cells.value(times));
        }
        let (low, width) = (R::from_double(low), R::from_double(high - low));
        for &criterion in &self.empty {
            let uniform: Lanes<R> = stream.uniform();
            for lane in 0..LANES {
                value[lane] += weights[criterion][lane] * (low + width * uniform[lane]);
            }
        }
        value
    }
}

impl SameVoters {
    #[inline(always)]
    fn value<R: Real>(&self, times: &[Lanes<R>]) -> Lanes<R> {
        let (mut sum, mut all) = ([R::ZERO; LANES], [R::ZERO; LANES]);
        for (voter, weight, value) in &self.votes {
            let (weight, value) = (R::from_double(*weight), R::from_double(*value));
            for lane in 0..LANES {
                let counts = times[*voter][lane] * weight;
                sum[lane] += counts * value;
                all[lane] += counts;
            }
        }
        let without = R::from_double(self.without);
        for lane in 0..LANES {
            sum[lane] = if all[lane] > R::ZERO { sum[lane] / all[lane] } else { without };
        }
        sum
    }
}
