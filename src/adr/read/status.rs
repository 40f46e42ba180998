//! Statuses of ADRs, and the words for them.

use std::{borrow::Cow, fmt};

use super::markup::{MarkdownLink, pictures, plain, without};
use crate::{adr::language, decision::Status};

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
        let line = unstruck(line);
        let pictures = pictures(&line);
        let plain = plain(&without(&line, pictures.iter().map(|picture| &picture.span)));
        if !pictures.is_empty() && !plain.contains(char::is_alphanumeric) {
            return pictures.iter().find_map(of_badge);
        }
        let words = without_shortcode(plain.trim_start_matches(is_before_words));
        let placeholder = words.starts_with(['{', '[']) && words.contains(['|', '…']);
        if placeholder || words.is_empty() {
            return None;
        }
        let words = without_offer(words).trim_matches(['{', '}', '[', ']', ' ', '"', '\'']);
        match first_word(words) {
            // A line may hold a history, as in `Accepted, superseded by ADR-7`: its end counts.
            Some(_) if is_replaced(words) => Some(Self::Known(Status::Superseded)),
            Some(status) => Some(Self::Known(status)),
            None if words.is_empty() => None,
            // Some languages put the link before the words.
            None if language::is_replaced_around(&words.to_lowercase()) => Some(Self::Known(Status::Superseded)),
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

/// Returns the words before what a template offers, which may stay behind the choice, as in `accepted [ accepted | rejected ]`.
pub(super) fn without_offer(words: &str) -> &str {
    words.split_once(" [").filter(|(_, offered)| offered.contains('|')).map_or(words, |(words, _)| words)
}

fn is_before_words(c: char) -> bool {
    !c.is_alphanumeric() && !matches!(c, '{' | '[' | ':')
}

/// Returns the words after an emoji by its name, as in `:white_check_mark: Accepted`.
fn without_shortcode(words: &str) -> &str {
    let Some(name) = words.strip_prefix(':') else { return words };
    match name.split_once(':') {
        Some((name, rest)) if !name.is_empty() && !name.contains(char::is_whitespace) => {
            rest.trim_start_matches(is_before_words)
        }
        _ => name.trim_start(),
    }
}

/// Returns the line without what is struck out, unless that is all of it.
fn unstruck(line: &str) -> Cow<'_, str> {
    if !line.contains("~~") {
        return Cow::Borrowed(line);
    }
    let kept: String = line.split("~~").step_by(2).collect();
    if kept.contains(char::is_alphanumeric) { Cow::Owned(kept) } else { Cow::Borrowed(line) }
}

/// Returns the status that a picture of words states, by its alternative text or its address.
fn of_badge(picture: &MarkdownLink<'_>) -> Option<AdrStatus> {
    let words = picture.text.rsplit(':').next().unwrap_or_default();
    let mut parts = std::iter::once(words).chain(picture.target.split(|c: char| !c.is_alphabetic()));
    parts.find_map(|part| first_word(part.trim())).map(AdrStatus::Known)
}

fn first_word(words: &str) -> Option<Status> {
    let end = words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len());
    language::status_of(&words[..end].to_lowercase())
}

/// Reports whether the line says that another ADR replaces this one as a whole.
fn is_replaced(words: &str) -> bool {
    // Most lines are the word alone.
    if !words.contains(|c: char| !c.is_ascii_alphabetic()) {
        return false;
    }
    let lower = words.to_lowercase();
    // The text after a parenthesis or a dash is a remark, such as one on a single option.
    language::is_replaced(lower.split(['(', '（', '—', '–']).next().unwrap_or_default())
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
            ("~~Proposed~~ Accepted", "accepted"),
            ("~~Accepted~~", "accepted"),
            (":white_check_mark: Accepted", "accepted"),
            ("accepted [ accepted | superseded by [x](y.md)]", "accepted"),
            ("[![Status: accepted](x.svg)](y)", "accepted"),
            ("![status](https://x.example/badge/status-rejected-red)", "rejected"),
            ("Akzeptiert", "accepted"),
            ("acceptée le 3 mars", "accepted"),
            ("Angebot", "Angebot"),
            ("Принято", "accepted"),
            ("採用(2026-08-06)", "accepted"),
            ("不採用", "rejected"),
            ("已被 [ADR-5](0005-x.md) 取代", "superseded"),
            ("已接受，已被 [ADR-5](0005-x.md) 取代", "superseded"),
            ("[5. X](0005-x.md) に置き換え", "superseded"),
            ("대체됨", "superseded"),
            ("Angenommen, teilweise ersetzt durch ADR-5", "accepted"),
            ("Angenommen, ersetzt durch ADR-5", "superseded"),
        ] {
            assert_eq!(AdrStatus::read(line).map(|status| status.to_string()).as_deref(), Some(expected), "{line}");
        }
        for line in [
            "",
            "[![badge](https://x.example/badge/ADR/green/)](y)",
            "<!-- x -->",
            "{rejected | accepted}",
            "[draft | proposed | …]",
            "***",
            "{}",
        ] {
            assert_eq!(AdrStatus::read(line), None, "{line}");
        }
    }
}
