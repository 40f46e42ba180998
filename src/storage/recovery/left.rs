//! What programs that ended without saving have left.

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

/// How many are read at one start. The rest waits for the next.
const MOST: usize = 20;

/// A recovery file, held so that nobody else offers it.
#[derive(Debug)]
pub struct Left {
    file: PathBuf,
    _lock: Option<File>,
}

/// How the decision file of recovered work is now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileStanding {
    /// It was never saved.
    NeverSaved,
    /// It is as it was when the work began.
    AsItWas,
    /// Somebody has changed it since.
    Changed,
    /// It is gone.
    Gone,
    /// It is there, and cannot be read.
    Unreadable,
}

/// Work that was not saved.
#[derive(Debug)]
pub struct Recovered {
    /// Where it lies.
    pub left: Left,
    /// The record.
    pub decision: Decision,
    /// Where it belongs, and of when it is.
    pub note: Note,
    /// How its decision file is now.
    pub standing: FileStanding,
    /// The record in that file, with the file's fingerprint; none where there is none to be read.
    pub saved: Option<(Decision, Fingerprint)>,
    /// What differs from that file, a sentence each.
    pub differences: Vec<String>,
}

/// All that was left.
#[derive(Debug, Default)]
pub struct Found {
    /// Work, the latest first.
    pub works: Vec<Recovered>,
    /// What could not be read, in a sentence or two each. The files were set aside.
    pub broken: Vec<String>,
}

/// Looks for what was left in a folder. What is not in use is held from then on; what does not differ from its decision
/// file goes, what cannot be read is set aside, what others may look into is narrowed, and nothing else is changed.
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
    /// None where it is in use.
    fn hold(file: &Path) -> Option<Self> {
        let lock = lock(&beside(file, LOCK))?;
        // Who held it before may have discarded it.
        file.exists().then(|| Self { file: file.to_owned(), _lock: lock })
    }

    /// The recovery file, which also names it.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.file
    }

    /// Deletes it.
    pub fn discard(self) {
        // One that cannot be deleted is offered again.
        // The file before its lock: without the lock another program would offer the file.
        if fs::remove_file(&self.file).is_ok() {
            drop(fs::remove_file(beside(&self.file, LOCK)));
        }
    }
}

/// None where somebody has it; `Some(None)` where locks are not known, and nobody can.
#[expect(clippy::option_option, reason = "the three cases are named above")]
fn lock(path: &Path) -> Option<Option<File>> {
    let file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => match new_lock(path) {
            Ok(file) => file,
            // Made by somebody else just now.
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

/// A lock that nobody holds and that guards nothing.
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
        // It ended between the saving and the tidying up.
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

/// The record in a file; none where there is a merge, or what only a newer version knows.
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
