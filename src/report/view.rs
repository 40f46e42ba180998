//! What the page of a report says: plain text that is chosen, ordered and counted, but not yet escaped.

use minijinja::Value;
use serde::Serialize;

use super::{
    ReportInput, colors,
    history::{EventView, history},
    scores::{MeansView, VotesView},
};
use crate::{
    adr::{AdrInput, Dialect, Setting, Style, View},
    analysis::{Analysis, MemberResult, OptionResult, percent, points, robustness_in_words, verdict, whose_weights},
    chart::{ChartKind, chart},
    decision::{
        Alternative, Cost, Decision, DueKind, ReversalCost, Status,
        text::{day, is_blank},
    },
};

const STYLE: &str = include_str!("../../templates/report.css");
/// Text in place of a number that does not exist.
const NONE: &str = "–";

#[derive(Debug, Serialize)]
pub(super) struct ReportView {
    /// What the ADR says.
    adr: View,
    /// Rules of style. Safe to print.
    style: Value,
    title: String,
    status: &'static str,
    /// Whether the decision is out of force, or was never in force.
    is_past: bool,
    /// Day of the report, in words.
    on: String,
    file: String,
    facts: Vec<(&'static str, String)>,
    /// Why scores are missing; empty if none are.
    hidden: String,
    reversal_note: String,
    headline: String,
    because: String,
    caution: String,
    meaning: String,
    /// Charts of the result, as SVG. Safe to print.
    totals_chart: Option<Value>,
    difference_chart: Option<Value>,
    ladder_chart: Option<Value>,
    totals: Vec<TotalRow>,
    has_ranges: bool,
    /// What would change the result, and what would not, in sentences.
    robustness: Vec<String>,
    whose_weights: String,
    costs: Vec<CostRow>,
    means: Option<MeansView>,
    members: Vec<MemberRow>,
    votes: Option<VotesView>,
    history: Vec<EventView>,
    runner_up_case: String,
}

#[derive(Debug, Serialize)]
struct TotalRow {
    name: String,
    /// Place among the options, or that it is ruled out.
    place: String,
    total: String,
    /// Range that empty cells leave open; empty for none.
    range: String,
    /// Share of the weight that is scored.
    scored: String,
    is_chosen: bool,
}

/// How a member sees the options.
#[derive(Debug, Serialize)]
struct MemberRow {
    name: String,
    is_reference: bool,
    /// Weight of the ballot; empty for 1.
    weight: String,
    has_weighed: bool,
    totals: Vec<String>,
    /// Name of the option that leads, or that several do.
    leads: String,
}

#[derive(Debug, Serialize)]
struct CostRow {
    name: String,
    amount: String,
    note: String,
}

impl ReportView {
    pub(super) fn of(input: &ReportInput<'_>) -> Self {
        let ReportInput { decision, analysis, file, on } = *input;
        let style = Style::of(Dialect::Madr);
        let setting = Setting { style: &style, number: None, relations: &[], charts: &[] };
        let verdict = verdict(decision, analysis);
        let drawn = |kind| chart(decision, analysis, kind).map(|chart| Value::from_safe_string(chart.svg));
        Self {
            adr: View::of(&AdrInput { decision, analysis, record: None }, &setting),
            style: Value::from_safe_string(format!("{}{STYLE}", colors::rules())),
            title: if is_blank(&decision.title) { "Untitled decision".to_owned() } else { decision.title.clone() },
            status: decision.status().word(),
            is_past: matches!(decision.status(), Status::Rejected | Status::Deprecated | Status::Superseded),
            on: day(on),
            file: file.to_owned(),
            facts: facts(decision),
            hidden: hidden(decision, analysis),
            reversal_note: decision.reversal.note.clone(),
            headline: verdict.headline,
            because: verdict.because,
            caution: verdict.caution.unwrap_or_default(),
            meaning: verdict.meaning.unwrap_or_default(),
            totals_chart: drawn(ChartKind::Totals),
            difference_chart: drawn(ChartKind::Difference),
            ladder_chart: drawn(ChartKind::Ladder),
            totals: if analysis.has_scores() { totals(decision, analysis) } else { Vec::new() },
            has_ranges: analysis.options.iter().any(|option| !range(option).is_empty()),
            robustness: robustness_in_words(decision, analysis),
            whose_weights: whose_weights(analysis).unwrap_or_default(),
            costs: decision.options.iter().filter_map(|option| cost(option)).collect(),
            means: MeansView::of(decision, analysis),
            members: members(decision, analysis),
            votes: VotesView::of(decision, analysis),
            history: history(decision),
            runner_up_case: decision.outcome.runner_up_case.clone(),
        }
    }
}

/// Returns the facts of the head, as far as they are given.
fn facts(decision: &Decision) -> Vec<(&'static str, String)> {
    let people = &decision.people;
    let names = |names: &[String]| names.iter().filter(|name| !is_blank(name)).cloned().collect::<Vec<_>>().join(", ");
    let status_day = decision.status_date().map(day).unwrap_or_default();
    let due = DueKind::of(decision.status());
    let review = decision.outcome.review.filter(|_| due.is_some()).map(day).unwrap_or_default();
    let decide_by = decision.decide_by.filter(|_| !decision.is_guarded()).map(day).unwrap_or_default();
    let supersedes = decision.predecessor.as_ref().map(|one| one.title.clone()).unwrap_or_default();
    let facts = [
        ("Status since", status_day),
        ("Decide by", decide_by),
        ("Decision makers", names(&people.decision_makers)),
        ("Consulted", names(&people.consulted)),
        ("Informed", names(&people.informed)),
        ("Supersedes", supersedes),
        ("Undoing it", decision.reversal.cost.map_or("", ReversalCost::words).to_owned()),
        ("Review on", review),
    ];
    facts.into_iter().filter(|(_, value)| !is_blank(value)).collect()
}

/// Says that scores are left out since their round is hidden; empty if none are.
fn hidden(decision: &Decision, analysis: &Analysis) -> String {
    if !decision.is_blind() {
        return String::new();
    }
    let round = decision.round();
    if analysis.has_scores() {
        format!("Round {round} is still hidden. This report shows the scores of earlier rounds.")
    } else {
        format!("Round {round} is still hidden, so this report shows no scores.")
    }
}

/// Returns the options, the best first.
fn totals(decision: &Decision, analysis: &Analysis) -> Vec<TotalRow> {
    let rows = analysis.best_first().into_iter().map(|option| TotalRow {
        name: decision.option_name(&option.id).to_owned(),
        place: match (&option.screened_out, option.rank) {
            (Some(_), _) => "ruled out".to_owned(),
            (None, Some(rank)) => rank.to_string(),
            (None, None) => NONE.to_owned(),
        },
        total: if option.value > 0.0 { points(option.value) } else { NONE.to_owned() },
        range: range(option),
        scored: percent(option.coverage),
        is_chosen: decision.outcome.chosen.as_ref() == Some(&option.id),
    });
    rows.collect()
}

/// Returns the range that empty cells leave open; empty if it would not be visible in two decimals.
fn range(option: &OptionResult) -> String {
    if option.high - option.low < 0.005 {
        String::new()
    } else {
        format!("{} to {}", points(option.low), points(option.high))
    }
}

/// Returns how each member sees the options; nothing with a single one, whose view is the result.
fn members(decision: &Decision, analysis: &Analysis) -> Vec<MemberRow> {
    if analysis.members.len() < 2 || !analysis.has_scores() {
        return Vec::new();
    }
    analysis.members.iter().map(|member| member_row(decision, member)).collect()
}

fn member_row(decision: &Decision, member: &MemberResult) -> MemberRow {
    let level = member.leaders.level();
    let leads = match (member.leaders.winner(), level) {
        (Some(winner), _) => decision.option_name(winner).to_owned(),
        (None, []) => NONE.to_owned(),
        (None, level) => {
            let names: Vec<&str> = level.iter().map(|id| decision.option_name(id)).collect();
            format!("level: {}", names.join(", "))
        }
    };
    let totals = if member.values.is_empty() {
        vec![NONE.to_owned(); decision.options.len()]
    } else {
        member.values.iter().map(|value| points(*value)).collect()
    };
    MemberRow {
        name: member.name.clone(),
        is_reference: member.reference,
        weight: if (member.weight - 1.0).abs() < 1e-9 { String::new() } else { member.weight.to_string() },
        has_weighed: member.has_weighed(),
        totals,
        leads,
    }
}

fn cost(option: &Alternative) -> Option<CostRow> {
    let Cost { amount, unit, note } = option.cost.as_ref()?;
    let amount = format!("{amount} {unit}").trim().to_owned();
    Some(CostRow { name: option.called().to_owned(), amount, note: note.clone() })
}
