//! The result of a record beside that of the one that it supersedes.

use jiff::civil::Date;

use super::{
    Analysis, Firmness, Pair,
    change::{Analyzed, Standings, StillHolds, still_holds_since},
    words::some_points,
};
use crate::decision::{Decision, OptionId, PastResult};

/// Returns what a record that supersedes this one keeps of its result; none where there is no result.
#[must_use]
pub fn past_result(decision: &Decision, analysis: &Analysis, on: Date) -> Option<PastResult> {
    let Standings { leader, runner_up, gap, verdict, .. } = Standings::of(analysis);
    let chosen = decision.outcome.chosen.clone();
    // As the totals show it, which is how it will be told beside the gap of a later day.
    let shown = analysis.pairs.first().map_or(0.0, Pair::shown_gap);
    let gap = gap.map(|gap| if gap > 0.0 { shown } else { 0.0 })?;
    Some(PastResult {
        on,
        chosen,
        leader,
        runner_up,
        gap: Some(gap),
        verdict: verdict.map(Firmness::name).unwrap_or_default().to_owned(),
    })
}

/// Returns the result of the superseded record and the present one in a few sentences, such as "Then: Rust by 0.38. Now: Rust by 0.21.
/// The decision still holds: Rust leads." None where the record supersedes none, that one had no result, or there is none now.
#[must_use]
pub fn since_predecessor(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let then = decision.predecessor.as_ref()?.result.as_ref()?;
    let now = Standings::of(analysis);
    now.gap?;
    let then_told = result(decision, then.leader.as_ref(), then.gap.map(some_points));
    // The gap now is beside the totals.
    let gap = now.gap.and_then(|_| Some(analysis.pairs.first()?.lead()));
    let now_told = result(decision, now.leader.as_ref(), gap);
    let holds = still_holds_since(then, Analyzed { decision, analysis });
    let holds = holds.as_ref().map(StillHolds::sentence).unwrap_or_default();
    Some(format!("Then: {then_told}. Now: {now_told}. {holds}").trim_end().to_owned())
}

/// "Rust by 0.38", "no option ahead"
fn result(decision: &Decision, leader: Option<&OptionId>, gap: Option<String>) -> String {
    match (leader, gap) {
        (Some(leader), Some(gap)) => format!("{} by {gap}", decision.option_name(leader)),
        (Some(leader), None) => decision.option_name(leader).to_owned(),
        (None, _) => "no option ahead".to_owned(),
    }
}
