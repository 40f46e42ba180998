//! What was decided, and what it means.

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{OptionId, RepoPath};

/// The decision itself.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// The option that was chosen.
    pub chosen: Option<OptionId>,
    /// Why, in the words that follow "because".
    pub justification: String,
    /// Why it is not the option that leads; empty where it is.
    pub against_lead: String,
    /// Why it was accepted with less than 80 % of the weight scored; empty where that does not arise.
    pub thin_coverage: String,
    /// Why it was accepted although a decision maker objects; empty where that does not arise.
    pub despite_objection: String,
    /// Why it was accepted although a must-have of the choice is not scored; empty where that does not arise.
    pub unscored_must_have: String,
    /// The best case for the option behind the chosen one.
    pub runner_up_case: String,
    /// What follows from it.
    pub consequences: Vec<Consequence>,
    /// How the team will see that it is kept to, and that it works.
    pub confirmation: String,
    /// What would make the team decide again, one sentence each.
    pub triggers: Vec<String>,
    /// When it is looked at again.
    pub review: Option<Date>,
    /// What each decision maker said to it.
    pub sign_offs: Vec<SignOff>,
}

/// Something that follows from the decision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consequence {
    /// Whether it is welcome.
    pub kind: ConsequenceKind,
    /// It, in the words that follow "because".
    pub text: String,
}

/// Whether a consequence is welcome.
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
    /// In the order in which an ADR lists them.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The word on screen and in the ADR.
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
    /// The name of the decision maker.
    pub name: String,
    /// Their answer.
    pub verdict: Verdict,
    /// The reason, or the condition on which they agree.
    pub comment: String,
    /// The day of the answer.
    pub on: Date,
}

/// What a decision maker says to the outcome.
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
    /// From yes to no.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The words on screen and in the ADR.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "Agrees",
            Self::Reservation => "Agrees with a reservation",
            Self::Object => "Objects",
        }
    }

    /// What somebody does, behind their name.
    #[must_use]
    pub fn verb(self) -> &'static str {
        match self {
            Self::Agree => "agrees",
            Self::Reservation => "agrees with a reservation",
            Self::Object => "objects",
        }
    }
}

/// Where a record was written as an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// The ADR.
    pub path: RepoPath,
    /// The Markdown form it was written in, such as `madr`.
    pub dialect: String,
    /// The day it was last written.
    pub on: Date,
    /// The charts that are beside it, each by its word, such as `totals`; see [`ChartKind`](crate::chart::ChartKind).
    pub charts: Vec<String>,
    /// The fingerprint of what was written, by which changes of others are known; empty where it is not known. See
    /// [`fingerprint`](crate::adr::fingerprint).
    pub written: String,
    /// What the ADR does not show of the style that it was written in, in [words](crate::adr::Style::in_words); empty where it is
    /// not known.
    pub style: String,
}
