//! Undo and redo, and the barriers to them: the work of others, and what everybody has seen.

use super::history::HistoryStep;
use crate::decision::{Ballot, Commitment, Decision, MemberId};

/// The direction of a step through the history.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The last step is undone.
    Back,
    /// The step that was undone last is made again.
    Forward,
}

/// The reason why a step is not undone, or made again, at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Barrier {
    /// It changes ballots that are hidden, and this other member made it.
    Ballots(MemberId),
    /// It removes the work of others, which came in with a merge.
    Merge,
    /// It removes this round, whose scores everybody has seen.
    Round(u32),
    /// It removes the seal of this member's private ballot, which the file has.
    SavedSeal(MemberId),
    /// It removes a status that the file has.
    SavedStatus,
    /// It takes back what was corrected in an accepted record, and the file has the correction.
    SavedCorrection,
}

impl Barrier {
    /// Returns the barrier on the way from a state to the one that a step leads to, for the member who sits here, if there is
    /// one. `saved` is the content of the file.
    pub(super) fn of(
        step: &HistoryStep,
        direction: Direction,
        now: &Decision,
        saved: Option<&Decision>,
        seat: Option<&MemberId>,
    ) -> Option<Self> {
        let then = &step.decision;
        // A step made while the seat was empty, such as an import into an empty record, may be undone by anybody.
        let another = step.seat.as_ref().filter(|maker| Some(*maker) != seat);
        // Who removed themselves sits here no more; bringing them back with their ballot takes nothing from anybody.
        let brings_back = |maker: &MemberId| now.member(maker).is_none() && then.member(maker).is_some();
        let another = another.filter(|maker| !brings_back(maker));
        if let Some(another) = another
            && (now.is_blind() || then.is_blind())
            && now.ballots != then.ballots
        {
            return Some(Self::Ballots(another.clone()));
        }
        let has_round = |number| then.rounds.iter().any(|round| round.number == number);
        // A round can be undone only until it is revealed for the first time.
        let seen = now.rounds.iter().find(|round| !round.reveals.is_empty() && !has_round(round.number));
        if let Some(round) = seen {
            return Some(Self::Round(round.number));
        }
        if let Some(sealed) = saved.and_then(|saved| lost_seal(now, then, saved, direction)) {
            return Some(Self::SavedSeal(sealed.clone()));
        }
        if let Some(saved) = saved {
            if !then.history.starts_with(shared_start(&now.history, &saved.history)) {
                return Some(Self::SavedStatus);
            }
            if takes_correction_back(step, now, saved) {
                return Some(Self::SavedCorrection);
            }
        }
        (direction == Direction::Back && step.is_merge).then_some(Self::Merge)
    }

    /// Returns a sentence on why the step is refused, with a way on.
    #[must_use]
    pub fn words(&self, decision: &Decision, direction: Direction) -> String {
        match self {
            Self::Ballots(member) => {
                let name = decision.member_name(member);
                let (which, way) = match direction {
                    Direction::Back => ("last", "undo it"),
                    Direction::Forward => ("next", "redo it"),
                };
                format!(
                    "The {which} step is {name}'s and changes ballots that are hidden until the reveal. Only {name} can {way}."
                )
            }
            Self::Merge => "It merged other people's changes.".to_owned(),
            Self::Round(round) => {
                format!("Round {round} was revealed; scores that everybody has seen stay in the record.")
            }
            Self::SavedSeal(member) => {
                let name = decision.member_name(member);
                let way = if decision.is_blind() {
                    format!(" To change a score, {name} reopens the ballot on the Scores step.")
                } else {
                    String::new()
                };
                format!("{name}'s private ballot is sealed, and the seal is saved.{way}")
            }
            Self::SavedStatus => {
                let status = decision.status();
                let way = if status.next().is_empty() { "" } else { " To change it, use the status menu at the top." };
                format!("The status {} is saved and stays in the history.{way}", status.name())
            }
            Self::SavedCorrection => {
                "The correction is saved and stays in the history. To change it, correct the record again.".to_owned()
            }
        }
    }
}

/// Returns the entries of a history that the file has: those with which both begin. None of them may go.
fn shared_start<'d, T: PartialEq>(now: &'d [T], saved: &[T]) -> &'d [T] {
    let in_file = now.iter().zip(saved).take_while(|(now, saved)| now == saved).count();
    &now[..in_file]
}

/// Reports whether a step takes a saved correction back: its reason, or a part of what was corrected, without another reason for
/// that. A merge that brought in such parts without a correction is no correction.
fn takes_correction_back(step: &HistoryStep, now: &Decision, saved: &Decision) -> bool {
    let then = &step.decision;
    let in_file = shared_start(&now.corrections, &saved.corrections);
    if !then.corrections.starts_with(in_file) {
        return true;
    }
    let has_new_reason = then.corrections.len() > in_file.len();
    !step.is_merge && !in_file.is_empty() && !has_new_reason && !saved.guarded_changes(then).is_empty()
}

/// Returns the member whose saved private ballot would lose its seal by a step: the commitment to it, or the salt without which
/// the private file could not be written again. A step that is made again may remove a commitment, since it reopened the ballot
/// before.
fn lost_seal<'d>(now: &'d Decision, then: &Decision, saved: &Decision, direction: Direction) -> Option<&'d MemberId> {
    let is_lost = |one: &&Commitment| {
        let is_same =
            |other: &Commitment| (&other.member, other.round, &other.hash) == (&one.member, one.round, &one.hash);
        one.withdrawn.is_none() && saved.commitments.contains(one) && !then.commitments.iter().any(is_same)
    };
    let unsealed = now.commitments.iter().find(is_lost).filter(|_| direction == Direction::Back);
    let has_lost_salt = |ballot: &&Ballot| {
        let in_file = saved.ballot(&ballot.member, ballot.round).is_some_and(|saved| saved.salt == ballot.salt);
        let is_kept = then.ballot(&ballot.member, ballot.round).is_some_and(|then| then.salt == ballot.salt);
        ballot.salt.is_some() && in_file && !is_kept
    };
    let unsalted = || now.hidden_ballots().find(has_lost_salt);
    unsealed.map(|one| &one.member).or_else(|| unsalted().map(|ballot| &ballot.member))
}
