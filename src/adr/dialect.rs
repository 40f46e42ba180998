//! The Markdown forms of ADRs.

use std::{fmt, str::FromStr};

use strum::{EnumCount, VariantArray};

/// A Markdown form of ADRs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, EnumCount, VariantArray)]
pub enum Dialect {
    /// MADR 4.0.0: front matter, and a title without a number.
    #[default]
    Madr,
    /// MADR 4 with the number in its front matter, as `adrs` requires it.
    MadrNumbered,
    /// The form of adr-tools: a number in the title, and sections for status, context, decision and consequences.
    Nygard,
    /// The status in list items and in a section, so that most clients read it.
    Universal,
}

impl Dialect {
    /// All of them, the default first.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the word in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Madr => "madr",
            Self::MadrNumbered => "madr-numbered",
            Self::Nygard => "nygard",
            Self::Universal => "universal",
        }
    }

    /// Returns the name on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Madr => "MADR 4",
            Self::MadrNumbered => "MADR 4 with numbers",
            Self::Nygard => "Nygard",
            Self::Universal => "Universal",
        }
    }

    /// Reports whether the title has the number by default.
    pub(super) fn numbers_titles(self) -> bool {
        matches!(self, Self::Nygard | Self::Universal)
    }

    pub(super) fn template(self) -> &'static str {
        match self {
            Self::Madr => include_str!("../../templates/madr.md.jinja"),
            Self::MadrNumbered => include_str!("../../templates/madr-numbered.md.jinja"),
            Self::Nygard => include_str!("../../templates/nygard.md.jinja"),
            Self::Universal => include_str!("../../templates/universal.md.jinja"),
        }
    }
}

/// The template of an ADR below a head as the team writes it.
pub(super) const BELOW_HEAD: &str = include_str!("../../templates/below-head.md.jinja");

/// Texts that templates include with `{% include "NAME" %}`.
pub(super) const PARTS: [(&str, &str); 17] = [
    ("section", include_str!("../../templates/parts/section.md.jinja")),
    ("sections", include_str!("../../templates/parts/sections.md.jinja")),
    ("context", include_str!("../../templates/parts/context.md.jinja")),
    ("body", include_str!("../../templates/parts/body.md.jinja")),
    ("short-body", include_str!("../../templates/parts/short-body.md.jinja")),
    ("drivers", include_str!("../../templates/parts/drivers.md.jinja")),
    ("options", include_str!("../../templates/parts/options.md.jinja")),
    ("choice", include_str!("../../templates/parts/choice.md.jinja")),
    ("consequences", include_str!("../../templates/parts/consequences.md.jinja")),
    ("confirmation", include_str!("../../templates/parts/confirmation.md.jinja")),
    ("confirmation-below", include_str!("../../templates/parts/confirmation-below.md.jinja")),
    ("arguments", include_str!("../../templates/parts/arguments.md.jinja")),
    ("reviews", include_str!("../../templates/parts/reviews.md.jinja")),
    ("record", include_str!("../../templates/parts/record.md.jinja")),
    ("appendix", include_str!("../../templates/parts/appendix.md.jinja")),
    ("information", include_str!("../../templates/parts/information.md.jinja")),
    ("relations", include_str!("../../templates/parts/relations.md.jinja")),
];

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
