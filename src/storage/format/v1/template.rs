//! Templates: what records start from.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
};

use super::{
    super::layout,
    FORMAT, Fault,
    ballots::{self, Reference},
    criteria::{Alternative, Criterion},
    each, shared,
    values::{Line, Slug, Swing, Word},
};
use crate::{
    decision::{self as domain, CriterionId},
    template,
};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in super::super) struct Template {
    pub(in super::super) format: u32,
    id: Word<Slug>,
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    summary: Line,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    options: Vec<Alternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    suggestions: Vec<Alternative>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    criteria: Vec<Criterion>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    references: Vec<Reference>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    profiles: Vec<Profile>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Profile {
    id: Word<Slug>,
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    why: Line,
    #[serde(default)]
    swings: Swings,
}

/// Swings in the order of the criteria.
#[derive(Default)]
struct Swings(Vec<(CriterionId, u8)>);

impl Serialize for Swings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, swing)| (id.as_str(), swing)))
    }
}

impl<'de> Deserialize<'de> for Swings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs;

        impl<'de> Visitor<'de> for Pairs {
            type Value = Swings;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the swing of each criterion, such as {\"learning-curve\": 80}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Swings, A::Error> {
                let mut swings = BTreeMap::new();
                while let Some(Word(id)) = map.next_key()? {
                    if swings.contains_key(&id) {
                        return Err(A::Error::custom(format!("the criterion `{id}` has two swings")));
                    }
                    swings.insert(id, map.next_value::<Swing>()?.0);
                }
                Ok(Swings(swings.into_iter().collect()))
            }
        }

        deserializer.deserialize_map(Pairs)
    }
}

impl From<&template::Template> for Template {
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
            profiles: template.profiles.iter().map(|profile| Profile::new(profile, &template.criteria)).collect(),
        }
    }
}

impl Template {
    /// What it means.
    ///
    /// # Errors
    /// A [`Fault`] where parts that can each be read contradict each other.
    pub(in super::super) fn into_domain(self) -> Result<template::Template, Fault> {
        let criteria: Vec<Arc<domain::Criterion>> = shared(self.criteria);
        let known: BTreeSet<&CriterionId> = criteria.iter().map(|criterion| &criterion.id).collect();
        for (index, profile) in self.profiles.iter().enumerate() {
            if let Some((id, _)) = profile.swings.0.iter().find(|(id, _)| !known.contains(id)) {
                return Err(Fault {
                    path: format!("profiles[{index}].swings.{id}"),
                    what: format!("the profile `{}` names the criterion `{id}`, which does not exist", profile.id.0),
                    advice: "Correct the id, or remove the swing.",
                });
            }
        }
        Ok(template::Template {
            id: self.id.0.0,
            name: self.name.into(),
            summary: self.summary.into(),
            options: shared(self.options),
            suggestions: shared(self.suggestions),
            criteria,
            references: ballots::references_into_domain(self.references)?,
            profiles: self.profiles.into_iter().map(Into::into).collect(),
        })
    }
}

impl Profile {
    fn new(profile: &template::Profile, criteria: &[Arc<domain::Criterion>]) -> Self {
        let places: BTreeMap<&CriterionId, usize> =
            criteria.iter().enumerate().map(|(place, criterion)| (&criterion.id, place)).collect();
        let mut swings: Vec<(CriterionId, u8)> =
            profile.swings.iter().map(|(id, swing)| (id.clone(), *swing)).collect();
        swings.sort_by_key(|(id, _)| places.get(id).copied().unwrap_or(usize::MAX));
        Self {
            id: Word(Slug(profile.id.clone())),
            name: (&profile.name).into(),
            why: (&profile.why).into(),
            swings: Swings(swings),
        }
    }
}

impl From<Profile> for template::Profile {
    fn from(profile: Profile) -> Self {
        Self {
            id: profile.id.0.0,
            name: profile.name.into(),
            why: profile.why.into(),
            swings: profile.swings.0.into_iter().collect(),
        }
    }
}
