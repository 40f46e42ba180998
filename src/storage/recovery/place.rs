//! Names for recovery files that no other program uses, and the locks that guard them.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use tempfile::NamedTempFile;

use super::{ENDING, LOCK};
use crate::storage::{atomic, rights};

/// Maximum number of names that are tried, if other programs delete the lock of a new one before it is held.
const MOST_TRIES: usize = 8;

/// A recovery file of this program. Dropping this deletes the lock, and leaves the file.
pub(super) struct RecoveryPlace {
    pub(super) file: PathBuf,
    _lock: NamedTempFile,
}

impl RecoveryPlace {
    pub(super) fn take(folder: &Path) -> io::Result<Self> {
        make(folder)?;
        for _ in 0..MOST_TRIES {
            let lock = tempfile::Builder::new().prefix("work-").suffix(LOCK).tempfile_in(folder)?;
            // If locks are not supported, no other program can hold one either.
            let free = !matches!(lock.as_file().try_lock(), Err(fs::TryLockError::WouldBlock));
            // A program that tidies up may have seen it before it was held.
            if free && lock.path().exists() {
                return Ok(Self { file: beside(lock.path(), ENDING), _lock: lock });
            }
        }
        Err(io::Error::other("no name for a recovery file could be had"))
    }
}

/// Creates the folder of recovery files. It is the program's own: the rights of others to it are removed.
pub(super) fn make(folder: &Path) -> io::Result<()> {
    atomic::private_folder(folder)?;
    rights::narrow_own(folder);
    Ok(())
}

/// Returns the path with the same stem and another ending.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let stem = [ENDING, LOCK].iter().find_map(|known| name.strip_suffix(known)).unwrap_or(&name);
    path.with_file_name(format!("{stem}{ending}"))
}
