//! What changed between two contents of a record: the result then and now, what moved it, and the parts that differ.

mod gap;
mod holds;
mod json;
mod parts;
mod rest;
mod scores;
mod summary;
mod weights;

use std::cmp::Reverse;

pub use self::{
    gap::{CriterionChange, GapChange, MemberShare},
    holds::StillHolds,
    json::{ChangeJson, change_to_json},
    parts::PartChange,
    scores::ScoreChange,
    summary::ResultSummary,
    weights::WeightChange,
};
pub(super) use self::{holds::still_holds_since, summary::Standings};
use super::Analysis;
use crate::decision::{Decision, differences};

/// A record with what follows from it.
#[derive(Debug, Clone, Copy)]
pub struct Analyzed<'a> {
    /// The record.
    pub decision: &'a Decision,
    /// Its analysis.
    pub analysis: &'a Analysis,
}

/// The same thing at two times.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ThenAndNow<T> {
    /// The earlier one.
    pub then: T,
    /// The later one.
    pub now: T,
}

impl<T> ThenAndNow<T> {
    /// Returns what `of` makes of each.
    pub(crate) fn map<U>(&self, of: impl Fn(&T) -> U) -> ThenAndNow<U> {
        ThenAndNow { then: of(&self.then), now: of(&self.now) }
    }
}

impl ThenAndNow<f64> {
    /// Returns by how much it has grown.
    #[must_use]
    pub fn change(&self) -> f64 {
        self.now - self.then
    }

    /// Returns the mean of then and now.
    pub(crate) fn mean(&self) -> f64 {
        f64::midpoint(self.then, self.now)
    }
}

impl<'a> ThenAndNow<Analyzed<'a>> {
    /// Returns the records.
    fn decisions(&self) -> ThenAndNow<&'a Decision> {
        self.map(|at| at.decision)
    }
}

/// What changed between two contents of a record, or between a record and the one that it supersedes. Parts are matched by
/// their ids.
#[derive(Debug, Clone, PartialEq)]
pub struct WhatChanged {
    /// The result of each.
    pub result: ThenAndNow<ResultSummary>,
    /// Whether the decision of then still holds; none where nothing was chosen then, or there is no result now.
    pub holds: Option<StillHolds>,
    /// What moved the lead of then; none where nobody was ahead of anybody then, or one of the two options is gone.
    pub gap: Option<GapChange>,
    /// Weights that changed, those that moved the lead the most first.
    pub weights: Vec<WeightChange>,
    /// Votes that differ, of members and counted references that both records have, on cells that both have. Those that moved
    /// the lead the most come first.
    pub scores: Vec<ScoreChange>,
    /// What is new, gone or different of the options.
    pub options: Vec<PartChange>,
    /// What else differs and has values to tell: criteria, members, texts, the outcome and the words on scores. In the order of
    /// the record.
    pub texts: Vec<PartChange>,
    /// What differs besides, a clause each, such as "the state of a round".
    pub others: Vec<String>,
}

impl WhatChanged {
    /// Reports whether there is nothing to tell.
    #[must_use]
    pub fn is_nothing(&self) -> bool {
        let Self { result, holds: _, gap, weights, scores, options, texts, others } = self;
        result.then == result.now
            && gap.as_ref().is_none_or(|gap| gap.criteria.is_empty())
            && weights.is_empty()
            && scores.is_empty()
            && options.is_empty()
            && texts.is_empty()
            && others.is_empty()
    }
}

/// Returns what changed from one content of a record to another. Both analyses have to count the same rounds.
#[must_use]
pub fn what_changed(then: Analyzed<'_>, now: Analyzed<'_>) -> WhatChanged {
    let both = ThenAndNow { then, now };
    let gap = gap::gap_change(&both);
    let mut weights = weights::weights(&both, gap.as_ref());
    let mut scores = scores::scores(&both, gap.as_ref());
    weights.sort_by_key(|weight| largest_first(weight.effect));
    scores.sort_by_key(|score| largest_first(score.effect));
    let decisions = both.decisions();
    let mut change = WhatChanged {
        result: both.map(|at| ResultSummary::of(*at)),
        holds: holds::still_holds(&both),
        gap,
        weights,
        scores,
        options: parts::options(&decisions),
        texts: parts::texts(&decisions),
        others: rest::rest(&decisions),
    };
    // Scores of an earlier round, or the order of a list, may differ with nothing to tell of what counts.
    if change.is_nothing() && decisions.then != decisions.now {
        change.others = differences(decisions.then, decisions.now);
        if change.others.is_empty() {
            change.others.push("the order of its parts, or an empty ballot".to_owned());
        }
    }
    change
}

/// Sorts by size, whatever the sign; what has no effect comes last.
fn largest_first(effect: Option<f64>) -> Reverse<u64> {
    // Numbers above 0 are in the order of their bits.
    Reverse(effect.map_or(0, |effect| effect.abs().to_bits()))
}
