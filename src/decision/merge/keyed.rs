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
    let number = |id: K| {
        let count = seen.entry(id.clone()).or_default();
        *count += 1;
        (id, *count - 1)
    };
    ids.into_iter().map(number).collect()
}

/// What was settled before about the items of a list.
pub(super) enum Fate {
    /// Nothing: the item itself tells.
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
        let places: Three<BTreeMap<&Nth<K>, usize>> =
            keys.as_ref().map(|keys| keys.iter().enumerate().map(|(place, key)| (key, place)).collect());
        let at = |key: &Nth<K>| {
            let get = |list: &'_ [Arc<V>], places: &BTreeMap<&Nth<K>, usize>| {
                places.get(key).and_then(|place| list.get(*place)).cloned()
            };
            Three {
                base: get(lists.base, &places.base),
                ours: get(lists.ours, &places.ours),
                theirs: get(lists.theirs, &places.theirs),
            }
        };
        let mut items: BTreeMap<Nth<K>, Arc<V>> = BTreeMap::new();
        // In the order of the lists, so that conflicts are told in it.
        let mut told = BTreeSet::new();
        for key in keys.ours.iter().chain(&keys.theirs).chain(&keys.base).filter(|key| told.insert(*key)) {
            let three = at(key);
            let item = match (self.fate)(&key.0) {
                Fate::Gone => None,
                Fate::From(side) => three.of(side),
                Fate::Open => stands(merger, three, |merger, three| (self.item)(merger, &key.0, three)),
            };
            items.extend(item.map(|item| (key.clone(), item)));
        }
        let alive: BTreeSet<Nth<K>> = items.keys().cloned().collect();
        let rank = |place: Option<&Nth<K>>, key: &Nth<K>| {
            let later = items
                .get(key)
                .is_some_and(|item| (self.rank)(place.and_then(|place| items.get(place)).map(AsRef::as_ref), item));
            (later, key.clone())
        };
        let sorted = match order(&keys, &alive, rank) {
            Order::Clear(keys) => keys,
            Order::Unclear(orders) => {
                let names = |keys: &Vec<Nth<K>>| {
                    let names = keys.iter().filter_map(|key| items.get(key)).map(|item| (self.name)(item));
                    Some(names.collect::<Vec<_>>().join(", "))
                };
                let side = merger.clash(self.list, orders.as_ref().map(names), Side::Ours);
                orders.of(side)
            }
        };
        sorted.into_iter().filter_map(|key| items.remove(&key)).collect()
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
