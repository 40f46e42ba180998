//! For everyone: every control has a name, the keyboard reaches all of them, and the window can be read at any size.

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::Edit,
    gui::{command::TABLE, desktop::Wishes, step::Step},
    storage,
};

use super::{CTRL, NONE, Window, harness::Control, started, team};

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
        window.press_key(NONE, Key::Escape);
    }
    window.press_key(NONE, Key::F1);
    all_named(&window, "F1");
    window.press_key(NONE, Key::Escape);
    for menu in ["File", "Edit", "Team", "View", "Help"] {
        window.click(Role::Button, menu);
        all_named(&window, menu);
        window.press_key(NONE, Key::Escape);
    }
}

/// The part of the window that a control stands in: the bar, the rail, the strip, or what is between them.
fn region(window: &Window, control: &Control) -> &'static str {
    let (at, screen) = (control.rect.center(), window.screen());
    let beside = matches!(window.app().step(), Step::Criteria | Step::Scores | Step::Export);
    if at.y < screen.top() + 56.0 {
        "bar"
    } else if at.x < screen.left() + 220.0 {
        "rail"
    } else if beside && at.x > screen.right() - 330.0 {
        "beside the page"
    } else {
        "page"
    }
}

/// What a control is and what it is called, without the value that it has now.
fn called(control: &Control) -> (Role, &str) {
    let has_value = matches!(control.role, Role::SpinButton | Role::ComboBox);
    let name = control.name.split_once(": ").filter(|_| has_value).map_or(control.name.as_str(), |(name, _)| name);
    (control.role, name)
}

/// Goes through a step with Tab until it comes round, and tells what had the keys: everything that can be operated. The next
/// one never stands above the one before, unless it begins another column or part of the window.
fn round_by_tab(window: &mut Window) -> Vec<Control> {
    let mut reached: Vec<Control> = Vec::new();
    let there = loop {
        window.press_key(NONE, Key::Tab);
        let there = window.operable();
        let Some(focus) = window.focus() else { continue };
        if reached.iter().any(|control| control.id == focus.id) {
            break there;
        }
        let before = reached.last().and_then(|last| there.iter().find(|control| control.id == last.id));
        if let Some(before) = before.filter(|before| region(window, before) == region(window, &focus)) {
            let above = focus.rect.bottom() <= before.rect.top() && focus.rect.left() < before.rect.right();
            assert!(!above, "{:?} after {before:?} goes back to {focus:?}", window.app().step());
        }
        reached.push(focus);
    };
    // The inspector is another one for each cell, so that its controls are the same by what they are called.
    let is_reached = |control: &&Control| reached.iter().any(|reached| called(reached) == called(control));
    let missed: Vec<&Control> = there.iter().filter(|control| !is_reached(control)).collect();
    let names: Vec<&str> = reached.iter().map(|control| control.name.as_str()).collect();
    assert!(missed.is_empty(), "{:?}: of {names:#?}\nTab does not reach {missed:#?}", window.app().step());
    reached
}

#[test]
fn tab_reaches_every_control_of_a_step_in_reading_order() {
    let text = revealed();
    for step in 1..=7 {
        let mut window = Window::with_text(&text);
        window.go(step);
        window.wait_until_drawn();
        let reached = round_by_tab(&mut window);
        assert!(reached.iter().all(|control| !control.name.is_empty()), "{reached:?}");
        if step == 3 {
            let swings = reached.iter().filter(|control| control.name.starts_with("Weight of ")).count();
            assert_eq!(swings, 2 * 24, "a number and a slider each: {reached:?}");
        }
        // And back again.
        let last = window.focus();
        window.press_key(NONE, Key::Tab);
        window.press_key(Modifiers::SHIFT, Key::Tab);
        assert_eq!(window.focus().map(|control| control.id), last.map(|control| control.id));
    }
}

#[test]
fn the_steps_before_the_result_end_with_a_way_to_the_next_one() {
    let mut window = Window::with_text(&revealed());
    for (step, next) in [(1, "options"), (2, "criteria"), (3, "scores"), (4, "result")] {
        window.go(step);
        window.wait_until_drawn();
        let way = format!("Continue to {next}");
        let reached = round_by_tab(&mut window);
        let of_page: Vec<_> = reached.iter().filter(|control| region(&window, control) == "page").collect();
        // It comes last, before Tab begins again at the menus.
        let at = reached.iter().position(|control| control.name == way);
        let after = at.and_then(|at| reached.get(at + 1)).map_or("", |control| control.name.as_str());
        assert!(["", "File"].contains(&after), "{after:?} after {way}: {of_page:#?}");
        while window.focused() != Some((Role::Button, way.clone())) {
            window.press_key(NONE, Key::Tab);
        }
        window.press_key(NONE, Key::Enter);
        assert_eq!(window.app().step(), Step::ALL[step], "{way}");
    }
    // A hidden ballot is sealed first.
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    assert!(!window.has(Role::Button, "Continue to result"), "{:#?}", window.controls());
    round_by_tab(&mut window);
}

#[test]
fn scrolling_leaves_the_keys_with_the_slider_that_has_them() {
    let mut window = Window::with_text(&revealed());
    window.go(3);
    let weights = |window: &Window| -> Vec<Option<u8>> {
        window.decision().criteria.iter().map(|criterion| criterion.swing).collect()
    };
    let before = weights(&window);
    let at = window.decision().criteria.iter().position(|criterion| criterion.name == "Operations").unwrap();
    window.focus_on(Role::Slider, "Weight of Operations");
    let middle = window.place(Role::Slider, "Weight of Operations").center();
    window.queue(egui::Event::PointerMoved(middle - egui::vec2(300.0, 0.0)));
    // Some rows above go out of sight.
    window.queue(egui::Event::MouseWheel {
        source: egui::MouseWheelSource::Wheel,
        unit: egui::MouseWheelUnit::Point,
        delta: egui::vec2(0.0, -180.0),
        phase: egui::TouchPhase::Move,
        modifiers: NONE,
    });
    window.wait(60);
    let now = window.place(Role::Slider, "Weight of Operations").center();
    assert!(now.y < middle.y - 100.0, "{now:?} after {middle:?}");
    window.press_key(NONE, Key::ArrowRight);
    let mut expected = before;
    expected[at] = expected[at].map(|weight| weight + 1);
    assert_eq!(weights(&window), expected);
}

#[test]
fn a_very_wide_window_has_forms_in_two_columns_and_tab_goes_down_one_after_the_other() {
    /// Where a form ends that begins beside the rail.
    const END: f32 = 1011.0;
    let text = revealed();
    for step in [1, 2, 6] {
        let page = |size: [f32; 2]| {
            let mut window = Window::with_size(&text, size);
            window.go(step);
            window.wait_until_drawn();
            let mut reached = round_by_tab(&mut window);
            reached.retain(|control| region(&window, control) == "page");
            reached
        };
        let narrow = page([1280.0, 800.0]);
        assert!(narrow.iter().all(|control| control.rect.right() <= END), "{narrow:#?}");
        let wide = page([1920.0, 1080.0]);
        assert_eq!(narrow.len(), wide.len());
        let is_right = |control: &Control| control.rect.left() > END;
        let first = wide.iter().position(is_right).unwrap();
        // Below the options stands a list that is as wide as the page.
        let last = if step == 2 { first + 4 } else { wide.iter().rposition(is_right).unwrap() };
        assert!(first > 0 && wide[first..last].iter().all(is_right), "{wide:#?}");
    }
}

#[test]
fn a_score_is_told_with_its_option_criterion_and_value() {
    let mut window = started();
    window.go(4);
    window.type_text("4");
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
            assert!(
                window.sees("No single weight, whatever it is, puts another option ahead of Go."),
                "{:#?}",
                window.words()
            );
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
            window.press_key(CTRL, key);
        }
        assert!((window.zoom() - expected).abs() < 0.01, "{} instead of {expected}", window.zoom());
        let kept = std::fs::read_to_string(window.folder.path().join("config/settings.ron")).unwrap();
        assert!(kept.contains(&format!("zoom: {expected:.1}")), "{kept}");
    }
    assert!(TABLE.iter().any(|entry| entry.title == "Zoom in"));
}

#[test]
fn what_has_the_keys_is_on_the_screen_at_any_zoom() {
    let mut lost = Vec::new();
    for times in [0, 20] {
        let mut window = Window::with_text(&revealed());
        for _ in 0..times {
            window.press_key(CTRL, Key::Plus);
        }
        for step in 1..=7 {
            window.go(step);
            for _ in 0..40 {
                window.press_key(NONE, Key::Tab);
                // Scrolling has its time.
                window.wait(6);
                let Some(focus) = window.focus() else { continue };
                if !window.screen().contains(focus.rect.center()) {
                    lost.push(format!("{:.1}, step {step}: {} at {:?}", window.zoom(), focus.name, focus.rect));
                }
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}

#[test]
fn assistive_technology_sets_a_score() {
    let mut window = started();
    window.go(4);
    for (before, points, after) in [("empty", 4.0, "4"), ("4", 9.0, "5"), ("5", 0.0, "empty")] {
        window.set_value(Role::SpinButton, &format!("Learning curve, Go: {before}"), points);
        assert!(window.has(Role::SpinButton, &format!("Learning curve, Go: {after}")), "{:#?}", window.controls());
    }
}

#[test]
fn help_explains_the_step_first_and_is_searched() {
    let mut window = started();
    window.go(3);
    window.press_key(NONE, Key::F1);
    let words = window.words();
    let place = |part: &str| words.iter().position(|word| word.contains(part)).unwrap_or_else(|| panic!("{part}"));
    assert!(place("This step") < place("Steps") && place("Each criterion has a question") < place("Steps"));
    window.type_text("regret");
    assert!(window.sees("Minimax regret: Savage 1951"));
    assert!(!window.sees("Stability intervals"));
    window.type_text(" zebra");
    assert!(window.sees("Nothing found."));
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("Nothing found."));
}

#[test]
fn a_sample_is_explored_as_a_copy() {
    let mut window = Window::open();
    window.click(Role::Button, "Explore a sample");
    assert!(window.sees("Go leads Rust by"), "{:#?}", window.words());
    // It is a finished decision, and its ADR is there to be read.
    window.wait_to_see("Decision Outcome");
    assert!(window.sees("1 cell disputed") && window.sees("Accepted on 24 November 2026"), "{:#?}", window.words());
    assert_eq!(window.decision().round(), 2);
    assert_eq!(window.decision().title, "Use Go for the ingest service");
    assert_eq!(window.decision().id, "0123456789abcdef");
    assert!(window.app().document().unwrap().path().is_none());
    for step in 1..=7 {
        window.go(step);
        all_named(&window, &format!("sample, step {step}"));
    }
}

#[test]
fn the_sample_is_a_command_that_asks_about_unsaved_changes() {
    let mut window = Window::open();
    window.command("Explore a sample");
    window.wait_to_see("Decision Outcome");
    let mut window = started();
    window.go(1);
    window.fill("Title", "Which language?");
    window.command("Explore a sample");
    assert!(window.sees("Save your changes?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert_ne!(window.decision().title, "Use Go for the ingest service");
    window.command("Explore a sample");
    window.click(Role::Button, "Don't save");
    assert_eq!(window.decision().title, "Use Go for the ingest service");
}

#[test]
fn three_hints_are_in_nobodys_way_and_go_for_good() {
    let mut window = started();
    let hint = "Don't show this hint again";
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
