//! The undo of people's own last step below merges that came in after it.

use super::{History, HistoryStep};
use crate::decision::{Decision, merge};

/// The history and the record without the last own step, which merges came after.
pub struct BelowMerges {
    place: usize,
    /// The record before each of the merges, without the step.
    states: Vec<Decision>,
    /// The step, with the record without it.
    pub step: HistoryStep,
}

impl History {
    /// Returns the undo of the last own step below the merges on top of it. `None` if there is no such step, or the merges changed
    /// the same parts.
    #[must_use]
    pub fn below_merges(&self, now: &Decision) -> Option<BelowMerges> {
        let place = self.past.iter().rposition(|entry| !entry.step.is_merge)?;
        let [own, merges @ ..] = &self.past[place..] else { return None };
        let own = &own.step;
        let after = &merges.first()?.step.decision;
        let without = |later: &Decision| {
            let merge = merge(after, &own.decision, later);
            // What a merge has to tell about would go unread.
            (merge.conflicts.is_empty() && merge.notes.is_empty()).then_some(merge.decision)
        };
        let states = merges.iter().map(|entry| without(&entry.step.decision)).collect::<Option<_>>()?;
        let step = HistoryStep {
            label: own.label.clone(),
            decision: without(now)?,
            revision: own.revision,
            seat: own.seat.clone(),
            is_merge: false,
        };
        Some(BelowMerges { place, states, step })
    }

    /// Undoes such a step. The merges stay as steps, and redo makes the step again. `number` returns a new revision. Returns the
    /// label of the step.
    pub fn undo_below_merges(
        &mut self,
        undo: BelowMerges,
        decision: &mut Decision,
        revision: u64,
        mut number: impl FnMut() -> u64,
    ) -> String {
        let BelowMerges { place, states, step } = undo;
        let mut own = self.past.remove(place);
        self.bytes -= own.bytes;
        // The record before the first merge is the one before the step; those before the others are new.
        let mut revisions = Some(step.revision);
        for (entry, state) in self.past[place..].iter_mut().zip(states) {
            entry.step.decision = state;
            entry.step.revision = revisions.take().unwrap_or_else(&mut number);
        }
        own.step.decision = std::mem::replace(decision, step.decision);
        own.step.revision = revision;
        // Steps that were undone before hold the step that is gone now.
        self.future = vec![own];
        step.label
    }
}
