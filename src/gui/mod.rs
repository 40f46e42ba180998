//! The window, from the bottom to the top: `theme` and `widgets`, the `session` with the open record, everything that people can
//! ask for (`intent`, `command`), `dialogs` and `views` that draw and return intents, `flows` that carry them out, and the
//! `shell` around all of it.

pub mod command;
pub mod desktop;
pub mod dialogs;
mod ends;
pub mod file_picker;
mod flows;
pub mod help;
pub mod intent;
mod job;
mod notices;
mod opener;
mod services;
pub mod session;
mod shell;
pub mod step;
mod tasks;
pub mod theme;
mod timings;
mod type_ahead;
pub mod views;
pub mod widgets;
mod window_place;
mod wording;

use std::{path::PathBuf, time::Instant};

use crate::storage;

pub use self::{services::Services, shell::App};

/// Opens the window, with the first decision file if some are named, and another window for each of the others. Returns when the first
/// is closed. With `timings` it prints the time of
/// the first frame, and at the end those of all frames.
///
/// # Errors
/// The reason why no window could be opened, such as a missing display.
pub fn run(files: Vec<PathBuf>, timings: bool) -> Result<(), String> {
    let started = Instant::now();
    // Templates are read while the window opens, which takes longer. An earlier use of them waits.
    drop(std::thread::Builder::new().spawn(storage::templates::built_in));
    let viewport =
        egui::ViewportBuilder::default().with_title("Weigh-In").with_app_id("weigh-in").with_drag_and_drop(true);
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/weigh-in-128.png"));
    let viewport = match icon {
        Ok(icon) => viewport.with_icon(icon),
        // A window without its icon is better than no window.
        Err(_) => viewport,
    };
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        dithering: false,
        // `MachineFonts` replaces it, since eframe's own panics on a machine without fonts.
        system_font_fallback: false,
        ..Default::default()
    };
    let kept = storage::state_folder().and_then(|folder| storage::WindowPlace::load(&folder));
    let options = window_place::options(options, kept);
    let mut files = files.into_iter();
    let file = files.next();
    files.try_for_each(|other| opener::window_with(&other))?;
    let _ends_git = ends::EndsGit;
    let opened = ends::Opened::default();
    let seen = opened.clone();
    let make: eframe::AppCreator<'_> = Box::new(move |cc| {
        seen.set();
        let is_to_fill = cc.winit_window().is_some_and(|window| window_place::settle(window, kept));
        let app = App::new(&cc.egui_ctx, Services::default(), file).in_window(kept, is_to_fill);
        let (keep, close) = app.last_resort();
        ends::before_the_display_ends_it(keep.clone());
        ends::before_it_ends(keep, close);
        ends::may_fail(&theme::FONT_THREADS);
        cc.egui_ctx.add_font_provider(theme::MachineFonts::load());
        Ok(if timings { Box::new(timings::Timed::new(app, started)) } else { Box::new(app) })
    });
    ends::opening(&opened, || eframe::run_native("weigh-in", options, make).map_err(|error| why(&error)))
        .map_err(with_packages)
}

/// Adds to the reason why there is no window the Debian packages of the libraries that it names.
fn with_packages(why: String) -> String {
    // The names are parts of messages from winit and the crates that load libraries for it.
    const BRINGING: [(&str, &str); 5] = [
        ("libxkbcommon-x11", "`libxkbcommon-x11-0` brings"),
        ("libxkbcommon", "`libxkbcommon0` brings"),
        ("xlib's shared libraries", "`libx11-6`, `libx11-xcb1`, `libxcursor1` and `libxi6` bring"),
        ("libX11", "`libx11-6` and `libx11-xcb1` bring"),
        ("libwayland", "`libwayland-client0`, `libwayland-cursor0` and `libwayland-egl1` bring"),
    ];
    // Winit unwraps this error, so its name is all that is left of it.
    if why.contains("XKBNotFound") {
        let so = if cfg!(target_os = "linux") { "; on Debian, `xkb-data` brings them" } else { "" };
        return format!("the descriptions of keyboards were not found{so}");
    }
    match BRINGING.iter().find(|(library, _)| cfg!(target_os = "linux") && why.contains(library)) {
        Some((_, brings)) => format!("{}; on Debian, {brings} it", why.trim_end_matches('.')),
        None => why,
    }
}

/// Returns the reason why there is no window. The errors of glutin about OpenGL are replaced, since they are a dump of all that
/// was asked for.
fn why(error: &eframe::Error) -> String {
    use eframe::Error::{Glutin, NoGlutinConfigs, OpenGL};
    match error {
        Glutin(_) | NoGlutinConfigs(..) | OpenGL(_) => {
            let so =
                if cfg!(target_os = "linux") { "; on Debian, `libgl1-mesa-dri` and `libegl1` bring it" } else { "" };
            format!("this display offers no OpenGL that the window could be drawn with{so}")
        }
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn a_library_that_is_missing_is_told_with_its_package() {
        for (why, package) in [
            ("Library libxkbcommon-x11.so could not be loaded.", "loaded; on Debian, `libxkbcommon-x11-0` brings it"),
            ("Library libxkbcommon.so could not be loaded.", "loaded; on Debian, `libxkbcommon0` brings it"),
            ("os error at x.rs:1: Failed to load one of xlib's shared libraries", "`libxi6` bring it"),
            ("Library libwayland-client.so could not be loaded.", "`libwayland-egl1` bring it"),
        ] {
            assert!(with_packages(why.to_owned()).ends_with(package), "{}", with_packages(why.to_owned()));
        }
        let unwrapped = "called `Result::unwrap()` on an `Err` value: XKBNotFound";
        assert!(with_packages(unwrapped.to_owned()).ends_with("not found; on Debian, `xkb-data` brings them"));
        assert_eq!(with_packages("No OpenGL.".to_owned()), "No OpenGL.");
    }
}
