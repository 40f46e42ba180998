//! Reading the file of an ADR.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

/// Size of the largest file that is read as an ADR, in bytes.
pub(super) const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// Maximum number of its lines. Each may state something, and two files of millions of lines cannot be compared in
/// little memory.
const MAX_LINES: usize = 100_000;

/// Returns why a file with these bytes is not read as an ADR, whatever they contain, as a clause; `None` if it is read.
pub(super) fn excess(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > MAX_BYTES {
        Some(format!("it is larger than {} MiB", MAX_BYTES >> 20))
    } else if bytes.iter().filter(|byte| **byte == b'\n').nth(MAX_LINES).is_some() {
        Some(format!("it has more than {MAX_LINES} lines"))
    } else {
        None
    }
}

/// Reasons why the file of an ADR cannot be read. Nothing is written there.
#[derive(Debug, thiserror::Error)]
pub enum Unreadable {
    /// It is a folder, a device or a pipe.
    #[error("`{0}` is not a file; name another one")]
    NotAFile(String),
    /// It is not text.
    #[error("`{0}` does not hold the text of an ADR; name another file")]
    NotText(String),
    /// It is too large to be an ADR.
    #[error("`{path}` is not read as an ADR: {why}; name another file")]
    TooLarge {
        /// The file.
        path: String,
        /// What there is too much of: a clause.
        why: String,
    },
    /// It holds more than a record may.
    #[error("`{path}` holds more than fits into a record, which has at most {most}; leave something out")]
    TooMany {
        /// The file.
        path: String,
        /// The limit that it exceeds.
        most: String,
    },
    /// The operating system refuses.
    #[error("`{path}` cannot be read: {error}")]
    Io {
        /// The file, from the root of the repository.
        path: String,
        /// Its error.
        error: io::Error,
    },
}

impl Unreadable {
    fn io(path: &str, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}
/// A file that is not written, because it could not be read again. Holds its path.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` would have more than {mib} MiB or {MAX_LINES} lines, and no larger ADR is read; shorten what the record says",
    mib = MAX_BYTES >> 20
)]
pub struct TooLarge(pub String);

/// Checks that a file with this text can be read again.
///
/// # Errors
/// [`TooLarge`] with the path if it could not.
pub(super) fn readable(path: &str, text: &str) -> Result<(), TooLarge> {
    excess(text.as_bytes()).map_or(Ok(()), |_| Err(TooLarge(path.to_owned())))
}

/// Reads the text of the file at `place`; `None` if it does not exist. Errors name it as `path`.
pub(super) fn read(place: &Path, path: &str) -> Result<Option<String>, Unreadable> {
    let about = match fs::metadata(place) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        about => about.map_err(|error| Unreadable::io(path, error))?,
    };
    if !about.is_file() {
        return Err(Unreadable::NotAFile(path.to_owned()));
    }
    let bytes = read_up_to(place, MAX_BYTES).map_err(|error| Unreadable::io(path, error))?;
    if let Some(why) = excess(&bytes) {
        return Err(Unreadable::TooLarge { path: path.to_owned(), why });
    }
    String::from_utf8(bytes).map(Some).map_err(|_| Unreadable::NotText(path.to_owned()))
}

/// Reads the bytes of an ADR that somebody names. They need not be valid UTF-8.
///
/// # Errors
/// [`Unreadable`] if it is not a file, is binary or too large to be an ADR, or cannot be read.
pub fn read_adr(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let name = path.display().to_string();
    let about = fs::metadata(path).map_err(|error| Unreadable::io(&name, error))?;
    if !about.is_file() {
        return Err(Unreadable::NotAFile(name));
    }
    let bytes = read_up_to(path, MAX_BYTES).map_err(|error| Unreadable::io(&name, error))?;
    if let Some(why) = excess(&bytes) {
        return Err(Unreadable::TooLarge { path: name, why });
    }
    if bytes.contains(&0) {
        return Err(Unreadable::NotText(name));
    }
    Ok(bytes)
}

/// Reads the first bytes of a file: one more than `most` if it is longer. It may grow while it is read.
pub(super) fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reports whether two texts have the same lines. Git may check a file out with other line ends.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    a == b || (a.contains('\r') && a.replace("\r\n", "\n") == b)
}
