//! What changed since an earlier copy of the record.

use egui::{Key, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use weigh_in::{
    decision::{CellField, Edit, Export, Score, Vote},
    storage,
};

use super::{CTRL, NONE, harness::Window, revealed_team, team, tools::git_does};

/// A window on a record with two commits, in the second of which Ana has changed her first score.
fn with_two_commits() -> Window {
    let window = Window::with_text(&storage::to_ron(&revealed_team()));
    let root = window.folder.path().to_owned();
    git_does(&root, &["init", "--quiet"]);
    git_does(&root, &["add", "record.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", "Score it"]);
    let path = root.join("record.decision.ron");
    let mut decision = team();
    let key = (decision.criteria[0].id.clone(), decision.options[0].id.clone());
    let vote = CellField::Vote(Some(Vote::Score(Score::MIN)));
    decision.apply(Edit::Cell(decision.members[0].id.clone(), key.0, key.1, vote)).unwrap();
    decision.apply(Edit::Reveal("Ana".to_owned(), jiff::civil::date(2026, 11, 2))).unwrap();
    storage::save_over(&path, &decision, None).unwrap();
    git_does(&root, &["commit", "--quiet", "-am", "Score it lower"]);
    window
}

#[test]
fn every_commit_of_the_record_can_be_compared_with() {
    let mut window = with_two_commits();
    window.come_back();
    window.command("Compare with…");
    window.wait_to_see("Score it lower");
    assert!(window.sees("Choose a copy to compare with."), "{:#?}", window.words());
    assert!(window.sees("Score it") && window.sees("Another file…"), "{:?}", window.words());
    let newest = git_does(window.folder.path(), &["rev-parse", "HEAD"]);
    assert!(window.sees(&newest[..7]), "{:?}", window.words());
    // The older one, with the keyboard: behind "Another file…" and the newer one.
    window.press_key(NONE, Key::Tab);
    window.press_key(NONE, Key::Tab);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("What changed: Language for the ingest service");
    assert!(window.sees("4 → 1"), "{:#?}", window.words());
    let copied = window.copied_by(|harness| harness.get_by_role_and_label(Role::Button, "Copy as Markdown").click());
    assert!(copied.is_some_and(|text| text.starts_with("## What changed: ")));
    window.press_key(NONE, Key::Escape);
    assert!(!window.sees("Choose a copy to compare with."));
}

#[test]
fn one_copy_is_picked_where_the_last_export_is_a_commit() {
    let window = with_two_commits();
    let root = window.folder.path().to_owned();
    let path = root.join("record.decision.ron");
    let mut decision = storage::load(&path).unwrap().decision;
    let export = Export {
        path: "docs/decisions/0001-x.md".into(),
        dialect: "madr".to_owned(),
        on: jiff::civil::date(2026, 11, 2),
        charts: Vec::new(),
        written: String::new(),
        style: String::new(),
    };
    decision.apply(Edit::Exported(export)).unwrap();
    storage::save_over(&path, &decision, None).unwrap();
    std::fs::create_dir_all(root.join("docs/decisions")).unwrap();
    std::fs::write(root.join("docs/decisions/0001-x.md"), "# X\n").unwrap();
    git_does(&root, &["add", "docs", "record.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", "Export it"]);
    let mut window = Window::reopen(window.crash(), Some(path));
    window.command("Compare with…");
    window.wait_to_see("The last export, on 2 November 2026");
    window.press_key(NONE, Key::Tab);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("Nothing changed");
    let picked = window.picked();
    let copies: Vec<&String> = picked.iter().filter(|name| name.contains("xport")).collect();
    assert_eq!(copies.len(), 1, "{picked:?}");
}

#[test]
fn what_is_not_saved_yet_is_part_of_the_record() {
    let mut window = with_two_commits();
    window.come_back();
    window.go(1);
    window.fill("Title", "Another title");
    window.command("Compare with…");
    window.wait_to_see("Score it lower");
    window.press_key(NONE, Key::Tab);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("What changed: Another title");
    assert!(window.sees("→ “Another title”"), "{:?}", window.words());
}

#[test]
fn another_file_is_compared_with_and_a_hidden_one_is_not() {
    let mut window = Window::with_text(&storage::to_ron(&revealed_team()));
    window.command("Compare with…");
    window.wait_to_see("Git has no earlier copy of this record.");
    let other = window.folder.path().join("other.decision.ron");
    let mut decision = revealed_team();
    decision.title = "As it was".to_owned();
    storage::save_over(&other, &decision, None).unwrap();
    window.click(Role::Button, "Another file…");
    assert!(window.sees("Compare with another copy"), "{:?}", window.words());
    window.type_path(&other);
    window.click(Role::Button, "Compare");
    window.wait_to_see("What changed: Language for the ingest service");
    assert!(window.sees("As it was"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    // Another team's scores are theirs to show.
    let mut hidden = team();
    hidden.id = "another".to_owned();
    storage::save_over(&other, &hidden, None).unwrap();
    window.command("Compare with…");
    window.click(Role::Button, "Another file…");
    window.type_path(&other);
    window.click(Role::Button, "Compare");
    window.wait_to_see("Its round 1 is hidden. Reveal it there first.");
}

#[test]
fn a_hidden_round_is_compared_with_nothing() {
    let mut window = Window::with_text(&storage::to_ron(&team()));
    window.press_key(CTRL, Key::K);
    window.type_text("Compare with");
    window.press_key(NONE, Key::Enter);
    assert!(!window.sees("Choose a copy to compare with."), "{:#?}", window.words());
}
