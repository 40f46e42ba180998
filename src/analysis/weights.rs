//! From swings, or from an order alone, to weights that sum to 1; and from what groups matter to swings.

use super::sum;
use crate::decision::Criterion;

/// Weights in proportion to swings; all zero where every swing is.
///
/// Swing weighting: Fischer 1995, Organizational Behavior and Human Decision Processes 62:252.
#[must_use]
pub fn from_swings(swings: &[f64]) -> Vec<f64> {
    let sum = sum(swings.iter().copied());
    if sum > 0.0 { swings.iter().map(|swing| swing / sum).collect() } else { vec![0.0; swings.len()] }
}

/// Rank-sum weights of criteria of which only the order of importance is known, 2(n+1−i)/(n(n+1)) at place i.
///
/// `places` says where each criterion stands, the smallest number first; those with the same number tie, and share
/// the mean of the weights of their places. Stillwell, Seaver & Edwards 1981.
#[must_use]
pub fn rank_sum(places: &[usize]) -> Vec<f64> {
    places.iter().map(|place| rank_sum_weight(places, *place)).collect()
}

/// Returns the weight of one criterion by its place; those that tie stand at the mean of their places.
fn rank_sum_weight(places: &[usize], place: usize) -> f64 {
    let n = places.len() as f64;
    let before = places.iter().filter(|other| **other < place).count() as f64;
    let tied = places.iter().filter(|other| **other == place).count() as f64;
    let mean_place = before + f64::midpoint(1.0, tied);
    2.0 * (n + 1.0 - mean_place) / (n * (n + 1.0))
}

/// Returns how much groups matter that have these swings: the sum of each, with 100 for the largest, as whole numbers.
#[must_use]
pub fn group_importance(groups: &[Vec<u8>]) -> Vec<u8> {
    let sums: Vec<f64> = groups.iter().map(|swings| sum(swings.iter().copied().map(f64::from))).collect();
    up_to_hundred(&sums)
}

/// Swings under which each group has the share of the weight that its importance says, with 100 for the largest swing.
///
/// Within a group the swings keep their proportions; where all of them are 0 they become equal. Whole numbers keep the
/// shares as nearly as they can.
#[must_use]
pub fn by_group(groups: &[(u8, Vec<u8>)]) -> Vec<Vec<u8>> {
    let mut shares = Vec::new();
    for (importance, swings) in groups {
        let swings: Vec<f64> = swings.iter().copied().map(f64::from).collect();
        let within = if swings.iter().any(|swing| *swing > 0.0) { swings } else { vec![1.0; swings.len()] };
        shares.extend(from_swings(&within).iter().map(|share| share * f64::from(*importance)));
    }
    let all = up_to_hundred(&shares);
    let mut rest = all.as_slice();
    let mut by_group = Vec::with_capacity(groups.len());
    for (_, swings) in groups {
        let (own, others) = rest.split_at(swings.len());
        by_group.push(own.to_vec());
        rest = others;
    }
    by_group
}

/// Returns them in proportion, the largest as 100; all 0 where the largest is.
fn up_to_hundred(numbers: &[f64]) -> Vec<u8> {
    let largest = numbers.iter().copied().fold(0.0, f64::max);
    let scale = if largest > 0.0 { f64::from(Criterion::MAX_SWING) / largest } else { 0.0 };
    numbers.iter().map(|number| (number * scale).round() as u8).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tied_places_share_their_mean() {
        assert_eq!(rank_sum(&[1, 2, 2]), [0.5, 0.25, 0.25]);
        assert_eq!(rank_sum(&[7, 7]), [0.5, 0.5]);
        assert!(rank_sum(&[]).is_empty());
    }

    #[test]
    fn no_swing_no_weight() {
        assert_eq!(from_swings(&[0.0, 0.0]), [0.0, 0.0]);
        assert_eq!(from_swings(&[30.0, 10.0]), [0.75, 0.25]);
    }

    #[test]
    fn groups_share_the_weight_as_they_matter_and_keep_their_proportions() {
        let swings = by_group(&[(100, vec![10, 30]), (50, vec![0, 0]), (0, vec![70])]);
        assert_eq!(swings, [vec![33, 100], vec![33, 33], vec![0]]);
        assert_eq!(group_importance(&swings), [100, 50, 0]);
        assert_eq!(by_group(&[(0, vec![5]), (0, vec![])]), [vec![0], vec![]]);
    }
}
