//! The Markdown forms of ADR.

use std::{fmt, str::FromStr};

/// A Markdown form of ADR.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Dialect {
    /// MADR 4.0.0: front matter, and a title without a number.
    #[default]
    Madr,
}

impl Dialect {
    /// All of them, the default first.
    pub const ALL: [Self; 1] = [Self::Madr];

    /// The word in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Madr => "madr",
        }
    }

    /// The words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Madr => "MADR 4",
        }
    }

    pub(super) fn template(self) -> &'static str {
        match self {
            Self::Madr => include_str!("../../templates/madr.md.jinja"),
        }
    }
}

impl fmt::Display for Dialect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is no dialect.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no dialect of this version; it writes {known}", known = Dialect::ALL.map(Dialect::as_str).join(", "))]
pub struct UnknownDialect(pub String);

impl FromStr for Dialect {
    type Err = UnknownDialect;

    fn from_str(word: &str) -> Result<Self, UnknownDialect> {
        Self::ALL
            .into_iter()
            .find(|dialect| dialect.as_str().eq_ignore_ascii_case(word))
            .ok_or_else(|| UnknownDialect(word.to_owned()))
    }
}
