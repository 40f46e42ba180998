//! How far the draws are, seen and stopped from another thread.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

/// How far the draws are. Shared with the threads that make them.
#[derive(Debug, Default)]
pub struct Progress {
    cancelled: AtomicBool,
    planned: AtomicU64,
    made: AtomicU64,
}

impl Progress {
    /// Stops the draws soon; they have no result then.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// Returns how many draws were made, of how many that are planned so far. More are planned where cells are empty, once it is
    /// known which weights are central.
    #[must_use]
    pub fn so_far(&self) -> (u64, u64) {
        (self.made.load(Ordering::Relaxed), self.planned.load(Ordering::Relaxed))
    }

    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Adds draws to those that are planned.
    pub fn plan(&self, draws: u32) {
        self.planned.fetch_add(u64::from(draws), Ordering::Relaxed);
    }

    pub(super) fn made(&self, draws: u32) {
        self.made.fetch_add(u64::from(draws), Ordering::Relaxed);
    }
}
