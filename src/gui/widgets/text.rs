//! Text in the type scale.

use std::{borrow::Cow, sync::Arc};

use egui::{
    Color32, Galley, Response, RichText, Ui, WidgetInfo, WidgetText, accesskit::Role, pos2, text::LayoutJob, vec2,
};

use crate::{
    adr::revealed,
    gui::theme::tokens::{Tokens, Type, medium},
};

/// Words in a place of the type scale.
pub fn rich(words: impl Into<String>, place: Type) -> RichText {
    RichText::new(shown(words)).font(place.font())
}

/// The longest words that are shown, in characters. What is laid out takes a few hundred bytes for each of them, and a
/// stranger's file may have millions in one name. Texts that are read as a whole are bounded where they are shown.
const LONGEST: usize = 4_000;

/// Words as they are shown: a file may come from a stranger, and what cannot be seen in it could make it look like
/// something else. Of very long words, only the beginning.
pub fn shown(words: impl Into<String>) -> String {
    let mut words = words.into();
    if let Some((end, _)) = words.char_indices().nth(LONGEST) {
        words.truncate(end);
        // A stranger's name of many megabytes would otherwise stay allocated with its few words.
        words.shrink_to_fit();
        words.push('…');
    }
    shown_whole(words)
}

/// [`shown`], however long they are.
pub(super) fn shown_whole(words: String) -> String {
    match revealed(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(shown) => shown,
    }
}

/// The part of a name that assistive technology reads out: of a very long one, only the beginning.
#[must_use]
pub fn spoken(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &words[..end])),
        None => Cow::Borrowed(words),
    }
}

/// The one title of a page.
pub fn title(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = Tokens::of(ui).text;
    ui.label(rich(words, Type::Title).color(color).line_height(Some(32.0)))
}

/// The head of a section or card.
pub fn section(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::Section))
}

/// Running text.
pub fn body(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::Body))
}

/// Running text that leads.
pub fn strong(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::BodyMedium))
}

/// Text that explains.
pub fn secondary(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::Secondary).color(color))
}

/// The name of what stands below it.
pub fn label(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::SecondaryStrong))
}

/// Running text in lines that stay readable.
pub fn paragraph(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = Tokens::of(ui).secondary;
    let text: WidgetText = rich(words, Type::Body).color(color).line_height(Some(20.0)).into();
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(620.0));
        ui.label(text)
    })
    .inner
}

/// Words on at most so many lines of a width in points, ready to be shown; what is left over ends in an ellipsis.
#[must_use]
pub fn clamped(ui: &Ui, words: &str, place: Type, color: Color32, (width, lines): (f32, usize)) -> Arc<Galley> {
    let mut job = LayoutJob::simple(shown(words), place.font(), color, width);
    job.wrap.max_rows = lines;
    job.wrap.overflow_character = Some('…');
    ui.painter().layout_job(job)
}

/// What a chip or callout says by its colour, besides its words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// It is selected, or about the selection.
    Accent,
    /// It is well.
    Good,
    /// Look here.
    Warning,
    /// It is wrong.
    Bad,
}

impl Tone {
    /// The background and the words' colour.
    #[must_use]
    pub fn colors(self, t: &Tokens) -> (Color32, Color32) {
        match self {
            Self::Neutral => (t.sunken, t.secondary),
            Self::Accent => (t.accent_soft, t.accent),
            Self::Good => (t.good_soft, t.good),
            Self::Warning => (t.warning_soft, t.warning),
            Self::Bad => (t.bad_soft, t.bad),
        }
    }
}

/// Has screen readers say these words of what is only painted. They are made only where something listens.
pub fn announce<T: ToString>(response: &Response, words: impl Fn() -> T) {
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words()));
}

/// A word or two on a rounded background.
pub fn chip(ui: &mut Ui, words: impl Into<String>, tone: Tone) -> Response {
    let (ground, color) = tone.colors(Tokens::of(ui));
    let words = shown(words);
    let galley = ui.painter().layout_no_wrap(words.clone(), egui::FontId::new(12.0, medium()), color);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(20.0, 8.0), egui::Sense::hover());
    announce(&response, || &words);
    ui.painter().rect_filled(rect, rect.height() / 2.0, ground);
    ui.painter().galley(rect.min + vec2(10.0, 4.0), galley, color);
    response
}

/// The side of the square that is an option's colour, in points.
const SWATCH: f32 = 10.0;

/// A small square in the colour of an option; its name stands beside it.
pub fn swatch(ui: &mut Ui, color: Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(SWATCH, 14.0), egui::Sense::hover());
    ui.painter().rect_filled(egui::Rect::from_center_size(rect.center(), egui::Vec2::splat(SWATCH)), 2, color);
}

/// Which colour means what, as many in a line as there is room for. A square and its words never part, and words that are
/// longer than a line are cut.
pub fn legend(ui: &mut Ui, entries: impl IntoIterator<Item = (Color32, String)>) {
    ui.scope(|ui| {
        // A line is as high as its words.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 4.0);
            let width = ui.available_width();
            for (color, words) in entries {
                legend_entry(ui, color, &words, width);
            }
        });
    });
}

/// A square and its words, at most this wide.
fn legend_entry(ui: &mut Ui, color: Color32, words: &str, width: f32) {
    const GAP: f32 = 6.0;
    let text = WidgetText::from(rich(words, Type::Secondary));
    // Room for the square is taken off before the words are cut.
    let room = width - SWATCH - GAP;
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
    let size = vec2(SWATCH + GAP + galley.size().x, galley.size().y.max(18.0));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    announce(&response, || shown(words));
    let square = pos2(rect.left() + SWATCH / 2.0, rect.center().y);
    ui.painter().rect_filled(egui::Rect::from_center_size(square, egui::Vec2::splat(SWATCH)), 2, color);
    let at = pos2(rect.left() + SWATCH + GAP, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, Tokens::of(ui).secondary);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn very_long_words_are_cut_and_others_are_not() {
        let whole = "ä".repeat(LONGEST);
        assert_eq!(shown(whole.as_str()), whole);
        assert_eq!(spoken(&whole), whole);
        let longer = whole.clone() + "ä";
        assert_eq!(shown(longer.as_str()), whole.clone() + "…");
        assert_eq!(spoken(&longer), whole + "…");
        // What is hidden in what is left is shown.
        assert_eq!(shown("\u{202E}a"), "[U+202E]a");
    }
}
