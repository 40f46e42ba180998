//! Work that was not saved comes back after a crash.

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::{Key, accesskit::Role};
use weigh_in::storage::{self, recovery};

use super::{CTRL, harness::Window, started, team};

fn kept(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(recovery::folder(&folder.join("state"))).into_iter().flatten();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.to_string_lossy().ends_with(".decision.ron")).collect()
}

/// Waits until the recovery files hold what they should.
fn wait_kept(folder: &Path, fits: impl Fn(&[String]) -> bool) {
    let start = Instant::now();
    loop {
        let texts: Vec<String> = kept(folder).iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
        if fits(&texts) {
            return;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{texts:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

fn crashed_with(title: &str) -> tempfile::TempDir {
    let mut window = started();
    window.fill("Title", title);
    wait_kept(window.folder.path(), |texts| texts.iter().any(|text| text.contains(title)));
    window.crash()
}

#[test]
fn a_new_record_that_was_never_saved_is_offered_and_opened() {
    let folder = crashed_with("Use Zig");
    let mut window = Window::reopen(folder, None);
    assert!(window.sees("Unsaved work"), "{:#?}", window.words());
    assert!(window.sees("Never saved to a file. It has the title"));
    window.click(Role::Button, "Open the unsaved work on Use Zig");
    assert_eq!(window.decision().title, "Use Zig");
    assert!(window.app().document().unwrap().is_dirty());
    // It goes once it is saved.
    let file = window.folder.path().join("kept.decision.ron");
    window.script.borrow_mut().push_back(Some(file.clone()));
    window.press_key(CTRL, Key::S);
    assert_eq!(storage::load(&file).unwrap().decision.title, "Use Zig");
    wait_kept(window.folder.path(), <[String]>::is_empty);
}

#[test]
fn work_on_a_file_is_offered_with_what_differs_and_saved_into_it() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Changed");
    let file = window.folder.path().join("record.decision.ron");
    wait_kept(window.folder.path(), |texts| texts.iter().any(|text| text.contains("\"Changed\"")));
    let mut window = Window::reopen(window.crash(), None);
    assert!(window.sees("Differs from its file: the title."), "{:#?}", window.words());
    assert_eq!(storage::load(&file).unwrap().decision.title, "Language for the ingest service");
    window.click(Role::Button, "Open the unsaved work on Changed");
    window.press_key(CTRL, Key::S);
    assert_eq!(storage::load(&file).unwrap().decision.title, "Changed");
    // The file is opened again: nothing is offered any more.
    let folder = window.crash();
    let window = Window::reopen(folder, Some(file));
    assert!(!window.sees("never saved"), "{:#?}", window.words());
}

#[test]
fn who_opens_the_file_is_told_of_the_work_on_it() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Changed");
    let file = window.folder.path().join("record.decision.ron");
    wait_kept(window.folder.path(), |texts| texts.iter().any(|text| text.contains("\"Changed\"")));
    let mut window = Window::reopen(window.crash(), Some(file));
    assert!(window.sees("This record has unsaved work"), "{:#?}", window.words());
    window.click(Role::Button, "Open the unsaved work");
    assert_eq!(window.decision().title, "Changed");
}

#[test]
fn a_file_that_others_changed_meanwhile_is_not_overwritten_by_recovered_work() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Changed");
    let file = window.folder.path().join("record.decision.ron");
    wait_kept(window.folder.path(), |texts| texts.iter().any(|text| text.contains("\"Changed\"")));
    let folder = window.crash();
    let mut theirs = storage::load(&file).unwrap().decision;
    theirs.title = "Pulled".to_owned();
    storage::save_over(&file, &theirs, None).unwrap();
    let mut window = Window::reopen(folder, None);
    assert!(window.sees("The file has changed since."), "{:#?}", window.words());
    window.click(Role::Button, "Open the unsaved work on Changed");
    window.press_key(CTRL, Key::S);
    assert!(window.sees("The title: take on disk: Pulled"), "{:#?}", window.words());
    assert_eq!(storage::load(&file).unwrap().decision.title, "Pulled");
}

#[test]
fn what_others_did_to_the_file_meanwhile_is_merged_with_recovered_work() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.go(1);
    window.fill("Title", "Changed");
    let file = window.folder.path().join("record.decision.ron");
    wait_kept(window.folder.path(), |texts| texts.iter().any(|text| text.contains("\n    title: \"Changed\"")));
    let folder = window.crash();
    let mut theirs = storage::load(&file).unwrap().decision;
    theirs.context = "Pulled.".to_owned();
    theirs.members.pop();
    theirs.ballots.pop();
    storage::save_over(&file, &theirs, None).unwrap();
    let mut window = Window::reopen(folder, None);
    window.click(Role::Button, "Open the unsaved work on Changed");
    window.press_key(CTRL, Key::S);
    let saved = storage::load(&file).unwrap().decision;
    assert_eq!(saved, weigh_in::decision::Decision { title: "Changed".to_owned(), ..theirs });
}

#[test]
fn a_copy_asks_where_it_goes_and_leaves_the_file_alone() {
    let folder = crashed_with("Use Zig");
    let mut window = Window::reopen(folder, None);
    let copy = window.folder.path().join("copy.decision.ron");
    window.script.borrow_mut().push_back(Some(copy.clone()));
    window.click(Role::Button, "Save as a copy… the unsaved work on Use Zig");
    assert_eq!(storage::load(&copy).unwrap().decision.title, "Use Zig");
}

#[test]
fn refused_work_goes_after_asking() {
    let folder = crashed_with("Use Zig");
    let mut window = Window::reopen(folder, None);
    window.click(Role::Button, "Discard… the unsaved work on Use Zig");
    window.click(Role::Button, "Keep it");
    assert!(window.sees("Unsaved work"));
    window.click(Role::Button, "Discard… the unsaved work on Use Zig");
    window.click(Role::Button, "Discard");
    assert!(!window.sees("Unsaved work"));
    assert_eq!(kept(window.folder.path()), Vec::<PathBuf>::new());
}

#[test]
fn saved_or_refused_work_leaves_no_recovery_file() {
    let mut window = started();
    window.fill("Title", "Use Go");
    wait_kept(window.folder.path(), |texts| texts.len() == 1);
    window.press_key(CTRL, Key::N);
    window.click(Role::Button, "Don't save");
    wait_kept(window.folder.path(), <[String]>::is_empty);
}

#[test]
fn a_broken_recovery_file_is_told_and_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let recovery = recovery::folder(&folder.path().join("state"));
    fs::create_dir_all(&recovery).unwrap();
    fs::write(recovery.join("x.decision.ron"), "(format: 1, ti").unwrap();
    fs::write(recovery.join("y.decision.ron"), [0xFF, 0xFE, 0]).unwrap();
    let window = Window::reopen(folder, None);
    assert!(window.sees("An unsaved-work file could not be read"), "{:#?}", window.words());
    assert!(recovery.join("x.broken").exists() && recovery.join("y.broken").exists());
    assert!(kept(window.folder.path()).is_empty());
}

#[test]
fn of_two_windows_only_one_offers_the_work_and_neither_takes_the_other_s() {
    let mut first = started();
    first.fill("Title", "Of a living window");
    wait_kept(first.folder.path(), |texts| texts.len() == 1);
    let state = recovery::folder(&first.folder.path().join("state"));
    assert!(recovery::find(&state).works.is_empty(), "it is in use");
    let folder = first.crash();
    let one = recovery::find(&state);
    assert_eq!(one.works.len(), 1);
    assert!(recovery::find(&state).works.is_empty(), "it is offered elsewhere");
    drop(one);
    assert_eq!(recovery::find(&state).works.len(), 1);
    drop(folder);
}
