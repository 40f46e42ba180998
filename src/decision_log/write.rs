//! Carrying out a plan.

use std::{fs, io, path::PathBuf};

use super::{
    file::{Unreadable, read},
    inside::{Outside, inside},
    plan::{FileChange, Plan},
};
use crate::storage::atomic;

/// Why a plan was not carried out. Unless it says otherwise, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// A file is there, and replacing it was not asked for.
    #[error("`{0}` is there already and would change; look at the difference, then say that it may be replaced")]
    Exists(String),
    /// A file is not what it was when the plan was made.
    #[error("`{0}` has changed meanwhile; look at the difference again")]
    ChangedMeanwhile(String),
    /// The ADR would be outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// What is at the ADR's place cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file or its folder could not be written. Files before it in the plan were.
    #[error("`{path}` could not be written: {error}")]
    Write {
        /// The file, from the root of the repository.
        path: String,
        /// What the operating system says.
        error: io::Error,
    },
}

/// Carries out a plan: makes the folders and writes the files, each in one step.
///
/// Every file is read again first. What is not as it was when the plan was made stays untouched, and a file that is
/// there is changed only if `replace` says so. Files that say already what they should are left alone.
///
/// # Errors
/// [`ExportError`] says what kept the plan from being carried out.
pub fn write(plan: &Plan, replace: bool) -> Result<(), ExportError> {
    let changes: Vec<&FileChange> = plan.changes.iter().filter(|change| !change.is_unchanged()).collect();
    let places: Vec<PathBuf> =
        changes.iter().map(|change| checked_place(plan, change, replace)).collect::<Result<_, _>>()?;
    for (change, place) in changes.into_iter().zip(places) {
        let folders = place.parent().map_or(Ok(()), fs::create_dir_all);
        folders
            .and_then(|()| atomic::write(&place, change.after.as_bytes()))
            .map_err(|error| ExportError::Write { path: change.path.clone(), error })?;
    }
    Ok(())
}

/// Where a file goes, once it is sure that it may.
fn checked_place(plan: &Plan, change: &FileChange, replace: bool) -> Result<PathBuf, ExportError> {
    let place = inside(&plan.root, &change.path)?;
    if read(&place, &change.path)? != change.before {
        return Err(ExportError::ChangedMeanwhile(change.path.clone()));
    }
    if change.before.is_some() && !replace {
        return Err(ExportError::Exists(change.path.clone()));
    }
    Ok(place)
}
