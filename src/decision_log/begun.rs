//! A renumbering that has begun: a note in the folder of the ADR, which goes when all is done. Where the program or the
//! machine ends in between, it says what to finish.

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
use crate::{adr::RepoPath, storage::atomic};

/// The note's name.
const NOTE: &str = ".weigh-in-renumbering";

/// The longest note: two names of files.
const MOST_BYTES: u64 = 1024;

/// An ADR that is to be called something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The name of its file until now.
    pub from: String,
    /// The name of its file from now on.
    pub to: String,
}

impl Begun {
    /// What has begun in a folder, given from the root, and is not done.
    pub(super) fn of(root: &Path, folder: &str) -> Option<Self> {
        let bytes = read_up_to(&note(root, folder)?, MOST_BYTES).ok()?;
        let text = String::from_utf8(bytes).ok()?;
        let (from, to) = text.trim_end().split_once('\n')?;
        // The note may come with a stranger's repository, so it must not name a place elsewhere, or another ADR.
        let are_names = [from, to].iter().all(|name| !name.contains(['/', '\\', '\n', '\r']));
        let id = FileId::of(from);
        let is_same_adr = id.number.is_some() && new_name(from, &id.id, FileId::of(to).number?) == to;
        let begun = Self { from: from.to_owned(), to: to.to_owned() };
        (are_names && is_same_adr && is_file(root, folder, from)).then_some(begun)
    }

    /// Whether giving an ADR a number, if one was asked for, comes to the end of what has begun.
    pub(super) fn is_ended_by(&self, root: &Path, folder: &str, file: &str, number: Option<u32>) -> bool {
        // Nothing was written yet where the new file is missing, so any number will do.
        let is_same = number.is_none() || number == FileId::of(&self.to).number || !is_file(root, folder, &self.to);
        self.from == file && is_same
    }

    /// Writes the note.
    ///
    /// # Errors
    /// [`ExportError::Write`] names the note, and says what is wrong with it.
    pub(super) fn begin(&self, root: &Path, folder: &str) -> Result<(), ExportError> {
        let text = format!("{}\n{}\n", self.from, self.to);
        let written = note(root, folder)
            .ok_or_else(|| io::Error::other("it is a link, a folder or a device; delete it, and renumber again"))
            .and_then(|place| atomic::write(&place, text.as_bytes()));
        let path = RepoPath(folder).file(NOTE);
        written.map_err(|error| ExportError::Write { path, error, not_restored: Vec::new() })
    }

    /// Takes the note away. If it cannot be deleted, it names a file that is gone, and is ignored.
    pub(super) fn end(root: &Path, folder: &str) {
        if let Some(place) = note(root, folder) {
            drop(fs::remove_file(place));
        }
    }
}

fn is_file(root: &Path, folder: &str, name: &str) -> bool {
    inside(root, &RepoPath(folder).file(name)).is_ok_and(|place| place.is_file())
}

/// Where the note is: never behind a link, and never a pipe.
fn note(root: &Path, folder: &str) -> Option<PathBuf> {
    let place = inside(root, folder).ok()?.join(NOTE);
    let is_free = place.symlink_metadata().map_or(true, |about| about.is_file());
    is_free.then_some(place)
}
