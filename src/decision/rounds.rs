//! The start and end of voting rounds: seals, reveals and the next round.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    CriterionId, Decision, Member, MemberId, Refusal, Reopening, Retraction, Reveal, RevealedBecause, Round, Salt,
};

impl Decision {
    /// Returns the members who have not sealed the current round.
    #[must_use]
    pub fn not_sealed(&self) -> Vec<&Member> {
        self.members.iter().map(AsRef::as_ref).filter(|member| !self.has_sealed(&member.id)).collect()
    }

    /// Reports whether every member has sealed the current round; false without members.
    #[must_use]
    pub fn have_all_sealed(&self) -> bool {
        !self.members.is_empty() && self.members.iter().all(|member| self.has_sealed(&member.id))
    }

    /// Returns the members whose ballots of a round count although they are not sealed: in a round that was revealed
    /// when all had sealed, these scored when they could see the others' scores.
    #[must_use]
    pub fn counted_unsealed(&self, round: u32) -> Vec<&Member> {
        let is_counted = |member: &&Member| {
            self.ballot(&member.id, round).is_some_and(|ballot| !ballot.sealed && !ballot.cells.is_empty())
        };
        self.members.iter().map(AsRef::as_ref).filter(is_counted).collect()
    }

    /// Reports whether a team has seen the scores of the current round, so that its ballots stay as they are. A sole
    /// member hides nothing from anybody, and may finish or reopen a ballot at any time.
    #[must_use]
    pub fn is_shown_to_team(&self) -> bool {
        self.members.len() > 1 && self.rounds.last().is_some_and(|round| round.is_revealed())
    }

    /// Seals a member's ballot on a day. A sealed ballot stays as it is. A sole member hides nothing from anybody, so that this
    /// ends the round; a team's round waits for its reveal also where all have sealed. Where ballots are private, the record commits
    /// to this one, by the salt unless the ballot has one.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such member, or the team has seen the round.
    pub(super) fn seal(&mut self, member: &MemberId, on: Date, salt: Salt) -> Result<(), Refusal> {
        let by = self.members[self.member_index(member)?].real_name().unwrap_or_default().to_owned();
        if self.has_sealed(member) {
            return Ok(());
        }
        self.must_be_hidden()?;
        self.ballot_mut(member).sealed = true;
        self.commit_to(member, salt);
        self.reveal_if_alone(on, by);
        Ok(())
    }

    /// Opens a member's sealed ballot to changes.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such member, the team has seen the round, or it is a private ballot that is not at hand: its
    /// scores would no longer count, and nothing would say so.
    pub(super) fn reopen(&mut self, member: &MemberId, on: Date) -> Result<(), Refusal> {
        self.member_index(member)?;
        self.must_be_hidden()?;
        if self.is_sealed_elsewhere(member) {
            return Err(Refusal::SealedElsewhere(self.member_name(member).to_owned()));
        }
        if self.is_blind() && self.has_sealed(member) {
            self.note_reopened(member, on);
        }
        // Before the change: a commitment from another copy is to a ballot that is not here, and stays.
        self.take_back_commitment_here(member);
        // The salt stays: a copy of the record in which the ballot is still sealed can then be published from the same file.
        self.ballot_mut(member).sealed = false;
        Ok(())
    }

    /// Notes that a sealed ballot of the hidden round was opened on a day, once for each day.
    fn note_reopened(&mut self, member: &MemberId, on: Date) {
        let reopening = Reopening { on, member: member.clone() };
        let Some(round) = self.rounds.last_mut().map(Arc::make_mut) else { return };
        if let Err(place) = round.reopened.binary_search(&reopening) {
            round.reopened.insert(place, reopening);
        }
    }

    /// Keeps in this other state of a record which sealed ballots were opened before a reveal in its present one, or are by this
    /// change, on a day. Whether anything had to be kept.
    fn keep_reopened_of(&mut self, now: &Self, on: Date) -> bool {
        let mut is_kept = false;
        let is_member = |one: &&Reopening, then: &Self| then.member(&one.member).is_some();
        for place in 0..self.rounds.len() {
            let number = self.rounds[place].number;
            let known = now.rounds.iter().filter(|round| round.number == number).flat_map(|round| &round.reopened);
            let mut all: Vec<Reopening> = known.filter(|one| is_member(one, self)).cloned().collect();
            all.extend(self.rounds[place].reopened.iter().cloned());
            all.sort();
            all.dedup();
            if all != self.rounds[place].reopened {
                Arc::make_mut(&mut self.rounds[place]).reopened = all;
                is_kept = true;
            }
        }
        if !(now.is_blind() && self.is_blind() && now.round() == self.round()) {
            return is_kept;
        }
        let members = self.members.iter().map(|member| member.id.clone());
        let opened: Vec<MemberId> = members.filter(|id| now.has_sealed(id) && !self.has_sealed(id)).collect();
        for member in &opened {
            self.note_reopened(member, on);
        }
        is_kept || !opened.is_empty()
    }

    fn must_be_hidden(&self) -> Result<(), Refusal> {
        if self.is_shown_to_team() { Err(Refusal::Shown(self.round())) } else { Ok(()) }
    }

    /// Ends the round under way where a sole member has sealed, on a day, by a person; empty if unknown.
    pub(super) fn reveal_if_alone(&mut self, on: Date, by: String) {
        if self.members.len() == 1 && !self.private_ballots && self.have_all_sealed() {
            self.reveal(on, by);
        }
    }

    /// Ends the round under way on a day, by a person; empty if unknown. Where some have not sealed, it is on that person's
    /// word. A round that is revealed stays as it is.
    pub(super) fn reveal(&mut self, on: Date, by: String) {
        let because = if self.have_all_sealed() { RevealedBecause::AllSealed } else { RevealedBecause::SomebodySaidSo };
        self.leave_drafts_out();
        if let Some(round) = self.rounds.last_mut()
            && !round.is_revealed()
        {
            Arc::make_mut(round).reveals.push(Reveal { on, by, because, taken_back: None });
        }
    }

    /// Reports whether the round was revealed only because a sole member sealed: it becomes blind again when others
    /// join.
    pub(super) fn was_alone(&self) -> bool {
        let reveal = self.rounds.last().and_then(|round| round.reveal());
        self.members.len() <= 1
            && !self.private_ballots
            && reveal.is_some_and(|reveal| reveal.because == RevealedBecause::AllSealed)
    }

    /// Makes the round blind again that [was revealed to a sole member](Self::was_alone), once there are others, on a day.
    /// The reveal stays in the record as one that was taken back; by whom is not known.
    pub(super) fn hide_from_others(&mut self, was_alone: bool, on: Date) {
        if was_alone
            && self.members.len() > 1
            && let Some(round) = self.rounds.last_mut()
            && let Some(reveal) = Arc::make_mut(round).reveals.last_mut()
        {
            reveal.taken_back = Some(Retraction { on, by: String::new() });
        }
    }

    /// Keeps in this other state of a record what people have seen in its present one. Its reveals and reopened ballots only grow. A
    /// round that is hidden here and shown there has its reveal taken back, and one that is shown here and hidden there is revealed
    /// again, by a person on a day. Whether anything had to be kept.
    pub fn keep_traces_of(&mut self, now: &Self, on: Date, by: &str) -> bool {
        let is_reopened = self.keep_reopened_of(now, on);
        self.keep_reveals_of(now, on, by) || is_reopened
    }

    fn keep_reveals_of(&mut self, now: &Self, on: Date, by: &str) -> bool {
        // A sole member hides nothing from anybody, but for a ballot that was sealed in a team.
        if now.members.len() < 2 && !self.is_blind() {
            return false;
        }
        let have_all_sealed = self.have_all_sealed();
        let mut is_kept = false;
        for round in &mut self.rounds {
            let Some(seen) = now.rounds.iter().find(|seen| seen.number == round.number) else { continue };
            if seen.reveals == round.reveals {
                continue;
            }
            let mut reveals = seen.reveals.clone();
            let by = by.to_owned();
            match (round.reveal(), reveals.last_mut().filter(|last| last.taken_back.is_none())) {
                (None, Some(last)) => last.taken_back = Some(Retraction { on, by }),
                (Some(_), None) => {
                    let because =
                        if have_all_sealed { RevealedBecause::AllSealed } else { RevealedBecause::SomebodySaidSo };
                    reveals.push(Reveal { on, by, because, taken_back: None });
                }
                _ => {}
            }
            Arc::make_mut(round).reveals = reveals;
            is_kept = true;
        }
        is_kept
    }

    /// Has the round under way ask for votes on one more criterion.
    ///
    /// # Errors
    /// A [`Refusal`] where there is no such criterion, or the round is revealed.
    pub(super) fn widen_round(&mut self, criterion: CriterionId) -> Result<(), Refusal> {
        self.criterion_index(&criterion)?;
        let number = self.round();
        let is_voted_on = self.is_voted_on(&criterion);
        match self.rounds.last_mut() {
            Some(round) if round.is_revealed() => return Err(Refusal::Shown(number)),
            Some(round) if !is_voted_on => Arc::make_mut(round).criteria.push(criterion),
            _ => {}
        }
        Ok(())
    }

    /// Returns a sentence about the members who had sealed their ballots before the round under way, in a later content, also
    /// asked for `criterion`; `None` if there are none. Their seals stay, since they may have nothing to add.
    #[must_use]
    pub fn told_widened(&self, after: &Self, criterion: &CriterionId) -> Option<String> {
        if self.is_voted_on(criterion) || !after.is_voted_on(criterion) || !after.is_blind() {
            return None;
        }
        let sealed: Vec<&str> =
            after.members.iter().filter(|one| after.has_sealed(&one.id)).map(|one| one.called()).collect();
        let (have, they, ballots) = match &sealed[..] {
            [] => return None,
            [one] => (format!("{one} has"), *one, "the ballot"),
            [most @ .., last] => (format!("{} and {last} have", most.join(", ")), "they", "their ballots"),
        };
        let name = after.criterion_name(criterion);
        let reopen = if sealed.len() == 1 { "reopens" } else { "reopen" };
        Some(format!("{have} sealed already. To score {name} again, {they} {reopen} {ballots} before the reveal."))
    }

    /// Checks that the next round can be opened.
    ///
    /// # Errors
    /// A [`Refusal`] where the decision is or was in force, the round under way is blind, or sealed ballots of the last one are
    /// still to be published.
    pub fn may_open_round(&self) -> Result<(), Refusal> {
        // A team that votes again decides again, which is more than fixing a mistake.
        if self.is_guarded() {
            return Err(Refusal::Decided);
        }
        if self.is_blind() {
            return Err(Refusal::StillBlind(self.round()));
        }
        // A private file holds one ballot, so the next one must not take the place of one that is still to be published.
        let unpublished = self.unpublished();
        if !unpublished.is_empty() {
            let names: Vec<&str> = unpublished.iter().map(|one| self.member_name(&one.member)).collect();
            return Err(Refusal::Unpublished(names.join(", ")));
        }
        Ok(())
    }

    /// Opens the next round on these criteria; empty for all of them.
    ///
    /// # Errors
    /// A [`Refusal`] where no round [may be opened](Self::may_open_round), or there is no such criterion.
    pub(super) fn open_round(&mut self, criteria: Vec<CriterionId>) -> Result<(), Refusal> {
        self.may_open_round()?;
        for id in &criteria {
            self.criterion_index(id)?;
        }
        self.rounds.push(Arc::new(Round::new(self.round() + 1, criteria)));
        Ok(())
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Alternative, CellField, Criterion, Edit, OptionId, Score, Vote};

    const DAY: Date = date(2026, 2, 3);

    fn id(member: &str) -> MemberId {
        MemberId::new(member).unwrap()
    }

    fn with_members(members: &[&str]) -> Decision {
        let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
        for member in members {
            decision.apply(Edit::AddMember(Member::new(id(member), *member), DAY)).unwrap();
        }
        decision
    }

    #[test]
    fn a_reveal_is_early_only_where_a_seal_is_missing() {
        let mut early = with_members(&["ana", "bo", "cem"]);
        early.apply(Edit::Seal(id("ana"), DAY, crate::decision::Salt::of_bits(7))).unwrap();
        early.apply(Edit::Seal(id("bo"), DAY, crate::decision::Salt::of_bits(7))).unwrap();
        let mut complete = early.clone();
        // The one who has not sealed leaves, which reveals nothing by itself.
        complete.apply(Edit::RemoveMember(id("cem"))).unwrap();
        assert!(complete.is_blind() && complete.have_all_sealed());
        for (mut decision, because) in
            [(early, RevealedBecause::SomebodySaidSo), (complete, RevealedBecause::AllSealed)]
        {
            decision.apply(Edit::Reveal("Ana Ruiz".to_owned(), DAY)).unwrap();
            let reveal = Reveal { on: DAY, by: "Ana Ruiz".to_owned(), because, taken_back: None };
            assert_eq!(decision.rounds[0].reveals, [reveal]);
        }
    }

    #[test]
    fn what_a_sole_member_sealed_is_hidden_again_from_who_joins() {
        let mut decision = with_members(&["ana"]);
        decision.apply(Edit::Seal(id("ana"), DAY, crate::decision::Salt::of_bits(7))).unwrap();
        assert!(decision.rounds[0].is_revealed());
        decision.apply(Edit::AddMember(Member::new(id("bo"), "Bo"), DAY)).unwrap();
        assert!(decision.is_blind() && decision.has_sealed(&id("ana")));
        let taken_back = Some(Retraction { on: DAY, by: String::new() });
        let because = RevealedBecause::AllSealed;
        assert_eq!(decision.rounds[0].reveals, [Reveal { on: DAY, by: "ana".to_owned(), because, taken_back }]);
        // What is taken back is not taken back again.
        decision.apply(Edit::AddMember(Member::new(id("cem"), "Cem"), date(2026, 2, 4))).unwrap();
        assert_eq!(decision.rounds[0].reveals[0].taken_back, Some(Retraction { on: DAY, by: String::new() }));
        // What somebody revealed on their word stays revealed.
        let mut decision = with_members(&["ana"]);
        decision.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
        decision.apply(Edit::AddMember(Member::new(id("bo"), "Bo"), DAY)).unwrap();
        assert!(!decision.is_blind());
    }

    #[test]
    fn who_is_left_alone_with_a_sealed_ballot_hides_it_until_the_reveal() {
        let mut decision = with_members(&["ana", "bo"]);
        decision.apply(Edit::Seal(id("ana"), DAY, crate::decision::Salt::of_bits(7))).unwrap();
        let team = decision.clone();
        decision.apply(Edit::RemoveMember(id("bo"))).unwrap();
        assert!(decision.is_blind());
        let hidden = decision.clone();
        decision.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
        assert!(!decision.is_blind());
        // Back over both steps.
        let mut then = hidden;
        assert!(then.keep_traces_of(&decision, DAY, "Ana"));
        let mut first = team;
        assert!(first.keep_traces_of(&then, DAY, "Ana"));
        let taken_back = Some(Retraction { on: DAY, by: "Ana".to_owned() });
        let because = RevealedBecause::AllSealed;
        assert_eq!(first.rounds[0].reveals, [Reveal { on: DAY, by: "Ana".to_owned(), because, taken_back }]);
    }

    #[test]
    fn a_sealed_ballot_that_was_opened_leaves_a_trace_once_a_day() {
        let seal = |decision: &mut Decision| {
            decision.apply(Edit::Seal(id("ana"), DAY, crate::decision::Salt::of_bits(7))).unwrap();
        };
        let mut decision = with_members(&["ana", "bo"]);
        decision.apply(Edit::Reopen(id("ana"), DAY)).unwrap();
        assert_eq!(decision.rounds[0].reopened, [], "it was not sealed");
        let unsealed = decision.clone();
        seal(&mut decision);
        let sealed = decision.clone();
        for _ in 0..2 {
            decision.apply(Edit::Reopen(id("ana"), DAY)).unwrap();
            seal(&mut decision);
        }
        let trace = [Reopening { on: DAY, member: id("ana") }];
        assert_eq!(decision.rounds[0].reopened, trace);
        // Undo keeps it, and leaves one where it opens a ballot itself.
        let mut then = sealed.clone();
        assert!(then.keep_traces_of(&decision, DAY, "Ana") && !then.clone().keep_traces_of(&then, DAY, "Ana"));
        assert_eq!(then.rounds[0].reopened, trace);
        let mut then = unsealed;
        assert!(then.keep_traces_of(&sealed, DAY, "Ana"));
        assert_eq!(then.rounds[0].reopened, trace);
        decision.apply(Edit::RemoveMember(id("ana"))).unwrap();
        assert_eq!(decision.rounds[0].reopened, []);
    }

    #[test]
    fn a_round_under_way_asks_about_one_more_criterion() {
        let mut decision = with_members(&["ana", "bo"]);
        let [hiring, speed] = ["hiring", "speed"].map(|id| CriterionId::new(id).unwrap());
        for id in [&hiring, &speed] {
            decision.apply(Edit::AddCriterion(Box::new(Criterion::new(id.clone(), "A", "")))).unwrap();
        }
        let go = OptionId::new("go").unwrap();
        decision.apply(Edit::AddOption(Alternative::new(go.clone(), "Go"))).unwrap();
        let vote = CellField::Vote(Some(Vote::Score(Score::MAX)));
        let vote = Edit::Cell(id("ana"), hiring.clone(), go, vote);
        decision.apply(vote.clone()).unwrap();
        decision.apply(Edit::Reveal("Ana".to_owned(), DAY)).unwrap();
        assert_eq!(decision.apply(Edit::WidenRound(speed.clone())), Err(Refusal::Shown(1)));
        decision.apply(Edit::OpenRound(vec![hiring.clone()])).unwrap();
        assert_eq!(decision.progress(&id("ana")), (0, 1), "what was said before is no progress");
        decision.apply(vote).unwrap();
        for _ in 0..2 {
            decision.apply(Edit::WidenRound(speed.clone())).unwrap();
            assert_eq!(decision.rounds[1].criteria, [hiring.clone(), speed.clone()]);
        }
        assert_eq!(decision.progress(&id("ana")), (1, 2));
        assert!(decision.apply(Edit::WidenRound(CriterionId::new("gone").unwrap())).is_err());
    }
}
