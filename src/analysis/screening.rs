//! Which options fail a must-have, and why. This comes before anything is summed.

use std::sync::Arc;

use super::{
    Analysis,
    cells::{CellResult, median, slot},
    model::Model,
    votes::Voter,
    words::{list, number},
};
use crate::decision::{Alternative, Criterion, CriterionId, Decision, MustHave, MustHaveRule, OptionId, Score};

/// Why each option is screened out, as a sentence; none for those that are left. In the order of the record.
pub(super) fn screen(decision: &Decision, cells: &[Arc<CellResult>]) -> Vec<Option<String>> {
    let options = &decision.options;
    let mut reasons = Vec::with_capacity(options.len());
    for (column, option) in options.iter().enumerate() {
        // Cells stand row by row: one in each row is this option's.
        let cells = cells.iter().skip(column).step_by(options.len());
        let mut rows = decision.criteria.iter().zip(cells).filter(|(criterion, _)| !criterion.not_applicable);
        reasons.push(rows.find_map(|(criterion, cell)| failure(criterion, option, cell)));
    }
    reasons
}

/// Why a cell fails the criterion's must-have. An empty cell fails none.
pub(super) fn failure(criterion: &Criterion, option: &Alternative, cell: &CellResult) -> Option<String> {
    let must_have = criterion.must_have.filter(|must_have| fails(*must_have, &cell.counts))?;
    let threshold = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => cell.median.map(|median| {
            format!(
                "{} is ruled out: its median on {} is {}, and it must have at least {threshold}.",
                option.called(),
                criterion.called(),
                number(median)
            )
        }),
        MustHaveRule::Members(_) => {
            let below = below(must_have.at_least, &cell.counts);
            let who = if below == 1 { "one ballot scores".to_owned() } else { format!("{below} ballots score") };
            Some(format!(
                "{} is ruled out: {who} it below {threshold} on {}, a must-have.",
                option.called(),
                criterion.called()
            ))
        }
    }
}

/// Reports whether a cell with so many of each score fails a must-have.
pub(super) fn fails(must_have: MustHave, counts: &[u32; 5]) -> bool {
    let MustHave { at_least, rule } = must_have;
    match rule {
        MustHaveRule::Median => median(counts).is_some_and(|median| median < at_least.value()),
        // The type admits 0 members, by which every option would be out.
        MustHaveRule::Members(enough) => below(at_least, counts) >= u32::from(enough.max(1)),
    }
}

/// Reports whether an option fails a must-have if so many score it alike.
pub(super) fn fails_if_all_score(must_have: MustHave, score: f64, votes: usize) -> bool {
    let is_below = score < must_have.at_least.value();
    is_below
        && match must_have.rule {
            MustHaveRule::Median => true,
            MustHaveRule::Members(enough) => votes >= usize::from(enough.max(1)),
        }
}

/// Returns how many of the scores are lower.
fn below(at_least: Score, counts: &[u32; 5]) -> u32 {
    counts[..slot(at_least)].iter().sum()
}

/// For each option the places, in the model, of all must-haves that it fails.
pub(super) fn failed_must_haves(model: &Model, cells: &[Arc<CellResult>]) -> Vec<Vec<usize>> {
    let options = model.means.len();
    let mut failed = vec![Vec::new(); options];
    for (place, must_have) in model.must_haves() {
        let row = model.criteria[place] * options;
        for (cell, failed) in cells[row..].iter().zip(&mut failed) {
            if fails(must_have, &cell.counts) {
                failed.push(place);
            }
        }
    }
    failed
}

/// Returns the options that would be left without a voter's scores, in the order of the record.
pub(super) fn left_without(model: &Model, cells: &[Arc<CellResult>], voter: &Voter) -> Vec<usize> {
    let options = model.means.len();
    let passes = |option: usize| {
        model.must_haves().all(|(place, must_have)| {
            let cell = model.criteria[place] * options + option;
            let mut counts = cells[cell].counts;
            if let Some(own) = voter.vote(cell) {
                counts[slot(own)] -= 1;
            }
            !fails(must_have, &counts)
        })
    };
    (0..options).filter(|&option| passes(option)).collect()
}

/// Returns the must-haves that nobody scored, for each option that is left and has such; in the order of the record.
pub(super) fn unscored_must_haves(analysis: &Analysis) -> Vec<(OptionId, Vec<CriterionId>)> {
    let Analysis { model, cells, criteria, options, .. } = analysis;
    let of = |option: usize| {
        let rows = model.must_haves().map(|(place, _)| model.criteria[place]);
        let unscored = rows.filter(|row| cells[row * options.len() + option].is_empty());
        unscored.map(|row| criteria[row].id.clone()).collect::<Vec<_>>()
    };
    let left = model.left.iter().map(|&option| (options[option].id.clone(), of(option)));
    left.filter(|(_, unscored)| !unscored.is_empty()).collect()
}

/// That nobody has scored some options on some must-haves, in a sentence for those that lack the same.
pub(super) fn unscored_in_words(decision: &Decision, unscored: &[(OptionId, Vec<CriterionId>)]) -> Vec<String> {
    let mut groups: Vec<(Vec<&str>, &[CriterionId])> = Vec::new();
    for (option, criteria) in unscored {
        let name = decision.option_name(option);
        match groups.iter_mut().find(|(_, same)| *same == criteria.as_slice()) {
            Some((names, _)) => names.push(name),
            None => groups.push((vec![name], criteria)),
        }
    }
    let sentence = |(options, criteria): &(Vec<&str>, &[CriterionId])| {
        let criteria: Vec<&str> = criteria.iter().map(|id| decision.criterion_name(id)).collect();
        let what = if criteria.len() == 1 { "a must-have" } else { "must-haves" };
        format!("Nobody has scored {} on {}, {what} of this decision.", list(options), list(&criteria))
    };
    groups.iter().map(sentence).collect()
}

impl Analysis {
    /// Returns the must-haves that would rule out the leader if one member scored it otherwise, or if one ballot were not there. In
    /// the order of the record; empty without a leader.
    #[must_use]
    pub fn leader_at_the_edge(&self) -> Vec<&CriterionId> {
        let Some(winner) = self.first.as_ref().and_then(|id| self.option_index(id)) else { return Vec::new() };
        let hangs_on_one = |(place, must_have): &(usize, MustHave)| {
            let cell = self.model.criteria[*place] * self.options.len() + winner;
            self.voters.iter().any(|voter| {
                let Some(own) = voter.vote(cell) else { return false };
                let mut counts = self.cells[cell].counts;
                counts[slot(own)] -= 1;
                let without = fails(*must_have, &counts);
                // No other score is worse, by either rule; what a reference says, no member can change.
                counts[slot(Score::MIN)] += 1;
                without || !voter.reference && fails(*must_have, &counts)
            })
        };
        let at_the_edge = self.model.must_haves().filter(hangs_on_one);
        at_the_edge.map(|(place, _)| &self.criteria[self.model.criteria[place]].id).collect()
    }
}
