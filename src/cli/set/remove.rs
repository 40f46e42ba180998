//! `weigh-in remove`: options, criteria, members and profiles that leave a record.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::add::PartKind;
use crate::{
    cli::{
        console::Console,
        correct::Correct,
        failure::Failure,
        known,
        record::{apply, change},
        text::counted,
    },
    decision::{Decision, Edit},
};

/// Remove options, criteria, members or profiles from a record, with all their scores
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in remove go.decision.ron option zig
  weigh-in remove go.decision.ron criterion training hiring --yes")]
pub(in crate::cli) struct RemoveParts {
    /// The decision file
    file: PathBuf,
    /// What to remove
    kind: PartKind,
    /// Their ids or names
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
    /// Remove them even if scores go with them
    #[arg(long)]
    yes: bool,
    #[command(flatten)]
    correct: Correct,
}

impl RemoveParts {
    pub(in crate::cli) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (_, scores) = change(&self.file, &self.correct, console, |decision| {
            let before = scores(decision);
            for edit in self.edits(decision)? {
                apply(decision, edit)?;
            }
            let lost = before - scores(decision);
            if lost > 0 && !self.yes {
                return Err(Failure::before_writing(format_args!(
                    "{} would go as well; add --yes to remove them",
                    counted(lost, "score")
                )));
            }
            Ok(lost)
        })?;
        let what: Vec<&str> = self.ids.iter().map(String::as_str).collect();
        let with = if scores > 0 { format!(", with {}", counted(scores, "score")) } else { String::new() };
        console.say(format_args!("Removed {} from {}{with}.", what.join(", "), self.file.display()))?;
        Ok(ExitCode::SUCCESS)
    }

    fn edits(&self, decision: &Decision) -> Result<Vec<Edit>, Failure> {
        let edits: Result<Vec<Edit>, String> = match self.kind {
            PartKind::Option => self.ids.iter().map(|id| known::option(decision, id).map(Edit::RemoveOption)).collect(),
            PartKind::Member => self.ids.iter().map(|id| known::member(decision, id).map(Edit::RemoveMember)).collect(),
            PartKind::Profile => Ok(self.ids.iter().cloned().map(Edit::RemoveProfile).collect()),
            PartKind::Criterion => {
                let found: Result<Vec<_>, String> = self.ids.iter().map(|id| known::criterion(decision, id)).collect();
                found.map(|ids| vec![Edit::RemoveCriteria(ids)])
            }
        };
        edits.map_err(Failure::before_writing)
    }
}

/// Returns how many cells of ballots say something.
fn scores(decision: &Decision) -> usize {
    decision.ballots.iter().map(|ballot| ballot.cells.values().filter(|cell| !cell.is_blank()).count()).sum()
}
