//! `weigh-in analyze`: what follows from the scores.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    layout::{table, wrap},
    record::load_to_read,
};
use crate::{
    analysis::{Analysis, OptionResult, Scope, analyze, sentences, to_json},
    decision::Decision,
};

/// Tell what follows from the scores
///
/// Every score in the file counts, blind or not: the file is plain text.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in analyze go.decision.ron
  weigh-in analyze go.decision.ron --json | jq '.options[] | [.id, .value]'")]
pub(super) struct Analyze {
    /// The decision file
    file: PathBuf,
    /// For other programs: one JSON object with every number at full precision
    #[arg(long)]
    json: bool,
}

impl Analyze {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let decision = load_to_read(&self.file, console)?;
        let analysis = analyze(&decision, Scope::All);
        if self.json {
            console.data(&format!("{:#}\n", to_json(&decision, &analysis)))?;
        } else {
            console.say(report(&decision, &analysis))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn report(decision: &Decision, analysis: &Analysis) -> String {
    let title = Some(decision.title.trim()).filter(|title| !title.is_empty()).unwrap_or("Untitled decision");
    let heading = format!("{title} ({})", decision.status);
    let paragraphs = |sentences: &[String]| sentences.iter().map(|s| wrap(s, 0)).collect::<Vec<_>>().join("\n");
    let mut parts = vec![wrap(&heading, 0), paragraphs(&sentences(decision, analysis))];
    if !decision.options.is_empty() {
        parts.push(table(&totals(decision, analysis)));
    }
    if !decision.options.is_empty() && !decision.criteria.is_empty() {
        parts.push(table(&cells(decision, analysis)));
    }
    if analysis.options.iter().any(|option| option.low < option.high) {
        parts.push(wrap("Value counts an empty cell as 3, the middle of the scale; Lowest as 1, Highest as 5.", 0));
    }
    parts.join("\n\n")
}

fn row<const N: usize>(cells: [&str; N]) -> Vec<String> {
    cells.map(str::to_owned).to_vec()
}

/// A share as a whole percentage. Only all is "100 %".
fn percent(share: f64) -> String {
    let most = if share < 1.0 - 1e-9 { 99.0 } else { 100.0 };
    format!("{:.0} %", (share * 100.0).min(most))
}

/// What there is no number for.
const NONE: &str = "–";

/// The options, the best first; those that are screened out last.
fn totals(decision: &Decision, analysis: &Analysis) -> Vec<Vec<String>> {
    let weighted = analysis.criteria.iter().any(|criterion| criterion.weight > 0.0);
    let number = |value: f64| if weighted { format!("{value:.2}") } else { NONE.to_owned() };
    let mut options: Vec<&OptionResult> = analysis.options.iter().collect();
    options.sort_by_key(|option| option.rank.unwrap_or(usize::MAX));
    let mut rows = vec![row(["Option", "Place", "Value", "Lowest", "Highest", "Weight scored"])];
    rows.extend(options.into_iter().map(|option| {
        vec![
            decision.option(&option.id).map_or(option.id.as_str(), |o| o.name.trim()).to_owned(),
            option.rank.map_or(NONE.to_owned(), |rank| rank.to_string()),
            number(option.value),
            number(option.low),
            number(option.high),
            if weighted { percent(option.coverage) } else { NONE.to_owned() },
        ]
    }));
    rows
}

/// Weights and means, under the ids that `score` takes.
fn cells(decision: &Decision, analysis: &Analysis) -> Vec<Vec<String>> {
    let ids = decision.options.iter().map(|option| option.id.to_string());
    let mut rows = vec![row(["Criterion", "Weight"]).into_iter().chain(ids).collect::<Vec<_>>()];
    rows.extend(analysis.criteria.iter().zip(analysis.cells.chunks(decision.options.len())).map(
        |(criterion, cells)| {
            let weight =
                if criterion.applicable { format!("{:.1} %", criterion.weight * 100.0) } else { "left out".to_owned() };
            let means = cells.iter().map(|cell| cell.mean.map_or(NONE.to_owned(), |mean| format!("{mean:.1}")));
            [criterion.id.to_string(), weight].into_iter().chain(means).collect()
        },
    ));
    rows
}
