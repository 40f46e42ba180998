//! Recovery files of programs that ended without saving.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use super::{BROKEN, ENDING, LOCK, Note, note, place::beside};
use crate::{
    decision::{Decision, differences},
    storage::{
        Content, Fingerprint, OnDisk, ReadError, atomic,
        decision_file::read_text,
        on_disk::{look, open},
        rights,
    },
};

/// Maximum number of files that are read at one start. The rest waits for the next.
const MOST: usize = 20;

/// A recovery file, locked so that no other window offers it.
#[derive(Debug)]
pub struct Left {
    file: PathBuf,
    _lock: Option<File>,
}

/// The state of the decision file of recovered work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStanding {
    /// The work was never saved to a file.
    NeverSaved,
    /// The file is as it was when the work began.
    AsItWas,
    /// Somebody has changed the file since.
    Changed,
    /// The file is gone.
    Gone,
    /// The file exists, but cannot be read.
    Unreadable,
}

/// Work that was not saved.
#[derive(Debug)]
pub struct Recovered {
    /// Its recovery file.
    pub left: Left,
    /// The record.
    pub decision: Decision,
    /// Decision file that it belongs to, and time when it was written.
    pub note: Note,
    /// State of its decision file.
    pub standing: FileStanding,
    /// Record in that file, with the file's fingerprint; `None` if no record can be read there.
    pub saved: Option<(Decision, Fingerprint)>,
    /// Differences from that file, a sentence each.
    pub differences: Vec<String>,
}

/// The result of a search for recovery files.
#[derive(Debug, Default)]
pub struct Found {
    /// Recovered work, the latest first.
    pub works: Vec<Recovered>,
    /// Descriptions of files that could not be read, in a sentence or two each. The files were set aside.
    pub broken: Vec<String>,
}

/// Searches a folder for recovery files, and locks those that are not in use. Deletes files that do not differ from
/// their decision file, sets aside those that cannot be read, and removes the rights of others; changes nothing else.
#[must_use]
pub fn find(folder: &Path) -> Found {
    let mut found = Found::default();
    let Ok(entries) = fs::read_dir(folder) else { return found };
    // Before any file is read: until then others may look into the folder.
    rights::narrow_own(folder);
    let mut names: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    // The order in which a folder is read differs between file systems.
    names.sort();
    for file in names.iter().filter(|file| file.symlink_metadata().is_ok_and(|about| about.is_file())) {
        rights::narrow_own(file);
    }
    for file in names.iter().filter(|path| has_ending(path, ENDING)).take(MOST) {
        let Some(left) = Left::hold(file) else { continue };
        match read(left) {
            Ok(Some(work)) => found.works.push(work),
            Ok(None) => {}
            Err(words) => found.broken.push(words),
        }
    }
    // A program that was killed after its work was saved leaves only its lock behind.
    for lock in names.iter().filter(|path| has_ending(path, LOCK) && !beside(path, ENDING).exists()) {
        tidy(lock);
    }
    found.works.sort_by_key(|work| std::cmp::Reverse(work.note.written));
    found
}

fn has_ending(path: &Path, ending: &str) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(ending))
}

impl Left {
    /// Locks a recovery file; returns `None` if it is in use.
    fn hold(file: &Path) -> Option<Self> {
        let lock = lock(&beside(file, LOCK))?;
        // The program that held it before may have discarded it.
        file.exists().then(|| Self { file: file.to_owned(), _lock: lock })
    }

    /// Returns the path of the recovery file, by which it is known as well.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Deletes the recovery file and its lock.
    pub fn discard(self) {
        // One that cannot be deleted is offered again.
        // The file before its lock: without the lock another program would offer the file.
        if fs::remove_file(&self.file).is_ok() {
            drop(fs::remove_file(beside(&self.file, LOCK)));
        }
    }
}

/// Takes a lock: `None` if another program has it, `Some(None)` if locks are not supported, so that nobody can.
#[expect(clippy::option_option, reason = "the three cases are named above")]
fn lock(path: &Path) -> Option<Option<File>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match new_lock(path) {
            Ok(file) => file,
            // Another program has just created it.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return None,
            // In a read-only folder, for example, the work is offered without a lock.
            Err(_) => return Some(None),
        },
        Err(_) => return Some(None),
        Ok(file) => file,
    };
    match file.try_lock() {
        // Its holder may have deleted it meanwhile, and a deleted lock guards nothing.
        Ok(()) => path.exists().then_some(Some(file)),
        Err(fs::TryLockError::WouldBlock) => None,
        Err(fs::TryLockError::Error(_)) => Some(None),
    }
}

fn new_lock(path: &Path) -> io::Result<File> {
    let name = path.file_name().unwrap_or_default();
    let folder = path.parent().unwrap_or(Path::new(""));
    // Without a random part the name is exact, and this fails if the lock exists.
    let made = tempfile::Builder::new().prefix(name).rand_bytes(0).tempfile_in(folder)?;
    made.keep().map(|(file, _)| file).map_err(|error| error.error)
}

/// Deletes a lock that nobody holds and that guards nothing.
fn tidy(path: &Path) {
    if let Ok(file) = File::open(path)
        && file.try_lock().is_ok()
    {
        drop(fs::remove_file(path));
    }
}

fn read(left: Left) -> Result<Option<Recovered>, String> {
    let text = read_text(&left.file);
    let (loaded, note) = match text.and_then(|text| note::from_text(&text)) {
        Ok(read) => read,
        Err(error) => return Err(set_aside(left, &error)),
    };
    // The file stays where it is, since setting it aside would hide it from the newer version.
    if loaded.newer.is_some() {
        return Err(format!(
            "{} was written by a newer version of Weigh-In. It was left where it is: update Weigh-In to recover it.",
            left.file.display()
        ));
    }
    let (standing, saved) = standing(&note);
    let nothing = Decision::new(loaded.decision.id.clone(), loaded.decision.created);
    let differences = differences(saved.as_ref().map_or(&nothing, |(saved, _)| saved), &loaded.decision);
    if differences.is_empty() && saved.is_some() {
        // The program ended between saving the work and removing this file.
        left.discard();
        return Ok(None);
    }
    Ok(Some(Recovered { left, decision: loaded.decision, note, standing, saved, differences }))
}

fn standing(note: &Note) -> (FileStanding, Option<(Decision, Fingerprint)>) {
    let Some(file) = &note.file else { return (FileStanding::NeverSaved, None) };
    match look(file, note.print.as_ref()) {
        OnDisk::Gone => (FileStanding::Gone, None),
        OnDisk::Unreadable(_) => (FileStanding::Unreadable, None),
        OnDisk::Changed(content, print) => match whole_record(*content) {
            Some(decision) => (FileStanding::Changed, Some((decision, print))),
            None => (FileStanding::Unreadable, None),
        },
        OnDisk::Same(print) => {
            let saved = open(file).ok().and_then(|(content, _)| whole_record(content));
            (FileStanding::AsItWas, saved.map(|saved| (saved, print)))
        }
    }
}

/// Returns the record in a file; `None` for an unfinished merge, or a record of a newer format.
fn whole_record(content: Content) -> Option<Decision> {
    match content {
        Content::Record(loaded) if loaded.newer.is_none() => Some(loaded.decision),
        _ => None,
    }
}

fn set_aside(left: Left, error: &ReadError) -> String {
    let aside = beside(&left.file, BROKEN);
    // A copy first, and only then the deletion: a failure leaves the work where it was.
    let kept = fs::read(&left.file).and_then(|bytes| atomic::write_private(&aside, &bytes));
    match kept {
        Ok(()) => {
            left.discard();
            format!("{} It was kept as {}.", error.summary(), aside.display())
        }
        Err(_) => format!("{} It is {}.", error.summary(), left.file.display()),
    }
}
