//! The steps that undo takes back, and redo makes again.

use std::sync::Arc;

use crate::decision::{CriterionText, Decision};

/// How far back undo reaches, in steps, as long as they need no more than [`MOST_BYTES`].
const MOST: usize = 1000;

/// What all steps may need at most, in bytes, so that the window takes no more memory than `SECURITY.md` says. That is 256 KiB
/// for each of 250 steps; only records with long texts come near it.
const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A state of the record, and what was done to it.
pub struct HistoryStep {
    /// What was done.
    pub label: String,
    /// The record before it.
    pub decision: Decision,
    /// The number of that content.
    pub revision: u64,
}

/// The states before and after the present one. They share what they have in common.
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
    /// Takes the step that led to `now`, unless the last one goes on. What could be made again is forgotten.
    pub fn push(&mut self, step: Option<HistoryStep>, now: &Decision) {
        self.future.clear();
        let Some(step) = step else { return };
        let bytes = own_bytes(&step.decision, now);
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

    /// The step that undo takes back.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|entry| entry.step.label.as_str())
    }

    /// The step that redo makes again.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|entry| entry.step.label.as_str())
    }

    /// Takes the last step back: gives its label, and the number of the content that is there again.
    pub fn undo(&mut self, decision: &mut Decision, revision: u64) -> Option<(String, u64)> {
        let entry = self.past.pop()?;
        // Only what undo reaches counts; the next edit clears what redo reaches.
        self.bytes -= entry.bytes;
        let (other, told) = swap(entry, decision, revision);
        self.future.push(other);
        Some(told)
    }

    /// Makes the last step again that was taken back.
    pub fn redo(&mut self, decision: &mut Decision, revision: u64) -> Option<(String, u64)> {
        let entry = self.future.pop()?;
        self.bytes += entry.bytes;
        let (other, told) = swap(entry, decision, revision);
        self.past.push(other);
        Some(told)
    }
}

fn swap(entry: HistoryEntry, decision: &mut Decision, revision: u64) -> (HistoryEntry, (String, u64)) {
    let HistoryEntry { step, bytes } = entry;
    let there = std::mem::replace(decision, step.decision);
    let told = (step.label.clone(), step.revision);
    (HistoryEntry { step: HistoryStep { label: step.label, decision: there, revision }, bytes }, told)
}

/// About what a state costs beside the one that follows it.
fn own_bytes(state: &Decision, next: &Decision) -> usize {
    const CELL: usize = 160;
    const ITEM: usize = 400;
    let texts = state.title.len()
        + state.context.len()
        + state.constraints.iter().map(String::len).sum::<usize>()
        + state.links.iter().map(|link| link.label.len() + link.url.len()).sum::<usize>();
    let lists = state.options.len()
        + state.criteria.len()
        + state.members.len()
        + state.rounds.len()
        + state.ballots.len()
        + state.references.len();
    let ballots = unshared(&state.ballots, &next.ballots, |ballot| {
        ballot.cells.values().map(|cell| CELL + cell.note.len() + cell.link.len()).sum::<usize>()
    });
    let criteria = unshared(&state.criteria, &next.criteria, |one| {
        ITEM + CriterionText::ALL.iter().map(|text| one.text(*text).len()).sum::<usize>()
    });
    let options = unshared(&state.options, &next.options, |one| ITEM + one.name.len() + one.description.len());
    let members = unshared(&state.members, &next.members, |one| ITEM + one.name.len());
    let outcome = if Arc::ptr_eq(&state.outcome, &next.outcome) {
        0
    } else {
        let outcome = &state.outcome;
        let triggers = outcome.triggers.iter().map(String::len).sum::<usize>();
        let consequences = outcome.consequences.iter().map(|one| one.text.len()).sum::<usize>();
        let texts = outcome.justification.len() + outcome.against_lead.len() + outcome.thin_coverage.len();
        texts + outcome.confirmation.len() + triggers + consequences + ITEM
    };
    size_of::<HistoryStep>() + texts + lists * size_of::<usize>() + ballots + criteria + options + members + outcome
}

/// The size of what one list holds and the other does not. An edit leaves most things at their place.
fn unshared<T>(list: &[Arc<T>], next: &[Arc<T>], size: impl Fn(&T) -> usize) -> usize {
    let mut bytes = 0;
    for (place, item) in list.iter().enumerate() {
        if !next.get(place).is_some_and(|other| Arc::ptr_eq(item, other)) {
            bytes += size(item);
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::decision::{Alternative, OptionId};

    fn state(words: &str) -> Decision {
        Decision { context: words.to_owned(), ..Decision::new("a".to_owned(), date(2026, 1, 1)) }
    }

    fn push(history: &mut History, number: u64, words: &str) {
        let step = HistoryStep { label: format!("Step {number}"), decision: state(words), revision: number };
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
    fn long_names_count_as_well() {
        let mut decision = state("");
        let next = decision.clone();
        let words = "x".repeat(1024 * 1024);
        let option = Alternative::new(OptionId::new("a").unwrap(), words);
        decision.options.push(Arc::new(option));
        assert!(own_bytes(&decision, &next) > 1024 * 1024);
    }
}
