//! The weights of the criteria for the team: the record's, or the mean of what its members say.

use super::{
    sums::{LEAST_REST, sum},
    votes::Voter,
    weights::from_swings,
};

/// The record's weights, and those of the members who have their own.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct TeamWeights {
    record: Vec<f64>,
    /// In the order of the voters.
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
        let mut members = Vec::new();
        for (index, voter) in voters.iter().enumerate().filter(|(_, voter)| !voter.reference) {
            let own: Option<Vec<f64>> = voter.swings.as_ref().map(|all| criteria.iter().map(|&row| all[row]).collect());
            let own = own.map(|swings| from_swings(&swings));
            members.push(MemberWeights { voter: index, share: voter.weight / largest, own });
        }
        Self { record: from_swings(swings), members }
    }

    /// The mean of the members' weights by λ; the record's where nobody has their own. Who gives no criterion any weight says
    /// nothing.
    pub(super) fn group(&self) -> Vec<f64> {
        // Members without weights of their own count with the record's, so sums are needed only if somebody has some.
        if self.owners() == 0 { self.record.clone() } else { from_swings(&self.sums()) }
    }

    /// What [`group`](Self::group) would be without each of so many voters.
    pub(super) fn groups_without(&self, voters: usize) -> impl Iterator<Item = Vec<f64>> {
        let (owners, sums) = (self.owners(), self.sums());
        (0..voters).map(move |voter| match self.member(voter) {
            _ if owners == 0 => self.record.clone(),
            // A reference says nothing of weights, so leaving it out changes nothing.
            None => from_swings(&sums),
            // Without the only member who has weights of their own, the record's count again.
            Some(member) if owners == usize::from(member.own.is_some()) => self.record.clone(),
            Some(member) => from_swings(&self.sums_without(member, &sums)),
        })
    }

    /// How many have weights of their own.
    fn owners(&self) -> usize {
        self.members.iter().filter(|member| member.own.is_some()).count()
    }

    /// By criterion, what the members' weights come to by λ.
    fn sums(&self) -> Vec<f64> {
        let mut sums = vec![0.0; self.record.len()];
        for member in &self.members {
            for (sum, weight) in sums.iter_mut().zip(self.weights(member)) {
                *sum += member.share * weight;
            }
        }
        sums
    }

    fn sums_without(&self, left_out: &MemberWeights, sums: &[f64]) -> Vec<f64> {
        let mut rests = Vec::with_capacity(sums.len());
        for (j, (all, weight)) in sums.iter().zip(self.weights(left_out)).enumerate() {
            let rest = all - left_out.share * weight;
            // No more than one member is so heavy that their part has to be left out of the sum.
            let keeps_digits = *weight <= 0.0 || rest > LEAST_REST * all;
            rests.push(if keeps_digits { rest } else { self.sum_of_others(left_out, j) });
        }
        rests
    }

    /// What the others' weights of a criterion come to by λ.
    fn sum_of_others(&self, left_out: &MemberWeights, j: usize) -> f64 {
        let others = self.members.iter().filter(|member| member.voter != left_out.voter);
        sum(others.map(|member| member.share * self.weights(member)[j]))
    }

    /// What this voter weighs by: their own, else the record's. None for references, who say nothing of weights.
    pub(super) fn of(&self, voter: usize) -> Option<&[f64]> {
        self.member(voter).map(|member| self.weights(member))
    }

    /// The voter's own weights.
    pub(super) fn own(&self, voter: usize) -> Option<&[f64]> {
        self.member(voter)?.own.as_deref()
    }

    /// The lowest and the highest weight that members give each criterion; none where nobody has weights of their own.
    pub(super) fn ranges(&self) -> Option<Vec<(f64, f64)>> {
        if !self.members.iter().any(|member| member.own.as_deref().is_some_and(says_something)) {
            return None;
        }
        let mut ranges = vec![(f64::MAX, f64::MIN); self.record.len()];
        for weights in self.members.iter().map(|member| self.weights(member)).filter(|weights| says_something(weights))
        {
            for ((low, high), weight) in ranges.iter_mut().zip(weights) {
                *low = low.min(*weight);
                *high = high.max(*weight);
            }
        }
        Some(ranges)
    }

    fn member(&self, voter: usize) -> Option<&MemberWeights> {
        let place = self.members.binary_search_by_key(&voter, |member| member.voter).ok()?;
        self.members.get(place)
    }

    fn weights<'a>(&'a self, member: &'a MemberWeights) -> &'a [f64] {
        member.own.as_deref().unwrap_or(&self.record)
    }
}

fn says_something(weights: &[f64]) -> bool {
    weights.iter().any(|weight| *weight > 0.0)
}
