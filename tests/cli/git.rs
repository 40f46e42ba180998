//! What the program has git do: in the repository that is meant, with its hooks, and with the reason where git refuses.

use std::{fs, path::Path};

use weigh_in::storage;

use super::{bench::Bench, tools::git_does};

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
        let because = format!("{place:?}{all}");
        let mut score = bench.command(&[
            "decide",
            "go.decision.ron",
            "--choose=go",
            "--because",
            &because,
            "--correct=another reason",
            "--thin-coverage=it is a test",
        ]);
        let decided = score.current_dir(place).output().unwrap();
        assert!(decided.status.success(), "{decided:?}");
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
    bench.run(&commit).exits(2).stderr_has("git refused: no ADR without review");
    // A second time nothing is written any more, and it is told all the same that nothing was committed.
    bench.run(&commit).exits(2).stdout_has("is up to date").stderr_has("git refused: no ADR without review");
    fs::remove_file(bench.path(".git/hooks/pre-commit")).unwrap();
    bench.run(&commit).succeeds().stdout_has("Committed as ");
    bench.run(&commit).succeeds().stdout_has("Everything is already committed.");
    bench.run(&[&EXPORT[..], &["--stage"]].concat()).succeeds().stdout_has("Everything is already committed.");
}

/// The window's listener, which a build without it does not have.
#[cfg(target_os = "linux")]
#[test]
fn a_signal_ends_git_and_its_hooks_as_well() {
    use std::{os::unix::process::ExitStatusExt as _, process::Command, time::Duration};
    let kill = |signal: &str, process: &str| {
        Command::new("kill").args([signal, process]).output().is_ok_and(|output| output.status.success())
    };
    for (signal, number) in [("-INT", 2), ("-TERM", 15), ("-HUP", 1), ("-QUIT", 3)] {
        let bench = bench();
        hook(
            &bench.path(""),
            "echo $$ > started; trap 'sleep 0.3; touch cleaned; exit 1' TERM; while :; do sleep 0.1; done",
        );
        // Signals that whoever started the tests ignores, as `nohup` does, would be ignored by the program as well.
        let mut program = Command::new("env");
        program.args(["--default-signal=HUP,INT,QUIT,TERM", env!("CARGO_BIN_EXE_weigh-in")]);
        let mut command = bench.command_by(program, &[&EXPORT[..], &["--commit"]].concat());
        let mut child =
            command.stdout(std::process::Stdio::null()).stderr(std::process::Stdio::piped()).spawn().unwrap();
        let patience = std::time::Instant::now() + Duration::from_secs(30);
        let hook = loop {
            let started = fs::read_to_string(bench.path("started")).unwrap_or_default();
            if started.ends_with('\n') {
                break started.trim().to_owned();
            }
            assert!(std::time::Instant::now() < patience, "the hook does not start");
            std::thread::sleep(Duration::from_millis(20));
        };
        assert!(kill(signal, &child.id().to_string()));
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            if std::time::Instant::now() > patience {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(20));
        };
        assert_eq!(status.signal(), Some(number), "{status:?}");
        assert!(bench.path("cleaned").exists(), "{signal}: the hook had no time to clean up");
        assert!(!kill("-0", &hook), "{signal}: the hook runs on");
        assert!(!bench.path(".git/index.lock").exists());
        let told = std::io::read_to_string(child.stderr.take().unwrap()).unwrap();
        assert!(!told.contains("error"), "{told}");
        assert!(told.contains("Stopped while git was committing. Written, but not committed"), "{signal}: {told}");
        assert!(told.contains("docs/decisions/0001-use-go.md, go.decision.ron."), "{signal}: {told}");
    }
}

/// In the background of a terminal such a hook is stopped by the system, and would wait for ever.
#[cfg(target_os = "linux")]
#[test]
fn a_hook_that_asks_in_the_terminal_is_told_at_once() {
    let bench = bench();
    hook(&bench.path(""), "read answer </dev/tty");
    let program = format!("{} {} --commit", env!("CARGO_BIN_EXE_weigh-in"), EXPORT.join(" "));
    let mut terminal = std::process::Command::new("script");
    terminal.args(["--quiet", "--return", "--command", &program, "/dev/null"]);
    let begun = std::time::Instant::now();
    let ran = bench.command_by(terminal, &[]).output().unwrap();
    let said = String::from_utf8_lossy(&ran.stdout).into_owned();
    assert!(said.contains("wants to ask something in the terminal"), "{said}");
    // As it stands there it can be pasted.
    let command =
        said.split_once("Commit with git itself: `").unwrap().1.split_once('`').unwrap().0.replace("\r\n", "");
    fs::remove_file(bench.path(".git/hooks/pre-commit")).unwrap();
    let pasted = std::process::Command::new("sh").args(["-c", &command]).current_dir("/").output().unwrap();
    assert!(pasted.status.success(), "{command}: {pasted:?}");
    assert!(files_of_head(&bench.path("")).contains("docs/decisions/0001-use-go.md"));
    assert_eq!(ran.status.code(), Some(2), "{said}");
    assert!(begun.elapsed() < std::time::Duration::from_mins(1), "{said}");
    assert!(!bench.path(".git/index.lock").exists());
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
    bench.run(&[&EXPORT[..], &["--commit"]].concat()).succeeds().stdout_has("Committed as ");
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
        bench
            .refuses(&[&EXPORT[..], &["--commit", "--message", message]].concat())
            .stderr_has("it has no visible text");
    }
    assert!(!bench.path("docs").exists());
    assert_eq!(git_does(&bench.path(""), &["status", "--porcelain"]), "?? go.decision.ron\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_set_up_through_a_link_to_another_configuration() {
    let bench = bench();
    let other = bench.path("other-config");
    bench.write("other-config", &bench.read(".git/config"));
    std::fs::remove_file(bench.path(".git/config")).unwrap();
    std::os::unix::fs::symlink(&other, bench.path(".git/config")).unwrap();
    let before = bench.read("other-config");
    bench
        .refuses(&["merge", "--install"])
        .stderr_has(".git/config is a link, through which another file would be changed");
    assert_eq!(bench.read("other-config"), before);
    assert!(!bench.path(".gitattributes").exists());
}

#[test]
fn nothing_is_set_up_or_begun_beside_what_a_sparse_checkout_leaves_out() {
    let bench = bench();
    let root = bench.path("");
    bench.write(".gitattributes", "*.txt text\n");
    bench.write("adr/0001-use-perl.md", "# 1. Use Perl\n\n## Status\n\nAccepted\n");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!/.gitattributes", "!/adr/"]);
    let advice = "Run `git sparse-checkout add .gitattributes`";
    bench.refuses(&["merge", "--install"]).stderr_has(advice);
    assert!(!bench.path(".gitattributes").exists());
    let advice = "run `git sparse-checkout add adr` in the root";
    bench.refuses(&["export", "go.decision.ron", "--repo", ".", "--yes"]).stderr_has(advice);
    assert!(!bench.path("docs").exists());
    git_does(&root, &["sparse-checkout", "add", ".gitattributes", "adr"]);
    bench.run(&["merge", "--install"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    assert_eq!(bench.path("adr").read_dir().unwrap().count(), 2);
}

#[test]
fn nothing_is_written_that_git_would_not_take() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    let other = bench.path("other").to_string_lossy().into_owned();
    git_does(&root, &["init", "--quiet", &other]);
    git_does(&bench.path("other"), &["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    git_does(&root, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &other, "sub"]);
    bench.write(".gitignore", "other\nsecret/\n");
    bench.write("near/x.txt", "x");
    bench.write("far/x.txt", "x");
    git_does(&root, &["add", ".gitignore", "near", "far"]);
    git_does(&root, &["commit", "--quiet", "-m", "Folders"]);
    git_does(&root, &["sparse-checkout", "set", "near"]);
    git_does(&root, &["init", "--quiet", "near/nest"]);
    for how in ["--stage", "--commit"] {
        for (folder, told) in [
            (
                "sub/docs",
                "git takes nothing in the submodule 'sub' from outside of it; export into the submodule itself",
            ),
            ("near/nest/docs", "near/nest is a git repository of its own, so its files cannot be committed from here"),
            ("near/secret", "ignored by one of your .gitignore files"),
            (
                "far/docs",
                "sparse checkout, and `far/docs/0001-use-go.md` would be; add its folder with `git sparse-checkout add far/docs`",
            ),
        ] {
            let ran = bench.refuses(&[&EXPORT[..], &["--folder", folder, how]].concat());
            ran.stderr_has(told).stderr_has("Nothing was written.");
            assert!(!bench.path(folder).exists(), "{folder}");
        }
    }
    bench.run(&[&EXPORT[..], &["--folder", "near/docs", "--stage"]].concat()).succeeds();
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
    assert!(
        code == Some(2) && told.contains("git does not trust") && told.ends_with("Nothing was written.\n"),
        "{told}"
    );
    let (code, told) = run(&["check", "go.decision.ron"]);
    assert!(code == Some(0) && !told.contains("error:"), "{told}");

    git_does(&bench.path(""), &["init", "--quiet", "--bare", "bare.git"]);
    bench.refuses(&["merge", "--install", "--repo", "bare.git"]).stderr_has("is in a bare repository");
    let export = ["export", "go.decision.ron", "--repo", "bare.git"];
    bench.refuses(&export).stderr_has("among git's own files");
    assert!(!bench.path("bare.git/docs").exists());
    // Its own configuration must not have files of other folders changed.
    git_does(&bench.path(""), &["config", "core.worktree", "/"]);
    bench.refuses(&["merge", "--install"]).stderr_has("keeps its files in another folder");
    Bench::new().refuses(&["merge", "--install"]).stderr_has("is in no git repository");
    let broken = Bench::new();
    broken.write(".git", "gitdir: nowhere\n");
    broken
        .refuses(&["merge", "--install"])
        .stderr_has("Git could not be set up: git refused: fatal: not a git repository");
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
        bench.refuses(&["export", "go.decision.ron", "--repo", folder]).stderr_has("among git's own files");
        assert!(!bench.path(folder).join("docs").exists(), "{folder}");
    }
    // A folder of the repository may lead there as well.
    bench.write(".adr-dir", "way");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink("bare.git/refs", bench.path("way")).unwrap();
        bench.refuses(&EXPORT).stderr_has("among git's own files");
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
        let ran = ran.stderr_has("git did not read bad in time, or could not read it");
        let ran = ran.stderr_has("The number 7 is taken by 0007-x.md on the branch topic");
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
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has("is left out of this sparse checkout");
    let before = bench.read("go.decision.ron");
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).exits(2).stderr_has("git sparse-checkout add");
    assert!(!bench.path("docs").exists() && bench.read("go.decision.ron") == before);
    git_does(&root, &["sparse-checkout", "disable"]);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().stdout_has("is up to date");
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
    bench.run(&["check", "go.decision.ron"]).succeeds().stdout_has(&left_out);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).exits(2).stderr_has("git sparse-checkout add");
    assert!(!bench.path(&chart).exists());
    git_does(&root, &["sparse-checkout", "disable"]);
    bench.run(&[&EXPORT[..], &["--yes"]].concat()).succeeds().stdout_has("is up to date");
    // One that was given up for good is lost.
    git_does(&root, &["rm", "--quiet", &chart]);
    bench.run(&["check", "go.decision.ron"]).exits(1).stdout_has("is not there");
}

#[test]
fn a_later_line_of_attributes_does_not_keep_the_driver_from_being_set_up() {
    let bench = bench();
    let root = bench.path("");
    let attributes = || git_does(&root, &["check-attr", "merge", "diff", "--", "x.decision.ron"]);
    let line = "*.decision.ron merge=weigh-in diff=weigh-in\n";
    for later in ["* -merge\n", "* -diff\n"] {
        bench.write(".gitattributes", &format!("{line}{later}"));
        bench.run(&["merge", "--install"]).succeeds().stdout_has("Commit .gitattributes");
        assert_eq!(attributes(), "x.decision.ron: merge: weigh-in\nx.decision.ron: diff: weigh-in\n");
    }
    bench.write(".gitattributes", &format!("{line}* -merge\n"));
    bench.run(&["merge", "--install"]).succeeds();
    bench.run(&["merge", "--install"]).succeeds().stdout_has(".gitattributes already has the line");
    bench.write(".git/info/attributes", "*.decision.ron merge=union\n");
    // The line is appended once, however often that does not help.
    for _ in 0..2 {
        bench
            .run(&["merge", "--install"])
            .succeeds()
            .stderr_has("Other attributes overrule .gitattributes")
            .stderr_has("union");
        assert_eq!(bench.read(".gitattributes"), format!("{line}* -merge\n{line}"));
    }
}

#[test]
fn attributes_of_a_folder_that_give_decision_files_to_another_driver_are_told() {
    let bench = bench();
    bench.write("docs/.gitattributes", "*.ron merge=union\n");
    bench.write("apps/a/.gitattributes", "*.png binary\n");
    bench.write("apps/a/a.decision.ron", "");
    bench
        .run(&["merge", "--install"])
        .succeeds()
        .stderr_has("Other attributes overrule .gitattributes: git gives docs/x.decision.ron to \"union\".");
    bench.write("docs/.gitattributes", "");
    bench.write(".git/info/attributes", "apps/a/a.decision.ron -merge\n");
    let ran = bench.run(&["merge", "--install"]).succeeds();
    ran.stderr_has("git gives apps/a/a.decision.ron to \"unset\"");
    bench.write(".git/info/attributes", "");
    assert_eq!(bench.run(&["merge", "--install"]).succeeds().err(), "");
}

#[test]
fn the_line_of_an_older_version_becomes_the_present_one() {
    let bench = bench();
    let line = "*.decision.ron merge=weigh-in diff=weigh-in\n";
    bench.write(".gitattributes", "*.png binary\n*.decision.ron merge=weigh-in\n*.md text\n");
    bench.run(&["merge", "--install"]).succeeds().stdout_has("Commit .gitattributes");
    assert_eq!(bench.read(".gitattributes"), format!("*.png binary\n{line}*.md text\n"));
    // A later line that overrules the old one overrules the present one as well.
    bench.write(".gitattributes", "*.decision.ron merge=weigh-in\n* -merge\n");
    bench.run(&["merge", "--install"]).succeeds();
    assert_eq!(bench.read(".gitattributes"), format!("{line}* -merge\n{line}"));
    bench.run(&["merge", "--install"]).succeeds().stdout_has(".gitattributes already has the line");
}

#[test]
fn the_driver_is_set_up_where_its_keys_have_several_values() {
    let bench = bench();
    for value in ["one", "two"] {
        git_does(&bench.path(""), &["config", "--add", "merge.weigh-in.driver", value]);
        git_does(&bench.path(""), &["config", "--add", "diff.weigh-in.textconv", value]);
    }
    bench.run(&["merge", "--install"]).succeeds();
    let driver = git_does(&bench.path(""), &["config", "--get-all", "merge.weigh-in.driver"]);
    assert!(driver.lines().count() == 1 && driver.contains("merge %O %A %B"), "{driver}");
    let words = git_does(&bench.path(""), &["config", "--get-all", "diff.weigh-in.textconv"]);
    assert!(words.lines().count() == 1 && words.contains(" show --plain -- "), "{words}");
}

#[cfg(unix)]
#[test]
fn git_that_hangs_in_a_repository_is_waited_for_once() {
    let bench = bench();
    git_does(&bench.path(""), &["config", "include.path", "../pipe"]);
    assert!(std::process::Command::new("mkfifo").arg(bench.path("pipe")).status().unwrap().success());
    let start = std::time::Instant::now();
    bench.run(&[&EXPORT[..], &["--stage"]].concat()).exits(2).stderr_has("git was stopped after 10 s");
    let waited = start.elapsed();
    assert!(waited < std::time::Duration::from_secs(19), "{waited:?}");
}

#[test]
fn a_folder_that_is_not_there_is_not_told_as_missing_git() {
    let bench = bench();
    for command in [&["merge", "--install"][..], &["renumber", "1"], &EXPORT[..2]] {
        let ran = bench.run(&[command, &["--repo", "nowhere"]].concat()).exits(2);
        ran.stderr_has("nowhere is not a folder. Behind --repo comes the folder of a repository.");
    }
}

/// The program with another `git` in front of the real one, which the script finds as `$GIT`.
#[cfg(unix)]
fn with_git(bench: &Bench, script: &str, arguments: &[&str]) -> (Option<i32>, String) {
    use std::os::unix::fs::PermissionsExt as _;
    let path = std::env::var("PATH").unwrap();
    let real = std::env::split_paths(&path).map(|folder| folder.join("git")).find(|git| git.is_file()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let git = folder.path().join("git");
    let text = format!("#!/bin/sh\nGIT={}\n{script}\n", real.display());
    weigh_in::storage::atomic::write(&git, text.as_bytes()).unwrap();
    fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).unwrap();
    let path = format!("{}:{path}", folder.path().display());
    let output = bench.command(arguments).env("PATH", path).output().unwrap();
    let told = [output.stdout, output.stderr].concat();
    (output.status.code(), String::from_utf8_lossy(&told).into_owned())
}

#[cfg(unix)]
#[test]
fn what_git_says_late_is_waited_for_and_never_taken_for_nothing() {
    let bench = super::unmerged::without_the_program();
    // Git is gone at once, and what it says comes later.
    let late = "case \"$*\" in *--unmerged*) { sleep 2; \"$GIT\" \"$@\"; } & exit 0;; *) exec \"$GIT\" \"$@\";; esac";
    let (code, told) = with_git(&bench, late, &["check", "go.decision.ron"]);
    assert!(code == Some(1) && told.contains("Git holds this file as unmerged"), "{told}");
}

#[cfg(unix)]
#[test]
fn all_branches_together_take_no_longer_than_their_time() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    for n in 0..12 {
        git_does(&root, &["checkout", "--quiet", "-b", &format!("b{n}")]);
        bench.write("x", &n.to_string());
        git_does(&root, &["add", "x"]);
        git_does(&root, &["commit", "--quiet", "-m", "More"]);
    }
    let slow = "case \"$*\" in *ls-tree*) sleep 1.5;; esac; exec \"$GIT\" \"$@\"";
    let start = std::time::Instant::now();
    let (code, told) = with_git(&bench, slow, &[&EXPORT[..], &["--dry-run"]].concat());
    assert!(start.elapsed().as_secs() < 12, "{:?}", start.elapsed());
    assert!(code == Some(0) && told.contains("in time, or could not read it. `git fsck` checks"), "{told}");
    assert!(!told.contains("10 s"), "{told}");
}

#[test]
fn branches_that_were_not_looked_at_are_told_of() {
    let bench = bench();
    let root = bench.path("");
    git_does(&root, &["commit", "--quiet", "--allow-empty", "-m", "Start"]);
    let head = git_does(&root, &["rev-parse", "HEAD"]);
    for n in 1..200 {
        bench.write(&format!(".git/refs/heads/b{n}"), &head);
    }
    let export = [&EXPORT[..], &["--dry-run"]].concat();
    let ran = bench.run(&export).succeeds();
    assert!(!ran.err().contains("branches were checked"), "{ran:?}");
    bench.write(".git/refs/heads/b200", &head);
    bench.run(&export).succeeds().stderr_has("only 200 branches were checked, those with the newest commits");
}

#[cfg(unix)]
#[test]
fn git_is_asked_once_for_all_adrs_of_a_record() {
    let bench = bench();
    // The program runs with a git that counts.
    let runs = |arguments: &[&str]| {
        let count = bench.path("count");
        let script = format!("echo >> {}; exec \"$GIT\" \"$@\"", count.display());
        let (code, told) = with_git(&bench, &script, arguments);
        let runs = fs::read_to_string(&count).unwrap_or_default().lines().count();
        fs::remove_file(&count).unwrap();
        assert!(runs < 20, "{arguments:?}: {runs} runs of git");
        (code, told)
    };
    let write = |field: &str, entries: &dyn Fn(usize) -> String| {
        let text = bench.read("go.decision.ron");
        let end = text.rfind(')').unwrap();
        let entries: String = (0..50).map(entries).collect();
        bench.write("many.decision.ron", &format!("{}    {field}: [{entries}],\n)\n", &text[..end]));
        storage::load(&bench.path("many.decision.ron")).unwrap();
    };
    let export = |path: String| format!("(path: \"{path}\", dialect: \"madr\", on: \"2026-01-01\"),");
    write("exports", &|n| export(format!("docs/{n}.md")));
    let (code, told) = runs(&["check", "many.decision.ron"]);
    assert!(code == Some(1) && told.matches("is not there").count() == 50, "{told}");
    runs(&["export", "many.decision.ron", "--repo", ".", "--dry-run"]);
    // One path is one ADR, however it is written.
    write("exports", &|n| export(format!("{}docs/a.md", "./".repeat(n))));
    let (code, told) = runs(&["check", "many.decision.ron"]);
    assert!(code == Some(1) && told.matches("is not there").count() == 1, "{told}");
    // And so it is for the ADRs that the record names.
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=it is", "--status=accepted"];
    bench.run(&[&decide[..], &["--thin-coverage=x", "--against-lead=y"]].concat()).succeeds();
    let name = |n: usize| format!("docs/decisions/{n:04}-x.md");
    let mut export = vec!["export".to_owned(), "go.decision.ron".to_owned(), "--repo=.".to_owned()];
    for n in 1..50 {
        bench.write(&name(n), &format!("# {n}. X\n\n## Status\n\nAccepted\n"));
        export.push(format!("--amends={}", name(n)));
    }
    export.push("--dry-run".to_owned());
    let (code, told) = runs(&export.iter().map(String::as_str).collect::<Vec<_>>());
    assert!(code == Some(0) && told.contains(&name(49)), "{told}");
}

#[cfg(unix)]
#[test]
fn nothing_is_set_up_where_the_attributes_cannot_be_written() {
    let bench = bench();
    let pipe = std::process::Command::new("mkfifo").arg(bench.path(".gitattributes")).status();
    assert!(pipe.unwrap().success());
    bench.refuses(&["merge", "--install"]).stderr_has("not an ordinary file").stderr_has("Nothing was set up");
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

#[test]
fn without_git_nobody_says_that_a_merge_is_finished() {
    let bench = super::unmerged::without_the_program();
    let nothing = tempfile::tempdir().unwrap();
    let mut told = Vec::new();
    for arguments in [&["check", "go.decision.ron"][..], &["merge", "--resolve", "go.decision.ron"]] {
        let output = bench.command(arguments).env("PATH", nothing.path()).output().unwrap();
        told.push(String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned());
    }
    assert!(told[0].contains("It is not known whether git holds this file as unmerged"), "{told:?}");
    assert!(told[1].contains("Git could not say whether it is unmerged"), "{told:?}");
}
