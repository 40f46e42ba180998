//! Weights by the order of the criteria.

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{decision::Edit, storage};

use super::{CTRL, NONE, harness::Window, team};

const ALT: Modifiers = Modifiers::ALT;

fn at_the_order() -> Window {
    let mut decision = team();
    // All alike, so that none is level with another yet.
    let swings = decision.criteria.iter().map(|criterion| (criterion.id.clone(), 50)).collect();
    decision.apply(Edit::Swings { profile: None, label: String::new(), swings }).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(3);
    window.click(Role::Button, "Weigh by order…");
    assert!(window.sees("What matters most?"));
    window
}

/// The rows as they are told, without the weight.
fn rows(window: &Window) -> Vec<String> {
    let words = window.words();
    let mut rows: Vec<&String> = words.iter().filter(|words| words.contains(": place ")).collect();
    rows.sort_by_key(|row| row.split(": place ").nth(1).unwrap().split(' ').next().unwrap().parse::<u32>().unwrap());
    rows.iter().map(|row| row.split(": place ").next().unwrap().to_owned()).collect()
}

fn row(window: &Window, name: &str) -> String {
    window.words().into_iter().find(|words| words.starts_with(&format!("{name}: place "))).unwrap()
}

#[test]
fn keys_move_a_criterion_and_the_weights_follow_once_they_are_applied() {
    let mut window = at_the_order();
    let before = rows(&window);
    assert!(before.len() > 2, "{before:?}");
    let swings =
        |window: &Window| -> Vec<Option<u8>> { window.decision().criteria.iter().map(|one| one.swing).collect() };
    let untouched = swings(&window);
    window.focus_on(Role::Button, &row(&window, &before[0]));
    window.press_key(ALT, Key::ArrowDown);
    window.press_key(ALT, Key::ArrowDown);
    assert_eq!(rows(&window)[..3], [before[1].clone(), before[2].clone(), before[0].clone()]);
    window.press_key(ALT, Key::ArrowUp);
    assert_eq!(rows(&window)[..2], [before[1].clone(), before[0].clone()]);
    assert!(window.focused().unwrap().1.starts_with(&before[0]), "the focus goes along: {:?}", window.focused());
    assert_eq!(swings(&window), untouched, "nothing changes until it is applied");
    window.click(Role::Button, "Apply this order");
    assert!(!window.sees("What matters most?"));
    let decision = window.decision();
    let swing_of = |name: &str| decision.criteria.iter().find(|one| one.name == name).unwrap().swing.unwrap();
    assert_eq!(swing_of(&before[1]), 100);
    assert!(swing_of(&before[0]) < 100 && swing_of(&before[0]) > swing_of(&before[2]));
    window.press_key(CTRL, Key::Z);
    assert_eq!(swings(&window), untouched, "one step");
}

#[test]
fn level_ones_share_their_weight_and_escape_leaves_all_as_it_was() {
    let mut window = at_the_order();
    let before = rows(&window);
    window.click(Role::CheckBox, &format!("{} level with the one above", before[1]));
    let weight = |window: &Window, name: &str| row(window, name).rsplit(' ').next().unwrap().to_owned();
    assert_eq!(weight(&window, &before[0]), weight(&window, &before[1]));
    assert!(row(&window, &before[1]).contains("level with the one above"));
    assert_eq!(window.nameless(), [""; 0]);
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("What matters most?"));
    assert_eq!(window.focused().map(|(_, name)| name).as_deref(), Some("Weigh by order…"));
}

#[test]
fn a_criterion_is_dragged_to_its_place_or_moved_by_its_buttons() {
    let mut window = at_the_order();
    let before = rows(&window);
    let to = window.place(Role::Button, &row(&window, &before[2])).center();
    window.drag(Role::Button, &row(&window, &before[0]), to);
    assert_eq!(rows(&window)[..3], [before[1].clone(), before[2].clone(), before[0].clone()]);
    window.click(Role::Button, &format!("Rank {} higher", before[0]));
    window.click(Role::Button, &format!("Rank {} higher", before[0]));
    assert_eq!(rows(&window), before);
}

#[test]
fn a_member_of_a_team_orders_for_themselves() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(3);
    window.click(Role::RadioButton, "Whose weights: Mine");
    window.click(Role::Button, "Weigh by order…");
    let before = rows(&window);
    window.click(Role::Button, &format!("Rank {} higher", before[1]));
    window.click(Role::Button, "Apply this order");
    let decision = window.decision();
    let id = &decision.criteria.iter().find(|one| one.name == before[1]).unwrap().id;
    assert_eq!(decision.members[0].swings[id], 100);
    assert!(decision.members[1].swings.is_empty());
}
