//! A renumbering that has begun: a note in the folder of the ADR, which goes when all is done. Where the program or the
//! machine ends in between, it says what to finish.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{contained_path::inside, file::read_up_to};
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
        let is_there = inside(root, &RepoPath(folder).file(from)).is_ok_and(|place| place.is_file());
        // The note may come with a stranger's repository, so it must not name a place elsewhere.
        let are_names = [from, to].iter().all(|name| !name.contains(['/', '\\', '\n', '\r']));
        (are_names && is_there).then(|| Self { from: from.to_owned(), to: to.to_owned() })
    }

    /// Writes the note.
    pub(super) fn begin(&self, root: &Path, folder: &str) -> io::Result<()> {
        let place = note(root, folder).ok_or(io::ErrorKind::NotFound)?;
        atomic::write(&place, format!("{}\n{}\n", self.from, self.to).as_bytes())
    }

    /// Takes the note away. If it cannot be deleted, it names a file that is gone, and is ignored.
    pub(super) fn end(root: &Path, folder: &str) {
        if let Some(place) = note(root, folder) {
            drop(fs::remove_file(place));
        }
    }
}

/// Where the note is: never behind a link, and never a pipe.
fn note(root: &Path, folder: &str) -> Option<PathBuf> {
    let place = inside(root, folder).ok()?.join(NOTE);
    let is_free = place.symlink_metadata().map_or(true, |about| about.is_file());
    is_free.then_some(place)
}
