//! How far the members have come.

use std::collections::HashSet;

use super::{Ballot, CriterionId, Decision, MemberId, OptionId};

impl Decision {
    /// How many cells of the applicable criteria a member has filled, by a score or an abstention, of how many.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        let criteria: HashSet<&CriterionId> = self.applicable().map(|criterion| &criterion.id).collect();
        let options: HashSet<&OptionId> = self.options.iter().map(|option| &option.id).collect();
        let mut mine: Vec<&Ballot> =
            self.ballots.iter().filter(|ballot| ballot.member == *member).map(AsRef::as_ref).collect();
        mine.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        let mut filled = 0;
        for (place, ballot) in mine.iter().enumerate() {
            let votes = ballot.cells.iter().filter(|(_, cell)| cell.vote.is_some());
            for (key @ (criterion, option), _) in votes {
                // A later word on a cell stands in place of the earlier ones.
                let is_replaced = mine[..place].iter().any(|later| later.cells.contains_key(key));
                filled += usize::from(!is_replaced && options.contains(option) && criteria.contains(criterion));
            }
        }
        (filled, criteria.len() * options.len())
    }
}
