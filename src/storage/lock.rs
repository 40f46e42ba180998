//! Folders that are held while something is written into them, so that programs do it one after the other.

use std::{
    fs::{File, TryLockError},
    path::Path,
    time::{Duration, Instant},
};

/// How long it is tried to hold a folder. A save holds a folder for milliseconds; an export holds a repository while it
/// plans.
pub const FOR_A_SAVE: Duration = Duration::from_secs(5);

/// How long it is tried to hold a repository.
pub const FOR_AN_EXPORT: Duration = Duration::from_mins(1);

const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// A folder, or a file, that is held until this is dropped, or the program ends.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

/// Holds a folder, which may take so much `patience`. None where folders cannot be locked, as on Windows, or another
/// program holds it too long: that must not keep people from saving.
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
