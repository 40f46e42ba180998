//! Ballots that are dropped on the window: few, many, and such as do not fit.

use std::path::PathBuf;

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{BallotSheet, CellField, Decision, Edit, MemberId, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

/// The team without anybody in it.
fn nobody(full: &Decision) -> Decision {
    let mut empty = full.clone();
    for member in &full.members {
        empty.apply(Edit::RemoveMember(member.id.clone())).unwrap();
    }
    empty
}

fn sheet(full: &Decision, member: &str) -> BallotSheet {
    full.ballot_sheet(&MemberId::new(member).unwrap()).unwrap()
}

/// A ballot like Ana's, of somebody else.
fn like_anas(full: &Decision, number: usize) -> BallotSheet {
    let mut sheet = sheet(full, "ana");
    sheet.member.name = format!("Member {number}");
    sheet.member.id = MemberId::new(&format!("m{number}")).unwrap();
    sheet.ballot.member = sheet.member.id.clone();
    sheet
}

fn written(window: &Window, name: &str, sheet: &BallotSheet) -> PathBuf {
    let path = window.folder.path().join(format!("{name}.ballot.ron"));
    storage::save_ballot(&path, sheet).unwrap();
    path
}

#[test]
fn dropped_ballots_are_told_first_and_come_in_as_one_step() {
    let full = team();
    let mut window = Window::with_text(&storage::to_ron(&nobody(&full)));
    let before = window.decision().clone();
    let paths = ["ana", "boris"].map(|name| written(&window, name, &sheet(&full, name)));
    window.drop_files(&paths);
    window.wait_to_see("Boris joins as a new member, with 48 cells.");
    assert_eq!(*window.decision(), before, "nothing is changed before people say so");
    window.click(Role::Button, "Import");
    assert_eq!(window.decision().ballots, full.ballots);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn two_hundred_ballots_are_dropped_at_once() {
    let full = team();
    let mut window = Window::with_text(&storage::to_ron(&nobody(&full)));
    let before = window.decision().clone();
    let paths: Vec<PathBuf> =
        (0..200).map(|number| written(&window, &number.to_string(), &like_anas(&full, number))).collect();

    // Looked away from while it reads: nothing comes of it.
    window.drop_files_and_go_on(&paths);
    window.step_until(|window| window.sees("Reading ballots: ") || window.sees("Import ballots"));
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("Reading ballots") && !window.sees("Import ballots"), "{:#?}", window.words());
    assert_eq!(*window.decision(), before);

    window.drop_files(&paths);
    window.wait_to_see("Member 199 joins as a new member, with 48 cells.");
    window.click(Role::Button, "Import");
    assert_eq!((window.decision().members.len(), window.decision().ballots.len()), (200, 200));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn each_dropped_ballot_that_does_not_fit_is_told_with_its_reason() {
    let full = team();
    let mut window = Window::with_text(&storage::to_ron(&nobody(&full)));
    let before = window.decision().clone();
    let mut second = full.clone();
    let (criterion, option) = (full.criteria[0].id.clone(), full.options[0].id.clone());
    let one = CellField::Vote(Some(Vote::Score(Score::MIN)));
    second.apply(Edit::Cell(MemberId::new("boris").unwrap(), criterion, option, one)).unwrap();
    let mut later = like_anas(&full, 1);
    later.ballot.round = 2;
    let mut changed = like_anas(&full, 2);
    changed.criteria[0].anchors.five = "Another meaning".to_owned();
    let mut unknown = like_anas(&full, 3);
    let (key, cell) = unknown.ballot.cells.pop_first().unwrap();
    let elsewhere = weigh_in::decision::CriterionId::new("somewhere-else").unwrap();
    unknown.criteria.iter_mut().find(|asked| asked.id == key.0).unwrap().id = elsewhere.clone();
    unknown.ballot.cells.retain(|(criterion, _), _| *criterion != key.0);
    unknown.ballot.cells.insert((elsewhere, key.1), cell);
    let broken = window.folder.path().join("broken.ballot.ron");
    std::fs::write(&broken, "(format: 1").unwrap();
    let paths = [
        written(&window, "ana", &sheet(&full, "ana")),
        written(&window, "boris", &sheet(&full, "boris")),
        written(&window, "boris-again", &sheet(&second, "boris")),
        written(&window, "later", &later),
        written(&window, "changed", &changed),
        written(&window, "unknown", &unknown),
        broken,
    ];
    window.drop_files(&paths);
    window.wait_to_see("can't be imported, so none were.");
    for told in [
        "There are two different ballots of Boris",
        "this record is older",
        "somewhere-else",
        "Learning curve",
        "cannot be read",
        "broken.ballot.ron",
    ] {
        assert!(window.sees(told), "{told}: {:#?}", window.words());
    }
    window.click(Role::Button, "Leave them out");
    window.wait_to_see("This is what they contain.");
    assert_eq!(*window.decision(), before);
    window.click(Role::Button, "Import");
    let names: Vec<&str> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Ana", "Boris"]);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn a_record_among_dropped_ballots_is_opened_and_no_ballot_taken() {
    let full = team();
    let mut window = Window::with_text(&storage::to_ron(&nobody(&full)));
    let other = window.folder.path().join("other.decision.ron");
    let mut another = full.clone();
    another.title = "Another".to_owned();
    std::fs::write(&other, storage::to_ron(&another)).unwrap();
    window.drop_files(&[other]);
    assert_eq!(window.decision().title, "Another");
}
