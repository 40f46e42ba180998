//! The sections of an ADR, and texts that are joined from them.

use std::{collections::HashMap, ops::Range};

use super::{SectionText, fingerprint::Digest};
use crate::adr::read;

/// A part of a text from one heading to the next. All parts together are the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct SectionPiece<'a> {
    /// Digest of the headings above it and of its own, with a number if another section has the same ones.
    pub(super) key: Digest,
    /// Level of its heading; 0 for the text above the first heading.
    pub(super) level: u8,
    pub(super) heading: String,
    pub(super) text: &'a str,
    pub(super) span: Range<usize>,
}

pub(super) fn pieces(text: &str) -> Vec<SectionPiece<'_>> {
    let sections = read(text.as_bytes()).sections;
    let starts: Vec<usize> = sections.iter().map(|section| section.heading.start).collect();
    let first = starts.first().copied().unwrap_or(text.len());
    let mut found: Vec<SectionPiece<'_>> = Vec::with_capacity(sections.len() + 1);
    let mut keys = Keys::default();
    // Front matter, and anything else above the first heading.
    if first > 0 {
        let key = keys.free(Digest::EMPTY, "top");
        found.push(SectionPiece { key, level: 0, heading: String::new(), text: &text[..first], span: 0..first });
    }
    // The paths of the headings that are above.
    let mut open: Vec<(u8, Digest)> = Vec::new();
    for (at, section) in sections.into_iter().enumerate() {
        let end = starts.get(at + 1).copied().unwrap_or(text.len());
        open.retain(|(level, _)| *level < section.level);
        // The title may change, and its section stays the same.
        let name = if section.level == 1 { "title".to_owned() } else { section.title.to_lowercase() };
        let (above, name) =
            open.last().map_or((Digest::EMPTY, name.clone()), |(_, path)| (*path, format!(" / {name}")));
        open.push((section.level, above.and(&name)));
        let key = keys.free(above, &name);
        let span = starts[at]..end;
        found.push(SectionPiece { key, level: section.level, heading: section.title, text: &text[span.clone()], span });
    }
    found
}

/// Keys in use: digests of the headings above a section, with a number after them if they would not differ from others.
/// If two digests are equal by accident or on purpose, the second gets a number as well.
#[derive(Default)]
struct Keys(HashMap<Digest, KnownSection>);

#[derive(Default)]
struct KnownSection {
    /// Number of sections with this key, numbered or not.
    count: u32,
    /// Last number that was added to it. Numbers from the count to this one are taken.
    last: u32,
}

impl Keys {
    /// Takes a key that no other section has, for a section with this name under a path.
    fn free(&mut self, above: Digest, name: &str) -> Digest {
        let path = above.and(name);
        let (key, unnumbered) = match self.0.get(&path) {
            // A heading `Notes #2` has the same digest as a second `Notes`, so it counts as one of those.
            None => (path, without_count(name).map(|name| above.and(name))),
            Some(known) => {
                let mut number = known.count.max(known.last) + 1;
                while self.0.contains_key(&numbered(path, number)) {
                    number += 1;
                }
                self.0.entry(path).or_default().last = number;
                (numbered(path, number), Some(path))
            }
        };
        for counted in unnumbered.into_iter().chain([key]) {
            self.0.entry(counted).or_default().count += 1;
        }
        key
    }
}

fn numbered(path: Digest, number: u32) -> Digest {
    path.and(" #").and(&number.to_string())
}

/// Returns a name without the number after it; `None` if it has no number.
fn without_count(name: &str) -> Option<&str> {
    name.rsplit_once(" #").filter(|(_, n)| n.bytes().all(|byte| byte.is_ascii_digit())).map(|(name, _)| name)
}

/// The side that a section is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SectionSide {
    Ours,
    Theirs,
}

/// A text joined from sections.
#[derive(Debug, Default)]
pub(super) struct Joined {
    text: String,
    /// The section that the text ends with; `None` if it ends with anything else.
    last: Option<(SectionSide, usize)>,
}

impl Joined {
    /// Adds a section. If it did not follow the one before in its file, an empty line precedes it.
    pub(super) fn add(&mut self, side: SectionSide, section: &SectionText) {
        // Sections that followed each other in their file keep the blank lines between them.
        let follows = section.at.checked_sub(1).map(|before| (side, before)) == self.last && self.last.is_some();
        // After front matter, the distance of the title is that of the front matter's own end.
        let is_behind_front =
            matches!(self.last, Some((_, 0))) && ["---\n", "+++\n"].iter().any(|fence| self.text.ends_with(fence));
        if !follows && !is_behind_front {
            self.part();
        }
        self.text.push_str(&section.text);
        self.last = Some((side, section.at));
    }

    /// Adds the text below the heading of a section.
    pub(super) fn add_body(&mut self, section: &str) {
        let body = section.split_once('\n').map_or("", |(_, body)| body).trim_start_matches('\n');
        if !body.is_empty() {
            self.part();
            self.text.push_str(body);
        }
        self.last = None;
    }

    fn part(&mut self) {
        while !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Returns the text. Unless it ends as one of the two sides does, it ends in one line end.
    pub(super) fn finish(mut self, ends: [usize; 2]) -> String {
        let whole = self.last.is_some_and(|(side, at)| at + 1 == ends[side as usize]);
        if !whole {
            let end = self.text.trim_end().len();
            self.text.truncate(end);
            self.text.push('\n');
        }
        self.text
    }
}
