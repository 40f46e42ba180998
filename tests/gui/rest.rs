//! A window that nobody touches draws nothing; and it stays whole in any size, and by keyboard alone.

use std::{collections::BTreeSet, time::Duration};

use eframe::App as _;
use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{decision::Edit, gui::App, storage};

use super::{
    CTRL, NONE,
    harness::{Window, quiet_services},
    started, team,
};

#[test]
fn nothing_is_drawn_while_nobody_does_anything() {
    let mut decision = team();
    for revealed in [false, true] {
        if revealed {
            decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
        }
        let mut window = Window::with_text(&storage::to_ron(&decision));
        for step in 1..=7 {
            window.go(step);
            window.wait_until_drawn();
            rests(&mut window, &format!("step {step}, revealed: {revealed}"));
        }
    }
    rests(&mut Window::open(), "start screen");
}

fn rests(window: &mut Window, what: &str) {
    // Tooltips and carets have their time.
    window.wait(120);
    assert_eq!(window.rest(), Duration::MAX, "{what}");
}

#[test]
fn a_window_that_has_drawn_nothing_yet_asks_for_its_first_frame_again() {
    let ctx = egui::Context::default();
    let mut app = App::new(&ctx, quiet_services(None), None);
    let (tell, asked) = std::sync::mpsc::channel();
    ctx.set_request_repaint_callback(move |request| {
        let _ = tell.send(request.delay);
    });
    // As where the request for the first frame is lost: what the app does beside its frames goes on.
    for time in 0..5 {
        let _ = ctx.run_logic(&egui::RawInput::default(), |ctx| {
            app.logic(ctx, &mut eframe::Frame::_new_kittest());
        });
        let soonest = asked.try_iter().min();
        assert!(soonest.is_some_and(|delay| delay <= Duration::from_millis(100)), "{time}: {soonest:?}");
    }
}

#[test]
fn a_result_rests_once_it_is_drawn() {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    for part in ["How sure", "What if", "Discuss next"] {
        window.click(Role::RadioButton, &format!("Part of the result: {part}"));
        // Draws tell how far they are while they are under way.
        window.step_until(|window| window.rest() == Duration::MAX);
        rests(&mut window, part);
    }
}

#[test]
fn what_stands_over_and_around_a_record_rests() {
    let mut window = started();
    for dialog in ["Members…", "Save as a template…", "About Weigh-In", "Search commands…"] {
        window.command(dialog);
        rests(&mut window, dialog);
        window.press_key(NONE, Key::Escape);
    }
    window.press_key(NONE, Key::F1);
    rests(&mut window, "help");
    window.press_key(NONE, Key::Escape);
    let file = window.folder.path().join("no.decision.ron");
    std::fs::write(&file, "(").unwrap();
    window.press_key(CTRL, Key::O);
    window.type_path(&file);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("could not be opened");
    window.wait(120);
    assert!(window.rest() > Duration::from_secs(5), "a notice is drawn once more when its time is over");
}

#[test]
fn cards_of_recovered_work_rest() {
    let mut window = started();
    window.fill("Title", "Use Zig");
    let recovery = storage::recovery::folder(&window.folder.path().join("state"));
    let start = std::time::Instant::now();
    while !std::fs::read_dir(&recovery).into_iter().flatten().flatten().any(|file| {
        file.path().to_string_lossy().ends_with(".decision.ron")
            && std::fs::read_to_string(file.path()).is_ok_and(|text| text.contains("Use Zig"))
    }) {
        assert!(start.elapsed() < Duration::from_secs(30), "nothing was kept");
        std::thread::sleep(Duration::from_millis(20));
    }
    let mut window = Window::reopen(window.crash(), None);
    assert!(window.sees("Unsaved work"), "{:#?}", window.words());
    rests(&mut window, "recovered work");
}

#[test]
fn every_step_can_be_drawn_in_any_size() {
    let text = storage::to_ron(&team());
    for size in [[720.0, 480.0], [400.0, 300.0], [1024.0, 600.0], [3840.0, 2160.0]] {
        let mut window = Window::with_size(&text, size);
        for step in 1..=7 {
            window.go(step);
        }
        window.press_key(NONE, Key::F1);
        window.press_key(NONE, Key::Escape);
        window.press_key(CTRL, Key::K);
    }
}

#[test]
fn the_tab_key_goes_round_through_named_controls() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    for step in 1..=7 {
        window.go(step);
        let mut reached = BTreeSet::new();
        for _ in 0..60 {
            window.press_key(NONE, Key::Tab);
            let Some((role, name)) = window.focused() else { continue };
            assert!(!name.trim().is_empty(), "step {step}: a {role:?} without a name");
            reached.insert(name);
        }
        assert!(reached.len() > 10, "step {step}: only {reached:?}");
    }
}

#[test]
fn a_dialog_keeps_the_keys_until_it_is_left() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.press_key(NONE, Key::F1);
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Num5);
    assert_eq!(window.decision().title, "Use Go");
    window.press_key(NONE, Key::Escape);
    window.press_key(CTRL, Key::Num5);
    assert!(window.sees("Nothing to compare yet"));
}

#[test]
fn a_dialog_takes_the_keys_each_time_that_it_opens() {
    let mut window = started();
    for _ in 0..3 {
        window.press_key(CTRL, Key::K);
        assert_eq!(window.focused(), Some((Role::TextInput, "Search commands".to_owned())));
        window.press_key(NONE, Key::Escape);
        window.press_key(NONE, Key::F1);
        assert_eq!(window.focused(), Some((Role::TextInput, "Search the help".to_owned())));
        window.press_key(NONE, Key::Escape);
    }
}

#[test]
fn a_file_window_that_is_cancelled_late_leaves_everything_as_it_was() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::S);
    // People take a second to press Cancel.
    window.wait(60);
    window.script.borrow_mut().push_back(None);
    window.wait(2);
    window.run();
    assert!(!window.sees("Save the record"), "{:#?}", window.words());
    assert_eq!(window.decision().title, "Use Go");
    assert!(window.app().document().unwrap().is_dirty());
}

#[test]
fn the_theme_and_the_size_are_kept_for_the_next_time() {
    let mut window = started();
    for command in ["Theme: dark", "Zoom in", "Zoom in"] {
        window.press_key(CTRL, Key::K);
        window.type_text(command);
        window.press_key(NONE, Key::Enter);
    }
    let (settings, warning) = storage::Settings::load(&window.folder.path().join("config"));
    assert_eq!(warning, None);
    assert_eq!(settings.theme, storage::Theme::Dark);
    assert!((settings.zoom - 1.2).abs() < 1e-6, "{}", settings.zoom);
}

#[test]
fn undo_takes_back_letters_first_where_a_field_of_the_window_has_them() {
    let mut window = started();
    window.go(2);
    window.fill("New option", "Zig");
    window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    window.click(Role::Button, "Add an option");
    assert_eq!(window.decision().options.len(), 3);
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().options.len(), 2);
}
