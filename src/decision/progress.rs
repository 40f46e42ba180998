//! How far the members have come.

use std::collections::HashSet;

use super::{Ballot, CriterionId, Decision, MemberId, OptionId};

impl Decision {
    /// Whether a member has said anything in the round under way.
    #[must_use]
    pub fn has_voted(&self, member: &MemberId) -> bool {
        self.ballot(member, self.round()).is_some_and(|ballot| !ballot.cells.is_empty())
    }

    /// How many cells of the applicable criteria a member has filled, by a score or an abstention, of how many. While a later round
    /// is under way, those that it asks for, and the votes in it: earlier ones stand, and are no progress.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        if self.is_voting_again() { self.progress_of_round(member) } else { self.progress_of_all(member) }
    }

    /// Whether a round after the first is under way.
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
                // A later word on a cell stands in place of the earlier ones.
                let is_replaced = mine[..place].iter().any(|later| later.cells.contains_key(key));
                filled += usize::from(!is_replaced && options.contains(option) && criteria.contains(criterion));
            }
        }
        (filled, criteria.len() * options.len())
    }
}
