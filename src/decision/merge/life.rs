//! The statuses of a decision, its reviews and corrections, and what undoing it would take.

use super::{
    merger::{Merger, Where},
    words,
};
use crate::decision::{Commitment, Correction, Decision, Reversal, ReversalCost, Review, StatusChange};

impl Merger<'_> {
    /// The history of one copy, as a whole. Where both copies reached the same status, the one that did so later.
    pub(super) fn history(&mut self) -> Vec<StatusChange> {
        let three = self.sides.map(|side| &side.history);
        if let Some(side) = three.clear() {
            return three.of(side).clone();
        }
        let last = |history: &Vec<StatusChange>| history.last().map(|change| change.status);
        if last(three.ours) == last(three.theirs) {
            let by_day = |history: &Vec<StatusChange>| history.last().map(|change| change.on);
            let later = (by_day(three.ours), three.ours).max((by_day(three.theirs), three.theirs));
            return later.1.clone();
        }
        let status = self.sides.map(Decision::status);
        let side = self.side(&status, |status| Some(status.to_string()), || Where::new("status", "The status"));
        three.of(side).clone()
    }

    pub(super) fn reversal(&mut self) -> Reversal {
        let three = self.sides.map(|side| &side.reversal);
        let cost = |cost: &Option<ReversalCost>| cost.map(|cost| format!("{cost:?}").to_lowercase());
        Reversal {
            cost: self.value(three.map(|reversal| &reversal.cost), cost, || {
                Where::new("reversal/cost", "How hard it is to undo")
            }),
            note: self.prose(three.map(|reversal| &reversal.note), || {
                Where::new("reversal/note", "The note on how hard it is to undo")
            }),
        }
    }

    pub(super) fn reviews(&mut self) -> Vec<Review> {
        self.list(
            self.sides.map(|side| &side.reviews),
            |review| Some(format!("{:?} on {} by {}", review.verdict, review.on, review.by)),
            || Where::new("reviews", "The reviews"),
        )
    }

    pub(super) fn corrections(&mut self) -> Vec<Correction> {
        self.list(
            self.sides.map(|side| &side.corrections),
            |correction| words::text(&correction.why),
            || Where::new("corrections", "The corrections"),
        )
    }

    pub(super) fn commitments(&mut self) -> Vec<Commitment> {
        self.list(
            self.sides.map(|side| &side.commitments),
            |one| Some(format!("{} in round {}", one.member, one.round)),
            || Where::new("commitments", "The commitments to sealed ballots"),
        )
    }
}
