//! Work that was not saved, kept so that a crash or a power cut does not take it.
//!
//! Each running program has one recovery file, with a lock beside it that the system lets go when the program ends,
//! however it ends. A recovery file whose lock is free is what such an end has left, and the next start offers it. Who
//! looks at it holds its lock, so that of several windows only one offers it.
//!
//! A recovery file is a decision file with two lines of comment in front; it can be opened, copied and compared like any
//! other.

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

/// The folder of recovery files in the one of the app's state.
#[must_use]
pub fn folder(state: &Path) -> PathBuf {
    state.join("recovery")
}

/// What the names of recovery files end in.
const ENDING: &str = ".decision.ron";

/// What the names of their locks end in.
const LOCK: &str = ".lock";

/// What the names of recovery files that could not be read end in.
const BROKEN: &str = ".broken";

/// Calls `rescue` when any thread of this program panics, before whatever else happens then.
pub fn rescue_on_panic(rescue: impl Fn() + Send + Sync + 'static) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        rescue();
        before(info);
    }));
}
