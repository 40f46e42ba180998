//! Writing the results of merges to decision files.

use std::{io, path::Path};

use super::{files::ThreeRecords, markers::with_markers};
use crate::{
    decision::{Conflict, Counts, Decision, Merge, Side},
    storage::{
        atomic,
        decision_file::{read_text, readable_size},
        error::WriteError,
        fingerprint::Fingerprint,
        format::parse,
        on_disk::{Saved, write_with},
        private,
    },
};

/// Writes the result of a merge, as [`ThreeRecords::to_text`] returns it, over the copy here, unless the file has
/// changed since it was `known`; see [`save_over`](crate::storage::save_over). Ballots that the merge hid again go into
/// private files beside `record`, the place of the record: git merges a copy of it under another name.
///
/// # Errors
/// [`WriteError`] with the reason. The old content is then still there. A merge that would hold more than a record may
/// could not be read again, and is not written.
pub fn save_merge(
    path: &Path,
    record: &Path,
    records: &ThreeRecords,
    merge: &Merge,
    known: &Fingerprint,
) -> Result<Saved, WriteError> {
    let text = readable_merge(records, merge).map_err(|error| WriteError::new(path, error))?;
    write_with(path, &text, &hidden_again(record, merge)?, Some(known))
}

/// Prepares the private files for the ballots that a merge hid again. As long as sides have to be chosen, the copies
/// between the markers hold them.
fn hidden_again(record: &Path, merge: &Merge) -> Result<Vec<private::Ready>, WriteError> {
    if merge.open().all(Conflict::is_misfit) { private::prepare(record, &merge.decision, None) } else { Ok(Vec::new()) }
}

/// Writes the result of a merge as [`save_merge`] does, only where nothing exists yet; with the text of `ours` if it
/// equals that copy.
///
/// # Errors
/// [`WriteError`] with the reason.
pub fn save_new_merge(path: &Path, ours: &Path, records: &ThreeRecords, merge: &Merge) -> Result<(), WriteError> {
    let is_ours = records.is_ours(merge) && merge.decision.hidden_ballots().next().is_none();
    let as_ours = is_ours.then(|| read_text(ours).ok()).flatten();
    // The file may have changed since it was read.
    let as_ours = as_ours.filter(|text| parse(text).is_ok_and(|loaded| loaded.decision == merge.decision));
    let text = as_ours.map_or_else(|| readable_merge(records, merge), Ok);
    let text = text.map_err(|error| WriteError::new(path, error))?;
    private::put(&hidden_again(path, merge)?)?;
    atomic::create(path, text.as_bytes()).map_err(|error| WriteError::new(path, error))
}

/// Returns the merge as the text of a file that can be read again.
fn readable_merge(records: &ThreeRecords, merge: &Merge) -> io::Result<String> {
    fits(&merge.decision)?;
    if merge.open().next().is_some() {
        // The text between markers holds two records, and either may become the record.
        fits(&records.taking(Side::Ours))?;
        fits(&records.taking(Side::Theirs))?;
    }
    readable_size(records.to_text(merge))
}

/// Refuses a record that holds more than it may.
fn fits(decision: &Decision) -> io::Result<()> {
    Counts::of(decision).check().map_err(|too_many| io::Error::new(io::ErrorKind::FileTooLarge, too_many))
}

/// Leaves files that cannot be merged as records to people: writes their texts with conflict markers, as git would.
/// Returns false without writing if one side cannot be read as text, or both together are larger than any file that is
/// read.
///
/// # Errors
/// [`WriteError`] with the reason. The old content is then still there.
pub fn save_unmerged(path: &Path, base: &Path, ours: &Path, theirs: &Path) -> Result<bool, WriteError> {
    let (Ok(our_text), Ok(their_text)) = (read_text(ours), read_text(theirs)) else { return Ok(false) };
    let base_text = read_text(base).unwrap_or_default();
    let Ok(text) = readable_size(with_markers(&base_text, &our_text, &their_text)) else { return Ok(false) };
    atomic::write(path, text.as_bytes()).map(|()| true).map_err(|error| WriteError::new(path, error))
}

/// Writes a resolution that git has recorded (rerere) into a file. Git asks for it as for a merge: of the conflict that
/// was resolved, the present one, and the resolution. These texts are not copies of a record: their markers have no
/// labels. Returns `Some(false)` without writing if the two conflicts differ, and `None` if this is an ordinary merge.
///
/// # Errors
/// [`WriteError`] with the reason why it was not written. The old content is then still there.
pub fn save_recorded(base: &Path, ours: &Path, theirs: &Path) -> Result<Option<bool>, WriteError> {
    let texts =
        [base, ours].map(|image| read_text(image).ok().filter(|text| text.lines().any(|line| line == "<<<<<<<")));
    let ([Some(seen), Some(now)], Ok(resolved)) = (texts, read_text(theirs)) else { return Ok(None) };
    if seen != now {
        return Ok(Some(false));
    }
    atomic::write(ours, resolved.as_bytes()).map(|()| Some(true)).map_err(|error| WriteError::new(ours, error))
}
