//! The results as sentences, the verdict first.

use std::collections::HashMap;

use super::{
    Analysis, CriterionResult, Leaders, MemberResult, Rung,
    model::TIE,
    notes::fewer_draws,
    robustness::{Acceptability, RungResult},
    standing::{Standing, standing},
    verdict::verdict,
    words::{any_of, count, list, number, percent, percent_at_most, points, short_list},
};
use crate::decision::{Decision, text::name_key};

/// What follows from the scores, in sentences; the first is the verdict.
#[must_use]
pub fn sentences(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let verdict = verdict(decision, analysis);
    let mut sentences = vec![verdict.headline, verdict.because];
    sentences.extend(verdict.caution);
    if analysis.first.is_some() {
        sentences.push(totals(decision, analysis));
    }
    // Without a lead there is nothing that could hold or turn.
    if let Standing::Lead(_) = standing(decision, analysis) {
        sentences.extend(common_error(decision, analysis));
        sentences.extend(weight_to_move(decision, analysis));
        sentences.extend(ladder(decision, analysis));
        sentences.extend(views(decision, analysis));
        sentences.extend(left_out(decision, analysis));
        sentences.extend(discuss(decision, analysis));
    }
    sentences.extend(weakest(decision, analysis));
    sentences.extend(disputes(decision, analysis));
    sentences
}

/// Every option's value, the best first, and what it rests on.
fn totals(decision: &Decision, analysis: &Analysis) -> String {
    let mut options: Vec<_> = analysis.options.iter().filter(|option| option.rank.is_some()).collect();
    options.sort_by_key(|option| option.rank);
    let values: Vec<String> = options
        .iter()
        .enumerate()
        .map(|(index, option)| {
            let scale = if index == 0 { " of 5" } else { "" };
            let verb = if index == 0 { " scores" } else { "" };
            format!("{}{verb} {}{scale}", decision.option_name(&option.id), points(option.value))
        })
        .collect();
    let ballots = analysis.ballots();
    let criteria = count(analysis.criteria.iter().filter(|c| c.weight > 0.0).count(), "criterion", "criteria");
    format!("{}, from {ballots} over {criteria}.", list(&values))
}

fn common_error(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let winner = decision.option_name(analysis.first.as_ref()?);
    let error = analysis.common_error().filter(|_| analysis.gap().is_some_and(|gap| gap > TIE))?;
    let sentence = if error < 1.0 - TIE {
        format!("{winner} stays ahead as long as no swing is off by more than {}.", percent_at_most(error))
    } else if analysis.is_behind_on_nothing() {
        format!("{winner} is behind on no criterion, so no swings would put another option ahead of it.")
    } else {
        format!(
            "{winner} is behind on no criterion with a weight, so swings that are off put no other option ahead of it."
        )
    };
    Some(as_scored(analysis, sentence))
}

fn weight_to_move(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let pair = analysis.pairs.first().filter(|pair| pair.gap > TIE)?;
    let (winner, rival) = (decision.option_name(&pair.winner), decision.option_name(&pair.rival));
    let sentence = match pair.weight_to_move {
        None => format!("{rival} is ahead of {winner} on no criterion, so no weights would make it lead."),
        Some(share) => format!(
            "{rival} draws level if {} of the weight moves from where {winner} is furthest ahead to where it is furthest \
             behind.",
            percent(share)
        ),
    };
    Some(as_scored(analysis, sentence))
}

/// What rests on the middle of the scale in empty cells says so.
fn as_scored(analysis: &Analysis, sentence: String) -> String {
    if analysis.has_gaps() { format!("With 3 in the empty cells {sentence}") } else { sentence }
}

/// One sentence a rung.
fn ladder(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let (Some(ladder), Some(winner)) = (&analysis.ladder, &analysis.first) else { return Vec::new() };
    let named = decision.option_name(winner);
    // Where no score can be off and no cell is empty, the weights as they are need no sentence of their own.
    let rungs = ladder.rungs.iter().filter(|result| result.rung != Rung::YourWeights || !result.exact);
    let gaps = analysis.has_gaps();
    let sentences = rungs.filter_map(|result| Some(rung(result, result.option(winner)?, named, gaps)));
    sentences.chain(fewer_draws(ladder)).collect()
}

/// How often the winner comes first on a rung.
fn rung(result: &RungResult, winner: &Acceptability, named: &str, gaps: bool) -> String {
    let reach = winner.reach().map(|reach| format!(" (± {reach:.1})")).unwrap_or_default();
    let share = format!("{}{reach}", winner.first_in_words());
    match result.rung {
        Rung::AnyWeights => format!(
            "{named} comes first in {share} of all weightings; that ignores your weights and depends on how many criteria \
             favour each option."
        ),
        Rung::YourOrder => {
            format!("{named} comes first in {share} of the weightings that keep only your order of importance.")
        }
        Rung::YourSwings => {
            format!(
                "{named} comes first in {share} of the weightings in which each swing is up to 25 % off, and each group of criteria \
                 as well."
            )
        }
        Rung::YourWeights => {
            let empty = if gaps { ", and the empty cells are filled at random" } else { "" };
            format!(
                "With your weights {named} comes first in {share} of cases in which each score may be a point off{empty}."
            )
        }
        Rung::TeamResampled => {
            let share = winner.teams_in_words(result).unwrap_or(format!("{share} of the teams"));
            format!("With your weights {named} comes first in {share} that can be drawn from these ballots.")
        }
    }
}

/// Says who sees whom ahead, and who has options level; nothing if there is one view only.
fn views(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let views: Vec<_> = analysis.members.iter().filter(|member| !member.leaders.is_empty()).collect();
    // A single view is the result itself.
    if views.len() < 2 {
        return None;
    }
    let named = Names::of(analysis);
    let who = |leads: &dyn Fn(&Leaders) -> bool| -> Vec<String> {
        views.iter().filter(|member| leads(&member.leaders)).map(|member| named.member(member)).collect()
    };
    let mut clauses = Vec::new();
    for option in &decision.options {
        let who = who(&|leaders| leaders.winner() == Some(&option.id));
        if who.len() == views.len() && views.len() > 2 {
            // Who abstained on all of an option has no view of which is better.
            let of_some = if views.len() < analysis.members.len() { " that score every option" } else { "" };
            let ahead = decision.option_name(&option.id);
            return Some(format!("All {} ballots{of_some} see {ahead} ahead.", views.len()));
        }
        if !who.is_empty() {
            let verb = if who.len() == 1 { "sees" } else { "see" };
            clauses.push(format!("{} {verb} {} ahead", short_list(&who, 4), decision.option_name(&option.id)));
        }
    }
    let level = who(&|leaders| !leaders.level().is_empty());
    if !level.is_empty() {
        let verb = if level.len() == 1 { "sees" } else { "see" };
        clauses.push(format!("{} {verb} nobody alone ahead", short_list(&level, 4)));
    }
    Some(format!("{}.", clauses.join("; ")))
}

/// Says without whom, or what, somebody else would lead, or lead as well.
fn left_out(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    // Both lists are in the order of the voters.
    let named = Names::of(analysis);
    let members = analysis.without_member.iter().zip(&analysis.members);
    let by_member: Vec<_> = members.map(|(without, member)| (&without.leaders, named.member(member))).collect();
    let criteria = analysis.without_criterion.iter();
    let by_criterion: Vec<_> =
        criteria.map(|without| (&without.leaders, decision.criterion_name(&without.id).to_owned())).collect();
    let mut told = Vec::new();
    for (what, leaders) in [("the ballot of ", by_member), ("", by_criterion)] {
        for option in decision.options.iter().filter(|option| !analysis.leaders.has(&option.id)) {
            if let Some(without) = without(what, &leaders, |leaders| leaders.winner() == Some(&option.id)) {
                told.push(format!("{without}, {} would lead.", decision.option_name(&option.id)));
            }
        }
        let new_level = |leaders: &Leaders| leaders.level().iter().any(|id| !analysis.leaders.has(id));
        if let Some(without) = without(what, &leaders, new_level) {
            told.push(format!("{without}, another option would be level with the lead."));
        }
    }
    told
}

/// Returns the clause on those, of some that are left out one by one, without whom the lead is such; none where there are none.
fn without(what: &str, all: &[(&Leaders, String)], is_such: impl Fn(&Leaders) -> bool) -> Option<String> {
    let names: Vec<&str> = all.iter().filter(|(lead, _)| is_such(lead)).map(|(_, name)| name.as_str()).collect();
    (!names.is_empty()).then(|| format!("Without {what}{}", any_of(&names, 4)))
}

/// Names of members in sentences: with the id where two have the same.
struct Names {
    /// How many members have a name, by what it reads as.
    same: HashMap<String, usize>,
}

impl Names {
    fn of(analysis: &Analysis) -> Self {
        let mut same = HashMap::new();
        for member in &analysis.members {
            *same.entry(name_key(&member.name)).or_default() += 1;
        }
        Self { same }
    }

    fn member(&self, member: &MemberResult) -> String {
        let is_shared = self.same.get(&name_key(&member.name)).is_some_and(|same| *same > 1);
        if is_shared { format!("{} ({})", member.name, member.id) } else { member.name.clone() }
    }
}

/// What is worth settling, and what is not.
fn discuss(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    if analysis.model.views.len() < 2 {
        return Vec::new();
    }
    let next = analysis.discuss_next();
    let mut told = Vec::new();
    if !next.is_empty() {
        let items: Vec<String> =
            next.iter().map(|(criterion, gain)| worth(decision.criterion_name(&criterion.id), *gain)).collect();
        told.push(format!("Talk first about {}.", short_list(&items, 3)));
    }
    let rest: Vec<&CriterionResult> = analysis.criteria.iter().filter(|c| c.evppi == Some(0.0)).collect();
    let settling = match rest.as_slice() {
        [] => return told,
        [only] => format!("Settling {} alone", decision.criterion_name(&only.id)),
        _ if next.is_empty() => "Settling any one criterion alone".to_owned(),
        _ => format!("Settling any one of the other {} alone", rest.len()),
    };
    let together = match analysis.evppi_of_the_rest {
        Some(gain) if gain > 0.0 => "; settling all of them could",
        _ if rest.len() > 1 => ", and neither can all of them together",
        _ => "",
    };
    told.push(format!("{settling} cannot change the choice under any one member's view{together}."));
    told
}

/// What may be gained by settling a criterion, after its name.
fn worth(named: &str, gain: f64) -> String {
    // Two digits would show such a gain as 0.00.
    let gain = if gain < 0.005 { "less than 0.01".to_owned() } else { points(gain) };
    format!("{named} (worth {gain})")
}

fn disputes(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let disputed: Vec<String> = analysis
        .cells
        .iter()
        .filter(|cell| cell.disputed && analysis.criterion(&cell.criterion).is_some_and(|c| c.applicable))
        .map(|cell| format!("{} for {}", decision.criterion_name(&cell.criterion), decision.option_name(&cell.option)))
        .collect();
    let cells = count(disputed.len(), "cell", "cells");
    (!disputed.is_empty()).then(|| format!("The team is split on {cells}: {}.", short_list(&disputed, 5)))
}

/// The winner's weakest cells, in case one of them is a flaw that an average hides.
fn weakest(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let winner = analysis.first.as_ref()?;
    let weakest = analysis.weakest_cells();
    let cells: Vec<String> = weakest
        .iter()
        .map(|(cell, mean)| format!("{} ({})", decision.criterion_name(&cell.criterion), number(*mean)))
        .collect();
    (!cells.is_empty()).then(|| format!("{} is weakest on {}.", decision.option_name(winner), short_list(&cells, 3)))
}
