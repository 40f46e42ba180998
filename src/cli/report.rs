//! `weigh-in report`: a record as an HTML file for everyone.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    record::{load_to_read, write_out},
};
use crate::{
    adr::drawn,
    analysis::Scope,
    report::{ReportInput, report},
    storage::world,
};

/// Write a report of the decision as one HTML file
///
/// For people without Weigh-In or git: the decision, the result in words and charts, all scores and votes with their notes, what would
/// change the result, the method, and the history. The file holds no script and loads nothing, so it can be mailed or printed. Scores of
/// a hidden round are left out.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in report go.decision.ron --out go.html
  weigh-in report go.decision.ron > go.html")]
pub(super) struct WriteReport {
    /// The decision file
    file: PathBuf,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    yes: bool,
}

impl WriteReport {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let decision = load_to_read(&self.file, console)?;
        if decision.is_blind() {
            let round = decision.round();
            console.tell(format_args!("Round {round} is hidden, so the report is without its scores."));
        }
        let analysis = drawn(&decision, Scope::Revealed);
        let file = self.file.file_name().unwrap_or_default().to_string_lossy();
        let input = ReportInput { decision: &decision, analysis: &analysis, file: &file, on: world::today() };
        let page = report(&input).map_err(Failure::before_writing)?;
        match &self.out {
            None => console.data(&page)?,
            Some(path) => {
                write_out(path, page.as_bytes(), self.yes)?;
                console.say(format_args!("Wrote {}.", path.display()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}
