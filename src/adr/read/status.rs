//! Statuses of ADRs, and the words for them.

use std::{borrow::Cow, fmt};

use super::{
    date::first_date,
    markup::{MarkdownLink, pictures, plain, untagged, without},
};
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
        let line = unstruck(behind_day(standing(line)?));
        let pictures = pictures(&line);
        let plain = plain(&untagged(&without(&line, pictures.iter().map(|picture| &picture.span))));
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
            None if says_replaced(words) => Some(Self::Known(Status::Superseded)),
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

/// Returns the part of a value that states the status that stands: of several, the one that is ticked, not struck out, behind an arrow
/// or marked among those that a template offers. Returns `None` if it offers them and none is marked.
pub(super) fn standing(value: &str) -> Option<&str> {
    // Most values are words alone.
    if value.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        return Some(value);
    }
    let value = behind_arrow(behind_struck(ticked(without_offer(value))?));
    chosen(before_day(value))
}

/// Returns a value from the words of the status that stands on, without what a template offers behind it.
pub(super) fn from_standing(value: &str) -> &str {
    let value = without_offer(value);
    let words = standing(value).map_or(value, behind_day);
    // The words are a slice of the value, so the distance of the two is their place.
    let start = (words.as_ptr() as usize).saturating_sub(value.as_ptr() as usize);
    value.get(start..).unwrap_or(value)
}

/// Returns the words behind the day that a line of a history begins with, as in `2026-11-03: accepted`.
pub(super) fn behind_day(value: &str) -> &str {
    /// Maximum number of words of a day.
    const MOST: usize = 6;
    let begins_with_day =
        value.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(|c: char| c.is_ascii_digit());
    if !begins_with_day {
        return value;
    }
    let ends = value.trim_end().match_indices(char::is_whitespace).map(|(at, _)| at).take(MOST);
    let mut parts =
        ends.map(|at| (&value[..at], value[at..].trim_start_matches([' ', '\t', ':', '-', '–', '—', '|', ','])));
    let behind = parts.find(|(day, rest)| status_in(rest).is_some() && first_date(&plain(day)).is_some());
    behind.map_or(value, |(_, rest)| rest)
}

/// Returns the status that the first word of a text means, behind marks and signs.
pub(super) fn status_in(words: &str) -> Option<Status> {
    first_word(plain(&untagged(words)).trim_start_matches(|c: char| !c.is_alphanumeric()))
}

/// Returns the ticked one of several boxes in a line; `None` if none is ticked.
fn ticked(value: &str) -> Option<&str> {
    const TICKED: [&str; 4] = ["☑", "☒", "[x]", "[X]"];
    const EMPTY: [&str; 2] = ["☐", "[ ]"];
    let next = |value: &str| EMPTY.iter().chain(&TICKED).filter_map(|mark| value.find(mark)).min();
    if !EMPTY.iter().any(|mark| value.contains(mark)) {
        return Some(TICKED.iter().find_map(|mark| value.strip_prefix(mark)).map_or(value, str::trim_start));
    }
    let words = TICKED.iter().find_map(|mark| Some(value.split_once(mark)?.1))?;
    Some(words[..next(words).unwrap_or(words.len())].trim())
}

/// Returns the words behind those that are struck out, if there are any.
fn behind_struck(mut value: &str) -> &str {
    const STRUCK: [(&str, &str); 3] = [("~~", "~~"), ("<del>", "</del>"), ("<s>", "</s>")];
    /// Maximum number of parts that are struck out one behind the other.
    const MOST: usize = 8;
    for _ in 0..MOST {
        let inner = STRUCK.iter().find_map(|(open, close)| value.trim_start().strip_prefix(open)?.split_once(close));
        match inner {
            Some((_, rest)) if rest.contains(char::is_alphanumeric) => value = rest.trim_start_matches([' ', ',', ';']),
            _ => break,
        }
    }
    value
}

/// Returns the status behind the last arrow between two.
fn behind_arrow(value: &str) -> &str {
    const ARROWS: [&str; 6] = ["→", "➡", "⟶", "➜", "=>", "->"];
    let behind = ARROWS.iter().filter_map(|arrow| value.rsplit_once(arrow)).min_by_key(|(_, rest)| rest.len());
    match behind {
        Some((before, rest)) if status_in(before).is_some() && status_in(rest).is_some() => {
            rest.trim_start_matches(['\u{FE0F}', ' '])
        }
        _ => value,
    }
}

/// Returns the words before a day that stands apart from them, as in `Accepted · 2026-11-03`.
fn before_day(value: &str) -> &str {
    let parts = [" · ", " • ", " | "].iter().find_map(|sign| value.split_once(sign));
    let parts = parts.filter(|(before, rest)| status_in(before).is_some() && first_date(&plain(rest)).is_some());
    parts.map_or(value, |(before, _)| before)
}

/// Returns the one of several statuses that is marked, or not struck out, as in `Proposed | **Accepted**`; the value if it has no
/// others. Returns `None` if none is marked.
fn chosen(value: &str) -> Option<&str> {
    const MARKS: [&str; 4] = ["**", "__", "==", "`"];
    let Some(sign) = value.chars().find(|c| matches!(c, '|' | '/')) else { return Some(value) };
    let parts: Vec<&str> = value.split(sign).map(|part| part.trim().trim_end_matches('\\')).collect();
    // Two words between slashes are one status, as in `Draft/Proposed`.
    let is_offer = if sign == '|' { parts.len() > 1 } else { parts.len() > 2 && !value.contains("](") };
    if !is_offer || !parts.iter().all(|part| status_in(part).is_some()) {
        return Some(value);
    }
    let only = |is_meant: &dyn Fn(&str) -> bool| {
        let mut meant = parts.iter().copied().filter(|part| is_meant(part));
        meant.next().filter(|_| meant.next().is_none())
    };
    only(&|part| MARKS.iter().any(|mark| part.starts_with(mark))).or_else(|| only(&|part| !part.starts_with("~~")))
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

/// Reports whether a text says that another ADR replaces this one, although it does not begin with a word for a status.
fn says_replaced(words: &str) -> bool {
    let lower = words.to_lowercase();
    // Some languages put the link before the words, and in some they begin with another word, as in `Wurde ersetzt durch`.
    language::is_replaced_around(&lower) || language::opens_replaced(&lower)
}

/// Returns the line without what is struck out, unless that is all of it.
fn unstruck(line: &str) -> Cow<'_, str> {
    if !line.contains("~~") {
        return Cow::Borrowed(line);
    }
    let kept: String = line.split("~~").step_by(2).collect();
    if kept.contains(char::is_alphanumeric) { Cow::Owned(kept) } else { Cow::Borrowed(line) }
}

/// Reports whether a picture above the sections is a badge of the status: it says so, or has nothing but a word for one.
pub(super) fn is_badge_of_status(picture: &MarkdownLink<'_>) -> bool {
    let is_word = || !picture.text.contains(' ') && first_word(picture.text).is_some();
    let is_named = || ["status-", "status/"].iter().any(|key| picture.target.contains(key));
    is_word() || (is_named() && of_badge(picture).is_some())
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
            ("Proposed → Accepted", "accepted"),
            ("**Proposed** ➡️ **Accepted**", "accepted"),
            ("<del>Proposed</del> <b>Accepted</b>", "accepted"),
            ("Proposed | **Accepted** | Rejected", "accepted"),
            ("~~Proposed~~ \\| Accepted", "accepted"),
            ("[x] Accepted", "accepted"),
            ("[ ] Proposed [x] Accepted [ ] Rejected", "accepted"),
            ("☐ Proposed ☑ Accepted ☐ Rejected", "accepted"),
            ("2026-11-03: accepted", "accepted"),
            ("3 Nov 2026 – Accepted by the board", "accepted"),
            ("Accepted · 2026-11-03", "accepted"),
            ("Draft/Proposed", "draft"),
            ("[Accepted](https://x.example)", "accepted"),
            ("Approved", "accepted"),
            ("Replaced by [2](0002-x.md)", "superseded"),
            ("Wurde ersetzt durch [2](0002-x.md)", "superseded"),
            ("Merged in 2026-11-03", "Merged in 2026-11-03"),
            (":white_check_mark: Accepted", "accepted"),
            ("accepted [ accepted | superseded by [x](y.md)]", "accepted"),
            ("[![Status: accepted](x.svg)](y)", "accepted"),
            ("![status](https://x.example/badge/status-rejected-red)", "rejected"),
            ("Akzeptiert", "accepted"),
            ("acceptée le 3 mars", "accepted"),
            ("Acceptee le 2026-07-08. Les choix", "accepted"),
            ("Rejetee", "rejected"),
            ("Remplacée", "superseded"),
            ("Pasado", "Pasado"),
            ("最終決定", "accepted"),
            ("已确认，待实现", "accepted"),
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
            "Proposed|Accepted|Superseded",
            "Proposed / Accepted / Rejected",
            "☐ Proposed ☐ Accepted",
            "[draft | proposed | …]",
            "***",
            "{}",
        ] {
            assert_eq!(AdrStatus::read(line), None, "{line}");
        }
    }
}
