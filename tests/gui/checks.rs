//! What is wrong around the file of a record: the window tells what `check` tells.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
};

use egui::accesskit::Role;
use weigh_in::{
    decision::{Edit, Link, Outcome, OutcomeField, Problem, Status},
    storage,
};

use super::{
    harness::Window,
    team,
    tools::{git, git_does},
};

const RECORD: &str = "record.decision.ron";

/// Writes the record of a team that has accepted, and exports it into the repository that its file is in.
fn exported(folder: &Path) {
    let mut decision = team();
    let day = jiff::civil::date(2026, 11, 2);
    let go = decision.options[0].id.clone();
    decision.people.decision_makers = vec!["Ana".to_owned()];
    for edit in [
        Edit::Reveal("Ana".to_owned(), day),
        Edit::Outcome(OutcomeField::Chosen(Some(go))),
        Edit::Outcome(OutcomeField::Justification("it is known".to_owned())),
        Edit::Status(Status::Proposed, day, String::new()),
        Edit::Status(Status::Accepted, day, String::new()),
    ] {
        decision.apply(edit).unwrap();
    }
    git_does(folder, &["init", "--quiet"]);
    fs::write(folder.join(RECORD), storage::to_ron(&decision)).unwrap();
    let ran = weigh_in(folder, &["export", RECORD, "--repo", ".", "--folder", "adr", "--chart", "totals"]);
    assert!(ran.contains("adr/0001-"), "{ran}");
}

/// What a command says.
fn weigh_in(folder: &Path, arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_weigh-in"));
    let ran = command.args(arguments).current_dir(folder).env("HOME", folder).env_remove("XDG_CONFIG_HOME").output();
    let ran = ran.unwrap();
    String::from_utf8_lossy(&[ran.stdout, ran.stderr].concat()).into_owned()
}

/// The codes of what `check` finds.
fn told_by_check(folder: &Path) -> Vec<String> {
    let told = weigh_in(folder, &["check", RECORD]);
    let codes = told.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once("]: ")?.0.to_owned()));
    let mut codes: Vec<String> = codes.collect();
    codes.sort();
    codes
}

fn told_in_window(window: &Window) -> Vec<Problem> {
    let document = window.app().document().unwrap_or_else(|| panic!("not open: {:#?}", window.words()));
    let overdue = document.decision().overdue_problems((super::harness::quiet_services(None).today)());
    let findings = document.findings();
    findings.problems.iter().chain(document.file_problems()).cloned().chain(overdue).collect()
}

fn adr(folder: &Path) -> PathBuf {
    let mut files = fs::read_dir(folder.join("adr")).unwrap().map(|entry| entry.unwrap().path());
    files.find(|path| path.extension().is_some_and(|ending| ending == "md")).unwrap()
}

fn change(folder: &Path, from: &str, to: &str) {
    let file = folder.join(RECORD);
    let text = fs::read_to_string(&file).unwrap();
    assert!(text.contains(from), "{from}: {text}");
    fs::write(file, text.replacen(from, to, 1)).unwrap();
}

/// How a record is broken, and a code that this gives.
type Break = (&'static str, fn(&Path));

const BREAKS: [Break; 11] = [
    ("adr-differs", |folder| {
        let text = fs::read_to_string(adr(folder)).unwrap();
        fs::write(adr(folder), text.replace("it is known", "nobody knows why")).unwrap();
    }),
    ("adr-differs", |folder| fs::remove_file(adr(folder)).unwrap()),
    ("chart-differs", |folder| fs::remove_file(adr(folder).with_extension("totals.svg")).unwrap()),
    ("unknown-id", |folder| change(folder, "\"totals\"", "\"totals\", \"pie\"")),
    ("unknown-id", |folder| change(folder, "\"rust-or-go\"", "\"rust-or-gone\"")),
    ("unknown-id", |folder| change(folder, "\"cloud-service\"", "\"cloud-servce\"")),
    ("comments", |folder| change(folder, "title:", "/* ours */ title:")),
    ("no-repository", |folder| fs::remove_dir_all(folder.join(".git")).unwrap()),
    ("second-adr", |folder| {
        let text = fs::read_to_string(adr(folder)).unwrap();
        fs::write(folder.join("adr/0007-again.md"), text).unwrap();
        change(folder, "exports: [", "exports: [(path: \"adr/0007-again.md\", dialect: \"madr\", on: \"2026-11-02\"),");
    }),
    ("unknown-adr", |folder| {
        let text = fs::read_to_string(adr(folder)).unwrap();
        fs::write(folder.join("adr/0007-again.md"), text).unwrap();
    }),
    ("unmerged", |folder| {
        // Git cannot merge by itself.
        fs::write(folder.join(".gitattributes"), "* merge=gone\n").unwrap();
        git_does(folder, &["config", "merge.gone.driver", "/nowhere/gone %O %A %B"]);
        git_does(folder, &["add", RECORD, ".gitattributes"]);
        git_does(folder, &["commit", "--quiet", "-m", "base"]);
        let base = git_does(folder, &["rev-parse", "HEAD"]);
        let title = ["title: \"Language for the ingest service\"", "title: \"Ours\""];
        let context = ["Two teams.", "Three teams."];
        for (branch, [from, to]) in [("theirs", context), ("ours", title)] {
            git_does(folder, &["checkout", "--quiet", "-b", branch, base.trim()]);
            change(folder, from, to);
            git_does(folder, &["commit", "--quiet", "-am", branch]);
        }
        let ours = fs::read_to_string(folder.join(RECORD)).unwrap();
        assert!(!git(folder, &["merge", "theirs"]).status.success());
        fs::write(folder.join(RECORD), ours.replace(context[0], context[1])).unwrap();
    }),
];

#[test]
fn the_window_tells_what_check_tells() {
    for (code, break_it) in BREAKS {
        let folder = tempfile::tempdir().unwrap();
        exported(folder.path());
        assert_eq!(told_by_check(folder.path()), Vec::<String>::new(), "before {code}");
        break_it(folder.path());
        let expected = told_by_check(folder.path());
        assert!(expected.iter().any(|told| told == code), "{code}: {expected:?}");
        let file = folder.path().join(RECORD);
        let mut window = Window::reopen(folder, Some(file));
        let told = told_in_window(&window);
        let mut codes: Vec<String> = told.iter().map(|problem| problem.code.as_str().to_owned()).collect();
        codes.sort();
        assert_eq!(codes, expected);
        assert!(window.has(Role::Tab, "Scores, done"), "{code}: {:?}", window.controls());
        window.go(5);
        for problem in &told {
            assert!(window.sees(&problem.what), "{:?} is not among {:#?}", problem.what, window.words());
        }
    }
}

#[test]
fn a_record_that_is_broken_in_itself_is_told_alike() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path());
    let mut decision = storage::load(&folder.path().join(RECORD)).unwrap().decision;
    decision.title = String::new();
    decision.links.push(Link { label: "x".to_owned(), url: "javascript:x".to_owned() });
    decision.outcome = Arc::new(Outcome { review: Some(jiff::civil::date(2026, 1, 2)), ..Outcome::default() });
    fs::write(folder.path().join(RECORD), storage::to_ron(&decision)).unwrap();
    let expected = told_by_check(folder.path());
    for code in ["no-title", "unsafe-link", "nothing-chosen", "overdue", "adr-differs"] {
        assert!(expected.iter().any(|told| told == code), "{code}: {expected:?}");
    }
    let file = folder.path().join(RECORD);
    let window = Window::reopen(folder, Some(file));
    let mut codes: Vec<String> =
        told_in_window(&window).iter().map(|problem| problem.code.as_str().to_owned()).collect();
    codes.sort();
    assert_eq!(codes, expected);
}

#[test]
fn an_adr_changed_by_hand_is_told_when_the_window_comes_back_and_gone_once_it_is_exported_again() {
    let folder = tempfile::tempdir().unwrap();
    exported(folder.path());
    let file = folder.path().join(RECORD);
    let mut window = Window::reopen(folder, Some(file));
    let told = "is out of date: line ";
    let root = window.folder.path().to_owned();
    assert!(!window.sees(told), "{:#?}", window.words());
    let text = fs::read_to_string(adr(&root)).unwrap();
    fs::write(adr(&root), text.replace("it is known", "nobody knows why")).unwrap();
    window.come_back();
    window.go(5);
    assert!(window.sees(told), "{:#?}", window.words());
    let step = |window: &Window, state: &str| window.has(Role::Tab, &format!("Export, {state}"));
    assert!(step(&window, "under way"), "{:?}", window.controls());
    window.go(6);
    assert!(window.sees(told), "an error of an accepted decision: {:#?}", window.words());
    window.go(7);
    assert!(window.sees(told), "{:#?}", window.words());
    fs::write(adr(&root), text).unwrap();
    window.come_back();
    assert!(!window.sees(told) && step(&window, "done"), "{:#?}", window.words());
}
