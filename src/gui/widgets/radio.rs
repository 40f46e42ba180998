//! The round mark of a choice among several.

use egui::{Pos2, Stroke, Ui};

use crate::gui::theme::tokens::Tokens;

/// Paints a ring, with a dot inside where it is chosen.
pub fn draw_radio(ui: &Ui, center: Pos2, chosen: bool) {
    let t = Tokens::of(ui);
    let color = if chosen { t.accent } else { t.edge };
    ui.painter().circle(center, 7.0, t.surface, Stroke::new(1.5, color));
    if chosen {
        ui.painter().circle_filled(center, 3.8, t.accent);
    }
}
