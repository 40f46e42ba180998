//! Other ADRs that a decision names, and what it changes in them once it is accepted.

use std::path::Path;

use super::{entry::number, file::read, inside::inside, link::relative, plan::FileChange};
use crate::{
    adr::{self, AdrStatus, Change, LinkKind, Target, change},
    decision::{Decision, RelationKind, Status},
    storage::is_in_merge,
};

/// The ADR at a path, as one in this folder names it.
pub(super) fn target(root: &Path, folder: &str, path: &str) -> Option<Target> {
    let text = read(&inside(root, path).ok()?, path).ok()??;
    let file = path.rsplit('/').next().unwrap_or(path);
    let found = adr::read(text.as_bytes());
    Some(Target {
        number: number(file).or(found.number.filter(|_| number(file).is_none())),
        title: found.title.unwrap_or_default(),
        path: relative(Path::new(folder), Path::new(path))?,
    })
}

/// The folder of a path.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The ADRs that a record names, as its own ADR at `path` names them, and what to know about those that are not there.
pub(super) fn targets(decision: &Decision, root: &Path, path: &str) -> (Vec<(RelationKind, Target)>, Vec<String>) {
    let (mut found, mut warnings) = (Vec::new(), Vec::new());
    for relation in decision.relations().filter(|relation| relation.path != path) {
        match target(root, folder_of(path), &relation.path) {
            Some(target) => found.push((relation.kind, target)),
            None => warnings.push(format!(
                "The record says \"{} {}\", but there is no such ADR in the repository. Correct the record's links.",
                relation.kind.name(),
                relation.path
            )),
        }
    }
    (found, warnings)
}

/// What an accepted decision changes in the ADRs that it names. `me` is its own ADR, at `path`.
///
/// Gives those changes, the files that say so already, what waits for the acceptance, and what cannot be changed.
pub(super) fn other_ends(
    decision: &Decision,
    root: &Path,
    path: &str,
    me: &Target,
) -> (Vec<FileChange>, Vec<String>, Vec<String>, Vec<String>) {
    let mut changes: Vec<FileChange> = Vec::new();
    let (mut settled, mut pending, mut warnings): (Vec<String>, Vec<String>, Vec<String>) = Default::default();
    for relation in decision.relations().filter(|relation| relation.path != path) {
        if decision.status != Status::Accepted {
            let doing = match relation.kind {
                RelationKind::Supersedes => "superseded",
                RelationKind::Amends => "amended",
                RelationKind::RelatesTo => continue,
            };
            pending.push(format!("{} is {doing} when this decision is accepted; until then it stays.", relation.path));
            continue;
        }
        let known = changes.iter().position(|change| change.path == relation.path);
        let before = known.map(|at| changes[at].after.clone()).or_else(|| {
            let place = inside(root, &relation.path).ok()?;
            read(&place, &relation.path).ok()?
        });
        let Some(before) = before else { continue };
        if inside(root, &relation.path).is_ok_and(|place| is_in_merge(&place, &before)) {
            warnings.push(in_merge(&relation.path));
            continue;
        }
        let by = Target { path: way(&relation.path, path), ..me.clone() };
        match (change(&before, &Change { kind: relation.kind, by }), known) {
            (Ok(after), Some(at)) => changes[at].after = after,
            (Ok(after), None) if after == before => settled.push(relation.path),
            (Ok(after), None) => {
                changes.push(FileChange { path: relation.path, before: Some(before), after });
            }
            (Err(why), _) => warnings.push(format!("{} is not changed: {why}.", relation.path)),
        }
    }
    (changes, settled, pending, warnings)
}

/// What to say of a file with conflict markers in it.
pub(super) fn in_merge(path: &str) -> String {
    format!("{path} is in the middle of a merge, so it is not changed. Finish the merge, and export again.")
}

/// The way from one file to another.
fn way(from: &str, to: &str) -> String {
    relative(Path::new(folder_of(from)), Path::new(to)).unwrap_or_else(|| to.to_owned())
}

/// The text of a record's ADR with what later decisions wrote into the one that is there: that it is superseded, amended
/// or related.
pub(super) fn with_later(mut text: String, there: &str, root: &Path, path: &str) -> String {
    let found = adr::read(there.as_bytes());
    let superseded = found.status.as_ref().and_then(AdrStatus::known) == Some(Status::Superseded);
    for link in found.links {
        let kind = match &link.kind {
            LinkKind::SupersededBy if superseded => RelationKind::Supersedes,
            LinkKind::AmendedBy => RelationKind::Amends,
            LinkKind::Other(words) if words == "relates to" => RelationKind::RelatesTo,
            _ => continue,
        };
        let file = match adr::number_of(&link.target) {
            Some(number) => by_number(root, folder_of(path), number),
            None => link.target.split(['#', '?']).next().map(|way| joined(folder_of(path), way)),
        };
        let by = file.and_then(|file| target(root, folder_of(path), &file));
        if let Some(Ok(changed)) = by.map(|by| change(&text, &Change { kind, by })) {
            text = changed;
        }
    }
    text
}

fn by_number(root: &Path, folder: &str, wanted: u32) -> Option<String> {
    let files = std::fs::read_dir(inside(root, folder).ok()?).ok()?;
    let names = files.flatten().filter_map(|file| file.file_name().into_string().ok());
    let file = names.filter(|name| super::entry::is_markdown(name) && number(name) == Some(wanted)).min()?;
    Some(if folder.is_empty() { file } else { format!("{folder}/{file}") })
}

/// A path from a folder, with the `..` in it taken.
fn joined(folder: &str, way: &str) -> String {
    let mut names: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    for name in way.split('/') {
        match name {
            "" | "." => {}
            ".." => drop(names.pop()),
            name => names.push(name),
        }
    }
    names.join("/")
}
