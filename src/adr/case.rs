//! The case of words, such as those for a status, and of headings.

use super::most::most;
use crate::decision::text::capitalized;

/// The case of the words for a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Case {
    /// `accepted`
    #[default]
    Lower,
    /// `Accepted`
    Capital,
    /// `ACCEPTED`
    Upper,
}

impl Case {
    /// Returns the case of a word.
    #[must_use]
    pub fn seen_in(word: &str) -> Self {
        let mut letters = word.chars();
        match letters.next() {
            Some(first) if first.is_uppercase() && letters.clone().any(char::is_lowercase) => Self::Capital,
            Some(first) if first.is_uppercase() && letters.next().is_some() => Self::Upper,
            Some(first) if first.is_uppercase() => Self::Capital,
            _ => Self::Lower,
        }
    }

    /// Returns a word in this case. Of several words, only the first gets a capital.
    #[must_use]
    pub fn of(self, word: &str) -> String {
        match self {
            Self::Lower => word.to_lowercase(),
            Self::Upper => word.to_uppercase(),
            Self::Capital => capitalized(word),
        }
    }
}

/// The case of headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum HeadingCase {
    /// As the language has it: in English `Considered Options`.
    #[default]
    Usual,
    /// `Considered options`, where the language would have further capitals.
    Sentence,
    /// `considered options`
    Lower,
    /// `CONSIDERED OPTIONS`
    Upper,
}

impl HeadingCase {
    /// Returns the case of most headings that show one; `None` if none does.
    pub(super) fn of_most<'h>(headings: impl Iterator<Item = &'h str>) -> Option<Self> {
        most(headings.filter_map(Self::seen_in))
    }

    /// Returns the case of a heading; `None` if it shows none, such as a single word with a capital.
    fn seen_in(heading: &str) -> Option<Self> {
        /// Number of letters of words that have a capital in English headings, unlike `and` and `of`.
        const LONG: usize = 4;
        let mut cased = heading.chars().filter(|c| c.is_uppercase() || c.is_lowercase());
        let first = cased.next()?;
        if first.is_lowercase() {
            return Some(Self::Lower);
        }
        if cased.next().is_some_and(char::is_uppercase) && cased.all(char::is_uppercase) {
            return Some(Self::Upper);
        }
        let mut later = heading.split_whitespace().skip(1).filter(|word| word.chars().count() >= LONG);
        let is_small = later.next()?.starts_with(char::is_lowercase);
        Some(if is_small { Self::Sentence } else { Self::Usual })
    }

    /// Returns a heading in this case. Only English has capitals that a sentence has not.
    pub(super) fn of(self, heading: &str, is_english: bool) -> String {
        match self {
            Self::Sentence if is_english => capitalized(&heading.to_lowercase()),
            Self::Usual | Self::Sentence => heading.to_owned(),
            Self::Lower => heading.to_lowercase(),
            Self::Upper => heading.to_uppercase(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_show_their_case() {
        for (headings, expected) in [
            (&["Context", "Decision"][..], "More Information"),
            (&["Context", "Considered options", "Decision outcome"], "More information"),
            (&["Context", "Pros and Cons of the Options"], "More Information"),
            (&["context", "decision"], "more information"),
            (&["CONTEXT", "DECISION"], "MORE INFORMATION"),
            (&["背景", "決定"], "More Information"),
        ] {
            let case = HeadingCase::of_most(headings.iter().copied()).unwrap_or_default();
            assert_eq!(case.of("More Information", true), expected, "{headings:?}");
        }
        assert_eq!(HeadingCase::Sentence.of("Betrachtete Optionen", false), "Betrachtete Optionen");
    }
}
