//! A renumbering that has begun: a note beside the ADR, which goes when all is done. Where the program or the machine ends
//! in between, it says what to finish.
//!
//! The note has a folder of its own, in which a `.gitignore` keeps it out of git: it is about this work tree, and a commit of it
//! would tell others to finish what they never began.

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

/// The folder of the note, beside the ADR.
const FOLDER: &str = ".weigh-in-renumbering";

/// The note's name.
const NOTE: &str = "begun";

/// What keeps the folder out of git, wherever it is: git reads it in there.
const IGNORE: &str = ".gitignore";

/// The longest note: two names of files.
const MOST_BYTES: u64 = 1024;

/// An ADR that is to be called something else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Begun {
    /// The name of its file until now.
    pub from: String,
    /// The name of its file from now on.
    pub to: String,
    /// Whether only the file with the new name is there. Somebody may have deleted the old one, so links to it may be left.
    pub old_is_gone: bool,
}

impl Begun {
    /// What has begun in a folder, given from the root, and is not done.
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

    /// The command that finishes it.
    pub(super) fn way_on(&self, folder: &RepoPath) -> String {
        format!("`weigh-in renumber {} --yes`", shell_quoted(&folder.file(&self.from)))
    }

    /// The command that takes it back; none while both files are there, of which one has to be chosen first.
    pub(super) fn way_back(&self, folder: &RepoPath) -> Option<String> {
        let number = FileId::of(&self.from).number.filter(|_| self.old_is_gone)?;
        let to = folder.file(&self.to);
        Some(format!("`weigh-in renumber {} --to {number} --yes`", shell_quoted(&to)))
    }

    /// Whether giving an ADR a number, if one was asked for, comes to the end of what has begun.
    pub(super) fn is_ended_by(&self, root: &Path, folder: &RepoPath, file: &str, number: Option<u32>) -> bool {
        // Nothing was written yet where the new file is missing, so any number will do.
        let is_same = number.is_none() || number == FileId::of(&self.to).number || !is_file(root, folder, &self.to);
        let is_back =
            self.old_is_gone && self.to == file && number.is_some() && number == FileId::of(&self.from).number;
        self.from == file && is_same || is_back
    }

    /// Writes the note.
    ///
    /// # Errors
    /// [`ExportError::Write`] names the note, and says what is wrong with it.
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

    /// Takes the note away. If it cannot be deleted, it names a file that is gone, and is ignored.
    pub(super) fn end(root: &Path, folder: &RepoPath) {
        let Some(place) = note(root, folder) else { return };
        drop(fs::remove_file(&place));
        if !place.exists() {
            let own = atomic::folder_of(&place);
            drop(fs::remove_file(own.join(IGNORE)));
            // The system takes it away only if it is empty.
            drop(fs::remove_dir(own));
        }
    }
}

fn is_file(root: &Path, folder: &RepoPath, name: &str) -> bool {
    inside(root, &folder.file(name)).is_ok_and(|place| place.is_file())
}

/// Where the note is: never behind a link, and never a pipe.
fn note(root: &Path, folder: &RepoPath) -> Option<PathBuf> {
    let own = inside(root, folder).ok()?.join(FOLDER);
    let place = own.join(NOTE);
    let is_free = own.symlink_metadata().map_or(true, |about| about.is_dir())
        && place.symlink_metadata().map_or(true, |about| about.is_file());
    is_free.then_some(place)
}
