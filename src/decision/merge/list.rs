//! Lists of values without ids, and texts as lists of lines.
//!
//! An item of a copy is matched with the item of the base that it is or replaces; any other is new, and known by its
//! text. So a correction in one copy and an addition beside it in the other go together.

use std::collections::{BTreeMap, BTreeSet};

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::{
    Side,
    keyed::numbered,
    merger::{Merger, Three, Where},
    order::{Order, order},
    words,
};

/// The longest lists that are compared item by item; the time for it grows with the square.
const MOST: usize = 2_000;

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key<V> {
    /// The item of the base with this place.
    Old(usize),
    /// The how many-th new item of its kind.
    New(V, usize),
}

/// Finds for each item of a copy the item of the base that it is or replaces. Items are compared by numbers that are
/// the same for equal ones: compiled for each kind of item, the comparison would take half a megabyte.
fn compare(base: &[usize], side: &[usize], old: &mut [Option<usize>]) {
    for operation in capture_diff_slices(Algorithm::Myers, base, side) {
        let (from, to, len) = match operation {
            DiffOp::Equal { old_index, new_index, len } => (old_index, new_index, len),
            // Changed items are paired in their order; the longer side's rest is new or gone.
            DiffOp::Replace { old_index, old_len, new_index, new_len } => (old_index, new_index, old_len.min(new_len)),
            DiffOp::Delete { .. } | DiffOp::Insert { .. } => continue,
        };
        for step in 0..len {
            old[to + step] = Some(from + step);
        }
    }
}

fn keys<V: Ord + Clone>(base: &[V], side: &[V]) -> Vec<Key<V>> {
    let mut old: Vec<Option<usize>> = vec![None; side.len()];
    // The items of longer lists are new ones in all three copies, and so matched by what they say.
    if base.len().max(side.len()) <= MOST {
        let mut kinds = BTreeMap::new();
        let (base, side) = (kinds_of(base, &mut kinds), kinds_of(side, &mut kinds));
        compare(&base, &side, &mut old);
    }
    let fresh = side.iter().zip(&old).filter(|(_, old)| old.is_none()).map(|(value, _)| value.clone());
    let mut fresh = numbered(fresh).into_iter();
    let mut keys = Vec::with_capacity(side.len());
    for old in old {
        keys.extend(match old {
            Some(place) => Some(Key::Old(place)),
            // `fresh` has one value for each item without a place in the base.
            None => fresh.next().map(|(value, nth)| Key::New(value, nth)),
        });
    }
    keys
}

/// Returns the number of each value; equal ones have the same number.
fn kinds_of<'a, V: Ord>(values: &'a [V], kinds: &mut BTreeMap<&'a V, usize>) -> Vec<usize> {
    let mut numbers = Vec::with_capacity(values.len());
    for value in values {
        let next = kinds.len();
        numbers.push(*kinds.entry(value).or_insert(next));
    }
    numbers
}

struct Aligned<V> {
    keys: Three<Vec<Key<V>>>,
    values: Three<BTreeMap<Key<V>, V>>,
}

impl<V: Ord + Clone> Aligned<V> {
    fn new(lists: Three<&[V]>) -> Self {
        let keys = lists.map(|list| keys(lists.base, list));
        let values = Three {
            base: by_key(&keys.base, lists.base),
            ours: by_key(&keys.ours, lists.ours),
            theirs: by_key(&keys.theirs, lists.theirs),
        };
        Self { keys, values }
    }

    fn at(&self, key: &Key<V>) -> Three<Option<&V>> {
        self.values.as_ref().map(|values| values.get(key))
    }

    /// Ours first.
    fn all(&self) -> Vec<Key<V>> {
        let mut seen = BTreeSet::new();
        let all = self.keys.ours.iter().chain(&self.keys.theirs).chain(&self.keys.base);
        all.filter(|key| seen.insert(*key)).cloned().collect()
    }
}

fn by_key<V: Ord + Clone>(keys: &[Key<V>], list: &[V]) -> BTreeMap<Key<V>, V> {
    keys.iter().cloned().zip(list.iter().cloned()).collect()
}

/// Merges lists if every item is the same in both copies or was changed by only one; else returns `None`.
fn agreed<V: Ord + Clone>(lists: Three<&[V]>) -> Option<Vec<V>> {
    let aligned = Aligned::new(lists);
    let mut merged = BTreeMap::new();
    for key in aligned.all() {
        let three = aligned.at(&key);
        // One clash is enough to leave the whole text to people.
        let value = three.of(three.clear()?);
        merged.extend(value.map(|value| (key, value.clone())));
    }
    let alive: BTreeSet<Key<V>> = merged.keys().cloned().collect();
    match order(&aligned.keys, &alive, |_, key| key.clone()) {
        Order::Clear(keys) => Some(keys.into_iter().filter_map(|key| merged.remove(&key)).collect()),
        Order::Unclear(_) => None,
    }
}

/// Merges a text of which both copies changed different lines. Returns `None` if they changed the same ones, or both
/// added lines at the same place: only people can decide how these sentences go together.
fn lines(texts: Three<&str>) -> Option<String> {
    let split: Three<Vec<&str>> = texts.map(|text| text.split('\n').collect());
    // A single line has no parts to merge.
    if split.as_ref().map(Vec::len) == (Three { base: 1, ours: 1, theirs: 1 }) {
        return None;
    }
    let lists = split.as_ref().map(Vec::as_slice);
    // Beyond `MOST` nothing says which line became which.
    if lists.base.len().max(lists.ours.len()).max(lists.theirs.len()) > MOST || both_add(lists) {
        return None;
    }
    agreed(lists).map(|lines| lines.join("\n"))
}

/// Reports whether both copies have new lines after the same line of the base.
fn both_add(lists: Three<&[&str]>) -> bool {
    let (ours, theirs) = (before_new(lists.base, lists.ours), before_new(lists.base, lists.theirs));
    !ours.is_disjoint(&theirs)
}

/// Returns the lines of the base after which a copy has new ones; `None` is the start of the text.
fn before_new(base: &[&str], list: &[&str]) -> BTreeSet<Option<usize>> {
    let mut place = None;
    let mut places = BTreeSet::new();
    for key in keys(base, list) {
        match key {
            Key::Old(old) => place = Some(old),
            Key::New(..) => _ = places.insert(place),
        }
    }
    places
}

/// Returns the items of one side, each as the copy that changed it has it, and whether the other side adds some.
/// Returns `None` if both copies changed an item in different ways, or one removed what the other changed.
pub(super) fn corrected<V: Ord + Clone>(lists: Three<&[V]>, side: Side) -> Option<(Vec<V>, bool)> {
    let aligned = Aligned::new(lists);
    let mut corrected = Vec::new();
    for key in aligned.all() {
        aligned.at(&key).clear()?;
    }
    let other = if side == Side::Ours { Side::Theirs } else { Side::Ours };
    let adds = aligned.keys.as_ref().of(other).iter().any(|key| matches!(key, Key::New(..)));
    for key in aligned.keys.as_ref().of(side) {
        let three = aligned.at(key);
        corrected.extend(three.clear().and_then(|side| three.of(side)).cloned());
    }
    Some((corrected, adds))
}

impl Merger<'_> {
    /// Merges text in paragraphs: each line by itself, if that is possible.
    pub(super) fn prose(&mut self, three: Three<&String>, at: impl FnOnce() -> Where) -> String {
        if three.clear().is_none()
            && let Some(merged) = lines(three.map(String::as_str))
        {
            return merged;
        }
        self.line(three, at)
    }

    /// Merges a list of texts, each shown by itself in conflicts.
    pub(super) fn texts(&mut self, lists: Three<&Vec<String>>, at: impl Fn() -> Where) -> Vec<String> {
        self.list(lists, |text| words::text(text), at)
    }

    /// Merges a list in which both copies may add, change and remove items.
    pub(super) fn list<V: Ord + Clone>(
        &mut self,
        lists: Three<&Vec<V>>,
        words: impl Fn(&V) -> Option<String>,
        at: impl Fn() -> Where,
    ) -> Vec<V> {
        if let Some(side) = lists.clear() {
            return lists.of(side).clone();
        }
        let aligned = Aligned::new(lists.map(Vec::as_slice));
        let mut merged = BTreeMap::new();
        for key in aligned.all() {
            let three = aligned.at(&key);
            // Only items of the base can clash: new ones are what they say.
            let index = if let Key::Old(place) = &key { *place } else { 0 };
            let value = three.of(self.side(&three, |value| value.and_then(&words), || at().item(index)));
            merged.extend(value.map(|value| (key, value.clone())));
        }
        let alive: BTreeSet<Key<V>> = merged.keys().cloned().collect();
        let sorted = match order(&aligned.keys, &alive, |_, key| key.clone()) {
            Order::Clear(keys) => keys,
            Order::Unclear(orders) => {
                let told = orders.as_ref().map(|keys| {
                    let values = keys.iter().filter_map(|key| merged.get(key));
                    Some(values.map(|value| words(value).unwrap_or_default()).collect::<Vec<_>>().join(", "))
                });
                let side = self.clash(at().order(), told, Side::Ours);
                orders.of(side)
            }
        };
        sorted.into_iter().filter_map(|key| merged.remove(&key)).collect()
    }
}
