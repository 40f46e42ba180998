//! The control for how much a criterion matters.

use egui::{DragValue, Layout, Slider, Stroke, Ui, vec2};

use crate::{decision::Criterion, gui::theme::tokens::Tokens};

/// A slider from 0 to 100 with the number beside it, laid out from right to left. Gives the new swing if it was changed.
///
/// `slider` is its width in points.
pub fn swing_slider(ui: &mut Ui, name: &str, swing: u8, enabled: bool, slider: f32) -> Option<u8> {
    let t = Tokens::of(ui);
    let mut changed = swing;
    ui.add_enabled_ui(enabled, |ui| {
        ui.allocate_ui_with_layout(vec2(52.0, 28.0), Layout::right_to_left(egui::Align::Center), |ui| {
            ui.set_width(52.0);
            let value = DragValue::new(&mut changed).range(0..=Criterion::MAX_SWING).update_while_editing(false);
            ui.add(value).accessible_name(name);
        });
        ui.spacing_mut().slider_width = slider;
        ui.spacing_mut().interact_size.y = 18.0;
        ui.visuals_mut().selection.bg_fill = t.accent;
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
            state.bg_fill = t.line;
            state.fg_stroke = Stroke::new(2.0, t.accent);
        }
        let slider = Slider::new(&mut changed, 0..=Criterion::MAX_SWING).show_value(false).trailing_fill(true);
        ui.add(slider).accessible_name(name);
    });
    (changed != swing).then_some(changed)
}
