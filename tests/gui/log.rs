//! The decision log: found, searched, read, and led on from.

use std::{fs, path::Path};

use egui::{Key, accesskit::Role};
use weigh_in::{
    decision::{Decision, Edit, Export, RelationKind, Status},
    storage,
};

use super::{CTRL, NONE, harness::Window, team, tools};

/// A repository with a chain of three, one that stands alone, one that is broken, and an index.
fn repository(root: &Path) {
    let folder = root.join("docs/adr");
    fs::create_dir_all(&folder).unwrap();
    tools::git_does(root, &["init", "--quiet"]);
    let adr = |file: &str, text: &str| fs::write(folder.join(file), text).unwrap();
    adr(
        "0001-use-c.md",
        "# 1. Use C\n\nDate: 2024-01-01\n\n## Status\n\nSuperseded\n\nSuperseded by [2. Use Go](0002-use-go.md)\n\n\
         ## Context\n\nIt is there.\n",
    );
    adr(
        "0002-use-go.md",
        "# 2. Use Go\n\nDate: 2025-01-01\n\n## Status\n\nSuperseded\n\nSupersedes [1. Use C](0001-use-c.md)\n\nSuperseded \
         by [3. Use Rust](0003-use-rust.md)\n\n## Context\n\nMore people know it.\n",
    );
    adr(
        "0003-use-rust.md",
        "# 3. Use Rust\n\nDate: 2026-01-01\n\n## Status\n\nAccepted\n\nSupersedes [2. Use Go](0002-use-go.md)\n\n\
         ## Context\n\nIt must not crash, see [the first](0001-use-c.md).\n\nWeigh-In record: \
         [rust.decision.ron](rust.decision.ron).\n",
    );
    adr(
        "0004-keep-logs.md",
        "# 4. Keep logs\n\nDate: 2026-02-01\n\n## Status\n\nProposed\n\n## Context\n\nSee [gone](0009-gone.md).\n",
    );
    adr("README.md", "# Decisions\n\n- [Use C](0001-use-c.md)\n");
    let mut record = team();
    let export = Export {
        path: "docs/adr/0003-use-rust.md".into(),
        dialect: "nygard".to_owned(),
        on: jiff::civil::date(2026, 1, 1),
        charts: Vec::new(),
        written: String::new(),
        style: String::new(),
    };
    for edit in [Edit::Title("The record of Rust".to_owned()), Edit::Exported(export)] {
        record.apply(edit).unwrap();
    }
    fs::write(folder.join("rust.decision.ron"), storage::to_ron(&record)).unwrap();
}

fn opened() -> Window {
    let mut window = Window::open();
    repository(&window.folder.path().join("repo"));
    window.press_key(CTRL, Key::L);
    assert!(window.sees("Which repository?"), "{:#?}", window.words());
    window.click(Role::Button, "Choose a repository…");
    let path = window.folder.path().join("repo");
    window.type_path(&path);
    window.click(Role::Button, "Choose");
    window.wait_to_see("4 ADRs in docs/adr");
    window
}

#[test]
fn every_adr_is_listed_and_the_newest_is_read() {
    let mut window = opened();
    let rows: Vec<String> = window.words().into_iter().filter(|name| name.starts_with("000")).collect();
    assert_eq!(rows[0], "0004 Keep logs, Proposed, 2026-02-01");
    assert!(rows.contains(&"0001 Use C, Superseded, 2024-01-01".to_owned()), "{rows:?}");
    window.wait_to_see("Broken link to \"0009-gone.md\".");
    assert!(!window.sees("Chain:"));
    window.press_key(NONE, Key::ArrowDown);
    window.wait_to_see("It must not crash");
    // The chain, from wherever one stands.
    assert!(window.sees("Chain: 0001 Use C, Superseded"));
    window.press_key(NONE, Key::End);
    window.wait_to_see("It is there.");
    assert!(window.sees("Chain: 0003 Use Rust, Accepted"));
    // It was remembered.
    let settings = fs::read_to_string(window.folder.path().join("config/settings.ron")).unwrap();
    assert!(settings.contains("repo"), "{settings}");
}

#[test]
fn adrs_that_a_sparse_checkout_leaves_out_are_told_above_those_that_are_there() {
    let mut window = opened();
    let told = "Some ADRs are not checked out";
    assert!(!window.sees(told), "{:#?}", window.words());
    let root = window.folder.path().join("repo");
    tools::git_does(&root, &["add", "--all"]);
    tools::git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    tools::git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!0002-use-go.md"]);
    window.click(Role::Button, "Read again");
    window.wait_to_see(told);
    assert!(window.sees("git sparse-checkout add docs/adr") && window.sees("0001 Use C"), "{:#?}", window.words());
}

#[test]
fn search_and_status_narrow_the_list() {
    let mut window = opened();
    // As a keyboard sends it.
    window.queue(egui::Event::Text("/".to_owned()));
    window.run();
    window.type_text("use");
    window.press_key(CTRL, Key::F);
    assert!(window.sees("3 of 4 ADRs"), "{:#?}", window.words());
    window.fill("Search the log", "7");
    assert!(window.sees("No matching ADR"));
    window.fill("Search the log", "3");
    assert!(window.sees("0003 Use Rust"));
    window.press_key(NONE, Key::Escape);
    assert!(window.sees("4 ADRs in docs/adr"));
    window.pick("Status: Any status", "Superseded (2)");
    assert!(window.sees("2 of 4 ADRs") && !window.sees("0004 Keep logs"));
    window.click(Role::ColumnHeader, "Sort by No., falling");
    assert!(window.sees("Sort by No., rising"));
}

#[test]
fn the_first_hit_of_a_search_is_selected_and_what_is_not_listed_is_not() {
    let mut window = opened();
    window.wait_to_see("Broken link");
    window.fill("Search the log", "use");
    window.wait_to_see("It must not crash");
    window.fill("Search the log", "use c");
    window.wait_to_see("It is there.");
    window.fill("Search the log", "zebra");
    assert!(window.sees("No ADR is selected") && !window.has(Role::Button, "Supersede it"), "{:#?}", window.words());
    window.fill("Search the log", "");
    window.wait_to_see("Broken link");
    // A filter leaves it where it is, if that is listed.
    window.click(Role::ListBoxOption, "0001 Use C, Superseded, 2024-01-01");
    window.wait_to_see("It is there.");
    window.pick("Status: Any status", "Superseded (2)");
    assert!(window.sees("It is there."));
    window.pick("Status: Superseded", "Proposed (1)");
    window.wait_to_see("Broken link");
}

#[test]
fn an_adr_whose_number_is_taken_gets_another_one_by_a_button() {
    let mut window = Window::open();
    let root = window.folder.path().join("repo");
    repository(&root);
    let adr = "# 4. Keep traces\n\nDate: 2026-03-01\n\n## Status\n\nProposed\n\n## Context\n\nThey help.\n";
    fs::write(root.join("docs/adr/0004-keep-traces.md"), adr).unwrap();
    fs::write(root.join("docs/adr/0001-use-c.md"), "# 1. Use C\n\nSee [traces](0004-keep-traces.md).\n").unwrap();
    window.press_key(CTRL, Key::L);
    window.click(Role::Button, "Choose a repository…");
    window.type_path(&root);
    window.click(Role::Button, "Choose");
    window.wait_to_see("5 ADRs in docs/adr");
    // One count: as many rows stand above what needs no action.
    let tab = window.words().into_iter().find(|name| name.starts_with("Show: Problems")).unwrap();
    window.click(Role::RadioButton, &tab);
    let words = window.words();
    let notes = words.iter().position(|name| name == "No action needed").unwrap();
    let problems = words[..notes].iter().filter(|name| name.contains(" docs/adr")).count();
    assert_eq!(tab, format!("Show: Problems {problems}"), "{words:#?}");
    window.click(Role::Button, "Renumber…");
    window.wait_to_see("docs/adr/0004-keep-traces.md becomes 0005-keep-traces.md.");
    assert!(window.sees("docs/adr/0001-use-c.md"), "{:#?}", window.words());
    // What has happened is told for half a minute, which many frames of waiting would use up.
    window.click_without_waiting("Renumber");
    window.step_until(|window| window.sees("0004-keep-traces.md is now 0005-keep-traces.md"));
    assert!(fs::read_to_string(root.join("docs/adr/0005-keep-traces.md")).unwrap().starts_with("# 5. Keep traces"));
    assert!(fs::read_to_string(root.join("docs/adr/0001-use-c.md")).unwrap().contains("0005-keep-traces.md"));
    window.step_until(|window| !window.sees("have the number 4"));
}

#[test]
fn each_of_several_adrs_with_one_number_can_get_another_one_from_the_menu_of_its_row() {
    let mut window = Window::open();
    let root = window.folder.path().join("repo");
    repository(&root);
    let adr = "# 4. Keep traces\n\nDate: 2026-03-01\n\n## Status\n\nProposed\n\n## Context\n\nThey help.\n";
    fs::write(root.join("docs/adr/0004-keep-traces.md"), adr).unwrap();
    window.press_key(CTRL, Key::L);
    window.click(Role::Button, "Choose a repository…");
    window.type_path(&root);
    window.click(Role::Button, "Choose");
    window.wait_to_see("5 ADRs in docs/adr");
    let rows: Vec<String> = window.words().into_iter().filter(|words| words.starts_with("0004 ")).collect();
    assert_eq!(rows.len(), 2, "{:#?}", window.words());
    // The text of each names the other, and its button changes that one.
    for row in &rows {
        window.click(Role::ListBoxOption, row);
        let both = "0004-keep-logs.md and 0004-keep-traces.md have the number 4.";
        window.wait_to_see(both);
        assert!(window.has(Role::Button, "Renumber…"), "{row}: {:#?}", window.words());
    }
    for (row, file) in rows.iter().map(|row| (row, if row.contains("traces") { "keep-traces" } else { "keep-logs" })) {
        window.right_click(Role::ListBoxOption, row);
        for item in ["Start a record from this ADR", "Supersede it", "Copy its path"] {
            assert!(window.has(Role::MenuItem, item), "{item}: {:#?}", window.words());
        }
        window.click(Role::MenuItem, "Renumber…");
        window.wait_to_see(&format!("docs/adr/0004-{file}.md becomes 0005-{file}.md."));
        window.press_key(NONE, Key::Escape);
    }
    // Where the number is its own, there is no reason to.
    let own = window.words().into_iter().find(|words| words.starts_with("0001 ")).unwrap();
    window.right_click(Role::ListBoxOption, &own);
    assert!(window.has(Role::MenuItem, "Copy its path") && !window.has(Role::MenuItem, "Renumber…"));
}

#[test]
fn reviews_that_are_due_are_told_listed_and_sorted() {
    let mut window = opened();
    let adr = window.folder.path().join("repo/docs/adr/0003-use-rust.md");
    let text = fs::read_to_string(&adr).unwrap();
    fs::write(&adr, format!("---\nreview-by: 2026-10-01\n---\n\n{text}")).unwrap();
    assert!(!window.sees("Sort by Review"), "where none is due there is no column");
    window.click(Role::Button, "Read again");
    window.wait_to_see("Sort by Review");
    let row = "0003 Use Rust, Accepted, 2026-01-01, The review was due on 1 October 2026, 33 days ago.";
    assert!(window.sees(row), "{:#?}", window.words());
    window.pick("Status: Any status", "Due (1)");
    assert!(window.sees("1 of 4 ADRs") && window.sees(row), "{:#?}", window.words());
    window.click(Role::ListBoxOption, row);
    window.wait_to_see("It must not crash");
    // It is told once.
    let painted = window.painted();
    assert_eq!(painted.iter().filter(|line| line.contains("1 October 2026")).count(), 1, "{painted:#?}");
    assert!(window.painted().contains(&"1 January 2026".to_owned()), "{:#?}", window.painted());
    window.pick("Status: Due", "Any status (4)");
    // What is to be reviewed comes first, and last the other way round.
    window.click(Role::ColumnHeader, "Sort by Review");
    assert!(window.sees("Sort by Review, rising"));
    let first = |window: &Window| window.words().into_iter().find(|name| name.starts_with("000"));
    assert_eq!(first(&window).as_deref(), Some(row));
    window.click(Role::ColumnHeader, "Sort by Review, rising");
    assert_ne!(first(&window).as_deref(), Some(row));
}

#[test]
fn problems_say_what_to_do_and_lead_to_their_adr() {
    let mut window = opened();
    window.click(Role::RadioButton, "Show: Problems 2");
    assert!(window.sees("Not an ADR: it is an index or about the folder."), "{:#?}", window.words());
    // As `check` tells it of the record.
    assert!(window.sees("The ADR \"docs/adr/0003-use-rust.md\" is out of date"), "{:#?}", window.words());
    window
        .click(Role::Button, "Broken link to \"0009-gone.md\". docs/adr/0004-keep-logs.md, line 11. Fix or remove it.");
    window.wait_to_see("docs/adr/0004-keep-logs.md");
}

#[test]
fn a_record_starts_in_the_place_of_an_adr() {
    let mut window = opened();
    window.press_key(NONE, Key::Home);
    window.click(Role::Button, "Supersede it");
    assert!(window.sees("Superseding an ADR") && window.sees("Keep logs (docs/adr/0004-keep-logs.md)"));
    window.start("Blank record");
    let relations: Vec<_> = window.decision().relations().collect();
    assert_eq!(relations.len(), 1);
    assert_eq!(
        (relations[0].kind, relations[0].path.as_str()),
        (RelationKind::Supersedes, "docs/adr/0004-keep-logs.md")
    );
    // And the next one supersedes nothing.
    window.press_key(CTRL, Key::N);
    window.start("Blank record");
    assert_eq!(window.decision().relations().count(), 0);
}

/// The record of a file, accepted.
fn accepted(file: &Path) -> Decision {
    let mut record = storage::load(file).unwrap().decision;
    let day = jiff::civil::date(2026, 1, 2);
    for edit in [
        Edit::Reveal("Ana".to_owned(), day),
        Edit::Status(Status::Proposed, day, "Ana".to_owned()),
        Edit::Status(Status::Accepted, day, "Ana".to_owned()),
    ] {
        record.apply(edit).unwrap();
    }
    record
}

#[test]
fn an_adr_of_ours_is_superseded_from_its_record() {
    let mut window = opened();
    let file = window.folder.path().join("repo/docs/adr/rust.decision.ron");
    window.click(Role::ListBoxOption, "0003 Use Rust, Accepted, 2026-01-01");
    window.click(Role::Button, "Supersede it");
    assert!(window.sees("only accepted decisions can be superseded"), "{:#?}", window.words());
    let record = accepted(&file);
    fs::write(&file, storage::to_ron(&record)).unwrap();
    window.press_key(CTRL, Key::L);
    window.wait_to_see("4 ADRs in docs/adr");
    window.click(Role::ListBoxOption, "0003 Use Rust, Accepted, 2026-01-01");
    window.click(Role::Button, "Supersede it");
    let new = window.decision();
    assert_eq!((new.status(), new.round()), (Status::Draft, record.round() + 1));
    assert_eq!(new.predecessor.as_ref().map(|one| one.title.as_str()), Some("The record of Rust"));
    assert_eq!((&new.ballots, &new.criteria), (&record.ballots, &record.criteria));
    let relations: Vec<_> = new.relations().map(|relation| (relation.kind, relation.path)).collect();
    assert_eq!(relations, [(RelationKind::Supersedes, "docs/adr/0003-use-rust.md".into())]);
}

#[test]
fn a_record_that_could_not_be_opened_is_not_superseded_later() {
    let mut window = opened();
    let file = window.folder.path().join("repo/docs/adr/rust.decision.ron");
    let record = accepted(&file);
    fs::write(&file, "broken").unwrap();
    window.click(Role::ListBoxOption, "0003 Use Rust, Accepted, 2026-01-01");
    window.click(Role::Button, "Supersede it");
    window.wait_to_see("could not be opened");
    fs::write(&file, storage::to_ron(&record)).unwrap();
    window.click(Role::Button, "Open its decision file");
    assert_eq!((window.decision().title.as_str(), window.decision().status()), (&*record.title, Status::Accepted));
}

#[test]
fn an_adr_becomes_a_record_and_what_does_not_fit_is_told() {
    let mut window = opened();
    window.press_key(NONE, Key::Home);
    window.click(Role::Button, "Start a record from this ADR");
    window.wait_to_see("What do you need to decide?");
    let decision = window.decision();
    assert_eq!((decision.title.as_str(), decision.status()), ("Keep logs", Status::Proposed));
    assert!(decision.context.contains("See"));
    assert_eq!(decision.members[0].name, "Ana");
}

#[test]
fn the_decision_file_of_an_adr_opens() {
    let mut window = opened();
    window.click(Role::ListBoxOption, "0003 Use Rust, Accepted, 2026-01-01");
    window.click(Role::Button, "Open its decision file");
    assert_eq!(window.decision().title, "The record of Rust");
    // Back to the log, and to the record again.
    window.press_key(CTRL, Key::L);
    window.wait_to_see("4 ADRs in docs/adr");
    assert!(window.app().shows_log());
    window.press_key(CTRL, Key::Z);
    window.click(Role::Button, "Back to the record");
    assert!(!window.app().shows_log());
}

#[test]
fn a_folder_that_is_not_there_and_one_without_adrs() {
    let mut window = Window::open();
    window.press_key(CTRL, Key::L);
    let folder = window.folder.path().to_owned();
    for (path, says) in
        [(folder.join("none"), "could not be read"), (folder.join("empty"), "There are no ADRs here yet")]
    {
        fs::create_dir_all(folder.join("empty")).unwrap();
        let first = window.sees("Which repository?");
        window.click(Role::Button, if first { "Choose a repository…" } else { "Another repository…" });
        window.type_path(&path);
        window.click(Role::Button, "Choose");
        window.wait_to_see(says);
    }
}

#[test]
fn escape_leaves_a_dialog_before_the_log() {
    let mut window = opened();
    window.click(Role::Button, "Another repository…");
    window.press_key(NONE, Key::ArrowDown);
    window.press_key(NONE, Key::Escape);
    assert!(window.app().shows_log() && window.sees("4 ADRs in docs/adr"));
    window.press_key(NONE, Key::Escape);
    assert!(!window.app().shows_log());
}

#[test]
fn the_log_rests_and_is_whole_in_any_size() {
    let mut window = opened();
    window.wait(120);
    assert_eq!(window.rest(), std::time::Duration::MAX);
    for size in [[400.0, 300.0], [720.0, 480.0], [3840.0, 2160.0]] {
        let mut window = Window::with_size(&storage::to_ron(&team()), size);
        let repository_at = window.folder.path().to_owned();
        repository(&repository_at);
        window.press_key(CTRL, Key::S);
        window.go(7);
        window.fill("Repository", &repository_at.display().to_string());
        window.press_key(CTRL, Key::L);
        window.wait_to_see("4 ADRs in docs/adr");
        window.press_key(NONE, Key::ArrowDown);
        window.click(Role::RadioButton, "Show: Problems 2");
    }
}
