//! Text in the type scale.

use std::{borrow::Cow, sync::Arc};

use egui::{
    Color32, FontId, Galley, Rect, Response, RichText, Ui, Vec2, WidgetInfo, WidgetText, accesskit::Role, pos2,
    text::LayoutJob, vec2,
};

use super::accessible::heading;
use crate::{
    adr::revealed,
    chart::palette::Slits,
    gui::theme::tokens::{Mark, Tokens, Type, medium},
};

/// Returns words in a style of the type scale, made safe to show as by [`shown`].
pub fn rich(words: impl Into<String>, place: Type) -> RichText {
    RichText::new(shown(words)).font(place.font())
}

/// The most characters shown of a text. Layout takes a few hundred bytes a character, and a stranger's file may have millions in
/// one name. Texts that are read as a whole have limits of their own where they are shown.
const LONGEST: usize = 4_000;

/// Returns words as they are shown: with invisible characters made visible, and cut where they are very long. A file may come
/// from a stranger, and invisible characters could make it look like something else.
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

/// Returns words as by [`shown`], but never cut.
pub(super) fn shown_whole(words: String) -> String {
    match revealed(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(shown) => shown,
    }
}

/// Returns the part of a name that assistive technology reads out: of a very long one, only the beginning.
#[must_use]
pub fn spoken(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => Cow::Owned(format!("{}…", &words[..end])),
        None => Cow::Borrowed(words),
    }
}

/// Draws the title of a page.
pub fn title(ui: &mut Ui, words: impl Into<String>) -> Response {
    let (words, color) = (words.into(), Tokens::of(ui).text);
    heading(ui.label(rich(&words, Type::Title).color(color).line_height(Some(32.0))), &words)
}

/// Draws the head of a section or card.
pub fn section(ui: &mut Ui, words: impl Into<String>) -> Response {
    let words = words.into();
    heading(ui.label(rich(&words, Type::Section)), &words)
}

/// Draws running text.
pub fn body(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::Body))
}

/// Draws running text with emphasis.
pub fn strong(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::BodyMedium))
}

/// Draws small, grey text that explains.
pub fn secondary(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::Secondary).color(color))
}

/// Draws a small, bold label for the content below it.
pub fn label(ui: &mut Ui, words: impl Into<String>) -> Response {
    ui.label(rich(words, Type::SecondaryStrong))
}

/// Draws running text in lines short enough to read well.
pub fn paragraph(ui: &mut Ui, words: impl Into<String>) -> Response {
    let color = Tokens::of(ui).secondary;
    let text: WidgetText = rich(words, Type::Body).color(color).line_height(Some(20.0)).into();
    ui.scope(|ui| {
        ui.set_max_width(ui.available_width().min(620.0));
        ui.label(text)
    })
    .inner
}

/// Lays words out on at most `lines` lines of `width` points; an ellipsis replaces the rest.
#[must_use]
pub fn clamped(ui: &Ui, words: &str, place: Type, color: Color32, (width, lines): (f32, usize)) -> Arc<Galley> {
    let mut job = LayoutJob::simple(shown(words), place.font(), color, width);
    job.wrap.max_rows = lines;
    job.wrap.overflow_character = Some('…');
    // A single line is as full as it can be.
    job.wrap.break_anywhere = lines == 1;
    ui.painter().layout_job(job)
}

/// Cuts a name that is too long for a room, in points, in its middle: like names often differ in the end.
#[must_use]
pub fn cut_in_the_middle(ui: &Ui, name: &str, font: &FontId, room: f32) -> String {
    let fits =
        |words: &str| ui.painter().layout_no_wrap(words.to_owned(), font.clone(), Color32::BLACK).size().x <= room;
    if fits(name) {
        return name.to_owned();
    }
    let chars: Vec<char> = name.chars().collect();
    let cut = |kept: usize| {
        let end = kept / 3;
        let (head, tail) = (chars[..kept - end].iter(), chars[chars.len() - end..].iter());
        head.chain([&'…']).chain(tail).collect::<String>()
    };
    // The longest that fits: what is kept grows by one character at a time.
    let longest = (1..chars.len()).map(cut).take_while(|words| fits(words)).last();
    longest.unwrap_or_else(|| name.to_owned())
}

/// The meaning of the colour of a chip or callout.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Nothing in particular.
    Neutral,
    /// Selected, or about the selection.
    Accent,
    /// All is well.
    Good,
    /// Something needs attention.
    Warning,
    /// Something is wrong.
    Bad,
}

impl Tone {
    /// Returns the colours of the background and of the words.
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

/// Gives words to screen readers for content that is only painted. `words` runs only where something listens.
pub fn announce<T: ToString>(response: &Response, words: impl Fn() -> T) {
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, words()));
}

/// Draws a word or two on a rounded background.
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

/// The side of the square in an option's colour, in points.
const SWATCH: f32 = 10.0;

/// Paints a part of a chart with the mark of an option.
pub fn paint_mark(ui: &Ui, rect: Rect, radius: u8, mark: Mark) {
    let (painter, gap) = (ui.painter(), Tokens::of(ui).surface);
    painter.rect_filled(rect, radius, mark.color);
    for left in mark.slits.across(rect.left(), rect.right()) {
        painter.rect_filled(Rect::from_x_y_ranges(left..=left + Slits::WIDTH, rect.y_range()), 0, gap);
    }
    if mark.slits.along {
        painter.rect_filled(Rect::from_center_size(rect.center(), vec2(rect.width(), Slits::WIDTH)), 0, gap);
    }
}

/// Draws a small square with the mark of an option, to be followed by its name.
pub fn swatch(ui: &mut Ui, mark: Mark) {
    let (rect, _) = ui.allocate_exact_size(vec2(SWATCH, 14.0), egui::Sense::hover());
    paint_mark(ui, Rect::from_center_size(rect.center(), Vec2::splat(SWATCH)), 2, mark);
}

/// Draws a legend of marks, with as many entries in a line as there is room for. A square and its words stay together, and
/// words longer than a line are cut.
pub fn legend(ui: &mut Ui, entries: impl IntoIterator<Item = (Mark, String)>) {
    ui.scope(|ui| {
        // A line is as high as its words.
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing = vec2(14.0, 4.0);
            let width = ui.available_width();
            for (mark, words) in entries {
                legend_entry(ui, mark, &words, width);
            }
        });
    });
}

/// Draws a square and its words, at most `width` points wide.
fn legend_entry(ui: &mut Ui, mark: Mark, words: &str, width: f32) {
    const GAP: f32 = 6.0;
    let text = WidgetText::from(rich(words, Type::Secondary));
    // Room for the square is taken off before the words are cut.
    let room = width - SWATCH - GAP;
    let galley = text.into_galley(ui, Some(egui::TextWrapMode::Truncate), room, egui::TextStyle::Body);
    let size = vec2(SWATCH + GAP + galley.size().x, galley.size().y.max(18.0));
    let (rect, response) = ui.allocate_exact_size(size, egui::Sense::hover());
    announce(&response, || shown(words));
    let square = pos2(rect.left() + SWATCH / 2.0, rect.center().y);
    paint_mark(ui, Rect::from_center_size(square, Vec2::splat(SWATCH)), 2, mark);
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
        // Hidden characters in the part that is left are made visible.
        assert_eq!(shown("\u{202E}a"), "[U+202E]a");
    }
}
