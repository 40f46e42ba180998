//! The style of a team's ADRs beyond the dialect: list marks, the words for a status, the number in a title.

use super::{Dialect, body::Body, case::Case, head::Head, status_words::StatusWords};

/// The mark of list items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Marker {
    /// `*`, as in MADR.
    #[default]
    Asterisk,
    /// `-`
    Dash,
}

/// The format of the number in a title: `ADR-007: ` is `ADR-`, three digits and `: `.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TitleNumber {
    /// Text before the number.
    pub before: String,
    /// Minimum number of digits.
    pub width: usize,
    /// Text after it.
    pub after: String,
}

impl TitleNumber {
    pub(super) fn of(&self, number: u32) -> String {
        let Self { before, width, after } = self;
        format!("{before}{number:0width$}{after}")
    }
}

/// The ends of the lines of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnds {
    /// LF.
    #[default]
    Unix,
    /// CR and LF.
    Windows,
}

/// A team's own template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnTemplate {
    /// Path, for messages and for the record.
    pub name: String,
    /// Text, see `docs/templates.md`.
    pub text: String,
}

/// The style of an ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// Dialect. With a template of the team's own, the dialect that is most like it.
    pub dialect: Dialect,
    /// The team's own template, in place of the dialect's.
    pub own: Option<OwnTemplate>,
    /// The mark of list items.
    pub marker: Marker,
    /// The words for the status in front matter and list items.
    pub status: StatusWords,
    /// The words for the status in its section.
    pub section_status: StatusWords,
    /// Format of the number in the title; `None` if it has no number.
    pub title: Option<TitleNumber>,
    /// Whether the keys of list items are in bold, as in `**Status:**`.
    pub bold_keys: bool,
    /// The sections and their headings.
    pub body: Body,
    /// Whether the universal form leaves its section on the status out, which makes it MADR 2.
    pub only_items: bool,
    /// Ends of lines of a new file. Texts are rendered with LF.
    pub line_ends: LineEnds,
    /// Everything above the first section, as the team writes it; `None` to write what the dialect has there.
    pub head: Option<Head>,
}

impl Style {
    /// Returns the default style of a dialect.
    #[must_use]
    pub fn of(dialect: Dialect) -> Self {
        let dotted = TitleNumber { before: String::new(), width: 1, after: ". ".to_owned() };
        Self {
            dialect,
            own: None,
            marker: Marker::Asterisk,
            status: StatusWords::default(),
            section_status: StatusWords { case: Case::Capital, ..StatusWords::default() },
            title: dialect.numbers_titles().then_some(dotted),
            bold_keys: false,
            body: Body::in_english(dialect == Dialect::Nygard),
            only_items: false,
            line_ends: LineEnds::default(),
            head: None,
        }
    }

    /// Reports whether relations are in the section on the status.
    pub(super) fn has_status_section(&self) -> bool {
        if let Some(head) = &self.head {
            return head.status_section;
        }
        match self.dialect {
            Dialect::Madr | Dialect::MadrNumbered => false,
            Dialect::Nygard => true,
            Dialect::Universal => !self.only_items,
        }
    }

    /// Returns the word that the record keeps for it: the dialect's, or the path of the team's template.
    #[must_use]
    pub fn word(&self) -> &str {
        self.own.as_ref().map_or(self.dialect.as_str(), |own| &own.name)
    }
}

impl Default for Style {
    fn default() -> Self {
        Self::of(Dialect::default())
    }
}
