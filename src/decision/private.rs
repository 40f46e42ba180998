//! Ballots that stay in private files until the reveal, and what the record promises of them meanwhile.
//!
//! A blind round is a courtesy of the screen: the scores stand in the record, which others can read. Where a team keeps ballots
//! private, the record says only who has sealed and the [hash](Commitment) of each sealed ballot. So nobody learns a score before
//! the reveal, and nobody can change a ballot after it without being seen to.
//!
//! In memory a record of a hidden round holds the ballots whose private files are at hand, and [`Decision::as_published`] is what
//! others may read of it.

use std::{borrow::Cow, collections::BTreeMap, fmt::Write as _, sync::Arc};

use sha2::{Digest, Sha256};

use super::{
    Asked, Ballot, BallotSheet, Cell, CellKey, Commitment, Confidence, CriterionId, Decision, Evidence, Member,
    MemberId, OptionId, Refusal, RevealedBecause, Salt, Vote, Withdrawal,
    text::{is_blank, single_line},
};

/// The result of reading a private ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PrivateBallot {
    /// It is of the hidden round, and in memory now.
    Taken,
    /// It is sealed and of a revealed round: [`Edit::Publish`](super::Edit::Publish) takes it.
    ToPublish(Ballot),
    /// The record has it already, or has withdrawn it.
    Done,
    /// It is not what the record waits for: a sentence.
    Unfit(String),
    /// This member had not sealed it when the round was revealed: a sentence.
    Unsealed(MemberId, String),
    /// It is not the ballot that this member has sealed: a sentence.
    NotAsSealed(MemberId, String),
    /// It is a ballot of this member for the record, but its file is called after another one: a sentence.
    Elsewhere(MemberId, String),
    /// It is a ballot of this member of another round, which the record does not hold, as one of another branch: a sentence.
    OtherRound(MemberId, String),
}

impl Commitment {
    /// Reports whether it holds for a member's ballot of a round.
    fn is_valid_for(&self, member: &MemberId, round: u32) -> bool {
        self.withdrawn.is_none() && self.member == *member && self.round == round
    }
}

impl Decision {
    /// Returns the record as others may read it: if ballots are private, those of a hidden round have no cells.
    #[must_use]
    pub fn as_published(&self) -> Cow<'_, Self> {
        if self.hidden_ballots().next().is_none() {
            return Cow::Borrowed(self);
        }
        let mut published = self.clone();
        let round = self.round();
        for ballot in published.ballots.iter_mut().filter(|ballot| ballot.round == round && is_private(ballot)) {
            let ballot = Arc::make_mut(ballot);
            ballot.cells.clear();
            ballot.salt = None;
        }
        Cow::Owned(published)
    }

    /// Returns the ballots that belong into private files now.
    pub fn hidden_ballots(&self) -> impl Iterator<Item = &Ballot> {
        let is_hidden = self.private_ballots && self.is_blind();
        let round = self.round();
        let ballots = self.ballots.iter().map(AsRef::as_ref);
        ballots.filter(move |ballot| is_hidden && ballot.round == round && is_private(ballot))
    }

    /// Reports whether the round was one of private ballots and the team has seen it: only ballots that were sealed
    /// before count in it.
    #[must_use]
    pub fn is_over_in_private(&self) -> bool {
        self.private_ballots && self.is_shown_to_team()
    }

    /// Takes the private ballots of the hidden round that are not sealed out of the record: they do not count, and stay in their files
    /// for the next round.
    pub(super) fn leave_drafts_out(&mut self) {
        let drafts: Vec<MemberId> = self.unsealed_drafts().map(|ballot| ballot.member.clone()).collect();
        for member in &drafts {
            let ballot = self.ballot_mut(member);
            ballot.cells.clear();
            ballot.salt = None;
        }
    }

    /// Returns the private ballots of the hidden round that have scores and are not sealed.
    pub fn unsealed_drafts(&self) -> impl Iterator<Item = &Ballot> {
        self.hidden_ballots().filter(|ballot| !ballot.sealed && !ballot.cells.is_empty())
    }

    /// Returns the commitments of revealed rounds whose ballots are still in private files, one for each ballot.
    #[must_use]
    pub fn unpublished(&self) -> Vec<&Commitment> {
        self.awaited()
            .filter(|one| self.ballot(&one.member, one.round).is_none_or(|ballot| ballot.salt.is_none()))
            .collect()
    }

    /// Returns the commitments whose published ballots differ from the sealed ones, one for each ballot.
    #[must_use]
    pub fn unlike_sealed(&self) -> Vec<&Commitment> {
        let is_other = |one: &&Commitment| {
            let ballot = self.ballot(&one.member, one.round);
            ballot.is_some_and(|ballot| ballot.salt.is_some() && !self.is_as_sealed(ballot))
        };
        self.awaited().filter(is_other).collect()
    }

    /// Returns the commitments of revealed rounds that were not withdrawn, the first of each ballot.
    fn awaited(&self) -> impl Iterator<Item = &Commitment> {
        let is_revealed =
            |one: &Commitment| self.rounds.iter().any(|round| round.number == one.round && round.is_revealed());
        self.commitments.iter().filter(move |one| self.is_first_valid(one) && is_revealed(one))
    }

    /// Reports whether a commitment is the first valid one to its ballot.
    fn is_first_valid(&self, one: &Commitment) -> bool {
        self.commitment(&one.member, one.round) == Some(one)
    }

    /// Returns the first valid commitment to a member's ballot. There are several where the member sealed in several copies
    /// that were merged.
    #[must_use]
    pub fn commitment(&self, member: &MemberId, round: u32) -> Option<&Commitment> {
        self.commitments.iter().find(|one| one.is_valid_for(member, round))
    }

    /// Reports whether a ballot is one that its member has sealed, by a valid commitment to it.
    #[must_use]
    pub fn is_as_sealed(&self, ballot: &Ballot) -> bool {
        let Some(hash) = self.hash_of(ballot) else { return false };
        self.commitments.iter().any(|one| one.is_valid_for(&ballot.member, ballot.round) && one.hash == hash)
    }

    /// Returns a sentence on a private ballot whose questions or anchors have changed since it was sealed; `None` if they are the same,
    /// or it is not the sealed one. The hash covers the scores alone, but the file has the words that they answer.
    #[must_use]
    pub fn told_reworded(&self, sheet: &BallotSheet) -> Option<String> {
        if sheet.decision != self.id || !self.is_as_sealed(&sheet.ballot) {
            return None;
        }
        let is_changed = |asked: &&Asked| {
            let now = self.criterion(&asked.id);
            now.is_some_and(|now| !asked.changed_words(now).is_empty())
        };
        let changed: Vec<&str> = sheet.criteria.iter().filter(is_changed).map(|asked| asked.name.as_str()).collect();
        (!changed.is_empty()).then(|| {
            format!(
                "The words of {} have changed since {} sealed the ballot, which answers the earlier ones.",
                changed.join(", "),
                self.member_name(&sheet.ballot.member)
            )
        })
    }

    /// Returns the members whose sealed ballots are in private files, and stay as they were sealed until the current
    /// round is revealed.
    #[must_use]
    pub fn sealed_in_private(&self) -> Vec<&MemberId> {
        let is_hidden = self.private_ballots && self.is_blind();
        let round = self.round();
        let sealed = self.commitments.iter().filter(|one| is_hidden && one.round == round && self.is_first_valid(one));
        sealed.map(|one| &one.member).collect()
    }

    /// Reports whether a member has sealed a private ballot of the current round whose file is not here.
    #[must_use]
    pub fn is_sealed_elsewhere(&self, member: &MemberId) -> bool {
        // A ballot in memory has its salt.
        let is_here = self.ballot(member, self.round()).is_some_and(|ballot| ballot.salt.is_some());
        !is_here && self.sealed_in_private().contains(&member)
    }

    /// Reports whether the record holds a seal of a member's private ballot that only a reason ends: in the hidden
    /// round, or of a ballot that is still to be published.
    #[must_use]
    pub fn waits_for(&self, member: &MemberId) -> bool {
        self.sealed_in_private().contains(&member) || self.unpublished().iter().any(|one| one.member == *member)
    }

    /// # Errors
    /// [`Refusal::SealedInPrivate`] where private ballots are sealed: without what is to leave the record, they would no longer be
    /// those that were sealed.
    pub(super) fn may_lose_cells(&self) -> Result<(), Refusal> {
        let names: Vec<&str> = self.sealed_in_private().into_iter().map(|member| self.member_name(member)).collect();
        if names.is_empty() { Ok(()) } else { Err(Refusal::SealedInPrivate(names.join(", "))) }
    }

    /// Takes what a private file holds, as a reader of the record and its files does. Nothing changes but in the hidden round.
    pub fn take_private(&mut self, sheet: &BallotSheet) -> PrivateBallot {
        let ballot = &*self.under_present_id(sheet);
        let name = sheet.member.called();
        if sheet.decision != self.id {
            return PrivateBallot::Unfit(format!("It is a ballot of {name} for another record, \"{}\".", sheet.title));
        }
        let Some(person) = self.member(&ballot.member) else {
            return PrivateBallot::Unfit(format!("{name} (`{}`) is no member of the record.", ballot.member));
        };
        let name = person.called().to_owned();
        let there = self.ballot(&ballot.member, ballot.round);
        let commitment = self.commitment(&ballot.member, ballot.round);
        let is_sealed_one = self.is_as_sealed(ballot);
        let is_hidden = self.private_ballots && self.is_blind() && ballot.round == self.round();
        if is_hidden && there.is_none_or(|there| !is_private(there)) && (commitment.is_none() || is_sealed_one) {
            self.hold(ballot.clone());
            return PrivateBallot::Taken;
        }
        let has_begun = self.ballot(&ballot.member, self.round()).is_some_and(is_private);
        if !has_begun && self.is_left_over(ballot) {
            let cells = ballot.cells.iter().filter(|((criterion, _), _)| self.is_voted_on(criterion));
            let cells = cells.map(|(key, cell)| (key.clone(), cell.clone())).collect();
            self.hold(Ballot { cells, ..ballot.clone() });
            return PrivateBallot::Taken;
        }
        match (commitment, there.and_then(|there| there.salt.as_ref())) {
            (Some(_), None) if !is_sealed_one => {
                let why = format!("It is not the ballot of round {} that {name} sealed.", ballot.round);
                PrivateBallot::NotAsSealed(ballot.member.clone(), why)
            }
            (Some(_), None) if !is_hidden => PrivateBallot::ToPublish(ballot.clone()),
            (None, None) if ballot.round == self.round() && !is_hidden && !ballot.cells.is_empty() => {
                let withdrawn =
                    self.commitments.iter().any(|one| one.member == ballot.member && one.round == ballot.round);
                if withdrawn || there.is_some_and(|there| !there.cells.is_empty()) {
                    return PrivateBallot::Done;
                }
                let round = ballot.round;
                let why = format!(
                    "{name} had not sealed it when round {round} was revealed, so it does not count. It is kept for the next \
                     round: open that to go on from it."
                );
                PrivateBallot::Unsealed(ballot.member.clone(), why)
            }
            _ => PrivateBallot::Done,
        }
    }

    /// Returns the ballot of a private file under the id that its member has now: a merge gives another one to somebody who was added
    /// under the id of somebody else. A seal for the old id is none for the new one.
    fn under_present_id<'s>(&self, sheet: &'s BallotSheet) -> Cow<'s, Ballot> {
        let is_of_other = self.member(&sheet.ballot.member).is_some_and(|there| there.is_somebody_else(&sheet.member));
        let is_same = |member: &&Arc<Member>| member.real_name().is_some() && !member.is_somebody_else(&sheet.member);
        let mut same = self.members.iter().filter(|member| is_of_other && is_same(member));
        match (same.next(), same.next()) {
            (Some(member), None) => {
                let member = member.id.clone();
                Cow::Owned(Ballot { member, sealed: false, salt: None, ..sheet.ballot.clone() })
            }
            _ => Cow::Borrowed(&sheet.ballot),
        }
    }

    /// Reports whether a private ballot of a round before the hidden one never counted, so that its member goes on from
    /// it.
    #[must_use]
    pub fn is_left_over(&self, ballot: &Ballot) -> bool {
        let (member, now) = (&ballot.member, self.round());
        let is_hidden = self.private_ballots && self.is_blind() && ballot.round < now && !ballot.cells.is_empty();
        let has_sealed = self.commitments.iter().any(|one| one.member == *member && one.round >= ballot.round);
        let mut counted = (ballot.round..now).filter_map(|round| self.ballot(member, round));
        is_hidden && !has_sealed && counted.all(|ballot| !is_private(ballot))
    }

    /// Returns the members whose private ballots do not count, if they have any: they had not sealed when the last
    /// round was revealed early.
    #[must_use]
    pub fn left_out_unsealed(&self) -> Vec<&Member> {
        let round = self.round();
        let reveal = self.rounds.last().and_then(|round| round.reveal());
        let is_early = reveal.is_some_and(|reveal| reveal.because == RevealedBecause::SomebodySaidSo);
        let is_shown = self.private_ballots && self.members.len() > 1 && is_early;
        let is_out = |member: &&Member| {
            let has_committed = self.commitments.iter().any(|one| one.member == member.id && one.round == round);
            is_shown && !has_committed && self.ballot(&member.id, round).is_none_or(|ballot| ballot.cells.is_empty())
        };
        self.members.iter().map(AsRef::as_ref).filter(is_out).collect()
    }

    /// Puts the cells and the salt of a private ballot in the place of the empty one. Whether it is sealed is for the record to say.
    fn hold(&mut self, private: Ballot) {
        let cells = self.known_cells(private.cells);
        let ballot = self.ballot_mut(&private.member);
        ballot.salt = private.salt;
        ballot.cells = cells;
    }

    /// Cells without those that have no place any more, since a merge took their criteria or options out of the record.
    pub(super) fn known_cells(&self, mut cells: BTreeMap<CellKey, Cell>) -> BTreeMap<CellKey, Cell> {
        cells.retain(|key, _| self.criterion(&key.0).is_some() && self.option(&key.1).is_some());
        cells
    }

    /// Commits the record to the ballot that a member has just sealed, where ballots are private.
    pub(super) fn commit_to(&mut self, member: &MemberId, salt: Salt) {
        if !self.private_ballots {
            return;
        }
        let ballot = self.ballot_mut(member);
        ballot.salt.get_or_insert(salt);
        let ballot = ballot.clone();
        let Some(hash) = self.hash_of(&ballot) else { return };
        self.commitments.push(Commitment { round: ballot.round, member: member.clone(), hash, withdrawn: None });
    }

    /// Makes the commitment to a member's ballot fit what has come in for it from elsewhere.
    pub(super) fn commit_again(&mut self, member: &MemberId) {
        let (is_private, is_hidden) = (self.private_ballots, self.is_blind());
        let ballot = self.ballot_mut(member);
        if !is_private {
            ballot.salt = None;
        }
        // After the reveal the salt shows whether the ballot is the one that was sealed.
        if !(is_private && is_hidden) {
            return;
        }
        let salt = ballot.salt.clone();
        // Without a salt nothing was promised of it yet.
        ballot.sealed &= salt.is_some();
        let is_sealed = ballot.sealed;
        self.take_back_commitment(member);
        if let Some(salt) = salt.filter(|_| is_sealed) {
            self.commit_to(member, salt);
        }
    }

    /// Takes back the commitment to the member's ballot of the current round that is here: of several, the one that it fits.
    pub(super) fn take_back_commitment_here(&mut self, member: &MemberId) {
        let round = self.round();
        let hash = self.ballot(member, round).and_then(|ballot| self.hash_of(ballot));
        // A ballot that lost cells with their criterion fits none.
        let is_only = self.commitments.iter().filter(|one| one.is_valid_for(member, round)).count() == 1;
        let is_here =
            |one: &Commitment| one.is_valid_for(member, round) && (is_only || Some(&one.hash) == hash.as_ref());
        self.commitments.retain(|one| !is_here(one));
    }

    pub(super) fn take_back_commitment(&mut self, member: &MemberId) {
        let round = self.round();
        self.commitments.retain(|one| one.withdrawn.is_some() || one.member != *member || one.round != round);
    }

    /// Reports whether somebody has scored in a round that is not revealed yet, so that its ballots stay where they
    /// are.
    #[must_use]
    pub fn has_round_begun(&self) -> bool {
        let Some(round) = self.rounds.last().filter(|round| !round.is_revealed()) else { return false };
        let mut ballots = self.ballots.iter().filter(|ballot| ballot.round == round.number);
        ballots.any(|ballot| ballot.sealed || !ballot.cells.is_empty())
    }

    /// # Errors
    /// A [`Refusal`] where somebody has scored in the round under way: what is in the record cannot become private, and what is
    /// private is published by its member.
    pub(super) fn keep_ballots_private(&mut self, private: bool) -> Result<(), Refusal> {
        if self.private_ballots != private && self.has_round_begun() {
            return Err(Refusal::RoundBegan(self.round()));
        }
        self.private_ballots = private;
        Ok(())
    }

    /// # Errors
    /// A [`Refusal`] where the record does not wait for the ballot, or it is not the one that was sealed.
    pub(super) fn publish(&mut self, ballot: Ballot) -> Result<(), Refusal> {
        let name = self.members[self.member_index(&ballot.member)?].called().to_owned();
        if !self.unpublished().iter().any(|one| one.member == ballot.member && one.round == ballot.round) {
            return Err(Refusal::NotAwaited(name));
        }
        if !self.is_as_sealed(&ballot) {
            return Err(Refusal::NotAsSealed(name));
        }
        let ballot = Ballot { sealed: true, cells: self.known_cells(ballot.cells), ..ballot };
        match self.ballots.iter_mut().find(|one| one.member == ballot.member && one.round == ballot.round) {
            Some(there) => *there = Arc::new(ballot),
            None => self.ballots.push(Arc::new(ballot)),
        }
        Ok(())
    }

    /// Withdraws the commitments to a member's ballot, but for the one that the ballot here fits if there are others.
    ///
    /// # Errors
    /// A [`Refusal`] where the record does not wait for a ballot of the member, or no reason is given.
    pub(super) fn withdraw(&mut self, member: &MemberId, withdrawal: Withdrawal) -> Result<(), Refusal> {
        let name = self.members[self.member_index(member)?].called().to_owned();
        let Withdrawal { on, by, why } = withdrawal;
        let (by, why) = (single_line(&by), single_line(&why));
        if is_blank(&why) {
            return Err(Refusal::NoReasonToWithdraw);
        }
        let lost = self.to_withdraw(member);
        if lost.is_empty() {
            return Err(Refusal::NotAwaited(name));
        }
        for at in lost {
            self.commitments[at].withdrawn = Some(Withdrawal { on, by: by.clone(), why: why.clone() });
        }
        // Without a seal the member may score again: with another commitment where the round is hidden, else in the next one.
        let keeps_one = self.commitment(member, self.round()).is_some();
        self.ballot_mut(member).sealed = keeps_one;
        Ok(())
    }

    /// Returns the number of valid commitments to a member's ballot of the current round.
    #[must_use]
    pub fn seals_in_private(&self, member: &MemberId) -> usize {
        self.commitments.iter().filter(|one| one.is_valid_for(member, self.round())).count()
    }

    /// Reports whether a commitment to a member's ballot can be withdrawn: the record waits for the ballot, or it has another one
    /// that fits.
    #[must_use]
    pub fn can_withdraw(&self, member: &MemberId) -> bool {
        !self.to_withdraw(member).is_empty()
    }

    /// Returns the places of the commitments to a member's ballot of the current round that a withdrawal ends: all, but for the one
    /// that the ballot here fits if there are others. None if that one is published.
    fn to_withdraw(&self, member: &MemberId) -> Vec<usize> {
        let round = self.round();
        let here = self.ballot(member, round).and_then(|ballot| self.hash_of(ballot));
        let is_published = !self.is_blind() && here.is_some();
        let all = self.commitments.iter().enumerate().filter(|(_, one)| one.is_valid_for(member, round));
        let (kept, lost): (Vec<_>, Vec<_>) = all.partition(|(_, one)| here.as_ref() == Some(&one.hash));
        let keeps_one = !kept.is_empty() && !lost.is_empty();
        let withdrawn = if keeps_one { lost } else { [kept, lost].concat() };
        if is_published && !keeps_one { Vec::new() } else { withdrawn.into_iter().map(|(at, _)| at).collect() }
    }

    /// Returns the SHA-256 of a ballot with its salt, in hexadecimal; `None` without a salt.
    ///
    /// It is of a JSON array without white space: the words "weigh-in ballot 1", the id of the record, round, member, salt, and the
    /// cells in the order of their criteria's and options' ids, each as criterion, option, score ("abstain", or null for none),
    /// confidence, evidence, link and note. Names and the order of the sheet are no part of it, since they may change before the
    /// reveal.
    fn hash_of(&self, ballot: &Ballot) -> Option<String> {
        let salt = ballot.salt.as_ref()?.to_string();
        let cells: Vec<_> =
            ballot.cells.iter().map(|((criterion, option), cell)| hashed(criterion, option, cell)).collect();
        let (round, member) = (ballot.round, ballot.member.as_str());
        let hashed = serde_json::json!(["weigh-in ballot 1", self.id, round, member, salt, cells]);
        let mut hash = String::with_capacity(64);
        for byte in Sha256::digest(hashed.to_string()) {
            let _ = write!(hash, "{byte:02x}");
        }
        Some(hash)
    }
}

fn hashed(criterion: &CriterionId, option: &OptionId, cell: &Cell) -> serde_json::Value {
    let Cell { vote, confidence, evidence, link, note } = cell;
    let vote = vote.map(|vote| match vote {
        Vote::Score(score) => serde_json::json!(score.points()),
        Vote::Abstain => serde_json::json!("abstain"),
    });
    let [confidence, evidence] = [confidence.map(Confidence::name), evidence.map(Evidence::name)];
    serde_json::json!([criterion.as_str(), option.as_str(), vote, confidence, evidence, link, note])
}

/// Reports whether a ballot holds scores or a salt, which others must not read.
fn is_private(ballot: &Ballot) -> bool {
    !ballot.cells.is_empty() || ballot.salt.is_some()
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::Score;

    fn id(member: &str) -> MemberId {
        MemberId::new(member).unwrap()
    }

    /// A record with private ballots that is called `record`.
    fn record() -> Decision {
        let mut decision = Decision::new("record".to_owned(), date(2026, 1, 1));
        decision.private_ballots = true;
        for member in ["ana", "bo"] {
            decision.members.push(Arc::new(Member::new(id(member), member)));
        }
        decision
    }

    fn ballot() -> Ballot {
        let key =
            |criterion: &str, option: &str| (CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap());
        let mut ballot = Ballot { salt: Some(Salt::of_bits(10)), ..Ballot::new(id("ana"), 2) };
        let scored = Cell {
            confidence: Some(Confidence::Low),
            note: "A \"word\" ü\nof Ana".to_owned(),
            ..Cell::scored(Score::new(4).unwrap())
        };
        let link = "https://a.example".to_owned();
        let abstained = Cell { vote: Some(Vote::Abstain), evidence: Some(Evidence::Read), link, ..Cell::default() };
        let noted = Cell { note: "later".to_owned(), ..Cell::default() };
        ballot.cells.extend([
            (key("speed", "go"), noted),
            (key("hiring", "rust"), abstained),
            (key("hiring", "go"), scored),
        ]);
        ballot
    }

    #[test]
    fn the_hash_is_the_one_that_the_documentation_says() {
        // Computed by Python from the text that docs/file-format.md gives as its example.
        let known = "a09f4faf6ef3ddfcaddf2bc3fea526dc33be52207e1b799b9b767a5bb4decc1b";
        assert_eq!(record().hash_of(&ballot()).as_deref(), Some(known));
        let mut other = ballot();
        other.cells.values_mut().next().unwrap().note.push('.');
        assert_ne!(record().hash_of(&other).as_deref(), Some(known));
        assert_eq!(record().hash_of(&Ballot { salt: None, ..ballot() }), None);
    }

    #[test]
    fn others_read_of_a_hidden_ballot_only_whether_it_is_sealed() {
        let mut decision = record();
        decision.ballots.push(Arc::new(Ballot { round: 1, ..ballot() }));
        let published = decision.as_published();
        assert!(published.ballots[0].cells.is_empty() && published.ballots[0].salt.is_none());
        decision.private_ballots = false;
        assert!(matches!(decision.as_published(), Cow::Borrowed(_)));
    }

    #[test]
    fn a_salt_is_written_as_it_is_read() {
        let salt = Salt::of_bits(u128::MAX - 5);
        assert_eq!(Salt::of_digits(&salt.to_string()), Some(salt));
        for wrong in ["", "0A", "0000000000000000000000000000000G", "0000000000000000000000000000000A"] {
            assert_eq!(Salt::of_digits(wrong), None, "{wrong}");
        }
    }
}
