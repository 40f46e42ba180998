//! The way in which a team says in an ADR that another one supersedes it.

use std::ops::Range;

use super::Change;
use crate::{
    adr::{
        address::file_destination,
        escape::markdown_label,
        language::{SaidRelation, relation_around},
        named::{AdrNames, Named},
        read::{AdrLink, LinkKind, Place, StatusMark, read},
        status_words::SeenStatus,
        target::Target,
    },
    decision::Status,
};

/// The way in which a team says in an ADR that another one supersedes it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Manner {
    /// Beside the status, outside of a section.
    beside: Option<SaidSuperseded>,
    /// In the section on the status.
    section: Option<SaidSuperseded>,
    /// Whether that is another line than the status.
    pub(super) has_own_line: bool,
    /// The status alone, with its sign.
    pub(super) word: Option<String>,
}

/// Words with the name of another ADR.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SaidSuperseded {
    before: String,
    after: String,
    name: Named,
    /// Whether the name is a link, and whether its address starts with `./`.
    is_link: bool,
    has_dot: bool,
}

impl Manner {
    /// Returns this way, and the other one where this is not known.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let has_own_line = if self.section.is_some() { self.has_own_line } else { other.has_own_line };
        Self {
            beside: self.beside.or(other.beside),
            section: self.section.or(other.section),
            has_own_line,
            word: self.word.or(other.word),
        }
    }

    /// Reports whether nothing is left to learn.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.beside.is_some() && self.section.is_some()
    }

    /// Returns the words for a place of the status; `None` if they are not known, or the place cannot hold them.
    pub(super) fn said(&self, place: Place, change: &Change, is_quoted: bool) -> Option<String> {
        let said = if place == Place::Section { &self.section } else { &self.beside };
        let said = said.as_ref()?.about(&change.by)?;
        let is_broken =
            if is_quoted { said.contains(['"', '\'', '\\']) } else { said.contains(": ") || said.contains(" #") };
        (place != Place::FrontMatter || !is_broken).then_some(said)
    }
}

/// Learns the way in which an ADR says that another one supersedes it. `successor` finds that one.
#[must_use]
pub fn observed_manner(text: &str, successor: &dyn Fn(&AdrLink) -> Option<Target>) -> Manner {
    let adr = read(text.as_bytes());
    let mut manner = Manner::default();
    let marks = || adr.statuses.iter().filter(|mark| mark.status.known() == Some(Status::Superseded));
    let links = || adr.links.iter().filter(|link| link.kind == LinkKind::SupersededBy);
    // Further lines of the section may state it as well.
    let first = marks().find(|mark| mark.place == Place::Section).map(|mark| mark.line);
    for mark in marks().filter(|mark| mark.place != Place::Section || Some(mark.line) == first) {
        let link = links().find(|link| mark.span.contains(&link.span.start));
        let said = link.and_then(|link| SaidSuperseded::of(text, mark.span.clone(), link, &successor(link)?));
        match (link, mark.place) {
            (None, _) => manner.word = manner.word.or_else(|| word(text, mark)),
            (_, Place::Section) => manner.section = manner.section.or(said),
            _ => manner.beside = manner.beside.or(said),
        }
    }
    if manner.section.is_none() && first.is_some() {
        let is_apart = |link: &&AdrLink| Some(link.line) > first;
        manner.section = links().find(is_apart).and_then(|link| {
            let line = link.line_span.clone();
            SaidSuperseded::of(text, line, link, &successor(link)?)
        });
        manner.has_own_line = manner.section.is_some();
    }
    manner
}

/// Returns the status alone as it is written.
fn word(text: &str, mark: &StatusMark) -> Option<String> {
    SeenStatus::of(text, mark).map(|seen| seen.written())
}

impl SaidSuperseded {
    fn of(text: &str, whole: Range<usize>, link: &AdrLink, target: &Target) -> Option<Self> {
        let before = text.get(whole.start..link.span.start)?;
        let after = text.get(link.span.end..whole.end)?;
        let (name, is_link) = if link.text.is_empty() { (&link.target, false) } else { (&link.text, true) };
        let name = Named::of(name, AdrNames::of(target)).with_any_title();
        // What it says besides may be about this ADR alone.
        let is_general =
            |words: &str| !words.contains(|c: char| c.is_ascii_digit()) && !words.contains(['~', '[', '<']);
        let has_words = before.contains(char::is_alphabetic);
        // In some languages the words are around the name, as in `已被 [4](0004-x.md) 取代`.
        let ends = |c: char| matches!(c, '。' | '，' | '；' | '(' | '（' | '~' | '[' | '<') || c.is_ascii_digit();
        let around = after.split(ends).next().unwrap_or_default().trim_end();
        let after = if relation_around(before.trim(), around.trim_start()) == Some(SaidRelation::SupersededBy) {
            around
        } else if has_words || !is_general(after) {
            let end = after.find(|c: char| !matches!(c, '*' | '_' | '`' | '.')).unwrap_or(after.len());
            &after[..end]
        } else {
            after
        };
        let is_known = name.is_general() && is_general(before) && (is_link || name.has_number());
        is_known.then(|| Self {
            // A misspelling that many ADRs have is not carried on.
            before: before.replace("uperceded", "uperseded"),
            after: after.to_owned(),
            name,
            is_link,
            has_dot: link.target.starts_with("./"),
        })
    }

    fn about(&self, by: &Target) -> Option<String> {
        let Self { before, after, name, is_link, has_dot } = self;
        let name = name.written(AdrNames::of(by), markdown_label).filter(|name| !name.trim().is_empty())?;
        if !is_link {
            return Some(format!("{before}{name}{after}"));
        }
        let path = file_destination(&by.path);
        let dot = if *has_dot && !path.starts_with(['.', '<', '/']) { "./" } else { "" };
        Some(format!("{before}[{name}]({dot}{path}){after}"))
    }
}

impl<'a> AdrNames<'a> {
    fn of(target: &'a Target) -> Self {
        Self { number: target.number, title: &target.title, stem: target.name() }
    }
}
