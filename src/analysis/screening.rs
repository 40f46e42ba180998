//! Which options fail a must-have, and why. This comes before anything is summed.

use std::sync::Arc;

use super::{cells::CellResult, words::number};
use crate::decision::{Alternative, Criterion, Decision, MustHave, MustHaveRule, Vote};

/// Why each option is screened out, as a sentence; none for those that are left. In the order of the record.
pub(super) fn screen(decision: &Decision, cells: &[Arc<CellResult>]) -> Vec<Option<String>> {
    let options = decision.options.len();
    let reason = |(column, option): (usize, &Arc<Alternative>)| {
        let failed = |(row, criterion): (usize, &Arc<Criterion>)| {
            let cell = cells.get(row * options + column)?;
            (!criterion.not_applicable).then(|| failure(criterion, option, cell)).flatten()
        };
        decision.criteria.iter().enumerate().find_map(failed)
    };
    decision.options.iter().enumerate().map(reason).collect()
}

/// For each option the rows of all must-haves that it fails. In the order of the record.
pub(super) fn failed_must_haves(decision: &Decision, cells: &[Arc<CellResult>]) -> Vec<Vec<usize>> {
    let options = decision.options.len();
    let fails = |column: usize, row: usize| {
        let (criterion, option) = (&decision.criteria[row], &decision.options[column]);
        !criterion.not_applicable && failure(criterion, option, &cells[row * options + column]).is_some()
    };
    (0..options).map(|column| (0..decision.criteria.len()).filter(|row| fails(column, *row)).collect()).collect()
}

/// Why a cell fails the criterion's must-have. An empty cell fails none.
pub(super) fn failure(criterion: &Criterion, option: &Alternative, cell: &CellResult) -> Option<String> {
    let MustHave { at_least, rule } = criterion.must_have?;
    let threshold = at_least.points();
    match rule {
        MustHaveRule::Median => cell.median.filter(|median| *median < at_least.value()).map(|median| {
            format!(
                "{} is screened out: its median on {} is {}, and it must have at least {threshold}.",
                option.name,
                criterion.name,
                number(median)
            )
        }),
        MustHaveRule::Members(enough) => {
            let below = cell.votes.iter().filter_map(|(_, vote)| Vote::score(*vote)).filter(|s| *s < at_least).count();
            (below >= usize::from(enough.max(1))).then(|| {
                let who = if below == 1 { "one ballot scores".to_owned() } else { format!("{below} ballots score") };
                format!(
                    "{} is screened out: {who} it below {threshold} on {}, which it must have.",
                    option.name, criterion.name
                )
            })
        }
    }
}
