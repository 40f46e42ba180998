//! The control that sets how much a criterion matters.

use egui::{Align, Color32, DragValue, Event, Layout, Rect, Response, Slider, Stroke, Ui, lerp, pos2, vec2};

use super::lock::{set_color, tell_lock};
use crate::{
    decision::Criterion,
    gui::theme::tokens::{Tokens, size, space},
};

/// The width of the number, in points.
const NUMBER: f32 = 52.0;
/// The width of the number with the gap before it, in points.
pub const SWING_NUMBER: f32 = NUMBER + space::S;
/// The height of the slider, in points; its handle follows from it.
const RAIL: f32 = 18.0;

/// Draws a slider from 0 to 100 and its number, in that order in a layout from right to left. Returns the new swing if people
/// changed it.
///
/// `slider` is the width of the slider in points.
pub fn swing_slider(ui: &mut Ui, name: &str, swing: u8, enabled: bool, slider: f32) -> Option<u8> {
    let mut changed = swing;
    ui.add_enabled_ui(enabled, |ui| {
        ui.allocate_ui_with_layout(vec2(NUMBER, size::CONTROL), Layout::right_to_left(Align::Center), |ui| {
            ui.set_width(NUMBER);
            number(ui, name, &mut changed);
        });
        rail(ui, name, &mut changed, slider);
    });
    (changed != swing).then_some(changed)
}

/// Draws the number. It looks like a field only while it is pointed at or has the focus, so that a page of them stays quiet.
fn number(ui: &mut Ui, name: &str, swing: &mut u8) {
    let inactive = &mut ui.visuals_mut().widgets.inactive;
    inactive.weak_bg_fill = Color32::TRANSPARENT;
    inactive.bg_stroke = Stroke::NONE;
    // While "100" is typed, 1 and 10 would become edits of the record.
    let value = DragValue::new(swing).range(0..=Criterion::MAX_SWING).update_while_editing(false);
    number_field(ui, name, value);
}

/// Draws a number that can be dragged and typed. Text that is too long for any number is not taken: it would be laid out first.
pub fn number_field(ui: &mut Ui, name: &str, value: DragValue<'_>) -> Response {
    const LONGEST: usize = 64;
    if ui.memory(|memory| memory.has_focus(ui.next_auto_id())) {
        let fits = |event: &Event| !matches!(event, Event::Paste(text) if text.len() > LONGEST);
        ui.input_mut(|input| input.events.retain(fits));
    }
    let response = ui.add(value).accessible_name(name);
    tell_lock(ui, response)
}

fn rail(ui: &mut Ui, name: &str, swing: &mut u8, width: f32) {
    let t = Tokens::of(ui);
    ui.spacing_mut().slider_width = width;
    ui.spacing_mut().interact_size.y = RAIL;
    ui.visuals_mut().selection.bg_fill = set_color(ui);
    ui.visuals_mut().widgets.inactive.bg_fill = t.line;
    let slider = Slider::new(swing, 0..=Criterion::MAX_SWING).show_value(false).trailing_fill(true);
    let response = ui.add(slider).accessible_name(name);
    let response = tell_lock(ui, response);
    handle(ui, &response, *swing);
}

/// Paints the handle over egui's, which has the colour of the rail.
fn handle(ui: &Ui, response: &Response, swing: u8) {
    let t = Tokens::of(ui);
    let rect: Rect = response.rect;
    // The same share of the height as egui's own handle, which this has to cover.
    let radius = rect.height() / 2.5;
    let share = f32::from(swing) / f32::from(Criterion::MAX_SWING);
    let center = pos2(lerp(rect.left() + radius..=rect.right() - radius, share), rect.center().y);
    let color = if response.enabled() { set_color(ui) } else { t.edge };
    ui.painter().circle(center, radius, t.surface, Stroke::new(2.0, color));
    if response.has_focus() {
        ui.painter().circle_stroke(center, radius + 3.5, Stroke::new(size::FOCUS, t.accent));
    }
}
