//! What differs besides what is told with its values.

use std::{collections::BTreeMap, sync::Arc};

use super::ThenAndNow;
use crate::decision::{Ballot, Decision, Member, MemberId, differences};

/// What differs and is not told with its values, a clause each. Where two records have nothing to do with each other, that is
/// the first.
pub(super) fn rest(both: &ThenAndNow<&Decision>) -> Vec<String> {
    differences(&with_what_is_told(both.then, both.now), both.now)
}

/// The earlier record with everything of the later one that is told with its values, so that it differs from that in the rest
/// alone.
fn with_what_is_told(then: &Decision, now: &Decision) -> Decision {
    let mut rest = then.clone();
    rest.title.clone_from(&now.title);
    rest.history.clone_from(&now.history);
    rest.decide_by = now.decide_by;
    rest.context.clone_from(&now.context);
    rest.constraints.clone_from(&now.constraints);
    rest.people.clone_from(&now.people);
    rest.links.clone_from(&now.links);
    rest.governs.clone_from(&now.governs);
    rest.options = in_order_of(&then.options, &now.options, |a, b| a.id == b.id);
    rest.criteria = in_order_of(&then.criteria, &now.criteria, |a, b| a.id == b.id);
    rest.members = now.members.iter().map(|member| member_of_then(then, member)).collect();
    rest.ballots = ballots(then, now);
    rest.outcome = Arc::clone(&now.outcome);
    rest
}

/// The parts of now, in the order of then where they are the same ones.
fn in_order_of<T>(then: &[Arc<T>], now: &[Arc<T>], is_same: impl Fn(&T, &T) -> bool) -> Vec<Arc<T>> {
    let found: Option<Vec<Arc<T>>> = then.iter().map(|old| now.iter().find(|new| is_same(old, new)).cloned()).collect();
    found.filter(|found| found.len() == now.len()).unwrap_or_else(|| now.to_vec())
}

/// A member whose order of criteria, answers, experience and fears are those of then.
fn member_of_then(then: &Decision, now: &Arc<Member>) -> Arc<Member> {
    let Some(old) = then.member(&now.id) else { return Arc::clone(now) };
    Arc::new(Member { name: now.name.clone(), weight: now.weight, swings: now.swings.clone(), ..old.clone() })
}

/// The ballots of now, sealed as they were then.
fn ballots(then: &Decision, now: &Decision) -> Vec<Arc<Ballot>> {
    let seals: BTreeMap<(&MemberId, u32), bool> =
        then.ballots.iter().map(|ballot| ((&ballot.member, ballot.round), ballot.sealed)).collect();
    let mut ballots = now.ballots.clone();
    for ballot in &mut ballots {
        let sealed = seals.get(&(&ballot.member, ballot.round)).copied();
        if let Some(sealed) = sealed.filter(|sealed| *sealed != ballot.sealed) {
            Arc::make_mut(ballot).sealed = sealed;
        }
    }
    ballots
}
