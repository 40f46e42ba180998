//! The file of a record, and whether it has the content of the record.

use std::path::PathBuf;

use crate::{decision::Decision, storage::Fingerprint};

/// The content of a decision file when it was last read or written.
#[derive(Debug, Clone)]
pub struct FileContent {
    /// The record in it, unless only its fingerprint is known.
    pub decision: Option<Decision>,
    /// The fingerprint by which changes by others are noticed, unless it was never taken.
    pub print: Option<Fingerprint>,
}

/// A decision file as it is known here.
#[derive(Debug, Clone)]
pub struct KnownFile {
    /// Its path.
    pub path: PathBuf,
    /// Its content.
    pub content: FileContent,
}

impl KnownFile {
    /// Returns a file with the content that it had when it was last read or written.
    #[must_use]
    pub fn new(path: PathBuf, decision: Option<Decision>, print: Option<Fingerprint>) -> Self {
        Self { path, content: FileContent { decision, print } }
    }
}

/// The place of a record on disk.
#[derive(Debug, Clone)]
pub enum Backing {
    /// No file, and nothing to lose before the first change.
    Untitled,
    /// No file, and work to lose from the start.
    Rescued,
    /// A file with the content of one revision.
    Saved(KnownFile, u64),
    /// A file with a content that is no step of the history, or that is gone.
    Differs(KnownFile),
    /// A file that must not be written, and the reason in words.
    ReadOnly(KnownFile, String),
}

impl Backing {
    /// Returns the file, if there is one.
    #[must_use]
    pub fn file(&self) -> Option<&KnownFile> {
        match self {
            Self::Untitled | Self::Rescued => None,
            Self::Saved(file, _) | Self::Differs(file) | Self::ReadOnly(file, _) => Some(file),
        }
    }

    /// Returns the file for changes of what is known about it.
    pub(super) fn file_mut(&mut self) -> Option<&mut KnownFile> {
        match self {
            Self::Untitled | Self::Rescued => None,
            Self::Saved(file, _) | Self::Differs(file) | Self::ReadOnly(file, _) => Some(file),
        }
    }

    /// Reports whether a revision would be lost if the record were closed.
    #[must_use]
    pub fn lacks(&self, revision: u64) -> bool {
        match self {
            // Revision 0 is the content that the record started with, so nothing is lost.
            Self::Untitled | Self::ReadOnly(..) => revision != 0,
            Self::Saved(_, saved) => *saved != revision,
            Self::Rescued | Self::Differs(_) => true,
        }
    }
}

/// The content on disk that a save may replace.
#[derive(Debug, Clone, Copy)]
pub enum Replaceable {
    /// Any file.
    Anything,
    /// A file with this fingerprint.
    Only(Fingerprint),
    /// Nothing, since a file with this fingerprint has the record already: a file in an older format stays in it.
    NotNeeded(Fingerprint),
    /// No file, since none has been compared with the record yet.
    Nothing,
}

impl From<&FileContent> for Replaceable {
    fn from(content: &FileContent) -> Self {
        content.print.map_or(Self::Nothing, Self::Only)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::storage::{self, OnDisk};

    fn replaceable(print: Option<Fingerprint>) -> Replaceable {
        Replaceable::from(&FileContent { decision: None, print })
    }

    #[test]
    fn a_file_that_nobody_has_compared_is_never_the_same_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.decision.ron");
        assert!(matches!(storage::look(&path, None), OnDisk::Gone));
        let decision = Decision::new("a".to_owned(), date(2026, 1, 1));
        storage::save_over(&path, &decision, None).unwrap();
        assert!(matches!(storage::look(&path, None), OnDisk::Changed(..)));
        let (_, print) = storage::open(&path).unwrap();
        assert!(matches!(storage::look(&path, Some(&print)), OnDisk::Same(_)));
        assert!(matches!(replaceable(None), Replaceable::Nothing));
        assert!(matches!(replaceable(Some(print)), Replaceable::Only(_)));
    }
}
