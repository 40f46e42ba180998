//! The second round: what it asks about, what is shown of the first, and the ways into it.

use std::sync::Arc;

use egui::{Key, accesskit::Role};
use jiff::civil::date;
use weigh_in::{
    decision::{CellField, Decision, Edit, MemberId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

/// The team after its first round: they differ by 4 points on Hiring, by 2 on Training juniors, and agree on the rest.
fn revealed() -> Decision {
    let mut decision = team();
    for (criterion, points) in [("Hiring", [5, 1]), ("Training juniors", [4, 2])] {
        let id = decision.criteria.iter().find(|one| one.name == criterion).unwrap().id.clone();
        for (member, points) in ["ana", "boris"].into_iter().zip(points) {
            let vote = CellField::Vote(Score::new(points).map(Vote::Score));
            let option = decision.options[0].id.clone();
            decision.apply(Edit::Cell(MemberId::new(member).unwrap(), id.clone(), option, vote)).unwrap();
        }
    }
    decision.apply(Edit::Reveal("Ana".to_owned(), date(2026, 11, 2))).unwrap();
    decision
}

fn opened() -> Window {
    let mut window = Window::with_text(&storage::to_ron(&revealed()));
    window.command("Start a new round");
    window.press_key(NONE, Key::Enter);
    window.go(4);
    window
}

#[test]
fn a_round_is_proposed_where_the_team_is_far_apart() {
    let mut window = Window::with_text(&storage::to_ron(&revealed()));
    window.command("Start a new round");
    assert!(window.sees("2 of 24"), "{:#?}", window.words());
    let words = window.words();
    let place =
        |name: &str| words.iter().rposition(|word| word == name).unwrap_or_else(|| panic!("{name}: {words:#?}"));
    let [hiring, training, curve] = ["Hiring", "Training juniors", "Learning curve"].map(place);
    assert!(hiring < training && training < curve, "the widest gap comes first: {words:#?}");
    assert!(window.sees("4 points apart") && window.sees("2 points apart"));
    window.press_key(NONE, Key::Enter);
    let asked: Vec<&str> =
        window.decision().rounds[1].criteria.iter().map(weigh_in::decision::CriterionId::as_str).collect();
    assert_eq!(asked, ["training", "hiring"], "as the record has them");
}

#[test]
fn where_all_agree_no_criterion_is_proposed() {
    let mut window = Window::with_text(&storage::to_ron(&super::revealed_team()));
    window.command("Start a new round");
    assert!(window.sees("0 of 24"), "{:#?}", window.words());
    assert_eq!(window.focused(), Some((Role::Button, "Choose all".to_owned())));
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Start the round");
    assert_eq!((window.decision().round(), window.decision().rounds[1].criteria.len()), (2, 0));
}

#[test]
fn a_round_shows_its_own_rows_with_the_earlier_scores_hollow() {
    let mut window = opened();
    assert!(window.sees("Round 2: 2 of 24 criteria."), "{:#?}", window.words());
    assert!(window.sees("Hiring, Go: 5 in the round before") && !window.sees("Learning curve, Go"));
    assert!(
        window.sees("Score as Ana, 0/4") && window.sees("Scores, under way 0 of 4 cells scored"),
        "{:#?}",
        window.words()
    );
    // The first row of the round has the keys.
    window.type_text("3");
    assert!(window.sees("Training juniors, Go: 3") && window.sees("Score as Ana, 1/4"), "{:#?}", window.words());
    assert!(window.sees("You have scored 1 of 4 cells again."), "{:#?}", window.words());
    window.click(Role::Button, "Show all");
    assert!(window.sees("Learning curve, Go: 4") && window.sees("Not in this round"), "{:#?}", window.words());
    // A score of what the round leaves out is refused in words.
    window.go(4);
    for _ in 0..30 {
        window.press_key(NONE, Key::ArrowUp);
    }
    window.type_text("1");
    assert!(window.sees("round 2 does not vote on Learning curve"), "{:#?}", window.words());
    // The next member begins with the round.
    window.take_seat("Boris", "0/4");
    assert!(!window.sees("Learning curve, Go"), "{:#?}", window.words());
    window.type_text("3");
    assert!(window.sees("Score as Boris, 1/4"), "{:#?}", window.words());
}

#[test]
fn what_a_round_leaves_out_can_be_voted_on_again() {
    let mut window = opened();
    window.click(Role::Button, "Show all");
    window.go(4);
    for _ in 0..30 {
        window.press_key(NONE, Key::ArrowUp);
    }
    assert!(window.sees("This criterion is not part of round 2."), "{:#?}", window.words());
    window.click(Role::Button, "Vote again on this");
    assert_eq!(window.decision().rounds[1].criteria.len(), 3);
    window.type_text("2");
    assert!(window.sees("Learning curve, Go: 2"), "{:#?}", window.words());
    // After the reveal it takes another round.
    window.command("Reveal the round");
    window.press_key(NONE, Key::Enter);
    window.go(4);
    for _ in 0..2 {
        window.press_key(NONE, Key::ArrowDown);
    }
    window.click(Role::Button, "Vote again on this");
    assert_eq!(window.decision().round(), 3);
    assert_eq!(window.decision().rounds[2].criteria.len(), 1);
}

#[test]
fn who_sealed_before_the_round_grew_is_named() {
    let mut window = opened();
    window.take_seat("Boris", "0/4");
    window.command("Seal");
    window.click(Role::Button, "I am Ana");
    window.click(Role::Button, "Show all");
    window.click(Role::Label, "Learning curve");
    window.command("Vote again");
    let told = "Boris has sealed already. To score Learning curve again, Boris reopens the ballot before the reveal.";
    assert!(window.sees(told), "{:#?}", window.words());
    assert!(window.decision().has_sealed(&MemberId::new("boris").unwrap()), "the seal stays");
}

#[test]
fn what_a_round_leaves_out_is_selected_with_the_mouse_and_voted_on_by_name() {
    for click in ["Learning curve, Go: 4", "Learning curve"] {
        let mut window = opened();
        window.click(Role::Button, "Show all");
        assert!(!window.sees("This criterion is not part of round 2."), "{:#?}", window.words());
        let role = if click.ends_with('4') { Role::SpinButton } else { Role::Label };
        window.click(role, click);
        assert!(window.sees("This criterion is not part of round 2."), "{:#?}", window.words());
        window.command("Vote again");
        assert_eq!(window.decision().rounds[1].criteria.len(), 3);
        window.type_text("2");
        assert!(window.sees("Learning curve, Go: 2"), "{:#?}", window.words());
    }
}

#[test]
fn what_divides_the_team_is_told_even_where_it_changes_nothing() {
    let mut window = Window::with_text(&storage::to_ron(&revealed()));
    window.go(5);
    assert!(window.sees("4 points apart on Go"), "{:#?}", window.words());
    window.click(Role::Button, "Vote again on Hiring");
    assert!(window.sees("Round 2: 1 of 24 criteria."), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().round(), 1);
}

#[test]
fn scores_that_the_round_does_not_vote_on_are_told_before_a_decision_also_while_it_is_blind() {
    let mut decision = team();
    let hiring = decision.criteria.iter().find(|one| one.name == "Hiring").unwrap().id.clone();
    // As after a merge with a copy that opened the round on another criterion.
    Arc::make_mut(&mut decision.rounds[0]).criteria = vec![hiring];
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(5);
    assert!(window.sees(" and 22 more criteria in round 1, which does not vote on them."), "{:#?}", window.words());
}
