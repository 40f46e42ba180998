//! Wishes about tables of spreadsheets.

use std::path::PathBuf;

/// A wish about tables of spreadsheets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TableIntent {
    /// The dialog for a table to import, with what was pasted into it before.
    Ask,
    /// The dialog with the table in a file.
    Read(PathBuf),
    /// The table that the dialog shows, imported.
    Import,
}
