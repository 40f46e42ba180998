//! How much the weights would have to change for another option to lead. All exact.
//!
//! `weights` sum to 1; `contrast` is the leader's row less a rival's.

use super::model::dot;

/// What is nearer to 0 than this is a 0 that was rounded.
const ROUNDING: f64 = 1e-12;

/// By how much, as a share, each swing may be off, before renormalising, for the lead to hold whatever the direction
/// of the errors: Σ wd / Σ w|d|. 1 where no criterion with a weight speaks for the rival; none where none separates the
/// two.
#[must_use]
pub fn common_error(weights: &[f64], contrast: &[f64]) -> Option<f64> {
    let size: f64 = weights.iter().zip(contrast).map(|(weight, d)| weight * d.abs()).sum();
    (size > ROUNDING).then(|| dot(weights, contrast) / size)
}

/// The smallest share of the weight that has to move between criteria to close the gap: from where the leader is
/// furthest ahead to where it is furthest behind. None where the rival is ahead nowhere.
#[must_use]
pub fn weight_to_move(weights: &[f64], contrast: &[f64]) -> Option<f64> {
    let lowest = contrast.iter().copied().reduce(f64::min).filter(|lowest| *lowest < -ROUNDING)?;
    let mut gap = dot(weights, contrast);
    let mut moved = 0.0;
    // The largest contrasts first, since weight that is moved from there closes most of the gap.
    for index in ascending(contrast).into_iter().rev() {
        let closes = contrast[index] - lowest;
        if gap <= 0.0 || closes <= 0.0 {
            break;
        }
        // The last step moves only as much as closes what is left of the gap.
        let step = weights[index].min(gap / closes);
        moved += step;
        gap -= step * closes;
    }
    Some(moved)
}

/// Between which weights of criterion `k` the leader stays ahead of all rivals, the other criteria keeping their
/// proportions: bounds from 0 to 1. None where it has all the weight, so that the others have no proportions.
#[must_use]
pub fn stability(weights: &[f64], contrasts: &[Vec<f64>], k: usize) -> Option<(f64, f64)> {
    let gaps: Vec<f64> = contrasts.iter().map(|contrast| dot(weights, contrast)).collect();
    stability_of(weights, contrasts, &gaps, k)
}

/// The same where the leads, Σ wd, are known.
pub(super) fn stability_of(weights: &[f64], contrasts: &[Vec<f64>], gaps: &[f64], k: usize) -> Option<(f64, f64)> {
    let others = 1.0 - weights[k];
    if others < ROUNDING {
        return None;
    }
    let (mut low, mut high) = (0.0_f64, 1.0_f64);
    for (contrast, gap) in contrasts.iter().zip(gaps) {
        let here = contrast[k];
        // The mean contrast of the others, by their proportions.
        let rest = (gap - weights[k] * here) / others;
        // The weight w of criterion k at which the gap w·here + (1 − w)·rest closes.
        let turns = rest / (rest - here);
        // Where both are equal no weight closes it: the quotient is infinite or NaN and fails these tests.
        if turns > ROUNDING && turns < 1.0 - ROUNDING {
            // Where the leader is better on this criterion than elsewhere, too little weight turns it; else too much.
            if here > rest {
                low = low.max(turns);
            } else {
                high = high.min(turns);
            }
        }
    }
    Some((low, high))
}

/// The least Σ wd over weights that sum to 1, each between its bounds: filled up from the lower bounds, the criteria
/// that speak most against it first.
#[must_use]
pub fn least_difference(contrast: &[f64], lower: &[f64], upper: &[f64]) -> f64 {
    least(contrast, ascending(contrast), lower, upper)
}

/// The [least differences](least_difference) of a contrast and of its opposite, which are sorted once.
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

/// The places of a contrast, from its least value to its greatest.
fn ascending(contrast: &[f64]) -> Vec<usize> {
    // One integer for a value and its place compares without a branch, and 400 options have 80,000 contrasts to sort.
    let mut order: Vec<u128> =
        contrast.iter().enumerate().map(|(place, value)| (u128::from(rank(*value)) << 64) | place as u128).collect();
    order.sort_unstable();
    order.into_iter().map(|key| key as u64 as usize).collect()
}

/// A number that is in the order of [`f64::total_cmp`].
fn rank(value: f64) -> u64 {
    let bits = value.to_bits();
    let is_negative = bits >> 63 == 1;
    // The bits of negative numbers ascend as the numbers descend.
    if is_negative { !bits } else { bits | (1 << 63) }
}
