//! The outcome, and the exports.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    Side,
    keyed::{Fate, Keyed},
    merger::{Merger, Three, Where, at},
    removals::Kept,
    words,
};
use crate::decision::{
    Consequence, ConsequenceKind, Export, OptionId, Outcome, RepoPath, SignOff,
    text::{day, unnumbered},
};

impl Merger<'_> {
    pub(super) fn outcome(&mut self, kept: &Kept) -> Arc<Outcome> {
        let chosen = self.chosen(kept);
        // What was said to another choice does not hold for the merged one.
        let sides = self.sides.map(|side| side.outcome.choosing(chosen.as_ref()));
        let three = sides.as_ref();
        Arc::new(Outcome {
            justification: self
                .prose(three.map(|o| &o.justification), at("outcome/justification", "The reason for the choice")),
            against_lead: self
                .prose(three.map(|o| &o.against_lead), at("outcome/against-lead", "The reason against the lead")),
            thin_coverage: self
                .prose(three.map(|o| &o.thin_coverage), at("outcome/thin-coverage", "The reason for thin coverage")),
            despite_objection: self.prose(
                three.map(|o| &o.despite_objection),
                at("outcome/despite-objection", "The reason despite an objection"),
            ),
            unscored_must_have: self.prose(
                three.map(|o| &o.unscored_must_have),
                at("outcome/unscored-must-have", "The reason for an unscored must-have"),
            ),
            runner_up_case: self.prose(
                three.map(|o| &o.runner_up_case),
                at("outcome/runner-up-case", "The best case for the runner-up"),
            ),
            consequences: self.consequences(three),
            confirmation: self.prose(three.map(|o| &o.confirmation), at("outcome/confirmation", "The confirmation")),
            triggers: self.texts(three.map(|o| &o.triggers), at("outcome/triggers", "The reversal triggers")),
            review: self.value(
                three.map(|o| &o.review),
                |review| review.map(day),
                at("outcome/review", "The review date"),
            ),
            sign_offs: self.sign_offs(three),
            chosen,
        })
    }

    fn chosen(&mut self, kept: &Kept) -> Option<OptionId> {
        let three = self.sides.map(|side| side.outcome.chosen.as_ref());
        let side = three.clear().unwrap_or_else(|| {
            let names = three.map(|id| id.map(|id| self.option_name(id)));
            let usual = if three.ours.is_none() { Side::Theirs } else { Side::Ours };
            self.clash(Where::new("outcome/chosen", "The chosen option"), names, usual)
        });
        // A choice of an option that is left out is no choice.
        let chosen = three.of(side).cloned().filter(|id| !kept.options.is_gone(id))?;
        // An option that is back as the base had it was chosen by neither copy.
        if kept.options.is_from_base(&chosen) { three.base.cloned() } else { Some(chosen) }
    }

    fn consequences(&mut self, three: Three<&Outcome>) -> Vec<Consequence> {
        // As pairs, since kinds of consequences have no order of their own.
        let pairs = three.map(|outcome| {
            outcome.consequences.iter().map(|one| (place_of(one.kind), one.text.clone())).collect::<Vec<_>>()
        });
        let place = at("outcome/consequences", "The consequences");
        let merged = self.list(pairs.as_ref(), |(place, text)| consequence(*place, text), place);
        let known = merged.into_iter().filter_map(|(place, text)| Some((*ConsequenceKind::ALL.get(place)?, text)));
        known.map(|(kind, text)| Consequence { kind, text }).collect()
    }

    fn sign_offs(&mut self, three: Three<&Outcome>) -> Vec<SignOff> {
        let lists = three.map(|outcome| shared(&outcome.sign_offs));
        let list = Keyed {
            key: &|sign_off: &SignOff| sign_off.name.clone(),
            fate: &|_| Fate::Open,
            item: &|merger, name, three| merger.sign_off(name, three),
            list: Where::new("outcome/sign-offs", "The order of the sign-offs"),
            kind: Some("Sign-off of"),
            path: &|name| name.clone(),
            name: &|sign_off| sign_off.name.clone(),
            rank: &|_, _| false,
        };
        plain(list.merge(self, lists.as_ref().map(Vec::as_slice)))
    }

    /// Merges the sign-off of one person. Of the same answer twice, the later day is kept.
    fn sign_off(&mut self, name: &str, three: Three<Option<&SignOff>>) -> Option<SignOff> {
        let said = three.map(|one| one.map(|one| (one.verdict, one.comment.as_str())));
        // Only where the answers agree does the later day hold for both.
        let day = said.clear().and_then(|_| three.ours.map(|one| one.on).max(three.theirs.map(|one| one.on)));
        let side = self.side(
            &said,
            |said| said.map(|(verdict, comment)| words::sign_off(verdict, comment)),
            || Where::new(format!("outcome/sign-offs/{name}"), format!("The sign-off of {name}")),
        );
        let one = three.of(side)?;
        Some(SignOff { on: day.unwrap_or(one.on), ..one.clone() })
    }

    pub(super) fn exports(&mut self) -> Vec<Export> {
        let mut lists = self.sides.map(|side| side.exports.clone());
        let renamed = renamed(&lists);
        for list in [&mut lists.base, &mut lists.ours, &mut lists.theirs] {
            rename(list, &renamed);
        }
        let lists = lists.map(|exports| shared(&exports));
        let list = Keyed {
            key: &|export: &Export| export.path.clone(),
            fate: &|_| Fate::Open,
            item: &|merger, path, three| merger.export(path, three),
            list: Where::new("exports", "The order of the exports"),
            kind: Some("Export"),
            path: &|path| path.to_string(),
            name: &|export| export.path.to_string(),
            rank: &|_, _| false,
        };
        plain(list.merge(self, lists.as_ref().map(Vec::as_slice)))
    }

    /// Merges the export to one path. Of two exports in the same form, the later day is kept.
    fn export(&mut self, path: &str, three: Three<Option<&Export>>) -> Option<Export> {
        let forms = three.map(|one| one.map(|one| (one.dialect.as_str(), one.charts.as_slice(), one.style.as_str())));
        // The later day belongs to both copies only if they exported in the same form.
        let day = forms.clear().and_then(|_| three.ours.map(|one| one.on).max(three.theirs.map(|one| one.on)));
        let side = self.side(
            &forms,
            |form| form.map(|(dialect, charts, style)| words::form(dialect, charts, style)),
            || Where::new(format!("exports/{path}"), format!("The form of the export {path}")),
        );
        let one = three.of(side)?;
        let written = known_written(three.map(|one| one.map(|one| one.written.as_str())));
        Some(Export { on: day.unwrap_or(one.on), written, ..one.clone() })
    }
}

/// Returns the new paths of ADRs by their old ones, for those that one copy moved, such as by a renumbering, or both in
/// the same way.
///
/// If the copies differ on what is at a path, or on where an ADR went, it is not renamed, and both entries stay.
fn renamed(lists: &Three<Vec<Export>>) -> HashMap<RepoPath, RepoPath> {
    // Both copies may have made the same renaming, which is then one pair.
    let mut pairs = [renamed_by(&lists.base, &lists.ours), renamed_by(&lists.base, &lists.theirs)].concat();
    pairs.sort_unstable();
    pairs.dedup();
    let (mut from, mut to): (HashMap<&RepoPath, usize>, HashMap<&RepoPath, usize>) = (HashMap::new(), HashMap::new());
    for (old, new) in &pairs {
        *from.entry(old).or_default() += 1;
        *to.entry(new).or_default() += 1;
    }
    let (base, ours, theirs) = (by_path(&lists.base), by_path(&lists.ours), by_path(&lists.theirs));
    let mut renamed = HashMap::new();
    for (old, new) in &pairs {
        let is_alone = from.get(old) == Some(&1) && to.get(new) == Some(&1);
        let written = base.get(old);
        if is_alone && ![&ours, &theirs].into_iter().any(|side| holds_another(side, old, new, written)) {
            renamed.insert(old.clone(), new.clone());
        }
    }
    renamed
}

/// Reports whether a copy has an ADR at its old path, and another one than was `written` there at its new path. If both
/// are the same, it has the ADR twice.
fn holds_another(side: &HashMap<&RepoPath, &str>, old: &RepoPath, new: &RepoPath, written: Option<&&str>) -> bool {
    side.contains_key(old) && side.get(new).is_some_and(|there| written != Some(there))
}

/// Gives ADRs their new paths. One that is there already under both goes on under the new one.
fn rename(exports: &mut Vec<Export>, renamed: &HashMap<RepoPath, RepoPath>) {
    let there: HashSet<RepoPath> = exports.iter().map(|export| export.path.clone()).collect();
    exports.retain(|export| renamed.get(&export.path).is_none_or(|to| !there.contains(to)));
    for export in exports {
        if let Some(to) = renamed.get(&export.path) {
            export.path = to.clone();
        }
    }
}

/// Returns the paths that are gone in a copy, each with the one new path there of an ADR with the same fingerprint;
/// else with the one that has the same name apart from the number, since a renumbering changes the text of an ADR as
/// well.
fn renamed_by(base: &[Export], side: &[Export]) -> Vec<(RepoPath, RepoPath)> {
    let (before, now) = (by_path(base), by_path(side));
    let mut known: HashMap<&str, Vec<&RepoPath>> = HashMap::new();
    let mut called: HashMap<String, Vec<&RepoPath>> = HashMap::new();
    for Export { path, written, .. } in side.iter().filter(|export| !before.contains_key(&export.path)) {
        // Without a fingerprint nothing says that the file at the new path is the same ADR.
        if !written.is_empty() {
            known.entry(written).or_default().push(path);
        }
        if let Some(name) = unnumbered(path) {
            called.entry(name).or_default().push(path);
        }
    }
    let gone = base.iter().filter(|export| !now.contains_key(&export.path));
    let found = gone.filter_map(|gone| {
        let same = known.get(gone.written.as_str()).or_else(|| called.get(&unnumbered(&gone.path)?))?;
        if let [to] = same.as_slice() { Some((gone.path.clone(), (*to).clone())) } else { None }
    });
    found.collect()
}

/// Returns the fingerprint of the ADR at each path.
fn by_path(exports: &[Export]) -> HashMap<&RepoPath, &str> {
    exports.iter().map(|export| (&export.path, export.written.as_str())).collect()
}

/// Returns the fingerprint of the ADR that both wrote. If each wrote another one, each section of the file may be from
/// either: the fingerprint has the words of both, in an order that does not depend on which copy is called ours.
fn known_written(three: Three<Option<&str>>) -> String {
    let Three { base, ours, theirs } = three;
    match (ours, theirs) {
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        // One copy's fingerprint stands where at most one of them wrote the ADR since the base.
        (ours, theirs) if ours == theirs || theirs == base => ours.unwrap_or_default().to_owned(),
        (ours, theirs) if ours == base => theirs.unwrap_or_default().to_owned(),
        (Some(ours), Some(theirs)) => {
            let (first, second) = (ours.min(theirs), ours.max(theirs));
            let known: HashSet<&str> = first.split_whitespace().collect();
            let new = second.split_whitespace().filter(|word| !known.contains(word));
            // Where only one wrote a section, the other's file has none.
            let keys = [first, second].map(|side| side.split_whitespace().map(section_key).collect::<HashSet<_>>());
            let lacking = keys[0].symmetric_difference(&keys[1]).map(|key| format!("{key}:-"));
            let mut lacking: Vec<String> = lacking.filter(|word| !known.contains(word.as_str())).collect();
            lacking.sort();
            let both = first.split_whitespace().chain(new).map(str::to_owned);
            both.chain(lacking).collect::<Vec<_>>().join(" ")
        }
        (None, None) => String::new(),
    }
}

/// Returns the key of a section in a word of a fingerprint.
fn section_key(word: &str) -> &str {
    word.split_once(':').map_or(word, |(key, _)| key)
}

/// Formats a consequence; returns `None` if it has no words.
fn consequence(place: usize, text: &str) -> Option<String> {
    let kind = ConsequenceKind::ALL.get(place).map(|kind| kind.name())?;
    (!text.is_empty()).then(|| format!("{kind}: {text}"))
}

/// Returns the index of a kind among all of them, since kinds themselves have no order.
fn place_of(kind: ConsequenceKind) -> usize {
    ConsequenceKind::ALL.iter().position(|one| *one == kind).unwrap_or_default()
}

fn shared<V: Clone>(items: &[V]) -> Vec<Arc<V>> {
    items.iter().cloned().map(Arc::new).collect()
}

fn plain<V: Clone>(items: Vec<Arc<V>>) -> Vec<V> {
    items.into_iter().map(Arc::unwrap_or_clone).collect()
}
