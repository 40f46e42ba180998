//! Who would lead with one criterion, or one member, left out.

use super::model::{Model, best, dot};

/// Who leads by `values`; the winner where it shares the lead.
fn leader(model: &Model, values: &[f64], winner: usize) -> Option<usize> {
    let best = best(values, &model.left)?;
    Some(if values[winner] >= values[best] - super::model::TIE { winner } else { best })
}

/// Who leads without each criterion of the model; none where the rest has no weight.
pub(super) fn without_criteria(model: &Model, winner: usize) -> Vec<Option<usize>> {
    let without = |j: usize| {
        let mut weights = model.weights.clone();
        weights[j] = 0.0;
        // What is left need not be brought back to a sum of 1 for the order of the options.
        let any_left = weights.iter().any(|weight| *weight > 0.0);
        any_left.then(|| leader(model, &model.values(&weights), winner)).flatten()
    };
    (0..model.criteria.len()).map(without).collect()
}

/// Who leads without this voter's scores and weights; none where nobody else scored anything, or gives any weight.
pub(super) fn without_voter(model: &Model, winner: usize, voter: usize) -> Option<usize> {
    if model.views.iter().all(|view| view.voter == voter) {
        return None;
    }
    let weights = model.team.group(Some(voter));
    if weights.iter().all(|weight| *weight <= 0.0) {
        return None;
    }
    let means = model.means_of(|view| view.voter != voter);
    let values: Vec<f64> = means.iter().map(|row| dot(&weights, row)).collect();
    leader(model, &values, winner)
}
