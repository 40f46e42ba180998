//! Weights that changed.

use super::{Analyzed, GapChange, ThenAndNow};
use crate::decision::{CriterionId, Decision, MemberId};

/// A weight that changed, of a criterion that both records have.
#[derive(Debug, Clone, PartialEq)]
pub struct WeightChange {
    /// The criterion.
    pub criterion: CriterionId,
    /// Whose weight it is; none for the record's.
    pub member: Option<MemberId>,
    /// The swing, 0 to 100; none where it is not set.
    pub swing: ThenAndNow<Option<u8>>,
    /// The criterion's share in the team's weights, 0 to 1.
    pub share: ThenAndNow<f64>,
    /// What the criterion's share did to the lead of then, in points, whoever changed it; none without such a lead.
    pub effect: Option<f64>,
}

/// Returns the record's swings first, then each member's, in the order of the record.
pub(super) fn weights(both: &ThenAndNow<Analyzed<'_>>, gap: Option<&GapChange>) -> Vec<WeightChange> {
    let decisions = both.decisions();
    let mut changes = Vec::new();
    for criterion in &decisions.now.criteria {
        let swings = decisions.map(|decision| decision.criterion(&criterion.id).map(|one| one.swing));
        if let (Some(then), Some(now)) = (swings.then, swings.now) {
            changes.push((&criterion.id, None, ThenAndNow { then, now }));
        }
    }
    for member in &decisions.now.members {
        for criterion in &decisions.now.criteria {
            if let Some(swing) = own(&decisions, &member.id, &criterion.id) {
                changes.push((&criterion.id, Some(&member.id), swing));
            }
        }
    }
    changes.retain(|(.., swing)| swing.then != swing.now);
    let told = changes.into_iter().map(|(criterion, member, swing)| WeightChange {
        criterion: criterion.clone(),
        member: member.cloned(),
        swing,
        share: both.map(|at| at.analysis.criterion(criterion).map_or(0.0, |result| result.weight)),
        effect: gap.map(|gap| gap.weight_effect(criterion)),
    });
    told.collect()
}

/// Returns a member's own swing then and now; none unless both records have the member and the criterion.
fn own(
    decisions: &ThenAndNow<&Decision>,
    member: &MemberId,
    criterion: &CriterionId,
) -> Option<ThenAndNow<Option<u8>>> {
    decisions.then.criterion(criterion)?;
    let members = decisions.map(|decision| decision.member(member));
    let (then, now) = (members.then?, members.now?);
    Some(ThenAndNow { then: then.swings.get(criterion).copied(), now: now.swings.get(criterion).copied() })
}
