//! Decision files that others may change too, compared with what is known of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    WriteError, atomic,
    decision_file::{read_with_about, readable_text},
    error::ReadError,
    fingerprint::Fingerprint,
    format::{Loaded, parse},
    lock::{FOR_A_SAVE, hold},
    merge::{ThreeRecords, Unfinished, is_conflicted, load_unfinished, unfinished},
    private,
};
use crate::decision::Decision;

/// The content of a decision file.
#[derive(Debug, Clone)]
pub enum Content {
    /// A record.
    Record(Box<Loaded>),
    /// A merge that git could not finish.
    Unmerged(Box<ThreeRecords>),
}

/// The state of a decision file, compared with what was known of it.
#[derive(Debug)]
pub enum OnDisk {
    /// The content is unchanged.
    Same(Fingerprint),
    /// The file no longer exists.
    Gone,
    /// Somebody has written another content.
    Changed(Box<Content>, Fingerprint),
    /// The content cannot be read.
    Unreadable(ReadError),
}

/// The result of saving a record.
#[derive(Debug)]
pub enum Saved {
    /// The record is in the file. The paths are those of private ballots that it does not hold and that were kept aside.
    Written(Fingerprint, Vec<PathBuf>),
    /// Nothing was written, because the file has changed since it was known.
    Refused(OnDisk),
}

/// Reads a decision file, even one in which git left an unfinished merge.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no record. The file is never changed.
pub fn open(path: &Path) -> Result<(Content, Fingerprint), ReadError> {
    let (text, about) = read_with_about(path).map_err(|error| error.in_file(path))?;
    let (content, private) = content(path, &text)?;
    Ok((content, Fingerprint::of(text.as_bytes(), &about).with_private(private)))
}

/// Reads a decision file as [`load`](super::load) does, with the private ballots beside it. Returns the fingerprint of
/// both, for [`save_over`].
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no record. The file is never changed.
pub fn load_known(path: &Path) -> Result<(Loaded, Fingerprint), ReadError> {
    let (text, about) = read_with_about(path).map_err(|error| error.in_file(path))?;
    let mut loaded = parse(&text).map_err(|error| error.in_file(path))?;
    let private = private::take(path, &mut loaded);
    Ok((loaded, Fingerprint::of(text.as_bytes(), &about).with_private(private)))
}

/// Returns the content of a file with the private ballots beside it, and the fingerprint of these.
fn content(path: &Path, text: &str) -> Result<(Content, Option<u64>), ReadError> {
    let unmerged = match parse(text) {
        // Git may have silently left our copy there, as when its merge driver could not be run.
        Ok(mut loaded) => {
            // A file that people have changed since is for them to judge: it may be merged already.
            let Ok(Unfinished { records, is_edited: false, .. }) = unfinished(path, text) else {
                let private = private::take(path, &mut loaded);
                return Ok((Content::Record(Box::new(loaded)), private));
            };
            records
        }
        Err(error) if !is_conflicted(text) => return Err(error.in_file(path)),
        Err(_) => unfinished(path, text).map_err(|error| error.in_file(path))?.records,
    };
    let (records, private) = with_private(path, unmerged);
    Ok((Content::Unmerged(Box::new(records)), private))
}

/// Returns the copies with the private ballots beside the file, and the fingerprint of these.
fn with_private(path: &Path, mut records: ThreeRecords) -> (ThreeRecords, Option<u64>) {
    let ThreeRecords { base, ours, theirs } = &mut records;
    let private = private::take_into(path, [base, ours, theirs]);
    (records, private)
}

/// Reads the copies of a merge that git holds as unfinished, even if people have changed the file since.
///
/// # Errors
/// [`ReadError`] if the merge is finished, or one of the copies is no record.
pub fn open_unfinished(path: &Path) -> Result<(ThreeRecords, Fingerprint), ReadError> {
    let (unfinished, print) = load_unfinished(path)?;
    let (records, private) = with_private(path, unfinished.records);
    Ok((records, print.with_private(private)))
}

/// Compares a file with what was known of it. The file is read only if its size or time of change differ. If nothing
/// was known, any content counts as changed.
#[must_use]
pub fn look(path: &Path, known: Option<&Fingerprint>) -> OnDisk {
    match fs::metadata(path) {
        Err(error) if is_gone(&error) => return OnDisk::Gone,
        Ok(about) => {
            let is_same =
                |known: &&Fingerprint| known.still_fits(&about) && known.private() == private::print_like(path, known);
            if let Some(known) = known.filter(is_same) {
                return OnDisk::Same(*known);
            }
        }
        Err(_) => {}
    }
    // Whatever is wrong with the file, reading it returns the words for that.
    let read = read_with_about(path).map_err(|error| error.in_file(path));
    let (text, about) = match read {
        Ok(read) => read,
        Err(error) => return OnDisk::Unreadable(error),
    };
    let now = Fingerprint::of(text.as_bytes(), &about);
    let like_known = now.with_private(known.and_then(|known| private::print_like(path, known)));
    if known.is_some_and(|known| like_known.is_same_content(known)) {
        return OnDisk::Same(like_known);
    }
    match content(path, &text) {
        Ok((content, private)) => OnDisk::Changed(Box::new(content), now.with_private(private)),
        Err(error) => OnDisk::Unreadable(error),
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Writes a decision file, unless it has changed since it was `known`. Without `known` it is written in any case.
///
/// Of several programs that do this at a time, none overwrites what another has written meanwhile: the file is compared
/// when the new one is ready to replace it, and its folder is locked until it has. Where folders cannot be locked, as
/// on Windows, a moment is left between the two.
///
/// # Errors
/// [`WriteError`] with the reason. The old content is then still there.
pub fn save_over(path: &Path, decision: &Decision, known: Option<&Fingerprint>) -> Result<Saved, WriteError> {
    let text = readable_text(decision).map_err(|error| WriteError::new(path, error))?;
    // What others have sealed since is no obstacle: the caller takes it in first.
    let found = known.map(|known| look(path, Some(known)));
    if let Some(found) = found.filter(|found| matches!(found, OnDisk::Changed(..))) {
        return Ok(Saved::Refused(found));
    }
    let private = private::prepare(path, decision, known)?;
    let saved = write_with(path, &text, &private, known)?;
    Ok(match saved {
        Saved::Written(print, aside) => Saved::Written(print.with_private(private::print_of(path, decision)), aside),
        refused @ Saved::Refused(_) => refused,
    })
}

/// Writes a decision file as [`atomic::create`] does, only where nothing exists yet.
///
/// # Errors
/// [`WriteError`] with the reason.
pub fn save_new(path: &Path, decision: &Decision) -> Result<(), WriteError> {
    let private = private::prepare(path, decision, None)?;
    let text = readable_text(decision).map_err(|error| WriteError::new(path, error))?;
    private::put(&private)?;
    atomic::create(path, text.as_bytes()).map_err(|error| WriteError::new(path, error))
}

/// Writes a text as [`save_over`] writes a record, and private files with it.
pub(super) fn write_with(
    path: &Path,
    text: &str,
    private: &[private::Ready],
    known: Option<&Fingerprint>,
) -> Result<Saved, WriteError> {
    // All slow work comes before the lock, so that others wait only for a comparison and a rename.
    let ready = atomic::prepare(path, text.as_bytes()).map_err(|error| WriteError::new(path, error))?;
    let _held = hold(ready.folder(), FOR_A_SAVE);
    // Compared under the lock: earlier writes of others are seen, and later ones wait.
    let found = known.map(|known| look(path, Some(known)));
    if let Some(found) = found.filter(|found| !matches!(found, OnDisk::Same(_))) {
        return Ok(Saved::Refused(found));
    }
    // Before the record, which says that there is such a ballot.
    private::put(private)?;
    let about = ready.put().map_err(|error| WriteError::new(path, error))?;
    Ok(Saved::Written(Fingerprint::of(text.as_bytes(), &about), private::aside_of(private)))
}
