//! The progress of reading a log, which another thread can see and cancel.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// The progress of reading a log. Shared with the thread that reads.
#[derive(Debug, Default)]
pub struct Progress {
    cancelled: AtomicBool,
    found: AtomicUsize,
    read: AtomicUsize,
}

/// The error of a reading that was cancelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the reading was cancelled")]
pub struct Cancelled;

impl Progress {
    /// Cancels the reading, which stops soon.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Returns the number of files that were read, and of those that were found so far.
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
