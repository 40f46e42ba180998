//! Lists whose items have ids.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{
    Side,
    merger::{Merger, Three, Where},
    order::{Order, order},
};

/// An id, and how many items before it have the same one: a record may contradict itself, and is then items as it is.
pub(super) type Nth<K> = (K, usize);

pub(super) fn numbered<K: Ord + Clone>(ids: impl IntoIterator<Item = K>) -> Vec<Nth<K>> {
    let mut seen: BTreeMap<K, usize> = BTreeMap::new();
    let mut numbered = Vec::new();
    for id in ids {
        let count = seen.entry(id.clone()).or_default();
        numbered.push((id, *count));
        *count += 1;
    }
    numbered
}

/// What was settled before about the items of a list.
pub(super) enum Fate {
    /// Nothing: the item itself decides.
    Open,
    /// As this side has it, with nothing of the others.
    From(Side),
    /// It is left out.
    Gone,
}

/// How the items of a list are known, and merged.
pub(super) struct Keyed<'f, K, V> {
    pub(super) key: &'f dyn Fn(&V) -> K,
    pub(super) fate: &'f dyn Fn(&K) -> Fate,
    /// Merges an item that the sides have in different states, or not at all. None where it is left out.
    #[expect(clippy::type_complexity, reason = "a name for it would say no more")]
    pub(super) item: &'f dyn Fn(&mut Merger<'_>, &K, Three<Option<&V>>) -> Option<V>,
    /// What a clash of orders is called, and what an item is called in it.
    pub(super) list: Where,
    pub(super) name: &'f dyn Fn(&V) -> String,
    /// What a new item is sorted by, among those at the same place: the item in front of it, and itself.
    pub(super) rank: &'f dyn Fn(Option<&V>, &V) -> bool,
}

impl<K: Ord + Clone, V: PartialEq> Keyed<'_, K, V> {
    pub(super) fn merge(self, merger: &mut Merger<'_>, lists: Three<&[Arc<V>]>) -> Vec<Arc<V>> {
        let keys = lists.map(|list| numbered(list.iter().map(|item| (self.key)(item))));
        let sides: Three<BTreeMap<&Nth<K>, &Arc<V>>> = Three {
            base: keys.base.iter().zip(lists.base).collect(),
            ours: keys.ours.iter().zip(lists.ours).collect(),
            theirs: keys.theirs.iter().zip(lists.theirs).collect(),
        };
        let mut items: BTreeMap<Nth<K>, Arc<V>> = BTreeMap::new();
        // In the order of the lists, which is then the order of the conflicts.
        let mut told = BTreeSet::new();
        for key in keys.ours.iter().chain(&keys.theirs).chain(&keys.base).filter(|key| told.insert(*key)) {
            let three = sides.as_ref().map(|side| side.get(key).map(|item| Arc::clone(item)));
            let item = match (self.fate)(&key.0) {
                Fate::Gone => None,
                Fate::From(side) => three.of(side),
                Fate::Open => stands(merger, three, |merger, three| (self.item)(merger, &key.0, three)),
            };
            items.extend(item.map(|item| (key.clone(), item)));
        }
        let alive: BTreeSet<Nth<K>> = items.keys().cloned().collect();
        let sorted = match order(&keys, &alive, |place, key| self.rank(&items, place, key)) {
            Order::Clear(keys) => keys,
            Order::Unclear(orders) => {
                let names = orders.as_ref().map(|keys| {
                    let names = keys.iter().filter_map(|key| items.get(key)).map(|item| (self.name)(item));
                    Some(names.collect::<Vec<_>>().join(", "))
                });
                let side = merger.clash(self.list, names, Side::Ours);
                orders.of(side)
            }
        };
        // `remove` instead of `get`: an item can be listed in only one place.
        sorted.into_iter().filter_map(|key| items.remove(&key)).collect()
    }

    /// What a new item is sorted by among those behind the item at `place`; the key makes it differ from all others.
    fn rank(&self, items: &BTreeMap<Nth<K>, Arc<V>>, place: Option<&Nth<K>>, key: &Nth<K>) -> (bool, Nth<K>) {
        let before = place.and_then(|place| items.get(place)).map(AsRef::as_ref);
        let is_later = items.get(key).is_some_and(|item| (self.rank)(before, item));
        (is_later, key.clone())
    }
}

fn stands<'m, V: PartialEq>(
    merger: &mut Merger<'m>,
    three: Three<Option<Arc<V>>>,
    item: impl FnOnce(&mut Merger<'m>, Three<Option<&V>>) -> Option<V>,
) -> Option<Arc<V>> {
    match three.clear() {
        Some(side) => three.of(side),
        None => item(merger, three.as_ref().map(Option::as_deref)).map(Arc::new),
    }
}
