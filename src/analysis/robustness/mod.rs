//! How often each option is best when weights, swings, empty cells or the team are drawn at random.
//!
//! SMAA-2: Lahdelma & Salminen 2001, Operations Research 49:444; Tervonen & Lahdelma 2007, EJOR 178:500. The same seed
//! gives the same numbers on any number of threads.

mod dominated;
mod experiment;
mod ladder;

use std::sync::Arc;

use weigh_in_draws::{Experiment, SWING_ERROR, Tally, Weighting};
pub use weigh_in_draws::{Progress, Settings};

pub use self::ladder::{Acceptability, Ladder, Rung, RungResult};
use self::{
    dominated::{depths, set_back},
    experiment::{drawn, resampled, same_order, scores_with_errors, shared_groups, swings_with_errors},
};
use super::{
    Analysis, exact,
    model::{Model, ModelView, TIE},
    sensitivity::least_lead,
};

/// The fewest members' ballots from which a team is resampled.
const ENOUGH_BALLOTS: usize = 3;

/// Draws the ladder for what an analysis counted. None if it was cancelled, which is looked at every few thousand draws.
#[must_use]
pub fn robustness(analysis: &Analysis, settings: Settings, progress: &Progress) -> Option<Ladder> {
    let mut ladder = Ladder::new(settings.seed);
    draw_each(analysis, &Rung::ALL, settings, progress, |rung| ladder.add(rung)).then_some(ladder)
}

/// Draws rungs in this order, and hands each over as soon as it is drawn. False if it was cancelled.
pub fn draw_each(
    analysis: &Analysis,
    rungs: &[Rung],
    settings: Settings,
    progress: &Progress,
    mut take: impl FnMut(RungResult),
) -> bool {
    // All are planned before the first is drawn, or progress would look complete after each rung.
    let experiments: Vec<_> = rungs.iter().filter_map(|&rung| Some((rung, experiment(analysis, rung)?))).collect();
    for (_, experiment) in &experiments {
        progress.plan(experiment.draws(settings));
    }
    experiments
        .iter()
        .all(|(rung, experiment)| result(analysis, *rung, experiment, settings, progress).map(&mut take).is_some())
}

/// Draws one rung. `Some(None)` if there is nothing to draw: no winner, or fewer than three ballots to resample.
#[must_use]
pub fn draw(analysis: &Analysis, rung: Rung, settings: Settings, progress: &Progress) -> Option<Option<RungResult>> {
    let Some(experiment) = experiment(analysis, rung) else { return Some(None) };
    progress.plan(experiment.draws(settings));
    result(analysis, rung, &experiment, settings, progress).map(Some)
}

/// Reports whether there is anything to draw on a rung: a winner; swings that differ where only their order counts, as nobody has ranked
/// equal ones; and three members' ballots where the team is resampled.
#[must_use]
pub fn is_drawn(analysis: &Analysis, rung: Rung) -> bool {
    let model = &analysis.model;
    analysis.first.is_some()
        && match rung {
            Rung::AnyWeights | Rung::YourSwings | Rung::YourWeights => true,
            Rung::YourOrder => model.has_an_order(),
            Rung::TeamResampled => model.members() >= ENOUGH_BALLOTS,
        }
}

/// Reports whether two analyses ask the same on a rung, so that what was drawn for one holds for the other. A score changes what is
/// asked on every rung, a swing on none that ignores it.
#[must_use]
pub fn same_rung(a: &Analysis, b: &Analysis, rung: Rung) -> bool {
    let same_lists = is_drawn(a, rung) == is_drawn(b, rung)
        && a.model.left == b.model.left
        && a.model.criteria == b.model.criteria
        && a.criteria.len() == b.criteria.len()
        && a.options.iter().map(|option| &option.id).eq(b.options.iter().map(|option| &option.id));
    let (a, b) = (&a.model, &b.model);
    same_lists
        && a.means == b.means
        && a.scored == b.scored
        && a.counted == b.counted
        && match rung {
            Rung::AnyWeights => true,
            Rung::YourOrder => exact::blocks(&a.weights) == exact::blocks(&b.weights),
            Rung::YourSwings => a.weights == b.weights && a.team == b.team && a.groups == b.groups,
            // Scores of references are not moved, so whose a score is counts as well.
            Rung::YourWeights | Rung::TeamResampled => a.weights == b.weights && same_views(&a.views, &b.views),
        }
}

/// Views that an edit has left are the same ones.
fn same_views(a: &[Arc<ModelView>], b: &[Arc<ModelView>]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| Arc::ptr_eq(a, b) || a == b)
}

/// Returns what a rung draws; none if there is nothing to draw.
fn experiment(analysis: &Analysis, rung: Rung) -> Option<Experiment> {
    if !is_drawn(analysis, rung) {
        return None;
    }
    let model = &analysis.model;
    let mut experiment = match rung {
        Rung::AnyWeights => drawn(model, Weighting::Any { criteria: model.counted.len() }),
        Rung::YourOrder => drawn(model, same_order(model)),
        Rung::YourSwings => drawn(model, swings_with_errors(model)),
        Rung::YourWeights => scores_with_errors(model),
        Rung::TeamResampled => resampled(model),
    };
    set_back(&mut experiment, &depths(model, rung));
    Some(experiment)
}

/// Makes the draws of a rung; none if it was cancelled.
fn result(
    analysis: &Analysis,
    rung: Rung,
    experiment: &Experiment,
    settings: Settings,
    progress: &Progress,
) -> Option<RungResult> {
    let model = &analysis.model;
    // Each rung has a range of 2³² random streams, so that no two experiments share their numbers.
    let place = u64::from(rung.number()) << 32;
    let draws = experiment.draws(settings);
    let (tally, teams) = tally(experiment, settings, place, progress)?;
    let shares = exact_shares(model, rung);
    let exact = shares.is_some() || teams.is_some() || experiment.is_certain();
    let leads_throughout = rung == Rung::YourSwings && leads_under_any_drawn_swings(analysis);
    let depths = depths(model, rung);
    // All but one are dominated.
    let is_decided = depths.iter().filter(|depth| **depth == 0).count() == 1;
    let mut options = vec![None; analysis.options.len()];
    let mut confidence_draws = settings.draws;
    for (index, &option) in model.left.iter().enumerate() {
        let ranks = shares.as_ref().map_or_else(|| tally.acceptability(index), |shares| shares[index].clone());
        // A dominated option is never first for certain, not just in no draw.
        let is_certain = exact || leads_throughout || depths[index] > 0 || is_decided;
        let within = |share: f64| if is_certain { (share, share) } else { wilson(share, draws) };
        let (low, high) = within(ranks[0]);
        // Exact shares of two options are halves where they are level throughout, and no half of anything else.
        let drawn_or_level = tally.first_or_level(index);
        let first_or_level = if shares.is_some() && drawn_or_level < 1.0 { ranks[0] } else { drawn_or_level };
        // Under the same weights every time, those are the central ones, and what was drawn is the confidence.
        let own = matches!(rung, Rung::YourWeights | Rung::TeamResampled) && ranks[0] > 0.0;
        let central = if own { Some(model.counted_of(&model.weights)) } else { tally.central_weights(index) };
        let confidence = match &central {
            None => None,
            Some(_) if own => Some(ranks[0]),
            Some(central) => {
                let again = drawn(model, Weighting::Fixed(central.clone()));
                // They share what a rung may take.
                let most_nanoseconds = settings.most_nanoseconds.map(|most| most / model.left.len() as u64);
                let settings = Settings { most_nanoseconds, ..settings };
                progress.plan(again.draws(settings));
                if !again.is_certain() {
                    confidence_draws = confidence_draws.min(again.draws(settings));
                }
                Some(again.first(index, settings, place + 1 + option as u64, progress)?)
            }
        };
        options[option] = Some(Acceptability {
            id: analysis.options[option].id.clone(),
            ranks,
            low,
            high,
            first_or_level,
            first_or_level_within: within(first_or_level),
            central_weights: central.map(|central| {
                let central = model.over_the_model(&central);
                model.over_all_criteria(&central, analysis.criteria.len())
            }),
            confidence,
        });
    }
    let is_drawn = teams.is_none() && !experiment.is_certain();
    Some(RungResult {
        rung,
        draws: if is_drawn { draws } else { 0 },
        fewer: is_drawn && draws < settings.draws,
        fewer_for_confidence: (confidence_draws < settings.draws).then_some(confidence_draws),
        exact,
        teams,
        options,
    })
}

/// Returns what comes of a rung, and of how many teams it is counted where that is not more work than to draw them.
fn tally(experiment: &Experiment, settings: Settings, place: u64, progress: &Progress) -> Option<(Tally, Option<u64>)> {
    if experiment.teams().is_some_and(|teams| teams <= u64::from(experiment.draws(settings)))
        && let Some(tally) = experiment.all_teams(settings, progress)
    {
        let teams = tally.draws();
        return Some((tally, Some(teams)));
    }
    Some((experiment.run(settings, place, progress)?, None))
}

/// Reports whether the winner leads whatever swings are drawn: then it is first for certain, not just in every draw.
fn leads_under_any_drawn_swings(analysis: &Analysis) -> bool {
    let model = &analysis.model;
    let Some(winner) = analysis.first.as_ref().and_then(|winner| analysis.option_index(winner)) else { return false };
    let (low, high) = drawn_factors(model);
    let mut rivals = model.left.iter().filter(|rival| **rival != winner);
    !analysis.has_gaps()
        && rivals.all(|&rival| {
            let contrast = model.counted_of(&model.contrast(winner, rival));
            least_lead(&model.swings(), &contrast, &low, &high) > TIE
        })
}

/// Returns between which factors each counted swing is drawn: its own error, and that of its group where it is not alone in it.
fn drawn_factors(model: &Model) -> (Vec<f64>, Vec<f64>) {
    let mut low = vec![1.0 - SWING_ERROR; model.counted.len()];
    let mut high = vec![1.0 + SWING_ERROR; model.counted.len()];
    for place in shared_groups(model).into_iter().flatten() {
        low[place] *= 1.0 - SWING_ERROR;
        high[place] *= 1.0 + SWING_ERROR;
    }
    (low, high)
}

/// Returns the shares of the ranks of two options under any weights, or those that keep the order, if no cell is empty.
fn exact_shares(model: &Model, rung: Rung) -> Option<[Vec<f64>; 2]> {
    // The exact formulas compare two options.
    let [a, b] = model.left[..] else { return None };
    let complete = model.counted.iter().all(|&j| model.scored[a][j] && model.scored[b][j]);
    let contrast = model.counted_of(&model.contrast(a, b));
    let share = match rung {
        Rung::AnyWeights if complete => exact::any_weights(&contrast),
        Rung::YourOrder if complete => exact::same_order(&contrast, &model.counted_of(&model.weights)),
        _ => return None,
    };
    Some([vec![share, 1.0 - share], vec![1.0 - share, share]])
}

/// Returns the 95 % interval of a share that was seen in so many draws. Wilson 1927, JASA 22:209.
#[must_use]
pub fn wilson(share: f64, draws: u32) -> (f64, f64) {
    // The normal distribution has 95 % within ±1.96 standard deviations.
    const Z: f64 = 1.96;
    let n = f64::from(draws);
    let middle = share + Z * Z / (2.0 * n);
    let reach = Z * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + Z * Z / n;
    (((middle - reach) / scale).max(0.0), ((middle + reach) / scale).min(1.0))
}
