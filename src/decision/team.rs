//! Adding, changing and removing members.

use std::sync::Arc;

use jiff::civil::Date;

use super::{
    Decision, Member, MemberField, MemberId, Reference, Refusal,
    apply::{free, weighty},
    text::single_line,
};

impl Decision {
    pub(super) fn add_member(&mut self, mut added: Member, on: Date) -> Result<(), Refusal> {
        // Ballots name members and references alike.
        let taken = self.member(&added.id).is_some() || self.references.iter().any(|r| r.id == added.id);
        free(taken, &added.id)?;
        weighty(added.weight)?;
        self.check_swings(&added.swings)?;
        added.name = single_line(&added.name);
        let was_alone = self.was_alone();
        self.members.push(Arc::new(added));
        self.hide_from_others(was_alone, on);
        Ok(())
    }

    /// Takes the scores of a source in place of those that it has. Members and sources have different ids.
    pub(super) fn take_reference(&mut self, mut taken: Reference) -> Result<(), Refusal> {
        free(self.member(&taken.id).is_some(), &taken.id)?;
        for (criterion, option) in taken.cells.keys() {
            self.criterion_index(criterion)?;
            self.option_index(option)?;
        }
        taken.name = single_line(&taken.name);
        taken.cells.retain(|_, cell| !cell.is_blank());
        match self.references.iter_mut().find(|reference| reference.id == taken.id) {
            Some(there) => *there = Arc::new(taken),
            None => self.references.push(Arc::new(taken)),
        }
        Ok(())
    }

    pub(super) fn set_member(&mut self, id: &MemberId, field: MemberField) -> Result<(), Refusal> {
        let index = self.member_index(id)?;
        if let MemberField::Swings(swings) = &field {
            self.check_swings(swings)?;
        }
        let member = Arc::make_mut(&mut self.members[index]);
        match field {
            MemberField::Name(name) => member.name = single_line(&name),
            MemberField::Weight(weight) => {
                weighty(weight)?;
                member.weight = weight;
            }
            MemberField::Swings(swings) => member.swings = swings,
        }
        Ok(())
    }

    /// # Errors
    /// A [`Refusal`] if there is no such member, or the record holds the seal of a private ballot of theirs, which has
    /// to be withdrawn with a reason first.
    pub(super) fn remove_member(&mut self, id: &MemberId) -> Result<(), Refusal> {
        let index = self.member_index(id)?;
        if self.waits_for(id) {
            return Err(Refusal::SealedMember(self.member_name(id).to_owned()));
        }
        self.members.remove(index);
        self.ballots.retain(|ballot| ballot.member != *id);
        for round in &mut self.rounds {
            if round.reopened.iter().any(|one| one.member == *id) {
                Arc::make_mut(round).reopened.retain(|one| one.member != *id);
            }
        }
        // A commitment without a member is an error of the record.
        self.commitments.retain(|commitment| commitment.member != *id);
        Ok(())
    }
}
