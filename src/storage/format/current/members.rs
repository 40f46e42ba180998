//! Members: who they are, what matters to them, and what they know.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, Visitor},
    ser::SerializeSeq,
};

use super::{
    super::layout,
    all, each,
    swings::Swings,
    values::{Experience, Line, Points, Preference, Weight, Word},
};
use crate::decision::{self as domain, CriterionId, MemberId, OptionId};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Member")]
pub(in super::super) struct StoredMember {
    id: Word<MemberId>,
    #[serde(default)]
    name: Line,
    #[serde(default = "equal", skip_serializing_if = "is_equal")]
    weight: Weight,
    #[serde(default, skip_serializing_if = "Swings::is_empty")]
    swings: Swings,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::inline")]
    order: Vec<Vec<Word<CriterionId>>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty", serialize_with = "layout::one_a_line")]
    trade_offs: Vec<StoredTradeOff>,
    #[serde(
        default,
        skip_serializing_if = "BTreeMap::is_empty",
        serialize_with = "write_experience",
        deserialize_with = "read_experience"
    )]
    experience: BTreeMap<OptionId, Experience>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    premortem: Vec<Line>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "TradeOff")]
struct StoredTradeOff {
    first: StoredImprovement,
    second: StoredImprovement,
    preferred: Preference,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename = "Improvement")]
struct StoredImprovement {
    criterion: Word<CriterionId>,
    from: Points,
    to: Points,
}

fn equal() -> Weight {
    Weight(1.0)
}

#[expect(clippy::float_cmp, reason = "only a weight that would be read as the same number is left out")]
fn is_equal(weight: &Weight) -> bool {
    weight.0 == equal().0
}

/// Writes each member on a line, or on several if there is more than name, weight and swings.
pub(super) fn write<S: Serializer>(members: &[StoredMember], serializer: S) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(members.len()))?;
    for member in members {
        if member.says_more() {
            list.serialize_element(member)?;
        } else {
            list.serialize_element(&layout::on_one_line(member).map_err(serde::ser::Error::custom)?)?;
        }
    }
    list.end()
}

/// Writes the member of a ballot as in a list of members.
pub(super) fn write_one<S: Serializer>(member: &StoredMember, serializer: S) -> Result<S::Ok, S::Error> {
    if member.says_more() { member.serialize(serializer) } else { layout::inline(member, serializer) }
}

fn write_experience<S: Serializer>(
    experience: &BTreeMap<OptionId, Experience>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    serializer.collect_map(experience.iter().map(|(option, experience)| (option.as_str(), experience)))
}

fn read_experience<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<OptionId, Experience>, D::Error> {
    struct ExperienceVisitor;

    impl<'de> Visitor<'de> for ExperienceVisitor {
        type Value = BTreeMap<OptionId, Experience>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("the experience with each option, such as {\"go\": Shipped}")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            let mut experience = BTreeMap::new();
            while let Some(Word(option)) = map.next_key()? {
                // A map of serde's own would silently keep the last of two.
                if experience.contains_key(&option) {
                    return Err(A::Error::custom(format!("the experience with `{option}` is there twice")));
                }
                experience.insert(option, map.next_value()?);
            }
            Ok(experience)
        }
    }

    deserializer.deserialize_map(ExperienceVisitor)
}

impl StoredMember {
    pub(super) fn new(member: &domain::Member, criteria: &[Arc<domain::Criterion>]) -> Self {
        let domain::Member { id, name, weight, swings, order, trade_offs, experience, premortem } = member;
        Self {
            id: Word(id.clone()),
            name: name.into(),
            weight: Weight(*weight),
            swings: Swings::new(swings, criteria),
            order: order.iter().map(|level| level.iter().cloned().map(Word).collect()).collect(),
            trade_offs: each(trade_offs),
            experience: experience.iter().map(|(option, what)| (option.clone(), (*what).into())).collect(),
            premortem: each(premortem),
        }
    }

    /// Reports whether a member has more than fits on a line.
    fn says_more(&self) -> bool {
        !(self.order.is_empty()
            && self.trade_offs.is_empty()
            && self.experience.is_empty()
            && self.premortem.is_empty())
    }
}

impl From<StoredMember> for domain::Member {
    fn from(member: StoredMember) -> Self {
        Self {
            id: member.id.0,
            name: member.name.into(),
            weight: member.weight.0,
            swings: member.swings.into(),
            order: member.order.into_iter().map(|level| level.into_iter().map(|id| id.0).collect()).collect(),
            trade_offs: all(member.trade_offs),
            experience: member.experience.into_iter().map(|(option, what)| (option, what.into())).collect(),
            premortem: all(member.premortem),
        }
    }
}

impl From<&domain::TradeOff> for StoredTradeOff {
    fn from(domain::TradeOff { first, second, preferred }: &domain::TradeOff) -> Self {
        Self { first: first.into(), second: second.into(), preferred: (*preferred).into() }
    }
}

impl From<StoredTradeOff> for domain::TradeOff {
    fn from(answer: StoredTradeOff) -> Self {
        Self { first: answer.first.into(), second: answer.second.into(), preferred: answer.preferred.into() }
    }
}

impl From<&domain::Improvement> for StoredImprovement {
    fn from(domain::Improvement { criterion, from, to }: &domain::Improvement) -> Self {
        Self { criterion: Word(criterion.clone()), from: Points(*from), to: Points(*to) }
    }
}

impl From<StoredImprovement> for domain::Improvement {
    fn from(step: StoredImprovement) -> Self {
        Self { criterion: step.criterion.0, from: step.from.0, to: step.to.0 }
    }
}
