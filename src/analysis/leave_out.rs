//! Who would lead with one criterion, or one member, left out.

use std::sync::Arc;

use super::{
    cells::CellResult,
    model::{Before, Model, ModelView, dot, leaders},
    screening::left_without,
    sums::LEAST_REST,
    votes::Voter,
};

/// Returns who leads without each criterion of the model; none where the rest has no weight.
pub(super) fn without_criteria(model: &Model) -> Vec<Vec<usize>> {
    let mut weights = model.weights.clone();
    let mut leaders = Vec::with_capacity(weights.len());
    for (j, own) in model.weights.iter().enumerate() {
        weights[j] = 0.0;
        // What is left need not be brought back to a sum of 1 for the order of the options.
        let any_left = weights.iter().any(|weight| *weight > 0.0);
        leaders.push(if any_left { model.leaders(&model.values(&weights)) } else { Vec::new() });
        weights[j] = *own;
    }
    leaders
}

/// Returns who leads without each voter's scores and weights; none where nobody else scored anything, or gives any weight. `values` are
/// those [without them](values_without). The must-haves are looked at again.
pub(super) fn without_voters(
    model: &Model,
    cells: &[Arc<CellResult>],
    voters: &[Voter],
    values: &[Vec<f64>],
) -> Vec<Vec<usize>> {
    let mut all = Vec::with_capacity(voters.len());
    for (voter, values) in voters.iter().zip(values) {
        let left = if values.is_empty() { Vec::new() } else { left_without(model, cells, voter) };
        all.push(leaders(values, &left));
    }
    all
}

/// Returns what the options come to without each of so many voters, by voter; nothing where nobody else says anything.
///
/// `before` is what is known of an earlier content, and what they came to in it. Options of which everybody says the same come
/// to the same.
pub(super) fn values_without(model: &Model, voters: usize, before: Option<(Before<'_>, &[Vec<f64>])>) -> Vec<Vec<f64>> {
    // With other weights or other voters, every value without somebody may differ.
    let before = before.filter(|(before, _)| weigh_alike(before.model, model));
    let sums = sums_to_count(model, before.map(|(before, _)| before));
    let mut all = Vec::with_capacity(voters);
    for (voter, weights) in model.team.groups_without(voters).enumerate() {
        let nobody_else = model.views.iter().all(|view| view.voter == voter);
        if nobody_else || weights.iter().all(|weight| *weight <= 0.0) {
            all.push(Vec::new());
            continue;
        }
        let place = model.views.binary_search_by_key(&voter, |view| view.voter).ok();
        let mut values = Vec::with_capacity(sums.len());
        for (option, sums) in sums.iter().enumerate() {
            values.push(match (sums, place) {
                // An option without sums is a kept one, and only an earlier content can have it kept.
                (None, _) => before.map_or(0.0, |(_, values)| values[voter][option]),
                // The voter scored nothing: the means stay, and only the weights can differ without them.
                (Some(_), None) => dot(&weights, &model.means[option]),
                (Some(sums), Some(place)) => value_without(model, sums, &weights, place, option),
            });
        }
        all.push(values);
    }
    all
}

/// Returns, by option, the sums of its cells; none where its votes, and so what it comes to, are as they were before.
fn sums_to_count(model: &Model, before: Option<Before<'_>>) -> Vec<Option<Vec<Sum>>> {
    let options = model.means.len();
    let mut all = Vec::with_capacity(options);
    for option in 0..options {
        // Cells stand row by row, so the remainder is the option.
        let is_kept = before.is_some_and(|before| before.changed.iter().all(|cell| cell % options != option));
        all.push((!is_kept).then(|| sums(model, option)));
    }
    all
}

/// Reports whether criteria and voters weigh the same in two models.
fn weigh_alike(a: &Model, b: &Model) -> bool {
    a.criteria == b.criteria
        && a.team == b.team
        && a.views.len() == b.views.len()
        && a.views.iter().zip(&b.views).all(|(a, b)| a.voter == b.voter && a.share.total_cmp(&b.share).is_eq())
}

/// Returns the value of an option without the view at a place.
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
    /// Returns the mean of the others' votes.
    fn mean_without(self, model: &Model, view: &ModelView, option: usize, j: usize) -> f64 {
        let Some(score) = view.scores[option][j] else { return model.means[option][j] };
        let rest = self.weight - view.share;
        // Taking away nearly all of the weight leaves rounding errors; then the others are summed instead.
        if self.votes > 1 && rest > LEAST_REST * self.weight {
            (self.scores - view.share * score) / rest
        } else {
            model.mean_of(|other| other.voter != view.voter, option, j)
        }
    }
}
