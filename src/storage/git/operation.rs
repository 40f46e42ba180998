//! What git is in the middle of, and how people give it up.

use std::path::Path;

use super::{super::atomic, repository::Repository};
use crate::decision::text::shell_path;

/// The command that gives up what left a file unmerged: a merge, a rebase or the like as a whole; where git is in the middle of none,
/// as after a stash that was applied, what came into the file. None where git cannot be asked.
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
    Some(match under_way {
        Some((_, operation)) => format!("git {operation} --abort"),
        None => format!("git checkout HEAD -- {}", shell_path(&file.to_string_lossy())),
    })
}
