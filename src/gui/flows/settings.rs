//! The settings: changed, written to disk, and applied to the window, with the wishes of the desktop where nothing is set.

use std::{path::Path, sync::mpsc::Receiver};

use egui::Context;

use super::{
    context::FlowContext,
    task::{Done, Task},
};
use crate::{
    gui::{desktop::Wishes, intent::SettingsIntent, services::Services, theme},
    storage::{Settings, Theme, ZOOM},
};

/// The flow of the settings, which knows what is on the disk.
pub struct SettingsFlow {
    /// The settings as this window last read or wrote them. Changes that other windows have written since are not in them.
    on_disk: Settings,
    /// The settings that were last handed over to be written, even if that failed.
    handed_over: Settings,
    wishes: Wishes,
    desktop: Receiver<Wishes>,
}

impl SettingsFlow {
    /// Reads the settings in a folder. Also returns a warning if they could not be read.
    pub fn load(folder: Option<&Path>, desktop: Receiver<Wishes>) -> (Self, Settings, Option<String>) {
        let (now, warning) = folder.map_or_else(Default::default, Settings::load);
        let flow = Self { on_disk: now.clone(), handed_over: now.clone(), wishes: Wishes::default(), desktop };
        (flow, now, warning)
    }

    /// Changes a setting, and applies it to the window.
    pub fn on(&self, intent: SettingsIntent, cx: &mut FlowContext<'_>) {
        let now = &mut *cx.settings;
        match intent {
            SettingsIntent::Theme(theme) => now.theme = theme,
            SettingsIntent::ZoomIn => now.zoom = zoomed(now.zoom + 0.1),
            SettingsIntent::ZoomOut => now.zoom = zoomed(now.zoom - 0.1),
            SettingsIntent::ZoomReset => now.zoom = 1.0,
            SettingsIntent::ToggleGoingOn => {
                now.stays_after_score = !now.stays_after_score;
                let words = if now.stays_after_score {
                    "Stays in the cell after a score"
                } else {
                    "Goes to the next cell after a score"
                };
                return cx.say(words.to_owned());
            }
            SettingsIntent::ToggleMotion => now.reduced_motion = Some(!self.reduces_motion(now)),
        }
        self.show(now, cx.ctx);
    }

    /// Reports whether there are settings to write.
    pub fn is_changed(&self, now: &Settings) -> bool {
        *now != self.handed_over
    }

    /// Notes that the settings that were handed over are on the disk, or shows why not.
    pub fn done(&mut self, kept: Result<(), String>, cx: &mut FlowContext<'_>) {
        match kept {
            Ok(()) => self.on_disk = self.handed_over.clone(),
            Err(why) => cx.warn("The settings could not be saved", why),
        }
    }

    /// Starts to write the settings if they have changed and no other write is under way.
    pub fn keep(&mut self, cx: &mut FlowContext<'_>) {
        if cx.tasks.is_running(Task::KeepSettings) || !self.is_changed(cx.settings) {
            return;
        }
        // Noted even if the write fails, or the same state would be tried again in every frame.
        self.handed_over = cx.settings.clone();
        let Some(folder) = cx.services.config.clone() else { return };
        // Only changes since `on_disk` are written, so that changes by other windows stay.
        let (settings, before) = (cx.settings.clone(), self.on_disk.clone());
        let lost = Err("It stopped before the file was written.".to_owned());
        cx.start(Task::KeepSettings, Done::SettingsKept(lost), move || {
            Done::SettingsKept(settings.save_changes(&before, &folder).map_err(|error| error.to_string()))
        });
    }

    /// Writes changes that are not written yet, on this thread, at the end of the app.
    pub fn end(&self, now: &Settings, services: &Services) {
        if let Some(folder) = &services.config {
            // An error is dropped, since no window is left to show it.
            drop(now.save_changes(&self.on_disk, folder));
        }
    }

    /// Follows changes of the desktop's settings.
    pub fn follow_desktop(&mut self, now: &Settings, ctx: &Context) {
        if let Some(wishes) = self.desktop.try_iter().last() {
            self.wishes = wishes;
            self.show(now, ctx);
        }
    }

    /// Applies the settings to the window.
    pub fn show(&self, now: &Settings, ctx: &Context) {
        ctx.set_theme(match now.theme {
            Theme::System => egui::ThemePreference::System,
            Theme::Light => egui::ThemePreference::Light,
            Theme::Dark => egui::ThemePreference::Dark,
        });
        // The fallback counts where the window system does not report a theme.
        let wished = if self.wishes.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.options_mut(|options| options.fallback_theme = wished);
        ctx.set_zoom_factor(now.zoom * self.wishes.text_scale);
        theme::set_contrast(ctx, self.wishes.more_contrast);
        theme::set_motion(ctx, !self.reduces_motion(now));
    }

    /// Reports whether motion is reduced: as set here, or else as set in the desktop.
    pub fn reduces_motion(&self, now: &Settings) -> bool {
        now.reduced_motion.unwrap_or(self.wishes.less_motion)
    }
}

/// Returns a zoom factor rounded to tenths, within the limits in which the window can be used.
fn zoomed(factor: f32) -> f32 {
    ((factor * 10.0).round() / 10.0).clamp(*ZOOM.start(), *ZOOM.end())
}
