//! The swings of a profile or a member.

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
};

use super::values::{Swing, Word};
use crate::decision::{Criterion, CriterionId};

/// Swings in the order of the criteria.
#[derive(Default)]
pub(super) struct Swings(pub(super) Vec<(CriterionId, u8)>);

impl Swings {
    pub(super) fn new(swings: &BTreeMap<CriterionId, u8>, criteria: &[Arc<Criterion>]) -> Self {
        let places: HashMap<&CriterionId, usize> =
            criteria.iter().enumerate().map(|(place, criterion)| (&criterion.id, place)).collect();
        let mut swings: Vec<(CriterionId, u8)> = swings.iter().map(|(id, swing)| (id.clone(), *swing)).collect();
        // In the order of the sheet, where people and git look for a row; the sort is stable for ids outside of it.
        swings.sort_by_key(|(id, _)| places.get(id).copied().unwrap_or(usize::MAX));
        Self(swings)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Swings> for BTreeMap<CriterionId, u8> {
    fn from(swings: Swings) -> Self {
        swings.0.into_iter().collect()
    }
}

impl Serialize for Swings {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(id, swing)| (id.as_str(), swing)))
    }
}

impl<'de> Deserialize<'de> for Swings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct SwingsVisitor;

        impl<'de> Visitor<'de> for SwingsVisitor {
            type Value = Swings;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("the swing of each criterion, such as {\"learning-curve\": 80}")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Swings, A::Error> {
                let mut swings = BTreeMap::new();
                while let Some(Word(id)) = map.next_key()? {
                    // A map of serde's own would silently keep the last of two swings.
                    if swings.contains_key(&id) {
                        return Err(A::Error::custom(format!("the criterion `{id}` has two swings")));
                    }
                    swings.insert(id, map.next_value::<Swing>()?.0);
                }
                Ok(Swings(swings.into_iter().collect()))
            }
        }

        deserializer.deserialize_map(SwingsVisitor)
    }
}
