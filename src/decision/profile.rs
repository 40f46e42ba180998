//! Named sets of swings.

use std::collections::BTreeMap;

use super::{CriterionId, Edit, text::called};

/// A named set of swings for a kind of project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// Its stable name, as the command line takes it.
    pub id: String,
    /// Its name on screen.
    pub name: String,
    /// Why its swings are as they are, in a sentence.
    pub why: String,
    /// The swing of each criterion, 0 to 100.
    pub swings: BTreeMap<CriterionId, u8>,
}

impl Profile {
    /// The name in sentences; the id where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, &self.id)
    }

    /// The edit that applies its swings.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Swings {
            profile: Some(self.id.clone()),
            label: format!("Take over the profile {}", self.called()),
            swings: self.swings.iter().map(|(id, swing)| (id.clone(), *swing)).collect(),
        }
    }
}
