//! The undo of people's own last step below merges that came in after it.

use super::Document;
use crate::{
    decision::{Decision, MemberId},
    gui::session::{
        history::BelowMerges,
        travel::{Barrier, Direction},
    },
};

impl Document {
    /// Returns the undo of the last own step below merges, for the member who sits here; `None` if there is no such step, or
    /// something speaks against it.
    fn below_merges(&self, seat: Option<&MemberId>) -> Option<BelowMerges> {
        let undo = self.history.below_merges(&self.decision)?;
        let saved = self.file().and_then(|file| file.content.decision.as_ref());
        let barrier = Barrier::of(&undo.step, Direction::Back, &self.decision, saved, seat);
        // A sealed ballot is opened, and a reveal taken back, only step by step, with the questions of that.
        let keeps_secrets = undo.step.decision.rounds == self.decision.rounds
            && undo.step.decision.members.len() == self.decision.members.len()
            && self
                .decision
                .members
                .iter()
                .all(|member| !self.decision.has_sealed(&member.id) || undo.step.decision.has_sealed(&member.id));
        (barrier.is_none() && keeps_secrets).then_some(undo)
    }

    /// Returns the words for the last own step below merges if it can be undone without them, for the member who sits here.
    #[must_use]
    pub fn step_below_merges(&self, seat: Option<&MemberId>) -> Option<String> {
        Some(self.below_merges(seat)?.step.label)
    }

    /// Undoes the last own step below merges and keeps what they brought, for the member who sits here. Returns its label, or `None`
    /// if that cannot be done.
    pub fn undo_below_merges(&mut self, seat: Option<&MemberId>) -> Option<String> {
        let undo = self.below_merges(seat)?;
        let before: Decision = self.decision.clone();
        let mut newest = self.newest;
        let label = self.history.undo_below_merges(undo, &mut self.decision, self.revision, || {
            newest += 1;
            newest
        });
        self.forget_progress(&before);
        self.joining = None;
        self.newest = newest + 1;
        self.go_to(self.newest);
        Some(label)
    }
}
