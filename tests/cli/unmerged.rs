//! Merges that git could not finish: what is unmerged is what git's index says, whatever stands in the file.

use std::{fs, path::Path, process::Command};

use weigh_in::{
    decision::{CriterionField, CriterionId, Edit, MemberId, OutcomeField, Score, Vote},
    storage,
};

use super::{
    bench::Bench,
    merge::{committed, on_branch, vote},
    tools::{git, git_does},
};

/// Members of the record, by their ids.
fn members(bench: &Bench) -> Vec<String> {
    bench.record().members.iter().map(|member| member.id.to_string()).collect()
}

/// A repository whose merge driver is a program that is gone since.
pub(super) fn without_the_program() -> Bench {
    let (bench, root) = committed(false);
    bench.write(".gitattributes", "*.decision.ron merge=weigh-in\n");
    git_does(&root, &["config", "merge.weigh-in.driver", "/nowhere/weigh-in merge %O %A %B --path %P"]);
    on_branch(&bench, &root, "first", &[&["--member=cy", "hiring/go=3"]]);
    on_branch(&bench, &root, "second", &[&["--member=di", "hiring/go=5"]]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    assert!(git_does(&root, &["status", "--porcelain"]).contains("UU go.decision.ron"));
    bench
}

#[test]
fn a_file_that_looks_merged_is_told_left_alone_and_merged_from_what_git_keeps() {
    let bench = without_the_program();
    assert_eq!(members(&bench), ["di"], "the file is our copy, without a word of the other");
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("error[unmerged]: Git holds this file as unmerged");
    let before = bench.read("go.decision.ron");
    for how in ["--stage", "--commit"] {
        bench
            .refuses(&["export", "go.decision.ron", "--repo", ".", how])
            .stderr_has("holds go.decision.ron as unmerged, so the other side may be missing from it")
            .stderr_has("or, if the file says what it should, with `git add go.decision.ron`");
        assert!(git_does(&bench.path(""), &["status", "--porcelain"]).contains("UU go.decision.ron"));
    }
    assert_eq!(bench.read("go.decision.ron"), before);
    bench.run(&["merge", "--resolve", "go.decision.ron"]).succeeds().stdout_has("`git add go.decision.ron`");
    assert_eq!(members(&bench), ["cy", "di"]);
    // Git does not know yet; a second time changes nothing.
    let merged = bench.read("go.decision.ron");
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("run `git add go.decision.ron`");
    bench
        .run(&["merge", "--resolve", "go.decision.ron"])
        .succeeds()
        .stdout_has("already has the changes of both sides");
    assert_eq!(bench.read("go.decision.ron"), merged);
    git_does(&bench.path(""), &["add", "go.decision.ron"]);
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.refuses(&["merge", "--resolve", "go.decision.ron"]).stderr_has("no unfinished merge");
}

#[test]
fn the_way_back_is_that_of_what_git_is_in_the_middle_of() {
    for (start, back) in [
        (&["merge", "first"][..], "git merge --abort"),
        (&["rebase", "first"], "git rebase --abort"),
        (&["rebase", "--apply", "first"], "git rebase --abort"),
        (&["cherry-pick", "first"], "git cherry-pick --abort"),
        (&["revert", "HEAD~1"], "git revert --abort"),
    ] {
        let (bench, root) = committed(true);
        on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
        on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=2"]]);
        bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
        git_does(&root, &["commit", "--quiet", "-am", "More"]);
        let before = bench.read("go.decision.ron");
        assert!(!git(&root, start).status.success(), "{start:?}");
        let ran = bench.run(&["check", "go.decision.ron"]).exits(2).stderr_has(&format!("; or run `{back}`."));
        assert_eq!(ran.err().matches("--abort").count(), 1, "{ran:?}");
        git_does(&root, &back.split(' ').skip(1).collect::<Vec<_>>());
        assert_eq!(bench.read("go.decision.ron"), before, "{start:?}");
    }
}

/// A record with a score on each of two branches, on the second.
fn on_two_branches() -> (Bench, std::path::PathBuf) {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=4"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=2"]]);
    (bench, root)
}

#[test]
fn a_side_that_was_taken_is_not_asked_about_again() {
    let (bench, root) = on_two_branches();
    assert!(!git(&root, &["merge", "first"]).status.success());
    let resolve = ["merge", "--resolve", "go.decision.ron"];
    bench.run(&[&resolve[..], &["--take=theirs"]].concat()).succeeds();
    let taken = bench.read("go.decision.ron");
    assert_eq!(taken, git_does(&root, &["show", "first:go.decision.ron"]), "nothing of ours is left");
    bench.run(&resolve).succeeds().stdout_has("already has the changes of both sides");
    assert_eq!(bench.read("go.decision.ron"), taken);
}

#[test]
fn our_side_that_was_taken_is_to_be_added() {
    let (bench, root) = on_two_branches();
    assert!(!git(&root, &["merge", "first"]).status.success());
    bench.run(&["merge", "--resolve", "go.decision.ron", "--take=ours"]).succeeds();
    let ran = bench.run(&["check", "go.decision.ron"]).exits(1);
    ran.stdout_has(
        "It is our copy, and theirs has nothing that does not conflict with it. If our side was chosen, run `git add \
         go.decision.ron`. If not, `weigh-in merge --resolve go.decision.ron` names the conflicts.",
    );
    git_does(&root, &["add", "go.decision.ron"]);
    bench.run(&["check", "go.decision.ron"]).succeeds();
}

#[test]
fn a_record_with_markers_is_told_with_the_command_that_finishes_the_merge() {
    let (bench, root) = on_two_branches();
    assert!(!git(&root, &["merge", "first"]).status.success());
    let checked = bench.run(&["check", "go.decision.ron"]).exits(2);
    let checked = checked.stderr_has(
        "Finish the merge first: run `weigh-in merge --resolve go.decision.ron`; or run `git merge --abort`.",
    );
    assert!(!checked.err().contains("delete the lines"), "{checked:?}");
}

/// The record is told as unmerged, with no command that would give anything up.
fn has_no_way_back(bench: &Bench) {
    let ran = bench.run(&["check", "go.decision.ron"]).exits(2).stderr_has("a git merge is unfinished here");
    assert!(!ran.err().contains("--abort") && !ran.err().contains("git checkout"), "{ran:?}");
}

#[test]
fn what_was_not_committed_is_given_up_by_no_advice() {
    // Of a score that was not committed, only the copies of the conflict know.
    let (bench, root) = on_two_branches();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    git(&root, &["checkout", "--quiet", "-m", "first"]);
    has_no_way_back(&bench);

    let (bench, root) = on_two_branches();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    git_does(&root, &["stash"]);
    git_does(&root, &["checkout", "--quiet", "first"]);
    assert!(!git(&root, &["stash", "pop"]).status.success());
    has_no_way_back(&bench);
}

#[test]
fn what_was_committed_in_a_stop_of_a_rebase_is_given_up_by_no_advice() {
    let (bench, root) = on_two_branches();
    git_does(&root, &["-c", "sequence.editor=sed -i 1ibreak", "rebase", "--interactive", "first~1"]);
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    git_does(&root, &["commit", "--quiet", "-am", "In the stop"]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    bench.run(&["check", "go.decision.ron"]).exits(2).stderr_has("; or run `git merge --abort`.");
    git_does(&root, &["merge", "--abort"]);
    assert!(!git(&root, &["cherry-pick", "first"]).status.success());
    has_no_way_back(&bench);
}

#[test]
fn a_record_that_is_gone_comes_back_as_far_as_git_has_it() {
    for (ours_is_gone, back) in [(true, "--theirs"), (false, "--ours")] {
        let (bench, root) = on_two_branches();
        git_does(&root, &["checkout", "--quiet", if ours_is_gone { "second" } else { "first" }]);
        git_does(&root, &["rm", "--quiet", "go.decision.ron"]);
        git_does(&root, &["commit", "--quiet", "-m", "Gone"]);
        git_does(&root, &["checkout", "--quiet", "second"]);
        assert!(!git(&root, &["merge", "first"]).status.success());
        let _ = fs::remove_file(bench.path("go.decision.ron"));
        let advice = format!("`git checkout {back} -- go.decision.ron`");
        bench.refuses(&["merge", "--resolve", "go.decision.ron"]).stderr_has(&advice);
        git_does(&root, &["checkout", back, "--", "go.decision.ron"]);
        assert_eq!(members(&bench), ["ana"]);
    }
}

#[test]
fn a_command_to_paste_holds_the_name_as_one_word() {
    let bench = without_the_program();
    let root = bench.path("");
    git_does(&root, &["checkout", "--quiet", "--force", "main"]);
    let name = "x;touch owned|sh.decision.ron";
    git_does(&root, &["mv", "go.decision.ron", name]);
    git_does(&root, &["commit", "--quiet", "-m", "Move"]);
    for (branch, who) in [("third", "cy"), ("fourth", "di")] {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        bench.run(&["score", name, "--member", who, "hiring/go=3"]).succeeds();
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    }
    assert!(!git(&root, &["merge", "third"]).status.success());
    let quoted = "'x;touch owned|sh.decision.ron'";
    let resolve = format!("`weigh-in merge --resolve {quoted}`");
    bench.run(&["check", name]).exits(1).stdout_has(&resolve).stdout_has(&format!("run `git add {quoted}`"));
    bench.run(&["export", name, "--repo", "."]).exits(2).stderr_has(&resolve);
    bench.run(&["merge", "--resolve", name]).succeeds().stdout_has(&format!("Run `git add {quoted}` to finish."));
    bench.run(&["merge", "--resolve", name]).succeeds().stdout_has(&format!("Run `git add {quoted}` to finish."));
}

#[test]
fn a_merge_is_not_written_over_what_others_saved_meanwhile() {
    let bench = without_the_program();
    let path = bench.path("go.decision.ron");
    let (found, print) = storage::load_unfinished(&path).unwrap();
    let merge = found.records.merge();
    bench.run(&["score", "go.decision.ron", "--member=eve", "hiring/go=1"]).succeeds();
    let theirs = bench.read("go.decision.ron");
    let saved = storage::save_merge(&path, &path, &found.records, &merge, &print).unwrap();
    assert!(matches!(saved, storage::Saved::Refused(_)), "{saved:?}");
    assert_eq!(bench.read("go.decision.ron"), theirs);
    let (found, print) = storage::load_unfinished(&path).unwrap();
    let saved = storage::save_merge(&path, &path, &found.records, &found.records.merge(), &print).unwrap();
    assert!(matches!(saved, storage::Saved::Written(..)), "{saved:?}");
}

#[test]
fn what_was_scored_into_one_side_is_merged_with_the_other() {
    for side in ["--ours", "--theirs"] {
        let bench = without_the_program();
        git_does(&bench.path(""), &["checkout", side, "go.decision.ron"]);
        bench.run(&["score", "go.decision.ron", "--member=eve", "hiring/go=1"]).succeeds();
        bench.run(&["merge", "--resolve", "go.decision.ron"]).succeeds();
        let mut members = members(&bench);
        members.sort();
        assert_eq!(members, ["cy", "di", "eve"], "{side}");
    }
}

/// Two branches that score one cell differently, and a file that is one of the copies.
fn one_side_taken(side: &str) -> Bench {
    let (bench, root) = committed(false);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=3"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=5"]]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    git_does(&root, &["checkout", side, "go.decision.ron"]);
    bench
}

#[test]
fn a_side_that_was_taken_and_scored_in_still_asks_about_the_other() {
    for (side, take) in [("--ours", "--take=theirs"), ("--theirs", "--take=ours")] {
        let bench = one_side_taken(side);
        bench.run(&["score", "go.decision.ron", "--member=eve", "hiring/go=1"]).succeeds();
        left_alone(&bench);
        bench.run(&["merge", "--resolve", "go.decision.ron", take]).succeeds();
        let points = |member: &str| vote(&bench.record(), member).and_then(Vote::score).map(Score::points);
        assert_eq!(points("ana"), Some(if take == "--take=ours" { 5 } else { 3 }), "{side}");
        assert_eq!(points("eve"), Some(1), "{side}");
    }
}

#[test]
fn a_score_over_the_one_that_conflicts_is_asked_about_and_told_with_what_it_replaced() {
    for side in ["--ours", "--theirs"] {
        let bench = one_side_taken(side);
        bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
        left_alone(&bench);
        let ran = bench.run(&["merge", "--resolve", "go.decision.ron", "--again"]).exits(1);
        ran.stderr_has("“4” in ours, “3” in theirs").stderr_has("git's copy of ours, where it is: 5");
        assert!(bench.read("go.decision.ron").contains("<<<<<<<"));
    }
}

/// What may be a resolution is not merged again unasked: the refusal and the check name both ways on.
fn left_alone(bench: &Bench) {
    let before = bench.read("go.decision.ron");
    let ways =
        ["run `git add go.decision.ron`", "--resolve go.decision.ron --take theirs`", "go.decision.ron --again`"];
    let ran = bench.refuses(&["merge", "--resolve", "go.decision.ron"]);
    ways.iter().fold(ran, |ran, way| ran.stderr_has(way));
    let ran = bench.run(&["check", "go.decision.ron"]).exits(1);
    // Where it has what both did beside the conflict, there is nothing to merge again.
    if !ran.out().contains("though it has what both sides did") {
        ways.iter().fold(ran.stdout_has("the other side may be missing from it"), |ran, way| ran.stdout_has(way));
    }
    assert_eq!(bench.read("go.decision.ron"), before);
}

#[test]
fn our_copy_as_git_left_it_is_no_merge_and_theirs_was_chosen_by_somebody() {
    let bench = one_side_taken("--ours");
    bench.run(&["merge", "--resolve", "go.decision.ron"]).exits(1).stderr_has("“5” in ours, “3” in theirs");
    let bench = one_side_taken("--theirs");
    let taken = bench.read("go.decision.ron");
    bench
        .run(&["merge", "--resolve", "go.decision.ron"])
        .succeeds()
        .stdout_has("already has the changes of both sides");
    assert_eq!(bench.read("go.decision.ron"), taken);
    bench.run(&["merge", "--resolve", "go.decision.ron", "--again"]).exits(1).stderr_has("“5” in ours, “3” in theirs");
    assert!(bench.read("go.decision.ron").contains("<<<<<<<"));
}

#[test]
fn the_installed_driver_falls_back_to_the_merge_of_texts() {
    let (bench, root) = committed(false);
    let program = root.join("weigh-in-once");
    // Copied by a program of its own: another test that starts one meanwhile would hold the copy open for writing.
    let copied = std::process::Command::new("cp").arg(env!("CARGO_BIN_EXE_weigh-in")).arg(&program).status();
    assert!(copied.unwrap().success());
    let installed = std::process::Command::new(&program).args(["merge", "--install"]).current_dir(&root).status();
    assert!(installed.unwrap().success());
    on_branch(&bench, &root, "first", &[&["--member=cy", "hiring/go=3"]]);
    on_branch(&bench, &root, "second", &[&["--member=di", "hiring/go=5"]]);
    fs::remove_file(&program).unwrap();
    let output = git(&root, &["merge", "first"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && told.contains("Weigh-In could not be run"), "{told}");
    assert!(told.contains("`weigh-in check` on the file"), "{told}");
    let text = bench.read("go.decision.ron");
    assert!(text.contains("<<<<<<< ours") && text.contains("||||||| base") && text.contains("\"cy\""), "{text}");
    bench.run(&["merge", "--resolve", "go.decision.ron"]).succeeds();
    assert_eq!(members(&bench), ["cy", "di"]);
}

#[test]
fn what_a_merge_of_texts_leaves_is_found_by_the_check_that_it_names() {
    let (bench, root) = committed(false);
    bench.run(&["merge", "--install"]).succeeds();
    let driver = git_does(&root, &["config", "merge.weigh-in.driver"]);
    let gone = driver.trim_end().replace(env!("CARGO_BIN_EXE_weigh-in"), "/nowhere/weigh-in");
    assert!(gone.starts_with("'/nowhere"), "{gone}");
    git_does(&root, &["config", "merge.weigh-in.driver", &gone]);
    on_branch(&bench, &root, "first", &[&["--member=cy", "hiring/go=3"]]);
    git_does(&root, &["checkout", "--quiet", "-b", "second", "main"]);
    let mut decision = bench.record();
    decision.apply(Edit::RemoveCriteria(vec![weigh_in::decision::CriterionId::new("hiring").unwrap()])).unwrap();
    bench.write("go.decision.ron", &storage::to_ron(&decision));
    git_does(&root, &["commit", "--quiet", "-am", "second"]);
    let output = git(&root, &["merge", "--no-edit", "first"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && told.contains("`weigh-in check` on the file"), "{told}");
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("hiring");
}

/// Both sides score in a file of this name, where the driver is installed.
#[cfg(unix)]
fn merged_by_the_driver(name: &std::ffi::OsStr) {
    let (bench, root) = committed(true);
    let folder = Path::new(name).parent().unwrap();
    fs::create_dir_all(root.join(folder)).unwrap();
    fs::copy(root.join("go.decision.ron"), root.join(name)).unwrap();
    fs::remove_file(root.join("go.decision.ron")).unwrap();
    let path = root.join(name);
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Move"]);
    for (branch, who) in [("first", "cy"), ("second", "di")] {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        let mut score = bench.command(&["score"]);
        assert!(score.arg(&path).args(["--member", who, "hiring/go=4"]).output().unwrap().status.success());
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    }
    let merged = git(&root, &["merge", "--no-edit", "first"]);
    assert!(merged.status.success(), "{}: {merged:?}", name.display());
    let text = fs::read_to_string(&path).unwrap();
    assert!(text.contains("\"cy\"") && text.contains("\"di\""), "{}", name.display());
}

#[cfg(unix)]
#[test]
fn paths_that_begin_with_a_dash_or_are_not_unicode_are_merged() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    for name in [&b"-x.decision.ron"[..], b"--x/x.decision.ron", b"gr\xFC\xDFe.decision.ron", b"it's %P.decision.ron"] {
        merged_by_the_driver(OsStr::from_bytes(name));
    }
}

#[test]
fn a_file_that_one_side_took_out_is_told_as_that() {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=cy", "hiring/go=3"]]);
    git_does(&root, &["checkout", "--quiet", "-b", "second", "main"]);
    git_does(&root, &["rm", "--quiet", "go.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", "second"]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    bench
        .refuses(&["merge", "--resolve", "go.decision.ron"])
        .stderr_has("one side of the merge has taken this file out");
    let check = bench.run(&["check", "go.decision.ron"]).exits(1);
    check.stdout_has("one side of the merge has taken it out").stdout_has("Keep it with `git add go.decision.ron`");
}

#[test]
fn a_file_that_is_gone_in_the_middle_of_a_merge_is_written_again_by_git() {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=cy", "hiring/go=3"]]);
    on_branch(&bench, &root, "second", &[&["--member=cy", "hiring/go=4"]]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    fs::remove_file(bench.path("go.decision.ron")).unwrap();
    let told = bench.refuses(&["merge", "--resolve", "go.decision.ron"]);
    told.stderr_has("the file is gone, and git holds it as unmerged")
        .stderr_has("Run `git checkout --merge go.decision.ron`");
    git_does(&root, &["checkout", "--merge", "go.decision.ron"]);
    bench.run(&["merge", "--resolve", "go.decision.ron", "--take=theirs"]).succeeds();
}

#[test]
fn copies_that_do_not_fit_together_make_a_whole_record_that_says_what_to_correct() {
    let (bench, root) = committed(true);
    let rename = |branch: &str, id: &str| {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        let name = if id == "go" { "name: \"Go\"" } else { "name: \"Rust\"" };
        bench.replace("go.decision.ron", name, "name: \"Zig\"");
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    };
    rename("first", "go");
    rename("second", "rust");
    let output = git(&root, &["merge", "--no-edit", "first"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned() + &String::from_utf8_lossy(&output.stdout);
    assert!(!output.status.success() && told.contains("Together the two copies do not fit"), "{told}");
    assert!(told.contains("Correct it as described above, then run `git add go.decision.ron`"), "{told}");
    assert!(!told.contains("conflict markers") && !told.contains("--take"), "{told}");
    let whole = bench.read("go.decision.ron");
    assert!(!whole.contains("<<<<") && whole.matches("name: \"Zig\"").count() == 2);
    for take in [&[][..], &["--take=ours"], &["--take=theirs"]] {
        let resolve = [&["merge", "--resolve", "go.decision.ron"], take].concat();
        let ran =
            bench.run(&resolve).exits(1).stderr_has("Correct go.decision.ron, then run `git add go.decision.ron`");
        assert!(!ran.err().contains("checkout"), "{ran:?}");
    }
    assert_eq!(bench.read("go.decision.ron"), whole);
    bench.replace("go.decision.ron", "name: \"Zig\"", "name: \"Zag\"");
    // Our copy with another name for one option would look the same, so the other copy's word is asked about.
    bench
        .run(&["merge", "--resolve", "go.decision.ron", "--take=ours"])
        .succeeds()
        .stdout_has("Run `git add go.decision.ron` to finish.");
    assert_eq!(bench.read("go.decision.ron").matches("name: \"Zag\"").count(), 1);
}

/// Both sides change the title, and give another option the same name.
fn misfits_beside_a_conflict(with_driver: bool) -> (Bench, std::path::PathBuf) {
    let (bench, root) = committed(with_driver);
    for (branch, name) in [("first", "name: \"Go\""), ("second", "name: \"Rust\"")] {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        bench.replace("go.decision.ron", name, "name: \"Zig\"");
        bench.replace("go.decision.ron", "title: \"Use Go\"", &format!("title: \"Use {branch}\""));
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    }
    (bench, root)
}

#[test]
fn taking_a_side_never_settles_what_does_not_fit_together() {
    let (bench, root) = misfits_beside_a_conflict(false);
    let copy = |commit: &str| git_does(&root, &["show", &format!("{commit}:go.decision.ron")]);
    let merge = ["merge", "base.decision.ron", "go.decision.ron", "theirs.decision.ron"];
    for (name, commit) in [("base", "main"), ("go", "second"), ("theirs", "first")] {
        bench.write(&format!("{name}.decision.ron"), &copy(commit));
    }
    let at_once = bench.run(&[&merge[..], &["--take=ours"]].concat()).exits(1);
    assert!(at_once.err().contains("took ours: The title") && at_once.err().contains("do not fit"), "{at_once:?}");
    let merged = bench.read("go.decision.ron");
    let resolve = ["merge", "--resolve", "go.decision.ron", "--take=ours"];
    // Later, without git: all that is known stands in the file.
    bench.write("go.decision.ron", &copy("second"));
    bench.run(&merge).exits(1).stderr_has("1 conflict in go.decision.ron");
    assert_eq!(bench.run(&resolve).exits(1).err(), at_once.err());
    assert_eq!(bench.read("go.decision.ron"), merged);
    for with_driver in [true, false] {
        let (bench, root) = misfits_beside_a_conflict(with_driver);
        assert!(!git(&root, &["merge", "--no-edit", "first"]).status.success());
        assert!(bench.read("go.decision.ron").contains("<<<<<<<"));
        assert_eq!(bench.run(&resolve).exits(1).err(), at_once.err(), "{with_driver}");
        let again = bench.run(&resolve[..3]).exits(1).stderr_has("error[same-name]");
        assert!(again.err().contains("Correct go.decision.ron"), "{again:?}");
        bench.replace("go.decision.ron", "name: \"Zig\"", "name: \"Zag\"");
        bench.run(&resolve).succeeds().stdout_has("`git add go.decision.ron`");
        assert!(bench.read("go.decision.ron").contains("name: \"Zag\""));
    }
}

/// Three copies beside each other, of which the title conflicts and in which Ana and Bo seal, each in one.
fn sealed_apart(bench: &Bench) {
    let copy = |to: &str| bench.write(to, &bench.read("go.decision.ron"));
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member=bo", "hiring/go=3"]).succeeds();
    copy("base.decision.ron");
    for (who, title, to) in [("ana", "Use Zig", "ours.decision.ron"), ("bo", "Use C", "theirs.decision.ron")] {
        bench.write("go.decision.ron", &bench.read("base.decision.ron"));
        let mut decision = bench.record();
        decision
            .apply(Edit::Seal(
                MemberId::new(who).unwrap(),
                jiff::civil::date(2026, 1, 1),
                weigh_in::decision::Salt::of_bits(7),
            ))
            .unwrap();
        decision.apply(Edit::Title(title.to_owned())).unwrap();
        storage::save_over(&bench.path(to), &decision, None).unwrap();
    }
}

#[test]
fn the_seals_of_both_copies_come_together_whether_the_merge_is_resolved_at_once_or_later() {
    let bench = Bench::with_record();
    sealed_apart(&bench);
    let merge = ["merge", "base.decision.ron", "ours.decision.ron", "theirs.decision.ron"];
    bench.run(&[&merge[..], &["--take=ours", "--output=at-once.decision.ron"]].concat()).succeeds();
    bench.run(&merge).exits(1);
    bench.run(&["merge", "--resolve", "ours.decision.ron", "--take=ours"]).succeeds();
    assert_eq!(bench.read("ours.decision.ron"), bench.read("at-once.decision.ron"));
    let merged = storage::load(&bench.path("ours.decision.ron")).unwrap().decision;
    assert!(merged.have_all_sealed() && merged.is_blind());
}

#[test]
fn nobody_is_said_to_have_changed_an_adr_that_both_sides_exported() {
    const ADR: &str = "docs/decisions/0001-use-go.md";
    let (bench, root) = committed(true);
    let export = ["export", "go.decision.ron", "--repo", ".", "--yes"];
    // Of a round that is revealed: one that is blind is not exported at all.
    for who in ["--member=ana", "--member=bo"] {
        bench.run(&["score", "go.decision.ron", who, "hiring/go=4"]).succeeds();
    }
    bench
        .run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--status=proposed"])
        .succeeds();
    bench.run(&["reveal", "go.decision.ron"]).succeeds();
    bench.run(&export).succeeds();
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Export"]);
    let edit = |edit: Edit| {
        let mut decision = bench.record();
        decision.apply(edit).unwrap();
        bench.write("go.decision.ron", &storage::to_ron(&decision));
    };
    // Both weigh another criterion most, which the ADR then names first.
    let weigh = |id| Edit::Criterion(CriterionId::new(id).unwrap(), CriterionField::Swing(100));
    let edits = [weigh("hiring"), weigh("training")];
    for (branch, of_branch) in ["first", "second"].into_iter().zip(edits) {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        edit(of_branch);
        bench.run(&export).succeeds();
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    }
    for side in ["--ours", "--theirs"] {
        assert!(!git(&root, &["merge", "--no-edit", "first"]).status.success());
        bench.refuses(&export).stderr_has(&format!("`{ADR}` is in the middle of a merge"));
        git_does(&root, &["checkout", side, ADR]);
        // Without markers it looks whole; git knows better.
        bench.refuses(&export).stderr_has(&format!("`{ADR}` is in the middle of a merge"));
        git_does(&root, &["add", ADR]);
        bench.run(&export).succeeds().stdout_has("Changed");
        bench.run(&["check", "go.decision.ron"]).succeeds();
        let adr = bench.read(ADR);
        bench.replace(ADR, "## Considered Options\n", "## Considered Options\n\nBy hand.\n");
        edit(Edit::Outcome(OutcomeField::Confirmation("The load test passes every night.".to_owned())));
        bench.run(&export).exits(1).stderr_has("people changed").stderr_has("Considered Options");
        bench.write(ADR, &adr);
        git_does(&root, &["reset", "--quiet", "--hard"]);
    }
}

/// A record and its ADR, of which git holds one as unmerged.
fn exported_and_merged(change: [&str; 2], file: &str) -> Bench {
    let bench = Bench::with_scores();
    let root = bench.path("");
    let git = |arguments: &[&str]| git_does(&root, arguments);
    git(&["config", "user.name", "Ana"]);
    git(&["config", "user.email", "ana@example.org"]);
    git(&["checkout", "--quiet", "-b", "ours"]);
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "Start"]);
    git(&["checkout", "--quiet", "-b", "theirs"]);
    bench.replace(file, change[0], &format!("{} theirs", change[1]));
    git(&["commit", "--quiet", "-am", "Theirs"]);
    git(&["checkout", "--quiet", "ours"]);
    bench.replace(file, change[0], &format!("{} ours", change[1]));
    git(&["commit", "--quiet", "-am", "Ours"]);
    let merged = std::process::Command::new("git").args(["merge", "theirs"]).current_dir(&root).output().unwrap();
    assert!(!merged.status.success(), "{merged:?}");
    bench
}

/// `check` of a record and the log tell the same of its ADR, once, and the commands that they name end the merge.
#[test]
fn the_log_tells_the_same_of_an_unmerged_adr_as_the_check_of_its_record() {
    const ADR: &str = "docs/decisions/0001-use-go.md";
    for (side, way) in [
        ("", "Choose what stands between the conflict markers"),
        ("--ours", "If it says what it should, run `git add :/docs/decisions/0001-use-go.md`"),
        ("gone", "It was deleted: get it back with `git checkout --merge :/docs/decisions/0001-use-go.md`"),
    ] {
        let bench = exported_and_merged(["# Use Go", "# Use Go"], ADR);
        bench.write("docs/decisions/0002-other.md", "# 2. Other\n\n## Status\n\nAccepted\n");
        match side {
            "gone" => fs::remove_file(bench.path(ADR)).unwrap(),
            "" => {}
            side => drop(git_does(&bench.path(""), &["checkout", side, ADR])),
        }
        let told = format!("error[unmerged]: The ADR `{ADR}` is in the middle of a merge. {way}");
        bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&told);
        let log = bench.run(&["log", ".", "--check"]).exits(1);
        let log = format!("{}{}", log.out(), log.err());
        assert!(log.contains(&told) && log.matches("[unmerged]").count() == 1, "{log}");
        bench.refuses(&["export", "go.decision.ron", "--repo", ".", "--yes"]).stderr_has("is in the middle of a merge");
        if side == "gone" {
            fs::remove_dir_all(bench.path("docs")).unwrap();
            bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has(&told);
            git_does(&bench.path(""), &["checkout", "--merge", "--", ADR]);
            assert!(bench.read(ADR).contains("<<<<<<<"));
        }
    }
}

#[test]
fn nothing_is_renumbered_in_the_middle_of_its_merge() {
    const ADR: &str = "docs/decisions/0001-use-go.md";
    for (change, file) in [(["title: \"Use Go", "title: \"Use Go"], "go.decision.ron"), (["# Use Go", "# Use Go"], ADR)]
    {
        let bench = exported_and_merged(change, file);
        let told = format!("`{file}` is in the middle of a merge; finish the merge first");
        bench.refuses(&["renumber", "1", "--to", "7", "--yes"]).stderr_has(&told);
        git_does(&bench.path(""), &["checkout", "--quiet", "--ours", file]);
        bench.refuses(&["renumber", "1", "--to", "7", "--yes"]).stderr_has(&told);
        assert!(bench.path(ADR).exists());
        git_does(&bench.path(""), &["add", file]);
        bench.run(&["renumber", "1", "--to", "7", "--yes"]).succeeds();
    }
}

#[test]
fn what_is_wrong_with_either_copy_is_told_and_what_was_wrong_before_is_not() {
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    let base = bench.read("go.decision.ron");
    let cell = "(criterion: \"hiring\", option: \"go\", score: 4),";
    let wrong = base.replace(cell, &format!("{cell}(criterion: \"nobody\", option: \"go\", score: 3),"));
    let other = base.replace("title: \"Use Go\"", "title: \"Use Go now\"");
    assert!(wrong != base && other != base);
    let told = "error[unknown-id]: A score names the criterion `nobody`, which does not exist.";
    for (base, ours, theirs, is_told) in [
        (&base, &wrong, &other, true),
        (&base, &other, &wrong, true),
        (&base, &wrong, &wrong, true),
        (&wrong, &wrong, &wrong.replace("title: \"Use Go\"", "title: \"Use Go now\""), false),
    ] {
        for (name, text) in [("base", base), ("ours", ours), ("theirs", theirs)] {
            bench.write(name, text);
        }
        let ran = bench.run(&["merge", "base", "ours", "theirs"]).exits(i32::from(is_told));
        assert_eq!(ran.err().contains(told), is_told, "{ran:?}");
    }
}

/// Two branches that score one cell differently, merged by the driver: the file has markers.
fn with_markers() -> (Bench, std::path::PathBuf) {
    let (bench, root) = committed(true);
    on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=3"], &["--member=cy", "hiring/go=3"]]);
    on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=5"], &["--member=di", "hiring/go=3"]]);
    assert!(!git(&root, &["merge", "first"]).status.success());
    assert!(bench.read("go.decision.ron").contains("<<<<<<<"));
    (bench, root)
}

/// The text with our side of every conflict.
fn our_side(text: &str) -> String {
    let (mut kept, mut is_ours) = (String::new(), true);
    for line in text.split_inclusive('\n') {
        match line.get(..7) {
            Some("<<<<<<<" | ">>>>>>>") => is_ours = true,
            Some("|||||||" | "=======") => is_ours = false,
            _ if is_ours => kept.push_str(line),
            _ => {}
        }
    }
    kept
}

#[test]
fn a_file_that_somebody_corrected_by_hand_is_to_be_added() {
    for points in ["5", "4"] {
        let (bench, root) = with_markers();
        let text = our_side(&bench.read("go.decision.ron"));
        bench.write("go.decision.ron", &text.replace("score: 5", &format!("score: {points}")));
        let ran = bench.run(&["check", "go.decision.ron"]).exits(1);
        ran.stdout_has("it has what both sides did. If it says what it should, run `git add go.decision.ron`.");
        let before = bench.read("go.decision.ron");
        let ran = bench.run(&["merge", "--resolve", "go.decision.ron"]);
        assert!(format!("{ran:?}").contains("`git add go.decision.ron`"), "{ran:?}");
        assert_eq!(bench.read("go.decision.ron"), before);
        git_does(&root, &["add", "go.decision.ron"]);
        bench.run(&["check", "go.decision.ron"]).succeeds();
    }
    // Our copy, scored in since, lacks what theirs did.
    let bench = one_side_taken("--ours");
    bench.run(&["score", "go.decision.ron", "--member=eve", "hiring/go=1"]).succeeds();
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("the other side may be missing from it");
}

#[cfg(unix)]
#[test]
fn the_advice_for_a_record_behind_a_link_names_the_file_that_git_knows() {
    let bench = without_the_program();
    std::os::unix::fs::symlink("go.decision.ron", bench.path("link.decision.ron")).unwrap();
    let ran = bench.run(&["check", "link.decision.ron"]).exits(1).stdout_has("`git add go.decision.ron`");
    assert!(!ran.out().contains("git add link"), "{ran:?}");
    let ran = bench.run(&["merge", "--resolve", "link.decision.ron"]).succeeds();
    ran.stdout_has("Run `git add go.decision.ron` to finish.");
}

#[test]
fn a_commit_that_has_markers_is_no_way_back() {
    let (bench, root) = with_markers();
    git_does(&root, &["commit", "--quiet", "--all", "-m", "With markers"]);
    let ran = bench.run(&["check", "go.decision.ron"]).exits(2).stderr_has("a git merge is unfinished here");
    assert!(!ran.err().contains("git checkout HEAD"), "{ran:?}");
}

#[test]
fn a_side_that_is_damaged_is_named() {
    for (branch, side, other) in [("first", "theirs", "ours"), ("second", "ours", "theirs")] {
        let (bench, root) = committed(false);
        on_branch(&bench, &root, "first", &[&["--member=ana", "hiring/go=3"]]);
        on_branch(&bench, &root, "second", &[&["--member=ana", "hiring/go=5"]]);
        git_does(&root, &["checkout", "--quiet", branch]);
        let text = bench.read("go.decision.ron");
        bench.write("go.decision.ron", &text[..text.len() - 20]);
        git_does(&root, &["commit", "--quiet", "--all", "-m", "Cut off"]);
        git_does(&root, &["checkout", "--quiet", "second"]);
        assert!(!git(&root, &["merge", "first"]).status.success());
        git_does(&root, &["checkout", &format!("--{other}"), "go.decision.ron"]);
        let ran = bench.run(&["merge", "--resolve", "go.decision.ron"]).exits(2);
        ran.stderr_has(&format!("in the copy of {side}, "))
            .stderr_has(&format!("git checkout --{other} -- go.decision.ron`"));
    }
}

/// A repository in the middle of a merge in which both sides added another record under one name.
fn two_records(with_driver: bool) -> (Bench, std::path::PathBuf) {
    let (bench, root) = committed(with_driver);
    let add = |branch: &str, title: &str| {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        bench.run(&["new", "--template=blank", "--title", title, "new.decision.ron"]).succeeds();
        git_does(&root, &["add", "new.decision.ron"]);
        git_does(&root, &["commit", "--quiet", "-m", branch]);
    };
    add("first", "Theirs");
    add("second", "Ours");
    assert!(!git(&root, &["merge", "--no-edit", "first"]).status.success());
    (bench, root)
}

#[test]
fn the_advice_for_two_records_under_one_name_keeps_both() {
    for (with_driver, is_taken) in [(true, false), (false, false), (false, true)] {
        let (bench, root) = two_records(with_driver);
        if is_taken {
            // Without markers, the file looks like any record.
            git_does(&root, &["checkout", "--ours", "new.decision.ron"]);
        }
        let ran = bench.run(&["check", "new.decision.ron"]).exits(if is_taken { 1 } else { 2 });
        let told = format!("{}{}", ran.out(), ran.err());
        assert!(!told.contains("--resolve"), "{told}");
        assert!(told.contains("oth sides added a record of their own under this name."), "{told}");
        let commands: Vec<&str> = told.split('`').filter(|words| words.starts_with("git ")).collect();
        for command in commands.iter().filter(|command| !command.ends_with("--abort")) {
            let ran = Command::new("sh").args(["-c", command]).current_dir(&root).status().unwrap();
            assert!(ran.success(), "{command}");
        }
        git_does(&root, &["commit", "--quiet", "--no-edit"]);
        for (file, title) in [("new.decision.ron", "Ours"), ("new.theirs.decision.ron", "Theirs")] {
            assert!(git_does(&root, &["show", &format!("HEAD:{file}")]).contains(&format!("title: \"{title}\"")));
        }
        bench.run(&["check", "new.decision.ron", "new.theirs.decision.ron"]).succeeds();
    }
}

#[test]
fn a_side_of_a_newer_format_asks_for_an_update() {
    for newer in ["first", "second"] {
        let (bench, root) = committed(false);
        for branch in ["first", "second"] {
            git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
            bench.replace("go.decision.ron", "title: \"Use Go\"", &format!("title: \"Use {branch}\""));
            if branch == newer {
                bench.replace("go.decision.ron", "format: 2", "format: 3");
            }
            git_does(&root, &["commit", "--quiet", "-am", branch]);
        }
        assert!(!git(&root, &["merge", "first"]).status.success());
        let marked = bench.read("go.decision.ron");
        for is_marked in [true, false] {
            if !is_marked {
                git_does(&root, &["checkout", "--ours", "go.decision.ron"]);
            }
            let told = bench.refuses(&["merge", "--resolve", "go.decision.ron"]);
            let told = told.stderr_has("newer version of Weigh-In, in format 3").stderr_has("reads up to format 2");
            assert!(
                told.err().contains("Update Weigh-In to merge it.") && !told.err().contains("checkout"),
                "{told:?}"
            );
        }
        assert!(marked.contains("<<<<<<<"));
    }
}
