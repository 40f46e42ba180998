//! The path of an ADR: the one that it has already, or the next one of the folder.

use std::path::Path;

use super::{
    contained_path::{inside, normal},
    discover::folders_left_out,
    entry::{is_markdown, number},
    file_id::{place_of, stem_of},
    folder::{Folder, named, open},
    follow,
    name::checked,
    numbers::{next_number_of, next_number_of_year, taken_elsewhere},
    pattern::Numbering,
    plan_error::PlanError,
    record_link::path_in,
    request::Request,
    take_over::record_file,
    usual_folder::find_folder,
};
use crate::{
    decision::{Decision, Export, RelationKind, RepoPath, text::is_same_path},
    storage::GitIndex,
};

/// The path of an ADR, and what is known about it.
pub(super) struct ExportPlace {
    /// Path from the root of the repository.
    pub(super) path: RepoPath,
    /// Folder that it is in.
    pub(super) folder: Folder,
    /// Warnings about it.
    pub(super) warnings: Vec<String>,
    /// Export that wrote the ADR before, if there was one.
    pub(super) earlier: Option<Export>,
}

pub(super) fn place(
    decision: &Decision,
    decision_file: Option<&Path>,
    request: &Request,
    index: &GitIndex,
) -> Result<ExportPlace, PlanError> {
    match earlier(decision, request, index)? {
        Some((path, export)) => {
            let (folder, name) = place_of(&path);
            let folder = open(&request.root, &folder, "the ADR is there already".to_owned())?;
            let warnings = taken_elsewhere(&request.root, &folder, name).into_iter().collect();
            Ok(ExportPlace { path, folder, warnings, earlier: Some(export) })
        }
        None => match lost(decision, decision_file, request, index)? {
            Some(place) => Ok(place),
            None => new_place(decision, decision_file, request, index),
        },
    }
}

/// Returns the path of this record's ADR if somebody deleted it and git still has it. Other files may name its number,
/// so a new export goes there again, unless another ADR has taken the number since or the ADR was only renamed. Returns
/// `None` for a record that was exported to another repository, since git has no such file here.
fn lost(
    decision: &Decision,
    decision_file: Option<&Path>,
    request: &Request,
    index: &GitIndex,
) -> Result<Option<ExportPlace>, PlanError> {
    if request.file_name.is_some() {
        return Ok(None);
    }
    let root = &request.root;
    let chosen = request.folder.as_deref().map(normal).transpose()?;
    for export in decision.exports.iter().rev() {
        let Ok(path) = normal(&export.path) else { continue };
        let is_meant = is_markdown(&path) && chosen.as_ref().is_none_or(|folder| place_of(&path).0 == *folder);
        let in_git = || inside(root, &path).is_ok_and(|place| index.restore_command(&place).is_some());
        if !is_meant || !in_git() {
            continue;
        }
        let (folder, name) = place_of(&path);
        let folder = open(root, &folder, "the ADR was there".to_owned())?;
        if namesake(&folder, name).is_none() && left_by_a_kill(decision, decision_file, root, &folder).is_none() {
            let warnings = taken_elsewhere(root, &folder, name).into_iter().collect();
            return Ok(Some(ExportPlace { path, folder, warnings, earlier: Some(export.clone()) }));
        }
    }
    Ok(None)
}

/// Returns the ADR that this record was exported to before in this repository, if the request asks for no other path.
fn earlier(decision: &Decision, request: &Request, index: &GitIndex) -> Result<Option<(RepoPath, Export)>, PlanError> {
    // A requested name means a new place, even if the record has an ADR already.
    if request.file_name.is_some() {
        return Ok(None);
    }
    let folder = request.folder.as_deref().map(normal).transpose()?;
    let mut there = there(decision, &request.root, index);
    let found = there.find(|(path, _)| folder.as_ref().is_none_or(|folder| place_of(path).0 == *folder));
    Ok(found.map(|(path, export)| (path, export.clone())))
}

/// Returns the existing ADRs that a record was exported to in a repository, the last written first: an export changes
/// the first, or the first in the folder that it names.
pub(super) fn there<'a>(
    decision: &'a Decision,
    root: &'a Path,
    index: &'a GitIndex,
) -> impl Iterator<Item = (RepoPath, &'a Export)> {
    // A path in a record may come from a stranger, so one that leaves the repository is skipped.
    let exports = decision.exports.iter().rev().filter_map(|export| Some((normal(&export.path).ok()?, export)));
    exports.filter(move |(path, _)| {
        is_markdown(path)
            && inside(root, path).is_ok_and(|place| {
                // An ADR outside the sparse checkout exists as well, and so does one that was deleted in the middle of its merge: it
                // must not be written a second time.
                place.is_file() || index.is_left_out(path.as_ref()) || index.is_unmerged(&place)
            })
    })
}

/// Returns the folder of the ADRs that a decision supersedes or amends; `None` if there are none, or if they are in several. A repository
/// may have a log for each of its parts.
fn folder_of_predecessors(decision: &Decision, root: &Path) -> Option<RepoPath> {
    let changed = decision.relations().filter(|relation| relation.kind != RelationKind::RelatesTo);
    let there = changed.filter(|relation| inside(root, &relation.path).is_ok_and(|place| place.is_file()));
    let mut folders = there.map(|relation| place_of(&relation.path).0);
    let first = folders.next()?;
    folders.all(|folder| folder == first).then_some(first)
}

/// Returns the path of an ADR that does not exist yet, and warnings about it.
fn new_place(
    decision: &Decision,
    decision_file: Option<&Path>,
    request: &Request,
    index: &GitIndex,
) -> Result<ExportPlace, PlanError> {
    let folder = if let Some(path) = &request.folder {
        open(&request.root, path, "it was chosen".to_owned())?
    } else if let Some(folder) = folder_of_predecessors(decision, &request.root) {
        open(&request.root, &folder, "the ADR that this one supersedes is there".to_owned())?
    } else {
        let folder = find_folder(&request.root)?;
        let left_out = folders_left_out(&request.root, index);
        // If its ADRs are all left out, this would begin another log, at 1 again.
        if folder.entries.is_empty() && !left_out.is_empty() {
            let command = index.checkout_command(&left_out);
            return Err(PlanError::FolderLeftOut { folders: left_out, command });
        }
        folder
    };
    let mut warnings = Vec::new();
    if !folder.beside.is_empty() {
        let Folder { path, because, beside, .. } = &folder;
        warnings.push(format!(
            "There are ADRs in {} as well. This one goes to `{path}`, because {because}; choose another folder if need be, in a command \
             with --folder.",
            named(beside)
        ));
    }
    let name = if let Some(name) = &request.file_name {
        let name = checked(name)?.to_owned();
        warnings.extend(taken_elsewhere(&request.root, &folder, &name));
        name
    } else if let Some(name) = left_by_a_kill(decision, decision_file, &request.root, &folder) {
        name
    } else {
        let pattern = follow::names(&folder);
        // Git is asked about other branches only if names have numbers.
        let next = match pattern.numbering() {
            Numbering::None => None,
            Numbering::Throughout => Some(next_number_of(&request.root, &folder)),
            Numbering::ByYear => Some(next_number_of_year(&request.root, &folder, decision.date().year())),
        };
        let number = next.as_ref().map_or(0, |next| next.number);
        let name = free(&folder, pattern.file_name(number, decision.date(), &decision.title));
        warnings.extend(next.into_iter().flat_map(|next| next.warnings));
        // The folder that an ADR has for itself is named like a file.
        checked(&format!("{}.md", stem_of(&name)))?;
        name
    };
    warnings.extend(namesake(&folder, &name));
    Ok(ExportPlace { path: folder.path_of(&name), folder, warnings, earlier: None })
}

/// Returns the name of the ADR that an export of the same record wrote before it was killed. The record does not know
/// of it, but the ADR names this very file as its record, or, if that is outside the repository, a record of the same
/// name and has the record's day. An ADR with another title belongs to another decision, whose record was replaced.
fn left_by_a_kill(decision: &Decision, decision_file: Option<&Path>, root: &Path, folder: &Folder) -> Option<String> {
    let record = decision_file?.canonicalize().ok()?;
    // ADRs that the record knows are not there any more, or are to stay where they are.
    let mut others = folder.entries.iter().filter(|entry| {
        let path = folder.path_of(&entry.file);
        entry.title == decision.title && !decision.exports.iter().any(|export| export.path == path)
    });
    let is_outside = path_in(root, &record).is_none();
    let found = others.find(|entry| {
        let Some(named) = entry.record.as_deref() else { return false };
        match record_file(root, folder, named).and_then(|named| named.canonicalize().ok()) {
            Some(named) => named == record,
            None => is_outside && is_called(&record, named) && entry.date == Some(decision.date()),
        }
    });
    found.map(|entry| entry.file.clone())
}

/// Reports whether a file has this name.
fn is_called(file: &Path, name: &str) -> bool {
    file.file_name().is_some_and(|its| its == name)
}

/// Returns the name, followed by a number if the folder has it already: two decisions of a day may have one title.
fn free(folder: &Folder, name: String) -> String {
    let (stem, end) = name.split_at(stem_of(&name).len());
    let more = (2..1000).map(|n| format!("{stem}-{n}{end}"));
    let mut names = std::iter::once(name.clone()).chain(more);
    // Some file systems ignore case.
    names.find(|name| !folder.files().any(|file| file.eq_ignore_ascii_case(name))).unwrap_or(name)
}

/// Returns a warning if another ADR of the folder has the number already.
fn namesake(folder: &Folder, name: &str) -> Option<String> {
    let number = number(name)?;
    let other = folder.entries.iter().find(|entry| entry.number == Some(number) && !is_same_path(&entry.file, name))?;
    Some(format!("The number {number} is taken by {}; most ADR clients expect each number once.", other.file))
}
