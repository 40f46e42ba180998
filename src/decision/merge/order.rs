//! The order of a list whose items are known by their keys.

use std::collections::{BTreeMap, BTreeSet};

use super::merger::Three;

/// The merged order of a list.
pub(super) enum Order<K> {
    /// Both copies can have it.
    Clear(Vec<K>),
    /// Both copies moved items, in different ways: as each side has it.
    Unclear(Three<Vec<K>>),
}

/// Returns the order of the items in `alive`. New items follow the item that they were added after. Of several new
/// items at the same place the one with the smaller `rank` comes first; that of two items must never be the same.
pub(super) fn order<K: Ord + Clone, R: Ord>(
    lists: &Three<Vec<K>>,
    alive: &BTreeSet<K>,
    rank: impl Fn(Option<&K>, &K) -> R,
) -> Order<K> {
    let sets: Three<BTreeSet<&K>> = lists.as_ref().map(|list| list.iter().collect());
    let in_both = sets.ours.intersection(&sets.theirs).copied();
    let shared: BTreeSet<&K> = in_both.filter(|key| alive.contains(key)).collect();
    let common: Three<Vec<K>> = lists.as_ref().map(|list| only(list, &shared));
    // The skeleton is what both copies have; new items are put between its items afterwards.
    let Some(skeleton) = skeleton(&common, &sets.base) else {
        return Order::Unclear(common.as_ref().map(|skeleton| with_new(skeleton, lists, alive, &rank)));
    };
    Order::Clear(with_new(skeleton, lists, alive, &rank))
}

/// Returns the items that both copies have, in the order of the copy that moved them; `None` if each moved them in
/// another way. `old` are those of the base.
fn skeleton<'a, K: Ord + Clone>(common: &'a Three<Vec<K>>, old: &BTreeSet<&K>) -> Option<&'a Vec<K>> {
    if common.ours == common.theirs {
        return Some(&common.ours);
    }
    // Items that both copies added say nothing of who moved the others.
    let moved = common.as_ref().map(|list| only(list, old));
    match (moved.ours == moved.base, moved.theirs == moved.base) {
        (true, false) => Some(&common.theirs),
        (false, true) => Some(&common.ours),
        // Only what both added stands in two orders, and nobody chose one: the same is taken from either side.
        _ if moved.ours == moved.theirs => Some((&common.ours).min(&common.theirs)),
        _ => None,
    }
}

/// Returns the wanted keys of a list, in its order.
fn only<K: Ord + Clone>(list: &[K], wanted: &BTreeSet<&K>) -> Vec<K> {
    list.iter().filter(|key| wanted.contains(key)).cloned().collect()
}

/// Returns the skeleton, with the items that only one of the copies has added in between.
fn with_new<K: Ord + Clone, R: Ord>(
    skeleton: &[K],
    lists: &Three<Vec<K>>,
    alive: &BTreeSet<K>,
    rank: &impl Fn(Option<&K>, &K) -> R,
) -> Vec<K> {
    let places: BTreeSet<&K> = skeleton.iter().collect();
    let mut ours = runs(&lists.ours, &places, alive);
    let mut theirs = runs(&lists.theirs, &places, alive);
    let mut merged = Vec::with_capacity(alive.len());
    // `None` is the place of new items at the head of a list.
    for place in std::iter::once(None).chain(skeleton.iter().map(Some)) {
        merged.extend(place.cloned());
        let ours = ours.remove(&place).unwrap_or_default();
        let theirs = theirs.remove(&place).unwrap_or_default();
        zip(ours, theirs, |key| rank(place, key), &mut merged);
    }
    // What neither copy has, but stands all the same: it was put back from the base.
    merged.extend(lists.base.iter().filter(|key| alive.contains(key)).cloned());
    // Most of these are in the list already; their first place counts.
    let mut seen = BTreeSet::new();
    merged.retain(|key| seen.insert(key.clone()));
    merged
}

/// Returns the new items of a list, by the item of the skeleton that they follow.
fn runs<'a, K: Ord + Clone>(
    list: &'a [K],
    skeleton: &BTreeSet<&K>,
    alive: &BTreeSet<K>,
) -> BTreeMap<Option<&'a K>, Vec<K>> {
    let mut runs: BTreeMap<Option<&K>, Vec<K>> = BTreeMap::new();
    let mut place = None;
    for key in list.iter().filter(|key| alive.contains(key)) {
        if skeleton.contains(key) {
            place = Some(key);
        } else {
            runs.entry(place).or_default().push(key.clone());
        }
    }
    runs
}

fn zip<K, R: Ord>(a: Vec<K>, b: Vec<K>, rank: impl Fn(&K) -> R, out: &mut Vec<K>) {
    let (mut a, mut b) = (a.into_iter().peekable(), b.into_iter().peekable());
    while let (Some(first), Some(second)) = (a.peek(), b.peek()) {
        let next = if rank(first) <= rank(second) { a.next() } else { b.next() };
        out.extend(next);
    }
    out.extend(a);
    out.extend(b);
}
