//! Wishes about tables of spreadsheets.

use std::path::PathBuf;

/// A wish about tables of spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableIntent {
    /// The dialog for a table to import, with what was pasted into it before.
    Ask,
    /// The dialog with the table in a file.
    Read(PathBuf),
    /// The dialog with a table that was pasted outside of it.
    Paste(String),
    /// The table that the dialog shows, imported.
    Import,
    /// A table of the record to save, still to be chosen.
    ChooseToSave,
    /// A table of the record, written to a file.
    Write(TableKind, PathBuf),
}

/// A table of the record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TableKind {
    /// Weights and the team's means.
    Means,
    /// The scores of the member who sits here.
    Mine,
    /// Every vote in a row of its own.
    Votes,
}

impl TableKind {
    /// Returns its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Means => "Weights and average scores",
            Self::Mine => "My scores",
            Self::Votes => "Every vote with its note",
        }
    }

    /// Returns the part of the file name that says which one it is.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Means => "averages",
            Self::Mine => "my-scores",
            Self::Votes => "votes",
        }
    }
}
