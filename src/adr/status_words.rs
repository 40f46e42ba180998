//! The words of a team for statuses, with the signs before them and the marks around them.

use super::{
    case::Case,
    language::{LanguageId, status_like, status_of},
    most::most,
    read::{AdrStatus, StatusMark, plain},
};
use crate::decision::{Status, text::visible};

/// The words for a status: those that the team has used already, else English ones in its case.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StatusWords {
    /// Case of English words.
    pub case: Case,
    /// The team's own words, each one word of letters, perhaps with a sign before it: `✅ Accepted`.
    pub own: Vec<(Status, String)>,
    /// Mark of Markdown on both sides of each word; empty for none.
    pub mark: &'static str,
}

/// The words of one ADR for its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenStatus {
    status: Status,
    /// Sign before the word, with the space behind it; empty for none.
    sign: String,
    word: String,
    mark: &'static str,
}

impl StatusWords {
    /// Returns the words for a status.
    #[must_use]
    pub fn word(&self, status: Status) -> String {
        let mark = self.mark;
        match self.own.iter().find(|(of, _)| *of == status) {
            Some((_, own)) => match split_sign(own) {
                Some((sign, word)) => format!("{sign}{mark}{word}{mark}"),
                None => format!("{mark}{own}{mark}"),
            },
            None => format!("{mark}{}{mark}", self.case.of(status.word())),
        }
    }

    /// Returns the words of most of these ADRs.
    pub(super) fn following(default: Case, seen: &[&SeenStatus]) -> Self {
        let case = most(seen.iter().map(|seen| Case::seen_in(&seen.word))).unwrap_or(default);
        let own = |status| own_word(status, seen).or_else(|| Some((status, word_like(status, seen)?)));
        Self {
            case,
            own: Status::ALL.into_iter().filter_map(own).collect(),
            mark: most(seen.iter().map(|seen| seen.mark)).unwrap_or_default(),
        }
    }

    /// Returns the words of a language, for ADRs that state no status.
    pub(super) fn in_language(case: Case, language: LanguageId) -> Self {
        let of = |status| (status, case.of(&language.status(status)));
        let own = if language.is_english() { Vec::new() } else { Status::ALL[1..].iter().copied().map(of).collect() };
        Self { case, own, mark: "" }
    }

    /// Adds the word for a status, unless the ADR has one.
    pub(super) fn recall(&mut self, status: Status, word: &str) {
        // The file may come from a stranger, and words are written as they are.
        let bare = split_sign(word).map_or(word, |(_, word)| word);
        let is_word = !bare.is_empty() && bare.chars().all(char::is_alphabetic);
        if is_word && self.own.iter().all(|(known, _)| *known != status) {
            self.own.push((status, word.to_owned()));
        }
    }
}

impl SeenStatus {
    /// Returns the words as they are written.
    pub(super) fn written(&self) -> String {
        let Self { sign, word, mark, .. } = self;
        format!("{sign}{mark}{word}{mark}")
    }

    /// Returns the words of a place that states a status; `None` for a status that records do not have.
    pub(super) fn of(text: &str, mark: &StatusMark) -> Option<Self> {
        const MARKS: [&str; 5] = ["**", "__", "`", "*", "_"];
        let status = mark.status.known()?;
        let raw = text.get(mark.span.clone())?;
        let (start, word) = word_for(raw, status)?;
        let (before, behind) = (raw[..start].trim_start(), &raw[start + word.len()..]);
        let mark = MARKS.into_iter().find(|mark| before.contains(mark) && behind.contains(mark)).unwrap_or_default();
        let before = if mark.is_empty() { before.to_owned() } else { before.replace(mark, "") };
        let sign = Some(before).filter(|sign| is_sign(sign)).unwrap_or_default();
        Some(Self { status, sign, word: word.to_owned(), mark })
    }
}

/// Returns the word for a status in words that state it, with its place.
fn word_for(raw: &str, status: Status) -> Option<(usize, &str)> {
    let mut words = raw.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let found = words.find(|word| status_of(&word.to_lowercase()) == Some(status))?;
    let known = plain(found) == found && AdrStatus::read(found).is_some();
    known.then(|| (found.as_ptr() as usize - raw.as_ptr() as usize, found))
}

/// Returns the word that a team has for a status, with its sign, unless it is the English one without a sign.
fn own_word(status: Status, seen: &[&SeenStatus]) -> Option<(Status, String)> {
    let of_status = || seen.iter().filter(|seen| seen.status == status);
    let word = most(of_status().map(|seen| &seen.word))?;
    let sign = most(of_status().map(|seen| &seen.sign))?;
    let lower = word.to_lowercase();
    // A misspelling that many ADRs have is not carried on.
    let is_misspelt = lower == "superceded";
    let is_english = is_misspelt || Status::ALL.iter().any(|known| known.word() == lower);
    let word = if is_misspelt { &Case::seen_in(word).of(status.word()) } else { word };
    (!is_english || !sign.is_empty()).then(|| (status, format!("{sign}{word}")))
}

/// Returns the word for a status that these ADRs do not have, in the language of the newest; `None` if that is English.
fn word_like(status: Status, seen: &[&SeenStatus]) -> Option<String> {
    // No ADR is a draft.
    let newest = seen.last().filter(|_| status != Status::Draft)?;
    status_like(&newest.word, status).filter(|word| word.to_lowercase() != status.word())
}

/// Returns the sign before a word, and the word.
fn split_sign(own: &str) -> Option<(&str, &str)> {
    let at = own.rfind(' ')? + 1;
    is_sign(&own[..at]).then(|| own.split_at(at))
}

/// Reports whether a text is a picture before a word: an emoji, or its name between colons. It is written as it is.
pub(super) fn is_sign(text: &str) -> bool {
    const LONGEST: usize = 40;
    let Some(bare) = text.strip_suffix(' ').filter(|bare| !bare.is_empty() && bare.len() <= LONGEST) else {
        return false;
    };
    if let Some(name) = bare.strip_prefix(':').and_then(|name| name.strip_suffix(':')) {
        return !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "_+-".contains(c));
    }
    // The two join the parts of one emoji.
    let parts = bare.replace(['\u{FE0F}', '\u{200D}'], "");
    let is_picture = |c: char| !c.is_ascii() && !c.is_alphanumeric() && !c.is_whitespace() && !c.is_control();
    !parts.is_empty() && parts.chars().all(is_picture) && visible(&parts) == parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::adr::read::read;

    fn words(texts: &[&str]) -> StatusWords {
        let seen: Vec<SeenStatus> =
            texts.iter().filter_map(|text| SeenStatus::of(text, read(text.as_bytes()).statuses.first()?)).collect();
        StatusWords::following(Case::Capital, &seen.iter().collect::<Vec<_>>())
    }

    #[test]
    fn signs_and_marks_are_kept_with_their_words() {
        for (value, accepted, proposed) in [
            ("✅ Accepted", "✅ Accepted", "Proposed"),
            ("⌛️ Accepted since May", "⌛️ Accepted", "Proposed"),
            (":white_check_mark: accepted", ":white_check_mark: accepted", "proposed"),
            ("**Accepted**", "**Accepted**", "**Proposed**"),
            ("🟢 `ACCEPTED`", "🟢 `ACCEPTED`", "`PROPOSED`"),
            ("Akzeptiert", "Akzeptiert", "Vorgeschlagen"),
            ("- Accepted", "Accepted", "Proposed"),
            ("<b>Accepted</b>", "Accepted", "Proposed"),
        ] {
            let words = words(&[&format!("# A\n\n* Status: {value}\n")]);
            assert_eq!(words.word(Status::Accepted), accepted, "{value}");
            assert_eq!(words.word(Status::Proposed), proposed, "{value}");
        }
    }
}
