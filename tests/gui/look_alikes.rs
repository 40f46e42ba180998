//! Parts that cannot be told apart: the window counts nothing, ticks nothing and exports nothing.

use std::sync::Arc;

use egui::accesskit::Role;
use weigh_in::{
    decision::{Decision, Edit},
    storage,
};

use super::{Window, team};

fn revealed() -> Decision {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    decision
}

fn progress(window: &Window, step: &str) -> String {
    let name = window.controls().into_iter().find(|(role, name)| *role == Role::Tab && name.starts_with(step));
    name.unwrap_or_else(|| panic!("{:?}", window.controls())).1
}

#[test]
fn an_id_that_is_used_twice_is_told_on_every_step_and_ticks_none() {
    let mut decision = revealed();
    let fine = Window::with_text(&storage::to_ron(&decision));
    assert!(progress(&fine, "Options").contains("done"), "{:?}", fine.controls());
    let twice = decision.options[0].id.clone();
    Arc::make_mut(&mut decision.options[1]).id = twice.clone();
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
    for step in ["Options", "Scores", "Result", "Decision"] {
        assert!(!progress(&window, step).contains("done"), "{:?}", window.controls());
    }
    let told = format!("The id `{twice}` is used twice");
    for step in [2, 5] {
        window.go(step);
        assert!(window.sees(&told), "step {step}: {:#?}", window.words());
        assert!(!window.sees(" leads "), "step {step}: {:#?}", window.words());
    }
    window.go(7);
    window.wait_to_see(&format!("the id `{twice}` is used twice; give each its own id"));
}

#[test]
fn names_that_read_the_same_are_told_where_they_stand() {
    let mut decision = revealed();
    let name = decision.members[0].name.to_uppercase();
    Arc::make_mut(&mut decision.members[1]).name = format!("{name} ");
    let name = decision.criteria[0].name.to_lowercase();
    Arc::make_mut(&mut decision.criteria[1]).name = name;
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
    window.go(3);
    assert!(window.sees("Two criteria are called"), "{:#?}", window.words());
    window.go(5);
    assert!(window.sees("Two members are called"), "{:#?}", window.words());
    window.click(Role::Button, "Open the members…");
    assert!(window.sees("Two members are called"), "{:#?}", window.words());
}
