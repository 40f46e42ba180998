//! The open record, its place on disk, its history, and the member who works on it.

mod backing;
mod comparison;
mod document;
mod draft;
mod findings;
mod history;
mod ladder_run;
mod profiles_run;
mod size;
mod travel;
mod trial;

use std::path::PathBuf;

pub use self::{
    backing::{Backing, FileContent, KnownFile, Replaceable},
    comparison::{Comparison, MergedFile, Mine, Origin, compare, merged_content},
    document::{AroundFile, Document, told_to_publish},
    draft::Draft,
    findings::Findings,
    ladder_run::{Drawing, DrawnLadder, draw_settings},
    profiles_run::UnderProfiles,
    travel::{Barrier, Direction},
    trial::{Trial, TrialChanges},
};
use super::step::Step;
use crate::decision::{Decision, Member, MemberId};

/// The open record, and the work on it.
#[derive(Default)]
pub struct Session {
    /// The record; `None` on the start screen.
    pub document: Option<Document>,
    /// The member whose ballot is filled in.
    pub scoring_as: Option<MemberId>,
    /// Whether several members have scored the record on this machine.
    pub is_shared: bool,
    /// The step that is shown.
    pub step: Step,
    /// Incremented whenever another record takes the place of this one; results of older tasks are dropped.
    pub generation: u64,
    /// The copy of the record for trials.
    pub trial: Trial,
    /// Whether the window may close, since changes are saved or given up.
    pub may_close: bool,
    /// Whether something is typed that is not in the record.
    pub has_drafts: bool,
    /// The name of the user of the machine, as git knows it around the file of the record; empty where it is not known.
    pub user: String,
    guess: SeatGuess,
}

/// The state of the seat: whether its holder was guessed, and which ballot is covered.
#[derive(Default)]
struct SeatGuess {
    /// Whether the app has guessed the member in the seat and nobody has confirmed it.
    is_made: bool,
    /// Whether the round was hidden at the last check.
    was_hidden: bool,
    /// The record and the member whose sealed ballot is covered, or was at the last check.
    covered: Option<(String, MemberId)>,
    /// Whether that member has confirmed being here since then.
    has_said: bool,
}

/// The content of the screen: the generation of the record, and its revision.
pub type Moment = (u64, Option<u64>);

impl Session {
    /// Opens a record in place of the one before, with a member in the seat if one is given. If not, the seat is guessed as by
    /// [`Self::keep_seat_valid`].
    pub fn open(&mut self, document: Document, seat: Option<MemberId>, is_shared: bool, step: Step, user: String) {
        self.user = user;
        self.document = Some(document);
        self.scoring_as = seat;
        self.guess.is_made = false;
        self.guess.has_said = false;
        self.is_shared = is_shared;
        self.step = step;
        self.generation += 1;
        // A trial belongs to the record before.
        self.trial = Trial::default();
        self.keep_seat_valid();
    }

    /// Closes the record.
    pub fn close(&mut self) {
        self.document = None;
        self.scoring_as = None;
        self.generation += 1;
        self.trial = Trial::default();
    }

    /// Gives the seat to a member who has confirmed being here.
    pub fn seat(&mut self, member: MemberId) {
        self.scoring_as = Some(member);
        self.guess.is_made = false;
        self.guess.covered = self.covered_seat();
        self.guess.has_said = true;
    }

    /// Returns the record and the member in the seat, if that member's ballot is sealed and not revealed yet.
    fn covered_seat(&self) -> Option<(String, MemberId)> {
        let (decision, me) = self.document.as_ref().map(Document::decision).zip(self.scoring_as.as_ref())?;
        let is_covered = decision.is_blind() && decision.has_sealed(me);
        is_covered.then(|| (decision.id.clone(), me.clone()))
    }

    /// Returns the member whose sealed ballot may be opened only after a confirmation: since it was sealed, somebody else may
    /// have taken the seat.
    #[must_use]
    pub fn has_to_say(&self) -> Option<MemberId> {
        let covered = self.covered_seat()?;
        let has_said = self.guess.has_said && self.guess.covered.as_ref() == Some(&covered);
        (!has_said).then_some(covered.1)
    }

    /// Returns the member whose hidden ballot another state of the record would show: the one who is left there alone, from whom nothing
    /// is hidden. `None` if that member sits here, and has confirmed it where the ballot is sealed.
    #[must_use]
    pub fn would_uncover(&self, then: &Decision) -> Option<MemberId> {
        let now = self.document.as_ref()?.decision();
        let [left] = &then.members[..] else { return None };
        let is_hidden = now.id == then.id && now.is_blind() && (now.has_voted(&left.id) || now.has_sealed(&left.id));
        (is_hidden && !then.is_blind() && !self.is_here(&left.id)).then(|| left.id.clone())
    }

    /// Returns the member who was left alone with a ballot that was sealed in a team, which only that member reveals. `None` if that
    /// member has confirmed being here.
    #[must_use]
    pub fn has_to_reveal(&self) -> Option<MemberId> {
        let decision = self.document.as_ref()?.decision();
        let [left] = &decision.members[..] else { return None };
        let is_covered = decision.is_blind() && !decision.private_ballots;
        (is_covered && !self.is_here(&left.id)).then(|| left.id.clone())
    }

    /// Reports whether a member sits here, and has confirmed it where that member's ballot is covered.
    fn is_here(&self, member: &MemberId) -> bool {
        self.scoring_as.as_ref() == Some(member) && self.has_to_say().is_none()
    }

    /// Empties the seat if a covered ballot is open again, for whatever reason, and its member has not confirmed being here. The
    /// window then asks who scores. To be called before anything of the record is drawn.
    pub fn keep_covered(&mut self) {
        let now = self.covered_seat();
        if now.is_some() {
            // A confirmation holds for one member of one record only.
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

    /// Gives the seat to another member where the one who had it is gone: to the user of the machine, or else to the only
    /// member. Leaves it empty where neither is known, and on a shared machine while a round is hidden: nobody is seated in whose
    /// name somebody else could score. A seat that was guessed is guessed again when a round becomes hidden.
    pub fn keep_seat_valid(&mut self) {
        let Some(decision) = self.document.as_ref().map(Document::decision) else { return };
        let is_newly_hidden = decision.is_blind() && !self.guess.was_hidden;
        self.guess.was_hidden = decision.is_blind();
        let is_gone = self.scoring_as.as_ref().and_then(|me| decision.member(me)).is_none();
        if is_gone || self.guess.is_made && is_newly_hidden {
            // On a machine without a user name, the person who started the record is still the member without a name.
            let user = decision.members.iter().find(|member| self.is_user(member));
            let only = decision.members.first().filter(|_| decision.members.len() == 1);
            let asks = self.is_shared && decision.is_blind();
            self.scoring_as = user.or(only).filter(|_| !asks).map(|member| member.id.clone());
            self.guess.is_made = true;
        }
    }

    /// Reports whether a member may be the user of the machine. Without a name of the user, that is who started the record and
    /// is still the member without a name.
    fn is_user(&self, member: &Member) -> bool {
        member.may_be(&self.user) || self.user.is_empty() && member.real_name().is_none()
    }

    /// Returns the member in the seat, unless the app has only guessed who that is.
    #[must_use]
    pub fn known_seat(&self) -> Option<&MemberId> {
        self.scoring_as.as_ref().filter(|_| !self.guess.is_made)
    }

    /// Returns the file of the record, with the id of the record and the member who is known to sit at it: what the next opening of
    /// this copy goes by. `None` before the record is saved, and where the seat is empty or a guess.
    #[must_use]
    pub fn known_sitting(&self) -> Option<(PathBuf, (String, MemberId))> {
        let document = self.document.as_ref()?;
        let (path, me) = (document.path()?.to_owned(), self.known_seat()?.clone());
        Some((path, (document.decision().id.clone(), me)))
    }

    /// Returns the name of the person at the machine: of the member in the seat, or else of the user; empty where neither is
    /// known. A guess names nobody but the user.
    #[must_use]
    pub fn name_of_seat(&self) -> String {
        let decision = self.document.as_ref().map(Document::decision);
        let member = decision.zip(self.scoring_as.as_ref()).and_then(|(decision, me)| decision.member(me));
        let is_known = |member: &&Member| !self.guess.is_made || self.user.is_empty() || self.is_user(member);
        member.filter(is_known).and_then(Member::real_name).unwrap_or(&self.user).to_owned()
    }

    /// Reports whether closing the record would lose changes.
    #[must_use]
    pub fn has_unsaved_changes(&self) -> bool {
        self.document.as_ref().is_some_and(Document::is_dirty)
    }

    /// Returns the present content of the screen.
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
        session.open(Document::new(decision), None, false, Step::Context, String::new());
        assert_eq!(session.scoring_as.as_ref(), Some(&me), "who started it comes back");
        assert_eq!(session.name_of_seat(), "");
        session.document.as_mut().unwrap().apply(named, None, 0.0).unwrap();
        assert_eq!(session.name_of_seat(), "Ana Ruiz");
        // Somebody else's record, with one member in it.
        session.user = "Bo Lee".to_owned();
        assert_eq!(session.name_of_seat(), "Bo Lee", "nobody has said to be Ana");
        session.seat(me);
        assert_eq!(session.name_of_seat(), "Ana Ruiz");
    }

    #[test]
    fn nobody_is_seated_among_several_but_the_user_and_who_has_sat_there() {
        let mut decision = Decision::new("record".to_owned(), date(2026, 1, 1));
        for name in ["Ana Ruiz", "Bo Lee"] {
            decision.members.push(Member::new(MemberId::from_name(name, []), name.to_owned()).into());
        }
        let mut session = Session::default();
        let mut open = |user: &str| {
            session.open(Document::new(decision.clone()), None, false, Step::Context, user.to_owned());
            (session.scoring_as.as_ref().map(ToString::to_string), session.name_of_seat())
        };
        assert_eq!(open("Bo Lee"), (Some("bo-lee".to_owned()), "Bo Lee".to_owned()));
        assert_eq!(open("Cy"), (None, "Cy".to_owned()));
        assert_eq!(open(""), (None, String::new()));
    }
}
