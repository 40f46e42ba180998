//! The keyboard focus, which has to be in sight.

use egui::{Context, Id, InnerResponse, Key, Popup, Rect, Response, Stroke, StrokeKind, Ui};

use crate::gui::theme::tokens::{Tokens, size, space};

/// Scrolls to what has just got the keyboard focus, where that is in this scroll area and out of sight. To be called at
/// the end of what scrolls.
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

/// Names the start of a page for the focus.
#[must_use]
pub fn page_id() -> Id {
    Id::unique("page")
}

/// Where the keyboard focus was, and is, around a dialog.
#[derive(Debug, Clone, Copy, Default)]
struct FocusAround {
    /// Outside of dialogs, when it was there last.
    outside: Option<Id>,
    /// Inside the dialog, while one is open.
    inside: Option<Id>,
    is_open: bool,
}

/// Gives the keyboard focus back to where it was when a dialog closes, unless somebody has asked for it elsewhere. To be
/// called in every frame, once the dialog is drawn, and before what it answers is carried out.
pub fn keep_focus_around(ctx: &Context, dialog_is_open: bool) {
    let key = Id::unique("focus around dialogs");
    let focused = ctx.memory(egui::Memory::focused);
    let mut around: FocusAround = ctx.data(|data| data.get_temp(key)).unwrap_or_default();
    if dialog_is_open {
        (around.inside, around.is_open) = (focused, true);
    } else if std::mem::take(&mut around.is_open) {
        let is_free = focused.is_none() || focused == around.inside;
        if let Some(outside) = around.outside.filter(|_| is_free) {
            ctx.memory_mut(|memory| memory.request_focus(outside));
        }
    } else {
        around.outside = focused;
    }
    ctx.data_mut(|data| data.insert_temp(key, around));
}

/// Gives the first field or button of a dialog, or of a page that takes the place of another, the focus, each time that it comes.
pub fn focus_first(ui: &Ui, response: &Response) {
    if is_opening(ui) {
        response.request_focus();
    }
}

/// Whether a dialog, or a page, is drawn for the first time since it came. To be asked once a frame.
#[must_use]
pub fn is_opening(ui: &Ui) -> bool {
    let key = ui.scope_id().with("last shown");
    let now = ui.ctx().cumulative_frame_nr();
    let last = ui.data_mut(|data| std::mem::replace(data.get_temp_mut_or(key, 0_u64), now));
    // What is open is drawn in every frame.
    last == 0 || last + 1 < now
}

/// Gives the focus back when Escape closes a menu: to where it was when the menu opened, or to the button of the menu where it was
/// nowhere. Escape takes the focus from every widget, and the next Tab would begin at the first one.
pub fn focus_after_escape<R>(ui: &Ui, menu: &InnerResponse<Option<R>>) {
    let key = Id::unique("focus before menus");
    if menu.inner.is_some() {
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            let before: Option<Id> = ui.data(|data| data.get_temp(key)).flatten();
            let before = before.filter(|id| *id != page_id());
            ui.memory_mut(|memory| memory.request_focus(before.unwrap_or(menu.response.id)));
        }
    } else if !Popup::is_any_open(ui.ctx()) {
        let focused = ui.memory(egui::Memory::focused);
        ui.data_mut(|data| data.insert_temp(key, focused));
    }
}
