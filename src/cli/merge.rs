//! `weigh-in merge`: copies of one record that went separate ways in git.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{Args, ValueEnum};

use super::{
    console::Console,
    failure::Failure,
    hidden::tell_if_hidden,
    record::{is_repository_folder, stays_inside, tell_aside},
    user::user,
};
use crate::{
    decision::RepoPath,
    decision::{ConflictKey, Merge as Merged, Problem, ProblemCode, Side, text::shell_path},
    decision_log::repository_root,
    storage::{self, FileForGit, Fingerprint, Overruled, Saved, ThreeRecords, Unfinished, WriteError, world},
};

/// Merge copies of a record that were changed separately, part by part
///
/// Changes by different members, to different scores and to different sections never conflict. What both copies changed
/// differently is listed by name and stays between git's conflict markers in the file until somebody chooses.
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
    /// The last version that both copies share
    #[arg(required_unless_present_any = ["install", "resolve"], requires = "theirs")]
    base: Option<PathBuf>,
    /// Your copy; the merge is written to it
    ours: Option<PathBuf>,
    /// The other copy
    theirs: Option<PathBuf>,
    /// Write the merge to this file instead
    #[arg(long, value_name = "PATH", requires = "base")]
    output: Option<PathBuf>,
    /// The name of the file in messages; for git, which merges temporary copies. With it, files that are not readable
    /// records get conflict markers too
    #[arg(long, value_name = "NAME", requires = "base", conflicts_with = "output", allow_hyphen_values = true)]
    path: Option<OsString>,
    /// Finish the merge of a file that has conflict markers or that git lists as unmerged
    #[arg(long, value_name = "FILE", conflicts_with_all = ["base", "install"])]
    resolve: Option<PathBuf>,
    /// The side to use for conflicts
    #[arg(long, value_name = "SIDE", conflicts_with = "install")]
    take: Option<Take>,
    /// Redo the merge of a file that git lists as unmerged, even if it has changed since; conflicts get their markers
    /// again
    #[arg(long, requires = "resolve", conflicts_with = "take")]
    again: bool,
    /// Set up git to merge decision files part by part and to show their differences as plain text
    #[arg(long, conflicts_with = "base")]
    install: bool,
    /// The repository to set up
    #[arg(long, value_name = "DIR", default_value = ".", requires = "install")]
    repo: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Take {
    /// Your copy
    Ours,
    /// The other copy
    Theirs,
}

/// Exit code of a merge with conflicts, as git expects it from a driver.
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
        let Some(path) = &self.path else {
            let file = AdvisedFile::new(target);
            let (records, print) = storage::load_three(base, ours, theirs)?;
            return self.finish(&records, ours, &print, &file, console).map_err(|error| {
                error.or_too_large(|| "Remove what is not needed from one copy, and merge again.".to_owned())
            });
        };
        let file = AdvisedFile::merged_by_git(target, &path.to_string_lossy());
        let recorded = storage::save_recorded(base, ours, theirs);
        if let Some(is_merged) = recorded.map_err(|error| error.in_file(Path::new(&file.name)))? {
            return Ok(if is_merged { ExitCode::SUCCESS } else { ExitCode::from(CONFLICTS) });
        }
        let mut is_of_two = false;
        let merged = storage::load_three(base, ours, theirs).map_err(|error| {
            is_of_two = error.is_of_two_records();
            // Git's copies have names that nobody knows.
            let sides = [(base, "base"), (ours, "ours"), (theirs, "theirs")];
            match sides.into_iter().find(|(copy, _)| error.path() == Some(copy)) {
                // Git keeps them in a commit, so no merge can be finished there.
                Some((_, side)) if error.code() == ProblemCode::Unmerged => {
                    Failure::new(format!("{}, {side}: it was committed with conflict markers.", file.name))
                }
                Some((_, side)) => error.in_file(Path::new(&format!("{}, {side}", file.name))).into(),
                None => error.into(),
            }
        });
        let finished = merged.map_err(NotSaved::Told);
        let why = match finished.and_then(|(records, print)| self.finish(&records, ours, &print, &file, console)) {
            Ok(done) => return Ok(done),
            // A file is written below, and the advice follows there.
            Err(NotSaved::Written(error)) if error.is_too_large() => format!(": {}", error.reason()),
            Err(NotSaved::Written(error)) => {
                console.fail(&error.in_file(Path::new(&file.name)).into());
                String::new()
            }
            Err(NotSaved::Told(failure)) => {
                console.fail(&failure);
                String::new()
            }
        };
        // Git would take our copy for the merge, and somebody would commit it without the other.
        let is_marked = storage::save_unmerged(target, base, ours, theirs);
        let is_marked = is_marked.map_err(|error| error.in_file(Path::new(&file.name)))?;
        let holds = if is_marked { "both sides stand in it, line by line" } else { "it holds our side only" };
        let advice = if is_of_two { file.apart(target) } else { file.by_hand() };
        console.tell(format_args!("{} was not merged{why}; {holds}. {advice}", file.name));
        Ok(ExitCode::from(CONFLICTS))
    }

    /// Finishes the merge of a file in which git left it, or whose copies git still keeps.
    fn resolve(&self, path: &Path, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let file = AdvisedFile::new(path);
        let (unfinished, print) = storage::load_unfinished(path).map_err(|error| {
            // This command is the way to finish a merge, so it does not advise itself.
            if error.code() == ProblemCode::Unmerged && !error.is_of_two_records() {
                let why =
                    "its conflict markers do not hold two whole records; perhaps one side was committed with markers";
                return Failure::new(format!("{} cannot be merged: {why}. {}", file.name, file.by_hand()));
            }
            let commands = if error.is_of_two_records() { file.apart(path) } else { String::new() };
            Failure::new(format!("{error} {commands}").trim_end())
        })?;
        let Unfinished { records, whole, .. } = &unfinished;
        let name = &file.name;
        let is_again = self.again || self.take.is_some();
        // Somebody may have chosen in the file already, and conflict markers would undo that.
        if unfinished.asks_again() && !is_again {
            return Err(file.edited());
        }
        // A requested side is a reason to merge again, even if the file holds both.
        if let Some(decision) = whole.as_ref().filter(|_| !is_again) {
            let problems = decision.errors_beyond(&records.base);
            console.say(format_args!("{name} already has the changes of both sides."))?;
            return file.tell_whole(&problems, console);
        }
        let merge = unfinished.merge_choosing(&self.choice()).chosen_by(&user(path), world::today());
        save(path, path, &print, records, &merge, console).map_err(|error| error.or_too_large(|| file.by_hand()))?;
        self.tell_useless_take(&merge, console);
        tell_if_shown(records, &merge, console);
        match file.tell(&merge, path, console) {
            MergeOutcome::Open => Ok(ExitCode::from(CONFLICTS)),
            MergeOutcome::Misfit => Ok(file.tell_misfit(console)),
            MergeOutcome::Merged => {
                let problems = merge.decision.errors_beyond(&records.base);
                if problems.is_empty() {
                    console.say(format_args!("Merged {name}."))?;
                }
                file.tell_whole(&problems, console)
            }
        }
    }

    fn finish(
        &self,
        records: &ThreeRecords,
        ours: &Path,
        print: &Fingerprint,
        file: &AdvisedFile,
        console: &mut Console<'_>,
    ) -> Result<ExitCode, NotSaved> {
        let merge = records.merge_choosing(&self.choice()).chosen_by(&user(ours), world::today());
        self.output.as_deref().map_or(Ok(()), stays_inside)?;
        match &self.output {
            Some(output) => save_new(output, ours, records, &merge)?,
            None if records.is_ours(&merge) && merge.decision.hidden_ballots().next().is_none() => {}
            // Git names the file that it merges a copy of, from the folder in which it runs the driver.
            None => save(ours, self.path.as_ref().map_or(ours, Path::new), print, records, &merge, console)?,
        }
        self.tell_useless_take(&merge, console);
        tell_if_shown(records, &merge, console);
        Ok(match file.tell(&merge, self.output.as_deref().unwrap_or(ours), console) {
            MergeOutcome::Merged => {
                // The same words as after a resolution, which may give the same record.
                let problems = merge.decision.errors_beyond(&records.base);
                if problems.is_empty() { ExitCode::SUCCESS } else { file.tell_whole(&problems, console)? }
            }
            MergeOutcome::Open => ExitCode::from(CONFLICTS),
            MergeOutcome::Misfit => file.tell_misfit(console),
        })
    }

    /// Prints a note if a side was requested, and there was nothing to choose.
    fn tell_useless_take(&self, merge: &Merged, console: &mut Console<'_>) {
        if self.take.is_some() && !merge.conflicts.iter().any(|conflict| conflict.settled) {
            console.tell("--take was not needed: no conflict asks for a side, so what both copies did was kept.");
        }
    }

    /// Returns the requested side for the key of a conflict; `None` for a misfit, which is on neither side.
    fn choice(&self) -> impl Fn(&ConflictKey) -> Option<Side> + use<> {
        let side = self.take.map(|take| match take {
            Take::Ours => Side::Ours,
            Take::Theirs => Side::Theirs,
        });
        move |key| side.filter(|_| key.value().is_some())
    }
}

/// Prints a note if the conflicts show scores that the window hides.
fn tell_if_shown(records: &ThreeRecords, merge: &Merged, console: &mut Console<'_>) {
    let hidden = [&records.ours, &records.theirs].into_iter().find(|side| side.is_blind());
    let shows = merge.conflicts.iter().any(|conflict| conflict.said_by.is_some());
    if let Some(side) = hidden.filter(|_| shows) {
        tell_if_hidden(side, console);
    }
}

/// Writes a merge over the file that was read, for the record at another place if git merges it.
fn save(
    path: &Path,
    record: &Path,
    print: &Fingerprint,
    records: &ThreeRecords,
    merge: &Merged,
    console: &mut Console<'_>,
) -> Result<(), NotSaved> {
    match storage::save_merge(path, record, records, merge, print).map_err(NotSaved::Written)? {
        Saved::Written(_, aside) => {
            tell_aside(&aside, console);
            Ok(())
        }
        Saved::Refused(_) => Err(NotSaved::Told(Failure::new(format!(
            "{} was changed by others meanwhile. Nothing was written: run it again.",
            path.display()
        )))),
    }
}

/// The reason why a merge was not saved.
enum NotSaved {
    /// Error of the writer.
    Written(WriteError),
    /// Failure that is shown as it is.
    Told(Failure),
}

impl From<Failure> for NotSaved {
    fn from(failure: Failure) -> Self {
        Self::Told(failure)
    }
}

impl NotSaved {
    /// Returns the failure, with other advice if the merge would be larger than any record: it cannot be split into
    /// several, since it is in no file yet.
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

/// Writes a merge to a file that does not exist yet.
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

/// The result of a merge.
enum MergeOutcome {
    Merged,
    /// Sides have to be chosen, and the file has conflict markers.
    Open,
    /// The record is complete, but has to be corrected.
    Misfit,
}

/// Returns the path of a file that git merges by its driver, from the folder in which somebody runs git. Git passes it
/// from the root of the repository, where it runs the driver.
fn from_prefix(path: &str) -> String {
    let folder = env::var("GIT_PREFIX").unwrap_or_default();
    RepoPath::from(path).seen_from(&folder.into())
}

/// The file that a merge is about, as used in advice.
struct AdvisedFile {
    /// Name that people know.
    name: String,
    git: FileForGit,
    is_in_repository: bool,
}

impl AdvisedFile {
    fn new(place: &Path) -> Self {
        let name = storage::known_to_git(place).display().to_string();
        Self { name, git: FileForGit::of(place), is_in_repository: is_in_repository(place) }
    }

    /// Creates it for a file that git merges by its driver at `place`, with its path from the root, where git runs the
    /// driver.
    fn merged_by_git(place: &Path, path: &str) -> Self {
        let name = from_prefix(path);
        let git = FileForGit::named(name.clone(), Path::new(path));
        Self { name, git, is_in_repository: is_in_repository(place) }
    }

    /// Returns the path as a command takes it.
    fn path(&self) -> Cow<'_, str> {
        shell_path(&self.name)
    }

    /// Returns the advice for a file that cannot be merged as records.
    fn by_hand(&self) -> String {
        if !self.is_in_repository {
            return "Keep one side in a text editor, and add what you need from the other.".to_owned();
        }
        let [ours, theirs] = ["ours", "theirs"].map(|side| self.git.command(&format!("checkout --{side} --")));
        format!(
            "Keep one side with `{ours}` or `{theirs}`, add what you need from the other, and run `{}`. Until then, `{}` shows ours \
             and `{}` theirs.",
            self.git.add(),
            self.git.show(2),
            self.git.show(3)
        )
    }

    /// Returns the way to keep both of two records; empty outside a repository. `place` is the path of the file.
    fn apart(&self, place: &Path) -> String {
        if self.is_in_repository { storage::keep_both(&self.git, place) } else { String::new() }
    }

    /// Creates the failure that a file which people have changed since git left it is not merged again, with what to
    /// do.
    fn edited(&self) -> Failure {
        let (name, path, add) = (&self.name, self.path(), self.git.add());
        Failure::new(format!(
            "{name} was changed since git left it, and merging again would ask about what may be chosen in it already. Nothing was \
             written. If it says what it should, run `{add}`. If not, `weigh-in merge --resolve {path} --take ours` or `weigh-in \
             merge --resolve {path} --take theirs` takes a side where the copies conflict, and `weigh-in merge --resolve {path} \
             --again` puts conflict markers there."
        ))
    }

    /// Returns the last step, to follow other advice before its full stop; empty outside a repository.
    fn then_add(&self) -> String {
        if self.is_in_repository { format!(", then run `{}`", self.git.add()) } else { String::new() }
    }

    /// Prints the conflicts and notes of a merge that was written to `place`, and returns its result.
    fn tell(&self, merge: &Merged, place: &Path, console: &mut Console<'_>) -> MergeOutcome {
        let name = &self.name;
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
            (0, None) => MergeOutcome::Merged,
            (0, Some(_)) => MergeOutcome::Misfit,
            (count, _) => {
                let conflicts = if count == 1 { "1 conflict".to_owned() } else { format!("{count} conflicts") };
                let path = self.path();
                let take = format!(
                    "{conflicts} in {name}. Open it in Weigh-In, or run `weigh-in merge --resolve {path} --take ours` or `weigh-in \
                     merge --resolve {path} --take theirs`"
                );
                let then_add = self.then_add();
                if storage::can_choose_between_markers(place) {
                    console.tell(format_args!(
                        "{take}, or choose between the conflict markers in a text editor{then_add}."
                    ));
                } else {
                    console.tell(format_args!(
                        "{take}{then_add}. Both keep what only one side did. Between the conflict markers stands more than the \
                         conflict, so a choice in a text editor would lose some of that."
                    ));
                }
                MergeOutcome::Open
            }
        }
    }

    /// Prints what to do with a complete record whose sides do not fit together, as listed before.
    fn tell_misfit(&self, console: &mut Console<'_>) -> ExitCode {
        console.tell(format_args!(
            "{} is merged, and holds what both sides did. Correct it as described above{}.",
            self.name,
            self.then_add()
        ));
        ExitCode::from(CONFLICTS)
    }

    /// Prints what to do with a complete record that git holds as unmerged.
    fn tell_whole(&self, problems: &[Problem], console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let name = &self.name;
        for problem in problems {
            let advice = problem.advice_by_command(Path::new(name));
            console.tell(format_args!("{name}: error[{}]: {} {advice}", problem.code.as_str(), problem.what));
        }
        if !problems.is_empty() {
            console.tell(format_args!("Correct {name}{}.", self.then_add()));
            return Ok(ExitCode::from(CONFLICTS));
        }
        if self.is_in_repository {
            console.say(format_args!("Run `{}` to finish.", self.git.add()))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn is_in_repository(file: &Path) -> bool {
    file.canonicalize().is_ok_and(|file| file.parent().and_then(repository_root).is_some())
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
    let mut told = BTreeSet::new();
    for Overruled { file, by } in &installed.overruled {
        // One warning for all files of a folder.
        if told.insert((RepoPath::from(file.as_str()).folder(), by)) {
            console.warn(format_args!(
                "Other attributes overrule .gitattributes: git gives {file} to \"{by}\". Look into .git/info/attributes and the \
                 .gitattributes of its folders."
            ));
        }
    }
    console.say(format_args!(
        "Git merges the decision files in {} with {} from now on, and compares them in plain words. {attributes} Each clone needs `weigh-in merge \
         --install` once.",
        installed.root.display(),
        program.display()
    ))?;
    Ok(ExitCode::SUCCESS)
}
