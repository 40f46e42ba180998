//! Named sets of swings.

use std::{collections::BTreeMap, sync::Arc};

use super::{CriterionId, Decision, Edit, text::called};

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

    /// Returns the edit that applies its swings.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Swings {
            profile: Some(self.id.clone()),
            label: format!("Apply the profile {}", self.called()),
            swings: self.swings.iter().map(|(id, swing)| (id.clone(), *swing)).collect(),
        }
    }
}

impl Decision {
    /// Returns all profiles of the record: the team's own, then those of its template. One of the team's own replaces that of the template
    /// with its id.
    #[must_use]
    pub fn all_profiles(&self, of_template: &[Arc<Profile>]) -> Vec<Arc<Profile>> {
        let others = of_template.iter().filter(|profile| self.profiles.iter().all(|own| own.id != profile.id));
        self.profiles.iter().chain(others).cloned().collect()
    }

    /// Returns the profiles that results are compared by: those that the team chose, else all of them.
    #[must_use]
    pub fn profiles_to_compare(&self, of_template: &[Arc<Profile>]) -> Vec<Arc<Profile>> {
        let mut profiles = self.all_profiles(of_template);
        if !self.compared_profiles.is_empty() {
            profiles.retain(|profile| self.compared_profiles.contains(&profile.id));
        }
        profiles
    }
}
