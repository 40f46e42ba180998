//! The search for the folder for the ADRs of a repository.

use std::path::Path;

use super::{
    config::configured,
    discover::discover,
    folder::{DEFAULT, Folder, FolderError, USUAL, open},
    progress::Progress,
};

/// Returns the folder for ADRs: the one that a tool's configuration names, else the likeliest one that holds ADRs, else
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
    let there: Vec<Folder> = USUAL
        .iter()
        .filter_map(|path| open(root, path, "it is there already".to_owned()).ok().filter(|folder| folder.exists))
        .collect();
    let with_adrs = there.iter().find(|folder| folder.entries.iter().any(|entry| entry.number.is_some()));
    match with_adrs.or(there.first()) {
        Some(folder) => {
            let because = match folder.entries.iter().filter(|entry| entry.number.is_some()).count() {
                0 => folder.because.clone(),
                1 => "it holds an ADR already".to_owned(),
                n => format!("it holds {n} ADRs already"),
            };
            Ok(Folder { because, ..folder.clone() })
        }
        None => elsewhere(root),
    }
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
