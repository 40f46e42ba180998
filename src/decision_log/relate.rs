//! Other ADRs that a decision names, and what it changes in them once it is accepted.

use std::path::Path;

use super::{
    contained_path::{inside, spelled_on_disk},
    entry::number,
    file::read,
    file_change::FileChange,
    in_merge,
};
use crate::{
    adr::{self, AdrStatus, Change, LinkKind, RepoPath, Target, change},
    decision::{Decision, Relation, RelationKind, Status},
    storage::GitIndex,
};

/// The ADR at a path, with that path from the root.
fn named(root: &Path, path: &str) -> Option<Target> {
    let text = read(&inside(root, path).ok()?, path).ok()??;
    let path = spelled_on_disk(root, path);
    let found = adr::read(text.as_bytes());
    Some(Target {
        number: number(RepoPath(&path).file_name()).or(found.number),
        title: found.title.unwrap_or_default(),
        path,
    })
}

/// An ADR as one in this folder names it.
fn as_named_in(folder: &str, adr: &Target) -> Target {
    Target { path: RepoPath(&adr.path).seen_from(folder), ..adr.clone() }
}

/// The ADRs that a record names, each read once.
pub(super) struct Targets(Vec<(Relation, Option<Target>)>);

impl Targets {
    pub(super) fn of(decision: &Decision, root: &Path) -> Self {
        let found = decision.relations().map(|relation| {
            let adr = named(root, &relation.path);
            (relation, adr)
        });
        Self(found.collect())
    }

    /// Those that are there, as the record's own ADR at `path` names them.
    pub(super) fn from(&self, path: &str) -> Vec<(RelationKind, Target)> {
        let folder = RepoPath(path).folder();
        let others = self.0.iter().filter(|(relation, _)| !RepoPath(&relation.path).is(path));
        others.filter_map(|(relation, adr)| Some((relation.kind, as_named_in(folder, adr.as_ref()?)))).collect()
    }

    /// What to know about those that are not there.
    pub(super) fn warnings(&self, path: &str) -> Vec<String> {
        let missing = self.0.iter().filter(|(relation, adr)| !RepoPath(&relation.path).is(path) && adr.is_none());
        missing.map(|(relation, _)| missing_target(relation)).collect()
    }
}

/// What to know about a relation whose ADR is not there.
fn missing_target(relation: &Relation) -> String {
    format!(
        "The record says \"{} {}\", but there is no such ADR in the repository. Correct the record's links.",
        relation.kind.name(),
        relation.path
    )
}

/// What becomes of the ADRs that a decision names.
#[derive(Default)]
pub(super) struct OtherEnds {
    /// What changes in them.
    pub(super) changes: Vec<FileChange>,
    /// Those that say so already.
    pub(super) settled: Vec<String>,
    /// What waits until the decision is accepted, as sentences.
    pub(super) pending: Vec<String>,
    /// What cannot be changed, as sentences.
    pub(super) warnings: Vec<String>,
}

/// What an accepted decision changes in the ADRs that it names. `me` is its own ADR, at `path`.
pub(super) fn other_ends(decision: &Decision, root: &Path, path: &str, me: &Target, index: &GitIndex) -> OtherEnds {
    let mut ends = OtherEnds::default();
    let OtherEnds { changes, settled, pending, warnings } = &mut ends;
    for mut relation in decision.relations().filter(|relation| !RepoPath(&relation.path).is(path)) {
        relation.path = spelled_on_disk(root, &relation.path);
        if decision.status() != Status::Accepted {
            let doing = match relation.kind {
                RelationKind::Supersedes => "superseded",
                RelationKind::Amends => "amended",
                RelationKind::RelatesTo => continue,
            };
            pending.push(format!("{} is {doing} when this decision is accepted; until then it stays.", relation.path));
            continue;
        }
        // A decision may both amend and relate to an ADR: the second change starts from the first.
        let known = changes.iter().position(|change| RepoPath(&change.path).is(&relation.path));
        let before = known.map(|at| changes[at].after.clone()).or_else(|| {
            let place = inside(root, &relation.path).ok()?;
            read(&place, &relation.path).ok()?
        });
        let Some(before) = before else { continue };
        let way = inside(root, &relation.path).ok().and_then(|place| in_merge::way_on(index, &place, &before));
        if let Some(way) = way {
            warnings.push(in_merge::not_changed(&relation.path, &way));
            continue;
        }
        let by = Target { path: RepoPath(path).seen_from(RepoPath(&relation.path).folder()), ..me.clone() };
        match (change(&before, &Change { kind: relation.kind, by }), known) {
            (Ok(after), Some(at)) => changes[at].after = after,
            (Ok(after), None) if after == before => settled.push(relation.path),
            (Ok(after), None) => {
                changes.push(FileChange { path: relation.path, before: Some(before), after });
            }
            (Err(why), _) => warnings.push(format!("{} is not changed: {why}.", relation.path)),
        }
    }
    ends
}

/// The text of a record's ADR with what later decisions wrote into the one that is there: that it is superseded, amended
/// or related.
pub(super) fn with_later(mut text: String, there: &str, root: &Path, path: &str) -> String {
    let found = adr::read(there.as_bytes());
    // The new text comes from the record, which knows nothing of decisions that were made after it.
    let superseded = found.status.as_ref().and_then(AdrStatus::known) == Some(Status::Superseded);
    for link in found.links {
        let kind = match &link.kind {
            LinkKind::SupersededBy if superseded => RelationKind::Supersedes,
            LinkKind::AmendedBy => RelationKind::Amends,
            LinkKind::RelatesTo => RelationKind::RelatesTo,
            _ => continue,
        };
        let file = match adr::number_of(&link.target) {
            Some(number) => by_number(root, RepoPath(path).folder(), number),
            None => RepoPath(RepoPath(path).folder()).followed(&link.target),
        };
        let by = file.and_then(|file| Some(as_named_in(RepoPath(path).folder(), &named(root, &file)?)));
        if let Some(Ok(changed)) = by.map(|by| change(&text, &Change { kind, by })) {
            text = changed;
        }
    }
    text
}

fn by_number(root: &Path, folder: &str, wanted: u32) -> Option<String> {
    let files = std::fs::read_dir(inside(root, folder).ok()?).ok()?;
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    // Of several with one number the first by name, as a log resolves it.
    let file = names.filter(|name| super::entry::is_markdown(name) && number(name) == Some(wanted)).min()?;
    Some(RepoPath(folder).file(&file))
}
