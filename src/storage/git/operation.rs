//! What git is in the middle of, and how people give it up.

use std::{
    env,
    path::{Component, Path, PathBuf},
};

use super::{super::atomic, look::MOST_BYTES, repository::Repository, revision::bytes_at};
use crate::decision::text::shell_path;

/// The file as a command of git takes it, from the current folder: where a link leads to it, the name that git knows, since of the
/// link itself it has no copies.
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
    // A name stays as people wrote it.
    if without_links == place {
        return file.to_owned();
    }
    place.strip_prefix(&here).map_or_else(|_| place.clone(), Path::to_owned)
}

/// The command that gives up what left a file unmerged: a merge, a rebase or the like as a whole; where git is in the middle of none,
/// as after a stash that was applied, what came into the file. None where git cannot be asked, or where what was committed has markers
/// itself.
pub(in crate::storage) fn way_back(file: &Path) -> Option<String> {
    let repository = Repository::around(atomic::folder_of(file)).ok()?;
    let told = repository.look().args(["rev-parse", "--absolute-git-dir"]).output().ok()?;
    let folder = super::look::path_of(told.trim_ascii_end().to_vec());
    // A rebase picks commits as well, so it comes first.
    let operations = [
        ("rebase-merge", "rebase"),
        ("rebase-apply/applying", "am"),
        ("rebase-apply", "rebase"),
        ("MERGE_HEAD", "merge"),
        ("CHERRY_PICK_HEAD", "cherry-pick"),
        ("REVERT_HEAD", "revert"),
    ];
    let under_way = operations.into_iter().find(|(mark, _)| folder.join(mark).exists());
    if let Some((_, operation)) = under_way {
        return Some(format!("git {operation} --abort"));
    }
    let committed = bytes_at(file, "HEAD", MOST_BYTES).ok()?;
    let is_sound = !committed.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"<<<<<<<"));
    is_sound.then(|| format!("git checkout HEAD -- {}", shell_path(&known_to_git(file).to_string_lossy())))
}
