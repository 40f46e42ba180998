//! The parts that two contents of a record share, so that results for one need not be computed again for the other.

use std::sync::Arc;

use super::{CriterionId, Decision};

impl Decision {
    /// Reports whether options, criteria, members and rounds are shared with another content of the record. It compares
    /// pointers only, so equal parts that are not shared do not count.
    #[must_use]
    pub fn shares_lists(&self, other: &Self) -> bool {
        shared(&self.options, &other.options)
            && shared(&self.criteria, &other.criteria)
            && shared(&self.members, &other.members)
            && shared(&self.rounds, &other.rounds)
    }

    /// Reports whether these lists and all votes and notes are shared with another content of the record.
    #[must_use]
    pub fn shares_votes(&self, other: &Self) -> bool {
        self.shares_lists(other) && shared(&self.ballots, &other.ballots) && shared(&self.references, &other.references)
    }

    /// Reports whether a ballot or a reference that is shared with another content of the record has the same problems
    /// in both: members, rounds and references are shared, and the same ballots by the same ids exist.
    #[must_use]
    pub fn judges_ballots_as(&self, other: &Self) -> bool {
        // The id of a reference may not be that of a member.
        shared(&self.members, &other.members)
            && shared(&self.rounds, &other.rounds)
            && shared(&self.references, &other.references)
            && self.ballots.len() == other.ballots.len()
            && self.ballots.iter().zip(&other.ballots).all(|(a, b)| (&a.member, a.round) == (&b.member, b.round))
            && self.has_options_of(other)
            && self
                .criteria
                .iter()
                .map(|criterion| &criterion.id)
                .eq(other.criteria.iter().map(|criterion| &criterion.id))
    }

    /// Reports whether the [progress](Self::progress) of members is counted over the same cells in both: the same options by the same
    /// [counted criteria](Self::counted_criteria). Weights that stay above 0 make no difference, so a moving slider makes none.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let same_weights = || shared(&self.criteria, &other.criteria) && shared(&self.members, &other.members);
        let counted = |decision: &Self| -> Vec<CriterionId> {
            decision.counted_criteria().into_iter().map(|criterion| criterion.id.clone()).collect()
        };
        self.has_options_of(other) && (same_weights() || counted(self) == counted(other))
    }

    fn has_options_of(&self, other: &Self) -> bool {
        self.options.iter().map(|option| &option.id).eq(other.options.iter().map(|option| &option.id))
    }
}

fn shared<T>(list: &[Arc<T>], other: &[Arc<T>]) -> bool {
    list.len() == other.len() && list.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b))
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use jiff::civil::date;

    use crate::decision::{Alternative, Criterion, CriterionField, CriterionId, Decision, Edit, OptionId};

    #[test]
    fn a_weight_changes_what_is_asked_only_from_and_to_0() {
        let [hiring, speed] = ["hiring", "speed"].map(|id| CriterionId::new(id).unwrap());
        let mut decision = Decision::new("test".to_owned(), date(2026, 2, 3));
        for id in [&hiring, &speed] {
            decision.apply(Edit::AddCriterion(Box::new(Criterion::new(id.clone(), "A", "")))).unwrap();
        }
        let with = |edit: Edit| {
            let mut changed = decision.clone();
            changed.apply(edit).unwrap();
            changed
        };
        let weighed = |swing| with(Edit::Criterion(hiring.clone(), CriterionField::Swing(swing)));
        assert!(decision.asks_the_same(&weighed(90)));
        assert!(decision.asks_the_same(&with(Edit::Title("Another".to_owned()))));
        assert!(!decision.asks_the_same(&weighed(0)));
        let left_out = Edit::Criterion(speed.clone(), CriterionField::NotApplicable(true));
        assert!(!decision.asks_the_same(&with(left_out)));
        let option = Alternative::new(OptionId::new("go").unwrap(), "Go");
        assert!(!decision.asks_the_same(&with(Edit::AddOption(option))));
    }
}
