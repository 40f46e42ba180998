//! Which options fail a must-have, and why. This comes before anything is summed.

use std::sync::Arc;

use super::{cells::CellResult, words::number};
use crate::decision::{Alternative, Criterion, Decision, MustHave, MustHaveRule, Score};

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
    let must_have = criterion.must_have.filter(|must_have| fails(*must_have, cell.median, &cell.counts))?;
    let threshold = must_have.at_least.points();
    match must_have.rule {
        MustHaveRule::Median => cell.median.map(|median| {
            format!(
                "{} is screened out: its median on {} is {}, and it must have at least {threshold}.",
                option.called(),
                criterion.called(),
                number(median)
            )
        }),
        MustHaveRule::Members(_) => {
            let below = below(must_have.at_least, &cell.counts);
            let who = if below == 1 { "one ballot scores".to_owned() } else { format!("{below} ballots score") };
            Some(format!(
                "{} is screened out: {who} it below {threshold} on {}, which it must have.",
                option.called(),
                criterion.called()
            ))
        }
    }
}

/// Whether a cell with this median, and so many of each score, fails a must-have.
pub(super) fn fails(must_have: MustHave, median: Option<f64>, counts: &[u32; 5]) -> bool {
    let MustHave { at_least, rule } = must_have;
    match rule {
        MustHaveRule::Median => median.is_some_and(|median| median < at_least.value()),
        // The type admits 0 members, by which every option would be out.
        MustHaveRule::Members(enough) => below(at_least, counts) >= u32::from(enough.max(1)),
    }
}

/// How many of the scores are lower.
fn below(at_least: Score, counts: &[u32; 5]) -> u32 {
    counts[..usize::from(at_least.points() - Score::MIN.points())].iter().sum()
}
