//! Who would lead with one criterion, or one member, left out.

use std::sync::Arc;

use super::{
    cells::{CellResult, weighted_mean},
    model::{Before, Model, ModelView, dot, leaders, middle},
    screening::left_without,
    sums::{LEAST_REST, sum},
    votes::Voter,
};

/// Returns who leads without each criterion of the model; none where nobody scored anything else that counts.
pub(super) fn without_criteria(model: &Model) -> Vec<Vec<usize>> {
    let mut weights = model.weights.clone();
    let mut leaders = Vec::with_capacity(weights.len());
    for (j, own) in model.weights.iter().enumerate() {
        weights[j] = 0.0;
        // What is left need not be brought back to a sum of 1 for the order of the options.
        let is_decided = model.is_scored_by(&weights);
        leaders.push(if is_decided { model.leaders(&model.values(&weights)) } else { Vec::new() });
        weights[j] = *own;
    }
    leaders
}

/// Returns who leads without each voter's scores and weights; none where nobody else scored anything that then counts.
///
/// `values` are those [without them](values_without). The must-haves are looked at again.
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

/// Returns what the options come to without each voter, by voter; nothing where nobody else scored anything that then counts.
///
/// `before` is what is known of an earlier content, and what they came to in it. Options of which everybody says the same come
/// to the same.
pub(super) fn values_without(
    model: &Model,
    (cells, voters): (&[Arc<CellResult>], &[Voter]),
    before: Option<(Before<'_>, &[Vec<f64>])>,
) -> Vec<Vec<f64>> {
    // With other weights or other voters, every value without somebody may differ.
    let before = before.filter(|(before, _)| weigh_alike(before.model, model));
    let sums_of_options = sums_to_count(model, before.map(|(before, _)| before));
    let mut all = Vec::with_capacity(voters.len());
    for (voter, weights) in model.team.groups_without(voters.len()).enumerate() {
        let others = Others { model, cells, voters, left_out: voter, weights: &weights };
        if !others.say_something() {
            all.push(Vec::new());
            continue;
        }
        let place = model.views.binary_search_by_key(&voter, |view| view.voter).ok();
        let has_new_criteria = others.weigh_what_did_not_count();
        let value = |(option, known_sums): (usize, &Option<Vec<Sum>>)| {
            if has_new_criteria {
                return others.value(option);
            }
            // An option without sums is a kept one. Its value is known unless nothing counted without the voter before.
            let known = before.filter(|_| known_sums.is_none());
            if let Some(known) = known.and_then(|(_, values)| values[voter].get(option)) {
                return *known;
            }
            match (place, known_sums) {
                (Some(place), Some(sums)) => value_without(model, sums, &weights, place, option),
                (Some(place), None) => value_without(model, &sums(model, option), &weights, place, option),
                // The voter scored nothing: the means stay, and only the weights can differ without them.
                (None, _) => dot(&weights, &model.means[option]),
            }
        };
        all.push(sums_of_options.iter().enumerate().map(value).collect());
    }
    all
}

/// All voters but one, with the weights of criteria that they have without that one.
struct Others<'a> {
    model: &'a Model,
    cells: &'a [Arc<CellResult>],
    voters: &'a [Voter],
    left_out: usize,
    weights: &'a [f64],
}

impl Others<'_> {
    fn cell(&self, option: usize, j: usize) -> usize {
        self.model.criteria[j] * self.model.means.len() + option
    }

    /// Reports whether they scored anything that has a weight.
    fn say_something(&self) -> bool {
        let weighted = (0..self.weights.len()).filter(|&j| self.weights[j] > 0.0);
        let mut cells = weighted.flat_map(|j| (0..self.model.means.len()).map(move |option| self.cell(option, j)));
        cells.any(|cell| self.cells[cell].n > usize::from(self.voters[self.left_out].vote(cell).is_some()))
    }

    /// Reports whether a criterion has a weight that has none with all voters: the record's count once the only one who weighed is gone.
    fn weigh_what_did_not_count(&self) -> bool {
        self.weights.iter().zip(&self.model.weights).any(|(without, with)| *without > 0.0 && *with <= 0.0)
    }

    /// Returns the value of an option, from all of their scores: views are of those alone who scored what counts with all voters.
    fn value(&self, option: usize) -> f64 {
        let mean = |j: usize| {
            let cell = self.cell(option, j);
            let others = self.voters.iter().enumerate().filter(|(voter, _)| *voter != self.left_out);
            let scores = others.filter_map(|(_, voter)| Some((voter.score(cell)?, voter.weight)));
            weighted_mean(scores).unwrap_or_else(middle)
        };
        sum(self.weights.iter().enumerate().map(|(j, weight)| weight * mean(j)))
    }
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
