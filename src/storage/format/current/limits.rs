//! How many of each a file may hold, which is what a record may.

use super::{Fault, StoredDecision};
use crate::decision::Counts;

/// A [`Fault`] if a list is longer than it may be.
pub(super) fn check(counts: &Counts) -> Result<(), Fault> {
    counts.check().map_err(|too_many| Fault {
        path: too_many.list.to_owned(),
        what: too_many.to_string(),
        advice: "Check that it is the file that you meant; if it is, part it into several records.",
    })
}

/// How many of each there are in a file, but for entries, which are counted in the record that it becomes.
pub(super) fn counts(decision: &StoredDecision) -> Counts {
    Counts {
        options: decision.options.len(),
        criteria: decision.criteria.len(),
        members: decision.members.len(),
        links: decision.links.len(),
        constraints: decision.constraints.len(),
        rounds: decision.rounds.len(),
        ballots: decision.ballots.len(),
        references: decision.references.len(),
        exports: decision.exports.len(),
        profiles: decision.profiles.len(),
        history: decision.history.len(),
        reviews: decision.reviews.len(),
        corrections: decision.corrections.len(),
        commitments: decision.commitments.len(),
        entries: 0,
    }
}
