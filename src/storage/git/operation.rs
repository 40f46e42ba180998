//! Unfinished operations of git, such as merges and rebases, and the commands that abort them.

use std::{
    env,
    fs::File,
    io::Read as _,
    path::{Component, Path, PathBuf},
};

use super::{super::atomic, repository::Repository};

/// Returns the file in the form that git knows, from the current folder. If a link leads to it, that is the name of the
/// file itself, since git has no copies of the link.
#[must_use]
pub fn known_to_git(file: &Path) -> PathBuf {
    let here = env::current_dir().and_then(|here| here.canonicalize());
    let (Ok(place), Ok(here)) = (file.canonicalize(), here) else { return file.to_owned() };
    let mut without_links = here.clone();
    for component in file.components() {
        match component {
            Component::ParentDir => {
                without_links.pop();
            }
            Component::CurDir => {}
            other => without_links.push(other),
        }
    }
    // A name without links stays as people wrote it.
    if without_links == place {
        return file.to_owned();
    }
    place.strip_prefix(&here).map_or_else(|_| place.clone(), Path::to_owned)
}

/// Returns the command that aborts the merge, the rebase or the like that left a file unmerged. Returns `None` if git
/// is in the middle of no operation, as after a stash that was applied or a switch with `-m`: then only the copies of
/// the conflict have what was not committed. Returns `None` too if people did work of their own in the stops of a
/// rebase, which `--abort` would discard.
pub(in crate::storage) fn way_back(file: &Path) -> Option<String> {
    let repository = Repository::around(atomic::folder_of(file)).ok()?;
    let told = repository.look().args(["rev-parse", "--absolute-git-dir"]).output().ok()?;
    let folder = super::look::path_of(told.trim_ascii_end().to_vec());
    let has = |mark: &str| folder.join(mark).exists();
    // A rebase picks commits as well, so it comes before picks; what is merged in one of its stops is no part of it.
    let operation = if has("rebase-apply/applying") {
        "am"
    } else if has("rebase-apply") || has("rebase-merge") && only_picks(&folder) {
        "rebase"
    } else if has("MERGE_HEAD") {
        "merge"
    } else if has("rebase-merge") {
        return None;
    } else if has("CHERRY_PICK_HEAD") {
        "cherry-pick"
    } else if has("REVERT_HEAD") {
        "revert"
    } else {
        return None;
    };
    Some(format!("git {operation} --abort"))
}

/// Reports whether a rebase has only picked commits so far. In any of its other stops people may have committed.
fn only_picks(folder: &Path) -> bool {
    const MOST: u64 = 1024 * 1024;
    const PICKS: [&str; 8] = ["pick", "p", "fixup", "f", "squash", "s", "drop", "d"];
    let mut done = Vec::new();
    let read = File::open(folder.join("rebase-merge/done")).and_then(|file| file.take(MOST).read_to_end(&mut done));
    // If the list is longer than is read, nobody knows what else was done.
    if read.is_err() || done.len() as u64 == MOST {
        return false;
    }
    let done = String::from_utf8_lossy(&done);
    let mut steps =
        done.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_whitespace().next());
    steps.all(|step| PICKS.contains(&step))
}
