//! What changed in a record, between two files and since a revision.

use std::fs;

use serde_json::Value;
use weigh_in::storage;

use super::{bench::Bench, tools::git_does};

/// The records here are accepted.
const SLIP: &str = "--correct=a slip";

/// A committed record in which Go leads by 1 and is chosen.
fn committed() -> Bench {
    let bench = Bench::with_scores();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    commit(&bench, "Decide");
    bench
}

fn commit(bench: &Bench, message: &str) {
    let root = bench.path("");
    git_does(&root, &["add", "go.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", message]);
}

#[test]
fn what_changed_since_a_revision_is_told_with_the_result_first() {
    let bench = committed();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=1", "training/rust=5", SLIP]).succeeds();
    let ran = bench.run(&["diff", "go.decision.ron", "--since", "HEAD"]).succeeds();
    let ran = ran.stdout_has("## What changed: Use Go\n\nThen: Go leads Rust by 1 point, a narrow lead. Go is chosen");
    let ran = ran.stdout_has("\n\nNow: Go leads Rust by ").stdout_has("The decision still holds: Go leads.");
    let ran = ran.stdout_has("### What moved the lead of Go over Rust\n\nIt was 1.00, and is ");
    let ran = ran.stdout_has("| Criterion").stdout_has("| Hiring").stdout_has("1.00 → −2.00").stdout_has("**All**");
    ran.stdout_has("By cause: other weights 0.00; other scores of Ana −")
        .stdout_has("- Ana on Hiring for Go: 4 → 1 (lead −");
    assert!(!bench.path("old.decision.ron").exists());
}

#[test]
fn names_that_moved_to_another_part_are_told_with_the_ids() {
    let bench = committed();
    for [old, new] in [["Go", "X"], ["Rust", "Go"], ["X", "Rust"]] {
        bench.replace("go.decision.ron", &format!(" name: \"{old}\","), &format!(" name: \"{new}\","));
    }
    let moved = "## What changed: Use Go\n\nNames have moved from one part to another: Rust (`go`) was called Go; Go (`rust`) was called Rust. \
                 “Then” has the names of then, all else those of now.\n\nThen: Go leads Rust by 1 point";
    bench.run(&["diff", "go.decision.ron", "--since=HEAD"]).succeeds().stdout_has(moved);
}

#[test]
fn two_files_are_compared_as_a_file_and_its_revision_are() {
    let bench = committed();
    let old = bench.read("go.decision.ron");
    bench.write("old.decision.ron", &old);
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=1", "--swing", "hiring=90", SLIP]).succeeds();
    let since = bench.run(&["diff", "go.decision.ron", "--since=HEAD"]).succeeds();
    let files = bench.run(&["diff", "old.decision.ron", "go.decision.ron"]).succeeds();
    assert_eq!(since.out(), files.out());
    files.stdout_has("### Weights\n\n- Hiring, by Ana: not set → 90 (share ");
}

#[test]
fn a_difference_is_an_exit_code_only_where_it_is_asked_for() {
    let bench = committed();
    let diff = ["diff", "go.decision.ron", "--since=HEAD"];
    let coded = [&diff[..], &["--exit-code"]].concat();
    bench.run(&diff).succeeds().stdout_has("Nothing changed.");
    bench.run(&coded).succeeds();
    bench.replace("go.decision.ron", "title: \"Use Go\"", "title: \"Use *Go*\"");
    bench.run(&diff).succeeds().stdout_has(r"- Title: “Use Go” → “Use \*Go\*”");
    bench.run(&coded).exits(1);
}

#[test]
fn a_hidden_round_is_shown_and_told() {
    let hidden = Bench::with_scores();
    commit(&hidden, "Score");
    hidden.run(&["score", "go.decision.ron", "--member=bo", "hiring/go=1"]).succeeds();
    for command in [&["show", "go.decision.ron"][..], &["diff", "go.decision.ron", "--since=HEAD"]] {
        let ran = hidden.run(command).succeeds();
        assert_eq!(ran.err(), "Round 1 is hidden in the window; this shows it.\n");
    }
}

#[test]
fn other_programs_get_one_object() {
    let bench = committed();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=1", SLIP]).succeeds();
    let ran = bench.run(&["diff", "go.decision.ron", "--since=HEAD", "--json"]).succeeds();
    let value: Value = serde_json::from_str(ran.out()).unwrap();
    assert_eq!((&value["version"], &value["holds"], &value["changed"]), (&1.into(), &true.into(), &true.into()));
    assert_eq!(value["result"]["then"]["leader"], "go");
    assert_eq!((&value["scores"][0]["score"]["then"], &value["scores"][0]["score"]["now"]), (&4.into(), &1.into()));
}

#[test]
fn what_is_no_revision_or_was_no_record_is_told_with_a_way_on() {
    let bench = committed();
    bench.refuses(&["diff", "go.decision.ron", "--since=nowhere"]).stderr_has("Git knows no revision `nowhere` here.");
    bench.refuses(&["diff", "go.decision.ron", "--since=--output=x"]).stderr_has("no revision `--output=x`");
    bench.refuses(&["diff", "go.decision.ron"]).stderr_has("--since");
    bench.refuses(&["diff", "go.decision.ron", "go.decision.ron", "--since=HEAD"]).stderr_has("--since");
    fs::copy(bench.path("go.decision.ron"), bench.path("new.decision.ron")).unwrap();
    bench
        .refuses(&["diff", "new.decision.ron", "--since=HEAD"])
        .stderr_has("was not there at HEAD")
        .stderr_has("git show HEAD:PATH > old.decision.ron");
    bench
        .refuses(&["diff", "new.decision.ron", "--since=HEAD@{0}"])
        .stderr_has("git show 'HEAD@{0}:PATH' > old.decision.ron");
    let good = bench.read("go.decision.ron");
    bench.write("go.decision.ron", "broken");
    commit(&bench, "Break");
    bench.write("go.decision.ron", &good);
    bench.refuses(&["diff", "go.decision.ron", "--since=HEAD"]).stderr_has("go.decision.ron at HEAD");
    let outside = Bench::new();
    outside.write("go.decision.ron", &good);
    outside.refuses(&["diff", "go.decision.ron", "--since=HEAD"]).stderr_has("is in no git repository");
}

#[test]
fn a_file_in_a_folder_is_found_where_git_has_it() {
    let bench = committed();
    let root = bench.path("");
    fs::create_dir_all(bench.path("docs/größe")).unwrap();
    git_does(&root, &["mv", "go.decision.ron", "docs/größe/-a b.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", "Move"]);
    let file = "docs/größe/-a b.decision.ron";
    bench.replace(file, "title: \"Use Go\"", "title: \"Use it\"");
    // As it was before the move, too.
    for since in ["HEAD", "HEAD~1"] {
        bench.run(&["diff", file, "--since", since]).succeeds().stdout_has("- Title: “Use Go” → “Use it”");
    }
    let mut inside = bench.command(&["diff", "--since=HEAD", "--", "-a b.decision.ron"]);
    let output = inside.current_dir(bench.path("docs/größe")).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    storage::load(&bench.path(file)).unwrap();
}
