//! Menus: by keys, with lists of recent records and of steps to undo, and those of rows and cells.

use std::sync::atomic::{AtomicUsize, Ordering};

use egui::{Event, Key, Modifiers, ViewportCommand, accesskit::Role};
use weigh_in::{
    decision::{Edit, MemberId, Score, Vote},
    gui::step::Step,
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

const ALT: Modifiers = Modifiers::ALT;

fn scored() -> Window {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    window
}

/// Presses Alt with a letter, which the system also types.
fn alt(window: &mut Window, key: Key, letter: &str) {
    window.queue_key(ALT, key);
    window.queue(Event::Text(letter.to_owned()));
    window.run();
}

fn focused(window: &Window) -> String {
    window.focused().map(|(_, name)| name).unwrap_or_default()
}

#[test]
fn alt_and_a_letter_open_a_menu_and_type_nothing() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Alpha");
    for (key, letter, first) in [
        (Key::F, "f", "New record…"),
        (Key::E, "e", "Undo"),
        (Key::T, "t", "Members…"),
        (Key::V, "v", "Go to Context"),
        (Key::H, "h", "Search commands…"),
        (Key::F, "f", "New record…"),
    ] {
        alt(&mut window, key, letter);
        assert_eq!(focused(&window), first);
    }
    // Escape gives the focus back to where it was.
    window.press_key(NONE, Key::Escape);
    window.type_text(" and Omega");
    assert_eq!(window.decision().title, "Alpha and Omega");
    // Another letter with Alt does nothing at all.
    alt(&mut window, Key::X, "x");
    assert_eq!((window.decision().title.as_str(), focused(&window).as_str()), ("Alpha and Omega", "Title"));
    // A dialog has the keyboard to itself.
    window.press_key(CTRL, Key::K);
    alt(&mut window, Key::F, "f");
    assert!(!window.has(Role::Button, "New record…"));
}

#[test]
fn f10_opens_the_first_menu_and_arrows_lead_through_all() {
    let mut window = scored();
    window.type_text("5");
    window.press_key(NONE, Key::ArrowLeft);
    window.press_key(NONE, Key::F10);
    assert_eq!(focused(&window), "New record…");
    window.press_key(NONE, Key::ArrowDown);
    assert_eq!(focused(&window), "New window");
    let right = ["Undo", "Members…", "Go to Context", "Search commands…", "New record…"];
    for first in right {
        window.press_key(NONE, Key::ArrowRight);
        assert_eq!(focused(&window), first);
    }
    for first in right.iter().rev().skip(1).chain([&"New record…"]) {
        window.press_key(NONE, Key::ArrowLeft);
        assert_eq!(focused(&window), *first);
    }
    window.press_key(NONE, Key::ArrowUp);
    assert_eq!(focused(&window), "Quit", "from the first item up to the last");
    window.press_key(NONE, Key::Escape);
    // The cell has the keyboard again.
    window.type_text("1");
    let ana = MemberId::new("ana").unwrap();
    let key = (window.decision().criteria[0].id.clone(), window.decision().options[0].id.clone());
    assert_eq!(window.decision().vote(&ana, &key), Score::new(1).map(Vote::Score));
}

#[test]
fn a_menu_that_the_mouse_opens_gives_the_focus_back_too() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Use");
    for choose in [true, false] {
        window.click_at(window.place(Role::Button, "Edit").center());
        assert!(window.has(Role::Button, "Copy the ADR as Markdown"));
        if choose {
            window.click_at(window.place(Role::Button, "Copy the ADR as Markdown").center());
        } else {
            window.press_key(NONE, Key::Escape);
        }
        window.type_text(" Go");
    }
    assert_eq!(window.decision().title, "Use Go Go");
    // What is clicked beside it has the focus.
    window.click_at(window.place(Role::Button, "Edit").center());
    window.click_at(window.place(Role::MultilineTextInput, "Problem statement").center());
    window.type_text("!");
    assert_eq!(window.decision().title, "Use Go Go");
    assert!(window.decision().context.contains('!'));
}

#[test]
fn a_recent_record_is_opened_from_the_file_menu() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let other = window.folder.path().join("other.decision.ron");
    let mut renamed = team();
    renamed.apply(Edit::Title("Another question".to_owned())).unwrap();
    std::fs::write(&other, storage::to_ron(&renamed)).unwrap();
    window.script.borrow_mut().push_back(Some(other));
    window.press_key(CTRL, Key::O);
    assert_eq!(window.decision().title, "Another question");
    alt(&mut window, Key::F, "f");
    while focused(&window) != "Open recent" {
        window.press_key(NONE, Key::ArrowDown);
    }
    window.press_key(NONE, Key::ArrowRight);
    assert_eq!(focused(&window), "Open recent: Language for the ingest service");
    // Back to the name, and in again.
    window.press_key(NONE, Key::ArrowLeft);
    assert_eq!(focused(&window), "Open recent");
    window.press_key(NONE, Key::ArrowRight);
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.decision().title, "Language for the ingest service");
}

/// Chooses a step of the list by its place.
fn undo_up_to(window: &mut Window, place: usize) {
    alt(window, Key::E, "e");
    while focused(window) != "Undo up to" {
        window.press_key(NONE, Key::ArrowDown);
    }
    window.press_key(NONE, Key::ArrowRight);
    for _ in 0..place {
        window.press_key(NONE, Key::ArrowDown);
    }
    window.press_key(NONE, Key::Enter);
}

#[test]
fn several_steps_are_undone_by_the_name_of_the_first() {
    let mut window = scored();
    let before = window.decision().ballots.clone();
    for points in ["1", "3", "5", "1"] {
        window.type_text(points);
    }
    let changed = window.decision().ballots.clone();
    alt(&mut window, Key::E, "e");
    window.click(Role::Button, "Undo up to");
    let steps = window.names_with("Undo up to: ");
    assert_eq!(steps.len(), 4, "{steps:#?}");
    window.press_key(NONE, Key::Escape);
    undo_up_to(&mut window, 3);
    assert_eq!(window.decision().ballots, before);
    for _ in 0..4 {
        window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(window.decision().ballots, changed);
    undo_up_to(&mut window, 1);
    window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    assert_eq!(window.decision().ballots, changed, "two steps were undone");
}

#[test]
fn steps_of_others_in_a_hidden_round_are_not_in_the_list() {
    let mut window = scored();
    window.type_text("1");
    window.take_seat("Boris", "46/46");
    window.type_text("1");
    window.type_text("3");
    undo_up_to(&mut window, 1);
    assert!(!window.sees("A step of Ana's"), "{:#?}", window.words());
    alt(&mut window, Key::E, "e");
    assert!(window.names_with("Undo up to: ").is_empty());
}

#[test]
fn f11_fills_the_screen() {
    let mut window = scored();
    window.queue_key(NONE, Key::F11);
    window.wait(1);
    assert!(window.commands().contains(&ViewportCommand::Fullscreen(true)), "{:?}", window.commands());
}

static OPENED: AtomicUsize = AtomicUsize::new(0);

#[test]
fn another_window_is_opened_from_everywhere() {
    let open = || {
        OPENED.fetch_add(1, Ordering::SeqCst);
        Ok(())
    };
    let mut window = Window::with_windows(&storage::to_ron(&team()), open);
    window.press_key(CTRL | Modifiers::SHIFT, Key::N);
    window.command("New window");
    // Also where no record is open.
    window.press_key(CTRL, Key::N);
    assert!(window.app().document().is_none());
    window.press_key(CTRL | Modifiers::SHIFT, Key::N);
    assert_eq!(OPENED.load(Ordering::SeqCst), 3);
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.command("New window");
    assert!(window.sees("No window was opened"), "{:#?}", window.words());
}

#[test]
fn a_criterion_has_a_menu_by_mouse_and_by_keys() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let names: Vec<String> = window.decision().criteria.iter().map(|one| one.name.clone()).collect();
    window.go(3);
    window.right_click(Role::ListItem, &format!("Criterion {}", names[1]));
    window.click(Role::Button, "Move up");
    assert_eq!(window.decision().criteria[0].name, names[1]);
    window.click(Role::ListItem, &format!("Criterion {}", names[3]));
    for key in [(Modifiers::SHIFT, Key::F10), (NONE, Key::Menu)] {
        window.focus_on(Role::ListItem, &format!("Criterion {}", names[3]));
        window.press_key(key.0, key.1);
        assert_eq!(focused(&window), "Score it");
        window.press_key(NONE, Key::Escape);
        assert_eq!(focused(&window), format!("Criterion {}", names[3]));
    }
    window.press_key(Modifiers::SHIFT, Key::F10);
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.app().step(), Step::Scores);
    assert!(focused(&window).starts_with(&names[3]), "{}", focused(&window));
}

#[test]
fn an_option_has_a_menu_in_its_fields() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(2);
    for field in ["Name of option 1", "Description of option 1"] {
        window.focus_field(field);
        window.press_key(Modifiers::SHIFT, Key::F10);
        window.click(Role::Button, "Move down");
        assert_eq!(window.decision().options[1].name, "Go");
        window.press_key(CTRL, Key::Z);
    }
}

#[test]
fn a_cell_has_a_menu_with_what_its_scores_mean() {
    let mut window = scored();
    let criterion = window.decision().criteria[0].clone();
    let key = (criterion.id.clone(), window.decision().options[0].id.clone());
    let ana = MemberId::new("ana").unwrap();
    let cell = format!("{}, Go: 4", criterion.name);
    window.right_click(Role::SpinButton, &cell);
    window.click(Role::Button, &format!("5: {}", criterion.anchors.five));
    assert_eq!(window.decision().vote(&ana, &key), Score::new(5).map(Vote::Score));
    assert!(focused(&window).starts_with(&criterion.name), "{}", focused(&window));
    window.press_key(Modifiers::SHIFT, Key::F10);
    window.click(Role::Button, "Note…");
    window.type_text("Seen in the pilot. ");
    assert!(window.decision().cell(&ana, &key).is_some_and(|cell| cell.note.contains("Seen in the pilot.")));
    assert!(!window.sees("Show the team's scores"));
    // After the reveal a cell leads to the team's, and an open menu takes the arrows.
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(4);
    let here = focused(&window);
    window.press_key(Modifiers::SHIFT, Key::F10);
    window.press_key(NONE, Key::ArrowDown);
    window.press_key(NONE, Key::Escape);
    assert_eq!(focused(&window), here);
    window.press_key(NONE, Key::Menu);
    window.click(Role::Button, "Show the team's scores");
    assert!(window.sees("Team scores"));
}

#[test]
fn a_sealed_cell_takes_no_score_from_its_menu() {
    let mut window = scored();
    window.press_key(CTRL, Key::Enter);
    window.command("Reveal the round…");
    window.press_key(NONE, Key::Enter);
    window.go(3);
    window.go(4);
    window.press_key(Modifiers::SHIFT, Key::F10);
    assert!(!window.has(Role::Button, "Don't know") && window.has(Role::Button, "Show the team's scores"));
}

#[test]
fn a_recent_record_has_a_menu() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.press_key(CTRL, Key::N);
    let row = "Open Language for the ingest service, Draft";
    window.right_click(Role::Button, row);
    window.click(Role::Button, "Remove from the list");
    assert!(!window.has(Role::Button, row), "{:#?}", window.words());
}

#[test]
fn every_item_of_a_menu_is_reached_in_a_low_window() {
    let mut window = Window::with_size(&storage::to_ron(&team()), [1024.0, 600.0]);
    alt(&mut window, Key::V, "v");
    window.press_key(NONE, Key::ArrowUp);
    window.run();
    let all = window.controls().into_iter().filter(|(role, _)| *role == Role::MenuItem).count();
    let mut seen = Vec::new();
    for _ in 0..all {
        let item = window.focus().expect("nothing has the focus");
        assert!(window.screen().contains_rect(item.rect), "{item:?} is out of sight");
        seen.push(item.name);
        window.press_key(NONE, Key::ArrowDown);
        window.run();
    }
    assert!(seen.iter().any(|name| name.starts_with("Next cell after a score")), "{seen:?}");
}
