//! The keyboard focus: kept in sight, and given back when dialogs and menus close.

use std::{fmt::Debug, hash::Hash};

use egui::{Context, Id, Popup, Rect, Response, Stroke, StrokeKind, Ui};

use crate::gui::theme::tokens::{Tokens, size, space};

/// Scrolls to the control that has just got the keyboard focus, if it is in this scroll area and out of sight. To be called at
/// the end of the content that scrolls.
pub fn follow_focus(ui: &Ui) {
    let focused = ui.memory(egui::Memory::focused).and_then(|id| ui.ctx().read_response(id));
    // Only when the focus arrives, or scrolling away from it would be undone in every frame.
    let Some(focused) = focused.filter(egui::Response::gained_focus) else { return };
    // The focus may be in another layer, such as a dialog above this area.
    let is_here = focused.layer_id == ui.layer_id() && ui.min_rect().contains(focused.rect.center());
    if is_here && !ui.clip_rect().contains_rect(focused.rect) {
        ui.scroll_to_rect(focused.rect.expand(space::S), None);
    }
}

/// Draws a ring inside a rectangle while a control has the keyboard focus.
pub fn focus_ring(ui: &Ui, response: &Response, rect: Rect, radius: u8) {
    if response.has_focus() {
        let ring = Stroke::new(size::FOCUS, Tokens::of(ui).accent);
        ui.painter().rect_stroke(rect, radius, ring, StrokeKind::Inside);
    }
}

/// Returns the id of the start of a page, where the focus goes when the page opens.
#[must_use]
pub fn page_id() -> Id {
    Id::unique("page")
}

/// The keyboard focus before and during a dialog.
#[derive(Debug, Clone, Copy, Default)]
struct FocusAround {
    /// The control that was last focused while no dialog and no menu was open.
    outside: Option<Id>,
    /// The control of the dialog that was last focused.
    inside: Option<Id>,
    is_open: bool,
}

/// Gives the keyboard focus back when a dialog closes, to the control that had it before, unless something else has asked for it.
/// To be called in every frame, after the dialog is drawn and before its answer is carried out.
pub fn keep_focus_around(ctx: &Context, dialog_is_open: bool) {
    let key = Id::unique("focus around dialogs");
    let focused = ctx.memory(egui::Memory::focused);
    let mut around: FocusAround = ctx.data(|data| data.get_temp(key)).unwrap_or_default();
    if dialog_is_open {
        (around.inside, around.is_open) = (focused, true);
    } else if std::mem::take(&mut around.is_open) {
        // A focus that is still on a control of the closed dialog belongs to nobody.
        let is_free = focused.is_none() || focused == around.inside;
        if let Some(outside) = around.outside.filter(|_| is_free) {
            ctx.memory_mut(|memory| memory.request_focus(outside));
        }
    } else if !Popup::is_any_open(ctx) {
        // An item of a menu that opens a dialog is gone when that closes.
        around.outside = focused;
    }
    ctx.data_mut(|data| data.insert_temp(key, around));
}

/// The key in egui's memory for the control that is to get the keyboard focus.
fn wanted_id() -> Id {
    Id::unique("wanted focus")
}

/// Asks for the keyboard focus on a control that may not be on the screen yet, by the name under which it takes it.
pub fn want_focus(ctx: &Context, control: impl Hash + Debug) {
    ctx.data_mut(|data| data.insert_temp(wanted_id(), Id::unique(control)));
}

/// Reports whether the keyboard focus is wanted on this control.
#[must_use]
pub fn is_wanted(ui: &Ui, control: impl Hash + Debug) -> bool {
    ui.data(|data| data.get_temp(wanted_id())) == Some(Id::unique(control))
}

/// Gives the keyboard focus to this control if it was [asked for](want_focus). Reports whether it did.
pub fn focus_wanted(ui: &Ui, response: &Response, control: impl Hash + Debug) -> bool {
    if !is_wanted(ui, control) {
        return false;
    }
    // A dialog that has just closed keeps the focus for the rest of its frame.
    if ui.memory(|memory| memory.top_modal_layer().is_some_and(|dialog| dialog != ui.layer_id())) {
        ui.ctx().request_repaint();
        return false;
    }
    ui.data_mut(|data| data.remove::<Id>(wanted_id()));
    response.request_focus();
    true
}

/// Gives the keyboard focus to the first field or button of a dialog, or of a page that replaces another, each time it opens.
pub fn focus_first(ui: &Ui, response: &Response) {
    if is_opening(ui) {
        response.request_focus();
    }
}

/// Returns whether a dialog or page is drawn for the first time since it opened. To be called once a frame, as it notes the
/// frame.
#[must_use]
pub fn is_opening(ui: &Ui) -> bool {
    let key = ui.scope_id().with("last shown");
    let now = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(key, 0_u64), now));
    // What is open is drawn in every frame.
    last == 0 || last + 1 < now
}
