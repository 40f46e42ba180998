//! The window: the app, the open document and its history, commands, dialogs, views, widgets and the look.

mod app;
pub mod command;
pub mod dialogs;
pub mod document;
pub mod files;
mod history;
mod job;
pub mod step;
pub mod theme;
mod type_ahead;
pub mod views;
pub mod widgets;

use std::path::PathBuf;

use crate::storage;

pub use self::app::{App, Services};

/// Opens the window, with a decision file where one is named, and returns when it is closed.
///
/// # Errors
/// Where there is no display, or the window could not be made.
pub fn run(file: Option<PathBuf>) -> eframe::Result {
    let viewport = egui::ViewportBuilder::default()
        .with_title("Weigh-In")
        .with_app_id("weigh-in")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 480.0])
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, renderer: eframe::Renderer::Glow, ..Default::default() };
    eframe::run_native(
        "weigh-in",
        options,
        Box::new(|cc| {
            let app = App::new(&cc.egui_ctx, Services::default(), file);
            if let Some(rescue) = app.last_resort() {
                storage::recovery::rescue_on_panic(rescue);
            }
            Ok(Box::new(app))
        }),
    )
}
