//! Sparse checkouts: which files lie outside of them, and what git needs to take such a file in.

use std::path::{Path, PathBuf, absolute};

use super::{super::atomic, repository::Repository};

/// What git has to be told to take a file into its index. A merge writes files that it cannot merge also outside of a sparse checkout, and
/// there git refuses them without the option.
pub(super) fn adding(file: &Path) -> &'static str {
    if needs_sparse(file) { "add --sparse" } else { "add" }
}

pub(super) fn needs_sparse(file: &Path) -> bool {
    // Through a link, the file itself is meant. One that is not there yet has a place all the same.
    let Ok(file) = file.canonicalize().or_else(|_| absolute(file)) else { return false };
    let Ok(repository) = Repository::around(atomic::folder_of(&file)) else { return false };
    if !is_sparse(&repository) {
        return false;
    }
    // What patterns leave out is for git alone to know, and the option does no harm to a file inside.
    let Some(cone) = Cone::of(&repository) else { return true };
    let root = repository.root.canonicalize().unwrap_or_else(|_| repository.root.clone());
    file.strip_prefix(root).is_ok_and(|path| !cone.holds(path))
}

/// The first of these files, given from the root, that is in no folder of a sparse checkout. Only where that is a list of folders, as
/// it is unless people have chosen patterns: of those git itself has the last word.
pub(super) fn outside_cone(repository: &Repository, files: &[PathBuf]) -> Option<PathBuf> {
    let cone = Some(repository).filter(|repository| is_sparse(repository)).and_then(Cone::of)?;
    files.iter().find(|file| !cone.holds(file)).cloned()
}

/// The folders of a sparse checkout, from the root.
struct Cone(Vec<PathBuf>);

impl Cone {
    /// None where the checkout is told by patterns, or git does not tell.
    fn of(repository: &Repository) -> Option<Self> {
        if !is_of_folders(repository) {
            return None;
        }
        let listed = repository.look().args(["-c", "core.quotePath=false", "sparse-checkout", "list"]).output().ok()?;
        Some(Self(String::from_utf8_lossy(&listed).lines().map(PathBuf::from).collect()))
    }

    fn holds(&self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        // Of the folders around one of them, the files themselves are in the checkout as well.
        let is_near = |one: &PathBuf| folder.starts_with(one) || one.starts_with(folder);
        folder.as_os_str().is_empty() || self.0.iter().any(is_near)
    }
}

/// Whether a sparse checkout is a list of folders, as it is unless people have chosen patterns.
pub(super) fn is_of_folders(repository: &Repository) -> bool {
    is_set(repository, "core.sparseCheckoutCone")
}

fn is_sparse(repository: &Repository) -> bool {
    is_set(repository, "core.sparseCheckout")
}

fn is_set(repository: &Repository, key: &str) -> bool {
    let told = repository.look().args(["config", "--type=bool", "--get", key]).output();
    told.is_ok_and(|told| told.trim_ascii() == b"true")
}
