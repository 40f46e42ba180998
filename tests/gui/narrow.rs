//! A window with little room, as every one has at 300 %: all of it can still be reached.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Alternative, Edit, OptionField},
    storage,
};

use super::{NONE, Window, revealed_team, team};

/// 1280×800 at 300 %.
const SMALLEST: [f32; 2] = [427.0, 267.0];
const MIDDLE: [f32; 2] = [800.0, 600.0];
/// A small laptop.
const LAPTOP: [f32; 2] = [1_024.0, 600.0];

fn text() -> String {
    storage::to_ron(&team())
}

fn revealed() -> String {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::to_ron(&decision)
}

#[test]
fn no_control_reaches_over_a_side_of_the_window() {
    for size in [SMALLEST, MIDDLE] {
        let mut window = Window::with_size(&revealed(), size);
        // The sheet of scores goes to both sides.
        for step in [1, 2, 3, 6, 7] {
            window.go(step);
            assert_eq!(window.cut_off(), [""; 0], "step {step}, {size:?}");
        }
        for title in ["Members…", "Save as…", "Save as a template…", "About Weigh-In", "Search commands…"] {
            window.command(title);
            assert_eq!(window.cut_off(), [""; 0], "{title}, {size:?}");
            window.press_key(NONE, Key::Escape);
        }
    }
}

#[test]
fn both_parts_of_a_step_are_looked_at_in_turn() {
    let parts =
        [(3, "Selected criterion", "How to check it"), (4, "Selected cell", "Based on"), (7, "Preview", "Rendered")];
    for (step, part, holds) in parts {
        let name = format!("Part of the step: {part}");
        for size in [SMALLEST, MIDDLE] {
            let mut window = Window::with_size(&text(), size);
            window.go(step);
            assert!(!window.sees(holds), "{part}: {:#?}", window.words());
            window.click(Role::RadioButton, &name);
            assert!(window.sees(holds), "{part}: {:#?}", window.words());
        }
        let mut wide = Window::with_text(&text());
        wide.go(step);
        assert!(wide.sees(holds) && !wide.has(Role::RadioButton, &name));
    }
}

#[test]
fn a_cell_that_the_keys_lead_to_is_in_sight() {
    let mut decision = team();
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    for option in template.suggestions.iter().take(10) {
        decision.apply(Edit::AddOption(Alternative::clone(option))).unwrap();
    }
    let mut window = Window::with_size(&storage::to_ron(&decision), SMALLEST);
    window.go(4);
    for key in [Key::ArrowRight, Key::ArrowLeft] {
        for _ in 0..11 {
            window.press_key(NONE, key);
            window.wait(20);
            assert!(window.focus_is_between_the_sides(), "{:?}", window.focused());
        }
    }
}

#[test]
fn keys_of_the_sheet_lead_to_the_note_and_back() {
    let mut window = Window::with_size(&text(), SMALLEST);
    window.go(4);
    window.type_text("n");
    assert!(window.focused().is_some_and(|(_, name)| name == "Note"), "{:?}", window.focused());
    window.type_text("Seen it twice");
    window.press_key(NONE, Key::Escape);
    assert!(window.focused().is_some_and(|(role, _)| role == Role::SpinButton), "{:?}", window.focused());
    assert!(storage::to_ron(window.decision()).contains("Seen it twice"));
}

#[test]
fn the_numbers_of_criteria_have_heads_also_below_their_names() {
    for size in [MIDDLE, LAPTOP] {
        let mut window = Window::with_size(&text(), size);
        window.go(3);
        for head in ["Weight, 0 to 100", "Share"] {
            assert!(window.painted().iter().any(|words| words == head), "{head}, {size:?}: {:#?}", window.painted());
        }
    }
}

/// The revealed record with an option of a long name, as wide as the laptop, and so high that nothing has to be scrolled to.
fn with_a_long_name() -> Window {
    let mut decision = revealed_team();
    let long = "Donaudampfschifffahrtssprache mit Erweiterungen".to_owned();
    let option = decision.options[0].id.clone();
    decision.apply(Edit::Option(option, OptionField::Name(long))).unwrap();
    let mut window = Window::with_size(&storage::to_ron(&decision), [LAPTOP[0], 2_400.0]);
    window.go(5);
    window
}

#[test]
fn the_questions_of_how_sure_it_is_are_not_cut_by_long_names() {
    let mut window = with_a_long_name();
    for part in ["Overview", "How sure", "What if"] {
        window.click(Role::RadioButton, &format!("Part of the result: {part}"));
        window.wait_until_drawn();
        let lines = window.painted_lines();
        let whole = "Each weight up to 25 % off, and each group too";
        assert!(lines.iter().any(|line| line == whole), "{part}: {lines:#?}");
        assert_eq!(window.cut_off(), [""; 0], "{part}");
    }
}

#[test]
fn the_names_of_criteria_are_whole_beside_what_is_done_with_them() {
    let mut window = with_a_long_name();
    window.click(Role::RadioButton, "Part of the result: What if");
    let lines = window.painted_lines();
    for name in ["Development velocity", "Compile-time guarantees"] {
        assert!(lines.iter().any(|line| line == name), "{name}: {lines:#?}");
    }
}

#[test]
fn profiles_that_have_no_room_on_their_card_are_counted() {
    let window = Window::open();
    let painted = window.painted();
    let card = painted.iter().find(|words| words.starts_with("Cloud service · ")).unwrap();
    assert!(card.ends_with(" · 3 more"), "{painted:#?}");
}
