//! `weigh-in diff`: the changes in a record.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    hidden::tell_if_hidden,
    record::{load_at, load_to_read},
};
use crate::{
    adr::{drawn, told_change},
    analysis::{Analyzed, Scope, change_to_json, what_changed},
    decision::Decision,
};

/// Show what changed in a record, and whether the decision still holds
///
/// Starts with the result then and now, followed by what moved it: weights, scores by member, options and texts, with
/// both values. The output is Markdown, ready for a pull request. Every score in the files counts, hidden or not.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 done, whether anything changed or not; 1 something changed, with
--exit-code; 2 it could not be done.

Examples:
  weigh-in diff old.decision.ron go.decision.ron
  weigh-in diff go.decision.ron --since main
  weigh-in diff go.decision.ron --since 'HEAD@{1 year ago}'
  weigh-in diff go.decision.ron --since v1.0 --json | jq .holds")]
pub(super) struct Diff {
    /// The old record; with --since, the current one
    old: PathBuf,
    /// The current record
    #[arg(conflicts_with = "since")]
    new: Option<PathBuf>,
    /// Compare with the same file at a git revision, such as a commit, branch or tag
    #[arg(long, value_name = "REV", allow_hyphen_values = true)]
    since: Option<String>,
    /// Print one JSON object, with every number at full precision
    #[arg(long)]
    json: bool,
    /// Exit with 1 if anything changed
    #[arg(long)]
    exit_code: bool,
}

/// Exit code if there are differences, with `--exit-code`.
const CHANGED: u8 = 1;

impl Diff {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (then, now) = self.load(console)?;
        tell_if_hidden(if now.is_blind() { &now } else { &then }, console);
        // With draws from a fixed seed, so that the same files always give the same text.
        let [then_drawn, now_drawn] = [&then, &now].map(|decision| drawn(decision, Scope::All));
        let change = what_changed(
            Analyzed { decision: &then, analysis: &then_drawn },
            Analyzed { decision: &now, analysis: &now_drawn },
        );
        if self.json {
            console.json(&change_to_json(&change))?;
        } else {
            console.text(&told_change(&change, &then, &now))?;
        }
        let is_found = self.exit_code && !change.is_nothing();
        Ok(if is_found { ExitCode::from(CHANGED) } else { ExitCode::SUCCESS })
    }

    /// Loads the record then and now.
    fn load(&self, console: &mut Console<'_>) -> Result<(Decision, Decision), Failure> {
        match (&self.since, &self.new) {
            (Some(revision), _) => {
                let now = load_to_read(&self.old, console)?;
                Ok((load_at(&self.old, revision, console)?, now))
            }
            (None, Some(new)) => Ok((load_to_read(&self.old, console)?, load_to_read(new, console)?)),
            (None, None) => {
                Err(Failure::new("there is nothing to compare with. Name two files, or a revision behind --since."))
            }
        }
    }
}
