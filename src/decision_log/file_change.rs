//! A change to a file.

use super::file::same_text;
use crate::decision::RepoPath;

/// A file before and after an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Path from the root of the repository.
    pub path: RepoPath,
    /// Text of the file now; `None` if it does not exist.
    pub before: Option<String>,
    /// Text that the export writes.
    pub after: String,
}

impl FileChange {
    /// Reports whether the file has this text already, apart from line ends.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before.as_deref().is_some_and(|before| same_text(before, &self.after))
    }
}
