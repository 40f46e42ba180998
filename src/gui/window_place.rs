//! Where the window opens: as it was left, or else in its usual size. It is never larger than the screen, nor off all screens.

use eframe::NativeOptions;
use egui::{Pos2, Rect, Vec2, ViewportInfo, pos2, vec2};
use winit::{
    dpi::{LogicalPosition, LogicalSize},
    monitor::MonitorHandle,
    window::Window,
};

use crate::storage::WindowPlace;

/// The usual size of the content, in points.
const USUAL: Vec2 = vec2(1280.0, 800.0);
/// The least size of the content on a screen that has so much room, in points.
const LEAST: Vec2 = vec2(720.0, 480.0);
/// The room that the frame of a window and the bars of a desktop may take from a screen, in points. No system tells it before
/// the window is there.
const AROUND: Vec2 = vec2(16.0, 96.0);
/// The part of its upper edge that has to be on a screen, in points: enough of the title to drag it.
const GRIP: Vec2 = vec2(120.0, 32.0);

/// A window that fits the screens.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Fitted {
    /// Its position, if the one that was kept is off all screens; else it stays as it is.
    moved_to: Option<Pos2>,
    size: Vec2,
    least: Vec2,
    maximized: bool,
}

/// Fits the window to the screens, of which the first is the one that it would open on; all in points.
fn fitted(kept: Option<WindowPlace>, screens: &[Rect]) -> Option<Fitted> {
    let has_grip = |screen: &Rect| {
        let title = kept.map(|place| Rect::from_min_size(position(place), vec2(place.width, GRIP.y)));
        title.is_none_or(|title| {
            let seen = screen.intersect(title);
            seen.width() >= GRIP.x && seen.height() >= GRIP.y
        })
    };
    let home = screens.iter().find(|screen| has_grip(screen));
    let screen = home.or(screens.first())?;
    let room = (screen.size() - AROUND).max(Vec2::splat(1.0));
    let least = LEAST.min(room);
    let size = kept.map_or(USUAL, size).max(least).min(room);
    // The desktop knows the room that its bars leave, so what does not fit fills the screen. A size that was kept fitted.
    let maximized = kept.map_or(size != USUAL, |place| place.maximized);
    Some(Fitted { moved_to: home.is_none().then_some(screen.min), size, least, maximized })
}

fn position(place: WindowPlace) -> Pos2 {
    pos2(place.x, place.y)
}

fn size(place: WindowPlace) -> Vec2 {
    vec2(place.width, place.height)
}

/// Returns the options of a window that opens where it was left. The screens are known once it is there.
pub(super) fn options(mut options: NativeOptions, kept: Option<WindowPlace>) -> NativeOptions {
    options.viewport = options.viewport.with_inner_size(kept.map_or(USUAL, size));
    if let Some(place) = kept {
        options.viewport = options.viewport.with_position(position(place));
    }
    options
}

/// Fits the window to the screens that there are, before it is seen. Returns whether it is to be maximised once it is.
pub(super) fn settle(window: &Window, kept: Option<WindowPlace>) -> bool {
    let here = window.current_monitor();
    let others = window.available_monitors().filter(|monitor| Some(monitor) != here.as_ref());
    let screens: Vec<Rect> =
        here.iter().cloned().chain(others).map(|monitor| rect(&monitor, window.scale_factor())).collect();
    let Some(fitted) = fitted(kept, &screens) else { return false };
    window.set_min_inner_size(Some(LogicalSize::new(fitted.least.x, fitted.least.y)));
    // It answers with the size where that is there at once, which nobody waits for.
    let _ = window.request_inner_size(LogicalSize::new(fitted.size.x, fitted.size.y));
    if let Some(at) = fitted.moved_to {
        window.set_outer_position(LogicalPosition::new(at.x, at.y));
    }
    fitted.maximized
}

fn rect(monitor: &MonitorHandle, scale: f64) -> Rect {
    let at: LogicalPosition<f32> = monitor.position().to_logical(scale);
    let size: LogicalSize<f32> = monitor.size().to_logical(scale);
    Rect::from_min_size(pos2(at.x, at.y), vec2(size.width, size.height))
}

/// Returns the place of the window, whose content has this size in points of the app; while it fills the screen or is minimised,
/// with the position and size that it had before.
pub(super) fn place_of(info: &ViewportInfo, content: Vec2, zoom: f32, before: Option<WindowPlace>) -> WindowPlace {
    let is_full = info.maximized.unwrap_or(false) || info.fullscreen.unwrap_or(false);
    match before {
        Some(before) if info.minimized.unwrap_or(false) => before,
        Some(before) if is_full => WindowPlace { maximized: true, ..before },
        _ => {
            // A window is not told its position on Wayland, and does not choose it there either.
            let at = info.outer_rect.map_or(Vec2::ZERO, |rect| rect.min.to_vec2() * zoom);
            let size = content * zoom;
            WindowPlace { x: at.x, y: at.y, width: size.x, height: size.y, maximized: is_full }
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where its ground is missing")]
mod tests {
    use super::*;

    fn screen(width: f32, height: f32) -> Rect {
        Rect::from_min_size(Pos2::ZERO, vec2(width, height))
    }

    fn place(x: f32, y: f32, width: f32, height: f32) -> WindowPlace {
        WindowPlace { x, y, width, height, maximized: false }
    }

    #[test]
    fn a_new_window_fits_every_screen() {
        // 1366 x 768 at scales from 1 to 3 are the last three.
        for (width, height) in [(1024.0, 600.0), (1280.0, 800.0), (1366.0, 768.0), (683.0, 384.0), (455.0, 256.0)] {
            let fitted = fitted(None, &[screen(width, height)]).unwrap();
            assert!(fitted.maximized, "{width} x {height}");
            assert!(fitted.size.x <= width && fitted.size.y < height, "{width} x {height}: {fitted:?}");
            assert!(fitted.least.x <= fitted.size.x && fitted.least.y <= fitted.size.y, "{fitted:?}");
        }
        let large = fitted(None, &[screen(1920.0, 1080.0)]).unwrap();
        assert_eq!(large, Fitted { moved_to: None, size: USUAL, least: LEAST, maximized: false });
    }

    #[test]
    fn a_kept_place_is_used_where_its_title_is_on_a_screen() {
        let screens = [screen(1920.0, 1080.0), Rect::from_min_size(pos2(1920.0, 0.0), vec2(1280.0, 1024.0))];
        let kept = place(2000.0, 60.0, 900.0, 600.0);
        let fitted_to = |kept, screens: &[Rect]| fitted(Some(kept), screens).unwrap();
        let there = fitted_to(kept, &screens);
        assert_eq!((there.moved_to, there.size, there.maximized), (None, vec2(900.0, 600.0), false));
        // The second screen is gone, or the window was left above the upper edge.
        for kept in [kept, place(100.0, -400.0, 900.0, 600.0), place(-850.0, 10.0, 900.0, 600.0)] {
            assert_eq!(fitted_to(kept, &screens[..1]).moved_to, Some(Pos2::ZERO), "{kept:?}");
        }
        // What was larger than this screen gets smaller, and what filled one fills this one.
        let kept = WindowPlace { maximized: true, ..place(0.0, 0.0, 3000.0, 2000.0) };
        let there = fitted_to(kept, &screens[..1]);
        assert_eq!((there.size, there.maximized), (vec2(1904.0, 984.0), true));
    }

    #[test]
    fn a_window_that_fills_the_screen_remembers_where_it_was_before() {
        let info = |left: f32, maximized: bool, minimized: bool| ViewportInfo {
            outer_rect: Some(Rect::from_min_size(pos2(left, 20.0), vec2(450.0, 320.0))),
            maximized: Some(maximized),
            minimized: Some(minimized),
            ..Default::default()
        };
        // Twice as large as usual, a point of the content is two of the desktop.
        let before = place_of(&info(50.0, false, false), vec2(450.0, 300.0), 2.0, None);
        assert_eq!(before, place(100.0, 40.0, 900.0, 600.0));
        let full = place_of(&info(0.0, true, false), vec2(960.0, 540.0), 2.0, Some(before));
        assert_eq!(full, WindowPlace { maximized: true, ..before });
        assert_eq!(place_of(&info(-32_000.0, false, true), Vec2::ZERO, 2.0, Some(full)), full);
    }
}
