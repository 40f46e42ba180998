//! `weigh-in merge`: copies of one record that went separate ways in git.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{console::Console, failure::Failure, record::is_repository_folder};
use crate::{
    decision::{Merge as Merged, Problem, Side, is_misfit, text::shell_quoted},
    decision_log::repository_root,
    storage::{self, Fingerprint, Saved, ThreeRecords, Unfinished, WriteError, world},
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

`--install` makes git use it for every *.decision.ron of a repository, and
`weigh-in show` for `git diff` and `git log -p`. Buttons of hosting services
run no merge driver: merge locally there.")]
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
    #[arg(long, value_name = "NAME", requires = "base", conflicts_with = "output", allow_hyphen_values = true)]
    path: Option<OsString>,
    /// Finish the merge of a file that has conflict markers, or that git holds as unmerged without any
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base", "install"])]
    resolve: Option<PathBuf>,
    /// The side to take in conflicts
    #[arg(long, value_name = "SIDE", conflicts_with = "install")]
    take: Option<Take>,
    /// Make git merge decision files by their parts in a repository, and compare them in plain words
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
            (Some(file), ..) => self.resolve(file, console),
            (None, Some(base), Some(ours), Some(theirs)) => self.merge(base, ours, theirs, console),
            // The argument rules allow nothing else: without three copies or `--resolve` it is `--install`.
            _ => install(&self.repo, console),
        }
    }

    fn merge(&self, base: &Path, ours: &Path, theirs: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let target = self.output.as_deref().unwrap_or(ours);
        let name = self.path.as_deref().map_or(target, Path::new).display().to_string();
        let merged = storage::load_three(base, ours, theirs).map_err(Failure::from);
        match merged.and_then(|(records, print)| self.finish(&records, ours, &print, &name, console)) {
            Ok(done) => Ok(done),
            Err(failure) if self.path.is_some() => {
                // Git would take our copy for the merge, and somebody would commit it without the other.
                console.fail(&failure);
                let outcome = if storage::save_unmerged(target, base, ours, theirs)? {
                    "both sides stand in it, line by line."
                } else {
                    "it holds our side only, because one side cannot be read as text. Choose with `git checkout --ours` or \
                     `--theirs`."
                };
                console.tell(format_args!("{name} was not merged; {outcome}"));
                Ok(ExitCode::from(CONFLICTS))
            }
            Err(failure) => Err(failure),
        }
    }

    /// Finishes the merge of a file in which git left it, or whose copies git still keeps apart.
    fn resolve(&self, file: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (unfinished, print) = storage::load_unfinished(file)?;
        let Unfinished { records, whole, .. } = &unfinished;
        let name = file.display().to_string();
        // A side that is asked for is a reason to merge again, even where the file holds both.
        if let Some(decision) = whole.as_ref().filter(|_| self.take.is_none()) {
            let problems = decision.errors_beyond(unfinished.theirs());
            console.say(format_args!("{name} already has the changes of both sides."))?;
            return tell_whole(&problems, &name, console);
        }
        let mut merge = unfinished.merge_choosing(&self.choice());
        // Both sides may hold what each of the copies had alone, such as the last seal of a round.
        merge.decision.reveal_if_all_sealed(world::today(), String::new());
        save(file, &print, records, &merge).map_err(|error| error.or_too_large(|| smaller_side(file)))?;
        self.tell_useless_take(&merge, console);
        match tell(&merge, &name, console) {
            Outcome::Open => Ok(ExitCode::from(CONFLICTS)),
            Outcome::Misfit => Ok(tell_misfit(&name, console)),
            Outcome::Merged => {
                let problems = merge.decision.errors_beyond(unfinished.theirs());
                if !problems.is_empty() {
                    return tell_whole(&problems, &name, console);
                }
                if !is_in_repository(file) {
                    console.say(format_args!("Merged {name}."))?;
                    return Ok(ExitCode::SUCCESS);
                }
                console.say(format_args!("Merged {name}. Run `git add {}` to finish.", shell_quoted(&name)))?;
                Ok(ExitCode::SUCCESS)
            }
        }
    }

    fn finish(
        &self,
        records: &ThreeRecords,
        ours: &Path,
        print: &Fingerprint,
        name: &str,
        console: &mut Console<'_>,
    ) -> Result<ExitCode, Failure> {
        let mut merge = records.merge_choosing(&self.choice());
        // A merge that comes to one of the copies leaves that copy as it is.
        if !merge.conflicts.is_empty() || (merge.decision != records.ours && merge.decision != records.theirs) {
            merge.decision.reveal_if_all_sealed(world::today(), String::new());
        }
        let saved = match &self.output {
            Some(output) => save_new(output, ours, records, &merge),
            None if records.is_ours(&merge) => Ok(()),
            None => save(ours, print, records, &merge),
        };
        saved.map_err(|error| {
            error.or_too_large(|| "Remove what is not needed from one copy, and merge again.".to_owned())
        })?;
        self.tell_useless_take(&merge, console);
        Ok(match tell(&merge, name, console) {
            Outcome::Merged => {
                // The same words as after a resolution, which may come to the same record.
                let problems = merge.decision.errors_beyond(&records.theirs);
                if problems.is_empty() { ExitCode::SUCCESS } else { tell_whole(&problems, name, console)? }
            }
            Outcome::Open => ExitCode::from(CONFLICTS),
            Outcome::Misfit => tell_misfit(name, console),
        })
    }

    /// Says so where a side was asked for, and there was nothing to choose.
    fn tell_useless_take(&self, merge: &Merged, console: &mut Console<'_>) {
        if self.take.is_some() && !merge.conflicts.iter().any(|conflict| conflict.settled) {
            console.tell("--take was not needed: no conflict asks for a side, so what both copies did was kept.");
        }
    }

    /// The side that was asked for, by the key of a conflict. What does not fit together is on no side.
    fn choice(&self) -> impl Fn(&str) -> Option<Side> + use<> {
        let side = self.take.map(|take| match take {
            Take::Ours => Side::Ours,
            Take::Theirs => Side::Theirs,
        });
        move |key| side.filter(|_| !is_misfit(key))
    }
}

/// Writes a merge over what was read.
fn save(path: &Path, print: &Fingerprint, records: &ThreeRecords, merge: &Merged) -> Result<(), NotSaved> {
    match storage::save_merge(path, records, merge, print).map_err(NotSaved::Written)? {
        Saved::Written(_) => Ok(()),
        Saved::Refused(_) => Err(NotSaved::Told(Failure::new(format!(
            "{} was changed by others meanwhile. Nothing was written: run it again.",
            path.display()
        )))),
    }
}

/// Why a merge was not saved.
enum NotSaved {
    /// What the writer says.
    Written(WriteError),
    /// What is told as it is.
    Told(Failure),
}

impl NotSaved {
    /// The failure, with other advice where the merge would be larger than any record: parting that into several is no way out,
    /// since it is in no file yet.
    fn or_too_large(self, advice: impl Fn() -> String) -> Failure {
        match self {
            Self::Written(error) if error.is_too_large() => {
                Failure::new(format!("{} Nothing was written. {}", error.summary(), advice()))
            }
            Self::Written(error) => error.into(),
            Self::Told(failure) => failure,
        }
    }
}

/// The way out of an unfinished merge that would be too large.
fn smaller_side(file: &Path) -> String {
    let name = file.display().to_string();
    if !is_in_repository(file) {
        return "Keep one side in a text editor, with what is needed of the other.".to_owned();
    }
    let name = shell_quoted(&name);
    format!(
        "Keep one side with `git checkout --ours -- {name}` or `--theirs`, add what is needed of the other, and run `git add -- {name}`."
    )
}

/// Writes a merge where nothing is.
fn save_new(path: &Path, ours: &Path, records: &ThreeRecords, merge: &Merged) -> Result<(), NotSaved> {
    storage::save_new_merge(path, ours, records, merge).map_err(|error| {
        if error.is_taken() {
            let path = path.display();
            let what = format!("{path} is there already. Choose another name; nothing was written.");
            return NotSaved::Told(Failure::new(what));
        }
        NotSaved::Written(error)
    })
}

/// What a merge came to.
enum Outcome {
    Merged,
    /// Sides have to be chosen, and the file has conflict markers.
    Open,
    /// The record is whole, but has to be corrected.
    Misfit,
}

fn tell(merge: &Merged, name: &str, console: &mut Console<'_>) -> Outcome {
    for conflict in &merge.conflicts {
        let outcome = match (conflict.settled, conflict.kept) {
            (false, _) => "conflict",
            (true, Side::Theirs) => "took theirs",
            (true, Side::Ours | Side::Base) => "took ours",
        };
        console.tell(format_args!("{name}: {outcome}: {}", conflict.sentence()));
    }
    for note in &merge.notes {
        console.warn(format_args!("{name}: {note}"));
    }
    match (merge.open().filter(|conflict| !conflict.is_misfit()).count(), merge.open().next()) {
        (0, None) => Outcome::Merged,
        (0, Some(_)) => Outcome::Misfit,
        (count, _) => {
            let conflicts = if count == 1 { "1 conflict".to_owned() } else { format!("{count} conflicts") };
            console.tell(format_args!(
                "{conflicts} in {name}. Open it in Weigh-In, or run `weigh-in merge --resolve` on it with --take, or \
                 choose between the conflict markers in a text editor."
            ));
            Outcome::Open
        }
    }
}

/// Whether a file is in a git repository.
fn is_in_repository(file: &Path) -> bool {
    file.canonicalize().is_ok_and(|file| file.parent().and_then(repository_root).is_some())
}

/// What to do with a record that is whole, and whose sides do not fit together, as listed before.
fn tell_misfit(name: &str, console: &mut Console<'_>) -> ExitCode {
    console.tell(format_args!(
        "{name} is merged, and holds what both sides did. Correct it as described above, then run `git add {}`.",
        shell_quoted(name)
    ));
    ExitCode::from(CONFLICTS)
}

/// What to do with a record that is whole, and that git calls unmerged.
fn tell_whole(problems: &[Problem], name: &str, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
    for problem in problems {
        console.tell(format_args!("{name}: error[{}]: {} {}", problem.code.as_str(), problem.what, problem.advice));
    }
    if problems.is_empty() {
        console.say(format_args!("Run `git add {}` to finish.", shell_quoted(name)))?;
        return Ok(ExitCode::SUCCESS);
    }
    console.tell(format_args!("Correct {name}, then run `git add {}`.", shell_quoted(name)));
    Ok(ExitCode::from(CONFLICTS))
}

fn install(repository: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
    is_repository_folder(repository)?;
    let program =
        env::current_exe().map_err(|error| Failure::new(format!("the path of this program is not known: {error}.")))?;
    let installed =
        storage::install_merge_driver(repository, &program).map_err(|error| Failure::new(error.to_string()))?;
    let attributes = if installed.attributes_changed {
        "Commit .gitattributes, so that it holds for all."
    } else {
        ".gitattributes already has the line."
    };
    if let Some(other) = &installed.overruled_by {
        console.warn(format_args!(
            "Other attributes overrule .gitattributes: git gives decision files to {other:?}. Look into .git/info/attributes \
             and the .gitattributes of folders."
        ));
    }
    console.say(format_args!(
        "Git merges the decision files in {} with {} from now on, and compares them in plain words. {attributes} Each clone needs `weigh-in merge \
         --install` once.",
        installed.root.display(),
        program.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
