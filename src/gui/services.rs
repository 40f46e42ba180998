//! The world as the app sees it: file windows, folders, the desktop, the day and the user.

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

/// What the app takes from the world. Tests give their own.
pub struct Services {
    /// The desktop's file windows.
    pub picker: Box<dyn FilePicker>,
    /// The folder of settings and templates; without one nothing is kept.
    pub config: Option<PathBuf>,
    /// The folder of recovery files; without one there are none.
    pub state: Option<PathBuf>,
    /// The settings of the desktop, now and later.
    pub desktop: fn(&egui::Context) -> Receiver<Wishes>,
    /// The day.
    pub today: fn() -> Date,
    /// Has the desktop open a file, or show it in its folder; says why it could not.
    pub open: fn(&Path, FileReveal) -> Result<(), String>,
    /// An id for a new record.
    pub new_id: fn() -> String,
    /// The name of the person at the machine.
    pub user: String,
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
            new_id: storage::world::new_id,
            user: storage::world::user_name(),
            here: std::env::current_dir().ok().and_then(|folder| repository_root(&folder)),
        }
    }
}
