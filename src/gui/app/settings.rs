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
        match self.keeping_settings.as_ref().map(Job::poll) {
            Some(Ok(None)) => return,
            Some(Ok(Some(Err(why)))) => self.warn("The settings could not be saved", why),
            Some(Ok(Some(Ok(()))) | Err(_)) | None => {}
        }
        self.keeping_settings = None;
        if !std::mem::take(&mut self.settings_changed) {
            return;
        }
        let Some(folder) = self.services.config.clone() else { return };
        let settings = self.settings.clone();
        let job = Job::start(ctx, move || settings.save(&folder).map_err(|error| error.to_string()));
        self.keeping_settings = Some(job);
    }

    /// Writes what is not written yet, now that nobody waits for a frame.
    pub(super) fn end(&mut self) {
        self.safety.end();
        if let Some(folder) = &self.services.config {
            // There is no window left to tell it in.
            drop(self.settings.save(folder));
        }
    }
}
