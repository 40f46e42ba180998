//! Where the decision stands, in a few sentences for people.

use super::{
    Analysis,
    caution::cautions,
    model::TIE,
    names::sealed,
    pairs::Pair,
    parts::parts,
    standing::{Standing, distance, leads, standing},
    words::{list, without_unpublished},
};
use crate::decision::{CriterionId, Decision};

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

/// Where the decision stands, for the result, the strip and the ADR.
#[must_use]
pub fn verdict(decision: &Decision, analysis: &Analysis) -> Verdict {
    let (headline, because) = match standing(decision, analysis) {
        Standing::SharedId(id) => {
            let because = "Give each its own id in the file, and correct the scores that name it.";
            (format!("The id `{id}` is used twice, so nothing can be counted."), because.to_owned())
        }
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
            let headline = format!("{} is the only option{}.", decision.option_name(id), left(decision));
            let alone = decision.options.len() == 1;
            (headline, if alone { "Add an alternative to compare it with.".to_owned() } else { reasons(analysis) })
        }
        Standing::Lead(pair) => {
            // Where it is close, the sentence is about the pair that makes it close.
            let pair = if analysis.is_clear() { pair } else { analysis.narrowest().unwrap_or(pair) };
            (headline(decision, analysis, pair), because(decision, analysis, pair))
        }
    };
    let parts = parts(decision, analysis, &headline);
    let cautions = cautions(decision, analysis);
    let caution = (!cautions.is_empty()).then(|| cautions.join(" "));
    Verdict { headline, because, caution, parts }
}

fn told(headline: &str, because: &str) -> (String, String) {
    (headline.to_owned(), because.to_owned())
}

fn left(decision: &Decision) -> &'static str {
    if decision.options.len() > 1 { " left" } else { "" }
}

fn reasons(analysis: &Analysis) -> String {
    analysis.options.iter().filter_map(|option| option.screened_out.as_deref()).collect::<Vec<_>>().join(" ")
}

fn headline(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let missing = without_unpublished(analysis.unpublished).map(|without| format!(", {without}")).unwrap_or_default();
    let level: Vec<&str> = analysis
        .options
        .iter()
        .filter(|option| option.rank == Some(1))
        .map(|option| decision.option_name(&option.id))
        .collect();
    if level.len() > 1 {
        return format!("No clear winner: {} are level{missing}.", list(&level));
    }
    if !analysis.is_clear() {
        let names = [decision.option_name(&pair.winner), decision.option_name(&pair.rival)];
        return format!("No clear winner: {} are {} apart{missing}.", list(&names), distance(pair.gap));
    }
    // From 0.995 on, two digits show 1.00.
    let unit = if pair.gap < 0.995 { " of a point" } else { " points" };
    let end = if analysis.empty_cells_could_turn_it() {
        ", but empty cells could turn it"
    } else if analysis.is_solid() {
        ", and the lead is solid"
    } else {
        ""
    };
    format!("{}{unit}{missing}{end}.", leads(decision, pair))
}

/// The first three criteria of a difference, by name; no more fit a sentence.
fn first_names<'a>(decision: &Decision, difference: impl Iterator<Item = &'a (CriterionId, f64)>) -> String {
    list(&difference.take(3).map(|(id, _)| decision.criterion_name(id)).collect::<Vec<_>>())
}

/// Where the lead of a pair comes from, and what the rival wins back: a sentence.
#[must_use]
pub fn because(decision: &Decision, analysis: &Analysis, pair: &Pair) -> String {
    let difference = analysis.difference(&pair.winner, &pair.rival);
    let ahead = first_names(decision, difference.iter().filter(|(_, d)| *d > TIE));
    let behind = first_names(decision, difference.iter().rev().filter(|(_, d)| *d < -TIE));
    let (winner, rival) = (decision.option_name(&pair.winner), decision.option_name(&pair.rival));
    match (ahead.is_empty(), behind.is_empty()) {
        (true, _) => format!("No criterion with a weight separates {winner} and {rival}."),
        (false, true) => format!("It comes from {ahead}; {rival} is ahead on nothing."),
        (false, false) if analysis.is_clear() => format!("It comes from {ahead}; {rival} wins back on {behind}."),
        (false, false) => format!("{winner} is ahead on {ahead}, {rival} on {behind}."),
    }
}
