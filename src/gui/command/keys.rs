//! Pressed keys, and the commands that they mean.

use egui::{Event, InputState, Key, KeyboardShortcut, Modifiers, MouseWheelUnit, ViewportCommand};

use super::{CommandEntry, CommandScope, TABLE, entry, menu_entries};
use crate::gui::intent::{Intent, SettingsIntent};

/// A key press that means a command.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyPress {
    /// A key with modifiers.
    Shortcut(KeyboardShortcut),
    /// A character, whichever keys make it and in either case.
    Typed(&'static str),
}

pub(super) const fn ctrl(key: Key) -> KeyPress {
    KeyPress::Shortcut(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

pub(super) const fn ctrl_shift(key: Key) -> KeyPress {
    KeyPress::Shortcut(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key))
}

pub(super) const fn shift(key: Key) -> KeyPress {
    KeyPress::Shortcut(KeyboardShortcut::new(Modifiers::SHIFT, key))
}

pub(super) const fn alt(key: Key) -> KeyPress {
    KeyPress::Shortcut(KeyboardShortcut::new(Modifiers::ALT, key))
}

pub(super) const fn bare(key: Key) -> KeyPress {
    KeyPress::Shortcut(KeyboardShortcut::new(Modifiers::NONE, key))
}

/// Reports whether the key of a command is pressed, without taking it. Only keys without modifiers count.
#[must_use]
pub fn is_pressed(intent: &Intent, input: &InputState) -> bool {
    let shortcut = entry(intent).and_then(CommandEntry::shortcut);
    shortcut.is_some_and(|key| key.modifiers.is_none() && input.key_pressed(key.logical_key))
}

/// Drops the text that a key types with Alt: it opens a menu or nothing. Where Alt types characters of its own, it stays.
pub fn drop_text_of_alt(ctx: &egui::Context) {
    if cfg!(target_os = "macos") {
        return;
    }
    let mut with_alt = false;
    ctx.input_mut(|input| {
        input.events.retain(|event| match event {
            Event::Key { pressed, modifiers, .. } => {
                with_alt = *pressed && *modifiers == Modifiers::ALT;
                true
            }
            Event::Text(_) => !with_alt,
            _ => true,
        });
    });
}

/// The keys of the clipboard besides Ctrl+C, Ctrl+X and Ctrl+V, which egui takes itself.
const CLIPBOARD: [(Modifiers, Key, ViewportCommand); 3] = [
    (Modifiers::COMMAND, Key::Insert, ViewportCommand::RequestCopy),
    (Modifiers::SHIFT, Key::Delete, ViewportCommand::RequestCut),
    (Modifiers::SHIFT, Key::Insert, ViewportCommand::RequestPaste),
];

/// Takes the other keys of the clipboard in a text field, which gets what they ask for in the next frame.
pub fn take_clipboard_keys(ctx: &egui::Context) {
    if !ctx.text_edit_focused() {
        return;
    }
    for (modifiers, wanted, command) in CLIPBOARD {
        let is_it = |event: &Event| match event {
            Event::Key { key, pressed: true, modifiers: with, .. } => *key == wanted && with.matches_exact(modifiers),
            _ => false,
        };
        let is_pressed = ctx.input_mut(|input| {
            let before = input.events.len();
            input.events.retain(|event| !is_it(event));
            input.events.len() < before
        });
        if is_pressed {
            ctx.send_viewport_cmd(command);
        }
    }
}

/// The way of the wheel, in points, that changes the zoom by a step on a touchpad, which moves in small pieces.
const ZOOM_STEP: f32 = 50.0;

/// Returns the changes of the zoom that the wheel asks for while Ctrl is held, and keeps egui from anything else with it.
#[must_use]
pub fn zoomed_by_wheel(ctx: &egui::Context) -> Vec<Intent> {
    let key = egui::Id::unique("zoom by the wheel");
    let mut way: f32 = ctx.data(|data| data.get_temp(key)).unwrap_or(0.0);
    ctx.input(|input| {
        for event in &input.events {
            if let Event::MouseWheel { unit, delta, modifiers, .. } = event
                && modifiers.matches_logically(Modifiers::COMMAND)
            {
                way += if *unit == MouseWheelUnit::Point { delta.y } else { delta.y.signum() * ZOOM_STEP };
            }
        }
    });
    let steps = (way / ZOOM_STEP).trunc();
    ctx.data_mut(|data| data.insert_temp(key, way - steps * ZOOM_STEP));
    let zoom = if steps > 0.0 { SettingsIntent::ZoomIn } else { SettingsIntent::ZoomOut };
    vec![Intent::Settings(zoom); steps.abs() as usize]
}

/// Takes the keys of the commands of menus in this frame and returns their intents, without those for a record where none is on the
/// screen. Combinations with Shift come first, since `Ctrl+S` is part of `Ctrl+Shift+S`.
#[must_use]
pub fn pressed(ctx: &egui::Context, shows_record: bool) -> Vec<Intent> {
    let mut keyed: Vec<(&Intent, KeyboardShortcut)> = Vec::new();
    for entry in menu_entries().filter(|entry| shows_record || !matches!(entry.scope, CommandScope::Record(_))) {
        for press in entry.keys {
            if let KeyPress::Shortcut(shortcut) = press {
                keyed.push((&entry.intent, *shortcut));
            }
        }
    }
    keyed.sort_by_key(|(_, shortcut)| !shortcut.modifiers.shift);
    ctx.input_mut(|input| {
        let (mut taken, left): (Vec<_>, Vec<_>) =
            keyed.into_iter().partition(|(_, shortcut)| input.consume_shortcut(shortcut));
        taken.extend(left.into_iter().filter(|(_, shortcut)| consume_digit(input, *shortcut)));
        taken.into_iter().map(|(intent, _)| intent.clone()).collect()
    })
}

/// Takes the key of a digit by its place, where the layout has something else there, as AZERTY does.
fn consume_digit(input: &mut InputState, shortcut: KeyboardShortcut) -> bool {
    let is_digit = |key: Key| (Key::Num0..=Key::Num9).contains(&key);
    // Without Num Lock, the digits of the number pad are other keys.
    let is_on_number_pad = |key: Key| {
        matches!(key, Key::Home | Key::End | Key::PageUp | Key::PageDown | Key::Insert | Key::Delete)
            || matches!(key, Key::ArrowDown | Key::ArrowUp | Key::ArrowLeft | Key::ArrowRight)
    };
    let before = input.events.len();
    input.events.retain(|event| {
        let Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return true };
        !(is_digit(shortcut.logical_key)
            && *physical_key == Some(shortcut.logical_key)
            && !is_digit(*key)
            && !is_on_number_pad(*key)
            && modifiers.matches_exact(shortcut.modifiers))
    });
    input.events.len() < before
}

/// Takes the keys of commands of one place in this frame, and returns their intents in the order of the presses: a slow frame may
/// have several. Keys that are not `wanted` are left alone, and so are characters that are typed into a field.
pub fn take_pressed(
    ctx: &egui::Context,
    scope: CommandScope,
    wanted: impl Fn(&Intent) -> bool,
) -> Vec<&'static Intent> {
    let is_typing = ctx.text_edit_focused();
    let mut intents = Vec::new();
    // The place on the keyboard of the key that types the next text.
    let mut place = None;
    ctx.input_mut(|input| {
        input.events.retain(|event| {
            let entries = || TABLE.iter().filter(|entry| entry.scope == scope && wanted(&entry.intent));
            let meant = |event: &Event| {
                entries().find(|entry| entry.keys.iter().any(|press| press.is_meant_by(event, is_typing)))
            };
            let found = meant(event).or_else(|| meant(&on_another_layout(event, place)?));
            match event {
                Event::Key { physical_key, modifiers, .. } => place = physical_key.filter(|_| modifiers.is_none()),
                _ => place = None,
            }
            intents.extend(found.map(|entry| &entry.intent));
            found.is_none()
        });
    });
    intents
}

/// Returns what the key of a text would type on a Latin layout with digits in the first row, where it types something else: the
/// digits of AZERTY need Shift, and other scripts have no `n`. `None` where the text is a Latin letter, which is meant as such.
fn on_another_layout(event: &Event, place: Option<Key>) -> Option<Event> {
    let (Event::Text(text), Some(place)) = (event, place) else { return None };
    let is_digit = (Key::Num0..=Key::Num9).contains(&place);
    let is_letter = (Key::A..=Key::Z).contains(&place) && !text.is_ascii();
    (is_digit || is_letter).then(|| Event::Text(place.name().to_owned()))
}

impl KeyPress {
    /// Reports whether an event is this press. While people type into a field, characters belong to the field.
    fn is_meant_by(&self, event: &Event, is_typing: bool) -> bool {
        match (self, event) {
            (Self::Typed(character), Event::Text(text)) => !is_typing && text.eq_ignore_ascii_case(character),
            (Self::Shortcut(shortcut), Event::Key { key, pressed: true, modifiers, .. }) => {
                *key == shortcut.logical_key && modifiers.matches_exact(shortcut.modifiers)
            }
            _ => false,
        }
    }
}
