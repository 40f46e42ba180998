//! Decision files on disk.

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::Path,
};

use super::{
    decision_file_name::MAX_BYTES,
    error::ReadError,
    format::{Loaded, parse, to_ron},
    git::{GitError, bytes_at},
};
use crate::decision::{
    Counts, Decision,
    text::{capitalized, one_line},
};

/// Reads a decision file.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no record. The file is never changed.
pub fn load(path: &Path) -> Result<Loaded, ReadError> {
    load_with_text(path).map(|(loaded, _)| loaded)
}

/// Reads a decision file as [`load`] does, and returns its text as well, in which [`lines_of`](super::lines_of) finds
/// the parts of the record.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no record. The file is never changed.
pub fn load_with_text(path: &Path) -> Result<(Loaded, String), ReadError> {
    let loaded = read_text(path).and_then(|text| Ok((parse(&text)?, text)));
    loaded.map_err(|error| error.in_file(path))
}

/// Reads the record in a decision file whose text has these words, such as the id of another record. Returns `None` if it has not, or
/// cannot be read. For files without the words this is much faster than [`load`].
#[must_use]
pub fn load_naming(path: &Path, words: &str) -> Option<Decision> {
    let text = read_text(path).ok().filter(|text| text.contains(words))?;
    parse(&text).ok().map(|loaded| loaded.decision)
}

/// Reasons why a record could not be read as it was at a revision. They are displayed as sentences.
#[derive(Debug, thiserror::Error)]
pub enum RevisionError {
    /// Git could not return the file.
    #[error("{}.", capitalized(&.0.to_string()))]
    Git(#[from] GitError),
    /// The content could not be read as a record.
    #[error(transparent)]
    Read(#[from] ReadError),
}

/// Reads a decision file as it was at a revision of its repository, such as `HEAD~3`, also under an earlier name.
///
/// # Errors
/// [`RevisionError`] if git cannot return the file, or it holds no record.
pub fn load_at(path: &Path, revision: &str) -> Result<Loaded, RevisionError> {
    let name = format!("{} at {}", path.display(), one_line(revision));
    let loaded = match bytes_at(path, revision, MAX_BYTES) {
        Err(GitError::TooMuch(_)) => {
            let what = format!("the file had more than {}, and no larger one is read", in_mib(MAX_BYTES));
            Err(ReadError::new(what, "Name another revision."))
        }
        bytes => utf8(bytes?).and_then(|text| parse(&text)),
    };
    Ok(loaded.map_err(|error| error.in_file(Path::new(&name)))?)
}

/// Returns the published part of a record as the text of a file that can be read again.
pub(super) fn readable_text(decision: &Decision) -> io::Result<String> {
    // The reader refuses records above these limits, so writing one would lock people out of it.
    Counts::of(decision).check().map_err(|too_many| io::Error::new(io::ErrorKind::FileTooLarge, too_many))?;
    readable_size(to_ron(&decision.as_published()))
}

/// Formats a size in MiB, rounded up.
pub(super) fn in_mib(bytes: u64) -> String {
    format!("{} MiB", bytes.div_ceil(1024 * 1024))
}

/// Returns the text unchanged, or an error if it is too large to be read again.
pub(super) fn readable_size(text: String) -> io::Result<String> {
    let size = text.len() as u64;
    if size <= MAX_BYTES {
        return Ok(text);
    }
    let what = format!("it would have {}, and no file of more than {} is read", in_mib(size), in_mib(MAX_BYTES));
    Err(io::Error::new(io::ErrorKind::FileTooLarge, what))
}

/// Reads the text of a file, which may come from a stranger.
pub(super) fn read_text(path: &Path) -> Result<String, ReadError> {
    read_with_about(path).map(|(text, _)| text)
}

/// Reads a file as [`read_text`] does, and returns the metadata from just before the read as well.
pub(super) fn read_with_about(path: &Path) -> Result<(String, Metadata), ReadError> {
    let (bytes, about) = read_bytes(path)?;
    Ok((utf8(bytes)?, about))
}

/// Reads a record that comes from elsewhere than from a file, such as the output of another program, with its text. `name` is what
/// errors call it.
///
/// # Errors
/// [`ReadError`] if it cannot be read, is too large or holds no record.
pub fn load_from(input: impl Read, name: &Path) -> Result<(Loaded, String), ReadError> {
    let bytes = bytes_of(input).and_then(utf8);
    bytes.and_then(|text| Ok((parse(&text)?, text))).map_err(|error| error.in_file(name))
}

/// Reads bytes that come from elsewhere than from a file, such as those of a table. `name` is what errors call them.
///
/// # Errors
/// [`ReadError`] if they cannot be read or are too many.
pub fn load_bytes_from(input: impl Read, name: &Path) -> Result<Vec<u8>, ReadError> {
    bytes_of(input).map_err(|error| error.in_file(name))
}

/// Reads as many bytes as a file may have.
fn bytes_of(input: impl Read) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::new();
    // One byte more than is allowed shows that there are too many.
    input.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(ReadError::too_large(format!("there is more than {}, and no more is read", in_mib(MAX_BYTES))));
    }
    Ok(bytes)
}

/// Reads the bytes of a file, which may come from a stranger, such as those of a table.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or is too large.
pub fn load_bytes(path: &Path) -> Result<Vec<u8>, ReadError> {
    read_bytes(path).map(|(bytes, _)| bytes).map_err(|error| error.in_file(path))
}

fn read_bytes(path: &Path) -> Result<(Vec<u8>, Metadata), ReadError> {
    let about = fs::metadata(path).map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(ReadError::new("this is a folder", "Choose a file in it."));
    }
    // Opening a pipe would wait for somebody to write to it.
    if !about.is_file() {
        return Err(ReadError::new("this is a device or a pipe, not a file", "Choose an ordinary file."));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    // The file may have grown since its size was read, so the size alone is no limit. One byte more than is allowed
    // shows that it is too large.
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    let size = about.len().max(bytes.len() as u64);
    if size > MAX_BYTES {
        let what = format!("the file has {}, and no file of more than {} is read", in_mib(size), in_mib(MAX_BYTES));
        return Err(ReadError::too_large(what));
    }
    Ok((bytes, about))
}

/// Converts the bytes of a file to text.
fn utf8(bytes: Vec<u8>) -> Result<String, ReadError> {
    String::from_utf8(bytes).map_err(|error| not_utf8(error.as_bytes(), error.utf8_error().valid_up_to()))
}

fn unreadable(error: &io::Error) -> ReadError {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
            let advice = "Check the path; the file may have been moved, renamed or deleted, or be on another branch.";
            ReadError::new("there is no such file", advice)
        }
        io::ErrorKind::PermissionDenied => {
            ReadError::new("you are not allowed to read this file", "Ask its owner for permission to read it.")
        }
        _ => ReadError::new(
            format!("the file could not be read: {error}"),
            "Check the disk or the network, and try again.",
        ),
    }
}

fn not_utf8(bytes: &[u8], offset: usize) -> ReadError {
    let advice = "Save it as UTF-8 in a text editor, or take the last good version from git or from a backup.";
    // UTF-16 is full of zero bytes, so its mark is looked for before those.
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return ReadError::new("the text is UTF-16, not UTF-8", advice);
    }
    if bytes.contains(&0) {
        return ReadError::new("the file is binary, not text", "Open a file that Weigh-In saved.");
    }
    let valid = String::from_utf8_lossy(bytes.get(..offset).unwrap_or_default());
    let line = valid.matches('\n').count() + 1;
    let column = valid.chars().rev().take_while(|c| *c != '\n').count() + 1;
    let what = format!("the text is not UTF-8 from byte {offset} on");
    ReadError::new(what, advice).at(&String::from_utf8_lossy(bytes), (line, column))
}
