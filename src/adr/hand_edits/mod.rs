//! An exported ADR that people changed by hand, and that is written again: which sections are theirs, which ours, and
//! what becomes of both.
//!
//! What was written last is known by a fingerprint of each section, which the record keeps: that is enough to see who
//! changed what since, without keeping the text itself.

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

/// Whose text a section keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Keep {
    /// What people wrote into the file.
    Theirs,
    /// What the record says.
    Ours,
    /// Both, theirs first.
    Both,
}

/// Who changed a section since it was written last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Hand {
    /// Nobody, or both in the same way.
    Nobody,
    /// The record.
    Ours,
    /// People, and it was decided then that their text stays.
    Kept,
    /// People.
    Theirs,
    /// People, and the record in another way; or nobody knows what was written last.
    Both,
}

/// A section of an ADR that is written again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Tells it from the others, whatever its text.
    pub key: String,
    /// Its heading; empty for what stands above the first.
    pub heading: String,
    ours: Option<SectionText>,
    theirs: Option<SectionText>,
    /// Who changed it.
    pub hand: Hand,
    /// Whether both texts can stand: not in front matter, nor in the title.
    pub can_be_both: bool,
}

/// The text of a section on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct SectionText {
    text: String,
    /// Which of its side's sections it is.
    at: usize,
    /// The bytes of its side that it takes.
    span: Range<usize>,
}

impl Part {
    /// Whether people changed it, so that it must be said whose text stays.
    #[must_use]
    pub fn is_by_hand(&self) -> bool {
        matches!(self.hand, Hand::Theirs | Hand::Both)
    }

    /// What the record says, with the heading; none where it has no such section.
    #[must_use]
    pub fn ours(&self) -> Option<&str> {
        self.ours.as_ref().map(|section| section.text.as_str())
    }

    /// What the file says; none where it has no such section.
    #[must_use]
    pub fn theirs(&self) -> Option<&str> {
        self.theirs.as_ref().map(|section| section.text.as_str())
    }

    /// Whose text is written with these choices. Where nothing was chosen, the record has its say, except in sections
    /// that people keep.
    fn kept(&self, choices: &Choices) -> Keep {
        match self.hand {
            // They differ in white space at the end at most, and the file keeps its bytes.
            Hand::Nobody => Keep::Theirs,
            Hand::Kept => choices.get(&self.key).copied().unwrap_or(Keep::Theirs),
            Hand::Ours => Keep::Ours,
            Hand::Theirs | Hand::Both => choices.get(&self.key).copied().unwrap_or(Keep::Ours),
        }
    }

    /// Whether a byte of the file is in it.
    pub(crate) fn holds(&self, byte: usize) -> bool {
        self.theirs.as_ref().is_some_and(|section| section.span.contains(&byte))
    }
}

/// An ADR that is written again, section by section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reexport {
    /// The sections, in the order in which they will stand.
    pub parts: Vec<Part>,
    ours: String,
    /// Whether people put the sections in another order.
    moved: bool,
    /// How many sections there are of each side.
    ends: [usize; 2],
}

/// Whose text each section keeps, by its key.
pub type Choices = BTreeMap<String, Keep>;

impl Reexport {
    /// Compares what the record says now with what the file says, given the fingerprint of what was written last; empty
    /// where that is not known.
    #[must_use]
    pub fn of(ours: &str, theirs: &str, written: &str) -> Self {
        let base = AdrFingerprint::read(written);
        let (mine, found) = (pieces(ours), pieces(theirs));
        let (order, moved) = order(&base, &mine, &found);
        let (by_key, found_by_key) = (ByKey::of(&mine), ByKey::of(&found));
        let parts = order.into_iter().map(|key| part(key, &base, &by_key, &found_by_key)).collect();
        Self { parts, ours: ours.to_owned(), moved, ends: [mine.len(), found.len()] }
    }

    /// The sections that people changed.
    pub fn by_hand(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_by_hand())
    }

    /// The sections that people changed now, or earlier so that theirs stayed: those that can be chosen for.
    pub fn of_people(&self) -> impl Iterator<Item = &Part> {
        self.parts.iter().filter(|part| part.is_by_hand() || part.hand == Hand::Kept)
    }

    /// Those that people changed and that nothing was chosen for.
    pub fn undecided<'a>(&'a self, choices: &'a Choices) -> impl Iterator<Item = &'a Part> {
        self.by_hand().filter(|part| !choices.contains_key(&part.key))
    }

    /// What is written. Sections that people changed and that nothing was chosen for get the record's text.
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
                // This includes a choice of both where there can only be one.
                (Keep::Both | Keep::Ours, Some(ours), _) => text.add(SectionSide::Ours, ours),
                // The side to keep has no such section, so the section goes.
                (Keep::Theirs, _, None) | (Keep::Ours | Keep::Both, None, _) => {}
            }
        }
        text.finish(self.ends)
    }

    /// The fingerprint of what is written with these choices.
    #[must_use]
    pub fn written(&self, text: &str) -> String {
        fingerprint(&self.ours, text)
    }
}

/// The fingerprint of an ADR: of what the record says, and of what is written. The same, unless people's text stays.
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

/// The fingerprint after a command, such as a renumbering, has changed the file from one text to another. A section that nobody
/// had edited still counts as ours, and one that people had edited still counts as theirs.
#[must_use]
pub fn fingerprint_after(written: &str, before: &str, after: &str) -> String {
    let (before, after) = (digests(before), digests(after));
    AdrFingerprint::rewritten(written, |key, PrintEntry { ours, theirs }| match (before.get(&key), after.get(&key)) {
        (Some(old), Some(new)) if theirs == Some(*old) => {
            // What the record says in the place of people's text is not in the file.
            PrintEntry { ours: if ours == theirs { Some(*new) } else { ours }, theirs: Some(*new) }
        }
        _ => PrintEntry { ours, theirs },
    })
}

/// The digests of the sections of a text by those of their keys, both folded. Git may have given it other line ends.
fn digests(text: &str) -> HashMap<u32, u32> {
    let text = text.replace("\r\n", "\n");
    pieces(&text).iter().map(|piece| (piece.key.folded(), digest(piece.text.trim_end()))).collect()
}

/// Whether a file says what the record says, but for sections that people changed and that were to stay as they are.
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
    // Of front matter and of the title there can only be one.
    let can_be_both = matches!((ours, theirs), (Some((_, a)), Some((_, b))) if a.level > 1 && b.level > 1);
    Part { key: key.to_string(), heading, ours: ours.map(section), theirs: theirs.map(section), hand, can_be_both }
}

/// Who changed a section, by what the record and the file say now.
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

/// The keys in the order in which the sections will stand: as people moved them where the record did not, else as the
/// record has them; what only the other side has stands behind what it stood behind there. And whether people moved any.
fn order(base: &AdrFingerprint, mine: &[SectionPiece<'_>], found: &[SectionPiece<'_>]) -> (Vec<Digest>, bool) {
    let (mine, found) = (keys(mine), keys(found));
    let ours_as_before = base.is_empty() || base.has_ours(mine.iter().copied());
    // Where the record has other sections than before, nobody can say who moved what.
    let moved = ours_as_before && shared_keys(&mine, &found) != shared_keys(&found, &mine);
    let (first, other) = if ours_as_before { (found, mine) } else { (mine, found) };
    let known: HashSet<Digest> = first.iter().copied().collect();
    // What only the other side has, by the section that it stands behind there.
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

/// The keys that the other side has as well, in the order of this one.
fn shared_keys(keys: &[Digest], other: &[Digest]) -> Vec<Digest> {
    let other: HashSet<Digest> = other.iter().copied().collect();
    keys.iter().filter(|key| other.contains(key)).copied().collect()
}
