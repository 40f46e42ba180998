//! Drafts of what would make a team decide again, and of when it should look again: for people to edit.

use jiff::{Span, civil::Date};

use super::{
    Analysis, CellFlip, CellResult, CriterionResult, Firmness,
    model::TIE,
    words::{count, list, number, percent, points},
};
use crate::decision::{Decision, MustHaveRule, OptionId};

/// The most criteria, or cells, that are named for one reason.
const MOST: usize = 2;
/// Up to this factor a swing may well turn out to be another one.
const NEAR_FACTOR: f64 = 2.0;
/// Up to so many points a cell's mean may well turn out to be another one.
const NEAR_POINTS: f64 = 1.0;

/// A day to look at a decision again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftReview {
    /// The day.
    pub on: Date,
    /// Why not sooner or later, as a sentence.
    pub because: String,
}

/// Returns what would turn the result, each as a sentence that begins with what would have to happen, the likeliest kinds first.
/// None while nobody leads. Where another option is chosen than leads, none is among them that could favour the choice. They name
/// no member.
#[must_use]
pub fn draft_triggers(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let Some(winner) = &analysis.first else { return Vec::new() };
    let behind = decision.outcome.chosen.as_ref().filter(|chosen| is_behind(analysis, chosen));
    let mut triggers = Vec::new();
    // What only sets the leader back could favour any other option.
    if behind.is_none() {
        triggers.extend(must_haves(decision, analysis, winner));
    }
    triggers.extend(screened_out(decision, analysis, winner, behind));
    if behind.is_none() {
        triggers.extend(empty_cells(decision, analysis, winner));
    }
    triggers.extend(weights(decision, analysis, behind));
    triggers.extend(cells(decision, analysis, behind));
    if behind.is_none() {
        triggers.extend(views(decision, analysis));
    }
    triggers.extend(votes(decision, analysis, behind));
    triggers
}

/// Reports whether another option leads, and this one is not level with it.
fn is_behind(analysis: &Analysis, chosen: &OptionId) -> bool {
    let is_out = analysis.option(chosen).is_some_and(|option| option.screened_out.is_some());
    is_out || analysis.ahead_of(chosen).is_some()
}

/// When to look again at what was decided on a day: after three months where there is no clear winner or cells are
/// empty that could decide it, after a year where the lead is solid, else after half a year. None while it is not known how firm the lead is.
#[must_use]
pub fn draft_review(analysis: &Analysis, decided: Date) -> Option<DraftReview> {
    let (months, why) = if analysis.first.is_none() {
        (3, "there is no result yet")
    } else if analysis.empty_cells_could_turn_it() {
        (3, "empty cells could decide it")
    } else if analysis.pairs.is_empty() {
        (6, "only one option is left")
    } else {
        match analysis.firmness()? {
            Firmness::NoClearWinner => (3, "there is no clear winner"),
            Firmness::Narrow => (6, "the lead is narrow"),
            Firmness::Clear => (6, "the lead is clear, but not solid"),
            Firmness::Solid => (12, "the lead is solid"),
        }
    };
    let because = format!("{months} months after the decision, since {why}.");
    Some(DraftReview { on: decided.saturating_add(Span::new().months(months)), because })
}

/// Returns what screens the leader out if it gets a little worse.
fn must_haves(decision: &Decision, analysis: &Analysis, winner: &OptionId) -> Vec<String> {
    let mut triggers = Vec::new();
    for criterion in decision.applicable() {
        let (Some(must), what) = (criterion.must_have, decision.criterion_name(&criterion.id)) else { continue };
        let Some(cell) = analysis.cell(&criterion.id, winner) else { continue };
        let level = must.at_least.points();
        let leader = decision.option_name(winner);
        match must.rule {
            MustHaveRule::Median => {
                if let Some(median) = cell.median.filter(|median| *median < must.at_least.value() + 1.0 - TIE) {
                    let median = number(median);
                    triggers.push(format!(
                        "{leader} falls below {level} on {what}, which it must have: its median is {median}."
                    ));
                }
            }
            MustHaveRule::Members(enough) => {
                let scores = cell.votes.iter().filter_map(|(_, vote)| vote.score());
                let below = scores.filter(|score| *score < must.at_least).count();
                // The must-have screens it out at `enough` ballots, and this is one short.
                if cell.n > 0 && below + 1 == usize::from(enough.max(1)) {
                    triggers.push(format!(
                        "One more ballot scores {leader} below {level} on {what}, a must-have, which would rule it \
                         out."
                    ));
                }
            }
        }
    }
    triggers
}

/// Returns what keeps a better option out. `behind` is the choice where it does not lead.
fn screened_out(decision: &Decision, analysis: &Analysis, winner: &OptionId, behind: Option<&OptionId>) -> Vec<String> {
    let winning = analysis.option(winner).map_or(0.0, |option| option.value);
    // Only screened options can have a higher value than the leader.
    let better = analysis.options.iter().filter(|option| option.value > winning + TIE && option.screened_out.is_some());
    better
        .filter(|option| Some(&option.id) != behind)
        .map(|option| {
            let rival = decision.option_name(&option.id);
            format!("{rival} reaches all that it must have: by its value it would lead.")
        })
        .collect()
}

fn empty_cells(decision: &Decision, analysis: &Analysis, winner: &OptionId) -> Option<String> {
    let open = analysis.empty_cells_could_turn_it();
    open.then(|| {
        let cells = if analysis.empty_cells() == 1 { "cell is" } else { "cells are" };
        format!("The empty {cells} scored: that could put another option ahead of {}.", decision.option_name(winner))
    })
}

/// Returns the criteria whose swings have to be off least for another option to lead.
fn weights(decision: &Decision, analysis: &Analysis, behind: Option<&OptionId>) -> Vec<String> {
    let mut near: Vec<(f64, String)> = Vec::new();
    for criterion in &analysis.criteria {
        let (Some((low, high)), [below, above]) = (criterion.stability, analysis.takes_over(&criterion.id)) else {
            continue;
        };
        let ends = [(below, low, "less", "below"), (above, high, "more", "above")];
        for (rival, bound, how, side) in ends {
            let Some(rival) = rival.filter(|_| analysis.gap().is_some_and(|gap| gap > TIE)) else { continue };
            if Some(rival) == behind {
                continue;
            }
            let factor = swing_factor(criterion, bound);
            if factor <= NEAR_FACTOR {
                let sentence = format!(
                    "{} comes to matter {how}: {side} about {} of the weight (now {}), {} would lead if the others keep \
                     their proportions.",
                    decision.criterion_name(&criterion.id),
                    percent(bound),
                    percent(criterion.weight),
                    decision.option_name(rival)
                );
                near.push((factor, with_threes(analysis, sentence)));
            }
        }
    }
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    near.into_iter().take(MOST).map(|(_, sentence)| sentence).collect()
}

/// Returns by what factor, from 1 up, a swing has to change for its weight to be `bound`.
fn swing_factor(criterion: &CriterionResult, bound: f64) -> f64 {
    let weight = criterion.weight;
    // A weight's odds, w / (1 − w), are its swing against the sum of the others, which stay as they are.
    let factor = bound * (1.0 - weight) / (weight * (1.0 - bound));
    // A weight and a bound of 0 give 0 / 0; no factor changes a swing of 0.
    if factor.is_nan() { f64::INFINITY } else { factor.max(1.0 / factor) }
}

/// Returns the cells whose means have to be off least for a rival to draw level.
fn cells(decision: &Decision, analysis: &Analysis, behind: Option<&OptionId>) -> Vec<String> {
    // Where options are level every flip is 0 points and says nothing.
    let level = analysis.gap().is_none_or(|gap| gap <= TIE);
    let near = analysis.cell_flips.iter().filter_map(|flip| Some((flip.points.filter(|p| *p <= NEAR_POINTS)?, flip)));
    let favours = |flip: &CellFlip| {
        behind.is_some_and(|chosen| flip.option == *chosen || analysis.first.as_ref() == Some(&flip.option))
    };
    let mut near: Vec<_> = near.filter(|(_, flip)| !favours(flip)).collect();
    near.sort_by(|a, b| a.0.total_cmp(&b.0));
    if level {
        near.clear();
    }
    near.iter().take(MOST).map(|(off, flip)| cell_off(decision, analysis, flip, *off)).collect()
}

/// That a cell's mean is off by so many points, as a sentence.
fn cell_off(decision: &Decision, analysis: &Analysis, flip: &CellFlip, off: f64) -> String {
    let (option, what) = (decision.option_name(&flip.option), decision.criterion_name(&flip.criterion));
    let off = if off < 0.005 { "under 0.01".to_owned() } else { points(off) };
    let sentence = if analysis.first.as_ref() == Some(&flip.option) {
        let runner_up = analysis.runner_up.as_ref().map_or("", |id| decision.option_name(id));
        format!(
            "{option} turns out worse on {what} than scored: {off} points less would put {runner_up} level with it."
        )
    } else {
        format!("{option} turns out better on {what} than scored: {off} points more would put it level with the lead.")
    };
    with_threes(analysis, sentence)
}

/// Returns the criteria that could change the choice if they were settled.
fn views(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let next = analysis.discuss_next();
    let names: Vec<&str> =
        next.iter().take(MOST).map(|(criterion, _)| decision.criterion_name(&criterion.id)).collect();
    let each = if names.len() > 1 { "either" } else { "it" };
    (!names.is_empty()).then(|| {
        format!("The team agrees on {}: one member's scores on {each} would put another option ahead.", list(&names))
    })
}

/// Returns how many single votes would turn it, and where.
fn votes(decision: &Decision, analysis: &Analysis, behind: Option<&OptionId>) -> Option<String> {
    let flips: Vec<_> = analysis.vote_flips().filter(|flip| Some(flip.winner) != behind).collect();
    let count_of_all = flips.len();
    let first = flips.first()?;
    let cell: Option<&CellResult> = analysis.cell(first.criterion, first.option);
    let place = cell.map(|cell| {
        format!("{} for {}", decision.criterion_name(&cell.criterion), decision.option_name(&cell.option))
    })?;
    let off = count(usize::from(first.from.abs_diff(first.to)), "point", "points");
    let more = if first.to > first.from { "more" } else { "less" };
    let winner = decision.option_name(first.winner);
    Some(if count_of_all == 1 {
        format!(
            "The only score that could change the result by itself changes: with {off} {more} on {place}, {winner} \
             would lead."
        )
    } else {
        format!(
            "One of {count_of_all} scores changes, each of which could change the result by itself. For example, with \
             {off} {more} on {place}, {winner} would lead."
        )
    })
}

fn with_threes(analysis: &Analysis, sentence: String) -> String {
    if !analysis.has_gaps() {
        return sentence;
    }
    format!("{sentence} Empty cells count as 3 in this.")
}
