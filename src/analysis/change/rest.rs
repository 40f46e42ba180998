//! What differs besides what is told with its values.

use std::{collections::BTreeMap, sync::Arc};

use super::ThenAndNow;
use crate::decision::{Ballot, Cell, CellKey, Decision, Member, differences};

/// Returns what differs and is not told with its values, a clause each. Where two records have nothing to do with each other, that is
/// the first.
pub(super) fn rest(both: &ThenAndNow<&Decision>) -> Vec<String> {
    differences(&with_what_is_told(both.then, both.now), both.now)
}

/// Returns the earlier record with everything of the later one that is told with its values, so that it differs from that in the rest
/// alone.
fn with_what_is_told(then: &Decision, now: &Decision) -> Decision {
    // Every field is listed, so that adding one forces a choice: fields with a report of their own come from `now`, the rest from
    // `then`.
    Decision {
        title: now.title.clone(),
        history: now.history.clone(),
        decide_by: now.decide_by,
        context: now.context.clone(),
        constraints: now.constraints.clone(),
        people: now.people.clone(),
        links: now.links.clone(),
        governs: now.governs.clone(),
        options: in_order_of(&then.options, &now.options, |a, b| a.id == b.id),
        criteria: in_order_of(&then.criteria, &now.criteria, |a, b| a.id == b.id),
        members: now.members.iter().map(|member| member_of_then(then, member)).collect(),
        ballots: ballots(then, now),
        outcome: Arc::clone(&now.outcome),
        id: then.id.clone(),
        created: then.created,
        copied_from: then.copied_from.clone(),
        predecessor: then.predecessor.clone(),
        template: then.template.clone(),
        profile: then.profile.clone(),
        profiles: then.profiles.clone(),
        compared_profiles: then.compared_profiles.clone(),
        reversal: then.reversal.clone(),
        private_ballots: then.private_ballots,
        rounds: then.rounds.clone(),
        commitments: then.commitments.clone(),
        references: then.references.clone(),
        reviews: then.reviews.clone(),
        corrections: then.corrections.clone(),
        adr_folder: then.adr_folder.clone(),
        has_appendix: then.has_appendix,
        exports: then.exports.clone(),
    }
}

/// Returns the parts of now, in the order of then where they are the same ones.
fn in_order_of<T>(then: &[Arc<T>], now: &[Arc<T>], is_same: impl Fn(&T, &T) -> bool) -> Vec<Arc<T>> {
    let found: Option<Vec<Arc<T>>> = then.iter().map(|old| now.iter().find(|new| is_same(old, new)).cloned()).collect();
    found.filter(|found| found.len() == now.len()).unwrap_or_else(|| now.to_vec())
}

/// Returns a member whose order of criteria, answers, experience and fears are those of then.
fn member_of_then(then: &Decision, now: &Arc<Member>) -> Arc<Member> {
    let Some(old) = then.member(&now.id) else { return Arc::clone(now) };
    Arc::new(Member {
        id: now.id.clone(),
        name: now.name.clone(),
        weight: now.weight,
        swings: now.swings.clone(),
        order: old.order.clone(),
        trade_offs: old.trade_offs.clone(),
        experience: old.experience.clone(),
        premortem: old.premortem.clone(),
    })
}

/// Returns the ballots of now, sealed as they were then, and with what they said then of the cells that a later round speaks of: the
/// last word on a cell alone is told with its values.
fn ballots(then: &Decision, now: &Decision) -> Vec<Arc<Ballot>> {
    let both = now.ballots.iter().map(|ballot| match then.ballot(&ballot.member, ballot.round) {
        None => Arc::clone(ballot),
        Some(old) if old == &**ballot => Arc::clone(ballot),
        Some(old) => {
            let (sealed, salt) = (old.sealed, old.salt.clone());
            Arc::new(Ballot { sealed, salt, cells: cells(old, &ballot.cells, now), ..Ballot::clone(ballot) })
        }
    });
    let lost = then.ballots.iter().filter(|old| now.ballot(&old.member, old.round).is_none());
    let lost = lost.map(|old| Arc::new(Ballot { cells: cells(old, &BTreeMap::new(), now), ..Ballot::clone(old) }));
    both.chain(lost.filter(|ballot| !ballot.cells.is_empty())).collect()
}

/// Returns the cells of a ballot as they are now, but for those that a later ballot of now speaks of, which are as they were then.
fn cells(old: &Ballot, new: &BTreeMap<CellKey, Cell>, now: &Decision) -> BTreeMap<CellKey, Cell> {
    let later = now.ballots.iter().filter(|ballot| ballot.member == old.member && ballot.round > old.round);
    let later: Vec<_> = later.collect();
    let is_last_word = |key: &CellKey| later.iter().all(|ballot| !ballot.cells.contains_key(key));
    let told = new.iter().filter(|(key, _)| is_last_word(key));
    let untold = old.cells.iter().filter(|(key, _)| !is_last_word(key));
    told.chain(untold).map(|(key, cell)| (key.clone(), cell.clone())).collect()
}
