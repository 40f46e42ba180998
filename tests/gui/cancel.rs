//! Long work can be stopped midway: nothing is changed by it, and the window rests.

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Ballot, Cell, Criterion, CriterionId, Decision, Edit, Member, MemberId, Score},
    storage,
};

use super::{CTRL, NONE, harness::Window, team};

/// How often more work is made for a machine that was done before it could be stopped.
const TRIES: u32 = 4;

/// The window rests, with what is asked of it being drawn.
fn comes_to_rest(window: &mut Window) {
    let start = Instant::now();
    while window.rest() != Duration::MAX {
        assert!(start.elapsed() < Duration::from_secs(30), "the window never rests: {:#?}", window.words());
        window.wait(10);
    }
}

fn small_adrs(folder: &Path, count: usize) {
    fs::create_dir_all(folder).unwrap();
    for number in 1..=count {
        let text = format!("# {number}. Use it\n\n## Status\n\nAccepted\n\n## Context\n\nIt is there.\n");
        fs::write(folder.join(format!("{number:05}-use-it.md")), text).unwrap();
    }
}

#[test]
fn reading_a_log_of_thousands_is_stopped() {
    let mut window = Window::open();
    let root = window.folder.path().join("repo");
    fs::create_dir_all(root.join(".git")).unwrap();
    for times in 1..=TRIES {
        small_adrs(&root.join(format!("docs/adr-{times}")), 5000);
        window.press_key(CTRL, Key::L);
        window.click(Role::Button, "Choose a repository…");
        window.type_path(&root);
        window.click_once(Role::Button, "Choose");
        if window.cancel("Reading the decision log") && !window.sees("Another repository…") {
            break;
        }
        assert!(times < TRIES, "the log is read faster than it can be stopped: {:#?}", window.words());
    }
    comes_to_rest(&mut window);
    assert!(!window.sees("ADRs in docs"), "{:#?}", window.words());
    let settings = fs::read_to_string(window.folder.path().join("config/settings.ron")).unwrap_or_default();
    assert!(!settings.contains("repo"), "nothing is remembered of it: {settings}");
    // It can be read again, to its end.
    assert!(window.sees("Choose a repository…"), "{:#?}", window.words());
}

/// So many members, each with a note in every cell of many criteria.
fn large(members: usize) -> Decision {
    let mut decision = team();
    for number in 0..176 {
        let id = CriterionId::from_name(&format!("more {number}"), []);
        let source = Criterion::clone(&decision.criteria[number % 24]);
        decision.apply(Edit::AddCriterion(Box::new(Criterion { id, ..source }))).unwrap();
    }
    for number in 0..members {
        let name = format!("Member {number}");
        let id = MemberId::from_name(&name, []);
        decision.apply(Edit::AddMember(Member::new(id.clone(), name), jiff::civil::date(2026, 2, 3))).unwrap();
        let note = format!("What member {number} has seen of it");
        let mut ballot = Ballot::new(id, 1);
        for criterion in &decision.criteria {
            for option in &decision.options {
                let cell = Cell { note: note.clone(), ..Cell::scored(Score::MAX) };
                ballot.cells.insert((criterion.id.clone(), option.id.clone()), cell);
            }
        }
        decision.ballots.push(Arc::new(ballot));
    }
    decision
}

#[test]
fn two_hundred_ballots_that_are_being_read_are_stopped() {
    let full = large(200);
    let mut empty = full.clone();
    for member in full.members.iter().filter(|member| member.name.starts_with("Member")) {
        empty.apply(Edit::RemoveMember(member.id.clone())).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&empty));
    for member in full.members.iter().filter(|member| member.name.starts_with("Member")) {
        let path = window.folder.path().join(format!("{}.ballot.ron", member.id));
        storage::save_ballot(&path, &full.ballot_sheet(&member.id).unwrap()).unwrap();
    }
    let before = window.decision().clone();
    window.command("Import ballots");
    window.click(Role::Button, "Type a path");
    window.press_key_once(NONE, Key::Enter);
    assert!(window.cancel("Reading ballots"), "{:#?}", window.words());
    comes_to_rest(&mut window);
    assert!(!window.sees("Import ballots") && !window.sees("Reading ballots"), "{:#?}", window.words());
    assert_eq!(*window.decision(), before);
    assert!(!window.app().document().unwrap().is_dirty() && !window.app().is_busy());
}

#[test]
fn a_large_record_that_is_being_opened_is_stopped() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let before = window.decision().clone();
    for times in 1..=TRIES {
        // Each window has a folder of its own.
        let file = window.folder.path().join("large.decision.ron");
        storage::save_over(&file, &large(60 * times as usize), None).unwrap();
        window.press_key(CTRL, Key::O);
        window.type_path(&file);
        window.press_key_once(NONE, Key::Enter);
        if window.cancel("Opening ") && *window.decision() == before {
            break;
        }
        assert!(times < TRIES, "the file is opened faster than it can be stopped");
        window = Window::with_text(&storage::to_ron(&team()));
    }
    comes_to_rest(&mut window);
    assert_eq!(*window.decision(), before);
    assert!(!window.app().is_busy());
    // What is read after all is not shown.
    window.wait(60);
    assert_eq!(*window.decision(), before);
}
