//! The people who score.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CriterionId, MemberId, OptionId, Score,
    text::{called, is_blank},
};

/// A person who scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Stable id in the file.
    pub id: MemberId,
    /// Name on screen and in the ADR.
    pub name: String,
    /// Weight of their ballot compared with the others': above 0, 1 unless the team sets another.
    pub weight: f64,
    /// Their own swings of criteria, 0 to 100; the team's swing applies if they have none. Shown to nobody else while a
    /// round is blind.
    pub swings: BTreeMap<CriterionId, u8>,
    /// Criteria in the order of their importance to them, the most important first; those in one list are equal.
    pub order: Vec<Vec<CriterionId>>,
    /// Their answers to questions on which of two improvements they would rather have.
    pub trade_offs: Vec<TradeOff>,
    /// Their experience with each option; an option that is not named is unknown.
    pub experience: BTreeMap<OptionId, Experience>,
    /// Reasons why the decision failed, imagined from a year later, one sentence each.
    pub premortem: Vec<String>,
}

/// An answer to the question which of two improvements somebody would rather have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TradeOff {
    /// First improvement of the question.
    pub first: Improvement,
    /// Second improvement of the question.
    pub second: Improvement,
    /// The answer.
    pub preferred: Preference,
}

/// A step up on the scale of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Improvement {
    /// Criterion that it is on.
    pub criterion: CriterionId,
    /// Score before it.
    pub from: Score,
    /// Score after it.
    pub to: Score,
}

/// The preferred one of two improvements.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither over the other.
    Equal,
}

/// A member's experience with an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Experience {
    /// Nothing.
    Unfamiliar,
    /// Read its code, or about it.
    Read,
    /// Built something with it.
    Built,
    /// Shipped it to users.
    Shipped,
}

impl Experience {
    /// Returns its words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unfamiliar => "unfamiliar",
            Self::Read => "read",
            Self::Built => "built",
            Self::Shipped => "shipped",
        }
    }
}

impl Member {
    /// Name of the person who starts a record if the machine does not know one. The history of a record never names it.
    pub const PLACEHOLDER: &'static str = "Me";

    /// How little and how much a member may count, against the 1 of others: beyond that, somebody decides alone or not at all.
    pub const WEIGHTS: std::ops::RangeInclusive<f64> = 1e-6..=1e6;

    /// Creates a member with a weight of 1 and the team's swings.
    #[must_use]
    pub fn new(id: MemberId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            weight: 1.0,
            swings: BTreeMap::new(),
            order: Vec::new(),
            trade_offs: Vec::new(),
            experience: BTreeMap::new(),
            premortem: Vec::new(),
        }
    }

    /// Returns all criteria that the member's swings, order and answers name.
    #[must_use]
    pub fn named_criteria(&self) -> BTreeSet<&CriterionId> {
        let compared = self.trade_offs.iter().flat_map(|answer| [&answer.first.criterion, &answer.second.criterion]);
        self.swings.keys().chain(self.order.iter().flatten()).chain(compared).collect()
    }

    /// Returns the path to the first mention of a criterion, such as `order[0][1]`; that of the swings if it is not
    /// mentioned.
    pub(super) fn field_naming(&self, id: &CriterionId) -> String {
        if self.swings.contains_key(id) {
            return format!("swings.{id}");
        }
        for (level, criteria) in self.order.iter().enumerate() {
            if let Some(place) = criteria.iter().position(|other| other == id) {
                return format!("order[{level}][{place}]");
            }
        }
        for (index, answer) in self.trade_offs.iter().enumerate() {
            for (side, improvement) in [("first", &answer.first), ("second", &answer.second)] {
                if improvement.criterion == *id {
                    return format!("trade_offs[{index}].{side}.criterion");
                }
            }
        }
        "swings".to_owned()
    }

    /// Returns the name in sentences; the id if nothing of the name can be seen.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }

    /// Returns something of theirs: "Ana's ballot", or "your ballot" while nobody has given the name.
    #[must_use]
    pub fn own(&self, what: &str) -> String {
        let is_named = is_blank(&self.name) || self.real_name().is_some();
        if is_named { format!("{}'s {what}", self.called()) } else { format!("your {what}") }
    }

    /// Returns the name of the person, unless nobody has given it yet.
    #[must_use]
    pub fn real_name(&self) -> Option<&str> {
        Some(self.name.trim()).filter(|name| !is_blank(name) && *name != Self::PLACEHOLDER)
    }

    /// Reports whether a person may be this member, by their name: members are often known by their first name alone,
    /// or by the name of their account.
    #[must_use]
    pub fn may_be(&self, person: &str) -> bool {
        let (name, person) = (self.name.trim().to_lowercase(), person.trim().to_lowercase());
        let Some(first) = person.split_whitespace().next() else { return false };
        name == person || name == first || self.id.as_str() == person
    }

    /// Reports whether two members of one id are two people: they have different names, both given by somebody.
    #[must_use]
    pub(super) fn is_somebody_else(&self, other: &Self) -> bool {
        let names = [self, other].map(|member| {
            member.real_name().map(|name| name.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
        });
        matches!(names, [Some(one), Some(other)] if one != other)
    }

    /// Adopts another copy's swings, order, answers, experience and dangers; what that copy leaves open stays.
    pub(super) fn take_opinions(&mut self, other: &Self) {
        // The name and the weight stay: the team decides how much a ballot counts, not its member.
        let Self { id: _, name: _, weight: _, swings, order, trade_offs, experience, premortem } = other;
        if !swings.is_empty() {
            self.swings.clone_from(swings);
        }
        if !order.is_empty() {
            self.order.clone_from(order);
        }
        if !trade_offs.is_empty() {
            self.trade_offs.clone_from(trade_offs);
        }
        if !experience.is_empty() {
            self.experience.clone_from(experience);
        }
        if !premortem.is_empty() {
            self.premortem.clone_from(premortem);
        }
    }

    /// Returns the member with the opinions of another copy.
    fn with_opinions_of(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.take_opinions(other);
        both
    }

    /// Reports whether another copy has all opinions of this one.
    pub(super) fn adds_nothing_to(&self, known: &Self) -> bool {
        known.with_opinions_of(self) == *known
    }

    /// Reports whether another copy has other opinions than this one, and not only fewer.
    pub(super) fn contradicts(&self, known: &Self) -> bool {
        // If one of the two leaves something open the other's opinion stays, so only a contradiction makes a
        // difference.
        let both = known.with_opinions_of(self);
        both.with_opinions_of(known) != both
    }

    /// Removes the member's opinions of all other criteria and options.
    pub(super) fn retain(&mut self, criterion: impl Fn(&CriterionId) -> bool, option: impl Fn(&OptionId) -> bool) {
        self.swings.retain(|id, _| criterion(id));
        for level in &mut self.order {
            level.retain(&criterion);
        }
        // A level that lost all of its criteria has no meaning.
        self.order.retain(|level| !level.is_empty());
        // An answer about a criterion that is gone has no meaning.
        self.trade_offs.retain(|answer| criterion(&answer.first.criterion) && criterion(&answer.second.criterion));
        self.experience.retain(|id, _| option(id));
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_names() {
        let member = |id: &str, name: &str| Member::new(MemberId::new(id).unwrap(), name);
        let ana = member("ana", "Ana Ruiz");
        assert!(ana.may_be("Ana Ruiz") && ana.may_be("ana ruiz ") && ana.may_be("Ana"));
        assert!(member("a", "Ana").may_be("Ana Ruiz"));
        assert!(!member("a", "").may_be(" "), "nobody is no member without a name");
        for other in ["Bo", "Ana Oz", "Anabel Ruiz", ""] {
            assert!(!ana.may_be(other), "{other}");
        }
    }
}
