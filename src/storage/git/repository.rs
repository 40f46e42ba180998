//! The repository that is meant, and what git may do in it.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    environment::Environment,
    error::{GitError, nearest},
    look::{MOST_BYTES, QUIET, asked, look, offline, silent},
    named_repository::{kept_around, named_root_of},
    process::Git,
};

/// How long git may take to change the index or the configuration.
pub(super) const LONGEST_CHANGE: Duration = Duration::from_mins(1);

/// How long a commit may take, with the hooks that it runs, which may be a team's whole tests.
pub(super) const LONGEST_COMMIT: Duration = Duration::from_mins(10);

/// A repository with a work tree, around a folder.
pub(super) struct Repository {
    /// Where git runs; paths are from here.
    pub(super) folder: PathBuf,
    /// The root of the work tree.
    pub(super) root: PathBuf,
    environment: Environment,
}

impl Repository {
    /// The repository that holds a folder, whatever the environment names; the one that it names where none does.
    ///
    /// # Errors
    /// [`GitError::NoRepository`] where there is none, and else why git does not work with it.
    pub(super) fn around(folder: &Path) -> Result<Self, GitError> {
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        // First without the variables, which count only if they name the repository around this folder.
        let found = asked(folder, Environment::Dropped, "--show-toplevel");
        let (root, environment) = match found {
            Ok(root) => {
                let environment = kept_around(folder, &root)?;
                (root, environment)
            }
            Err(error @ GitError::NoRepository(_)) => (named_root_of(folder).ok_or(error)?, Environment::Kept),
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

    /// Where git keeps what all work trees of the repository share.
    pub(super) fn own_folder(&self) -> Result<PathBuf, GitError> {
        asked(&self.folder, self.environment, "--git-common-dir").map(|path| self.folder.join(path))
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
