//! The three-way merge of copies of one record that went separate ways.
//!
//! Parts are matched by their ids, so changes of different parts never conflict, wherever they are in the file. If both
//! copies changed the same thing in different ways, that is a [`Conflict`], with a name for people.
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
mod wholes;
mod words;

use std::{collections::BTreeSet, sync::Arc};

use jiff::civil::Date;

use self::{
    head::Head,
    merger::{Choose, Merger, Three, Unseen},
    removals::Kept,
    wholes::Wholes,
};
use super::{Correction, Decision, MemberId, Problem, ProblemIdentity, Retraction, Severity};

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

impl Side {
    /// Returns the other one of two copies.
    const fn other(self) -> Self {
        match self {
            Self::Theirs => Self::Ours,
            Self::Ours | Self::Base => Self::Theirs,
        }
    }
}

/// The key by which a conflict is known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConflictKey {
    /// The path of a value that both copies changed, such as `options/go/name`.
    Value(String),
    /// A problem of the merged record that neither copy has: no side can be taken then, only the merge corrected.
    Misfit(ProblemIdentity),
}

impl ConflictKey {
    /// Returns the path of the value; `None` for a problem of the whole.
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
    /// Key for [`merge_choosing`]; the same whichever copy is called ours.
    pub key: ConflictKey,
    /// Its place, by the names that people know: "Ana's score of Hiring for Go in round 1". A whole sentence if each
    /// copy is valid by itself, but not together; there are then no values.
    pub place: String,
    /// Value in the base; `None` if it was empty or missing.
    pub base: Option<String>,
    /// Value in our copy; `None` if it is empty or missing.
    pub ours: Option<String>,
    /// Value in their copy; `None` if it is empty or missing.
    pub theirs: Option<String>,
    /// The member whose scores it shows or hints at, which a blind round hides from all others.
    pub said_by: Option<MemberId>,
    /// Side whose value the merged record holds.
    pub kept: Side,
    /// Whether somebody chose that value.
    pub settled: bool,
}

impl Conflict {
    /// Reports whether each copy is valid by itself, but not together: no side can be taken then, only the merge
    /// corrected.
    #[must_use]
    pub fn is_misfit(&self) -> bool {
        self.key.value().is_none()
    }

    /// Describes it, with both values.
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

/// The result of merging two copies.
#[derive(Debug, Clone, PartialEq)]
pub struct Merge {
    /// Everything that either copy did. In a conflict it holds our value, or the one that is left where the other copy
    /// took the thing away.
    pub decision: Decision,
    /// In the order of the record.
    pub conflicts: Vec<Conflict>,
    /// Parts that people should look at, though nothing has to be chosen. Sentences.
    pub notes: Vec<String>,
    /// Traces of choices that the record keeps, see [`Merge::chosen_by`].
    traces: Vec<Trace>,
}

/// The part of a choice that a record keeps, with the day and the person.
#[derive(Debug, Clone, PartialEq)]
enum Trace {
    /// A correction, with its reason: an accepted record, or a round behind which another stands, takes in a change.
    Correction(String),
    /// The last reveal of this round is taken back.
    Hidden(u32),
}

impl Merge {
    /// Returns the conflicts that nobody has settled.
    pub fn open(&self) -> impl Iterator<Item = &Conflict> {
        self.conflicts.iter().filter(|conflict| !conflict.settled)
    }

    /// Returns the merge as a person chose it on a day: a change to an accepted record is kept as a correction, and a
    /// round that was hidden again says by whom.
    #[must_use]
    pub fn chosen_by(mut self, by: &str, on: Date) -> Self {
        for trace in &self.traces {
            match trace {
                Trace::Correction(why) => {
                    self.decision.corrections.push(Correction { on, by: by.to_owned(), why: why.clone() });
                }
                Trace::Hidden(round) => {
                    if let Some(back) = hidden_again(&mut self.decision, *round) {
                        *back = Retraction { on, by: by.to_owned() };
                    }
                }
            }
        }
        self
    }

    /// Reports whether a record equals this choice as others may read it, whoever made it, and whenever.
    #[must_use]
    pub fn is_chosen_in(&self, there: &Decision) -> bool {
        let mut decision = self.decision.clone();
        for trace in &self.traces {
            match trace {
                Trace::Correction(why) => {
                    decision.corrections.extend(there.corrections.iter().rfind(|one| one.why == *why).cloned());
                }
                Trace::Hidden(round) => {
                    let mut there = there.clone();
                    if let (Some(back), Some(known)) =
                        (hidden_again(&mut decision, *round), hidden_again(&mut there, *round))
                    {
                        *back = known.clone();
                    }
                }
            }
        }
        decision.as_published() == there.as_published()
    }
}

/// Returns the retraction of the last reveal of a round.
fn hidden_again(decision: &mut Decision, number: u32) -> Option<&mut Retraction> {
    let round = decision.rounds.iter_mut().rfind(|round| round.number == number)?;
    Arc::make_mut(round).reveals.last_mut()?.taken_back.as_mut()
}

/// Merges two copies of a record that were both made from `base`.
#[must_use]
pub fn merge(base: &Decision, ours: &Decision, theirs: &Decision) -> Merge {
    merge_choosing(base, ours, theirs, &|_| None)
}

/// Merges as [`merge`] does; `choose` returns the side to take in each conflict by its key, or `None` to leave it open.
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
        let decision = sides.of(side).clone();
        return Merge { decision, conflicts: Vec::new(), notes: Vec::new(), traces: Vec::new() };
    }
    let mut wholes = Wholes::of(sides, choose);
    // A change that an accepted record takes in hides no round of it again.
    let reveals = if wholes.corrects_accepted() { Reveals::Stay } else { Reveals::Asked };
    let (mut parts, unseen) = merged_by_parts(wholes.sides(), choose, reveals);
    if wholes.settle_unseen(unseen) {
        parts = merged_by_parts(wholes.sides(), choose, reveals).0;
    }
    let Parts { decision, conflicts: of_parts, mut traces } = parts;
    let mut notes = notes::of(wholes.sides(), &decision);
    let Wholes { mut conflicts, notes: of_wholes, unsealed, traces: before, .. } = wholes;
    conflicts.extend(of_parts);
    notes.extend(notes::of_lost_answers(sides, &decision));
    notes.extend(of_wholes);
    notes.extend(unsealed.iter().flat_map(|one| one.told(&decision)));
    // Whether the record is accepted may itself have been chosen.
    traces.extend(before.into_iter().filter(|_| decision.is_guarded()));
    // A copy that stands as a whole brings only its own problems, which the merge did not make.
    if decision != *ours && decision != *theirs {
        let misfits = misfits(&decision, ours, theirs).into_iter();
        conflicts.extend(misfits.map(|one| Conflict { settled: choose(&one.key).is_some(), ..one }));
    }
    Merge { decision, conflicts, notes, traces }
}

/// The handling of a reveal that has not seen all changes to its ballots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reveals {
    Asked,
    Stay,
}

/// A merge by parts, with the conflicts about parts.
struct Parts {
    decision: Decision,
    conflicts: Vec<Conflict>,
    traces: Vec<Trace>,
}

/// Merges part by part; and the rounds that one copy revealed while the other changed their ballots, which are merged as if that
/// were chosen.
fn merged_by_parts(sides: Three<&Decision>, choose: Choose<'_>, reveals: Reveals) -> (Parts, Vec<Unseen>) {
    let mut merger = Merger::new(sides, choose);
    merger.reveals = reveals;
    // What one copy removed and the other uses is settled first, since whole parts depend on it.
    let kept = Kept::of(&mut merger);
    let restored = kept.restored(sides);
    let restored = Three { base: &*restored.base, ours: &*restored.ours, theirs: &*restored.theirs };
    merger.sides = restored;
    let decision = merger.whole(&kept);
    let (unseen, traces) = (std::mem::take(&mut merger.unseen), std::mem::take(&mut merger.traces));
    (Parts { decision, conflicts: merger.into_conflicts(), traces }, unseen)
}

/// Returns the base to merge two copies from if it is unknown: an empty record. Parts that both have are no conflict;
/// parts that only one has are kept, even if the other removed them.
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

/// Returns the problems of the merged record that neither copy has, as conflicts.
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

/// Returns the errors of a record; warnings are no misfits.
fn errors(decision: &Decision) -> impl Iterator<Item = Problem> {
    decision.problems().into_iter().filter(|problem| problem.severity == Severity::Error)
}
