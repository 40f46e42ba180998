//! One of the languages, and the language of headings.

use std::{collections::HashMap, sync::LazyLock};

use super::{LANGUAGES, Language, parts::words_of_head};
use crate::decision::Status;

/// A language, by its place; English by default.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::adr) struct LanguageId(usize);

/// The languages that have a heading, by its words in lower case.
static WITH_HEADING: LazyLock<HashMap<&'static str, Vec<usize>>> = LazyLock::new(|| {
    let mut table: HashMap<&'static str, Vec<usize>> = HashMap::new();
    for (place, language) in LANGUAGES.iter().enumerate() {
        let (heads, parts) = (&language.heads, &language.parts);
        let of_adrs = [heads.facts, heads.links, heads.context, heads.drivers, heads.options, heads.decision];
        let of_parts = [parts.context, parts.drivers, parts.options, parts.arguments, parts.decision, parts.links];
        let others = [heads.consequences, parts.consequences, parts.confirmation, language.labels.status];
        for words in of_adrs.into_iter().chain(of_parts).chain(others).flatten() {
            let places = table.entry(words).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    table
});

/// Returns the text behind the words for the next review.
pub(in crate::adr) fn behind_review_on(text: &str) -> Option<&str> {
    let phrases = LANGUAGES.iter().map(|language| language.phrases.review_on);
    let mut behind = phrases.filter_map(|phrase| text.strip_prefix(phrase.split("{}").next()?));
    behind.next()
}

/// Reports whether a heading in lower case is the one under which ADRs have what has no other place.
pub(in crate::adr) fn is_for_information(heading: &str) -> bool {
    LANGUAGES.iter().any(|language| language.headings.information.to_lowercase() == heading)
}

impl LanguageId {
    /// Returns the word for a status, in lower case.
    pub(in crate::adr) fn status(self, status: Status) -> String {
        self.language().status_word(status, None)
    }

    pub(in crate::adr) fn language(self) -> &'static Language {
        LANGUAGES.get(self.0).copied().unwrap_or(LANGUAGES[0])
    }

    pub(in crate::adr) fn is_english(self) -> bool {
        self == Self::default()
    }

    /// Returns the code of ISO 639-1.
    pub(in crate::adr) fn code(self) -> &'static str {
        self.language().code
    }

    /// Returns the language with this code; `None` for one that is not read.
    pub(in crate::adr) fn of_code(code: &str) -> Option<Self> {
        LANGUAGES.iter().position(|language| language.code == code).map(Self)
    }

    /// Returns the language of most of these headings, the first of those that share one; `None` if ADRs have none of them, or one alone
    /// among others: `Kontext` is a word of several languages that are not read.
    pub(in crate::adr) fn of_headings<'h>(headings: impl Iterator<Item = &'h str>) -> Option<Self> {
        /// Headings among which one word says nothing.
        const MANY: usize = 4;
        let mut counts = [0_usize; LANGUAGES.len()];
        let mut all = 0;
        for heading in headings.flat_map(|heading| heading.split(" / ")) {
            all += 1;
            for place in WITH_HEADING.get(words_of_head(heading).as_str()).into_iter().flatten() {
                counts[*place] += 1;
            }
        }
        let (place, count) = counts.into_iter().enumerate().rev().max_by_key(|(_, count)| *count)?;
        (count > 1 || (count == 1 && all < MANY)).then_some(Self(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_word_among_others_is_no_language() {
        for (headings, code) in [
            (&["Kontext"][..], Some("de")),
            (&["5. Fronta", "Kontext", "Entscheidung", "Folgen", "Mehr"], Some("de")),
            (&["5. Fronta", "Kontext", "Rozhodnutí", "Důsledky"], None),
            (&["5. Queue", "Context", "What we do", "Why"], None),
        ] {
            let found = LanguageId::of_headings(headings.iter().copied()).map(LanguageId::code);
            assert_eq!(found, code, "{headings:?}");
        }
    }
}
