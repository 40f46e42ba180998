//! The random draws for a record, as far as they are made.

use std::{borrow::Cow, sync::Arc};

use crate::analysis::{
    Analysis, Ladder,
    robustness::{Progress, same_rung},
};

/// Progress is shown only for runs longer than this, in seconds.
const WORTH_TELLING: f64 = 0.3;

/// The rungs that are drawn, and the analysis that they were drawn for.
pub struct DrawnLadder {
    /// The analysis, without a ladder.
    pub of: Arc<Analysis>,
    /// What there is of the ladder.
    pub ladder: Ladder,
    /// What becomes of the rest.
    pub drawing: Drawing,
}

/// How far the draws are.
#[derive(Debug, Clone)]
pub enum Drawing {
    /// They are being made.
    UnderWay {
        /// How many there are.
        progress: Arc<Progress>,
        /// The time at which they were begun, in seconds.
        since: f64,
    },
    /// People stopped them.
    Stopped,
    /// All are made.
    Done,
}

impl DrawnLadder {
    /// Those rungs that ask the same in another analysis.
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
    /// Whether they are being made.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        matches!(self, Self::UnderWay { .. })
    }

    /// The share that is made, 0 to 1, once they have taken long enough at the time `now`.
    #[must_use]
    pub fn worth_telling(&self, now: f64) -> Option<f64> {
        let Self::UnderWay { progress, since } = self else { return None };
        let (made, planned) = progress.so_far();
        // Before the draws are planned both are 0.
        (now - since >= WORTH_TELLING).then(|| made as f64 / planned.max(1) as f64)
    }
}
