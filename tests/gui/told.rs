//! What a screen reader is told beyond the names of controls: what is a heading, how parts are called, and what has happened.

use egui::{
    Key,
    accesskit::{Live, Role},
};
use weigh_in::{
    gui::{
        desktop::Wishes,
        theme::tokens::{DARK_CONTRAST, LIGHT_CONTRAST},
    },
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, started, team};

fn opened() -> Window {
    Window::with_text(&storage::to_ron(&revealed_team()))
}

/// Whether an icon of the icon font, or another character without a name, is part of it.
fn has_glyph(words: &str) -> bool {
    words.chars().any(|c| ('\u{E000}'..='\u{F8FF}').contains(&c))
}

#[test]
fn no_picture_is_read_out() {
    let mut window = opened();
    for step in 1..=7 {
        window.go(step);
        window.wait_until_drawn();
        let read: Vec<String> = window.words().into_iter().filter(|words| has_glyph(words)).collect();
        assert!(read.is_empty(), "step {step}: {read:?}");
    }
    for key in [Key::K, Key::L] {
        window.press_key(CTRL, key);
        let read: Vec<String> = window.words().into_iter().filter(|words| has_glyph(words)).collect();
        assert!(read.is_empty(), "{key:?}: {read:?}");
        window.press_key(NONE, Key::Escape);
    }
}

#[test]
fn windows_dialogs_menus_and_heads_have_names() {
    let mut window = opened();
    window.go(5);
    window.wait_until_drawn();
    for head in ["How the options score", "Go leads Rust by "] {
        assert!(window.headings().iter().any(|other| other.starts_with(head)), "{head}: {:?}", window.headings());
    }
    window.press_key(CTRL, Key::K);
    assert!(window.has(Role::Dialog, "Search commands"), "{:#?}", window.words());
    assert!(window.has(Role::List, "Found"));
    window.press_key(NONE, Key::Escape);
    window.command("Members…");
    assert!(window.has(Role::Dialog, "Members"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    window.click(Role::Button, "Team");
    assert!(window.has(Role::Menu, "Team"), "{:#?}", window.words());
    assert!(window.has(Role::Button, "Members…"));
}

#[test]
fn what_the_keys_select_in_the_search_is_said() {
    let mut window = opened();
    window.press_key(CTRL, Key::K);
    window.type_text("save");
    let first = window.live(Live::Polite);
    window.press_key(NONE, Key::ArrowDown);
    let second = window.live(Live::Polite);
    assert_ne!(first, second);
    assert!(second.iter().any(|words| words.contains(", 2 of ")), "{second:?}");
}

#[test]
fn what_has_happened_is_said() {
    let mut window = started();
    window.go(2);
    window.click(Role::Button, "Zig");
    let said = |window: &Window, words: &str| window.live(Live::Polite).iter().any(|said| said.starts_with(words));
    assert!(said(&window, "Added option Zig"), "{:?}", window.live(Live::Polite));
    window.press_key(CTRL, Key::Z);
    assert!(said(&window, "Undone: added option Zig"), "{:?}", window.live(Live::Polite));
    // The verdict, as soon as it is another one.
    let mut window = opened();
    assert!(said(&window, "Go leads Rust by "), "{:?}", window.live(Live::Polite));
    // What could not be done interrupts.
    let nowhere = std::path::Path::new("/proc/none.decision.ron");
    window.go(1);
    window.fill("Title", "Another");
    window.command("Save as…");
    window.type_path(nowhere);
    window.press_key(NONE, Key::Enter);
    let urgent = window.live(Live::Assertive);
    assert!(!urgent.is_empty(), "{:#?}", window.words());
}

#[test]
fn no_nul_reaches_a_field_and_a_line_takes_no_book() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "");
    window.queue(egui::Event::Paste("x\0y\u{7}z".to_owned()));
    window.run();
    assert_eq!(window.decision().title, "xyz");
    assert!(window.field_texts().contains(&"xyz".to_owned()));
    // Typed text that waits for a button is never cleaned by the record.
    window.go(3);
    window.click(Role::Button, "Add a criterion");
    window.focus_field("Name of the new criterion");
    window.queue(egui::Event::Paste("a\0b".to_owned()));
    window.run();
    assert!(window.field_texts().contains(&"ab".to_owned()), "{:?}", window.field_texts());
    window.queue(egui::Event::Paste("y".repeat(5_000_000)));
    window.run();
    assert!(window.sees("this line holds at most 4,000 characters"), "{:#?}", window.words());
    assert!(window.field_texts().contains(&"ab".to_owned()));
    window.go(1);
    window.focus_field("Problem statement");
    window.queue(egui::Event::Paste("y".repeat(5_000_000)));
    window.run();
    assert!(window.sees("this field holds at most 100,000 characters"));
    // A number as well.
    window.go(3);
    let before = window.decision().criteria[0].swing;
    window.give_focus(Role::SpinButton, "Weight of Learning curve");
    window.queue(egui::Event::Paste("9".repeat(5_000_000)));
    window.run();
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().criteria[0].swing, before);
}

#[test]
fn a_desktop_with_large_text_and_more_contrast_has_both() {
    let window = Window::on_desktop(|_| {
        let (send, wishes) = std::sync::mpsc::channel();
        send.send(Wishes { more_contrast: true, text_scale: 1.5, ..Wishes::default() }).unwrap();
        wishes
    });
    assert!((window.zoom() - 1.5).abs() < 1e-6);
    let more = [&LIGHT_CONTRAST, &DARK_CONTRAST].map(|tokens| tokens.background);
    assert!(more.contains(&window.ground()));
    assert!(!more.contains(&Window::open().ground()));
}
