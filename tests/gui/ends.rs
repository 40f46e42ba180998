//! Records at the ends of what is allowed, on every screen: no number that is none is ever shown.

use egui::accesskit::Role;
use weigh_in::{
    decision::{
        Alternative, CellField, Criterion, CriterionField, CriterionId, Decision, Edit, Member, MemberId, OptionId,
        Score, Vote,
    },
    storage,
};

use super::harness::Window;

/// A revealed record in which everybody says of each cell what `said` does: a score, 0 for an abstention.
fn record(options: usize, criteria: usize, members: usize, said: impl Fn(usize) -> Option<u8>) -> Decision {
    let mut decision = Decision::new("ends".to_owned(), jiff::civil::date(2026, 11, 1));
    let mut edits = vec![Edit::Title("At the end".to_owned())];
    let option = |i: usize| OptionId::new(&format!("o{i}")).unwrap();
    let criterion = |j: usize| CriterionId::new(&format!("c{j}")).unwrap();
    edits.extend((0..options).map(|i| Edit::AddOption(Alternative::new(option(i), format!("Option {i}")))));
    edits.extend((0..criteria).map(|j| {
        let name = format!("Criterion {j}");
        Edit::AddCriterion(Box::new(Criterion {
            swing: Some(50),
            ..Criterion::new(criterion(j), &name, &format!("Group {}", j / 9))
        }))
    }));
    for u in 0..members {
        let id = MemberId::new(&format!("m{u}")).unwrap();
        edits.push(Edit::AddMember(Member::new(id.clone(), format!("Member {u}")), jiff::civil::date(2026, 2, 3)));
        for (j, i) in (0..criteria).flat_map(|j| (0..options).map(move |i| (j, i))) {
            if let Some(points) = said(u * 7919 + j * 31 + i * 17) {
                let vote = Some(Score::new(points).map_or(Vote::Abstain, Vote::Score));
                edits.push(Edit::Cell(id.clone(), criterion(j), option(i), CellField::Vote(vote)));
            }
        }
    }
    edits.push(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2)));
    for edit in edits {
        decision.apply(edit).unwrap();
    }
    decision
}

#[expect(clippy::unnecessary_wraps, reason = "what is said of a cell may be nothing")]
fn any(seed: usize) -> Option<u8> {
    Some((seed % 13 % 5 + 1) as u8)
}

fn no_number_is_none(window: &Window, place: &str) {
    for words in window.words().into_iter().chain(window.painted()) {
        let parts = words.split(|c: char| !c.is_alphanumeric());
        let none = parts.into_iter().find(|part| ["NaN", "inf", "infinity"].contains(part));
        assert_eq!(none, None, "{place}: {words}");
        assert!(!words.contains("-0.0") && !words.contains("−0.00"), "{place}: {words}");
    }
}

/// Goes through every step, every part of the result, and both kinds of scores.
fn walk(what: &str, decision: &Decision, drawn: bool) {
    let mut window = Window::with_text(&storage::to_ron(decision));
    if drawn {
        window.wait_until_drawn();
    }
    for step in 1..=7 {
        window.go(step);
        no_number_is_none(&window, &format!("{what}, step {step}"));
    }
    window.go(5);
    for part in ["Discuss next", "How sure", "What if", "Overview"] {
        let part = format!("Part of the result: {part}");
        if window.has(Role::RadioButton, &part) {
            window.click(Role::RadioButton, &part);
            if drawn {
                window.wait_until_drawn();
            }
            no_number_is_none(&window, &format!("{what}, {part}"));
        }
    }
    window.go(4);
    for face in ["Whose scores: Team", "What the cells show: Spread", "What the cells show: Mean"] {
        if window.has(Role::RadioButton, face) {
            window.click(Role::RadioButton, face);
            no_number_is_none(&window, &format!("{what}, {face}"));
        }
    }
}

#[test]
fn of_two_options_and_little_else() {
    walk("one of each", &record(2, 1, 1, any), true);
    walk("one criterion", &record(2, 1, 5, any), true);
    walk("one member", &record(3, 6, 1, any), true);
    walk("one option", &record(1, 3, 2, any), true);
    walk("nothing", &record(0, 0, 0, any), true);
    walk("nobody", &record(2, 2, 0, any), true);
}

#[test]
fn where_all_say_the_same_or_nothing() {
    walk("all equal", &record(4, 6, 5, |_| Some(3)), true);
    walk("all empty", &record(3, 4, 3, |_| None), true);
    walk("all abstained", &record(3, 4, 3, |_| Some(0)), true);
    walk("some of each", &record(3, 4, 4, |seed| (seed % 3 > 0).then_some((seed % 7 % 6) as u8)), true);
}

#[test]
fn without_weights() {
    let mut decision = record(3, 4, 3, any);
    for criterion in decision.criteria.clone() {
        decision.apply(Edit::Criterion(criterion.id.clone(), CriterionField::Swing(0))).unwrap();
    }
    walk("no swings", &decision, true);
    let mut decision = record(3, 2, 3, any);
    for criterion in decision.criteria.clone() {
        decision.apply(Edit::Criterion(criterion.id.clone(), CriterionField::NotApplicable(true))).unwrap();
    }
    walk("nothing applies", &decision, true);
}

#[test]
fn of_the_largest() {
    // Its draws take their time; they are not waited for.
    walk("most options and criteria", &record(12, 200, 3, any), false);
    walk("most members", &record(12, 3, 200, any), false);
}

#[test]
fn draws_that_take_their_time_tell_how_far_they_are_and_can_be_stopped() {
    // Half of the cells are empty: under the central weights of each option they are drawn again.
    let half = |seed: usize| any(seed).filter(|_| seed.is_multiple_of(2));
    let mut window = Window::with_text(&storage::to_ron(&record(12, 90, 1, half)));
    window.go(5);
    window.click_without_waiting("Look anyway");
    window.step_until(|window| window.sees("Calculating: "));
    // The window lives meanwhile.
    window.go(4);
    window.go(5);
    window.click(Role::Button, "Stop");
    assert!(window.sees("Stopped before it was complete.") && !window.sees("Drawing cases"), "{:#?}", window.words());
    window.wait(60);
    assert_eq!(window.rest(), std::time::Duration::MAX, "nothing goes on");
    window.click(Role::Button, "Calculate again");
    window.step_until(|window| window.sees("Calculating: "));
}
