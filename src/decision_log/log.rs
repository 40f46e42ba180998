//! The decision log: every ADR below a folder, and what does not fit together.

use std::path::{Path, PathBuf};

use super::{
    chain::{Succession, mark_superseded, successions},
    cross_references::{CrossCheck, cross_check},
    discover::{discover, folders_left_out},
    folder::Folder,
    log_records::{FolderRecords, check_records},
    progress::{Cancelled, Progress},
};
use crate::{decision::RepoPath, storage::GitIndex};

/// The ADRs below a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    /// Where they were looked for.
    pub root: PathBuf,
    /// The folders that hold them, by path.
    pub folders: Vec<LogFolder>,
    /// Folders with ADRs that git has and leaves out of the work tree, from the root of the repository.
    pub left_out: Vec<RepoPath>,
}

/// A folder of ADRs, and what its ADRs say of each other.
#[derive(Debug, Clone, PartialEq)]
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
    let mut discovered = discover(root, progress)?;
    let records = check_records(root, &mut discovered.folders, &discovered.records, progress)?;
    let mut folders = Vec::new();
    for (mut folder, FolderRecords { problems, dead_links }) in discovered.folders.into_iter().zip(records) {
        progress.check()?;
        let mut check = cross_check(root, &folder, &git);
        check.records = problems;
        check.dead_links.extend(dead_links);
        let successions = successions(root, &folder);
        mark_superseded(&mut folder, &successions);
        folders.push(LogFolder { folder, check, successions });
    }
    // A record's folder without ADRs came last.
    folders.sort_by(|a, b| a.folder.path.cmp(&b.folder.path));
    Ok(Log { root: root.to_owned(), folders, left_out: folders_left_out(root, &git) })
}

impl Log {
    /// Which ADRs are not listed since they are left out of a sparse checkout, and how to get them: sentences; none where
    /// nothing is left out.
    #[must_use]
    pub fn told_left_out(&self) -> Option<String> {
        let folders: Vec<String> = self.left_out.iter().map(|folder| format!("`{folder}`")).collect();
        (!folders.is_empty()).then(|| {
            format!(
                "ADRs in {} are left out of this sparse checkout. Run `{}` in the root of the repository, and read the \
                 log again.",
                folders.join(" and "),
                GitIndex::of(&self.root).checkout_command(&self.left_out)
            )
        })
    }
}

impl Folder {
    /// The path of one of its files, from the root.
    #[must_use]
    pub fn path_of(&self, file: &str) -> RepoPath {
        self.path.file(file)
    }

    /// The names of its Markdown files, those of ADRs first.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|entry| &entry.file).chain(self.others.iter().map(|other| &other.file))
    }
}
