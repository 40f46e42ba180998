//! The three-way merge of copies of one record that went separate ways.
//!
//! Parts are matched by their ids, so what was done to different parts never gets in each other's way, wherever it
//! stands in the file. Where both copies changed the same thing in different ways, that is a [`Conflict`], told by name.
//!
//! Without a conflict, the two copies may change places, and copies may arrive in any order.

mod ballots;
mod cells;
mod head;
mod keyed;
mod life;
mod list;
mod merger;
mod notes;
mod order;
mod outcome;
mod parts;
mod removals;
mod restored;
mod rounds;
mod words;

use std::collections::BTreeSet;

use self::{
    head::Head,
    merger::{Merger, Three},
    removals::Kept,
};
use super::{Decision, MemberId, Problem, ProblemIdentity, Severity};

/// One of the records that are merged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The last one that both copies share.
    Base,
    /// The copy here.
    Ours,
    /// The copy that comes in.
    Theirs,
}

/// By what a conflict is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictKey {
    /// The path of a value that both copies changed, such as `options/go/name`.
    Value(String),
    /// A problem of the merged record that neither copy has: no side can be taken then, only the merge corrected.
    Misfit(ProblemIdentity),
}

impl ConflictKey {
    /// The path of the value; none where it is a problem of the whole.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(path) => Some(path),
            Self::Misfit(_) => None,
        }
    }
}

/// Something that both copies changed, in different ways.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Conflict {
    /// Names it for [`merge_choosing`]; the same whichever copy is called ours.
    pub key: ConflictKey,
    /// What it is, by the names that people know: "Ana's score of Hiring for Go in round 1". A whole sentence where
    /// the copies fit each on its own, but not together; there are then no values.
    pub place: String,
    /// What it was; none where it was empty, or not there.
    pub base: Option<String>,
    /// What it is in our copy; none where it is empty, or not there.
    pub ours: Option<String>,
    /// What it is in theirs; none where it is empty, or not there.
    pub theirs: Option<String>,
    /// The member whose scores it shows or hints at, which a blind round hides from all others.
    pub said_by: Option<MemberId>,
    /// Whose value the merged record holds.
    pub kept: Side,
    /// Whether somebody chose that value.
    pub settled: bool,
}

impl Conflict {
    /// Whether the copies fit each on its own, but not together: no side can be taken then, only the merge corrected.
    #[must_use]
    pub fn is_misfit(&self) -> bool {
        self.key.value().is_none()
    }

    /// What it is, with both values.
    #[must_use]
    pub fn sentence(&self) -> String {
        if self.ours.is_none() && self.theirs.is_none() {
            return self.place.clone();
        }
        let before = self.base.as_ref().map_or(String::new(), |base| format!(" (before: {})", words::quoted(base)));
        let [ours, theirs] = match (&self.ours, &self.theirs) {
            (Some(ours), Some(theirs)) => words::quoted_apart(ours, theirs),
            (ours, theirs) => {
                [ours, theirs].map(|value| value.as_ref().map_or("nothing".to_owned(), |words| words::quoted(words)))
            }
        };
        format!("{}: {ours} in ours, {theirs} in theirs{before}.", self.place)
    }
}

/// What becomes of two copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// Everything that either copy did. In a conflict it holds our value, or the one that is left where the other copy
    /// took the thing away.
    pub decision: Decision,
    /// In the order of the record.
    pub conflicts: Vec<Conflict>,
    /// What people should look at, though nothing has to be chosen. Sentences.
    pub notes: Vec<String>,
}

impl Merge {
    /// The conflicts that nobody has settled.
    pub fn open(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(|conflict| !conflict.settled)
    }
}

/// Merges two copies of a record that were both made from `base`.
#[must_use]
pub fn merge(base: &Decision, ours: &Decision, theirs: &Decision) -> Merge {
    merge_choosing(base, ours, theirs, &|_| None)
}

/// [`merge`], with the side to take in each conflict, by its key; none to leave it open.
#[must_use]
pub fn merge_choosing(
    base: &Decision,
    ours: &Decision,
    theirs: &Decision,
    choose: &dyn Fn(&ConflictKey) -> Option<Side>,
) -> Merge {
    let sides = Three { base, ours, theirs };
    // No part needs to be looked at where at most one copy differs from the base.
    if let Some(side) = sides.clear() {
        return Merge { decision: sides.of(side).clone(), conflicts: Vec::new(), notes: Vec::new() };
    }
    let mut merger = Merger::new(sides, choose);
    // What one copy removed and the other uses is settled first, since whole parts depend on it.
    let kept = Kept::of(&mut merger);
    let restored = kept.restored(sides);
    merger.sides = Three { base: &*restored.base, ours: &*restored.ours, theirs: &*restored.theirs };
    let decision = merger.whole(&kept);
    let mut conflicts = merger.into_conflicts();
    // A copy that stands as a whole brings only its own problems, which the merge did not make.
    if decision != *ours && decision != *theirs {
        let misfits = misfits(&decision, ours, theirs).into_iter();
        conflicts.extend(misfits.map(|one| Conflict { settled: choose(&one.key).is_some(), ..one }));
    }
    let notes = notes::of(sides, &decision);
    Merge { decision, conflicts, notes }
}

/// The record that two copies are merged from where nobody knows what they were made from: an empty one. What both
/// hold is no conflict; what only one holds is taken; what was taken out of one comes back.
#[must_use]
pub fn common_base(ours: &Decision, theirs: &Decision) -> Decision {
    Decision::new(ours.id.clone(), ours.created.min(theirs.created))
}

impl Merger<'_> {
    fn whole(&mut self, kept: &Kept) -> Decision {
        let Head {
            id,
            title,
            history,
            created,
            decide_by,
            copied_from,
            predecessor,
            template,
            profile,
            compared_profiles,
            context,
            constraints,
            people,
            links,
            governs,
            reversal,
            private_ballots,
            commitments,
            reviews,
            corrections,
            adr_folder,
            has_appendix,
        } = self.head(kept);
        let options = self.options(kept);
        let criteria = self.criteria(kept);
        let profiles = self.profiles(kept);
        let members = self.members(kept);
        // Whether a round opens again depends on who its members are, so they are merged before it.
        let rounds = self.rounds(kept, &members);
        // Each field by name: one that is new and not merged would be lost.
        Decision {
            id,
            title,
            history,
            created,
            decide_by,
            copied_from,
            predecessor,
            template,
            profile,
            profiles,
            compared_profiles,
            context,
            constraints,
            people,
            links,
            governs,
            reversal,
            options,
            criteria,
            members,
            private_ballots,
            rounds,
            ballots: self.ballots(kept),
            commitments,
            references: self.references(kept),
            outcome: self.outcome(kept),
            reviews,
            corrections,
            adr_folder,
            has_appendix,
            exports: self.exports(),
        }
    }
}

/// What is wrong with the merged record, and with neither copy.
#[must_use]
pub fn misfits(merged: &Decision, ours: &Decision, theirs: &Decision) -> Vec<Conflict> {
    let sides = [ours, theirs].into_iter().flat_map(errors);
    let mut known: BTreeSet<ProblemIdentity> = sides.map(|error| error.identity()).collect();
    let mut misfits = Vec::new();
    for error in errors(merged) {
        let place = format!("Together the two copies do not fit: {} {}", error.what, error.advice);
        // A problem that several parts have is one conflict.
        if known.insert(error.identity()) {
            misfits.push(Conflict {
                key: ConflictKey::Misfit(error.identity()),
                place,
                base: None,
                ours: None,
                theirs: None,
                said_by: None,
                kept: Side::Ours,
                settled: false,
            });
        }
    }
    misfits
}

/// What is wrong with a record; warnings are no misfit.
fn errors(decision: &Decision) -> impl Iterator<Item = Problem> {
    decision.problems().into_iter().filter(|problem| problem.severity == Severity::Error)
}
