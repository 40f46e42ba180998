//! Unsaved work, kept so that a crash or a power cut does not destroy it.
//!
//! Each running program has one recovery file, with a lock beside it that the system releases when the program ends,
//! however it ends. A recovery file whose lock is free was left by such an end, and the next start offers it. The
//! window that looks at it holds its lock, so that only one of several windows offers it.
//!
//! A recovery file is a decision file after two lines of comment; it can be opened, copied and compared like any other.

mod keeper;
mod left;
mod note;
mod place;

use std::path::{Path, PathBuf};

pub use self::{
    keeper::{DELAY, Keeper, UnsavedWork},
    left::{FileStanding, Found, Left, Recovered, find},
    note::Note,
};

/// Returns the folder of recovery files inside the folder of the app's state.
#[must_use]
pub fn folder(state: &Path) -> PathBuf {
    state.join("recovery")
}

/// Ending of the names of recovery files.
const ENDING: &str = ".decision.ron";

/// Ending of the names of their locks.
const LOCK: &str = ".lock";

/// Ending of the names of recovery files that could not be read.
const BROKEN: &str = ".broken";

/// Calls `rescue` when any thread of this program panics, before any other panic hook.
pub fn rescue_on_panic(rescue: impl Fn() + Send + Sync + 'static) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        rescue();
        before(info);
    }));
}
