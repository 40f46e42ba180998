//! A decision file that others may change too.

use std::{env, fs, path::Path, process::Command};

use proptest::prelude::*;
use weigh_in::{
    decision::{Decision, differences},
    storage::{self, Content, Fingerprint, OnDisk, Saved, look, recovery, save_over},
};

use crate::common;

fn record(title: &str) -> Decision {
    let mut decision = Decision::new("one".to_owned(), jiff::civil::date(2026, 1, 1));
    title.clone_into(&mut decision.title);
    decision
}

fn written(path: &Path, title: &str) -> Fingerprint {
    match save_over(path, &record(title), None).unwrap() {
        Saved::Written(print, _) => print,
        Saved::Refused(found) => panic!("{found:?}"),
    }
}

#[test]
fn a_save_writes_over_what_it_knows_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    let print = written(&path, "a");
    // The same bytes written again by somebody else are no change.
    fs::write(&path, fs::read(&path).unwrap()).unwrap();
    assert!(matches!(look(&path, Some(&print)), OnDisk::Same(_)));
    // As long as the old one, and as young.
    let theirs = storage::to_ron(&record("b"));
    fs::write(&path, &theirs).unwrap();
    assert!(matches!(look(&path, Some(&print)), OnDisk::Changed(..)));
    let refused = save_over(&path, &record("c"), Some(&print)).unwrap();
    let Saved::Refused(OnDisk::Changed(content, now)) = refused else { panic!("{refused:?}") };
    let Content::Record(loaded) = *content else { panic!("no record") };
    assert_eq!(loaded.decision.title, "b");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    assert!(matches!(save_over(&path, &record("c"), Some(&now)).unwrap(), Saved::Written(..)));
}

#[test]
fn what_is_gone_or_broken_is_told_and_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    let print = written(&path, "a");
    fs::remove_file(&path).unwrap();
    assert!(matches!(save_over(&path, &record("b"), Some(&print)).unwrap(), Saved::Refused(OnDisk::Gone)));
    assert!(!path.exists());
    fs::write(&path, "(format: 1, tit").unwrap();
    assert!(matches!(save_over(&path, &record("b"), Some(&print)).unwrap(), Saved::Refused(OnDisk::Unreadable(_))));
    assert_eq!(fs::read_to_string(&path).unwrap(), "(format: 1, tit");
    fs::remove_file(&path).unwrap();
    fs::remove_dir(folder.path()).unwrap();
    assert!(save_over(&path, &record("b"), Some(&print)).unwrap_err().summary().contains("does not exist"));
}

#[test]
fn a_bare_name_is_compared_as_well() {
    const THERE: &str = "WEIGH_IN_TEST_BARE_NAME";
    if env::var_os(THERE).is_some() {
        let path = Path::new("a.decision.ron");
        let print = written(path, "a");
        fs::write(path, storage::to_ron(&record("b"))).unwrap();
        let refused = save_over(path, &record("c"), Some(&print)).unwrap();
        assert!(matches!(refused, Saved::Refused(OnDisk::Changed(..))), "{refused:?}");
        return;
    }
    // The folder of this process is shared with other tests.
    let folder = tempfile::tempdir().unwrap();
    let this = ["on_disk::a_bare_name_is_compared_as_well", "--exact"];
    let mut again = Command::new(env::current_exe().unwrap());
    let again = again.args(this).env(THERE, "1").current_dir(folder.path()).output().unwrap();
    let said = String::from_utf8_lossy(&again.stdout);
    assert!(again.status.success() && said.contains("1 passed"), "{said}");
}

/// Adds one to the number in the title, over and over, as somebody who reads, changes and saves.
fn count_up(path: &Path, times: u32) {
    let mut done = 0;
    while done < times {
        let (Content::Record(loaded), print) = storage::open(path).unwrap() else { panic!("no record") };
        let number: u32 = loaded.decision.title.parse().unwrap();
        let saved = save_over(path, &record(&(number + 1).to_string()), Some(&print)).unwrap();
        done += u32::from(matches!(saved, Saved::Written(..)));
    }
}

#[test]
#[cfg(unix)]
fn of_two_who_save_at_once_none_writes_over_the_other() {
    const TIMES: u32 = 40;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    written(&path, "0");
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| count_up(&path, TIMES));
        }
    });
    assert_eq!(storage::load(&path).unwrap().decision.title, (2 * TIMES).to_string());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
}

fn wait_for_work(folder: &Path, title: &str) {
    let start = std::time::Instant::now();
    let there = || {
        let entries = fs::read_dir(folder).into_iter().flatten().flatten();
        entries.filter_map(|entry| fs::read_to_string(entry.path()).ok()).any(|text| text.contains(title))
    };
    while !there() {
        assert!(start.elapsed().as_secs() < 30, "{title} is not kept");
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
}

#[test]
fn a_recovery_file_opens_like_any_other_and_remembers_where_it_belongs() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    let print = written(&path, "a");
    let recovery = folder.path().join("recovery");
    let keeper = recovery::Keeper::start(recovery.clone(), || ());
    let note = recovery::Note { file: Some(path.clone()), print: Some(print), base: None, written: None };
    keeper.keep(recovery::UnsavedWork { decision: record("kept"), note }, None);
    wait_for_work(&recovery, "kept");
    drop(keeper);
    let found = recovery::find(&recovery);
    let [work] = found.works.as_slice() else { panic!("{found:?}") };
    assert_eq!(work.standing, recovery::FileStanding::AsItWas);
    assert_eq!(work.note.file.as_ref(), Some(&path));
    assert_eq!(work.differences, ["the title"]);
    assert!(work.note.written.is_some());
    assert_eq!(storage::load(work.left.file()).unwrap().decision, record("kept"));
}

#[test]
fn work_that_is_in_its_file_already_is_not_offered() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.decision.ron");
    let print = written(&path, "a");
    let recovery = folder.path().join("recovery");
    let keeper = recovery::Keeper::start(recovery.clone(), || ());
    let note = recovery::Note { file: Some(path.clone()), print: Some(print), base: None, written: None };
    keeper.keep(recovery::UnsavedWork { decision: record("b"), note }, None);
    wait_for_work(&recovery, "\"b\"");
    // Saved, and killed before the recovery file could go.
    drop(keeper);
    written(&path, "b");
    assert!(recovery::find(&recovery).works.is_empty());
    assert_eq!(fs::read_dir(&recovery).unwrap().count(), 0);
}

proptest! {
    #[test]
    fn nothing_differs_only_where_nothing_does(one in common::decision(), other in common::decision()) {
        prop_assert_eq!(differences(&one, &one), Vec::<String>::new());
        prop_assert_eq!(differences(&one, &other).is_empty(), one == other);
    }

    #[test]
    fn recovery_files_of_any_text_do_no_harm(text in ".{0,400}") {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("x.decision.ron");
        fs::write(&file, &text).unwrap();
        let found = recovery::find(folder.path());
        prop_assert_eq!(found.works.len() + found.broken.len(), 1);
        // Nothing of it is lost.
        let kept = fs::read_to_string(folder.path().join("x.broken")).or_else(|_| fs::read_to_string(&file)).unwrap();
        prop_assert_eq!(kept, text);
    }
}
