//! The result of a record in a few words and numbers.

use super::Analyzed;
use crate::{
    analysis::{Analysis, Firmness, model::TIE, verdict},
    decision::{OptionId, Status},
};

/// The result of a record at one time.
#[derive(Debug, Clone, PartialEq)]
pub struct ResultSummary {
    /// The status of the record.
    pub status: Status,
    /// The option that is chosen.
    pub chosen: Option<OptionId>,
    /// The option with the highest total; none where several share it, or there is no result.
    pub leader: Option<OptionId>,
    /// The options that share the highest total; empty where one of them has it alone.
    pub level: Vec<OptionId>,
    /// The option behind the leader; none where there is no leader.
    pub runner_up: Option<OptionId>,
    /// How far the leader is ahead of it, in points; 0 where several share the lead.
    pub gap: Option<f64>,
    /// How firm the lead is; none without one, and where the ladder is not drawn.
    pub verdict: Option<Firmness>,
    /// Where the decision stands, in a sentence.
    pub headline: String,
}

impl ResultSummary {
    /// Returns the result of a record.
    #[must_use]
    pub(super) fn of(at: Analyzed<'_>) -> Self {
        let Analyzed { decision, analysis } = at;
        let Standings { leader, level, runner_up, gap, verdict: firmness } = Standings::of(analysis);
        Self {
            status: decision.status(),
            chosen: decision.outcome.chosen.clone(),
            leader,
            level,
            runner_up,
            gap,
            verdict: firmness,
            headline: verdict(decision, analysis).headline,
        }
    }
}

/// Who leads whom, without the words for it.
pub(crate) struct Standings {
    pub(crate) leader: Option<OptionId>,
    level: Vec<OptionId>,
    pub(crate) runner_up: Option<OptionId>,
    pub(crate) gap: Option<f64>,
    pub(crate) verdict: Option<Firmness>,
}

impl Standings {
    pub(crate) fn of(analysis: &Analysis) -> Self {
        let level = analysis.leaders.level();
        Self {
            leader: analysis.winner().cloned(),
            level: level.to_vec(),
            runner_up: analysis.runner_up.clone().filter(|_| level.is_empty()),
            // What is level beyond rounding is not apart.
            gap: analysis.gap().map(|gap| if gap > TIE { gap } else { 0.0 }),
            verdict: analysis.firmness(),
        }
    }
}
