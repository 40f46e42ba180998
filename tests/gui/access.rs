//! For everyone: every control has a name, the keyboard reaches all of them, and the window can be read at any size.

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::Edit,
    gui::{command::TABLE, desktop::Wishes},
    storage,
};

use super::{CTRL, NONE, Window, started, team};

fn revealed() -> String {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::to_ron(&decision)
}

fn all_named(window: &Window, place: &str) {
    assert_eq!(window.nameless(), [""; 0], "{place}");
}

#[test]
fn every_control_of_every_step_has_a_name() {
    let blind = storage::to_ron(&team());
    let empty = "(format: 1, id: \"0123456789abcdef\", created: \"2026-11-03\")".to_owned();
    for (what, text) in [("blind", blind), ("revealed", revealed()), ("empty", empty)] {
        for size in [[1280.0, 800.0], [720.0, 480.0]] {
            let mut window = Window::with_size(&text, size);
            for step in 1..=7 {
                window.go(step);
                all_named(&window, &format!("{what}, step {step}, {size:?}"));
            }
        }
    }
    all_named(&Window::open(), "start");
}

#[test]
fn every_control_of_every_dialog_has_a_name() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    for title in
        ["Members…", "Save as…", "Save as a template…", "Reveal the round…", "About Weigh-In", "Search commands…"]
    {
        window.command(title);
        all_named(&window, title);
        window.keys(NONE, Key::Escape);
    }
    window.keys(NONE, Key::F1);
    all_named(&window, "F1");
    window.keys(NONE, Key::Escape);
    for menu in ["File", "Edit", "Team", "View", "Help"] {
        window.click(Role::Button, menu);
        all_named(&window, menu);
        window.keys(NONE, Key::Escape);
    }
}

#[test]
fn tab_reaches_every_control_of_a_step_in_reading_order() {
    for (step, controls) in [(1, 8), (2, 8), (4, 20), (6, 8)] {
        let mut window = started();
        window.go(step);
        let mut reached: Vec<(Role, String)> = Vec::new();
        for _ in 0..400 {
            window.keys(NONE, Key::Tab);
            let Some(focused) = window.focused() else { continue };
            if reached.contains(&focused) {
                break;
            }
            reached.push(focused);
        }
        assert!(reached.len() >= controls, "step {step}: {reached:?}");
        assert!(reached.iter().all(|(_, name)| !name.is_empty()), "{reached:?}");
        // And back again.
        window.keys(Modifiers::SHIFT, Key::Tab);
        assert!(window.focused().is_some());
    }
}

#[test]
fn a_score_is_told_with_its_option_criterion_and_value() {
    let mut window = started();
    window.go(4);
    window.letter("4");
    let scores: Vec<String> =
        window.controls().into_iter().filter(|(role, _)| *role == Role::SpinButton).map(|(_, name)| name).collect();
    assert!(scores.iter().any(|name| name.contains("Go") && name.ends_with(": 4")), "{scores:?}");
    assert!(scores.iter().any(|name| name.contains("Rust") && name.ends_with(": empty")), "{scores:?}");
}

#[test]
fn charts_tell_their_numbers() {
    let mut window = Window::with_text(&revealed());
    window.go(5);
    for told in ["Go: 4.00 of 5", "Rust: 2.00 of 5", "Operations: +0.13"] {
        assert!(window.sees(told), "{told}: {:#?}", window.words());
    }
    for part in ["Discuss next", "How sure", "What if"] {
        window.click(Role::RadioButton, &format!("Part of the result: {part}"));
        all_named(&window, part);
        if part == "How sure" {
            assert!(window.sees("of the weight"), "{:#?}", window.words());
        }
    }
    window.go(4);
    all_named(&window, "the team's scores");
}

#[test]
fn zoom_goes_from_half_to_threefold_and_is_remembered() {
    let mut window = Window::with_text(&revealed());
    for (key, times, expected) in [(Key::Plus, 30, 3.0), (Key::Minus, 40, 0.5), (Key::Num0, 1, 1.0)] {
        for _ in 0..times {
            window.keys(CTRL, key);
        }
        assert!((window.zoom() - expected).abs() < 0.01, "{} instead of {expected}", window.zoom());
        let kept = std::fs::read_to_string(window.folder.path().join("config/settings.ron")).unwrap();
        assert!(kept.contains(&format!("zoom: {expected:.1}")), "{kept}");
        for step in 1..=7 {
            window.go(step);
            assert!(window.sees("Weigh-In"));
        }
    }
    assert!(TABLE.iter().any(|entry| entry.title == "Zoom in"));
}

#[test]
fn help_explains_the_step_first_and_is_searched() {
    let mut window = started();
    window.go(3);
    window.keys(NONE, Key::F1);
    let words = window.words();
    let place = |part: &str| words.iter().position(|word| word.contains(part)).unwrap_or_else(|| panic!("{part}"));
    assert!(place("This step") < place("Steps") && place("Each has a question, anchors") < place("Steps"));
    window.type_text("regret");
    assert!(window.sees("Minimax regret: Savage 1951"));
    assert!(!window.sees("Stability intervals"));
    window.type_text(" zebra");
    assert!(window.sees("Nothing here has these words."));
    window.keys(NONE, Key::Escape);
    assert!(!window.sees("Nothing here has these words."));
}

#[test]
fn a_sample_is_explored_as_a_copy() {
    let mut window = Window::open();
    window.click(Role::Button, "Explore a sample");
    assert!(window.sees("Go leads Rust by"), "{:#?}", window.words());
    assert_eq!(window.decision().title, "Use Go for the ingest service");
    assert_eq!(window.decision().id, "0123456789abcdef");
    assert!(window.app().document().unwrap().path.is_none());
    for step in 1..=7 {
        window.go(step);
        all_named(&window, &format!("sample, step {step}"));
    }
}

#[test]
fn three_hints_are_in_nobodys_way_and_go_for_good() {
    let mut window = started();
    let hint = "Do not show this hint again";
    let mut seen = 0;
    for step in 1..=7 {
        window.go(step);
        if window.has(Role::Button, hint) {
            seen += 1;
            window.click(Role::Button, hint);
            window.go(step);
            assert!(!window.has(Role::Button, hint), "step {step}");
        }
    }
    assert_eq!(seen, 3);
    let kept = std::fs::read_to_string(window.folder.path().join("config/settings.ron")).unwrap();
    assert!(kept.contains("swing") && kept.contains("keys") && kept.contains("result"), "{kept}");
}

#[test]
fn motion_can_be_turned_off() {
    let mut window = started();
    window.command("Reduce motion");
    assert!(window.motion().abs() < f32::EPSILON);
    window.command("Reduce motion");
    assert!(window.motion() > 0.0);
}

#[test]
fn a_desktop_that_wants_less_motion_has_less_until_people_say_otherwise() {
    let mut window = Window::on_desktop(|_| {
        let (send, wishes) = std::sync::mpsc::channel();
        send.send(Wishes { less_motion: true, ..Wishes::default() }).unwrap();
        wishes
    });
    assert!(window.motion().abs() < f32::EPSILON);
    window.command("Reduce motion");
    assert!(window.motion() > 0.0);
}
