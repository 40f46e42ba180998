//! Folders where git keeps its own files.

use std::{fs, path::Path};

/// Reports whether a folder is one in which git keeps a repository, whatever its name: a bare one has no other folder.
#[must_use]
pub fn is_git_folder(folder: &Path) -> bool {
    folder.join("objects").is_dir()
        && folder.join("refs").is_dir()
        // HEAD may be a link, even one that leads nowhere yet.
        && fs::symlink_metadata(folder.join("HEAD")).is_ok_and(|about| !about.is_dir())
}

/// Reports whether a place is among git's own files: such a folder, or anywhere below one except in a work tree. The
/// path is absolute and without links; it need not exist yet.
#[must_use]
pub fn is_gits_own(place: &Path) -> bool {
    for folder in place.ancestors() {
        if is_git_folder(folder) {
            return true;
        }
        // People keep work trees in the folder of a bare repository.
        if folder.join(".git").exists() {
            return false;
        }
    }
    false
}
