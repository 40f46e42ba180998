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
    /// People changed the ADR by hand, and nobody said whose text stays.
    #[error(
        "`{path}` was changed by hand in: {}; say for each whose text stays, theirs, ours or both",
        parts.join(", ")
    )]
    ByHand {
        /// The ADR, from the root of the repository.
        path: String,
        /// The headings of the sections.
        parts: Vec<String>,
    },
    /// A file is not what it was when the plan was made.
    #[error("`{0}` has changed meanwhile; look at the difference again")]
    ChangedMeanwhile(String),
    /// A file would be outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// What is at a file's place cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// A file or its folder could not be written. The files before it in the plan are as they were, but for those named.
    #[error("`{path}` could not be written: {error}{}", left(not_restored))]
    Write {
        /// The file, from the root of the repository.
        path: String,
        /// What the operating system says.
        error: io::Error,
        /// Files that were written before, and could not be made what they were.
        not_restored: Vec<String>,
    },
}

fn left(not_restored: &[String]) -> String {
    match not_restored {
        [] => "; nothing was changed".to_owned(),
        files => format!("; {} had been written already and could not be restored, so look at it", files.join(", ")),
    }
}

/// Carries out a plan: makes the folders and writes the files, each in one step, and all of them or none.
///
/// Every file is read again first. What is not as it was when the plan was made stays untouched, and a file that is
/// there is changed only if `replace` says so. Files that say already what they should are left alone. Where a file cannot
/// be written, those before it are made what they were.
///
/// # Errors
/// [`ExportError`] says what kept the plan from being carried out.
pub fn write(plan: &Plan, replace: bool) -> Result<(), ExportError> {
    let changes: Vec<&FileChange> = plan.changes.iter().filter(|change| !change.is_unchanged()).collect();
    let places: Vec<PathBuf> =
        changes.iter().map(|change| checked_place(plan, change, replace)).collect::<Result<_, _>>()?;
    if let (Some(adr), false) = (plan.changes.first(), plan.undecided.is_empty()) {
        return Err(ExportError::ByHand { path: adr.path.clone(), parts: plan.undecided.clone() });
    }
    let mut done: Vec<(&FileChange, &PathBuf)> = Vec::new();
    for (change, place) in changes.into_iter().zip(&places) {
        let folders = place.parent().map_or(Ok(()), fs::create_dir_all);
        if let Err(error) = folders.and_then(|()| atomic::write(place, change.after.as_bytes())) {
            let not_restored = done.into_iter().rev().filter(|done| restore(done).is_err());
            let not_restored = not_restored.map(|(change, _)| change.path.clone()).collect();
            return Err(ExportError::Write { path: change.path.clone(), error, not_restored });
        }
        done.push((change, place));
    }
    Ok(())
}

/// Makes a file what it was before it was written.
fn restore((change, place): &(&FileChange, &PathBuf)) -> io::Result<()> {
    match &change.before {
        Some(before) => atomic::write(place, before.as_bytes()),
        None => fs::remove_file(place),
    }
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
