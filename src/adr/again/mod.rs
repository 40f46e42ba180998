//! An ADR of ours that people changed by hand, and that is written again: which sections are theirs, which are ours, and
//! what becomes of both.
//!
//! What was written last is known by a fingerprint of each section, which the record keeps: that is enough to tell who
//! changed what since, without keeping the text itself.

mod fingerprint;
mod piece;

use std::{collections::BTreeMap, ops::Range};

use self::{
    fingerprint::{Entry, Fingerprint, digest},
    piece::{Joined, Piece, Side, pieces},
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
    ours: Option<Section>,
    theirs: Option<Section>,
    /// Who changed it.
    pub hand: Hand,
    /// Whether both texts can stand: not in front matter, nor in the title.
    pub can_be_both: bool,
}

/// The text of a section on one side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Section {
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

    /// Whether a byte of the file is in it.
    pub(crate) fn holds(&self, byte: usize) -> bool {
        self.theirs.as_ref().is_some_and(|section| section.span.contains(&byte))
    }
}

/// An ADR that is written again, section by section.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
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

impl Again {
    /// Compares what the record says now with what the file says, given the fingerprint of what was written last; empty
    /// where that is not known.
    #[must_use]
    pub fn of(ours: &str, theirs: &str, written: &str) -> Self {
        let base = Fingerprint::read(written);
        let (mine, found) = (pieces(ours), pieces(theirs));
        let (order, moved) = order(&base, &mine, &found);
        let parts = order.into_iter().map(|key| part(&key, &base, &mine, &found)).collect();
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
        let keep = |part: &Part| match part.hand {
            Hand::Nobody => Keep::Theirs,
            Hand::Kept => choices.get(&part.key).copied().unwrap_or(Keep::Theirs),
            Hand::Ours => Keep::Ours,
            Hand::Theirs | Hand::Both => choices.get(&part.key).copied().unwrap_or(Keep::Ours),
        };
        if !self.moved && self.parts.iter().all(|part| part.hand == Hand::Nobody || keep(part) == Keep::Ours) {
            return self.ours.clone();
        }
        let mut text = Joined::default();
        for part in &self.parts {
            match (keep(part), &part.ours, &part.theirs) {
                (Keep::Both, Some(ours), Some(theirs)) if part.can_be_both => {
                    text.add(Side::Theirs, theirs);
                    text.add_body(&ours.text);
                }
                (Keep::Both, None, Some(theirs)) | (Keep::Theirs, _, Some(theirs)) => text.add(Side::Theirs, theirs),
                (Keep::Both | Keep::Ours, Some(ours), _) => text.add(Side::Ours, ours),
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
    let mut keys: Vec<&str> = mine.iter().map(|piece| piece.key.as_str()).collect();
    keys.extend(found.iter().map(|piece| piece.key.as_str()).filter(|key| !mine.iter().any(|piece| piece.key == *key)));
    let entry = |key: &str| Entry { ours: digest_of(&mine, key), theirs: digest_of(&found, key) };
    Fingerprint::write(keys.into_iter().map(|key| (key, entry(key))))
}

/// Whether a file says what the record says, but for sections that people changed and that were to stay as they are.
#[must_use]
pub fn agrees(expected: &str, found: &str, written: &str) -> bool {
    let base = Fingerprint::read(written);
    if !base.entries().any(|entry| entry.ours != entry.theirs) {
        return expected == found;
    }
    let again = Again::of(expected, found, written);
    again.parts.iter().all(|part| matches!(part.hand, Hand::Nobody | Hand::Kept))
}

fn digest_of(pieces: &[Piece<'_>], key: &str) -> Option<u32> {
    pieces.iter().find(|piece| piece.key == key).map(|piece| digest(piece.text.trim_end()))
}

fn find<'a>(pieces: &'a [Piece<'a>], key: &str) -> Option<(usize, &'a Piece<'a>)> {
    pieces.iter().enumerate().find(|(_, piece)| piece.key == key)
}

fn part(key: &str, base: &Fingerprint, mine: &[Piece<'_>], found: &[Piece<'_>]) -> Part {
    let (ours, theirs) = (find(mine, key), find(found, key));
    let (a, b) = (digest_of(mine, key), digest_of(found, key));
    let hand = hand(base, key, (a, b));
    let heading = theirs.or(ours).map(|(_, piece)| piece.heading.clone()).unwrap_or_default();
    let is_section = |side: Option<(usize, &Piece<'_>)>| side.is_some_and(|(_, piece)| piece.level > 1);
    Part {
        key: key.to_owned(),
        heading,
        can_be_both: is_section(ours) && is_section(theirs),
        ours: ours.map(section),
        theirs: theirs.map(section),
        hand,
    }
}

/// Who changed a section, by what the record and the file say now.
fn hand(base: &Fingerprint, key: &str, (ours, theirs): (Option<u32>, Option<u32>)) -> Hand {
    if ours == theirs {
        return Hand::Nobody;
    }
    if base.is_empty() {
        return Hand::Both;
    }
    // A section that is not known was not there.
    let unknown = base.of(key).next().is_none().then(Entry::default);
    let last = || base.of(key).chain(unknown);
    if last().any(|last| last.ours == ours && last.theirs == theirs) {
        Hand::Kept
    } else if last().any(|last| last.ours == last.theirs && last.theirs == theirs) {
        Hand::Ours
    } else if last().any(|last| last.ours == ours && last.theirs != theirs) {
        Hand::Theirs
    } else {
        Hand::Both
    }
}

fn section((at, piece): (usize, &Piece<'_>)) -> Section {
    Section { text: piece.text.to_owned(), at, span: piece.span.clone() }
}

/// The keys in the order in which the sections will stand: as people moved them where the record did not, else as the
/// record has them; what only the other side has stands behind what it stood behind there. And whether people moved any.
fn order(base: &Fingerprint, mine: &[Piece<'_>], found: &[Piece<'_>]) -> (Vec<String>, bool) {
    let keys = |pieces: &[Piece<'_>]| pieces.iter().map(|piece| piece.key.clone()).collect::<Vec<_>>();
    let (mine, found) = (keys(mine), keys(found));
    let ours_as_before = base.is_empty() || base.has_ours(mine.iter().map(String::as_str));
    let common =
        |of: &[String], other: &[String]| of.iter().filter(|key| other.contains(key)).cloned().collect::<Vec<_>>();
    let moved = ours_as_before && common(&mine, &found) != common(&found, &mine);
    let (mut order, other) = if ours_as_before { (found, mine) } else { (mine, found) };
    let mut behind = None;
    for key in other {
        let known = order.iter().position(|known| *known == key);
        let place = known.unwrap_or_else(|| {
            let place = behind.map_or(0, |place: usize| place + 1);
            order.insert(place, key);
            place
        });
        behind = Some(place);
    }
    (order, moved)
}
