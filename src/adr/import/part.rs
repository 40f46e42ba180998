//! The parts of an ADR that its sections hold, by their headings.

use crate::decision::ConsequenceKind;

/// The part of an ADR that a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImportedPart {
    Context,
    Drivers,
    Options,
    Arguments,
    Outcome,
    /// Consequences of one kind, or of any.
    Consequences(Option<ConsequenceKind>),
    Confirmation,
    Links,
    /// Status and date, which were read already.
    Header,
}

impl ImportedPart {
    /// Returns the part that the words of a heading name; `None` for other words.
    pub(super) fn of(title: &str) -> Option<Self> {
        let lower = title.to_lowercase();
        let words = lower.trim_matches(|c: char| !c.is_alphanumeric());
        Some(match words {
            "context" | "problem" | "problem statement" | "motivation" | "background" | "issue" => Self::Context,
            "drivers" | "decision criteria" | "criteria" | "requirements" | "forces" => Self::Drivers,
            "options"
            | "alternatives"
            | "considered options"
            | "options considered"
            | "alternatives considered"
            | "considered alternatives" => Self::Options,
            "pros and cons" => Self::Arguments,
            "decision" | "outcome" | "solution" => Self::Outcome,
            "consequences" => Self::Consequences(None),
            "confirmation" | "validation" => Self::Confirmation,
            "links" | "references" | "more information" | "further reading" => Self::Links,
            "status" | "date" | "adr status" => Self::Header,
            _ if words.starts_with("context and ") => Self::Context,
            _ if words.starts_with("decision drivers") => Self::Drivers,
            _ if words.starts_with("considered options") => Self::Options,
            _ if words.starts_with("pros and cons of the ") => Self::Arguments,
            _ if words.starts_with("decision outcome") => Self::Outcome,
            _ if words.starts_with("positive consequences") => Self::Consequences(Some(ConsequenceKind::Good)),
            _ if words.starts_with("negative consequences") => Self::Consequences(Some(ConsequenceKind::Bad)),
            _ => return None,
        })
    }

    /// Returns the part of a section below one of this part.
    pub(super) fn below(self, title: &str) -> Option<Self> {
        let lower = title.to_lowercase();
        match (self, lower.trim_matches(|c: char| !c.is_alphanumeric())) {
            (Self::Consequences(_) | Self::Outcome, "positive") => {
                Some(Self::Consequences(Some(ConsequenceKind::Good)))
            }
            (Self::Consequences(_) | Self::Outcome, "negative") => Some(Self::Consequences(Some(ConsequenceKind::Bad))),
            // An option may have one of these words as its name.
            (Self::Options | Self::Arguments, _) => None,
            _ => Self::of(title),
        }
    }
}
