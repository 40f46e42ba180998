//! A decision file that others may change too: what it is like now, compared with what is known of it.

use std::{fs, io, path::Path};

use super::{
    WriteError, atomic,
    decision_file::{read_with_about, readable_text},
    error::ReadError,
    fingerprint::Fingerprint,
    format::{Loaded, parse},
    lock::{FOR_A_SAVE, hold},
    merge::{ThreeRecords, Unfinished, is_conflicted, unfinished},
};
use crate::decision::Decision;

/// What is in a decision file.
#[derive(Debug, Clone)]
pub enum Content {
    /// A record.
    Record(Box<Loaded>),
    /// A merge that git could not finish.
    Unmerged(Box<ThreeRecords>),
}

/// A decision file compared with what was known of it.
#[derive(Debug)]
pub enum OnDisk {
    /// The content is what it was.
    Same(Fingerprint),
    /// There is no such file any more.
    Gone,
    /// Somebody has written something else.
    Changed(Box<Content>, Fingerprint),
    /// There is something that cannot be read.
    Unreadable(ReadError),
}

/// What became of a record that was to be saved.
#[derive(Debug)]
pub enum Saved {
    /// It is in the file.
    Written(Fingerprint),
    /// Nothing was written: the file is not what was known of it.
    Refused(OnDisk),
}

/// Reads a decision file, also one in which git left a merge.
///
/// # Errors
/// [`ReadError`] where there is no file, or no record in it. The file is never changed.
pub fn open(path: &Path) -> Result<(Content, Fingerprint), ReadError> {
    let (text, about) = read_with_about(path).map_err(|error| error.in_file(path))?;
    let print = Fingerprint::of(text.as_bytes(), &about);
    Ok((content(path, &text)?, print))
}

/// [`load`](super::load), and what the file is like, for [`save_over`].
///
/// # Errors
/// [`ReadError`] where there is no file, or no record in it. The file is never changed.
pub fn load_known(path: &Path) -> Result<(Loaded, Fingerprint), ReadError> {
    let (text, about) = read_with_about(path).map_err(|error| error.in_file(path))?;
    let loaded = parse(&text).map_err(|error| error.in_file(path))?;
    Ok((loaded, Fingerprint::of(text.as_bytes(), &about)))
}

fn content(path: &Path, text: &str) -> Result<Content, ReadError> {
    match parse(text) {
        // Git may have left our copy there without a word, as where its merge driver could not be run.
        Ok(loaded) => Ok(match unfinished(path, text) {
            Ok(Unfinished { records, whole: None, .. }) => Content::Unmerged(Box::new(records)),
            _ => Content::Record(Box::new(loaded)),
        }),
        Err(error) if !is_conflicted(text) => Err(error.in_file(path)),
        Err(_) => unfinished(path, text)
            .map(|found| Content::Unmerged(Box::new(found.records)))
            .map_err(|error| error.in_file(path)),
    }
}

/// Looks whether a file is still what was known of it. It is read only where its size or time of change differ. Where nothing
/// is known of it, any content counts as changed.
#[must_use]
pub fn look(path: &Path, known: Option<&Fingerprint>) -> OnDisk {
    match fs::metadata(path) {
        Err(error) if is_gone(&error) => return OnDisk::Gone,
        Ok(about) => {
            if let Some(known) = known.filter(|known| known.still_fits(&about)) {
                return OnDisk::Same(*known);
            }
        }
        Err(_) => {}
    }
    // Whatever is wrong with the file, reading it gives the words for that.
    let read = read_with_about(path).map_err(|error| error.in_file(path));
    let (text, about) = match read {
        Ok(read) => read,
        Err(error) => return OnDisk::Unreadable(error),
    };
    let now = Fingerprint::of(text.as_bytes(), &about);
    if known.is_some_and(|known| now.is_same_content(known)) {
        return OnDisk::Same(now);
    }
    match content(path, &text) {
        Ok(content) => OnDisk::Changed(Box::new(content), now),
        Err(error) => OnDisk::Unreadable(error),
    }
}

fn is_gone(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Writes a decision file, unless it is not what was `known` of it any more. Without that it is written in any case.
///
/// Of several programs that do this at a time, none writes over what another has written meanwhile: the file is compared
/// when all is ready to take its place, and its folder is held until it has. Where folders cannot be held, as on Windows,
/// there is a moment left between the two.
///
/// # Errors
/// [`WriteError`] says why it could not be written. What was there before is then still there.
pub fn save_over(path: &Path, decision: &Decision, known: Option<&Fingerprint>) -> Result<Saved, WriteError> {
    let text = readable_text(decision).map_err(|error| WriteError::new(path, error))?;
    write_over(path, &text, known)
}

/// [`save_over`] of a text.
pub(super) fn write_over(path: &Path, text: &str, known: Option<&Fingerprint>) -> Result<Saved, WriteError> {
    // All slow work comes before the lock, so that others wait only for a comparison and a rename.
    let ready = atomic::prepare(path, text.as_bytes()).map_err(|error| WriteError::new(path, error))?;
    let _held = hold(ready.folder(), FOR_A_SAVE);
    // Compared under the lock: earlier writes of others are seen, and later ones wait.
    let found = known.map(|known| look(path, Some(known)));
    if let Some(found) = found.filter(|found| !matches!(found, OnDisk::Same(_))) {
        return Ok(Saved::Refused(found));
    }
    let about = ready.put().map_err(|error| WriteError::new(path, error))?;
    Ok(Saved::Written(Fingerprint::of(text.as_bytes(), &about)))
}
