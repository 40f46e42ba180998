//! Tables of a record as CSV.

use std::{iter, sync::Arc};

use super::{
    cell::vote_in_words,
    columns::{CRITERION, GROUP, ID, WEIGHT, option_heads},
    grid::to_csv,
    long::{LongColumn, row_of},
};
use crate::{
    analysis::Analysis,
    decision::{Ballot, Criterion, Decision, MemberId, OptionId},
};

/// Returns the criteria and options of a record with its groups, its weights, and the team's means, empty where nobody scored.
#[must_use]
pub fn means_table(decision: &Decision, analysis: &Analysis) -> String {
    let means = |row: usize| {
        let width = decision.options.len();
        let cells = analysis.cells.get(row * width..(row + 1) * width).unwrap_or_default();
        cells.iter().map(|cell| cell.mean.map(rounded).unwrap_or_default()).collect()
    };
    let swing = |criterion: &Criterion| criterion.swing.map(|swing| swing.to_string()).unwrap_or_default();
    let head = [ID, CRITERION, GROUP, WEIGHT].map(str::to_owned).to_vec();
    let rows = decision.criteria.iter().enumerate().map(|(row, criterion)| {
        let mut cells = about(criterion);
        cells.push(swing(criterion));
        [cells, means(row)].concat()
    });
    to_csv(iter::once([head, option_heads(decision)].concat()).chain(rows))
}

/// Returns the criteria and options of a record with what one member says of each now.
#[must_use]
pub fn member_table(decision: &Decision, member: &MemberId) -> String {
    let head = [ID, CRITERION, GROUP].map(str::to_owned).to_vec();
    let rows = decision.criteria.iter().map(|criterion| {
        let vote = |option: &OptionId| vote_in_words(decision.vote(member, &(criterion.id.clone(), option.clone())));
        [about(criterion), decision.options.iter().map(|option| vote(&option.id)).collect()].concat()
    });
    to_csv(iter::once([head, option_heads(decision)].concat()).chain(rows))
}

/// Returns every vote of members in a row of its own, with all that a cell holds.
#[must_use]
pub fn votes_table(decision: &Decision) -> String {
    let head = LongColumn::ALL.iter().map(|column| column.head().to_owned()).collect();
    let rows = decision.ballots.iter().flat_map(|ballot: &Arc<Ballot>| {
        ballot.cells.iter().filter(|(_, cell)| !cell.is_blank()).map(move |(key, cell)| row_of(ballot, key, cell))
    });
    to_csv(iter::once(head).chain(rows))
}

fn about(criterion: &Criterion) -> Vec<String> {
    vec![criterion.id.to_string(), criterion.name.clone(), criterion.group.clone()]
}

/// Returns a mean with four digits behind the point at most.
fn rounded(mean: f64) -> String {
    let text = format!("{mean:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
