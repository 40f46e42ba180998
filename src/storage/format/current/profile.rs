//! Named sets of swings, which records and templates hold alike.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    swings::Swings,
    values::{Line, Slug, Word},
};
use crate::decision as domain;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Profile")]
pub(in super::super) struct StoredProfile {
    pub(super) id: Word<Slug>,
    name: Line,
    #[serde(default, skip_serializing_if = "Line::is_empty")]
    why: Line,
    #[serde(default)]
    pub(super) swings: Swings,
}

impl StoredProfile {
    pub(super) fn new(profile: &domain::Profile, criteria: &[Arc<domain::Criterion>]) -> Self {
        let domain::Profile { id, name, why, swings } = profile;
        Self { id: Word(Slug(id.clone())), name: name.into(), why: why.into(), swings: Swings::new(swings, criteria) }
    }
}

impl From<StoredProfile> for domain::Profile {
    fn from(profile: StoredProfile) -> Self {
        Self { id: profile.id.0.0, name: profile.name.into(), why: profile.why.into(), swings: profile.swings.into() }
    }
}
