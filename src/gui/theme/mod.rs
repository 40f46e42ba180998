//! The look of the window: the tokens, the fonts, and the style that egui's own widgets take from them.

mod fonts;
pub mod icons;
mod machine_fonts;
mod style;
pub mod tokens;

pub(super) use self::machine_fonts::{MachineFonts, THREADS as FONT_THREADS};
pub use self::tokens::Tokens;

/// Turns animations on or off. Without them, everything changes and scrolls at once.
pub fn set_motion(ctx: &egui::Context, moves: bool) {
    ctx.all_styles_mut(|style| {
        style.animation_time = if moves { tokens::MOTION } else { 0.0 };
        style.scroll_animation =
            if moves { egui::style::ScrollAnimation::default() } else { egui::style::ScrollAnimation::none() };
    });
}

/// Gives a window the fonts and both themes of the app. To be called once, at its start.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    set_contrast(ctx, false);
}

/// Chooses between the themes with more contrast and the usual ones. Motion is allowed again then.
pub fn set_contrast(ctx: &egui::Context, more: bool) {
    let (light, dark) =
        if more { (tokens::LIGHT_CONTRAST, tokens::DARK_CONTRAST) } else { (tokens::LIGHT, tokens::DARK) };
    // Both themes, since the desktop may switch between them while the window is open.
    ctx.set_style_of(egui::Theme::Light, style::style(&light));
    ctx.set_style_of(egui::Theme::Dark, style::style(&dark));
}
