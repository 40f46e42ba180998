//! Folders that are held while something is written into them, so that programs do it one after the other.

use std::{
    fs::{File, TryLockError},
    path::Path,
    time::Duration,
};

/// How often it is tried to hold a folder, and how long it rests in between: 5 seconds in all. Who saves holds it for
/// some milliseconds.
const MOST_TRIES: u32 = 1000;
const BETWEEN_TRIES: Duration = Duration::from_millis(5);

/// A folder, or a file, that is held until this is dropped, or the program ends.
#[derive(Debug)]
pub struct Held {
    _lock: File,
}

/// Holds a folder. None where locks are not known, as of folders on Windows, or somebody keeps it for no good reason: that
/// must not keep people from saving.
#[must_use]
pub fn hold(folder: &Path) -> Option<Held> {
    let opened = File::open(folder).ok()?;
    for _ in 0..MOST_TRIES {
        match opened.try_lock() {
            Ok(()) => return Some(Held { _lock: opened }),
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::Error(_)) => return None,
        }
    }
    None
}
