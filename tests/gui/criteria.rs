//! The list of criteria: read first, edited on demand, and put in order by keys and by pointer.

use egui::{Key, Modifiers, accesskit::Role};

use super::{NONE, harness::Window, started};

const SHIFT: Modifiers = Modifiers::SHIFT;
const ALT: Modifiers = Modifiers::ALT;

/// The criteria of the first groups, at their step.
fn opened() -> Window {
    let mut window = started();
    window.go(3);
    window
}

fn row(name: &str) -> String {
    format!("Criterion {name}")
}

fn select(window: &mut Window, name: &str) {
    window.click_row(NONE, &row(name));
}

/// The first criteria, each with its group.
fn first(window: &Window, count: usize) -> Vec<String> {
    let criteria = window.decision().groups().into_iter().flat_map(|(group, criteria)| {
        criteria.into_iter().map(move |criterion| format!("{group}: {}", criterion.name))
    });
    criteria.take(count).collect()
}

#[test]
fn a_criterion_is_read_first_and_edited_on_demand() {
    let mut window = opened();
    select(&mut window, "Learning curve");
    let meaning = "Merges changes without help within two weeks";
    assert!(window.sees(meaning), "{:#?}", window.words());
    assert!(!window.field_texts().iter().any(|text| text == meaning), "it is text, and no field yet");
    // By a key, by the button, and by a double click.
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.focused(), Some((Role::TextInput, "Name".to_owned())));
    assert!(window.field_texts().iter().any(|text| text == meaning));
    window.fill("Name", "Time to learn");
    window.press_key(NONE, Key::Escape);
    assert_eq!(window.focused(), Some((Role::ListItem, row("Time to learn"))));
    assert!(!window.has(Role::TextInput, "Name"));
    window.click(Role::Button, "Edit Time to learn");
    window.give_focus(Role::Button, "Done");
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.focused(), Some((Role::ListItem, row("Time to learn"))));
    window.double_click_row(&row("Readability"));
    assert!(window.field_texts().contains(&"Readability".to_owned()), "{:?}", window.field_texts());
    // Another criterion is there to be read again.
    select(&mut window, "Team scaling");
    assert!(!window.has(Role::TextInput, "Name"));
}

#[test]
fn arrows_go_through_the_list_and_alt_moves_a_criterion_on_into_the_next_group() {
    let mut window = opened();
    select(&mut window, "Readability");
    window.press_key(NONE, Key::ArrowDown);
    assert_eq!(window.focused(), Some((Role::ListItem, row("Team scaling"))));
    window.press_key(NONE, Key::ArrowUp);
    window.press_key(ALT, Key::ArrowUp);
    assert_eq!(first(&window, 2), ["Team: Readability", "Team: Learning curve"]);
    assert_eq!(window.focused(), Some((Role::ListItem, row("Readability"))));
    // At the upper end there is nowhere to go, and no step of undo.
    window.press_key(ALT, Key::ArrowUp);
    for _ in 0..4 {
        window.press_key(ALT, Key::ArrowDown);
    }
    let then = first(&window, 6);
    assert_eq!(then[2..5], ["Team: Training juniors", "Delivery: Readability", "Delivery: Development velocity"]);
    window.press_key(ALT, Key::ArrowUp);
    assert_eq!(first(&window, 4)[3], "Team: Readability");
}

#[test]
fn several_criteria_are_selected_moved_and_removed_together() {
    let mut window = opened();
    select(&mut window, "Readability");
    window.press_key(SHIFT, Key::ArrowDown);
    assert!(window.sees("2 criteria selected"), "{:#?}", window.words());
    window.press_key(SHIFT, Key::ArrowUp);
    window.press_key(SHIFT, Key::ArrowUp);
    // From where the range began: one up, and no more down.
    assert_eq!(window.picked_rows(), [row("Learning curve"), row("Readability")]);
    window.click_row(Modifiers::COMMAND, &row("Training juniors"));
    window.click_row(Modifiers::COMMAND, &row("Learning curve"));
    assert_eq!(window.picked_rows(), [row("Readability"), row("Training juniors")]);
    window.press_key(ALT, Key::ArrowUp);
    assert_eq!(first(&window, 3), ["Team: Readability", "Team: Training juniors", "Team: Learning curve"]);
    window.pick("Move to a group: Move to a group", "Delivery");
    assert_eq!(first(&window, 8)[6..], ["Delivery: Readability", "Delivery: Training juniors"]);
    assert!(window.sees("2 criteria selected"));
    window.click_row(SHIFT, &row("Operations"));
    assert!(window.sees("3 criteria selected"), "{:?}", window.picked_rows());
    let before = window.decision().criteria.len();
    window.press_key(NONE, Key::Delete);
    assert_eq!(window.decision().criteria.len(), before - 3);
    // What comes next is selected, and one step brings all of them back.
    assert_eq!(window.focused(), Some((Role::ListItem, row("Standard library"))));
    window.press_key(Modifiers::COMMAND, Key::Z);
    assert_eq!(window.decision().criteria.len(), before);
    window.press_key(Modifiers::COMMAND, Key::A);
    assert!(window.sees(&format!("{before} criteria selected")));
    select(&mut window, "Operations");
    assert_eq!(window.picked_rows(), [row("Operations")]);
}

#[test]
fn rows_are_dragged_within_their_group_and_into_another() {
    let mut window = opened();
    let above = window.place(Role::ListItem, &row("Learning curve")).center_top();
    window.drag(Role::ListItem, &row("Team scaling"), above);
    assert_eq!(first(&window, 2), ["Team: Team scaling", "Team: Learning curve"]);
    // The rows around it go along where they are selected as well.
    select(&mut window, "Team scaling");
    window.press_key(SHIFT, Key::ArrowDown);
    let below = window.place(Role::ListItem, &row("Prototyping")).center_bottom();
    window.drag(Role::ListItem, &row("Team scaling"), below);
    let then = first(&window, 6);
    assert_eq!(then[4..], ["Delivery: Team scaling", "Delivery: Learning curve"], "{then:?}");
    let steps = window.next_step(weigh_in::gui::session::Direction::Back);
    assert_eq!(steps.as_deref(), Some("Move 2 criteria"));
    // Where it was is no step, and Escape lets go of it.
    let here = window.place(Role::ListItem, &row("Prototyping")).center();
    window.drag(Role::ListItem, &row("Prototyping"), here + egui::vec2(40.0, 6.0));
    assert_eq!(window.next_step(weigh_in::gui::session::Direction::Back), steps);
    window.drag_and_press(Role::ListItem, &row("Prototyping"), above, Key::Escape);
    assert_eq!(window.next_step(weigh_in::gui::session::Direction::Back), steps);
}

#[test]
fn a_right_click_is_about_the_rows_that_are_selected() {
    let mut window = opened();
    select(&mut window, "Readability");
    window.press_key(SHIFT, Key::ArrowDown);
    window.right_click_row(&row("Team scaling"));
    window.click(Role::Button, "Move up");
    assert_eq!(first(&window, 3), ["Team: Readability", "Team: Team scaling", "Team: Learning curve"]);
    // Another row is meant alone.
    window.right_click_row(&row("Learning curve"));
    assert_eq!(window.picked_rows(), [row("Learning curve")]);
    window.click(Role::Button, "Leave it out (not applicable)");
    let left_out: Vec<&str> =
        window.decision().criteria.iter().filter(|one| one.not_applicable).map(|one| one.name.as_str()).collect();
    assert_eq!(left_out, ["Learning curve"]);
}

#[test]
fn a_new_criterion_is_named_and_goes_on_to_its_fields() {
    let mut window = opened();
    window.click(Role::Button, "Add a criterion");
    window.fill("Name of the new criterion", "Build time");
    window.fill("Its group", "Delivery");
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.focused(), Some((Role::TextInput, "Name".to_owned())));
    window.fill("A score of 5 means", "Seconds");
    assert_eq!(window.decision().criteria.iter().find(|one| one.name == "Build time").unwrap().anchors.five, "Seconds");
}

#[test]
fn in_a_narrow_window_enter_leads_to_the_fields_and_escape_back() {
    let mut window = Window::with_size(&weigh_in::storage::to_ron(&super::team()), [500.0, 700.0]);
    window.go(3);
    select(&mut window, "Learning curve");
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.focused(), Some((Role::TextInput, "Name".to_owned())));
    window.press_key(NONE, Key::Escape);
    assert_eq!(window.focused(), Some((Role::ListItem, row("Learning curve"))));
}
