//! Who would lead with one criterion, or one member, left out.

use super::model::{Model, View, best};

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

/// Who leads without each of so many voters' scores and weights; none where nobody else scored anything, or gives any
/// weight.
pub(super) fn without_voters(model: &Model, winner: usize, voters: usize) -> Vec<Option<usize>> {
    let sums = sums(model);
    (0..voters).map(|voter| without_voter(model, &sums, winner, voter)).collect()
}

fn without_voter(model: &Model, sums: &[Vec<Sum>], winner: usize, voter: usize) -> Option<usize> {
    if model.views.iter().all(|view| view.voter == voter) {
        return None;
    }
    let weights = model.team.group(Some(voter));
    if weights.iter().all(|weight| *weight <= 0.0) {
        return None;
    }
    let values: Vec<f64> =
        match model.views.binary_search_by_key(&voter, |view| view.voter).ok().map(|place| &model.views[place]) {
            None => model.values(&weights),
            Some(view) => {
                let mean = |option: usize, j: usize| sums[option][j].mean_without(model, view, option, j);
                let value =
                    |option: usize| weights.iter().enumerate().map(|(j, weight)| weight * mean(option, j)).sum();
                (0..sums.len()).map(value).collect()
            }
        };
    leader(model, &values, winner)
}

/// What the votes of one cell come to, each with its voter's share.
#[derive(Clone, Copy, Default)]
struct Sum {
    votes: usize,
    weight: f64,
    scores: f64,
}

/// By option, then by criterion of the model.
fn sums(model: &Model) -> Vec<Vec<Sum>> {
    let mut sums = vec![vec![Sum::default(); model.criteria.len()]; model.means.len()];
    for view in &model.views {
        for (sum, score) in sums.iter_mut().flatten().zip(view.scores.iter().flatten()) {
            let Some(score) = score else { continue };
            sum.votes += 1;
            sum.weight += view.share;
            sum.scores += view.share * score;
        }
    }
    sums
}

impl Sum {
    /// The mean of the others' votes.
    fn mean_without(self, model: &Model, view: &View, option: usize, j: usize) -> f64 {
        /// What is less beside a heavy vote is lost in the digits of the sum.
        const LEAST_REST: f64 = 1e-3;
        let Some(score) = view.scores[option][j] else { return model.means[option][j] };
        let rest = self.weight - view.share;
        if self.votes > 1 && rest > LEAST_REST * self.weight {
            (self.scores - view.share * score) / rest
        } else {
            model.mean_of(|other| other.voter != view.voter, option, j)
        }
    }
}
