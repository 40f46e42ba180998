//! Parts that cannot be told apart: the window counts nothing, ticks nothing and exports nothing.

use std::sync::Arc;

use egui::accesskit::Role;
use weigh_in::storage;

use super::{Window, revealed_team, team};

fn progress(window: &Window, step: &str) -> String {
    let name = window.controls().into_iter().find(|(role, name)| *role == Role::Tab && name.starts_with(step));
    name.unwrap_or_else(|| panic!("{:?}", window.controls())).1
}

#[test]
fn an_id_that_is_used_twice_is_told_on_every_step_and_ticks_none() {
    let mut decision = revealed_team();
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
    assert!(window.sees(&format!("{told}; give each its own id")), "{:#?}", window.words());
}

#[test]
fn comments_of_a_file_are_told_when_it_is_opened_and_gone_once_it_is_saved() {
    let told = "The file has comments";
    assert!(!Window::with_text(&storage::to_ron(&revealed_team())).sees(told));
    let mut window = Window::with_text(&format!("// by hand\n{}", storage::to_ron(&revealed_team())));
    assert!(window.sees(told) && window.sees("The first is on line 1."), "{:#?}", window.words());
    window.go(1);
    window.fill("Title", "Another one");
    window.press_key(super::CTRL, egui::Key::S);
    window.wait_to_see("Saved ");
    assert!(!window.sees(told), "{:#?}", window.words());
}

#[test]
fn a_weight_that_nobody_has_set_is_not_shown_as_one_of_zero() {
    let mut decision = revealed_team();
    for criterion in &mut decision.criteria {
        Arc::make_mut(criterion).swing = Some(50);
    }
    Arc::make_mut(&mut decision.criteria[1]).swing = Some(0);
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
    window.go(3);
    let has_zero = |window: &Window| window.words().iter().any(|word| word == "0 %");
    assert!(!window.sees("not set") && has_zero(&window), "{:#?}", window.words());
    Arc::make_mut(&mut decision.criteria[1]).swing = None;
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
    window.go(3);
    assert!(window.sees("not set") && !has_zero(&window), "{:#?}", window.words());
}

#[test]
fn the_blind_result_has_one_button_that_reveals() {
    let mut window = Window::with_size(&storage::to_ron(&team()), [1280.0, 2000.0]);
    window.go(5);
    let reveals =
        window.controls().into_iter().filter(|(role, name)| *role == Role::Button && name.starts_with("Reveal"));
    assert_eq!(reveals.count(), 1, "{:#?}", window.controls());
}

#[test]
fn a_sign_off_without_a_name_is_removed_by_a_button() {
    let mut decision = revealed_team();
    let sign_off = weigh_in::decision::SignOff {
        name: " ".to_owned(),
        verdict: weigh_in::decision::Verdict::Agree,
        comment: String::new(),
        on: jiff::civil::date(2026, 11, 2),
    };
    Arc::make_mut(&mut decision.outcome).sign_offs.push(sign_off);
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2000.0]);
    window.go(5);
    window.click(Role::Button, "Remove the sign-off");
    assert!(window.decision().outcome.sign_offs.is_empty());
}

#[test]
fn names_that_read_the_same_are_told_where_they_stand() {
    let mut decision = revealed_team();
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
