//! What a sparse checkout leaves out is told where it matters, and git is told so where it would refuse.

use std::path::{Path, PathBuf};

use super::{
    bench::Bench,
    tools::{git, git_does},
};

const EXPORT: [&str; 5] = ["export", "go.decision.ron", "--repo", ".", "--yes"];

/// A repository with a record and these files, all of it committed.
fn committed(files: &[(&str, &str)]) -> (Bench, PathBuf) {
    let bench = Bench::with_record();
    let root = bench.path("");
    for (file, text) in files {
        bench.write(file, text);
    }
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["branch", "-M", "main"]);
    (bench, root)
}

/// The command between backquotes that begins so, without the name of git.
fn advised<'t>(told: &'t str, start: &str) -> Vec<&'t str> {
    let mut commands = told.split('`').filter(|words| words.starts_with(start));
    commands.next().unwrap_or_else(|| panic!("no {start} in {told}")).split(' ').skip(1).collect()
}

const ADR: &str = "# 1. Use Perl\n\n## Status\n\nAccepted\n";

#[test]
fn a_renumbering_tells_where_it_did_not_look() {
    let link = "See [1](../adr/0001-use-perl.md).\n";
    let files = [
        ("adr/0001-use-perl.md", ADR),
        ("far/notes.md", link),
        ("far/deep/notes.md", "See [1](../../adr/0001-use-perl.md).\n"),
        ("far/node_modules/x/README.md", "x"),
        ("other/code.rs", "fn main() {}\n"),
        ("near/notes.md", link),
    ];
    let (bench, root) = committed(&files);
    git_does(&root, &["sparse-checkout", "set", "adr", "near"]);
    assert!(!bench.path("far").exists());
    let told = bench.run(&["renumber", "1", "--to", "7", "--dry-run"]).succeeds();
    let told = told.stderr_has("warning: Files in `far` are left out of this sparse checkout and were not searched");
    assert!(told.err().contains("still name adr/0001-use-perl.md or its number 1"), "{told:?}");
    git_does(&root, &advised(told.err(), "git sparse-checkout add"));
    let told = bench.run(&["renumber", "1", "--to", "7", "--yes"]).succeeds();
    assert_eq!(told.err(), "");
    assert!(bench.read("far/deep/notes.md").contains("0007-use-perl.md"));
}

#[test]
fn many_folders_that_were_not_searched_are_counted() {
    let folders = ["a", "b", "c", "d", "e", "f", "g"].map(|folder| format!("{folder}/notes.md"));
    let mut files = vec![("adr/0001-use-perl.md", ADR)];
    files.extend(folders.iter().map(|file| (file.as_str(), "x\n")));
    let (bench, root) = committed(&files);
    git_does(&root, &["sparse-checkout", "set", "adr"]);
    let told = bench.run(&["renumber", "1", "--to", "7", "--dry-run"]).succeeds();
    let told = told.stderr_has("Files in `a`, `b`, `c`, `d`, `e` and in 2 more are left out");
    git_does(&root, &advised(told.err(), "git sparse-checkout"));
    assert_eq!(bench.run(&["renumber", "1", "--to", "7", "--yes"]).succeeds().err(), "");
}

#[test]
fn a_number_that_an_adr_outside_has_is_taken() {
    let (bench, root) = committed(&[("adr/0001-use-perl.md", ADR), ("adr/0002-use-c.md", ADR)]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!0002-use-c.md"]);
    bench.refuses(&["renumber", "1", "--to", "2"]).stderr_has("the number 2 is taken by adr/0002-use-c.md");
}

#[test]
fn a_chart_outside_stops_the_renumbering_of_its_adr() {
    let bench = Bench::with_scores();
    let root = bench.path("");
    bench.run(&[&EXPORT[..], &["--chart", "totals"]].concat()).succeeds();
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!*.svg"]);
    let chart = "`docs/decisions/0001-use-go.totals.svg` is left out of this sparse checkout";
    let told = bench.refuses(&["renumber", "1", "--to", "7", "--yes"]).stderr_has(chart);
    git_does(&root, &advised(told.err(), "git sparse-checkout add"));
    bench.run(&["renumber", "1", "--to", "7", "--yes"]).succeeds();
}

/// A folder with signs of patterns in its name is that folder, in a checkout by folders and in one by patterns.
#[cfg(unix)]
#[test]
fn the_advice_to_check_out_a_folder_is_about_that_folder_alone() {
    for sparse in [&["near"][..], &["--no-cone", "/near/", "/*.ron"]] {
        let files = [("near/x.txt", "x"), ("team[1]/adr/0001-use-perl.md", ADR), ("team1/adr/0001-use-c.md", ADR)];
        let (bench, root) = committed(&files);
        git_does(&root, &[&["sparse-checkout", "set"], sparse].concat());
        let file = "team[1]/adr/0001-use-perl.md";
        let told = bench.refuses(&["renumber", file, "--to=7", "--yes"]);
        let told = told.stderr_has(&format!("`{file}` is left out of this sparse checkout"));
        let command = told.err().split('`').find(|words| words.starts_with("git")).unwrap().to_owned();
        let mut shell = bench.command_by(std::process::Command::new("sh"), &["-c", &command]);
        assert!(shell.status().unwrap().success(), "{command}");
        assert!(bench.path(file).exists() && !bench.path("team1").exists(), "{command}");
    }
}

#[test]
fn an_index_outside_gets_no_line_and_that_is_told() {
    let index = "# ADRs\n\n- [1. Use Perl](0001-use-perl.md)\n";
    let (bench, root) = committed(&[("adr/0001-use-perl.md", ADR), ("adr/README.md", index)]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!/adr/README.md"]);
    let told = bench.run(&EXPORT).succeeds();
    let told = told
        .stderr_has("warning: adr/README.md is left out of this sparse checkout, so its list of ADRs is not changed.");
    assert!(!bench.path("adr/README.md").exists());
    git_does(&root, &advised(told.err(), "git sparse-checkout add"));
    bench.run(&EXPORT).succeeds();
    assert!(bench.read("adr/README.md").contains("(0002-use-go.md)"));
    // Once it has the line, nothing is missing.
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Export"]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!/adr/README.md"]);
    let told = bench.run(&EXPORT).succeeds();
    assert!(!bench.path("adr/README.md").exists() && !told.err().contains("README"), "{told:?}");
}

/// A repository whose record lies in `far`, which the sparse checkout leaves out, in the middle of a merge that changed its title on
/// both sides.
fn merging_outside(sparse: &[&str]) -> (Bench, PathBuf) {
    let (bench, root) = committed(&[("near/x.txt", "x\n")]);
    std::fs::create_dir(bench.path("far")).unwrap();
    git_does(&root, &["mv", "go.decision.ron", "far/go.decision.ron"]);
    git_does(&root, &["commit", "--quiet", "-m", "Move"]);
    for branch in ["first", "second"] {
        git_does(&root, &["checkout", "--quiet", "-b", branch, "main"]);
        bench.replace("far/go.decision.ron", "title: \"Use Go\"", &format!("title: \"Use {branch}\""));
        git_does(&root, &["commit", "--quiet", "-am", branch]);
    }
    git_does(&root, &[&["sparse-checkout", "set"], sparse].concat());
    assert!(!bench.path("far").exists());
    assert!(!git(&root, &["merge", "first"]).status.success());
    (bench, root)
}

/// Takes the file into git's index as the advice has it, and commits.
fn finish(root: &Path, told: &str) {
    git_does(root, &advised(told, "git add"));
    git_does(root, &["commit", "--quiet", "--no-edit"]);
    assert!(git_does(root, &["show", "HEAD:far/go.decision.ron"]).contains("title: \"Use second\""));
}

#[test]
fn the_advice_to_add_a_file_outside_is_one_that_git_takes() {
    let file = "far/go.decision.ron";
    for sparse in [&["near"][..], &["--no-cone", "/*", "!/far/"]] {
        let (bench, root) = merging_outside(sparse);
        let told = bench.run(&["merge", "--resolve", file]).exits(1);
        assert!(told.err().contains("then run `git add --sparse far/go.decision.ron`"), "{told:?}");
        let told = bench.run(&["merge", "--resolve", file, "--take=ours"]).succeeds();
        let told = told.stdout_has("Run `git add --sparse far/go.decision.ron` to finish.");
        let checked = bench.run(&["check", file]).exits(1);
        assert!(checked.out().contains("`git add --sparse far/go.decision.ron`"), "{checked:?}");
        assert!(!git(&root, &["add", file]).status.success(), "git has learnt to take it");
        finish(&root, told.out());
    }
    // Inside, nothing changes.
    let (bench, _) = merging_outside(&["near"]);
    git_does(&bench.path(""), &["sparse-checkout", "add", "far"]);
    bench
        .run(&["merge", "--resolve", file, "--take=ours"])
        .succeeds()
        .stdout_has("Run `git add far/go.decision.ron` to");
}

#[test]
fn a_link_to_what_is_left_out_is_not_dead() {
    let linking = format!("{ADR}\nSee [the guide](../guide/y.md) and [none](../guide/none.md).\n");
    let (bench, root) = committed(&[("adr/0001-use-perl.md", &linking), ("guide/y.md", "x\n")]);
    git_does(&root, &["sparse-checkout", "set", "adr"]);
    let told = bench.run(&["log", "--check"]).exits(1);
    let text = format!("{}{}", told.out(), told.err());
    assert!(text.contains("guide/none.md") && !text.contains("guide/y.md"), "{text}");
}
