//! The repository that is meant, and what git may do in it.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    commit::{LONGEST_CHANGE, LONGEST_COMMIT},
    environment::Environment,
    error::{GitError, nearest},
    process::Git,
};

/// How long git may take where it only looks.
pub(super) const LONGEST_LOOK: Duration = Duration::from_secs(10);

/// How much it may say then.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// A repository with a work tree, around a folder.
pub(super) struct Repository {
    /// Where git runs; paths are from here.
    folder: PathBuf,
    /// The root of the work tree.
    pub(super) root: PathBuf,
    environment: Environment,
}

impl Repository {
    /// The repository that holds a folder, whatever the environment names.
    ///
    /// # Errors
    /// [`GitError::NoRepository`] where there is none, and else why git does not work with it.
    pub(super) fn around(folder: &Path) -> Result<Self, GitError> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // First without the variables, which count only if they name the repository around this folder.
        let found = asked(folder, Environment::Dropped, "--show-toplevel");
        let (root, environment) = match found {
            Ok(root) => {
                let environment = Environment::around(folder, &root)?;
                (root, environment)
            }
            Err(error @ GitError::NoRepository(_)) => (Environment::root_of(folder).ok_or(error)?, Environment::Kept),
            Err(error) => return Err(error),
        };
        Ok(Self { folder: folder.to_owned(), root, environment })
    }

    /// The same, if its files are where its `.git` is: its configuration can put them anywhere.
    ///
    /// # Errors
    /// As [`Self::around`], and [`GitError::Elsewhere`].
    pub(super) fn to_change(folder: &Path) -> Result<Self, GitError> {
        let found = Self::around(folder)?;
        match nearest(folder) {
            // `core.worktree` may name any folder, so a stranger's repository could have files elsewhere changed.
            Some(nearest) if found.root.canonicalize().is_ok_and(|root| root != nearest) => {
                Err(GitError::Elsewhere { folder: nearest, root: found.root })
            }
            _ => Ok(found),
        }
    }

    /// The same, with paths from the root of the work tree.
    pub(super) fn at_root(&self) -> Self {
        Self { folder: self.root.clone(), root: self.root.clone(), environment: self.environment }
    }

    /// Git where it only looks. It runs no other program, fetches nothing and takes no lock; only `diff-files`, before a
    /// commit, may run the repository's clean filter.
    pub(super) fn look(&self) -> Git {
        look(&self.folder, self.environment)
    }

    /// Git where it changes the index or the configuration: it runs no hooks, and fetches nothing. Filters of the
    /// repository run where it takes files in.
    pub(super) fn change(&self) -> Git {
        let git = Git::new(&self.folder, LONGEST_CHANGE, MOST_BYTES);
        self.environment.apply(silent(offline(git)).args(QUIET))
    }

    /// Git where it commits, with the hooks and whatever else the repository has for that. Nothing of ours but the answers
    /// to questions is handed on to them.
    pub(super) fn commit(&self) -> Git {
        self.environment.apply(silent(Git::new(&self.folder, LONGEST_COMMIT, MOST_BYTES)).leaving_open())
    }
}

/// What git says of the repository around a folder: one path.
pub(super) fn asked(folder: &Path, environment: Environment, what: &str) -> Result<PathBuf, GitError> {
    let said = look(folder, environment).args(["rev-parse", what]).said()?;
    if said.code != Some(0) {
        return Err(GitError::of_discovery(folder, &said.err));
    }
    let mut path = said.out;
    // A path may end in a line end itself.
    if path.ends_with(b"\n") {
        path.pop();
    }
    if cfg!(windows) && path.ends_with(b"\r") {
        path.pop();
    }
    Ok(path_of(path))
}

/// Git in a folder, in a repository or not, where it only looks: see [`Repository::look`].
pub(super) fn look(folder: &Path, environment: Environment) -> Git {
    let git = offline(silent(Git::new(folder, LONGEST_LOOK, MOST_BYTES).only_looking())).env("GIT_OPTIONAL_LOCKS", "0");
    // Its messages are searched for words, which are English in this locale alone.
    environment.apply(git.env("LC_ALL", "C").env("LANGUAGE", "").args(QUIET))
}

/// What keeps a repository's configuration from running programs, and a folder in it that only looks like a repository
/// from being taken for one.
const QUIET: [&str; 9] = [
    "--no-pager",
    "-c",
    "core.fsmonitor=false",
    "-c",
    "core.hooksPath=/dev/null",
    "-c",
    "credential.helper=",
    "-c",
    "safe.bareRepository=explicit",
];

/// It asks nobody: there is no terminal, no editor, no pager and no password.
fn silent(git: Git) -> Git {
    // Options for all paths would change what our own mean.
    let git =
        git.without(&["GIT_LITERAL_PATHSPECS", "GIT_GLOB_PATHSPECS", "GIT_NOGLOB_PATHSPECS", "GIT_ICASE_PATHSPECS"]);
    let answers = [
        ("GIT_TERMINAL_PROMPT", "0"),
        ("GIT_ASKPASS", ""),
        ("SSH_ASKPASS", ""),
        ("GIT_EDITOR", "true"),
        ("GIT_SEQUENCE_EDITOR", "true"),
        ("GIT_PAGER", "cat"),
    ];
    answers.into_iter().fold(git, |git, (name, value)| git.env(name, value))
}

/// It fetches nothing: not what a partial clone left out, nor by any protocol.
fn offline(git: Git) -> Git {
    git.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "")
}

/// A path as git writes it with `-z`, where paths end in a zero byte.
#[cfg(unix)]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt as _;
    OsString::from_vec(bytes).into()
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: Vec<u8>) -> PathBuf {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned()).into()
}
