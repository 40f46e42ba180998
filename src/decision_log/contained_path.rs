//! Paths that stay inside a repository.

use std::{
    io::ErrorKind,
    path::{Component, Path, PathBuf},
};

use crate::{
    decision::{
        RepoPath,
        text::{is_in_git, is_same_path},
    },
    storage::is_gits_own,
};

/// Reasons why a path is not one inside the repository.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Outside {
    /// It starts at the root of a drive or of the file system.
    #[error("`{0}` is an absolute path; name it from the root of the repository")]
    Absolute(String),
    /// It contains `..`.
    #[error("`{0}` goes up with `..`; name it from the root of the repository")]
    GoesUp(String),
    /// It is in or below a folder where git keeps its own files; a bare repository is one as a whole.
    #[error("`{0}` is among git's own files; choose another place")]
    Git(String),
    /// A symbolic link on the way leads out of the repository.
    #[error("`{0}` leads out of the repository by a symbolic link; choose another place")]
    Link(String),
    /// A symbolic link on the way leads nowhere.
    #[error("`{0}` is a link that leads nowhere; delete the link")]
    DeadLink(String),
    /// The path to it cannot be followed.
    #[error("`{0}` cannot be reached: {1}")]
    Unreachable(String, String),
}

impl Outside {
    fn unreachable(path: &str, error: &std::io::Error) -> Self {
        Self::Unreachable(path.to_owned(), error.to_string())
    }
}

/// Returns the file of `path`, given from the root of the repository, with every existing symbolic link followed.
///
/// It need not exist yet.
///
/// # Errors
/// [`Outside`] with the way in which the path leaves the repository, or the reason why it cannot be followed.
pub fn inside(root: &Path, path: &str) -> Result<PathBuf, Outside> {
    let root = root.canonicalize().map_err(|error| Outside::unreachable(path, &error))?;
    let mut place = root.clone();
    let mut walked = RepoPath::default();
    for name in names(path)? {
        place = child(&place, name);
        walked = walked.file(name);
        // A link that leads nowhere exists, but cannot be followed: that is an error, too.
        if place.symlink_metadata().is_ok() {
            place = place.canonicalize().map_err(|error| match error.kind() {
                ErrorKind::NotFound => Outside::DeadLink(walked.to_string()),
                _ => Outside::unreachable(path, &error),
            })?;
        }
        if !place.starts_with(&root) {
            return Err(Outside::Link(path.to_owned()));
        }
    }
    // A link may lead to git's own files under another name, so the final place is checked as well.
    if place.starts_with(root.join(".git")) || is_gits_own(&place) {
        return Err(Outside::Git(path.to_owned()));
    }
    Ok(place)
}

/// Returns the path with `/` between its names and without `.`, as it is shown and recorded.
///
/// # Errors
/// [`Outside`] if it is absolute, goes up, or is git's own.
pub(super) fn normal(path: &str) -> Result<RepoPath, Outside> {
    Ok(names(path)?.join("/").into())
}

/// Returns the file of this name in a folder, by the name that it has there: Unicode allows several spellings. If there
/// is none, returns the path that it would have.
fn child(folder: &Path, name: &str) -> PathBuf {
    let place = folder.join(name);
    if name.is_ascii() || place.symlink_metadata().is_ok() {
        return place;
    }
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut same = files.filter(|file| file.file_name().to_str().is_some_and(|other| is_same_path(other, name)));
    same.next().map_or(place, |file| file.path())
}

/// Returns a path from the root with each name as it is on the disk: Unicode allows several spellings, and links and
/// git need the one on the disk.
pub(super) fn spelled_on_disk(root: &Path, path: &RepoPath) -> RepoPath {
    let Some(names) = names(path).ok().filter(|_| !path.is_ascii()) else { return path.clone() };
    let mut place = root.to_owned();
    let mut spelled = Vec::new();
    for name in names {
        place = child(&place, name);
        let found = place.file_name().and_then(|found| found.to_str()).unwrap_or(name);
        spelled.push(found.to_owned());
    }
    spelled.join("/").into()
}

/// Returns the names of a path. Both slashes separate them, so that a path means the same on every system.
fn names(path: &str) -> Result<Vec<&str>, Outside> {
    let mut components = Path::new(path).components();
    // Not only at the start: a drive in the middle would start from its root on Windows.
    let has_drive = path.split(['/', '\\']).any(|name| name.as_bytes().get(1) == Some(&b':'));
    if path.starts_with(['/', '\\']) || has_drive || components.any(|c| matches!(c, Component::Prefix(_))) {
        return Err(Outside::Absolute(path.to_owned()));
    }
    let names: Vec<&str> = path.split(['/', '\\']).filter(|name| !matches!(*name, "" | ".")).collect();
    if names.contains(&"..") {
        return Err(Outside::GoesUp(path.to_owned()));
    }
    if is_in_git(path) {
        return Err(Outside::Git(path.to_owned()));
    }
    Ok(names)
}
