//! The decision log: every ADR below a folder, and what does not fit together.

use std::path::{Path, PathBuf};

use super::{
    chain::{Succession, successions},
    cross_references::{CrossCheck, cross_check},
    discover::discover,
    folder::Folder,
    progress::{Cancelled, Progress},
};
use crate::storage::GitIndex;

/// The ADRs below a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Log {
    /// Where they were looked for.
    pub root: PathBuf,
    /// The folders that hold them, by path.
    pub folders: Vec<LogFolder>,
}

/// A folder of ADRs, and what its ADRs say of each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogFolder {
    /// The folder, with the ADRs in it.
    pub folder: Folder,
    /// What does not fit together.
    pub check: CrossCheck,
    /// Which took the place of which.
    pub successions: Vec<Succession>,
}

/// Why a log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// It was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The folder cannot be read.
    #[error("{} cannot be read: {error}", folder.display())]
    Unreadable {
        /// The folder.
        folder: PathBuf,
        /// What the operating system says.
        error: std::io::Error,
    },
}

/// Reads every ADR at and below `root`, and compares those of each folder with each other.
///
/// `progress` shows another thread how far it is, and lets it cancel. What cannot be read is listed with the reason.
///
/// # Errors
/// [`LogError`] if `root` is no folder that can be read, or if it was cancelled.
pub fn read_log(root: &Path, progress: &Progress) -> Result<Log, LogError> {
    // The search passes over folders that it cannot read; for the root itself that would be an empty log.
    std::fs::read_dir(root).map_err(|error| LogError::Unreadable { folder: root.to_owned(), error })?;
    let git = GitIndex::of(root);
    let mut folders = Vec::new();
    for folder in discover(root, progress)? {
        progress.check()?;
        folders.push(LogFolder {
            check: cross_check(root, &folder, &git),
            successions: successions(root, &folder),
            folder,
        });
    }
    Ok(Log { root: root.to_owned(), folders })
}

impl Folder {
    /// The path of one of its files, from the root.
    #[must_use]
    pub fn path_of(&self, file: &str) -> String {
        if self.path.is_empty() { file.to_owned() } else { format!("{}/{file}", self.path) }
    }

    /// The names of its Markdown files, those of ADRs first.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|entry| &entry.file).chain(self.others.iter().map(|other| &other.file))
    }
}
