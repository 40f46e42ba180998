//! Sparse checkouts: files outside of them, and the option that git needs to add such a file.

use std::path::{Path, PathBuf, absolute};

use super::{super::atomic, repository::Repository};

/// Returns the words that add a file to git's index. A merge also writes files that it cannot merge outside of a sparse
/// checkout, and git refuses to add them there without the option.
pub(super) fn adding(file: &Path) -> &'static str {
    if needs_sparse(file) { "add --sparse" } else { "add" }
}

pub(super) fn needs_sparse(file: &Path) -> bool {
    // Through a link, the file itself is meant. A file that does not exist yet has a path all the same.
    let Ok(file) = file.canonicalize().or_else(|_| absolute(file)) else { return false };
    let Ok(repository) = Repository::around(atomic::folder_of(&file)) else { return false };
    if !is_sparse(&repository) {
        return false;
    }
    // Only git knows what patterns leave out, and the option does no harm to a file inside.
    let Some(cone) = Cone::of(&repository) else { return true };
    let root = repository.root.canonicalize().unwrap_or_else(|_| repository.root.clone());
    file.strip_prefix(root).is_ok_and(|path| !cone.holds(path))
}

/// Returns the first of these files, given from the root, that is in no folder of a sparse checkout. Returns `None` if
/// the checkout is given by patterns instead of folders, which is for git itself to judge.
pub(super) fn outside_cone(repository: &Repository, files: &[PathBuf]) -> Option<PathBuf> {
    let cone = Some(repository).filter(|repository| is_sparse(repository)).and_then(Cone::of)?;
    files.iter().find(|file| !cone.holds(file)).cloned()
}

/// The folders of a sparse checkout, from the root.
struct Cone(Vec<PathBuf>);

impl Cone {
    /// Reads the folders; `None` if the checkout is given by patterns, or git gives no answer.
    fn of(repository: &Repository) -> Option<Self> {
        if !is_of_folders(repository) {
            return None;
        }
        let listed = repository.look().args(["-c", "core.quotePath=false", "sparse-checkout", "list"]).output().ok()?;
        Some(Self(String::from_utf8_lossy(&listed).lines().map(PathBuf::from).collect()))
    }

    fn holds(&self, file: &Path) -> bool {
        let folder = file.parent().unwrap_or(Path::new(""));
        // In the parent folders of each of them, the files themselves are in the checkout as well.
        let is_near = |one: &PathBuf| folder.starts_with(one) || one.starts_with(folder);
        folder.as_os_str().is_empty() || self.0.iter().any(is_near)
    }
}

/// Reports whether a sparse checkout is a list of folders, as it is unless people have chosen patterns.
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
