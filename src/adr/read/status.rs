//! Statuses of ADRs, and the words for them.

use std::fmt;

use super::{markup::plain, words::translated};
use crate::decision::Status;

/// The status of an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdrStatus {
    /// A status that records have as well.
    Known(Status),
    /// Any other words, as they are written, without marks.
    Other(String),
}

impl AdrStatus {
    /// Returns the status that a line states, whatever marks, emoji and remarks are around its word. Returns `None` if
    /// it states none, such as the choice that a template offers.
    #[must_use]
    pub fn read(line: &str) -> Option<Self> {
        let plain = plain(line);
        let words = plain.trim_start_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '{' | '['));
        let placeholder = words.starts_with(['{', '[']) && words.contains(['|', '…']);
        if placeholder || words.is_empty() {
            return None;
        }
        let words = words.trim_matches(['{', '}', '[', ']', ' ', '"', '\'']);
        match first_word(words) {
            // A line may hold a history, as in `Accepted, superseded by ADR-7`: its end counts.
            Some(_) if is_replaced(words) => Some(Self::Known(Status::Superseded)),
            Some(status) => Some(Self::Known(status)),
            None if words.is_empty() => None,
            None => Some(Self::Other(words.to_owned())),
        }
    }

    /// Returns the status if records have it as well.
    #[must_use]
    pub fn known(&self) -> Option<Status> {
        match self {
            Self::Known(status) => Some(*status),
            Self::Other(_) => None,
        }
    }

    /// Reports whether it is this status of records.
    pub(super) fn is(&self, status: Status) -> bool {
        self.known() == Some(status)
    }

    /// Returns the words, in lower case if they are those of a known status.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Known(status) => status.word(),
            Self::Other(words) => words,
        }
    }

    /// Reports whether two statuses have the same words, apart from case.
    #[must_use]
    pub fn agrees_with(&self, other: &Self) -> bool {
        self.words().to_lowercase() == other.words().to_lowercase()
    }
}

impl fmt::Display for AdrStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

fn first_word(words: &str) -> Option<Status> {
    let end = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    match words[..end].to_lowercase().as_str() {
        "superceded" => Some(Status::Superseded),
        word => Status::ALL.into_iter().find(|status| status.word() == word).or_else(|| translated(word)),
    }
}

/// Reports whether the line says that another ADR replaces this one as a whole.
fn is_replaced(words: &str) -> bool {
    let lower = words.to_lowercase();
    // The text after a parenthesis or a dash is a remark, such as one on a single option.
    let outside = lower.split(['(', '—', '–']).next().unwrap_or_default();
    is_wholly(outside, "superseded by") || is_wholly(outside, "superceded by")
}

/// Reports whether a text has this phrase, and not only for a part of the ADR.
fn is_wholly(text: &str, phrase: &str) -> bool {
    text.find(phrase).is_some_and(|at| {
        let before = text[..at].trim_end();
        !before.ends_with("partly") && !before.ends_with("partially")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_in_every_dress() {
        for (line, expected) in [
            ("Accepted", "accepted"),
            ("✅ Accepted", "accepted"),
            ("`Rejected`", "rejected"),
            ("**Accepted**.", "accepted"),
            ("{Active}", "Active"),
            ("Superceded by [3. X](0003-x.md)", "superseded"),
            ("Accepted, superseded by ADR-7", "superseded"),
            ("Accepted (Option C superseded by [ADR 41](0041-x.md))", "accepted"),
            ("Accepted, partly superseded by ADR-7", "accepted"),
            ("Deprecated — see the other one", "deprecated"),
            ("Partly superseded", "Partly superseded"),
            ("Proposal", "Proposal"),
        ] {
            assert_eq!(AdrStatus::read(line).map(|status| status.to_string()).as_deref(), Some(expected), "{line}");
        }
        for line in ["", "<!-- x -->", "{rejected | accepted}", "[draft | proposed | …]", "***", "{}"] {
            assert_eq!(AdrStatus::read(line), None, "{line}");
        }
    }
}
