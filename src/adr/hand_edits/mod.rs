//! Exported ADRs that people changed by hand, when they are written again: the owner of each section, and what happens
//! to both texts.
//!
//! The record keeps a fingerprint of each section as last written: that is enough to see who changed what since,
//! without keeping the text itself.

mod fingerprint;
mod piece;

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::Range,
};

use self::{
    fingerprint::{AdrFingerprint, Digest, PrintEntry, digest},
    piece::{Joined, SectionPiece, SectionSide, pieces},
};

/// The text that a section keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// The text that people wrote into the file.
    Theirs,
    /// The text of the record.
    Ours,
    /// Both, theirs first.
    Both,
}

/// The side that changed a section since it was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// Nobody, or both in the same way.
    Nobody,
    /// The record.
    Ours,
    /// People, and it was decided earlier that their text stays.
    Kept,
    /// People.
    Theirs,
    /// People, and the record in another way; or it is not known what was last written.
    Both,
}

/// A section of an ADR that is written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Key that differs from those of the other sections and does not depend on the text.
    pub key: String,
    /// Its heading; empty for the text above the first one.
    pub heading: String,
    ours: Option<SectionText>,
    theirs: Option<SectionText>,
    /// Side that changed it.
    pub hand: Hand,
    /// Whether both texts can be kept: not in front matter, nor in the title.
    pub can_be_both: bool,
}

/// The text of a section on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SectionText {
    text: String,
    /// Its index among the sections of its side.
    at: usize,
    /// Its bytes in the text of its side.
    span: Range<usize>,
}

impl Part {
    /// Reports whether people changed it, so that somebody has to choose which text stays.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        matches!(self.hand, Hand::Theirs | Hand::Both)
    }

    /// Returns the record's text with the heading; `None` if the record has no such section.
    #[must_use]
    pub fn ours(&self) -> Option<&str> {
        self.ours.as_ref().map(|section| section.text.as_str())
    }

    /// Returns the file's text; `None` if the file has no such section.
    #[must_use]
    pub fn theirs(&self) -> Option<&str> {
        self.theirs.as_ref().map(|section| section.text.as_str())
    }

    /// Returns the text that is written with these choices. Without a choice, the record's text is written, except in
    /// sections that people keep.
    fn kept(&self, choices: &Choices) -> Keep {
        match self.hand {
            // They differ in white space at the end at most, and the file keeps its bytes.
            Hand::Nobody => Keep::Theirs,
            Hand::Kept => choices.get(&self.key).copied().unwrap_or(Keep::Theirs),
            Hand::Ours => Keep::Ours,
            Hand::Theirs | Hand::Both => choices.get(&self.key).copied().unwrap_or(Keep::Ours),
        }
    }

    /// Reports whether a byte of the file is in the section.
    pub(crate) fn holds(&self, byte: usize) -> bool {
        self.theirs.as_ref().is_some_and(|section| section.span.contains(&byte))
    }
}

/// An ADR that is written again, section by section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reexport {
    /// Sections, in the order in which they will be written.
    pub parts: Vec<Part>,
    ours: String,
    /// Whether people put the sections in another order.
    moved: bool,
    /// Number of sections on each side.
    ends: [usize; 2],
}

/// The text to keep in each section, by its key.
pub type Choices = BTreeMap<String, Keep>;

impl Reexport {
    /// Compares the record's text with the file's, given the fingerprint of what was last written; empty if that is not
    /// known.
    #[must_use]
    pub fn of(ours: &str, theirs: &str, written: &str) -> Self {
        let base = AdrFingerprint::read(written);
        let (mine, found) = (pieces(ours), pieces(theirs));
        let (order, moved) = order(&base, &mine, &found);
        let (by_key, found_by_key) = (ByKey::of(&mine), ByKey::of(&found));
        let parts = order.into_iter().map(|key| part(key, &base, &by_key, &found_by_key)).collect();
        Self { parts, ours: ours.to_owned(), moved, ends: [mine.len(), found.len()] }
    }

    /// Returns the sections that people changed.
    pub fn by_hand(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_by_hand())
    }

    /// Returns the sections that people changed now, or earlier so that theirs stayed: those that can be chosen for.
    pub fn of_people(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_by_hand() || part.hand == Hand::Kept)
    }

    /// Returns the sections that people changed and that have no choice.
    pub fn undecided<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = &'a Part> {
        self.by_hand().filter(|part| !choices.contains_key(&part.key))
    }

    /// Returns the text to write. Sections that people changed and that have no choice get the record's text.
    #[must_use]
    pub fn text(&self, choices: &Choices) -> String {
        // If no section keeps people's text, the record's text is exact; joined sections could differ in blank lines.
        let mut changed = self.parts.iter().filter(|part| part.hand != Hand::Nobody);
        if !self.moved && changed.all(|part| part.kept(choices) == Keep::Ours) {
            return self.ours.clone();
        }
        let mut text = Joined::default();
        for part in &self.parts {
            match (part.kept(choices), &part.ours, &part.theirs) {
                (Keep::Both, Some(ours), Some(theirs)) if part.can_be_both => {
                    text.add(SectionSide::Theirs, theirs);
                    text.add_body(&ours.text);
                }
                (Keep::Both, None, Some(theirs)) | (Keep::Theirs, _, Some(theirs)) => {
                    text.add(SectionSide::Theirs, theirs);
                }
                // This includes a choice of both if there can only be one.
                (Keep::Both | Keep::Ours, Some(ours), _) => text.add(SectionSide::Ours, ours),
                // The side to keep has no such section, so the section goes.
                (Keep::Theirs, _, None) | (Keep::Ours | Keep::Both, None, _) => {}
            }
        }
        text.finish(self.ends)
    }

    /// Returns the fingerprint of what is written.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        fingerprint(&self.ours, text)
    }
}

/// Returns the fingerprint of an ADR: of the record's text, and of what is written. Both are the same unless people's
/// text stays.
#[must_use]
pub fn fingerprint(ours: &str, written: &str) -> String {
    let (mine, found) = (pieces(ours), pieces(written));
    let (by_key, found_by_key) = (ByKey::of(&mine), ByKey::of(&found));
    let only_found = found.iter().map(|piece| piece.key).filter(|key| by_key.find(*key).is_none());
    let keys = mine.iter().map(|piece| piece.key).chain(only_found);
    let entries = keys.map(|key| {
        let (ours, theirs) = (by_key.digest_of(key), found_by_key.digest_of(key));
        (key, PrintEntry { ours, theirs })
    });
    AdrFingerprint::write(entries)
}

/// Returns the fingerprint after a command, such as a renumbering, has changed the file from one text to another. A
/// section that nobody had edited still counts as ours, and one that people had edited still counts as theirs.
#[must_use]
pub fn fingerprint_after(written: &str, before: &str, after: &str) -> String {
    let (before, after) = (digests(before), digests(after));
    AdrFingerprint::rewritten(written, |key, PrintEntry { ours, theirs }| match (before.get(&key), after.get(&key)) {
        (Some(old), Some(new)) if theirs == Some(*old) => {
            // The record's text for a section that keeps people's text is not in the file.
            PrintEntry { ours: if ours == theirs { Some(*new) } else { ours }, theirs: Some(*new) }
        }
        _ => PrintEntry { ours, theirs },
    })
}

/// Returns the digests of the sections of a text by those of their keys, both folded. Git may have given it other line
/// ends.
fn digests(text: &str) -> HashMap<u32, u32> {
    let text = text.replace("\r\n", "\n");
    pieces(&text).iter().map(|piece| (piece.key.folded(), digest(piece.text.trim_end()))).collect()
}

/// Reports whether a file has the record's text, except in sections where people's text was to stay.
#[must_use]
pub fn agrees(expected: &str, found: &str, written: &str) -> bool {
    let base = AdrFingerprint::read(written);
    // If no section was kept as people wrote it, the file must equal the record's text byte for byte.
    if !base.entries().any(|entry| entry.ours != entry.theirs) {
        return expected == found;
    }
    let again = Reexport::of(expected, found, written);
    again.parts.iter().all(|part| matches!(part.hand, Hand::Nobody | Hand::Kept))
}

/// The sections of a side, with their places.
struct ByKey<'a>(HashMap<Digest, (usize, &'a SectionPiece<'a>)>);

impl<'a> ByKey<'a> {
    fn of(pieces: &'a [SectionPiece<'a>]) -> Self {
        Self(pieces.iter().enumerate().map(|(at, piece)| (piece.key, (at, piece))).collect())
    }

    fn find(&self, key: Digest) -> Option<(usize, &'a SectionPiece<'a>)> {
        self.0.get(&key).copied()
    }

    fn digest_of(&self, key: Digest) -> Option<u32> {
        self.find(key).map(|(_, piece)| digest(piece.text.trim_end()))
    }
}

fn part(key: Digest, base: &AdrFingerprint, mine: &ByKey<'_>, found: &ByKey<'_>) -> Part {
    let (ours, theirs) = (mine.find(key), found.find(key));
    let (a, b) = (mine.digest_of(key), found.digest_of(key));
    let hand = hand(base, key, (a, b));
    let heading = theirs.or(ours).map(|(_, piece)| piece.heading.clone()).unwrap_or_default();
    // There can only be one front matter and one title.
    let can_be_both = matches!((ours, theirs), (Some((_, a)), Some((_, b))) if a.level > 1 && b.level > 1);
    Part { key: key.to_string(), heading, ours: ours.map(section), theirs: theirs.map(section), hand, can_be_both }
}

/// Returns the side that changed a section, given the digests of the record's and the file's text now.
fn hand(base: &AdrFingerprint, key: Digest, (ours, theirs): (Option<u32>, Option<u32>)) -> Hand {
    if ours == theirs {
        return Hand::Nobody;
    }
    if base.is_empty() {
        return Hand::Both;
    }
    // A section that is not known was not there.
    let unknown = [PrintEntry::default()];
    let last = if base.of(key).is_empty() { &unknown } else { base.of(key) };
    // Both sides are as they were when people's text was kept.
    if last.iter().any(|last| last.ours == ours && last.theirs == theirs) {
        Hand::Kept
    } else if last.iter().any(|last| last.ours == last.theirs && last.theirs == theirs) {
        Hand::Ours
    } else if last.iter().any(|last| last.ours == ours && last.theirs != theirs) {
        Hand::Theirs
    } else {
        Hand::Both
    }
}

fn section((at, piece): (usize, &SectionPiece<'_>)) -> SectionText {
    SectionText { text: piece.text.to_owned(), at, span: piece.span.clone() }
}

/// Returns the keys in the order in which the sections will be written: as people moved them if the record did not,
/// else as the record has them. A section that only the other side has follows the one that it follows there. Returns
/// as well whether people moved any.
fn order(base: &AdrFingerprint, mine: &[SectionPiece<'_>], found: &[SectionPiece<'_>]) -> (Vec<Digest>, bool) {
    let (mine, found) = (keys(mine), keys(found));
    let ours_as_before = base.is_empty() || base.has_ours(mine.iter().copied());
    // If the record has other sections than before, it is unknown who moved what.
    let moved = ours_as_before && shared_keys(&mine, &found) != shared_keys(&found, &mine);
    let (first, other) = if ours_as_before { (found, mine) } else { (mine, found) };
    let known: HashSet<Digest> = first.iter().copied().collect();
    // Sections that only the other side has, by the section that each follows there.
    let mut behind: HashMap<Option<Digest>, Vec<Digest>> = HashMap::new();
    let mut last = None;
    for key in other {
        if known.contains(&key) {
            last = Some(key);
        } else {
            behind.entry(last).or_default().push(key);
        }
    }
    // Sections before the first shared one come first.
    let mut order: Vec<Digest> = behind.remove(&None).unwrap_or_default();
    for key in first {
        order.push(key);
        order.extend(behind.remove(&Some(key)).unwrap_or_default());
    }
    (order, moved)
}

fn keys(pieces: &[SectionPiece<'_>]) -> Vec<Digest> {
    pieces.iter().map(|piece| piece.key).collect()
}

/// Returns the keys that the other side has as well, in the order of this one.
fn shared_keys(keys: &[Digest], other: &[Digest]) -> Vec<Digest> {
    let other: HashSet<Digest> = other.iter().copied().collect();
    keys.iter().filter(|key| other.contains(key)).copied().collect()
}
