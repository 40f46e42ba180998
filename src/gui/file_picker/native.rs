//! The file windows of a desktop on Linux and its like.
//!
//! The desktop's portal shows them where there is one, and else the program `zenity`. A job finds out which of them is
//! available; where neither is, the path is typed.

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

use winit::raw_window_handle::{HasWindowHandle as _, RawWindowHandle};

use super::{FilePicker, PickerAnswer, lock, portal::Portal, zenity::Zenity};
use crate::gui::{
    intent::PathUse,
    job::{Job, Lost},
};

/// How long zenity may take to show its window until it counts as late. A portal says for itself that it shows file windows.
const PATIENCE: Duration = Duration::from_secs(2);

/// The desktop's own windows.
#[derive(Default)]
pub struct NativePicker {
    answer: Option<Job<PickerAnswer>>,
    shown: ShownWindow,
    /// Whether our window has lost the keyboard focus since it asked: something has come in front of it.
    has_come: bool,
    /// Whether it was said that the window is late.
    is_late: bool,
}

/// The window that is shown last, for whoever ends it.
#[derive(Clone, Default)]
struct ShownWindow(Arc<Mutex<Option<Window>>>);

impl ShownWindow {
    /// Puts one in the place of the one before, which ends.
    fn next(&self, window: Window) -> Window {
        self.end();
        *lock(&self.0) = Some(window.clone());
        window
    }

    /// How long zenity has run for it; none where it does not run.
    fn age_of_zenity(&self) -> Option<Duration> {
        lock(&self.0).as_ref().and_then(|window| window.zenity.age())
    }

    /// Ends it, if it is there, and never lets it come else.
    fn end(&self) {
        let window = lock(&self.0).take();
        if let Some(window) = window {
            // In this order: zenity takes the place of a portal that has ended.
            window.zenity.end();
            window.portal.end();
        }
    }
}

/// One window, by whoever can show it.
#[derive(Clone)]
struct Window {
    portal: Portal,
    zenity: Zenity,
}

impl Window {
    /// Shows it, and waits for what comes of it.
    fn run(&self) -> PickerAnswer {
        // What zenity is made with asks a portal as well before it shows anything, and would hang where that is silent.
        self.portal.run().unwrap_or_else(|| self.zenity.run())
    }
}

/// Our window, as portals write it; empty where it is not one of X11. On Wayland it would take a protocol of its own to name it.
fn parent(frame: &eframe::Frame) -> String {
    match frame.window_handle().map(|handle| handle.as_raw()) {
        Ok(RawWindowHandle::Xlib(handle)) => format!("x11:{:x}", handle.window),
        Ok(RawWindowHandle::Xcb(handle)) => format!("x11:{:x}", handle.window),
        _ => String::new(),
    }
}

impl FilePicker for NativePicker {
    fn start(&mut self, purpose: &PathUse, at: &Path, frame: &eframe::Frame, ctx: &egui::Context) {
        let portal = Portal::of(purpose, at, parent(frame));
        let window = self.shown.next(Window { portal, zenity: Zenity::of(purpose, at) });
        (self.has_come, self.is_late) = (false, false);
        self.answer = Some(Job::start(ctx, move || window.run()));
    }

    fn poll(&mut self, has_keys: bool, ctx: &egui::Context) -> Option<PickerAnswer> {
        let picked = match self.answer.as_ref()?.poll() {
            Ok(Some(picked)) => picked,
            Ok(None) => {
                self.has_come |= !has_keys;
                let was_late = self.is_late;
                self.is_late =
                    !self.has_come && self.shown.age_of_zenity().is_some_and(|age| was_late || age >= PATIENCE);
                if !self.has_come && !self.is_late {
                    // Nothing else draws a frame while people wait for a window.
                    ctx.request_repaint_after(PATIENCE / 4);
                }
                return match (was_late, self.is_late) {
                    (false, true) => Some(PickerAnswer::Late),
                    (true, false) if self.has_come => Some(PickerAnswer::Come),
                    _ => None,
                };
            }
            Err(Lost) => PickerAnswer::NotShown,
        };
        self.answer = None;
        Some(picked)
    }

    fn close(&mut self) {
        self.answer = None;
        self.shown.end();
    }

    fn closer(&self) -> Arc<dyn Fn() + Send + Sync> {
        let shown = self.shown.clone();
        Arc::new(move || shown.end())
    }
}

impl Drop for NativePicker {
    fn drop(&mut self) {
        self.close();
    }
}
