//! The results as sentences, the verdict first.

use super::{
    Analysis, CriterionResult, Leaders, MemberResult, Rung,
    model::{TIE, least},
    names::Names,
    notes::{fewer_draws, unscored_notes},
    robustness::RungResult,
    settling::{must_have_turns, settled_in_words},
    standing::{Standing, standing},
    verdict::verdict,
    words::{
        LEAST_ERROR_TOLD, any_of, count, list, number, percent, percent_at_most, points, short_list, some_in_points,
    },
};
use crate::decision::Decision;

/// Returns what follows from the scores, in sentences; the first is the verdict.
#[must_use]
pub fn sentences(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let verdict = verdict(decision, analysis);
    let mut sentences = vec![verdict.headline, verdict.because];
    sentences.extend(verdict.caution);
    if analysis.first.is_some() {
        sentences.push(totals(decision, analysis));
    }
    // Without a lead there is nothing that could hold or turn.
    sentences.extend(robustness_in_words(decision, analysis));
    if let Standing::Lead(_) = standing(decision, analysis) {
        sentences.extend(discuss(decision, analysis));
    }
    sentences.extend(whose_weights(analysis));
    sentences.extend(unscored_notes(decision, analysis));
    sentences.extend(weakest(decision, analysis));
    sentences.extend(disputes(decision, analysis));
    sentences
}

/// Returns what the result rests on beyond its totals, in sentences: what would change it, and how often it holds. None without a lead.
#[must_use]
pub fn robustness_in_words(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let mut sentences = Vec::new();
    if let Standing::Lead(_) = standing(decision, analysis) {
        sentences.extend(common_error(decision, analysis));
        sentences.extend(weight_to_move(decision, analysis));
        sentences.extend(ladder(decision, analysis));
        sentences.extend(views(decision, analysis));
        sentences.extend(left_out(decision, analysis));
        sentences.extend(at_the_edge(decision, analysis));
    }
    sentences
}

/// Returns every option's value, the best first, and what it rests on.
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
    let counted = analysis.criteria.iter().filter(|c| c.weight > 0.0).count();
    let all = count(analysis.criteria.len(), "criterion", "criteria");
    let criteria = if counted < analysis.criteria.len() { format!("{counted} of {all}") } else { all };
    format!("{}, from {ballots} over {criteria}.", list(&values))
}

/// Says whose weights the team's are made of; none where nobody has set their own, so that they are the record's.
#[must_use]
pub fn whose_weights(analysis: &Analysis) -> Option<String> {
    let weighed: Vec<&MemberResult> = analysis.members.iter().filter(|member| member.has_weighed()).collect();
    let members = analysis.members.iter().filter(|member| !member.reference).count();
    // Names are looked up only where some are told, since windows ask in every frame.
    let names = || {
        let known = Names::of(analysis);
        short_list(&weighed.iter().map(|member| known.member(member)).collect::<Vec<_>>(), 4)
    };
    Some(match weighed.len() {
        0 => return None,
        1 if members == 1 => return None,
        1 => format!("The team's weights are those of {}, who alone set their own.", names()),
        all if all == members => "The team's weights are the mean of all members' own.".to_owned(),
        _ => format!("The team's weights are the mean of those who set their own: {}.", names()),
    })
}

/// Says how far the weights may be off while the leader stays ahead, and what that takes for granted.
fn common_error(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let (claim, terms) = weights_that_hold(decision, analysis)?;
    Some(format!("{claim}{terms}."))
}

/// Returns how far the weights may be off while the leader stays ahead, as a clause with a capital, and the terms of it, which follow the
/// clause; none without a leader and a rival.
pub(super) fn weights_that_hold(decision: &Decision, analysis: &Analysis) -> Option<(String, String)> {
    let winner = decision.option_name(analysis.winner()?);
    let error = analysis.common_error()?;
    // An error in proportion leaves a weight of 0 at 0.
    let on_weighty = analysis.is_behind_where(|weight| weight > 0.0);
    let on_weightless = analysis.is_behind_where(|weight| weight <= 0.0);
    let exact = if on_weightless { "; a weight of 0 is taken as exact" } else { "" };
    let (claim, terms) = if error < LEAST_ERROR_TOLD {
        (format!("{winner} could lose its lead to weights that are off by less than 0.1 %"), String::new())
    } else if error < 1.0 - TIE {
        let error = percent_at_most(error);
        (
            format!("{winner} stays ahead while no weight is more than {error} off"),
            format!(", even if all errors pull the same way{exact}"),
        )
    } else if on_weighty {
        (
            format!("{winner} stays ahead however far off the weights are, as long as none of them falls to 0"),
            exact.to_owned(),
        )
    } else if on_weightless {
        let weightless = format!("{winner} is behind only on criteria of weight 0");
        (weightless, ", so no error in the other weights puts another option ahead".to_owned())
    } else {
        let never = format!("{winner} is behind on no criterion");
        (never, ", so no weights would put another option ahead of it".to_owned())
    };
    Some((as_scored(analysis, claim), terms))
}

/// Says which rival would draw level first if weight moved; nothing where none would.
fn weight_to_move(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let winner = decision.option_name(analysis.winner()?);
    let moves = analysis.pairs.iter().filter_map(|pair| Some((&pair.rival, pair.weight_to_move?)));
    let (rival, share) = least(moves)?;
    let rival = decision.option_name(rival);
    let sentence = format!(
        "{rival} draws level if {} of the weight moves from where {winner} is furthest ahead to where it is furthest behind.",
        percent(share)
    );
    Some(as_scored(analysis, sentence))
}

/// Says what rests on the middle of the scale in empty cells.
fn as_scored(analysis: &Analysis, sentence: String) -> String {
    let model = &analysis.model;
    let is_scored = |option: &usize, j: usize| model.scored[*option][j];
    // A criterion of weight 0 separates options only where some of them are scored.
    let matters = |j: usize| model.weights[j] > 0.0 || model.left.iter().any(|option| is_scored(option, j));
    let has_gap = |j: usize| model.left.iter().any(|option| !is_scored(option, j));
    let rests_on_gaps = (0..model.weights.len()).any(|j| has_gap(j) && matters(j));
    if rests_on_gaps { format!("With 3 in the empty cells, {sentence}") } else { sentence }
}

/// One sentence a rung.
fn ladder(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let (Some(ladder), Some(_)) = (&analysis.ladder, analysis.winner()) else { return Vec::new() };
    // Where no score can be off and no cell is empty, the weights as they are need no sentence of their own.
    let rungs = ladder.rungs.iter().filter(|result| result.rung != Rung::YourWeights || !result.exact);
    let sentences = rungs.map(|result| rung(decision, analysis, result));
    sentences.chain(fewer_draws(ladder)).collect()
}

/// Returns who comes first how often on a rung, as a clause: "Go comes first in 97 %", "Rust comes first in 44 % and Go in 41 %".
#[must_use]
pub fn comes_first(decision: &Decision, analysis: &Analysis, result: &RungResult) -> String {
    let foremost = analysis.foremost(result);
    let shares = foremost.iter().any(|option| option.shares_first());
    let place = if shares { "first or level" } else { "first" };
    let clauses = foremost.iter().enumerate().map(|(at, option)| {
        let comes = if at == 0 { format!(" comes {place}") } else { String::new() };
        let share = option.teams_in_words(result).unwrap_or_else(|| option.first_in_words());
        format!("{}{comes} in {share}", decision.option_name(&option.id))
    });
    short_list(&clauses.collect::<Vec<_>>(), 3)
}

/// Returns how often the winner comes first on a rung, and who does more often.
fn rung(decision: &Decision, analysis: &Analysis, result: &RungResult) -> String {
    let comes = comes_first(decision, analysis, result);
    match result.rung {
        Rung::AnyWeights => {
            let leaves_out = analysis.model.counted.len() < analysis.model.criteria.len();
            let which = if leaves_out { " of the criteria that count" } else { "" };
            format!(
                "{comes} of all weightings{which}, which ignores the weights and depends on how many criteria favour \
                 each option."
            )
        }
        Rung::YourOrder => {
            format!("{comes} of the weightings that keep only the order of the criteria's weights.")
        }
        Rung::YourSwings => {
            format!("{comes} of cases with each weight up to 25 % off, and each group of criteria as well.")
        }
        Rung::YourWeights => {
            let empty = if analysis.has_gaps() { ", and the empty cells are filled at random" } else { "" };
            format!("{comes} of cases with each score up to a point off{empty}.")
        }
        Rung::TeamResampled => {
            let teams = if result.has_teams_told() { "" } else { " of the teams" };
            format!("{comes}{teams} that result if some ballots count more than once and others not at all.")
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
            let of_some = if views.len() < analysis.members.len() { " that compare every option" } else { "" };
            let published = if analysis.unpublished > 0 { "published " } else { "" };
            let ahead = decision.option_name(&option.id);
            return Some(format!("All {} {published}ballots{of_some} see {ahead} ahead.", views.len()));
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
    let members = members.enumerate().map(|(voter, (without, member))| (voter, &without.leaders, named.member(member)));
    let has_scored = |voter: usize| analysis.model.views.iter().any(|view| view.voter == voter);
    // Who scored nothing that counts may still have weighed.
    let (scored, weighed): (Vec<_>, Vec<_>) = members.partition(|(voter, ..)| has_scored(*voter));
    let [by_ballot, by_weights] =
        [scored, weighed].map(|of| of.into_iter().map(|(_, leaders, name)| (leaders, name)).collect::<Vec<_>>());
    let criteria = analysis.without_criterion.iter();
    let by_criterion: Vec<_> =
        criteria.map(|without| (&without.leaders, decision.criterion_name(&without.id).to_owned())).collect();
    let mut told = Vec::new();
    for (what, leaders) in [("the ballot of ", by_ballot), ("the weights of ", by_weights), ("", by_criterion)] {
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

/// Says which must-haves hang on one ballot; nothing where there is only one anyway.
fn at_the_edge(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let leader = decision.option_name(analysis.first.as_ref()?);
    let must_haves: Vec<&str> =
        analysis.leader_at_the_edge().into_iter().map(|id| decision.criterion_name(id)).collect();
    let word = if must_haves.len() == 1 { "must-have" } else { "must-haves" };
    let is_told = !must_haves.is_empty() && analysis.model.views.len() > 1;
    is_told.then(|| format!("One ballot decides whether {leader} passes the {word} {}.", list(&must_haves)))
}

/// Returns the clause on those, of some that are left out one by one, without whom the lead is such; none where there are none.
fn without(what: &str, all: &[(&Leaders, String)], is_such: impl Fn(&Leaders) -> bool) -> Option<String> {
    let names: Vec<&str> = all.iter().filter(|(lead, _)| is_such(lead)).map(|(_, name)| name.as_str()).collect();
    (!names.is_empty()).then(|| format!("Without {what}{}", any_of(&names, 4)))
}

/// Returns what is worth settling, and what is not.
fn discuss(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let next = analysis.discuss_next();
    let mut told = Vec::new();
    if !next.is_empty() {
        let worth = |(at, (criterion, gain)): (usize, &(&CriterionResult, f64))| {
            let agreed = if at == 0 { "agreeing on it is worth " } else { "" };
            format!("{} ({agreed}{})", decision.criterion_name(&criterion.id), some_in_points(*gain))
        };
        let items: Vec<String> = next.iter().enumerate().map(worth).collect();
        told.push(format!("Talk first about {}.", short_list(&items, 3)));
    }
    told.extend(must_have_turns(decision, analysis));
    told.extend(settled_in_words(decision, analysis));
    told
}

fn disputes(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let disputed: Vec<String> = analysis
        .disputed_cells()
        .map(|cell| format!("{} for {}", decision.criterion_name(&cell.criterion), decision.option_name(&cell.option)))
        .collect();
    let cells = count(disputed.len(), "cell", "cells");
    (!disputed.is_empty()).then(|| format!("The team is split on {cells}: {}.", short_list(&disputed, 5)))
}

/// Returns the winner's weakest cells, in case one of them is a flaw that an average hides.
fn weakest(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let winner = analysis.winner()?;
    let weakest = analysis.weakest_cells();
    let cells: Vec<String> = weakest
        .iter()
        .map(|(cell, mean)| format!("{} ({})", decision.criterion_name(&cell.criterion), number(*mean)))
        .collect();
    (!cells.is_empty()).then(|| format!("{} is weakest on {}.", decision.option_name(winner), short_list(&cells, 3)))
}
