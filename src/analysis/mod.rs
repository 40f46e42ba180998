//! What follows from the scores: pure functions of a decision, and the sentences that tell their results.
//!
//! Notation in the comments: options i, criteria j, members u; x a score from 1 to 5, x̄ a cell's mean, λ a member's
//! weight, w a criterion's; V = Σ w·x̄ an option's value; d = x̄(a) − x̄(b) the contrast of options a and b. Scores are
//! never normalised by the range of the data, which would let the removal of a loser change the winner.

pub mod agreement;
mod cells;
pub mod exact;
mod json;
mod model;
mod pairs;
mod problems;
mod screening;
pub mod sensitivity;
mod sentences;
mod values;
mod verdict;
mod votes;
pub mod weights;
mod words;

use self::model::Model;
pub use self::{
    cells::CellResult,
    json::to_json,
    pairs::Pair,
    problems::problems,
    sentences::sentences,
    values::{CriterionResult, MemberResult, OptionResult},
    verdict::{Verdict, verdict},
    votes::Scope,
};
use crate::decision::{CriterionId, Decision, OptionId};

/// Everything that follows exactly from a record's scores and swings.
///
/// Lists of options and criteria are in the record's order.
#[derive(Debug, Clone, PartialEq)]
pub struct Analysis {
    /// Which rounds were counted.
    pub scope: Scope,
    /// Each option's value and place.
    pub options: Vec<OptionResult>,
    /// Each criterion's weight.
    pub criteria: Vec<CriterionResult>,
    /// Each cell, criterion by criterion, those that are not applicable included.
    pub cells: Vec<CellResult>,
    /// The option with the highest value among those not screened out, the first of them in a tie. None while there is
    /// no option left, no weight or no score.
    pub winner: Option<OptionId>,
    /// The next best one.
    pub runner_up: Option<OptionId>,
    /// Whether the winner leads whatever the empty cells hold.
    pub certain: bool,
    /// Who would lead if all criteria had the same weight.
    pub equal_weights_winner: Option<OptionId>,
    /// Who would lead by the medians of the cells instead of their means.
    pub median_winner: Option<OptionId>,
    /// Who would lead by measured scores alone; none where there are none.
    pub measured_only_winner: Option<OptionId>,
    /// How each member, and each reference that counts, sees it.
    pub members: Vec<MemberResult>,
    /// The winner against each rival that is left, the nearest first.
    pub pairs: Vec<Pair>,
    /// What could not be computed or rests on an assumption, as sentences.
    pub notes: Vec<String>,
    model: Model,
}

/// Everything about a record that can be computed exactly. Fast enough for every frame.
#[must_use]
pub fn analyze(decision: &Decision, scope: Scope) -> Analysis {
    let voters = votes::voters(decision, scope);
    let cells = cells::cells(decision, &voters);
    let screened = screening::screen(decision, &cells);
    let model = Model::new(decision, &cells, &screened, &voters);
    let id = |index: usize| decision.options[index].id.clone();

    let values = model.values(&model.weights);
    let decided = model.is_weighted() && model.is_scored();
    let order = if decided { values::order(&values, &model.left) } else { Vec::new() };
    let winner = order.first().copied();
    let checks = winner.map(|winner| values::checks(&model, winner, &cells, &voters)).unwrap_or_default();
    let pairs = winner.map(|winner| pairs::pairs(decision, &model, winner, &order)).unwrap_or_default();
    Analysis {
        scope,
        options: values::options(decision, &model, &values, &order, screened),
        criteria: values::criteria(decision, &model),
        winner: winner.map(id),
        runner_up: order.get(1).copied().map(id),
        certain: winner.is_some_and(|winner| values::is_certain(&model, winner)),
        equal_weights_winner: checks.equal_weights.map(id),
        median_winner: checks.medians.map(id),
        measured_only_winner: checks.measured_only.map(id),
        members: values::members(decision, &model, &voters),
        pairs,
        notes: notes(decision, &model, &cells),
        cells,
        model,
    }
}

impl Analysis {
    /// What the team says of a cell; none where the record has no such cell.
    #[must_use]
    pub fn cell(&self, criterion: &CriterionId, option: &OptionId) -> Option<&CellResult> {
        let row = self.criteria.iter().position(|c| c.id == *criterion)?;
        self.cells.get(row * self.options.len() + self.option_index(option)?)
    }

    /// The result of an option.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&OptionResult> {
        self.options.iter().find(|option| option.id == *id)
    }

    /// The result of a criterion.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&CriterionResult> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }

    /// What each applicable criterion adds to an option's value, w·x̄, with 3 in empty cells. In the record's order.
    #[must_use]
    pub fn contributions(&self, option: &OptionId) -> Vec<(CriterionId, f64)> {
        self.option_index(option).map(|index| self.weighted(&self.model.means[index])).unwrap_or_default()
    }

    /// What each applicable criterion adds to the lead of option `a` over option `b`, w·(x̄(a) − x̄(b)), the largest
    /// first.
    #[must_use]
    pub fn difference(&self, a: &OptionId, b: &OptionId) -> Vec<(CriterionId, f64)> {
        let (Some(a), Some(b)) = (self.option_index(a), self.option_index(b)) else { return Vec::new() };
        let mut difference = self.weighted(&self.model.contrast(a, b));
        difference.sort_by(|x, y| y.1.total_cmp(&x.1));
        difference
    }

    /// By how much the winner leads the runner-up; none without a runner-up.
    #[must_use]
    pub fn gap(&self) -> Option<f64> {
        self.pairs.first().map(|pair| pair.gap)
    }

    /// By how much, as a share, every swing may be off without another option leading: the least over the rivals.
    #[must_use]
    pub fn common_error(&self) -> Option<f64> {
        self.pairs.iter().filter_map(|pair| pair.common_error).reduce(f64::min)
    }

    /// How many cells that have a weight nobody scored.
    #[must_use]
    pub fn empty_cells(&self) -> usize {
        self.weighted_cells().filter(|cell| cell.is_empty()).count()
    }

    /// How many cells have a weight.
    #[must_use]
    pub fn counted_cells(&self) -> usize {
        self.weighted_cells().count()
    }

    /// In how many cells of applicable criteria the team is split.
    #[must_use]
    pub fn disputed_cells(&self) -> usize {
        let applicable = self.cells.iter().filter(|cell| self.criterion(&cell.criterion).is_some_and(|c| c.applicable));
        applicable.filter(|cell| cell.disputed).count()
    }

    fn weighted_cells(&self) -> impl Iterator<Item = &CellResult> {
        let rows = self.cells.chunks(self.options.len().max(1));
        rows.zip(&self.criteria).filter(|(_, criterion)| criterion.weight > 0.0).flat_map(|(row, _)| row)
    }

    fn weighted(&self, row: &[f64]) -> Vec<(CriterionId, f64)> {
        let criteria = self.model.criteria.iter().map(|&index| self.criteria[index].id.clone());
        criteria.zip(self.model.weights.iter().zip(row).map(|(weight, x)| weight * x)).collect()
    }

    fn option_index(&self, id: &OptionId) -> Option<usize> {
        self.options.iter().position(|option| option.id == *id)
    }
}

fn notes(decision: &Decision, model: &Model, cells: &[CellResult]) -> Vec<String> {
    let mut notes = Vec::new();
    if !model.is_weighted() {
        notes.push("No criterion has any weight, so there are no values and no winner.".to_owned());
    } else if !model.is_scored() {
        notes.push("There are no scores yet, so there is no winner.".to_owned());
    } else if model.left.is_empty() {
        notes.push("Every option is screened out, so there is no winner.".to_owned());
    } else if model.left.len() == 1 {
        notes.push("Only one option is left, so there is no pair to compare.".to_owned());
    }
    let scored = |option: &usize| model.scored[*option].iter().all(|scored| *scored);
    if !model.left.iter().all(scored) {
        notes.push(
            "Empty cells count as 3, the middle of the scale, in values, pairs and stability; low and high tell the \
             whole range."
                .to_owned(),
        );
    }
    if cells.iter().any(|cell| cell.n > 0 && cell.agreement.is_none()) {
        notes.push("Agreement is null in cells with fewer than 4 scores, where it says little.".to_owned());
    }
    if decision.members.iter().any(|member| !(member.weight.is_finite() && member.weight > 0.0)) {
        notes.push("Members whose weight is not above 0 do not count.".to_owned());
    }
    notes
}
