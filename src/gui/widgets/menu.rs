//! Menus: their items, the keys that open them, and the keyboard focus before and after them.

use egui::{Context, Event, Id, InnerResponse, InputState, Key, Modifiers, Popup, Response, Ui, accesskit::Role};

use super::{focus::page_id, text::shown};

/// Draws an item of a menu, which closes when the item is chosen.
pub fn menu_item(ui: &mut Ui, is_enabled: bool, button: egui::Button<'_>) -> Response {
    let response = list_item(ui, is_enabled, button);
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_role(Role::MenuItem));
    response
}

/// Draws an item of a list that opens, which closes when the item is chosen, by keyboard as by mouse.
pub(super) fn list_item(ui: &mut Ui, is_enabled: bool, button: egui::Button<'_>) -> Response {
    let response = ui.add_enabled(is_enabled, button);
    // A click on anything closes a menu of egui, but Enter and Space leave it open.
    if response.clicked() {
        ui.close();
    }
    response
}

/// Gives the focus back when a menu closes: to the control that had it when the menu opened, or else to the button of the menu. The
/// focus would be on an item that is gone, or, as Escape takes it from every widget, the next Tab would begin at the first one.
/// What is clicked beside the menu keeps the focus that the click gives it.
pub fn focus_after_menu<R>(ui: &Ui, menu: &InnerResponse<Option<R>>) {
    if menu.inner.is_none() {
        return;
    }
    // Arrows lead from the button into the menu; elsewhere they would still act on what had the focus.
    if menu.response.clicked() {
        menu.response.request_focus();
    }
    if Popup::is_any_open(ui.ctx()) {
        return;
    }
    let is_key = |input: &InputState| [Key::Escape, Key::Enter, Key::Space].map(|key| input.key_pressed(key));
    let is_key = ui.input(is_key).contains(&true);
    let before: Option<Id> = ui.data(|data| data.get_temp(before_menus())).flatten();
    let before = before.filter(|id| *id != page_id()).unwrap_or(menu.response.id);
    if is_key {
        // What gets the focus back is drawn later in this frame, and the key was for the menu.
        ui.input_mut(|input| input.events.retain(|event| !matches!(event, Event::Key { .. } | Event::Text(_))));
        ui.memory_mut(|memory| memory.request_focus(before));
    } else {
        // In this frame, the click still takes the focus from whatever it did not hit.
        ui.data_mut(|data| data.insert_temp(after_menus(), Some((before, menu.response.id))));
        ui.ctx().request_repaint();
    }
}

/// The key in egui's memory for the control that gets the keyboard focus in the next frame, if nothing but the button of the menu
/// has it by then.
fn after_menus() -> Id {
    Id::unique("focus after menus")
}

/// The key in egui's memory for the control that had the keyboard focus before a menu opened.
fn before_menus() -> Id {
    Id::unique("focus before menus")
}

/// Notes the keyboard focus, to which it goes back after a menu, and gives it back after a click has closed one. To be called in
/// every frame, before anything is drawn.
pub fn keep_focus_around_menus(ctx: &Context) {
    let focused = ctx.memory(egui::Memory::focused);
    let closed: Option<(Id, Id)> = ctx.data_mut(|data| data.remove_temp(after_menus())).flatten();
    if let Some((before, button)) = closed
        && focused.is_none_or(|focused| focused == button)
        && ctx.memory(|memory| memory.top_modal_layer().is_none())
    {
        ctx.memory_mut(|memory| memory.request_focus(before));
    }
    if !Popup::is_any_open(ctx) {
        ctx.data_mut(|data| data.insert_temp(before_menus(), focused));
    }
}

/// The key in egui's memory for whether a key has opened a menu, whose first item then gets the keyboard focus.
fn opened_by_key() -> Id {
    Id::unique("menu opened by a key")
}

/// Opens a menu as a key does, with the keyboard focus on its first item.
pub fn open_by_key(ctx: &Context, menu: Id) {
    Popup::open_id(ctx, menu);
    ctx.data_mut(|data| data.insert_temp(opened_by_key(), true));
    ctx.request_repaint();
}

/// Reports whether the first item of a menu that is drawn gets the keyboard focus, once after a key has opened it.
#[must_use]
pub fn focuses_first_item(ui: &Ui) -> bool {
    // The first pass only measures the menu.
    !ui.is_sizing_pass() && ui.data_mut(|data| data.remove_temp::<bool>(opened_by_key())).is_some()
}

/// Takes a press with exactly these modifiers.
fn take_press(ui: &Ui, modifiers: Modifiers, wanted: Key) -> bool {
    ui.input_mut(|input| {
        let before = input.events.len();
        input.events.retain(|event| {
            !matches!(event, Event::Key { key, pressed: true, modifiers: with, .. } if *key == wanted && *with == modifiers)
        });
        input.events.len() < before
    })
}

/// Draws the menu of a row or field. A right click opens it at the pointer; Shift+F10 and the menu key open it below a control that
/// has the keyboard focus. `items` returns what can be chosen, by name. Returns what was chosen.
pub fn context_menu<T>(ui: &Ui, row: &Response, items: impl FnOnce() -> Vec<(String, T)>) -> Option<T> {
    let id = Popup::default_response_id(row);
    if row.has_focus() && (take_press(ui, Modifiers::SHIFT, Key::F10) || take_press(ui, Modifiers::NONE, Key::Menu)) {
        open_by_key(ui.ctx(), id);
    }
    // Rows are many, and menus are rarely open.
    if !row.secondary_clicked() && !Popup::is_id_open(ui.ctx(), id) {
        return None;
    }
    let mut menu = Popup::context_menu(row);
    if !row.secondary_clicked() && Popup::position_of_id(ui.ctx(), id).is_none() {
        menu = menu.anchor(row);
    }
    let mut chosen = None;
    let drawn = menu.show(|ui| {
        ui.set_min_width(180.0);
        let mut gets_focus = focuses_first_item(ui);
        for (name, item) in items() {
            let response = menu_item(ui, true, egui::Button::new(shown(name)));
            if std::mem::take(&mut gets_focus) {
                response.request_focus();
            }
            if response.clicked() {
                chosen = Some(item);
            }
        }
    });
    focus_after_menu(ui, &InnerResponse::new(drawn.map(|drawn| drawn.inner), row.clone()));
    chosen
}
