//! The random draws for the shares in an ADR.

use crate::{
    analysis::{
        Analysis, Ladder, Rung, Scope, analyze,
        robustness::{Progress, Settings, draw},
    },
    decision::Decision,
};

/// Rungs that use the swings of the record. The one that ignores them misleads readers who cannot look up what it is
/// based on.
const RUNGS: [Rung; 4] = [Rung::YourOrder, Rung::YourSwings, Rung::YourWeights, Rung::TeamResampled];

/// Returns a record's analysis as an ADR shows it: with a ladder from a fixed seed, so that a check finds the same
/// numbers.
#[must_use]
pub fn drawn(decision: &Decision, scope: Scope) -> Analysis {
    with_ladder(analyze(decision, scope))
}

/// Adds the ladder that an ADR shows to an analysis that has a winner and a runner-up; leaves others as they are.
#[must_use]
pub fn with_ladder(mut analysis: Analysis) -> Analysis {
    // Without a runner-up there is no lead whose firmness could be drawn.
    if analysis.first.is_some() && analysis.runner_up.is_some() {
        // As many draws as the window and `analyze` make, so that all give the same shares. They cannot be cancelled.
        let settings = Settings::default();
        let rungs = RUNGS.iter().filter_map(|rung| draw(&analysis, *rung, settings, &Progress::default())?);
        analysis.ladder = Some(Ladder { seed: settings.seed, rungs: rungs.collect() });
    }
    analysis
}
