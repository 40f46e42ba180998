//! Where a name is blank, the window says the id in its place.

use std::sync::Arc;

use egui::accesskit::Role;
use weigh_in::{
    decision::{Decision, Edit},
    storage,
};

use super::{Window, team};

/// The team's record, revealed or not.
fn named(revealed: bool) -> Decision {
    let mut decision = team();
    if revealed {
        decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    }
    decision
}

/// The same without a name that could be seen.
fn nameless(revealed: bool) -> Decision {
    let mut decision = named(revealed);
    decision.options.iter_mut().for_each(|option| Arc::make_mut(option).name.clear());
    decision.members.iter_mut().for_each(|member| Arc::make_mut(member).name.clear());
    for criterion in &mut decision.criteria {
        let criterion = Arc::make_mut(criterion);
        " ".clone_into(&mut criterion.name);
        criterion.group.clear();
    }
    decision.references.iter_mut().for_each(|reference| Arc::make_mut(reference).name.clear());
    decision
}

/// Two windows beside each other: one on a record with names, one on the same without.
struct Windows([Window; 2]);

impl Windows {
    fn on(revealed: bool) -> Self {
        let records = [named(revealed), nameless(revealed)];
        Self(records.map(|record| Window::with_size(&storage::to_ron(&record), [1280.0, 2000.0])))
    }

    /// What is in both, such as a part of a long text, has no name in it.
    fn have_no_hole(&self, place: &str) {
        let known = [self.0[0].words(), self.0[1].field_texts()].concat();
        for words in self.0[1].words().into_iter().filter(|words| !known.contains(words)) {
            assert!(!words.contains("  ") && words.trim() == words, "{place}: {words:?}");
        }
    }
}

#[test]
fn no_screen_has_a_hole_where_a_name_should_be() {
    for revealed in [false, true] {
        let mut windows = Windows::on(revealed);
        for step in 1..=7 {
            windows.0.iter_mut().for_each(|window| window.go(step));
            windows.have_no_hole(&format!("step {step}"));
        }
    }
    let mut windows = Windows::on(true);
    windows.0.iter_mut().for_each(|window| window.go(5));
    for part in ["Overview", "Discuss next", "How sure", "What if"] {
        windows.0.iter_mut().for_each(|window| window.click(Role::RadioButton, &format!("Part of the result: {part}")));
        windows.have_no_hole(part);
    }
    assert!(windows.0[1].sees("learning-curve"), "{:#?}", windows.0[1].words());
}

#[test]
fn people_of_one_name_are_listed_with_their_ids() {
    let mut decision = named(false);
    decision.members.iter_mut().for_each(|member| "Ana".clone_into(&mut Arc::make_mut(member).name));
    let window = Window::with_text(&storage::to_ron(&decision));
    assert!(window.sees("Score as Ana (ana)") && window.sees("Score as Ana (boris)"), "{:#?}", window.words());
}
