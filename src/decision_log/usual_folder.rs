//! The search for the folder for the ADRs of a repository.

use std::path::{Path, PathBuf};

use super::{
    config::configured,
    contained_path::inside,
    discover::discover,
    folder::{DEFAULT, Folder, FolderError, USUAL, open},
    progress::Progress,
};
use crate::decision::RepoPath;

/// Returns the folder for ADRs: the one that a tool's configuration names, else the likeliest one that holds ADRs (the others are
/// [named](Folder::beside)), else
/// the likeliest one that exists, else the only one that holds ADRs anywhere, else MADR's own.
///
/// # Errors
/// [`FolderError`] if a configuration names a folder outside the repository, or something that is not a folder, or if only folders
/// of unusual names hold ADRs, and several do.
pub fn find_folder(root: &Path) -> Result<Folder, FolderError> {
    // The first one: the project's own folder comes before those of its packages.
    if let Some(configured) = configured(root).next() {
        let because = format!("{} names it", configured.file);
        return open(root, &configured.folder, because).map_err(|error| match error {
            FolderError::Outside(why) => FolderError::Configured { file: configured.file, why },
            other => other,
        });
    }
    // A folder that cannot be used, as when a file has its name, is skipped.
    let usable =
        |path: &&str| Some((inside(root, path).ok()?, open(root, path, "it is there already".to_owned()).ok()?));
    let mut places: Vec<PathBuf> = Vec::new();
    let there = USUAL.iter().filter_map(usable).filter(|(place, folder)| {
        // On file systems that ignore case, and through links, two names may be one folder.
        let is_new = folder.exists && !places.contains(place);
        places.push(place.clone());
        is_new
    });
    let there: Vec<Folder> = there.map(|(_, folder)| folder).collect();
    let (holding, empty): (Vec<Folder>, Vec<Folder>) = there.into_iter().partition(|folder| numbered(folder) > 0);
    most_likely(holding).or_else(|| empty.into_iter().next()).map_or_else(|| elsewhere(root), Ok)
}

/// Returns the number of ADRs in a folder that have numbers.
fn numbered(folder: &Folder) -> usize {
    folder.entries.iter().filter(|entry| entry.number.is_some()).count()
}

/// Returns the folder of these, the likeliest name first, in which the team seems to write its ADRs today: that with the newest one, else
/// that with most.
fn most_likely(mut holding: Vec<Folder>) -> Option<Folder> {
    let newest = |folder: &Folder| folder.entries.iter().filter_map(|entry| entry.date).max();
    let rank = |folder: &Folder| (newest(folder), numbered(folder));
    // Of equal ones, the last is taken.
    let (at, _) = holding.iter().enumerate().rev().max_by_key(|(_, folder)| rank(folder))?;
    let chosen = holding.remove(at);
    let because = match numbered(&chosen) {
        _ if holding.iter().any(|other| newest(other) == newest(&chosen) && numbered(other) == numbered(&chosen)) => {
            "its name is the more usual one".to_owned()
        }
        _ if holding.iter().any(|other| newest(other) == newest(&chosen)) => "it holds most ADRs".to_owned(),
        _ if !holding.is_empty() => "it holds the newest ADR".to_owned(),
        1 => "it holds an ADR already".to_owned(),
        n => format!("it holds {n} ADRs already"),
    };
    let beside: Vec<RepoPath> = holding.into_iter().map(|folder| folder.path).collect();
    Some(Folder { because, beside, ..chosen })
}

/// Returns the only folder that holds ADRs, whatever its name: a team chose it, and numbers must not start over in a second one. Returns
/// MADR's own if there is none.
///
/// # Errors
/// [`FolderError::Several`] if there are several, as in a repository of many packages: people say which is meant.
fn elsewhere(root: &Path) -> Result<Folder, FolderError> {
    // Nobody else has this progress, so it is never cancelled.
    let found = discover(root, &Progress::default()).map(|found| found.folders).unwrap_or_default();
    let mut holding: Vec<Folder> = found.into_iter().filter(|folder| !folder.entries.is_empty()).collect();
    match (holding.pop(), holding.is_empty()) {
        (Some(only), true) => Ok(Folder { because: "no other folder holds ADRs".to_owned(), ..only }),
        (Some(last), false) => {
            holding.push(last);
            Err(FolderError::Several(holding.into_iter().map(|folder| folder.path).collect()))
        }
        (None, _) => {
            let why = "the repository has no folder for ADRs yet, and MADR keeps them there";
            open(root, DEFAULT, why.to_owned())
        }
    }
}
