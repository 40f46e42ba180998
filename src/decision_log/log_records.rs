//! The problems between the ADRs of a log and their records, as `check` reports them for each record.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    cross_references::{AdrProblem, LinkFinding},
    entry::{RecordSays, Reviews},
    file::read,
    file_id::place_of,
    folder::{Folder, open, repository_root},
    named_records::RecordProblem,
    progress::{Cancelled, Progress},
    record_checks::RecordChecks,
};
use crate::{
    adr::record_named_in,
    analysis::{Analysis, Scope, analyze, problems},
    decision::{Decision, DueKind, OptionId, Place, Problem, ProblemCode, RepoPath, Severity, text::is_same_path},
    storage::{self, GitIndex, Loaded},
};

/// The problems between the ADRs of one folder and their records.
#[derive(Default)]
pub(super) struct FolderRecords {
    /// Problems that `check` reports for the records.
    pub(super) problems: Vec<AdrProblem>,
    /// Links to records that do not exist.
    pub(super) dead_links: Vec<LinkFinding>,
}

/// The folders of a log, and their relations to records.
struct LogOfRecords<'a> {
    repository: PathBuf,
    /// Folder that is read, from the root of the repository.
    root_path: RepoPath,
    folders: &'a mut Vec<Folder>,
    /// Results, by the indices of the folders.
    found: Vec<FolderRecords>,
    /// Paths of the folders from the root of the repository, which may be above that of the log.
    paths: Vec<RepoPath>,
    /// Existing records that ADRs name, each with the indices of the ADRs' folders and their files.
    named: BTreeMap<PathBuf, Vec<(usize, String)>>,
    /// ADRs that records were exported to, by the indices of their folders and their files.
    exported: HashSet<(usize, String)>,
}

/// Compares the ADRs of a log with their records: those that they name, and those among `files`, from the root, that
/// were exported to them. Adds folders that records were exported to and that were not found, since no ADR is left in
/// them. Outside of a repository, nothing is compared.
pub(super) fn check_records(
    root: &Path,
    folders: &mut Vec<Folder>,
    files: &[RepoPath],
    progress: &Progress,
) -> Result<Vec<FolderRecords>, Cancelled> {
    let found: Vec<FolderRecords> = folders.iter().map(|_| FolderRecords::default()).collect();
    let Some(repository) = repository_root(root) else { return Ok(found) };
    let path_of = |path: &str| {
        let place = root.join(path).canonicalize().ok()?;
        Some(place.strip_prefix(&repository).ok()?.to_str()?.replace('\\', "/").into())
    };
    let paths = folders.iter().map(|folder| path_of(&folder.path)).collect();
    let (Some(paths), Some(root_path)) = (paths, path_of("")) else { return Ok(found) };
    let (named, exported) = (BTreeMap::new(), HashSet::new());
    let mut log = LogOfRecords { repository, root_path, folders, found, paths, named, exported };
    let dead = log.named_records();
    let mut records: BTreeSet<PathBuf> = log.named.keys().cloned().collect();
    records.extend(files.iter().filter_map(|path| inside(root, path).ok()));
    let mut checks = RecordChecks::default();
    for record in records {
        progress.check()?;
        log.check(root, &record, &mut checks);
    }
    log.tell_dead(root, dead);
    Ok(log.found)
}

/// Returns what a record says, given its path from the root of the repository.
fn says(path: &str, decision: &Decision, analysis: &Analysis) -> RecordSays {
    let name = |id: Option<&OptionId>| id.map(|id| decision.option_name(id).to_owned());
    // The scores of a hidden round are for nobody yet.
    let leader = analysis.winner().filter(|_| !decision.is_blind());
    RecordSays {
        path: path.to_owned(),
        id: decision.id.clone(),
        status: decision.status(),
        chosen: name(decision.outcome.chosen.as_ref()),
        leader: name(leader),
        decision_makers: decision.people.decision_makers.clone(),
        governs: decision.governs.clone(),
    }
}

impl LogOfRecords<'_> {
    /// Finds the records that ADRs name. Returns the links that lead to none, with the indices of their folders and
    /// their files.
    fn named_records(&mut self) -> BTreeMap<(usize, String), RepoPath> {
        let mut dead = BTreeMap::new();
        for (at, folder) in self.folders.iter().enumerate() {
            for entry in &folder.entries {
                let Some(link) = &entry.record else { continue };
                // A file outside of the repository is not read.
                let Some(path) = self.paths[at].file(&entry.file).folder().followed(link) else { continue };
                let Ok(place) = inside(&self.repository, &path) else { continue };
                if place.is_file() {
                    self.named.entry(place).or_default().push((at, entry.file.clone()));
                } else {
                    dead.insert((at, entry.file.clone()), path);
                }
            }
        }
        dead
    }

    /// Adds the folder of an ADR, given from the root of the repository, if it is inside the folder that is read and
    /// the log does not have it.
    fn add_folder(&mut self, root: &Path, adr: &RepoPath) {
        let (path, _) = place_of(adr);
        let below = path.strip_prefix(&*self.root_path).unwrap_or(&path);
        let is_below =
            self.root_path.is_empty() || below.is_empty() || (below.len() < path.len() && below.starts_with('/'));
        if !is_below || self.paths.contains(&path) {
            return;
        }
        // The checks of the record report a path that leads out of the repository.
        let Ok(folder) = open(root, below.trim_start_matches('/'), "a record was exported to it".to_owned()) else {
            return;
        };
        self.paths.push(path);
        self.folders.push(folder);
        self.found.push(FolderRecords::default());
    }

    /// Returns the folder and the file of an ADR, given from the root of the repository, if the log has the folder.
    fn find(&self, adr: &RepoPath) -> Option<(usize, String)> {
        let (folder, name) = place_of(adr);
        let at = self.paths.iter().position(|path| folder == *path)?;
        let mut entries = self.folders[at].entries.iter().map(|entry| &entry.file);
        let file = entries.find(|file| is_same_path(file, name)).cloned();
        Some((at, file.unwrap_or_else(|| name.to_owned())))
    }

    /// Adds the problems around a record that belongs to the log, and its own errors: an ADR cannot be compared with an
    /// invalid record.
    fn check(&mut self, root: &Path, record: &Path, checks: &mut RecordChecks) {
        let name = record.strip_prefix(&self.repository).unwrap_or(record).to_string_lossy().replace('\\', "/");
        let decision = match storage::load(record) {
            Ok(Loaded { newer: None, decision, .. }) => decision,
            Ok(Loaded { newer: Some(newer), .. }) => {
                let why = format!("It was written by a newer version of Weigh-In, {}.", newer.formats());
                return self.tell_unread(root, record, &name, ProblemCode::UnreadFile, &why);
            }
            Err(error) => return self.tell_unread(root, record, &name, error.code(), &error.summary()),
        };
        for export in &decision.exports {
            self.add_folder(root, &export.path);
        }
        let exported: Vec<_> = decision.exports.iter().filter_map(|export| self.find(&export.path)).collect();
        let naming = self.named.get(record).and_then(|adrs| adrs.first());
        let Some(first) = exported.first().or(naming).cloned() else { return };
        let analysis = analyze(&decision, Scope::All);
        let says = says(&name, &decision, &analysis);
        let mut own = problems(&decision, &analysis);
        own.retain(|problem| problem.severity == Severity::Error);
        let own = own.into_iter().map(|problem| RecordProblem { adr: None, problem });
        for RecordProblem { adr, mut problem } in own.chain(checks.check(&decision, record, analysis)) {
            let place = if let Some(adr) = &adr {
                self.find(adr)
            } else {
                problem.what = format!("{name}: {}", problem.what);
                Some(first.clone())
            };
            if let Some((at, file)) = place {
                self.found[at].problems.push(AdrProblem { file, line: None, record: name.clone(), problem });
            }
        }
        let adrs =
            if exported.is_empty() { self.named.get(record).cloned().unwrap_or_default() } else { exported.clone() };
        self.take_due(&decision, &adrs);
        self.take_says(&says, &adrs);
        self.exported.extend(exported);
    }

    /// Notes what a record says at its ADRs.
    fn take_says(&mut self, says: &RecordSays, adrs: &[(usize, String)]) {
        for (at, file) in adrs {
            if let Some(entry) = self.folders[*at].entries.iter_mut().find(|entry| entry.file == *file) {
                entry.says = Some(Box::new(says.clone()));
            }
        }
    }

    /// Notes the day to decide a record by at its ADRs, and its reviews where they say something else. Where a record says nothing
    /// of reviews, its ADR may have a day that people wrote there.
    fn take_due(&mut self, decision: &Decision, adrs: &[(usize, String)]) {
        let due_to = |what| decision.due().filter(|due| due.what == what).map(|due| due.on);
        let last = decision.reviews.last().map(|review| (review.on, review.verdict));
        let recorded = Reviews { next: due_to(DueKind::Review), last };
        let says_nothing = recorded == Reviews::default() && DueKind::of(decision.status()).is_some();
        for (at, file) in adrs {
            let entry = self.folders[*at].entries.iter_mut().find(|entry| entry.file == *file);
            let Some(entry) = entry else { continue };
            entry.decide_by = due_to(DueKind::Decide);
            if !says_nothing && entry.reviews != recorded {
                entry.recorded = Some(recorded);
            }
        }
    }

    /// Adds the reason why a record cannot be checked to each ADR that names it. A record that no ADR names may have
    /// nothing to do with the log.
    fn tell_unread(&mut self, root: &Path, record: &Path, name: &str, code: ProblemCode, why: &str) {
        for (at, file) in self.named.get(record).cloned().unwrap_or_default() {
            let Some(line) = self.record_line(root, at, &file) else { continue };
            let what = format!("The record `{name}` that it names cannot be checked. {why}");
            let problem = Problem::error(code, Place::Record, what, "`weigh-in check` says where and what to do.");
            self.found[at].problems.push(AdrProblem { file, line: Some(line), record: name.to_owned(), problem });
        }
    }

    /// Returns the line of an ADR, from 1, on which it links to its record.
    fn record_line(&self, root: &Path, at: usize, file: &str) -> Option<usize> {
        let path = self.folders[at].path.file(file);
        let text = inside(root, &path).ok().and_then(|place| read(&place, &path).ok().flatten())?;
        // A record outside of the repository is named without a link.
        let line = text.lines().position(|line| record_named_in(line).is_some_and(|named| named.contains("](")))?;
        Some(line + 1)
    }

    /// Adds the links to records that do not exist, unless another record reports a problem of the ADR, or git leaves
    /// the record out.
    fn tell_dead(&mut self, root: &Path, dead: BTreeMap<(usize, String), RepoPath>) {
        let git = GitIndex::of(&self.repository);
        for ((at, file), target) in dead {
            if self.exported.contains(&(at, file.clone())) || git.is_left_out(target.as_ref()) {
                continue;
            }
            let Some(line) = self.record_line(root, at, &file) else { continue };
            let what = format!("The record `{target}` that it names is not there.");
            self.found[at].dead_links.push(LinkFinding { file, line, target: target.into(), what });
        }
    }
}
