//! ADRs that name a record: the record has to know them, and only one in each folder may name it.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    contained_path::{inside, normal},
    folder::{Folder, read_folder, repository_root},
    usual_folder::find_folder,
};
use crate::{
    decision::RepoPath,
    decision::{Decision, Place, Problem, ProblemCode, text::shell_quoted},
    storage::atomic,
};

/// A problem between a record and its surroundings.
#[derive(Debug, Clone, PartialEq)]
pub struct RecordProblem {
    /// The ADR that it is about, from the root of the repository; `None` if it is about the record's file.
    pub adr: Option<RepoPath>,
    /// The problem.
    pub problem: Problem,
}

/// The ADRs of one folder that name existing records. Paths of records and exports start at the root of the repository,
/// which may be above the folder of the log.
struct NamingAdrs {
    repository: PathBuf,
    /// Path from the root of the repository.
    folder: RepoPath,
    /// Files of the ADRs, by the file of their record.
    by_record: BTreeMap<PathBuf, Vec<String>>,
}

impl NamingAdrs {
    /// Returns `None` outside of repositories.
    fn of(root: &Path, folder: &Folder) -> Option<Self> {
        let repository = repository_root(root)?.canonicalize().ok()?;
        let place = root.join(&folder.path).canonicalize().ok()?;
        let path = place.strip_prefix(&repository).ok()?.to_str()?.replace('\\', "/");
        let mut naming = Self { repository, folder: path.into(), by_record: BTreeMap::new() };
        for entry in &folder.entries {
            if let Some(record) = entry.record.as_deref().and_then(|link| naming.record(&entry.file, link)) {
                naming.by_record.entry(record).or_default().push(entry.file.clone());
            }
        }
        Some(naming)
    }

    /// Returns the record that an ADR links to, if it exists.
    fn record(&self, file: &str, link: &str) -> Option<PathBuf> {
        let path = self.folder.file(file).folder().followed(link)?;
        inside(&self.repository, &path).ok().filter(|place| place.is_file())
    }

    /// Returns the disagreements between a record and the ADRs that name it.
    fn findings(&self, decision: &Decision, record: &Path) -> Vec<RecordProblem> {
        let Some(adrs) = self.by_record.get(record) else { return Vec::new() };
        let exports = decision.exports.iter().filter_map(|export| inside(&self.repository, &export.path).ok());
        let exports: HashSet<PathBuf> = exports.collect();
        let name = record.strip_prefix(&self.repository).unwrap_or(record).to_string_lossy().replace('\\', "/");
        let has_others = exports.iter().any(|place| place.is_file());
        let mut found = Vec::new();
        let mut first = None;
        for file in adrs {
            let place = inside(&self.repository, &self.folder.file(file));
            let is_known = place.is_ok_and(|place| exports.contains(&place));
            match first {
                _ if !is_known => found.push(self.problem(file, of_unknown(file, &name, has_others))),
                Some(first) => found.push(self.problem(file, of_second(file, first, &name))),
                None => first = Some(file),
            }
        }
        // ADRs that the record does not know come first.
        found.sort_by_key(|found| found.problem.code != ProblemCode::UnknownAdr);
        found
    }

    fn problem(&self, file: &str, problem: Problem) -> RecordProblem {
        RecordProblem { adr: Some(self.folder.file(file)), problem }
    }
}

/// The ADRs that name records, for checks of many records: each folder is read once.
#[derive(Default)]
pub(super) struct NamedRecords {
    /// Folder that the repository has for ADRs, by root.
    usual: HashMap<PathBuf, Option<RepoPath>>,
    /// Folders by root and path.
    folders: HashMap<(PathBuf, RepoPath), Option<NamingAdrs>>,
}

impl NamedRecords {
    /// Returns a problem for each ADR that names a record which does not know it, and for each further ADR of one
    /// folder that names it.
    ///
    /// Searches the folders of its exports, and the one that the repository has for ADRs.
    pub(super) fn check(&mut self, decision: &Decision, decision_file: &Path) -> Vec<RecordProblem> {
        let Some(root) = repository_root(atomic::folder_of(decision_file)) else { return Vec::new() };
        let Ok(record) = decision_file.canonicalize() else { return Vec::new() };
        let exports = decision.exports.iter().filter_map(|export| normal(&export.path).ok());
        let mut paths: BTreeSet<RepoPath> = exports.map(|path| path.folder()).collect();
        paths.extend(self.usual(&root));
        let found = paths.into_iter().filter_map(|path| Some(self.folder(&root, path)?.findings(decision, &record)));
        found.flatten().collect()
    }

    fn usual(&mut self, root: &Path) -> Option<RepoPath> {
        if !self.usual.contains_key(root) {
            let folder = find_folder(root).ok();
            if let Some(folder) = &folder {
                self.folders.insert((root.to_owned(), folder.path.clone()), NamingAdrs::of(root, folder));
            }
            self.usual.insert(root.to_owned(), folder.map(|folder| folder.path));
        }
        self.usual.get(root)?.clone()
    }

    fn folder(&mut self, root: &Path, path: RepoPath) -> Option<&NamingAdrs> {
        let key = (root.to_owned(), path);
        let folder = self.folders.entry(key).or_insert_with_key(|(root, path)| {
            let folder = read_folder(root, path).ok()?;
            NamingAdrs::of(root, &folder)
        });
        folder.as_ref()
    }
}

fn of_unknown(file: &str, record: &str, has_others: bool) -> Problem {
    let again = format!("`weigh-in export {} --repo .` in the root of the repository", shell_quoted(record));
    let advice = if has_others {
        format!(
            "The record has another ADR, which an export changes. Delete {file} and its charts if it is not needed."
        )
    } else {
        format!("Run {again}: it goes on with this ADR if it has the record's title. Else delete {file}.")
    };
    let what = format!("{file} names the record {record}, which does not know of it.");
    Problem::warning(ProblemCode::UnknownAdr, Place::Record, what, advice)
}

fn of_second(file: &str, first: &str, record: &str) -> Problem {
    Problem::warning(
        ProblemCode::SecondAdr,
        Place::Record,
        format!("{first} and {file} are both ADRs of the record {record}."),
        "Keep one: delete the other with its charts, and its line under `exports` in the record.",
    )
}
