//! The changes of an export, line by line.

use similar::{ChangeTag, TextDiff};

use super::{file_change::FileChange, plan::Plan};

/// Number of unchanged lines shown around a change.
const CONTEXT: usize = 3;

/// The change to a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffKind {
    /// It is unchanged.
    Same,
    /// It is added.
    Added,
    /// It is removed.
    Removed,
}

/// A line of a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DiffLine {
    /// Change to it.
    pub kind: DiffKind,
    /// Text of the line, without its end.
    pub text: String,
    /// Its number in the file before the export, from 1; `None` for an added line.
    pub before: Option<usize>,
    /// Its number in the file after the export, from 1; `None` for a removed line.
    pub after: Option<usize>,
    /// Whether it opens a hunk: unchanged lines between it and the line shown above it are not shown.
    pub opens_hunk: bool,
}

impl Plan {
    /// Returns the changed lines, with a few around them; empty if nothing changes.
    #[must_use]
    pub fn diff(&self) -> Vec<DiffLine> {
        self.changes.iter().flat_map(FileChange::diff).collect()
    }

    /// Returns the changes as text that `git apply` and `patch` read; empty if nothing changes.
    #[must_use]
    pub fn unified_diff(&self) -> String {
        self.changes.iter().map(FileChange::unified_diff).collect()
    }
}

impl FileChange {
    /// Returns the old text for a comparison. Git chooses line ends on checkout, so their change is not shown.
    fn old(&self) -> String {
        let before = self.before.as_deref().unwrap_or_default();
        if self.after.contains("\r\n") { before.to_owned() } else { before.replace("\r\n", "\n") }
    }

    /// Returns the changed lines, with a few around them.
    #[must_use]
    pub fn diff(&self) -> Vec<DiffLine> {
        let old = self.old();
        let diff = TextDiff::from_lines(old.as_str(), self.after.as_str());
        let mut lines = Vec::new();
        for hunk in diff.grouped_ops(CONTEXT) {
            let start = lines.len();
            lines.extend(hunk.iter().flat_map(|op| diff.iter_changes(op)).map(|change| DiffLine {
                kind: match change.tag() {
                    ChangeTag::Equal => DiffKind::Same,
                    ChangeTag::Insert => DiffKind::Added,
                    ChangeTag::Delete => DiffKind::Removed,
                },
                text: change.value().trim_end_matches(['\n', '\r']).to_owned(),
                before: change.old_index().map(|index| index + 1),
                after: change.new_index().map(|index| index + 1),
                opens_hunk: false,
            }));
            if let Some(first) = lines.get_mut(start) {
                first.opens_hunk = true;
            }
        }
        lines
    }

    pub(super) fn unified_diff(&self) -> String {
        let old = self.old();
        // As git writes it if there was no file.
        let before = if self.before.is_some() { format!("a/{}", self.path) } else { "/dev/null".to_owned() };
        TextDiff::from_lines(old.as_str(), self.after.as_str())
            .unified_diff()
            .context_radius(CONTEXT)
            .header(&before, &format!("b/{}", self.path))
            .to_string()
    }
}
