//! Carrying out a plan.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    entry::{names_in, number},
    export_error::{ExportError, changed_meanwhile},
    file::{read, readable},
    file_change::FileChange,
    file_id::place_of,
    plan::Plan,
};
use crate::{
    decision::RepoPath,
    storage::{self, FOR_A_SAVE, FOR_AN_EXPORT, Held, atomic},
};

/// Carries out a plan: creates the folders and writes the files, each in one step, and all of them or none.
///
/// Several programs that do this at a time do it one after the other. Every file is read again first, even if it has
/// the right text already and is left alone, and once more while its folder is locked, as a save locks it: if any has
/// changed since the plan was made, nothing is written. An existing file is changed only with `replace`. If a file
/// cannot be written, those before it are restored.
///
/// # Errors
/// [`ExportError`] with the reason why the plan was not carried out.
pub fn write(plan: &Plan, replace: bool) -> Result<(), ExportError> {
    write_held(plan, replace, &hold(&plan.root))
}

/// A lock on a repository, to which no other program exports until this is dropped, if the system supports that.
#[derive(Debug)]
pub struct HeldRepository {
    held: Option<Held>,
    folder: PathBuf,
}

impl HeldRepository {
    /// Locks a folder for a save as well, unless it is the one that is locked already.
    fn also(&self, folder: &Path) -> Option<Held> {
        // A second lock on the same folder would wait in vain for this one.
        let is_held = self.held.is_some() && folder.canonicalize().is_ok_and(|folder| folder == self.folder);
        if is_held { None } else { storage::hold(folder, FOR_A_SAVE) }
    }
}

/// Locks a repository, so that a plan for it can be written before anything else is.
#[must_use]
pub fn hold(root: &Path) -> HeldRepository {
    // Records lock the folder that they are in, which may be the root.
    let git = root.join(".git");
    let folder = if git.exists() { &git } else { root };
    let held = storage::hold(folder, FOR_AN_EXPORT);
    HeldRepository { held, folder: folder.canonicalize().unwrap_or_default() }
}

/// Does the same as [`write()`] in a repository that is locked already, best since before the plan was made.
///
/// # Errors
/// [`ExportError`] with the reason why the plan was not carried out.
pub fn write_held(plan: &Plan, replace: bool, held: &HeldRepository) -> Result<(), ExportError> {
    let checked = plan.changes.iter().map(|change| {
        let place = checked_place(&plan.root, change, replace || change.is_unchanged())?;
        Ok((change, place))
    });
    // Unchanged files too: the caller gives them to git as they were.
    let checked = checked.collect::<Result<Vec<_>, ExportError>>()?;
    let (changes, places): (Vec<_>, Vec<_>) = checked.into_iter().filter(|(change, _)| !change.is_unchanged()).unzip();
    // After the comparison: a file that has changed meanwhile may have other sections by hand.
    if let (Some(adr), false) = (plan.changes.first(), plan.undecided.is_empty()) {
        return Err(ExportError::ByHand { path: adr.path.clone(), parts: plan.undecided.clone() });
    }
    // An existing ADR keeps its number, even if another has it.
    if let Some(adr) = plan.changes.first().filter(|adr| adr.before.is_none()) {
        number_is_free(&plan.root, &adr.path)?;
    }
    write_places(&changes, places, held, &|_| None).map(drop)
}

/// Refuses a number that somebody else has taken since the plan was made. One that was taken before is a warning of the
/// plan.
fn number_is_free(root: &Path, path: &RepoPath) -> Result<(), ExportError> {
    let (folder, name) = place_of(path);
    let Some(mine) = number(name) else { return Ok(()) };
    let place = inside(root, &folder)?;
    let mut others = names_in(&place).filter(|other| other != name && number(other) == Some(mine));
    match others.next() {
        Some(other) => Err(ExportError::NumberTaken { number: mine, file: other }),
        None => Ok(()),
    }
}

/// Files that were written, and can be restored.
pub(super) struct Written<'a> {
    done: Vec<(&'a FileChange, PathBuf)>,
    /// Folders that were created for them, each before those in it.
    folders: Vec<PathBuf>,
    held: &'a HeldRepository,
}

/// Writes files, all of them or none; see [`write()`]. A new file for which `like` returns another gets the rights of
/// that one.
pub(super) fn write_changes<'a>(
    root: &Path,
    changes: &[&'a FileChange],
    like: &dyn Fn(&FileChange) -> Option<PathBuf>,
    held: &'a HeldRepository,
) -> Result<Written<'a>, ExportError> {
    write_places(changes, checked_places(root, changes, true)?, held, like)
}

fn write_places<'a>(
    changes: &[&'a FileChange],
    places: Vec<PathBuf>,
    held: &'a HeldRepository,
    like: &dyn Fn(&FileChange) -> Option<PathBuf>,
) -> Result<Written<'a>, ExportError> {
    let mut written = Written { done: Vec::new(), folders: Vec::new(), held };
    for (change, place) in changes.iter().zip(places) {
        let folders = written.make_folders(&place);
        let done = folders.and_then(|()| match &change.before {
            Some(before) => replace_text(&place, before, &change.after, held),
            None => match like(change) {
                Some(other) => atomic::create_like(&place, change.after.as_bytes(), &other).map(|()| true),
                None => atomic::create(&place, change.after.as_bytes()).map(|()| true),
            },
        });
        let path = change.path.clone();
        match done {
            Ok(true) => written.done.push((change, place)),
            Ok(false) => return Err(changed_meanwhile(path, written.restore())),
            Err(error) => return Err(ExportError::Write { path, error, not_restored: written.restore() }),
        }
    }
    Ok(written)
}

/// Replaces the text of a file; returns false if the file no longer holds the old one. A program that saves a record
/// there locks its folder, too.
fn replace_text(place: &Path, old: &str, new: &str, held: &HeldRepository) -> io::Result<bool> {
    let ready = atomic::prepare(place, new.as_bytes())?;
    let _held = held.also(ready.folder());
    // With the folder locked, so that nobody saves between this comparison and the rename.
    let is_old = holds_text(place, old);
    if is_old {
        ready.put()?;
    }
    Ok(is_old)
}

pub(super) fn holds_text(place: &Path, text: &str) -> bool {
    read(place, "").is_ok_and(|there| there.as_deref() == Some(text))
}

impl Written<'_> {
    /// Creates the folders that a file lies in.
    fn make_folders(&mut self, place: &Path) -> io::Result<()> {
        let missing: Vec<&Path> = place.ancestors().skip(1).take_while(|folder| !folder.exists()).collect();
        self.folders.extend(missing.into_iter().rev().map(Path::to_owned));
        place.parent().map_or(Ok(()), fs::create_dir_all)
    }

    /// Restores the files, and removes the folders that are empty. Returns the files that could not be restored.
    pub(super) fn restore(self) -> Vec<RepoPath> {
        let Self { done, folders, held } = self;
        let lost = done.into_iter().rev().filter(|(change, place)| !is_restored(change, place, held));
        let lost = lost.map(|(change, _)| change.path.clone()).collect();
        // The system removes no folder that somebody has put a file into.
        folders.iter().rev().for_each(|folder| drop(fs::remove_dir(folder)));
        lost
    }
}

/// Restores a file, unless somebody has changed it since.
fn is_restored(change: &FileChange, place: &Path, held: &HeldRepository) -> bool {
    match &change.before {
        Some(before) => replace_text(place, &change.after, before, held).unwrap_or(false),
        // Somebody may have added text to it, which must stay.
        None => holds_text(place, &change.after) && fs::remove_file(place).is_ok(),
    }
}

/// Returns the paths of files, after checking that they may be written.
fn checked_places(root: &Path, changes: &[&FileChange], replace: bool) -> Result<Vec<PathBuf>, ExportError> {
    changes.iter().map(|change| checked_place(root, change, replace)).collect()
}

fn checked_place(root: &Path, change: &FileChange, replace: bool) -> Result<PathBuf, ExportError> {
    readable(&change.path, &change.after)?;
    let place = inside(root, &change.path)?;
    if read(&place, &change.path)? != change.before {
        return Err(ExportError::ChangedMeanwhile(change.path.clone()));
    }
    if change.before.is_some() && !replace {
        return Err(ExportError::Exists(change.path.clone()));
    }
    Ok(place)
}
