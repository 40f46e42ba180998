//! Finding: what is in the record, by Ctrl+F and beside the commands.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{CriterionField, CriterionText, Decision, Edit, OptionField, PeopleRole},
    gui::step::Step,
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

/// The team after the reveal, with people, a team note and a description.
fn described() -> Decision {
    let mut decision = revealed_team();
    let (criterion, option) = (decision.criteria[20].id.clone(), decision.options[1].id.clone());
    let note = CriterionField::Text(CriterionText::Note, "Ask the recruiters".to_owned());
    for edit in [
        Edit::Criterion(criterion, note),
        Edit::Option(option, OptionField::Description("Our second language".to_owned())),
        Edit::People(PeopleRole::Consulted, vec!["Dora".to_owned(), "Emil Zola".to_owned()]),
        Edit::People(PeopleRole::DecisionMakers, vec!["Ana".to_owned()]),
    ] {
        decision.apply(edit).unwrap();
    }
    decision
}

fn find(window: &mut Window, words: &str) {
    window.press_key(CTRL, Key::F);
    window.type_text(words);
    window.press_key(NONE, Key::Enter);
}

/// What has the focus, which has to be in sight.
fn reached(window: &Window) -> (Role, String) {
    let focus = window.focus().expect("nothing has the focus");
    assert!(window.screen().contains_rect(focus.rect), "{focus:?} is out of sight");
    (focus.role, focus.name)
}

#[test]
fn what_is_found_is_shown_with_the_focus_in_it() {
    let decision = described();
    let [row, noted] = [22, 20].map(|index| decision.criteria[index].name.clone());
    let first = decision.criteria[0].name.clone();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for (words, step, role, name) in [
        (row.as_str(), Step::Criteria, Role::ListItem, format!("Criterion {row}")),
        ("recruiters", Step::Criteria, Role::ListItem, format!("Criterion {noted}")),
        ("rust second", Step::Options, Role::TextInput, "Name of option 2".to_owned()),
        ("zola", Step::Context, Role::TextInput, "Consulted person 2".to_owned()),
        ("word of boris", Step::Scores, Role::Button, format!("Mean of {first}, Go: 4.0")),
        ("word of ana", Step::Scores, Role::SpinButton, format!("{first}, Go: 4")),
    ] {
        find(&mut window, words);
        assert_eq!((window.app().step(), reached(&window)), (step, (role, name)), "{words}");
    }
    // The team is in a dialog.
    find(&mut window, "boris member");
    assert_eq!(reached(&window), (Role::TextInput, "Name of boris".to_owned()));
}

#[test]
fn a_part_of_the_step_that_is_open_gets_the_focus_too() {
    let decision = described();
    let names = [0, 23].map(|index| decision.criteria[index].name.clone());
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for name in [&names[1], &names[0], &names[1]] {
        find(&mut window, name);
        assert_eq!(reached(&window), (Role::ListItem, format!("Criterion {name}")));
    }
}

#[test]
fn a_criterion_that_is_found_while_people_score_is_shown_in_its_row_of_the_scores() {
    let decision = described();
    let name = decision.criteria[20].name.clone();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    find(&mut window, &name);
    let (role, cell) = reached(&window);
    assert!(role == Role::SpinButton && cell.starts_with(&format!("{name}, Go")), "{role:?} {cell}");
    window.click(Role::RadioButton, "Whose scores: Team");
    find(&mut window, &name);
    let (role, cell) = reached(&window);
    assert!(role == Role::Button && cell.starts_with(&format!("Mean of {name}, Go")), "{role:?} {cell}");
    assert_eq!(window.app().step(), Step::Scores);
    // Where a ballot is covered there are no rows.
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    window.command("Seal my ballot");
    find(&mut window, &name);
    assert_eq!((window.app().step(), reached(&window).0), (Step::Criteria, Role::ListItem));
}

#[test]
fn the_palette_leads_to_the_weights_of_the_groups() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.command("Weigh by group");
    assert_eq!(window.app().step(), Step::Criteria);
    assert!(window.sees("How much does each group matter?"), "{:#?}", window.words());
}

#[test]
fn parts_are_listed_by_kind_with_their_number() {
    let mut window = Window::with_text(&storage::to_ron(&described()));
    window.press_key(CTRL, Key::F);
    assert!(window.sees("Criteria · 24") && window.sees("Criterion Hiring"), "{:#?}", window.words());
    window.type_text("word learning");
    assert!(window.sees("Notes · 2") && !window.sees("Criteria ·"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    window.press_key(CTRL, Key::F);
    // It begins anew, with all that there is.
    assert!(window.sees("Criteria · 24"));
    window.type_text("nowhere to be found");
    assert!(window.sees("Nothing found in the record. Try fewer or other words."));
    // Enter has nothing to go to.
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("Nothing found in the record."));
}

#[test]
fn only_own_notes_are_found_while_a_round_is_hidden() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    for key in [Key::F, Key::K] {
        window.press_key(CTRL, key);
        window.type_text("word of");
        assert!(window.sees("Ana on ") && !window.sees("Boris on "), "{:#?}", window.words());
        assert!(window.sees("A word of Ana") && !window.sees("A word of Boris"));
        window.press_key(NONE, Key::Escape);
    }
    // A ballot that is covered shows nothing.
    window.command("Seal my ballot");
    window.press_key(CTRL, Key::F);
    window.type_text("word of ana");
    assert!(window.sees("Nothing found in the record."), "{:#?}", window.words());
}

#[test]
fn the_palette_finds_the_record_behind_the_commands() {
    let decision = described();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.press_key(CTRL, Key::K);
    assert!(!window.sees("Criterion Hiring"), "only commands, until something is typed");
    window.type_text("hiring");
    window.press_key(NONE, Key::Enter);
    assert_eq!(reached(&window), (Role::ListItem, "Criterion Hiring".to_owned()));
    // Of a command and an option with the words in their names, the command comes first.
    let mut rust = decision;
    rust.apply(Edit::Option(rust.options[1].id.clone(), OptionField::Name("Redo in Rust".to_owned()))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&rust));
    window.go(1);
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::Z);
    window.command("Redo");
    assert_eq!(window.decision().title, "Use Go");
    window.command("Redo in");
    assert_eq!(reached(&window), (Role::TextInput, "Name of option 2".to_owned()));
    window.command("boris");
    assert_eq!(reached(&window), (Role::TextInput, "Name of boris".to_owned()));
}

#[test]
fn a_note_on_a_criterion_that_the_round_leaves_out_is_reached() {
    let mut decision = described();
    let second = vec![decision.criteria[5].id.clone()];
    decision.apply(Edit::OpenRound(second)).unwrap();
    let first = decision.criteria[0].name.clone();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    find(&mut window, "word of ana");
    assert_eq!(reached(&window), (Role::SpinButton, format!("{first}, Go: 4")));
}
