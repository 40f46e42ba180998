//! The life of a decision over the years: its statuses, corrections and reviews, and the records before it.

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{Decision, OptionId, RepoPath, Status};

/// A step in the life of a decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct StatusChange {
    /// Day of the change.
    pub on: Date,
    /// Status from that day on.
    pub status: Status,
    /// Person who set it; empty if unknown.
    pub by: String,
}

/// A change to an accepted record that was confirmed as the fix of a mistake, not a new decision.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Correction {
    /// Day of the correction.
    pub on: Date,
    /// Person who made it.
    pub by: String,
    /// Reason for it.
    pub why: String,
}

/// A later review of a decision: whether it still holds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Review {
    /// Day of the review.
    pub on: Date,
    /// Person who reviewed it.
    pub by: String,
    /// Conclusion.
    pub verdict: ReviewVerdict,
    /// State of each reversal trigger and of the confirmation on that day.
    pub findings: Vec<ReviewFinding>,
    /// Further remarks.
    pub note: String,
    /// Day of the next review.
    pub next: Option<Date>,
}

/// The conclusion of a review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, EnumCount, VariantArray)]
pub enum ReviewVerdict {
    /// The decision stands.
    Keep,
    /// The decision stands with changes.
    Amend,
    /// Another decision replaces it.
    Replace,
}

impl ReviewVerdict {
    /// All of them, the one that changes least first.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the word in commands.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Keep => "keep",
            Self::Amend => "amend",
            Self::Replace => "replace",
        }
    }

    /// Returns what happens to the decision, for use after "the decision is".
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
    /// Text of the trigger or confirmation as it was on the day of the review.
    pub about: String,
    /// Its state.
    pub state: FindingState,
}

/// The state of a reversal trigger or confirmation.
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
    /// All states, the one that asks for the most first.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the words for the state of a reversal trigger, on screen and in the ADR.
    #[must_use]
    pub fn of_trigger(self) -> &'static str {
        match self {
            Self::Happened => "Happened",
            Self::Held => "Did not happen",
            Self::Unknown => "Not known",
        }
    }

    /// Returns the words for the state of the confirmation.
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
    /// Returns the words for its state in a record: those of a confirmation if it is about that, else those of a
    /// trigger.
    #[must_use]
    pub fn told(&self, decision: &Decision) -> &'static str {
        if self.about == decision.outcome.confirmation { self.state.of_confirmation() } else { self.state.of_trigger() }
    }
}

/// The effort of undoing a decision.
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
    /// Returns the words on undoing the decision, such as "takes weeks".
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

/// The effort of undoing a decision, with its reason.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reversal {
    /// Effort; `None` if nobody has estimated it.
    pub cost: Option<ReversalCost>,
    /// Reason for that estimate.
    pub note: String,
}

/// The record that this one supersedes, and its result at that time.
#[derive(Debug, Clone, PartialEq)]
pub struct Predecessor {
    /// Id of the record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Path of its ADR; `None` if it was never exported.
    pub path: Option<RepoPath>,
    /// Its result when this record was started; `None` if it had none.
    pub result: Option<PastResult>,
}

/// The result of a record on some past day.
#[derive(Debug, Clone, PartialEq)]
pub struct PastResult {
    /// Day of the result.
    pub on: Date,
    /// Option that was chosen.
    pub chosen: Option<OptionId>,
    /// Option with the highest total; `None` if several shared it.
    pub leader: Option<OptionId>,
    /// Option after it.
    pub runner_up: Option<OptionId>,
    /// Difference of the two totals as they were shown, with two digits behind the point, in points from 0 to 4; the true one where
    /// these are the same.
    pub gap: Option<f64>,
    /// Word for how sure the result was; empty if there was none.
    pub verdict: String,
}

/// The record that this one was copied from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopySource {
    /// Id of the record.
    pub record: String,
    /// Its title.
    pub title: String,
    /// Day of the copy.
    pub on: Date,
}

/// The folder of ADRs that the team chose for a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AdrFolder {
    /// Path of the folder; empty for the root.
    pub path: RepoPath,
    /// Language of its ADRs as a code of ISO 639-1, such as `en`; empty if unknown.
    pub language: String,
}

impl Decision {
    /// Returns the current status: the last in the history, or draft.
    #[must_use]
    pub fn status(&self) -> Status {
        self.history.last().map_or(Status::Draft, |change| change.status)
    }

    /// Returns the day of the last change of status; `None` while the record is a draft.
    #[must_use]
    pub fn status_date(&self) -> Option<Date> {
        self.history.last().map(|change| change.on)
    }

    /// Returns the day for the ADR: that of the last change of status, else that of the record's start.
    #[must_use]
    pub fn date(&self) -> Date {
        self.status_date().unwrap_or(self.created)
    }
}
