//! A path whose letters are typed otherwise than they are on the disk names the same file, in every command.

use std::path::PathBuf;

use super::{
    bench::Bench,
    tools::{git, git_does},
};

/// As Linux and Windows write it, and as older disks of macOS do.
const ONE_LETTER: &str = "docs/gr\u{f6}\u{df}e";
const TWO_LETTERS: &str = "docs/gro\u{308}\u{df}e";
const OLD: &str = "# 1. Use Perl\n\n## Status\n\nAccepted\n";

/// A repository with an ADR and an index of them in the one folder, all of it committed, and a record beside.
fn committed() -> (Bench, PathBuf) {
    let bench = Bench::with_record();
    let root = bench.path("");
    bench.write(&format!("{ONE_LETTER}/0001-caf\u{e9}.md"), OLD);
    bench.write(&format!("{ONE_LETTER}/README.md"), "# ADRs\n\n* [1. Use Perl](0001-caf\u{e9}.md)\n");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["branch", "-M", "main"]);
    (bench, root)
}

#[test]
fn a_folder_that_is_typed_otherwise_is_the_one_on_the_disk() {
    let (bench, root) = committed();
    let export = ["export", "go.decision.ron", "--repo", ".", "--folder", TWO_LETTERS, "--yes", "--commit"];
    bench.run(&export).succeeds();
    assert!(!bench.path(TWO_LETTERS).exists());
    let index = bench.read(&format!("{ONE_LETTER}/README.md"));
    assert!(index.contains("](0002-use-go.md)"), "{index}");
    assert_eq!(git(&root, &["status", "--porcelain"]).stdout, b"");
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.run(&["log", "--check"]).succeeds();
}

#[test]
fn another_number_leaves_the_letters_of_a_name_as_they_are() {
    let (bench, _) = committed();
    bench.run(&["renumber", &format!("{TWO_LETTERS}/0001-cafe\u{301}.md"), "--to", "9", "--yes"]).succeeds();
    let moved = bench.path(&format!("{ONE_LETTER}/0009-caf\u{e9}.md"));
    let names: Vec<_> = std::fs::read_dir(moved.parent().unwrap()).unwrap().map(|file| file.unwrap().path()).collect();
    assert!(names.contains(&moved), "{names:?}");
}

#[test]
fn a_record_that_names_its_adr_otherwise_holds_and_finds_it_outside_a_sparse_checkout() {
    let (bench, root) = committed();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--folder", ONE_LETTER, "--yes"]).succeeds();
    let text = bench.read("go.decision.ron").replace(ONE_LETTER, TWO_LETTERS);
    assert!(text.contains(TWO_LETTERS));
    bench.write("go.decision.ron", &text);
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--commit"]).succeeds();
    git_does(&root, &["sparse-checkout", "set", "elsewhere"]);
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has("warning[left-out]");
    let again = bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).exits(2);
    assert!(again.err().contains("left out of this sparse checkout"), "{again:?}");
}

#[test]
fn an_adr_may_name_its_record_in_the_other_spelling() {
    let (bench, root) = committed();
    let record = |folder: &str| format!("{folder}/go.decision.ron");
    bench.write(&record(ONE_LETTER), &bench.read("go.decision.ron"));
    std::fs::remove_file(bench.path("go.decision.ron")).unwrap();
    bench.run(&["export", &record(ONE_LETTER), "--repo", ".", "--folder", "docs/adr", "--yes"]).succeeds();
    git_does(&root, &["mv", ONE_LETTER, TWO_LETTERS]);
    bench.run(&["check", &record(TWO_LETTERS)]).succeeds();
    bench.run(&["log", "--check"]).succeeds();
    bench.run(&["export", &record(TWO_LETTERS), "--repo", "."]).succeeds().stdout_has("up to date");
}

#[test]
fn numbers_of_a_branch_count_whichever_way_it_writes_the_folder() {
    let (bench, root) = committed();
    git_does(&root, &["checkout", "--quiet", "-b", "other"]);
    bench.write(&format!("{ONE_LETTER}/0007-far.md"), "# 7. Far\n\n## Status\n\nAccepted\n");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Far"]);
    git_does(&root, &["checkout", "--quiet", "main"]);
    git_does(&root, &["rm", "-r", "--quiet", ONE_LETTER]);
    git_does(&root, &["commit", "--quiet", "-m", "Start over"]);
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--folder", TWO_LETTERS, "--yes"]).succeeds();
    assert!(bench.path(&format!("{TWO_LETTERS}/0008-use-go.md")).is_file());
}
