//! The way to the result: the sentences under the choice, what decided it, and the appendix.

use serde::Serialize;

use crate::{
    analysis::{
        Analysis, CellResult, OptionResult, by_profile, hundredths, percent, robustness_in_words, scored_by, shown_gap,
        signed_points, summary, verdict, whose_weights,
    },
    decision::{Criterion, CriterionId, Decision},
};

#[derive(Debug, Serialize)]
pub(super) struct ResultView {
    /// Sentences under the choice: who leads, what would change that, and who sees it otherwise.
    summary: Vec<String>,
    /// `None` without two options to compare, and where no criterion separates them.
    decisive: Option<Decisive>,
    /// Sentences on the voters.
    scored_by: String,
    /// Whether a cell that counts has no score, so that it counts as 3.
    has_gaps: bool,
}

/// The comparison of the leader with another option, by the criteria that separate them most.
#[derive(Debug, Serialize)]
struct Decisive {
    /// Words for what the table shows.
    caption: String,
    /// Names of the leader and the other option.
    options: [String; 2],
    rows: Vec<DecisiveRow>,
    /// The criteria that are left out, as one row; `None` if there are none.
    others: Option<DecisiveRow>,
    totals: [String; 2],
    lead: String,
}

#[derive(Debug, Serialize)]
struct DecisiveRow {
    /// Name of the criterion, or how many there are.
    criterion: String,
    /// Share of the weight.
    share: String,
    /// Means of both options; empty for several criteria.
    means: Vec<String>,
    /// Points of the total by which the leader is ahead.
    lead: String,
}

/// Everything that leads to the result, for teams that want it in the ADR.
#[derive(Debug, Serialize)]
pub(super) struct AppendixView {
    rows: Vec<CriterionRow>,
    totals: Vec<String>,
    sentences: Vec<String>,
    /// What leads under the profiles that the record keeps, a line each. Those of a template are not looked at: it may be another one, or
    /// none, where the ADR is checked.
    profiles: Vec<String>,
}

#[derive(Debug, Serialize)]
struct CriterionRow {
    criterion: String,
    share: String,
    means: Vec<String>,
}

/// Text of a cell without scores.
const EMPTY: &str = "–";
/// Maximum number of criteria in the comparison, unless a single one would be left out.
const MOST_ROWS: usize = 6;

impl ResultView {
    /// Returns `None` while nobody has scored.
    pub(super) fn of(decision: &Decision, analysis: &Analysis) -> Option<Self> {
        analysis.has_scores().then(|| Self {
            summary: summary(decision, analysis),
            decisive: decisive(decision, analysis),
            scored_by: scored_by(decision, analysis),
            has_gaps: analysis.empty_cells() > 0,
        })
    }
}

impl AppendixView {
    /// Returns `None` while nobody has scored.
    pub(super) fn of(decision: &Decision, analysis: &Analysis) -> Option<Self> {
        let mut sentences = robustness_in_words(decision, analysis);
        sentences.extend(verdict(decision, analysis).caution);
        sentences.extend(whose_weights(analysis));
        let digits = analysis.digits_of_means();
        analysis.has_scores().then(|| Self {
            rows: decision.applicable().filter_map(|criterion| row(analysis, criterion, digits)).collect(),
            totals: analysis.options.iter().map(total).collect(),
            sentences,
            profiles: by_profile(decision, analysis, &decision.profiles_to_compare(&[]), None)
                .map(|found| found.in_lines(decision))
                .unwrap_or_default(),
        })
    }
}

/// Returns the comparison of the leader with the choice, if that is another option, else with the runner-up.
fn decisive(decision: &Decision, analysis: &Analysis) -> Option<Decisive> {
    let (leader, other) = analysis.compared(decision)?;
    let [leader, other] = [leader, other].map(|place| &analysis.options[place]);
    // What is shown as 0.00 decides nothing.
    let shown = |points: f64| hundredths(points) != 0;
    let weight = |id: &CriterionId| analysis.criterion(id).map_or(0.0, |criterion| criterion.weight);
    let mut all = analysis.difference(&leader.id, &other.id);
    all.retain(|(id, _)| weight(id) > 0.0);
    all.sort_by(|a, b| b.1.abs().total_cmp(&a.1.abs()));
    let separating = all.iter().filter(|(_, points)| shown(*points)).count();
    if separating == 0 {
        return None;
    }
    let taken = if all.len() <= MOST_ROWS + 1 { all.len() } else { MOST_ROWS.min(separating) };
    let (told, rest) = all.split_at(taken);
    let lead = shown_gap(leader.value, other.value);
    let digits = analysis.digits_of_means();
    let rows = told.iter().map(|(id, points)| DecisiveRow {
        criterion: decision.criterion_name(id).to_owned(),
        share: percent(weight(id)),
        means: [leader, other].map(|option| mean(analysis.cell(id, &option.id), digits)).to_vec(),
        lead: signed_points(*points),
    });
    let others = (!rest.is_empty()).then(|| {
        // The difference to what is shown, so that the columns add up.
        let shown: i64 = told.iter().map(|(_, points)| hundredths(*points)).sum();
        let shares: i64 = told.iter().map(|(id, _)| (weight(id) * 100.0).round() as i64).sum();
        let share = if shares < 100 {
            format!("{} %", 100 - shares)
        } else {
            percent(rest.iter().map(|(id, _)| weight(id)).sum())
        };
        DecisiveRow {
            criterion: format!("{} others", rest.len()),
            share,
            means: Vec::new(),
            lead: signed_points((hundredths(lead) - shown) as f64 / 100.0),
        }
    });
    let [name, other_name] = [leader, other].map(|option| decision.option_name(&option.id).to_owned());
    let caption = if analysis.winner().is_none() {
        format!("How {name} and {other_name} compare")
    } else if decision.options.len() == 2 && decision.outcome.chosen.as_ref() == Some(&leader.id) {
        "What decided it".to_owned()
    } else {
        format!("What puts {name} ahead of {other_name}")
    };
    Some(Decisive {
        caption,
        options: [name, other_name],
        rows: rows.collect(),
        others,
        totals: [leader, other].map(total),
        lead: signed_points(lead),
    })
}

/// Returns `None` for a criterion without weight.
fn row(analysis: &Analysis, criterion: &Criterion, digits: usize) -> Option<CriterionRow> {
    let weight = analysis.criterion(&criterion.id)?.weight;
    let cells = analysis.options.iter().map(|option| mean(analysis.cell(&criterion.id, &option.id), digits));
    (weight > 0.0).then(|| CriterionRow {
        criterion: criterion.called().to_owned(),
        share: percent(weight),
        means: cells.collect(),
    })
}

fn mean(cell: Option<&CellResult>, digits: usize) -> String {
    cell.and_then(|cell| cell.mean).map_or_else(|| EMPTY.to_owned(), |mean| format!("{mean:.digits$}"))
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
