//! The random draws for a record, and their progress.

use std::{
    borrow::Cow,
    num::NonZero,
    sync::{Arc, LazyLock},
};

use crate::analysis::{
    Analysis, Ladder,
    robustness::{Progress, Settings, same_rung},
};

/// The shortest run whose progress is shown, in seconds.
const WORTH_TELLING: f64 = 0.3;

/// The rungs drawn so far, and the analysis that they were drawn for.
pub struct DrawnLadder {
    /// The analysis, without a ladder.
    pub of: Arc<Analysis>,
    /// The ladder so far.
    pub ladder: Ladder,
    /// The state of the rest.
    pub drawing: Drawing,
}

/// The state of the draws.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// They are being made.
    UnderWay {
        /// The numbers of draws made and planned.
        progress: Arc<Progress>,
        /// The time at which they began, in seconds.
        since: f64,
    },
    /// People stopped them.
    Stopped,
    /// All are made.
    Done,
}

/// Returns the settings of the draws: those of the commands, but on as many threads as the machine has, less one for the window,
/// and at most 8. The number of threads changes no result.
#[must_use]
pub fn draw_settings() -> Settings {
    // Kept, since reading it from files of the system would take a part of every frame.
    static THREADS: LazyLock<usize> =
        LazyLock::new(|| std::thread::available_parallelism().map_or(1, NonZero::get).saturating_sub(1).clamp(1, 8));
    Settings { threads: *THREADS, ..Settings::default() }
}

impl DrawnLadder {
    /// Returns those rungs that have the same numbers behind them in another analysis.
    #[must_use]
    pub fn still_asked(&self, analysis: &Arc<Analysis>) -> Cow<'_, Ladder> {
        if Arc::ptr_eq(&self.of, analysis) {
            return Cow::Borrowed(&self.ladder);
        }
        let mut ladder = self.ladder.clone();
        ladder.rungs.retain(|result| same_rung(&self.of, analysis, result.rung));
        Cow::Owned(ladder)
    }
}

impl Drawing {
    /// Reports whether they are being made.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::UnderWay { .. })
    }

    /// Returns the share that is made, from 0 to 1; `None` where they are not under way, or too short at the time `now` to be
    /// shown.
    #[must_use]
    pub fn worth_telling(&self, now: f64) -> Option<f64> {
        let Self::UnderWay { progress, since } = self else { return None };
        let (made, planned) = progress.so_far();
        // Before the draws are planned both are 0.
        (now - since >= WORTH_TELLING).then(|| made as f64 / planned.max(1) as f64)
    }
}
