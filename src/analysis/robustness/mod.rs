//! How often each option is best when weights, swings, empty cells or the team are drawn at random.
//!
//! SMAA-2: Lahdelma & Salminen 2001, Operations Research 49:444; Tervonen & Lahdelma 2007, EJOR 178:500. The same seed
//! gives the same numbers on any number of threads.

mod experiment;
mod random;
mod tally;

use std::sync::atomic::AtomicBool;

use self::experiment::{Experiment, Weighting};
use super::{Analysis, exact, model::Model};
use crate::decision::OptionId;

/// How the draws are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// How many, for each rung; 100,000 tell a share to ±0.31 %.
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

/// One of the questions, from the one that takes least from the record to the one that takes most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Any weights: ignores the swings, and depends on how many criteria favour each option.
    AnyWeights,
    /// Only the order of the swings.
    YourOrder,
    /// Each swing up to 25 % more or less.
    YourSwings,
    /// The weights as they are; only empty cells are drawn.
    YourWeights,
    /// The weights as they are, and the team drawn anew from its ballots.
    TeamResampled,
}

impl Rung {
    /// In the order of the ladder.
    pub const ALL: [Self; 5] =
        [Self::AnyWeights, Self::YourOrder, Self::YourSwings, Self::YourWeights, Self::TeamResampled];

    /// 1 to 5.
    #[must_use]
    pub fn number(self) -> u8 {
        self as u8 + 1
    }

    /// The words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AnyWeights => "Any weights at all",
            Self::YourOrder => "Only your order of importance",
            Self::YourSwings => "Your swings, each ±25 %",
            Self::YourWeights => "Your weights",
            Self::TeamResampled => "Your weights, team resampled",
        }
    }
}

/// The rungs that could be drawn.
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// The seed that was used.
    pub seed: u64,
    /// In the order of [`Rung::ALL`]; the team is resampled from three ballots up. Empty while there is no winner.
    pub rungs: Vec<RungResult>,
}

/// What came of one rung.
#[derive(Debug, Clone, PartialEq)]
pub struct RungResult {
    /// Which one.
    pub rung: Rung,
    /// How many draws were made; 0 where nothing was left to chance.
    pub draws: u32,
    /// Whether the shares are exact; what the draws tell besides is not.
    pub exact: bool,
    /// For each option in the record's order; none for those that are screened out.
    pub options: Vec<Option<Acceptability>>,
}

/// How an option fares on one rung.
#[derive(Debug, Clone, PartialEq)]
pub struct Acceptability {
    /// The option.
    pub id: OptionId,
    /// The share of the draws in which it takes rank 1, 2, …, over the options that are left; sums to 1. Level options
    /// share their ranks.
    pub ranks: Vec<f64>,
    /// The low end of the 95 % Wilson interval of its share of first ranks.
    pub low: f64,
    /// The high end.
    pub high: f64,
    /// The mean of the weights under which it comes first, for each criterion of the record; none where it never does.
    pub central_weights: Option<Vec<f64>>,
    /// How often it comes first under its central weights, the rest being left to chance; none without such weights.
    pub confidence: Option<f64>,
}

impl Acceptability {
    /// The share of the draws in which it comes first.
    #[must_use]
    pub fn first(&self) -> f64 {
        self.ranks[0]
    }
}

impl Ladder {
    /// The result of one rung, if it could be drawn.
    #[must_use]
    pub fn rung(&self, rung: Rung) -> Option<&RungResult> {
        self.rungs.iter().find(|result| result.rung == rung)
    }
}

impl RungResult {
    /// How an option fares; none if it is screened out.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&Acceptability> {
        self.options.iter().flatten().find(|option| option.id == *id)
    }
}

/// The fewest ballots from which a team is resampled.
const ENOUGH_BALLOTS: usize = 3;

/// Draws the ladder for what an analysis counted. None if it was cancelled, which is looked at every few thousand draws.
#[must_use]
pub fn robustness(analysis: &Analysis, settings: Settings, cancelled: &AtomicBool) -> Option<Ladder> {
    let model = &analysis.model;
    let mut rungs = Vec::new();
    if analysis.winner.is_some() {
        for rung in Rung::ALL {
            if rung != Rung::TeamResampled || model.views.len() >= ENOUGH_BALLOTS {
                rungs.push(draw(analysis, rung, settings, cancelled)?);
            }
        }
    }
    Some(Ladder { seed: settings.seed, rungs })
}

fn draw(analysis: &Analysis, rung: Rung, settings: Settings, cancelled: &AtomicBool) -> Option<RungResult> {
    let model = &analysis.model;
    let criteria = model.criteria.len();
    let experiment = match rung {
        Rung::AnyWeights => Experiment::new(model, Weighting::Any { criteria }),
        Rung::YourOrder => Experiment::new(model, Weighting::order(&model.swings)),
        Rung::YourSwings => Experiment::new(model, Weighting::Swings(&model.swings)),
        Rung::YourWeights => Experiment::new(model, Weighting::Fixed(&model.weights)),
        Rung::TeamResampled => Experiment::resampled(model),
    };
    let place = u64::from(rung.number()) << 32;
    let tally = experiment.run(settings, place, cancelled)?;
    let shares = exact_shares(model, rung);
    let exact = shares.is_some() || experiment.is_certain();
    let mut options = vec![None; analysis.options.len()];
    for (index, &option) in model.left.iter().enumerate() {
        let ranks = shares.as_ref().map_or_else(|| tally.acceptability(index), |shares| shares[index].clone());
        let (low, high) = if exact { (ranks[0], ranks[0]) } else { wilson(ranks[0], settings.draws.max(1)) };
        // Under the same weights every time, those are the central ones, and what was drawn is the confidence.
        let own = matches!(rung, Rung::YourWeights | Rung::TeamResampled) && ranks[0] > 0.0;
        let central = if own { Some(model.weights.clone()) } else { tally.central_weights(index) };
        let confidence = match &central {
            None => None,
            Some(_) if own => Some(ranks[0]),
            Some(central) => {
                let again = Experiment::new(model, Weighting::Fixed(central));
                let tally = again.run(settings, place + 1 + option as u64, cancelled)?;
                Some(tally.acceptability(index)[0])
            }
        };
        options[option] = Some(Acceptability {
            id: analysis.options[option].id.clone(),
            ranks,
            low,
            high,
            central_weights: central.map(|central| over_all_criteria(analysis, &central)),
            confidence,
        });
    }
    let draws = if experiment.is_certain() { 0 } else { settings.draws.max(1) };
    Some(RungResult { rung, draws, exact, options })
}

/// The shares of the ranks of two options under any weights, or those that keep the order, if no cell is empty.
fn exact_shares(model: &Model, rung: Rung) -> Option<[Vec<f64>; 2]> {
    let [a, b] = model.left[..] else { return None };
    let complete = model.scored[a].iter().chain(&model.scored[b]).all(|scored| *scored);
    let share = match rung {
        Rung::AnyWeights if complete => exact::any_weights(&model.contrast(a, b)),
        Rung::YourOrder if complete => exact::same_order(&model.contrast(a, b), &model.swings),
        _ => return None,
    };
    Some([vec![share, 1.0 - share], vec![1.0 - share, share]])
}

fn over_all_criteria(analysis: &Analysis, weights: &[f64]) -> Vec<f64> {
    let mut all = vec![0.0; analysis.criteria.len()];
    for (&criterion, weight) in analysis.model.criteria.iter().zip(weights) {
        all[criterion] = *weight;
    }
    all
}

/// The 95 % interval of a share that was seen in so many draws. Wilson 1927, JASA 22:209.
#[must_use]
pub fn wilson(share: f64, draws: u32) -> (f64, f64) {
    const Z: f64 = 1.96;
    let n = f64::from(draws);
    let middle = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0))
}
