//! Scores of others stay hidden until the round is revealed: whatever they are, the screen is the same.

use egui::{Key, accesskit::Role};
use weigh_in::{
    analysis::{self, Scope},
    decision::{CellField, Decision, Edit, MemberField, MemberId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

/// The team, with other words of Ana's in every cell; as many cells as before.
fn with_another_ana() -> Decision {
    let mut decision = team();
    let ana = MemberId::new("ana").unwrap();
    for criterion in decision.criteria.clone() {
        for (column, option) in decision.options.clone().iter().enumerate() {
            let vote = if column == 0 { Vote::Abstain } else { Vote::Score(Score::MAX) };
            let fields = [CellField::Vote(Some(vote)), CellField::Note("Another word of hers".to_owned())];
            for field in fields {
                let edit = Edit::Cell(ana.clone(), criterion.id.clone(), option.id.clone(), field);
                decision.apply(edit).unwrap();
            }
        }
    }
    let swings = decision.criteria.iter().map(|criterion| (criterion.id.clone(), 3)).collect();
    decision.apply(Edit::Member(ana, MemberField::Swings(swings))).unwrap();
    decision
}

/// All that Boris sees on the way through all steps, and what he can copy.
fn seen_by_boris(decision: &Decision) -> Vec<Vec<String>> {
    let mut window = Window::with_text(&storage::to_ron(decision));
    window.take_seat("Boris", "46/46");
    let repository = window.folder.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    let mut seen = Vec::new();
    for step in 1..=7 {
        window.go(step);
        seen.push(window.words());
    }
    window.go(3);
    window.click(Role::RadioButton, "Whose weights: Mine");
    seen.push(window.words());
    window.go(7);
    window.fill("Repository", repository.to_str().unwrap());
    window.wait_to_see("Round 1 is still hidden");
    for form in ["Rendered", "Markdown", "Changes"] {
        window.click(Role::RadioButton, &format!("Preview: {form}"));
        seen.push(window.words());
    }
    for command in ["Copy the ADR as Markdown", "Copy the scores as a table"] {
        window.press_key(CTRL, Key::K);
        window.type_text(command);
        let copied = window.copied_by(|harness| harness.key_press(Key::Enter));
        seen.push(copied.into_iter().collect());
        seen.push(window.words());
    }
    window.go(4);
    for _ in 0..3 {
        window.press_key(NONE, Key::ArrowDown);
        seen.push(window.words());
    }
    // Each window has a folder of its own.
    let own = window.folder.path().to_string_lossy().into_owned();
    for word in seen.iter_mut().flatten() {
        *word = word.replace(&own, "…");
    }
    seen
}

#[test]
fn the_screen_does_not_depend_on_what_another_has_scored() {
    let (one, other) = (team(), with_another_ana());
    let value = |decision: &Decision| analysis::analyze(decision, Scope::All).options[1].value;
    assert!((value(&one) - value(&other)).abs() > 0.1, "the two records must differ for this to show anything");
    for (one, other) in seen_by_boris(&one).iter().zip(seen_by_boris(&other)) {
        assert_eq!(*one, other);
    }
}

#[test]
fn the_reveal_shows_bars_by_name_and_the_scores_of_all() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Boris", "46/46");
    window.click(Role::Button, "Seal my ballot");
    window.click(Role::Button, "I am Ana");
    window.press_key(CTRL, Key::Enter);
    // All are in, and still nobody has seen anything.
    assert!(window.decision().is_blind());
    window.click(Role::Button, "Reveal round 1");
    assert!(!window.decision().is_blind());
    assert!(window.sees("Go leads Rust"), "{:#?}", window.words());
    window.go(5);
    for bar in ["Go: 4.00 of 5", "Rust: 2.00 of 5", "Learning curve: +"] {
        assert!(window.sees(bar), "{bar}: {:#?}", window.words());
    }
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    window.click(Role::Button, "Mean of Learning curve, Go: 4.0");
    assert!(window.sees("A word of Ana") && window.sees("A word of Boris"), "{:#?}", window.words());
}

#[test]
fn the_export_appears_with_the_reveal_and_goes_with_the_next_round() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let repository = window.folder.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    window.go(7);
    window.fill("Repository", repository.to_str().unwrap());
    window.wait_to_see("Reveal it first.");
    assert!(!window.sees("Write the ADR"));
    window.click(Role::Button, "Reveal round 1…");
    assert!(window.sees("Reveal the round now?"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    for command in ["Reveal the round", "Start a new round"] {
        window.press_key(CTRL, Key::K);
        window.type_text(command);
        window.press_key(NONE, Key::Enter);
        // Both ask before they do it.
        window.press_key(NONE, Key::Enter);
        if command == "Start a new round" {
            // All agree, so none is proposed; all are chosen.
            window.click(Role::Button, "Start the round");
        } else {
            // The reveal leads to the result.
            assert!(window.sees("Go leads Rust"), "{:#?}", window.words());
            window.go(7);
            window.wait_to_see("1 file to write");
        }
    }
    window.go(7);
    assert!(window.sees("Round 2 is still hidden") && !window.sees("Write the ADR"), "{:#?}", window.words());
}

#[test]
fn a_new_round_is_blind_again_and_starts_from_the_old_scores() {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.press_key(CTRL, Key::K);
    window.type_text("new round");
    window.press_key(NONE, Key::Enter);
    // All agree, so none is proposed; all are chosen.
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Start the round");
    assert_eq!(window.decision().round(), 2);
    assert!(window.sees("You have scored 0 of 46 again. Round 2 is hidden until the reveal."), "{:#?}", window.words());
    window.go(4);
    window.type_text("1");
    let decision = window.decision();
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let ana = decision.members[0].id.clone();
    let vote = |round| decision.cell_up_to(&ana, &key, round).and_then(|cell| cell.vote).and_then(Vote::score);
    assert_eq!((vote(1).map(Score::points), vote(2).map(Score::points)), (Some(4), Some(1)));
}

#[test]
fn a_ballot_that_the_team_has_seen_is_not_reopened() {
    let mut decision = team();
    let day = jiff::civil::date(2026, 11, 2);
    for member in decision.members.clone() {
        decision.apply(Edit::Seal(member.id.clone(), day, weigh_in::decision::Salt::of_bits(7))).unwrap();
    }
    decision.apply(Edit::Reveal("Ana".to_owned(), day)).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    assert!(!window.sees("Reopen my ballot"), "{:#?}", window.words());
    assert!(window.sees("Round 1 is revealed and your ballot is sealed. Start a new round to score again."));
    window.press_key(CTRL, Key::K);
    window.type_text("Reopen my ballot");
    window.press_key(NONE, Key::Enter);
    assert!(window.decision().has_sealed(&decision.members[0].id));
    window.press_key(NONE, Key::Escape);
    window.click(Role::Button, "Start a new round…");
    // All agree, so none is proposed; all are chosen.
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Start the round");
    assert_eq!(window.decision().round(), 2);
}
