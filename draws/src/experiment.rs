//! What is drawn, and what the options come to under each draw.

use std::{
    iter,
    sync::atomic::{AtomicU32, Ordering},
    thread,
};

use fearless_simd::{Level, Simd, dispatch};

use super::{
    Progress,
    lanes::{LANES, Lanes},
    places::FEW_OPTIONS,
    random::Stream,
    real::Real,
    steps::Steps,
    sums::Factors,
    tally::{Counter, Tally, Wins},
    weighting::{Drawn, Weighting},
};

/// How many steps a usual machine makes in a nanosecond, with vector instructions.
const STEPS_IN_A_NANOSECOND: usize = 4;

/// The fewest draws that are made of those that were asked for: they give a share to ±3 %.
const LEAST: u32 = 1_000;

/// How many draws share a stream of random numbers, and are made between two looks at whether to stop.
const BLOCK: u32 = 4096;

/// The same where fewer draws are made than asked for, because each takes long: few would make up one block, and leave the other
/// threads without work.
const SLOW_BLOCK: u32 = 512;

/// How the draws are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many, for each experiment; 100,000 give a share to ±0.31 %.
    pub draws: u32,
    /// The same seed gives the same numbers.
    pub seed: u64,
    /// How many threads share the work. It changes no number.
    pub threads: usize,
    /// How many nanoseconds of work, about, an experiment may take; for the largest records alone fewer draws are made than
    /// asked for. None makes all of them.
    pub most_nanoseconds: Option<u64>,
}

impl Default for Settings {
    /// 100,000 draws from a fixed seed, so that bars stand still while a slider moves, on one thread.
    fn default() -> Self {
        Self { draws: 100_000, seed: 1, threads: 1, most_nanoseconds: Some(600_000_000) }
    }
}

/// What the value of one option is made of.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    /// What no draw changes.
    pub fixed: f64,
    /// Where weights are drawn, the team's mean for each criterion; 0 in empty cells.
    pub means: Vec<f64>,
    /// The criteria of its empty cells, which are drawn uniformly from the scale.
    pub empty: Vec<usize>,
    /// Where the team is resampled, what stands in for the means.
    pub resampled: Vec<SameVoters>,
    /// Where scores may be off, by how much they are together.
    pub steps: Vec<Steps>,
}

/// The cells of an option that the same voters scored: their means have the same denominator in every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct SameVoters {
    /// Each voter's place among the ballots, their weight in the team, and their own Σ w·x over these cells.
    pub votes: Vec<(usize, f64, f64)>,
    /// Σ w·x̄ over these cells, for draws without any of these voters.
    pub without: f64,
}

/// What is drawn, over and over.
#[derive(Debug, Clone, PartialEq)]
pub struct Experiment {
    /// How weights are drawn.
    pub weighting: Weighting,
    /// The options.
    pub rows: Vec<Row>,
    /// The lowest score and the highest.
    pub scale: (f64, f64),
    /// Number of ballots drawn with replacement from the first `ballots` ones; 0 keeps the team as it is.
    pub ballots: usize,
    /// How many more ballots there are, which are in every team.
    pub standing: usize,
}

impl Experiment {
    fn options(&self) -> usize {
        self.rows.len()
    }

    /// Reports whether one draw says it all.
    #[must_use]
    pub fn is_certain(&self) -> bool {
        !self.weighting.is_drawn() && self.ballots == 0 && self.has_no_gaps() && self.has_no_errors()
    }

    fn has_no_gaps(&self) -> bool {
        self.rows.iter().all(|row| row.empty.is_empty())
    }

    fn has_no_errors(&self) -> bool {
        self.rows.iter().all(|row| row.steps.is_empty())
    }

    /// About how many nanoseconds one draw takes a usual machine. It is counted and not measured, so that every machine makes
    /// the same number of draws.
    fn nanoseconds(&self) -> u64 {
        let votes = |row: &Row| row.resampled.iter().map(|cells| 2 * cells.votes.len() + 4).sum::<usize>();
        // More options than `FEW_OPTIONS` are sorted lane by lane, which no vector helps with.
        let ranks = 2 * self.options().min(FEW_OPTIONS) + if self.options() > FEW_OPTIONS { 160 } else { 0 };
        let errors = |row: &Row| row.steps.iter().map(Steps::work).sum::<usize>();
        let row = |row: &Row| row.means.len() + 4 * row.empty.len() + votes(row) + errors(row) + ranks;
        let weights = self.weighting.work();
        let steps = weights + 4 * self.ballots + self.rows.iter().map(row).sum::<usize>();
        steps.div_ceil(STEPS_IN_A_NANOSECOND) as u64
    }

    /// Returns how many draws are made.
    #[must_use]
    pub fn draws(&self, settings: Settings) -> u32 {
        if self.is_certain() {
            return 1;
        }
        let asked = settings.draws.max(1);
        let Some(most) = settings.most_nanoseconds else { return asked };
        let most = most / self.nanoseconds().max(1);
        // Even the largest record gets `LEAST` draws, or as many as were asked for if that is fewer.
        asked.min(u32::try_from(most).unwrap_or(u32::MAX).max(LEAST))
    }

    /// Makes the draws; none if it was cancelled, which is looked at every few thousand draws. `place` keeps this
    /// experiment's random numbers apart from those of others.
    pub fn run(&self, settings: Settings, place: u64, progress: &Progress) -> Option<Tally> {
        if self.is_certain() {
            progress.made(1);
            return Some(self.certain());
        }
        self.count(settings, place, progress, || Tally::new(self.options(), self.weighting.criteria()))
    }

    /// Returns the same where only one option is of interest: the share of the draws in which it comes first.
    pub fn first(&self, option: usize, settings: Settings, place: u64, progress: &Progress) -> Option<f64> {
        if self.is_certain() {
            progress.made(1);
            return Some(self.certain().acceptability(option)[0]);
        }
        self.count(settings, place, progress, || Wins::new(option, self.options())).map(|wins| wins.share())
    }

    fn count<C: Counter>(
        &self,
        settings: Settings,
        place: u64,
        progress: &Progress,
        counter: impl Fn() -> C + Sync,
    ) -> Option<C> {
        let draws = self.draws(settings);
        let size = if draws < settings.draws { SLOW_BLOCK } else { BLOCK };
        let blocks = draws.div_ceil(size);
        let next = AtomicU32::new(0);
        let level = Level::new();
        let work = || {
            let mut counter = counter();
            loop {
                if progress.is_cancelled() {
                    return None;
                }
                // Only the count itself is shared, so no stronger ordering is needed; results come back through `join`.
                let block = next.fetch_add(1, Ordering::Relaxed);
                if block >= blocks {
                    return Some(counter);
                }
                // The stream belongs to the block and not to the thread that takes it, so threads change no number.
                let stream = Stream::new(settings.seed, place, block);
                let in_block = size.min(draws - block * size);
                self.draw(level, stream, in_block as usize, &mut counter);
                counter.settle();
                progress.made(in_block);
            }
        };
        thread::scope(|scope| {
            // This thread draws as well, so one fewer is started, and no more than there are blocks.
            let others: Vec<_> = (1..settings.threads.min(blocks as usize)).map(|_| scope.spawn(work)).collect();
            let mut all = work();
            for other in others {
                // A thread that panics counts as cancelled: the shares of the rest would be of other draws.
                let more = other.join().ok().flatten();
                all = all.zip(more).map(|(mut all, more)| {
                    all.add(&more);
                    all
                });
            }
            all
        })
    }

    /// Returns the one draw that says it all.
    fn certain(&self) -> Tally {
        // The weights are given, so there are none to sum.
        let mut tally = Tally::new(self.options(), 0);
        let values: Vec<f64> = self.rows.iter().map(|row| row.fixed).collect();
        tally.count_team(&values, 1);
        tally
    }

    /// Returns how many teams can be drawn that differ in how often they have which ballot; none where that is beyond counting.
    #[must_use]
    pub fn teams(&self) -> Option<u64> {
        // Ballots and the bars between them: C(2n − 1, n), multiplied up so that every step is a whole number.
        let n = self.ballots as u64;
        (n > 0).then(|| (1..=n).try_fold(1_u64, |teams, k| Some(teams.checked_mul(n - 1 + k)? / k)))?
    }

    /// Counts every team that can be drawn, each as often as it is drawn in so many draws as there are orders of ballots:
    /// N!/Πk! of the Nᴺ. None where that cannot be counted, something else than the team is drawn, or it was cancelled.
    #[must_use]
    pub fn all_teams(&self, settings: Settings, progress: &Progress) -> Option<Tally> {
        let ballots = u32::try_from(self.ballots).ok().filter(|ballots| *ballots > 0)?;
        // The tally counts each of the Nᴺ draws in a whole number, which has to hold them.
        u64::from(ballots).checked_pow(ballots)?;
        if self.weighting.is_drawn() || !self.has_no_gaps() || !self.has_no_errors() {
            return None;
        }
        let mut tally = Tally::new(self.options(), self.weighting.criteria());
        // Ballots that are in every team stand behind those that are drawn, and keep a 1.
        let mut times = vec![1.0; self.ballots + self.standing];
        self.teams_from(0, ballots, factorial(ballots), &mut times, &mut tally, progress);
        if progress.is_cancelled() {
            return None;
        }
        // They stand for the draws that would be made.
        progress.made(self.draws(settings));
        Some(tally)
    }

    /// Counts the teams whose first ballots are drawn as `times` says, and `rest` more among those from `ballot` on.
    fn teams_from(
        &self,
        ballot: usize,
        rest: u32,
        orders: u64,
        times: &mut [f64],
        tally: &mut Tally,
        progress: &Progress,
    ) {
        if progress.is_cancelled() {
            return;
        }
        if ballot + 1 == self.ballots {
            // The last ballot has no choice: it is drawn as often as is left over.
            times[ballot] = f64::from(rest);
            let values: Vec<f64> = self.rows.iter().map(|row| row.value_of(times)).collect();
            tally.count_team(&values, orders / factorial(rest));
            return;
        }
        for here in 0..=rest {
            times[ballot] = f64::from(here);
            // The division leaves no rest: what is divided is always rest! times a multinomial coefficient.
            self.teams_from(ballot + 1, rest - here, orders / factorial(here), times, tally, progress);
        }
    }

    /// Compiled for each level of vector instructions. Which one the machine has changes no number.
    fn draw<C: Counter>(&self, level: Level, stream: Stream, draws: usize, counter: &mut C) {
        if self.weighting.is_drawn() {
            dispatch!(level, simd => self.draw_in::<f32, C, _>(simd, stream, draws, counter));
        } else {
            dispatch!(level, simd => self.draw_in::<f64, C, _>(simd, stream, draws, counter));
        }
    }

    #[inline(always)]
    fn draw_in<R: Real, C: Counter, S: Simd>(&self, simd: S, mut stream: Stream, draws: usize, counter: &mut C) {
        let mut weights = vec![[0.0; LANES]; self.weighting.criteria()];
        let mut values = vec![[R::ZERO; LANES]; self.options()];
        let mut times = vec![[R::ONE; LANES]; self.ballots + self.standing];
        let factors = self.factors();
        // The sum of the weights, and by option what they make of its means. Given weights have a sum of 1, and what they
        // make of the means is in what is fixed.
        let mut sums = vec![[0.0; LANES]; 1 + self.options()];
        sums[0] = [1.0; LANES];
        for start in (0..draws).step_by(LANES) {
            self.weighting.draw(simd, &mut stream, &mut weights);
            factors.sums(simd, &weights, &mut sums);
            // One division for each lane, where dividing each option's value would take many.
            let scale = reciprocals(&sums[0]);
            // The last step may have fewer draws than lanes; all lanes are computed, and the surplus is not counted.
            let weighting = Drawn { weights: &weights, scale: &scale, lanes: LANES.min(draws - start) };
            self.resample(simd, &mut stream, &mut times[..self.ballots]);
            for ((row, sum), value) in self.rows.iter().zip(&sums[1..]).zip(&mut values) {
                *value = row.value(simd, &mut stream, weighting, sum, &times, self.scale);
            }
            counter.count(simd, &values, weighting);
        }
    }

    /// Returns what drawn weights are multiplied with: 1 for their sum, and the means of each option.
    fn factors(&self) -> Factors {
        if !self.weighting.is_drawn() {
            return Factors::default();
        }
        let ones = vec![1.0; self.weighting.criteria()];
        let rows: Vec<&[f64]> = iter::once(&*ones).chain(self.rows.iter().map(|row| &*row.means)).collect();
        Factors::new(&rows)
    }

    /// How often each ballot is drawn.
    #[inline(always)]
    fn resample<R: Real, S: Simd>(&self, simd: S, stream: &mut Stream, times: &mut [Lanes<R>]) {
        times.fill([R::ZERO; LANES]);
        for _ in 0..self.ballots {
            for (lane, bits) in stream.bits(simd).into_iter().enumerate() {
                // Scaling by the upper half of a product replaces a division, and favours no ballot by more than n/2³².
                let ballot = (u64::from(bits) * self.ballots as u64) >> 32;
                times[ballot as usize][lane] += R::ONE;
            }
        }
    }
}

impl Row {
    /// Returns the value for one team.
    fn value_of(&self, times: &[f64]) -> f64 {
        self.fixed + self.resampled.iter().map(|cells| cells.value_of(times)).sum::<f64>()
    }

    #[inline(always)]
    fn value<R: Real, S: Simd>(
        &self,
        simd: S,
        stream: &mut Stream,
        drawn: Drawn<'_>,
        sum: &Lanes<f32>,
        times: &[Lanes<R>],
        (low, high): (f64, f64),
    ) -> Lanes<R> {
        let mut value = [R::ZERO; LANES];
        for (value, sum) in value.iter_mut().zip(sum) {
            *value = R::from_single(*sum);
        }
        let (low, width) = (R::from_double(low), R::from_double(high - low));
        for &criterion in &self.empty {
            let (weight, uniform) = (&drawn.weights[criterion], stream.uniform::<R, S>(simd));
            for lane in 0..LANES {
                value[lane] += R::from_single(weight[lane]) * (low + width * uniform[lane]);
            }
        }
        let fixed = R::from_double(self.fixed);
        for (value, scale) in value.iter_mut().zip(drawn.scale) {
            // Multiplied, rounded and then added: fused, machines would differ in the last digit.
            *value = *value * R::from_single(*scale) + fixed;
        }
        for cells in &self.resampled {
            for (value, more) in value.iter_mut().zip(cells.value(times)) {
                *value += more;
            }
        }
        for steps in &self.steps {
            steps.add(simd, stream, &mut value);
        }
        value
    }
}

#[inline(always)]
fn reciprocals(numbers: &Lanes<f32>) -> Lanes<f32> {
    let mut reciprocals = [0.0; LANES];
    for lane in 0..LANES {
        reciprocals[lane] = 1.0 / numbers[lane];
    }
    reciprocals
}

/// n!; of 20 at most.
fn factorial(n: u32) -> u64 {
    (1..=u64::from(n)).product()
}

impl SameVoters {
    fn value_of(&self, times: &[f64]) -> f64 {
        let (sum, all) = self.votes.iter().fold((0.0, 0.0), |(sum, all), (voter, weight, value)| {
            let counts = times[*voter] * weight;
            (sum + counts * value, all + counts)
        });
        // A drawn team without any of these voters says nothing of the cells, so the whole team's means stand in.
        if all > 0.0 { sum / all } else { self.without }
    }

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
