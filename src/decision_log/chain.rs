//! The order in which ADRs superseded each other.

use std::{
    collections::{BTreeSet, HashMap},
    fs,
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    cross_references::resolved,
    entry::Entry,
    file_id::place_of,
    folder::{Folder, read_folder, repository_root},
    take_over::record_file,
};
use crate::{
    adr::{AdrStatus, LinkKind},
    decision::{Decision, Due, RepoPath, Status, text::is_same_path},
    storage::{self, atomic},
};

/// Maximum number of records that are looked through for one that took the place of another.
const MOST_BESIDE: usize = 200;

/// One ADR that superseded another, whichever of the two says so. Both are indices in the folder's list of ADRs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Succession {
    /// The ADR that was superseded.
    pub earlier: usize,
    /// The ADR that superseded it.
    pub later: usize,
}

/// Returns every succession in a folder, sorted and each once.
pub(super) fn successions(root: &Path, folder: &Folder) -> Vec<Succession> {
    let mut found: Vec<Succession> = resolved(root, folder)
        .filter_map(|(at, kind, other)| match kind {
            LinkKind::Supersedes => Some(Succession { earlier: other, later: at }),
            LinkKind::SupersededBy => Some(Succession { earlier: at, later: other }),
            _ => None,
        })
        .filter(|step| step.earlier != step.later)
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}

/// The decision that took the place of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Successor {
    /// Number and title of its ADR; without one, its title.
    pub name: String,
    /// Where it can be read.
    pub file: SuccessorFile,
}

/// The file of a decision that took the place of another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SuccessorFile {
    /// Its record.
    Record(PathBuf),
    /// Its ADR, which names no record that is there.
    Adr(PathBuf),
}

impl SuccessorFile {
    /// Returns the path, whichever it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Record(path) | Self::Adr(path) => path,
        }
    }
}

/// Returns the decision that took the place of a record in `file`: by the ADR that superseded the one to which it was last exported,
/// whichever of the two says so; for a record without an ADR, by the records beside it. Returns `None` if the record was never in
/// force, or the other one is not decided yet.
#[must_use]
pub fn successor(decision: &Decision, file: &Path) -> Option<Successor> {
    if !decision.is_guarded() {
        return None;
    }
    match decision.exports.last() {
        Some(export) => by_adr(&export.path, file),
        None => beside(decision, file),
    }
}

fn by_adr(own: &RepoPath, file: &Path) -> Option<Successor> {
    let root = repository_root(file.canonicalize().ok()?.parent()?)?;
    let (folder, name) = place_of(own);
    let folder = read_folder(&root, &folder).ok()?;
    let at = folder.entries.iter().position(|entry| is_same_path(&entry.file, name))?;
    let steps = successions(&root, &folder);
    let later = steps.iter().filter(|step| step.earlier == at).map(|step| &folder.entries[step.later]);
    let entry = later.rev().find(|entry| has_superseded(entry))?;
    let record = entry.record.as_deref().and_then(|record| record_file(&root, &folder, record));
    let file = match record {
        Some(record) => SuccessorFile::Record(record),
        None => SuccessorFile::Adr(inside(&root, &folder.path.file(&entry.file)).ok()?),
    };
    Some(Successor { name: format!("{} {}", entry.id, entry.title), file })
}

/// Returns the record in the folder of another one that says to be made in its place, and is or was in force; of several the last
/// one by its day.
fn beside(decision: &Decision, file: &Path) -> Option<Successor> {
    let names = fs::read_dir(atomic::folder_of(file)).ok()?.flatten().map(|entry| entry.file_name());
    let mut names: Vec<_> = names.filter(|name| Some(name.as_os_str()) != file.file_name()).collect();
    names.retain(|name| name.to_str().is_some_and(storage::is_decision_file));
    names.sort();
    let later = names.into_iter().take(MOST_BESIDE).filter_map(|name| {
        let path = file.with_file_name(name);
        let later = storage::load_naming(&path, &decision.id)?;
        let is_later = later.is_guarded() && later.predecessor.as_ref().is_some_and(|one| one.record == decision.id);
        is_later.then_some((later, path))
    });
    let (later, path) = later.max_by_key(|(later, _)| later.date())?;
    Some(Successor { name: later.called().to_owned(), file: SuccessorFile::Record(path) })
}

/// Reports whether an ADR supersedes others in effect: one that is not decided yet does not.
pub(super) fn has_superseded(later: &Entry) -> bool {
    let status = later.status.as_ref().and_then(AdrStatus::known);
    !matches!(status, Some(Status::Draft | Status::Proposed | Status::Rejected))
}

/// Marks the ADRs of a folder that another one superseded, whatever their own status says.
pub(super) fn mark_superseded(folder: &mut Folder, steps: &[Succession]) {
    for step in steps {
        if folder.entries.get(step.later).is_some_and(has_superseded)
            && let Some(earlier) = folder.entries.get_mut(step.earlier)
        {
            earlier.is_superseded = true;
        }
    }
}

/// Returns the day by which people have something to do with the record in `file`; `None` if it is not in force any
/// more, or another decision superseded it, whichever of the two says so.
#[must_use]
pub fn due(decision: &Decision, file: &Path) -> Option<Due> {
    decision.due().filter(|_| successor(decision, file).is_none())
}

/// Returns every ADR that superseded another or was superseded, directly or over others, together with `at`: the
/// earliest first, else in the order of the list. Returns only `at` if there are no others. Circles, which people can
/// write, end.
#[must_use]
pub fn chain_of(steps: &[Succession], at: usize) -> Vec<usize> {
    let mut beside: HashMap<usize, Vec<usize>> = HashMap::new();
    for step in steps {
        beside.entry(step.earlier).or_default().push(step.later);
        beside.entry(step.later).or_default().push(step.earlier);
    }
    let mut members = BTreeSet::from([at]);
    let mut next = vec![at];
    while let Some(member) = next.pop() {
        // Each member is visited once, so circles end.
        next.extend(beside.get(&member).into_iter().flatten().filter(|other| members.insert(**other)));
    }
    in_order(steps, members)
}

/// Returns the members with each one after those that it superseded.
fn in_order(steps: &[Succession], mut waiting: BTreeSet<usize>) -> Vec<usize> {
    let mut before: HashMap<usize, usize> = HashMap::new();
    let mut after: HashMap<usize, Vec<usize>> = HashMap::new();
    for step in steps.iter().filter(|step| waiting.contains(&step.earlier)) {
        *before.entry(step.later).or_default() += 1;
        after.entry(step.earlier).or_default().push(step.later);
    }
    let mut free: BTreeSet<usize> = waiting.iter().copied().filter(|member| !before.contains_key(member)).collect();
    let mut ordered = Vec::with_capacity(waiting.len());
    // In a circle no member is free, so the first in the list is taken.
    while let Some(member) = free.pop_first().or_else(|| waiting.first().copied()) {
        // A member placed to break a circle may become free later.
        if !waiting.remove(&member) {
            continue;
        }
        ordered.push(member);
        for later in after.get(&member).into_iter().flatten() {
            let left = before.entry(*later).or_insert(1);
            *left = left.saturating_sub(1);
            if *left == 0 {
                free.insert(*later);
            }
        }
    }
    ordered
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(pairs: &[(usize, usize)]) -> Vec<Succession> {
        pairs.iter().map(|&(earlier, later)| Succession { earlier, later }).collect()
    }

    #[test]
    fn a_chain_goes_from_the_earliest_to_the_latest() {
        // 7 took the place of 2 and 5, and gave it up to 1, which is out of the order of the list.
        let steps = steps(&[(2, 7), (5, 7), (7, 1), (3, 4)]);
        for member in [1, 2, 5, 7] {
            assert_eq!(chain_of(&steps, member), [2, 5, 7, 1], "{member}");
        }
        assert_eq!(chain_of(&steps, 3), [3, 4]);
        assert_eq!(chain_of(&steps, 9), [9]);
    }

    #[test]
    fn circles_end() {
        assert_eq!(chain_of(&steps(&[(1, 2), (2, 1)]), 2), [1, 2]);
    }
}
