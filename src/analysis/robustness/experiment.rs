//! The rungs of the ladder as experiments.

use std::collections::BTreeMap;

use weigh_in_draws::{Experiment, MemberSwings, Row, SameVoters, Steps, Weighting};

use super::super::{
    exact,
    model::{Model, dot},
};
use crate::decision::Score;

/// Returns the team's means under drawn weights, over the criteria that are counted.
pub(super) fn drawn(model: &Model, weighting: Weighting) -> Experiment {
    let rows = model.left.iter().map(|&option| row(model, option, &weighting)).collect();
    let scale = (Score::MIN.value(), Score::MAX.value());
    Experiment { rows, weighting, scale, ballots: 0, standing: 0 }
}

/// Returns the means of an option, and those of its empty cells that can have a weight.
fn row(model: &Model, option: usize, weighting: &Weighting) -> Row {
    let mut means = Vec::with_capacity(model.counted.len());
    let mut empty = Vec::new();
    for (place, &j) in model.counted.iter().enumerate() {
        if model.scored[option][j] {
            means.push(model.means[option][j]);
        } else {
            // An empty cell counts by the score that is drawn for it.
            means.push(0.0);
            empty.push(place);
        }
    }
    // Under fixed weights the scored cells come to the same in every draw.
    match weighting {
        Weighting::Fixed(weights) => Row { fixed: dot(weights, &means), empty, ..Row::default() },
        _ => Row { means, empty, ..Row::default() },
    }
}

/// Weights that are always the team's.
pub(super) fn team_weights(model: &Model) -> Weighting {
    Weighting::Fixed(model.counted_of(&model.weights))
}

/// Returns the swings of those who weighed, each with its error and that of its group; those of the record where nobody weighed.
pub(super) fn swings_with_errors(model: &Model) -> Weighting {
    let members = model.swings().into_iter().map(|(share, swings)| MemberSwings { share, swings }).collect();
    Weighting::Swings { members, groups: shared_groups(model) }
}

/// Returns the groups of several counted criteria, by their places among those: a group of one is misjudged like its criterion.
pub(super) fn shared_groups(model: &Model) -> Vec<Vec<usize>> {
    // An error that all criteria have in common changes no weight.
    let groups = if model.groups.len() > 1 { model.groups.as_slice() } else { &[] };
    let several = groups.iter().filter(|group| group.len() > 1);
    // Both ascend, so every criterion of a group is found.
    several.map(|group| group.iter().filter_map(|j| model.counted.binary_search(j).ok()).collect()).collect()
}

/// Returns the team's weights, with every score of a member up to a point off. What a reference says stays as its source has it.
pub(super) fn scores_with_errors(model: &Model) -> Experiment {
    let mut experiment = drawn(model, team_weights(model));
    for (row, &option) in experiment.rows.iter_mut().zip(&model.left) {
        row.steps = steps(model, option);
    }
    experiment
}

/// Returns the errors of an option's scores, those together that move its value by as much.
fn steps(model: &Model, option: usize) -> Vec<Steps> {
    // By the bits of how far a step moves the value: how many scores are at the low end, in between and at the high end.
    let mut by_unit: BTreeMap<u64, [i32; 3]> = BTreeMap::new();
    for &j in &model.counted {
        let all: f64 = model.views.iter().filter(|view| view.scores[option][j].is_some()).map(|view| view.share).sum();
        for view in model.views.iter().filter(|view| !view.reference) {
            let Some(score) = view.scores[option][j] else { continue };
            let unit = model.weights[j] * view.share / all;
            let end = if score <= Score::MIN.value() {
                0
            } else if score < Score::MAX.value() {
                1
            } else {
                2
            };
            by_unit.entry(unit.to_bits()).or_default()[end] += 1;
        }
    }
    let each = by_unit.into_iter();
    each.map(|(unit, [lowest, between, highest])| Steps::new(f64::from_bits(unit), lowest, between, highest)).collect()
}

/// Returns the team's weights, and as many ballots as the members have, drawn from theirs with replacement. References that count
/// are in every team.
pub(super) fn resampled(model: &Model) -> Experiment {
    let mut experiment = drawn(model, team_weights(model));
    experiment.ballots = model.members();
    experiment.standing = model.views.len() - experiment.ballots;
    for (row, &option) in experiment.rows.iter_mut().zip(&model.left) {
        // The scored cells now count through the ballots that are drawn.
        row.fixed = 0.0;
        row.resampled = same_voters(model, option);
    }
    experiment
}

/// Weights that keep the order of the team's.
pub(super) fn same_order(model: &Model) -> Weighting {
    Weighting::Order { blocks: exact::blocks(&model.counted_of(&model.weights)) }
}

/// Returns the scored cells of an option, put together where the same voters scored them: their means then have the same
/// denominator in every draw.
fn same_voters(model: &Model, option: usize) -> Vec<SameVoters> {
    let mut groups: Vec<(Vec<usize>, Vec<usize>)> = Vec::new();
    for &j in model.counted.iter().filter(|j| model.scored[option][**j]) {
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

/// Returns Σ w·x over some of the criteria.
fn sum_over(criteria: &[usize], model: &Model, row: &[f64]) -> f64 {
    criteria.iter().map(|&j| model.weights[j] * row[j]).sum()
}
