//! The columns of a ballot. The options above the cells and the criteria beside them stay in sight while the cells scroll.

use std::sync::Arc;

use egui::{Align, Galley, Label, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::{
    decision::Alternative,
    gui::{
        theme::tokens::{Tokens, Type, space},
        views::Cx,
        widgets::{ScorePicker, clamped, cut_in_the_middle, rich, shown, swatch},
    },
};

/// The width of a column below which its head has the name below the colour, in points.
const NARROW: f32 = 100.0;

/// The widths of the columns of a ballot, in points.
#[derive(Clone, Copy)]
pub(super) struct ScoreColumns {
    /// The width of the criteria.
    pub names: f32,
    /// The width of each option, with the gap after it.
    pub option: f32,
}

impl ScoreColumns {
    /// The gap between two options.
    pub const GAP: f32 = 6.0;
    const MOST_NAMES: f32 = 380.0;
    /// The least width of the criteria where that lets all scores of a cell, or all options, be seen.
    const LEAST_NAMES: f32 = 140.0;

    /// Fits the columns into a width. Room that the options do not need goes to the criteria, up to a limit.
    pub fn of(width: f32, options: usize) -> Self {
        let options = options.max(1) as f32;
        let beside_scores = width - (ScorePicker::NARROW + Self::GAP) * options;
        let least = (width * 0.4).clamp(130.0, 200.0);
        let beside_cells = width - (ScorePicker::LEAST + Self::GAP) * options;
        // All scores of every cell are seen, or else at least every option.
        let fits = [beside_scores, beside_cells].into_iter().find(|names| *names >= Self::LEAST_NAMES);
        let least = fits.map_or(least, |names| least.min(names));
        let share = (width - least) / options;
        let option = share.clamp(ScorePicker::LEAST + Self::GAP, ScorePicker::WIDTH + Self::GAP);
        let names = (width - option * options).clamp(least, Self::MOST_NAMES);
        Self { names, option }
    }

    /// Returns the width of all columns.
    pub fn width(self, options: usize) -> f32 {
        self.names + self.option * options as f32
    }

    /// Returns the left end of an option in a row.
    pub fn left(self, row: Rect, option: usize) -> f32 {
        row.left() + self.names + self.option * option as f32
    }

    /// Returns the room in which options are seen: right of the names.
    pub fn seen(self, ui: &Ui, row: Rect) -> Rect {
        ui.clip_rect().with_min_x(names_left(ui, row) + self.names - space::XS)
    }
}

/// Returns the left end of the names of the criteria: that of their row, or that of the window while the row starts out of sight.
pub(super) fn names_left(ui: &Ui, row: Rect) -> f32 {
    row.left().max(ui.clip_rect().left() + space::M)
}

/// Returns the room for the heads of columns, which stay in sight while the rows scroll. Clips everything that follows in this
/// `ui` to the room below them.
pub(super) fn pinned(ui: &mut Ui, room: Rect) -> Rect {
    let seen = ui.clip_rect();
    let head = room.translate(vec2(0.0, (seen.top() - room.top()).max(0.0)));
    ui.shrink_clip_rect(seen.with_min_y(head.bottom()));
    head
}

/// Draws the options as the heads of their columns.
pub(super) fn header(ui: &mut Ui, cx: &Cx<'_>, columns: ScoreColumns) {
    let options = &cx.decision().options;
    let height = head_height(columns.option);
    let (room, _) = ui.allocate_exact_size(vec2(columns.width(options.len()), height), Sense::hover());
    let seen = columns.seen(ui, room);
    let rect = pinned(ui, room);
    let slot = |index| {
        let width = columns.option - ScoreColumns::GAP;
        Rect::from_min_size(pos2(columns.left(rect, index), rect.top()), vec2(width, rect.height()))
    };
    heads(ui, seen, options, slot);
}

/// Returns the height of the heads of columns of this width.
pub(super) fn head_height(column: f32) -> f32 {
    if column < NARROW { 48.0 } else { 30.0 }
}

/// Draws options as the heads of their columns. In narrow columns the names have two lines below their colours, so that the names of
/// many options can be told apart.
pub(super) fn heads(ui: &mut Ui, seen: Rect, options: &[Arc<Alternative>], slot: impl Fn(usize) -> Rect) {
    let t = Tokens::of(ui);
    let Some(width) = (!options.is_empty()).then(|| slot(0).width()) else { return };
    let is_narrow = slot(0).height() >= head_height(0.0);
    let names: Vec<&str> = options.iter().map(|option| option.called()).collect();
    let narrow = if is_narrow { narrow_names(ui, &names, width) } else { Vec::new() };
    let mut narrow = narrow.into_iter();
    for (index, name) in names.into_iter().enumerate() {
        let layout = if is_narrow { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        let mut child = ui.new_child(UiBuilder::new().max_rect(slot(index)).layout(layout));
        child.set_clip_rect(seen);
        child.spacing_mut().item_spacing = vec2(6.0, 1.0);
        swatch(&mut child, t.option(index));
        match narrow.next() {
            // The whole name is shown on hover here; a galley of a cut name has no tip of its own.
            Some(words) => child.add(Label::new(words).show_tooltip_when_elided(false)).on_hover_text(shown(name)),
            None => child.add(Label::new(rich(name, Type::BodyMedium)).truncate()),
        };
    }
}

/// Lays out names for narrow columns. Of names that would look alike, only what comes after their common beginning is shown.
fn narrow_names(ui: &Ui, names: &[&str], width: f32) -> Vec<Arc<Galley>> {
    let mut galleys: Vec<Arc<Galley>> = names.iter().map(|name| narrow_name(ui, name, width)).collect();
    let looks: Vec<String> = galleys.iter().map(|galley| seen_in(galley)).collect();
    for (index, name) in names.iter().enumerate() {
        let alike = || names.iter().zip(&looks).filter(|(other, look)| *look == &looks[index] && *other != name);
        // What the name shares with the one most like it: behind that, it differs from all of them.
        let shared =
            alike().map(|(other, _)| name.chars().zip(other.chars()).take_while(|(a, b)| a == b).count()).max();
        if let Some(shared) = shared {
            let begun: Vec<char> = name.chars().take(shared).collect();
            // The word that differs is shown whole.
            let before = begun.iter().rposition(|letter| !letter.is_alphanumeric()).map_or(0, |at| at + 1);
            let rest: String = name.chars().skip(before).collect();
            let (place, color) = (Type::Small, Tokens::of(ui).text);
            let words = format!("…{rest}");
            // Broken in two, a word would look like two words.
            let first = words.split_whitespace().next().unwrap_or_default();
            let fits = ui.painter().layout_no_wrap(first.to_owned(), place.font(), color).size().x <= width;
            galleys[index] = clamped(ui, &words, place, color, (width, if fits { 2 } else { 1 }));
        }
    }
    galleys
}

/// Returns the characters of a galley that are seen.
fn seen_in(galley: &Galley) -> String {
    galley.rows.iter().flat_map(|row| &row.glyphs).map(|glyph| glyph.chr).collect()
}

/// Lays out a name in two lines, in smaller type if a word needs it. Where that is too little, it loses its middle: like names often
/// differ in the end. A word that is too wide has one line: broken in two, it would look like two words.
fn narrow_name(ui: &Ui, name: &str, width: f32) -> Arc<Galley> {
    /// Part of two lines that words fill, since they break between words.
    const FILLED: f32 = 0.8;
    let color = Tokens::of(ui).text;
    let fits = |place: &Type| {
        let is_within =
            |word: &str| ui.painter().layout_no_wrap(word.to_owned(), place.font(), color).size().x <= width;
        name.split_whitespace().all(is_within)
    };
    let Some(place) = [Type::SecondaryStrong, Type::Small].into_iter().find(fits) else {
        let cut = cut_in_the_middle(ui, name, &Type::Small.font(), width);
        return clamped(ui, &cut, Type::Small, color, (width, 1));
    };
    let whole = clamped(ui, name, place, color, (width, 2));
    if !whole.elided {
        return whole;
    }
    let small = clamped(ui, name, Type::Small, color, (width, 2));
    if !small.elided {
        return small;
    }
    let cut = cut_in_the_middle(ui, name, &Type::Small.font(), 2.0 * width * FILLED);
    clamped(ui, &cut, Type::Small, color, (width, 2))
}
