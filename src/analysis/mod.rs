//! What follows from the scores: pure functions of a decision, and the sentences that state their results.
//!
//! Notation in the comments: options i, criteria j, members u; x a score from 1 to 5, x̄ a cell's mean, λ a member's
//! weight, w a criterion's; V = Σ w·x̄ an option's value; d = x̄(a) − x̄(b) the contrast of options a and b. Scores are
//! never normalised by the range of the data, which would let the removal of a loser change the winner.

mod acceptance;
pub mod agreement;
mod arguments;
mod by_profile;
mod caution;
mod cells;
mod change;
mod discuss;
mod error_rates;
pub mod exact;
mod firmness;
mod flips;
mod json;
mod leaders;
mod leave_out;
mod lints;
mod model;
mod names;
mod notes;
mod pairs;
mod parts;
mod predecessor;
mod problems;
mod raters;
mod result;
mod reuse;
pub mod robustness;
mod screening;
pub mod sensitivity;
mod sentences;
mod settling;
mod standing;
mod summary;
mod sums;
mod team_weights;
mod triggers;
mod unequal_steps;
mod values;
mod verdict;
mod votes;
pub mod weights;
mod words;

pub use self::{
    acceptance::{Doubt, answered_doubts, doubts, past_days},
    arguments::{Argument, Quote, draft_arguments},
    by_profile::{ByProfile, OneOption, ProfileResult, by_profile},
    cells::CellResult,
    change::{
        Analyzed, ChangeJson, CriterionChange, GapChange, MemberShare, PartChange, ResultSummary, ScoreChange,
        StillHolds, ThenAndNow, WeightChange, WhatChanged, change_to_json, what_changed,
    },
    error_rates::ErrorRate,
    firmness::Firmness,
    flips::VoteFlip,
    json::{Json, to_json},
    leaders::Leaders,
    names::{missing_sealed, reopened, revealed, shown_before, when_revealed},
    pairs::Pair,
    predecessor::{past_result, since_predecessor},
    problems::{BallotProblems, ListProblems, all_problems, ballot_problems, list_problems, problems},
    result::{Analysis, CellFlip, PairedGap, WithoutCriterion, WithoutMember},
    reuse::{renamed, same_numbers},
    robustness::{Ladder, Rung, robustness},
    sentences::{comes_first, robustness_in_words, sentences, whose_weights},
    settling::{must_have_turns, settled_in_words},
    summary::{scored_by, summary},
    sums::sum,
    triggers::{DraftReview, draft_review, draft_triggers},
    values::{CriterionResult, MemberResult, OptionResult},
    verdict::{Verdict, because, verdict},
    votes::Scope,
    words::{
        hundredths, lead, lead_in_points, list, percent, percent_at_most, points, share_of_weight, shown_gap,
        signed_points, some_in_points, some_points,
    },
};
use std::sync::Arc;

use self::{agreement::Moments, model::Model, votes::Voter};
pub(crate) use self::{arguments::last_counted_round, words::count_of};
use crate::decision::{Decision, OptionId, Score};

/// Everything about a record that can be computed exactly.
#[must_use]
pub fn analyze(decision: &Decision, scope: Scope) -> Analysis {
    analyze_again(decision, scope, None)
}

/// Returns the same, where something is known of an earlier content of the record. Votes, cells and views that have not changed since
/// are not counted again, so that an edit costs about what it changes.
#[must_use]
pub fn analyze_again(decision: &Decision, scope: Scope, before: Option<&Analysis>) -> Analysis {
    // Cells and views are kept by index, which means the same only with the same criteria and options.
    let before = before.filter(|before| before.has_places_of(decision));
    let voters = votes::voters(decision, scope, before.map(|before| before.voters.as_slice()));
    // It is `None`, and all cells are counted again, once a voter comes, goes or has another weight.
    let changed = before.and_then(|before| votes::changed_cells(&before.voters, &voters));
    let known = before.zip(changed.as_ref());
    let cells = cells::cells(decision, &voters, known.map(|(before, changed)| (before.cells.as_slice(), changed)));
    let screened = screening::screen(decision, &cells);
    let views_before = known.map(|(Analysis { model, voters, .. }, changed)| model::Before { model, voters, changed });
    let model = Model::new(decision, &cells, &screened, &voters, views_before);

    let values = model.values(&model.weights);
    // A score by an id that several share is of none of them.
    let decided = model.is_weighted() && model.is_scored() && decision.shared_id().is_none();
    // From the best to the worst; empty while nothing is decided.
    let order = if decided { values::order(&values, &model.left) } else { Vec::new() };
    let winner = order.first().copied();
    let checks = winner.map(|_| values::checks(&model, &cells, &voters)).unwrap_or_default();
    let lead = winner.zip(order.get(1).copied());
    let discussions = discuss::discussions(&model, lead);
    let views: Vec<Vec<f64>> = model.views.iter().map(|view| model.values_by(view)).collect();
    let values_without = leave_out::values_without(
        &model,
        (&cells, &voters),
        views_before.zip(before.map(|before| before.values_without.as_slice())),
    );
    let members = values::members(decision, &model, &voters, &views);
    let rankings = rankings(&model, &members, decided);
    let mut analysis = Analysis {
        scope,
        options: values::options(decision, &model, &values, &order, screened),
        criteria: values::criteria(decision, &model, &order, &discussions),
        first: option_id(decision, winner),
        leaders: winner.map(|_| Leaders::of(decision, &model.leaders(&values))).unwrap_or_default(),
        runner_up: option_id(decision, order.get(1).copied()),
        certain: winner.is_some_and(|winner| values::is_certain(&model, winner)),
        unpublished: decision.unpublished().len(),
        equal_weights: Leaders::of(decision, &checks.equal_weights),
        equal_groups: Leaders::of(decision, &checks.equal_groups),
        medians: Leaders::of(decision, &checks.medians),
        measured_only: Leaders::of(decision, &checks.measured_only),
        members,
        pairs: pairs::pairs(decision, &model, &order),
        max_regret: pairs::max_regret(&model, decided),
        cell_flips: cell_flips(decision, &model, &order),
        vote_flips: result::WhenAsked::default(),
        widest_gaps: result::WhenAsked::default(),
        unequal_steps: result::WhenAsked::default(),
        same_raters: result::WhenAsked::default(),
        settling: result::WhenAsked::default(),
        without_criterion: without_criterion(decision, &model, winner),
        without_member: without_member(decision, &model, (&cells, &voters), &values_without, winner),
        kendall_w: agreement::kendalls_w(&rankings, model::TIE),
        krippendorff_alpha: agreement::krippendorff_alpha(units(&model, &cells)),
        ladder: None,
        notes: Vec::new(),
        cells,
        voters,
        model,
        values_without,
    };
    // Notes read what is computed above, so they come last.
    analysis.notes = notes::notes(decision, &analysis);
    analysis
}

fn cell_flips(decision: &Decision, model: &Model, order: &[usize]) -> Vec<CellFlip> {
    if order.len() < 2 {
        return Vec::new();
    }
    // Option by option, since the gap to its rival is the same in all of its cells; the list itself is by criterion.
    let points: Vec<(usize, Vec<Option<f64>>)> =
        model.left.iter().map(|&option| (option, discuss::cell_flips(model, order, option))).collect();
    let mut flips = Vec::with_capacity(model.criteria.len() * points.len());
    for (j, &row) in model.criteria.iter().enumerate() {
        for (option, points) in &points {
            let (criterion, option) = (&decision.criteria[row].id, &decision.options[*option].id);
            flips.push(CellFlip { criterion: criterion.clone(), option: option.clone(), points: points[j] });
        }
    }
    flips
}

fn without_criterion(decision: &Decision, model: &Model, winner: Option<usize>) -> Vec<WithoutCriterion> {
    if winner.is_none() {
        return Vec::new();
    }
    let leaders = leave_out::without_criteria(model);
    let ids = model.criteria.iter().map(|&row| decision.criteria[row].id.clone());
    ids.zip(leaders).map(|(id, leader)| WithoutCriterion { id, leaders: Leaders::of(decision, &leader) }).collect()
}

fn without_member(
    decision: &Decision,
    model: &Model,
    (cells, voters): (&[Arc<CellResult>], &[Voter]),
    values_without: &[Vec<f64>],
    winner: Option<usize>,
) -> Vec<WithoutMember> {
    if winner.is_none() {
        return Vec::new();
    }
    let leaders = leave_out::without_voters(model, cells, voters, values_without);
    let ids = voters.iter().map(|voter| voter.id.clone());
    ids.zip(leaders).map(|(id, leader)| WithoutMember { id, leaders: Leaders::of(decision, &leader) }).collect()
}

fn option_id(decision: &Decision, index: Option<usize>) -> Option<OptionId> {
    index.map(|index| decision.options[index].id.clone())
}

/// Returns what the options that are left come to by each member who has a view of all of them.
fn rankings(model: &Model, members: &[MemberResult], decided: bool) -> Vec<Vec<f64>> {
    if !decided {
        return Vec::new();
    }
    let ranking = members.iter().filter(|member| !member.values.is_empty());
    ranking.map(|member| model.left.iter().map(|&option| member.values[option]).collect()).collect()
}

/// Returns the scores of each cell of the model.
fn units(model: &Model, cells: &[Arc<CellResult>]) -> impl Iterator<Item = Moments> {
    let options = model.means.len();
    let counts = model.criteria.iter().flat_map(move |row| cells[row * options..(row + 1) * options].iter());
    counts.map(|cell| {
        Score::ALL.iter().zip(cell.counts).fold(Moments::default(), |all, (score, count)| {
            all.and(Moments::of([score.value()]).times(f64::from(count)))
        })
    })
}
