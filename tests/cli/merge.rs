//! `weigh-in merge`: by hand, and as the driver of a real git.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use jiff::civil::date;
use weigh_in::{
    decision::{CellField, CriterionId, Decision, Edit, MemberId, OptionId, Score, Vote},
    storage,
};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

/// A bench whose record is committed, with or without the driver.
pub(super) fn committed(with_driver: bool) -> (Bench, PathBuf) {
    let bench = Bench::with_record();
    if with_driver {
        bench.run(&["merge", "--install"]).succeeds();
    }
    let root = bench.path("");
    git_does(&root, &["add", "go.decision.ron"]);
    if with_driver {
        git_does(&root, &["add", ".gitattributes"]);
    }
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["branch", "-M", "main"]);
    (bench, root)
}

/// A member's vote on hiring for Go.
pub(super) fn vote(decision: &Decision, member: &str) -> Option<Vote> {
    let key = (CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap());
    decision.cell(&MemberId::new(member).unwrap(), &key).and_then(|cell| cell.vote)
}

/// Scores on a branch of its own, and commits.
pub(super) fn on_branch(bench: &Bench, root: &Path, branch: &str, scores: &[&[&str]]) {
    git_does(root, &["checkout", "--quiet", "-b", branch, "main"]);
    for arguments in scores {
        bench.run(&[&["score", "go.decision.ron"], *arguments].concat()).succeeds();
    }
    git_does(root, &["commit", "--quiet", "-am", branch]);
}

#[test]
fn a_merge_that_comes_to_our_copy_leaves_its_bytes() {
    let bench = Bench::with_record();
    let old = format!("// By hand.\n{}", include_str!("../fixtures/v1.decision.ron"));
    let theirs = old.replace("title: \"", "title: \"Another ");
    assert_ne!(theirs, old);
    for (base, ours, coming) in [(&old, &old, &old), (&old, &theirs, &old)] {
        for (name, text) in [("base", base), ("ours", ours), ("theirs", coming)] {
            bench.write(name, text);
        }
        bench.run(&["merge", "base", "ours", "theirs", "--output", "merged"]).succeeds();
        bench.run(&["merge", "base", "ours", "theirs"]).succeeds();
        assert_eq!((&bench.read("ours"), &bench.read("merged")), (ours, ours));
        fs::remove_file(bench.path("merged")).unwrap();
    }
    // Where theirs changes something, the file is written anew.
    bench.write("ours", &old);
    bench.write("theirs", &theirs);
    bench.run(&["merge", "base", "ours", "theirs"]).succeeds();
    assert!(bench.read("ours").contains("format: 2"), "{}", bench.read("ours"));
}

#[test]
fn fifty_clones_score_and_git_merges_them_all() {
    const CLONES: usize = 50;
    let (bench, root) = committed(true);
    let clones = tempfile::tempdir().unwrap();
    for number in 0..CLONES {
        let clone = clones.path().join(format!("{number}"));
        let from = root.to_str().unwrap();
        git_does(clones.path(), &["clone", "--quiet", "--local", from, clone.to_str().unwrap()]);
        let (member, points) = (format!("member-{number}"), number % 5 + 1);
        let scores = [format!("hiring/go={points}"), format!("learning-curve/rust={points}")];
        let mut score = bench.command(&["score", "go.decision.ron", "--member", &member, &scores[0], &scores[1]]);
        assert!(score.current_dir(&clone).output().unwrap().status.success());
        git_does(&clone, &["commit", "--quiet", "-am", &member]);
    }
    for number in 0..CLONES {
        let clone = clones.path().join(format!("{}", number * 37 % CLONES));
        git_does(&root, &["fetch", "--quiet", clone.to_str().unwrap(), "main"]);
        git_does(&root, &["merge", "--quiet", "--no-edit", "FETCH_HEAD"]);
    }
    let merged = bench.record();
    assert_eq!((merged.members.len(), merged.ballots.len()), (CLONES, CLONES));
    for number in 0..CLONES {
        let points = Score::new(u8::try_from(number % 5 + 1).unwrap()).map(Vote::Score);
        assert_eq!(vote(&merged, &format!("member-{number}")), points);
    }
    let text = bench.read("go.decision.ron");
    assert_eq!(storage::to_ron(&merged), text);
    assert_eq!(git_does(&root, &["status", "--porcelain", "--untracked-files=no"]), "");
}

#[test]
fn a_conflict_is_named_and_stops_git() {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4", "hiring/rust=1"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=2"], &["--member=bo", "hiring/go=3"]]);
    let output = git(&root, &["merge", "--no-edit", "first"]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{told}");
    let name = &bench.record_of("HEAD").criterion(&CriterionId::new("hiring").unwrap()).unwrap().name.clone();
    let conflict =
        format!("go.decision.ron: conflict: Ana's score of {name} for Go in round 1: “2” in ours, “4” in theirs.");
    assert!(told.contains(&conflict) && told.contains("1 conflict in go.decision.ron"), "{told}");
    assert!(git_does(&root, &["status", "--porcelain"]).contains("UU go.decision.ron"));
    // Only the one score is between markers, and nobody takes the file for a record.
    let text = bench.read("go.decision.ron");
    assert_eq!(text.matches("<<<<<<<").count(), 1, "{text}");
    bench
        .run(&["check", "go.decision.ron"])
        .exits(2)
        .stderr_has("a git merge is unfinished here")
        .stderr_has("merge --resolve");
    let ran = bench.run(&["merge", "--resolve", "go.decision.ron"]).exits(1).stderr_has(&conflict);
    // As in every command that shows a hidden round, in front of what it shows.
    let hidden = "Round 1 is hidden in the window; this shows it.";
    assert!(ran.err().starts_with(hidden), "{ran:?}");
    assert!(told.find(hidden) < told.find(&conflict) && told.contains(hidden), "{told}");
    assert_eq!(bench.read("go.decision.ron"), text);
    let taken = ["merge", "--resolve", "go.decision.ron", "--take", "theirs"];
    bench.run(&taken).succeeds().stderr_has("took theirs: Ana's score").stdout_has("`git add go.decision.ron`");
    let merged = bench.record();
    let points = |member| vote(&merged, member).and_then(Vote::score).map(Score::points);
    assert_eq!((points("ana"), points("bo"), merged.ballots[0].cells.len()), (Some(4), Some(3), 2));
    git_does(&root, &["commit", "--quiet", "-am", "Merged"]);
}

#[test]
fn what_a_git_without_the_driver_left_is_resolved() {
    for style in ["merge", "diff3", "zdiff3"] {
        let (bench, root) = committed(false);
        git_does(&root, &["config", "merge.conflictStyle", style]);
        on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
        on_branch(&bench, &root, "second", &[&["--member=bo", "hiring/go=2"], &["--member=cem", "hiring/go=3"]]);
        assert!(!git(&root, &["merge", "first"]).status.success());
        assert!(bench.read("go.decision.ron").contains("<<<<<<<"), "{style}");
        bench.run(&["merge", "--resolve", "go.decision.ron"]).succeeds();
        let merged = bench.record();
        let names: Vec<&str> = merged.members.iter().map(|member| member.id.as_str()).collect();
        assert_eq!((names, merged.ballots.len()), (vec!["ana", "bo", "cem"], 3), "{style}");
    }
}

#[test]
fn criss_cross_histories_are_merged_too() {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=2"]]);
    let resolve = |branch: &str, other: &str, side: &str| {
        git_does(&root, &["checkout", "--quiet", "-b", branch, side]);
        assert!(!git(&root, &["merge", "--no-edit", other]).status.success());
        bench.run(&["merge", "--resolve", "go.decision.ron", "--take=ours"]).succeeds();
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    };
    resolve("four", "second", "first");
    resolve("two", "first", "second");
    // The base of these is itself a merge with a conflict.
    let output = git(&root, &["merge", "--no-edit", "four"]);
    assert!(!output.status.success());
    let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("“2” in ours, “4” in theirs."), "{told}");
    // Nobody is asked again about the conflict of the base, which they have settled.
    assert_eq!(told.matches("conflict: ").count(), 1, "{told}");
}

#[test]
fn a_resolution_that_git_has_recorded_is_taken_again() {
    let (bench, root) = committed(true);
    git_does(&root, &["config", "rerere.enabled", "true"]);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=2"]]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    bench.run(&["merge", "--resolve", "go.decision.ron", "--take=theirs"]).succeeds();
    git_does(&root, &["commit", "--quiet", "-am", "Merged"]);
    let merged = bench.read("go.decision.ron");
    let again = || {
        let output = git(&root, &["merge", "first"]);
        let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
        assert!(!output.status.success() && !told.contains("was not merged"), "{told}");
        told
    };
    git_does(&root, &["reset", "--quiet", "--hard", "HEAD~1"]);
    let told = again();
    assert!(told.contains("Resolved 'go.decision.ron' using previous resolution."), "{told}");
    assert_eq!(bench.read("go.decision.ron"), merged);
    // The same conflict with other text around it is not the one that was resolved.
    git_does(&root, &["reset", "--quiet", "--hard", "HEAD"]);
    bench.run(&["score", "go.decision.ron", "--member=bo", "hiring/rust=3"]).succeeds();
    git_does(&root, &["commit", "--quiet", "-am", "More"]);
    again();
    assert!(bench.read("go.decision.ron").contains("<<<<<<<"));
}

#[test]
fn the_driver_is_set_up_once_and_from_any_path() {
    let bench = Bench::with_record();
    let folder = bench.path("it's 100 %O $HOME");
    fs::create_dir(&folder).unwrap();
    let program = folder.join("weigh-in");
    fs::copy(env!("CARGO_BIN_EXE_weigh-in"), &program).unwrap();
    bench.write(".gitattributes", "*.png binary");
    let install = || {
        let output = Command::new(&program).args(["merge", "--install"]).current_dir(bench.path("")).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    install();
    install();
    assert_eq!(bench.read(".gitattributes"), "*.png binary\n*.decision.ron merge=weigh-in diff=weigh-in\n");
    let root = bench.path("");
    git_does(&root, &["add", "--all", ":!it*"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["branch", "-M", "main"]);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
    on_branch(&bench, &root, "second", &[&["--member=bo", "hiring/go=2"]]);
    git_does(&root, &["merge", "--no-edit", "first"]);
    assert_eq!(bench.record().members.len(), 2);
    Bench::new().refuses(&["merge", "--install"]).stderr_has("is in no git repository");
}

#[test]
fn copies_are_merged_by_hand() {
    let bench = Bench::with_record();
    let base = bench.read("go.decision.ron");
    bench.write("base.decision.ron", &base);
    bench.run(&["score", "go.decision.ron", "--member=bo", "hiring/go=2"]).succeeds();
    bench.write("theirs.decision.ron", &bench.read("go.decision.ron"));
    bench.write("go.decision.ron", &base);
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    let ours = bench.read("go.decision.ron");
    let merge = ["merge", "base.decision.ron", "go.decision.ron", "theirs.decision.ron"];
    bench.run(&[&merge[..], &["--output", "out.decision.ron"]].concat()).succeeds();
    assert_eq!(bench.read("go.decision.ron"), ours);
    bench.write("out.txt", "mine");
    bench
        .run(&[&merge[..], &["--output", "out.txt"]].concat())
        .exits(2)
        .stderr_has("out.txt is there already. Choose another name; nothing was written.");
    assert_eq!(bench.read("out.txt"), "mine");
    bench.run(&merge).succeeds();
    assert_eq!(bench.read("go.decision.ron"), bench.read("out.decision.ron"));
    assert_eq!(bench.record().members.len(), 2);
    // An empty base is what git gives where both added the file.
    bench.write("base.decision.ron", "");
    bench.run(&merge).succeeds();
    assert_eq!(bench.record().members.len(), 2);
}

#[test]
fn what_is_wrong_with_a_merge_is_told_at_once_and_later_alike() {
    let bench = Bench::new();
    let new =
        ["new", "--template=blank", "--title=T", "--option=Go", "--option=Rust", "--option=Zig", "base.decision.ron"];
    bench.run(&new).succeeds();
    let base = bench.read("base.decision.ron");
    let ours = base.replace("name: \"Rust\"", "name: \"Xo\"").replace("name: \"Zig\"", "name: \"Xo\"");
    let mut theirs = storage::parse(&base).unwrap().decision;
    theirs.apply(Edit::RemoveOption(OptionId::new("rust").unwrap())).unwrap();
    bench.write("theirs.decision.ron", &storage::to_ron(&theirs));
    let merge = ["merge", "base.decision.ron", "ours.decision.ron", "theirs.decision.ron"];
    bench.write("ours.decision.ron", &ours);
    bench.run(&[&merge[..], &["--take=ours"]].concat()).exits(1).stderr_has("Two options are called \"Xo\"");
    let at_once = bench.read("ours.decision.ron");
    bench.write("ours.decision.ron", &ours);
    bench.run(&merge).exits(1);
    let resolve = ["merge", "--resolve", "ours.decision.ron", "--take=ours"];
    bench.run(&resolve).exits(1).stderr_has("Two options are called \"Xo\"");
    assert_eq!(bench.read("ours.decision.ron"), at_once);
}

#[test]
fn what_both_copies_did_wrong_ends_with_one_code_at_once_and_later() {
    let bench = Bench::new();
    bench.run(&["new", "--template=blank", "--title=T", "--option=Go", "--option=Rust", "base"]).succeeds();
    let base = bench.read("base");
    let unfit = base.replace("name: \"Go\"", "name: \"Xo\"").replace("name: \"Rust\"", "name: \"Xo\"");
    for (file, title) in [("theirs", "H"), ("ours", "O")] {
        bench.write(file, &unfit.replace("\"T\"", &format!("\"{title}\"")));
    }
    let merge = ["merge", "base", "ours", "theirs"];
    let ours = bench.read("ours");
    let told = "Two options are called \"Xo\"";
    bench.run(&[&merge[..], &["--take=ours"]].concat()).exits(1).stderr_has(told);
    let at_once = bench.read("ours");
    bench.write("ours", &ours);
    bench.run(&merge).exits(1).stderr_has("1 conflict in ours");
    bench.run(&["merge", "--resolve", "ours", "--take=ours"]).exits(1).stderr_has(told);
    assert_eq!(bench.read("ours"), at_once);
}

#[test]
fn a_merge_that_is_finished_outside_of_a_repository_says_nothing_of_git() {
    let bench = Bench::new();
    bench.run(&["new", "--template=blank", "--title=T", "base.decision.ron"]).succeeds();
    let base = bench.read("base.decision.ron");
    for (file, title) in [("ours.decision.ron", "O"), ("theirs.decision.ron", "H")] {
        bench.write(file, &base.replace("\"T\"", &format!("\"{title}\"")));
    }
    bench.run(&["merge", "base.decision.ron", "ours.decision.ron", "theirs.decision.ron"]).exits(1);
    let done = bench.run(&["merge", "--resolve", "ours.decision.ron", "--take=ours"]).succeeds();
    assert_eq!(done.out(), "Merged ours.decision.ron.\n");
}

#[test]
fn what_cannot_be_merged_is_left_alone() {
    let bench = Bench::with_record();
    let text = bench.read("go.decision.ron");
    let merge = ["merge", "base.decision.ron", "go.decision.ron", "theirs.decision.ron"];
    bench.write("base.decision.ron", &text);
    bench.write("theirs.decision.ron", &text.replacen("format: 2", "format: 3", 1));
    bench.refuses(&merge).stderr_has("newer version of Weigh-In, in format 3");
    bench.write("theirs.decision.ron", "(format: 1,");
    bench.refuses(&merge).stderr_has("theirs.decision.ron");
    bench.write("theirs.decision.ron", &text.replacen("    id: \"", "    id: \"x", 1));
    bench.refuses(&merge).stderr_has("two different records");
    bench.refuses(&["merge", "--resolve", "go.decision.ron"]).stderr_has("no unfinished merge");
    bench.refuses(&["merge", "go.decision.ron"]);
    // As a driver, it leaves both sides to people: git would take ours for the merge.
    bench.write("theirs.decision.ron", &text.replacen("Use Go", "Use Rust", 1).replacen("format: 2", "format: 2,,", 1));
    bench
        .run(&[&merge[..], &["--path=go.decision.ron"]].concat())
        .exits(1)
        .stderr_has("go.decision.ron was not merged");
    let left = bench.read("go.decision.ron");
    assert!(left.contains("<<<<<<< ours") && left.contains("Use Rust") && left.contains("Use Go"), "{left}");
    // What is no text has no lines to be merged by.
    bench.write("go.decision.ron", &text);
    let utf_16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    storage::atomic::write(&bench.path("theirs.decision.ron"), &[&[0xFF, 0xFE][..], &utf_16].concat()).unwrap();
    let ran = bench.run(&[&merge[..], &["--path=go.decision.ron"]].concat()).exits(1);
    let ran = ran.stderr_has("it holds our side only").stderr_has("`git checkout --theirs -- go.decision.ron`");
    assert!(!ran.err().contains("both sides stand in it"), "{ran:?}");
    assert_eq!(bench.read("go.decision.ron"), text);
}

impl Bench {
    /// The record as git has it.
    fn record_of(&self, commit: &str) -> Decision {
        storage::parse(&git_does(&self.path(""), &["show", &format!("{commit}:go.decision.ron")])).unwrap().decision
    }
}

#[test]
fn a_side_that_nothing_asks_for_is_told() {
    let bench = Bench::with_record();
    for file in ["base", "ours", "theirs"] {
        fs::copy(bench.path("go.decision.ron"), bench.path(file)).unwrap();
    }
    bench.run(&["score", "ours", "--member", "ana", "hiring/go=3"]).succeeds();
    bench.run(&["score", "theirs", "--member", "bo", "hiring/go=4"]).succeeds();
    let words = "--take was not needed";
    bench.run(&["merge", "base", "ours", "theirs", "--take=theirs"]).succeeds().stderr_has(words);
    let merged = storage::load(&bench.path("ours")).unwrap().decision;
    assert!(vote(&merged, "ana").is_some() && vote(&merged, "bo").is_some());
}

/// Our copy reveals the round and changes a swing, theirs scores in it and writes a constraint.
fn reveal_and_score(bench: &Bench) {
    let base = include_str!("../fixtures/v1.upgraded.decision.ron").replace("status: Accepted", "status: Proposed");
    let mut ours = storage::parse(&base).unwrap().decision;
    let mut theirs = ours.clone();
    let (hiring, boris) = (CriterionId::new("hiring").unwrap(), MemberId::new("boris").unwrap());
    ours.apply(Edit::Reveal("Ana Ruiz".to_owned(), date(2026, 11, 24))).unwrap();
    ours.apply(Edit::Context("Only ours".to_owned())).unwrap();
    let vote = CellField::Vote(Score::new(1).map(Vote::Score));
    theirs.apply(Edit::Cell(boris, hiring, OptionId::new("rust").unwrap(), vote)).unwrap();
    theirs.constraints.push("Only theirs".to_owned());
    for (name, record) in [("ours", &ours), ("theirs", &theirs)] {
        bench.write(&format!("{name}.decision.ron"), &storage::to_ron(record));
    }
    bench.write("base.decision.ron", &base);
}

#[test]
fn no_text_editor_is_advised_where_it_would_lose_what_never_conflicted() {
    let bench = Bench::new();
    reveal_and_score(&bench);
    let ran = bench.run(&["merge", "base.decision.ron", "ours.decision.ron", "theirs.decision.ron"]).exits(1);
    let ran = ran.stderr_has("1 conflict in").stderr_has("--take theirs`. Both keep what only one side did.");
    assert!(!ran.err().contains("or choose between the conflict markers"), "{ran:?}");
    let text = bench.read("ours.decision.ron");
    let sides = storage::sides_of_conflicted_file(&text, &|_| true).unwrap();
    assert!(!sides.ours.contains("Only theirs"), "such a choice would lose it");
    for take in ["--take=ours", "--take=theirs"] {
        bench.write("ours.decision.ron", &text);
        bench.run(&["merge", "--resolve", "ours.decision.ron", take]).succeeds();
        let merged = bench.read("ours.decision.ron");
        assert!(merged.contains("Only theirs") && merged.contains("Only ours"), "{take}: {merged}");
    }
}
