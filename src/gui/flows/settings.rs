//! The settings on the disk, and those of the desktop where nothing is set here.

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

/// How far the disk has the settings.
pub struct SettingsFlow {
    /// The settings as this window has read or written them last. Those that other windows have written since are not in
    /// it.
    on_disk: Settings,
    /// The settings that were last handed over to be written, whatever became of that.
    handed_over: Settings,
    wishes: Wishes,
    desktop: Receiver<Wishes>,
}

impl SettingsFlow {
    /// Reads the settings in a folder. Returns also why they could not be read.
    pub fn load(folder: Option<&Path>, desktop: Receiver<Wishes>) -> (Self, Settings, Option<String>) {
        let (now, warning) = folder.map_or_else(Default::default, Settings::load);
        let flow = Self { on_disk: now.clone(), handed_over: now.clone(), wishes: Wishes::default(), desktop };
        (flow, now, warning)
    }

    /// Changes the look of the window.
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
                    "A score stays in its cell"
                } else {
                    "A score goes on to the next cell"
                };
                return cx.say(words.to_owned());
            }
            SettingsIntent::ToggleMotion => now.reduced_motion = Some(!self.reduces_motion(now)),
        }
        self.show(now, cx.ctx);
    }

    /// Whether there is something to write.
    pub fn is_changed(&self, now: &Settings) -> bool {
        *now != self.handed_over
    }

    /// Takes note whether the settings that were handed over are on the disk.
    pub fn done(&mut self, kept: Result<(), String>, cx: &mut FlowContext<'_>) {
        match kept {
            Ok(()) => self.on_disk = self.handed_over.clone(),
            Err(why) => cx.warn("The settings could not be saved", why),
        }
    }

    /// Starts to write the settings where they have changed, one state after the other.
    pub fn keep(&mut self, cx: &mut FlowContext<'_>) {
        if cx.tasks.is_running(Task::KeepSettings) || !self.is_changed(cx.settings) {
            return;
        }
        // It is noted even where the disk refuses, or the same state would be tried in every frame.
        self.handed_over = cx.settings.clone();
        let Some(folder) = cx.services.config.clone() else { return };
        // What other windows have written since `on_disk` stays.
        let (settings, before) = (cx.settings.clone(), self.on_disk.clone());
        let lost = Err("The writing ended without a result.".to_owned());
        cx.start(Task::KeepSettings, Done::SettingsKept(lost), move || {
            Done::SettingsKept(settings.save_changes(&before, &folder).map_err(|error| error.to_string()))
        });
    }

    /// Writes what is not written yet, now that nobody waits for a frame.
    pub fn end(&self, now: &Settings, services: &Services) {
        if let Some(folder) = &services.config {
            // There is no window left to say it in.
            drop(now.save_changes(&self.on_disk, folder));
        }
    }

    /// Follows the desktop where its settings have changed.
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
        // Asked for where the window system does not say which theme it has.
        let wished = if self.wishes.dark { egui::Theme::Dark } else { egui::Theme::Light };
        ctx.options_mut(|options| options.fallback_theme = wished);
        ctx.set_zoom_factor(now.zoom);
        theme::set_motion(ctx, !self.reduces_motion(now));
    }

    /// Whether nothing is to glide: as people have said here, or else for all their programs.
    pub fn reduces_motion(&self, now: &Settings) -> bool {
        now.reduced_motion.unwrap_or(self.wishes.less_motion)
    }
}

/// A factor in tenths, as large as a window can be used with.
fn zoomed(factor: f32) -> f32 {
    ((factor * 10.0).round() / 10.0).clamp(*ZOOM.start(), *ZOOM.end())
}
