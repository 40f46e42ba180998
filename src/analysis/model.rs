//! The numbers that the record comes down to, in dense rows: what every method of this module works on.

use std::{collections::BTreeSet, sync::Arc};

use super::{
    cells::{CellResult, weighted_mean},
    exact,
    sums::sum,
    team_weights::TeamWeights,
    votes::Voter,
};
use crate::decision::{Decision, MustHave, Score};

/// Values nearer to each other than this are the same value; the rest is rounding. The draws hold the same ones level.
pub(super) use weigh_in_draws::TIE;

/// A row of numbers for each option, a number in it for each criterion of the model.
pub(super) type Rows = Vec<Vec<f64>>;

/// The applicable criteria with their weights, and a row of scores for each option.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Model {
    /// Which criteria of the record these are.
    pub(super) criteria: Vec<usize>,
    /// Their weights: sum 1, or all zero where every swing is.
    pub(super) weights: Vec<f64>,
    /// The places, among these, of the criteria that are counted: who gives one no weight says that it does not matter.
    pub(super) counted: Vec<usize>,
    /// The places of the counted criteria of each group, in the order in which the groups come; those without a group alone.
    pub(super) groups: Vec<Vec<usize>>,
    /// What the criteria must have.
    pub(super) must_haves: Vec<Option<MustHave>>,
    /// Whose weights these come from.
    pub(super) team: TeamWeights,
    /// The options that are not screened out, by their place in the record.
    pub(super) left: Vec<usize>,
    /// The team's means, with the middle of the scale in empty cells. All options.
    pub(super) means: Rows,
    /// Whether anybody scored the cell.
    pub(super) scored: Vec<Vec<bool>>,
    /// Those who scored at least one cell that counts. Who said nothing has no view that could be right or wrong.
    pub(super) views: Vec<Arc<ModelView>>,
}

/// How one voter sees the options.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct ModelView {
    /// Which of the voters this is.
    pub(super) voter: usize,
    /// Whether it is a reference that counts.
    pub(super) reference: bool,
    /// λ.
    pub(super) weight: f64,
    /// λ as a share of all views.
    pub(super) share: f64,
    /// Their own scores.
    pub(super) scores: Vec<Vec<Option<f64>>>,
    /// Their own scores, with the team's mean in cells that they did not score.
    pub(super) rows: Rows,
}

/// Returns the middle of the scale.
pub(super) fn middle() -> f64 {
    f64::midpoint(Score::MIN.value(), Score::MAX.value())
}

/// Returns Σ w·x.
pub(super) fn dot(weights: &[f64], row: &[f64]) -> f64 {
    sum(weights.iter().zip(row).map(|(weight, score)| weight * score))
}

/// Returns the first of `among` whose value no other exceeds.
pub(super) fn best(values: &[f64], among: &[usize]) -> Option<usize> {
    let mut best = None;
    for &option in among {
        if best.is_none_or(|best: usize| values[option] > values[best] + TIE) {
            best = Some(option);
        }
    }
    best
}

/// Returns the item whose number is least, with that number; of those that are level beyond rounding the first, as [`best`] does.
pub(super) fn least<T>(items: impl Iterator<Item = (T, f64)>) -> Option<(T, f64)> {
    items.reduce(|least, next| if next.1 < least.1 - TIE { next } else { least })
}

/// Returns the options `among` that lead by `values`, alone or level with each other.
pub(super) fn leaders(values: &[f64], among: &[usize]) -> Vec<usize> {
    let highest = among.iter().map(|&option| values[option]).fold(f64::MIN, f64::max);
    among.iter().copied().filter(|&option| values[option] >= highest - TIE).collect()
}

/// Returns a row for each option, with what `of` says of its cell by each of these criteria of the record.
pub(super) fn rows<T>(criteria: &[usize], options: usize, of: impl Fn(usize) -> T) -> Vec<Vec<T>> {
    (0..options).map(|option| criteria.iter().map(|row| of(row * options + option)).collect()).collect()
}

/// λ as shares that sum to 1. The largest first becomes 1, so that no sum of them is too large for a number.
fn share(views: &mut [Arc<ModelView>]) {
    let largest = views.iter().map(|view| view.weight).fold(f64::MIN_POSITIVE, f64::max);
    let all: f64 = views.iter().map(|view| view.weight / largest).sum();
    for view in views {
        let share = view.weight / largest / all;
        // An earlier analysis may hold the same view, and `make_mut` would copy it for nothing.
        if view.share.total_cmp(&share).is_ne() {
            Arc::make_mut(view).share = share;
        }
    }
}

/// What is known of a record with the same criteria and options, and what has changed since.
#[derive(Clone, Copy)]
pub(super) struct Before<'a> {
    pub(super) model: &'a Model,
    pub(super) voters: &'a [Voter],
    /// The cells, by index, of which somebody says something else now.
    pub(super) changed: &'a BTreeSet<usize>,
}

impl<'a> Before<'a> {
    /// Returns the earlier view of a voter whose votes are unchanged, unless a team mean that it falls back on has changed.
    fn view(&self, index: usize, voter: &Voter, criteria: &[usize], options: usize) -> Option<&'a Arc<ModelView>> {
        if !Arc::ptr_eq(&self.voters.get(index)?.sheet, &voter.sheet) || self.model.criteria != criteria {
            return None;
        }
        for cell in self.changed {
            // `criteria` ascends, as it is filtered from the record's order; so do the places of the views below.
            let counts = criteria.binary_search(&(cell / options.max(1))).is_ok();
            if counts && voter.score(*cell).is_none() {
                return None;
            }
        }
        let place = self.model.views.binary_search_by_key(&index, |view| view.voter).ok()?;
        Some(&self.model.views[place])
    }
}

impl ModelView {
    /// Returns the view of a voter with these scores; what share they have is found when all views are known.
    fn new(index: usize, voter: &Voter, scores: Vec<Vec<Option<f64>>>, means: &Rows) -> Self {
        let mut rows = Rows::with_capacity(means.len());
        for (scores, means) in scores.iter().zip(means) {
            rows.push(scores.iter().zip(means).map(|(score, mean)| score.unwrap_or(*mean)).collect());
        }
        Self { voter: index, reference: voter.reference, weight: voter.weight, share: 0.0, scores, rows }
    }
}

/// Returns the views of all who scored any of the criteria that count, in the order of the voters.
fn views(
    voters: &[Voter],
    (criteria, counted): (&[usize], &[usize]),
    means: &Rows,
    before: Option<Before<'_>>,
) -> Vec<Arc<ModelView>> {
    let options = means.len();
    // Whose view counts depends on which criteria do.
    let before = before.filter(|before| before.model.counted == counted);
    let mut views = Vec::new();
    for (index, voter) in voters.iter().enumerate() {
        if let Some(known) = before.and_then(|before| before.view(index, voter, criteria, options)) {
            views.push(Arc::clone(known));
            continue;
        }
        let scores = rows(criteria, options, |cell| voter.score(cell));
        if scores.iter().any(|scores| counted.iter().any(|&j| scores[j].is_some())) {
            views.push(Arc::new(ModelView::new(index, voter, scores, means)));
        }
    }
    share(&mut views);
    views
}

/// Returns the counted criteria by group.
fn groups(decision: &Decision, criteria: &[usize], counted: &[usize]) -> Vec<Vec<usize>> {
    let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
    for &j in counted {
        let name = decision.criteria[criteria[j]].group.trim();
        match groups.iter_mut().find(|(known, _)| *known == name && !name.is_empty()) {
            Some((_, places)) => places.push(j),
            None => groups.push((name, vec![j])),
        }
    }
    groups.into_iter().map(|(_, places)| places).collect()
}

impl Model {
    pub(super) fn new(
        decision: &Decision,
        cells: &[Arc<CellResult>],
        screened: &[Option<String>],
        voters: &[Voter],
        before: Option<Before<'_>>,
    ) -> Self {
        let options = decision.options.len();
        let criteria: Vec<usize> =
            decision.criteria.iter().enumerate().filter(|(_, c)| !c.not_applicable).map(|(index, _)| index).collect();
        let swings: Vec<f64> =
            criteria.iter().map(|&index| f64::from(decision.swing(&decision.criteria[index]))).collect();
        let means = rows(&criteria, options, |cell| cells[cell].mean.unwrap_or_else(middle));
        let team = TeamWeights::new(&criteria, &swings, voters);
        let weights = team.group();
        let counted: Vec<usize> = (0..weights.len()).filter(|&j| weights[j] > 0.0).collect();
        let views = views(voters, (&criteria, &counted), &means, before);
        Self {
            groups: groups(decision, &criteria, &counted),
            counted,
            weights,
            team,
            scored: rows(&criteria, options, |cell| !cells[cell].is_empty()),
            must_haves: criteria.iter().map(|&row| decision.criteria[row].must_have).collect(),
            left: (0..options).filter(|&option| screened[option].is_none()).collect(),
            criteria,
            means,
            views,
        }
    }

    /// Returns what criteria must have, with their places in the model.
    pub(super) fn must_haves(&self) -> impl Iterator<Item = (usize, MustHave)> {
        self.must_haves.iter().enumerate().filter_map(|(place, must_have)| Some((place, (*must_have)?)))
    }

    /// Reports whether any criterion has a weight.
    pub(super) fn is_weighted(&self) -> bool {
        !self.counted.is_empty()
    }

    /// Returns the swings of each who weighed, of the criteria that are counted, with how much they count; the record's where nobody did.
    pub(super) fn swings(&self) -> Vec<(f64, Vec<f64>)> {
        let own = self.team.weighed().iter().map(|own| (own.share, self.counted_of(&own.weights)));
        let mut all: Vec<(f64, Vec<f64>)> = own.collect();
        if all.is_empty() {
            all.push((1.0, self.counted_of(&self.weights)));
        }
        all
    }

    /// Reports whether any two criteria that count matter differently: else nobody has ranked them.
    pub(super) fn has_an_order(&self) -> bool {
        exact::blocks(&self.counted_of(&self.weights)).len() > 1
    }

    /// Returns what a row holds for the criteria that are counted.
    pub(super) fn counted_of(&self, row: &[f64]) -> Vec<f64> {
        self.counted.iter().map(|&j| row[j]).collect()
    }

    /// Numbers by counted criterion as numbers by criterion of the model, 0 for the others.
    pub(super) fn over_the_model(&self, counted: &[f64]) -> Vec<f64> {
        let mut all = vec![0.0; self.weights.len()];
        for (&j, number) in self.counted.iter().zip(counted) {
            all[j] = *number;
        }
        all
    }

    /// Returns how many members have a view; the model has them before the references that count.
    pub(super) fn members(&self) -> usize {
        self.views.iter().filter(|view| !view.reference).count()
    }

    /// Returns Σ of the squared shares of those who have a view: 1/n where n of them count alike, and more where some count more.
    pub(super) fn concentration(&self) -> f64 {
        let (all, squares) = self
            .views
            .iter()
            .fold((0.0, 0.0), |(all, squares), view| (all + view.share, squares + view.share * view.share));
        if all > 0.0 { squares / (all * all) } else { 1.0 }
    }

    /// Reports whether anybody scored a cell that has a weight.
    pub(super) fn is_scored(&self) -> bool {
        self.is_scored_by(&self.weights)
    }

    /// Reports the same under other weights.
    pub(super) fn is_scored_by(&self, weights: &[f64]) -> bool {
        self.scored.iter().any(|row| row.iter().zip(weights).any(|(scored, weight)| *scored && *weight > 0.0))
    }

    /// Returns the value of every option, screened out or not, under these weights.
    pub(super) fn values(&self, weights: &[f64]) -> Vec<f64> {
        self.means.iter().map(|row| dot(weights, row)).collect()
    }

    /// Returns the value of every option by one view, under the weights of who has it.
    pub(super) fn values_by(&self, view: &ModelView) -> Vec<f64> {
        let weights = self.team.of(view.voter).unwrap_or(&self.weights);
        view.rows.iter().map(|row| dot(weights, row)).collect()
    }

    /// Reports whether a view says something of each option that anybody scored, by the criteria to which these weights of its owner
    /// give any.
    pub(super) fn sees_all(&self, view: &ModelView, weights: &[f64]) -> bool {
        let counted = || (0..weights.len()).filter(|&j| weights[j] > 0.0);
        self.left.iter().all(|&option| {
            let says_something = counted().any(|j| view.scores[option][j].is_some());
            says_something || !counted().any(|j| self.scored[option][j])
        })
    }

    /// Returns the options that are left and lead by `values`, alone or level with each other.
    pub(super) fn leaders(&self, values: &[f64]) -> Vec<usize> {
        leaders(values, &self.left)
    }

    /// Returns the lowest and the highest value of an option, over what its empty cells could hold.
    pub(super) fn range(&self, option: usize) -> (f64, f64) {
        (self.value_filled(option, Score::MIN.value()), self.value_filled(option, Score::MAX.value()))
    }

    /// Returns the value of an option whose empty cells all held this score.
    fn value_filled(&self, option: usize, empty: f64) -> f64 {
        let cells = self.means[option].iter().zip(&self.scored[option]);
        let row: Vec<f64> = cells.map(|(mean, scored)| if *scored { *mean } else { empty }).collect();
        dot(&self.weights, &row)
    }

    /// Returns the share of the weight for which an option has been scored.
    pub(super) fn coverage(&self, option: usize) -> f64 {
        let scored = self.weights.iter().zip(&self.scored[option]).filter(|(_, scored)| **scored);
        // Weights that sum to 1 may exceed it by a rounding error, and coverage is shown as a percentage.
        sum(scored.map(|(weight, _)| *weight)).min(1.0)
    }

    /// Weights of the model's criteria among `all` of the record's; 0 for those that are not applicable.
    pub(super) fn over_all_criteria(&self, weights: &[f64], all: usize) -> Vec<f64> {
        let mut spread = vec![0.0; all];
        for (&criterion, weight) in self.criteria.iter().zip(weights) {
            spread[criterion] = *weight;
        }
        spread
    }

    /// d: the means of option `a` less those of option `b`; 0 where they differ by rounding only.
    pub(super) fn contrast(&self, a: usize, b: usize) -> Vec<f64> {
        let difference = |(a, b): (&f64, &f64)| if (a - b).abs() <= TIE { 0.0 } else { a - b };
        self.means[a].iter().zip(&self.means[b]).map(difference).collect()
    }

    /// Returns the mean of the votes on a cell that `counts` says count, the middle of the scale where there are none.
    pub(super) fn mean_of(&self, counts: impl Fn(&ModelView) -> bool, option: usize, criterion: usize) -> f64 {
        let votes = self.views.iter().filter(|view| counts(view.as_ref()));
        weighted_mean(votes.filter_map(|view| Some((view.scores[option][criterion]?, view.weight))))
            .unwrap_or_else(middle)
    }
}
