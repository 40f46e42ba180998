//! What an accepted record locks looks locked, on every step, and nothing there asks people to do what they cannot.

use std::collections::BTreeSet;

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Decision, Edit, MemberId, OptionId, OutcomeField, PeopleRole, Status},
    storage,
};

use super::{NONE, harness::Window, revealed_team, team};

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 2);

/// Accepts a revealed record.
fn accept(mut decision: Decision) -> Window {
    for edit in [
        Edit::People(PeopleRole::DecisionMakers, vec!["Dee".to_owned()]),
        Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap()))),
        Edit::Outcome(OutcomeField::Justification("we ship sooner".to_owned())),
        Edit::Status(Status::Proposed, DAY, "Ana".to_owned()),
        Edit::Status(Status::Accepted, DAY, "Ana".to_owned()),
    ] {
        decision.apply(edit).unwrap();
    }
    Window::with_text(&storage::to_ron(&decision))
}

/// Uses a control, if it is one that is used at once.
fn used(window: &mut Window, role: Role, name: &str) -> bool {
    match role {
        Role::Button | Role::RadioButton | Role::CheckBox => window.click(role, name),
        Role::Slider | Role::SpinButton => window.set_value(role, name, 3.0),
        _ => return false,
    }
    true
}

/// Whether the window says that something is locked, in a dialog or in a notice; puts it away again.
fn told(window: &mut Window) -> bool {
    let asks = window.sees("Fix a mistake in the accepted record?");
    if asks {
        window.press_key(NONE, Key::Escape);
    }
    let is_told = window.sees("Nothing was changed. To fix a mistake, say why first");
    if is_told {
        window.click(Role::Button, "Dismiss");
    }
    asks || is_told
}

/// What comes before a number, a colon or the name of a criterion or an option.
fn kind(name: &str) -> String {
    let words = name.split([':', ',']).next().unwrap_or(name);
    words.split(' ').take(2).collect::<Vec<_>>().join(" ")
}

#[test]
fn what_would_ask_for_a_reason_looks_locked_and_the_rest_does_not() {
    // Those that only lead to what asks, or that cannot change anything where they are.
    const LEAD: [&str; 7] = ["Edit", "Edit Learning", "Add a", "Weigh by", "Move Go", "Move Rust", "Move Learning"];
    let mut tried = BTreeSet::new();
    for step in [1, 2, 3, 4, 5, 6] {
        let mut window = accept(revealed_team());
        let before = window.decision().clone();
        window.go(step);
        window.wait_until_drawn();
        let page = window.place(Role::Button, "Fix a mistake…").bottom();
        let rail = window.place(Role::Tab, "Context, done").right();
        for control in window.operable() {
            let is_in_page = control.rect.top() > page && control.rect.left() > rail;
            if !is_in_page || !window.has(control.role, &control.name) {
                continue;
            }
            let is_locked = window.locked().contains(&(control.role, control.name.clone()));
            if !tried.insert((step, control.role as u8, kind(&control.name), is_locked)) {
                continue;
            }
            if !used(&mut window, control.role, &control.name) {
                continue;
            }
            let asks = told(&mut window);
            let place = format!("step {step}, {control:?}: {:#?}", window.words());
            assert!(is_locked || !asks, "does not look locked: {place}");
            assert!(asks || !is_locked || LEAD.contains(&&*kind(&control.name)), "looks locked: {place}");
            if is_locked {
                assert_eq!(window.decision(), &before, "{place}");
            }
            // It may have led elsewhere.
            window.press_key(NONE, Key::Escape);
            window.go(step);
            let now = window.decision().clone();
            assert!(before.guarded_changes(&now).is_empty(), "{place}");
        }
        let fields: Vec<_> = window.locked().into_iter().filter(|(role, _)| *role == Role::TextInput).collect();
        assert_eq!(!fields.is_empty(), step != 5, "step {step}: {fields:?}");
    }
    let tried: Vec<&str> = tried.iter().filter(|tried| tried.3).map(|tried| tried.2.as_str()).collect();
    for name in
        ["Add a", "Add all", "Remove Go", "Weight of", "Not applicable", "Learning curve", "Choose Go", "Draft from"]
    {
        assert!(tried.contains(&name), "{name}: {tried:?}");
    }
}

#[test]
fn nothing_looks_locked_while_a_mistake_is_being_fixed() {
    let mut window = accept(revealed_team());
    window.command("Fix a mistake…");
    window.fill("Why are you correcting it?", "a sign was missing");
    window.click(Role::Button, "Correct");
    for step in 1..=7 {
        window.go(step);
        assert_eq!(window.locked(), [], "step {step}");
    }
    window.click(Role::Button, "Lock again");
    window.go(3);
    assert!(window.locked().len() > 24, "{:#?}", window.locked());
}

/// Whether the page of the scores says how to score: in its title, in a hint and in a list of keys.
fn says_how_to_score(window: &Window) -> [bool; 3] {
    let hint = window.has(Role::Button, "Don't show this hint again");
    [window.sees("Score the options"), hint, window.sees("empty the cell")]
}

#[test]
fn only_a_ballot_that_takes_scores_says_how_to_score() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    assert_eq!(says_how_to_score(&window), [true; 3], "{:#?}", window.words());
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(4);
    assert_eq!(says_how_to_score(&window), [false; 3], "{:#?}", window.words());
    // A member who scores alone may look at the team's page, which has no cell to score.
    let mut alone = team();
    alone.apply(Edit::RemoveMember(MemberId::new("boris").unwrap())).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&alone));
    window.go(4);
    assert_eq!(says_how_to_score(&window), [true; 3], "{:#?}", window.words());
    window.click(Role::RadioButton, "Whose scores: Team");
    assert_eq!(says_how_to_score(&window), [false; 3], "{:#?}", window.words());
    let mut window = accept(alone);
    window.go(4);
    assert_eq!(says_how_to_score(&window), [false; 3], "{:#?}", window.words());
    window.go(3);
    assert!(!window.has(Role::Button, "Don't show this hint again"), "{:#?}", window.words());
}
