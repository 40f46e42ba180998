//! What the app remembers, written beside the window; what the desktop is set to; and the end of the app.

use std::{path::Path, sync::mpsc::Receiver};

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
};
use crate::{gui::desktop::Wishes, storage::Settings};

/// The settings, and how far the disk has them.
pub(super) struct KeptSettings {
    /// As they are now.
    pub(super) now: Settings,
    /// As this window has read or written them last. What other windows have written since is not in it.
    on_disk: Settings,
    /// As they were when they were last handed over to be written, whatever became of that.
    handed_over: Settings,
    /// What the desktop is set to, for what is not set here.
    pub(super) desktop: Desktop,
}

impl KeptSettings {
    /// Reads the settings in a folder; gives also what could not be read, in words.
    pub(super) fn load(folder: Option<&Path>, desktop: Desktop) -> (Self, Option<String>) {
        let (now, warning) = folder.map_or_else(Default::default, Settings::load);
        (Self { on_disk: now.clone(), handed_over: now.clone(), now, desktop }, warning)
    }

    /// Whether there is something to write.
    pub(super) fn is_changed(&self) -> bool {
        self.now != self.handed_over
    }
}

/// What the desktop is set to.
pub(super) struct Desktop {
    pub(super) wishes: Wishes,
    pub(super) told: Receiver<Wishes>,
}

impl App {
    /// Notes whether the settings that were handed over are on the disk.
    pub(super) fn take_kept_settings(&mut self, kept: Result<(), String>) {
        match kept {
            Ok(()) => self.settings.on_disk = self.settings.handed_over.clone(),
            Err(why) => self.warn("The settings could not be saved", why),
        }
    }

    /// Starts to write the settings where they have changed, one state after the other.
    pub(super) fn write_settings(&mut self, ctx: &Context) {
        if self.tasks.is_running(Task::KeepSettings) || !self.settings.is_changed() {
            return;
        }
        self.settings.handed_over = self.settings.now.clone();
        let Some(folder) = self.services.config.clone() else { return };
        let (settings, before) = (self.settings.now.clone(), self.settings.on_disk.clone());
        self.start_task(ctx, Task::KeepSettings, move || {
            Done::SettingsKept(settings.save_changes(&before, &folder).map_err(|error| error.to_string()))
        });
    }

    /// Writes what is not written yet, now that nobody waits for a frame.
    pub(super) fn end(&mut self) {
        self.flows.recovery.end();
        self.tasks.wait(Task::KeepSettings);
        if let Some(folder) = &self.services.config {
            // There is no window left to tell it in.
            drop(self.settings.now.save_changes(&self.settings.on_disk, folder));
        }
    }
}
