//! The columns of a ballot. The options above the cells and the criteria beside them stay in sight while the cells scroll.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::gui::{
    theme::tokens::{Tokens, Type, space},
    views::Cx,
    widgets::{ScorePicker, clamped, rich, swatch},
};

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

/// Draws the options as the heads of their columns. In narrow columns a name has two lines below its colour, so that the names of many
/// options can be told apart.
pub(super) fn header(ui: &mut Ui, cx: &Cx<'_>, columns: ScoreColumns) {
    const NARROW: f32 = 80.0;
    let t = Tokens::of(ui);
    let options = &cx.decision().options;
    let is_narrow = columns.option < NARROW;
    let height = if is_narrow { 48.0 } else { 30.0 };
    let (room, _) = ui.allocate_exact_size(vec2(columns.width(options.len()), height), Sense::hover());
    let seen = columns.seen(ui, room);
    let rect = pinned(ui, room);
    for (index, option) in options.iter().enumerate() {
        let left = columns.left(rect, index);
        let width = columns.option - ScoreColumns::GAP;
        let slot = Rect::from_min_size(pos2(left, rect.top()), vec2(width, rect.height()));
        let layout = if is_narrow { Layout::top_down(Align::Min) } else { Layout::left_to_right(Align::Center) };
        let mut child = ui.new_child(UiBuilder::new().max_rect(slot).layout(layout));
        child.set_clip_rect(seen);
        child.spacing_mut().item_spacing = vec2(6.0, 1.0);
        swatch(&mut child, t.option(index));
        if is_narrow {
            let name = clamped(&child, option.called(), Type::SecondaryStrong, t.text, (width, 2));
            child.label(name).on_hover_text(option.called());
        } else {
            child.add(egui::Label::new(rich(option.called(), Type::BodyMedium)).truncate());
        }
    }
}
