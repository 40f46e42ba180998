//! What the team should talk about next: which criterion, once settled, could change the choice.

use super::model::{Model, ModelView, TIE, dot};

/// What settling one criterion could do. None where there is nothing to settle or nobody to compare.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Discussion {
    pub(super) evppi: Option<f64>,
    pub(super) gap_variance_share: Option<f64>,
    pub(super) tornado: Option<(f64, f64)>,
}

/// Below this an expected gain is rounding.
const NO_GAIN: f64 = 1e-12;
/// Below this the members' gaps do not differ.
const NO_VARIANCE: f64 = 1e-18;

/// For each criterion of the model, in its order. `lead` is the winner and the runner-up.
pub(super) fn discussions(model: &Model, lead: Option<(usize, usize)>) -> Vec<Discussion> {
    // With one view there is nothing to settle, which is not the same as gaining nothing by it.
    let Some((winner, runner_up)) = lead.filter(|_| model.views.len() > 1) else {
        return vec![Discussion::default(); model.criteria.len()];
    };
    let contrasts: Vec<Vec<f64>> = model.views.iter().map(|view| contrast(view, winner, runner_up)).collect();
    let shares = gap_variance_shares(model, &contrasts);
    let team = model.contrast(winner, runner_up);
    let gap = dot(&model.weights, &team);
    let mut discussions = Vec::with_capacity(model.criteria.len());
    for (j, gain) in expected_gains(model).into_iter().enumerate() {
        // Only this criterion takes the member's scores; the others keep the team's means.
        let gaps = contrasts.iter().map(|contrast| gap + model.weights[j] * (contrast[j] - team[j]));
        let ends = gaps.fold((f64::MAX, f64::MIN), |(low, high), gap| (low.min(gap), high.max(gap)));
        discussions.push(Discussion {
            evppi: Some(gain),
            gap_variance_share: shares.as_ref().map(|shares| shares[j]),
            tornado: Some(ends),
        });
    }
    discussions
}

/// Returns the expected gain of settling each criterion alone, in points: each member is taken to be right about it as likely as their
/// weight says, and the best option under that view is chosen instead of the team's.
///
/// The expected value of partial perfect information, `Σ (λ/Σλ) max V′ − max V`, where V′ takes the member's own scores on the
/// criterion. Felli & Hazen 1998, Medical Decision Making 18:95.
fn expected_gains(model: &Model) -> Vec<f64> {
    let values = model.values(&model.weights);
    let highest = highest(model, &values);
    let mut expected = vec![0.0; model.weights.len()];
    let mut seen = vec![0.0; model.weights.len()];
    for view in &model.views {
        seen.fill(f64::MIN);
        for &i in &model.left {
            let cells = model.weights.iter().zip(view.rows[i].iter().zip(&model.means[i]));
            for (seen, (weight, (own, mean))) in seen.iter_mut().zip(cells) {
                *seen = seen.max(values[i] + weight * (own - mean));
            }
        }
        for (expected, seen) in expected.iter_mut().zip(&seen) {
            *expected += view.share * seen;
        }
    }
    expected.into_iter().map(|expected| above_rounding(expected - highest)).collect()
}

/// Returns the highest value of the options that are left.
fn highest(model: &Model, values: &[f64]) -> f64 {
    model.left.iter().map(|&i| values[i]).fold(f64::MIN, f64::max)
}

fn above_rounding(gain: f64) -> f64 {
    // The mean of the highest values is never below the highest mean, so less than 0 can only be rounding.
    if gain < NO_GAIN { 0.0 } else { gain }
}

/// Returns the share of each criterion in the variance of the members' gaps; the shares sum to 1. None where the gaps agree.
fn gap_variance_shares(model: &Model, contrasts: &[Vec<f64>]) -> Option<Vec<f64>> {
    let gaps: Vec<f64> = contrasts.iter().map(|contrast| dot(&model.weights, contrast)).collect();
    let mean_gap: f64 = model.views.iter().zip(&gaps).map(|(view, gap)| view.share * gap).sum();
    let variance: f64 = model.views.iter().zip(&gaps).map(|(view, gap)| view.share * (gap - mean_gap).powi(2)).sum();
    (variance > NO_VARIANCE).then(|| {
        // Of each criterion's contrast with the gap; member by member, since that is how the contrasts stand in memory.
        let mut covariances = vec![0.0; model.weights.len()];
        for ((view, contrast), gap) in model.views.iter().zip(contrasts).zip(&gaps) {
            for (covariance, d) in covariances.iter_mut().zip(contrast) {
                *covariance += view.share * d * (gap - mean_gap);
            }
        }
        // Nothing added to it turns −0 into 0.
        model.weights.iter().zip(covariances).map(|(weight, covariance)| weight * covariance / variance + 0.0).collect()
    })
}

fn contrast(view: &ModelView, a: usize, b: usize) -> Vec<f64> {
    view.rows[a].iter().zip(&view.rows[b]).map(|(a, b)| a - b).collect()
}

/// For each criterion, by how many points the option's mean has to move to level with the winner (upwards), or for the winner
/// with the runner-up (downwards). None where the scale ends before that.
pub(super) fn cell_flips(model: &Model, order: &[usize], option: usize) -> Vec<Option<f64>> {
    let [winner, runner_up, ..] = *order else { return vec![None; model.criteria.len()] };
    let rival = if option == winner { runner_up } else { option };
    let gap = dot(&model.weights, &model.contrast(winner, rival));
    (0..model.criteria.len()).map(|j| cell_flip(model, option == winner, gap, option, j)).collect()
}

fn cell_flip(model: &Model, is_winner: bool, gap: f64, option: usize, j: usize) -> Option<f64> {
    let weight = model.weights[j];
    // Without a weight this is infinite or NaN, and the last line drops it.
    let points = gap / weight;
    let mean = model.means[option][j];
    let (low, high) = (crate::decision::Score::MIN.value(), crate::decision::Score::MAX.value());
    let fits = if is_winner { mean - points >= low - TIE } else { mean + points <= high + TIE };
    (weight > 0.0 && fits).then_some(points)
}
