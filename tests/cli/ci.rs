//! `docs/ci.md`: what it says runs as it stands there.

use std::{env, path::Path, process::Command};

use super::{
    bench::Bench,
    tools::{self, git_does},
};

const PAGE: &str = include_str!("../../docs/ci.md");

/// The blocks of YAML of the page.
fn blocks() -> Vec<&'static str> {
    let blocks: Vec<&str> = PAGE.split("```yaml\n").skip(1).map(|block| block.split_once("\n```").unwrap().0).collect();
    assert_eq!(blocks.len(), 3);
    blocks
}

/// A repository with a decision and its ADR, and a branch on which a score changed.
fn repository() -> Bench {
    let bench = Bench::with_scores();
    bench.git_init();
    let root = bench.path("");
    bench
        .run(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--thin-coverage=y", "--status=proposed"])
        .succeeds();
    bench.run(&["export", "go.decision.ron", "--repo=."]).succeeds();
    let commit = |message: &str| {
        git_does(&root, &["add", "--all"]);
        git_does(&root, &["commit", "--quiet", "-m", message]);
    };
    commit("Decide");
    git_does(&root, &["branch", "-M", "main"]);
    git_does(&root, &["update-ref", "refs/remotes/origin/main", "main"]);
    git_does(&root, &["checkout", "--quiet", "-b", "more"]);
    bench.run(&["set", "go.decision.ron", "title=Use Go here"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo=.", "--yes"]).succeeds();
    commit("Rename");
    bench
}

/// Runs lines in a shell that has this program, as a runner does: the first that fails ends it.
#[cfg(unix)]
fn shell(bench: &Bench, lines: &str) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_weigh-in")).parent().unwrap();
    let path = format!("{}:{}", program.display(), env::var("PATH").unwrap());
    let mut shell = Command::new("bash");
    shell.args(["-e", "-o", "pipefail", "-c", lines]).current_dir(bench.path("")).env("PATH", path);
    let ran = shell.env("BASE", "origin/main").env("CI_PIPELINE_SOURCE", "schedule").output().unwrap();
    let told = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    (ran.status.success(), told)
}

#[cfg(unix)]
#[test]
fn the_commands_of_the_page_run_as_they_stand_there() {
    let bench = repository();
    let [github, gitlab, _] = blocks()[..] else { unreachable!() };
    let mut ran = 0;
    for line in github.lines().chain(gitlab.lines()) {
        let line = line.trim();
        let command =
            line.strip_prefix("run: ").or_else(|| line.strip_prefix("- run: ").or_else(|| line.strip_prefix("- ")));
        let Some(command) = command.filter(|command| command.contains("weigh-in ") && !command.starts_with("cargo "))
        else {
            continue;
        };
        let (done, told) = shell(&bench, command);
        assert!(done, "{command}: {told}");
        ran += 1;
    }
    assert_eq!(ran, 6);
    let (_, script) = github.split_once("run: |\n").unwrap();
    let script: String = script.lines().map(|line| line.trim_start().to_owned() + "\n").collect();
    let (done, told) = shell(&bench, &script.replace("gh pr comment \"$NUMBER\" --body-file", "cat"));
    assert!(done && told.contains("Use Go here"), "{told}");
    // A record with an error fails the build.
    bench.replace("go.decision.ron", "title: \"Use Go here\"", "title: \"\"");
    let (done, told) = shell(&bench, "git ls-files -z '*.decision.ron' | xargs -0 -r weigh-in check");
    assert!(!done && told.contains("error[no-title]"), "{told}");
}

/// Python with the packages that `scripts/clients` installs.
fn python() -> Option<std::path::PathBuf> {
    let python = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/clients/python/bin/python");
    if python.with_file_name("pre-commit").is_file() {
        return Some(python);
    }
    let required = env::var("WEIGH_IN_CLIENTS").is_ok_and(|value| value == "required");
    assert!(!required, "pre-commit is not installed; run scripts/clients");
    tools::left_out("pre-commit is not installed; run scripts/clients");
    None
}

#[test]
fn the_blocks_of_the_page_are_yaml() {
    let Some(python) = python() else { return };
    for block in blocks() {
        let ran = Command::new(&python)
            .args(["-c", "import sys, yaml; yaml.safe_load(sys.argv[1])", block])
            .output()
            .unwrap();
        assert!(ran.status.success(), "{block}\n{}", String::from_utf8_lossy(&ran.stderr));
    }
}

#[cfg(unix)]
#[test]
fn pre_commit_runs_the_hooks() {
    let Some(python) = python() else { return };
    // The hooks as a repository of their own, as pre-commit clones it.
    let hooks = Bench::new();
    hooks.git_init();
    hooks.write(".pre-commit-hooks.yaml", include_str!("../../.pre-commit-hooks.yaml"));
    git_does(&hooks.path(""), &["add", "--all"]);
    git_does(&hooks.path(""), &["commit", "--quiet", "-m", "Hooks"]);
    let bench = repository();
    let tried = |hook: &str| {
        let pre_commit = python.with_file_name("pre-commit");
        let home = hooks.path("cache");
        let line = format!(
            "PRE_COMMIT_HOME='{}' '{}' try-repo '{}' {hook} --all-files",
            home.display(),
            pre_commit.display(),
            hooks.path("").display()
        );
        shell(&bench, &line)
    };
    for hook in ["weigh-in-check", "weigh-in-log"] {
        let (done, told) = tried(hook);
        assert!(done && told.contains("Passed"), "{hook}: {told}");
    }
    bench.replace("go.decision.ron", "title: \"Use Go here\"", "title: \"\"");
    let (done, told) = tried("weigh-in-check");
    assert!(!done && told.contains("error[no-title]"), "{told}");
}
