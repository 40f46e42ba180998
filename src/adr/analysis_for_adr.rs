//! The random draws behind the shares in an ADR.

use crate::{
    analysis::{
        Analysis, Ladder, Rung, Scope, analyze,
        robustness::{Progress, Settings, draw},
    },
    decision::Decision,
};

/// Few enough for a check of many records to stay quick; a share is exact to ±1 %.
const DRAWS: u32 = 10_000;

/// The rungs that take the record's swings into account. The one that forgets them leads astray where nobody can look at
/// what it rests on.
const RUNGS: [Rung; 4] = [Rung::YourOrder, Rung::YourSwings, Rung::YourWeights, Rung::TeamResampled];

/// A record's analysis as an ADR shows it: with a ladder from a fixed seed, so that a check finds the same numbers.
#[must_use]
pub fn drawn(decision: &Decision, scope: Scope) -> Analysis {
    with_ladder(analyze(decision, scope))
}

/// An analysis with the ladder that an ADR shows.
#[must_use]
pub fn with_ladder(mut analysis: Analysis) -> Analysis {
    // Without a runner-up there is no lead whose firmness could be drawn.
    if analysis.winner.is_some() && analysis.runner_up.is_some() {
        let settings = Settings { draws: DRAWS, ..Settings::default() };
        // Nobody cancels it.
        let rungs = RUNGS.iter().filter_map(|rung| draw(&analysis, *rung, settings, &Progress::default())?);
        analysis.ladder = Some(Ladder { seed: settings.seed, rungs: rungs.collect() });
    }
    analysis
}
