//! The parts that two contents of a record share, so that results for one need not be computed again for the other.

use std::sync::Arc;

use super::Decision;

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

    /// Reports whether both ask for the same cells: the same options by the same applicable criteria.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.has_options_of(other)
            && self.applicable().map(|criterion| &criterion.id).eq(other.applicable().map(|criterion| &criterion.id))
    }

    fn has_options_of(&self, other: &Self) -> bool {
        self.options.iter().map(|option| &option.id).eq(other.options.iter().map(|option| &option.id))
    }
}

fn shared<T>(list: &[Arc<T>], other: &[Arc<T>]) -> bool {
    list.len() == other.len() && list.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b))
}
