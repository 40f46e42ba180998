//! The open record, its place on disk and its history, and who works on it.

mod backing;
mod comparison;
mod document;
mod draft;
mod findings;
mod history;
mod ladder_run;
mod size;
mod travel;
mod trial;

pub use self::{
    backing::{Backing, FileContent, KnownFile, Replaceable},
    comparison::{Comparison, MergedFile, Mine, Origin, compare, merged_content},
    document::{AroundFile, Document},
    draft::Draft,
    findings::Findings,
    ladder_run::{Drawing, DrawnLadder},
    travel::{Barrier, Direction},
    trial::{Trial, TrialChanges},
};
use super::step::Step;
use crate::decision::{Decision, Member, MemberId};

/// The open record, and the work on it.
#[derive(Default)]
pub struct Session {
    /// The record, but on the start screen.
    pub document: Option<Document>,
    /// The member whose ballot is filled in.
    pub scoring_as: Option<MemberId>,
    /// Whether several members have scored the record on this machine.
    pub is_shared: bool,
    /// The step that is shown.
    pub step: Step,
    /// Incremented whenever another record takes the place of this one; results of older tasks are dropped.
    pub generation: u64,
    /// The copy to try things out on.
    pub trial: Trial,
    /// Whether the close guard has let the window go.
    pub may_close: bool,
    /// Whether something is typed that is not in the record.
    pub has_drafts: bool,
    guess: SeatGuess,
}

/// What is known of the seat.
#[derive(Default)]
struct SeatGuess {
    /// Whether the app has guessed who has it, and nobody has said so.
    is_made: bool,
    /// Whether the round was hidden when it was last looked at.
    was_hidden: bool,
    /// The record and the member whose sealed ballot is covered, or was when it was last looked at.
    covered: Option<(String, MemberId)>,
    /// Whether that member has said to be here since.
    has_said: bool,
}

/// The content of the screen: the generation of the record, and its revision.
pub type Moment = (u64, Option<u64>);

impl Session {
    /// Opens a record in place of the one before, for the member who scored here last, or the user of the machine. Where several
    /// members share the machine, nobody is guessed.
    pub fn open(&mut self, document: Document, seat: Option<MemberId>, is_shared: bool, step: Step, user: &str) {
        self.document = Some(document);
        self.scoring_as = seat;
        self.guess.is_made = false;
        self.guess.has_said = false;
        self.is_shared = is_shared;
        self.step = step;
        self.generation += 1;
        // What was tried out belongs to the record before.
        self.trial = Trial::default();
        self.keep_seat_valid(user);
    }

    /// Closes the record.
    pub fn close(&mut self) {
        self.document = None;
        self.scoring_as = None;
        self.generation += 1;
        self.trial = Trial::default();
    }

    /// Gives the seat to a member who has said to be there.
    pub fn seat(&mut self, member: MemberId) {
        self.scoring_as = Some(member);
        self.guess.is_made = false;
        self.guess.covered = self.covered_seat();
        self.guess.has_said = true;
    }

    /// The record and the member who sits here, where the ballot of that one is sealed and the team has not seen it yet. Nobody else
    /// could look into the ballot of who scores alone.
    fn covered_seat(&self) -> Option<(String, MemberId)> {
        let (decision, me) = self.document.as_ref().map(Document::decision).zip(self.scoring_as.as_ref())?;
        let is_covered = decision.members.len() > 1 && decision.is_blind() && decision.has_sealed(me);
        is_covered.then(|| (decision.id.clone(), me.clone()))
    }

    /// The member whose sealed ballot may be opened here only once that one has said to sit here: since it was sealed, others may.
    #[must_use]
    pub fn has_to_say(&self) -> Option<MemberId> {
        let covered = self.covered_seat()?;
        let has_said = self.guess.has_said && self.guess.covered.as_ref() == Some(&covered);
        (!has_said).then_some(covered.1)
    }

    /// Leaves the seat empty where a covered ballot is open again and its member has not said to sit here, whatever has opened it:
    /// who scores is then asked in its place. To be called before anything of the record is drawn.
    pub fn keep_covered(&mut self) {
        let now = self.covered_seat();
        if now.is_some() {
            self.guess.has_said &= now == self.guess.covered;
            self.guess.covered = now;
            return;
        }
        let Some(decision) = self.document.as_ref().map(Document::decision) else { return };
        let seat = self.scoring_as.as_ref().map(|me| (&decision.id, me));
        if seat.is_some() && self.guess.covered.as_ref().map(|(record, member)| (record, member)) == seat {
            let is_open = decision.is_blind() && !self.guess.has_said;
            self.guess.covered = None;
            if is_open {
                self.scoring_as = None;
            }
        }
    }

    /// Gives the seat to somebody else where the member who had it is gone: to the user of the machine, else to the first member,
    /// unless that would show a ballot that is hidden, maybe to another of those who share the machine. Who sits here is then to be
    /// asked, and so is who sits in a seat that was guessed while nothing was hidden, once a round is.
    pub fn keep_seat_valid(&mut self, user: &str) {
        let Some(decision) = self.document.as_ref().map(Document::decision) else { return };
        let is_newly_hidden = decision.is_blind() && !self.guess.was_hidden;
        self.guess.was_hidden = decision.is_blind();
        let is_gone = self.scoring_as.as_ref().and_then(|me| decision.member(me)).is_none();
        if is_gone || self.guess.is_made && is_newly_hidden {
            // On a machine that knows nobody, the one who started the record is still without a name.
            let is_user = |member: &Member| member.may_be(user) || user.is_empty() && member.real_name().is_none();
            let user = decision.members.iter().find(|member| is_user(member));
            let first = decision.members.first().filter(|first| !decision.is_blind() || !decision.has_voted(&first.id));
            let asks = self.is_shared && decision.is_blind();
            self.scoring_as = user.or(first).filter(|_| !asks).map(|member| member.id.clone());
            self.guess.is_made = true;
        }
    }

    /// The name of who is at the machine: of the member who scores, else of the user; empty where neither is known.
    #[must_use]
    pub fn name_of_seat(&self, user: &str) -> String {
        let decision = self.document.as_ref().map(Document::decision);
        let member = decision.zip(self.scoring_as.as_ref()).and_then(|(decision, me)| decision.member(me));
        member.and_then(Member::real_name).unwrap_or(user).to_owned()
    }

    /// Whether closing the record would lose changes.
    #[must_use]
    pub fn has_unsaved_changes(&self) -> bool {
        self.document.as_ref().is_some_and(Document::is_dirty)
    }

    /// The content of the screen now.
    #[must_use]
    pub fn moment(&self) -> Moment {
        (self.generation, self.document.as_ref().map(Document::revision))
    }
}

/// Adds the person at the machine to a new record, and returns the id.
pub fn add_user(decision: &mut Decision, name: &str) -> MemberId {
    let name = if name.is_empty() { Member::PLACEHOLDER } else { name };
    // A new record has no members yet, so only reference ballots can have the id.
    let taken = decision.references.iter().map(|reference| &reference.id);
    let member = Member::new(MemberId::from_name(name, taken), name.to_owned());
    let id = member.id.clone();
    decision.members.push(member.into());
    id
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Edit, MemberField};

    #[test]
    fn a_record_names_nobody_by_a_name_that_nobody_has_given() {
        let mut decision = Decision::new("record".to_owned(), date(2026, 1, 1));
        let me = add_user(&mut decision, "");
        assert_eq!(decision.member_name(&me), "Me");
        let named = Edit::Member(me.clone(), MemberField::Name("Ana Ruiz".to_owned()));
        let mut session = Session::default();
        session.open(Document::new(decision), None, false, Step::Context, "");
        assert_eq!(session.scoring_as.as_ref(), Some(&me), "who started it comes back");
        assert_eq!((session.name_of_seat("").as_str(), session.name_of_seat("Bo").as_str()), ("", "Bo"));
        session.document.as_mut().unwrap().apply(named, None, 0.0).unwrap();
        assert_eq!(session.name_of_seat("Bo"), "Ana Ruiz");
    }
}
