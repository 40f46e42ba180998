//! What is typed and not in the record is lost only after a question.

use egui::{Key, accesskit::Role};
use weigh_in::storage;

use super::{CTRL, NONE, harness::Window, revealed_team};

const QUESTION: &str = "Leave and lose what you typed?";

fn window() -> Window {
    Window::with_text(&storage::to_ron(&revealed_team()))
}

#[test]
fn closing_asks_about_a_name_that_is_not_added() {
    for (step, field, told) in [
        (2, "New option", "The option \"Zig\" is typed"),
        (3, "Name of the new criterion", "The criterion \"Zig\" is typed"),
    ] {
        let mut window = window();
        window.go(step);
        if step == 3 {
            window.click(Role::Button, "Add a criterion");
        }
        window.fill(field, "Zig");
        // Elsewhere in the record it stays.
        window.go(1);
        assert!(!window.close(), "{field}");
        assert!(window.sees(QUESTION) && window.sees(told), "{:#?}", window.words());
        // The close button does not go around the question.
        assert!(!window.close());
        window.click(Role::Button, "Go back");
        assert!(window.has(Role::TextInput, field) && !window.sees(QUESTION), "{:#?}", window.words());
        window.press_key(CTRL, Key::Q);
        assert!(window.sees(QUESTION));
        assert!(window.asks_to_close(|harness| {
            use egui_kittest::kittest::Queryable;
            harness.get_by_role_and_label(Role::Button, "Close anyway").click();
        }));
    }
}

#[test]
fn closing_asks_about_a_day_that_is_none() {
    for (step, field) in [(1, "Decide by"), (6, "Review date")] {
        let mut window = window();
        window.go(step);
        window.fill(field, "2026-13-01");
        assert!(!window.close(), "{field}");
        let told = format!("\"2026-13-01\", typed for \"{field}\", is not a day.");
        assert!(window.sees(&told), "{:#?}", window.words());
        window.press_key(NONE, Key::Escape);
        window.fill(field, "");
        assert!(window.close(), "{:#?}", window.words());
    }
}

#[test]
fn another_record_asks_about_it_and_then_about_changes() {
    let mut window = window();
    window.go(1);
    window.fill("Title", "Another");
    window.go(2);
    window.fill("New option", "Zig");
    window.press_key(CTRL, Key::N);
    assert!(window.sees(QUESTION), "{:#?}", window.words());
    window.click(Role::Button, "Leave anyway");
    assert!(window.sees("Save your changes?"), "{:#?}", window.words());
}

#[test]
fn a_member_is_added_when_the_dialog_is_done_and_asked_about_when_the_window_closes() {
    let mut window = window();
    window.click(Role::Button, "Members…");
    window.fill("Name of another member", "Chen");
    assert!(!window.close());
    assert!(window.sees("The member \"Chen\" is typed"), "{:#?}", window.words());
    window.click(Role::Button, "Go back");
    window.click(Role::Button, "Done");
    assert!(!window.has(Role::Button, "Done"));
    let names: Vec<&str> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Boris", "Chen"]);
}
