//! The file windows of a desktop on Linux and similar systems.
//!
//! The desktop's portal shows them, or else the program `zenity`. A job finds out which of them is available; if neither is, the
//! path is typed.

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

/// The time after which a window of zenity counts as late. A portal reports by itself that it shows file windows.
const PATIENCE: Duration = Duration::from_secs(2);

/// The file windows of the desktop.
#[derive(Default)]
pub struct NativePicker {
    answer: Option<Job<PickerAnswer>>,
    shown: ShownWindow,
    /// Whether the app's window has lost the keyboard focus since it asked, so that something has appeared over it.
    has_come: bool,
    /// Whether the window was reported as late.
    is_late: bool,
}

/// The window that was shown last, shared with those who may end it.
#[derive(Clone, Default)]
struct ShownWindow(Arc<Mutex<Option<Window>>>);

impl ShownWindow {
    /// Ends the window before, and keeps the next one.
    fn next(&self, window: Window) -> Window {
        self.end();
        *lock(&self.0) = Some(window.clone());
        window
    }

    /// Returns how long zenity has run for the window; `None` where it does not run.
    fn age_of_zenity(&self) -> Option<Duration> {
        lock(&self.0).as_ref().and_then(|window| window.zenity.age())
    }

    /// Ends the window if it is shown, or else keeps it from appearing later.
    fn end(&self) {
        let window = lock(&self.0).take();
        if let Some(window) = window {
            // In this order, since zenity is started when a portal has ended.
            window.zenity.end();
            window.portal.end();
        }
    }
}

/// One window, shown by the portal or by zenity.
#[derive(Clone)]
struct Window {
    portal: Portal,
    zenity: Zenity,
}

impl Window {
    /// Shows the window, and waits for its answer.
    fn run(&self) -> PickerAnswer {
        // The toolkit of zenity asks a portal as well before it shows anything, and would hang where that does not answer.
        self.portal.run().unwrap_or_else(|| self.zenity.run())
    }
}

/// Returns the name of the app's window for portals; empty unless it is a window of X11. On Wayland, naming it needs another
/// protocol.
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
                    // Nothing else asks for a frame while people wait for a window.
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
