//! The note about an unfinished renumbering, beside the ADR. It is deleted when all is done. If the program or the
//! machine stops before that, it says what to finish.
//!
//! The note has a folder of its own, in which a `.gitignore` keeps it out of git: it is about this work tree, and in a
//! commit it would ask others to finish what they never began.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    contained_path::inside,
    export_error::ExportError,
    file::read_up_to,
    file_id::{FileId, new_name},
};
use crate::{
    decision::{RepoPath, text::shell_quoted},
    storage::atomic,
};

/// Name of the note's folder, beside the ADR.
const FOLDER: &str = ".weigh-in-renumbering";

/// Name of the note.
const NOTE: &str = "begun";

/// File that keeps the folder out of git, whatever folder it is in: git reads it there.
const IGNORE: &str = ".gitignore";

/// Maximum size of the note, in bytes: two names of files.
const MOST_BYTES: u64 = 1024;

/// An ADR whose file is being renamed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// Old name of its file.
    pub from: String,
    /// New name of its file.
    pub to: String,
    /// Whether only the file with the new name exists. Somebody may have deleted the old one, so links to it may be
    /// left.
    pub old_is_gone: bool,
}

impl Begun {
    /// Reads the unfinished renumbering of a folder, given from the root; `None` if there is none, or the note is not
    /// valid.
    pub(super) fn of(root: &Path, folder: &RepoPath) -> Option<Self> {
        let bytes = read_up_to(&note(root, folder)?, MOST_BYTES).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (from, to) = text.trim_end().split_once('\n')?;
        // The note may come with a stranger's repository, so it must not name a place elsewhere, or another ADR.
        let are_names = [from, to].iter().all(|name| !name.contains(['/', '\\', '\n', '\r']));
        let id = FileId::of(from);
        let is_same_adr = id.number.is_some() && new_name(from, &id.id, FileId::of(to).number?) == to;
        if !are_names || !is_same_adr {
            return None;
        }
        let [old_is_there, new_is_there] = [from, to].map(|name| is_file(root, folder, name));
        let begun = Self { from: from.to_owned(), to: to.to_owned(), old_is_gone: !old_is_there };
        (old_is_there || new_is_there).then_some(begun)
    }

    /// Returns the command that finishes it.
    pub(super) fn way_on(&self, folder: &RepoPath) -> String {
        format!("`weigh-in renumber {} --yes`", shell_quoted(&folder.file(&self.from)))
    }

    /// Returns the command that takes it back; `None` while both files exist, of which one has to be chosen first.
    pub(super) fn way_back(&self, folder: &RepoPath) -> Option<String> {
        let number = FileId::of(&self.from).number.filter(|_| self.old_is_gone)?;
        let to = folder.file(&self.to);
        Some(format!("`weigh-in renumber {} --to {number} --yes`", shell_quoted(&to)))
    }

    /// Reports whether renumbering this file, to `number` if one was asked for, finishes or takes back what has begun.
    pub(super) fn is_ended_by(&self, root: &Path, folder: &RepoPath, file: &str, number: Option<u32>) -> bool {
        // Nothing was written yet if the new file is missing, so any number will do.
        let is_same = number.is_none() || number == FileId::of(&self.to).number || !is_file(root, folder, &self.to);
        let is_back =
            self.old_is_gone && self.to == file && number.is_some() && number == FileId::of(&self.from).number;
        self.from == file && is_same || is_back
    }

    /// Writes the note.
    ///
    /// # Errors
    /// [`ExportError::Write`] with the folder of the note and the reason.
    pub(super) fn begin(&self, root: &Path, folder: &RepoPath) -> Result<(), ExportError> {
        let text = format!("{}\n{}\n", self.from, self.to);
        let written = note(root, folder)
            .ok_or_else(|| io::Error::other("it is a link, a file or a device; delete it, and renumber again"))
            .and_then(|place| {
                let own = atomic::folder_of(&place);
                fs::create_dir_all(own)?;
                atomic::write(&own.join(IGNORE), b"*\n")?;
                atomic::write(&place, text.as_bytes())
            });
        let path = folder.file(FOLDER);
        written.map_err(|error| {
            Self::end(root, folder);
            ExportError::Write { path, error, not_restored: Vec::new() }
        })
    }

    /// Deletes the note. If it cannot be deleted, it names a file that no longer exists, and is ignored.
    pub(super) fn end(root: &Path, folder: &RepoPath) {
        let Some(place) = note(root, folder) else { return };
        drop(fs::remove_file(&place));
        if !place.exists() {
            let own = atomic::folder_of(&place);
            drop(fs::remove_file(own.join(IGNORE)));
            // The system deletes it only if it is empty.
            drop(fs::remove_dir(own));
        }
    }
}

fn is_file(root: &Path, folder: &RepoPath, name: &str) -> bool {
    inside(root, &folder.file(name)).is_ok_and(|place| place.is_file())
}

/// Returns the path of the note; `None` if it or its folder is a link, a pipe or the like.
fn note(root: &Path, folder: &RepoPath) -> Option<PathBuf> {
    let own = inside(root, folder).ok()?.join(FOLDER);
    let place = own.join(NOTE);
    let is_free = own.symlink_metadata().map_or(true, |about| about.is_dir())
        && place.symlink_metadata().map_or(true, |about| about.is_file());
    is_free.then_some(place)
}
