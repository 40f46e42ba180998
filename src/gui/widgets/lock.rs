//! The look of what is locked: parts of an accepted record that change only by a correction. What looks locked can still be used,
//! and then says so.

use egui::{Color32, Response, Stroke, Ui};

use crate::gui::theme::tokens::Tokens;

/// The tooltip of a locked control, which screen readers read out as well.
const LOCKED: &str = "Locked. To fix a mistake, say why first.";

/// Makes the controls that follow look locked, or as usual again. Texts in fields stay in their colour, since they are to be read.
pub fn look_locked(ui: &mut Ui, is_locked: bool) {
    if is_locked == looks_locked(ui) {
        return;
    }
    let usual = ui.ctx().global_style().visuals.clone();
    let t = Tokens::of(ui);
    let visuals = ui.visuals_mut();
    let inactive = &mut visuals.widgets.inactive;
    if is_locked {
        visuals.text_edit_bg_color = Some(t.background);
        inactive.bg_fill = t.background;
        inactive.weak_bg_fill = t.background;
        inactive.bg_stroke = Stroke::new(1.0, t.line);
        inactive.fg_stroke.color = t.secondary;
    } else {
        visuals.text_edit_bg_color = usual.text_edit_bg_color;
        *inactive = usual.widgets.inactive;
    }
}

/// Draws controls that look locked or as usual, whatever those around them do.
pub fn with_lock<R>(ui: &mut Ui, is_locked: bool, add: impl FnOnce(&mut Ui) -> R) -> R {
    let before = looks_locked(ui);
    look_locked(ui, is_locked);
    let inner = add(ui);
    look_locked(ui, before);
    inner
}

/// Reports whether controls look locked here.
#[must_use]
pub fn looks_locked(ui: &Ui) -> bool {
    ui.visuals().text_edit_bg_color.is_some()
}

/// Returns the colour of a control that people set: the accent, or a quiet one where it is locked.
#[must_use]
pub(super) fn set_color(ui: &Ui) -> Color32 {
    let t = Tokens::of(ui);
    if looks_locked(ui) { t.edge } else { t.accent }
}

/// Says of a control that it is locked, where controls look so.
#[must_use]
pub fn tell_lock(ui: &Ui, response: Response) -> Response {
    read_only(ui, &response);
    if looks_locked(ui) { response.on_hover_text(LOCKED) } else { response }
}

/// Tells screen readers of a field that it is locked, where controls look so. A tooltip would be in the way of reading it.
pub(super) fn read_only(ui: &Ui, response: &Response) {
    if looks_locked(ui) {
        ui.ctx().accesskit_node_builder(response.id, egui::accesskit::Node::set_read_only);
    }
}
