//! What the team says of each cell.

use std::{collections::BTreeSet, sync::Arc};

use super::{agreement::van_der_eijk, sums::sum, votes::Voter};
use crate::decision::{CriterionId, Decision, MemberId, OptionId, Score, Vote};

/// What the team says of one option by one criterion.
#[derive(Debug, Clone, PartialEq)]
pub struct CellResult {
    /// Criterion that it is scored by.
    pub criterion: CriterionId,
    /// Option that is scored.
    pub option: OptionId,
    /// Number of scores.
    pub n: usize,
    /// Number of abstentions.
    pub abstained: usize,
    /// Mean of the scores by the members' weights, 1 to 5; none where nobody scored.
    pub mean: Option<f64>,
    /// Median of the scores, 1 to 5, each of which counts alike whatever its member weighs; none where nobody scored.
    pub median: Option<f64>,
    /// How many gave each score, from 1 to 5.
    pub counts: [u32; 5],
    /// Sample standard deviation of the scores, in points; none below two scores.
    pub sd: Option<f64>,
    /// Lowest score, 1 to 5; none where nobody scored.
    pub min: Option<u8>,
    /// Highest score, 1 to 5; none where nobody scored.
    pub max: Option<u8>,
    /// Van der Eijk's agreement, −1 to 1; none below four scores, where it says little.
    pub agreement: Option<f64>,
    /// Who says what, members in their order, then references that count. Those who said nothing are left out.
    pub votes: Vec<(MemberId, Vote)>,
    /// Whether the team is split: into two camps among four or more, or three points apart at any number, since who alone sees
    /// it otherwise may know something. Stasser & Titus 1985, JPSP 48:1467.
    pub disputed: bool,
    /// Σλ of those who scored it.
    pub(super) weight: f64,
    /// The largest λ of those who scored it; 0 where nobody did.
    pub(super) heaviest: f64,
}

impl CellResult {
    /// Returns how far the lowest and the highest score lie apart, in points; 0 where fewer than two scored it.
    #[must_use]
    pub fn points_apart(&self) -> u8 {
        self.min.zip(self.max).map_or(0, |(min, max)| max - min)
    }

    /// Reports whether nobody scored it, so that it could be anything from 1 to 5.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }
}

/// The fewest votes of which van der Eijk's agreement says anything.
const ENOUGH_TO_AGREE: usize = 4;

/// Returns all cells, criterion by criterion. `before` holds the cells of an earlier content with the same criteria, options and
/// voters, and the indexes of those that changed.
pub(super) fn cells(
    decision: &Decision,
    voters: &[Voter],
    before: Option<(&[Arc<CellResult>], &BTreeSet<usize>)>,
) -> Vec<Arc<CellResult>> {
    let mut results = Vec::with_capacity(decision.criteria.len() * decision.options.len());
    for criterion in &decision.criteria {
        for option in &decision.options {
            let index = results.len();
            let kept = before.filter(|(_, changed)| !changed.contains(&index)).and_then(|(cells, _)| cells.get(index));
            results.push(match kept {
                Some(known) => Arc::clone(known),
                None => Arc::new(cell(&criterion.id, &option.id, index, voters)),
            });
        }
    }
    results
}

fn cell(criterion: &CriterionId, option: &OptionId, index: usize, voters: &[Voter]) -> CellResult {
    let said: Vec<(MemberId, Vote)> =
        voters.iter().filter_map(|v| v.sheet.votes[index].map(|vote| (v.id.clone(), vote))).collect();
    let mut scores: Vec<u8> = said.iter().filter_map(|(_, vote)| vote.score()).map(Score::points).collect();
    scores.sort_unstable();
    let counts = counts(&scores);
    let agreement = (scores.len() >= ENOUGH_TO_AGREE).then(|| van_der_eijk(&counts)).flatten();
    let (min, max) = (scores.first().copied(), scores.last().copied());
    let weights = voters.iter().filter(|voter| voter.score(index).is_some()).map(|voter| voter.weight);
    CellResult {
        criterion: criterion.clone(),
        option: option.clone(),
        n: scores.len(),
        abstained: said.len() - scores.len(),
        mean: weighted_mean(voters.iter().filter_map(|voter| Some((voter.score(index)?, voter.weight)))),
        median: median(&counts),
        counts,
        sd: sample_deviation(&scores),
        min,
        max,
        agreement,
        // 0 is an even spread and below it are two camps; layers add up to 0 with a rounding error.
        disputed: agreement.is_some_and(|agreement| agreement <= 1e-12)
            || min.zip(max).is_some_and(|(min, max)| max - min >= 3),
        votes: said,
        weight: sum(weights.clone()),
        heaviest: weights.fold(0.0, f64::max),
    }
}

fn counts(scores: &[u8]) -> [u32; 5] {
    let mut counts = [0; 5];
    for score in scores {
        counts[usize::from(score - Score::MIN.points())] += 1;
    }
    counts
}

/// Σλx / Σλ over pairs (x, λ), λ above 0; none where there is nothing to average.
pub(super) fn weighted_mean(scores: impl Iterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, all) = scores.fold((0.0, 0.0), |(sum, all), (score, weight)| (sum + weight * score, all + weight));
    (all > 0.0).then(|| sum / all)
}

/// Returns the middle of so many of each score, or the mean of the middle two; none where there are no scores.
pub(super) fn median(counts: &[u32; 5]) -> Option<f64> {
    let n: u32 = counts.iter().sum();
    // The score at a place of the sorted scores, from 0.
    let at = |place: u32| {
        let mut below = 0;
        let reached = Score::ALL.iter().zip(counts).find(|(_, count)| {
            below += **count;
            below > place
        });
        reached.map(|(score, _)| score.value())
    };
    Some(f64::midpoint(at(n.checked_sub(1)? / 2)?, at(n / 2)?))
}

/// Returns the place of a score among the counts of a cell.
pub(super) fn slot(score: Score) -> usize {
    usize::from(score.points() - Score::MIN.points())
}

fn sample_deviation(scores: &[u8]) -> Option<f64> {
    let n = scores.len() as f64;
    let mean = scores.iter().map(|score| f64::from(*score)).sum::<f64>() / n;
    let squares: f64 = scores.iter().map(|score| (f64::from(*score) - mean).powi(2)).sum();
    (scores.len() > 1).then(|| (squares / (n - 1.0)).sqrt())
}
