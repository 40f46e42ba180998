//! What two contents of a record have in common, so that what was found for one need not be found again for the other.

use std::sync::Arc;

use super::Decision;

impl Decision {
    /// Whether options, criteria, members and rounds are shared with another content of the record. It takes no time, and sees no
    /// likeness of what is not shared.
    #[must_use]
    pub fn shares_lists(&self, other: &Self) -> bool {
        shared(&self.options, &other.options)
            && shared(&self.criteria, &other.criteria)
            && shared(&self.members, &other.members)
            && shared(&self.rounds, &other.rounds)
    }

    /// Whether what is wrong with a ballot, or a reference, that is shared with another content of the record is the same in
    /// both: members, rounds and references are shared, and the same ballots by the same ids are there.
    #[must_use]
    pub fn judges_ballots_as(&self, other: &Self) -> bool {
        // The id of a reference is not that of a member.
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

    /// Whether the same cells are asked for: the same options by the same applicable criteria.
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
