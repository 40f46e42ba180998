//! The repository that the environment variables name.

use std::{
    env,
    path::{Path, PathBuf},
};

use super::{environment::Environment, error::GitError, look::asked};

/// Variables of which each names a repository, or a part of one.
const NAMING: [&str; 6] = [
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_WORK_TREE",
];

/// Decides what to do with the variables in the repository that git finds around a folder without them.
pub(super) fn kept_around(folder: &Path, root: &Path) -> Result<Environment, GitError> {
    if !names_a_repository() || is_same(folder, root)? { Ok(Environment::Kept) } else { Ok(Environment::Dropped) }
}

/// Returns the root that the variables name for a folder in which git finds no repository by itself.
pub(super) fn named_root_of(folder: &Path) -> Option<PathBuf> {
    // Without a work tree of its own, git would take any folder for the work tree of any repository.
    env::var_os("GIT_DIR").and(env::var_os("GIT_WORK_TREE"))?;
    let root = asked(folder, Environment::Kept, "--show-toplevel").ok()?;
    // Their work tree may be anywhere else; a folder outside of it is in no repository.
    folder.canonicalize().ok()?.starts_with(root.canonicalize().ok()?).then_some(root)
}

fn names_a_repository() -> bool {
    NAMING.iter().any(|name| env::var_os(name).is_some())
}

/// Reports whether the environment names the repository that git finds around a folder without it.
fn is_same(folder: &Path, root: &Path) -> Result<bool, GitError> {
    // Relative paths in these variables start where the program runs.
    let here = Path::new(".");
    let (Ok(named), Ok(top)) =
        (asked(here, Environment::Kept, "--absolute-git-dir"), asked(here, Environment::Kept, "--show-toplevel"))
    else {
        return Ok(false);
    };
    let own = asked(folder, Environment::Dropped, "--absolute-git-dir")?;
    // All three, since each may be named without the others.
    Ok(is_one(&named, &own) && is_one(&top, root) && index_is_in(&own))
}

fn is_one(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().is_some_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Reports whether the named index is not one of another repository: scripts may have an index of their own anywhere.
fn index_is_in(git_dir: &Path) -> bool {
    let Some(index) = env::var_os("GIT_INDEX_FILE").map(PathBuf::from) else { return true };
    match index.parent().filter(|_| index.is_absolute()) {
        // A folder with `HEAD` in it is git's own, of another repository here.
        Some(folder) => is_one(folder, git_dir) || !folder.join("HEAD").exists(),
        // A relative path starts at the root of the work tree, so it lies in the repository that is meant.
        None => true,
    }
}
