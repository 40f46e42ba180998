//! How much the weights would have to change for another option to lead. All exact.
//!
//! `weights` sum to 1; `contrast` is the leader's row less a rival's.

use super::model::{TIE, dot};

/// What is nearer to 0 than this is a 0 that was rounded.
const ROUNDING: f64 = 1e-12;

/// Returns by how much, as a share, each swing may be off, before renormalising, for the lead to hold whatever the direction
/// of the errors: Σ wd / Σ w|d|. 1 where no criterion with a weight speaks for the rival; none where none separates the
/// two.
#[must_use]
pub fn common_error(weights: &[f64], contrast: &[f64]) -> Option<f64> {
    let size: f64 = weights.iter().zip(contrast).map(|(weight, d)| weight * d.abs()).sum();
    (size > ROUNDING).then(|| dot(weights, contrast) / size)
}

/// Returns the same for swings of several who weighed, each with how much they count: an error of a swing also moves how much all others
/// of its sheet count. The least p for which some errors of at most p bring the mean lead to 0: 1 where only larger ones do;
/// none where no criterion separates the two.
#[must_use]
pub fn common_error_of_team(sheets: &[(f64, Vec<f64>)], contrast: &[f64]) -> Option<f64> {
    if let [(_, swings)] = sheets {
        return common_error(swings, contrast);
    }
    let separates = |swings: &[f64]| swings.iter().zip(contrast).any(|(swing, d)| swing * d.abs() > ROUNDING);
    if !sheets.iter().any(|(_, swings)| separates(swings)) {
        return None;
    }
    let order = ascending(contrast);
    let lead = |error: f64| -> f64 {
        let leads = sheets
            .iter()
            .map(|(share, swings)| share * least_of_sheet(swings, contrast, &order, |_| (1.0 - error, 1.0 + error)));
        leads.sum()
    };
    Some(first_zero(lead))
}

/// Where a function that falls from 0 to 1 reaches 0: 0 where it begins there, and 1 where it does not reach it.
fn first_zero(falling: impl Fn(f64) -> f64) -> f64 {
    /// No more steps are needed for all digits that a number has.
    const MOST_STEPS: usize = 100;
    let (mut low, mut high) = (0.0, 1.0);
    let (mut above, mut below) = (falling(low), falling(high));
    if above <= ROUNDING {
        return 0.0;
    }
    if below >= -ROUNDING {
        return 1.0;
    }
    // The straight line between the ends, with the value of an end that stays halved: Dowell & Jarratt 1971, BIT 11:168.
    for _ in 0..MOST_STEPS {
        let middle = low + (high - low) * above / (above - below);
        let value = falling(middle);
        if value.abs() < 1e-15 || high - low < 1e-14 {
            return middle;
        }
        if value > 0.0 {
            (low, above) = (middle, value);
            below /= 2.0;
        } else {
            (high, below) = (middle, value);
            above /= 2.0;
        }
    }
    f64::midpoint(low, high)
}

/// Returns the least mean lead while each swing may be multiplied with a factor between its bounds, by sheets of swings with how much they
/// count.
pub(super) fn least_lead(sheets: &[(f64, Vec<f64>)], contrast: &[f64], low: &[f64], high: &[f64]) -> f64 {
    let order = ascending(contrast);
    let leads = sheets.iter().map(|(share, swings)| {
        share * least_of_sheet(swings, contrast, &order, |criterion| (low[criterion], high[criterion]))
    });
    leads.sum()
}

/// Returns the least of Σ s·e·d / Σ s·e while each factor e is between its bounds: those of the criteria that speak most against the lead,
/// up to some threshold in d, are at their high end, and the others at their low end.
fn least_of_sheet(swings: &[f64], contrast: &[f64], order: &[usize], bounds: impl Fn(usize) -> (f64, f64)) -> f64 {
    let (mut sum, mut all) = (0.0, 0.0);
    for (criterion, swing) in swings.iter().enumerate() {
        let (low, _) = bounds(criterion);
        sum += swing * low * contrast[criterion];
        all += swing * low;
    }
    // With every factor 0 there is no lead to speak of; the first that is raised makes it.
    let mut least = if all > 0.0 { sum / all } else { f64::INFINITY };
    for &criterion in order {
        let (low, high) = bounds(criterion);
        let raised = swings[criterion] * (high - low);
        if raised > 0.0 {
            sum += raised * contrast[criterion];
            all += raised;
            least = least.min(sum / all);
        }
    }
    least
}

/// Returns the smallest share of the weight that has to move between criteria to close the gap: from where the leader is
/// furthest ahead to where it is furthest behind. None where the rival is ahead nowhere.
#[must_use]
pub fn weight_to_move(weights: &[f64], contrast: &[f64]) -> Option<f64> {
    let lowest = contrast.iter().copied().reduce(f64::min).filter(|lowest| *lowest < -ROUNDING)?;
    let mut gap = dot(weights, contrast);
    let mut moved = 0.0;
    // The largest contrasts first, since weight that is moved from there closes most of the gap.
    for index in ascending(contrast).into_iter().rev() {
        let closes = contrast[index] - lowest;
        // A rest of rounding over a difference of rounding would be a share of any size.
        if gap <= ROUNDING || closes <= ROUNDING {
            break;
        }
        // The last step moves only as much as closes what is left of the gap.
        let step = weights[index].min(gap / closes);
        moved += step;
        gap -= step * closes;
    }
    Some(moved)
}

/// Returns between which weights of criterion `k` the leader stays ahead of all rivals or level with them, the other criteria keeping their
/// proportions: bounds from 0 to 1. None where it has all the weight, so that the others have no proportions.
#[must_use]
pub fn stability(weights: &[f64], contrasts: &[Vec<f64>], k: usize) -> Option<(f64, f64)> {
    let gaps: Vec<f64> = contrasts.iter().map(|contrast| dot(weights, contrast)).collect();
    stability_of(weights, contrasts, &gaps, k)
}

/// A difference of means that is no more than rounding is 0.
fn without_rounding(difference: f64) -> f64 {
    if difference.abs() < TIE { 0.0 } else { difference }
}

/// Returns the same where the leads, Σ wd, are known.
pub(super) fn stability_of(weights: &[f64], contrasts: &[Vec<f64>], gaps: &[f64], k: usize) -> Option<(f64, f64)> {
    let others = 1.0 - weights[k];
    if others < ROUNDING {
        return None;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for (contrast, gap) in contrasts.iter().zip(gaps) {
        let here = without_rounding(contrast[k]);
        // The mean contrast of the others, by their proportions.
        let rest = without_rounding((gap - weights[k] * here) / others);
        // The weight w of criterion k at which the gap w·here + (1 − w)·rest closes. Where both are 0 it never opens.
        let turns = rest / (rest - here);
        // Where the leader is behind on the others, too little weight turns it; where it is behind here, too much.
        if rest < 0.0 {
            low = low.max(turns.clamp(0.0, 1.0));
        } else if here < 0.0 {
            high = high.min(turns);
        }
    }
    Some((low, high))
}

/// Returns the least Σ wd over weights that sum to 1, each between its bounds: filled up from the lower bounds, the criteria
/// that speak most against it first.
#[must_use]
pub fn least_difference(contrast: &[f64], lower: &[f64], upper: &[f64]) -> f64 {
    least(contrast, ascending(contrast), lower, upper)
}

/// Returns the [least differences](least_difference) of a contrast and of its opposite, which are sorted once.
pub(super) fn least_differences(contrast: &[f64], lower: &[f64], upper: &[f64]) -> [f64; 2] {
    let order = ascending(contrast);
    let opposite: Vec<f64> = contrast.iter().map(|difference| -difference).collect();
    let of_opposite = least(&opposite, order.iter().rev().copied(), lower, upper);
    [least(contrast, order, lower, upper), of_opposite]
}

fn least(contrast: &[f64], order: impl IntoIterator<Item = usize>, lower: &[f64], upper: &[f64]) -> f64 {
    // The weight that is left to give out when every criterion has its least.
    let mut rest = 1.0 - lower.iter().sum::<f64>();
    let mut difference = dot(lower, contrast);
    for index in order {
        if rest <= 0.0 {
            break;
        }
        let step = (upper[index] - lower[index]).min(rest).max(0.0);
        difference += step * contrast[index];
        rest -= step;
    }
    difference
}

/// Half to one and a half times the weight, at most 1: the box over which regret is computed.
#[must_use]
pub fn half_as_much_again(weights: &[f64]) -> (Vec<f64>, Vec<f64>) {
    (weights.iter().map(|w| 0.5 * w).collect(), weights.iter().map(|w| (1.5 * w).min(1.0)).collect())
}

/// Returns the places of a contrast, from its least value to its greatest.
fn ascending(contrast: &[f64]) -> Vec<usize> {
    // One integer for a value and its place compares without a branch, and 400 options have 80,000 contrasts to sort.
    let mut order: Vec<u128> =
        contrast.iter().enumerate().map(|(place, value)| (u128::from(rank(*value)) << 64) | place as u128).collect();
    order.sort_unstable();
    order.into_iter().map(|key| key as u64 as usize).collect()
}

/// Returns a number that is in the order of [`f64::total_cmp`].
fn rank(value: f64) -> u64 {
    let bits = value.to_bits();
    let is_negative = bits >> 63 == 1;
    // The bits of negative numbers ascend as the numbers descend.
    if is_negative { !bits } else { bits | (1 << 63) }
}
