//! Filters of the criteria, on their step and in the scores.

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{CellField, CriterionField, Decision, Edit, MemberId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

fn vote(decision: &mut Decision, member: &str, row: usize, points: Option<u8>) {
    let (criterion, option) = (decision.criteria[row].id.clone(), decision.options[0].id.clone());
    let vote = points.and_then(Score::new).map(Vote::Score);
    let edit = Edit::Cell(MemberId::new(member).unwrap(), criterion, option, CellField::Vote(vote));
    decision.apply(edit).unwrap();
}

/// The team, with two cells that Ana has to score, a criterion without weight, and one on which they are far apart.
fn unfinished() -> Decision {
    let mut decision = team();
    for criterion in decision.criteria.clone() {
        decision.apply(Edit::Criterion(criterion.id.clone(), CriterionField::Swing(50))).unwrap();
    }
    decision.apply(Edit::Criterion(decision.criteria[9].id.clone(), CriterionField::Swing(0))).unwrap();
    for row in [3, 7] {
        vote(&mut decision, "ana", row, None);
    }
    vote(&mut decision, "ana", 5, Some(5));
    vote(&mut decision, "boris", 5, Some(1));
    decision
}

fn revealed() -> Decision {
    let mut decision = unfinished();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    decision
}

fn names(decision: &Decision) -> Vec<String> {
    decision.criteria.iter().map(|criterion| criterion.name.clone()).collect()
}

/// The criteria whose rows are on the Criteria step.
fn rows(window: &Window) -> Vec<String> {
    let controls = window.controls();
    let rows = controls.into_iter().filter(|(role, _)| *role == Role::ListItem);
    rows.filter_map(|(_, name)| name.strip_prefix("Criterion ").map(str::to_owned)).collect()
}

/// The criteria with a cell for Go in the sheet.
fn scored_rows(window: &Window) -> Vec<String> {
    let cells = window.controls().into_iter().filter(|(role, _)| *role == Role::SpinButton);
    cells.filter_map(|(_, name)| Some(name.split_once(", Go: ")?.0.to_owned())).collect()
}

fn choices(window: &mut Window, list: &str) -> Vec<String> {
    let before = window.controls();
    window.click(Role::ComboBox, list);
    let choices = window.controls().into_iter().filter(|one| one.0 == Role::Button && !before.contains(one));
    let choices = choices.map(|(_, name)| name).collect();
    window.press_key(NONE, Key::Escape);
    choices
}

#[test]
fn a_filter_leaves_its_rows_and_says_how_many() {
    let decision = revealed();
    let names = names(&decision);
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(3);
    assert_eq!(rows(&window).len(), 24);
    for (filter, left, words) in [
        ("Unscored", &[3, 7][..], "2 criteria with cells you haven't scored"),
        ("Disputed", &[5], "1 of 24 criteria disputed"),
    ] {
        window.pick("Show: All criteria", filter);
        assert_eq!(rows(&window), left.iter().map(|row| names[*row].clone()).collect::<Vec<_>>(), "{filter}");
        assert!(window.sees(words), "{:#?}", window.words());
        window.click(Role::Button, "Show all");
        assert_eq!(rows(&window).len(), 24);
    }
    window.pick("Show: All criteria", "Counted");
    assert!(window.sees("23 of 24 criteria") && !rows(&window).contains(&names[9]), "{:#?}", rows(&window));
    window.press_key(NONE, Key::Escape);
    assert_eq!(rows(&window).len(), 24);
    // The same in the team's scores.
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    window.pick("Show: All criteria", "Disputed");
    let cells: Vec<_> = window.words().into_iter().filter(|name| name.starts_with("Mean of ")).collect();
    assert_eq!(cells.len(), 2, "{cells:#?}");
    assert!(cells[0].contains(&names[5]));
    // A cell that somebody has scored is none that the team has not.
    window.click(Role::Button, "Show all");
    window.pick("Show: All criteria", "Unscored");
    assert!(window.sees("All scores are in") && window.sees("0 criteria with cells the team hasn't scored"));
    let mut decision = unfinished();
    vote(&mut decision, "boris", 7, None);
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    window.pick("Show: All criteria", "Unscored");
    assert!(window.sees("2 criteria with cells you haven't scored"), "{:#?}", window.words());
    window.click(Role::RadioButton, "Whose scores: Team");
    assert!(window.sees("1 criterion with cells the team hasn't scored"), "{:#?}", window.words());
}

#[test]
fn what_others_scored_is_no_filter_before_the_reveal() {
    let mut window = Window::with_text(&storage::to_ron(&unfinished()));
    for step in [3, 4] {
        window.go(step);
        assert_eq!(choices(&mut window, "Show: All criteria"), ["All criteria", "Unscored", "Counted"], "{step}");
    }
    // Of a covered ballot not even the empty cells are told.
    window.seal_anyway();
    window.go(3);
    assert_eq!(choices(&mut window, "Show: All criteria"), ["All criteria", "Counted"]);
    // A filter that was chosen after a reveal ends with the next round.
    let mut window = Window::with_text(&storage::to_ron(&revealed()));
    window.go(3);
    window.pick("Show: All criteria", "Disputed");
    window.command("Start a new round");
    window.press_key(NONE, Key::Enter);
    window.go(3);
    assert_eq!(rows(&window).len(), 24);
}

#[test]
fn a_row_stays_while_it_is_scored() {
    let decision = unfinished();
    let names = names(&decision);
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    window.pick("Show: All criteria", "Unscored");
    assert_eq!(scored_rows(&window), [names[3].clone(), names[7].clone()]);
    let cell = |row: usize, vote: &str| Some((Role::SpinButton, format!("{}, Go: {vote}", names[row])));
    assert_eq!(window.focused(), cell(3, "empty"), "the keyboard goes on in what is left");
    // The score leads on to the next cell of its row, which is scored already, and a key behind it is about the score.
    window.type_text("5");
    window.type_text("c");
    assert!(window.sees("1 criterion with cells you haven't scored"), "{:#?}", window.words());
    assert!(scored_rows(&window).contains(&names[3]), "{:#?}", scored_rows(&window));
    let key = (decision.criteria[3].id.clone(), decision.options[0].id.clone());
    let ana = MemberId::new("ana").unwrap();
    assert!(window.decision().cell(&ana, &key).is_some_and(|cell| cell.confidence.is_some()));
    window.press_key(NONE, Key::Enter);
    assert_eq!(window.focused(), cell(7, "empty"));
    assert_eq!(scored_rows(&window), [names[7].clone()]);
    window.type_text("4");
    assert!(window.sees("All your scores are in") && window.sees("0 criteria with cells"), "{:#?}", window.words());
    // Escape leaves the filter, and the focus goes on in the sheet.
    window.press_key(NONE, Key::Escape);
    assert!(window.has(Role::ComboBox, "Show: All criteria"), "{:#?}", window.words());
    assert_eq!(window.focused().map(|(role, _)| role), Some(Role::SpinButton));
    window.press_key(NONE, Key::Escape);
    assert!(window.has(Role::ComboBox, "Show: All criteria"));
}

#[test]
fn an_empty_list_says_why_and_escape_in_a_field_leaves_the_filter_alone() {
    let mut window = Window::with_text(&storage::to_ron(&super::revealed_team()));
    window.go(3);
    window.pick("Show: All criteria", "Disputed");
    assert_eq!(rows(&window).len(), 0);
    assert!(window.sees("No dispute") && window.sees("0 of 24 criteria"), "{:#?}", window.words());
    window.click(Role::Button, "Show all");
    assert_eq!(rows(&window).len(), 24);
    window.pick("Show: All criteria", "Counted");
    let name = window.decision().criteria[0].name.clone();
    window.click(Role::Button, &format!("Edit {name}"));
    window.focus_field("Question");
    window.press_key(NONE, Key::Escape);
    assert!(window.has(Role::ComboBox, "Show: Counted"), "Escape was for the field");
    // Neither is it taken from a dialog.
    window.press_key(CTRL, Key::K);
    window.press_key(NONE, Key::Escape);
    assert!(window.has(Role::ComboBox, "Show: Counted"));
    window.press_key(NONE, Key::Escape);
    assert!(window.has(Role::ComboBox, "Show: All criteria"));
}

#[test]
fn what_changed_since_the_round_before_can_be_shown_alone() {
    let mut decision = revealed();
    let names = names(&decision);
    decision.apply(Edit::OpenRound(Vec::new())).unwrap();
    vote(&mut decision, "ana", 5, Some(2));
    vote(&mut decision, "ana", 6, Some(4));
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 3))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(3);
    window.pick("Show: All criteria", "Changed in this round");
    assert_eq!(rows(&window), [names[5].clone()], "the same score again is no change");
}

#[test]
fn a_weight_that_leaves_the_filter_stays_in_hand() {
    let decision = revealed();
    let name = decision.criteria[0].name.clone();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(3);
    window.pick("Show: All criteria", "Counted");
    window.click(Role::ListItem, &format!("Criterion {name}"));
    window.set_value(Role::Slider, &format!("Weight of {name}"), 0.0);
    assert!(rows(&window).contains(&name) && window.sees("22 of 24 criteria"), "{:#?}", window.words());
}

#[test]
fn arrows_go_on_from_the_present_choice_of_a_list_however_it_was_opened() {
    let mut window = Window::with_text(&storage::to_ron(&revealed()));
    window.go(3);
    window.click(Role::ComboBox, "Show: All criteria");
    window.press_key(NONE, Key::ArrowDown);
    window.press_key(NONE, Key::Enter);
    assert!(window.has(Role::ComboBox, "Show: Unscored"), "{:#?}", window.controls());
    window.focus_on(Role::ComboBox, "Show: Unscored");
    window.press_key(NONE, Key::Enter);
    window.press_key(NONE, Key::ArrowDown);
    window.press_key(NONE, Key::Enter);
    assert!(window.has(Role::ComboBox, "Show: Disputed"), "{:#?}", window.controls());
}
