//! What follows from the scores: pure functions of a decision, and the sentences that tell their results.
//!
//! Notation in the comments: options i, criteria j, members u; x a score from 1 to 5, x̄ a cell's mean, λ a member's
//! weight, w a criterion's; V = Σ w·x̄ an option's value; d = x̄(a) − x̄(b) the contrast of options a and b. Scores are
//! never normalised by the range of the data, which would let the removal of a loser change the winner.

pub mod agreement;
mod caution;
mod cells;
mod clarity;
mod discuss;
pub mod exact;
mod flips;
mod json;
mod kept;
mod leave_out;
mod lints;
mod model;
mod names;
mod notes;
mod pairs;
mod parts;
mod problems;
mod result;
pub mod robustness;
mod screening;
pub mod sensitivity;
mod sentences;
mod sums;
mod team_weights;
mod triggers;
mod values;
mod verdict;
mod votes;
pub mod weights;
mod words;

pub use self::{
    cells::CellResult,
    clarity::UNCLEAR_BELOW,
    flips::VoteFlip,
    json::to_json,
    kept::{renamed, same_numbers},
    names::{criterion_name, name as option_name, revealed},
    pairs::Pair,
    problems::{BallotProblems, ListProblems, all_problems, ballot_problems, list_problems, problems},
    result::{Analysis, CellFlip, WithoutCriterion, WithoutMember},
    robustness::{Ladder, Rung, robustness},
    sentences::sentences,
    sums::sum,
    triggers::{DraftReview, draft_review, draft_triggers},
    values::{CriterionResult, MemberResult, OptionResult},
    verdict::{Verdict, because, verdict},
    votes::Scope,
    words::{percent, percent_at_most, points, signed_points},
};
use self::{model::Model, votes::Voter};
use crate::decision::{Decision, OptionId};

/// Everything about a record that can be computed exactly. Fast enough for every frame.
#[must_use]
pub fn analyze(decision: &Decision, scope: Scope) -> Analysis {
    let voters = votes::voters(decision, scope);
    let cells = cells::cells(decision, &voters);
    let screened = screening::screen(decision, &cells);
    let model = Model::new(decision, &cells, &screened, &voters);

    let values = model.values(&model.weights);
    let decided = model.is_weighted() && model.is_scored();
    // From the best to the worst; empty while nothing is decided.
    let order = if decided { values::order(&values, &model.left) } else { Vec::new() };
    let winner = order.first().copied();
    let id = |index: usize| decision.options[index].id.clone();
    let checks = winner.map(|winner| values::checks(&model, winner, &cells, &voters)).unwrap_or_default();
    let lead = winner.zip(order.get(1).copied());
    let discussions = discuss::discussions(&model, lead);
    let mut analysis = Analysis {
        scope,
        options: values::options(decision, &model, &values, &order, screened),
        criteria: values::criteria(decision, &model, &order, &discussions),
        winner: winner.map(id),
        runner_up: order.get(1).copied().map(id),
        certain: winner.is_some_and(|winner| values::is_certain(&model, winner)),
        equal_weights_winner: checks.equal_weights.map(id),
        median_winner: checks.medians.map(id),
        measured_only_winner: checks.measured_only.map(id),
        members: values::members(decision, &model, &voters),
        pairs: pairs::pairs(decision, &model, &order),
        max_regret: pairs::max_regret(&model, decided),
        cell_flips: cell_flips(decision, &model, &order),
        vote_flips: winner
            .map(|winner| flips::vote_flips(decision, &model, &cells, &voters, winner))
            .unwrap_or_default(),
        without_criterion: without_criterion(decision, &model, winner),
        without_member: without_member(decision, &model, &voters, winner),
        evppi_of_the_rest: lead.and_then(|_| discuss::gain_of_the_rest(&model, &discussions)),
        kendall_w: agreement::kendalls_w(&rankings(&model, decided), model::TIE),
        krippendorff_alpha: agreement::krippendorff_alpha(&units(&model)),
        ladder: None,
        notes: Vec::new(),
        cells,
        model,
    };
    analysis.notes = notes::notes(decision, &analysis);
    analysis
}

fn cell_flips(decision: &Decision, model: &Model, order: &[usize]) -> Vec<CellFlip> {
    if order.len() < 2 {
        return Vec::new();
    }
    let cells = (0..model.criteria.len()).flat_map(|j| model.left.iter().map(move |&option| (j, option)));
    let flip = |(j, option): (usize, usize)| CellFlip {
        criterion: decision.criteria[model.criteria[j]].id.clone(),
        option: decision.options[option].id.clone(),
        points: discuss::cell_flip(model, order, option, j),
    };
    cells.map(flip).collect()
}

fn without_criterion(decision: &Decision, model: &Model, winner: Option<usize>) -> Vec<WithoutCriterion> {
    let Some(winner) = winner else { return Vec::new() };
    let winners = leave_out::without_criteria(model, winner);
    let without = |(place, left): (&usize, Option<usize>)| WithoutCriterion {
        id: decision.criteria[*place].id.clone(),
        winner: option_id(decision, left),
    };
    model.criteria.iter().zip(winners).map(without).collect()
}

fn without_member(decision: &Decision, model: &Model, voters: &[Voter], winner: Option<usize>) -> Vec<WithoutMember> {
    let Some(winner) = winner else { return Vec::new() };
    let winners = leave_out::without_voters(model, winner, voters.len());
    let without = |(voter, left): (&Voter, Option<usize>)| WithoutMember {
        id: voter.id.clone(),
        winner: option_id(decision, left),
    };
    voters.iter().zip(winners).map(without).collect()
}

fn option_id(decision: &Decision, index: Option<usize>) -> Option<OptionId> {
    index.map(|index| decision.options[index].id.clone())
}

/// What each member's scores give the options that are left.
fn rankings(model: &Model, decided: bool) -> Vec<Vec<f64>> {
    let values = |view: &model::View| {
        let weights = model.team.of(view.voter).unwrap_or(&model.weights);
        model.left.iter().map(|&option| model::dot(weights, &view.rows[option])).collect()
    };
    if decided { model.views.iter().map(values).collect() } else { Vec::new() }
}

/// The scores of each cell of the model.
fn units(model: &Model) -> Vec<Vec<f64>> {
    let cells = (0..model.means.len()).flat_map(|option| (0..model.criteria.len()).map(move |j| (option, j)));
    cells.map(|(option, j)| model.views.iter().filter_map(|view| view.scores[option][j]).collect()).collect()
}
