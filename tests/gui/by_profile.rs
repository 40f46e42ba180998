//! What leads under each profile, and the profiles of the team's own.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{CellField, CriterionId, Decision, Edit, Member, MemberId, OptionId, Score, Vote},
    storage::{self, templates::built_in},
};

use super::{CTRL, NONE, harness::Window};

/// A record of "Rust or Go", of which one member has scored what is asked for first: Go leads on it, Rust on what is asked for second.
fn scored() -> Decision {
    let template = built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start("4f1c".to_owned(), jiff::civil::date(2026, 11, 2), None);
    let ana = MemberId::new("ana").unwrap();
    decision.apply(Edit::Title("Which one".to_owned())).unwrap();
    decision.apply(Edit::AddMember(Member::new(ana.clone(), "Ana".to_owned()), decision.created)).unwrap();
    let ids: Vec<CriterionId> = decision.criteria.iter().map(|criterion| criterion.id.clone()).collect();
    for (at, id) in ids.into_iter().enumerate() {
        // The last criteria are those of performance and correctness.
        let (go, rust) = if at < 12 { (5, 2) } else { (2, 5) };
        for (option, points) in [("go", go), ("rust", rust)] {
            let vote = CellField::Vote(Score::new(points).map(Vote::Score));
            decision.apply(Edit::Cell(ana.clone(), id.clone(), OptionId::new(option).unwrap(), vote)).unwrap();
        }
    }
    decision
}

fn at_the_profiles() -> Window {
    let mut window = Window::with_text(&storage::to_ron(&scored()));
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: By profile");
    window.wait_to_see("What leads in each profile");
    window
}

#[test]
fn each_profile_says_what_leads_and_by_how_much() {
    let window = at_the_profiles();
    let words = window.words();
    for name in ["Cloud service", "Systems software", "Game engine", "Equal weights"] {
        let row = words.iter().find(|words| words.starts_with(&format!("{name}: ")));
        assert!(row.is_some_and(|row| row.contains("Go ") || row.contains("Rust ")), "{name}: {words:#?}");
    }
    assert!(window.sees("Of 9 profiles, "), "{words:#?}");
    assert!(window.sees("As the only choice for all of them, "), "{words:#?}");
    assert_eq!(window.nameless(), [""; 0]);
}

#[test]
fn the_weights_of_today_are_kept_as_a_profile_changed_and_removed() {
    let mut window = at_the_profiles();
    window.click(Role::Button, "Profiles…");
    window.type_text("Small devices");
    window.press_key(NONE, Key::Enter);
    let own = |window: &Window| -> Vec<(String, String)> {
        window.decision().profiles.iter().map(|one| (one.name.clone(), one.why.clone())).collect()
    };
    assert_eq!(own(&window), [("Small devices".to_owned(), String::new())]);
    assert_eq!(window.decision().profiles[0].id, "small-devices");
    // The field is ready for the next one.
    window.type_text("Tools");
    window.press_key(NONE, Key::Enter);
    assert_eq!(own(&window).len(), 2);
    window.click(Role::Button, "Edit the words of Small devices");
    window.fill("What it is for", "Devices in shops");
    window.click(Role::Button, "Save the changes");
    assert_eq!(own(&window)[0], ("Small devices".to_owned(), "Devices in shops".to_owned()));
    window.click(Role::Button, "Remove Tools");
    assert_eq!(own(&window).len(), 1);
    window.click(Role::Button, "Done");
    window.wait_to_see("Of 10 profiles, ");
    window.press_key(CTRL, Key::Z);
    assert_eq!(own(&window).len(), 2, "each press is a step");
}

#[test]
fn only_those_that_are_ticked_are_compared() {
    let mut window = at_the_profiles();
    window.click(Role::Button, "Profiles…");
    window.click(Role::CheckBox, "Cloud service");
    window.click(Role::CheckBox, "Startup");
    assert_eq!(window.decision().compared_profiles.len(), 7);
    window.click(Role::Button, "Done");
    window.wait_to_see("Of 7 profiles, ");
    window.click(Role::Button, "Profiles…");
    window.click(Role::CheckBox, "Startup");
    window.click(Role::CheckBox, "Cloud service");
    assert!(window.decision().compared_profiles.is_empty(), "all of them, also those that come later");
}

#[test]
fn the_adr_says_it_once_the_record_keeps_the_profiles() {
    let mut window = at_the_profiles();
    window.click(Role::Button, "Add this to the ADR");
    let decision = window.decision();
    assert!(decision.has_appendix && decision.profiles.len() == 9);
    assert!(window.sees("The appendix of the ADR says this, too."));
    window.press_key(CTRL, Key::Z);
    let decision = window.decision();
    assert!(!decision.has_appendix && decision.profiles.is_empty(), "one step");
}

#[test]
fn a_changed_weight_changes_no_profile_and_a_changed_score_does() {
    let mut window = at_the_profiles();
    let before = window.words();
    window.go(3);
    window.set_value(Role::Slider, "Weight of Learning curve", 85.0);
    window.go(5);
    window.wait_to_see("Of 9 profiles, ");
    let rows = |words: &[String]| -> Vec<String> {
        words
            .iter()
            .filter(|words| words.starts_with("Startup: ") || words.starts_with("Game engine: "))
            .cloned()
            .collect()
    };
    assert_eq!(rows(&window.words()), rows(&before));
    assert_eq!(rows(&before).len(), 2);
}

#[test]
fn a_record_without_profiles_says_how_to_get_some() {
    let mut decision = scored();
    decision.template = None;
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: By profile");
    assert!(window.sees("Nothing to compare by"));
    window.click(Role::Button, "Profiles…");
    assert!(window.sees("There are none yet."));
}
