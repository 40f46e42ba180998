//! How far the reading of a log is, seen and stopped from another thread.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// How far the reading of a log is. Shared with the thread that reads.
#[derive(Debug, Default)]
pub struct Progress {
    cancelled: AtomicBool,
    found: AtomicUsize,
    read: AtomicUsize,
}

/// The reading was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the reading was cancelled")]
pub struct Cancelled;

impl Progress {
    /// Stops the reading soon.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// How many files were read, of how many that were found so far.
    #[must_use]
    pub fn so_far(&self) -> (usize, usize) {
        (self.read.load(Ordering::Relaxed), self.found.load(Ordering::Relaxed))
    }

    pub(super) fn check(&self) -> Result<(), Cancelled> {
        if self.cancelled.load(Ordering::Relaxed) { Err(Cancelled) } else { Ok(()) }
    }

    pub(super) fn found(&self, files: usize) {
        self.found.fetch_add(files, Ordering::Relaxed);
    }

    pub(super) fn read_one(&self) {
        self.read.fetch_add(1, Ordering::Relaxed);
    }
}
