//! Headings, and what the sections below them hold.

use super::{
    LinkKind, Section,
    field::{Role, role},
    lines::{Kind, Line},
    markup::plain,
    title::title,
};
use crate::adr::language::{self, SectionHead};

/// Maximum number of sections that are taken from an ADR, many times those of any real one.
const MOST_SECTIONS: usize = 10_000;

/// What a section holds, by its heading.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FactSection {
    Status,
    /// The value of another fact.
    Role(Role),
    Links,
    /// Several facts, in a list or a table.
    Facts,
    /// Text.
    Other,
}

impl FactSection {
    pub(super) fn of(line: &Line<'_>) -> Self {
        const LONGEST: usize = 60;
        let heading = line.heading();
        // Much cheaper than parsing every heading of the file.
        if heading.len() > LONGEST {
            return Self::Other;
        }
        // A sign may stand before the words.
        let words = title(heading)
            .words
            .trim_start_matches(|c: char| !c.is_alphanumeric())
            .trim_end_matches([':', '：'])
            .to_lowercase();
        match language::head(&words) {
            Some(SectionHead::Links) => return Self::Links,
            Some(SectionHead::Facts) => return Self::Facts,
            Some(_) => return Self::Other,
            None => {}
        }
        match role(&words) {
            Some(Role::Status) => Self::Status,
            Some(Role::Title | Role::Number | Role::Governs | Role::Relation(LinkKind::Other(_))) | None => Self::Other,
            Some(Role::Relation(LinkKind::RelatesTo)) => Self::Links,
            Some(role) => Self::Role(role),
        }
    }

    pub(super) fn is_fact(&self) -> bool {
        matches!(self, Self::Status | Self::Role(_) | Self::Facts)
    }
}

/// Returns the headings, with the places of their text.
pub(super) fn sections(lines: &[Line<'_>], end: usize) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (at, line) in lines.iter().enumerate() {
        let Kind::Heading(level) = line.kind else { continue };
        // The rest of the file belongs to the last one.
        if sections.len() == MOST_SECTIONS {
            break;
        }
        if let Some(last) = sections.last_mut() {
            last.body.end = line.start;
        }
        // The body starts after the heading, and after the line under it that made it one.
        let next = lines.get(at + 1);
        let is_underlined = next.is_some_and(|line| line.kind == Kind::Blank && !line.text.trim().is_empty());
        let skipped = usize::from(is_underlined);
        let body = lines.get(at + 1 + skipped).map_or(end, |next| next.start);
        let title = plain(line.heading());
        sections.push(Section { level, title, line: line.number, heading: line.span(), body: body..end });
    }
    sections
}

/// Reports whether a section has this title, given in lower case.
pub(super) fn has_title(sections: &[Section], title: &str) -> bool {
    sections.iter().any(|section| section.title.to_lowercase() == title)
}
