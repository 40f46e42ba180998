//! What people do while something else is under way: nothing of it is lost.

use std::{fs, path::PathBuf, time::Duration};

use egui::{Key, Modifiers, accesskit::Role};
use weigh_in::{
    decision::Decision,
    gui::session::Direction,
    storage::{self, ThreeRecords},
};

use super::{CTRL, NONE, harness::Window, team};

fn file(window: &Window) -> PathBuf {
    window.folder.path().join("record.decision.ron")
}

/// Another record in a file beside the first.
fn other(window: &Window) -> PathBuf {
    let path = window.folder.path().join("other.decision.ron");
    storage::save_over(&path, &Decision { id: "other".to_owned(), title: "Other".to_owned(), ..team() }, None).unwrap();
    path
}

fn opened() -> Window {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window
}

/// A file of a version that is to come.
fn newer() -> String {
    storage::to_ron(&team()).replacen("format: 2", "format: 99", 1)
}

#[test]
fn a_file_of_a_newer_version_is_not_saved_over_by_save_as() {
    let mut window = Window::with_text(&newer());
    assert!(window.sees("Read-only"), "{:#?}", window.words());
    window.press_key(CTRL | Modifiers::SHIFT, Key::S);
    window.press_key(NONE, Key::Enter);
    assert_eq!(fs::read_to_string(file(&window)).unwrap(), newer());
}

#[test]
fn a_file_of_a_newer_version_that_is_gone_is_not_written_again() {
    let mut window = Window::with_text(&newer());
    fs::remove_file(file(&window)).unwrap();
    window.come_back();
    assert!(window.sees("The file of this record is gone"));
    assert!(!window.sees("Write it again…") && !window.sees("Save elsewhere…"), "{:#?}", window.words());
}

#[test]
fn a_record_of_a_newer_version_is_not_exported() {
    let mut decision = team();
    decision.apply(weigh_in::decision::Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    let mut window = Window::with_text(&storage::to_ron(&decision).replacen("format: 2", "format: 99", 1));
    window.go(7);
    window.fill("Repository", &window.folder.path().display().to_string());
    window.wait_to_see("This record is read-only, so its ADR can't be written.");
    window.press_key(CTRL, Key::E);
    assert!(!window.folder.path().join("docs").exists());
}

#[test]
#[cfg(unix)]
fn a_path_that_was_typed_from_where_the_program_runs_is_known_whole() {
    let mut window = opened();
    let saved = window.folder.path().join("typed.decision.ron");
    let up: PathBuf = std::env::current_dir().unwrap().components().skip(1).map(|_| "..").collect();
    window.script.borrow_mut().push_back(Some(up.join(saved.strip_prefix("/").unwrap())));
    window.press_key(CTRL | Modifiers::SHIFT, Key::S);
    assert!(saved.exists(), "{:#?}", window.words());
    assert!(window.app().document().unwrap().path().unwrap().is_absolute());
}

#[test]
fn saving_elsewhere_does_not_wait_for_a_save_under_way() {
    let mut window = opened();
    window.fill("Title", "Mine");
    let elsewhere = window.folder.path().join("elsewhere.decision.ron");
    window.script.borrow_mut().push_back(Some(elsewhere.clone()));
    window.queue_key(CTRL, Key::S);
    window.queue_key(CTRL | Modifiers::SHIFT, Key::S);
    window.run();
    assert!(elsewhere.exists(), "{:#?}", window.words());
    assert_eq!(storage::load(&elsewhere).unwrap().decision.title, "Mine");
    let document = window.app().document().unwrap();
    assert_eq!((document.path(), document.is_dirty()), (Some(elsewhere.as_path()), false));
}

#[test]
fn what_is_typed_while_a_file_is_opened_is_asked_about() {
    let mut window = opened();
    let other = other(&window);
    window.fill("Title", "Saved");
    window.press_key(CTRL, Key::S);
    window.focus_field("Title");
    window.press_key(NONE, Key::End);
    window.queue_drop(&other);
    window.queue(egui::Event::Text("!".to_owned()));
    window.run();
    assert_eq!(window.decision().title, "Saved!");
    assert!(window.sees("Save your changes?"), "{:#?}", window.words());
    window.click(Role::Button, "Save");
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Saved!");
    assert_eq!(window.decision().title, "Other");
}

#[test]
fn a_file_dropped_while_something_is_asked_changes_nothing() {
    let mut window = opened();
    let other = other(&window);
    window.fill("Title", "Mine");
    let theirs = Decision { title: "Theirs".to_owned(), ..team() };
    storage::save_over(&file(&window), &theirs, None).unwrap();
    window.come_back();
    assert!(window.sees("The title: take mine: Mine"), "{:#?}", window.words());
    window.queue_drop(&other);
    window.run();
    assert!(window.sees("The title: take mine: Mine"), "{:#?}", window.words());
    window.click(Role::Button, "Reload");
    assert_eq!(window.decision().title, "Theirs");
}

#[test]
fn a_merge_of_another_file_that_is_put_off_is_not_told_of_the_open_record() {
    let mut window = opened();
    let base = team();
    let (ours, theirs) =
        (Decision { title: "Ours".to_owned(), ..team() }, Decision { title: "Theirs".to_owned(), ..team() });
    let records = ThreeRecords { base, ours, theirs };
    let unmerged = window.folder.path().join("unmerged.decision.ron");
    fs::write(&unmerged, records.to_text(&records.merge())).unwrap();
    window.queue_drop(&unmerged);
    window.run();
    assert!(window.sees("Finish the merge that git left"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("in the same places that you changed"), "{:#?}", window.words());
    assert_eq!(window.decision(), &team());
}

#[test]
fn a_look_that_a_save_overtakes_is_forgotten() {
    let mut window = opened();
    window.fill("Title", "Mine");
    window.queue(egui::Event::WindowFocused(true));
    window.queue_key(CTRL, Key::S);
    window.wait(1);
    // Both have ended before the window takes their results, of which that of the save comes first.
    while storage::load(&file(&window)).unwrap().decision.title != "Mine" {
        std::thread::sleep(Duration::from_millis(1));
    }
    std::thread::sleep(Duration::from_millis(100));
    window.run();
    let known = window.app().document().unwrap().file().unwrap().content.print.unwrap();
    assert!(storage::open(&file(&window)).unwrap().1.is_same_content(&known));
}

#[test]
fn the_same_record_in_other_words_is_no_change() {
    let mut window = opened();
    window.fill("Title", "Mine");
    let text = fs::read_to_string(file(&window)).unwrap();
    fs::write(file(&window), format!("{text}// By hand.\n")).unwrap();
    window.come_back();
    assert!(!window.sees("changed on disk"), "{:#?}", window.words());
    assert_ne!(window.next_step(Direction::Back).as_deref(), Some("Merge with another copy"));
    window.press_key(CTRL, Key::S);
    assert_eq!(storage::load(&file(&window)).unwrap().decision.title, "Mine");
    assert!(!window.sees("changed on disk"), "{:#?}", window.words());
}
