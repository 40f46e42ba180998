//! What experts hold against weighted tables: each objection has its answer on the screen, with a way to act on it.

use std::sync::Arc;

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{
        CellField, CriterionField, CriterionId, CriterionText, Decision, Edit, Evidence, MemberId, OptionId, Score,
        Vote,
    },
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

fn revealed(mut decision: Decision) -> Decision {
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    decision
}

fn member(name: &str) -> MemberId {
    MemberId::new(name).unwrap()
}

fn option(name: &str) -> OptionId {
    OptionId::new(name).unwrap()
}

/// What both members say of one criterion.
fn both(decision: &mut Decision, criterion: &CriterionId, go: u8, rust: u8) {
    for who in ["ana", "boris"] {
        vote(decision, who, criterion, "go", go);
        vote(decision, who, criterion, "rust", rust);
    }
}

fn vote(decision: &mut Decision, who: &str, criterion: &CriterionId, of: &str, points: u8) {
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    decision.apply(Edit::Cell(member(who), criterion.clone(), option(of), vote)).unwrap();
}

fn at_the_result(decision: &Decision) -> Window {
    let mut window = Window::with_text(&storage::to_ron(decision));
    window.go(5);
    window
}

fn first(decision: &Decision) -> CriterionId {
    decision.criteria[0].id.clone()
}

#[test]
fn weights_ignore_ranges() {
    let mut decision = team();
    let id = first(&decision);
    decision.apply(Edit::Criterion(id.clone(), CriterionField::Swing(100))).unwrap();
    both(&mut decision, &id, 4, 4);
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("of the weight, but all options score the same on it"), "{:#?}", window.words());
    window.click(Role::Button, "Open Learning curve");
    // The weight is about the range, and both ends of it are there.
    let anchors = window.decision().criteria[0].anchors.clone();
    for words in [&anchors.one, &anchors.five, "The weight says how much it matters to get from a 1 to a 5."] {
        assert!(window.sees(words), "{:#?}", window.words());
    }
    window.set_value(Role::Slider, "Weight of Learning curve", 5.0);
    window.go(5);
    assert!(!window.sees("score the same on it"));
}

#[test]
fn criteria_are_counted_twice() {
    let mut decision = team();
    let id = first(&decision);
    decision.apply(Edit::Criterion(id, CriterionField::Text(CriterionText::Name, "Hiring people".to_owned()))).unwrap();
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("may be counted twice: its name comes close to Hiring people."), "{:#?}", window.words());
    window.click(Role::Button, "Open Hiring");
    let before = window.decision().clone();
    window.click(Role::Button, "Weigh by group…");
    for (group, importance) in [("Team", 100.0), ("Delivery", 50.0), ("People", 0.0)] {
        window.set_value(Role::Slider, &format!("Importance of {group}"), importance);
    }
    assert_eq!(*window.decision(), before, "nothing is changed before it is applied");
    window.click(Role::Button, "Apply weights");
    let sum = |group: &str| -> u32 {
        window.decision().criteria.iter().filter(|c| c.group == group).map(|c| u32::from(c.swing.unwrap())).sum()
    };
    assert_eq!(sum("People"), 0);
    assert!(sum("Team").abs_diff(2 * sum("Delivery")) <= 8, "{} is not twice {}", sum("Team"), sum("Delivery"));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before, "it is one step");
    window.click(Role::Button, "Weigh by group…");
    window.click(Role::Button, "Cancel");
    assert_eq!(*window.decision(), before);
}

#[test]
fn scores_anchor_on_those_of_others() {
    let mut decision = revealed(team());
    let before = decision.criteria[..2].iter().map(|criterion| criterion.id.clone()).collect::<Vec<_>>();
    for (points, last) in [(2, false), (5, true)] {
        decision.apply(Edit::OpenRound(before.clone())).unwrap();
        both(&mut decision, &before[0], points, 2);
        if last {
            let note = CellField::Note("Another word of Ana".to_owned());
            decision.apply(Edit::Cell(member("ana"), before[0].clone(), option("go"), note)).unwrap();
        }
        decision = revealed(decision);
    }
    let mut window = at_the_result(&decision);
    // Who ended the blindness is told.
    assert!(
        window.sees("Round 3 was revealed by Ana on 2 November 2026, before everyone had sealed."),
        "{:#?}",
        window.words()
    );
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    assert!(window.sees("revealed by Ana on"));
    window.click(Role::RadioButton, "What the cells show: Round 2 → 3");
    assert!(window.sees("Rounds of Learning curve, Go: 2.0 → 5.0"), "{:#?}", window.words());
    window.click(Role::RadioButton, "What the cells show: Round 1 → 3");
    window.click(Role::Button, "Rounds of Learning curve, Go: 4.0 → 5.0");
    // All rounds, with their notes.
    assert!(window.sees("4 in round 1: A word of Ana; 2 in round 2: A word of Ana"), "{:#?}", window.words());
    assert!(window.sees("Another word of Ana"));
}

#[test]
fn a_new_round_is_on_the_criteria_that_are_chosen() {
    let mut decision = team();
    for (row, id) in decision.criteria.iter().map(|criterion| criterion.id.clone()).enumerate().collect::<Vec<_>>() {
        let swing = if row < 3 { 100 } else { 0 };
        decision.apply(Edit::Criterion(id.clone(), CriterionField::Swing(swing))).unwrap();
        both(&mut decision, &id, 4, 3);
    }
    let id = first(&decision);
    vote(&mut decision, "boris", &id, "go", 1);
    vote(&mut decision, "boris", &id, "rust", 5);
    let mut window = at_the_result(&revealed(decision));
    window.click(Role::RadioButton, "Part of the result: Discuss next");
    window.click(Role::Button, "Vote again on several…");
    let proposed = window.words();
    assert!(proposed.iter().any(|word| word == "Start round 2"), "{proposed:#?}");
    window.click(Role::Button, "Choose none");
    for name in ["Hiring", "Learning curve"] {
        window.click(Role::CheckBox, name);
    }
    window.click(Role::Button, "Start the round");
    let decision = window.decision();
    let voted: Vec<&str> =
        decision.criteria.iter().filter(|c| decision.is_voted_on(&c.id)).map(|c| c.name.as_str()).collect();
    assert_eq!((decision.round(), voted), (2, vec!["Learning curve", "Hiring"]));
    assert_eq!(window.app().step().name(), "Scores");
    window.type_text("3");
    assert_eq!(window.decision().ballots.iter().filter(|ballot| ballot.round == 2).count(), 1);
}

#[test]
fn a_ballot_has_a_halo() {
    let mut decision = team();
    for criterion in decision.criteria.clone() {
        vote(&mut decision, "boris", &criterion.id, "go", 3);
        vote(&mut decision, "boris", &criterion.id, "rust", 3);
    }
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("100 % of the scores of Boris in round 1 are a 3"), "{:#?}", window.words());
    window.click(Role::Button, "Go to the scores");
    assert!(window.sees("Mean of Learning curve, Go"), "{:#?}", window.words());
}

#[test]
fn numbers_are_falsely_precise() {
    let mut decision = team();
    let ids: Vec<CriterionId> = decision.criteria.iter().map(|criterion| criterion.id.clone()).collect();
    for (row, id) in ids.iter().enumerate() {
        let swing = if row < 2 { 50 + row as u8 } else { 0 };
        decision.apply(Edit::Criterion(id.clone(), CriterionField::Swing(swing))).unwrap();
    }
    both(&mut decision, &ids[0], 4, 2);
    both(&mut decision, &ids[1], 3, 4);
    vote(&mut decision, "boris", &ids[0], "rust", 4);
    let mut window = at_the_result(&revealed(decision));
    window.wait_to_see("No clear winner");
    window.click(Role::Button, "See how sure it is");
    assert!(window.sees("How far each share can move"), "{:#?}", window.words());
    window.click(Role::Button, "See what to discuss");
    assert!(window.sees("Vote again on Learning curve"), "{:#?}", window.words());
}

#[test]
fn coverage_is_thin() {
    let mut decision = team();
    let half = decision.criteria.len() / 2;
    for ballot in &mut decision.ballots {
        let scored: Vec<CriterionId> = decision.criteria[..half].iter().map(|criterion| criterion.id.clone()).collect();
        let keep = |key: &weigh_in::decision::CellKey| key.1 == *"go" || scored.contains(&key.0);
        Arc::make_mut(ballot).cells.retain(|key, _| keep(key));
    }
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("of the weight is scored for Rust."), "{:#?}", window.words());
    assert!(!window.has(Role::Button, "Go to the decision"));
    window.go(6);
    window.fill("Why decide when less than 80 % of the weight is scored?", "The rest is the same for both");
    window.go(5);
    assert!(!window.sees("of the weight is scored for Rust."));
}

#[test]
fn what_nobody_scored_is_taken_out_with_one_press() {
    let mut decision = team();
    let id = first(&decision);
    for ballot in &mut decision.ballots {
        Arc::make_mut(ballot).cells.retain(|(criterion, _), _| *criterion != id);
    }
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("Nobody has scored Learning curve."), "{:#?}", window.words());
    window.click(Role::Button, "Leave it out");
    assert!(!window.sees("Nobody has scored Learning curve."), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    window.wait_to_see("Nobody has scored Learning curve.");
}

#[test]
fn a_killer_flaw_is_averaged_away() {
    let mut decision = team();
    let id = first(&decision);
    both(&mut decision, &id, 1, 5);
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("Where Go is weakest"));
    assert!(window.sees("Go leads in spite of Learning curve (1)."), "{:#?}", window.words());
    window.click(Role::Button, "Set a must-have for Learning curve");
    window.pick("Threshold: Not a must-have", "At least 2");
    window.go(5);
    assert!(window.sees(" is ruled out: "), "{:#?}", window.words());
    assert!(!window.sees("leads in spite of"));
}

#[test]
fn the_weak_spots_of_all_that_share_the_lead_are_shown() {
    let mut decision = team();
    for (place, criterion) in decision.criteria.clone().iter().enumerate() {
        both(&mut decision, &criterion.id, if place == 0 { 1 } else { 3 }, if place == 0 { 1 } else { 3 });
    }
    let mut window = at_the_result(&revealed(decision));
    window.wait_until_drawn();
    for words in [
        "Where Go and Rust are weakest",
        "Go: Learning curve",
        "Rust: Learning curve",
        "Go shares the lead in spite of Learning curve (1); Rust shares the lead in spite of Learning curve (1).",
    ] {
        assert!(window.sees(words), "{words}: {:#?}", window.words());
    }
}

#[test]
fn steps_are_not_equal() {
    let mut decision = team();
    decision
        .apply(Edit::AddMember(
            weigh_in::decision::Member::new(member("chen"), "Chen".to_owned()),
            jiff::civil::date(2026, 2, 3),
        ))
        .unwrap();
    for criterion in decision.criteria.clone() {
        for (who, go, rust) in [("ana", 5, 3), ("boris", 2, 3), ("chen", 2, 2)] {
            vote(&mut decision, who, &criterion.id, "go", go);
            vote(&mut decision, who, &criterion.id, "rust", rust);
        }
    }
    // Tall enough for what stands below the ladder.
    let mut window = Window::with_size(&storage::to_ron(&revealed(decision)), [1280.0, 1200.0]);
    window.go(5);
    assert!(
        window.sees("By the middle score of each cell instead of the average, Rust leads."),
        "{:#?}",
        window.words()
    );
    window.click(Role::Button, "See how sure it is");
    assert!(window.sees("Medians instead of averages"));
    window.click(Role::RadioButton, "Part of the result: What if");
    assert!(window.sees("Medians: Rust"), "{:#?}", window.words());
}

#[test]
fn opinion_is_dressed_as_fact() {
    let mut decision = team();
    let id = first(&decision);
    both(&mut decision, &id, 2, 5);
    for of in ["go", "rust"] {
        let measured = CellField::Evidence(Some(Evidence::Measured));
        decision.apply(Edit::Cell(member("ana"), id.clone(), option(of), measured)).unwrap();
    }
    let mut window = at_the_result(&revealed(decision));
    assert!(window.sees("By measured scores alone, Rust leads."), "{:#?}", window.words());
    window.click(Role::RadioButton, "Part of the result: What if");
    assert!(window.sees("Measured only: Rust"), "{:#?}", window.words());
    // It is said while the ballot is open.
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    window.press_key(NONE, Key::ArrowDown);
    window.pick("Based on: Not given", "Hearsay");
}

#[test]
fn other_ways_of_counting_are_tried_with_a_click() {
    let mut decision = team();
    let id = first(&decision);
    decision.apply(Edit::Criterion(id, CriterionField::Swing(100))).unwrap();
    for criterion in decision.criteria.clone() {
        vote(&mut decision, "boris", &criterion.id, "rust", 5);
    }
    let decision = revealed(decision);
    let mut window = at_the_result(&decision);
    window.click(Role::RadioButton, "Part of the result: What if");
    assert!(window.sees("Largest regret"));
    window.click(Role::Button, "Try Boris: Rust");
    assert!(window.sees("Rust leads Go by 1 point"), "{:#?}", window.words());
    window.click(Role::Button, "Try Equal weights: Go");
    assert_eq!(*window.decision(), decision, "nothing is saved");
    window.click(Role::Button, "Apply weights");
    assert!(window.decision().criteria.iter().all(|criterion| criterion.swing == Some(50)));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), decision);
}
