//! The progress of members in a round.

use std::{collections::HashSet, sync::Arc};

use super::{Ballot, Criterion, CriterionId, Decision, Member, MemberId, OptionId};

impl Decision {
    /// Reports whether a member has filled any cell in the current round.
    #[must_use]
    pub fn has_voted(&self, member: &MemberId) -> bool {
        self.ballot(member, self.round()).is_some_and(|ballot| !ballot.cells.is_empty())
    }

    /// Returns how many cells a member has filled, by a score or an abstention, and how many there are, of the criteria that
    /// [count](Self::counted_criteria). During a later round, only the cells that it asks for and the votes in it count: earlier
    /// votes stay valid, but are no progress.
    #[must_use]
    pub fn progress(&self, member: &MemberId) -> (usize, usize) {
        if self.is_voting_again() { self.progress_of_round(member) } else { self.progress_of_all(member) }
    }

    /// Returns the applicable criteria with a weight: by the swings of the members who have their own, or else by the record's, and by
    /// these alone until a round is revealed, since others' swings are hidden until then. Where nothing has a weight, returns all
    /// that are applicable. Those that are left out are asked for last.
    #[must_use]
    pub fn counted_criteria(&self) -> Vec<&Arc<Criterion>> {
        let shows_swings =
            self.members.len() <= 1 && !self.is_blind() || self.rounds.iter().any(|round| round.is_revealed());
        let weighed: Vec<_> = self.members.iter().filter(|one| shows_swings && self.has_weighed(one)).collect();
        let is_counted = |criterion: &&Arc<Criterion>| match weighed.as_slice() {
            [] => self.swing(criterion) > 0,
            weighed => weighed.iter().any(|member| self.swing_of(member, criterion) > 0),
        };
        let counted: Vec<_> = self.applicable().filter(is_counted).collect();
        if counted.is_empty() { self.applicable().collect() } else { counted }
    }

    /// Reports whether a member gives any criterion a weight by swings of their own.
    fn has_weighed(&self, member: &Member) -> bool {
        !member.swings.is_empty()
            && member.weight > 0.0
            && self.applicable().any(|criterion| member.swings.contains_key(&criterion.id))
            && self.applicable().any(|criterion| self.swing_of(member, criterion) > 0)
    }

    /// Reports whether scores count as a member gives them: the ballot is open, and neither hidden from a team nor shown to it.
    #[must_use]
    pub fn shows_result_of_open_ballot(&self, member: &MemberId) -> bool {
        !(self.is_closed(member) || self.is_shown_to_team() || self.is_guarded() || self.is_blind())
    }

    /// Reports whether a round after the first is open.
    #[must_use]
    pub fn is_voting_again(&self) -> bool {
        self.rounds.last().is_some_and(|round| round.number > 1 && !round.is_revealed())
    }

    /// Returns how many cells that the round asks for a member has scored in no round.
    #[must_use]
    pub fn never_scored(&self, member: &MemberId) -> usize {
        let asked = self.counted_criteria().into_iter().filter(|criterion| self.is_voted_on(&criterion.id));
        let cells =
            asked.flat_map(|criterion| self.options.iter().map(|option| (criterion.id.clone(), option.id.clone())));
        cells.filter(|cell| self.vote(member, cell).is_none()).count()
    }

    fn progress_of_round(&self, member: &MemberId) -> (usize, usize) {
        let ballot = self.ballot(member, self.round());
        let (mut filled, mut all) = (0, 0);
        let counted = self.counted_criteria().into_iter();
        for criterion in counted.filter(|criterion| self.is_voted_on(&criterion.id)) {
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
        let counted = self.counted_criteria();
        let criteria: HashSet<&CriterionId> = counted.iter().map(|criterion| &criterion.id).collect();
        let options: HashSet<&OptionId> = self.options.iter().map(|option| &option.id).collect();
        let mut mine: Vec<&Ballot> =
            self.ballots.iter().filter(|ballot| ballot.member == *member).map(AsRef::as_ref).collect();
        mine.sort_by_key(|ballot| std::cmp::Reverse(ballot.round));
        let mut filled = 0;
        for (place, ballot) in mine.iter().enumerate() {
            let votes = ballot.cells.iter().filter(|(_, cell)| cell.vote.is_some());
            for (key @ (criterion, option), _) in votes {
                // A later vote replaces the earlier ones.
                let is_voted = |later: &&Ballot| later.cells.get(key).is_some_and(|cell| cell.vote.is_some());
                let is_replaced = mine[..place].iter().any(is_voted);
                filled += usize::from(!is_replaced && options.contains(option) && criteria.contains(criterion));
            }
        }
        (filled, criteria.len() * options.len())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{CriterionField, Edit, MemberField};

    #[test]
    fn a_weight_that_others_gave_shows_after_the_reveal() {
        let day = date(2026, 2, 3);
        let [ana, bo] = ["ana", "bo"].map(|id| MemberId::new(id).unwrap());
        let [hiring, speed] = ["hiring", "speed"].map(|id| CriterionId::new(id).unwrap());
        let mut decision = Decision::new("test".to_owned(), day);
        for (id, swing) in [(&hiring, 50), (&speed, 0)] {
            decision.apply(Edit::AddCriterion(Box::new(Criterion::new(id.clone(), "A", "")))).unwrap();
            decision.apply(Edit::Criterion(id.clone(), CriterionField::Swing(swing))).unwrap();
        }
        for id in [&ana, &bo] {
            decision.apply(Edit::AddMember(Member::new(id.clone(), "A"), day)).unwrap();
        }
        let swings = [(speed.clone(), 70)].into_iter().collect();
        decision.apply(Edit::Member(ana.clone(), MemberField::Swings(swings))).unwrap();
        let counted = |decision: &Decision| -> Vec<CriterionId> {
            decision.counted_criteria().into_iter().map(|criterion| criterion.id.clone()).collect()
        };
        assert_eq!(counted(&decision), std::slice::from_ref(&hiring));
        decision.apply(Edit::Reveal("Ana".to_owned(), day)).unwrap();
        assert_eq!(counted(&decision), [hiring.clone(), speed.clone()]);
        // Where nothing has a weight, all is asked for.
        decision.apply(Edit::Member(ana, MemberField::Swings(std::collections::BTreeMap::new()))).unwrap();
        decision.apply(Edit::Criterion(hiring.clone(), CriterionField::Swing(0))).unwrap();
        assert_eq!(counted(&decision), [hiring, speed]);
    }
}
