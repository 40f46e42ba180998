//! What is wrong between the ADRs of a log and their records, as `check` tells it of each record.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    cross_references::{AdrProblem, LinkFinding},
    file::read,
    folder::{Folder, repository_root},
    named_records::RecordProblem,
    progress::{Cancelled, Progress},
    record_checks::RecordChecks,
};
use crate::{
    adr::{RECORD_LINE, RepoPath},
    analysis::{Scope, analyze},
    storage::{self, GitIndex},
};

/// What is wrong between the ADRs of one folder and their records.
#[derive(Default)]
pub(super) struct FolderRecords {
    /// What `check` tells of the records.
    pub(super) problems: Vec<AdrProblem>,
    /// The links to records that are not there.
    pub(super) dead_links: Vec<LinkFinding>,
}

/// The folders of a log, with what they have to do with records.
struct LogOfRecords<'a> {
    repository: PathBuf,
    folders: &'a [Folder],
    /// What is found, by the places of the folders.
    found: Vec<FolderRecords>,
    /// The folders' paths from the root of the repository, which may be above that of the log.
    paths: Vec<String>,
    /// The records that ADRs name and that are there.
    named: BTreeSet<PathBuf>,
    /// The ADRs that records have exported, by the places of their folders and their files.
    exported: HashSet<(usize, String)>,
}

/// Compares the ADRs of a log with their records: those that they name, and those among `files`, from the root, that were
/// exported to them. Outside of a repository, nothing is compared.
pub(super) fn check_records(
    root: &Path,
    folders: &[Folder],
    files: &[String],
    progress: &Progress,
) -> Result<Vec<FolderRecords>, Cancelled> {
    let found: Vec<FolderRecords> = folders.iter().map(|_| FolderRecords::default()).collect();
    let Some(repository) = repository_root(root) else { return Ok(found) };
    let path_of = |folder: &Folder| {
        let place = root.join(&folder.path).canonicalize().ok()?;
        Some(place.strip_prefix(&repository).ok()?.to_str()?.replace('\\', "/"))
    };
    let Some(paths) = folders.iter().map(path_of).collect() else { return Ok(found) };
    let mut log = LogOfRecords { repository, folders, found, paths, named: BTreeSet::new(), exported: HashSet::new() };
    let dead = log.named_records();
    let mut records = log.named.clone();
    records.extend(files.iter().filter_map(|path| inside(root, path).ok()));
    let mut checks = RecordChecks::default();
    for record in records {
        progress.check()?;
        log.check(&record, &mut checks);
    }
    log.tell_dead(root, dead);
    Ok(log.found)
}

impl LogOfRecords<'_> {
    /// Finds the records that ADRs name. Gives the links that lead to none, with the places of their folders and their files.
    fn named_records(&mut self) -> BTreeMap<(usize, String), String> {
        let mut dead = BTreeMap::new();
        for (at, folder) in self.folders.iter().enumerate() {
            for entry in &folder.entries {
                let Some(link) = &entry.record else { continue };
                // What lies outside of the repository is not looked at.
                let Some(path) = RepoPath(&self.paths[at]).followed(link) else { continue };
                let Ok(place) = inside(&self.repository, &path) else { continue };
                if place.is_file() {
                    self.named.insert(place);
                } else {
                    dead.insert((at, entry.file.clone()), path);
                }
            }
        }
        dead
    }

    /// The folder and the file of an ADR, given from the root of the repository, if the log has it.
    fn find(&self, adr: &str) -> Option<(usize, String)> {
        let adr = RepoPath(adr);
        let at = self.paths.iter().position(|path| RepoPath(adr.folder()).is(path))?;
        let mut entries = self.folders[at].entries.iter().map(|entry| &entry.file);
        let file = entries.find(|file| RepoPath(file).is(adr.file_name())).cloned();
        Some((at, file.unwrap_or_else(|| adr.file_name().to_owned())))
    }

    /// Adds what is wrong around a record that has to do with the log. One that cannot be read says nothing here.
    fn check(&mut self, record: &Path, checks: &mut RecordChecks) {
        let Ok(loaded) = storage::load(record) else { return };
        if loaded.newer.is_some() {
            return;
        }
        let decision = loaded.decision;
        let exported: Vec<_> = decision.exports.iter().filter_map(|export| self.find(&export.path)).collect();
        if exported.is_empty() && !self.named.contains(record) {
            return;
        }
        let name = record.strip_prefix(&self.repository).unwrap_or(record).to_string_lossy().replace('\\', "/");
        for RecordProblem { adr, mut problem } in checks.check(&decision, record, analyze(&decision, Scope::All)) {
            let place = if let Some(adr) = &adr {
                self.find(adr)
            } else {
                problem.what = format!("{name}: {}", problem.what);
                exported.first().cloned()
            };
            if let Some((at, file)) = place {
                self.found[at].problems.push(AdrProblem { file, problem });
            }
        }
        self.exported.extend(exported);
    }

    /// Adds the links to records that are not there, where no other record tells what is wrong with the ADR.
    fn tell_dead(&mut self, root: &Path, dead: BTreeMap<(usize, String), String>) {
        let git = GitIndex::of(&self.repository);
        for ((at, file), target) in dead {
            if self.exported.contains(&(at, file.clone())) || git.is_left_out(Path::new(&target)) {
                continue;
            }
            let path = RepoPath(&self.folders[at].path).file(&file);
            let text =
                inside(root, &path).ok().and_then(|place| read(&place, &path).ok().flatten()).unwrap_or_default();
            // A record outside of the repository is named without a link.
            let Some(line) = text.lines().position(|line| line.starts_with(RECORD_LINE) && line.contains("](")) else {
                continue;
            };
            let line = line + 1;
            let what = format!("The record `{target}` that it names is not there.");
            self.found[at].dead_links.push(LinkFinding { file, line, target, what });
        }
    }
}
