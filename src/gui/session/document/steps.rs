//! The steps of undo and redo: what they would do, what stands in their way, and taking them.

use jiff::civil::Date;

use super::{
    super::{
        history::HistoryStep,
        travel::{Barrier, Direction},
    },
    Document,
};
use crate::decision::{Decision, MemberId};

impl Document {
    fn step(&self, direction: Direction) -> Option<&HistoryStep> {
        match direction {
            Direction::Back => self.history.last_past(),
            Direction::Forward => self.history.next_future(),
        }
    }

    /// Returns the reason why a step must not be taken at once by the member who sits here, or `None` if it may be.
    #[must_use]
    pub fn barrier(&self, direction: Direction, seat: Option<&MemberId>) -> Option<Barrier> {
        let saved = self.file().and_then(|file| file.content.decision.as_ref());
        Barrier::of(self.step(direction)?, direction, &self.decision, saved, seat)
    }

    /// Reports whether a step opens the sealed ballot of a member before the reveal.
    #[must_use]
    pub fn would_open(&self, direction: Direction, member: &MemberId) -> bool {
        let then = self.step(direction).map(|step| &step.decision);
        then.is_some_and(|then| then.is_blind() && self.decision.has_sealed(member) && !then.has_sealed(member))
    }

    /// Reports whether a ballot is open before the reveal that is sealed in the file, which then has to say so at once: a record that is
    /// closed without saving would leave no trace of who has looked.
    #[must_use]
    pub fn has_opened_saved(&self) -> bool {
        let Some(saved) = self.file().and_then(|file| file.content.decision.as_ref()) else { return false };
        let is_opened = |id: &MemberId| saved.has_sealed(id) && !self.decision.has_sealed(id);
        let is_same_round = saved.round() == self.decision.round() && self.decision.is_blind();
        is_same_round && self.decision.members.iter().any(|member| is_opened(&member.id))
    }

    /// Returns the record as it is after a step, but for the traces of a reveal; `None` if there is no step.
    #[must_use]
    pub fn after_step(&self, direction: Direction) -> Option<&Decision> {
        self.step(direction).map(|step| &step.decision)
    }

    /// Returns the words for a step in menus, for the member who sits here. Changes in a hidden ballot of somebody else are not
    /// named.
    #[must_use]
    pub fn step_words(&self, direction: Direction, seat: Option<&MemberId>) -> Option<String> {
        let step = self.step(direction)?;
        match self.barrier(direction, seat) {
            Some(Barrier::Ballots(member)) => Some(format!("A step of {}'s", self.decision.member_name(&member))),
            _ => Some(step.label.clone()),
        }
    }

    /// Returns the words for the last steps that can be undone one after the other, the last one first, at most so many. A merge is
    /// among them, since undo asks about it.
    #[must_use]
    pub fn last_steps(&self, most: usize, seat: Option<&MemberId>) -> Vec<String> {
        let saved = self.file().and_then(|file| file.content.decision.as_ref());
        let mut now = &self.decision;
        let mut words = Vec::new();
        for step in self.history.past().take(most) {
            let barrier = Barrier::of(step, Direction::Back, now, saved, seat);
            if barrier.is_some_and(|barrier| barrier != Barrier::Merge) {
                break;
            }
            words.push(step.label.clone());
            now = &step.decision;
        }
        words
    }

    /// Undoes the last step or makes the next one again, whatever its [barrier](Self::barrier), and returns its label. A reveal
    /// that was seen leaves a trace in the record, by a person on a day.
    pub fn travel(&mut self, direction: Direction, on: Date, by: &str) -> Option<String> {
        let before = self.decision.clone();
        let (label, revision) = match direction {
            Direction::Back => self.history.undo(&mut self.decision, self.revision),
            Direction::Forward => self.history.redo(&mut self.decision, self.revision),
        }?;
        let is_exported = self.decision.exports != before.exports;
        self.decision.exports.clone_from(&before.exports);
        let is_marked = self.decision.keep_traces_of(&before, on, by) || is_exported;
        self.forget_progress(&before);
        // The next edit starts a step of its own and does not join one from before.
        self.joining = None;
        // The trace of a reveal or an export makes the content differ from the one of that revision, so it gets a number of its own.
        if is_marked {
            self.newest += 1;
            self.go_to(self.newest);
        } else {
            self.go_to(revision);
        }
        Some(label)
    }
}
