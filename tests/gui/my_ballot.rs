//! One's own ballot while it is under way: what is asked first, and what waits for it.

use egui::accesskit::Role;
use weigh_in::{
    decision::{Alternative, CellField, CellKey, CriterionId, Decision, Edit, MemberId, OptionId, Score, Vote},
    storage,
};

use super::{harness::Window, revealed_team, team};

fn ana() -> MemberId {
    MemberId::new("ana").unwrap()
}

fn key(criterion: &str, option: &str) -> CellKey {
    (CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap())
}

/// Ana alone, who has answered all cells but these.
fn alone_without(open: &[(&str, &str)]) -> Window {
    let mut decision = team();
    decision.apply(Edit::RemoveMember(MemberId::new("boris").unwrap())).unwrap();
    for (criterion, option) in open {
        let (criterion, option) = key(criterion, option);
        decision.apply(Edit::Cell(ana(), criterion, option, CellField::Vote(None))).unwrap();
    }
    Window::with_text(&storage::to_ron(&decision))
}

fn vote(decision: &Decision, criterion: &str, option: &str) -> Option<Vote> {
    decision.vote(&ana(), &key(criterion, option))
}

#[test]
fn the_result_waits_for_the_last_cell_of_my_ballot() {
    let mut window = alone_without(&[("momentum", "go"), ("momentum", "rust")]);
    window.go(4);
    assert!(window.sees("You have scored 44 of 46"), "{:#?}", window.words());
    assert!(window.has(Role::Tab, "Result, under way"), "{:#?}", window.words());
    assert!(!window.sees("Go leads"), "{:#?}", window.words());
    window.go(5);
    assert!(window.sees("2 of your 46 cells are still open") && !window.sees("Go leads"), "{:#?}", window.words());
    // The first open cell has the keys.
    window.click(Role::Button, "Continue scoring");
    window.type_text("4");
    assert!(!window.sees("Go leads"), "{:#?}", window.words());
    window.type_text("2");
    assert!(window.sees("Go leads") && window.sees("every cell scored"), "{:#?}", window.words());
    window.go(5);
    assert!(window.sees("Go leads") && !window.sees("still open"), "{:#?}", window.words());
}

/// Whether the window counts the cells of the member who sits here, and the ballots of the team.
fn counts(window: &Window) -> (bool, bool) {
    let mine = ["You have scored ", "you have scored ", "our scores are in"].iter().any(|words| window.sees(words));
    (mine, window.sees(" ballots sealed"))
}

#[test]
fn the_strip_counts_my_cells_while_my_ballot_is_open_and_then_the_teams_ballots() {
    let mut decision = team();
    let (criterion, option) = key("momentum", "go");
    decision.apply(Edit::Cell(ana(), criterion, option, CellField::Vote(None))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for step in 1..=7 {
        window.go(step);
        assert_eq!(counts(&window), (true, false), "step {step}: {:#?}", window.words());
    }
    assert!(window.sees("You have scored 45 of 46. Round 1 is hidden until the reveal."), "{:#?}", window.words());
    window.go(4);
    window.type_text("4");
    assert!(window.sees("All your scores are in. Seal your ballot for round 1."), "{:#?}", window.words());
    assert_eq!(counts(&window), (true, false));
    window.press_key(super::CTRL, egui::Key::Enter);
    assert!(window.sees("1 of 2 ballots sealed"), "{:#?}", window.words());
    assert_eq!(counts(&window), (false, true));
    // After the reveal, nobody's progress is counted beside the verdict.
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for step in [1, 6] {
        window.go(step);
        assert!(window.sees("Go leads"), "{:#?}", window.words());
        assert_eq!(counts(&window), (false, false), "{:#?}", window.words());
    }
}

#[test]
fn who_wants_to_see_the_result_sooner_looks_anyway() {
    let mut window = alone_without(&[("momentum", "go")]);
    window.go(5);
    assert!(window.sees("1 of your 46 cells is still open"), "{:#?}", window.words());
    window.click(Role::Button, "Look anyway");
    assert!(window.sees("Go leads") && !window.sees("still open"), "{:#?}", window.words());
}

#[test]
fn in_a_later_round_open_cells_keep_their_earlier_scores() {
    for (open, words) in [
        (&[][..], &["4 cells keep their earlier scores until you score them again."][..]),
        (
            &[("momentum", "go")],
            &["3 cells keep their earlier scores until you", "One cell never had a score, and would count as 3."],
        ),
        // The round does not ask for this one.
        (&[("readability", "go")], &["4 cells keep their earlier scores until you score them again."]),
    ] {
        let mut decision = alone_without(open).decision().clone();
        let momentum = key("momentum", "go").0;
        decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
        decision.apply(Edit::OpenRound(vec![momentum, key("hiring", "go").0])).unwrap();
        let mut window = Window::with_text(&storage::to_ron(&decision));
        window.go(5);
        assert!(window.sees("You have scored 0 of 4 cells in this round"), "{:#?}", window.words());
        assert!(words.iter().all(|words| window.sees(words)), "{:#?}", window.words());
        assert_eq!(window.sees("never had a score"), words.len() > 1, "{:#?}", window.words());
    }
}

#[test]
fn a_cell_of_weight_0_holds_no_result_back() {
    let mut window = alone_without(&[("workload-fit", "go"), ("workload-fit", "rust")]);
    window.go(5);
    assert!(window.sees("Go leads") && !window.sees("still open"), "{:#?}", window.words());
}

#[test]
fn who_has_scored_all_that_counts_finds_the_sheet_at_its_top() {
    let mut window = alone_without(&[("workload-fit", "go"), ("workload-fit", "rust")]);
    window.go(4);
    window.type_text("1");
    assert_eq!(vote(window.decision(), "workload-fit", "go"), None);
    let first = window.decision().criteria[0].id.to_string();
    assert_eq!(vote(window.decision(), &first, "go").and_then(Vote::score).map(Score::points), Some(1));
}

#[test]
fn what_has_no_weight_is_folded_below_the_rest() {
    let mut decision = team();
    decision.ballots.clear();
    // All rows are in sight.
    let mut window = Window::with_size(&storage::to_ron(&decision), [1280.0, 2400.0]);
    window.go(4);
    for _ in 0..47 {
        window.type_text("4");
    }
    assert_eq!(window.decision().progress(&ana()), (46, 46));
    assert_eq!(vote(window.decision(), "workload-fit", "go"), None);
    assert!(!window.sees("Workload fit"), "{:#?}", window.words());
    window.click(Role::Button, "Not counted (1)");
    assert!(window.sees("Workload fit"), "{:#?}", window.words());
    window.click(Role::Button, "Hide not counted (1)");
    assert!(!window.sees("Workload fit"), "{:#?}", window.words());
}

#[test]
fn the_team_has_it_folded_below_the_rest_too() {
    let mut window = Window::with_size(&storage::to_ron(&revealed_team()), [1280.0, 2400.0]);
    window.go(4);
    window.click(Role::RadioButton, "Whose scores: Team");
    let cells = |window: &Window| window.names_with("Mean of ").len();
    assert_eq!(cells(&window), 46, "{:#?}", window.words());
    window.click(Role::Button, "Not counted (1)");
    assert_eq!(cells(&window), 48);
    // One's own ballot shows what the team's does.
    window.click(Role::RadioButton, "Whose scores: My ballot");
    assert!(window.sees("Workload fit"), "{:#?}", window.words());
    window.click(Role::RadioButton, "Whose scores: Team");
    // A selected cell would keep them in sight, so the selection goes to the first row.
    window.click(Role::Button, "Mean of Workload fit, Go: 4.0");
    window.click(Role::Button, "Hide not counted (1)");
    assert_eq!(cells(&window), 46, "{:#?}", window.words());
    assert!(!window.sees("Mean of Workload fit"), "{:#?}", window.words());
}

#[test]
fn a_cell_too_narrow_to_pick_from_opens_in_place() {
    let mut decision = team();
    decision.apply(Edit::RemoveMember(MemberId::new("boris").unwrap())).unwrap();
    decision.ballots.clear();
    for number in 0..10 {
        let id = OptionId::new(&format!("option{number}")).unwrap();
        decision.apply(Edit::AddOption(Alternative::new(id, format!("Option {number}")))).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(4);
    let cell = "Learning curve, Go: empty";
    window.click(Role::SpinButton, cell);
    assert_eq!(vote(window.decision(), "learning-curve", "go"), None, "the first click opens it");
    let opened = window.place(Role::SpinButton, cell);
    assert!(opened.width() > 140.0, "{opened:?}");
    window.click_at(opened.left_center() + egui::vec2(opened.width() * 0.6, 0.0));
    let points = vote(window.decision(), "learning-curve", "go").and_then(Vote::score).map(Score::points);
    assert_eq!(points, Some(4));
    assert!(window.place(Role::SpinButton, "Learning curve, Go: 4").width() < 80.0);
}

#[test]
fn how_sure_it_is_begins_with_two_rows_that_name_the_leader() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.go(5);
    window.wait_until_drawn();
    assert!(window.sees("Each weight up to 25 % off, and each group too: Go "), "{:#?}", window.words());
    assert!(window.sees("Each score up to one point off: Go ") && !window.sees("Any weights"), "{:#?}", window.words());
    window.click(Role::Button, "Show 2 more");
    assert!(window.sees("Any weights: Go ") && window.sees("Only your ranking of the criteria: Go "));
    window.click(Role::Button, "Show fewer");
    assert!(!window.sees("Any weights"), "{:#?}", window.words());
}
