//! Errors of scores: each may be a point lower or higher than it is.

use fearless_simd::Simd;

use super::{
    lanes::{LANES, Lanes},
    random::Stream,
    real::Real,
};

/// How likely a score is drawn a point lower, and as likely a point higher.
pub const STEP: f64 = 0.25;

/// Below this, the probability of a sum is less than one random number in 2³².
const UNSEEN: f64 = 1e-10;

/// The errors of some scores of one option, each of which moves its value by as much: their sum is drawn at once, from its
/// exact distribution.
///
/// A score moves by −1, 0 or +1 with ¼, ½ and ¼. The step off the scale is not taken, so that a score at an end stays where it is
/// with ¾.
#[derive(Debug, Clone, PartialEq)]
pub struct Steps {
    /// By how much one step moves the value.
    unit: f64,
    /// The least sum of the steps.
    least: i32,
    /// The sum is one more than the least for each of these that 32 random bits reach.
    thresholds: Vec<u32>,
}

impl Steps {
    /// Returns the steps of so many scores at the lowest end of the scale, between its ends, and at the highest.
    #[must_use]
    pub fn new(unit: f64, lowest: i32, between: i32, highest: i32) -> Self {
        // A step of −1, 0 or +1 with ¼, ½ and ¼ is two fair coins, less one.
        let coins = Sums::trimmed(-between, &binomial(2 * between, 0.5));
        let risen = Sums::trimmed(0, &binomial(lowest, STEP));
        let mut fallen = binomial(highest, STEP);
        fallen.reverse();
        let fallen = Sums::trimmed(-highest, &fallen);
        let Sums { least, shares } = coins.and(&risen).and(&fallen);
        let mut reached = 0.0;
        let mut thresholds = Vec::with_capacity(shares.len());
        // The last sum is what no threshold keeps lower.
        for share in &shares[..shares.len() - 1] {
            reached += share;
            thresholds.push((reached * 2.0_f64.powi(32)).round().min(f64::from(u32::MAX)) as u32);
        }
        Self { unit, least, thresholds }
    }

    /// Returns how many steps of a vector a draw takes.
    pub(super) fn work(&self) -> usize {
        4 + self.thresholds.len() / 4
    }

    /// Adds what is drawn to the values.
    #[inline(always)]
    pub(super) fn add<R: Real, S: Simd>(&self, simd: S, stream: &mut Stream, values: &mut Lanes<R>) {
        let bits = stream.bits(simd);
        let mut sums = [self.least; LANES];
        for threshold in &self.thresholds {
            for lane in 0..LANES {
                sums[lane] += i32::from(bits[lane] >= *threshold);
            }
        }
        let unit = R::from_double(self.unit);
        for lane in 0..LANES {
            values[lane] += R::from_double(f64::from(sums[lane])) * unit;
        }
    }
}

/// Returns how likely each number of successes is, of none to all.
fn binomial(trials: i32, success: f64) -> Vec<f64> {
    // Logarithms, since with many trials the likelihood of none is too small for a number.
    let (mut logarithm, odds) = (f64::from(trials) * (1.0 - success).ln(), (success / (1.0 - success)).ln());
    let mut shares = Vec::new();
    for successes in 0..=trials {
        shares.push(logarithm.exp());
        logarithm += (f64::from(trials - successes) / f64::from(successes + 1)).ln() + odds;
    }
    shares
}

/// How likely each sum is, from the least one up.
struct Sums {
    least: i32,
    shares: Vec<f64>,
}

impl Sums {
    /// Likelihoods without what is not seen at both ends; `least` is what the first of them is for.
    fn trimmed(least: i32, shares: &[f64]) -> Self {
        let is_seen = |share: &&f64| **share > UNSEEN;
        let before = shares.iter().take_while(|share| !is_seen(share));
        let least = before.fold(least, |least, _| least + 1);
        let seen = shares.iter().skip_while(|share| !is_seen(share)).take_while(is_seen);
        Self { least, shares: seen.copied().collect() }
    }

    /// Returns the sums of both together.
    fn and(&self, other: &Self) -> Self {
        let mut shares = vec![0.0; self.shares.len() + other.shares.len() - 1];
        for (at, one) in self.shares.iter().enumerate() {
            for (sum, other) in shares[at..].iter_mut().zip(&other.shares) {
                *sum += one * other;
            }
        }
        Self { least: self.least + other.least, shares }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the likelihood of each sum, by going through all steps of all scores.
    fn by_hand(kinds: &[(i32, f64, i32, f64)]) -> std::collections::BTreeMap<i32, f64> {
        let mut sums = std::collections::BTreeMap::from([(0, 1.0)]);
        for (low, p_low, high, p_high) in kinds {
            let mut next = std::collections::BTreeMap::new();
            for (sum, share) in &sums {
                *next.entry(sum + low).or_insert(0.0) += share * p_low;
                *next.entry(sum + high).or_insert(0.0) += share * p_high;
                *next.entry(*sum).or_insert(0.0) += share * (1.0 - p_low - p_high);
            }
            sums = next;
        }
        sums
    }

    #[test]
    fn sums_of_steps_are_as_likely_as_the_steps_make_them() {
        for (lowest, between, highest) in [(0, 1, 0), (1, 0, 0), (0, 0, 1), (2, 3, 1), (0, 7, 4), (5, 0, 5)] {
            let kinds = [
                vec![(0, 0.0, 1, STEP); lowest as usize],
                vec![(-1, STEP, 1, STEP); between as usize],
                vec![(-1, STEP, 0, 0.0); highest as usize],
            ]
            .concat();
            let expected = by_hand(&kinds);
            let steps = Steps::new(1.0, lowest, between, highest);
            let mut reached = 0.0;
            assert_eq!(expected.keys().next(), Some(&steps.least));
            for (index, share) in expected.values().enumerate() {
                reached += share;
                let threshold = steps.thresholds.get(index).map_or(1.0, |bits| f64::from(*bits) / 2.0_f64.powi(32));
                assert!((threshold - reached).abs() < 1e-9, "{lowest} {between} {highest}: {threshold} {reached}");
            }
            assert_eq!(steps.thresholds.len() + 1, expected.len());
        }
    }

    #[test]
    fn many_scores_have_as_many_sums_as_can_be_seen() {
        let steps = Steps::new(1.0, 0, 40_000, 0);
        assert!(steps.thresholds.is_sorted() && steps.thresholds.len() < 2_000, "{}", steps.thresholds.len());
        // Half of the sums are below 0.
        let below = (-steps.least) as usize;
        let half = f64::from(steps.thresholds[below]) / 2.0_f64.powi(32);
        assert!((half - 0.5).abs() < 0.002, "{half}");
    }
}
