//! Whether a lead is one, and how solid it is.

use super::{
    Analysis, Rung,
    model::{Model, TIE},
    pairs::Pair,
    robustness::Acceptability,
};

/// Under this common error the lead is within what swings are commonly off by, and there is no clear winner.
pub const UNCLEAR_BELOW: f64 = 0.10;
/// With a smaller share of first ranks when swings are up to 25 % off, there is no clear winner either.
pub(super) const UNCLEAR_FIRST_BELOW: f64 = 0.60;
/// From this common error on the lead is called solid, if nothing else speaks against it.
const SOLID_FROM: f64 = 0.20;

impl Analysis {
    /// Whether the lead is more than what swings are commonly off by: a common error of at least [`UNCLEAR_BELOW`] and,
    /// once the ladder is drawn, at least 60 % of the first ranks with swings up to 25 % off. False without a winner and
    /// a rival.
    #[must_use]
    pub fn is_clear(&self) -> bool {
        self.gap().is_some_and(|gap| gap > TIE)
            // A common error of exactly 10 % is clear, whatever its sum was rounded to.
            && self.common_error().is_some_and(|error| error >= UNCLEAR_BELOW - TIE)
            && self.first_within_swings().is_none_or(|share| share >= UNCLEAR_FIRST_BELOW)
    }

    /// Whether nothing that is checked speaks against the lead: neither swings a fifth off, nor the empty cells, nor
    /// medians instead of means, nor one ballot more or less, nor a ballot that is sealed and not published yet.
    #[must_use]
    pub fn is_solid(&self) -> bool {
        let error = self.common_error().unwrap_or_default();
        // Without the only ballot nobody leads, which is no other winner.
        let one_ballot_turns_it =
            self.without_member.iter().any(|without| !without.leaders.is_empty() && without.leaders != self.leaders);
        self.is_clear()
            && error >= SOLID_FROM - TIE
            && self.certain
            && self.unpublished == 0
            && self.medians == self.leaders
            && !one_ballot_turns_it
    }

    /// In what share of the weightings with each swing up to 25 % off the winner comes first; none until the ladder is
    /// drawn.
    #[must_use]
    pub fn first_within_swings(&self) -> Option<f64> {
        self.within_swings().map(Acceptability::first)
    }

    /// How the winner fares in the weightings with each swing up to 25 % off; none until the ladder is drawn.
    #[must_use]
    pub fn within_swings(&self) -> Option<&Acceptability> {
        self.ladder.as_ref()?.rung(Rung::YourSwings)?.option(self.first.as_ref()?)
    }

    /// Whether a cell of the options that are left is empty and has a weight, so that what follows from means counts it as 3.
    pub(super) fn has_gaps(&self) -> bool {
        let Model { left, scored, weights, .. } = &self.model;
        left.iter().any(|&option| scored[option].iter().zip(weights).any(|(scored, weight)| !scored && *weight > 0.0))
    }

    /// Whether the winner is behind on no criterion, so that no weights at all put another option ahead.
    pub(super) fn is_behind_on_nothing(&self) -> bool {
        self.pairs.iter().all(|pair| pair.weight_to_move.is_none())
    }

    /// The pair that the swings decide most narrowly.
    pub(super) fn narrowest(&self) -> Option<&Pair> {
        self.pairs.iter().min_by(|a, b| a.error_borne().total_cmp(&b.error_borne()))
    }
}
