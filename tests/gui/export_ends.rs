//! An export that ends: the record, its ADR and git say the same, and what was written can be opened.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Mutex,
};

use egui::{Key, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use weigh_in::{
    decision::Edit,
    gui::{intent::FileReveal, session::Direction},
    storage,
};

use super::{CTRL, harness::Window, team, tools::git_does};

const ADR: &str = "docs/decisions/0001-language-for-the-ingest-service.md";

fn revealed() -> String {
    let mut decision = team();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::to_ron(&decision)
}

/// A repository beside the record, which is chosen on the Export step.
fn chosen(window: &mut Window) -> PathBuf {
    let root = window.folder.path().join("repository");
    fs::create_dir_all(&root).unwrap();
    git_does(&root, &["init", "--quiet"]);
    window.go(7);
    window.fill("Repository", root.to_str().unwrap());
    window.wait_to_see("1 file to write");
    root
}

/// A record with an unsaved title, on the Export step, and the repository in which it lies.
fn changed_in_its_repository() -> (Window, PathBuf) {
    let mut window = Window::with_text(&revealed());
    let root = window.folder.path().to_owned();
    git_does(&root, &["init", "--quiet"]);
    window.go(1);
    window.fill("Title", "Language for ingest");
    window.go(7);
    window.fill("Repository", root.to_str().unwrap());
    window.wait_to_see("1 file to write");
    (window, root)
}

#[test]
fn a_preview_is_there_before_a_repository_is_named() {
    let mut window = Window::with_text(&revealed());
    window.go(7);
    window.wait_to_see("Choose a repository to write the ADR.");
    window.click(Role::RadioButton, "Preview: Markdown");
    window.wait_to_see("# Language for the ingest service");
    assert!(window.sees("status: \"proposed\""), "{:#?}", window.words());
    window.click(Role::RadioButton, "Preview: Changes");
    window.wait_to_see("Choose the repository to see the preview.");
    let copied = window.copied_by(|harness| harness.get_by_role_and_label(Role::Button, "Copy Markdown").click());
    assert!(copied.is_some_and(|text| text.contains("# Language for the ingest service")));
    chosen(&mut window);
    window.wait_to_see(ADR);
}

#[test]
fn one_press_saves_the_record_and_writes_its_adr() {
    let (mut window, root) = changed_in_its_repository();
    assert!(window.app().document().unwrap().is_dirty());
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("Written. Up to date");
    assert!(!window.app().document().unwrap().is_dirty());
    let record = storage::load(&root.join("record.decision.ron")).unwrap().decision;
    assert_eq!((record.title.as_str(), record.exports.len()), ("Language for ingest", 1));
    let adr = fs::read_to_string(root.join("docs/decisions/0001-language-for-ingest.md")).unwrap();
    assert!(adr.contains("record.decision.ron)"), "{adr}");
    assert!(!window.sees("save it"), "{:#?}", window.words());
}

#[test]
fn undo_leaves_a_written_export_in_the_record() {
    let (mut window, _) = changed_in_its_repository();
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("Up to date");
    assert_eq!(window.decision().exports.len(), 1);
    // The last step is the one before the export.
    assert_eq!(window.next_step(Direction::Back).as_deref(), Some("Change the title"));
    window.press_key(CTRL, Key::Z);
    assert_eq!(
        (window.decision().title.as_str(), window.decision().exports.len()),
        ("Language for the ingest service", 1)
    );
    assert!(window.app().document().unwrap().is_dirty());
    window.press_key(CTRL, Key::Y);
    assert_eq!((window.decision().title.as_str(), window.decision().exports.len()), ("Language for ingest", 1));
    assert!(!window.app().document().unwrap().is_dirty());
}

#[test]
fn a_record_from_elsewhere_is_saved_beside_its_adr() {
    let text = revealed();
    let mut window = Window::with_text(&text);
    let root = chosen(&mut window);
    assert!(window.sees("the ADR cannot link to it"), "{:#?}", window.words());
    window.click(Role::Button, "Save a copy there");
    let copy = root.join("docs/decisions/record.decision.ron");
    window.step_until(|window| window.app().document().unwrap().path() == Some(copy.as_path()));
    window.run();
    window.wait_to_see("1 file to write");
    assert!(!window.sees("cannot link to it"), "{:#?}", window.words());
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written. Up to date");
    assert!(fs::read_to_string(root.join(ADR)).unwrap().contains("(record.decision.ron)"));
    assert_eq!(fs::read_to_string(window.folder.path().join("record.decision.ron")).unwrap(), text);
    assert_eq!(storage::load(&copy).unwrap().decision.exports.len(), 1);
    assert!(!window.app().document().unwrap().is_dirty());
}

#[test]
fn a_record_that_was_never_saved_is_saved_beside_its_adr_as_that_is_written() {
    let mut window = Window::open();
    window.start("Blank record");
    window.fill("Title", "Use Go");
    let root = chosen(&mut window);
    let folder = root.join("docs/decisions");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("use-go.decision.ron"), "another").unwrap();
    assert!(window.sees("1 file to write, and the record"), "{:#?}", window.words());
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written. Up to date");
    let saved = folder.join("use-go-2.decision.ron");
    assert_eq!(window.app().document().unwrap().path(), Some(saved.as_path()));
    let adr = fs::read_to_string(folder.join("0001-use-go.md")).unwrap();
    assert!(adr.contains("(use-go-2.decision.ron)"), "{adr}");
    assert_eq!(storage::load(&saved).unwrap().decision.exports.len(), 1);
    assert!(!window.app().document().unwrap().is_dirty());
    // It is done once: a later change waits to be written.
    window.go(1);
    window.fill("Title", "Use Go for it");
    window.go(7);
    window.wait_to_see("1 file to write");
    assert!(fs::read_to_string(folder.join("0001-use-go.md")).unwrap().contains("# Use Go\n"));
}

/// What the desktop was asked to open.
static OPENED: Mutex<Vec<(PathBuf, FileReveal)>> = Mutex::new(Vec::new());

fn opens(path: &Path, reveal: FileReveal) -> Result<(), String> {
    OPENED.lock().unwrap().push((path.to_owned(), reveal));
    if reveal == FileReveal::Itself { Ok(()) } else { Err("No program shows folders.".to_owned()) }
}

#[test]
fn what_was_written_can_be_opened_shown_and_copied() {
    let mut window = Window::with_opener(&revealed(), opens);
    let adr = chosen(&mut window).join(ADR);
    assert!(!window.has(Role::Button, "Open"));
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written. Up to date");
    window.click(Role::Button, "Open");
    window.click(Role::Button, "Show in folder");
    window.wait_to_see("No program shows folders. Copy the path instead.");
    let opened = OPENED.lock().unwrap().clone();
    assert_eq!(opened, [(adr.clone(), FileReveal::Itself), (adr.clone(), FileReveal::InFolder)]);
    let copied = window.copied_by(|harness| harness.get_by_role_and_label(Role::Button, "Copy path").click());
    assert_eq!(copied, Some(adr.display().to_string()));
}

/// The least height that the page has on a small laptop, with all that the form can hold.
#[test]
fn what_is_written_is_on_the_screen_wherever_the_form_is_scrolled_to() {
    for size in [[1280.0, 800.0], [1366.0, 768.0], [720.0, 480.0]] {
        let mut window = Window::with_size(&revealed(), size);
        chosen(&mut window);
        let write = window.operable().into_iter().find(|control| control.name == "Write the ADR").unwrap();
        assert!(window.screen().contains_rect(write.rect), "{size:?}: {write:?}");
    }
}
