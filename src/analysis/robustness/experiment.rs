//! The rungs of the ladder as experiments.

use std::sync::Arc;

use weigh_in_draws::{Experiment, Row, SameVoters, Weighting};

use super::super::{
    exact,
    model::{Model, ModelView, dot},
};
use crate::decision::Score;

/// The team's means under drawn weights.
pub(super) fn drawn(model: &Model, weighting: Weighting) -> Experiment {
    let may_weigh = |j: usize| match &weighting {
        Weighting::Fixed(weights) | Weighting::Swings(weights) => weights[j] > 0.0,
        Weighting::Any { .. } | Weighting::Order { .. } => true,
    };
    let row = |&option: &usize| {
        let cells = || model.means[option].iter().zip(&model.scored[option]);
        let means: Vec<f64> = cells().map(|(mean, scored)| if *scored { *mean } else { 0.0 }).collect();
        let empty = cells().enumerate().filter(|(j, (_, scored))| !**scored && may_weigh(*j)).map(|(j, _)| j).collect();
        match &weighting {
            Weighting::Fixed(weights) => Row { fixed: dot(weights, &means), empty, ..Row::default() },
            _ => Row { means, empty, ..Row::default() },
        }
    };
    let rows = model.left.iter().map(row).collect();
    let scale = (Score::MIN.value(), Score::MAX.value());
    Experiment { rows, weighting, scale, ballots: 0, standing: 0 }
}

/// The team's weights, and as many ballots as the members have, drawn from theirs with replacement. References that count
/// are in every team.
pub(super) fn resampled(model: &Model) -> Experiment {
    let mut experiment = drawn(model, Weighting::Fixed(model.weights.clone()));
    experiment.ballots = members(model);
    experiment.standing = model.views.len() - experiment.ballots;
    for (row, &option) in experiment.rows.iter_mut().zip(&model.left) {
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
    let scored_by = |j: usize| -> Vec<usize> {
        let scored = |(_, view): &(usize, &Arc<ModelView>)| view.scores[option][j].is_some();
        model.views.iter().enumerate().filter(scored).map(|(voter, _)| voter).collect()
    };
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for j in (0..model.criteria.len()).filter(|&j| model.scored[option][j]) {
        let voters = scored_by(j);
        match groups.iter_mut().find(|(known, _)| *known == voters) {
            Some((_, cells)) => cells.push(j),
            None => groups.push((voters, vec![j])),
        }
    }
    let same = |(voters, cells): (Vec<usize>, Vec<usize>)| {
        let sum = |row: &[f64]| cells.iter().map(|&j| model.weights[j] * row[j]).sum::<f64>();
        let vote = |voter: usize| (voter, model.views[voter].weight, sum(&model.views[voter].rows[option]));
        SameVoters { without: sum(&model.means[option]), votes: voters.into_iter().map(vote).collect() }
    };
    groups.into_iter().map(same).collect()
}
