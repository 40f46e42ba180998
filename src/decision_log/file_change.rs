//! A file that changes.

use super::file::same_text;
use crate::decision::RepoPath;

/// A file before and after an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileChange {
    /// Its path.
    pub path: RepoPath,
    /// What is in the file now; none if there is no such file.
    pub before: Option<String>,
    /// What the export writes.
    pub after: String,
}

impl FileChange {
    /// Whether the file says already what it would say, line ends aside.
    #[must_use]
    pub fn is_unchanged(&self) -> bool {
        self.before.as_deref().is_some_and(|before| same_text(before, &self.after))
    }
}
