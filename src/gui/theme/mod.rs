//! How everything looks: the tokens, the fonts, and the style that egui's own widgets take from them.

mod fonts;
mod style;
pub mod tokens;

pub use self::tokens::Tokens;

/// Gives a window the app's fonts and both of its themes. Once, at its start.
pub fn install(ctx: &egui::Context) {
    fonts::install(ctx);
    ctx.set_style_of(egui::Theme::Light, style::style(&tokens::LIGHT));
    ctx.set_style_of(egui::Theme::Dark, style::style(&tokens::DARK));
}
