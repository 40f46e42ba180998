//! Values of options, weights of criteria, and who would lead if it were counted otherwise.

use std::sync::Arc;

use super::{
    cells::{CellResult, weighted_mean},
    discuss::Discussion,
    model::{Model, Rows, TIE, best, dot, middle},
    sensitivity::stability_of,
    votes::Voter,
};
use crate::decision::{Criterion, CriterionId, Decision, MemberId, OptionId};

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
    /// Its swing as a share of all swings, 0 if it is not applicable; where members have swings of their own, the mean
    /// of their shares.
    pub weight: f64,
    /// The lowest and the highest weight that a member gives it; none where no member has swings of their own.
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
    /// record's where they have none. None if they scored nothing, or give no criterion any weight.
    pub winner: Option<OptionId>,
    /// By how much, over the next best.
    pub gap: Option<f64>,
    /// The options' values by their scores and weights, in the record's order; empty where there is no winner.
    pub values: Vec<f64>,
}

/// Who would lead if it were counted otherwise. Where the winner shares the lead, it is the winner.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Checks {
    pub(super) equal_weights: Option<usize>,
    pub(super) medians: Option<usize>,
    pub(super) measured_only: Option<usize>,
}

/// The options `among` from the best to the worst; those of equal value in the record's order.
pub(super) fn order(values: &[f64], among: &[usize]) -> Vec<usize> {
    let mut rest = among.to_vec();
    let mut order = Vec::with_capacity(rest.len());
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
    let rank = |option: usize| {
        let ranked = order.contains(&option);
        ranked.then(|| 1 + order.iter().filter(|other| values[**other] > values[option] + TIE).count())
    };
    let result = |(index, screened_out): (usize, Option<String>)| {
        let (low, high) = model.range(index);
        OptionResult {
            id: decision.options[index].id.clone(),
            value: values[index],
            low,
            high,
            rank: rank(index),
            coverage: model.coverage(index),
            screened_out,
        }
    };
    screened.into_iter().enumerate().map(result).collect()
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
    let stability =
        |j: usize| (!contrasts.is_empty()).then(|| stability_of(&model.weights, &contrasts, &gaps, j)).flatten();
    let ranges = model.team.ranges();
    let result = |(index, criterion): (usize, &Arc<Criterion>)| {
        let place = model.criteria.iter().position(|of| *of == index);
        let discussion = place.map(|place| discussions[place]).unwrap_or_default();
        CriterionResult {
            id: criterion.id.clone(),
            applicable: place.is_some(),
            weight: place.map_or(0.0, |place| model.weights[place]),
            weight_range: place.zip(ranges.as_ref()).map(|(place, ranges)| ranges[place]),
            stability: place.and_then(stability),
            evppi: discussion.evppi,
            gap_variance_share: discussion.gap_variance_share,
            tornado: discussion.tornado,
        }
    };
    decision.criteria.iter().enumerate().map(result).collect()
}

/// Whether the winner's low end beats all its rivals' high ends.
pub(super) fn is_certain(model: &Model, winner: usize) -> bool {
    let (low, _) = model.range(winner);
    model.left.iter().filter(|rival| **rival != winner).all(|rival| low > model.range(*rival).1 + TIE)
}

pub(super) fn checks(model: &Model, winner: usize, cells: &[Arc<CellResult>], voters: &[Voter]) -> Checks {
    let options = model.means.len();
    let equal = vec![1.0 / model.criteria.len() as f64; model.criteria.len()];
    let leads = |rows: &Rows, weights: &[f64]| {
        let values: Vec<f64> = rows.iter().map(|row| dot(weights, row)).collect();
        best(&values, &model.left).map(|best| if values[winner] >= values[best] - TIE { winner } else { best })
    };
    let rows = |of: &dyn Fn(usize) -> Option<f64>| -> Rows {
        let cell = |option: usize, row: &usize| of(row * options + option).unwrap_or_else(middle);
        (0..options).map(|option| model.criteria.iter().map(|row| cell(option, row)).collect()).collect()
    };
    let measured = |cell: usize| {
        let measured = voters.iter().filter(|voter| voter.sheet.measured.contains(&cell));
        weighted_mean(measured.filter_map(|voter| Some((voter.score(cell)?, voter.weight))))
    };
    // Few scores are measured, so they are found from their own end.
    let place = |cell: usize| Some((model.criteria.binary_search(&(cell / options)).ok()?, cell % options));
    let counts = |(place, option): (usize, usize)| model.weights[place] > 0.0 && model.left.contains(&option);
    let any_measured = voters.iter().any(|voter| {
        let cells = voter.sheet.measured.iter().filter(|cell| voter.score(**cell).is_some());
        cells.into_iter().filter_map(|cell| place(*cell)).any(counts)
    });
    Checks {
        equal_weights: leads(&model.means, &equal),
        medians: leads(&rows(&|cell| cells[cell].median), &model.weights),
        measured_only: any_measured.then(|| leads(&rows(&measured), &model.weights)).flatten(),
    }
}

/// `views` are the options' values by each view of the model, under the weights of who has it.
pub(super) fn members(decision: &Decision, model: &Model, voters: &[Voter], views: &[Vec<f64>]) -> Vec<MemberResult> {
    let member = |(index, voter): (usize, &Voter)| {
        let weights = model.team.of(index).unwrap_or(&model.weights);
        let weighted = model.is_weighted() && weights.iter().any(|weight| *weight > 0.0);
        let view = model.views.binary_search_by_key(&index, |view| view.voter).ok().filter(|_| weighted);
        let values = view.map(|view| views[view].clone()).unwrap_or_default();
        let order = if values.is_empty() { Vec::new() } else { order(&values, &model.left) };
        MemberResult {
            id: voter.id.clone(),
            name: voter.name.clone(),
            reference: voter.reference,
            weight: voter.weight,
            own_weights: model.team.own(index).map(|own| model.over_all_criteria(own, decision.criteria.len())),
            winner: order.first().map(|&first| decision.options[first].id.clone()),
            gap: order.get(1).map(|&second| values[order[0]] - values[second]),
            values,
        }
    };
    voters.iter().enumerate().map(member).collect()
}
