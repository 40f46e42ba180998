//! What a status says.

use std::fmt;

use super::{markup::plain, words::translated};
use crate::decision::Status;

/// The status of an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AdrStatus {
    /// One of the words that records have as well.
    Known(Status),
    /// Any other words, as they are written, without marks.
    Other(String),
}

impl AdrStatus {
    /// The status that a line states, whatever marks, emoji and remarks stand around its word. None where it states
    /// none, such as the choice that a template offers.
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
            // A line may hold a history, as in `Accepted, superseded by ADR-7`: the end of it counts.
            Some(_) if is_replaced(words) => Some(Self::Known(Status::Superseded)),
            Some(status) => Some(Self::Known(status)),
            None if words.is_empty() => None,
            None => Some(Self::Other(words.to_owned())),
        }
    }

    /// The word where it is one that records have as well.
    #[must_use]
    pub fn known(&self) -> Option<Status> {
        match self {
            Self::Known(status) => Some(*status),
            Self::Other(_) => None,
        }
    }

    /// Whether it is this one of the words that records have.
    pub(super) fn is(&self, status: Status) -> bool {
        self.known() == Some(status)
    }

    /// The words, in lower case where they are known.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Known(status) => status.word(),
            Self::Other(words) => words,
        }
    }

    /// Whether two statuses say the same, however their letters are written.
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

/// Whether the line goes on to say that another ADR takes the place of the whole of this one.
fn is_replaced(words: &str) -> bool {
    let lower = words.to_lowercase();
    // What follows a parenthesis or a dash is a remark, such as one on a single option.
    let outside = lower.split(['(', '—', '–']).next().unwrap_or_default();
    is_wholly(outside, "superseded by") || is_wholly(outside, "superceded by")
}

/// Whether a text says this, and not that it is so for a part of the ADR.
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
