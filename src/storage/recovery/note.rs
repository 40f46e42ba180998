//! The note in a recovery file about the work in it.

use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    decision::Decision,
    storage::{Fingerprint, MAX_BYTES, ReadError, format, format::Loaded},
};

const HEAD: &str = "// Work in Weigh-In that was not saved. This is a decision file like any other.";

/// The decision file that a recovered record belongs to, and the time when it was written.
#[derive(Debug, Clone)]
pub struct Note {
    /// Decision file; `None` for a record that was never saved.
    pub file: Option<PathBuf>,
    /// Fingerprint of that file when it was last read or written.
    pub print: Option<Fingerprint>,
    /// Record that it then held, so that later changes by others can be merged with the work.
    pub base: Option<Decision>,
    /// Time when the recovery file was written.
    pub written: Option<Timestamp>,
}

#[derive(Serialize, Deserialize)]
struct StoredNote {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    print: Option<(u64, u64)>,
    /// Hash of the private ballots beside the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    private: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    written: Option<String>,
}

/// Returns the text of a recovery file.
pub(super) fn to_text(decision: &Decision, note: &Note) -> String {
    let record = format::to_ron(decision);
    let base = note.base.as_ref().map(format::to_ron);
    let stored = StoredNote {
        // The note cannot hold a path that is not Unicode; the record is then recovered as one that was never saved.
        file: note.file.as_deref().and_then(|path| path.to_str()).map(str::to_owned),
        print: note.print.map(|print| print.parts()),
        private: note.print.and_then(|print| print.private()),
        // Escaping may double its length, and a file that is too long to be read would help nobody.
        base: base.filter(|base| (record.len() + 2 * base.len()) as u64 <= MAX_BYTES / 2),
        written: note.written.map(|written| written.to_string()),
    };
    let note = serde_json::to_string(&stored).unwrap_or_default();
    format!("{HEAD}\n// {note}\n{record}")
}

/// Parses the record in a recovery file, and its note. A note that cannot be read counts as missing: the record
/// matters.
pub(super) fn from_text(text: &str) -> Result<(Loaded, Note), ReadError> {
    let line = text.lines().nth(1).and_then(|line| line.strip_prefix("// "));
    let stored: Option<StoredNote> = line.and_then(|line| serde_json::from_str(line).ok());
    let note = Note {
        file: stored.as_ref().and_then(|stored| stored.file.clone()).map(PathBuf::from),
        print: stored.as_ref().and_then(|stored| {
            let (size, hash) = stored.print?;
            Some(Fingerprint::from_parts(size, hash).with_private(stored.private))
        }),
        base: stored.as_ref().and_then(|stored| Some(format::parse(stored.base.as_deref()?).ok()?.decision)),
        written: stored.as_ref().and_then(|stored| stored.written.as_deref()?.parse().ok()),
    };
    Ok((format::parse(text)?, note))
}
