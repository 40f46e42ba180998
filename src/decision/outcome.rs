//! The outcome of a decision, and its exports.

use jiff::civil::Date;
use strum::{EnumCount, VariantArray};

use super::{
    Decision, OptionId, RepoPath,
    text::{capitalized, is_blank},
};

/// The outcome of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Outcome {
    /// Option that was chosen.
    pub chosen: Option<OptionId>,
    /// Reason, in the words that follow "because".
    pub justification: String,
    /// Reason why it is not the option that leads; empty if it is. Goes with the choice.
    pub against_lead: String,
    /// Reason for accepting it with less than 80 % of the weight scored; empty if more is.
    pub thin_coverage: String,
    /// Reason for accepting it although a decision maker objects; empty if nobody does. Goes with the choice.
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
    /// Answers of the decision makers to the choice. They go with it.
    pub sign_offs: Vec<SignOff>,
}

impl Outcome {
    /// Changes the choice. What was said to another one is taken out: nobody has answered the new one yet.
    pub(super) fn choose(&mut self, chosen: Option<OptionId>) {
        if self.chosen != chosen {
            self.chosen = chosen;
            self.against_lead.clear();
            self.take_answers_out();
        }
    }

    /// Returns the outcome as it is with another choice; with the same one, as it is.
    pub(super) fn choosing(&self, chosen: Option<&OptionId>) -> Self {
        let mut outcome = self.clone();
        outcome.choose(chosen.cloned());
        outcome
    }

    /// Takes over a choice with what was said to it.
    pub(super) fn choose_as(&mut self, other: &Self) {
        let Self { chosen, against_lead, despite_objection, sign_offs, .. } = other.clone();
        self.chosen = chosen;
        self.against_lead = against_lead;
        self.despite_objection = despite_objection;
        self.sign_offs = sign_offs;
    }

    /// Takes out the sign-offs, and the reason for deciding despite an objection.
    pub(super) fn take_answers_out(&mut self) {
        self.despite_objection.clear();
        self.sign_offs.clear();
    }
}

impl Decision {
    /// Returns a sentence about what was said to the choice of this record and is gone in a later content, since another option is
    /// chosen there; `None` if there is nothing. Whoever has answered the later choice is not named.
    #[must_use]
    pub fn told_lost_answers(&self, after: &Self) -> Option<String> {
        self.lost_answers(after, None)
    }

    /// Returns the sentence of [`Self::told_lost_answers`]. Of a merge, `base` is the outcome that both copies come from: what it has is
    /// not told, and whoever has answered in both copies is named, since the merge and not they took one of the answers out.
    pub(super) fn lost_answers(&self, after: &Self, base: Option<&Outcome>) -> Option<String> {
        let none = Outcome::default();
        let known = base.unwrap_or(&none);
        let (before, after) = (&self.outcome, &after.outcome);
        if before.chosen == after.chosen {
            return None;
        }
        let has_answered = |one: &SignOff| {
            let says_the_same = |new: &SignOff| (new.verdict, &new.comment) == (one.verdict, &one.comment);
            after.sign_offs.iter().any(|new| new.name == one.name && (base.is_none() || says_the_same(new)))
        };
        let signed = before.sign_offs.iter().filter(|one| !known.sign_offs.contains(one) && !has_answered(one));
        let names: Vec<&str> = signed.map(|one| one.name.as_str()).collect();
        let is_lost = |reason: &str, after: &str, known: &str| !is_blank(reason) && is_blank(after) && reason != known;
        let mut lost = Vec::new();
        if !names.is_empty() {
            let sign_offs = if names.len() == 1 { "sign-off" } else { "sign-offs" };
            lost.push(format!("the {sign_offs} of {}", names.join(", ")));
        }
        if is_lost(&before.against_lead, &after.against_lead, &known.against_lead) {
            lost.push("the reason against the lead".to_owned());
        }
        if is_lost(&before.despite_objection, &after.despite_objection, &known.despite_objection) {
            lost.push("the reason for deciding despite an objection".to_owned());
        }
        if lost.is_empty() {
            return None;
        }
        let were = if names.len() > 1 || lost.len() > 1 { "were" } else { "was" };
        let what = capitalized(&lost.join(" and "));
        let told = match &before.chosen {
            Some(chosen) => {
                format!("{what} {were} for {}, and {were} taken out with that choice.", self.option_name(chosen))
            }
            None => format!("{what} {were} given before this choice, and {were} taken out."),
        };
        // Who has answered the other choice as well need not be asked.
        let is_open = names.iter().any(|name| !after.sign_offs.iter().any(|new| new.name == *name));
        Some(if is_open { format!("{told} Ask again.") } else { told })
    }
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
