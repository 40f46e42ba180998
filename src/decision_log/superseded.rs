//! Records that supersede an ADR which another one has superseded already.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use super::{
    chain::{has_superseded, successions},
    contained_path::normal,
    file_id::place_of,
    folder::{Folder, read_folder, repository_root},
};
use crate::{
    decision::{Decision, Place, Problem, ProblemCode, Relation, RelationKind, RepoPath, text::path_key},
    storage::atomic,
};

/// The ADR that superseded another one.
struct LaterAdr {
    /// Its file, from the root.
    path: RepoPath,
    /// Number and title.
    name: String,
}

/// The ADRs that superseded those of folders, for checks of many records: each folder is read once.
#[derive(Default)]
pub(super) struct SupersededAdrs {
    /// The ADRs that superseded each ADR of a folder, by its file; folders by root and path.
    folders: HashMap<(PathBuf, RepoPath), HashMap<String, Vec<LaterAdr>>>,
}

impl SupersededAdrs {
    /// Returns problems for ADRs that a record supersedes and that others have superseded before.
    pub(super) fn check(&mut self, decision: &Decision, decision_file: &Path) -> Vec<Problem> {
        let relations = decision.links.iter().enumerate().filter_map(|(at, link)| Some((at, Relation::of(link)?)));
        let mut superseding = relations.filter(|(_, relation)| relation.kind == RelationKind::Supersedes).peekable();
        // Most records supersede nothing, and no folder is read for them.
        if superseding.peek().is_none() {
            return Vec::new();
        }
        let Some(root) = repository_root(atomic::folder_of(decision_file)) else { return Vec::new() };
        let mut found = Vec::new();
        for (at, relation) in superseding {
            let Ok(path) = normal(&relation.path) else { continue };
            let is_own = |later: &LaterAdr| decision.exports.iter().any(|export| export.path == later.path);
            // If both superseded it, people have written that.
            let later = self.later(&root, &path);
            let Some(other) = later.first().filter(|_| !later.iter().any(is_own)) else { continue };
            let what = format!("The record supersedes {path}, which {} superseded already.", other.name);
            let advice = "Supersede that one instead, or remove the link if the record supersedes neither.";
            let problem = Problem::warning(ProblemCode::AlreadySuperseded, Place::Link(at), what, advice);
            found.push(problem.about(&path));
        }
        found
    }

    /// Returns the ADRs that superseded one, given from the root.
    fn later(&mut self, root: &Path, adr: &RepoPath) -> &[LaterAdr] {
        let (folder, name) = place_of(adr);
        let key = (root.to_owned(), folder);
        let folder = self.folders.entry(key).or_insert_with_key(|(root, path)| {
            read_folder(root, path).map(|folder| later_of_each(root, &folder)).unwrap_or_default()
        });
        folder.get(&*path_key(name)).map_or(&[], Vec::as_slice)
    }
}

fn later_of_each(root: &Path, folder: &Folder) -> HashMap<String, Vec<LaterAdr>> {
    let mut found: HashMap<String, Vec<LaterAdr>> = HashMap::new();
    for step in successions(root, folder) {
        let (earlier, later) = (&folder.entries[step.earlier], &folder.entries[step.later]);
        if !has_superseded(later) {
            continue;
        }
        let path = folder.path.file(&later.file);
        let name = format!("{} {} ({path})", later.id, later.title).trim_start().to_owned();
        found.entry(path_key(&earlier.file).into_owned()).or_default().push(LaterAdr { path, name });
    }
    found
}
