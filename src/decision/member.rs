//! People who score.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    CriterionId, MemberId, OptionId, Score,
    text::{called, is_blank},
};

/// A person who scores.
#[derive(Debug, Clone, PartialEq)]
pub struct Member {
    /// Their stable name in the file.
    pub id: MemberId,
    /// Their name on screen and in the ADR.
    pub name: String,
    /// How much their ballot counts against the others': above 0, 1 unless the team says otherwise.
    pub weight: f64,
    /// What each criterion matters to them, 0 to 100; the team's swing where they name none. Shown to nobody else while a
    /// round is blind.
    pub swings: BTreeMap<CriterionId, u8>,
    /// The criteria in the order in which they matter to them, the most important first; those in one list are level.
    pub order: Vec<Vec<CriterionId>>,
    /// Their answers to questions of what they would rather have.
    pub trade_offs: Vec<TradeOff>,
    /// What they have done with each option; nothing is known of an option that is not named.
    pub experience: BTreeMap<OptionId, Experience>,
    /// Why the decision failed, imagined from a year later, one sentence each.
    pub premortem: Vec<String>,
}

/// An answer to the question which of two improvements somebody would rather have.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct TradeOff {
    /// The first improvement of the question.
    pub first: Improvement,
    /// The second improvement of the question.
    pub second: Improvement,
    /// The answer.
    pub preferred: Preference,
}

/// A step up on the scale of one criterion.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Improvement {
    /// The criterion.
    pub criterion: CriterionId,
    /// The score before.
    pub from: Score,
    /// The score after.
    pub to: Score,
}

/// Which of two improvements is preferred.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Preference {
    /// The first.
    First,
    /// The second.
    Second,
    /// Neither over the other.
    Equal,
}

/// What a member has done with an option.
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
    /// Its name in words.
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
    /// The name of who starts a record where the machine knows none. It names nobody in what the record says of its history.
    pub const PLACEHOLDER: &'static str = "Me";

    /// A member who counts as one and takes the team's swings.
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

    /// All criteria that the member's weights, order and answers name.
    #[must_use]
    pub fn named_criteria(&self) -> BTreeSet<&CriterionId> {
        let compared = self.trade_offs.iter().flat_map(|answer| [&answer.first.criterion, &answer.second.criterion]);
        self.swings.keys().chain(self.order.iter().flatten()).chain(compared).collect()
    }

    /// The fields that lead to the first mention of a criterion, such as `order[0][1]`; of the swings where it has none.
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

    /// The name in sentences; the id where there is none.
    #[must_use]
    pub fn called(&self) -> &str {
        called(&self.name, self.id.as_str())
    }

    /// The name of the person, unless nobody has given it yet.
    #[must_use]
    pub fn real_name(&self) -> Option<&str> {
        Some(self.name.trim()).filter(|name| !is_blank(name) && *name != Self::PLACEHOLDER)
    }

    /// Whether a person may be this member, by their name: members are often called by their first name alone, or by the name of
    /// their account.
    #[must_use]
    pub fn may_be(&self, person: &str) -> bool {
        let (name, person) = (self.name.trim().to_lowercase(), person.trim().to_lowercase());
        let Some(first) = person.split_whitespace().next() else { return false };
        name == person || name == first || self.id.as_str() == person
    }

    /// Takes over what another copy says of weights, order, answers, experience and dangers; what it leaves open stays.
    pub(super) fn take_opinions(&mut self, other: &Self) {
        // The name and the weight stay: how much a ballot counts is for the team to say, not for its member.
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

    /// The member with the opinions of another copy.
    fn with_opinions_of(&self, other: &Self) -> Self {
        let mut both = self.clone();
        both.take_opinions(other);
        both
    }

    /// Whether another copy has all opinions of this one.
    pub(super) fn adds_nothing_to(&self, known: &Self) -> bool {
        known.with_opinions_of(self) == *known
    }

    /// Whether another copy has other opinions than this one, and not only fewer.
    pub(super) fn contradicts(&self, known: &Self) -> bool {
        // Where one of the two is silent the other's words stay, so only a contradiction changes them back.
        let both = known.with_opinions_of(self);
        both.with_opinions_of(known) != both
    }

    /// Removes what the member says of all other criteria and options.
    pub(super) fn retain(&mut self, criterion: impl Fn(&CriterionId) -> bool, option: impl Fn(&OptionId) -> bool) {
        self.swings.retain(|id, _| criterion(id));
        for level in &mut self.order {
            level.retain(&criterion);
        }
        // A level that lost all of its criteria says nothing.
        self.order.retain(|level| !level.is_empty());
        // An answer that compares with a criterion that is gone says nothing.
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
