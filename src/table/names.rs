//! The search for parts of a record that a table names.

use std::collections::BTreeMap;

use crate::decision::text::name_key;

/// Parts by id and by name. Ids come first: another part's name must not hide one.
#[derive(Debug, Default)]
pub(super) struct NamedParts {
    ids: BTreeMap<String, usize>,
    /// `None` for a name that several parts have.
    names: BTreeMap<String, Option<usize>>,
}

/// What a word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    One(usize),
    Several,
    Nothing,
}

impl NamedParts {
    pub(super) fn of<'a>(parts: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let mut all = Self::default();
        for (index, (id, name)) in parts.into_iter().enumerate() {
            all.add(index, id, name);
        }
        all
    }

    pub(super) fn add(&mut self, index: usize, id: &str, name: &str) {
        self.ids.entry(name_key(id)).or_insert(index);
        self.names.entry(name_key(name)).and_modify(|found| *found = None).or_insert(Some(index));
    }

    /// Returns the part whose name or id is most like a word; `None` if none is like it, or several are called so.
    pub(super) fn nearest(&self, word: &str) -> Option<usize> {
        /// How much of a name has to agree, from 0 to 1.
        const ALIKE: f64 = 0.6;
        /// Longer words are no names, and a comparison takes the product of the lengths.
        const LONGEST: usize = 100;
        let word = name_key(word);
        let names = self.names.iter().filter_map(|(name, index)| Some((name, (*index)?)));
        let known = names.chain(self.ids.iter().map(|(id, index)| (id, *index)));
        let known = known.filter(|(name, _)| !word.is_empty() && name.len().max(word.len()) <= LONGEST);
        let alike = |name: &str| {
            let begins = word.len() > 2 && name.len() > 2 && (name.starts_with(&word) || word.starts_with(name));
            strsim::normalized_damerau_levenshtein(name, &word).max(if begins { ALIKE } else { 0.0 })
        };
        let best = known.map(|(name, index)| (alike(name), index)).max_by(|a, b| a.0.total_cmp(&b.0));
        best.filter(|(alike, _)| *alike >= ALIKE).map(|(_, index)| index)
    }

    pub(super) fn by_id(&self, word: &str) -> Option<usize> {
        self.ids.get(&name_key(word)).copied()
    }

    pub(super) fn find(&self, word: &str) -> Named {
        match (self.by_id(word), self.names.get(&name_key(word)).copied()) {
            (Some(index), _) | (None, Some(Some(index))) => Named::One(index),
            (None, Some(None)) => Named::Several,
            (None, None) => Named::Nothing,
        }
    }
}
