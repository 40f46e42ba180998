//! Fields for text: a value goes in, and comes out changed.

use egui::{
    Align, Event, Id, ImeEvent, Key, Layout, Margin, Rect, Response, TextBuffer, TextEdit, Ui, UiBuilder, pos2,
};

use super::{
    button::icon_button,
    edit_menu::{field_menu, keep_selected, selection, send_chosen},
    focus::focus_wanted,
    lock::read_only,
    text::{rich, shown},
};
use crate::{
    adr::revealed,
    gui::{
        theme::{
            icons,
            tokens::{Tokens, Type, space},
        },
        wording::line_of_list,
    },
};

/// The number of characters shown of a text that is too long to edit, so that the fields below it stay near.
const BEGINNING: usize = 600;

/// The longest text that a field of several lines takes, in bytes. The whole text is laid out, which needs a few hundred bytes of
/// memory a character.
const LONGEST: usize = 100_000;
/// The longest text that a field of one line takes, in bytes. A line takes far longer to lay out than as much text in several.
const LONGEST_LINE: usize = 4_000;

/// The messages where typing or pasting would go beyond these.
const TOO_LONG: &str = "Not added: this field holds at most 100,000 characters, fewer with accents or other scripts. Link to a longer text instead.";
const LINE_TOO_LONG: &str = "Not added: this line holds at most 4,000 characters, fewer with accents or other scripts.";

/// A field for text, under its name.
pub struct Field<'a> {
    name: &'a str,
    hint: &'a str,
    multiline: bool,
    rows: usize,
    width: f32,
    end: i8,
    show_name: bool,
    own_menu: bool,
    error: Option<&'a str>,
}

impl<'a> Field<'a> {
    /// Returns a field of one line, as wide as there is room.
    #[must_use]
    pub fn line(name: &'a str) -> Self {
        let (width, end) = (f32::INFINITY, 0);
        Self { name, hint: "", multiline: false, rows: 1, width, end, show_name: true, own_menu: false, error: None }
    }

    /// Returns a field of several lines, at least `rows`; it grows with its text.
    #[must_use]
    pub fn lines(name: &'a str, rows: usize) -> Self {
        Self { multiline: true, rows, ..Self::line(name) }
    }

    /// Sets the hint on what to write, shown while the field is empty.
    #[must_use]
    pub fn hint(self, hint: &'a str) -> Self {
        Self { hint, ..self }
    }

    /// Sets the width in points; a field is never wider than the room it has.
    #[must_use]
    pub fn width(self, width: f32) -> Self {
        Self { width, ..self }
    }

    /// Keeps room free at the right end of the field, in points, for a button inside it.
    #[must_use]
    pub fn room_at_end(self, end: i8) -> Self {
        Self { end, ..self }
    }

    /// Hides the name from the eye: the surroundings say it already. Screen readers still read it.
    #[must_use]
    pub fn unlabelled(self) -> Self {
        Self { show_name: false, ..self }
    }

    /// Leaves the menu of the field to the caller, which draws it by [`field_menu`] with more items.
    #[must_use]
    pub fn own_menu(self) -> Self {
        Self { own_menu: true, ..self }
    }

    /// Sets the message that says what is wrong with the text, and what to do.
    #[must_use]
    pub fn error(self, error: Option<&'a str>) -> Self {
        Self { error, ..self }
    }

    /// Draws the field. Returns the response, and the new text if people changed it.
    pub fn show(self, ui: &mut Ui, value: &str) -> (Response, Option<String>) {
        if value.len() > self.longest() {
            return (self.beginning(ui, value), None);
        }
        let mut text = value.to_owned();
        let response = self.edit(ui, &mut text);
        let changed = response.changed().then_some(text);
        (response, changed)
    }

    /// Draws the field and edits a text in place; for texts outside of the record.
    pub fn edit(self, ui: &mut Ui, text: &mut String) -> Response {
        if text.len() > self.longest() {
            return self.beginning(ui, text);
        }
        let t = Tokens::of(ui);
        ui.vertical(|ui| {
            self.head(ui);
            let mut selected = None;
            let (refused, response) = ui
                .scope(|ui| {
                    if self.error.is_some() {
                        ui.visuals_mut().widgets.inactive.bg_stroke = egui::Stroke::new(1.5, t.bad);
                    }
                    let id = ui.make_persistent_id(self.name);
                    send_chosen(ui, id, text);
                    selected = selection(ui, id);
                    // Input is checked before the field takes it.
                    (refuses(ui, id, text, self.longest()), ui.add(self.text_edit(ui, text).id(id)))
                })
                .inner;
            let response = response.accessible_name(self.name);
            read_only(ui, &response);
            keep_selected(ui, &response, selected);
            if !self.own_menu {
                field_menu::<()>(ui, &response, Vec::new);
            }
            focus_wanted(ui, &response, self.name);
            // A field shows its text as it is, so that the caret stands where people see it.
            if let std::borrow::Cow::Owned(seen) = revealed(text) {
                let words = rich(format!("Characters in it cannot be seen: {seen}"), Type::Secondary);
                ui.label(words.color(t.warning));
            }
            if refused {
                let words = if self.multiline { TOO_LONG } else { LINE_TOO_LONG };
                ui.label(rich(words, Type::Secondary).color(t.bad));
            }
            if let Some(error) = self.error {
                ui.label(rich(error, Type::Secondary).color(t.bad));
            }
            response
        })
        .inner
    }

    /// Draws only the beginning of a text that is too long to be laid out; it cannot be changed.
    fn beginning(self, ui: &mut Ui, text: &str) -> Response {
        let t = Tokens::of(ui);
        ui.vertical(|ui| {
            self.head(ui);
            let bytes = text.len().to_string();
            let grouped: Vec<&str> =
                bytes.as_bytes().rchunks(3).rev().filter_map(|three| str::from_utf8(three).ok()).collect();
            let words = format!(
                "Only the beginning is shown: the text is {} bytes long. Change it in the file, with a text editor.",
                grouped.join(",")
            );
            // Above the text, where it is seen before somebody tries to type.
            ui.label(rich(words, Type::Secondary).color(t.warning));
            let beginning: String = text.chars().take(BEGINNING).collect();
            let beginning = format!("{}…", shown(beginning.as_str()));
            let response = ui.scope(|ui| {
                let id = ui.make_persistent_id(self.name);
                ui.add(self.text_edit(ui, &mut beginning.as_str()).id(id))
            });
            response.inner.accessible_name(self.name)
        })
        .inner
    }

    fn longest(&self) -> usize {
        if self.multiline { LONGEST } else { LONGEST_LINE }
    }

    fn head(&self, ui: &mut Ui) {
        ui.spacing_mut().item_spacing.y = space::XS;
        if self.show_name {
            ui.label(rich(self.name, Type::Secondary).color(Tokens::of(ui).secondary));
        }
    }

    fn text_edit<'t>(&self, ui: &Ui, text: &'t mut dyn TextBuffer) -> TextEdit<'t> {
        let edit = if self.multiline { TextEdit::multiline(text) } else { TextEdit::singleline(text) };
        edit.hint_text(shown(self.hint))
            .text_color(Tokens::of(ui).text)
            .margin(Margin { right: 10 + self.end, ..Margin::symmetric(10, 7) })
            .desired_rows(self.rows)
            .desired_width(self.width.min(ui.available_width()))
            // A second limit, for any other way in which text could be added. It counts characters.
            .char_limit(self.longest())
    }
}

/// Drops typing and pasting that would make a text longer than so many bytes, before all of it is laid out, and characters that
/// mean nothing in a text: one of them would take the window from every screen reader. Returns whether something was too long,
/// until something else is typed or the field loses the keyboard focus.
fn refuses(ui: &Ui, field: Id, text: &str, longest: usize) -> bool {
    let key = field.with("too long");
    // The message goes when people leave the field.
    if !ui.memory(|memory| memory.has_focus(field)) {
        ui.data_mut(|data| data.remove_temp::<bool>(key));
        return false;
    }
    let (mut length, mut refused, mut added) = (text.len(), false, false);
    ui.input_mut(|input| {
        input.events.retain_mut(|event| {
            let (Event::Text(more) | Event::Paste(more) | Event::Ime(ImeEvent::Commit(more))) = event else {
                return true;
            };
            more.retain(|c| !c.is_control() || matches!(c, '\n' | '\r' | '\t'));
            // In bytes, like the limit: characters would let a text of other scripts grow fourfold.
            let fits = length + more.len() <= longest;
            if fits {
                length += more.len();
            }
            refused |= !fits;
            added |= fits;
            fits
        });
    });
    if refused || added {
        ui.data_mut(|data| data.insert_temp(key, refused));
    }
    ui.data(|data| data.get_temp(key)).unwrap_or(false)
}

/// The width, in points, of the button in a field that removes its line from a list.
pub const REMOVE: i8 = 24;

/// Draws a button inside a field, at its end, so that fields with and without it end at the same line.
pub fn remove_button(ui: &mut Ui, field: Rect, name: &str) -> Response {
    let room = Rect::from_min_max(pos2(field.right() - f32::from(REMOVE) - space::S, field.top()), field.max);
    let builder = UiBuilder::new().id_salt(name).max_rect(room).layout(Layout::left_to_right(Align::Center));
    icon_button(&mut ui.new_child(builder), icons::CLOSE, name)
}

/// Draws a list of lines, each in a field of its own, with an empty field after them to add to the list. Returns the new list if
/// people changed it. `name` is the name of one line.
pub fn list_field(ui: &mut Ui, name: &str, hint: &str, list: &[String]) -> Option<Vec<String>> {
    lines(ui, name, hint, list, &|_| None)
}

/// Draws a [`list_field`] for names: several in one line, separated by commas, become lines of their own when the line is left.
pub fn name_list_field(ui: &mut Ui, name: &str, hint: &str, list: &[String]) -> Option<Vec<String>> {
    lines(ui, name, hint, list, &|line| line.contains(',').then(|| names(line)))
}

/// Splits a line at its commas and returns the names; empty ones are left out.
#[must_use]
pub fn names(line: &str) -> Vec<String> {
    line.split(',').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

/// Draws a list of lines. `parted` returns the lines that a line becomes when it is left, or `None` where it stays as it is.
fn lines(
    ui: &mut Ui,
    name: &str,
    hint: &str,
    list: &[String],
    parted: &dyn Fn(&str) -> Option<Vec<String>>,
) -> Option<Vec<String>> {
    let mut changed = None;
    ui.push_id(name, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        let mut enter = Enter::of(ui);
        for (index, line) in list.iter().enumerate() {
            ui.horizontal(|ui| {
                let field = line_of_list(name, index);
                let (response, text) = Field::line(&field).unlabelled().room_at_end(REMOVE).show(ui, line);
                enter.go_on(ui, index, &response, text.as_deref().unwrap_or(line));
                if let Some(text) = text {
                    changed.get_or_insert_with(|| list.to_vec())[index] = text;
                } else if response.lost_focus() && line.trim().is_empty() {
                    // An emptied line goes when the keyboard focus does, so that people can retype it.
                    changed.get_or_insert_with(|| list.to_vec()).remove(index);
                } else if response.lost_focus()
                    && let Some(parts) = parted(line)
                {
                    enter.pass(index, parts.len());
                    changed.get_or_insert_with(|| list.to_vec()).splice(index..=index, parts);
                }
                if remove_button(ui, response.rect, &format!("Remove {name} {}", index + 1)).clicked() {
                    changed.get_or_insert_with(|| list.to_vec()).remove(index);
                }
            });
        }
        let field = line_of_list(name, list.len());
        // The same shape of row as above, so that the field keeps its place and focus once it holds something.
        ui.horizontal(|ui| {
            let (response, text) = Field::line(&field).unlabelled().hint(hint).room_at_end(REMOVE).show(ui, "");
            enter.go_on(ui, list.len(), &response, text.as_deref().unwrap_or_default());
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                changed.get_or_insert_with(|| list.to_vec()).push(text);
            }
        });
        enter.keep(ui);
    });
    changed
}

/// The move of the keyboard focus to the next line of a list when people press Enter.
struct Enter {
    id: Id,
    /// The line that gets the focus once it is drawn. A line after the last one is first drawn in the next frame.
    to: Option<usize>,
}

impl Enter {
    fn of(ui: &Ui) -> Self {
        let id = ui.scope_id().with("enter");
        Self { id, to: ui.data_mut(|data| data.remove_temp(id)) }
    }

    fn go_on(&mut self, ui: &Ui, line: usize, response: &Response, text: &str) {
        if self.to == Some(line) {
            response.request_focus();
            self.to = None;
        }
        // A one-line field gives up the focus when Enter is pressed, so the two come together.
        if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) && !text.trim().is_empty() {
            self.to = Some(line + 1);
        }
    }

    /// Moves the focus past all lines that a line was split into.
    fn pass(&mut self, line: usize, lines: usize) {
        if self.to == Some(line + 1) {
            self.to = Some(line + lines);
        }
    }

    fn keep(self, ui: &Ui) {
        if let Some(to) = self.to {
            ui.data_mut(|data| data.insert_temp(self.id, to));
            // The next line is drawn in the next frame, which nothing else asks for.
            ui.ctx().request_repaint();
        }
    }
}
