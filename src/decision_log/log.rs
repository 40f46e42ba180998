//! The decision log: every ADR below a folder, and the contradictions between them.

use std::path::{Path, PathBuf};

use super::{
    chain::{Succession, mark_superseded, successions},
    contained_path::inside,
    cross_references::{CrossCheck, cross_check},
    discover::{discover, folders_left_out},
    entry::{Entry, RecordSays},
    folder::Folder,
    governs::is_governed,
    log_records::{FolderRecords, check_records},
    progress::{Cancelled, Progress},
    take_over::record_file,
};
use crate::{
    adr::AdrStatus,
    decision::{Due, DueKind, RepoPath, Status},
    storage::{GitIndex, MOST_RECENT, Recent},
};

/// The ADRs below a folder.
#[derive(Debug, Clone, PartialEq)]
pub struct Log {
    /// Folder that was searched.
    pub root: PathBuf,
    /// Folders that hold ADRs, by path.
    pub folders: Vec<LogFolder>,
    /// Folders with ADRs that git has and leaves out of the work tree, from the root of the repository.
    pub left_out: Vec<RepoPath>,
}

/// A folder of ADRs, and the contradictions between them.
#[derive(Debug, Clone, PartialEq)]
pub struct LogFolder {
    /// The folder, with the ADRs in it.
    pub folder: Folder,
    /// Contradictions.
    pub check: CrossCheck,
    /// The order in which its ADRs superseded each other.
    pub successions: Vec<Succession>,
}

/// A decision that governs a file.
#[derive(Debug, Clone, Copy)]
pub struct Governing<'a> {
    /// The folder of its ADR.
    pub folder: &'a Folder,
    /// Its ADR.
    pub entry: &'a Entry,
    /// What its record says; `None` for an ADR that names its files itself.
    pub says: Option<&'a RecordSays>,
    /// The glob that matches the file.
    pub glob: &'a str,
}

/// Reasons why a log cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum LogError {
    /// The reading was cancelled.
    #[error(transparent)]
    Cancelled(#[from] Cancelled),
    /// The folder cannot be read.
    #[error("{} cannot be read: {error}", folder.display())]
    Unreadable {
        /// The folder.
        folder: PathBuf,
        /// Error of the operating system.
        error: std::io::Error,
    },
}

/// Reads every ADR at and below `root`, and compares those of each folder with each other.
///
/// `progress` shows another thread how many files are read, and lets it cancel. A file that cannot be read is listed
/// with the reason.
///
/// # Errors
/// [`LogError`] if `root` is not a folder that can be read, or the reading was cancelled.
pub fn read_log(root: &Path, progress: &Progress) -> Result<Log, LogError> {
    // The search skips folders that it cannot read; for the root itself that would give an empty log.
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
    // The folder of a record without ADRs was added last.
    folders.sort_by(|a, b| a.folder.path.cmp(&b.folder.path));
    Ok(Log { root: root.to_owned(), folders, left_out: folders_left_out(root, &git) })
}

impl Log {
    /// Returns the decisions that govern a file or folder, given from the root of the repository: those of records that are in force or
    /// may come into force.
    #[must_use]
    pub fn governing(&self, path: &RepoPath) -> Vec<Governing<'_>> {
        let entries =
            self.folders.iter().flat_map(|log| log.folder.entries.iter().map(move |entry| (&log.folder, entry)));
        let governing = entries.filter_map(|(folder, entry)| {
            let says = entry.says.as_deref();
            let stated = entry.status.as_ref().and_then(AdrStatus::known).filter(|_| !entry.is_superseded);
            let is_open = |status| matches!(status, Status::Draft | Status::Proposed | Status::Accepted);
            // What the record says is newer than what its ADR says.
            let (status, globs) = says.map_or((stated, &entry.governs), |says| (Some(says.status), &says.governs));
            let glob = globs.iter().find(|glob| status.is_some_and(is_open) && is_governed(path, glob))?;
            Some(Governing { folder, entry, says, glob })
        });
        governing.collect()
    }

    /// Returns the ADRs for which something is due, on whatever day, the earliest first, each with its folder.
    #[must_use]
    pub fn due(&self) -> Vec<(Due, &Folder, &Entry)> {
        let folders = self.folders.iter().map(|log| &log.folder);
        let entries = folders.flat_map(|folder| folder.entries.iter().map(move |entry| (folder, entry)));
        let mut due: Vec<_> = entries.filter_map(|(folder, entry)| Some((entry.due()?, folder, entry))).collect();
        due.sort_by_key(|(due, ..)| *due);
        due
    }

    /// Returns the ADRs for which something is due the earliest, at most [`MOST_RECENT`], each with the file to open: its decision
    /// file, or else the ADR.
    #[must_use]
    pub fn due_records(&self) -> Vec<Recent> {
        let to_open = |folder: &Folder, entry: &Entry| {
            let record = entry.record.as_deref().and_then(|record| record_file(&self.root, folder, record));
            record.or_else(|| inside(&self.root, &folder.path_of(&entry.file)).ok())
        };
        let found = self.due().into_iter().take(MOST_RECENT).filter_map(|(due, folder, entry)| {
            let status = match due.what {
                DueKind::Decide => Status::Proposed,
                DueKind::Review => Status::Accepted,
            };
            Some(Recent::new(to_open(folder, entry)?, &entry.title, status, Some(due)))
        });
        found.collect()
    }

    /// Returns a message on ADRs that are left out of a sparse checkout and therefore not listed, with the command that
    /// adds them; `None` if none is left out.
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
    /// Returns the path of one of its files, from the root.
    #[must_use]
    pub fn path_of(&self, file: &str) -> RepoPath {
        self.path.file(file)
    }

    /// Returns the name of a file in it, or in a folder that an ADR has for itself; `None` for a path elsewhere.
    #[must_use]
    pub fn name_of<'p>(&self, path: &'p RepoPath) -> Option<&'p str> {
        let around = path.folder();
        if around == self.path {
            return Some(path.file_name());
        }
        let length = around.file_name().len() + 1 + path.file_name().len();
        let is_below = !around.is_empty() && around.folder() == self.path;
        path.len().checked_sub(length).filter(|_| is_below).and_then(|start| path.get(start..))
    }

    /// Returns the path to which a link in one of its files leads; `None` if it leads out of the root.
    #[must_use]
    pub fn followed_from(&self, file: &str, link: &str) -> Option<RepoPath> {
        self.path_of(file).folder().followed(link)
    }

    /// Returns the names of its Markdown files, those of ADRs first.
    pub(super) fn files(&self) -> impl Iterator<Item = &String> {
        self.entries.iter().map(|entry| &entry.file).chain(self.others.iter().map(|other| &other.file))
    }
}
