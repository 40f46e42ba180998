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

/// The decision that was made before about an item of a list.
pub(super) enum Fate {
    /// None was made: the item itself decides.
    Open,
    /// As this side has it, with nothing of the others.
    From(Side),
    /// It is left out.
    Gone,
}

/// The functions that identify and merge the items of a list.
pub(super) struct Keyed<'f, K, V> {
    pub(super) key: &'f dyn Fn(&V) -> K,
    pub(super) fate: &'f dyn Fn(&K) -> Fate,
    /// Merges an item that the sides have in different states, or not at all. Returns `None` if it is left out.
    #[expect(clippy::type_complexity, reason = "a name for it would say no more")]
    pub(super) item: &'f dyn Fn(&mut Merger<'_>, &K, Three<Option<&V>>) -> Option<V>,
    /// Words for a conflict of orders; its key is that of the list.
    pub(super) list: Where,
    /// Words before the name of an item. `None` if the parts of an item decide for themselves whether they exist.
    pub(super) kind: Option<&'static str>,
    /// Name of an item in keys.
    pub(super) path: &'f dyn Fn(&K) -> String,
    /// Name of an item in sentences.
    pub(super) name: &'f dyn Fn(&V) -> String,
    /// Sort key of a new item among those at the same place, by the item before it and itself.
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
                Fate::Open => self.stands(merger, &key.0, three),
            };
            items.extend(item.map(|item| (key.clone(), item)));
        }
        let alive: BTreeSet<Nth<K>> = items.keys().cloned().collect();
        let sorted = match order(&keys, &alive, |place, key| self.rank(&items, place, key)) {
            Order::Clear(keys) => keys,
            Order::Unclear(orders) => {
                let mut names = orders.as_ref().map(|keys| {
                    let names = keys.iter().filter_map(|key| items.get(key)).map(|item| (self.name)(item));
                    names.collect::<Vec<_>>().join(", ")
                });
                // If items of one name changed places, only their ids distinguish them.
                if names.ours == names.theirs {
                    names = orders.as_ref().map(|keys| {
                        let ids = keys.iter().map(|(id, nth)| (nth + 1, (self.path)(id)));
                        ids.map(|(nth, id)| if nth == 1 { id } else { format!("{id} ({nth})") })
                            .collect::<Vec<_>>()
                            .join(", ")
                    });
                }
                let names = names.map(Some);
                let side = merger.clash(self.list, names, Side::Ours);
                orders.of(side)
            }
        };
        // `remove` instead of `get`: an item can be listed in only one place.
        sorted.into_iter().filter_map(|key| items.remove(&key)).collect()
    }

    /// Returns the sort key of a new item among those after the item at `place`; the key makes it differ from all
    /// others.
    fn rank(&self, items: &BTreeMap<Nth<K>, Arc<V>>, place: Option<&Nth<K>>, key: &Nth<K>) -> (bool, Nth<K>) {
        let before = place.and_then(|place| items.get(place)).map(AsRef::as_ref);
        let is_later = items.get(key).is_some_and(|item| (self.rank)(before, item));
        (is_later, key.clone())
    }

    fn stands(&self, merger: &mut Merger<'_>, key: &K, three: Three<Option<Arc<V>>>) -> Option<Arc<V>> {
        if let Some(side) = three.clear() {
            return three.of(side);
        }
        // Merged field by field, an item that one copy took out would come back as an empty one with what the other changed.
        if let Some(kind) = self.kind
            && let Some(is_ours_out) = removed_and_changed(&three)
        {
            let name = three.as_ref().map(Option::as_deref).any().map_or_else(String::new, |item| (self.name)(item));
            let at = Where::new(format!("{}/{}", self.list.key, (self.path)(key)), format!("{kind} {name}"));
            let side = merger.taken_out(at, is_ours_out, "kept and changed");
            return three.of(side);
        }
        (self.item)(merger, key, three.as_ref().map(Option::as_deref)).map(Arc::new)
    }
}

/// Reports whether ours, and not theirs, removed what the other changed; `None` if both have it, or the base did not.
fn removed_and_changed<V>(three: &Three<Option<V>>) -> Option<bool> {
    match (&three.base, &three.ours, &three.theirs) {
        (Some(_), None, Some(_)) => Some(true),
        (Some(_), Some(_), None) => Some(false),
        _ => None,
    }
}
