//! Parts that a copy removed together with a part that stays, restored: the other copy uses the part, so earlier
//! opinions on it hold again.

use std::{borrow::Cow, collections::BTreeSet, sync::Arc};

use super::{Side, merger::Three, removals::Kept};
use crate::decision::{Commitment, CriterionId, Decision, Member, MemberId, OptionId, TradeOff};

impl Kept {
    /// Returns the copies, each with the items restored from the base that it removed together with a part that stays.
    /// Swings, cells, and the criteria of rounds follow their parts by themselves.
    pub(super) fn restored<'a>(&self, sides: Three<&'a Decision>) -> Three<Cow<'a, Decision>> {
        let restored = |side| {
            let copy = sides.of(side);
            Back::of(self, copy).map_or(Cow::Borrowed(copy), |back| Cow::Owned(back.put_into(copy, sides.base)))
        };
        Three { base: Cow::Borrowed(sides.base), ours: restored(Side::Ours), theirs: restored(Side::Theirs) }
    }
}

/// The parts that a copy took out and that stay.
struct Back<'k> {
    criteria: BTreeSet<&'k CriterionId>,
    options: BTreeSet<&'k OptionId>,
    members: BTreeSet<&'k MemberId>,
}

impl<'k> Back<'k> {
    /// Returns `None` if there are no such parts.
    fn of(kept: &'k Kept, copy: &Decision) -> Option<Self> {
        let criteria: BTreeSet<&CriterionId> = copy.criteria.iter().map(|criterion| &criterion.id).collect();
        let options: BTreeSet<&OptionId> = copy.options.iter().map(|option| &option.id).collect();
        let members: BTreeSet<&MemberId> = copy.members.iter().map(|member| &member.id).collect();
        let back = Self {
            criteria: kept.criteria.taken().map(|(id, _)| id).filter(|id| !criteria.contains(id)).collect(),
            options: kept.options.taken().map(|(id, _)| id).filter(|id| !options.contains(id)).collect(),
            members: kept.members.taken().map(|(id, _)| id).filter(|id| !members.contains(id)).collect(),
        };
        (!back.criteria.is_empty() || !back.options.is_empty() || !back.members.is_empty()).then_some(back)
    }

    fn put_into(&self, copy: &Decision, base: &Decision) -> Decision {
        let mut copy = copy.clone();
        let listed: BTreeSet<CriterionId> = copy.criteria.iter().map(|criterion| criterion.id.clone()).collect();
        for member in &mut copy.members {
            let Some(before) = base.member(&member.id).filter(|before| *before != &**member) else {
                continue;
            };
            let restored = self.member(before, member, &listed);
            if restored != **member {
                *member = Arc::new(restored);
            }
        }
        if copy.outcome.chosen.is_none()
            && base.outcome.chosen.as_ref().is_some_and(|chosen| self.options.contains(chosen))
        {
            Arc::make_mut(&mut copy.outcome).choose_as(&base.outcome);
        }
        if !self.members.is_empty() {
            let members: BTreeSet<MemberId> = copy.members.iter().map(|member| member.id.clone()).collect();
            copy.commitments = again(
                &base.commitments,
                &copy.commitments,
                |one: &Commitment| members.contains(&one.member),
                |one: &Commitment| members.contains(&one.member) || self.members.contains(&one.member),
            );
        }
        copy
    }

    /// Restores a member of a copy; `listed` are the criteria of that copy.
    fn member(&self, before: &Member, now: &Member, listed: &BTreeSet<CriterionId>) -> Member {
        let mut member = now.clone();
        member.order = self.order(before, now, listed);
        let criteria = |answer: &TradeOff| [answer.first.criterion.clone(), answer.second.criterion.clone()];
        member.trade_offs = again(
            &before.trade_offs,
            &now.trade_offs,
            |answer| criteria(answer).iter().all(|id| listed.contains(id)),
            |answer| criteria(answer).iter().all(|id| listed.contains(id) || self.criteria.contains(id)),
        );
        let known = before.experience.iter().filter(|(option, _)| self.options.contains(option));
        for (option, experience) in known {
            member.experience.entry(option.clone()).or_insert(*experience);
        }
        member
    }

    /// Restores the order of a member, with the restored criteria on the level that they had.
    fn order(&self, before: &Member, now: &Member, listed: &BTreeSet<CriterionId>) -> Vec<Vec<CriterionId>> {
        if now.order.iter().flatten().any(|id| !listed.contains(id)) {
            // Somebody took out the criterion by hand, and left it here.
            return now.order.clone();
        }
        let only = |stands: &dyn Fn(&CriterionId) -> bool| -> Vec<Vec<CriterionId>> {
            let levels = before.order.iter().map(|level| level.iter().filter(|id| stands(id)).cloned().collect());
            levels.filter(|level: &Vec<_>| !level.is_empty()).collect()
        };
        if only(&|id| listed.contains(id)) == now.order {
            return only(&|id| listed.contains(id) || self.criteria.contains(id));
        }
        let mut order = now.order.clone();
        for (level, criteria) in before.order.iter().enumerate() {
            let back: Vec<CriterionId> = criteria.iter().filter(|id| self.criteria.contains(id)).cloned().collect();
            match order.get_mut(level) {
                _ if back.is_empty() => {}
                Some(there) => there.extend(back),
                None => order.push(back),
            }
        }
        order
    }
}

/// Returns a list of a copy with those items of the base that were removed with a part that they name. `stood` reports
/// whether the copy still has the parts that an item names, and `stands` whether the merge has them.
fn again<T: Clone + PartialEq>(
    before: &[T],
    now: &[T],
    stood: impl Fn(&T) -> bool,
    stands: impl Fn(&T) -> bool,
) -> Vec<T> {
    if !now.iter().all(&stood) {
        // Somebody took out a part by hand, and left the items that name it.
        return now.to_vec();
    }
    if before.iter().filter(|item| stood(item)).eq(now) {
        return before.iter().filter(|item| stands(item)).cloned().collect();
    }
    let back = before.iter().filter(|item| stands(item) && !stood(item));
    now.iter().chain(back).cloned().collect()
}
