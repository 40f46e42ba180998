//! Reasons why a plan was not carried out.

use std::io;

use super::{
    contained_path::Outside,
    file::{TooLarge, Unreadable},
};
use crate::decision::RepoPath;

/// Reasons why a plan was not carried out. Unless one says otherwise, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file exists, and replacing it was not asked for.
    #[error("`{0}` is there already and would change; look at the difference, then say that it may be replaced")]
    Exists(RepoPath),
    /// People changed the ADR by hand, and nobody has chosen which text stays.
    #[error(
        "`{path}` was changed by hand in: {}; say for each whose text stays, theirs, ours or both",
        parts.join(", ")
    )]
    ByHand {
        /// The ADR, from the root of the repository.
        path: RepoPath,
        /// Headings of the sections.
        parts: Vec<String>,
    },
    /// A file has changed since the plan was made.
    #[error("`{0}` has changed meanwhile; look at the difference again")]
    ChangedMeanwhile(RepoPath),
    /// Another ADR has taken the number of this one.
    #[error("the number {number} has been taken by `{file}` since the plan was made; look at the plan again")]
    NumberTaken {
        /// The number.
        number: u32,
        /// Name of the file that has it.
        file: String,
    },
    /// A file would be too large to be read again.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// A file would be outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// The existing file at a path cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file or its folder could not be written. The files before it in the plan are restored, except those named.
    #[error("`{path}` could not be written: {error}{}", left(not_restored))]
    Write {
        /// The file, from the root of the repository.
        path: RepoPath,
        /// Error of the operating system.
        error: io::Error,
        /// Files that were written before, and could not be restored.
        not_restored: Vec<RepoPath>,
    },
}

fn left(not_restored: &[RepoPath]) -> String {
    match not_restored {
        [] => "; nothing was changed".to_owned(),
        files => {
            let files: Vec<&str> = files.iter().map(|file| &**file).collect();
            format!("; {} had been written already and could not be restored, so look at it", files.join(", "))
        }
    }
}

/// Returns the error for a file that somebody else changed after it was compared, once those before it were restored.
pub(super) fn changed_meanwhile(path: RepoPath, not_restored: Vec<RepoPath>) -> ExportError {
    if not_restored.is_empty() {
        return ExportError::ChangedMeanwhile(path);
    }
    ExportError::Write { path, error: io::Error::other("it has changed meanwhile"), not_restored }
}
