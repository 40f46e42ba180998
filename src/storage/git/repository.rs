//! The repository around a folder, and the kinds of runs of git in it.

use std::{
    ffi::OsStr,
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

/// Longest time for git to change the index or the configuration.
pub(super) const LONGEST_CHANGE: Duration = Duration::from_mins(1);

/// Longest time for a commit, with the hooks that it runs, which may be a team's whole tests.
pub(super) const LONGEST_COMMIT: Duration = Duration::from_mins(10);

/// A repository with a work tree, around a folder.
pub(super) struct Repository {
    /// Folder in which git runs; paths start here.
    pub(super) folder: PathBuf,
    /// The root of the work tree.
    pub(super) root: PathBuf,
    environment: Environment,
}

impl Repository {
    /// Finds the repository that holds a folder, whatever the environment names; if none does, the one that the
    /// environment names.
    ///
    /// # Errors
    /// [`GitError::NoRepository`] if there is none, and else the reason why git does not work with it.
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

    /// Finds the same as [`Self::around`], if its files are where its `.git` is: a configuration can put them anywhere.
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

    /// Returns the folder of git that all work trees of the repository share.
    pub(super) fn own_folder(&self) -> Result<PathBuf, GitError> {
        asked(&self.folder, self.environment, "--git-common-dir").map(|path| self.folder.join(path))
    }

    /// Returns the path from the root of the work tree of a file in the folder in which git runs.
    pub(super) fn path_in_tree(&self, name: &OsStr) -> Result<PathBuf, GitError> {
        asked(&self.folder, self.environment, "--show-prefix").map(|prefix| prefix.join(name))
    }

    /// Returns the same repository, with paths from the root of the work tree.
    pub(super) fn at_root(&self) -> Self {
        Self { folder: self.root.clone(), root: self.root.clone(), environment: self.environment }
    }

    /// Prepares git to look. It runs no other program, fetches nothing and takes no lock; only `diff-files`, before a
    /// commit, may run the repository's clean filter.
    pub(super) fn look(&self) -> Git {
        look(&self.folder, self.environment)
    }

    /// Prepares git to change the index or the configuration. It runs no hooks and fetches nothing. Filters of the
    /// repository run when it adds files.
    pub(super) fn change(&self) -> Git {
        let git = Git::new(&self.folder, LONGEST_CHANGE, MOST_BYTES);
        self.environment.apply(silent(offline(git)).args(QUIET))
    }

    /// Prepares git to commit, with the hooks and whatever else the repository has for that. Of the options here, only
    /// the answers to questions are passed on to them.
    pub(super) fn commit(&self) -> Git {
        self.environment.apply(silent(Git::new(&self.folder, LONGEST_COMMIT, MOST_BYTES)).leaving_open())
    }
}
