//! `weigh-in merge`: copies of one record that went separate ways in git.

use std::{
    env,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{console::Console, failure::Failure};
use crate::{
    decision::{Merge as Merged, Side},
    storage::{self, ThreeRecords, world},
};

/// Merge copies of a record that went separate ways, by their parts
///
/// Scores of different members, different cells and different sections never get in each other's way. What both copies
/// changed in different ways is told by name, and stands in the file between git's conflict markers until somebody
/// chooses.
#[derive(Debug, Args)]
#[command(after_help = "\
Exit codes: 0 merged; 1 there are conflicts, and the file has conflict markers
around them; 2 it could not be done, and nothing was written.

Examples:
  weigh-in merge --install
  weigh-in merge base.decision.ron ours.decision.ron theirs.decision.ron
  weigh-in merge --resolve go.decision.ron
  weigh-in merge --resolve go.decision.ron --take theirs

`--install` makes git use it for every *.decision.ron of a repository. Buttons
of hosting services run no merge driver: merge locally there.")]
pub(super) struct Merge {
    /// The last state that both copies share
    #[arg(required_unless_present_any = ["install", "resolve"], requires = "theirs")]
    base: Option<PathBuf>,
    /// The copy here; the merge is written to it
    ours: Option<PathBuf>,
    /// The copy that comes in
    theirs: Option<PathBuf>,
    /// Write the merge to this file instead
    #[arg(long, value_name = "PATH", requires = "base")]
    output: Option<PathBuf>,
    /// What the file is called in messages, for git, which merges copies of it: with it, files that cannot be read as
    /// records get conflict markers as well
    #[arg(long, value_name = "NAME", requires = "base", conflicts_with = "output")]
    path: Option<String>,
    /// Finish the merge of a file in which git left conflict markers
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base", "install"])]
    resolve: Option<PathBuf>,
    /// The side to take in conflicts
    #[arg(long, value_name = "SIDE", conflicts_with = "install")]
    take: Option<Take>,
    /// Make git merge decision files by their parts in a repository
    #[arg(long, conflicts_with = "base")]
    install: bool,
    /// The repository to set up
    #[arg(long, value_name = "DIR", default_value = ".", requires = "install")]
    repo: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Take {
    /// The copy here
    Ours,
    /// The copy that comes in
    Theirs,
}

/// The exit code of a merge with conflicts, as git expects it of a driver.
const CONFLICTS: u8 = 1;

impl Merge {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        match (&self.resolve, &self.base, &self.ours, &self.theirs) {
            (Some(file), ..) => {
                let records = storage::load_conflicted(file)?;
                let done = self.finish(&records, file, &file.display().to_string(), console)?;
                if done == ExitCode::SUCCESS {
                    console.say(format_args!("Merged {0}. `git add {0}` tells git.", file.display()))?;
                }
                Ok(done)
            }
            (None, Some(base), Some(ours), Some(theirs)) => self.merge(base, ours, theirs, console),
            _ => install(&self.repo, console),
        }
    }

    fn merge(&self, base: &Path, ours: &Path, theirs: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let target = self.output.as_deref().unwrap_or(ours);
        let name = self.path.clone().unwrap_or_else(|| target.display().to_string());
        let merged = storage::load_three(base, ours, theirs).map_err(Failure::from);
        match merged.and_then(|records| self.finish(&records, target, &name, console)) {
            Ok(done) => Ok(done),
            Err(failure) if self.path.is_some() => {
                // Git would take our copy for the merge, and somebody would commit it without the other.
                console.fail(&failure);
                storage::save_unmerged(target, base, ours, theirs)?;
                console.tell(format_args!("{name} was not merged; both sides stand in it, line by line."));
                Ok(ExitCode::from(CONFLICTS))
            }
            Err(failure) => Err(failure),
        }
    }

    fn finish(
        &self,
        records: &ThreeRecords,
        target: &Path,
        name: &str,
        console: &mut Console<'_>,
    ) -> Result<ExitCode, Failure> {
        let side = self.take.map(|take| match take {
            Take::Ours => Side::Ours,
            Take::Theirs => Side::Theirs,
        });
        let mut merge = records.merge_choosing(&|_| side);
        if merge.decision != records.ours && merge.decision != records.theirs {
            merge.decision.reveal_if_all_sealed(world::today());
        }
        storage::save_merge(target, records, &merge)?;
        Ok(tell(&merge, name, console))
    }
}

fn tell(merge: &Merged, name: &str, console: &mut Console<'_>) -> ExitCode {
    for conflict in &merge.conflicts {
        let outcome = match (conflict.settled, conflict.kept) {
            (false, _) => "conflict",
            (true, Side::Theirs) => "took theirs",
            (true, Side::Ours | Side::Base) => "took ours",
        };
        console.tell(format_args!("{name}: {outcome}: {}", conflict.sentence()));
    }
    match merge.open().count() {
        0 => ExitCode::SUCCESS,
        count => {
            let conflicts = if count == 1 { "1 conflict".to_owned() } else { format!("{count} conflicts") };
            console.tell(format_args!(
                "{conflicts} in {name}. Open it in Weigh-In, or run `weigh-in merge --resolve` on it with --take, or \
                 choose between the conflict markers in a text editor."
            ));
            ExitCode::from(CONFLICTS)
        }
    }
}

fn install(repository: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
    let program =
        env::current_exe().map_err(|error| Failure::new(format!("the path of this program is not known: {error}.")))?;
    let installed =
        storage::install_merge_driver(repository, &program).map_err(|error| Failure::new(error.to_string()))?;
    let attributes = if installed.attributes_changed {
        "Commit .gitattributes, so that it holds for all."
    } else {
        ".gitattributes says so already."
    };
    console.say(format_args!(
        "Git merges the decision files in {} with {} from now on. {attributes} Each clone needs `weigh-in merge \
         --install` once.",
        installed.root.display(),
        program.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
