//! What the app remembers, written beside the window; and the end of the app.

use egui::Context;

use super::{
    App,
    arrivals::{Done, Task},
};

impl App {
    /// Sees to it that the settings are written soon, and in their order.
    pub(super) fn keep_settings(&mut self) {
        self.settings_changed = true;
    }

    pub(super) fn take_kept_settings(&mut self, kept: Result<(), String>) {
        let written = self.settings_under_way.take();
        match kept {
            Ok(()) => self.kept_settings = written.unwrap_or_else(|| self.kept_settings.clone()),
            Err(why) => self.warn("The settings could not be saved", why),
        }
    }

    /// Starts to write the settings where they have changed, one state after the other.
    pub(super) fn write_settings(&mut self, ctx: &Context) {
        if self.tasks.is_running(Task::KeepSettings) || !std::mem::take(&mut self.settings_changed) {
            return;
        }
        let Some(folder) = self.services.config.clone() else { return };
        let (settings, before) = (self.settings.clone(), self.kept_settings.clone());
        self.settings_under_way = Some(settings.clone());
        self.start_task(ctx, Task::KeepSettings, move || {
            Done::SettingsKept(settings.save_changes(&before, &folder).map_err(|error| error.to_string()))
        });
    }

    /// Writes what is not written yet, now that nobody waits for a frame.
    pub(super) fn end(&mut self) {
        self.safety.end();
        self.tasks.wait(Task::KeepSettings);
        if let Some(folder) = &self.services.config {
            // There is no window left to tell it in.
            drop(self.settings.save_changes(&self.kept_settings, folder));
        }
    }
}
