//! The search for every folder below a root that holds ADRs.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::{
    config::configured,
    contained_path::{inside, normal},
    entry::{is_markdown, list},
    file_id::{FileId, folder_of_its_own},
    folder::{Folder, USUAL, repository_root},
    progress::{Cancelled, Progress},
};
use crate::{
    adr::is_folder_of_decisions,
    decision::{RepoPath, text::file_name},
    storage::{self, GitIndex},
};

/// Maximum depth and number of folders that are searched.
pub(super) const DEEPEST: usize = 12;
pub(super) const MOST_FOLDERS: usize = 50_000;

/// Folders of third-party or generated files.
const SKIPPED: [&str; 9] = [
    "node_modules",
    "target",
    "vendor",
    "third_party",
    "bower_components",
    "dist",
    "venv",
    "site-packages",
    "__pycache__",
];

/// Names of folders for other texts, without the `s` of several.
const OTHERS: [&str; 34] = [
    "blog",
    "change",
    "changelog",
    "changeset",
    "epic",
    "handoff",
    "incident",
    "issue",
    "lesson",
    "meeting",
    "milestone",
    "minute",
    "newsletter",
    "pep",
    "plan",
    "playbook",
    "post",
    "postmortem",
    "post-mortem",
    "proposal",
    "release",
    "release-note",
    "research",
    "retro",
    "retrospective",
    "review",
    "rfc",
    "roadmap",
    "runbook",
    "spec",
    "specification",
    "sprint",
    "task",
    "tutorial",
];

/// The results of a search below a root.
pub(super) struct Discovered {
    /// Folders of ADRs, by path.
    pub(super) folders: Vec<Folder>,
    /// Decision files, from the root, in no order.
    pub(super) records: Vec<RepoPath>,
}

/// Finds the folders of ADRs at and below a root, by path: those that configurations name, those with a usual name, and any
/// other that holds Markdown files whose names start with numbers or days, most of which state decisions as ADRs do.
///
/// A root that holds ADRs itself, and is not the root of a repository, is the only result. So is one without any folder of ADRs whose
/// Markdown files somebody asked for by naming it: they are listed with the reasons.
pub(super) fn discover(root: &Path, progress: &Progress) -> Result<Discovered, Cancelled> {
    let mut because: BTreeMap<RepoPath, String> = BTreeMap::new();
    for configured in configured(root) {
        if let Some(path) = normal(&configured.folder).ok().filter(|_| is_folder(root, &configured.folder)) {
            because.entry(path).or_insert_with(|| format!("{} names it", configured.file));
        }
    }
    let configured: Vec<RepoPath> = because.keys().cloned().collect();
    // Somebody may open the folder of ADRs itself, without the repository around it.
    if configured.is_empty() && !root.join(".git").exists() && holds_numbered(root) {
        let folder = open(root, RepoPath::default(), "it holds ADRs".to_owned(), progress)?;
        if is_log(&folder) {
            let records = walk(root, 0, progress)?.records;
            return Ok(Discovered { folders: vec![folder], records });
        }
    }
    for path in USUAL.into_iter().filter(|path| is_folder(root, path)) {
        because.entry(path.into()).or_insert_with(|| "ADRs are usually kept there".to_owned());
    }
    let walk = walk(root, DEEPEST, progress)?;
    for path in walk.numbered.into_iter().filter(|path| !is_of_other_texts(path)) {
        because.entry(path).or_insert_with(|| "it holds numbered Markdown files".to_owned());
    }
    for path in walk.named {
        because.entry(path).or_insert_with(|| "folders of that name usually hold ADRs".to_owned());
    }
    let mut found: Vec<(std::path::PathBuf, Folder)> = Vec::new();
    for (path, because) in because {
        let Ok(place) = inside(root, &path) else { continue };
        // On file systems that ignore case, two names may be one folder.
        if found.iter().any(|(known, _)| *known == place) {
            continue;
        }
        let folder = open(root, path, because, progress)?;
        // A folder that a configuration names counts even while it is empty.
        let named = configured.contains(&folder.path);
        if named || (is_usual(&folder.path) && !folder.entries.is_empty()) || is_log(&folder) {
            found.push((place, folder));
        }
    }
    let mut folders: Vec<Folder> = found.into_iter().map(|(_, folder)| folder).collect();
    if folders.is_empty() && !root.join(".git").exists() {
        let folder = open(root, RepoPath::default(), "it was named".to_owned(), progress)?;
        folders.extend(Some(folder).filter(|folder| !folder.entries.is_empty() || !folder.others.is_empty()));
    }
    Ok(Discovered { folders, records: walk.records })
}

fn open(root: &Path, path: RepoPath, because: String, progress: &Progress) -> Result<Folder, Cancelled> {
    let listing = list(&root.join(&path), progress)?;
    Ok(Folder { path, because, beside: Vec::new(), exists: true, entries: listing.adrs, others: listing.others })
}

/// Reports whether people commonly keep ADRs in folders of that name.
pub(super) fn is_usual(path: &str) -> bool {
    let name = file_name(path).to_lowercase();
    USUAL.contains(&path) || matches!(name.as_str(), "adr" | "adrs" | "decisions")
}

/// Reports whether most of the files state decisions: chapters and posts are numbered, too.
fn is_log(folder: &Folder) -> bool {
    let like = folder.entries.iter().filter(|entry| entry.states_a_decision).count();
    like > 0 && like * 2 >= folder.entries.len()
}

/// Reports whether a folder is kept for other texts that have numbers or days, a status and sections, unless its path also speaks of
/// decisions.
fn is_of_other_texts(path: &str) -> bool {
    let lower = path.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric());
    let speaks_of_decisions = words.any(|word| matches!(word, "adr" | "adrs" | "madr") || word.starts_with("decision"));
    let is_other = |name: &str| OTHERS.contains(&name.trim_start_matches('_').trim_end_matches('s'));
    !speaks_of_decisions && lower.split('/').any(is_other)
}

fn is_folder(root: &Path, path: &str) -> bool {
    inside(root, path).is_ok_and(|place| place.is_dir())
}

fn holds_numbered(folder: &Path) -> bool {
    let Ok(files) = fs::read_dir(folder) else { return false };
    files.flatten().any(|file| is_numbered(&file.file_name().to_string_lossy()))
}

/// Returns the folders of ADRs that git leaves out of the work tree, by path from the root of the repository.
pub(super) fn folders_left_out(root: &Path, git: &GitIndex) -> Vec<RepoPath> {
    let left_out = git.left_out().filter_map(Path::to_str).map(RepoPath::from);
    let numbered = left_out.filter(|path| is_numbered(path.file_name()));
    let folders: BTreeSet<RepoPath> = numbered.map(|path| path.folder()).collect();
    // Git lists paths from the folder that is read.
    let (repository, root) = (repository_root(root), root.canonicalize().ok());
    let above =
        repository.and_then(|repository| Some(root?.strip_prefix(repository).ok()?.to_str()?.replace('\\', "/")));
    let above = RepoPath::from(above.unwrap_or_default());
    folders.into_iter().filter(|folder| is_usual(folder)).map(|folder| above.file(&folder)).collect()
}

pub(super) fn is_numbered(file: &str) -> bool {
    is_markdown(file) && FileId::of(file).is_numbered()
}

/// The results of a walk through the folders below a root.
#[derive(Default)]
struct Walk {
    /// Folders that hold Markdown files whose names start with numbers or days.
    numbered: Vec<RepoPath>,
    /// Folders whose names speak of ADRs or decisions, and that hold Markdown files of other names alone.
    named: Vec<RepoPath>,
    /// Decision files.
    records: Vec<RepoPath>,
}

/// Walks through the folders below a root, down to a depth of `deepest`. Links are not followed.
fn walk(root: &Path, deepest: usize, progress: &Progress) -> Result<Walk, Cancelled> {
    let mut found = Walk::default();
    let mut waiting = vec![(RepoPath::default(), 0)];
    let mut seen = 0;
    while let Some((path, depth)) = waiting.pop() {
        progress.check()?;
        seen += 1;
        if seen > MOST_FOLDERS {
            break;
        }
        let Ok(files) = fs::read_dir(root.join(&path)) else { continue };
        let (mut holds, mut holds_any) = (false, false);
        let is_own_folder = is_numbered(&format!("{}.md", file_name(&path)));
        for file in files.flatten() {
            let Ok(name) = file.file_name().into_string() else { continue };
            match file.file_type() {
                // `file_type` does not follow links, so the walk stays inside the root and cannot go in circles.
                Ok(kind) if kind.is_dir() && depth < deepest && is_searched(&name) => {
                    // A folder for each ADR.
                    holds = holds || (is_usual(&path) && is_numbered(&format!("{name}.md")));
                    waiting.push((path.file(&name), depth + 1));
                }
                Ok(kind) if kind.is_file() => {
                    holds = holds || is_numbered(&name);
                    holds_any = holds_any || is_markdown(&name);
                    // A folder for an ADR, whatever the folder above is called.
                    if is_own_folder && folder_of_its_own(&path.file(&name)).is_some() {
                        let above = path.folder();
                        if found.numbered.last() != Some(&above) {
                            found.numbered.push(above);
                        }
                    }
                    if storage::is_decision_file(&name) {
                        found.records.push(path.file(&name));
                    }
                }
                _ => {}
            }
        }
        if holds {
            found.numbered.push(path);
        } else if holds_any && (is_usual(&path) || is_folder_of_decisions(&file_name(&path).to_lowercase())) {
            found.named.push(path);
        }
    }
    Ok(found)
}

/// Reports whether a folder is searched. Hidden ones are only if their names suggest documents.
pub(super) fn is_searched(name: &str) -> bool {
    let hidden = name.starts_with('.');
    let speaking = ["adr", "doc", "decision", "agents", "github"].iter().any(|word| name.contains(word));
    (!hidden || speaking) && !SKIPPED.contains(&name)
}
