//! A whole ballot by keyboard alone.

use egui::Key;
use weigh_in::{
    decision::{Alternative, Confidence, Decision, Edit, Evidence, OptionId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

/// 24 criteria and three options, nothing scored; Ana scores.
fn unscored() -> Decision {
    let mut decision = team();
    decision.ballots.clear();
    let id = OptionId::new("zig").unwrap();
    let zig = Alternative { id, name: "Zig".to_owned(), description: String::new() };
    decision.apply(Edit::AddOption(zig)).unwrap();
    decision
}

fn cell(window: &Window, place: usize) -> weigh_in::decision::Cell {
    let decision = window.decision();
    let columns = decision.options.len();
    let rows: Vec<_> = decision.groups().into_iter().flat_map(|(_, criteria)| criteria).collect();
    let key = (rows[place / columns].id.clone(), decision.options[place % columns].id.clone());
    decision.cell(&decision.members[0].id, &key).cloned().unwrap_or_default()
}

#[test]
fn seventy_two_cells_take_two_keys_each() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    let mut pressed = 0;
    // The step has the keys in its first cell.
    window.go(4);
    pressed += 1;
    let said = |place: usize| if place % 10 == 7 { "?".to_owned() } else { (place % 5 + 1).to_string() };
    for place in 0..72 {
        window.letter(&said(place));
        window.keys(NONE, Key::Enter);
        pressed += 2;
    }
    let vote = |place: usize| Score::new((place % 5 + 1) as u8).map(Vote::Score).filter(|_| place % 10 != 7);
    for place in 0..72 {
        assert_eq!(cell(&window, place).vote, vote(place).or(Some(Vote::Abstain)), "cell {place}");
    }
    let me = window.decision().members[0].id.clone();
    assert_eq!(window.decision().progress(&me), (72, 72));
    // In five minutes that is a key every two seconds.
    assert_eq!(pressed, 145);
    // Past the last cell there is nowhere to go.
    window.letter("5");
    assert_eq!(cell(&window, 71).vote, Score::new(5).map(Vote::Score));
    window.keys(CTRL, Key::Enter);
    assert!(window.decision().has_sealed(&me));
}

#[test]
fn a_note_is_left_for_the_next_cell_without_the_mouse() {
    let mut window = Window::with_text(&storage::to_ron(&unscored()));
    window.go(4);
    window.letter("4");
    window.letter("c");
    window.letter("n");
    window.type_text("Two weeks in the last project");
    window.keys(NONE, Key::Escape);
    window.letter("e");
    window.type_text("https://example.org/report");
    window.keys(NONE, Key::Escape);
    window.keys(NONE, Key::Enter);
    window.letter("2");
    let first = cell(&window, 0);
    assert_eq!(
        (first.note.as_str(), first.link.as_str()),
        ("Two weeks in the last project", "https://example.org/report")
    );
    assert_eq!(first.confidence, Some(Confidence::ALL[0]));
    assert_eq!(first.evidence, None::<Evidence>);
    assert_eq!(cell(&window, 1).vote, Score::new(2).map(Vote::Score));
}
