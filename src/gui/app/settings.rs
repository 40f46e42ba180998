//! What the app remembers, written beside the window; and the end of the app.

use egui::Context;

use super::App;
use crate::gui::job::Job;

impl App {
    /// Sees to it that the settings are written soon, and in their order.
    pub(super) fn keep_settings(&mut self) {
        self.settings_changed = true;
    }

    pub(super) fn poll_settings(&mut self, ctx: &Context) {
        if let Some((written, job)) = self.keeping_settings.take() {
            match job.poll() {
                Ok(None) => {
                    self.keeping_settings = Some((written, job));
                    return;
                }
                Ok(Some(Ok(()))) => self.kept_settings = written,
                Ok(Some(Err(why))) => self.warn("The settings could not be saved", why),
                Err(_) => self.warn("The settings could not be saved", "The writing ended without a result."),
            }
        }
        if !std::mem::take(&mut self.settings_changed) {
            return;
        }
        let Some(folder) = self.services.config.clone() else { return };
        let (settings, before) = (self.settings.clone(), self.kept_settings.clone());
        let written = settings.clone();
        let work = move || settings.save_changes(&before, &folder).map_err(|error| error.to_string());
        self.keeping_settings = Some((written, Job::start(ctx, work)));
    }

    /// Writes what is not written yet, now that nobody waits for a frame.
    pub(super) fn end(&mut self) {
        self.safety.end();
        if let Some((_, job)) = self.keeping_settings.take() {
            job.wait();
        }
        if let Some(folder) = &self.services.config {
            // There is no window left to tell it in.
            drop(self.settings.save_changes(&self.kept_settings, folder));
        }
    }
}
