//! The weights of the criteria for the team: the record's, or the mean of what its members say.

use super::{votes::Voter, weights::from_swings};

/// The record's weights, and those of the members who have their own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TeamWeights {
    record: Vec<f64>,
    members: Vec<MemberWeights>,
}

#[derive(Debug, Clone, PartialEq)]
struct MemberWeights {
    voter: usize,
    /// λ, as a share of the largest one, so that no sum of them is too large for a number.
    share: f64,
    /// Weights that sum to 1, or all zero where every swing is. None for those of the record.
    own: Option<Vec<f64>>,
}

impl TeamWeights {
    /// `criteria` are the places of the applicable ones in the record, `swings` their swings.
    pub(super) fn new(criteria: &[usize], swings: &[f64], voters: &[Voter]) -> Self {
        let largest = voters.iter().map(|voter| voter.weight).fold(f64::MIN_POSITIVE, f64::max);
        let member = |(index, voter): (usize, &Voter)| {
            let own = |all: &Vec<f64>| from_swings(&criteria.iter().map(|&row| all[row]).collect::<Vec<_>>());
            MemberWeights { voter: index, share: voter.weight / largest, own: voter.swings.as_ref().map(own) }
        };
        let members = voters.iter().enumerate().filter(|(_, voter)| !voter.reference).map(member).collect();
        Self { record: from_swings(swings), members }
    }

    /// The mean of the members' weights by λ, those of `without` left out; the record's where nobody has their own.
    /// Who gives no criterion any weight says nothing.
    pub(super) fn group(&self, without: Option<usize>) -> Vec<f64> {
        let members = || self.members.iter().filter(|member| Some(member.voter) != without);
        if members().all(|member| member.own.is_none()) {
            return self.record.clone();
        }
        let mut sum = vec![0.0; self.record.len()];
        for member in members() {
            for (sum, weight) in sum.iter_mut().zip(self.weights(member)) {
                *sum += member.share * weight;
            }
        }
        from_swings(&sum)
    }

    /// What this voter weighs by: their own, else the record's. None for references, who say nothing of weights.
    pub(super) fn of(&self, voter: usize) -> Option<&[f64]> {
        self.members.iter().find(|member| member.voter == voter).map(|member| self.weights(member))
    }

    /// The voter's own weights.
    pub(super) fn own(&self, voter: usize) -> Option<&[f64]> {
        self.members.iter().find(|member| member.voter == voter)?.own.as_deref()
    }

    /// The lowest and the highest weight that members give each criterion; none where nobody has weights of their own.
    pub(super) fn ranges(&self) -> Option<Vec<(f64, f64)>> {
        let given: Vec<&[f64]> =
            self.members.iter().map(|member| self.weights(member)).filter(|weights| says_something(weights)).collect();
        let own = self.members.iter().any(|member| member.own.as_deref().is_some_and(says_something));
        own.then(|| {
            let range = |j: usize| {
                let weights = given.iter().map(|weights| weights[j]);
                weights.fold((f64::MAX, f64::MIN), |(low, high), weight| (low.min(weight), high.max(weight)))
            };
            (0..self.record.len()).map(range).collect()
        })
    }

    fn weights<'a>(&'a self, member: &'a MemberWeights) -> &'a [f64] {
        member.own.as_deref().unwrap_or(&self.record)
    }
}

fn says_something(weights: &[f64]) -> bool {
    weights.iter().any(|weight| *weight > 0.0)
}
