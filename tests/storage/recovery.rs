//! The thread that keeps work which is in no decision file yet.

use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};

use proptest::prelude::*;
use weigh_in::{
    decision::Decision,
    storage::{
        self,
        recovery::{self, Keeper, Note, UnsavedWork},
    },
};

use crate::common;

fn work(title: &str, context: &str) -> UnsavedWork {
    let mut decision = Decision::new("one".to_owned(), jiff::civil::date(2026, 1, 1));
    title.clone_into(&mut decision.title);
    context.clone_into(&mut decision.context);
    UnsavedWork { decision, note: Note { file: None, print: None, base: None, written: None } }
}

fn wait_until(what: &str, is_so: impl Fn() -> bool) {
    let start = Instant::now();
    while !is_so() {
        assert!(start.elapsed() < Duration::from_mins(1), "{what}");
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name().to_string_lossy().into_owned()).collect()
}

fn with_extension(folder: &Path, extension: &str) -> usize {
    names(folder).iter().filter(|name| Path::new(name).extension().is_some_and(|of| of == extension)).count()
}

fn holds(folder: &Path, title: &str) -> bool {
    let texts = names(folder).into_iter().filter_map(|name| storage::load(&folder.join(name)).ok());
    texts.into_iter().any(|loaded| loaded.decision.title == title)
}

#[cfg(unix)]
#[test]
fn nobody_else_may_read_work_that_was_not_saved() {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let widen = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    let top = tempfile::tempdir().unwrap();
    widen(top.path(), 0o755);
    let folder = top.path().join("state/weigh-in/recovery");
    let keeper = Keeper::start(folder.clone(), || ());
    keeper.keep(work("Private", "x"), None);
    wait_until("it is written", || holds(&folder, "Private"));
    for made in ["state", "state/weigh-in", "state/weigh-in/recovery"] {
        assert_eq!(mode(&top.path().join(made)), 0o700, "{made}");
    }
    for name in names(&folder) {
        assert_eq!(mode(&folder.join(&name)), 0o600, "{name}");
    }
    // What a version left that knew less of this.
    widen(&folder, 0o755);
    for name in names(&folder) {
        widen(&folder.join(name), 0o644);
    }
    keeper.keep(work("Newer", "x"), None);
    wait_until("it is written", || holds(&folder, "Newer"));
    assert_eq!(mode(&folder), 0o700);
    // It may still be the temporary file beside the one before it, which is gone as soon as it has its name.
    let modes = || -> Vec<u32> {
        let files = names(&folder).into_iter().map(|name| folder.join(name));
        let newer = files.filter(|file| storage::load(file).is_ok_and(|loaded| loaded.decision.title == "Newer"));
        newer.filter_map(|file| Some(fs::metadata(file).ok()?.permissions().mode() & 0o777)).collect()
    };
    wait_until("it can be looked at", || modes() == [0o600]);
    drop(keeper);
    widen(&folder, 0o755);
    fs::write(folder.join("work-y.broken"), "set aside").unwrap();
    widen(&folder.join("work-y.broken"), 0o644);
    fs::write(folder.join("work-x.decision.ron"), "broken").unwrap();
    assert_eq!(recovery::find(&folder).broken.len(), 1);
    assert_eq!(mode(&folder), 0o700);
    assert_eq!(mode(&folder.join("work-x.broken")), 0o600);
    assert_eq!(mode(&folder.join("work-y.broken")), 0o600, "from before");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn any_work_and_what_it_was_made_from_are_read_back(work in common::decision(), base in common::decision()) {
        let folder = tempfile::tempdir().unwrap();
        let keeper = Keeper::start(folder.path().to_owned(), || ());
        let note = Note { file: Some("gone.decision.ron".into()), print: None, base: Some(base.clone()), written: None };
        keeper.keep(UnsavedWork { decision: work.clone(), note }, None);
        // It writes what is not written yet.
        drop(keeper);
        let found = recovery::find(folder.path());
        prop_assert_eq!(found.works.len(), 1, "{:?}", found.broken);
        prop_assert_eq!(&found.works[0].decision, &work);
        prop_assert_eq!(found.works[0].note.base.as_ref(), Some(&base));
    }
}

#[test]
fn what_could_not_be_kept_is_tried_again_without_another_change() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("recovery");
    fs::write(&folder, "in the way").unwrap();
    let keeper = Keeper::start(folder.clone(), || ());
    keeper.keep(work("kept", ""), None);
    wait_until("nothing is told", || keeper.take_trouble().is_some());
    fs::remove_file(&folder).unwrap();
    wait_until("it is not tried again", || holds(&folder, "kept"));
}

#[test]
fn a_keeper_that_cannot_write_still_ends() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("recovery");
    fs::write(&folder, "in the way").unwrap();
    let keeper = Keeper::start(folder, || ());
    keeper.keep(work("kept", ""), None);
    drop(keeper);
}

#[test]
fn what_work_was_recovered_from_stays_until_that_work_is_in_a_file() {
    let place = tempfile::tempdir().unwrap();
    let folder = place.path().join("recovery");
    let crashed = Keeper::start(folder.clone(), || ());
    crashed.keep(work("recovered", ""), None);
    drop(crashed);
    let left = recovery::find(&folder).works.pop().unwrap().left;
    let file = left.file().to_owned();
    let keeper = Keeper::start(folder.clone(), || ());
    // It takes a while to write.
    keeper.keep(work("before", &"Long. ".repeat(4_000_000)), None);
    wait_until("nothing is written", || with_extension(&folder, "tmp") > 0);
    keeper.keep(work("recovered", ""), Some(left));
    wait_until("the first is not kept", || with_extension(&folder, "ron") == 2);
    assert!(file.exists(), "it is in no file of ours yet");
    wait_until("it stays for ever", || !file.exists());
    assert!(holds(&folder, "recovered"));
}
