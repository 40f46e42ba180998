//! What stays in sight while the cells scroll: the options above them, and the criteria beside them.

use egui::{Align, Layout, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::gui::{
    theme::tokens::{Tokens, Type, space},
    views::Cx,
    widgets::{ScorePicker, rich, swatch},
};

/// The widths of the columns of a ballot, in points.
#[derive(Clone, Copy)]
pub(super) struct ScoreColumns {
    /// Of the criteria.
    pub names: f32,
    /// Of each option.
    pub option: f32,
}

impl ScoreColumns {
    /// Between two options.
    pub const GAP: f32 = 10.0;
    const MOST_NAMES: f32 = 380.0;

    /// Fits them into a width. Where there is room for more than the options need, the criteria have it.
    pub fn of(width: f32, options: usize) -> Self {
        let options = options.max(1) as f32;
        let least = (width * 0.4).clamp(130.0, 200.0);
        let share = (width - least) / options;
        let option = share.clamp(ScorePicker::LEAST + Self::GAP, ScorePicker::WIDTH + Self::GAP);
        let names = (width - option * options).clamp(least, Self::MOST_NAMES);
        Self { names, option }
    }

    /// All of them together.
    pub fn width(self, options: usize) -> f32 {
        self.names + self.option * options as f32
    }

    /// Where an option stands in a row.
    pub fn left(self, row: Rect, option: usize) -> f32 {
        row.left() + self.names + self.option * option as f32
    }

    /// What is seen of the options: that beside the names.
    pub fn seen(self, ui: &Ui, row: Rect) -> Rect {
        ui.clip_rect().with_min_x(names_left(ui, row) + self.names - space::XS)
    }
}

/// Where the names of the criteria stand: at the left of their row, also where that is out of sight.
pub(super) fn names_left(ui: &Ui, row: Rect) -> f32 {
    row.left().max(ui.clip_rect().left() + space::M)
}

/// Keeps the heads of columns in sight while the rows scroll: gives the place to draw them at, and draws all that follows
/// in this `ui` below it alone.
pub(super) fn pinned(ui: &mut Ui, room: Rect) -> Rect {
    let seen = ui.clip_rect();
    let head = room.translate(vec2(0.0, (seen.top() - room.top()).max(0.0)));
    ui.shrink_clip_rect(seen.with_min_y(head.bottom()));
    head
}

/// The options, as heads of their columns.
pub(super) fn header(ui: &mut Ui, cx: &Cx<'_>, columns: ScoreColumns) {
    let t = Tokens::of(ui);
    let options = &cx.decision().options;
    let (room, _) = ui.allocate_exact_size(vec2(columns.width(options.len()), 30.0), Sense::hover());
    let seen = columns.seen(ui, room);
    let rect = pinned(ui, room);
    for (index, option) in options.iter().enumerate() {
        let left = columns.left(rect, index);
        let slot = Rect::from_min_size(pos2(left, rect.top()), vec2(columns.option - space::S, rect.height()));
        let layout = Layout::left_to_right(Align::Center);
        let mut child = ui.new_child(UiBuilder::new().max_rect(slot).layout(layout));
        child.set_clip_rect(seen);
        child.spacing_mut().item_spacing.x = 6.0;
        swatch(&mut child, t.option(index));
        child.add(egui::Label::new(rich(option.called(), Type::BodyMedium)).truncate());
    }
}
