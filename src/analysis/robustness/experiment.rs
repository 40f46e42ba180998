//! One rung of the ladder as an experiment: what is drawn, and what the options come to under each draw.

use std::{
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use fearless_simd::{Level, dispatch};

use super::{
    super::model::{Model, View},
    Progress, Settings,
    random::{LANES, Lanes, Stream},
    real::Real,
    tally::Tally,
    weighting::{Weighting, add},
};
use crate::decision::Score;

/// How many draws share a stream of random numbers, and are made between two looks at whether to stop.
const BLOCK: u32 = 4096;

/// Where the scores of one option come from.
struct Row {
    /// The team's means; 0 in empty cells.
    means: Vec<f64>,
    /// The empty cells, drawn uniformly from the scale.
    empty: Vec<usize>,
    /// With the team resampled, what stands in for the means.
    resampled: Vec<SameVoters>,
}

/// The cells of an option that the same voters scored.
struct SameVoters {
    /// Each voter's λ, and their own Σ w·x over these cells.
    votes: Vec<(usize, f64, f64)>,
    /// Σ w·x̄, for draws without any of these voters.
    without: f64,
}

/// What is drawn, over and over.
pub(super) struct Experiment<'a> {
    weighting: Weighting<'a>,
    rows: Vec<Row>,
    /// How many ballots are drawn anew each time; 0 for the team as it is.
    ballots: usize,
}

impl<'a> Experiment<'a> {
    /// The team's means under drawn weights.
    pub(super) fn new(model: &'a Model, weighting: Weighting<'a>) -> Self {
        let row = |&option: &usize| {
            let cells = || model.means[option].iter().zip(&model.scored[option]);
            Row {
                means: cells().map(|(mean, scored)| if *scored { *mean } else { 0.0 }).collect(),
                empty: cells().enumerate().filter(|(_, (_, scored))| !**scored).map(|(j, _)| j).collect(),
                resampled: Vec::new(),
            }
        };
        Self { weighting, rows: model.left.iter().map(row).collect(), ballots: 0 }
    }

    /// The team's weights, and as many ballots as there are drawn from the team's, with replacement.
    pub(super) fn resampled(model: &'a Model) -> Self {
        let mut experiment = Self::new(model, Weighting::Fixed(&model.weights));
        experiment.ballots = model.views.len();
        for (row, &option) in experiment.rows.iter_mut().zip(&model.left) {
            row.resampled = same_voters(model, option);
        }
        experiment
    }

    fn options(&self) -> usize {
        self.rows.len()
    }

    /// Whether one draw says it all.
    pub(super) fn is_certain(&self) -> bool {
        let fixed = matches!(self.weighting, Weighting::Fixed(_));
        fixed && self.ballots == 0 && self.rows.iter().all(|row| row.empty.is_empty())
    }

    /// How many draws it takes.
    pub(super) fn draws(&self, settings: Settings) -> u32 {
        if self.is_certain() { 1 } else { settings.draws.max(1) }
    }

    /// Makes the draws; none if it was cancelled. `place` tells this experiment's random numbers from others'.
    pub(super) fn run(&self, settings: Settings, place: u64, progress: &Progress) -> Option<Tally> {
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
                *value = row.value(&mut stream, &weights, &times);
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
    fn value<R: Real>(&self, stream: &mut Stream, weights: &[Lanes<R>], times: &[Lanes<R>]) -> Lanes<R> {
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
        let (low, width) = (Score::MIN.value(), Score::MAX.value() - Score::MIN.value());
        let (low, width) = (R::from_double(low), R::from_double(width));
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

/// The scored cells of an option, put together where the same voters scored them: their means then have the same
/// denominator in every draw.
fn same_voters(model: &Model, option: usize) -> Vec<SameVoters> {
    let scored_by = |j: usize| -> Vec<usize> {
        let scored = |(_, view): &(usize, &View)| view.scores[option][j].is_some();
        model.views.iter().enumerate().filter(scored).map(|(voter, _)| voter).collect()
    };
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for j in (0..model.criteria.len()).filter(|&j| model.scored[option][j]) {
        let voters = scored_by(j);
        match groups.iter_mut().find(|(known, _)| *known == voters) {
            Some((_, cells)) => cells.push(j),
            None => groups.push((voters, vec![j])),
        }
    }
    let same = |(voters, cells): (Vec<usize>, Vec<usize>)| {
        let sum = |row: &[f64]| cells.iter().map(|&j| model.weights[j] * row[j]).sum::<f64>();
        let vote = |voter: usize| (voter, model.views[voter].weight, sum(&model.views[voter].rows[option]));
        SameVoters { without: sum(&model.means[option]), votes: voters.into_iter().map(vote).collect() }
    };
    groups.into_iter().map(same).collect()
}
