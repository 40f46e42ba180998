//! The entry of a new ADR in existing indexes. No index is created.

use std::path::{Path, PathBuf};

use super::{
    charts::is_left_out,
    contained_path::inside,
    entry::{Entry, number},
    file::{MAX_BYTES, read, same_text},
    file_change::FileChange,
    file_id::{FileId, place_of},
    find::checkout_command,
    folder::Folder,
    follow::by_age,
    in_merge,
};
use crate::{
    adr::{self, Indexed, add_to_index, restate_in_index},
    decision::{Decision, RepoPath, Status, text::is_same_path},
    storage::GitIndex,
};

/// Returns the usual files of an index: in the folder, above it, and in the root.
fn candidates(folder: &Folder) -> Vec<RepoPath> {
    let mut places = vec![folder.path.clone(), folder.path.folder(), RepoPath::default()];
    // For a folder in the root, two of them are the same.
    places.dedup();
    let names = ["README.md", "readme.md", "index.md", "INDEX.md", "decisions.md", "SUMMARY.md"];
    places.iter().flat_map(|place| names.map(|name| place.file(name))).collect()
}

/// The changes to existing indexes.
#[derive(Default)]
pub(super) struct IndexChanges {
    /// Changes to them.
    pub(super) changes: Vec<FileChange>,
    /// Indexes that have the right text already.
    pub(super) settled: Vec<RepoPath>,
    /// Indexes that an export has written and that were not staged in git since.
    pub(super) written: Vec<RepoPath>,
    /// Reasons why an index cannot be changed, as sentences.
    pub(super) warnings: Vec<String>,
}

/// Returns the changes to each existing index, for an ADR at `path` and for those `changed` with it, now or by an
/// export that has `written` them.
pub(super) fn index_changes(
    root: &Path,
    folder: &Folder,
    path: &RepoPath,
    decision: &Decision,
    (changed, written): (&[FileChange], &[FileChange]),
    index: &GitIndex,
) -> IndexChanges {
    let mut found: Vec<(PathBuf, FileChange)> = Vec::new();
    let mut indexes = IndexChanges::default();
    for candidate in candidates(folder) {
        let Ok(place) = inside(root, &candidate) else { continue };
        // On file systems that ignore case, two names may be one file.
        if candidate == *path || found.iter().any(|(known, _)| *known == place) {
            continue;
        }
        let Ok(there) = read(&place, &candidate) else { continue };
        let is_left_out = there.is_none() && is_left_out(index, &candidate);
        // For an index that is not in the work tree, git's own copy shows what would change.
        let in_git = || is_left_out.then(|| index.text_of(&candidate, MAX_BYTES)).flatten();
        let Some(before) = there.or_else(in_git) else {
            if is_left_out {
                indexes.warnings.push(not_changed(index, &candidate));
            }
            continue;
        };
        let home = candidate.folder();
        let way = path.seen_from(&home);
        let listed =
            by_age(folder).into_iter().map(|entry| indexed(entry, folder.path_of(&entry.file).seen_from(&home)));
        let listed: Vec<Indexed> = listed.collect();
        let told = |text: &str, changed: &mut dyn Iterator<Item = &FileChange>| {
            let restated = changed.filter_map(new_status).map(|(path, from, to)| (path.seen_from(&home), from, to));
            let restated: Vec<(String, String, String)> = restated.collect();
            // The line of an ADR whose status changes may be the pattern for the new one, with the status that is in
            // it.
            let mut listed = listed.clone();
            for (path, from, _) in &restated {
                for adr in listed.iter_mut().filter(|adr| is_same_path(&adr.path, path)) {
                    adr.status.clone_from(from);
                }
            }
            // The line of an ADR that is written again must not be the pattern for itself.
            let known: Vec<Indexed> = listed.iter().filter(|adr| !is_same_path(&adr.path, &way)).cloned().collect();
            let new = indexed_new(decision, path, way.clone());
            let mut text = add_to_index(text, &known, &new).unwrap_or_else(|| text.to_owned());
            for (path, from, to) in &restated {
                text = restate_in_index(&text, &listed, path, from, to);
            }
            text
        };
        let after = told(&before, &mut changed.iter());
        if is_left_out {
            if after != before {
                indexes.warnings.push(not_changed(index, &candidate));
            }
            continue;
        }
        let merging = (after != before).then(|| in_merge::way_on(index, &place, &before)).flatten();
        if let Some(merging) = merging {
            indexes.warnings.push(in_merge::not_changed(&candidate, &merging));
        } else if after != before {
            found.push((place, FileChange { path: candidate, before: Some(before), after }));
        } else if before.contains(&way) {
            let in_git = index.text_of(&candidate, MAX_BYTES).filter(|text| !same_text(text, &before));
            let is_ours = in_git.is_some_and(|text| same_text(&told(&text, &mut written.iter()), &before));
            if is_ours { &mut indexes.written } else { &mut indexes.settled }.push(candidate);
        }
    }
    indexes.changes = found.into_iter().map(|(_, change)| change).collect();
    indexes
}

/// Returns the warning about an index that git has and that is not in the work tree.
fn not_changed(index: &GitIndex, path: &RepoPath) -> String {
    format!(
        "{path} is left out of this sparse checkout, so its list of ADRs is not changed. Run `{}` in the root of the repository, \
         and export again.",
        checkout_command(index, path)
    )
}

/// Returns the path of an ADR whose status changes, with the words before and after.
fn new_status(change: &FileChange) -> Option<(&RepoPath, String, String)> {
    let (from, to) = (status_in(change.before.as_deref()?)?, status_in(&change.after)?);
    (from != to).then_some((&change.path, from, to))
}

fn status_in(text: &str) -> Option<String> {
    Some(adr::read(text.as_bytes()).status?.words().to_owned())
}

fn id_of(file: &str) -> String {
    let id = FileId::of(file);
    id.number.map(|_| id.id).unwrap_or_default()
}

fn indexed(entry: &Entry, path: String) -> Indexed {
    let status = entry.status.as_ref().map(|status| status.words().to_owned()).unwrap_or_default();
    Indexed {
        path,
        number: entry.number,
        id: id_of(&entry.file),
        title: entry.title.clone(),
        status,
        date: entry.date.map(|date| date.to_string()).unwrap_or_default(),
    }
}

fn indexed_new(decision: &Decision, path: &RepoPath, way: String) -> Indexed {
    let (_, file) = place_of(path);
    let status = if decision.status() == Status::Draft { Status::Proposed } else { decision.status() };
    Indexed {
        path: way,
        number: number(file),
        id: id_of(file),
        title: decision.title.clone(),
        status: status.word().to_owned(),
        date: decision.date().to_string(),
    }
}
