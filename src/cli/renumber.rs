//! `weigh-in renumber`: another number for an ADR.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{console::Console, failure::Failure, here::Here, record::is_repository_folder};
use crate::decision_log::{hold, renumber, repository_root};

/// Give an ADR another number and update every link to it
///
/// Renames the file, changes the number in its title and front matter, and updates the links to it in all Markdown
/// files of the repository and its path in decision files. Without --yes, only shows what would change.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in renumber 0100-mesh-gateway.md
  weigh-in renumber docs/adr/0007-use-go.md --to 12 --yes

Exit codes: 0 it was done, or it was a dry run; 1 it would change files, and
--yes was not given; 2 it could not be done.")]
pub(super) struct Renumber {
    /// The ADR: its number, or its file if several have that number
    adr: String,
    /// The repository, or a folder in it
    #[arg(long, value_name = "DIR", default_value = ".")]
    repo: PathBuf,
    /// The folder for ADRs, from the root of the repository [default: the one that the repository has]
    #[arg(long, value_name = "DIR")]
    folder: Option<String>,
    /// The new number [default: the next one that is free in the folder and in other branches]
    #[arg(long, value_name = "NUMBER")]
    to: Option<u32>,
    /// Show what would change, and change nothing
    #[arg(long)]
    dry_run: bool,
    /// Make the changes
    #[arg(long)]
    yes: bool,
}

impl Renumber {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        is_repository_folder(&self.repo)?;
        let root = repository_root(&self.repo).unwrap_or_else(|| self.repo.clone());
        // Held from the plan until all is written, as in exports.
        let held = (self.yes && !self.dry_run).then(|| hold(&root));
        let here = Here::under(&root);
        let renumbering = renumber(&root, self.folder.as_deref(), &here.in_repository(&self.adr), self.to)
            .map_err(|error| Failure::new(format!("{error}. Nothing was changed.")))?;
        for note in &renumbering.notes {
            console.warn(note);
        }
        let Some(held) = held else {
            console.say(renumbering.unified_diff().trim_end())?;
            let advice = if self.dry_run { "this was a dry run" } else { "add --yes to do it" };
            console.tell(format_args!("Nothing was changed: {advice}."));
            return Ok(if self.dry_run { ExitCode::SUCCESS } else { ExitCode::from(1) });
        };
        renumbering.carry_out_held(&held).map_err(|error| Failure::new(format!("{error}.")))?;
        console.say(format_args!("{} is {} now.", here.path(&renumbering.from), here.path(renumbering.to())))?;
        for other in renumbering.changes.iter().skip(1) {
            console.say(format_args!("Changed {}.", here.path(&other.path)))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
