//! From swings, or from an order alone, to weights that sum to 1.

/// Weights in proportion to swings; all zero where every swing is.
///
/// Swing weighting: Fischer 1995, Organizational Behavior and Human Decision Processes 62:252.
#[must_use]
pub fn from_swings(swings: &[f64]) -> Vec<f64> {
    let sum: f64 = swings.iter().sum();
    if sum > 0.0 { swings.iter().map(|swing| swing / sum).collect() } else { vec![0.0; swings.len()] }
}

/// Rank-sum weights of criteria of which only the order of importance is known, 2(n+1−i)/(n(n+1)) at place i.
///
/// `places` says where each criterion stands, the smallest number first; those with the same number tie, and share
/// the mean of the weights of their places. Stillwell, Seaver & Edwards 1981.
#[must_use]
pub fn rank_sum(places: &[usize]) -> Vec<f64> {
    let n = places.len() as f64;
    let weight = |place: &usize| {
        let before = places.iter().filter(|other| *other < place).count() as f64;
        let tied = places.iter().filter(|other| *other == place).count() as f64;
        let mean_place = before + f64::midpoint(1.0, tied);
        2.0 * (n + 1.0 - mean_place) / (n * (n + 1.0))
    };
    places.iter().map(weight).collect()
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
}
