//! Paths of a repository, as named in the folder that a command is run in.

use std::{
    env,
    path::{Path, PathBuf},
};

use crate::decision::RepoPath;

/// The folder that a command is run in, and the root of a repository or another folder that it works in.
pub(super) struct Here {
    folder: PathBuf,
    root: PathBuf,
}

impl Here {
    pub(super) fn under(root: &Path) -> Self {
        let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
        Self { folder: env::current_dir().map(|folder| whole(&folder)).unwrap_or_default(), root: whole(root) }
    }

    /// Returns a path from the root as `git status` and `git ls-files` name it, from the current folder. Returns the
    /// whole path if neither this folder nor the root is inside the other.
    pub(super) fn path(&self, path: &RepoPath) -> String {
        let seen = if let Ok(folder) = self.folder.strip_prefix(&self.root) {
            path.seen_from(&slashed(folder))
        } else {
            let root = self.root.strip_prefix(&self.folder).unwrap_or(&self.root);
            slashed(root).file(path).into()
        };
        if seen.is_empty() { ".".to_owned() } else { seen.trim_end_matches('/').to_owned() }
    }

    /// Converts the name of a file from the current folder to a path from the root; leaves it unchanged if no such file
    /// exists.
    pub(super) fn in_repository(&self, named: &str) -> String {
        let place = self.folder.join(named).canonicalize().ok().filter(|place| place.is_file());
        let path = place.as_deref().and_then(|place| place.strip_prefix(&self.root).ok()?.to_str());
        path.map_or_else(|| named.to_owned(), |path| path.replace('\\', "/"))
    }
}

fn slashed(path: &Path) -> RepoPath {
    path.to_string_lossy().replace('\\', "/").into()
}
