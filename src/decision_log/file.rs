//! What is in an ADR's file now.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

/// The largest file that is read as an ADR.
pub(super) const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The most lines of one. Each may state something, and two files of millions of them cannot be compared in little memory.
const MAX_LINES: usize = 100_000;

/// Why a file with these bytes is not read as an ADR, whatever they say: a clause; none if it is.
pub(super) fn excess(bytes: &[u8]) -> Option<String> {
    if bytes.len() as u64 > MAX_BYTES {
        Some(format!("it is larger than {} MiB", MAX_BYTES >> 20))
    } else if bytes.iter().filter(|byte| **byte == b'\n').nth(MAX_LINES).is_some() {
        Some(format!("it has more than {MAX_LINES} lines"))
    } else {
        None
    }
}

/// Why what is at an ADR's place cannot be read. Nothing is written there.
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
    /// There is more in it than a record may hold.
    #[error("`{path}` holds more than fits into a record, which has at most {most}; leave something out")]
    TooMany {
        /// The file.
        path: String,
        /// The most of what there is too much of.
        most: String,
    },
    /// The operating system says no.
    #[error("`{path}` cannot be read: {error}")]
    Io {
        /// The file, from the root of the repository.
        path: String,
        /// What the operating system says.
        error: io::Error,
    },
}

impl Unreadable {
    fn io(path: &str, error: io::Error) -> Self {
        Self::Io { path: path.to_owned(), error }
    }
}
/// A file that is not written, since it could not be read again.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` would have more than {mib} MiB or {MAX_LINES} lines, and no larger ADR is read; shorten what the record says",
    mib = MAX_BYTES >> 20
)]
pub struct TooLarge(pub String);

/// Whether a file with this text can be read again.
///
/// # Errors
/// [`TooLarge`] names the path where it could not.
pub(super) fn readable(path: &str, text: &str) -> Result<(), TooLarge> {
    excess(text.as_bytes()).map_or(Ok(()), |_| Err(TooLarge(path.to_owned())))
}

/// The text of the file at `place`; none if there is none. Errors name it as `path`.
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

/// The bytes of an ADR that somebody names, whatever they are.
///
/// # Errors
/// [`Unreadable`] if it is no file, too large to be an ADR, or cannot be read.
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

/// The first bytes of a file: one more than `most` where it is longer. It may grow while it is read.
pub(super) fn read_up_to(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Whether two texts have the same lines. Git may check a file out with other line ends.
pub(super) fn same_text(a: &str, b: &str) -> bool {
    a == b || (a.contains('\r') && a.replace("\r\n", "\n") == b)
}
