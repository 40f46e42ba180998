//! The profiles of a record: those of the team and of its template, and the edits of the team's own.

use std::{collections::BTreeMap, sync::Arc};

use super::{Criterion, CriterionId, Decision, Edit, Profile, Refusal, text::single_line};

impl Profile {
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

    /// Returns a profile of the present weights, with an id after its name that no other has.
    #[must_use]
    pub fn present_profile(&self, name: &str, why: &str, of_template: &[Arc<Profile>]) -> Profile {
        let taken: Vec<Arc<Profile>> = self.all_profiles(of_template);
        let base = CriterionId::from_name(name, []).to_string();
        let is_free = |id: &String| taken.iter().all(|profile| profile.id != *id);
        // One more than there are profiles, so that one of them is free.
        let numbered = (2..=taken.len() + 2).map(|number| format!("{base}-{number}"));
        let id = std::iter::once(base.clone()).chain(numbered).find(is_free).unwrap_or(base);
        Profile { id, name: single_line(name), why: single_line(why), swings: self.present_swings() }
    }

    /// Returns the swings that all criteria count with now.
    #[must_use]
    pub fn present_swings(&self) -> BTreeMap<CriterionId, u8> {
        self.criteria.iter().map(|criterion| (criterion.id.clone(), self.swing(criterion))).collect()
    }

    /// Returns the name of a profile of the team's own in sentences; the id if there is none.
    #[must_use]
    pub fn profile_name<'a>(&'a self, id: &'a str) -> &'a str {
        self.profiles.iter().find(|profile| profile.id == id).map_or(id, |profile| profile.called())
    }

    pub(super) fn keep_profiles(&mut self, kept: Vec<Profile>) -> Result<(), Refusal> {
        // A profile of a template may weigh criteria that this record has removed.
        let known = |id: &CriterionId| self.criteria.iter().any(|criterion| criterion.id == *id);
        let mut cleaned = Vec::new();
        for mut profile in kept {
            profile.name = single_line(&profile.name);
            profile.why = single_line(&profile.why);
            profile.swings.retain(|id, _| known(id));
            if profile.swings.values().any(|swing| *swing > Criterion::MAX_SWING) {
                return Err(Refusal::Swing);
            }
            cleaned.push(Arc::new(profile));
        }
        for profile in cleaned {
            match self.profiles.iter_mut().find(|own| own.id == profile.id) {
                Some(own) => *own = profile,
                None => self.profiles.push(profile),
            }
        }
        Ok(())
    }

    /// Removes a profile, also from those to compare by. The weights that were taken from it stay, and no longer name it.
    pub(super) fn remove_profile(&mut self, id: &str) -> Result<(), Refusal> {
        let at = self.profiles.iter().position(|profile| profile.id == id);
        self.profiles.remove(at.ok_or_else(|| Refusal::NoProfile(id.to_owned()))?);
        self.compared_profiles.retain(|compared| compared != id);
        self.profile.take_if(|applied| applied == id);
        Ok(())
    }
}
