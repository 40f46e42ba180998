//! Files that decisions govern: `log --for`, `log --json` and `check`.

use serde_json::{Value, json};

use super::bench::Bench;

const FILE: &str = "go.decision.ron";

/// A repository with an accepted decision that governs a service, and its ADR.
fn repository() -> Bench {
    let bench = Bench::with_scores();
    bench.run(&["set", FILE, "governs=services/ingest/", "governs=**/*.go", "decision_makers=Ana"]).succeeds();
    bench.run(&["decide", FILE, "--choose=go", "--because=x", "--thin-coverage=y"]).succeeds();
    bench.run(&["export", FILE, "--repo=."]).succeeds();
    bench.write("services/ingest/src/main.rs", "");
    bench.write("tools/a.go", "");
    bench
}

#[test]
fn the_decisions_that_govern_a_file_are_found() {
    let bench = repository();
    for (path, glob) in [
        ("services/ingest/src/main.rs", "services/ingest/"),
        ("services/ingest", "services/ingest/"),
        ("./services/../tools/a.go", "**/*.go"),
        ("services/ingest/not-there-yet.txt", "services/ingest/"),
        ("services/ingest/no/folder/yet.go", "services/ingest/"),
        ("no/folder/yet.go", "**/*.go"),
    ] {
        bench
            .run(&["log", "--for", path])
            .succeeds()
            .stdout_has(&format!("docs/decisions/0001-use-go.md: Use Go (accepted, Go; governs {glob})"));
    }
    let none = bench.run(&["log", "--for", "README.md"]).succeeds();
    assert!(none.out().is_empty() && none.err().contains("No decision governs README.md."), "{none:?}");
    bench.refuses(&["log", "--for", "../outside"]).stderr_has("is not in the repository");
    // From a folder of the repository, the path is as it is there.
    let mut inside = bench.command(&["log", "--for", "src/main.rs"]);
    let ran = inside.current_dir(bench.path("services/ingest")).output().unwrap();
    assert!(String::from_utf8_lossy(&ran.stdout).contains("Use Go"), "{ran:?}");
}

#[test]
fn other_programs_get_what_the_record_says() {
    let bench = repository();
    let says = json!({
        "path": FILE, "status": "accepted", "chosen": "Go", "leader": "Go", "decision_makers": ["Ana"],
        "governs": ["services/ingest/", "**/*.go"],
    });
    let without_id = |mut says: Value| {
        assert!(says.as_object_mut().unwrap().remove("id").is_some());
        says
    };
    let found: Value =
        serde_json::from_str(bench.run(&["log", "--for=tools/a.go", "--json"]).succeeds().out()).unwrap();
    assert_eq!(found["path"], "tools/a.go");
    let one = &found["decisions"][0];
    assert_eq!(
        (&one["path"], &one["glob"], &one["number"]),
        (&json!("docs/decisions/0001-use-go.md"), &json!("**/*.go"), &json!(1))
    );
    assert_eq!(without_id(one["says"].clone()), says);
    let log: Value = serde_json::from_str(bench.run(&["log", "--json"]).succeeds().out()).unwrap();
    assert_eq!(without_id(log["folders"][0]["adrs"][0]["says"].clone()), says);
    bench.write("docs/decisions/0002-other.md", "# 2. Other\n\n## Status\n\nAccepted\n\n## Context\n\nx\n");
    let log: Value = serde_json::from_str(bench.run(&["log", "--json"]).succeeds().out()).unwrap();
    assert_eq!(log["folders"][0]["adrs"][1]["says"], Value::Null);
}

#[test]
fn a_path_that_is_gone_is_a_warning_and_one_that_leads_out_is_not_followed() {
    let bench = repository();
    assert!(!bench.run(&["check", FILE]).succeeds().out().contains("governs-nothing"));
    std::fs::remove_dir_all(bench.path("services")).unwrap();
    let checked = bench.run(&["check", FILE]).succeeds();
    assert!(
        checked
            .out()
            .contains("warning[governs-nothing]: The decision governs `services/ingest/`, which matches no file"),
        "{checked:?}"
    );
    assert_eq!(checked.out().matches("governs-nothing").count(), 1);
    for outside in ["../..", "/etc/passwd", "services/../../x"] {
        bench.run(&["set", FILE, &format!("governs={outside}"), "--correct=x"]).succeeds();
        let told = bench.run(&["check", FILE]);
        assert!(told.out().contains("outside-repository") && !told.out().contains("governs-nothing"), "{told:?}");
    }
}

#[test]
fn a_decision_out_of_force_governs_nothing_any_more() {
    let bench = repository();
    bench.run(&["decide", FILE, "--status=deprecated"]).succeeds();
    assert!(bench.run(&["log", "--for=tools/a.go"]).succeeds().out().is_empty());
}

#[test]
fn adrs_of_others_name_their_files_in_front_matter() {
    let bench = repository();
    for (name, head) in [
        ("0002-yaml.md", "status: accepted\napplies_to:\n  - \"src/api/**\"\n  - type: domain\n  - src/x.rs\n"),
        ("0003-over.md", "status: superseded\nappliesTo: [src/api/**]\n"),
        ("0004-files.md", "status: proposed\nrelevant-files: [\"src/api/a.rs\", b]\n"),
    ] {
        bench.write(
            &format!("docs/decisions/{name}"),
            &format!("---\n{head}---\n# {name}\n\n## Context\n\nfiles: y/**\n"),
        );
    }
    let told = bench.run(&["log", "--for", "src/api/a.rs"]).succeeds();
    let lines: Vec<&str> = told.out().lines().collect();
    assert_eq!(
        lines,
        [
            "docs/decisions/0002-yaml.md: yaml.md (accepted; governs src/api/**)",
            "docs/decisions/0004-files.md: files.md (proposed; governs src/api/a.rs)",
        ]
    );
    let found: Value = serde_json::from_str(bench.run(&["log", "--for=src/x.rs", "--json"]).succeeds().out()).unwrap();
    assert_eq!((&found["decisions"][0]["glob"], &found["decisions"][0]["says"]), (&json!("src/x.rs"), &Value::Null));
    assert_eq!(bench.run(&["log", "--for", "y/a"]).succeeds().out(), "");
}
