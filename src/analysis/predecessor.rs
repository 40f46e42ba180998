//! The result of a record beside that of the one that it supersedes.

use jiff::civil::Date;

use super::{
    Analysis,
    change::{Analyzed, ResultSummary},
    model::TIE,
    words::points,
};
use crate::decision::{Decision, OptionId, PastResult};

/// What a record that supersedes this one keeps of its result; none where there is no result.
#[must_use]
pub fn past_result(decision: &Decision, analysis: &Analysis, on: Date) -> Option<PastResult> {
    let ResultSummary { status: _, chosen, leader, level: _, runner_up, gap, verdict, headline: _ } =
        ResultSummary::of(Analyzed { decision, analysis });
    let verdict = verdict?;
    Some(PastResult { on, chosen, leader, runner_up, gap, verdict: verdict.to_owned() })
}

/// The result of the superseded record and the one of now in a few sentences, such as "Then: Rust by 0.38. Now: Rust by 0.21.
/// The decision still holds." None where the record supersedes none, that one had no result, or there is none now.
#[must_use]
pub fn since_predecessor(decision: &Decision, analysis: &Analysis) -> Option<String> {
    let then = decision.predecessor.as_ref()?.result.as_ref()?;
    let now = ResultSummary::of(Analyzed { decision, analysis });
    now.verdict?;
    let then_told = result(decision, then.leader.as_ref(), then.gap);
    let now_told = result(decision, now.leader.as_ref(), now.gap);
    let holds = match &then.chosen {
        None => String::new(),
        Some(chosen) => format!(" {}", holds(decision, analysis, chosen, then)),
    };
    Some(format!("Then: {then_told}. Now: {now_told}.{holds}"))
}

/// "Rust by 0.38", "no option ahead"
fn result(decision: &Decision, leader: Option<&OptionId>, gap: Option<f64>) -> String {
    match (leader, gap) {
        (Some(leader), Some(gap)) => format!("{} by {}", decision.option_name(leader), points(gap)),
        (Some(leader), None) => decision.option_name(leader).to_owned(),
        (None, _) => "no option ahead".to_owned(),
    }
}

/// Whether the choice of then still holds: it leads, or is behind the same leader by no more than then.
fn holds(decision: &Decision, analysis: &Analysis, chosen: &OptionId, then: &PastResult) -> String {
    let name = decision.option_name(chosen);
    let Some(option) = analysis.option(chosen) else {
        return format!("The decision no longer holds: {name} is no longer an option.");
    };
    if option.screened_out.is_some() {
        return format!("The decision no longer holds: {name} is ruled out by a must-have.");
    }
    let first = analysis.winner.as_ref().and_then(|winner| analysis.option(winner));
    let Some(first) = first else { return String::new() };
    let behind = (first.value - option.value).max(0.0);
    if behind <= TIE {
        return "The decision still holds.".to_owned();
    }
    // How far the choice was behind is known where it was next to the leader.
    let was_behind =
        then.gap.filter(|_| then.leader.as_ref() == Some(&first.id) && then.runner_up.as_ref() == Some(chosen));
    match was_behind {
        Some(gap) if behind <= gap + TIE => {
            format!("The decision still holds: {name} is no further behind than it was.")
        }
        _ => format!(
            "The decision no longer holds as it was made: {} leads {name} by {}.",
            decision.option_name(&first.id),
            points(behind)
        ),
    }
}
