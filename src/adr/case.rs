//! The case of words, such as those for a status.

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
