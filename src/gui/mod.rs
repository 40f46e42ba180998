//! The window, from the bottom to the top: `theme` and `widgets`, the `session` with the open record, what people can want
//! (`intent`, `command`), `views` and `dialogs` that draw and return intents, `flows` that carry them out, and the `shell`
//! around all of it.

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
mod wording;

use std::{path::PathBuf, time::Instant};

use crate::storage;

pub use self::{services::Services, shell::App};

/// Opens the window, with a decision file where one is named, and returns when it is closed. With `timings` it prints how
/// long the first frame took, and at the end how long all did.
///
/// # Errors
/// Where there is no display, or the window could not be made: why.
pub fn run(file: Option<PathBuf>, timings: bool) -> Result<(), String> {
    let started = Instant::now();
    // Read beside the making of the window, which takes longer; who needs them first waits for them.
    drop(std::thread::Builder::new().spawn(storage::templates::built_in));
    let viewport = egui::ViewportBuilder::default()
        .with_title("Weigh-In")
        .with_app_id("weigh-in")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([720.0, 480.0])
        .with_drag_and_drop(true);
    let icon = eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon/weigh-in-128.png"));
    let viewport = match icon {
        Ok(icon) => viewport.with_icon(icon),
        // A window without its picture is still one.
        Err(_) => viewport,
    };
    let options = eframe::NativeOptions {
        viewport,
        renderer: eframe::Renderer::Glow,
        dithering: false,
        // `MachineFonts` takes its place: eframe's panics on a machine without fonts.
        system_font_fallback: false,
        ..Default::default()
    };
    let _ends_git = ends::EndsGit;
    let opened = ends::Opened::default();
    let seen = opened.clone();
    let make: eframe::AppCreator<'_> = Box::new(move |cc| {
        seen.set();
        let app = App::new(&cc.egui_ctx, Services::default(), file);
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

/// Why there is no window, with what brings the libraries that it names.
fn with_packages(why: String) -> String {
    // By what winit and what it loads libraries with say of them.
    const BRINGING: [(&str, &str); 5] = [
        ("libxkbcommon-x11", "`libxkbcommon-x11-0` brings"),
        ("libxkbcommon", "`libxkbcommon0` brings"),
        ("xlib's shared libraries", "`libx11-6`, `libx11-xcb1`, `libxcursor1` and `libxi6` bring"),
        ("libX11", "`libx11-6` and `libx11-xcb1` bring"),
        ("libwayland", "`libwayland-client0`, `libwayland-cursor0` and `libwayland-egl1` bring"),
    ];
    // Winit unwraps it, so that this is all that is left to tell.
    if why.contains("XKBNotFound") {
        let so = if cfg!(target_os = "linux") { "; on Debian, `xkb-data` brings them" } else { "" };
        return format!("the descriptions of keyboards were not found{so}");
    }
    match BRINGING.iter().find(|(library, _)| cfg!(target_os = "linux") && why.contains(library)) {
        Some((_, brings)) => format!("{}; on Debian, {brings} it", why.trim_end_matches('.')),
        None => why,
    }
}

/// Why there is no window. What glutin says of OpenGL is a dump of all that was asked for.
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
