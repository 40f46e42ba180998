//! Tables of spreadsheets: pasted, chosen and dropped, with what does not fit, and what stays hidden or locked.

use std::fs;

use egui::{Key, accesskit::Role};
use weigh_in::{
    analysis::{Scope, analyze},
    decision::{CellKey, CriterionId, Decision, Edit, MemberId, OptionId, Salt, Score, Status, Vote},
    gui::session::Direction,
    storage,
    table::{means_table, member_table, votes_table},
};

use super::{CTRL, NONE, harness::Window, revealed_team, team};

const DAY: jiff::civil::Date = jiff::civil::date(2026, 11, 2);

fn id(member: &str) -> MemberId {
    MemberId::new(member).unwrap()
}

/// Ana alone, with all cells scored.
fn alone() -> Decision {
    let mut decision = team();
    decision.apply(Edit::RemoveMember(id("boris"))).unwrap();
    decision
}

fn with(decision: &Decision) -> Window {
    Window::with_text(&storage::to_ron(decision))
}

fn vote(decision: &Decision, member: &str, criterion: &str, option: &str) -> Option<u8> {
    let key: CellKey = (CriterionId::new(criterion).unwrap(), OptionId::new(option).unwrap());
    decision.vote(&id(member), &key).and_then(Vote::score).map(Score::points)
}

/// Opens the dialog and pastes into it.
fn paste(window: &mut Window, table: &str) {
    window.command("Import a table…");
    assert_eq!(window.focused().unwrap().1, "Table", "what is pasted goes into the field");
    window.queue(egui::Event::Paste(table.to_owned()));
    window.run();
}

#[test]
fn pasted_cells_are_shown_row_by_row_and_come_in_as_one_step() {
    let mut window = with(&alone());
    let before = window.decision().clone();
    paste(&mut window, "Criterion\tWeight\tGo\tRust\nLearning curve\t33\t1\t2\nHiring\t\t5\t?\n");
    window.wait_to_see("It changes 3 scores and 1 weight.");
    assert!(window.sees("Line 2: Learning curve: weight 33 (was"), "{:#?}", window.words());
    assert!(window.sees("Go 1 (was 4), Rust 2 (same)"));
    assert!(window.sees("Line 3: Hiring: Go 5 (was 4), Rust ? (was 2)"));
    assert_eq!(window.nameless(), [""; 0]);
    assert_eq!(*window.decision(), before, "nothing changes before people say so");

    // Closed by accident: what was pasted is there again.
    window.press_key(NONE, Key::Escape);
    assert!(!window.has(Role::Button, "Import"));
    window.command("Import a table…");
    window.wait_to_see("It changes 3 scores and 1 weight.");

    window.click(Role::Button, "Import");
    assert!(window.live(egui::accesskit::Live::Polite).iter().any(|words| words.contains("Table imported: 3 scores")));
    assert_eq!(vote(window.decision(), "ana", "learning-curve", "go"), Some(1));
    assert_eq!(window.decision().criterion(&CriterionId::new("learning-curve").unwrap()).unwrap().swing, Some(33));
    assert_eq!(window.next_step(Direction::Back).as_deref(), Some("Import a table"));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
    assert_eq!(window.next_step(Direction::Back), None, "it was one step");
    // What came in is not offered again.
    window.command("Import a table…");
    assert!(!window.field_texts().concat().contains("Learning curve"));
}

#[test]
fn a_file_is_chosen_or_dropped_and_a_spreadsheet_says_how_to_save_it() {
    let mut window = with(&alone());
    let file = |window: &Window, name: &str, bytes: &[u8]| {
        let path = window.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let csv = file(&window, "ours.csv", b"criterion;Rust\r\nHiring;3\r\n");
    let sheet = file(&window, "ours.xlsx", b"PK\x03\x04 and more");
    let other = file(&window, "theirs.csv", b"criterion,Go\nHiring,1\n");
    paste(&mut window, "Criterion\tGo\nHiring\t2\n");

    // The dialog comes back with what was pasted when no file is chosen.
    for answer in [None, Some(csv)] {
        window.script.borrow_mut().push_back(answer);
        window.click(Role::Button, "Choose a file…");
        window.wait_to_see("It changes 1 score.");
    }
    assert!(window.sees("From ours.csv") && window.sees("Hiring: Rust 3 (was 2)"), "{:#?}", window.words());
    window.click(Role::Button, "Paste instead");
    window.wait_to_see("Hiring: Go 2 (was 4)");

    window.drop_files(&[sheet]);
    window.wait_to_see("Save it as CSV first");
    window.press_key(NONE, Key::Escape);
    window.drop_files(&[other]);
    window.wait_to_see("Hiring: Go 1 (was 4)");
    window.click(Role::Button, "Import");
    assert_eq!(vote(window.decision(), "ana", "hiring", "go"), Some(1));
}

/// On the start page a table becomes a record: dropped, pasted, or by command.
#[test]
fn a_table_on_the_start_page_becomes_a_record_with_its_totals_checked() {
    let table = "Criterion\tWeight\tGo\tRust\nLearning\t60\t5\t2\nSpeed\t40\t3\t5\nTotal\t\t4.2\t3.4\n";
    for way in ["paste", "drop", "command"] {
        let mut window = Window::open();
        match way {
            "paste" => {
                window.queue(egui::Event::Paste(table.to_owned()));
                window.run();
            }
            "drop" => {
                let path = window.folder.path().join("ours.csv");
                fs::write(&path, table).unwrap();
                window.drop_files(&[path]);
            }
            _ => paste(&mut window, table),
        }
        window.wait_to_see("It changes 4 scores, 2 weights, 2 new criteria and 2 new options.");
        assert!(
            window.sees("The table's totals are wrong for one option: Rust has 3.2, not 3.4."),
            "{:#?}",
            window.words()
        );
        window.click(Role::Button, "Import");
        let decision = window.decision();
        assert_eq!((decision.criteria.len(), decision.options.len(), decision.ballots.len()), (2, 2, 1), "{way}");
        assert_eq!(decision.criteria.iter().map(|one| one.swing).collect::<Vec<_>>(), [Some(60), Some(40)]);
        window.press_key(CTRL, Key::Z);
        let decision = window.decision();
        assert_eq!((decision.criteria.len(), decision.options.len(), decision.ballots.len()), (0, 0, 0), "one step");
    }
    let mut window = Window::open();
    window.queue(egui::Event::Paste("no table at all".to_owned()));
    window.run();
    assert!(window.sees("No record was started") && window.sees("The table is empty."), "{:#?}", window.words());
}

#[test]
fn a_table_with_options_in_its_rows_is_seen_and_can_be_turned() {
    let mut window = with(&alone());
    paste(&mut window, "\tHiring\tLearning curve\nGo\t1\t2\nRust\t\t3\n");
    window.wait_to_see("It changes 3 scores.");
    assert!(window.sees("The options are in the rows of the table"), "{:#?}", window.words());
    assert!(window.sees("Column B: Hiring: Go 1 (was 4), Rust (empty)"), "{:#?}", window.words());
    window.click(Role::CheckBox, "Options in rows");
    window.wait_to_see("Nothing is imported until all of it fits.");
    assert!(window.sees("Line 2: there is no criterion `Go` in the record"), "{:#?}", window.words());
    window.click(Role::CheckBox, "Options in rows");
    window.wait_to_see("It changes 3 scores.");
    window.click(Role::Button, "Import");
    assert_eq!(vote(window.decision(), "ana", "learning-curve", "rust"), Some(3));
}

#[test]
fn in_a_record_without_members_whoever_sits_here_joins_with_their_scores() {
    let mut decision = alone();
    decision.apply(Edit::RemoveMember(id("ana"))).unwrap();
    let mut window = with(&decision);
    let before = window.decision().clone();
    paste(&mut window, "Criterion\tGo\nHiring\t2\nLerning curve\t3\n");
    window.wait_to_see("Nothing is imported until all of it fits.");
    assert!(window.sees("if `Learning curve` is meant, write that"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    let mut window = with(&decision);
    paste(&mut window, "Criterion\tGo\nHiring\t2\n");
    window.wait_to_see("It changes 1 score and 1 new member.");
    assert!(window.sees(", who joins"), "{:#?}", window.words());
    window.click(Role::Button, "Import");
    let after = window.decision();
    assert_eq!(after.members.len(), 1);
    let member = after.members[0].id.as_str().to_owned();
    assert_eq!(vote(after, &member, "hiring", "go"), Some(2));
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before, "one step");
}

#[test]
fn what_does_not_fit_is_explained_in_words_of_the_window_and_nothing_comes_in() {
    let mut window = with(&alone());
    let before = window.decision().clone();
    paste(&mut window, "Criterion\tGo\tZig\nHiring\t9\t4\nLearning curve\t0\t4\nFunn\t0\t4\n");
    window.wait_to_see("Nothing is imported until all of it fits.");
    for told in ["numbers from 0 to 9", "press \"Use 0-10\"", "no option `Zig`", "tick \"Add what the record lacks\""] {
        assert!(window.sees(told), "{told}: {:#?}", window.words());
    }
    assert!(!window.sees("--"), "options of the command mean nothing here: {:#?}", window.words());
    window.click(Role::Button, "Import");
    assert_eq!(*window.decision(), before);

    window.click(Role::CheckBox, "Add what the record lacks");
    window.click(Role::Button, "Use 0-10");
    window.wait_to_see("It changes 6 scores, 1 new criterion and 1 new option.");
    assert!(window.sees("0 becomes a 1, 5 a 3 and 10 a 5"), "{:#?}", window.words());
    assert!(window.sees("Hiring: Go 9 -> 5 (was 4)"), "{:#?}", window.words());
    window.fill("Scale of the scores", "0-");
    window.wait_to_see("Type the worst and the best");
    window.click(Role::Button, "Import");
    assert_eq!(*window.decision(), before, "what is not read is not imported");
    window.fill("Scale of the scores", "0-9");
    window.wait_to_see("0 becomes a 1, 4.5 a 3 and 9 a 5");
    window.wait_to_see("It changes 6 scores");
    window.click(Role::Button, "Import");
    assert_eq!(window.decision().options.len(), before.options.len() + 1);
    window.press_key(CTRL, Key::Z);
    assert_eq!(*window.decision(), before);
}

#[test]
fn a_hidden_round_takes_only_the_scores_of_whoever_sits_here_and_shows_no_others() {
    let team = team();
    let mut window = with(&team);
    let before = window.decision().clone();
    paste(&mut window, "criterion\tGo\nHiring\t2\n");
    window.wait_to_see("Hiring: Go 2 (was 4)");
    window.click(Role::ComboBox, "Scores of: Ana");
    assert!(!window.has(Role::Button, "Boris"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    window.press_key(NONE, Key::Escape);

    // All votes of the team, which would say what Boris has scored.
    let votes = window.folder.path().join("votes.csv");
    fs::write(&votes, votes_table(&team)).unwrap();
    window.drop_files(&[votes]);
    window.wait_to_see("only those of ana can be imported now");
    assert!(!window.sees("(same)") && !window.sees("(was"), "{:#?}", window.words());
    window.press_key(NONE, Key::Escape);
    assert_eq!(*window.decision(), before);

    // A sealed ballot stays covered, also from its owner.
    let mut sealed = team.clone();
    sealed.apply(Edit::Seal(id("ana"), DAY, Salt::of_bits(7))).unwrap();
    let mut window = with(&sealed);
    let mine = window.folder.path().join("mine.csv");
    fs::write(&mine, member_table(&team, &id("ana"))).unwrap();
    window.drop_files(&[mine]);
    window.wait_to_see("The record already has all of it.");
    assert!(!window.sees("(same)"), "its scores are left out at first: {:#?}", window.words());
    window.pick("Scores of: nobody: leave them out", "Ana");
    window.wait_to_see("Ana has sealed this ballot; reopen it");
    assert!(!window.sees("(same)"), "{:#?}", window.words());
}

#[test]
fn a_revealed_round_and_an_accepted_record_keep_their_rules() {
    let mut window = with(&revealed_team());
    paste(&mut window, "Criterion\tWeight\tGo\nHiring\t12\t1\n");
    window.wait_to_see("It changes 1 weight.");
    assert!(window.sees("Choose a member under \"Scores of\""), "{:#?}", window.words());
    window.pick("Scores of: nobody: leave them out", "Boris");
    window.wait_to_see("does not fit");
    assert!(window.sees("Round 1 is shown") || window.sees("ound 1 is revealed"), "{:#?}", window.words());

    let mut accepted = revealed_team();
    let go = OptionId::new("go").unwrap();
    for edit in [
        Edit::Outcome(weigh_in::decision::OutcomeField::Chosen(Some(go))),
        Edit::Outcome(weigh_in::decision::OutcomeField::Justification("of its concurrency".to_owned())),
        Edit::Status(Status::Proposed, DAY, "Ana".to_owned()),
        Edit::Status(Status::Accepted, DAY, "Ana".to_owned()),
    ] {
        accepted.apply(edit).unwrap();
    }
    let mut window = with(&accepted);
    let before = window.decision().clone();
    paste(&mut window, "Criterion\tGo\nHiring\t1\n");
    window.wait_to_see("Hiring: Go 1 (was 4)");
    window.click(Role::Button, "Import");
    assert_eq!(*window.decision(), before, "a reason is asked for first");
    assert!(window.headings().iter().any(|head| head.contains("Fix a mistake")), "{:#?}", window.headings());
    window.press_key(NONE, Key::Escape);
    window.command("Import a table…");
    window.wait_to_see("Hiring: Go 1 (was 4)");
    window.click(Role::Button, "Import");
    window.type_text("a slip");
    window.press_key(NONE, Key::Enter);
    assert_eq!(vote(window.decision(), "ana", "hiring", "go"), Some(1), "{:#?}", window.words());
}

#[test]
fn the_dialog_fits_a_small_screen_and_a_large_table_does_not_hold_a_frame() {
    let mut window = Window::with_size(&storage::to_ron(&alone()), [1024.0, 600.0]);
    let rows: Vec<String> = (0..5_000).map(|row| format!("Criterion {row},{}", row % 5 + 1)).collect();
    let large = window.folder.path().join("large.csv");
    fs::write(&large, format!("criterion,Go\n{}", rows.join("\n"))).unwrap();
    window.drop_files(&[large]);
    window.wait_to_see("And 4970 more");
    window.drop_files(&[{
        let wide = window.folder.path().join("scale.csv");
        fs::write(&wide, "criterion,Go\nHiring,9\n").unwrap();
        wide
    }]);
    window.wait_to_see("Use 1-10");
    let screen = window.screen();
    for name in ["Paste instead", "Choose a file…", "Use 1-10", "Import", "Cancel"] {
        let place = window.place(Role::Button, name);
        assert!(screen.contains_rect(place), "{name} at {place:?} in {screen:?}");
    }
    // By keys alone: from the field over all controls to the last button.
    let mut names = Vec::new();
    for _ in 0..8 {
        names.push(window.focused().map(|(_, name)| name).unwrap_or_default());
        window.press_key(NONE, Key::Tab);
    }
    for name in ["Choose a file…", "Add what the record lacks", "Scale of the scores", "Use 1-10", "Cancel"] {
        assert!(names.iter().any(|other| other == name), "{name} among {names:?}");
    }
}

#[test]
fn tables_are_copied_and_saved_as_the_command_writes_them_and_hide_what_is_hidden() {
    let revealed = revealed_team();
    let mut window = with(&revealed);
    let means = means_table(&revealed, &analyze(&revealed, Scope::Revealed));
    window.press_key(CTRL, Key::K);
    window.type_text("Copy the scores as a table");
    window.queue_key(NONE, Key::Enter);
    let copied = window.copied_by(|_| ()).unwrap();
    assert!(copied.starts_with("id\tcriterion\tgroup\tweight\t"), "{copied}");
    assert_eq!(copied.replace('\t', ","), means.replace("\r\n", "\n").replace('"', ""));

    let expected = [
        ("Weights and average scores…", means),
        ("My scores…", member_table(&revealed, &id("ana"))),
        ("Every vote with its note…", votes_table(&revealed)),
    ];
    for (place, (table, text)) in expected.into_iter().enumerate() {
        let path = window.folder.path().join(format!("table-{place}"));
        window.script.borrow_mut().push_back(Some(path.clone()));
        window.command("Save as CSV…");
        assert_eq!(window.nameless(), [""; 0]);
        window.click(Role::Button, table);
        window.wait_to_see("Table saved: ");
        assert_eq!(fs::read_to_string(path.with_extension("csv")).unwrap(), text, "{table}");
    }

    // What is hidden on screen is not written either.
    let mut sealed = team();
    sealed.apply(Edit::Seal(id("ana"), DAY, Salt::of_bits(7))).unwrap();
    let mut window = with(&sealed);
    window.command("Save as CSV…");
    assert!(!window.has(Role::Button, "My scores…") && !window.has(Role::Button, "Every vote with its note…"));
    let path = window.folder.path().join("hidden.csv");
    window.script.borrow_mut().push_back(Some(path.clone()));
    window.click(Role::Button, "Weights and average scores…");
    window.wait_to_see("Table saved: ");
    assert!(fs::read_to_string(path).unwrap().lines().skip(1).all(|row| row.ends_with(",,")));
}
