//! Votes that differ.

use std::collections::HashMap;

use super::{Analyzed, GapChange, ThenAndNow, gap::Leads};
use crate::{
    analysis::{Analysis, votes::Voter},
    decision::{CriterionId, MemberId, OptionId, Vote},
};

/// A vote that differs, by somebody whom both records have, on a cell that both have. A vote is the last word on its cell,
/// whatever round it is of.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreChange {
    /// The member, or the counted reference.
    pub member: MemberId,
    /// The row.
    pub criterion: CriterionId,
    /// The column.
    pub option: OptionId,
    /// The vote; none for an empty cell.
    pub vote: ThenAndNow<Option<Vote>>,
    /// What it did to the lead of then, in points: 0 for any other option than the two. None without such a lead, and where one
    /// of the votes is no score, which is a change of who scored.
    pub effect: Option<f64>,
}

/// Returns them in the order of the record, member by member.
pub(super) fn scores(both: &ThenAndNow<Analyzed<'_>>, gap: Option<&GapChange>) -> Vec<ScoreChange> {
    let leads = gap.and_then(|gap| Leads::of(both, &gap.first, &gap.second));
    let cells = common_cells(both.then.analysis, both.now.analysis);
    let mut changes = Vec::new();
    for voter in &both.now.analysis.voters {
        let Some(before) = both.then.analysis.voters.iter().find(|one| is_same(one, voter)) else { continue };
        for (cell, criterion, option) in &cells {
            let vote = ThenAndNow { then: before.sheet.votes[cell.then], now: voter.sheet.votes[cell.now] };
            if vote.then != vote.now {
                let who = (voter.reference, &voter.id);
                changes.push(ScoreChange {
                    member: voter.id.clone(),
                    criterion: (*criterion).clone(),
                    option: (*option).clone(),
                    vote,
                    effect: leads.as_ref().and_then(|leads| leads.score_effect(who, criterion, option)),
                });
            }
        }
    }
    changes
}

fn is_same(a: &Voter, b: &Voter) -> bool {
    a.id == b.id && a.reference == b.reference
}

/// Returns the cells that both records have: where their votes are, and what they are of.
fn common_cells<'a>(then: &Analysis, now: &'a Analysis) -> Vec<(ThenAndNow<usize>, &'a CriterionId, &'a OptionId)> {
    let mut known = HashMap::new();
    for (index, cell) in then.cells.iter().enumerate() {
        known.entry((&cell.criterion, &cell.option)).or_insert(index);
    }
    let cells = now.cells.iter().enumerate().filter_map(|(index, cell)| {
        let then = *known.get(&(&cell.criterion, &cell.option))?;
        Some((ThenAndNow { then, now: index }, &cell.criterion, &cell.option))
    });
    cells.collect()
}
