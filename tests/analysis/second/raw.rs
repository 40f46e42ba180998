//! What a record says, read from its cells as they are, and what follows at once: weights, means, who is left, who leads.

use weigh_in::decision::{Cell, CellKey, Decision, Evidence, MustHave, MustHaveRule, Score};

use super::fraction::{Fraction, ONE, ZERO};
use crate::support::Said;

/// A record as tables.
#[derive(Debug, Clone)]
pub struct Raw {
    pub options: Vec<String>,
    pub criteria: Vec<Criterion>,
    /// Members, then references that count.
    pub voters: Vec<Voter>,
}

#[derive(Debug, Clone)]
pub struct Criterion {
    pub id: String,
    pub group: String,
    pub swing: Fraction,
    pub applies: bool,
    pub must_have: Option<MustHave>,
}

#[derive(Debug, Clone)]
pub struct Voter {
    pub id: String,
    pub weight: Fraction,
    pub is_reference: bool,
    /// By criterion, where they have any of their own.
    pub swings: Option<Vec<Fraction>>,
    /// By criterion and option: the last vote, and whether it rests on a measurement.
    pub said: Vec<Vec<(Said, bool)>>,
}

/// A table of a number for each criterion and option.
pub type Table = Vec<Vec<Fraction>>;

pub fn middle() -> Fraction {
    Fraction::from(3_usize)
}

impl Raw {
    pub fn of(decision: &Decision) -> Self {
        let weighed = decision.criteria.iter().any(|criterion| !criterion.not_applicable && criterion.swing.is_some());
        let equal = if weighed { 0 } else { 50 };
        let criteria: Vec<Criterion> = decision
            .criteria
            .iter()
            .map(|criterion| Criterion {
                id: criterion.id.to_string(),
                group: criterion.group.trim().to_owned(),
                swing: Fraction::from(usize::from(criterion.swing.unwrap_or(equal))),
                applies: !criterion.not_applicable,
                must_have: criterion.must_have,
            })
            .collect();
        let said = |votes: &mut dyn FnMut(&CellKey) -> Option<Cell>| {
            let mut rows = Vec::new();
            for criterion in &decision.criteria {
                let cells = decision.options.iter().map(|option| {
                    let cell = votes(&(criterion.id.clone(), option.id.clone()))?;
                    let points = cell.vote?.score().map_or(0, Score::points);
                    Some((points, cell.evidence == Some(Evidence::Measured)))
                });
                rows.push(
                    cells.map(|cell| (cell.map(|(points, _)| points), cell.is_some_and(|cell| cell.1))).collect(),
                );
            }
            rows
        };
        let mut voters = Vec::new();
        for member in &decision.members {
            let mut ballots: Vec<_> = decision.ballots.iter().filter(|ballot| ballot.member == member.id).collect();
            ballots.sort_by_key(|ballot| ballot.round);
            let own = |j: usize| {
                let swing = member.swings.get(&decision.criteria[j].id);
                swing.map_or(criteria[j].swing, |swing| Fraction::from(usize::from(*swing)))
            };
            let names_some = criteria.iter().zip(&decision.criteria);
            let names_some = names_some.filter(|(of, _)| of.applies).any(|(_, of)| member.swings.contains_key(&of.id));
            voters.push(Voter {
                id: member.id.to_string(),
                // Records to compare have halves.
                weight: Fraction::new((member.weight * 2.0) as i128, 2),
                is_reference: false,
                swings: names_some.then(|| (0..criteria.len()).map(own).collect()),
                said: said(&mut |key| {
                    let mut cells = ballots.iter().filter_map(|ballot| ballot.cells.get(key));
                    cells.rfind(|cell| cell.vote.is_some()).cloned()
                }),
            });
        }
        for reference in decision.references.iter().filter(|reference| reference.counted) {
            voters.push(Voter {
                id: reference.id.to_string(),
                weight: ONE,
                is_reference: true,
                swings: None,
                said: said(&mut |key| reference.cells.get(key).cloned()),
            });
        }
        Self { options: decision.options.iter().map(|option| option.id.to_string()).collect(), criteria, voters }
    }

    /// The record as if a voter had never been there.
    pub fn without(&self, u: usize) -> Self {
        let mut rest = self.clone();
        rest.voters.remove(u);
        rest
    }

    /// The criteria that are applicable.
    pub fn applicable(&self) -> Vec<usize> {
        (0..self.criteria.len()).filter(|&j| self.criteria[j].applies).collect()
    }

    /// Swings, of applicable criteria alone, by their sum; all 0 where that is.
    fn shares(&self, swings: impl Fn(usize) -> Fraction) -> Vec<Fraction> {
        let swing = |j: usize| if self.criteria[j].applies { swings(j) } else { ZERO };
        let all: Fraction = (0..self.criteria.len()).map(swing).sum();
        (0..self.criteria.len()).map(|j| if all == ZERO { ZERO } else { swing(j) / all }).collect()
    }

    /// A voter's own weights; none of one who has no swings of their own, or gives no criterion any weight.
    pub fn own_weights(&self, voter: usize) -> Option<Vec<Fraction>> {
        let swings = self.voters[voter].swings.as_ref()?;
        let weights = self.shares(|j| swings[j]);
        weights.iter().any(|weight| *weight > ZERO).then_some(weights)
    }

    /// The weights of those who weighed, each with their λ.
    pub fn weighed(&self) -> Vec<(Fraction, Vec<Fraction>)> {
        (0..self.voters.len()).filter_map(|u| Some((self.voters[u].weight, self.own_weights(u)?))).collect()
    }

    /// The same, or the record's where nobody did.
    pub fn sheets(&self) -> Vec<(Fraction, Vec<Fraction>)> {
        let weighed = self.weighed();
        if weighed.is_empty() { vec![(ONE, self.shares(|j| self.criteria[j].swing))] } else { weighed }
    }

    /// The team's weights, by criterion.
    pub fn weights(&self) -> Vec<Fraction> {
        let sheets = self.sheets();
        let all: Fraction = sheets.iter().map(|(share, _)| *share).sum();
        let mean = |j: usize| sheets.iter().map(|(share, weights)| *share * weights[j]).sum::<Fraction>() / all;
        (0..self.criteria.len()).map(mean).collect()
    }

    /// The criteria that have a weight.
    pub fn counted(&self) -> Vec<usize> {
        let weights = self.weights();
        (0..weights.len()).filter(|&j| weights[j] > ZERO).collect()
    }

    /// Who scored a cell, and how.
    pub fn scores(&self, j: usize, i: usize) -> Vec<(usize, Fraction)> {
        (0..self.voters.len()).filter_map(|u| Some((u, self.score(u, j, i)?))).collect()
    }

    pub fn score(&self, u: usize, j: usize, i: usize) -> Option<Fraction> {
        let (said, _) = self.voters[u].said[j][i];
        said.filter(|points| *points > 0).map(|points| Fraction::from(usize::from(points)))
    }

    pub fn mean_by(&self, scores: &[(usize, Fraction)]) -> Option<Fraction> {
        let all: Fraction = scores.iter().map(|(u, _)| self.voters[*u].weight).sum();
        let sum: Fraction = scores.iter().map(|(u, score)| self.voters[*u].weight * *score).sum();
        (!scores.is_empty()).then(|| sum / all)
    }

    pub fn table(&self, of: impl Fn(usize, usize) -> Fraction) -> Table {
        (0..self.criteria.len()).map(|j| (0..self.options.len()).map(|i| of(j, i)).collect()).collect()
    }

    /// The team's means, with `empty` where nobody scored.
    pub fn means(&self, empty: Fraction) -> Table {
        self.table(|j, i| self.mean_by(&self.scores(j, i)).unwrap_or(empty))
    }

    /// The same as one voter sees it: their own scores where they have any.
    pub fn seen_by(&self, u: usize) -> Table {
        let means = self.means(middle());
        self.table(|j, i| self.score(u, j, i).unwrap_or(means[j][i]))
    }

    pub fn values(&self, weights: &[Fraction], table: &Table) -> Vec<Fraction> {
        (0..self.options.len()).map(|i| weights.iter().zip(table).map(|(w, row)| *w * row[i]).sum()).collect()
    }

    /// The options that fail no must-have.
    pub fn left(&self) -> Vec<usize> {
        (0..self.options.len()).filter(|&i| self.applicable().into_iter().all(|j| !self.fails(j, i))).collect()
    }

    fn fails(&self, j: usize, i: usize) -> bool {
        let Some(MustHave { at_least, rule }) = self.criteria[j].must_have else { return false };
        let least = Fraction::from(usize::from(at_least.points()));
        let scores: Vec<Fraction> = self.scores(j, i).into_iter().map(|(_, score)| score).collect();
        match rule {
            MustHaveRule::Median => median(&scores).is_some_and(|median| median < least),
            MustHaveRule::Members(enough) => {
                scores.iter().filter(|score| **score < least).count() >= usize::from(enough)
            }
        }
    }

    /// Whether anybody scored something that counts, so that somebody can lead.
    pub fn is_decided(&self) -> bool {
        let counted = self.counted();
        (0..self.options.len()).any(|i| counted.iter().any(|&j| !self.scores(j, i).is_empty()))
    }

    /// The options that are left and have the highest of these values.
    pub fn leaders_by(&self, values: &[Fraction]) -> Vec<usize> {
        let left = self.left();
        let highest = left.iter().map(|&i| values[i]).max();
        left.into_iter().filter(|&i| Some(values[i]) == highest).collect()
    }

    /// Who leads; nobody while nothing is decided.
    pub fn leaders(&self) -> Vec<usize> {
        if !self.is_decided() {
            return Vec::new();
        }
        self.leaders_by(&self.values(&self.weights(), &self.means(middle())))
    }

    /// The options that are left, from the best to the worst, level ones in the order of the record; empty while nothing is decided.
    pub fn best_first(&self) -> Vec<usize> {
        let values = self.values(&self.weights(), &self.means(middle()));
        let mut order = if self.is_decided() { self.left() } else { Vec::new() };
        order.sort_by(|a, b| values[*b].cmp(&values[*a]));
        order
    }

    /// Those who scored anything that counts.
    pub fn views(&self) -> Vec<usize> {
        let counted = self.counted();
        let scored =
            |u: &usize| counted.iter().any(|&j| (0..self.options.len()).any(|i| self.score(*u, j, i).is_some()));
        (0..self.voters.len()).filter(scored).collect()
    }

    /// λ of each view as a share of all of them.
    pub fn shares_of(&self, views: &[usize]) -> Vec<Fraction> {
        let all: Fraction = views.iter().map(|&u| self.voters[u].weight).sum();
        views.iter().map(|&u| self.voters[u].weight / all).collect()
    }

    /// The weights that a voter sees the options by.
    pub fn weights_of(&self, u: usize) -> Vec<Fraction> {
        self.own_weights(u).unwrap_or_else(|| self.weights())
    }
}

/// The middle one of some scores, or the mean of the middle two.
pub fn median(scores: &[Fraction]) -> Option<Fraction> {
    let mut sorted = scores.to_vec();
    sorted.sort();
    let n = sorted.len();
    (n > 0).then(|| (sorted[(n - 1) / 2] + sorted[n / 2]) / Fraction::from(2_usize))
}
