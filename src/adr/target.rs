//! The other end of a relation.

use crate::decision::text::file_stem;

/// Another ADR, as an ADR names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Number; `None` if its file has none.
    pub number: Option<u32>,
    /// Title, without a number.
    pub title: String,
    /// Path of its file from the folder of the ADR that names it, with `/`.
    pub path: String,
}

impl Target {
    /// Returns the name of its file without the extension, by which log4brains and people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        file_stem(&self.path)
    }
}
