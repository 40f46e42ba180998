//! The rungs of the ladder as experiments.

use weigh_in_draws::{Experiment, Row, SameVoters, Weighting};

use super::super::{
    exact,
    model::{Model, dot},
};
use crate::decision::Score;

/// The team's means under drawn weights.
pub(super) fn drawn(model: &Model, weighting: Weighting) -> Experiment {
    let rows = model.left.iter().map(|&option| row(model, option, &weighting)).collect();
    let scale = (Score::MIN.value(), Score::MAX.value());
    Experiment { rows, weighting, scale, ballots: 0, standing: 0 }
}

/// The means of an option, and those of its empty cells that can have a weight.
fn row(model: &Model, option: usize, weighting: &Weighting) -> Row {
    let mut means = Vec::with_capacity(model.criteria.len());
    let mut empty = Vec::new();
    for (j, (mean, scored)) in model.means[option].iter().zip(&model.scored[option]).enumerate() {
        // An empty cell counts by the score that is drawn for it.
        means.push(if *scored { *mean } else { 0.0 });
        // A cell without weight in any draw would use random numbers for nothing.
        if !scored && may_weigh(weighting, j) {
            empty.push(j);
        }
    }
    // Under fixed weights the scored cells come to the same in every draw.
    match weighting {
        Weighting::Fixed(weights) => Row { fixed: dot(weights, &means), empty, ..Row::default() },
        _ => Row { means, empty, ..Row::default() },
    }
}

/// Whether a criterion has a weight in any draw.
fn may_weigh(weighting: &Weighting, j: usize) -> bool {
    match weighting {
        Weighting::Fixed(weights) | Weighting::Swings(weights) => weights[j] > 0.0,
        Weighting::Any { .. } | Weighting::Order { .. } => true,
    }
}

/// The team's weights, and as many ballots as the members have, drawn from theirs with replacement. References that count
/// are in every team.
pub(super) fn resampled(model: &Model) -> Experiment {
    let mut experiment = drawn(model, Weighting::Fixed(model.weights.clone()));
    experiment.ballots = members(model);
    experiment.standing = model.views.len() - experiment.ballots;
    for (row, &option) in experiment.rows.iter_mut().zip(&model.left) {
        // The scored cells now count through the ballots that are drawn.
        row.fixed = 0.0;
        row.resampled = same_voters(model, option);
    }
    experiment
}

/// How many members' ballots there are to draw from; the model has them first.
pub(super) fn members(model: &Model) -> usize {
    model.views.iter().filter(|view| !view.reference).count()
}

/// Weights that keep the order of these swings.
pub(super) fn same_order(swings: &[f64]) -> Weighting {
    Weighting::Order { blocks: exact::blocks(swings) }
}

/// The scored cells of an option, put together where the same voters scored them: their means then have the same
/// denominator in every draw.
fn same_voters(model: &Model, option: usize) -> Vec<SameVoters> {
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for j in (0..model.criteria.len()).filter(|&j| model.scored[option][j]) {
        let scored = model.views.iter().enumerate().filter(|(_, view)| view.scores[option][j].is_some());
        let voters: Vec<usize> = scored.map(|(voter, _)| voter).collect();
        match groups.iter_mut().find(|(known, _)| *known == voters) {
            Some((_, cells)) => cells.push(j),
            None => groups.push((voters, vec![j])),
        }
    }
    let mut all = Vec::with_capacity(groups.len());
    for (voters, cells) in groups {
        let mut votes = Vec::with_capacity(voters.len());
        for voter in voters {
            let view = &model.views[voter];
            votes.push((voter, view.weight, sum_over(&cells, model, &view.rows[option])));
        }
        all.push(SameVoters { votes, without: sum_over(&cells, model, &model.means[option]) });
    }
    all
}

/// Σ w·x over some of the criteria.
fn sum_over(criteria: &[usize], model: &Model, row: &[f64]) -> f64 {
    criteria.iter().map(|&j| model.weights[j] * row[j]).sum()
}
