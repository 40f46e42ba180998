//! The outcome of a decision, and its exports.

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{OptionId, RepoPath};

/// The outcome of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Option that was chosen.
    pub chosen: Option<OptionId>,
    /// Reason, in the words that follow "because".
    pub justification: String,
    /// Reason why it is not the option that leads; empty if it is.
    pub against_lead: String,
    /// Reason for accepting it with less than 80 % of the weight scored; empty if more is.
    pub thin_coverage: String,
    /// Reason for accepting it although a decision maker objects; empty if nobody does.
    pub despite_objection: String,
    /// Reason for accepting it although a must-have of the choice is not scored; empty if all are.
    pub unscored_must_have: String,
    /// Best case for the option after the chosen one.
    pub runner_up_case: String,
    /// Consequences of the decision.
    pub consequences: Vec<Consequence>,
    /// Way in which the team checks that the decision is followed, and that it works.
    pub confirmation: String,
    /// Events that would make the team decide again, one sentence each.
    pub triggers: Vec<String>,
    /// Day of the next review.
    pub review: Option<Date>,
    /// Answers of the decision makers.
    pub sign_offs: Vec<SignOff>,
}

/// A consequence of the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// Whether it is welcome.
    pub kind: ConsequenceKind,
    /// Text, in the words that follow "because".
    pub text: String,
}

/// The value of a consequence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum ConsequenceKind {
    /// Welcome.
    Good,
    /// Neither.
    Neutral,
    /// Unwelcome.
    Bad,
}

impl ConsequenceKind {
    /// All kinds, in the order in which an ADR lists them.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the word on screen and in the ADR.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Good => "Good",
            Self::Neutral => "Neutral",
            Self::Bad => "Bad",
        }
    }
}

/// A decision maker's answer to the outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignOff {
    /// Name of the decision maker.
    pub name: String,
    /// Their answer.
    pub verdict: Verdict,
    /// Reason, or condition on which they agree.
    pub comment: String,
    /// Day of the answer.
    pub on: Date,
}

/// The answer of a decision maker to the outcome.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum Verdict {
    /// For it.
    Agree,
    /// For it, with a reservation that is kept.
    Reservation,
    /// Against it.
    Object,
}

impl Verdict {
    /// All answers, from yes to no.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the words on screen and in the ADR.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "Agrees",
            Self::Reservation => "Agrees with a reservation",
            Self::Object => "Objects",
        }
    }

    /// Returns the verb that follows a name.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Agree => "agrees",
            Self::Reservation => "agrees with a reservation",
            Self::Object => "objects",
        }
    }
}

/// An export of a record as an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Path of the ADR.
    pub path: RepoPath,
    /// Markdown form it was written in, such as `madr`.
    pub dialect: String,
    /// Day it was last written.
    pub on: Date,
    /// Charts that are beside it, each by its word, such as `totals`; see [`ChartKind`](crate::chart::ChartKind).
    pub charts: Vec<String>,
    /// Fingerprint of what was written, which shows changes by others; empty if it is unknown. See
    /// [`fingerprint`](crate::adr::fingerprint).
    pub written: String,
    /// Parts of its style that the ADR does not show, in [words](crate::adr::Style::in_words); empty if it is unknown.
    pub style: String,
}
