//! The pictures on buttons and beside words, under the names that they have in the icon font.
//!
//! The font in `assets/fonts/icons.ttf` has these and no others: after adding one here, run `scripts/fonts`.

use egui::{FontFamily, FontId, RichText};

/// The family of the icon font. It is a family of its own, since the font of words has other glyphs for the same characters.
pub(super) const FAMILY: &str = "icons";

/// A picture of the icon font.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Icon(&'static str);

impl Icon {
    /// Returns the one character that is drawn as the picture.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns the icon font at a size in points.
    #[must_use]
    pub fn font(self, size: f32) -> FontId {
        FontId::new(size, FontFamily::Name(FAMILY.into()))
    }

    /// Returns the picture as text, `size` points high.
    #[must_use]
    pub fn rich_text(self, size: f32) -> RichText {
        RichText::new(self.0).font(self.font(size))
    }
}

macro_rules! icons {
    ($($name:ident = $character:literal)*) => {
        $(#[expect(missing_docs, reason = "the name says what is seen")] pub const $name: Icon = Icon($character);)*

        /// All pictures with their names.
        #[cfg(test)]
        const ALL: &[(&str, Icon)] = &[$((stringify!($name), $name)),*];
    };
}

icons! {
    ARROW_BACK = "\u{e5c4}"
    ARROW_DOWNWARD = "\u{e5db}"
    ARROW_UPWARD = "\u{e5d8}"
    BOOKMARK_ADD = "\u{e598}"
    BRIGHTNESS_AUTO = "\u{e1ab}"
    CANCEL = "\u{e888}"
    CENTER_FOCUS_STRONG = "\u{e3b4}"
    CHECK_CIRCLE = "\u{f0be}"
    CIRCLE = "\u{ef4a}"
    CLOSE = "\u{e5cd}"
    CONTENT_COPY = "\u{e14d}"
    DARK_MODE = "\u{e51c}"
    DELETE = "\u{e92e}"
    DESCRIPTION = "\u{e873}"
    DOWNLOAD = "\u{f090}"
    DO_NOT_DISTURB_ON = "\u{f08f}"
    EDIT_NOTE = "\u{e745}"
    FOLDER_OPEN = "\u{e2c8}"
    GROUP = "\u{ea21}"
    GROUP_ADD = "\u{e7f0}"
    HELP = "\u{e8fd}"
    INFO = "\u{e88e}"
    INSERT_CHART = "\u{f0cc}"
    LIBRARY_BOOKS = "\u{e02f}"
    LIGHT_MODE = "\u{e518}"
    LOCK = "\u{e899}"
    LOCK_OPEN = "\u{e898}"
    LOGOUT = "\u{e9ba}"
    LOOKS_3 = "\u{e3fb}"
    LOOKS_4 = "\u{e3fd}"
    LOOKS_5 = "\u{e3fe}"
    LOOKS_6 = "\u{e3ff}"
    LOOKS_ONE = "\u{e400}"
    LOOKS_TWO = "\u{e401}"
    MOTION_PHOTOS_OFF = "\u{e9c0}"
    MOVE_TO_INBOX = "\u{e168}"
    NEXT_PLAN = "\u{ef5d}"
    NOTE_ADD = "\u{e89c}"
    OUTGOING_MAIL = "\u{f0d2}"
    PENDING = "\u{ef64}"
    PUBLISH = "\u{e255}"
    REDO = "\u{e15a}"
    REFRESH = "\u{e5d5}"
    REPLAY = "\u{e042}"
    SAVE = "\u{e161}"
    SAVE_AS = "\u{eb60}"
    SEARCH = "\u{ef7a}"
    SWITCH_ACCOUNT = "\u{e9ed}"
    TABLE_VIEW = "\u{f1be}"
    UNDO = "\u{e166}"
    UPLOAD_FILE = "\u{e9fc}"
    VISIBILITY = "\u{e8f4}"
    VISIBILITY_OFF = "\u{e8f5}"
    WARNING = "\u{f083}"
    ZOOM_IN = "\u{e8ff}"
    ZOOM_OUT = "\u{e900}"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_font_has_every_picture() {
        let ctx = egui::Context::default();
        crate::gui::theme::install(&ctx);
        // Fonts exist from the first pass on; nothing needs to be painted.
        ctx.run_ui(egui::RawInput::default(), |_| {}).textures_delta.clear();
        for (name, icon) in ALL {
            let mut characters = icon.as_str().chars();
            let is_there = characters.all(|c| ctx.fonts_mut(|fonts| fonts.has_glyph(&icon.font(16.0), c)));
            assert!(is_there, "{name}: run scripts/fonts");
        }
    }
}
