//! The window, step by step, without a screen: found by role and name, as a screen reader finds it.

#![cfg(feature = "gui")]
#![allow(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "tests stop where they fail"
)]

#[path = "gui/access.rs"]
mod access;
#[path = "gui/ballots.rs"]
mod ballots;
#[path = "gui/blind.rs"]
mod blind;
#[path = "gui/by_profile.rs"]
mod by_profile;
#[path = "gui/cancel.rs"]
mod cancel;
#[path = "gui/charts.rs"]
mod charts;
#[path = "gui/checks.rs"]
mod checks;
#[path = "gui/crash.rs"]
mod crash;
#[path = "gui/criteria.rs"]
mod criteria;
#[path = "gui/disk.rs"]
mod disk;
#[path = "gui/drafts.rs"]
mod drafts;
#[path = "gui/ends.rs"]
mod ends;
#[path = "gui/export.rs"]
mod export;
#[path = "gui/export_ends.rs"]
mod export_ends;
#[path = "gui/filters.rs"]
mod filters;
#[path = "gui/find.rs"]
mod find;
#[path = "gui/focus.rs"]
mod focus;
#[path = "gui/guard.rs"]
mod guard;
#[path = "gui/harness.rs"]
mod harness;
#[path = "gui/hidden.rs"]
mod hidden;
#[path = "gui/jobs.rs"]
mod jobs;
#[path = "gui/kept.rs"]
mod kept;
#[path = "gui/keyboard.rs"]
mod keyboard;
#[path = "gui/layouts.rs"]
mod layouts;
#[path = "gui/locks.rs"]
mod locks;
#[path = "gui/log.rs"]
mod log;
#[path = "gui/look_alikes.rs"]
mod look_alikes;
#[path = "gui/menus.rs"]
mod menus;
#[path = "gui/my_ballot.rs"]
mod my_ballot;
#[path = "gui/nameless.rs"]
mod nameless;
#[path = "gui/narrow.rs"]
mod narrow;
#[path = "gui/objections.rs"]
mod objections;
#[path = "gui/order.rs"]
mod order;
#[path = "gui/plain.rs"]
mod plain;
#[path = "gui/private.rs"]
mod private;
#[path = "gui/recovery.rs"]
mod recovery;
#[path = "gui/refused.rs"]
mod refused;
#[path = "gui/rest.rs"]
mod rest;
#[path = "gui/rounds.rs"]
mod rounds;
#[path = "gui/seats.rs"]
mod seats;
#[path = "gui/steps.rs"]
mod steps;
#[path = "gui/strangers.rs"]
mod strangers;
#[path = "gui/tables.rs"]
mod tables;
#[path = "gui/teams.rs"]
mod teams;
#[path = "gui/told.rs"]
mod told;
#[path = "common/tools.rs"]
mod tools;
#[path = "gui/under_way.rs"]
mod under_way;
#[path = "gui/what_changed.rs"]
mod what_changed;

use egui::{Key, Modifiers, accesskit::Role};
use harness::Window;
use weigh_in::{
    decision::{Alternative, CellField, Decision, Edit, Member, MemberId, OptionId, Score, Status, Vote},
    gui::{file_picker::PickerAnswer, session::Direction},
    storage,
};

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

fn started() -> Window {
    let mut window = Window::open();
    window.start("Rust or Go");
    window
}

/// [`team`], whose round is revealed.
fn revealed_team() -> Decision {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    decision
}

/// A team of two with all cells scored: Ana for Go, Boris for Rust on one criterion; not revealed.
fn team() -> Decision {
    let template = storage::templates::built_in().iter().find(|template| template.id == "rust-or-go").unwrap();
    let mut decision = template.start("team".to_owned(), jiff::civil::date(2026, 11, 1), Some("cloud-service"));
    decision.apply(Edit::Title("Language for the ingest service".to_owned())).unwrap();
    decision.apply(Edit::Context("Two teams.".to_owned())).unwrap();
    for name in ["Ana", "Boris"] {
        let id = MemberId::new(&name.to_lowercase()).unwrap();
        decision
            .apply(Edit::AddMember(Member::new(id.clone(), name.to_owned()), jiff::civil::date(2026, 2, 3)))
            .unwrap();
        for criterion in decision.criteria.clone() {
            for option in decision.options.clone() {
                let points = if option.id == *"go" { 4 } else { 2 };
                let vote = Some(Vote::Score(Score::new(points).unwrap()));
                let edit = Edit::Cell(id.clone(), criterion.id.clone(), option.id.clone(), CellField::Vote(vote));
                decision.apply(edit).unwrap();
            }
        }
        let first = decision.criteria[0].id.clone();
        let note = CellField::Note(format!("A word of {name}"));
        decision.apply(Edit::Cell(id, first, decision.options[0].id.clone(), note)).unwrap();
    }
    decision
}

#[test]
fn the_start_screen_offers_templates_and_starts_from_one() {
    let mut window = Window::open();
    for name in ["Rust or Go", "Which language?", "Blank record"] {
        assert!(window.sees(&format!("Template {name}")), "{:#?}", window.words());
    }
    assert!(window.sees("Decisions you open or save appear here."));
    window.start("Which language?");
    assert!(window.sees("What do you need to decide?"));
    assert_eq!(window.decision().template.as_deref(), Some("which-language"));
    assert_eq!(window.decision().members[0].name, "Ana");
}

#[test]
fn copies_under_recent_are_told_apart_by_their_files() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let copy = window.folder.path().join("copy.decision.ron");
    window.script.borrow_mut().push_back(Some(copy));
    window.command("Save as…");
    window.press_key(CTRL, Key::N);
    for file in ["copy.decision.ron", "record.decision.ron"] {
        let row = format!("Open Language for the ingest service, Draft, {file}");
        assert!(window.sees(&row), "{:#?}", window.words());
        assert!(window.painted().iter().any(|text| text.starts_with(file)), "{:#?}", window.painted());
    }
}

#[test]
fn the_first_card_starts_with_enter_and_the_title_has_the_keys() {
    let mut window = Window::open();
    window.press_key(NONE, Key::Enter);
    window.type_text("Use Go");
    assert_eq!(window.decision().title, "Use Go");
}

#[test]
fn every_step_settles_and_has_content() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let heads = [
        "What do you need to decide?",
        "What could you choose?",
        "What matters, and how much?",
        "Score the options",
        "The result appears when the round is revealed",
        "What do you choose, and why?",
        "Export",
    ];
    for (index, head) in heads.iter().enumerate() {
        window.go(index + 1);
        assert!(window.sees(head), "{head}: {:#?}", window.words());
    }
}

#[test]
fn context_is_typed_and_lists_grow() {
    let mut window = started();
    window.fill("Title", "Use Go for the ingest service");
    window.fill("Problem statement", "Two teams keep it.");
    window.focus_field("Constraint 1");
    window.type_text("R");
    // The same field goes on: it became the first of the list while it was typed in.
    window.type_text("uns on the cluster");
    window.fill("Decision maker 1", "Ana Maria");
    let decision = window.decision();
    assert_eq!(decision.title, "Use Go for the ingest service");
    assert_eq!(decision.context, "Two teams keep it.");
    assert_eq!(decision.constraints, ["Runs on the cluster"]);
    assert_eq!(decision.people.decision_makers, ["Ana Maria"]);
    window.click(Role::Button, "Remove Constraint 1");
    assert!(window.decision().constraints.is_empty());
    window.click(Role::Button, "Status: Draft");
    window.click(Role::Button, "Propose");
    assert_eq!(window.decision().status(), Status::Proposed);
}

#[test]
fn options_are_added_by_name_and_from_the_list_and_removed() {
    let mut window = started();
    window.go(2);
    window.fill("New option", "Both side by side");
    window.press_key(NONE, Key::Enter);
    window.click(Role::Button, "Zig");
    let names = |window: &Window| -> Vec<String> { window.decision().options.iter().map(|o| o.name.clone()).collect() };
    assert_eq!(names(&window), ["Go", "Rust", "Both side by side", "Zig"]);
    assert!(!window.decision().options[3].description.is_empty());
    window.click(Role::Button, "Remove Both side by side");
    window.click(Role::Button, "Move Zig up");
    assert_eq!(names(&window), ["Go", "Zig", "Rust"]);
    window.fill("Name of option 2", "Zig 1.0");
    assert_eq!(names(&window), ["Go", "Zig 1.0", "Rust"]);
}

#[test]
fn criteria_are_added_edited_and_removed() {
    let mut window = started();
    window.go(3);
    window.click(Role::Button, "Add a criterion");
    window.fill("Name of the new criterion", "Build time");
    window.fill("Its group", "Delivery");
    window.press_key(NONE, Key::Enter);
    let place = window.decision().criteria.iter().position(|c| c.name == "Build time").unwrap();
    assert_eq!(window.decision().criteria[place - 1].group, "Delivery");
    // The new one is selected, and its fields are there.
    window.fill("A score of 1 means", "An hour");
    window.click(Role::CheckBox, "Not applicable (leave this criterion out)");
    let criterion = &window.decision().criteria[place];
    assert_eq!(criterion.anchors.one, "An hour");
    assert!(criterion.not_applicable);
    window.click(Role::Button, "Done");
    window.click(Role::Button, "Remove Build time");
    assert_eq!(window.decision().criteria.len(), 24);
}

#[test]
fn cells_are_scored_by_keyboard_alone() {
    let mut window = started();
    window.go(4);
    let vote = |window: &Window, row: usize, column: usize| {
        let decision = window.decision();
        let key = (decision.criteria[row].id.clone(), decision.options[column].id.clone());
        decision.cell(&decision.members[0].id, &key).and_then(|cell| cell.vote)
    };
    let score = |points| Score::new(points).map(Vote::Score);
    // A score leads on to the next cell; the arrows and Enter lead anywhere.
    window.type_text("4");
    window.type_text("2");
    window.type_text("?");
    window.press_key(NONE, Key::ArrowLeft);
    window.press_key(NONE, Key::Enter);
    window.type_text("5");
    window.press_key(NONE, Key::ArrowUp);
    window.press_key(NONE, Key::ArrowUp);
    window.press_key(NONE, Key::ArrowRight);
    window.type_text("c");
    window.type_text("c");
    assert_eq!(vote(&window, 0, 0), score(4));
    assert_eq!(vote(&window, 0, 1), score(2));
    assert_eq!(vote(&window, 1, 0), Some(Vote::Abstain));
    assert_eq!(vote(&window, 1, 1), score(5));
    let decision = window.decision();
    let key = (decision.criteria[0].id.clone(), decision.options[1].id.clone());
    let confidence = decision.cell(&decision.members[0].id, &key).unwrap().confidence;
    assert_eq!(confidence.map(weigh_in::decision::Confidence::name), Some("Medium"));
    window.press_key(NONE, Key::Delete);
    assert_eq!(vote(&window, 0, 1), None);
    window.type_text("n");
    window.type_text("Slow reviews");
    let decision = window.decision();
    assert_eq!(decision.cell(&decision.members[0].id, &key).unwrap().note, "Slow reviews");
}

#[test]
fn keys_of_one_slow_frame_act_in_their_order() {
    let mut window = started();
    window.go(4);
    // No frame between them.
    for points in ["1", "2", "3"] {
        window.queue(egui::Event::Text(points.to_owned()));
    }
    window.run();
    let decision = window.decision();
    let votes: Vec<_> = (0..3)
        .map(|place| {
            let key = (decision.criteria[place / 2].id.clone(), decision.options[place % 2].id.clone());
            decision
                .cell(&decision.members[0].id, &key)
                .and_then(|cell| cell.vote)
                .and_then(Vote::score)
                .unwrap()
                .points()
        })
        .collect();
    assert_eq!(votes, [1, 2, 3]);
}

#[test]
fn a_blind_round_tells_nothing_of_others_until_all_have_sealed() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.take_seat("Boris", "46/46");
    for step in 1..=7 {
        window.go(step);
        for told in ["A word of Ana", "leads", "4.00", "Go leads Rust"] {
            assert!(!window.sees(told), "step {step} tells {told:?}: {:#?}", window.words());
        }
        assert!(window.sees("All your scores are in. Seal your ballot for round 1."));
    }
    window.go(4);
    // My own is there.
    assert!(window.sees("A word of Boris"));
    window.click(Role::Button, "Seal my ballot");
    window.type_text("1");
    assert!(window.sees("Reopen my ballot"));
    window.click(Role::Button, "I am Ana");
    window.click(Role::Button, "Seal my ballot");
    window.click(Role::Button, "Reveal round 1");
    assert!(window.sees("Go leads Rust by 2.00 points"), "{:#?}", window.words());
    window.go(4);
    assert!(window.sees("A word of Boris"));
}

#[test]
fn an_early_reveal_asks_who_says_so() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(5);
    window.click(Role::Button, "Reveal round 1…");
    assert!(window.sees("Not sealed yet: Ana, Boris."));
    window.fill("Revealed by", "Chen");
    window.press_key(NONE, Key::Enter);
    assert!(!window.decision().is_blind());
    assert!(window.sees("Go leads Rust"));
}

#[test]
fn a_choice_against_the_lead_asks_for_a_reason() {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    window.go(6);
    window.click(Role::RadioButton, "Choose Go");
    assert!(!window.sees("Why not"));
    window.click(Role::RadioButton, "Choose Rust");
    window.fill("Why not Go, which scored higher?", "The device has no room");
    window.fill("Review date", "2027-13-01");
    assert!(window.sees("Not saved yet: write it as year, month and day, such as 2027-11-01"));
    assert_eq!(window.decision().outcome.review, None);
    // It is not lost on the way through other steps.
    window.go(1);
    window.go(6);
    assert!(window.sees("Not saved yet"));
    assert!(window.field_texts().iter().any(|text| text == "2027-13-01"), "{:#?}", window.field_texts());
    window.fill("Review date", "2027-11-01");
    let outcome = &window.decision().outcome;
    assert_eq!(outcome.chosen, OptionId::new("rust").ok());
    assert_eq!(outcome.against_lead, "The device has no room");
    assert_eq!(outcome.review, Some(jiff::civil::date(2027, 11, 1)));
}

#[test]
fn undo_and_redo_go_through_everything_by_name() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.go(2);
    window.click(Role::Button, "Remove Rust");
    window.go(4);
    window.type_text("3");
    assert!(window.app().document().unwrap().is_dirty());
    window.press_key(CTRL, Key::Z);
    assert!(window.sees("Undone: scored Learning curve for Go"), "{:#?}", window.words());
    window.press_key(CTRL, Key::Z);
    assert_eq!(window.decision().options.len(), 2);
    while window.next_step(Direction::Back).is_some() {
        window.press_key(CTRL, Key::Z);
    }
    assert_eq!(window.decision().title, "");
    assert!(!window.app().document().unwrap().is_dirty());
    while window.next_step(Direction::Forward).is_some() {
        window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(window.decision().title, "Use Go");
    assert_eq!(window.decision().options.len(), 1);
}

#[test]
fn undo_reaches_back_two_hundred_and_fifty_steps_through_everything_and_over_a_save() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.script.borrow_mut().push_back(Some(window.folder.path().join("long")));
    window.go(4);
    let before = window.decision().clone();
    for step in 0..125 {
        window.type_text(if step % 2 == 0 { "1" } else { "5" });
        if step == 60 {
            window.press_key(CTRL, Key::S);
            assert!(!window.app().document().unwrap().is_dirty());
        }
        window.go(3);
        window.set_value(Role::SpinButton, "Weight of Learning curve", f64::from(step % 90 + 1));
        window.go(4);
    }
    let after = window.decision().clone();
    for _ in 0..250 {
        let label = window.next_step(Direction::Back).expect("a step");
        assert!(label.starts_with("Score ") || label.starts_with("Change the weight"), "{label}");
        window.press_key(CTRL, Key::Z);
    }
    assert_eq!(*window.decision(), before);
    assert!(window.app().document().unwrap().is_dirty());
    for _ in 0..250 {
        window.press_key(CTRL | Modifiers::SHIFT, Key::Z);
    }
    assert_eq!(*window.decision(), after);
}

#[test]
fn closing_asks_about_unsaved_work_and_cancel_keeps_it() {
    let mut window = started();
    assert!(window.close(), "nothing was done, so nothing is asked");
    let mut window = started();
    window.fill("Title", "Use Go");
    assert!(!window.close());
    assert!(window.sees("Save your changes?"));
    window.click(Role::Button, "Cancel");
    assert_eq!(window.decision().title, "Use Go");
    assert!(!window.close());
    assert!(window.asks_to_close(|harness| {
        use egui_kittest::kittest::Queryable as _;
        harness.get_by_role_and_label(Role::Button, "Don't save").click();
    }));
}

#[test]
fn closing_saves_where_told_and_then_closes() {
    let mut window = started();
    window.fill("Title", "Use Go");
    assert!(!window.close());
    window.click(Role::Button, "Save");
    let file = window.folder.path().join("deep");
    window.type_path(&file);
    assert!(window.asks_to_close(|harness| harness.key_down(Key::Enter)));
    let saved = window.folder.path().join("deep.decision.ron");
    assert_eq!(storage::load(&saved).unwrap().decision.title, "Use Go");
}

#[test]
fn new_and_open_ask_about_unsaved_work_too() {
    for key in [Key::N, Key::O] {
        let mut window = started();
        window.fill("Title", "Use Go");
        window.press_key(CTRL, key);
        assert!(window.sees("Save your changes?"));
        window.press_key(NONE, Key::Escape);
        assert_eq!(window.decision().title, "Use Go");
        window.press_key(CTRL, key);
        window.click(Role::Button, "Don't save");
        assert!(window.sees(if key == Key::N { "What are you deciding?" } else { "Open a decision" }));
    }
}

#[test]
fn a_cancelled_file_window_changes_nothing() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("Save the record"));
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("Save the record"));
    assert!(window.app().document().unwrap().is_dirty());
}

#[test]
fn the_file_window_and_the_field_for_the_path_are_never_open_together() {
    let mut window = started();
    window.fill("Title", "Use Go");
    let is_open = |window: &Window| window.picker.open_at.borrow().is_some();
    window.press_key(CTRL, Key::S);
    assert!(is_open(&window) && window.sees("Type a path") && !window.sees("Choose where to save."));
    window.click(Role::Button, "Type a path");
    assert!(!is_open(&window) && window.sees("Choose where to save."));
    window.click(Role::Button, "Browse…");
    assert!(is_open(&window) && window.sees("Type a path"));
    // What is asked meanwhile takes its place as well.
    window.click(Role::Button, "Cancel");
    assert!(!is_open(&window) && !window.sees("Type a path"));
    window.press_key(CTRL, Key::S);
    assert!(!window.close());
    assert!(window.sees("Save your changes?") && !is_open(&window));
}

#[test]
fn of_a_late_file_window_and_the_field_only_what_is_used_first_stays() {
    let late = |tells: &[PickerAnswer]| {
        let mut window = started();
        window.fill("Title", "Use Go");
        window.picker.tells.borrow_mut().extend(tells.iter().cloned());
        window.press_key(CTRL, Key::S);
        window
    };
    let is_open = |window: &Window| window.picker.open_at.borrow().is_some();
    let has_field = |window: &Window| window.sees("Choose where to save.");
    // It has not come: the field is there, and its window may still come.
    let mut window = late(&[PickerAnswer::Late]);
    assert!(is_open(&window) && has_field(&window) && window.sees("is slow to open"), "{:#?}", window.words());
    assert!(!window.has(Role::Button, "Browse…"));
    // It comes, and the field goes.
    window.picker.tells.borrow_mut().push_back(PickerAnswer::Come);
    window.wait(1);
    assert!(is_open(&window) && !has_field(&window) && window.sees("Type a path"), "{:#?}", window.words());
    // Whatever comes of it counts as of any other.
    window.script.borrow_mut().push_back(None);
    window.wait(1);
    assert!(!is_open(&window) && !window.sees("Type a path"));
    // Or the field is used, and the window does not come any more.
    let mut window = late(&[PickerAnswer::Late]);
    window.press_key(NONE, Key::End);
    assert!(!is_open(&window) && has_field(&window) && !window.sees("is slow to open"), "{:#?}", window.words());
    let mut window = late(&[PickerAnswer::Late]);
    window.fill("Path", "/nowhere/x");
    assert!(!is_open(&window) && has_field(&window));
}

#[test]
fn the_file_window_starts_where_the_record_is() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    let file = window.folder.path().join("record.decision.ron");
    let at = |window: &Window| window.picker.open_at.borrow().clone();
    window.command("Save as…");
    assert_eq!(at(&window).as_ref(), Some(&file));
    window.press_key(NONE, Key::Escape);
    window.press_key(CTRL, Key::O);
    assert_eq!(at(&window).as_deref(), file.parent());
}

#[test]
fn what_is_typed_while_the_file_window_is_open_scores_nothing() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(4);
    let before = window.decision().clone();
    window.command("Save as…");
    for key in [Key::Num4, Key::ArrowDown, Key::Num5] {
        window.press_key(NONE, key);
    }
    window.type_text("45");
    assert_eq!(*window.decision(), before);
}

#[test]
fn where_no_path_comes_of_the_file_window_it_is_typed() {
    let elsewhere = PickerAnswer::Elsewhere("sftp://a/b".to_owned());
    for (failed, words, can_browse) in [
        (PickerAnswer::NotShown, "The desktop's file window is not available here.", false),
        (elsewhere, "sftp://a/b has no path on this machine. Choose another place.", true),
    ] {
        let mut window = started();
        *window.picker.fails.borrow_mut() = Some(failed);
        window.press_key(CTRL, Key::S);
        assert!(window.sees(words), "{words}");
        assert_eq!(window.focused(), Some((Role::TextInput, "Path".to_owned())));
        assert_eq!(window.has(Role::Button, "Browse…"), can_browse);
    }
}

#[test]
fn a_file_window_that_answers_saves_with_the_ending() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.script.borrow_mut().push_back(Some(window.folder.path().join("picked")));
    window.press_key(CTRL, Key::S);
    assert_eq!(storage::load(&window.folder.path().join("picked.decision.ron")).unwrap().decision.title, "Use Go");
    assert!(!window.app().document().unwrap().is_dirty());
}

#[test]
fn another_file_is_not_replaced_unasked() {
    let mut window = started();
    window.fill("Title", "Use Go");
    let file = window.folder.path().join("taken.decision.ron");
    std::fs::write(&file, "mine").unwrap();
    window.press_key(CTRL, Key::S);
    window.type_path(&file);
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("There is a file of this name already."));
    assert_eq!(std::fs::read_to_string(&file).unwrap(), "mine");
    window.click(Role::Button, "Replace it");
    assert_eq!(storage::load(&file).unwrap().decision.title, "Use Go");
}

#[test]
fn a_failed_save_says_so_and_keeps_the_work() {
    let mut window = started();
    window.fill("Title", "Use Go");
    window.press_key(CTRL, Key::S);
    let nowhere = window.folder.path().join("no such folder/record");
    window.type_path(&nowhere);
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("The record was not saved"), "{:#?}", window.words());
    assert!(window.sees("Nothing is lost"));
    assert!(window.app().document().unwrap().is_dirty());
    window.click(Role::Button, "Dismiss");
    assert!(!window.sees("The record was not saved"));
}

#[test]
fn a_broken_file_is_told_with_its_line() {
    let text = storage::to_ron(&team()).replace("swing: ", "swng: ");
    let line = text.lines().position(|line| line.contains("swng")).unwrap() + 1;
    let window = Window::with_text(&text);
    assert!(window.app().document().is_none());
    assert!(window.sees("could not be opened"));
    assert!(window.sees(&format!("{line}")), "{:#?}", window.words());
}

#[test]
fn a_file_of_a_newer_version_can_be_read_but_not_changed() {
    let text = storage::to_ron(&team()).replace("format: 2,", "format: 99,\n    mood: \"good\",");
    let mut window = Window::with_text(&text);
    assert!(
        window.sees("It was written by a newer version of Weigh-In, in format 99 (this version, "),
        "{:#?}",
        window.words()
    );
    window.go(1);
    window.fill("Title", "Another");
    assert_eq!(window.decision().title, "Language for the ingest service");
    assert!(window.sees("This record is read-only"));
}

#[test]
fn the_palette_finds_and_runs_a_command() {
    let mut window = started();
    window.press_key(CTRL, Key::K);
    window.type_text("result go");
    window.press_key(NONE, Key::Enter);
    assert!(window.sees("Nothing to compare yet"), "{:#?}", window.words());
}

#[test]
fn f1_lists_every_shortcut_of_the_table() {
    let mut window = started();
    window.press_key(NONE, Key::F1);
    for entry in weigh_in::gui::command::TABLE.iter().filter(|entry| !entry.keys.is_empty()) {
        assert!(window.sees(entry.title), "{}", entry.title);
    }
}

#[test]
fn the_export_is_shown_written_and_up_to_date() {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision));
    let repository = window.folder.path().join("repository");
    std::fs::create_dir_all(repository.join(".git")).unwrap();
    window.go(7);
    window.fill("Repository", repository.to_str().unwrap());
    window.wait_to_see("1 file to write");
    window.click(Role::Button, "Write the ADR");
    let adr = repository.join("docs/decisions/0001-language-for-the-ingest-service.md");
    assert!(std::fs::read_to_string(&adr).unwrap().starts_with("---\nstatus: \"proposed\"\n"));
    assert_eq!(window.decision().exports[0].path, "docs/decisions/0001-language-for-the-ingest-service.md");
    window.wait_to_see("Up to date");
    // Changed by hand: shown as a difference before it is replaced.
    std::fs::write(&adr, "by hand\n").unwrap();
    window.go(1);
    window.fill("Title", "Language for ingest");
    window.go(7);
    window.wait_to_see("Write the changes");
    window.click(Role::RadioButton, "Preview: Changes");
    window.wait_to_see("− by hand");
}

#[test]
fn a_repository_that_is_not_there_is_told() {
    let mut window = started();
    window.go(7);
    window.fill("Repository", "/no/such/folder");
    window.wait_to_see("is not a folder");
}

#[test]
fn members_are_added_renamed_and_removed() {
    let mut window = started();
    window.press_key(CTRL | Modifiers::SHIFT, Key::M);
    window.type_text("Boris Klein");
    window.press_key(NONE, Key::Enter);
    window.type_text("Chen");
    window.press_key(NONE, Key::Enter);
    window.fill("Name of boris-klein", "Boris");
    window.click(Role::Button, "Remove Ana");
    window.click(Role::Button, "Done");
    let names: Vec<_> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Boris", "Chen"]);
    assert!(window.sees("Score as Boris, 0/46"));
    // Several at once, as people write them.
    window.press_key(CTRL | Modifiers::SHIFT, Key::M);
    window.type_text("Dana, Eli");
    window.press_key(NONE, Key::Enter);
    window.run();
    window.click(Role::Button, "Done");
    let names: Vec<_> = window.decision().members.iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["Boris", "Chen", "Dana", "Eli"]);
    window.go(1);
    window.fill("Decision maker 1", "Ana, Bo Ek");
    window.press_key(NONE, Key::Enter);
    window.type_text("Cem");
    assert_eq!(window.decision().people.decision_makers, ["Ana", "Bo Ek", "Cem"]);
}

#[test]
fn all_members_are_named_among_the_people_at_once() {
    let window = started();
    assert!(!window.sees("Add all members"), "one person alone is named as quickly");
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Decision maker 1", "Boris");
    window.click(Role::Button, "Add all members to: Decision makers");
    assert_eq!(window.decision().people.decision_makers, ["Boris", "Ana"]);
    assert!(!window.sees("Add all members to: Decision makers"));
    window.click(Role::Button, "Add all members to: Consulted");
    assert_eq!(window.decision().people.consulted, ["Ana", "Boris"]);
}

#[test]
fn a_record_with_twelve_options_and_two_hundred_criteria_is_drawn() {
    let mut decision = team();
    for number in 0..10 {
        let id = OptionId::from_name(&format!("Option {number}"), []);
        let option = Alternative::new(id, format!("Eine sehr lange Bezeichnung {number} Ωμέγα"));
        decision.apply(Edit::AddOption(option)).unwrap();
    }
    for number in 0..176 {
        let mut criterion = (*decision.criteria[number % 24]).clone();
        criterion.id = weigh_in::decision::CriterionId::from_name(&format!("More {number}"), []);
        decision.apply(Edit::AddCriterion(Box::new(criterion))).unwrap();
    }
    let mut window = Window::with_text(&storage::to_ron(&decision));
    for step in 1..=7 {
        window.go(step);
    }
    window.go(4);
    for _ in 0..30 {
        window.press_key(NONE, Key::ArrowDown);
    }
    // The cell that the keys led to is on the screen.
    window.type_text("5");
    assert_eq!(window.decision().progress(&window.decision().members[0].id.clone()).0, 47);
}
