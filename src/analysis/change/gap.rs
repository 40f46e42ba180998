//! What moved the lead of one option over another.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Analyzed, ThenAndNow};
use crate::{
    analysis::{
        Analysis, hundredths,
        model::{TIE, dot},
        sum,
    },
    decision::{CriterionId, MemberId, OptionId},
};

/// How the lead of one option over another has changed, and which parts the change is made of.
///
/// The options are the leader of then and its runner-up then, whoever leads now. Where several shared the lead, they are the
/// first two of those in the order of the record. Each criterion adds w·d to the gap, its weight times the contrast of the two
/// options. Its part of the change is Δ(w·d) = w̄·Δd + d̄·Δw, with w̄ and d̄ the means of then and now: what the scores did, and what
/// the weights did. A criterion that only one of the records counts has no other contrast, so all of its part is one of weight.
///
/// The parts add up to the change of the gap.
#[derive(Debug, Clone, PartialEq)]
pub struct GapChange {
    /// The leader of then.
    pub first: OptionId,
    /// Its runner-up then.
    pub second: OptionId,
    /// How far the first was, and is, ahead of the second, in points; below 0 where it is behind.
    pub gap: ThenAndNow<f64>,
    /// The same as it is shown, in hundredths of a point: the difference of the totals as they are shown.
    pub shown: ThenAndNow<i64>,
    /// The criteria whose part of the gap changed, the largest changes first.
    pub criteria: Vec<CriterionChange>,
}

/// What one criterion did to the gap.
#[derive(Debug, Clone, PartialEq)]
pub struct CriterionChange {
    /// The criterion.
    pub id: CriterionId,
    /// w, from 0 to 1; 0 where the record does not count it.
    pub weight: ThenAndNow<f64>,
    /// d, in points of the scale, with 3 in empty cells.
    pub contrast: ThenAndNow<f64>,
    /// d̄·Δw, in points. Weights sum to 1, so a change of one weight moves all the others as well.
    pub by_weight: f64,
    /// What each member, or counted reference, did by scoring otherwise, in points. Those who did not are left out.
    pub by_members: Vec<MemberShare>,
    /// The rest of w̄·Δd, in points: who scored, and how much each of them counts.
    pub by_raters: f64,
}

/// What one member did to the gap by scoring otherwise.
#[derive(Debug, Clone, PartialEq)]
pub struct MemberShare {
    /// The member, or the counted reference.
    pub id: MemberId,
    /// In points.
    pub effect: f64,
}

impl CriterionChange {
    /// w̄·Δd, in points.
    #[must_use]
    pub fn by_scores(&self) -> f64 {
        sum(self.by_members.iter().map(|share| share.effect)) + self.by_raters
    }

    /// Δ(w·d), in points.
    #[must_use]
    pub fn effect(&self) -> f64 {
        self.by_weight + self.by_scores()
    }
}

impl GapChange {
    /// Returns what the weights did in all, in points.
    #[must_use]
    pub fn by_weight(&self) -> f64 {
        sum(self.criteria.iter().map(|criterion| criterion.by_weight))
    }

    /// Returns what each member did in all by scoring otherwise, the most first.
    #[must_use]
    pub fn by_members(&self) -> Vec<MemberShare> {
        let mut effects: BTreeMap<&MemberId, f64> = BTreeMap::new();
        for share in self.criteria.iter().flat_map(|criterion| &criterion.by_members) {
            *effects.entry(&share.id).or_default() += share.effect;
        }
        let mut shares: Vec<MemberShare> =
            effects.into_iter().map(|(id, effect)| MemberShare { id: id.clone(), effect }).collect();
        shares.sort_by(|a, b| b.effect.abs().total_cmp(&a.effect.abs()));
        shares
    }

    /// Returns what changes of who scored did in all, in points.
    #[must_use]
    pub fn by_raters(&self) -> f64 {
        sum(self.criteria.iter().map(|criterion| criterion.by_raters))
    }

    /// Returns what a criterion did; none where it did not move the gap.
    fn criterion(&self, id: &CriterionId) -> Option<&CriterionChange> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// Returns what the weight of a criterion did, in points.
    pub(super) fn weight_effect(&self, id: &CriterionId) -> f64 {
        self.criterion(id).map_or(0.0, |criterion| criterion.by_weight)
    }
}

/// Returns by how much one total is ahead of another as the two are shown, in hundredths of a point.
fn shown_hundredths(analysis: &Analysis, first: &OptionId, second: &OptionId) -> i64 {
    let total = |id: &OptionId| analysis.option(id).map_or(0, |option| hundredths(option.value));
    total(first) - total(second)
}

/// Returns what moved the gap between the leader of then and its runner-up; none where there were no two, or one of them is gone.
pub(super) fn gap_change(both: &ThenAndNow<Analyzed<'_>>) -> Option<GapChange> {
    let pair = both.then.analysis.pairs.first()?;
    let (first, second) = (&pair.winner, &pair.rival);
    let lead = Leads::of(both, first, second)?;
    let ids: BTreeSet<&CriterionId> = lead.0.now.places.keys().chain(lead.0.then.places.keys()).copied().collect();
    let mut criteria: Vec<CriterionChange> = ids.into_iter().map(|id| lead.criterion(id)).collect();
    criteria.retain(CriterionChange::moves);
    criteria.sort_by(|a, b| b.effect().abs().total_cmp(&a.effect().abs()));
    let gap = lead.0.map(|lead| dot(&lead.analysis.model.weights, &lead.contrast));
    let shown = lead.0.map(|lead| shown_hundredths(lead.analysis, first, second));
    Some(GapChange { first: first.clone(), second: second.clone(), gap, shown, criteria })
}

impl CriterionChange {
    /// Reports whether any part of it is more than rounding.
    fn moves(&self) -> bool {
        let parts = [self.by_weight, self.by_raters, self.effect()];
        parts.into_iter().chain(self.by_members.iter().map(|share| share.effect)).any(|part| part.abs() > TIE)
    }
}

/// The first option against the second one in one record.
struct Lead<'a> {
    analysis: &'a Analysis,
    /// The first and the second option, by their place in the record.
    options: [usize; 2],
    /// d, by criterion of the model.
    contrast: Vec<f64>,
    /// The place of each criterion in the model.
    places: HashMap<&'a CriterionId, usize>,
    /// The place of each voter, references apart from members.
    voters: HashMap<(bool, &'a MemberId), usize>,
}

/// The same two options in both records.
pub(super) struct Leads<'a>(ThenAndNow<Lead<'a>>);

impl<'a> Lead<'a> {
    fn of(at: &Analyzed<'a>, first: &OptionId, second: &OptionId) -> Option<Self> {
        let options = &at.analysis.options;
        let place = [first, second].map(|id| options.iter().position(|option| option.id == *id));
        let [Some(first), Some(second)] = place else { return None };
        let model = &at.analysis.model;
        let mut places = HashMap::new();
        for (place, row) in model.criteria.iter().enumerate() {
            // Where an id is used twice, the first one has it.
            places.entry(&at.analysis.criteria[*row].id).or_insert(place);
        }
        let voters = at.analysis.voters.iter().enumerate();
        Some(Self {
            analysis: at.analysis,
            options: [first, second],
            contrast: model.contrast(first, second),
            places,
            voters: voters.map(|(place, voter)| ((voter.reference, &voter.id), place)).collect(),
        })
    }

    /// Returns the score of a voter, and what share of the cell's mean it is; none where they did not score it.
    fn score(&self, voter: (bool, &MemberId), criterion: usize, option: usize) -> Option<(f64, f64)> {
        let cell = self.analysis.model.criteria[criterion] * self.analysis.options.len() + option;
        let voter = &self.analysis.voters[*self.voters.get(&voter)?];
        Some((voter.score(cell)?, voter.weight / self.analysis.cells[cell].weight))
    }
}

impl<'a> Leads<'a> {
    /// None where one of the records has no such option.
    pub(super) fn of(both: &ThenAndNow<Analyzed<'a>>, first: &OptionId, second: &OptionId) -> Option<Self> {
        Some(Self(ThenAndNow { then: Lead::of(&both.then, first, second)?, now: Lead::of(&both.now, first, second)? }))
    }

    /// Returns what a criterion did to the gap.
    fn criterion(&self, id: &CriterionId) -> CriterionChange {
        let weight = self.weight(id);
        let known = self.0.map(|lead| lead.places.get(id).map(|place| lead.contrast[*place]));
        // Where only one of the records counts it, there is one contrast only.
        let contrast = ThenAndNow {
            then: known.then.or(known.now).unwrap_or_default(),
            now: known.now.or(known.then).unwrap_or_default(),
        };
        let by_members = self.by_members(id, weight.mean());
        let by_scores = weight.mean() * contrast.change();
        let by_raters = by_scores - sum(by_members.iter().map(|share| share.effect));
        CriterionChange {
            id: id.clone(),
            weight,
            contrast,
            by_weight: contrast.mean() * weight.change(),
            by_members,
            // What is left of a difference of sums is rounding where nobody came or went.
            by_raters: if by_raters.abs() > TIE { by_raters } else { 0.0 },
        }
    }

    /// Returns the weight of a criterion; 0 where a record does not count it.
    fn weight(&self, id: &CriterionId) -> ThenAndNow<f64> {
        self.0.map(|lead| lead.places.get(id).map_or(0.0, |place| lead.analysis.model.weights[*place]))
    }

    /// Returns what each voter did by scoring a criterion of this mean weight otherwise.
    fn by_members(&self, criterion: &CriterionId, weight: f64) -> Vec<MemberShare> {
        let mut shares: Vec<MemberShare> = Vec::new();
        for voter in &self.0.now.analysis.voters {
            let sides = [1.0, -1.0].into_iter().enumerate();
            let effects = sides.filter_map(|(side, sign)| {
                Some(sign * weight * self.moved((voter.reference, &voter.id), criterion, side)?)
            });
            let effects: Vec<f64> = effects.filter(|effect| effect.abs() > 0.0).collect();
            if !effects.is_empty() {
                shares.push(MemberShare { id: voter.id.clone(), effect: sum(effects) });
            }
        }
        shares
    }

    /// Returns by how much a voter moved the mean of the first (0) or second (1) option: Δx by the mean of their share in it. None unless
    /// they scored it then and now.
    fn moved(&self, voter: (bool, &MemberId), criterion: &CriterionId, side: usize) -> Option<f64> {
        let scores = self.0.map(|lead| lead.score(voter, *lead.places.get(criterion)?, lead.options[side]));
        let ((x_then, share_then), (x_now, share_now)) = (scores.then?, scores.now?);
        Some(f64::midpoint(share_then, share_now) * (x_now - x_then))
    }

    /// Returns what a voter did to the gap by scoring one option otherwise, in points: nothing where it is neither of the two. None
    /// where they scored it in one of the records only, which is a change of who scored.
    pub(super) fn score_effect(
        &self,
        voter: (bool, &MemberId),
        criterion: &CriterionId,
        option: &OptionId,
    ) -> Option<f64> {
        let now = &self.0.now;
        let place = now.options.iter().position(|place| now.analysis.options[*place].id == *option);
        let weight = self.weight(criterion).mean();
        match place {
            None => Some(0.0),
            Some(0) => Some(weight * self.moved(voter, criterion, 0)?),
            Some(side) => Some(-weight * self.moved(voter, criterion, side)?),
        }
    }
}
