//! Buttons, segments and lists to choose from.

use egui::{Rect, Response, RichText, Shape, Stroke, Ui, UiKind, style::WidgetVisuals, vec2};

use super::{
    accessible::name_around,
    lock::{looks_locked, tell_lock},
    menu::{focus_after_menu, list_item},
    text::{rich, shown, spoken},
};
use crate::gui::theme::{
    icons::Icon,
    tokens::{Tokens, Type, size},
};

/// The emphasis of a button.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ButtonKind {
    /// The most likely next action: one a screen.
    Primary,
    /// Any other action.
    Secondary,
    /// A minor action, without fill or edge until it is pointed at.
    Quiet,
}

/// Draws a button.
pub fn button(ui: &mut Ui, words: &str, kind: ButtonKind) -> Response {
    button_enabled(ui, words, kind, true)
}

/// Draws a button, greyed out where it is not `enabled`.
pub fn button_enabled(ui: &mut Ui, words: &str, kind: ButtonKind, enabled: bool) -> Response {
    let t = Tokens::of(ui);
    let mut text = RichText::new(shown(words));
    // What is locked is never the most likely next action.
    if kind == ButtonKind::Secondary || kind == ButtonKind::Primary && looks_locked(ui) {
        // The style of egui is right already; without a scope, the button wraps to the next line where lines wrap.
        let response = ui.add_enabled(enabled, egui::Button::new(text).min_size(vec2(0.0, size::CONTROL)));
        return tell_lock(ui, response);
    }
    let response = ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        match kind {
            ButtonKind::Primary => {
                text = text.color(t.on_accent);
                for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active] {
                    state.weak_bg_fill = t.accent;
                    state.bg_stroke = Stroke::new(1.0, t.accent);
                }
                // The focus ring must be seen on a button of its own colour.
                widgets.hovered.bg_stroke = Stroke::new(2.0, t.text);
                widgets.active.bg_stroke = Stroke::new(2.0, t.text);
            }
            ButtonKind::Secondary => {}
            ButtonKind::Quiet => {
                widgets.inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
                widgets.inactive.bg_stroke = Stroke::NONE;
                text = text.color(t.secondary);
            }
        }
        ui.add_enabled(enabled, egui::Button::new(text).min_size(vec2(0.0, size::CONTROL)))
    });
    tell_lock(ui, response.inner)
}

/// Draws a button that shows a picture; `name` says what it does, in the tooltip and to screen readers.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str) -> Response {
    let t = Tokens::of(ui);
    let color = if looks_locked(ui) { t.edge } else { t.secondary };
    let response = ui.scope(|ui| {
        let inactive = &mut ui.visuals_mut().widgets.inactive;
        inactive.weak_bg_fill = egui::Color32::TRANSPARENT;
        inactive.bg_stroke = Stroke::NONE;
        ui.spacing_mut().button_padding = vec2(5.0, 5.0);
        let response = ui.add(egui::Button::new(icon.rich_text(16.0).color(color))).on_hover_text(shown(name));
        // egui takes the tooltip for a description, which would only repeat the name.
        ui.ctx().accesskit_node_builder(response.id, egui::accesskit::Node::clear_description);
        response.accessible_name(spoken(name))
    });
    tell_lock(ui, response.inner)
}

/// Draws a few choices side by side. Returns the index of the one that was clicked in this frame, even if it was selected
/// already.
pub fn segmented(ui: &mut Ui, name: &str, choices: &[&str], selected: Option<usize>) -> Option<usize> {
    let t = Tokens::of(ui);
    let is_locked = looks_locked(ui);
    let mut picked = None;
    egui::Frame::new()
        .fill(if is_locked { t.background } else { t.sunken })
        .stroke(if is_locked { Stroke::new(1.0, t.line) } else { Stroke::NONE })
        .corner_radius(egui::CornerRadius::same(size::RADIUS))
        .inner_margin(egui::Margin::same(2))
        .show(ui, |ui| {
            // Where everything is large, they take several lines.
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing = vec2(2.0, 2.0);
                for (index, choice) in choices.iter().enumerate() {
                    let on = selected == Some(index);
                    let inactive = &mut ui.visuals_mut().widgets.inactive;
                    inactive.weak_bg_fill = if on { t.surface } else { egui::Color32::TRANSPARENT };
                    inactive.bg_stroke = if on { Stroke::new(1.0, t.edge) } else { Stroke::NONE };
                    let words = if on { rich(*choice, Type::BodyMedium) } else { rich(*choice, Type::Body) };
                    let color = if on && !is_locked { t.text } else { t.secondary };
                    let button =
                        egui::Button::new(words.size(13.0).color(color)).corner_radius(6).min_size(vec2(0.0, 28.0));
                    let response = ui.add(button);
                    response.widget_info(|| {
                        egui::WidgetInfo::selected(
                            egui::accesskit::Role::RadioButton,
                            true,
                            on,
                            format!("{}: {}", spoken(name), spoken(choice)),
                        )
                    });
                    if tell_lock(ui, response).clicked() {
                        picked = Some(index);
                    }
                }
            });
        });
    picked
}

/// Draws a drop-down list. Returns the index of the choice that was clicked in this frame. `face` is the text of the closed list.
pub fn select<'a>(
    ui: &mut Ui,
    name: &str,
    face: &str,
    choices: impl Iterator<Item = &'a str>,
    selected: Option<usize>,
    width: f32,
) -> Option<usize> {
    let mut picked = None;
    let has_opened = egui::Id::unique(("a list has opened", name));
    // A list that fits on the screen is shown without scrolling.
    let height = (ui.ctx().content_rect().height() * 0.6).max(ui.spacing().combo_height);
    let list = egui::ComboBox::from_id_salt(name).selected_text(shown(face)).icon(chevron).width(width).truncate();
    let list = list.height(height);
    let response = list.show_ui(ui, |ui| {
        name_around(ui, UiKind::Menu, name);
        for (index, choice) in choices.enumerate() {
            let item = egui::Button::selectable(selected == Some(index), shown(choice));
            let item = list_item(ui, true, item);
            if item.clicked() {
                picked = Some(index);
            }
            // Arrows go on from the present choice, however the list was opened.
            if selected == Some(index) && ui.data_mut(|data| data.remove_temp::<()>(has_opened)).is_some() {
                item.request_focus();
            }
        }
    });
    focus_after_menu(ui, &response);
    if response.inner.is_some() && response.response.clicked() {
        ui.data_mut(|data| data.insert_temp(has_opened, ()));
    }
    let list = response.response.accessible_name(format!("{}: {}", spoken(name), spoken(face)));
    // Only its choices change anything, but the list looks as they do.
    let _ = tell_lock(ui, list);
    picked
}

/// Paints the arrow that marks a drop-down list.
fn chevron(ui: &Ui, room: Rect, visuals: &WidgetVisuals, _: bool) {
    let middle = room.center();
    let line = [vec2(-4.0, -2.0), vec2(0.0, 2.0), vec2(4.0, -2.0)].map(|offset| middle + offset);
    ui.painter().add(Shape::line(line.into(), Stroke::new(1.5, visuals.text_color())));
}
