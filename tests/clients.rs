//! Real clients of ADRs read what is exported, and see what our own small readers of them say that they see.
//!
//! `scripts/clients` installs them. One that is not there is left out, aloud; where the environment variable
//! `WEIGH_IN_CLIENTS` is `required`, that is a failure.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may panic and tell")]

#[path = "export/hostile.rs"]
#[expect(dead_code, reason = "whole texts are for the tests of the export")]
mod hostile;

#[path = "clients/markdown.rs"]
mod markdown;

#[path = "export/records.rs"]
mod records;

#[path = "export/repository.rs"]
mod repository;

#[path = "common/tools.rs"]
mod tools;

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use weigh_in::{
    adr::{Dialect, Seen, sights},
    decision::{Decision, Relation, RelationKind, Status, StatusChange},
    decision_log::{DialectChoice, Request, plan, write},
};

use self::{records::ingest_service, repository::Repository, tools::left_out};

const FOLDER: &str = "docs/adr";

/// A client's program, if it is installed.
fn client(path: &str) -> Option<PathBuf> {
    let program = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/clients").join(path);
    if program.is_file() {
        return Some(program);
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let required = std::env::var("WEIGH_IN_CLIENTS").is_ok_and(|value| value == "required");
    assert!(!required, "{name} is not installed; run scripts/clients");
    left_out(&format!("{name} is not installed; run scripts/clients"));
    None
}

fn run(program: &Path, arguments: &[&str], folder: &Path) -> (bool, String) {
    let output = Command::new(program).args(arguments).current_dir(folder).output().unwrap();
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    (output.status.success(), text)
}

/// Three ADRs in a dialect: one that is superseded, the one that did it, and one that is proposed.
fn log(dialect: Dialect) -> Repository {
    let repository = Repository::with(&[("records/x.decision.ron", "")]);
    let record = repository.root().join("records/x.decision.ron");
    let export = |decision: &Decision| {
        let request =
            Request { folder: Some(FOLDER.to_owned()), dialect: DialectChoice::One(dialect), ..repository.request() };
        let plan = plan(decision, Some(&record), &request).unwrap();
        write(&plan, true).unwrap();
        plan.export.path
    };
    let titled = |title: &str, status| {
        let mut decision = Decision { title: title.to_owned(), ..ingest_service() };
        decision.history = vec![StatusChange { on: decision.created, status, by: String::new() }];
        decision
    };
    let first = export(&titled("Use Perl", Status::Accepted));
    let mut second = titled("Use Go for the agent", Status::Accepted);
    second.links.push(Relation { kind: RelationKind::Supersedes, path: first }.as_link());
    export(&second);
    export(&titled("Use Rust, C# & `C++`?", Status::Proposed));
    repository
}

/// Title and status, or why a file is not read.
type Outcome = Result<(String, String), String>;

/// What our small reader of a client says of each file: title and status, or why it is not read.
fn ours(repository: &Repository, name: &str) -> Vec<(String, Outcome)> {
    let files = repository.files().into_iter().filter(|file| file.starts_with(FOLDER));
    let seen = files.map(|path| {
        let file = path.rsplit('/').next().unwrap().to_owned();
        let sight = sights(&file, &repository.text(&path)).into_iter().find(|sight| sight.client == name).unwrap();
        let seen = match sight.seen {
            Seen::Adr { title, status } => Ok((title, status.unwrap_or_default())),
            Seen::Skipped(why) => Err(why),
        };
        (file, seen)
    });
    seen.collect()
}

/// Titles and statuses of what is read.
fn read(repository: &Repository, name: &str) -> Vec<(String, String)> {
    ours(repository, name).into_iter().filter_map(|(_, seen)| seen.ok()).collect()
}

fn commit(repository: &Repository) {
    for arguments in [
        &["add", "."][..],
        &["-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false", "commit", "-qm", "x"],
    ] {
        assert!(run(Path::new("git"), arguments, repository.root()).0);
    }
}

#[test]
fn adrs_lists_what_we_say() {
    let Some(adrs) = client("cargo/bin/adrs") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        repository.put("adrs.toml", "adr_dir = \"docs/adr\"\n");
        let (_, json) = run(&adrs, &["-C", ".", "export", "json"], repository.root());
        let start = json.find('{').unwrap_or(0);
        let value: serde_json::Value = serde_json::from_str(&json[start..]).unwrap();
        let text = |adr: &serde_json::Value, key: &str| adr[key].as_str().unwrap_or_default().to_owned();
        let adrs_of = value["adrs"].as_array().cloned().unwrap_or_default();
        let found: Vec<(String, String)> =
            adrs_of.iter().map(|adr| (text(adr, "title"), text(adr, "status"))).collect();
        println!("{dialect}: adrs sees {found:?}");
        assert_eq!(found, read(&repository, "adrs"), "{dialect}");
        assert_eq!(found.len(), if dialect == Dialect::Madr { 0 } else { 3 });
        if dialect != Dialect::Madr {
            assert_eq!(adrs_of[1]["links"][0]["target"], 1, "{dialect}");
            let (healthy, told) = run(&adrs, &["-C", ".", "doctor"], repository.root());
            assert!(healthy, "{dialect}: {told}");
        }
    }
}

#[test]
fn log4brains_lists_what_we_say() {
    let Some(log4brains) = client("npm/node_modules/.bin/log4brains") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        repository.put(".log4brains.yml", "project:\n  name: x\n  tz: UTC\n  adrFolder: ./docs/adr\n");
        commit(&repository);
        let (done, told) = run(&log4brains, &["adr", "list", "--raw"], repository.root());
        assert!(done, "{told}");
        let found: Vec<(String, String)> = told
            .lines()
            .filter_map(|line| {
                let mut parts = line.splitn(4, ',');
                let (_, status, _, title) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
                Some((title.to_owned(), status.to_owned()))
            })
            .collect();
        println!("{dialect}: log4brains sees {found:?}");
        let mut expected = read(&repository, "log4brains");
        let mut found = found;
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{dialect}");
        let superseded = found.iter().any(|(_, status)| status == "SUPERSEDED");
        assert_eq!(superseded, dialect == Dialect::Universal, "{dialect}");
    }
}

#[test]
fn adr_log_lists_what_we_say() {
    let Some(adr_log) = client("npm/node_modules/.bin/adr-log") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        let (done, told) = run(&adr_log, &["-d", FOLDER], repository.root());
        assert!(done, "{told}");
        let found: Vec<String> = told
            .lines()
            .filter(|l| l.starts_with("* ["))
            .filter_map(|line| Some(line.split_once(") - ")?.1.to_owned()))
            .collect();
        let expected: Vec<String> = read(&repository, "adr-log").into_iter().map(|(title, _)| title).collect();
        println!("{dialect}: adr-log sees {found:?}");
        assert_eq!(found, expected, "{dialect}: {told}");
        assert_eq!(found.len(), 3);
    }
}

#[test]
fn adr_viewer_shows_what_we_say() {
    let Some(viewer) = client("python/bin/adr-viewer") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        let (done, told) = run(&viewer, &["--adr-path", FOLDER, "--output", "o.html"], repository.root());
        assert!(done, "{told}");
        let html = repository.text("o.html");
        let statuses =
            html.lines().filter_map(|line| line.split_once("class=\"panel-heading adr-")?.1.split('"').next());
        let titles = html.lines().filter_map(|line| {
            let link = line.split_once("data-toggle=\"collapse\" href=\"#collapse")?.1;
            Some(link.split_once('>')?.1.split("</a>").next()?.replace("&amp;", "&"))
        });
        let found: Vec<(String, String)> = titles.zip(statuses.map(str::to_owned)).collect();
        println!("{dialect}: adr-viewer sees {found:?}");
        assert_eq!(found, read(&repository, "adr-viewer"), "{dialect}");
        assert_eq!(found.len(), 3);
    }
}

#[test]
fn pyadr_lists_what_we_say() {
    let Some(pyadr) = client("python/bin/pyadr") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        repository.put(".adr", "[adr]\nrecords-dir = docs/adr\n");
        let expected = ours(&repository, "pyadr");
        let (done, told) = run(&pyadr, &["toc"], repository.root());
        let fails = expected.iter().any(|(_, seen)| seen.is_err());
        let index = if done { repository.text("docs/adr/index.md") } else { String::new() };
        let mut found: Vec<String> = index
            .lines()
            .filter_map(|line| line.strip_prefix("* ["))
            .filter_map(|line| Some(line.split_once("](")?.0.to_owned()))
            .collect();
        found.sort();
        println!("{dialect}: pyadr sees {found:?}");
        if fails {
            assert!(found.is_empty(), "{dialect}: {told}");
            continue;
        }
        let titles = expected.iter().map(|(file, seen)| format!("{} - {}", &file[..4], seen.clone().unwrap().0));
        assert_eq!(found, titles.collect::<Vec<_>>(), "{dialect}");
        assert!(index.contains("## Superseded Records\n\n* [0001"), "{index}");
    }
}

#[test]
fn markdownlint_finds_nothing() {
    let Some(lint) = client("npm/node_modules/.bin/markdownlint-cli2") else { return };
    for dialect in Dialect::ALL {
        let repository = log(dialect);
        repository.put(".markdownlint-cli2.jsonc", "{\"config\": {\"MD013\": false, \"MD024\": false}}\n");
        let (clean, told) = run(&lint, &["docs/adr/*.md"], repository.root());
        assert!(clean, "{dialect}: {told}");
    }
}

#[test]
fn the_clients_that_cannot_be_run_here_are_told_by_their_rules() {
    let structurizr = "Structurizr (adr-tools)";
    for (dialect, client, expected) in [
        (Dialect::Madr, "ADR Manager", [("Use Perl", "superseded by ADR-0002"), ("Use Go for the agent", "accepted")]),
        (Dialect::Universal, "ADR Manager", [("1. Use Perl", ""), ("2. Use Go for the agent", "")]),
        (Dialect::Madr, "Backstage", [("Use Perl", "superseded by ADR-0002"), ("Use Go for the agent", "accepted")]),
        (Dialect::Madr, structurizr, [("--", "Proposed"), ("--", "Proposed")]),
        (
            Dialect::Madr,
            "Structurizr (MADR)",
            [("Use Perl", "\"superseded by ADR-0002\""), ("Use Go for the agent", "\"accepted\"")],
        ),
        (
            Dialect::MadrNumbered,
            "Structurizr (MADR)",
            [("Use Perl", "superseded"), ("Use Go for the agent", "accepted")],
        ),
        (Dialect::Nygard, structurizr, [("Use Perl", "Superseded"), ("Use Go for the agent", "Accepted")]),
        (
            Dialect::Universal,
            "adr-tools",
            [
                ("1. Use Perl", "Superseded by [2. Use Go for the agent](0002-use-go-for-the-agent.md)"),
                ("2. Use Go for the agent", "Accepted Supersedes [1. Use Perl](0001-use-perl.md)"),
            ],
        ),
        (
            Dialect::Universal,
            "Backstage",
            [("1. Use Perl", "superseded by 0002-use-go-for-the-agent"), ("2. Use Go for the agent", "accepted")],
        ),
    ] {
        let found = read(&log(dialect), client);
        let found: Vec<(&str, &str)> = found.iter().take(2).map(|(t, s)| (t.as_str(), s.as_str())).collect();
        assert_eq!(found, expected, "{client}, {dialect}");
    }
}
