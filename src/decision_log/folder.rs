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
    /// Its path; empty for the root itself.
    pub path: RepoPath,
    /// Why it is this one, in a few words.
    pub because: String,
    /// Whether it is there already.
    pub exists: bool,
    /// The ADRs in it, by name.
    pub entries: Vec<Entry>,
    /// The Markdown files in it that are no ADRs, by name.
    pub others: Vec<Other>,
}

/// Why the folder of ADRs cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FolderError {
    /// A configuration file names a folder outside the repository.
    #[error("{file} names the folder for ADRs, but {why}")]
    Configured {
        /// The configuration file.
        file: &'static str,
        /// How it leaves the repository.
        why: Outside,
    },
    /// The folder lies outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// There is a file where the folder should be.
    #[error("`{0}` is a file, not a folder; choose another folder for the ADRs")]
    NotAFolder(String),
}

/// Where MADR keeps ADRs; the folder that is made where a repository has none.
pub(super) const DEFAULT: &str = "docs/decisions";

/// Where ADRs are commonly kept, the likeliest first.
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

/// The root of the git repository that holds `start`: the nearest folder upwards with a `.git` in it.
///
/// In a linked work tree or a submodule `.git` is a file. Nothing in git's own folders, as in a bare repository, has one.
#[must_use]
pub fn repository_root(start: &Path) -> Option<PathBuf> {
    // A relative path does not show the folders above it, and a link leads elsewhere.
    let start = start.canonicalize().ok()?;
    let ancestors = start.ancestors().take_while(|folder| !is_git_folder(folder));
    ancestors.map(Path::to_path_buf).find(|folder| folder.join(".git").exists())
}

/// The folder at `path`, given from the root of the repository, with what is in it.
///
/// # Errors
/// [`FolderError`] if it is outside the repository, or no folder.
pub fn read_folder(root: &Path, path: &str) -> Result<Folder, FolderError> {
    open(root, path, String::new())
}

/// The folder at `path`, given from the root of the repository.
///
/// # Errors
/// [`FolderError`] if it is outside the repository, or no folder.
pub(super) fn open(root: &Path, path: &str, because: String) -> Result<Folder, FolderError> {
    let place = inside(root, path)?;
    let exists = place.exists();
    if exists && !place.is_dir() {
        return Err(FolderError::NotAFolder(path.to_owned()));
    }
    // Nobody cancels a progress that nobody else knows.
    let listing = list(&place, &Progress::default()).unwrap_or_default();
    let path = spelled_on_disk(root, &normal(path)?);
    Ok(Folder { path, because, exists, entries: listing.adrs, others: listing.others })
}
