//! The repository, and the folder in it that holds the ADRs.

use std::path::{Path, PathBuf};

use super::{
    contained_path::{Outside, inside, normal, spelled_on_disk},
    entry::{Entry, Other, list},
    progress::Progress,
};
use crate::{decision::RepoPath, storage::is_git_folder};

/// The folder of a repository that holds its ADRs, or will.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Path; empty for the root itself.
    pub path: RepoPath,
    /// Why it is this one, in a few words.
    pub because: String,
    /// Other folders of usual names that hold ADRs, so that another one may be meant.
    pub beside: Vec<RepoPath>,
    /// Whether it exists already.
    pub exists: bool,
    /// Its ADRs, by name.
    pub entries: Vec<Entry>,
    /// Its Markdown files that are not ADRs, by name.
    pub others: Vec<Other>,
}

/// Reasons why the folder of ADRs cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// A configuration file names a folder outside the repository.
    #[error("{file} names the folder for ADRs, but {why}")]
    Configured {
        /// The configuration file.
        file: &'static str,
        /// Way in which it leaves the repository.
        why: Outside,
    },
    /// The folder lies outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// Several folders hold ADRs, and none has a usual name.
    #[error("several folders hold ADRs, {}; say which one is meant, in a command with --folder", named(.0))]
    Several(Vec<RepoPath>),
    /// There is a file of that name.
    #[error("`{0}` is a file, not a folder; choose another folder for the ADRs")]
    NotAFolder(String),
}

/// Returns the first few folders, and how many more there are.
pub(super) fn named(folders: &[RepoPath]) -> String {
    const MOST: usize = 5;
    let names: Vec<String> = folders.iter().take(MOST).map(|folder| format!("`{folder}`")).collect();
    let more = folders.len().saturating_sub(MOST);
    if more == 0 { names.join(", ") } else { format!("{} and {more} more", names.join(", ")) }
}

/// MADR's folder for ADRs, which is created if a repository has none.
pub(super) const DEFAULT: &str = "docs/decisions";

/// Common folders of ADRs, the likeliest first.
pub(super) const USUAL: [&str; 17] = [
    DEFAULT,
    "docs/adr",
    "docs/adrs",
    "doc/adr",
    "doc/adrs",
    "docs/architecture/decisions",
    "doc/architecture/decisions",
    "docs/architecture-decisions",
    "docs/architecture/adr",
    "docs/ADR",
    "docs/ADRs",
    "docs/madr/decisions",
    "adr",
    "adrs",
    "decisions",
    "architecture/decisions",
    "architecture-decision-record",
];

/// Returns the root of the git repository that holds `start`: the nearest folder upwards with a `.git` in it.
///
/// In a linked work tree or a submodule `.git` is a file. Folders inside git's own, as in a bare repository, have no
/// root.
#[must_use]
pub fn repository_root(start: &Path) -> Option<PathBuf> {
    // A relative path does not show the folders above it, and a link leads elsewhere.
    let start = start.canonicalize().ok()?;
    let ancestors = start.ancestors().take_while(|folder| !is_git_folder(folder));
    ancestors.map(Path::to_path_buf).find(|folder| folder.join(".git").exists())
}

/// Reads the folder at `path`, given from the root of the repository, with its files.
///
/// # Errors
/// [`FolderError`] if it is outside the repository, or not a folder.
pub fn read_folder(root: &Path, path: &str) -> Result<Folder, FolderError> {
    open(root, path, String::new())
}

/// Reads the folder at `path`, given from the root of the repository; `because` says why it is this one.
///
/// # Errors
/// [`FolderError`] if it is outside the repository, or not a folder.
pub(super) fn open(root: &Path, path: &str, because: String) -> Result<Folder, FolderError> {
    let place = inside(root, path)?;
    let exists = place.exists();
    if exists && !place.is_dir() {
        return Err(FolderError::NotAFolder(path.to_owned()));
    }
    // Nobody else has this progress, so it is never cancelled.
    let listing = list(&place, &Progress::default()).unwrap_or_default();
    let path = spelled_on_disk(root, &normal(path)?);
    Ok(Folder { path, because, beside: Vec::new(), exists, entries: listing.adrs, others: listing.others })
}
