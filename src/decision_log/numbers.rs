//! Numbers that are taken on other branches.

use std::path::Path;

use super::{
    entry::{is_markdown, number},
    file_id::FileId,
    folder::Folder,
    name::{next_number, one_more},
};
use crate::storage::{BranchFiles, Branches, MOST_BRANCHES, files_on_branches};

/// The number of the next ADR, and warnings about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NextNumber {
    /// One more than the highest in the folder and on every branch.
    pub number: u32,
    /// Warnings that another branch has taken the number that would be next here, as sentences.
    pub warnings: Vec<String>,
}

/// Returns the number after all in the folder and in the same folder on other local and remote branches, as far as git
/// knows them.
#[must_use]
pub fn next_number_of(root: &Path, folder: &Folder) -> NextNumber {
    next(root, folder, next_number(folder), &number)
}

/// Returns the same where numbers begin anew each year.
#[must_use]
pub(super) fn next_number_of_year(root: &Path, folder: &Folder, year: i16) -> NextNumber {
    let number = |file: &str| FileId::of(file).of_year.filter(|of| of.0 == year).map(|of| of.1);
    next(root, folder, one_more(folder.files().filter_map(|file| number(file))), &number)
}

/// Returns the number after all on branches, as `number` reads it in the names of files, and not below the one that is next `here`.
fn next(root: &Path, folder: &Folder, here: u32, number: &dyn Fn(&str) -> Option<u32>) -> NextNumber {
    let branches = files_on_branches(root, &folder.path);
    let taken = taken(&branches, folder, number);
    let number = here.max(one_more(taken.iter().map(|(number, ..)| *number)));
    let mut warnings = not_known(&branches);
    // Lower numbers do not matter, since they are not reused anyway.
    if let Some((of, file, branch)) = taken.iter().filter(|(of, ..)| *of >= here).min_by_key(|(of, ..)| *of) {
        warnings.push(format!("The number {of} is taken by {file} on the branch {branch}, so this ADR gets {number}."));
    }
    NextNumber { number, warnings }
}

/// Returns a warning if another branch gives the number of this ADR to another file.
pub(super) fn taken_elsewhere(root: &Path, folder: &Folder, name: &str) -> Option<String> {
    let mine = number(name)?;
    let branches = files_on_branches(root, &folder.path);
    let (_, file, branch) =
        taken(&branches, folder, &number).into_iter().find(|(of, file, _)| *of == mine && file != name)?;
    Some(format!(
        "The number {mine} is taken by {file} on the branch {branch}, too; the two will meet when it is merged."
    ))
}

/// Returns warnings about branches that git could not read, whose numbers may be taken again.
fn not_known(branches: &Branches) -> Vec<String> {
    const MOST: usize = 3;
    let mut warnings = Vec::new();
    if let Some(why) = &branches.refused {
        warnings.push(format!("Another branch may have this number: the branches could not be read, since {why}."));
    }
    if let Some(first) = branches.unread.get(..branches.unread.len().min(MOST)).filter(|first| !first.is_empty()) {
        let more = branches.unread.len() - first.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        warnings.push(format!(
            "Another branch may have this number: git did not read {}{more} in time, or could not read it. `git fsck` checks \
             the repository.",
            first.join(", ")
        ));
    }
    if branches.left_out {
        warnings.push(format!(
            "Another branch may have this number: only {MOST_BRANCHES} branches were checked, those with the newest commits \
             as far as git knows."
        ));
    }
    warnings
}

/// Returns the numbers on other branches of files that are not in the folder here, with file and branch.
fn taken(branches: &Branches, folder: &Folder, number: &dyn Fn(&str) -> Option<u32>) -> Vec<(u32, String, String)> {
    let mut taken = Vec::new();
    for BranchFiles { branch, files } in &branches.read {
        // A file that is also here has taken its number here already.
        for file in files.iter().filter(|file| is_markdown(file) && !folder.files().any(|known| known == *file)) {
            taken.extend(number(file).map(|number| (number, file.clone(), branch.clone())));
        }
    }
    taken
}
