//! The files that may link to an ADR, and the places where a sparse checkout leaves some of them out.

use std::{collections::BTreeSet, fs, path::Path};

use super::{
    discover::{DEEPEST, MOST_FOLDERS, is_searched},
    entry::is_markdown,
};
use crate::{
    decision::RepoPath,
    storage::{self, GitIndex},
};

/// Returns the Markdown and decision files of a repository, by path. Links are not followed.
pub(super) fn files(root: &Path) -> Vec<RepoPath> {
    let mut found = Vec::new();
    let mut waiting = vec![(RepoPath::default(), 0)];
    let mut seen = 0;
    while let Some((folder, depth)) = waiting.pop() {
        seen += 1;
        if seen > MOST_FOLDERS {
            break;
        }
        let Ok(files) = fs::read_dir(root.join(&folder)) else { continue };
        for file in files.flatten() {
            let Ok(name) = file.file_name().into_string() else { continue };
            let path = folder.file(&name);
            match file.file_type() {
                Ok(kind) if kind.is_dir() && depth < DEEPEST && is_searched(&name) => waiting.push((path, depth + 1)),
                Ok(kind) if kind.is_file() && is_pointing(&name) => found.push(path),
                _ => {}
            }
        }
    }
    found.sort();
    found
}

fn is_pointing(name: &str) -> bool {
    is_markdown(name) || storage::is_decision_file(name)
}

/// Returns the files that git has and leaves out of the work tree, from the root, in no order.
pub(super) fn left_out_files(index: &GitIndex) -> impl Iterator<Item = RepoPath> {
    index.left_out().filter_map(Path::to_str).map(RepoPath::from)
}

/// Maximum number of places that are named as not searched.
const MOST_NAMED: usize = 5;

/// Describes where a sparse checkout leaves out files that may link to the ADR, as sentences; `None` if it leaves out
/// no such file.
pub(super) fn not_searched(index: &GitIndex, adr: &RepoPath, old: u32) -> Option<String> {
    let may_point = |path: &RepoPath| is_pointing(path.file_name()) && is_searched_below_root(path);
    let folder_of = |path: RepoPath| Some(path.folder()).filter(|folder| !folder.is_empty()).unwrap_or(".".into());
    let folders: BTreeSet<RepoPath> = left_out_files(index).filter(may_point).map(folder_of).collect();
    // A checkout with a folder has the folders below it as well.
    let is_outermost = |folder: &&RepoPath| {
        !folders.iter().any(|other| *folder != other && Path::new(folder.as_str()).starts_with(other))
    };
    let outermost: Vec<&RepoPath> = folders.iter().filter(is_outermost).collect();
    if outermost.is_empty() {
        return None;
    }
    let named: Vec<String> = outermost.iter().take(MOST_NAMED).map(|folder| format!("`{folder}`")).collect();
    let more = outermost.len() - named.len();
    let more = if more > 0 { format!(" and in {more} more") } else { String::new() };
    // Patterns may leave out single files of a folder, which adding the folder would not bring.
    let way = if more.is_empty() && index.has_folders() {
        let folders: Vec<RepoPath> = outermost.into_iter().cloned().collect();
        format!("`{}`", index.checkout_command(&folders))
    } else {
        "`git sparse-checkout disable`".to_owned()
    };
    Some(format!(
        "Files in {}{more} are left out of this sparse checkout and were not searched: they may still name {adr} or its number \
         {old}. To change them as well, run {way} in the root of the repository before you renumber.",
        named.join(", ")
    ))
}

/// Reports whether the search for files that link to an ADR would reach a file, given from the root.
fn is_searched_below_root(path: &RepoPath) -> bool {
    let folder = path.folder();
    let folders: Vec<&str> = folder.split('/').filter(|name| !name.is_empty()).collect();
    folders.len() <= DEEPEST && folders.iter().all(|name| is_searched(name))
}
