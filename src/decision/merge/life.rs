//! The statuses of a decision, its reviews and corrections, and what undoing it would take.

use super::{
    merger::{Merger, at},
    words,
};
use crate::decision::{Commitment, Correction, Decision, Reversal, Review, StatusChange};

impl Merger<'_> {
    /// The history of one copy, as a whole. Where both copies reached the same status, the one that did so later.
    pub(super) fn history(&mut self) -> Vec<StatusChange> {
        let three = self.sides.map(|side| &side.history);
        if let Some(side) = three.clear() {
            return three.of(side).clone();
        }
        let last = three.map(|history| history.last());
        // Both copies took the same step, so there is nothing to choose.
        if last.ours.map(|change| change.status) == last.theirs.map(|change| change.status) {
            let days = last.map(|change| change.map(|change| change.on));
            // The history itself settles equal days, so that either copy may be called ours.
            let (_, later) = (days.ours, three.ours).max((days.theirs, three.theirs));
            return later.clone();
        }
        let status = self.sides.map(Decision::status);
        let side = self.side(&status, |status| Some(status.to_string()), at("status", "The status"));
        three.of(side).clone()
    }

    pub(super) fn reversal(&mut self) -> Reversal {
        let three = self.sides.map(|side| &side.reversal);
        Reversal {
            cost: self.value(
                three.map(|reversal| &reversal.cost),
                |cost| cost.map(|cost| format!("{cost:?}").to_lowercase()),
                at("reversal/cost", "How hard it is to undo"),
            ),
            note: self
                .prose(three.map(|reversal| &reversal.note), at("reversal/note", "The note on how hard it is to undo")),
        }
    }

    pub(super) fn reviews(&mut self) -> Vec<Review> {
        self.list(
            self.sides.map(|side| &side.reviews),
            |review| Some(format!("{:?} on {} by {}", review.verdict, review.on, review.by)),
            at("reviews", "The reviews"),
        )
    }

    pub(super) fn corrections(&mut self) -> Vec<Correction> {
        self.list(
            self.sides.map(|side| &side.corrections),
            |correction| words::text(&correction.why),
            at("corrections", "The corrections"),
        )
    }

    pub(super) fn commitments(&mut self) -> Vec<Commitment> {
        self.list(
            self.sides.map(|side| &side.commitments),
            |one| Some(format!("{} in round {}", one.member, one.round)),
            at("commitments", "The commitments to sealed ballots"),
        )
    }
}
