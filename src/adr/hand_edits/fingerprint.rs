//! The digest of each section of an ADR as last exported.
//!
//! It has one word for each section, `KEY:OURS` or `KEY:OURS/THEIRS`, of hexadecimal digests; `-` for a missing
//! section. If two copies of a record wrote the ADR and were merged, a section has a word of each, also where one lacked it. The digests detect
//! changes, and protect against nobody.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
};

/// The state of a section when it was last written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct PrintEntry {
    /// Digest of the record's text; `None` if the record had no such section.
    pub(super) ours: Option<u32>,
    /// Digest of the text that was written; `None` if the file had no such section.
    pub(super) theirs: Option<u32>,
}

#[derive(Debug, Default)]
pub(super) struct AdrFingerprint {
    /// Entries by the digest of the key, in the order of the text.
    sections: Vec<(u32, PrintEntry)>,
    /// All entries of each key.
    by_key: HashMap<u32, Vec<PrintEntry>>,
}

impl AdrFingerprint {
    /// Parses a fingerprint. Malformed words are skipped: their sections count as unknown.
    pub(super) fn read(text: &str) -> Self {
        let sections: Vec<(u32, PrintEntry)> = text.split_whitespace().filter_map(section_of).collect();
        let mut by_key: HashMap<u32, Vec<PrintEntry>> = HashMap::new();
        for (key, entry) in &sections {
            by_key.entry(*key).or_default().push(*entry);
        }
        Self { sections, by_key }
    }

    pub(super) fn write(entries: impl Iterator<Item = (Digest, PrintEntry)>) -> String {
        joined(entries.map(|(key, entry)| word_of(key.folded(), entry)))
    }

    /// Returns the text with other entries, by the folded digest of the key. Malformed words stay.
    pub(super) fn rewritten(text: &str, change: impl Fn(u32, PrintEntry) -> PrintEntry) -> String {
        joined(text.split_whitespace().map(|word| {
            section_of(word).map_or_else(|| word.to_owned(), |(key, entry)| word_of(key, change(key, entry)))
        }))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.sections.is_empty()
    }

    /// Returns the entries of a section: one, unless copies were merged; none if the section is not known.
    pub(super) fn of(&self, key: Digest) -> &[PrintEntry] {
        self.by_key.get(&key.folded()).map_or(&[], Vec::as_slice)
    }

    pub(super) fn entries(&self) -> impl Iterator<Item = PrintEntry> + '_ {
        self.sections.iter().map(|(_, entry)| *entry)
    }

    /// Reports whether the record had the sections with these keys, in this order.
    pub(super) fn has_ours(&self, keys: impl Iterator<Item = Digest>) -> bool {
        // If two copies were merged, a section has several words, and its place is that of the first.
        let mut seen = BTreeSet::new();
        let ours = self.sections.iter().filter(|(key, entry)| entry.ours.is_some() && seen.insert(*key));
        ours.map(|(key, _)| *key).eq(keys.map(Digest::folded))
    }
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join(" ")
}

/// Parses the word of a section; `None` if it is malformed.
fn section_of(word: &str) -> Option<(u32, PrintEntry)> {
    let (key, rest) = word.split_once(':')?;
    let (ours, theirs) = rest.split_once('/').unwrap_or((rest, rest));
    Some((number(key)??, PrintEntry { ours: number(ours)?, theirs: number(theirs)? }))
}

fn word_of(key: u32, PrintEntry { ours, theirs }: PrintEntry) -> String {
    let of_both = format!("{key:08x}:{}", word(ours));
    if ours == theirs { of_both } else { format!("{of_both}/{}", word(theirs)) }
}

#[expect(clippy::option_option, reason = "a section that is not there is another thing than a word that is none")]
fn number(word: &str) -> Option<Option<u32>> {
    if word == "-" { Some(None) } else { u32::from_str_radix(word, 16).ok().map(Some) }
}

fn word(digest: Option<u32>) -> String {
    digest.map_or_else(|| "-".to_owned(), |digest| format!("{digest:08x}"))
}

/// FNV-1a of 64 bits (Fowler, Noll, Vo): the same in every version and on every machine. A digest can be extended
/// without the text that it is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Digest(u64);

impl Digest {
    /// Digest of an empty text.
    pub(super) const EMPTY: Self = Self(0xcbf2_9ce4_8422_2325);

    /// Extends the digest by a text.
    pub(super) fn and(self, text: &str) -> Self {
        Self(text.bytes().fold(self.0, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)))
    }

    /// Returns the digest folded to 32 bits, as records hold it.
    pub(super) fn folded(self) -> u32 {
        // The authors' way to a shorter hash: both halves count.
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

/// Returns the folded digest of a text.
pub(super) fn digest(text: &str) -> u32 {
    Digest::EMPTY.and(text).folded()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_reads_what_it_wrote_and_passes_over_what_is_none() {
        let [a, b, c] = ["a", "b", "c"].map(|key| Digest::EMPTY.and(key));
        let entries = [
            (a, PrintEntry { ours: Some(1), theirs: Some(1) }),
            (b, PrintEntry { ours: Some(2), theirs: None }),
            (c, PrintEntry { ours: None, theirs: Some(3) }),
        ];
        let text = AdrFingerprint::write(entries.into_iter());
        let read = AdrFingerprint::read(&format!("x {text} 12:zz y:1 -:2"));
        assert!(entries.iter().all(|(key, entry)| read.of(*key) == [*entry]), "{text}");
        assert_eq!(read.sections.len(), 3);
        assert!(read.has_ours([a, b].into_iter()) && !read.has_ours([b, a].into_iter()));
    }

    #[test]
    fn the_digest_is_the_published_one() {
        // From the test vectors of the function's authors: FNV-1a 64 of "foobar" is 85944171f73967e8.
        assert_eq!(digest("foobar"), 0x8594_4171 ^ 0xf739_67e8);
    }
}
