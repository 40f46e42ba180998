//! The commands of the README, as they stand there: each runs in the order in which it is listed.

use std::{env, path::Path, process::Command};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const README: &str = include_str!("../../README.md");

/// The command lines of the README that run this program or git, with lines that go on put together.
fn commands() -> Vec<String> {
    let (mut found, mut is_shell, mut begun) = (Vec::new(), false, String::new());
    for line in README.lines() {
        if line.starts_with("```") {
            is_shell = line == "```sh";
        } else if is_shell {
            begun.push_str(line);
            if let Some(more) = begun.strip_suffix('\\') {
                begun.truncate(more.len());
                continue;
            }
            found.push(std::mem::take(&mut begun));
        }
    }
    found.retain(|line| line.starts_with("weigh-in ") || line.starts_with("git "));
    found
}

/// A repository of a team with two ADRs, on `main`.
fn repository() -> Bench {
    let bench = Bench::new();
    bench.git_init();
    let root = bench.path("");
    for (key, value) in [("user.name", "Ana Maria"), ("user.email", "ana@example.org"), ("commit.gpgsign", "false")] {
        git_does(&root, &["config", key, value]);
    }
    for (file, title) in [("0001-use-make.md", "Use make"), ("0002-use-perl.md", "Use Perl")] {
        let adr = format!("---\nstatus: \"accepted\"\ndate: 2024-01-01\n---\n# {title}\n\n## Decision Outcome\n\nx\n");
        bench.write(&format!("docs/decisions/{file}"), &adr);
    }
    commit(&root, "Start");
    git_does(&root, &["branch", "-M", "main"]);
    bench
}

fn commit(root: &Path, message: &str) {
    git_does(root, &["add", "--all"]);
    git_does(root, &["commit", "--quiet", "--allow-empty", "-m", message]);
}

/// What the README takes as given before a command.
fn prepare(bench: &Bench, command: &str) {
    let root = bench.path("");
    if command.contains("diff old.decision.ron") {
        bench.write("old.decision.ron", &bench.read("ingest.decision.ron"));
    } else if command.contains("--since main") {
        commit(&root, "Score");
    } else if command.contains("--resolve") && !command.contains("--take") {
        // Two branches that name the record differently.
        commit(&root, "Go on");
        for branch in ["theirs", "ours"] {
            git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
            bench.replace("ingest.decision.ron", "title: \"Use Go", &format!("title: \"{branch}: Use Go"));
            commit(&root, branch);
        }
        git_does(&root, &["checkout", "--quiet", "ours"]);
        assert!(!git(&root, &["merge", "--quiet", "theirs"]).status.success());
    }
}

/// The exit code that the README says a command has.
fn code(command: &str) -> i32 {
    // Conflicts are left, as they are in the sentence above.
    i32::from(command.contains("--resolve") && !command.contains("--take"))
}

#[cfg(unix)]
#[test]
fn every_command_of_the_readme_runs_where_it_is_listed() {
    let bench = repository();
    let program = Path::new(env!("CARGO_BIN_EXE_weigh-in")).parent().unwrap();
    let path = env::join_paths(
        std::iter::once(program.to_owned()).chain(env::split_paths(&env::var_os("PATH").unwrap_or_default())),
    );
    let path = path.unwrap();
    let commands = commands();
    assert!(commands.len() > 30, "{commands:#?}");
    for command in &commands {
        prepare(&bench, command);
        // A shell, which expands `*.ballot.ron` and passes over what follows a `#`.
        let mut shell = Command::new("sh");
        shell.env("PATH", &path);
        let output = bench.command_by(shell, &["-c", command]).output().unwrap();
        assert_eq!(output.status.code(), Some(code(command)), "{command}: {output:?}");
    }
}
