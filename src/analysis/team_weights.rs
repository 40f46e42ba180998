//! The weights of the criteria for the team: the mean of what those say who weighed them themselves, else the record's.

use super::{
    sums::{LEAST_REST, sum},
    votes::Voter,
    weights::from_swings,
};

/// The record's weights, and those of the members who have their own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TeamWeights {
    record: Vec<f64>,
    /// Of those who weighed the criteria themselves, in the order of the voters.
    own: Vec<OwnWeights>,
}

/// A member's own weights.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct OwnWeights {
    voter: usize,
    /// λ, as a share of the largest one, so that no sum of them is too large for a number.
    pub(super) share: f64,
    /// Weights that sum to 1.
    pub(super) weights: Vec<f64>,
}

impl TeamWeights {
    /// `criteria` are the places of the applicable ones in the record, `swings` their swings.
    pub(super) fn new(criteria: &[usize], swings: &[f64], voters: &[Voter]) -> Self {
        let largest = voters.iter().map(|voter| voter.weight).fold(f64::MIN_POSITIVE, f64::max);
        let mut own = Vec::new();
        for (index, voter) in voters.iter().enumerate() {
            let Some(swings) = &voter.swings else { continue };
            let weights = from_swings(&criteria.iter().map(|&row| swings[row]).collect::<Vec<_>>());
            own.push(OwnWeights { voter: index, share: voter.weight / largest, weights });
        }
        Self { record: from_swings(swings), own }
    }

    /// Those who weighed the criteria themselves.
    pub(super) fn weighed(&self) -> &[OwnWeights] {
        &self.own
    }

    /// Returns the mean, by λ, of the weights of those who weighed; the record's where nobody did. Others do not vote for the record's.
    pub(super) fn group(&self) -> Vec<f64> {
        if self.own.is_empty() { self.record.clone() } else { from_swings(&self.sums()) }
    }

    /// Returns what [`group`](Self::group) would be without each of so many voters.
    pub(super) fn groups_without(&self, voters: usize) -> impl Iterator<Item = Vec<f64>> {
        let (weighed, sums) = (self.own.len(), self.sums());
        (0..voters).map(move |voter| match self.own.iter().find(|own| own.voter == voter) {
            // Without the only one who weighed, the record's count.
            Some(_) if weighed == 1 => self.record.clone(),
            Some(own) => from_swings(&self.sums_without(own, &sums)),
            None if weighed == 0 => self.record.clone(),
            None => from_swings(&sums),
        })
    }

    /// Returns, by criterion, what the weights of those who weighed come to by λ.
    fn sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.record.len()];
        for own in &self.own {
            for (sum, weight) in sums.iter_mut().zip(&own.weights) {
                *sum += own.share * weight;
            }
        }
        sums
    }

    fn sums_without(&self, left_out: &OwnWeights, sums: &[f64]) -> Vec<f64> {
        let mut rests = Vec::with_capacity(sums.len());
        for (j, (all, weight)) in sums.iter().zip(&left_out.weights).enumerate() {
            let rest = all - left_out.share * weight;
            // No more than one member is so heavy that their part has to be left out of the sum.
            let keeps_digits = *weight <= 0.0 || rest > LEAST_REST * all;
            rests.push(if keeps_digits { rest } else { self.sum_of_others(left_out, j) });
        }
        rests
    }

    /// Returns what the others' weights of a criterion come to by λ.
    fn sum_of_others(&self, left_out: &OwnWeights, j: usize) -> f64 {
        let others = self.own.iter().filter(|own| own.voter != left_out.voter);
        sum(others.map(|own| own.share * own.weights[j]))
    }

    /// Returns the voter's own weights; none where they did not weigh the criteria.
    pub(super) fn of(&self, voter: usize) -> Option<&[f64]> {
        let place = self.own.binary_search_by_key(&voter, |own| own.voter).ok()?;
        Some(&self.own.get(place)?.weights)
    }

    /// Returns the lowest and the highest weight that those who weighed give each criterion; none where nobody did.
    pub(super) fn ranges(&self) -> Option<Vec<(f64, f64)>> {
        if self.own.is_empty() {
            return None;
        }
        let mut ranges = vec![(f64::MAX, f64::MIN); self.record.len()];
        for own in &self.own {
            for ((low, high), weight) in ranges.iter_mut().zip(&own.weights) {
                *low = low.min(*weight);
                *high = high.max(*weight);
            }
        }
        Some(ranges)
    }
}
