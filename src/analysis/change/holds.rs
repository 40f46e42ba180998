//! Whether a decision still holds.

use super::{Analyzed, ThenAndNow};
use crate::{
    analysis::{
        Analysis,
        model::TIE,
        words::{list, points},
    },
    decision::{Decision, OptionId},
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
    /// The whole of it in two sentences.
    #[must_use]
    pub fn sentence(&self) -> String {
        let holds = if self.holds { "The decision still holds" } else { "The decision no longer holds as it was made" };
        format!("{holds}: {}", self.because)
    }
}

/// None where nothing was chosen then, or there is no result now.
pub(super) fn still_holds(both: &ThenAndNow<Analyzed<'_>>) -> Option<StillHolds> {
    let chosen = both.then.decision.outcome.chosen.as_ref()?;
    let (now, analysis) = (both.now.decision, both.now.analysis);
    if let Some(other) = now.outcome.chosen.as_ref().filter(|other| *other != chosen) {
        let names = [both.then.decision.option_name(chosen), now.option_name(other)];
        return Some(no(format!("the choice was {}, and is {}.", names[0], names[1])));
    }
    let Some(result) = analysis.option(chosen) else {
        return Some(no(format!("{} is no longer an option.", both.then.decision.option_name(chosen))));
    };
    if result.screened_out.is_some() {
        return Some(no(format!("{} is ruled out by a must-have.", now.option_name(chosen))));
    }
    analysis.winner.as_ref()?;
    Some(compared(both, chosen))
}

fn no(because: String) -> StillHolds {
    StillHolds { holds: false, because }
}

/// A chosen option that is still there, beside those that are ahead of it or level with it.
fn compared(both: &ThenAndNow<Analyzed<'_>>, chosen: &OptionId) -> StillHolds {
    let rivals = both.map(|at| leading_rivals(at.analysis, chosen));
    let behind = both.map(|at| behind(at.analysis, chosen));
    let holds = rivals.now.iter().all(|rival| rivals.then.contains(rival)) && behind.change() <= TIE;
    StillHolds { holds, because: because(both.now.decision, chosen, &rivals, &behind) }
}

/// The options in the first place, without this one.
fn leading_rivals<'a>(analysis: &'a Analysis, chosen: &OptionId) -> Vec<&'a OptionId> {
    let first = analysis.options.iter().filter(|option| option.rank == Some(1));
    first.map(|option| &option.id).filter(|id| *id != chosen).collect()
}

/// How far an option is behind the first place, in points; 0 without one.
fn behind(analysis: &Analysis, chosen: &OptionId) -> f64 {
    let winner = analysis.winner.as_ref().and_then(|winner| analysis.option(winner));
    winner.zip(analysis.option(chosen)).map_or(0.0, |(first, option)| (first.value - option.value).max(0.0))
}

fn because(now: &Decision, chosen: &OptionId, rivals: &ThenAndNow<Vec<&OptionId>>, behind: &ThenAndNow<f64>) -> String {
    let others = list(&rivals.now.iter().map(|rival| now.option_name(rival)).collect::<Vec<_>>());
    let (chosen, is_same) = (now.option_name(chosen), rivals.now.iter().all(|rival| rivals.then.contains(rival)));
    if rivals.now.is_empty() {
        format!("{chosen} leads.")
    } else if behind.now <= TIE {
        format!("{chosen} is level with {others}.")
    } else if !is_same {
        format!("{others} leads {chosen} by {}.", points(behind.now))
    } else if behind.change() <= TIE {
        format!("{chosen} is {} behind {others}, and was {} behind.", points(behind.now), points(behind.then))
    } else {
        format!("{chosen} is {} behind {others}, and was only {} behind.", points(behind.now), points(behind.then))
    }
}
