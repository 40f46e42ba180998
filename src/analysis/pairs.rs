//! The winner against each rival.

use super::{
    exact,
    model::{Model, TIE, dot},
    sensitivity,
    words::{lead, lead_in_points, shown_gap},
};
use crate::decision::{Decision, OptionId};

/// The winner against one rival.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    /// The option that leads; the first of those that share the lead, where several do.
    pub winner: OptionId,
    /// The one that it leads.
    pub rival: OptionId,
    /// What the two come to, 1 to 5.
    pub values: [f64; 2],
    /// By how much the winner is ahead, in points of the scale; 0 or above.
    pub gap: f64,
    /// By how much, as a share, every swing may be off before the rival draws level, 0 to 1; 1 where it does not while all swings
    /// keep something; none where no criterion with a weight separates the two.
    pub common_error: Option<f64>,
    /// The smallest share of the weight that has to move for a tie; none where no weights give one.
    pub weight_to_move: Option<f64>,
    /// The share of all weightings under which the winner beats the rival. It ignores the swings.
    pub exact_any_weights: f64,
    /// The share of the weightings that keep the order of the swings; none where all are equal, since nobody has ranked.
    pub exact_your_order: Option<f64>,
}

impl Pair {
    /// Returns by how much the winner is ahead, in points, as the totals are shown.
    #[must_use]
    pub fn shown_gap(&self) -> f64 {
        shown_gap(self.values[0], self.values[1])
    }

    /// Returns the same in words: "0.49".
    #[must_use]
    pub fn lead(&self) -> String {
        lead(self.values[0], self.values[1])
    }

    /// Returns the same with its unit: "0.49 points", "1 point".
    #[must_use]
    pub fn lead_in_points(&self) -> String {
        lead_in_points(self.values[0], self.values[1])
    }

    /// Reports whether neither is ahead, beyond rounding.
    #[must_use]
    pub fn is_level(&self) -> bool {
        self.gap <= TIE
    }
}

/// Returns the first of `order` against each of the others, the nearest first.
pub(super) fn pairs(decision: &Decision, model: &Model, order: &[usize]) -> Vec<Pair> {
    let values = model.values(&model.weights);
    let [winner, rivals @ ..] = order else { return Vec::new() };
    let winner = *winner;
    let sheets = model.swings();
    let ordered = model.has_an_order().then(|| model.counted_of(&model.weights));
    rivals
        .iter()
        .map(|&rival| {
            let contrast = model.contrast(winner, rival);
            let counted = model.counted_of(&contrast);
            Pair {
                winner: decision.options[winner].id.clone(),
                rival: decision.options[rival].id.clone(),
                values: [values[winner], values[rival]],
                // The first of those that are level may be behind by a rounding error.
                gap: dot(&model.weights, &contrast).max(0.0) + 0.0,
                common_error: sensitivity::common_error_of_team(&sheets, &counted),
                weight_to_move: sensitivity::weight_to_move(&model.weights, &contrast),
                exact_any_weights: exact::any_weights(&counted),
                exact_your_order: ordered.as_ref().map(|swings| exact::same_order(&counted, swings)),
            }
        })
        .collect()
}

/// Returns how much each option that is left can be behind the best one, over weights of half to one and a half times theirs.
pub(super) fn max_regret(model: &Model, decided: bool) -> Vec<Option<f64>> {
    let mut regrets = vec![None; model.means.len()];
    if !decided {
        return regrets;
    }
    let (lower, upper) = sensitivity::half_as_much_again(&model.weights);
    for &option in &model.left {
        regrets[option] = Some(0.0_f64);
    }
    for (place, &option) in model.left.iter().enumerate() {
        for &rival in &model.left[place + 1..] {
            let leads = sensitivity::least_differences(&model.contrast(option, rival), &lower, &upper);
            // The second number is the rival's; where a least lead is negative, that option is so far behind.
            for (behind, lead) in [option, rival].into_iter().zip(leads) {
                regrets[behind] = regrets[behind].map(|regret| regret.max(-lead));
            }
        }
    }
    regrets
}
