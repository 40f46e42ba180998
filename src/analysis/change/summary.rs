//! The result of a record in a few words and numbers.

use super::Analyzed;
use crate::{
    analysis::{Analysis, model::TIE, verdict},
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
    /// "no clear winner", "lead that empty cells could turn", "clear lead" or "solid lead"; none without a result.
    pub verdict: Option<&'static str>,
    /// Where the decision stands, in a sentence.
    pub headline: String,
}

impl ResultSummary {
    /// The result of a record.
    #[must_use]
    pub(super) fn of(at: Analyzed<'_>) -> Self {
        let Analyzed { decision, analysis } = at;
        let Standings { leader, level, runner_up, gap, verdict: word } = Standings::of(analysis);
        Self {
            status: decision.status(),
            chosen: decision.outcome.chosen.clone(),
            leader,
            level,
            runner_up,
            gap,
            verdict: word,
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
    pub(crate) verdict: Option<&'static str>,
}

impl Standings {
    pub(crate) fn of(analysis: &Analysis) -> Self {
        let first = analysis.options.iter().filter(|option| option.rank == Some(1));
        let level: Vec<OptionId> = first.map(|option| option.id.clone()).collect();
        let is_alone = level.len() <= 1;
        Self {
            leader: analysis.winner().cloned(),
            level: if is_alone { Vec::new() } else { level },
            runner_up: analysis.runner_up.clone().filter(|_| is_alone),
            // What is level beyond rounding is not apart.
            gap: analysis.gap().map(|gap| if gap > TIE { gap } else { 0.0 }),
            verdict: word(analysis),
        }
    }
}

/// How sure the lead is, judged as the headline of the [verdict](verdict()) is; none without one.
fn word(analysis: &Analysis) -> Option<&'static str> {
    analysis.gap()?;
    Some(if !analysis.is_clear() {
        "no clear winner"
    } else if analysis.empty_cells_could_turn_it() {
        "lead that empty cells could turn"
    } else if analysis.is_solid() {
        "solid lead"
    } else {
        "clear lead"
    })
}
