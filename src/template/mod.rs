//! Templates: what a record starts from, and the record made from one.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::decision::{Alternative, Criterion, CriterionId, Decision, Edit, OptionId, Reference};

/// What a record starts from. Its files are read and written by `storage`.
#[derive(Debug, Clone, PartialEq)]
pub struct Template {
    /// Its stable name, as the command line takes it.
    pub id: String,
    /// Its name on screen.
    pub name: String,
    /// What it is for, in a sentence.
    pub summary: String,
    /// The options that a record starts with.
    pub options: Vec<Arc<Alternative>>,
    /// Options to pick from besides.
    pub suggestions: Vec<Arc<Alternative>>,
    /// The criteria, with the swings of no profile.
    pub criteria: Vec<Arc<Criterion>>,
    /// What sources say.
    pub references: Vec<Arc<Reference>>,
    /// Kinds of project, each with its swings.
    pub profiles: Vec<Profile>,
}

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
    /// The edit that takes over its swings.
    #[must_use]
    pub fn edit(&self) -> Edit {
        Edit::Swings {
            profile: Some(self.id.clone()),
            label: format!("Take over the profile {}", self.name),
            swings: self.swings.iter().map(|(id, swing)| (id.clone(), *swing)).collect(),
        }
    }
}

impl Template {
    /// The profile with this id.
    #[must_use]
    pub fn profile(&self, id: &str) -> Option<&Profile> {
        self.profiles.iter().find(|profile| profile.id == id)
    }

    /// The suggestion or option with this name or id, letter case aside.
    #[must_use]
    pub fn suggestion(&self, name: &str) -> Option<&Arc<Alternative>> {
        let matches =
            |o: &&Arc<Alternative>| o.name.eq_ignore_ascii_case(name) || o.id.as_str().eq_ignore_ascii_case(name);
        self.options.iter().chain(&self.suggestions).find(matches)
    }

    /// A new record: the template's options, criteria and reference ballots, with the swings of a profile.
    ///
    /// `id` tells the record from others, and `created` is the day; an unknown or absent profile leaves the
    /// template's own swings.
    #[must_use]
    pub fn start(&self, id: String, created: Date, profile: Option<&str>) -> Decision {
        let mut decision = Decision::new(id, created);
        decision.template = Some(self.id.clone());
        decision.options.clone_from(&self.options);
        decision.criteria.clone_from(&self.criteria);
        decision.references.clone_from(&self.references);
        if let Some(profile) = profile.and_then(|id| self.profile(id)) {
            decision.profile = Some(profile.id.clone());
            for criterion in &mut decision.criteria {
                if let Some(swing) = profile.swings.get(&criterion.id) {
                    Arc::make_mut(criterion).swing = *swing;
                }
            }
        }
        decision
    }

    /// An option for a record from this template: the suggestion of that name with its description, or a new one.
    #[must_use]
    pub fn alternative(&self, name: &str, taken: &Decision) -> Alternative {
        let known = self.suggestion(name).filter(|known| taken.option(&known.id).is_none());
        known.map_or_else(
            || Alternative {
                id: OptionId::from_name(name, taken.options.iter().map(|o| &o.id)),
                name: name.to_owned(),
                description: String::new(),
            },
            |known| Alternative::clone(known),
        )
    }

    /// A template of one's own: a record's options and criteria, without scores, people, context and outcome.
    #[must_use]
    pub fn from_decision(decision: &Decision, id: String, name: String, summary: String) -> Self {
        Self {
            id,
            name,
            summary,
            options: decision.options.clone(),
            suggestions: Vec::new(),
            criteria: decision.criteria.clone(),
            references: decision.references.clone(),
            profiles: Vec::new(),
        }
    }
}
