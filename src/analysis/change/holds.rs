//! Whether a decision still holds.

use super::{Analyzed, ThenAndNow};
use crate::{
    analysis::{
        Analysis,
        model::TIE,
        words::{list, shown_gap, some_points},
    },
    decision::{OptionId, PastResult},
};

/// Whether the decision of then still holds, and why.
///
/// It holds where the option that was chosen then leads now, or is behind the options that it was behind then, and by no more
/// than then. It does not where another option has drawn level or passed it, where it is out by a must-have, where it is no
/// option any more, and where another option is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StillHolds {
    /// Whether it holds.
    pub holds: bool,
    /// Why, in a sentence.
    pub because: String,
}

impl StillHolds {
    /// Returns the whole of it in two sentences.
    #[must_use]
    pub fn sentence(&self) -> String {
        let holds = if self.holds { "The decision still holds" } else { "The decision no longer holds as it was made" };
        format!("{holds}: {}", self.because)
    }
}

/// None where nothing was chosen then, or there is no result now.
pub(super) fn still_holds(both: &ThenAndNow<Analyzed<'_>>) -> Option<StillHolds> {
    let then = both.then;
    let chosen = then.decision.outcome.chosen.as_ref()?;
    let was = Was {
        chosen,
        name: then.decision.option_name(chosen),
        ahead: leading_rivals(then.analysis, chosen),
        behind: Some(behind(then.analysis, chosen)),
    };
    holds_now(&was, both.now)
}

/// Returns the same where only the result of then is known. None where nothing was chosen then, or there is no result now.
pub(crate) fn still_holds_since(then: &PastResult, now: Analyzed<'_>) -> Option<StillHolds> {
    let PastResult { on: _, chosen, leader, runner_up, gap, verdict: _ } = then;
    let chosen = chosen.as_ref()?;
    let ahead: Vec<&OptionId> = match leader {
        Some(leader) => Some(leader).into_iter().filter(|leader| *leader != chosen).collect(),
        // Several options were level, but the record does not keep which. One that is level now may have been among them.
        None => leading_rivals(now.analysis, chosen),
    };
    // How far behind it was is known of the runner-up alone.
    let behind = if ahead.is_empty() || leader.is_none() {
        Some(0.0)
    } else {
        gap.filter(|_| runner_up.as_ref() == Some(chosen))
    };
    holds_now(&Was { chosen, name: now.decision.option_name(chosen), ahead, behind }, now)
}

/// The choice of then, among the options of then.
struct Was<'a> {
    chosen: &'a OptionId,
    name: &'a str,
    /// The other options in the first place.
    ahead: Vec<&'a OptionId>,
    /// How far it was behind them, in points; none where that is not known.
    behind: Option<f64>,
}

fn holds_now(was: &Was<'_>, at: Analyzed<'_>) -> Option<StillHolds> {
    let (now, analysis) = (at.decision, at.analysis);
    if let Some(other) = now.outcome.chosen.as_ref().filter(|other| *other != was.chosen) {
        return Some(no(format!("the choice was {}, and is {}.", was.name, now.option_name(other))));
    }
    let Some(result) = analysis.option(was.chosen) else {
        return Some(no(format!("{} is no longer an option.", was.name)));
    };
    if result.screened_out.is_some() {
        return Some(no(format!("{} is ruled out by a must-have.", now.option_name(was.chosen))));
    }
    analysis.first.as_ref()?;
    Some(compared(was, at))
}

fn no(because: String) -> StillHolds {
    StillHolds { holds: false, because }
}

/// Returns a chosen option that is still there, beside those that are ahead of it or level with it.
fn compared(was: &Was<'_>, now: Analyzed<'_>) -> StillHolds {
    let rivals = leading_rivals(now.analysis, was.chosen);
    let behind = behind(now.analysis, was.chosen);
    let is_same = rivals.iter().all(|rival| was.ahead.contains(rival));
    let is_no_further = was.behind.is_some_and(|then| behind - then <= TIE);
    let holds = is_same && is_no_further;
    let others = list(&rivals.iter().map(|rival| now.decision.option_name(rival)).collect::<Vec<_>>());
    let chosen = now.decision.option_name(was.chosen);
    let shown = some_points(behind);
    let because = if rivals.is_empty() {
        format!("{chosen} leads.")
    } else if behind <= TIE {
        format!("{chosen} is level with {others}.")
    } else {
        match was.behind.filter(|_| is_same) {
            None => format!("{others} leads {chosen} by {shown}."),
            Some(then) if is_no_further => {
                format!("{chosen} is {shown} behind {others}, and was {} behind.", some_points(then))
            }
            Some(then) if then <= TIE => format!("{chosen} is {shown} behind {others}, and was level."),
            Some(then) => {
                format!("{chosen} is {shown} behind {others}, and was only {} behind.", some_points(then))
            }
        }
    };
    StillHolds { holds, because }
}

/// Returns the options in the first place, without this one.
fn leading_rivals<'a>(analysis: &'a Analysis, chosen: &OptionId) -> Vec<&'a OptionId> {
    analysis.leaders.all().iter().filter(|id| *id != chosen).collect()
}

/// Returns how far an option is behind the first place, in points, as the totals show it; 0 without one.
fn behind(analysis: &Analysis, chosen: &OptionId) -> f64 {
    let first = analysis.first.as_ref().and_then(|first| analysis.option(first));
    let totals = first.zip(analysis.option(chosen)).filter(|(first, option)| first.value > option.value);
    totals.map_or(0.0, |(first, option)| shown_gap(first.value, option.value))
}
