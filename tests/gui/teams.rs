//! A team in the window: the parts of the result, what is tried out, own swings, ballots as files, drafts.

use egui::{Key, accesskit::Role};
use jiff::civil::date;
use weigh_in::{
    decision::{CellField, Decision, Edit, MemberId, OptionId, OutcomeField, Score, Status, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

fn member(name: &str) -> MemberId {
    MemberId::new(name).unwrap()
}

fn revealed(mut decision: Decision) -> Decision {
    decision.apply(Edit::Reveal("Ana".to_owned(), date(2026, 11, 2))).unwrap();
    decision
}

/// One of the team sees a single criterion the other way round, and that is the only one that weighs.
fn close() -> Decision {
    let mut decision = team();
    let rust = decision.options.iter().find(|option| option.id == *"rust").unwrap().id.clone();
    let first = decision.criteria[0].id.clone();
    let swings = decision.criteria.iter().map(|c| (c.id.clone(), if c.id == first { 100 } else { 0 })).collect();
    decision.apply(Edit::Swings { profile: None, label: "One".to_owned(), swings }).unwrap();
    let five = CellField::Vote(Some(Vote::Score(Score::MAX)));
    decision.apply(Edit::Cell(member("boris"), first, rust, five)).unwrap();
    revealed(decision)
}

fn at(decision: &Decision) -> Window {
    Window::with_text(&storage::to_ron(decision))
}

#[test]
fn each_part_of_the_result_says_what_it_is_for() {
    let mut window = at(&close());
    window.go(5);
    for (part, words) in [
        ("Discuss next", "Could change the winner"),
        ("How sure", "How far each share can move"),
        ("What if", "Single scores that would change the winner"),
        ("Overview", "How the options score"),
    ] {
        window.click(Role::RadioButton, &format!("Part of the result: {part}"));
        window.wait_to_see(words);
    }
}

#[test]
fn a_vote_that_turns_the_result_is_named_and_leads_to_its_cell() {
    let mut window = at(&close());
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: What if");
    // Go has 4 and 4, Rust 2 and 5.
    window.wait_to_see("and Rust leads");
    window.click(Role::Button, "Show the scores of Go on Learning curve, with that of Boris");
    assert_eq!(window.app().step().name(), "Scores");
    assert!(window.sees("A word of Boris"), "{:#?}", window.words());
}

#[test]
fn what_is_tried_out_changes_nothing_until_it_is_applied() {
    let mut window = at(&revealed(team()));
    let before = window.decision().clone();
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: What if");
    window.set_value(Role::Slider, "Try a weight of Learning curve", 7.0);
    assert_eq!(*window.decision(), before);
    window.click(Role::Button, "Apply weights");
    assert_eq!(window.decision().criteria[0].swing, Some(7));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn what_is_tried_shows_in_the_frame_that_moves_the_slider() {
    let mut window = at(&close());
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: What if");
    // Go is half a point ahead where all the weight is, and two points elsewhere.
    let told = "Go leads Rust by 1.25 points.".to_owned();
    assert!(!window.painted().contains(&told));
    window.set_value_in_one_frame("Try a weight of Readability", 100.0);
    assert!(window.painted().contains(&told), "{:#?}", window.painted());
}

#[test]
fn a_vote_again_is_a_blind_round_on_that_criterion() {
    let mut window = at(&close());
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: Discuss next");
    window.click(Role::Button, "Vote again on Learning curve");
    let decision = window.decision();
    assert_eq!((decision.round(), decision.is_blind()), (2, true));
    let voted = decision.criteria.iter().filter(|criterion| decision.is_voted_on(&criterion.id)).count();
    assert_eq!(voted, 1);
}

#[test]
fn no_vote_again_is_offered_where_the_record_is_locked() {
    let mut decision = close();
    for edit in [
        Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new("go").unwrap()))),
        Edit::Outcome(OutcomeField::Justification("we ship sooner".to_owned())),
        Edit::Status(Status::Proposed, date(2026, 11, 3), "Ana".to_owned()),
        Edit::Status(Status::Accepted, date(2026, 11, 3), "Ana".to_owned()),
    ] {
        decision.apply(edit).unwrap();
    }
    let mut window = at(&decision);
    window.go(5);
    window.click(Role::RadioButton, "Part of the result: Discuss next");
    window.wait_to_see("Learning curve");
    let offered: Vec<_> = window.controls().into_iter().filter(|(_, name)| name.contains("Vote again")).collect();
    assert_eq!(offered, []);
}

#[test]
fn a_member_weighs_for_themselves_and_takes_the_teams_swings_again() {
    let mut window = at(&team());
    let before = window.decision().clone();
    window.go(3);
    window.click(Role::RadioButton, "Whose weights: Mine");
    window.set_value(Role::Slider, "My weight of Learning curve", 5.0);
    let first = window.decision().criteria[0].id.clone();
    let own = |window: &Window| window.decision().member(&member("ana")).unwrap().swings.clone();
    assert_eq!(own(&window).get(&first), Some(&5));
    assert_eq!(window.decision().criteria[0].swing, before.criteria[0].swing);
    window.click(Role::Button, "Use the team's weights");
    assert_eq!(*window.decision(), before);
}

#[test]
fn what_the_members_weigh_shows_after_the_reveal() {
    let mut window = at(&revealed(team()));
    window.go(3);
    assert!(!window.sees("The team gives it"));
    window.click(Role::RadioButton, "Whose weights: Mine");
    window.set_value(Role::Slider, "My weight of Learning curve", 0.0);
    assert!(window.sees("The team gives it 0 % of the total weight."), "{:#?}", window.words());
}

#[test]
fn drafts_are_offered_and_taken_one_by_one() {
    let mut window = at(&close());
    let before = window.decision().clone();
    window.go(6);
    assert!(window.sees("The result suggests"), "{:#?}", window.words());
    assert_eq!(*window.decision(), before, "nothing is put in unasked");
    let drafts = weigh_in::analysis::draft_triggers(
        &before,
        &weigh_in::analysis::analyze(&before, weigh_in::analysis::Scope::All),
    );
    window.click(Role::Button, &format!("Add: {}", drafts[1]));
    assert_eq!(window.decision().outcome.triggers, [drafts[1].clone()]);
    window.click(Role::Button, "Add all");
    assert_eq!(window.decision().outcome.triggers.len(), drafts.len());
    assert!(!window.sees("The result suggests"));
    let analysis = weigh_in::adr::drawn(&before, weigh_in::analysis::Scope::All);
    let review = weigh_in::analysis::draft_review(&analysis, date(2026, 11, 3)).unwrap().on;
    window.wait_to_see(&review.to_string());
    window.click(Role::Button, &format!("Use {review}"));
    assert_eq!(window.decision().outcome.review, Some(review));
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn nothing_is_drafted_while_a_round_is_blind() {
    let mut window = at(&team());
    window.go(6);
    assert!(!window.sees("suggest") && !window.sees("Suggested"), "{:#?}", window.words());
}

/// Writes the ballots of a copy of the record, and gives their paths.
fn ballots(window: &Window, of: &Decision, members: &[&str]) -> Vec<std::path::PathBuf> {
    let write = |name: &&str| {
        let path = window.folder.path().join(format!("{name}.ballot.ron"));
        storage::save_ballot(&path, &of.ballot_sheet(&member(name)).unwrap()).unwrap();
        path
    };
    members.iter().map(write).collect()
}

#[test]
fn my_ballot_is_exported_and_can_be_read() {
    let mut window = at(&team());
    window.command("Export my ballot");
    window.click(Role::Button, "Type a path");
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("It is not signed");
    let sheet = storage::load_ballot(&window.folder.path().join("record.ana.ballot.ron")).unwrap();
    assert_eq!(Some(sheet), window.decision().ballot_sheet(&member("ana")));
}

#[test]
fn ballots_come_in_together_as_one_step() {
    let full = team();
    let mut empty = full.clone();
    for name in ["ana", "boris"] {
        empty.apply(Edit::RemoveMember(member(name))).unwrap();
    }
    let mut window = at(&empty);
    let before = window.decision().clone();
    ballots(&window, &full, &["ana", "boris"]);
    // The folder of the record stands in the field.
    window.command("Import ballots");
    window.click(Role::Button, "Type a path");
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("Boris joins as a new member, with 48 cells.");
    assert!(window.sees("Ballots are not signed"));
    assert_eq!(*window.decision(), before, "nothing is changed before people say so");
    window.click(Role::Button, "Import");
    assert_eq!(window.decision().members.len(), 2);
    assert_eq!(window.decision().ballots, full.ballots);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn one_ballot_that_does_not_fit_keeps_all_out_until_it_is_left_out() {
    let full = team();
    let mut empty = full.clone();
    empty.apply(Edit::RemoveMember(member("boris"))).unwrap();
    let mut window = at(&empty);
    let paths = ballots(&window, &full, &["boris"]);
    std::fs::write(window.folder.path().join("broken.ballot.ron"), "(").unwrap();
    let mut other = full.clone();
    other.id = "another".to_owned();
    ballots(&window, &other, &["ana"]);
    let before = window.decision().clone();
    window.command("Import ballots");
    window.click(Role::Button, "Type a path");
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("2 of 3 can't be imported");
    assert!(window.sees("belongs to another record") && window.sees("cannot be read"), "{:#?}", window.words());
    window.click(Role::Button, "Leave them out");
    window.wait_to_see("This is what they contain.");
    assert_eq!(*window.decision(), before);
    window.click(Role::Button, "Import");
    assert_eq!(window.decision().ballot_sheet(&member("boris")), Some(storage::load_ballot(&paths[0]).unwrap()));
}

#[test]
fn another_ballot_of_a_member_replaces_the_first_only_when_asked() {
    let full = team();
    let mut changed = full.clone();
    let key = (full.criteria[0].id.clone(), full.options[0].id.clone());
    let one = CellField::Vote(Some(Vote::Score(Score::MIN)));
    changed.apply(Edit::Cell(member("boris"), key.0.clone(), key.1.clone(), one)).unwrap();
    let mut window = at(&full);
    ballots(&window, &changed, &["boris"]);
    window.command("Import ballots");
    window.click(Role::Button, "Type a path");
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("This can't be imported.");
    assert!(!window.sees("They would replace"));
    window.click(Role::Button, "Replace scores…");
    window.wait_to_see("They would replace scores that the record already has.");
    assert_eq!(window.decision().ballots, full.ballots);
    window.click(Role::Button, "Import");
    assert_eq!(window.decision().ballots, changed.ballots);
}

#[test]
fn a_member_who_scored_is_removed_only_after_a_question() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.command("Members");
    window.fill("Name of another member", "Chen");
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Remove Boris");
    assert!(window.sees("The ballot goes too, with its 48 scores."), "{:#?}", window.words());
    window.click(Role::Button, "Keep Boris");
    assert_eq!(window.decision().members.len(), 3);
    window.click(Role::Button, "Remove Boris");
    window.click(Role::Button, "Remove Boris and the scores");
    // Where nothing is lost nothing is asked, and the list is still there.
    window.click(Role::Button, "Remove Chen");
    let left: Vec<&str> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(left, ["Ana"]);
}
