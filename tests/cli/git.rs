//! What the program has git do: in the repository that is meant, with its hooks, and with the reason where git refuses.

use std::{fs, path::Path};

use super::{bench::Bench, merge::git_does};

const EXPORT: [&str; 4] = ["export", "go.decision.ron", "--repo", "."];
const ADR: &str = "docs/decisions/0001-use-go.md";

/// A repository with a record, in which git knows who commits.
fn bench() -> Bench {
    let bench = Bench::with_record();
    identified(&bench.path(""));
    bench
}

fn identified(root: &Path) {
    for (key, value) in [("user.name", "Ana"), ("user.email", "ana@example.org"), ("commit.gpgsign", "false")] {
        git_does(root, &["config", key, value]);
    }
}

/// Makes a hook for commits of a repository; `weigh-in` is the program in it.
#[cfg(unix)]
fn hook(root: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = root.join(".git/hooks/pre-commit");
    let script = script.replace("weigh-in", env!("CARGO_BIN_EXE_weigh-in"));
    weigh_in::storage::atomic::write(&path, format!("#!/bin/sh\n{script}\n").as_bytes()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
}

fn files_of_head(root: &Path) -> String {
    git_does(root, &["show", "--name-only", "--format=", "HEAD"])
}

#[test]
fn the_repository_that_is_named_is_used_whatever_the_environment_names() {
    let (named, other) = (bench(), Bench::new());
    other.git_init();
    identified(&other.path(""));
    other.write("docs/decisions/0041-x.md", "# 41. X\n");
    git_does(&other.path(""), &["add", "."]);
    git_does(&other.path(""), &["commit", "--quiet", "-m", "Other"]);
    let run = |arguments: &[&str]| {
        let mut command = named.command(arguments);
        command.env("GIT_DIR", other.path(".git")).env("GIT_WORK_TREE", other.path(""));
        command.env("GIT_INDEX_FILE", other.path(".git/index"));
        let output = command.output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
    };
    run(&[&EXPORT[..], &["--commit"]].concat());
    run(&["merge", "--install"]);
    assert_eq!(files_of_head(&named.path("")), format!("{ADR}\ngo.decision.ron\n"));
    assert_eq!(git_does(&other.path(""), &["log", "--format=%s"]), "Other\n");
    assert_eq!(git_does(&other.path(""), &["status", "--porcelain"]), "");
    assert!(fs::read_to_string(named.path(".git/config")).unwrap().contains("weigh-in"));
    assert!(!fs::read_to_string(other.path(".git/config")).unwrap().contains("weigh-in"));
}

#[cfg(unix)]
#[test]
fn a_hook_of_another_repository_exports_into_the_one_that_it_names() {
    let (named, outer) = (bench(), bench());
    let root = named.path("");
    git_does(&outer.path(""), &["add", "."]);
    git_does(&outer.path(""), &["commit", "--quiet", "-m", "Start"]);
    let record = root.join("go.decision.ron");
    hook(&outer.path(""), &format!("weigh-in export {} --repo {} --commit", record.display(), root.display()));
    outer.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=3"]).succeeds();
    git_does(&outer.path(""), &["commit", "--quiet", "-am", "Outer"]);
    assert_eq!(files_of_head(&outer.path("")), "go.decision.ron\n");
    assert_eq!(files_of_head(&root), format!("{ADR}\ngo.decision.ron\n"));
    for repository in [&root, &outer.path("")] {
        assert_eq!(git_does(repository, &["status", "--porcelain"]), "");
    }
}

#[cfg(unix)]
#[test]
fn a_hook_stages_into_its_own_commit() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["add", "."]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    hook(&root, "weigh-in export go.decision.ron --repo . --yes --stage >&2");
    let tree = tempfile::tempdir().unwrap();
    let linked = tree.path().join("linked");
    git_does(&root, &["worktree", "add", "--quiet", linked.to_str().unwrap()]);
    let linked_adr = "docs/decisions/0002-use-go.md";
    for (place, all, adr) in [(&root, false, ADR), (&root, true, ADR), (&linked, true, linked_adr)] {
        let mut score =
            bench.command(&["decide", "go.decision.ron", "--choose=go", "--because", &format!("{place:?}{all}")]);
        assert!(score.current_dir(place).output().unwrap().status.success());
        if !all {
            git_does(place, &["add", "go.decision.ron"]);
        }
        git_does(place, &["commit", "--quiet", if all { "-am" } else { "-m" }, "Decide"]);
        assert_eq!(files_of_head(place), format!("{adr}\ngo.decision.ron\n"), "{place:?} {all}");
        assert_eq!(git_does(place, &["status", "--porcelain"]), "", "{place:?} {all}");
    }
}

#[cfg(unix)]
#[test]
fn hooks_that_choose_files_by_pattern_see_what_is_committed() {
    let bench = bench();
    let script =
        "git diff --cached --name-only -- '*.md' | grep -q . && { echo 'no ADR without review' >&2; exit 1; }; true";
    hook(&bench.path(""), script);
    let commit = [&EXPORT[..], &["--commit"]].concat();
    bench.run(&commit).exits(2).tells("git refused: no ADR without review");
    // A second time nothing is written any more, and it is told all the same that nothing was committed.
    bench.run(&commit).exits(2).says("says already").tells("git refused: no ADR without review");
    fs::remove_file(bench.path(".git/hooks/pre-commit")).unwrap();
    bench.run(&commit).succeeds().says("Committed as ");
    bench.run(&commit).succeeds().says("Everything is committed already.");
    bench.run(&[&EXPORT[..], &["--stage"]].concat()).succeeds().says("Everything is committed already.");
}

#[cfg(unix)]
#[test]
fn what_a_refused_commit_left_staged_is_in_the_next_one() {
    let bench = bench();
    let root = bench.path("");
    bench.write("docs/decisions/0001-old.md", "# Old\n\n## Status\n\nAccepted\n");
    bench.write("docs/decisions/README.md", "# Decisions\n\n* [Old](0001-old.md)\n");
    git_does(&root, &["add", "docs"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=it is", "--status=accepted"];
    bench.run(&[&decide[..], &["--thin-coverage=x", "--against-lead=y"]].concat()).succeeds();
    hook(&root, "exit 1");
    bench.run(&[&EXPORT[..], &["--supersedes=1", "--yes", "--commit"]].concat()).exits(2);
    fs::remove_file(bench.path(".git/hooks/pre-commit")).unwrap();
    bench.run(&[&EXPORT[..], &["--commit"]].concat()).succeeds().says("Committed as ");
    let all = "docs/decisions/0001-old.md\ndocs/decisions/0002-use-go.md\ndocs/decisions/README.md\ngo.decision.ron\n";
    assert_eq!(files_of_head(&root), all);
    assert_eq!(git_does(&root, &["status", "--porcelain"]), "");
}

#[cfg(unix)]
#[test]
fn what_a_hook_changes_and_adds_again_is_not_taken_back_by_the_index() {
    let bench = bench();
    let root = bench.path("");
    bench.write("other.txt", "staged by people");
    git_does(&root, &["add", "other.txt"]);
    hook(&root, &format!("echo checked >> {ADR} && echo toc > TOC.md && git add {ADR} TOC.md"));
    bench.run(&[&EXPORT[..], &["--commit"]].concat()).succeeds();
    assert_eq!(files_of_head(&root), format!("TOC.md\n{ADR}\ngo.decision.ron\n"));
    assert_eq!(git_does(&root, &["status", "--porcelain"]), "A  other.txt\n");
    assert!(git_does(&root, &["show", &format!(":{ADR}")]).ends_with("checked\n"));
}

#[test]
fn a_commit_without_words_is_refused_before_anything_is_written() {
    let bench = bench();
    for message in ["", "  \n"] {
        bench.refuses(&[&EXPORT[..], &["--commit", "--message", message]].concat()).tells("it has no visible text");
    }
    assert!(!bench.path("docs").exists());
    assert_eq!(git_does(&bench.path(""), &["status", "--porcelain"]), "?? go.decision.ron\n");
}

#[test]
fn the_reason_is_told_where_git_refuses() {
    let bench = bench();
    let run = |arguments: &[&str]| {
        let output = bench.command(arguments).env("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1").output().unwrap();
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (code, told) = run(&["merge", "--install"]);
    assert!(code == Some(2) && told.contains("belongs to another user") && told.contains("safe.directory"), "{told}");
    let (code, told) = run(&[&EXPORT[..], &["--dry-run"]].concat());
    assert!(code == Some(0) && told.contains("Another branch may have this number"), "{told}");
    let (code, told) = run(&[&EXPORT[..], &["--stage"]].concat());
    assert!(code == Some(2) && told.contains("Everything is written, but git does not trust"), "{told}");
    let (code, told) = run(&["check", "go.decision.ron"]);
    assert!(code == Some(0) && !told.contains("error:"), "{told}");

    git_does(&bench.path(""), &["init", "--quiet", "--bare", "bare.git"]);
    bench.refuses(&["merge", "--install", "--repo", "bare.git"]).tells("is in a bare repository");
    let export = ["export", "go.decision.ron", "--repo", "bare.git"];
    bench.refuses(&export).tells("among git's own files");
    assert!(!bench.path("bare.git/docs").exists());
    // Its own configuration must not have files of other folders changed.
    git_does(&bench.path(""), &["config", "core.worktree", "/"]);
    bench.refuses(&["merge", "--install"]).tells("keeps its files in another folder");
    Bench::new().refuses(&["merge", "--install"]).tells("is in no git repository");
    let broken = Bench::new();
    broken.write(".git", "gitdir: nowhere\n");
    broken.refuses(&["merge", "--install"]).tells("Git could not be set up: git refused: fatal: not a git repository");
}

#[test]
fn nothing_is_exported_anywhere_among_gits_own_files() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    git_does(&root, &["init", "--quiet", "--bare", "bare.git"]);
    git_does(&root, &["worktree", "add", "--quiet", "elsewhere", "-b", "elsewhere"]);
    let folders = ["bare.git/refs", "bare.git/refs/heads", "bare.git/objects", "bare.git/hooks", "bare.git/info"];
    for folder in [&folders[..], &[".git/refs", ".git/hooks", ".git/worktrees/elsewhere"]].concat() {
        bench.refuses(&["export", "go.decision.ron", "--repo", folder]).tells("among git's own files");
        assert!(!bench.path(folder).join("docs").exists(), "{folder}");
    }
    // A folder of the repository may lead there as well.
    bench.write(".adr-dir", "way");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("bare.git/refs", bench.path("way")).unwrap();
        bench.refuses(&EXPORT).tells("among git's own files");
    }
    // People keep work trees in the folder of a bare repository.
    git_does(&bench.path("bare.git"), &["fetch", "--quiet", "..", "elsewhere:main"]);
    git_does(&bench.path("bare.git"), &["worktree", "add", "--quiet", "tree", "main"]);
    bench.run(&["export", "go.decision.ron", "--repo", "bare.git/tree"]).succeeds();
    assert!(bench.path("bare.git/tree").join(ADR).exists());
}

#[test]
fn one_broken_branch_does_not_hide_the_numbers_of_the_others() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    git_does(&root, &["checkout", "--quiet", "-b", "topic"]);
    bench.write("docs/decisions/0007-x.md", "# 7. X\n");
    git_does(&root, &["add", "docs"]);
    git_does(&root, &["commit", "--quiet", "-m", "Seven"]);
    git_does(&root, &["checkout", "--quiet", "-"]);
    for broken in ["0123456789012345678901234567890123456789\n", "nonsense\n", "\0\n"] {
        bench.write(".git/refs/heads/bad", broken);
        let ran = bench.run(&[&EXPORT[..], &["--dry-run"]].concat()).succeeds();
        let ran = ran.tells("git could not read bad").tells("The number 7 is taken by 0007-x.md on the branch topic");
        assert!(ran.err().contains("docs/decisions/0008-use-go.md"), "{ran:?}");
    }
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_neither_lost_nor_written_anew() {
    let bench = bench();
    let root = bench.path("");
    bench.write("src/main.go", "package main\n");
    git_does(&root, &["add", "."]);
    bench.run(&[&EXPORT[..], &["--commit"]].concat()).succeeds();
    git_does(&root, &["sparse-checkout", "set", "src"]);
    assert!(!bench.path(ADR).exists());
    bench.run(&["check", "go.decision.ron"]).succeeds().says("is left out of this sparse checkout");
    let before = bench.read("go.decision.ron");
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).exits(2).tells("git sparse-checkout add");
    assert!(!bench.path("docs").exists() && bench.read("go.decision.ron") == before);
    git_does(&root, &["sparse-checkout", "disable"]);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().says("says already");
}

#[test]
fn a_chart_that_a_sparse_checkout_leaves_out_is_neither_lost_nor_written_anew() {
    let bench = bench();
    let root = bench.path("");
    let chart = ADR.replace(".md", ".totals.svg");
    bench.score_all("ana", |_, option| if option == "go" { "4" } else { "3" }).succeeds();
    bench.run(&[&EXPORT[..], &["--chart", "totals", "--commit"]].concat()).succeeds();
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!*.svg"]);
    assert!(!bench.path(&chart).exists() && bench.path(ADR).exists());
    let left_out = format!("The chart `{chart}` is left out of this sparse checkout");
    bench.run(&["check", "go.decision.ron"]).succeeds().says(&left_out);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).exits(2).tells("git sparse-checkout add");
    assert!(!bench.path(&chart).exists());
    git_does(&root, &["sparse-checkout", "disable"]);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().says("says already");
    // One that was given up for good is lost.
    git_does(&root, &["rm", "--quiet", &chart]);
    bench.run(&["check", "go.decision.ron"]).exits(1).says("is not there");
}

#[test]
fn a_later_line_of_attributes_does_not_keep_the_driver_from_being_set_up() {
    let bench = bench();
    let root = bench.path("");
    let attribute = || git_does(&root, &["check-attr", "merge", "x.decision.ron"]);
    bench.write(".gitattributes", "*.decision.ron merge=weigh-in\n* -merge\n");
    bench.run(&["merge", "--install"]).succeeds().says("Commit .gitattributes");
    assert_eq!(attribute(), "x.decision.ron: merge: weigh-in\n");
    bench.run(&["merge", "--install"]).succeeds().says(".gitattributes says so already");
    bench.write(".git/info/attributes", "*.decision.ron merge=union\n");
    bench.run(&["merge", "--install"]).succeeds().tells("Other attributes overrule .gitattributes").tells("union");
}

#[cfg(unix)]
#[test]
fn nothing_is_set_up_where_the_attributes_cannot_be_written() {
    let bench = bench();
    let pipe = std::process::Command::new("mkfifo").arg(bench.path(".gitattributes")).status();
    assert!(pipe.unwrap().success());
    bench.refuses(&["merge", "--install"]).tells("not an ordinary file").tells("Nothing was set up");
    assert!(!bench.read(".git/config").contains("weigh-in"));
}

#[cfg(unix)]
#[test]
fn paths_that_are_not_unicode_survive() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt as _};
    let bench = bench();
    let root = bench.path("");
    let folder = root.join(OsStr::from_bytes(b"gr\xFC\xDFe"));
    fs::create_dir(&folder).unwrap();
    git_does(&folder, &["init", "--quiet"]);
    identified(&folder);
    bench.run(&["merge", "--install", "--repo", "."]).succeeds();
    let run = |arguments: &[&OsStr]| {
        let output = bench.command(&[]).args(arguments).current_dir(&folder).output().unwrap();
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let name = OsStr::from_bytes(b"\xFC.decision.ron");
    run(&["merge", "--install"].map(OsStr::new));
    assert!(folder.join(".gitattributes").exists());
    fs::copy(root.join("go.decision.ron"), folder.join(name)).unwrap();
    let told = run(&[OsStr::new("export"), name, OsStr::new("--repo"), OsStr::new("."), OsStr::new("--commit")]);
    assert!(told.contains("The name of the record is not Unicode"), "{told}");
    assert_eq!(files_of_head(&folder), format!("{ADR}\n\"\\374.decision.ron\"\n"));
}
