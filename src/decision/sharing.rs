//! The parts that two contents of a record share, so that results for one need not be computed again for the other.

use std::{collections::BTreeMap, sync::Arc};

use super::{CriterionId, Decision, MemberId};

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

    /// Reports whether both ask for the same cells first: the same options by the same applicable criteria of the same weights.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.has_options_of(other)
            && self.applicable().map(|one| (&one.id, one.swing)).eq(other.applicable().map(|one| (&one.id, one.swing)))
            && (shared(&self.members, &other.members) || self.own_swings().eq(other.own_swings()))
    }

    fn own_swings(&self) -> impl Iterator<Item = (&MemberId, bool, &BTreeMap<CriterionId, u8>)> {
        self.members.iter().map(|member| (&member.id, member.weight > 0.0, &member.swings))
    }

    fn has_options_of(&self, other: &Self) -> bool {
        self.options.iter().map(|option| &option.id).eq(other.options.iter().map(|option| &option.id))
    }
}

fn shared<T>(list: &[Arc<T>], other: &[Arc<T>]) -> bool {
    list.len() == other.len() && list.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b))
}
