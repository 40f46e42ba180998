//! Conflicts about more than one part, settled before the parts are merged: where two copies cannot both be right about a whole
//! ballot, a person or an acceptance, one of them is changed to what was chosen, and the parts then follow.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use super::{
    Conflict, Reveals, Side, Trace, merged_by_parts,
    merger::{Choose, Merger, Three, Unseen, Where, by_side},
};
use crate::decision::{
    Ballot, Commitment, Decision, Member, MemberId,
    text::{called, day},
};

/// The copies as they are merged by their parts, and what was asked about before.
pub(super) struct Wholes<'a> {
    base: Cow<'a, Decision>,
    ours: Cow<'a, Decision>,
    theirs: Cow<'a, Decision>,
    choose: Choose<'a>,
    pub(super) conflicts: Vec<Conflict>,
    pub(super) notes: Vec<String>,
    pub(super) unsealed: Vec<Unsealed>,
    pub(super) traces: Vec<Trace>,
}

impl<'a> Wholes<'a> {
    pub(super) fn of(sides: Three<&'a Decision>, choose: Choose<'a>) -> Self {
        let Three { base, ours, theirs } = sides.map(Cow::Borrowed);
        let mut wholes = Self {
            base,
            ours,
            theirs,
            choose,
            conflicts: Vec::new(),
            notes: Vec::new(),
            unsealed: Vec::new(),
            traces: Vec::new(),
        };
        wholes.keep_people_apart();
        wholes.ask_about_withdrawn();
        wholes.ask_about_acceptance();
        wholes.ask_about_two_acceptances();
        wholes
    }

    pub(super) fn sides(&self) -> Three<&Decision> {
        Three { base: &*self.base, ours: &*self.ours, theirs: &*self.theirs }
    }

    fn copy_mut(&mut self, side: Side) -> &mut Cow<'a, Decision> {
        match side {
            Side::Base => &mut self.base,
            Side::Ours => &mut self.ours,
            Side::Theirs => &mut self.theirs,
        }
    }

    /// Notes a conflict, and returns the side to take.
    fn clash(&mut self, at: Where, values: Three<Option<String>>, usual: Side) -> Side {
        let mut merger = Merger::new(self.sides(), self.choose);
        let side = merger.clash(at, values, usual);
        let conflicts = merger.into_conflicts();
        self.conflicts.extend(conflicts);
        side
    }

    /// Reports whether somebody chose in the last conflict.
    fn is_chosen(&self) -> bool {
        self.conflicts.last().is_some_and(|conflict| conflict.settled)
    }

    /// Separates two people whom the copies added under one id: the one of the side that is taken keeps it, the other
    /// gets another id.
    fn keep_people_apart(&mut self) {
        // If it is unknown what the copies were made from, all members look new.
        if self.base.options.is_empty() && self.base.criteria.is_empty() {
            return;
        }
        let pairs: Vec<(Member, Member)> = (self.ours.members.iter())
            .filter(|ours| self.base.member(&ours.id).is_none())
            .filter_map(|ours| {
                let theirs = self.theirs.member(&ours.id)?;
                ours.is_somebody_else(theirs).then(|| (Member::clone(ours), theirs.clone()))
            })
            .collect();
        for (ours, theirs) in pairs {
            let id = ours.id.clone();
            let other = self.free_id(&id);
            let sealed = [&self.ours, &self.theirs].map(|copy| copy.commitments.iter().any(|one| one.member == id));
            let seals = if sealed.contains(&true) {
                ", but private ballots sealed under the old id have to be sealed again"
            } else {
                ""
            };
            let place = format!(
                "Two people have the id {id} (whoever is taken keeps it; the other one gets the id {other}. Both keep their own \
                 ballots{seals})"
            );
            let names = [&ours, &theirs].map(|member| Some(member.called().to_owned()));
            let [one, two] = names;
            let at = Where::new(format!("members/{id}/person"), place);
            let taken = self.clash(at, Three { base: None, ours: one, theirs: two }, Side::Ours);
            let (renamed, name) = if taken == Side::Theirs { (Side::Ours, &ours) } else { (Side::Theirs, &theirs) };
            let rounds = renumber(self.copy_mut(renamed).to_mut(), &id, &other);
            self.unsealed.push(Unsealed { name: name.called().to_owned(), id: other, rounds });
        }
    }

    fn free_id(&self, id: &MemberId) -> MemberId {
        let copies = [&self.base, &self.ours, &self.theirs];
        let taken = copies.into_iter().flat_map(|copy| {
            let members = copy.members.iter().map(|member| &member.id);
            members
                .chain(copy.ballots.iter().map(|ballot| &ballot.member))
                .chain(copy.references.iter().map(|one| &one.id))
        });
        let taken: Vec<&MemberId> = taken.collect();
        MemberId::from_name(id.as_str(), taken)
    }

    /// Asks about sealed private ballots that one copy withdrew as lost, and the other published.
    fn ask_about_withdrawn(&mut self) {
        let found: Vec<(u32, MemberId, Side)> = (self.base.commitments.iter().filter(|one| one.withdrawn.is_none()))
            .filter_map(|one| {
                let withdrawing = match (is_withdrawn(&self.ours, one), is_withdrawn(&self.theirs, one)) {
                    (true, false) => Side::Ours,
                    (false, true) => Side::Theirs,
                    _ => return None,
                };
                let other = if withdrawing == Side::Ours { &self.theirs } else { &self.ours };
                let is_published = other.ballot(&one.member, one.round).is_some_and(|ballot| ballot.salt.is_some());
                is_published.then(|| (one.round, one.member.clone(), withdrawing))
            })
            .collect();
        for (round, member, withdrawing) in found {
            let place = format!(
                "The private ballot of {} in round {round} was withdrawn in one copy and published in the other (the withdrawing side \
                 leaves its scores out; the other side counts them and drops the withdrawal)",
                self.name(&member)
            );
            let values = ["withdrawn", "published"].map(|one| Some(one.to_owned()));
            let [ours, theirs] = by_side(withdrawing, values);
            let at = Where::new(format!("ballots/{round}/{member}/withdrawn"), place);
            let taken = self.clash(at, Three { base: None, ours, theirs }, withdrawing);
            self.take_ballot(taken, round, &member);
        }
    }

    /// Asks about an acceptance in one copy, if the other changed what it is based on: whoever accepted has not seen
    /// that.
    fn ask_about_acceptance(&mut self) {
        let Three { base, ours, theirs } = self.sides();
        let accepting = match (ours.is_guarded(), theirs.is_guarded()) {
            (true, false) => Side::Ours,
            (false, true) => Side::Theirs,
            _ => return,
        };
        let (accepted, other) = if accepting == Side::Ours { (ours, theirs) } else { (theirs, ours) };
        if base.is_guarded() {
            return;
        }
        let changes = base.changes_of_what_counts(other);
        let Some((first, more)) = changes.split_first() else { return };
        // The acceptance may have seen it all, as where a merge is merged again with what went into it.
        let changing = accepting.other();
        let (all, _) = merged_by_parts(self.sides(), &|_| Some(changing), Reveals::Stay);
        if accepted.changes_of_what_counts(&all.decision).is_empty() {
            return;
        }
        let more = if more.is_empty() { String::new() } else { format!(", and {} more", more.len()) };
        let choice = |copy: &Decision| {
            let id = copy.outcome.chosen.as_ref().filter(|_| accepted.outcome.chosen != other.outcome.chosen);
            id.map_or(String::new(), |id| format!(", choosing {}", copy.option_name(id)))
        };
        let values = [
            format!("accepted on {}{}", day(accepted.date()), choice(accepted)),
            format!("{}, with {first}{more}{}", other.status(), choice(other)),
        ];
        let [ours, theirs] = by_side(accepting, values.map(Some));
        let place = "The decision was accepted in one copy, and what it rests on was changed in the other (the accepted side stays as \
                     it was accepted, without the changes; the other side adds them to the accepted record as a correction)";
        let told = changes.join(", ");
        let taken = self.clash(Where::new("acceptance", place), Three { base: None, ours, theirs }, accepting);
        if taken == changing {
            let why = format!("A merge added what another copy had changed before it knew of the acceptance: {told}");
            self.traces.push(Trace::Correction(why));
            return;
        }
        if self.is_chosen() {
            self.notes.push(format!("Left out, since the accepted side was taken: {told}."));
        }
        let kept = if taken == Side::Base { Side::Base } else { accepting };
        self.guard_as_in(kept);
    }

    /// An acceptance in each copy, of different contents: together they would make a decision that nobody has accepted.
    fn ask_about_two_acceptances(&mut self) {
        let Three { base, ours, theirs } = self.sides();
        // If it is unknown what the copies were made from, both may come from one acceptance.
        let is_unknown = base.options.is_empty() && base.criteria.is_empty();
        if is_unknown || base.is_guarded() || !ours.is_guarded() || !theirs.is_guarded() {
            return;
        }
        let changes = ours.changes_of_what_counts(theirs);
        let Some((first, more)) = changes.split_first() else { return };
        let more = if more.is_empty() { String::new() } else { format!(", and {} more", more.len()) };
        let place = format!(
            "The decision was accepted in both copies, with differences in {first}{more} (the side that is taken stays as it was \
             accepted; what the other one accepted instead is left out)"
        );
        let has_other_choice = ours.outcome.chosen != theirs.outcome.chosen;
        let [one, two] = [ours, theirs].map(|copy| {
            let chosen = copy.outcome.chosen.as_ref().filter(|_| has_other_choice);
            let chosen = chosen.map_or(String::new(), |id| format!(", choosing {}", copy.option_name(id)));
            let by = accepted_by(copy).map_or(String::new(), |name| format!(" by {name}"));
            Some(format!("accepted on {}{by}{chosen}", day(accepted_on(copy))))
        });
        let told = changes.join(", ");
        let at = Where::new("acceptance", place);
        let taken = self.clash(at, Three { base: None, ours: one, theirs: two }, Side::Ours);
        if self.is_chosen() {
            self.notes.push(format!("Left out, since the other acceptance was taken: what differs in {told}."));
        }
        self.guard_as_in(taken);
    }

    /// Gives both copies what an accepted record guards as it is in one of the three, with its statuses.
    fn guard_as_in(&mut self, kept: Side) {
        let sides = self.sides();
        let (base, kept) = (sides.base, sides.of(kept));
        let are_both = sides.ours.is_guarded() && sides.theirs.is_guarded();
        // Where one copy has gone on since, such as to superseded, the statuses are asked about by themselves.
        let have_gone_apart = are_both && sides.ours.status() != sides.theirs.status();
        let guarded = |side: &Decision| {
            let mut new = kept.guarding(base, side);
            if side.status() != base.status() && !have_gone_apart {
                new.history.clone_from(&kept.history);
            }
            // A correction changed what its copy had accepted.
            if are_both {
                new.corrections.clone_from(&kept.corrections);
            }
            new
        };
        let (ours, theirs) = (guarded(sides.ours), guarded(sides.theirs));
        self.ours = Cow::Owned(ours);
        self.theirs = Cow::Owned(theirs);
    }

    /// Reports whether a change to an accepted record was chosen: a round that was revealed then stays so, too.
    pub(super) fn corrects_accepted(&self) -> bool {
        self.traces.iter().any(|trace| matches!(trace, Trace::Correction(_)))
    }

    /// Takes the ballots of a round as they were revealed, unless the changes were chosen. Returns whether a ballot was
    /// replaced.
    pub(super) fn settle_unseen(&mut self, unseen: Vec<Unseen>) -> bool {
        let mut is_replaced = false;
        for Unseen { conflict, round, revealing, members } in unseen {
            let (taken, is_chosen) = (conflict.kept, conflict.settled);
            self.conflicts.push(conflict);
            if taken == revealing.other() {
                continue;
            }
            is_replaced = true;
            for member in &members {
                self.take_ballot(taken, round, member);
            }
            if is_chosen {
                let names: Vec<&str> = members.iter().map(|member| self.name(member)).collect();
                let names = names.join(", ");
                self.notes.push(format!(
                    "Left out, since the revealed side was taken: what the other copy changed in round {round} in the ballot of {names}."
                ));
            }
        }
        is_replaced
    }

    /// Gives both copies the ballot that a side has of a member, with its commitments, or none where it has none.
    fn take_ballot(&mut self, from: Side, round: u32, member: &MemberId) {
        let source = self.sides().of(from);
        let ballot = source.ballots.iter().find(|one| is_of(one, round, member)).cloned();
        let is_theirs = |one: &Commitment| one.round == round && one.member == *member;
        let commitments: Vec<Commitment> = source.commitments.iter().filter(|one| is_theirs(one)).cloned().collect();
        for side in [Side::Ours, Side::Theirs] {
            if side == from {
                continue;
            }
            let copy = self.copy_mut(side).to_mut();
            // Without the cells that have no place in this copy, as where it has taken out a criterion: that is merged by parts.
            let ballot = ballot.clone().map(|mut ballot| {
                let cells = copy.known_cells(ballot.cells.clone());
                if cells.len() < ballot.cells.len() {
                    Arc::make_mut(&mut ballot).cells = cells;
                }
                ballot
            });
            match (copy.ballots.iter_mut().find(|one| is_of(one, round, member)), &ballot) {
                (Some(there), Some(ballot)) => *there = Arc::clone(ballot),
                (Some(_), None) => copy.ballots.retain(|one| !is_of(one, round, member)),
                (None, Some(ballot)) => copy.ballots.push(Arc::clone(ballot)),
                (None, None) => {}
            }
            let mut new = commitments.iter();
            let mut replaced: Vec<Commitment> = Vec::new();
            // In their places, so that the order of the others is no conflict.
            for one in &copy.commitments {
                if is_theirs(one) { replaced.extend(new.next().cloned()) } else { replaced.push(one.clone()) }
            }
            replaced.extend(new.cloned());
            copy.commitments = replaced;
        }
    }

    fn name<'n>(&'n self, id: &'n MemberId) -> &'n str {
        let mut copies = [&self.ours, &self.theirs, &self.base].into_iter();
        copies.find_map(|copy| copy.member(id)).map_or(id.as_str(), |member| called(&member.name, id.as_str()))
    }
}

fn accepted_on(copy: &Decision) -> Date {
    copy.acceptance().map_or_else(|| copy.date(), |step| step.on)
}

fn accepted_by(copy: &Decision) -> Option<&str> {
    copy.acceptance().map(|step| step.by.as_str()).filter(|by| !by.is_empty())
}

fn is_of(ballot: &Ballot, round: u32, member: &MemberId) -> bool {
    ballot.round == round && ballot.member == *member
}

fn is_withdrawn(copy: &Decision, before: &Commitment) -> bool {
    copy.commitments.iter().any(|one| {
        one.withdrawn.is_some() && (one.round, &one.member, &one.hash) == (before.round, &before.member, &before.hash)
    })
}

/// A member who got another id, and lost seals of private ballots, which hold for one id alone.
pub(super) struct Unsealed {
    name: String,
    id: MemberId,
    rounds: BTreeSet<u32>,
}

impl Unsealed {
    /// Returns what became of the ballots in the merged record, a sentence for each, and what to do.
    pub(super) fn told(&self, merged: &Decision) -> Vec<String> {
        let Self { name, id, rounds } = self;
        let ballot = |round: u32| {
            if merged.ballot(id, round).is_some_and(|ballot| !ballot.cells.is_empty()) {
                format!(
                    "The ballot of {name} in round {round} is kept, but its seal was for the old id, so nobody can check it any more."
                )
            } else if merged.is_blind() && merged.round() == round {
                format!(
                    "The seal of {name} in round {round} was for the old id, and is gone. The scores are still where {name} sealed: open the \
                     record there, and seal again as {id}."
                )
            } else {
                format!(
                    "The sealed ballot of {name} does not count in round {round}, which is revealed: its seal was for the old id. Its \
                     scores are still where {name} sealed, and go on in the next round."
                )
            }
        };
        rounds.iter().map(|round| ballot(*round)).collect()
    }
}

/// Gives a member another id, with their ballots. Hashes of private ballots hold for the old id alone, and are taken out. Returns
/// their rounds.
fn renumber(copy: &mut Decision, old: &MemberId, new: &MemberId) -> BTreeSet<u32> {
    for member in copy.members.iter_mut().filter(|member| member.id == *old) {
        Arc::make_mut(member).id = new.clone();
    }
    for round in copy.rounds.iter_mut().filter(|round| round.reopened.iter().any(|one| one.member == *old)) {
        let round = Arc::make_mut(round);
        for reopening in round.reopened.iter_mut().filter(|one| one.member == *old) {
            reopening.member = new.clone();
        }
        round.reopened.sort();
    }
    let hashed: BTreeSet<u32> = copy.commitments.iter().filter(|one| one.member == *old).map(|one| one.round).collect();
    copy.commitments.retain(|one| one.member != *old);
    for ballot in copy.ballots.iter_mut().filter(|ballot| ballot.member == *old) {
        let ballot = Arc::make_mut(ballot);
        ballot.member = new.clone();
        if hashed.contains(&ballot.round) {
            ballot.salt = None;
            // Without its cells it is in a private file, and has to be sealed again.
            ballot.sealed &= !ballot.cells.is_empty();
        }
    }
    hashed
}
