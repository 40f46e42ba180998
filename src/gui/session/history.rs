//! The steps of undo and redo.

mod below_merges;

use super::size::own_bytes;
use crate::decision::{Decision, MemberId};

pub use self::below_merges::BelowMerges;

/// The most steps that undo keeps, as long as they need no more than [`MOST_BYTES`].
const MOST: usize = 1000;

/// The most bytes that all steps may need, so that the window takes no more memory than `SECURITY.md` says. That is 256 KiB for
/// each of 250 steps; only records with long texts come near it.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A state of the record, and the change that was made to it.
pub struct HistoryStep {
    /// The change in words.
    pub label: String,
    /// The record before it.
    pub decision: Decision,
    /// The number of that content.
    pub revision: u64,
    /// The member who sat at the machine.
    pub seat: Option<MemberId>,
    /// Whether the change merged in the work of others.
    pub is_merge: bool,
}

/// The states before and after the present one. Equal parts of them share memory.
#[derive(Default)]
pub struct History {
    past: Vec<HistoryEntry>,
    future: Vec<HistoryEntry>,
    bytes: usize,
}

struct HistoryEntry {
    step: HistoryStep,
    /// Approximate bytes that this state does not share with the next one.
    bytes: usize,
}

impl History {
    /// Adds the step that led to `now`; with `None` the change belongs to the last step. Steps that could be made again are
    /// forgotten.
    pub fn push(&mut self, step: Option<HistoryStep>, now: &Decision) {
        self.future.clear();
        let Some(step) = step else { return };
        let bytes = size_of::<HistoryStep>() + own_bytes(&step.decision, now);
        self.bytes += bytes;
        self.past.push(HistoryEntry { step, bytes });
        // Dropped in one go at the end, since each removal from the front would move all others.
        let mut drop = 0;
        while self.is_too_much(drop) {
            self.bytes -= self.past[drop].bytes;
            drop += 1;
        }
        self.past.drain(..drop);
    }

    fn is_too_much(&self, dropped: usize) -> bool {
        let steps = self.past.len() - dropped;
        // The last step stays however large it is: people may always take back what they just did.
        steps > 1 && (self.bytes > MOST_BYTES || steps > MOST)
    }

    /// Returns the step that undo would take back.
    #[must_use]
    pub fn last_past(&self) -> Option<&HistoryStep> {
        self.past().next()
    }

    /// Returns the steps that undo would take back, the last one first.
    pub fn past(&self) -> impl Iterator<Item = &HistoryStep> {
        self.past.iter().rev().map(|entry| &entry.step)
    }

    /// Returns the step that redo would make again.
    #[must_use]
    pub fn next_future(&self) -> Option<&HistoryStep> {
        self.future.last().map(|entry| &entry.step)
    }

    /// Undoes the last step. Returns its label and the number of the restored content, or `None` if there is no step.
    pub fn undo(&mut self, decision: &mut Decision, revision: u64) -> Option<(String, u64)> {
        let entry = self.past.pop()?;
        // Only steps of undo count towards the limit; the next edit clears those of redo.
        self.bytes -= entry.bytes;
        let (other, told) = swap(entry, decision, revision);
        self.future.push(other);
        Some(told)
    }

    /// Makes the step again that was undone last. Returns the same as [`Self::undo`].
    pub fn redo(&mut self, decision: &mut Decision, revision: u64) -> Option<(String, u64)> {
        let entry = self.future.pop()?;
        self.bytes += entry.bytes;
        let (other, told) = swap(entry, decision, revision);
        self.past.push(other);
        Some(told)
    }
}

fn swap(entry: HistoryEntry, decision: &mut Decision, revision: u64) -> (HistoryEntry, (String, u64)) {
    let HistoryEntry { mut step, bytes } = entry;
    // The entry then holds the state that was left, so that it serves undo and redo alike.
    std::mem::swap(decision, &mut step.decision);
    let told = (step.label.clone(), std::mem::replace(&mut step.revision, revision));
    (HistoryEntry { step, bytes }, told)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::civil::date;

    use super::*;
    use crate::decision::{Alternative, Correction, Member, MemberId, OptionId, Outcome, Profile};

    fn state(words: &str) -> Decision {
        Decision { context: words.to_owned(), ..Decision::new("a".to_owned(), date(2026, 1, 1)) }
    }

    fn push(history: &mut History, number: u64, words: &str) {
        let step = HistoryStep {
            label: format!("Step {number}"),
            decision: state(words),
            revision: number,
            seat: None,
            is_merge: false,
        };
        history.push(Some(step), &state(""));
    }

    #[test]
    fn small_steps_reach_far_back_and_then_the_oldest_go() {
        let mut history = History::default();
        for number in 0..3000 {
            push(&mut history, number, "few words");
        }
        let mut now = state("");
        let mut count = 0;
        while history.undo(&mut now, 0).is_some() {
            count += 1;
        }
        assert_eq!(count, MOST);
        assert_eq!(history.bytes, 0);
    }

    #[test]
    fn large_steps_reach_back_two_hundred_and_fifty_and_stay_below_the_bound() {
        let mut history = History::default();
        let words = "x".repeat(MOST_BYTES / 260);
        for number in 0..300 {
            push(&mut history, number, &words);
        }
        assert!((250..=260).contains(&history.past.len()), "{}", history.past.len());
        let words = "x".repeat(16 * 1024 * 1024);
        for number in 0..20 {
            push(&mut history, number, &words);
        }
        assert!(history.bytes <= MOST_BYTES, "{}", history.bytes);
        assert_eq!(history.past.len(), 3);
    }

    #[test]
    #[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
    fn long_texts_count_wherever_they_are() {
        let words = || "x".repeat(1024 * 1024);
        let option = Alternative { pros: Some(vec![words()]), ..Alternative::new(OptionId::new("a").unwrap(), "") };
        let member = Member { premortem: vec![words()], ..Member::new(MemberId::new("a").unwrap(), "") };
        let profile = Profile { id: String::new(), name: words(), why: String::new(), swings: [].into() };
        let correction = Correction { on: date(2026, 1, 1), by: String::new(), why: words() };
        let outcome = Outcome { runner_up_case: words(), ..Outcome::default() };
        let next = state("");
        for decision in [
            Decision { options: vec![Arc::new(option)], ..next.clone() },
            Decision { members: vec![Arc::new(member)], ..next.clone() },
            Decision { profiles: vec![Arc::new(profile)], ..next.clone() },
            Decision { corrections: vec![correction], ..next.clone() },
            Decision { outcome: Arc::new(outcome), ..next.clone() },
            Decision { governs: vec![words()], ..next.clone() },
        ] {
            assert!(own_bytes(&decision, &next) > 1024 * 1024, "{decision:.200?}");
        }
    }
}
