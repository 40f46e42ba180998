//! Whether a record knows of the ADRs that name it, and has one of them only in each folder.

use std::{
    collections::{BTreeMap, HashSet},
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    folder::{Folder, repository_root},
};
use crate::{
    adr::RepoPath,
    decision::{Decision, text::shell_quoted},
    storage,
};

/// What an ADR and the record that it names do not agree on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordFinding {
    /// The ADR's file.
    pub file: String,
    /// Whether the record does not know the ADR; else it knows another one in the folder as well.
    pub is_unknown: bool,
    /// What it is: a sentence.
    pub what: String,
    /// What to do: a sentence.
    pub advice: String,
}

/// A folder of ADRs in its repository. Records and their exports count from the root of that, which may be above the folder that
/// a log is read of.
struct Place<'a> {
    repository: PathBuf,
    /// From the root of the repository.
    path: String,
    folder: &'a Folder,
}

impl<'a> Place<'a> {
    /// None outside of repositories.
    fn of(root: &Path, folder: &'a Folder) -> Option<Self> {
        let repository = repository_root(root)?.canonicalize().ok()?;
        let place = root.join(&folder.path).canonicalize().ok()?;
        let path = place.strip_prefix(&repository).ok()?.to_str()?.replace('\\', "/");
        Some(Self { repository, path, folder })
    }

    /// The ADRs that name a record which is there, each with its file.
    fn naming(&self) -> impl Iterator<Item = (PathBuf, &'a str)> + '_ {
        self.folder.entries.iter().filter_map(|entry| {
            let path = RepoPath(&self.path).followed(entry.record.as_deref()?)?;
            let record = inside(&self.repository, &path).ok().filter(|place| place.is_file())?;
            Some((record, entry.file.as_str()))
        })
    }

    /// What a record and the ADRs that name it do not agree on.
    fn between(&self, decision: &Decision, record: &Path, adrs: &[&str]) -> Vec<RecordFinding> {
        let exports = decision.exports.iter().filter_map(|export| inside(&self.repository, &export.path).ok());
        let exports: HashSet<PathBuf> = exports.collect();
        let is_known = |file: &str| {
            inside(&self.repository, &RepoPath(&self.path).file(file)).is_ok_and(|place| exports.contains(&place))
        };
        let (known, unknown): (Vec<&str>, Vec<&str>) = adrs.iter().partition(|file| is_known(file));
        let name = record.strip_prefix(&self.repository).unwrap_or(record).to_string_lossy().replace('\\', "/");
        let has_others = exports.iter().any(|place| place.is_file());
        let mut found: Vec<RecordFinding> = unknown.iter().map(|file| of_unknown(file, &name, has_others)).collect();
        found.extend(known.iter().skip(1).map(|file| of_second(file, known[0], &name)));
        found
    }
}

/// What the ADRs of a folder below `root` and the records that they name do not agree on. A record that is not there, lies
/// elsewhere or cannot be read says nothing.
pub(super) fn findings(root: &Path, folder: &Folder) -> Vec<RecordFinding> {
    let Some(place) = Place::of(root, folder) else { return Vec::new() };
    let mut records: BTreeMap<PathBuf, Vec<&str>> = BTreeMap::new();
    for (record, adr) in place.naming() {
        records.entry(record).or_default().push(adr);
    }
    let mut found = Vec::new();
    for (record, adrs) in records {
        if let Ok(loaded) = storage::load(&record) {
            found.extend(place.between(&loaded.decision, &record, &adrs));
        }
    }
    found
}

/// The same of one record, whose file this is.
pub(super) fn findings_of(decision: &Decision, file: &Path, root: &Path, folder: &Folder) -> Vec<RecordFinding> {
    let (Some(place), Ok(file)) = (Place::of(root, folder), file.canonicalize()) else { return Vec::new() };
    let adrs: Vec<&str> = place.naming().filter(|(record, _)| *record == file).map(|(_, adr)| adr).collect();
    place.between(decision, &file, &adrs)
}

fn of_unknown(file: &str, record: &str, has_others: bool) -> RecordFinding {
    let again = format!("`weigh-in export {} --repo .` in the root of the repository", shell_quoted(record));
    let advice = if has_others {
        format!(
            "The record has another ADR, which an export changes. Delete {file} and its charts if it is not needed."
        )
    } else {
        format!("Run {again}: it goes on with this ADR if it has the record's title. Else delete {file}.")
    };
    let what = format!("{file} names the record {record}, which does not know of it.");
    RecordFinding { file: file.to_owned(), is_unknown: true, what, advice }
}

fn of_second(file: &str, first: &str, record: &str) -> RecordFinding {
    RecordFinding {
        file: file.to_owned(),
        is_unknown: false,
        what: format!("{first} and {file} are both ADRs of the record {record}."),
        advice: "Keep one: delete the other with its charts, and its line under `exports` in the record.".to_owned(),
    }
}
