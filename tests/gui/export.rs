//! The export step: forms, earlier decisions, what was changed by hand, and git.

use std::{fs, path::PathBuf};

use egui::{Key, accesskit::Role};
use egui_kittest::kittest::Queryable as _;
use weigh_in::{
    decision::{Decision, Edit, OutcomeField, Relation, RelationKind, Status},
    decision_log::{Request, plan},
    storage,
};

use super::{
    CTRL, NONE,
    harness::Window,
    team,
    tools::{git, git_does},
};

const OLD: &str = "docs/adr/0001-use-perl.md";
const ADR: &str = "docs/adr/0002-language-for-the-ingest-service.md";

/// A team's revealed record, proposed, in a repository with one ADR in Nygard's form.
fn opened() -> (Window, PathBuf) {
    with(|_| ())
}

fn with(change: impl FnOnce(&mut Decision)) -> (Window, PathBuf) {
    let mut decision = team();
    let day = jiff::civil::date(2026, 11, 2);
    decision.apply(Edit::Reveal("Ana".to_owned(), day)).unwrap();
    decision.apply(Edit::Status(Status::Proposed, day, String::new())).unwrap();
    change(&mut decision);
    let mut window = Window::with_text(&storage::to_ron(&decision));
    let root = window.folder.path().to_owned();
    git_does(&root, &["init", "--quiet"]);
    git_does(&root, &["config", "user.name", "Ana"]);
    git_does(&root, &["config", "user.email", "ana@example.org"]);
    fs::create_dir_all(root.join("docs/adr")).unwrap();
    let old = "# 1. Use Perl\n\nDate: 2024-01-01\n\n## Status\n\nAccepted\n\n## Context\n\nx\n\n## Decision\n\ny\n\n## Consequences\n\nz\n";
    fs::write(root.join(OLD), old).unwrap();
    window.go(7);
    window.fill("Repository", &root.display().to_string());
    window.wait_to_see(" to write");
    window.wait_to_see("Add the files and the record to git");
    (window, root)
}

#[test]
fn the_form_follows_the_folder_until_another_is_chosen() {
    let (mut window, root) = opened();
    assert!(window.sees("That is Nygard."), "{:#?}", window.words());
    window.click(Role::RadioButton, "Preview: Markdown");
    window.wait_to_see("# 2. Language for the ingest service");
    window.pick("Format: Match this folder", "MADR 4 with numbers");
    window.wait_to_see("number: 2");
    window.pick("Format: MADR 4 with numbers", "Your own template…");
    window.fill("Template", "docs/none.jinja");
    window.wait_to_see("is neither a dialect nor a template");
    fs::write(root.join("docs/own.jinja"), "# {{ title }}\n\n{{ nothing }}\n").unwrap();
    window.fill("Template", "docs/own.jinja");
    window.wait_to_see("line 3");
    fs::write(root.join("docs/own2.jinja"), "# {{ title }}\n\nOur own: {{ status }}\n").unwrap();
    window.fill("Template", "docs/own2.jinja");
    window.wait_to_see("Our own: proposed");
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    assert!(fs::read_to_string(root.join(ADR)).unwrap().contains("Our own: proposed"));
    assert_eq!(
        window.decision().exports[0].on,
        (super::harness::quiet_services(None).today)(),
        "by the window's clock"
    );
}

#[test]
fn a_record_in_a_clone_is_exported_into_that() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.press_key(CTRL, Key::S);
    window.wait_to_see("Saved");
    let clone = tempfile::tempdir().unwrap();
    let clone = clone.path().canonicalize().unwrap();
    git_does(&clone, &["init", "--quiet"]);
    let record = clone.join("clone.decision.ron");
    let mut decision = window.decision().clone();
    decision.apply(Edit::Title("As it is in the clone".to_owned())).unwrap();
    fs::write(&record, storage::to_ron(&decision)).unwrap();
    window.press_key(CTRL, Key::O);
    window.type_path(&record);
    window.press_key(NONE, Key::Enter);
    window.wait_to_see("As it is in the clone");
    window.go(7);
    let fields = window.field_texts();
    assert!(fields.contains(&clone.display().to_string()), "{fields:?}");
    assert!(!fields.contains(&root.display().to_string()), "{fields:?}");
}

#[test]
fn what_clients_will_read_is_listed() {
    let (mut window, _) = opened();
    assert!(window.sees("Read by") && window.sees("programs see the whole title and status."), "{:#?}", window.words());
    assert!(!window.sees("pyadr"), "{:#?}", window.words());
    window.click(Role::Button, "Show the programs");
    assert!(window.sees("all of it"), "{:#?}", window.words());
    assert!(window.words().iter().any(|words| words.contains("pyadr")));
    window.click(Role::Button, "Hide the programs");
    assert!(!window.sees("pyadr"), "{:#?}", window.words());
}

#[test]
fn an_earlier_decision_is_found_and_changes_once_this_one_is_accepted() {
    let (mut window, root) = opened();
    let old = fs::read_to_string(root.join(OLD)).unwrap();
    window.click(Role::Button, "Link an earlier ADR…");
    window.fill("Which ADR", "nothing like it");
    assert!(window.sees("No matching ADR"));
    window.fill("Which ADR", "perl");
    window.click(Role::Button, "Supersedes 0001 Use Perl");
    let relations: Vec<_> = window.decision().relations().collect();
    assert_eq!((relations[0].kind, relations[0].path.as_str()), (RelationKind::Supersedes, OLD));
    assert!(window.sees("That ADR is updated when you accept this decision."));
    window.click(Role::RadioButton, "Preview: Markdown");
    window.wait_to_see("Supersedes [1. Use Perl](0001-use-perl.md)");
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    assert_eq!(fs::read_to_string(root.join(OLD)).unwrap(), old);
    window.click(Role::Button, "No longer: Supersedes 0001 Use Perl");
    assert_eq!(window.decision().relations().count(), 0);
}

#[test]
fn an_accepted_decision_shows_and_writes_all_files_at_once() {
    let (mut window, root) = with(|decision| {
        let link = weigh_in::decision::Relation { kind: RelationKind::Supersedes, path: OLD.into() }.as_link();
        decision.apply(Edit::Links(vec![link])).unwrap();
        let chosen = decision.options[0].id.clone();
        let field = |field| Edit::Outcome(field);
        decision.apply(field(OutcomeField::Chosen(Some(chosen)))).unwrap();
        decision.apply(field(OutcomeField::Justification("we know it".to_owned()))).unwrap();
        decision.history = vec![weigh_in::decision::StatusChange {
            on: decision.created,
            status: Status::Accepted,
            by: String::new(),
        }];
    });
    // The log is the old one, and gains a line in its own form.
    fs::write(root.join("docs/adr/README.md"), "# Decisions\n\n* [1. Use Perl](0001-use-perl.md)\n").unwrap();
    window.fill("File name", "0002-x.md");
    window.wait_to_see("3 files to write");
    window.click(Role::RadioButton, "Preview: Changes");
    for file in [OLD, "docs/adr/0002-x.md", "docs/adr/README.md"] {
        assert!(window.sees(file), "{file}: {:#?}", window.words());
    }
    window.click(Role::Button, "Write 3 files");
    window.wait_to_see("Written");
    assert!(fs::read_to_string(root.join(OLD)).unwrap().contains("Superseded"));
    assert!(fs::read_to_string(root.join("docs/adr/README.md")).unwrap().contains("0002-x.md"));
}

#[test]
fn what_people_changed_by_hand_is_asked_about() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    let adr = root.join(ADR);
    let ours = fs::read_to_string(&adr).unwrap();
    fs::write(
        &adr,
        ours.replace("## Context\n\n", "## Context\n\nBy hand.\n\n").replace("\nProposed\n", "\nRejected\n"),
    )
    .unwrap();
    // Something is typed, so that it is worked out again.
    window.fill("File name", "x");
    window.fill("File name", "");
    window.wait_to_see("People changed this ADR by hand");
    window.press_key(CTRL, Key::E);
    assert!(!fs::read_to_string(&adr).unwrap().eq(&ours), "nothing is written until it is said what becomes of it");
    window.click(Role::Button, "Look at them");
    window.click(Role::RadioButton, "Context: Theirs");
    window.wait_to_see("Say whose text stays in \"Status\".");
    // The status is the record's to have as well.
    window.click(Role::Button, "Set the record to rejected");
    window.click(Role::Button, "Reject");
    assert_eq!(window.decision().status(), Status::Rejected);
    window.wait_to_see("One section.");
    window.press_key(CTRL, Key::S);
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Up to date");
    let both = fs::read_to_string(&adr).unwrap();
    assert!(both.contains("\nBy hand.\n") && both.contains("\nRejected\n"), "{both}");
}

#[test]
fn a_draft_gets_the_status_of_its_adr_with_what_accepting_asks() {
    let (mut window, root) = with(|decision| decision.history.clear());
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    let adr = root.join(ADR);
    let text = fs::read_to_string(&adr).unwrap();
    fs::write(&adr, text.replace("\nProposed\n", "\nAccepted\n")).unwrap();
    window.fill("File name", "x");
    window.fill("File name", "");
    window.wait_to_see("The ADR says accepted");
    window.click(Role::Button, "Set the record to accepted");
    assert!(window.sees("Choose an option on the Decision step first."), "{:#?}", window.words());
    assert_eq!(window.decision().status(), Status::Draft);
    let mut decision = window.decision().clone();
    for field in [
        OutcomeField::Chosen(Some(decision.options[0].id.clone())),
        OutcomeField::Justification("it fits".to_owned()),
        OutcomeField::SignOffs(Vec::new()),
    ] {
        decision.apply(Edit::Outcome(field)).unwrap();
    }
    fs::write(root.join("record.decision.ron"), storage::to_ron(&decision)).unwrap();
    let mut window = Window::reopen(window.crash(), Some(root.join("record.decision.ron")));
    window.go(7);
    window.wait_to_see("The ADR says accepted");
    window.click(Role::Button, "Set the record to accepted");
    assert_eq!(window.decision().status(), Status::Accepted, "{:#?}", window.words());
    assert_eq!(window.decision().history.len(), 2, "it was proposed on the way");
}

#[test]
fn whose_text_stays_is_recorded_where_no_file_changes() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    let by_hand = fs::read_to_string(root.join(ADR)).unwrap().replace("## Context\n\n", "## Context\n\nBy hand.\n\n");
    fs::write(root.join(ADR), &by_hand).unwrap();
    window.fill("File name", "x");
    window.fill("File name", "");
    window.wait_to_see("Say whose text stays in \"Context\".");
    window.click(Role::Button, "Look at them");
    window.click(Role::RadioButton, "Context: Theirs");
    window.wait_to_see("Only the record changes");
    assert!(!window.sees("Up to date"), "{:#?}", window.words());
    window.click(Role::Button, "Update the record");
    window.wait_to_see("Written");
    assert_eq!(fs::read_to_string(root.join(ADR)).unwrap(), by_hand);
    // It is not asked again, whoever plans it.
    let file = root.join("record.decision.ron");
    let plan =
        plan(window.decision(), Some(&file), &Request::new(root.clone(), jiff::civil::date(2026, 11, 3))).unwrap();
    assert!(plan.undecided.is_empty() && plan.is_unchanged() && plan.is_recorded(window.decision()), "{plan:?}");
    window.fill("File name", "x");
    window.fill("File name", "");
    window.wait_to_see("Up to date");
    assert!(!window.sees("Say whose text stays"), "{:#?}", window.words());
}

#[test]
fn git_takes_the_files_only_where_people_say_so() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.wait(10);
    assert_eq!(git_does(&root, &["diff", "--cached", "--name-only"]), "");
    window.fill("File name", "0007-again.md");
    window.wait_to_see("1 file to write");
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    window.fill("Commit message", "Decide on a language");
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("Written, and committed as");
    assert_eq!(git_does(&root, &["log", "--format=%s"]), "Decide on a language\n");
    let files = git_does(&root, &["show", "--name-only", "--format="]);
    assert_eq!(files, "docs/adr/0007-again.md\nrecord.decision.ron\n");
    assert!(!window.app().document().unwrap().is_dirty());
    assert!(fs::read_to_string(root.join("record.decision.ron")).unwrap().contains("docs/adr/0007-again.md"));
}

#[test]
fn nothing_is_written_that_git_would_not_take() {
    let (mut window, root) = opened();
    fs::write(root.join(".gitignore"), "docs/\n").unwrap();
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::Button, "Write the ADR");
    window.wait_to_see("The ADR was not written");
    assert!(window.sees("ignored by one of your .gitignore files"), "{:#?}", window.words());
    assert!(!root.join(ADR).exists());
}

#[test]
fn an_export_gives_the_record_the_new_number_of_an_adr_that_it_names() {
    let before = Relation { kind: RelationKind::Supersedes, path: "docs/adr/0007-use-perl.md".into() };
    let (mut window, root) = with(|decision| decision.apply(Edit::Links(vec![before.as_link()])).unwrap());
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    let text = fs::read_to_string(root.join("record.decision.ron")).unwrap();
    assert!(text.contains(OLD) && !text.contains(before.path.as_str()), "{text}");
}

#[test]
fn what_was_written_before_can_be_committed_later() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    window.click(Role::Button, "Commit");
    window.wait_to_see("Written, and committed as");
    assert_eq!(git_does(&root, &["show", "--name-only", "--format="]), format!("{ADR}\nrecord.decision.ron\n"));
    assert_eq!(git_does(&root, &["status", "--porcelain", "record.decision.ron", ADR]), "");
    // Nothing is left, whatever else is said of the commit.
    window.wait_to_see("Up to date");
    assert!(!window.sees("to be committed"), "{:#?}", window.words());
    window.fill("Commit message", "Again");
    window.click(Role::CheckBox, "and commit");
    assert!(!window.sees("to be staged") && !window.sees("to be committed"), "{:#?}", window.words());
    window.click(Role::CheckBox, "and commit");
    window.press_key(CTRL, Key::E);
    assert_eq!(git_does(&root, &["log", "--format=%s"]).lines().count(), 1);
}

#[test]
fn what_was_changed_since_it_was_shown_is_shown_before_it_is_committed() {
    let (mut window, root) = opened();
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    let adr = fs::read_to_string(root.join(ADR)).unwrap();
    fs::write(root.join(ADR), adr.replace("## Context\n\n", "## Context\n\nBy hand.\n\n")).unwrap();
    window.click(Role::Button, "Commit");
    window.wait_to_see("has changed meanwhile");
    window.wait_to_see("Say whose text stays in \"Context\".");
    assert!(!git(&root, &["log"]).status.success(), "nothing is committed");
}

#[cfg(unix)]
#[test]
fn a_commit_that_was_asked_for_is_made_though_later_changes_are_let_go() {
    use std::os::unix::fs::PermissionsExt as _;

    let (mut window, root) = opened();
    let hook = root.join(".git/hooks/pre-commit");
    fs::create_dir_all(hook.parent().unwrap()).unwrap();
    fs::write(&hook, "#!/bin/sh\nsleep 3\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    window.click_without_waiting("Write the ADR");
    window.step_until(|window| window.sees("waiting for git"));
    window.press_key_once(CTRL, Key::Num6);
    window.press_key_once(NONE, Key::Tab);
    window.press_key_once(NONE, Key::Space);
    assert!(window.app().document().unwrap().is_dirty(), "{:#?}", window.words());
    window.queue_close();
    window.step_until(|window| window.sees("Save your changes?"));
    window.click_without_waiting("Don't save");
    assert!(window.asks_to_close(|_| ()), "it closes in the end");
    assert!(git(&root, &["log"]).status.success(), "the commit is made");
}

#[test]
fn a_window_that_is_closed_at_once_still_writes_saves_and_commits() {
    let (mut window, root) = opened();
    window.click(Role::CheckBox, "Add the files and the record to git");
    window.click(Role::CheckBox, "and commit");
    window.fill("Commit message", "Decide on a language");
    let closed = window.asks_to_close(|harness| {
        harness.get_by_role_and_label(Role::Button, "Write the ADR").click();
        harness.step();
        let viewport = harness.input_mut().viewports.entry(egui::ViewportId::ROOT).or_default();
        viewport.events.push(egui::ViewportEvent::Close);
        harness.step();
        let viewport = &harness.output().viewport_output[&egui::ViewportId::ROOT];
        assert!(viewport.commands.contains(&egui::ViewportCommand::CancelClose));
    });
    assert!(closed, "{:#?}", window.words());
    assert_eq!(git_does(&root, &["log", "--format=%s"]), "Decide on a language\n");
    assert_eq!(git_does(&root, &["status", "--porcelain", "record.decision.ron"]), "");
}

#[test]
fn a_successor_is_saved_and_exported_in_one_go_and_agrees_with_its_adr() {
    let (mut window, root) = with(|decision| {
        let chosen = decision.options[0].id.clone();
        for edit in [
            Edit::Outcome(OutcomeField::Chosen(Some(chosen))),
            Edit::Outcome(OutcomeField::Justification("we know it".to_owned())),
            Edit::Status(Status::Accepted, jiff::civil::date(2026, 11, 2), "Ana".to_owned()),
        ] {
            decision.apply(edit).unwrap();
        }
    });
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.command("Supersede");
    window.go(1);
    window.fill("Title", "Language for the ingest service, again");
    window.go(4);
    assert!(window.sees("all criteria. Hollow marks are earlier scores."), "{:#?}", window.words());
    window.type_text("5");
    window.go(5);
    window.click(Role::Button, "Reveal round 2…");
    window.press_key(NONE, Key::Enter);
    window.go(6);
    window.click(Role::RadioButton, "Choose Go");
    window.fill("Why did you choose it? (… because)", "it still ships sooner");
    window.click(Role::Button, "Status: Draft");
    window.click(Role::Button, "Accept");
    assert!(window.decision().is_accepted(), "{:#?}", window.words());
    window.go(7);
    window.wait_to_see(" to write");
    window.press_key(CTRL, Key::E);
    window.wait_to_see("Written");
    window.wait_to_see("Written. Up to date");
    let old = fs::read_to_string(root.join(ADR)).unwrap();
    assert!(old.contains("Superseded by"), "{old}");
    let record = window.app().document().unwrap().path().unwrap().to_owned();
    let record = record.to_str().unwrap();
    assert_eq!(window.decision().exports.len(), 1);
    assert!(!window.app().document().unwrap().is_dirty());

    let weigh_in = |args: &[&str]| {
        let output =
            std::process::Command::new(env!("CARGO_BIN_EXE_weigh-in")).args(args).current_dir(&root).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    for record in ["record.decision.ron", record] {
        let checked = weigh_in(&["check", record]);
        assert!(!checked.contains(".md"), "its ADRs are as it says: {checked}");
    }
    weigh_in(&["log", "--check"]);
    let again = weigh_in(&["export", record, "--repo=."]);
    assert!(again.contains("up to date"), "{again}");
}
