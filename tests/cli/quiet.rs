//! No command talks to a network, or runs another program than git, whatever a record says.

use std::fs;

use super::{bench::Bench, trace};

/// A record whose every text would like to be a command or an address.
fn hostile(text: &str) -> String {
    let shell = "$(touch owned); `touch owned` | touch owned && curl http://evil.example";
    text.replace("title: \"Use Go\"", &format!("title: \"Use Go {shell}\""))
        .replace(
            "context: \"The ingest",
            &format!("context: \"![x](http://evil.example/x.png) <img src=http://evil.example> {shell} The ingest"),
        )
        .replace("name: \"Go\"", "name: \"--upload-pack=touch owned\"")
}

#[test]
fn no_command_opens_a_socket_or_runs_more_than_git() {
    let bench = Bench::with_scores();
    let record = bench.path("go.decision.ron");
    let text = hostile(&fs::read_to_string(&record).unwrap());
    assert!(text.contains("evil.example") && text.contains("upload-pack"));
    bench.write("go.decision.ron", &text);
    let folder = tempfile::tempdir().unwrap();
    let Some(trace) = trace::Trace::new(folder.path()) else { return };
    let commands: [&[&str]; 18] = [
        &["templates"],
        &["new", "--template", "rust-or-go", "new.decision.ron"],
        &["score", "go.decision.ron", "--member", "bo", "hiring/go=4"],
        &["ballot", "go.decision.ron", "--member", "bo", "--mine"],
        &["import", "go.decision.ron", "go.bo.ballot.ron"],
        &["analyze", "go.decision.ron"],
        &["show", "go.decision.ron"],
        &["diff", "new.decision.ron", "go.decision.ron"],
        &["seal", "go.decision.ron", "--member", "bo"],
        &["reveal", "go.decision.ron"],
        &["round", "go.decision.ron"],
        &["decide", "go.decision.ron", "--choose", "go", "--because", "it is"],
        &["export", "go.decision.ron", "--repo", ".", "--dry-run"],
        &["export", "go.decision.ron", "--repo", "."],
        &["check", "go.decision.ron"],
        &["log"],
        &["merge", "--install"],
        &["merge", "go.decision.ron", "go.decision.ron", "go.decision.ron"],
    ];
    for arguments in commands {
        let ran = trace
            .command(env!("CARGO_BIN_EXE_weigh-in"))
            .args(arguments)
            .current_dir(bench.path("."))
            .env("WEIGH_IN_CONFIG_DIR", bench.path("config"))
            .env("USER", "kim")
            .env_remove("DISPLAY")
            .output()
            .unwrap();
        assert!(ran.status.code().is_some_and(|code| code < 2), "{arguments:?}: {ran:?}");
        trace.is_quiet(&["weigh-in", "git"]);
    }
    assert!(!bench.path("owned").exists());
}

/// What a repository's configuration can name programs for. `EVIL` is a script that leaves a mark.
const HOSTILE: &str = r#"
[core]
    repositoryformatversion = 1
    fsmonitor = EVIL
    pager = EVIL
    editor = EVIL
    sshCommand = EVIL
    gitProxy = EVIL
    askPass = EVIL
    hooksPath = HOOKS
    attributesFile = ATTRIBUTES
    alternateRefsCommand = EVIL
[extensions]
    partialClone = origin
[remote "origin"]
    url = ext::EVIL
    promisor = true
    partialclonefilter = blob:none
    uploadpack = EVIL
    receivepack = EVIL
    proxy = EVIL
    vcs = evil
    fetch = +refs/heads/*:refs/remotes/origin/*
[protocol]
    allow = always
[protocol "ext"]
    allow = always
[uploadpack]
    packObjectsHook = EVIL
[diff]
    external = EVIL
[diff "evil"]
    command = EVIL
    textconv = EVIL
    cachetextconv = true
[filter "evil"]
    clean = EVIL
    smudge = EVIL
    process = EVIL
    required = true
[merge "evil"]
    driver = EVIL
[credential]
    helper = EVIL
[gpg]
    program = EVIL
[gpg "ssh"]
    program = EVIL
    defaultKeyCommand = EVIL
[commit]
    gpgSign = true
[log]
    showSignature = true
[alias]
    rev-parse = !EVIL
    ls-files = !EVIL
    for-each-ref = !EVIL
[sequence]
    editor = EVIL
[interactive]
    diffFilter = EVIL
[pager]
    config = EVIL
    rev-parse = EVIL
    ls-files = EVIL
    for-each-ref = EVIL
[trailer "x"]
    command = EVIL
[maintenance]
    auto = true
[submodule "x"]
    update = !EVIL
    url = ext::EVIL
"#;

/// A record and a hostile repository around it: its index holds the record as unmerged, of blobs that are elsewhere.
#[cfg(unix)]
fn hostile_repository() -> Bench {
    use std::os::unix::fs::PermissionsExt as _;
    let bench = Bench::with_scores();
    let root = bench.path("");
    let git = |arguments: &[&str]| super::tools::git_does(&root, arguments);
    git(&["add", "."]);
    git(&["commit", "--quiet", "-m", "Start"]);
    let evil = bench.path("evil.sh");
    bench.write("evil.sh", &format!("#!/bin/sh\ntouch '{}'\n", bench.path("owned").display()));
    bench.write("attributes", "* diff=evil filter=evil merge=evil\n");
    bench.write(".gitattributes", "* diff=evil filter=evil merge=evil\n");
    for hook in ["pre-commit", "post-index-change", "post-checkout", "reference-transaction", "fsmonitor-watchman"] {
        bench.write(&format!("hooks/{hook}"), &format!("#!/bin/sh\nexec '{}'\n", evil.display()));
        fs::set_permissions(bench.path(&format!("hooks/{hook}")), fs::Permissions::from_mode(0o755)).unwrap();
    }
    fs::set_permissions(&evil, fs::Permissions::from_mode(0o755)).unwrap();
    let index = |stage: u8| format!("100644 {} {stage}\tgo.decision.ron\n", format!("{stage}").repeat(40));
    bench.write("index", &format!("0 {} 0\tgo.decision.ron\n{}{}{}", "0".repeat(40), index(1), index(2), index(3)));
    let staged = fs::File::open(bench.path("index")).unwrap();
    let mut made = std::process::Command::new("git");
    made.args(["update-index", "--index-info"]).stdin(staged).current_dir(&root);
    assert!(made.status().unwrap().success());
    let config = HOSTILE.replace("EVIL", &evil.display().to_string());
    let config = config.replace("HOOKS", &bench.path("hooks").display().to_string());
    let config = config.replace("ATTRIBUTES", &bench.path("attributes").display().to_string());
    bench.write(".git/config", &(bench.read(".git/config") + &config));
    bench
}

#[cfg(unix)]
#[test]
fn a_hostile_repository_runs_and_fetches_nothing_by_being_looked_at() {
    let bench = hostile_repository();
    let whole = bench.read("go.decision.ron");
    let marked = whole.replacen(
        "    title: \"Use Go\",\n",
        "<<<<<<< ours\n    title: \"Use Go\",\n=======\n    title: \"Use Rust\",\n>>>>>>> theirs\n",
        1,
    );
    assert_ne!(whole, marked);
    let folder = tempfile::tempdir().unwrap();
    let Some(trace) = trace::Trace::new(folder.path()) else { return };
    let commands: [(&str, &[&str]); 10] = [
        (&whole, &["check", "go.decision.ron"]),
        (&whole, &["analyze", "go.decision.ron"]),
        (&whole, &["log"]),
        (&whole, &["export", "go.decision.ron", "--repo", ".", "--dry-run"]),
        (&whole, &["merge", "--resolve", "go.decision.ron"]),
        (&marked, &["check", "go.decision.ron"]),
        (&marked, &["merge", "--resolve", "go.decision.ron"]),
        (&marked, &["merge", "--resolve", "go.decision.ron", "--take=theirs"]),
        (&whole, &["export", "go.decision.ron", "--repo", ".", "--stage"]),
        (&whole, &["merge", "--install"]),
    ];
    for (text, arguments) in commands {
        bench.write("go.decision.ron", text);
        runs_nothing(&bench, &trace, arguments, 2);
    }
    // A record in no merge, with a number that other branches may have taken.
    super::tools::git_does(
        &bench.path(""),
        &["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "read-tree", "HEAD"],
    );
    let export = &["export", "--repo", "."][..];
    for arguments in [&["check"][..], &["diff", "--since=HEAD"], &[export, &["--dry-run"]].concat(), export] {
        runs_nothing(&bench, &trace, &[arguments, &["go.decision.ron"]].concat(), 1);
    }
}

/// Runs a command, which ends with a code of at most this, and starts nothing but git.
#[cfg(unix)]
fn runs_nothing(bench: &Bench, trace: &trace::Trace, arguments: &[&str], most: i32) {
    let mut command = trace.command(env!("CARGO_BIN_EXE_weigh-in"));
    command.args(arguments).current_dir(bench.path(".")).env_remove("DISPLAY");
    let ran = command.env("WEIGH_IN_CONFIG_DIR", bench.path("config")).output().unwrap();
    assert!(ran.status.code().is_some_and(|code| code <= most), "{arguments:?}: {ran:?}");
    trace.is_quiet(&["weigh-in", "git"]);
    assert!(!bench.path("owned").exists(), "{arguments:?}: {ran:?}");
}

/// A folder that came with a checkout, and looks like a repository to git.
#[test]
fn a_folder_that_only_looks_like_a_repository_is_not_taken_for_one() {
    let bench = Bench::with_scores();
    let root = bench.path("");
    super::tools::git_does(&root, &["init", "--quiet", "--bare", "docs"]);
    bench.write("evil.sh", &format!("#!/bin/sh\ntouch '{}'\n", bench.path("owned").display()));
    let config =
        format!("[core]\n\tfsmonitor = \"sh {}\"\n\tworktree = ..\n\tbare = false\n", bench.path("evil.sh").display());
    bench.write("docs/config", &config);
    bench.write("docs/go.decision.ron", &bench.read("go.decision.ron"));
    bench.run(&["check", "docs/go.decision.ron"]);
    bench.run(&["merge", "--resolve", "docs/go.decision.ron"]).exits(2);
    bench.run(&["merge", "--install", "--repo", "docs"]).exits(2).stderr_has("bare repository");
    bench.run(&["export", "docs/go.decision.ron", "--repo", "docs", "--stage"]).exits(2);
    assert!(!bench.path("owned").exists() && !bench.read("docs/config").contains("weigh-in"));
}
