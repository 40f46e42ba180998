//! Values of options, weights of criteria, and who would lead if it were counted otherwise.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    cells::{CellResult, weighted_mean},
    discuss::Discussion,
    leaders::Leaders,
    model::{Model, Rows, TIE, best, dot, middle, rows},
    sensitivity::stability_of,
    votes::Voter,
};
use crate::decision::{CriterionId, Decision, MemberId, OptionId};

/// What an option comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct OptionResult {
    /// The option.
    pub id: OptionId,
    /// Σ w·x̄, 1 to 5, with 3 in empty cells; also of an option that is screened out. 0 while no criterion has a weight.
    pub value: f64,
    /// The value if every empty cell held a 1.
    pub low: f64,
    /// The value if every empty cell held a 5.
    pub high: f64,
    /// Its place among the options not screened out, from 1; equal values share the better place.
    pub rank: Option<usize>,
    /// The share of the weight for which it has been scored, 0 to 1.
    pub coverage: f64,
    /// Why it is screened out, as a sentence.
    pub screened_out: Option<String>,
}

/// What a criterion comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionResult {
    /// The criterion.
    pub id: CriterionId,
    /// Whether it is in the model.
    pub applicable: bool,
    /// Its swing as a share of all swings, 0 if it is not applicable; where members have swings of their own, the mean, by λ,
    /// of the shares of those who do. A criterion of weight 0 is not counted.
    pub weight: f64,
    /// The lowest and the highest weight of those who have swings of their own; none where nobody has.
    pub weight_range: Option<(f64, f64)>,
    /// Between which weights, 0 to 1, the winner stays ahead of all rivals, the other criteria keeping their
    /// proportions. None without a pair, or where it has all the weight.
    pub stability: Option<(f64, f64)>,
    /// The expected gain, in points, of settling it: of choosing by whichever member is right about it. 0 means that
    /// settling it alone cannot change the choice under any one member's view.
    pub evppi: Option<f64>,
    /// Its share in the variance of the members' gaps between winner and runner-up; can be below 0 and above 1.
    pub gap_variance_share: Option<f64>,
    /// The smallest and the largest gap between winner and runner-up when it takes one member's scores.
    pub tornado: Option<(f64, f64)>,
}

/// How one member, or one reference that counts, sees the options.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberResult {
    /// Whose view it is.
    pub id: MemberId,
    /// Their name.
    pub name: String,
    /// Whether it is a reference ballot.
    pub reference: bool,
    /// How much they count.
    pub weight: f64,
    /// Their own weight of each criterion of the record; none without swings of their own.
    pub own_weights: Option<Vec<f64>>,
    /// Who leads by their own scores, the team's means standing in for missing ones, under their own weights, or the
    /// team's where they have none. None if they scored nothing, or give no criterion any weight.
    pub leaders: Leaders,
    /// By how much, over the next best; 0 or above.
    pub gap: Option<f64>,
    /// The options' values by their scores and weights, in the record's order; empty where there is no winner.
    pub values: Vec<f64>,
}

impl MemberResult {
    /// Reports whether their own swings give any criterion a weight, so that the team's weights are made of theirs.
    #[must_use]
    pub fn has_weighed(&self) -> bool {
        self.own_weights.as_ref().is_some_and(|own| own.iter().any(|weight| *weight > 0.0))
    }
}

/// Who would lead if it were counted otherwise.
#[derive(Debug, Clone, Default)]
pub(super) struct Checks {
    pub(super) equal_weights: Vec<usize>,
    pub(super) equal_groups: Vec<usize>,
    pub(super) medians: Vec<usize>,
    pub(super) measured_only: Vec<usize>,
}

/// Returns the options `among` from the best to the worst; those of equal value in the record's order.
pub(super) fn order(values: &[f64], among: &[usize]) -> Vec<usize> {
    let mut rest = among.to_vec();
    let mut order = Vec::with_capacity(rest.len());
    // Not a sort, since ties are not transitive: a may be level with b, and b with c, but a ahead of c.
    while let Some(next) = best(values, &rest) {
        rest.retain(|option| *option != next);
        order.push(next);
    }
    order
}

pub(super) fn options(
    decision: &Decision,
    model: &Model,
    values: &[f64],
    order: &[usize],
    screened: Vec<Option<String>>,
) -> Vec<OptionResult> {
    let mut results = Vec::with_capacity(screened.len());
    for (index, screened_out) in screened.into_iter().enumerate() {
        let (low, high) = model.range(index);
        results.push(OptionResult {
            id: decision.options[index].id.clone(),
            value: values[index],
            low,
            high,
            rank: rank(values, order, index),
            coverage: model.coverage(index),
            screened_out,
        });
    }
    results
}

/// Returns the place of an option in the order, from 1; equal values share the better place. None for those that are screened out.
fn rank(values: &[f64], order: &[usize], option: usize) -> Option<usize> {
    let is_ranked = order.contains(&option);
    is_ranked.then(|| 1 + order.iter().filter(|other| values[**other] > values[option] + TIE).count())
}

pub(super) fn criteria(
    decision: &Decision,
    model: &Model,
    order: &[usize],
    discussions: &[Discussion],
) -> Vec<CriterionResult> {
    let contrasts: Vec<Vec<f64>> = match order {
        [winner, rivals @ ..] => rivals.iter().map(|&rival| model.contrast(*winner, rival)).collect(),
        [] => Vec::new(),
    };
    let gaps: Vec<f64> = contrasts.iter().map(|contrast| dot(&model.weights, contrast)).collect();
    let ranges = model.team.ranges();
    let mut results = Vec::with_capacity(decision.criteria.len());
    for (index, criterion) in decision.criteria.iter().enumerate() {
        let place = model.criteria.iter().position(|of| *of == index);
        let discussion = place.map(|place| discussions[place]).unwrap_or_default();
        let paired = place.filter(|_| !contrasts.is_empty());
        results.push(CriterionResult {
            id: criterion.id.clone(),
            applicable: place.is_some(),
            weight: place.map_or(0.0, |place| model.weights[place]),
            weight_range: place.zip(ranges.as_ref()).map(|(place, ranges)| ranges[place]),
            stability: paired.and_then(|place| stability_of(&model.weights, &contrasts, &gaps, place)),
            evppi: discussion.evppi,
            gap_variance_share: discussion.gap_variance_share,
            tornado: discussion.tornado,
        });
    }
    results
}

/// Reports whether the winner's low end beats all its rivals' high ends.
pub(super) fn is_certain(model: &Model, winner: usize) -> bool {
    let (low, _) = model.range(winner);
    model.left.iter().filter(|rival| **rival != winner).all(|rival| low > model.range(*rival).1 + TIE)
}

pub(super) fn checks(model: &Model, cells: &[Arc<CellResult>], voters: &[Voter]) -> Checks {
    let options = model.means.len();
    let equal = equal_weights(std::slice::from_ref(&model.counted), model);
    let by_group = equal_weights(&model.groups, model);
    let medians = rows(&model.criteria, options, |cell| cells[cell].median.unwrap_or_else(middle));
    let measured_only = measured_leaders(model, voters);
    Checks {
        equal_weights: model.leaders(&model.values(&equal)),
        equal_groups: model.leaders(&model.values(&by_group)),
        medians: leaders_by(model, &medians),
        measured_only,
    }
}

/// Returns the same weight for each of some groups of criteria, and within each for its criteria.
fn equal_weights(groups: &[Vec<usize>], model: &Model) -> Vec<f64> {
    let mut weights = vec![0.0; model.weights.len()];
    for group in groups {
        for &criterion in group {
            weights[criterion] = 1.0 / (groups.len() * group.len()) as f64;
        }
    }
    weights
}

/// Returns who would lead if these were the team's means.
fn leaders_by(model: &Model, means: &Rows) -> Vec<usize> {
    let values: Vec<f64> = means.iter().map(|row| dot(&model.weights, row)).collect();
    model.leaders(&values)
}

/// Returns who leads by measured scores alone: on the criteria on which every option that is left has one, since what was not measured
/// stands for nothing. Nobody where there is no such criterion.
fn measured_leaders(model: &Model, voters: &[Voter]) -> Vec<usize> {
    let options = model.means.len();
    // Few scores are measured, so they are found from their own end.
    let measured: BTreeSet<usize> = voters.iter().flat_map(|voter| voter.sheet.measured.iter().copied()).collect();
    let mut values = vec![0.0; options];
    let mut is_compared = false;
    for &j in &model.counted {
        let first = model.criteria[j] * options;
        if !model.left.iter().all(|option| measured.contains(&(first + option))) {
            continue;
        }
        let means: Option<Vec<f64>> = model.left.iter().map(|option| measured_mean(voters, first + option)).collect();
        for (&option, mean) in model.left.iter().zip(means.iter().flatten()) {
            values[option] += model.weights[j] * mean;
        }
        is_compared |= means.is_some();
    }
    if is_compared { model.leaders(&values) } else { Vec::new() }
}

/// Returns the team's mean of a cell, of measured scores alone; none where the measured ones are no scores.
fn measured_mean(voters: &[Voter], cell: usize) -> Option<f64> {
    let measured = voters.iter().filter(|voter| voter.sheet.measured.contains(&cell));
    weighted_mean(measured.filter_map(|voter| Some((voter.score(cell)?, voter.weight))))
}

/// `views` are the options' values by each view of the model, under the weights of who has it.
pub(super) fn members(decision: &Decision, model: &Model, voters: &[Voter], views: &[Vec<f64>]) -> Vec<MemberResult> {
    let mut results = Vec::with_capacity(voters.len());
    for (index, voter) in voters.iter().enumerate() {
        let weights = model.team.of(index).unwrap_or(&model.weights);
        let weighted = model.is_weighted() && weights.iter().any(|weight| *weight > 0.0);
        let view = model.views.binary_search_by_key(&index, |view| view.voter).ok().filter(|_| weighted);
        // Who says nothing of an option that others scored has no view of which is better.
        let view = view.filter(|&view| model.sees_all(&model.views[view], weights));
        let values = view.map(|view| views[view].clone()).unwrap_or_default();
        let (leaders, order) = if values.is_empty() {
            (Vec::new(), Vec::new())
        } else {
            (model.leaders(&values), order(&values, &model.left))
        };
        results.push(MemberResult {
            id: voter.id.clone(),
            name: voter.name.clone(),
            reference: voter.reference,
            weight: voter.weight,
            own_weights: model.team.of(index).map(|own| model.over_all_criteria(own, decision.criteria.len())),
            leaders: Leaders::of(decision, &leaders),
            gap: order.get(1).map(|&second| (values[order[0]] - values[second]).max(0.0) + 0.0),
            values,
        });
    }
    results
}
