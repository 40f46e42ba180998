//! The parts of the outside world that the app uses: file windows, folders, the desktop, the day and the user.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::Receiver,
};

use jiff::civil::Date;

use super::{
    desktop::{self, Wishes},
    file_picker::{FilePicker, NativePicker},
    intent::FileReveal,
    opener,
};
use crate::{decision_log::repository_root, storage};

/// The services that the app uses. Tests provide their own.
pub struct Services {
    /// The file windows of the desktop.
    pub picker: Box<dyn FilePicker>,
    /// The folder of settings and templates; with `None` nothing is kept.
    pub config: Option<PathBuf>,
    /// The folder of recovery files; with `None` no work is kept.
    pub state: Option<PathBuf>,
    /// A function that returns the settings of the desktop, now and after each change.
    pub desktop: fn(&egui::Context) -> Receiver<Wishes>,
    /// A function that returns the present day.
    pub today: fn() -> Date,
    /// A function that asks the desktop to open a file or show it in its folder, or returns why it could not.
    pub open: fn(&Path, FileReveal) -> Result<(), String>,
    /// A function that opens another window, or returns why it could not.
    pub new_window: fn() -> Result<(), String>,
    /// A function that returns an id for a new record.
    pub new_id: fn() -> String,
    /// The name of the person at the machine.
    pub user: String,
    /// A function that returns that name as git knows it in a folder, for a record there.
    pub user_in: fn(&Path) -> String,
    /// The repository that the app was started in, if it was in one.
    pub here: Option<PathBuf>,
}

impl Default for Services {
    fn default() -> Self {
        Self {
            picker: Box::<NativePicker>::default(),
            config: storage::config_folder(),
            state: storage::state_folder(),
            desktop: desktop::listen,
            today: storage::world::today,
            open: opener::open,
            new_window: opener::new_window,
            new_id: storage::world::new_id,
            user: storage::world::user_name(),
            user_in: storage::world::user_name_in,
            here: std::env::current_dir().ok().and_then(|folder| repository_root(&folder)),
        }
    }
}
