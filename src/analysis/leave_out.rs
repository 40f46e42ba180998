//! Who would lead with one criterion, or one member, left out.

use super::{
    model::{Before, Model, ModelView, best, dot},
    sums::LEAST_REST,
};

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

/// Who leads without each voter's scores and weights; none where nobody else scored anything, or gives any weight. `values` are
/// those [without them](values_without).
pub(super) fn without_voters(model: &Model, winner: usize, values: &[Vec<f64>]) -> Vec<Option<usize>> {
    let leads = |values: &Vec<f64>| if values.is_empty() { None } else { leader(model, values, winner) };
    values.iter().map(leads).collect()
}

/// What the options come to without each of so many voters, by voter; nothing where nobody else says anything.
///
/// `before` is what is known of an earlier content, and what they came to in it. Options of which everybody says the same come
/// to the same.
pub(super) fn values_without(model: &Model, voters: usize, before: Option<(Before<'_>, &[Vec<f64>])>) -> Vec<Vec<f64>> {
    let before = before.filter(|(before, _)| weigh_alike(before.model, model));
    let options = model.means.len();
    let is_kept: Vec<bool> = (0..options)
        .map(|option| before.is_some_and(|(before, _)| before.changed.iter().all(|cell| cell % options != option)))
        .collect();
    let sums: Vec<Option<Vec<Sum>>> =
        (0..options).map(|option| (!is_kept[option]).then(|| sums(model, option))).collect();
    let without = |(voter, weights): (usize, Vec<f64>)| {
        if model.views.iter().all(|view| view.voter == voter) {
            return Vec::new();
        }
        if weights.iter().all(|weight| *weight <= 0.0) {
            return Vec::new();
        }
        let place = model.views.binary_search_by_key(&voter, |view| view.voter).ok();
        let value = |option: usize| match (&sums[option], place) {
            (None, _) => before.map_or(0.0, |(_, values)| values[voter][option]),
            (Some(_), None) => dot(&weights, &model.means[option]),
            (Some(sums), Some(place)) => value_without(model, sums, &weights, place, option),
        };
        (0..options).map(value).collect()
    };
    model.team.groups_without(voters).enumerate().map(without).collect()
}

/// Whether criteria and voters weigh the same in two models.
fn weigh_alike(a: &Model, b: &Model) -> bool {
    let alike = |a: &ModelView, b: &ModelView| a.voter == b.voter && a.share.total_cmp(&b.share).is_eq();
    a.criteria == b.criteria
        && a.team == b.team
        && a.views.len() == b.views.len()
        && a.views.iter().zip(&b.views).all(|(a, b)| alike(a, b))
}

/// The value of an option without the view at a place.
fn value_without(model: &Model, sums: &[Sum], weights: &[f64], place: usize, option: usize) -> f64 {
    let view = &model.views[place];
    let means = sums.iter().enumerate().map(|(j, sum)| sum.mean_without(model, view, option, j));
    weights.iter().zip(means).map(|(weight, mean)| weight * mean).sum()
}

/// What the votes of one cell come to, each with its voter's share.
#[derive(Clone, Copy, Default)]
struct Sum {
    votes: usize,
    weight: f64,
    scores: f64,
}

/// Of one option, by criterion of the model.
fn sums(model: &Model, option: usize) -> Vec<Sum> {
    let mut sums = vec![Sum::default(); model.criteria.len()];
    for view in &model.views {
        for (sum, score) in sums.iter_mut().zip(&view.scores[option]) {
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
    fn mean_without(self, model: &Model, view: &ModelView, option: usize, j: usize) -> f64 {
        let Some(score) = view.scores[option][j] else { return model.means[option][j] };
        let rest = self.weight - view.share;
        if self.votes > 1 && rest > LEAST_REST * self.weight {
            (self.scores - view.share * score) / rest
        } else {
            model.mean_of(|other| other.voter != view.voter, option, j)
        }
    }
}
