//! Keys that arrive faster than frames.
//!
//! egui sees all input of a frame at once, while a key that moves the focus moves it only for the next frame. Without care, text
//! typed after such a key in the same frame would go to the wrong place or be lost: on a busy machine a fast typist would lose
//! words. So a frame takes one key that may move the focus, and the rest waits, in order. The keys that score and go from cell to
//! cell are the exception: the sheet acts on all of them in one frame, each on the cell to which the key before it has led.
//!
//! A text field lays its text out again for each event that changes it, and egui keeps all layouts of a frame until its end. So
//! letters typed one after the other become one text, and a frame takes only a few of the keys that delete or break lines.

use std::collections::VecDeque;

use egui::{Context, Event, Key, RawInput, ViewportEvent, ViewportId};

use super::widgets::score_has_focus;

/// The owner of the keyboard focus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    /// A text field.
    Text,
    /// A cell of the sheet.
    Score,
    /// Anything else, or nothing.
    Other,
}

/// Input that waits for a frame.
#[derive(Debug, Default)]
pub struct TypeAhead {
    held: VecDeque<Event>,
    /// Whether the window was closed after the input that waits, and which must be taken before it closes.
    close: bool,
    /// Whether the last frame took a key that may have moved the focus.
    moved: bool,
}

impl TypeAhead {
    /// Reports whether another frame is needed for input that has arrived already.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        !self.held.is_empty() || self.close
    }

    /// Leaves in the input of a frame those events that the frame can take, and keeps the rest for later ones.
    pub fn hold(&mut self, ctx: &Context, input: &mut RawInput) {
        let focus = if ctx.text_edit_focused() {
            Focus::Text
        } else if score_has_focus(ctx) {
            Focus::Score
        } else {
            Focus::Other
        };
        self.hold_while(focus, input);
    }

    fn hold_while(&mut self, focus: Focus, input: &mut RawInput) {
        self.held.extend(input.events.drain(..));
        let moved = std::mem::take(&mut self.moved);
        if moved && self.held.iter().any(|event| matches!(event, Event::Text(_))) {
            // This frame takes no input: the field for the text has to be drawn once before it has the focus.
        } else {
            input.events = self.next_group(focus);
        }
        self.hold_close(input);
    }

    /// Returns the events up to and including the first key that may move the focus.
    fn next_group(&mut self, focus: Focus) -> Vec<Event> {
        let mut group = Vec::new();
        let mut typed = None;
        let mut changes = 0;
        while let Some(event) = self.held.front() {
            // The text that a key types comes right after it and belongs to it.
            if self.moved && !belongs_to_key(event) {
                break;
            }
            if focus == Focus::Text && changes_text(event) {
                if changes == MOST_CHANGES {
                    break;
                }
                changes += 1;
                typed = None;
            }
            self.moved |= may_move_focus(event, focus);
            let Some(event) = self.held.pop_front() else { break };
            match (event, typed.and_then(|at| group.get_mut(at))) {
                (Event::Text(more), Some(Event::Text(text))) if focus == Focus::Text && is_typed(&more) => {
                    text.push_str(&more);
                }
                (event, _) => {
                    if matches!(&event, Event::Text(text) if is_typed(text)) {
                        typed = Some(group.len());
                    }
                    group.push(event);
                }
            }
        }
        group
    }

    fn hold_close(&mut self, input: &mut RawInput) {
        if let Some(window) = input.viewports.get_mut(&ViewportId::ROOT) {
            self.close |= window.events.contains(&ViewportEvent::Close);
            window.events.retain(|event| *event != ViewportEvent::Close);
            // The close waits for all input before it, and for the frame after a key that may have moved the focus.
            if self.close && self.held.is_empty() && !self.moved {
                self.close = false;
                window.events.push(ViewportEvent::Close);
            }
        }
    }
}

/// The most events other than typing, such as deleting keys, that a frame takes: more than a key that is held down repeats in
/// one.
const MOST_CHANGES: usize = 4;

/// Reports whether an event other than typing changes a text or the place of the next letter, so that letters before and after it
/// are not one text.
fn changes_text(event: &Event) -> bool {
    match event {
        Event::Key { pressed: true, modifiers, .. } if modifiers.command || modifiers.ctrl || modifiers.alt => true,
        Event::Key { key, pressed: true, .. } => {
            matches!(key, Key::Backspace | Key::Delete | Key::Enter | Key::Tab | Key::Escape | Key::Home | Key::End)
                || matches!(key, Key::ArrowDown | Key::ArrowUp | Key::ArrowLeft | Key::ArrowRight)
                || matches!(key, Key::PageUp | Key::PageDown)
        }
        Event::Cut | Event::Copy | Event::Paste(_) | Event::Ime(_) | Event::PointerButton { .. } => true,
        _ => false,
    }
}

/// Reports whether a text is typed letters. The Enter key types a line feed, which fields ignore.
fn is_typed(text: &str) -> bool {
    !text.contains(['\n', '\r'])
}

/// Reports whether an event may move the focus. In a text field and in the sheet only some keys do; elsewhere every key may be a
/// command.
fn may_move_focus(event: &Event, focus: Focus) -> bool {
    match event {
        Event::Key { pressed: true, modifiers, .. } if modifiers.command || modifiers.ctrl || modifiers.alt => true,
        Event::Key { key, physical_key, pressed: true, .. } => match focus {
            Focus::Text => matches!(key, Key::Tab | Key::Enter | Key::Escape) || (Key::F1..=Key::F35).contains(key),
            Focus::Score => !scores(*key) && !physical_key.is_some_and(scores),
            Focus::Other => true,
        },
        // A click gives the focus to what it hits.
        Event::PointerButton { pressed: false, .. } => true,
        _ => false,
    }
}

/// Reports whether a key in the sheet only scores or goes to another of its cells.
fn scores(key: Key) -> bool {
    (Key::Num0..=Key::Num9).contains(&key)
        || matches!(key, Key::Questionmark | Key::Slash | Key::Enter | Key::Delete | Key::Backspace | Key::C)
        || matches!(key, Key::ArrowDown | Key::ArrowUp | Key::ArrowLeft | Key::ArrowRight)
}

/// Reports whether an event belongs to the key before it, such as the letter that it types, and its release.
fn belongs_to_key(event: &Event) -> bool {
    matches!(event, Event::Text(_) | Event::Key { pressed: false, .. } | Event::PointerMoved(_) | Event::MouseMoved(_))
}

#[cfg(test)]
mod tests {
    use egui::Modifiers;

    use super::*;

    fn key(key: Key) -> Event {
        with(Modifiers::NONE, key)
    }

    fn with(modifiers: Modifiers, key: Key) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    fn typed(letters: &str) -> Vec<Event> {
        letters.chars().map(|letter| text(&letter.to_string())).collect()
    }

    /// Returns the events that each frame takes if all of them arrive before the first.
    fn frames(focus: Focus, events: Vec<Event>) -> Vec<Vec<Event>> {
        let mut ahead = TypeAhead::default();
        let mut frames = Vec::new();
        let mut input = RawInput { events, ..RawInput::default() };
        loop {
            ahead.hold_while(focus, &mut input);
            frames.push(std::mem::take(&mut input.events));
            if !ahead.is_waiting() {
                return frames;
            }
        }
    }

    #[test]
    fn a_key_that_moves_the_focus_ends_a_frame_with_what_it_types() {
        let events = vec![key(Key::N), text("n"), key(Key::A), text("a")];
        let taken = frames(Focus::Other, events);
        assert_eq!(taken, [vec![key(Key::N), text("n")], vec![], vec![key(Key::A), text("a")]]);
    }

    #[test]
    fn typing_in_a_field_takes_one_frame_until_a_key_leaves_it() {
        let events = vec![key(Key::A), text("a"), key(Key::B), text("b"), key(Key::Tab), key(Key::C), text("c")];
        let taken = frames(Focus::Text, events);
        assert_eq!(taken[0], [key(Key::A), text("ab"), key(Key::B), key(Key::Tab)]);
        assert_eq!(taken.concat().len(), 6);
    }

    #[test]
    fn letters_are_one_text_only_where_nothing_comes_between_them() {
        let events =
            [typed("ab"), vec![key(Key::ArrowLeft)], typed("cd"), vec![key(Key::Enter), text("\n")], typed("ef")];
        let taken = frames(Focus::Text, events.concat()).concat();
        let expected = [text("ab"), key(Key::ArrowLeft), text("cd"), key(Key::Enter), text("\n"), text("ef")];
        assert_eq!(taken, expected);
        assert_eq!(frames(Focus::Score, typed("12")).concat(), typed("12"), "each is a score of its own");
    }

    #[test]
    fn a_frame_takes_a_few_keys_that_delete_and_loses_none() {
        let taken = frames(Focus::Text, vec![key(Key::Backspace); 10]);
        assert_eq!(taken.iter().map(Vec::len).collect::<Vec<_>>(), [4, 4, 2]);
    }

    #[test]
    fn keys_that_score_share_a_frame_until_one_leaves_the_sheet() {
        let scored = vec![key(Key::Num4), text("4"), key(Key::Enter), key(Key::Num2), text("2"), key(Key::ArrowDown)];
        let left = vec![key(Key::N), text("n")];
        let taken = frames(Focus::Score, [scored.clone(), left.clone(), vec![key(Key::A), text("a")]].concat());
        assert_eq!(taken[0], [scored, left].concat());
        assert_eq!(taken.concat().len(), 10);
    }

    #[test]
    fn keys_without_text_go_one_a_frame_without_a_rest() {
        let events = vec![key(Key::Tab), key(Key::Tab), with(Modifiers::COMMAND, Key::S)];
        assert_eq!(frames(Focus::Text, events).len(), 3);
    }

    #[test]
    fn closing_comes_after_what_was_typed_before_it() {
        let mut ahead = TypeAhead::default();
        let mut input = RawInput { events: vec![key(Key::N), key(Key::A), text("a")], ..RawInput::default() };
        let window = input.viewports.entry(ViewportId::ROOT).or_default();
        window.events.push(ViewportEvent::Close);
        let mut frames = 0;
        loop {
            ahead.hold_while(Focus::Other, &mut input);
            let closes = input.viewports[&ViewportId::ROOT].events.contains(&ViewportEvent::Close);
            assert_eq!(closes, !ahead.is_waiting());
            if closes {
                break;
            }
            input.events.clear();
            frames += 1;
        }
        assert!(frames >= 2, "{frames}");
    }
}
