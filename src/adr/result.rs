//! The way to the result: the sentences, the score table, the voters, and the members who see it otherwise.

use serde::Serialize;

use crate::{
    analysis::{Analysis, MemberResult, OptionResult, missing_sealed, percent, revealed},
    decision::{Criterion, Decision},
};

#[derive(Debug, Serialize)]
pub(super) struct ResultView {
    sentences: Vec<String>,
    rows: Vec<CriterionRow>,
    totals: Vec<String>,
    scored_by: String,
    /// How the last round ended; empty for a sole member.
    round: String,
    dissent: Vec<Dissent>,
}

#[derive(Debug, Serialize)]
struct CriterionRow {
    criterion: String,
    weight: String,
    means: Vec<String>,
}

#[derive(Debug, Serialize)]
struct Dissent {
    who: String,
    winner: String,
    gap: String,
}

/// Text of a cell without scores.
const EMPTY: &str = "–";

impl ResultView {
    /// Returns `None` while nobody has scored.
    pub(super) fn of(decision: &Decision, analysis: &Analysis, sentences: &[String]) -> Option<Self> {
        let scored: Vec<&MemberResult> =
            analysis.members.iter().filter(|member| has_scored(analysis, member)).collect();
        if scored.is_empty() {
            return None;
        }
        Some(Self {
            sentences: sentences.to_vec(),
            rows: decision.applicable().filter_map(|criterion| row(analysis, criterion)).collect(),
            totals: analysis.options.iter().map(total).collect(),
            scored_by: list(&scored.iter().map(|member| who(member)).collect::<Vec<_>>()),
            round: round(decision),
            dissent: scored.iter().filter_map(|member| dissent(decision, analysis, member)).collect(),
        })
    }
}

fn has_scored(analysis: &Analysis, member: &MemberResult) -> bool {
    analysis.cells.iter().flat_map(|cell| &cell.votes).any(|(id, vote)| *id == member.id && vote.score().is_some())
}

/// Returns `None` for a criterion without weight that nobody scored.
fn row(analysis: &Analysis, criterion: &Criterion) -> Option<CriterionRow> {
    let weight = analysis.criterion(&criterion.id)?.weight;
    let cells: Vec<_> = analysis.cells.iter().filter(|cell| cell.criterion == criterion.id).collect();
    if weight <= 0.0 && cells.iter().all(|cell| cell.n == 0) {
        return None;
    }
    Some(CriterionRow {
        criterion: criterion.called().to_owned(),
        weight: percent(weight),
        means: cells.iter().map(|cell| shown_mean(cell.mean)).collect(),
    })
}

fn shown_mean(mean: Option<f64>) -> String {
    mean.map_or_else(|| EMPTY.to_owned(), |mean| format!("{mean:.1}"))
}

/// Formats an option's value, with the range that its empty cells leave open.
fn total(option: &OptionResult) -> String {
    let OptionResult { value, low, high, .. } = *option;
    // Scores start at 1, so only an option without any score has no value.
    if value <= 0.0 {
        EMPTY.to_owned()
    } else if high - low < 0.005 {
        // A smaller range would not be visible in two decimals.
        format!("{value:.2}")
    } else {
        format!("{value:.2} ({low:.2} to {high:.2})")
    }
}

fn who(member: &MemberResult) -> String {
    let kind = if member.reference { " (reference ballot)" } else { "" };
    // A weight of 1 is not mentioned.
    let weight =
        if (member.weight - 1.0).abs() < 1e-9 { String::new() } else { format!(" (counts {})", member.weight) };
    format!("{}{kind}{weight}", member.name)
}

fn round(decision: &Decision) -> String {
    if let Some(text) = revealed(decision) {
        return [Some(text), missing_sealed(decision)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    }
    match decision.members.len() {
        0 | 1 => String::new(),
        _ => format!("Round {} was still blind.", decision.round()),
    }
}

fn dissent(decision: &Decision, analysis: &Analysis, member: &MemberResult) -> Option<Dissent> {
    let winner = member.leaders.winner().filter(|winner| !analysis.leaders.has(winner))?;
    Some(Dissent {
        who: member.name.clone(),
        winner: decision.option(winner)?.called().to_owned(),
        // A gap that would be shown as 0.00 is left out.
        gap: member.gap.filter(|gap| *gap >= 0.005).map(|gap| format!("{gap:.2}")).unwrap_or_default(),
    })
}

fn list(names: &[String]) -> String {
    match names {
        [most @ .., last] if !most.is_empty() => format!("{} and {last}", most.join(", ")),
        names => names.concat(),
    }
}
