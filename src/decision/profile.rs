//! Named sets of swings.

use std::collections::BTreeMap;

use super::{CriterionId, text::called};

/// A named set of swings for a kind of project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Stable id, as the command line takes it.
    pub id: String,
    /// Name on screen.
    pub name: String,
    /// Reason for its swings, in a sentence.
    pub why: String,
    /// Swing of each criterion, 0 to 100.
    pub swings: BTreeMap<CriterionId, u8>,
}

impl Profile {
    /// Returns the name in sentences; the id if nothing of the name can be seen.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, &self.id)
    }
}
