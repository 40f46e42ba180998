//! What two contents of a record have in common, so that what was found for one need not be found again for the other.

use std::sync::Arc;

use super::Decision;

impl Decision {
    /// Whether all of the sheet is shared with another content of the record: options, criteria, members, rounds, ballots
    /// and references. It takes no time, and sees no likeness of what is not shared.
    #[must_use]
    pub fn shares_sheet(&self, other: &Self) -> bool {
        shared(&self.options, &other.options)
            && shared(&self.criteria, &other.criteria)
            && shared(&self.members, &other.members)
            && shared(&self.rounds, &other.rounds)
            && shared(&self.ballots, &other.ballots)
            && shared(&self.references, &other.references)
    }

    /// Whether the same cells are asked for: the same options by the same applicable criteria.
    #[must_use]
    pub fn asks_the_same(&self, other: &Self) -> bool {
        let options = |decision: &Self| decision.options.len();
        options(self) == options(other)
            && self.options.iter().zip(&other.options).all(|(a, b)| a.id == b.id)
            && self.applicable().map(|criterion| &criterion.id).eq(other.applicable().map(|criterion| &criterion.id))
    }
}

fn shared<T>(list: &[Arc<T>], other: &[Arc<T>]) -> bool {
    list.len() == other.len() && list.iter().zip(other).all(|(a, b)| Arc::ptr_eq(a, b))
}
