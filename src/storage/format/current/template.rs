//! Templates as they are in files.

use std::{collections::BTreeSet, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    super::{layout, limits},
    FORMAT, Fault,
    ballots::{self, StoredReference},
    criteria::{StoredAlternative, StoredCriterion},
    each,
    profile::StoredProfile,
    shared,
    values::{Line, Slug, Word},
};
use crate::{
    decision::{self as domain, Counts, CriterionId},
    template,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Template")]
pub(in super::super) struct StoredTemplate {
    pub(in super::super) format: u32,
    id: Word<Slug>,
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    summary: Line,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    options: Vec<StoredAlternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    suggestions: Vec<StoredAlternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(in super::super) criteria: Vec<StoredCriterion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<StoredReference>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    profiles: Vec<StoredProfile>,
}

impl From<&template::Template> for StoredTemplate {
    fn from(template: &template::Template) -> Self {
        Self {
            format: FORMAT,
            id: Word(Slug(template.id.clone())),
            name: (&template.name).into(),
            summary: (&template.summary).into(),
            options: each(template.options.iter().map(AsRef::as_ref)),
            suggestions: each(template.suggestions.iter().map(AsRef::as_ref)),
            criteria: each(template.criteria.iter().map(AsRef::as_ref)),
            references: ballots::references(&template.references, &template.criteria, &template.options),
            profiles: template.profiles.iter().map(|profile| StoredProfile::new(profile, &template.criteria)).collect(),
        }
    }
}

impl StoredTemplate {
    /// Converts the stored template to the domain.
    ///
    /// # Errors
    /// A [`Fault`] if parts that can each be read contradict each other, or there are more of something than allowed.
    pub(in super::super) fn into_domain(self) -> Result<template::Template, Fault> {
        limits::check(&Counts {
            options: self.options.len(),
            criteria: self.criteria.len(),
            references: self.references.len(),
            profiles: self.profiles.len(),
            ..Counts::default()
        })?;
        let criteria: Vec<Arc<domain::Criterion>> = shared(self.criteria);
        let known: BTreeSet<&CriterionId> = criteria.iter().map(|criterion| &criterion.id).collect();
        for (index, profile) in self.profiles.iter().enumerate() {
            if let Some((id, _)) = profile.swings.0.iter().find(|(id, _)| !known.contains(id)) {
                return Err(Fault {
                    path: format!("profiles[{index}].swings.{id}"),
                    what: format!("the profile `{}` names the criterion `{id}`, which does not exist", profile.id.0),
                    advice: "Correct the id, or remove the swing.",
                    is_too_large: false,
                });
            }
        }
        let template = template::Template {
            id: self.id.0.0,
            name: self.name.into(),
            summary: self.summary.into(),
            options: shared(self.options),
            suggestions: shared(self.suggestions),
            criteria,
            references: ballots::references_into_domain(self.references)?,
            profiles: shared(self.profiles),
        };
        limits::check(&Counts::of_parts(&template.options, &template.profiles))?;
        limits::check(&Counts::of_parts(&template.suggestions, &[]))?;
        Ok(template)
    }
}
