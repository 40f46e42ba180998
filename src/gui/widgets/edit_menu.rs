//! The menu of a text field: cut, copy, paste and select all.

use egui::{
    Id, Popup, Response, Ui, ViewportCommand,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use super::menu::context_menu;

/// What can be chosen for a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Choice {
    Cut,
    Copy,
    Paste,
    SelectAll,
}

/// The key in egui's memory for what was chosen and not carried out yet, with its field.
fn chosen_id() -> Id {
    Id::unique("chosen in the menu of a field")
}

/// Returns the selection of a field, which a right click would end. To be called before the field is drawn.
pub(super) fn selection(ui: &Ui, field: Id) -> Option<CCursorRange> {
    if !ui.input(|input| input.pointer.secondary_pressed()) {
        return None;
    }
    TextEditState::load(ui.ctx(), field)?.cursor.char_range().filter(|range| !range.is_empty())
}

/// Draws the menu of a field that has just been drawn, with `more` below what every field has. Returns what was chosen of that.
pub fn field_menu<T>(ui: &Ui, field: &Response, more: impl FnOnce() -> Vec<(String, T)>) -> Option<T> {
    let chosen = context_menu(ui, field, || {
        let items =
            [("Cut", Choice::Cut), ("Copy", Choice::Copy), ("Paste", Choice::Paste), ("Select all", Choice::SelectAll)];
        let items = items.into_iter().map(|(name, choice)| (name.to_owned(), Err(choice)));
        items.chain(more().into_iter().map(|(name, one)| (name, Ok(one)))).collect()
    });
    match chosen? {
        Ok(one) => Some(one),
        Err(choice) => {
            ui.data_mut(|data| data.insert_temp(chosen_id(), Some((field.id, choice))));
            ui.memory_mut(|memory| memory.request_focus(field.id));
            ui.ctx().request_repaint();
            None
        }
    }
}

/// A selection that lasts until a menu is gone.
#[derive(Debug, Clone, Copy)]
struct KeptSelection {
    range: CCursorRange,
    /// The frames in which there has been no menu.
    frames: u8,
}

/// The frames after a menu in which a field gets the keyboard focus back, and once more ends its selection.
const SETTLING: u8 = 3;

fn kept_id(field: Id) -> Id {
    field.with("selected before a right click")
}

fn kept(ui: &Ui, field: Id) -> Option<KeptSelection> {
    ui.data(|data| data.get_temp(kept_id(field)))
}

/// Keeps what was `selected` in a field that has just been drawn until the menu of a right click is gone: a field ends its selection
/// with a click, and when it loses the keyboard focus.
pub(super) fn keep_selected(ui: &Ui, field: &Response, selected: Option<CCursorRange>) {
    let new = selected.filter(|_| field.contains_pointer()).map(|range| KeptSelection { range, frames: 0 });
    let Some(mut now) = new.or_else(|| kept(ui, field.id)) else { return };
    select(ui, field.id, now.range);
    let has_menu = Popup::is_any_open(ui.ctx()) || ui.input(|input| input.pointer.any_down());
    now.frames = if has_menu { 0 } else { now.frames + 1 };
    ui.data_mut(|data| {
        if now.frames > SETTLING {
            data.remove::<KeptSelection>(kept_id(field.id));
        } else {
            data.insert_temp(kept_id(field.id), now);
        }
    });
    if !has_menu {
        ui.ctx().request_repaint();
    }
}

/// Carries out what was chosen for a field, once the menu is gone and the field has the keyboard focus.
pub(super) fn send_chosen(ui: &Ui, field: Id, text: &str) {
    let chosen: Option<(Id, Choice)> = ui.data(|data| data.get_temp(chosen_id())).flatten();
    let Some((_, choice)) = chosen.filter(|(of, _)| *of == field) else { return };
    let has_focus = ui.memory(|memory| memory.has_focus(field));
    if Popup::is_any_open(ui.ctx()) || !has_focus || kept(ui, field).is_some() {
        if !has_focus {
            ui.memory_mut(|memory| memory.request_focus(field));
        }
        return ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.remove_temp::<Option<(Id, Choice)>>(chosen_id()));
    let command = match choice {
        Choice::Cut => ViewportCommand::RequestCut,
        Choice::Copy => ViewportCommand::RequestCopy,
        Choice::Paste => ViewportCommand::RequestPaste,
        Choice::SelectAll => {
            let end = CCursor::new(text.chars().count());
            return select(ui, field, CCursorRange::two(CCursor::new(0_usize), end));
        }
    };
    ui.ctx().send_viewport_cmd(command);
    ui.ctx().request_repaint();
}

fn select(ui: &Ui, field: Id, range: CCursorRange) {
    let Some(mut state) = TextEditState::load(ui.ctx(), field) else { return };
    state.cursor.set_char_range(Some(range));
    state.store(ui.ctx(), field);
}
