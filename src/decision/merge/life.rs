//! The statuses of a decision, its reviews and corrections, and what undoing it would take.

use super::{
    Side,
    keyed::Fate,
    list::corrected,
    merger::{Merger, Three, at},
    removals::Kept,
    words,
};
use crate::decision::{Commitment, Correction, Decision, Reversal, Review, Status, StatusChange};

impl Merger<'_> {
    /// Merges the history. No answer takes an acceptance of one copy out of it, since the record is locked by that.
    pub(super) fn history(&mut self) -> Vec<StatusChange> {
        let merged = self.steps();
        with_acceptance(self.sides.map(|side| side.history.as_slice()), merged)
    }

    /// Joins both histories if they reached the same status, else takes that of the copy that went on, with the corrections of the
    /// other in it.
    fn steps(&mut self) -> Vec<StatusChange> {
        let three = self.sides.map(|side| &side.history);
        let status = self.sides.map(Decision::status);
        if let Some(side) = three.clear() {
            return three.of(side).clone();
        }
        if let Some(further) = further(three.map(Vec::as_slice))
            && let Some((steps, _)) = corrected(three.map(Vec::as_slice), further)
        {
            return steps;
        }
        let Some(went_on) = status.clear() else {
            let side = self.side(&status, |status| Some(status.to_string()), at("status", "The status"));
            return three.of(side).clone();
        };
        match corrected(three.map(Vec::as_slice), went_on) {
            // Both copies took the same step, so there is nothing to choose.
            Some(_) if status.ours == status.theirs => joined(three),
            Some((steps, false)) => steps,
            // One step of the base was changed twice; or one copy went on, and the other elsewhere and back.
            Some((_, true)) | None => {
                self.value(three, |history| words::history(history), at("history", "The history of the status"))
            }
        }
    }

    pub(super) fn reversal(&mut self) -> Reversal {
        let three = self.sides.map(|side| &side.reversal);
        Reversal {
            cost: self.value(
                three.map(|reversal| &reversal.cost),
                |cost| cost.map(|cost| cost.words().to_owned()),
                at("reversal/cost", "How hard it is to undo"),
            ),
            note: self
                .prose(three.map(|reversal| &reversal.note), at("reversal/note", "The note on how hard it is to undo")),
        }
    }

    pub(super) fn reviews(&mut self) -> Vec<Review> {
        self.list(
            self.sides.map(|side| &side.reviews),
            |review| Some(words::review(review)),
            at("reviews", "The reviews"),
        )
    }

    pub(super) fn corrections(&mut self) -> Vec<Correction> {
        self.list(
            self.sides.map(|side| &side.corrections),
            |correction| Some(words::correction(correction)),
            at("corrections", "The corrections"),
        )
    }

    /// Merges the commitments, without those to ballots of members or rounds that are left out.
    pub(super) fn commitments(&mut self, kept: &Kept) -> Vec<Commitment> {
        let mut merged = self.list(
            self.sides.map(|side| &side.commitments),
            |one| Some(words::commitment(one)),
            at("commitments", "The commitments to sealed ballots"),
        );
        merged.retain(|one| !matches!(kept.ballot(one.round, &one.member), Fate::Gone));
        merged
    }
}

/// Returns the side that was accepted since the base, if the other one only went on to be proposed.
fn further(three: Three<&[StatusChange]>) -> Option<Side> {
    let Three { base, ours, theirs } = three;
    let is_before =
        |history: &[StatusChange]| history.iter().all(|step| step.status == Status::Proposed || base.contains(step));
    match (is_decided(base), is_decided(ours), is_decided(theirs)) {
        (false, true, false) => is_before(theirs).then_some(Side::Ours),
        (false, false, true) => is_before(ours).then_some(Side::Theirs),
        _ => None,
    }
}

/// Returns a merged history with the acceptance that one copy made since the base. The last step stays, since it is the status.
fn with_acceptance(three: Three<&[StatusChange]>, mut merged: Vec<StatusChange>) -> Vec<StatusChange> {
    if is_decided(three.base) || is_decided(&merged) {
        return merged;
    }
    let steps = three.ours.iter().chain(three.theirs);
    for step in steps.filter(|step| step.status.is_of_decided()) {
        let (_, earlier) = merged.split_last().unwrap_or((step, &[]));
        let place = earlier.iter().rposition(|one| one.on <= step.on).map_or(0, |at| at + 1);
        merged.insert(place, step.clone());
    }
    merged
}

fn is_decided(history: &[StatusChange]) -> bool {
    history.iter().any(|step| step.status.is_of_decided())
}

/// Joins the steps of both copies, by day.
fn joined(three: Three<&Vec<StatusChange>>) -> Vec<StatusChange> {
    let mut ours = still_there(three.ours, three.theirs, three.base).peekable();
    let mut theirs = still_there(three.theirs, three.ours, three.base).peekable();
    let mut joined = Vec::new();
    while let Some(step) = match (ours.peek(), theirs.peek()) {
        (Some(one), Some(other)) if one == other => ours.next().and(theirs.next()),
        (Some(one), Some(other)) if one < other => ours.next(),
        (Some(_), None) => ours.next(),
        _ => theirs.next(),
    } {
        joined.push(step.clone());
    }
    joined
}

/// Returns the steps of a copy without those that the other one removed. The last one stays, since it is the status.
fn still_there<'a>(
    own: &'a [StatusChange],
    others: &'a [StatusChange],
    base: &'a [StatusChange],
) -> impl Iterator<Item = &'a StatusChange> {
    own.iter().enumerate().filter_map(move |(place, step)| {
        let stays = place + 1 == own.len() || others.contains(step) || !base.contains(step);
        stays.then_some(step)
    })
}
