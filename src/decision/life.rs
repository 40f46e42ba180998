//! What happens to a decision over the years: its statuses, corrections and reviews, and the records before it.

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{Decision, OptionId, RepoPath, Status};

/// A step in the life of a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatusChange {
    /// The day.
    pub on: Date,
    /// The status from that day on.
    pub status: Status,
    /// The person who set it; empty if unknown.
    pub by: String,
}

/// A change to an accepted record that was confirmed as a slip of the pen, not a new decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// The day.
    pub on: Date,
    /// The person who made it.
    pub by: String,
    /// The reason.
    pub why: String,
}

/// A later look at a decision: whether it still holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// The day.
    pub on: Date,
    /// The person who reviewed it.
    pub by: String,
    /// The conclusion.
    pub verdict: ReviewVerdict,
    /// The state of each reversal trigger and of the confirmation on that day.
    pub findings: Vec<ReviewFinding>,
    /// Further remarks.
    pub note: String,
    /// The day of the next review.
    pub next: Option<Date>,
}

/// The conclusion of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray)]
pub enum ReviewVerdict {
    /// The decision stands.
    Keep,
    /// The decision stands with changes.
    Amend,
    /// Another decision takes its place.
    Replace,
}

impl ReviewVerdict {
    /// From the one that changes least.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The word in commands.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Amend => "amend",
            Self::Replace => "replace",
        }
    }

    /// What becomes of the decision, behind "the decision is".
    #[must_use]
    pub fn done(self) -> &'static str {
        match self {
            Self::Keep => "kept",
            Self::Amend => "kept with changes",
            Self::Replace => "to be replaced",
        }
    }
}

/// The state of one reversal trigger, or of the confirmation, at a review.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReviewFinding {
    /// The text of the trigger or confirmation as it was on the day of the review.
    pub about: String,
    /// Its state.
    pub state: FindingState,
}

/// Whether a reversal trigger or confirmation came true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray)]
pub enum FindingState {
    /// The trigger happened, or the confirmation failed.
    Happened,
    /// The trigger did not happen, or the confirmation succeeded.
    Held,
    /// Nobody knows.
    Unknown,
}

impl FindingState {
    /// From the one that asks for the most.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The words for the state of a reversal trigger, on screen and in the ADR.
    #[must_use]
    pub fn of_trigger(self) -> &'static str {
        match self {
            Self::Happened => "Happened",
            Self::Held => "Did not happen",
            Self::Unknown => "Not known",
        }
    }

    /// The words for the state of the confirmation.
    #[must_use]
    pub fn of_confirmation(self) -> &'static str {
        match self {
            Self::Happened => "Failed",
            Self::Held => "Confirmed",
            Self::Unknown => "Not known",
        }
    }
}

impl ReviewFinding {
    /// The words for its state in a record: those of a confirmation where it is about that, else of a trigger.
    #[must_use]
    pub fn told(&self, decision: &Decision) -> &'static str {
        if self.about == decision.outcome.confirmation { self.state.of_confirmation() } else { self.state.of_trigger() }
    }
}

/// How hard a decision is to undo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReversalCost {
    /// Days at most.
    Easy,
    /// Weeks of work.
    Weeks,
    /// Months of work.
    Months,
    /// Practically impossible.
    Hardly,
}

impl ReversalCost {
    /// What is said of undoing the decision: "takes weeks".
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Easy => "takes days at most",
            Self::Weeks => "takes weeks",
            Self::Months => "takes months",
            Self::Hardly => "is practically impossible",
        }
    }
}

/// What undoing a decision would take.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reversal {
    /// The effort; none where nobody has said.
    pub cost: Option<ReversalCost>,
    /// The reason for that estimate.
    pub note: String,
}

/// The record that this one supersedes, and its result at that time.
#[derive(Debug, Clone, PartialEq)]
pub struct Predecessor {
    /// The id of the record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Its ADR; none if it was never exported.
    pub path: Option<RepoPath>,
    /// Its result when this record was started; none if it had none.
    pub result: Option<PastResult>,
}

/// The result of a record on some past day.
#[derive(Debug, Clone, PartialEq)]
pub struct PastResult {
    /// The day.
    pub on: Date,
    /// The option that was chosen.
    pub chosen: Option<OptionId>,
    /// The option with the highest total; none if several shared it.
    pub leader: Option<OptionId>,
    /// The option behind it.
    pub runner_up: Option<OptionId>,
    /// The difference of the two totals, in points from 0 to 4.
    pub gap: Option<f64>,
    /// The word for how sure the result was; empty if there was none.
    pub verdict: String,
}

/// The record that this one was copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopySource {
    /// The id of the record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// The day of the copy.
    pub on: Date,
}

/// The folder of ADRs that the team chose for a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdrFolder {
    /// The folder; the root where it is empty.
    pub path: RepoPath,
    /// The language of its ADRs as a code of ISO 639-1, such as `en`; empty if unknown.
    pub language: String,
}

impl Decision {
    /// The current status: the last in the history, or draft.
    #[must_use]
    pub fn status(&self) -> Status {
        self.history.last().map_or(Status::Draft, |change| change.status)
    }

    /// The day of the last change of status; none while the record is a draft.
    #[must_use]
    pub fn status_date(&self) -> Option<Date> {
        self.history.last().map(|change| change.on)
    }

    /// The day that the ADR bears: of the last change of status, else of the record's start.
    #[must_use]
    pub fn date(&self) -> Date {
        self.status_date().unwrap_or(self.created)
    }
}
