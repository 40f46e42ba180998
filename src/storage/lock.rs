//! Locks on folders, so that programs write into them one after the other.

use std::{
    fs::{File, TryLockError},
    path::Path,
    time::{Duration, Instant},
};

/// Longest wait to hold a folder for a save. A save holds a folder for milliseconds; an export holds a repository while
/// it plans.
pub const FOR_A_SAVE: Duration = Duration::from_secs(5);

/// Longest wait to hold a repository for an export.
pub const FOR_AN_EXPORT: Duration = Duration::from_mins(1);

const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// A lock on a folder or a file, held until this is dropped or the program ends.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

/// Locks a folder, waiting up to `patience`. Returns `None` if folders cannot be locked, as on Windows, or another
/// program holds it longer: neither may keep people from saving.
#[must_use]
pub fn hold(folder: &Path, patience: Duration) -> Option<Held> {
    let opened = File::open(folder).ok()?;
    let deadline = Instant::now() + patience;
    loop {
        match opened.try_lock() {
            Ok(()) => return Some(Held { _lock: opened }),
            Err(TryLockError::WouldBlock) if Instant::now() < deadline => std::thread::sleep(BETWEEN_TRIES),
            Err(_) => return None,
        }
    }
}
