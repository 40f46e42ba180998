//! Where the decision stands, in a few sentences for people.

use super::{
    Analysis, Rung, Scope,
    model::TIE,
    pairs::Pair,
    robustness::Acceptability,
    words::{count, inside, list, number, percent, percent_at_most, points},
};
use crate::decision::{CriterionId, Decision, OptionId};

/// Where the decision stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Who leads, or why nobody does: a sentence.
    pub headline: String,
    /// Where the lead comes from and what the runner-up wins back, or what is missing: a sentence or two.
    pub because: String,
    /// What speaks against relying on it; none if nothing does.
    pub caution: Option<String>,
    /// The same in short clauses, without capital or full stop where they need none.
    pub parts: Vec<String>,
}

/// Under this common error the lead is within what swings are commonly off by, and there is no clear winner.
pub const UNCLEAR_BELOW: f64 = 0.10;
/// With a smaller share of first ranks when swings are up to 25 % off, there is no clear winner either.
const UNCLEAR_FIRST_BELOW: f64 = 0.60;
/// From this common error on the lead is called solid, if nothing else speaks against it.
const SOLID_FROM: f64 = 0.20;

/// What there is to tell.
pub(super) enum Standing<'a> {
    NoOptions,
    NoCriteria,
    NoWeight,
    Blind,
    NoScores,
    AllScreenedOut,
    OnlyOne(&'a OptionId),
    Lead(&'a Pair),
}

pub(super) fn standing<'a>(decision: &'a Decision, analysis: &'a Analysis) -> Standing<'a> {
    match decision.options.as_slice() {
        [] => Standing::NoOptions,
        [only] => Standing::OnlyOne(&only.id),
        _ if decision.applicable().next().is_none() => Standing::NoCriteria,
        _ if !analysis.model.is_weighted() => Standing::NoWeight,
        _ if !analysis.model.is_scored() && analysis.scope == Scope::Revealed && decision.is_blind() => Standing::Blind,
        _ if !analysis.model.is_scored() => Standing::NoScores,
        _ => match (analysis.pairs.first(), &analysis.winner) {
            (Some(pair), _) => Standing::Lead(pair),
            (None, Some(only)) => Standing::OnlyOne(only),
            (None, None) => Standing::AllScreenedOut,
        },
    }
}

/// Where the decision stands, for the result, the strip and the ADR.
#[must_use]
pub fn verdict(decision: &Decision, analysis: &Analysis) -> Verdict {
    let (headline, because) = match standing(decision, analysis) {
        Standing::NoOptions => told("There are no options yet.", "Add the alternatives that are considered."),
        Standing::NoCriteria => told("There are no criteria yet.", "Add what the options are judged by."),
        Standing::NoWeight => told(
            "No criterion has any weight.",
            "Give the criterion that matters most a swing of 100, and the others theirs against it.",
        ),
        Standing::Blind => (
            format!("Round {} is blind.", decision.round()),
            format!("{}; the result appears when all have.", sealed(decision)),
        ),
        Standing::NoScores => told("There are no scores yet.", "The result appears with the first ones."),
        Standing::AllScreenedOut => ("Every option is screened out.".to_owned(), reasons(analysis)),
        Standing::OnlyOne(id) => {
            let headline = format!("{} is the only option{}.", name(decision, id), left(decision));
            let alone = decision.options.len() == 1;
            (headline, if alone { "Add an alternative to compare it with.".to_owned() } else { reasons(analysis) })
        }
        Standing::Lead(pair) => {
            // Where it is close, what is told is what makes it close.
            let pair = if analysis.is_clear() { pair } else { analysis.narrowest().unwrap_or(pair) };
            (headline(decision, analysis, pair), because(decision, analysis, pair))
        }
    };
    let parts = parts(decision, analysis, &headline);
    let cautions = cautions(decision, analysis);
    let caution = (!cautions.is_empty()).then(|| cautions.join(" "));
    Verdict { headline, because, caution, parts }
}

impl Analysis {
    /// Whether the lead is more than what swings are commonly off by: a common error of at least [`UNCLEAR_BELOW`] and,
    /// once the ladder is drawn, at least 60 % of the first ranks with swings up to 25 % off. False without a winner and
    /// a rival.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.gap().is_some_and(|gap| gap > TIE)
            && self.common_error().is_some_and(|error| error >= UNCLEAR_BELOW - TIE)
            && self.first_within_swings().is_none_or(|share| share >= UNCLEAR_FIRST_BELOW)
    }

    /// Whether nothing that is checked speaks against the lead: neither swings a fifth off, nor the empty cells, nor
    /// medians instead of means, nor one ballot more or less.
    #[must_use]
    pub fn is_solid(&self) -> bool {
        let error = self.common_error().unwrap_or_default();
        let one_ballot_turns_it =
            self.without_member.iter().any(|without| without.winner.is_some() && without.winner != self.winner);
        self.is_clear()
            && error >= SOLID_FROM - TIE
            && self.certain
            && self.median_winner == self.winner
            && !one_ballot_turns_it
    }

    /// In what share of the weightings with each swing up to 25 % off the winner comes first; none until the ladder is
    /// drawn.
    #[must_use]
    pub fn first_within_swings(&self) -> Option<f64> {
        let rung = self.ladder.as_ref()?.rung(Rung::YourSwings)?;
        rung.option(self.winner.as_ref()?).map(Acceptability::first)
    }

    /// The pair that the swings decide most narrowly.
    fn narrowest(&self) -> Option<&Pair> {
        let error = |pair: &&Pair| pair.common_error.unwrap_or(1.0);
        self.pairs.iter().min_by(|a, b| error(a).total_cmp(&error(b)))
    }
}

fn told(headline: &str, because: &str) -> (String, String) {
    (headline.to_owned(), because.to_owned())
}

/// An option's name; its id where it has none.
pub(super) fn name(decision: &Decision, id: &OptionId) -> String {
    let named = decision.option(id).map(|option| option.name.trim()).filter(|name| !name.is_empty());
    named.map_or_else(|| id.to_string(), str::to_owned)
}

/// A criterion's name as it stands inside a sentence.
pub(super) fn criterion_name(decision: &Decision, id: &CriterionId) -> String {
    let named = decision.criterion(id).map(|criterion| criterion.name.trim()).filter(|name| !name.is_empty());
    let options = decision.options.iter().map(|option| option.name.as_str());
    named.map_or_else(|| id.to_string(), |name| inside(name, options))
}

/// "2 of 4 have sealed".
pub(super) fn sealed(decision: &Decision) -> String {
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    format!("{sealed} of {} have sealed", decision.members.len())
}

fn left(decision: &Decision) -> &'static str {
    if decision.options.len() > 1 { " left" } else { "" }
}

fn reasons(analysis: &Analysis) -> String {
    analysis.options.iter().filter_map(|option| option.screened_out.as_deref()).collect::<Vec<_>>().join(" ")
}

fn headline(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let level: Vec<String> = analysis
        .options
        .iter()
        .filter(|option| option.rank == Some(1))
        .map(|option| name(decision, &option.id))
        .collect();
    if level.len() > 1 {
        return format!("No clear winner: {} are level.", list(&level));
    }
    if !analysis.is_clear() {
        let names = [name(decision, &pair.winner), name(decision, &pair.rival)];
        return format!("No clear winner: {} are {} apart.", list(&names), distance(pair.gap));
    }
    let unit = if pair.gap < 1.0 { " of a point" } else { " points" };
    let end = if !analysis.certain {
        ", but empty cells could turn it"
    } else if analysis.is_solid() {
        ", and the lead is solid"
    } else {
        ""
    };
    format!("{}{unit}{end}.", leads(decision, pair))
}

fn leads(decision: &Decision, pair: &Pair) -> String {
    format!("{} leads {} by {}", name(decision, &pair.winner), name(decision, &pair.rival), distance(pair.gap))
}

fn distance(gap: f64) -> String {
    if gap < 0.005 { "less than 0.01".to_owned() } else { points(gap) }
}

fn because(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let difference = analysis.difference(&pair.winner, &pair.rival);
    let names = |part: &mut dyn Iterator<Item = &(CriterionId, f64)>| {
        let part = part.filter(|(_, d)| d.abs() > TIE).take(3);
        list(&part.map(|(id, _)| criterion_name(decision, id)).collect::<Vec<_>>())
    };
    let ahead = names(&mut difference.iter().filter(|(_, d)| *d > 0.0));
    let behind = names(&mut difference.iter().rev().filter(|(_, d)| *d < 0.0));
    let (winner, rival) = (name(decision, &pair.winner), name(decision, &pair.rival));
    match (ahead.is_empty(), behind.is_empty()) {
        (true, _) => format!("No criterion with a weight separates {winner} and {rival}."),
        (false, true) => format!("It comes from {ahead}; {rival} is ahead on nothing."),
        (false, false) if analysis.is_clear() => format!("It comes from {ahead}; {rival} wins back on {behind}."),
        (false, false) => format!("{winner} is ahead on {ahead}, {rival} on {behind}."),
    }
}

pub(super) fn cautions(decision: &Decision, analysis: &Analysis) -> Vec<String> {
    let Some(winner) = &analysis.winner else { return Vec::new() };
    let mut cautions = Vec::new();
    if decision.is_blind() && analysis.scope == Scope::Revealed {
        cautions.push(format!("Round {} is still blind, and its scores are not in this result.", decision.round()));
    }
    if !analysis.certain && !analysis.pairs.is_empty() {
        let empty = analysis.empty_cells();
        let cells =
            if empty == 1 { "One cell is empty and".to_owned() } else { format!("{empty} cells are empty and") };
        cautions.push(format!("{cells} could decide it."));
    }
    if let Some(share) = analysis.first_within_swings().filter(|share| *share < UNCLEAR_FIRST_BELOW) {
        let winner = name(decision, winner);
        cautions.push(format!("{winner} comes first in only {} of weightings within ±25 % of yours.", percent(share)));
    }
    let other = |found: &Option<OptionId>| found.as_ref().filter(|id| *id != winner).map(|id| name(decision, id));
    if let Some(other) = other(&analysis.median_winner) {
        cautions.push(format!("By medians instead of means {other} leads."));
    }
    if let Some(other) = other(&analysis.equal_weights_winner) {
        cautions.push(format!("With equal weights {other} leads."));
    }
    if let Some(other) = other(&analysis.measured_only_winner) {
        cautions.push(format!("By measured scores alone {other} leads."));
    }
    cautions.extend(screened(decision, analysis, winner));
    cautions
}

fn screened(decision: &Decision, analysis: &Analysis, winner: &OptionId) -> Vec<String> {
    let winning = analysis.option(winner).map_or(0.0, |option| option.value);
    // Where one option is left, the reasons are told already.
    let told = analysis.pairs.is_empty();
    let options = analysis.options.iter().filter_map(|option| option.screened_out.as_ref().map(|why| (option, why)));
    options
        .filter_map(|(option, why)| {
            let reason = (!told).then(|| why.clone());
            let would = (option.value > winning + TIE).then(|| {
                format!("Without that {} would lead with {}.", name(decision, &option.id), number(option.value))
            });
            let sentences: Vec<String> = reason.into_iter().chain(would).collect();
            (!sentences.is_empty()).then(|| sentences.join(" "))
        })
        .collect()
}

fn parts(decision: &Decision, analysis: &Analysis, headline: &str) -> Vec<String> {
    let mut parts = vec![headline.trim_end_matches('.').to_owned()];
    match standing(decision, analysis) {
        Standing::Blind => {
            parts.push(sealed(decision));
            return parts;
        }
        Standing::Lead(pair) => {
            if analysis.is_clear() {
                parts[0] = leads(decision, pair);
            }
            parts.extend(ahead(analysis));
            parts.extend(holds(analysis));
        }
        _ => {}
    }
    if analysis.model.is_scored() {
        let disputed = analysis.disputed_cells();
        if disputed > 0 {
            parts.push(format!("{} disputed", count(disputed, "cell", "cells")));
        } else if analysis.model.views.len() > 1 {
            parts.push("no cell disputed".to_owned());
        }
    }
    parts.extend(covered(analysis));
    parts
}

fn ahead(analysis: &Analysis) -> Option<String> {
    let share = analysis.first_within_swings()?;
    Some(format!("ahead in {} of weightings within ±25 % of yours", percent(share)))
}

fn holds(analysis: &Analysis) -> Option<String> {
    let error = analysis.common_error().filter(|_| analysis.gap().is_some_and(|gap| gap > TIE))?;
    Some(if error >= 1.0 - TIE {
        "holds whatever the swings".to_owned()
    } else {
        format!("holds unless swings are off by more than {}", percent_at_most(error))
    })
}

fn covered(analysis: &Analysis) -> Option<String> {
    let (empty, all) = (analysis.empty_cells(), analysis.counted_cells());
    match empty {
        _ if all == 0 => None,
        0 => Some("every cell scored".to_owned()),
        _ => Some(format!("{empty} of {all} cells empty")),
    }
}
