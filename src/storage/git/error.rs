//! Errors of git, in words for people.

use std::{
    io,
    path::{Path, PathBuf},
    time::Duration,
};

use super::literal::sparse_checkout_add;
use crate::decision::{RepoPath, text::shell_quoted};

/// Reasons why git failed. They are displayed as clauses without a full stop.
#[derive(Debug, thiserror::Error)]
pub enum GitError {
    /// Git is not installed.
    #[error("git was not found. Install git, and see that it is on the PATH")]
    NoGit,
    /// Git could not be run.
    #[error("git could not be run: {0}")]
    Run(io::Error),
    /// Git took too long, and was stopped.
    #[error("git was stopped after {}; a hook or a slow disk may be holding it up", time(*.0))]
    TooLong(Duration),
    /// Git was stopped by the terminal, because it or a program that it started wanted to ask something there. Holds
    /// the command to commit by hand, if it was to commit.
    #[error(
        "git, or a hook or signer that it started, wants to ask something in the terminal, where nobody could answer it. \
         Commit with git itself{}",
        .0.as_ref().map(|command| format!(": `{command}`")).unwrap_or_default()
    )]
    WantsTerminal(Option<String>),
    /// Git's answer is longer than the limit, which this holds in bytes.
    #[error("git's answer is longer than {} MiB", .0 / (1024 * 1024))]
    TooMuch(u64),
    /// The folder is in no repository.
    #[error("{} is in no git repository", .0.display())]
    NoRepository(PathBuf),
    /// The repository belongs to another user.
    #[error(
        "git does not trust the repository {root}, because it belongs to another user. If you trust it, run `git config \
         --global --add safe.directory {quoted}`",
        root = .0.display(),
        quoted = shell_quoted(&.0.to_string_lossy())
    )]
    NotTrusted(PathBuf),
    /// The repository has no work tree.
    #[error("{} is in a bare repository or in git's own folder, where there are no files to work with. Use a clone", .0.display())]
    Bare(PathBuf),
    /// The repository's configuration puts its files somewhere else.
    #[error("the repository in {} keeps its files in another folder, {}. Work there", folder.display(), root.display())]
    Elsewhere {
        /// The folder with `.git` in it.
        folder: PathBuf,
        /// The root of the work tree.
        root: PathBuf,
    },
    /// Git holds these files as unmerged.
    #[error(
        "git holds {} as unmerged. Finish that merge first: `weigh-in merge --resolve` for a record, and `git add` once \
         a file is merged",
        names(.0)
    )]
    Unmerged(Vec<PathBuf>),
    /// A file would be outside of the folders of a sparse checkout.
    #[error(
        "git takes nothing outside of the folders of this sparse checkout, and `{}` would be; add its folder with `{}`",
        .0.display(),
        sparse_checkout_add(&[RepoPath::from(&*.0.parent().unwrap_or(.0).to_string_lossy().replace('\\', "/"))], true)
    )]
    OutsideCheckout(PathBuf),
    /// A file would be in the submodule of this name, which is in quotes.
    #[error(
        "git takes nothing in the submodule {0} from outside of it; export into the submodule itself, or add the files there"
    )]
    InSubmodule(String),
    /// The files are in another repository inside of this one.
    #[error("{} is a git repository of its own, so its files cannot be committed from here; export into that repository", .0.display())]
    Nested(PathBuf),
    /// A merge or the like is under way, in which git commits all or nothing.
    #[error(
        "a merge is under way in the repository. The files are staged: finish the merge, and they are in its commit"
    )]
    Merging,
    /// The repository has no such revision.
    #[error(
        "git knows no revision `{0}` here. Name a commit, a branch or a tag; `git log --oneline` lists the commits"
    )]
    NoRevision(String),
    /// A revision has no such file.
    #[error(
        "{} was not there at {revision}. If it had another name, write that file with `git show {} > old.decision.ron`, and \
         compare the two files",
        path.display(),
        shell_quoted(&format!("{revision}:PATH"))
    )]
    NotThen {
        /// The file.
        path: PathBuf,
        /// The revision.
        revision: String,
    },
    /// Git, or one of its hooks, refused. Holds its words.
    #[error("git refused: {0}")]
    Refused(String),
}

impl GitError {
    /// Reports whether another program holds the lock of the index. Git names that file in its message, in every
    /// language.
    pub(super) fn is_locked(&self) -> bool {
        matches!(self, Self::Refused(said) if said.contains("index.lock"))
    }

    /// Converts the words of git when it found no repository with a work tree around a folder.
    pub(super) fn of_discovery(folder: &Path, said: &str) -> Self {
        if said.contains("dubious ownership") {
            return Self::NotTrusted(nearest(folder).unwrap_or_else(|| whole(folder)));
        }
        if said.contains("cannot use bare repository") || said.contains("must be run in a work tree") {
            return Self::Bare(whole(folder));
        }
        // Git says the same of a broken repository, and people have to learn of that.
        if said.contains("not a git repository") && nearest(folder).is_none() {
            return Self::NoRepository(whole(folder));
        }
        Self::Refused(last_words(said))
    }
}

/// Formats a time for people.
fn time(longest: Duration) -> String {
    match longest.as_secs() {
        seconds if seconds >= 120 && seconds.is_multiple_of(60) => format!("{} minutes", seconds / 60),
        seconds => format!("{seconds} s"),
    }
}

/// Returns the whole path of a folder: in a message, `.` would say nothing.
fn whole(folder: &Path) -> PathBuf {
    folder.canonicalize().unwrap_or_else(|_| folder.to_owned())
}

/// Returns the nearest folder upwards that has a `.git`.
pub(super) fn nearest(folder: &Path) -> Option<PathBuf> {
    let folder = folder.canonicalize().ok()?;
    folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf)
}

fn names(paths: &[PathBuf]) -> String {
    paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ")
}

/// Returns the last lines of an output, which hold the reason.
pub(super) fn last_words(said: &str) -> String {
    const LINES: usize = 8;
    let lines: Vec<&str> = said.lines().map(str::trim_end).filter(|line| !line.is_empty()).collect();
    let words = lines[lines.len().saturating_sub(LINES)..].join("\n");
    // A hook may print escape sequences, which would reach a terminal.
    let shown: String = words.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    if shown.is_empty() { "it did not say why".to_owned() } else { shown }
}
