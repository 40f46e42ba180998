//! The progress of members in a round.

use std::collections::HashSet;

use super::{Ballot, CriterionId, Decision, MemberId, OptionId};

impl Decision {
    /// Reports whether a member has filled any cell in the current round.
    #[must_use]
    pub fn has_voted(&self, member: &MemberId) -> bool {
        self.ballot(member, self.round()).is_some_and(|ballot| !ballot.cells.is_empty())
    }

    /// Returns how many cells of the applicable criteria a member has filled, by a score or an abstention, and how many
    /// there are. During a later round, only the cells that it asks for and the votes in it count: earlier votes stay
    /// valid, but are no progress.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        if self.is_voting_again() { self.progress_of_round(member) } else { self.progress_of_all(member) }
    }

    /// Reports whether a round after the first is open.
    #[must_use]
    pub fn is_voting_again(&self) -> bool {
        self.rounds.last().is_some_and(|round| round.number > 1 && !round.is_revealed())
    }

    fn progress_of_round(&self, member: &MemberId) -> (usize, usize) {
        let ballot = self.ballot(member, self.round());
        let (mut filled, mut all) = (0, 0);
        for criterion in self.applicable().filter(|criterion| self.is_voted_on(&criterion.id)) {
            for option in &self.options {
                let key = (criterion.id.clone(), option.id.clone());
                let cell = ballot.and_then(|ballot| ballot.cells.get(&key));
                filled += usize::from(cell.is_some_and(|cell| cell.vote.is_some()));
                all += 1;
            }
        }
        (filled, all)
    }

    fn progress_of_all(&self, member: &MemberId) -> (usize, usize) {
        let criteria: HashSet<&CriterionId> = self.applicable().map(|criterion| &criterion.id).collect();
        let options: HashSet<&OptionId> = self.options.iter().map(|option| &option.id).collect();
        let mut mine: Vec<&Ballot> =
            self.ballots.iter().filter(|ballot| ballot.member == *member).map(AsRef::as_ref).collect();
        mine.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        let mut filled = 0;
        for (place, ballot) in mine.iter().enumerate() {
            let votes = ballot.cells.iter().filter(|(_, cell)| cell.vote.is_some());
            for (key @ (criterion, option), _) in votes {
                // A later cell replaces the earlier ones.
                let is_replaced = mine[..place].iter().any(|later| later.cells.contains_key(key));
                filled += usize::from(!is_replaced && options.contains(option) && criteria.contains(criterion));
            }
        }
        (filled, criteria.len() * options.len())
    }
}
