//! The menus of the bar. Alt and their letter or F10 opens them, arrows lead through them and from one to the next.

use egui::{
    Event, Id, Key, MenuBar, Modifiers, Popup, Response, ScrollArea, TextFormat, Ui, UiKind,
    accesskit::HasPopup,
    text::{LayoutJob, TextWrapping},
};

use super::App;
use crate::{
    decision::text::uncapitalized,
    gui::{
        command::{CommandEntry, Menu, TABLE},
        intent::{FileIntent, Intent},
        session::Direction,
        theme::{
            icons::{self, Icon},
            tokens::{Tokens, Type, size, space},
        },
        widgets::{
            cut_in_the_middle, focus_after_menu, focuses_first_item, follow_focus, menu_item, name_around, open_by_key,
            rich, shown,
        },
    },
};

/// The least width of an open menu, in points.
const MENU: f32 = 240.0;
/// The greatest width of a list in a menu, in points.
const LIST: f32 = 420.0;
/// The greatest width of the title of an item, in points.
const TITLE: f32 = 320.0;
/// The most steps in the list of what can be undone.
const STEPS: usize = 15;

/// What has been drawn of a menu.
struct DrawnMenu {
    popup: Id,
    /// Whether the arrow to the left is for a list inside it.
    takes_left: bool,
    /// Whether the arrow to the right opens a list inside it.
    takes_right: bool,
}

impl App {
    pub(super) fn draw_menus(&self, ui: &mut Ui, out: &mut Vec<Intent>) {
        // A dialog has the keyboard to itself.
        let asked = if self.dialog.is_none() { take_menu_key(ui) } else { None };
        let drawn = MenuBar::new().ui(ui, |ui| Menu::ALL.map(|menu| self.draw_menu(ui, menu, out))).inner;
        let open = drawn.iter().position(|menu| Popup::is_id_open(ui.ctx(), menu.popup));
        let Some(next) = asked.or_else(|| open.and_then(|open| turned_to(ui, open, &drawn[open]))) else { return };
        open_by_key(ui.ctx(), drawn[next].popup);
    }

    fn draw_menu(&self, ui: &mut Ui, menu: Menu, out: &mut Vec<Intent>) -> DrawnMenu {
        let (mut takes_left, mut takes_right) = (false, false);
        let button = ui.menu_button(menu_title(ui, menu), |ui| {
            ui.set_min_width(MENU);
            name_around(ui, UiKind::Menu, menu.name());
            // In a low window, the items scroll.
            let height = ui.ctx().content_rect().height() - size::BAR - 2.0 * space::M;
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                let mut gets_focus = focuses_first_item(ui);
                for entry in TABLE.iter().filter(|entry| entry.menu() == Some(menu)) {
                    let response = self.draw_item(ui, entry, out);
                    if response.enabled() && std::mem::take(&mut gets_focus) {
                        response.request_focus();
                    }
                    let list = match entry.intent {
                        Intent::File(FileIntent::Choose) => Some(("Open recent", icons::REPLAY, self.recent_items())),
                        Intent::Undo => Some(("Undo up to", icons::UNDO, self.undo_items())),
                        _ => None,
                    };
                    if let Some((name, icon, items)) = list {
                        let (on_button, inside) = draw_list(ui, name, icon, &items, out);
                        takes_left |= inside;
                        takes_right |= on_button;
                    }
                }
                follow_focus(ui);
            });
        });
        ui.ctx().accesskit_node_builder(button.response.id, |node| {
            node.set_has_popup(HasPopup::Menu);
            node.set_expanded(button.inner.is_some());
        });
        focus_after_menu(ui, &button);
        DrawnMenu { popup: Popup::default_response_id(&button.response), takes_left, takes_right }
    }

    fn draw_item(&self, ui: &mut Ui, entry: &'static CommandEntry, out: &mut Vec<Intent>) -> Response {
        let seat = self.session.scoring_as.as_ref();
        let step = self.session.document.as_ref().and_then(|document| match entry.intent {
            Intent::Undo => document.step_words(Direction::Back, seat),
            Intent::Redo => document.step_words(Direction::Forward, seat),
            _ => None,
        });
        let title =
            step.map_or_else(|| entry.title.to_owned(), |step| format!("{}: {}", entry.title, uncapitalized(&step)));
        let title = cut_in_the_middle(ui, &shown(title), &item_font(), TITLE);
        let mut button = egui::Button::new((picture(ui, entry.icon), rich(title, Type::Body).size(13.5)));
        if let Some(shortcut) = entry.shortcut() {
            button = button.shortcut_text(rich(ui.ctx().format_shortcut(&shortcut), Type::Secondary));
        }
        let response = menu_item(ui, self.is_enabled(&entry.intent), button);
        // The character of the picture must not be read out as part of the name.
        let response = response.on_hover_text(entry.help).accessible_name(entry.title);
        if response.clicked() {
            out.push(entry.intent.clone());
        }
        response
    }

    /// Returns the recent records but the open one, with what to do when one is chosen.
    fn recent_items(&self) -> Vec<ListItem> {
        let open = self.session.document.as_ref().and_then(|document| document.path());
        let others = self.settings.recent.iter().filter(|recent| Some(recent.path.as_path()) != open);
        others
            .map(|recent| {
                let title = recent.title.trim();
                let folder = recent.path.parent().and_then(|folder| folder.file_name()).unwrap_or_default();
                ListItem {
                    name: if title.is_empty() { "Untitled" } else { title }.to_owned(),
                    beside: folder.display().to_string(),
                    help: recent.path.display().to_string(),
                    intent: Intent::File(FileIntent::Open(recent.path.clone(), None)),
                }
            })
            .collect()
    }

    /// Returns the last steps by name. One that is chosen is undone with all after it.
    fn undo_items(&self) -> Vec<ListItem> {
        let seat = self.session.scoring_as.as_ref();
        let steps = self.session.document.as_ref().map(|document| document.last_steps(STEPS, seat)).unwrap_or_default();
        let items = steps.into_iter().enumerate().map(|(index, name)| ListItem {
            name,
            beside: String::new(),
            help: match index {
                0 => "Undo this step".to_owned(),
                after => format!("Undo this step and the {after} after it"),
            },
            intent: Intent::UndoBy(index + 1),
        });
        items.collect()
    }
}

/// An item of a list in a menu.
struct ListItem {
    name: String,
    /// What tells it from others of its name.
    beside: String,
    help: String,
    intent: Intent,
}

/// Draws a list that opens beside its name. Returns whether the keyboard focus is on the name, and whether it is inside the list.
fn draw_list(ui: &mut Ui, name: &str, icon: Icon, items: &[ListItem], out: &mut Vec<Intent>) -> (bool, bool) {
    let mut inside = false;
    let face = (picture(ui, icon), rich(name, Type::Body).size(13.5));
    let list = ui.add_enabled_ui(!items.is_empty(), |ui| {
        ui.menu_button(face, |ui| {
            ui.set_max_width(LIST);
            for (index, item) in items.iter().enumerate() {
                // Like names of steps differ in their ends; the folder of a record takes the rest of the line.
                let room = if item.beside.is_empty() { LIST - 2.0 * space::M } else { LIST / 2.0 };
                let words = cut_in_the_middle(ui, &shown(&item.name), &item_font(), room);
                let mut button = egui::Button::new(rich(words, Type::Body).size(13.5)).truncate();
                if !item.beside.is_empty() {
                    button = button.shortcut_text(rich(shown(&item.beside), Type::Secondary));
                }
                let response = ui.push_id(index, |ui| menu_item(ui, true, button)).inner;
                inside |= response.has_focus();
                let response =
                    response.on_hover_text(shown(&item.help)).accessible_name(format!("{name}: {}", item.name));
                if response.clicked() {
                    out.push(item.intent.clone());
                }
            }
        })
    });
    let response = list.inner.response;
    let on_button = response.has_focus() && response.enabled();
    response.accessible_name(name);
    (on_button, inside)
}

fn item_font() -> egui::FontId {
    egui::FontId { size: 13.5, ..Type::Body.font() }
}

fn picture(ui: &Ui, icon: Icon) -> egui::RichText {
    icon.rich_text(16.0).color(Tokens::of(ui).secondary)
}

/// Returns the name of a menu, with its letter underlined while Alt is held.
fn menu_title(ui: &Ui, menu: Menu) -> LayoutJob {
    let color = Tokens::of(ui).secondary;
    let format =
        TextFormat { font_id: egui::FontId { size: 13.0, ..Type::Body.font() }, color, ..TextFormat::default() };
    let is_held = ui.input(|input| input.modifiers.alt) && !cfg!(target_os = "macos");
    let underline = if is_held { egui::Stroke::new(1.0, color) } else { egui::Stroke::NONE };
    let (letter, rest) = menu.name().split_at(1);
    let mut job = LayoutJob { wrap: TextWrapping::no_max_width(), ..LayoutJob::default() };
    job.append(letter, 0.0, TextFormat { underline, ..format.clone() });
    job.append(rest, 0.0, format);
    job
}

/// Takes the key that opens a menu: Alt with its letter, or F10 for the first. Returns the index of the menu.
fn take_menu_key(ui: &Ui) -> Option<usize> {
    let mut asked = None;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let menu = match *modifiers {
                Modifiers::NONE if *key == Key::F10 => Some(0),
                Modifiers::ALT if !cfg!(target_os = "macos") => {
                    Menu::ALL.iter().position(|menu| menu.name().starts_with(key.name()))
                }
                _ => None,
            };
            asked = asked.or(menu);
            menu.is_none()
        });
    });
    asked
}

/// Returns the menu beside the open one to which an arrow leads.
fn turned_to(ui: &Ui, open: usize, drawn: &DrawnMenu) -> Option<usize> {
    let is_pressed = |key| ui.input(|input| input.key_pressed(key));
    let all = Menu::ALL.len();
    if is_pressed(Key::ArrowRight) && !drawn.takes_right {
        Some((open + 1) % all)
    } else if is_pressed(Key::ArrowLeft) && !drawn.takes_left {
        Some((open + all - 1) % all)
    } else {
        None
    }
}
