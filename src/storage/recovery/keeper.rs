//! The recovery file of a running program, and the thread that writes it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, TryLockError},
    thread::JoinHandle,
    time::{Duration, Instant},
};

use super::{
    Left, Note, note,
    place::{self, RecoveryPlace},
};
use crate::{
    decision::Decision,
    storage::{WriteError, atomic, world},
};

/// Time from the first unwritten change to the write of the recovery file: the most that a sudden power cut loses,
/// however long people go on typing. Writing adds the time that the disk takes.
pub const DELAY: Duration = Duration::from_millis(400);

/// Pause after the disk has refused a recovery file.
const RETRY: Duration = Duration::from_secs(10);

/// Work that is not in its decision file.
pub struct UnsavedWork {
    /// Record as it is now.
    pub decision: Decision,
    /// File that it belongs to; the time is set when the note is written.
    pub note: Note,
}

/// Keeps the latest work of this program in a recovery file, on a thread that sleeps until there is work.
///
/// When dropped, it writes what is still to be written; the file stays unless [`Keeper::forget`] was called.
pub struct Keeper {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

struct Shared {
    folder: PathBuf,
    state: Mutex<State>,
    changed: Condvar,
    /// Called when there is new trouble for [`Keeper::take_trouble`].
    tell: Box<dyn Fn() + Send + Sync>,
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is true or not, whatever the others are")]
struct State {
    /// Latest work, even after it was written.
    latest: Option<Arc<UnsavedWork>>,
    /// Time to write it; `None` once that is done.
    due: Option<Instant>,
    /// Whether it is being written, so that work that is not due may still be on its way to the disk.
    writing: bool,
    /// Whether the file has to be removed.
    refused: bool,
    ended: bool,
    place: Option<RecoveryPlace>,
    /// Files that this work was recovered from; they are deleted once the work is in this program's own file.
    adopted: Vec<Left>,
    trouble: Option<String>,
    /// Whether this trouble was reported; it is not reported again until a file was written.
    told: bool,
}

impl Keeper {
    /// Starts a keeper with a folder for recovery files, which is created on first need. `tell` is called, on another
    /// thread, when [`Keeper::take_trouble`] has something new to return.
    #[must_use]
    pub fn start(folder: PathBuf, tell: impl Fn() + Send + Sync + 'static) -> Self {
        let shared = Shared { folder, state: Mutex::default(), changed: Condvar::new(), tell: Box::new(tell) };
        let shared = Arc::new(shared);
        let mine = Arc::clone(&shared);
        let thread = std::thread::Builder::new().name("recovery".to_owned()).spawn(move || mine.run());
        if let Err(error) = &thread {
            shared.lock().trouble = Some(format!("The system has no room for what writes it: {error}."));
        }
        Self { shared, thread: thread.ok() }
    }

    /// Records the state after a change. It is written [`DELAY`] after the first change that is not written yet.
    ///
    /// `recovered` are the files that it continues: they are deleted once this work, or later work, is in this
    /// program's own file or is refused.
    pub fn keep(&self, work: UnsavedWork, recovered: impl IntoIterator<Item = Left>) {
        let mut state = self.shared.lock();
        state.latest = Some(Arc::new(work));
        state.adopted.extend(recovered);
        // New work replaces the recovery file, so there is no need to remove it first.
        state.refused = false;
        let soon = Instant::now() + DELAY;
        // An earlier time stays, or constant typing would delay the write for ever; a later one is a retry.
        if state.due.is_none_or(|due| due > soon) {
            state.due = Some(soon);
            self.shared.changed.notify_one();
        }
    }

    /// Forgets work that was saved or refused, and removes its recovery file.
    pub fn forget(&self) {
        let mut state = self.shared.lock();
        state.latest = None;
        state.due = None;
        state.refused = true;
        self.shared.changed.notify_one();
    }

    /// Returns what hindered the last write. A second call returns `None` until there is new trouble.
    #[must_use]
    pub fn take_trouble(&self) -> Option<String> {
        self.shared.lock().trouble.take()
    }

    /// Returns a function that writes unwritten work at once, for a program that is about to die. The function returns
    /// whether the recovery file then holds unsaved work, which the next start will offer.
    pub fn last_resort(&self) -> impl Fn() -> bool + Clone + Send + Sync + 'static + use<> {
        let shared = Arc::clone(&self.shared);
        move || shared.write_at_once()
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.shared.changed.notify_one();
        if let Some(thread) = self.thread.take() {
            // It ends by itself after at most one more file.
            drop(thread.join());
        }
    }
}

impl Shared {
    /// Locks the state. None of it can be half done, so the state that a panicked thread left is valid.
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn run(&self) {
        let mut state = self.lock();
        loop {
            // Removed before anything is written, so that refused work is gone even if there is no new work.
            if state.refused {
                state.refused = false;
                remove(&mut state);
            }
            let wait = match state.due {
                // Zero: at the end, pending work is written without delay.
                Some(due) if state.ended => Some(due.saturating_duration_since(due)),
                Some(due) => Some(due.saturating_duration_since(Instant::now())),
                None if state.ended => return,
                None => None,
            };
            state = match wait {
                None => self.changed.wait(state).unwrap_or_else(PoisonError::into_inner),
                Some(Duration::ZERO) => {
                    self.write(state);
                    self.lock()
                }
                Some(wait) => self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0,
            };
        }
    }

    /// Writes the latest work, without holding the lock during the write.
    fn write(&self, mut state: MutexGuard<'_, State>) {
        state.due = None;
        let Some(work) = state.latest.clone() else { return };
        // What is handed over while this is written belongs to work that is not in it.
        let adopted = std::mem::take(&mut state.adopted);
        state.writing = true;
        // The lock is dropped before the disk is used, since a frame of the window may wait for it.
        let written = place(&mut state, &self.folder).map(Path::to_owned).and_then(|file| {
            drop(state);
            write(&file, &work)
        });
        let mut state = self.lock();
        state.writing = false;
        match written {
            Ok(()) => {
                state.told = false;
                // Only now is the recovered work in this program's own file; discarded earlier, a crash would lose it.
                adopted.into_iter().for_each(Left::discard);
            }
            Err(error) => {
                state.adopted.extend(adopted);
                // No retry at the end, or a full disk would keep the program from ending.
                if !state.ended && state.latest.is_some() {
                    state.due = state.due.or(Some(Instant::now() + RETRY));
                }
                if !std::mem::replace(&mut state.told, true) {
                    state.trouble = Some(WriteError::new(&self.folder, error).summary());
                    drop(state);
                    (self.tell)();
                }
            }
        }
    }

    fn write_at_once(&self) -> bool {
        // Whoever holds the lock holds it for a moment only, and what is being written is soon there, unless the thread that
        // does it is the one that dies.
        for left in (0..100).rev() {
            let mut state = match self.state.try_lock() {
                // The thread that is writing gets up to a second to finish, in steps of ten milliseconds.
                Ok(state) if state.writing && left > 0 => {
                    drop(state);
                    std::thread::sleep(Duration::from_millis(10));
                    continue;
                }
                Ok(state) => state,
                // The panic that led to this call may have happened under the lock.
                Err(TryLockError::Poisoned(state)) => state.into_inner(),
                Err(TryLockError::WouldBlock) => {
                    std::thread::sleep(Duration::from_millis(10));
                    continue;
                }
            };
            let is_due = state.due.take().is_some() || state.writing;
            let Some(work) = state.latest.clone() else { return false };
            let Ok(file) = place(&mut state, &self.folder) else { return false };
            return if is_due { write(file, &work).is_ok() } else { file.is_file() };
        }
        false
    }
}

fn place<'s>(state: &'s mut State, folder: &Path) -> io::Result<&'s Path> {
    if state.place.is_none() {
        state.place = Some(RecoveryPlace::take(folder)?);
    }
    state.place.as_ref().map(|place| place.file.as_path()).ok_or_else(|| io::ErrorKind::NotFound.into())
}

fn write(file: &Path, work: &UnsavedWork) -> io::Result<()> {
    let note = Note { written: Some(world::now()), ..work.note.clone() };
    // The folder may have been tidied away.
    place::make(atomic::folder_of(file))?;
    atomic::write_private(file, note::to_text(&work.decision, &note).as_bytes())
}

/// Removes the recovery files. One that cannot be removed is offered again, which does no harm.
fn remove(state: &mut State) {
    if let Some(place) = &state.place {
        drop(fs::remove_file(&place.file));
    }
    state.adopted.drain(..).for_each(Left::discard);
}
