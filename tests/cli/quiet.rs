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
    let commands: [&[&str]; 13] = [
        &["templates"],
        &["new", "--template", "rust-or-go", "new.decision.ron"],
        &["score", "go.decision.ron", "--member", "bo", "hiring/go=4"],
        &["ballot", "go.decision.ron", "--member", "bo"],
        &["import", "go.decision.ron", "go.bo.ballot.ron"],
        &["analyze", "go.decision.ron"],
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
            .env_remove("DISPLAY")
            .output()
            .unwrap();
        assert!(ran.status.code().is_some_and(|code| code < 2), "{arguments:?}: {ran:?}");
        trace.is_quiet(&["weigh-in", "git"]);
    }
    assert!(!bench.path("owned").exists());
}
