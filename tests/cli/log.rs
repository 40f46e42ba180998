//! `weigh-in log`, and `weigh-in new --from`.

use super::{bench::Bench, tools::git_does};

fn repository() -> Bench {
    let bench = Bench::new();
    bench.git_init();
    bench.write("docs/adr/0001-a.md", "# 1. Write it down\n\nDate: 2026-01-02\n\n## Status\n\nAccepted\n");
    bench.write(
        "docs/adr/0003-b.md",
        "# 3. Use Go\n\n* Status: accepted\n\n## Status\n\nRejected\n\n## Context\n\n[x](0009-x.md)\n",
    );
    bench.write("docs/adr/README.md", "# Decisions\n");
    bench
}

#[test]
fn the_log_is_a_table_and_what_does_not_fit() {
    let bench = repository();
    let found = bench.run(&["log"]).succeeds();
    for words in [
        "docs/adr: 2 ADRs (",
        "\n1  2026-01-02  accepted  Write it down\n3              rejected  Use Go\n",
        "docs/adr/0003-b.md:7: error[status]: The status is `rejected` here and `accepted` in line 3. Make both places say the same.\n",
        "docs/adr/0003-b.md:11: error[dead-link]: Broken link to `0009-x.md`.",
        "docs/adr: note[number-gap]: No file has the number 2. No action needed",
        "docs/adr/README.md: note[not-adr]: Not an ADR: it is an index",
    ] {
        assert!(found.out().contains(words), "{words}: {}", found.out());
    }
    bench.run(&["log", "--check"]).exits(1);
    bench.run(&["log", "docs/adr"]).succeeds().stdout_has("docs/adr: 2 ADRs");
    bench.refuses(&["log", "nowhere"]).stderr_has("nowhere cannot be read");
}

#[test]
fn files_are_named_from_the_folder_that_a_command_is_run_in() {
    let bench = repository();
    bench.run(&["new", "--template=rust-or-go", "--title=Use Go", "go.decision.ron"]).succeeds();
    std::fs::create_dir_all(bench.path("docs/notes/deep")).unwrap();
    let says = |folder: &str, arguments: &[&str]| {
        let ran = bench.command(arguments).current_dir(bench.path(folder)).output().unwrap();
        let told = String::from_utf8([ran.stdout, ran.stderr].concat()).unwrap();
        assert!(ran.status.success(), "{folder} {arguments:?}: {told}");
        told
    };
    let json = says("", &["log", "--json"]);
    for (folder, way) in [("", "docs/adr/"), ("docs", "adr/"), ("docs/adr", ""), ("docs/notes/deep", "../../adr/")] {
        let told = says(folder, &["log"]);
        let adrs = if way.is_empty() { "." } else { way.trim_end_matches('/') };
        for words in [format!("{adrs}: 2 ADRs ("), format!("\n{way}0003-b.md:7: error[status]")] {
            assert!(told.contains(&words), "{folder}: {words}: {told}");
        }
        assert!(told.contains(&format!("\n{adrs}: note[number-gap]")), "{folder}: {told}");
        // As git names them.
        let listed =
            git_does(&bench.path(folder), &["ls-files", "--others", "--full-name", "--", &format!("{way}0003-b.md")]);
        assert_eq!(listed, "docs/adr/0003-b.md\n");
        assert_eq!(says(folder, &["log", "--json"]), json, "from the root, for scripts");
    }
    // Where neither folder is in the other, the whole path finds the file.
    let elsewhere = tempfile::tempdir().unwrap();
    let root = bench.path("").canonicalize().unwrap();
    let ran = bench.command(&["log", root.to_str().unwrap()]).current_dir(elsewhere.path()).output().unwrap();
    let told = String::from_utf8(ran.stdout).unwrap();
    assert!(told.starts_with(&format!("{}: 2 ADRs (", root.join("docs/adr").display())), "{told}");

    let export = ["export", "../go.decision.ron", "--repo", ".", "--relates-to", "adr/0003-b.md", "--stage"];
    let told = says("docs", &export);
    assert!(
        told.contains("Wrote adr/0004-use-go.md.") && told.contains("Staged adr/0004-use-go.md, ../go.decision.ron."),
        "{told}"
    );
    let told = says("docs/notes", &["renumber", "../adr/0001-a.md", "--to", "5", "--yes"]);
    assert!(told.contains("../adr/0001-a.md is ../adr/0005-a.md now."), "{told}");
    let told = says("docs/notes", &["renumber", "docs/adr/0005-a.md", "--to", "1", "--yes"]);
    assert!(told.contains("../adr/0005-a.md is ../adr/0001-a.md now."), "{told}");
    let told = says("docs/adr", &["renumber", "0003-b.md", "--dry-run"]);
    assert!(told.contains("--- a/docs/adr/0003-b.md"), "for `git apply`: {told}");
    let told = says("docs/adr", &["export", "../../go.decision.ron", "--repo", "."]);
    assert!(told.contains("0004-use-go.md is up to date.") && !told.contains("adr/0004"), "{told}");
}

#[test]
fn a_file_that_may_be_an_adr_and_cannot_be_read_is_a_problem_for_commands_as_for_the_window() {
    let bench = Bench::new();
    bench.write("adr/0001-a.md", "# a\n\n## Status\n\nAccepted\n");
    bench.write("adr/0002-b.md", "\u{0}#\u{0} \u{0}b");
    bench
        .run(&["log", "--check"])
        .exits(1)
        .stdout_has("adr/0002-b.md: error[unread-file]: Not an ADR: it holds binary data");
    let found = bench.run(&["log", "--json"]).succeeds();
    let json: serde_json::Value = serde_json::from_str(found.out()).unwrap();
    let problem = &json["folders"][0]["problems"][0];
    assert_eq!((&problem["code"], &problem["severity"]), (&"unread-file".into(), &"error".into()));
}

#[test]
fn a_log_without_problems_passes_the_check_and_none_says_so() {
    let bench = Bench::new();
    bench.run(&["log", "--check"]).succeeds().stderr_has("There are no ADRs");
    bench.write("adr/0001-a.md", "# a\n\n## Status\n\nAccepted\n");
    bench.write("adr/0004-b.md", "# b\n\n## Status\n\nAccepted\n");
    bench.run(&["log", "--check"]).succeeds();
}

#[test]
fn other_programs_get_one_object() {
    let found = repository().run(&["log", "--json"]).succeeds();
    let json: serde_json::Value = serde_json::from_str(found.out()).unwrap();
    let folder = &json["folders"][0];
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(
        keys(folder),
        "adrs because dead_links duplicates gaps one_sided others path problems two_statuses unfinished_renumbering"
    );
    assert_eq!(
        keys(&folder["adrs"][0]),
        "date dialect governs id links number path problems record review reviewed says status title"
    );
    let expected = serde_json::json!({
        "path": "docs/adr/0003-b.md", "number": 3, "id": "0003", "title": "Use Go", "status": "rejected", "date": null, "review": null, "reviewed": null,
            "says": null, "governs": [],
        "dialect": "universal", "record": null,
        "links": [{ "kind": "mentions", "target": "0009-x.md", "line": 11 }],
        "problems": [{ "line": 7, "what": "The status is `rejected` here and `accepted` in line 3. Make both places say the same." }],
    });
    assert_eq!(folder["adrs"][1], expected);
    assert_eq!(folder["gaps"], serde_json::json!([{ "from": 2, "to": 2 }]));
    assert_eq!(folder["dead_links"][0]["target"], "0009-x.md");
    assert_eq!(folder["two_statuses"][0]["line"], 7);
}

#[test]
fn a_title_that_an_adr_does_not_state_is_null_and_its_number_is_said_once() {
    let bench = Bench::new();
    bench.write("docs/adr/012-x.md", "## Status\n\nAccepted\n\n## Context\n\nx\n");
    let json: serde_json::Value = serde_json::from_str(bench.run(&["log", "--json"]).succeeds().out()).unwrap();
    assert_eq!(json["folders"][0]["adrs"][0]["title"], serde_json::Value::Null);
    bench.run(&["log"]).succeeds().stdout_has("012-x.md");
    bench.run(&["new", "--template=rust-or-go", "--title=Use Go", "go.decision.ron"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--supersedes", "12"]).succeeds();
    assert!(
        bench.read("docs/adr/013-use-go.md").contains("[12. x](012-x.md)"),
        "{}",
        bench.read("docs/adr/013-use-go.md")
    );
}

#[test]
fn an_adr_may_have_a_folder_of_its_own_and_words_before_its_number() {
    let bench = Bench::new();
    let adr =
        "# Use a queue\n\n## Status\n\nAccepted\n\n## Context\n\nSee [the other](../2025-02-01-store/README.md).\n";
    bench.write("docs/adr/2025-01-01-queue/README.md", adr);
    bench.write("docs/adr/2025-02-01-store/README.md", &adr.replace("02-01-store/README", "01-01-queue/index"));
    bench.write("docs/adr/2025-02-01-store/notes.md", "# Notes\n");
    bench.write("acme/adr/acme-q-099-a.md", "# A\n\n## Status\n\nAccepted\n");
    bench.write("acme/adr/acme-q-100-b.md", "# B\n\n## Status\n\nAccepted\n");
    let found = bench.run(&["log"]).succeeds();
    for words in [
        "docs/adr: 2 ADRs",
        "2025-01-01  accepted  Use a queue",
        "docs/adr/2025-02-01-store/README.md:9: error[dead-link]: Broken link to `../2025-01-01-queue/index.md`.",
        "acme/adr: 2 ADRs",
        "\n 99    accepted  A\n100    accepted  B\n",
    ] {
        assert!(found.out().contains(words), "{words}: {}", found.out());
    }
    assert_eq!(found.out().matches("dead-link").count(), 1, "{}", found.out());
    bench.run(&["new", "--from", "docs/adr/2025-01-01-queue/README.md", "queue.decision.ron"]).succeeds();
    bench.refuses(&["renumber", "docs/adr/2025-01-01-queue/README.md"]);
}

#[test]
fn an_adr_becomes_a_record_that_can_be_scored_and_exported() {
    let bench = repository();
    let adr = "---\nstatus: proposed\nnav_order: 7\n---\n# Use Go\n\n## Context and Problem Statement\n\nSlow.\n\n\
        ## Decision Drivers\n\n* Hiring\n\n## Considered Options\n\n* Go\n* Rust\n";
    bench.write("docs/adr/0004-go.md", adr);
    bench
        .run(&["new", "--from", "docs/adr/0004-go.md", "--option", "Zig", "go.decision.ron"])
        .succeeds()
        .stdout_has("1 criterion, options Go, Rust, Zig.")
        .stdout_has("A record has no place for nav_order in the front matter.");
    let record = bench.record();
    assert_eq!(record.title, "Use Go");
    assert!(!record.context.contains("nav_order") && record.context.contains("docs/adr/0004-go.md"));
    bench
        .run(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4", "hiring/rust=2", "hiring/zig=1"])
        .succeeds();
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    bench.run(&["check", "go.decision.ron"]).succeeds();
    bench.run(&["log", "--json"]).succeeds().stdout_has("\"record\": \"../../go.decision.ron\"");
    bench.refuses(&["new", "--from", "docs/adr/0004-go.md", "go.decision.ron"]).stderr_has("exists already");
    bench.refuses(&["new", "--from", "nowhere.md", "x.decision.ron"]).stderr_has("nowhere.md");
    bench
        .refuses(&["new", "--from", "docs/adr/0004-go.md", "--template", "blank", "x.decision.ron"])
        .stderr_has("--template");
}

#[test]
fn an_adr_gets_another_number_only_when_told() {
    let bench = Bench::with_scores();
    bench.write("docs/adr/0001-a.md", "# 1. A\n\n## Status\n\nAccepted\n");
    bench.write("docs/adr/0001-b.md", "# 1. B\n\n## Status\n\nAccepted\n\nSee [1. A](0001-a.md)\n");
    bench.run(&["renumber", "1"]).exits(2).stderr_has("0001-a.md or 0001-b.md");
    bench
        .run(&["renumber", "0001-a.md"])
        .exits(1)
        .stdout_has("+See [2. A](0002-a.md)")
        .stderr_has("add --yes to do it");
    bench.run(&["renumber", "0001-a.md", "--dry-run"]).succeeds().stdout_has("+++ /dev/null");
    assert!(bench.path("docs/adr/0001-a.md").exists());
    bench
        .run(&["renumber", "0001-a.md", "--yes"])
        .succeeds()
        .stdout_has("docs/adr/0001-a.md is docs/adr/0002-a.md now.");
    assert_eq!(bench.read("docs/adr/0002-a.md"), "# 2. A\n\n## Status\n\nAccepted\n");
    bench.run(&["log", "--check"]).succeeds();
}

#[test]
fn what_other_programs_get_does_not_steer_a_terminal_that_shows_it() {
    let bench = Bench::new();
    bench.write("adr/0001-a.md", "# a\u{9B}2J\u{7F}\u{2028}\u{202E}R\u{200D}ust\n\n## Status\n\nAccepted\n");
    bench.write("adr/0002-b.md", "# b 👩\u{200D}🚀\n\n## Status\n\nAccepted\n");
    let found = bench.run(&["log", "--json"]).succeeds();
    let fits = |c: char| c == '\n' || !(c.is_control() || matches!(c, '\u{2028}' | '\u{202E}'));
    assert!(found.out().chars().all(fits), "{:?}", found.out());
    let json: serde_json::Value = serde_json::from_str(found.out()).unwrap();
    assert_eq!(json["folders"][0]["adrs"][1]["title"], "b 👩\u{200D}🚀");
    let seen: String = found.out().chars().filter(|c| *c == '\u{200D}').collect();
    assert_eq!(seen.chars().count(), 1, "only an emoji's joiner stands as it is: {:?}", found.out());
}

#[test]
fn an_adr_that_its_record_does_not_know_and_a_second_one_are_told_by_both_commands() {
    let bench = Bench::with_scores();
    let unknown = bench.read("go.decision.ron");
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    for command in [&["check", "go.decision.ron"][..], &["log"]] {
        let told = format!("{:?}", bench.run(command));
        assert!(!told.contains("unknown-adr") && !told.contains("second-adr"), "{told}");
    }
    let known = bench.read("go.decision.ron");
    bench.write("go.decision.ron", &unknown);
    let words = "warning[unknown-adr]: 0001-use-go.md names the record go.decision.ron, which does not know of it. Run \
                 `weigh-in export go.decision.ron --repo .`";
    bench.run(&["check", "go.decision.ron"]).stdout_has(words);
    bench.run(&["log", "--check"]).succeeds().stdout_has(&format!("docs/decisions/0001-use-go.md: {words}"));
    bench.run(&["log", "docs", "--check"]).succeeds().stdout_has(words);
    // The advice leads out.
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    bench.run(&["log", "--check"]).exits(0);
    // As after the merge of two branches that both exported it.
    let adr = bench.read("docs/decisions/0001-use-go.md");
    bench.write("docs/decisions/0002-use-go.md", &adr);
    let export = "(path: \"docs/decisions/0002-use-go.md\", dialect: \"madr\", on: \"2026-11-03\"),";
    bench.write("go.decision.ron", &known.replace("exports: [", &format!("exports: [{export}")));
    let words = "warning[second-adr]: 0001-use-go.md and 0002-use-go.md are both ADRs of the record go.decision.ron. Keep \
                 one";
    bench.run(&["check", "go.decision.ron"]).stdout_has(words);
    bench.run(&["log", "--check"]).succeeds().stdout_has(words);
}

/// A problem of an ADR and its record is the same one for whoever looks at either.
#[test]
fn the_log_and_the_check_of_a_record_tell_the_same_problems() {
    type Break = fn(&Bench) -> &'static str;
    const ADR: &str = "docs/decisions/0001-use-go.md";
    let broken: [(&str, Break); 4] = [
        ("error[adr-differs]", |bench| {
            bench.replace(ADR, "status: \"proposed\"", "status: \"accepted\"");
            "go.decision.ron"
        }),
        ("error[adr-differs]", |bench| {
            bench.write("zig.decision.ron", &bench.read("go.decision.ron"));
            std::fs::remove_file(bench.path("go.decision.ron")).unwrap();
            "zig.decision.ron"
        }),
        ("error[chart-differs]", |bench| {
            bench.write("docs/decisions/0001-use-go.totals.svg", "<svg/>");
            "go.decision.ron"
        }),
        ("error[adr-differs]", |bench| {
            bench.write("docs/decisions/0002-use-rust.md", "# Use Rust\n\n## Status\n\nAccepted\n");
            std::fs::remove_file(bench.path(ADR)).unwrap();
            "go.decision.ron"
        }),
    ];
    for (code, breaks) in broken {
        let bench = Bench::with_scores();
        bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--chart", "totals"]).succeeds();
        bench.run(&["check", "go.decision.ron"]).succeeds();
        bench.run(&["log", "--check"]).succeeds();
        let record = breaks(&bench);
        let checked = bench.run(&["check", record]).exits(1);
        let told = checked.out();
        let told: Vec<&str> = told.lines().filter_map(|line| Some(&line[line.find(code)?..])).collect();
        assert!(!told.is_empty(), "{checked:?}");
        let log = bench.run(&["log", "--check"]).exits(1);
        for line in told {
            assert!(log.out().contains(line), "{line} is not in {log:?}");
        }
    }
}

/// The codes of errors in the output of a command, each once.
fn error_codes(ran: &super::bench::Ran) -> std::collections::BTreeSet<String> {
    let told = format!("{}{}", ran.out(), ran.err());
    let codes = told.split("error[").skip(1).filter_map(|rest| rest.split_once("]: "));
    codes.map(|(code, _)| code.to_owned()).collect()
}

#[test]
fn the_log_and_the_check_fail_for_the_same_errors_and_for_no_warning() {
    type Break = fn(&Bench);
    const ADR: &str = "docs/decisions/0001-use-go.md";
    let broken: [(&[&str], Break); 9] = [
        (&[], |_| {}),
        (&["adr-differs"], |bench| std::fs::remove_file(bench.path(ADR)).unwrap()),
        (&["adr-differs"], |bench| std::fs::remove_dir_all(bench.path("docs")).unwrap()),
        (&["adr-differs"], |bench| bench.replace(ADR, "status: \"proposed\"", "status: \"accepted\"")),
        (&["unread-file"], |bench| bench.write("go.decision.ron", "")),
        (&["unread-file"], |bench| bench.replace("go.decision.ron", "format: ", "format: 9")),
        (&["unmerged"], |bench| {
            let text = bench.read("go.decision.ron");
            bench.write("go.decision.ron", &format!("<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n"));
        }),
        (&["same-id", "unknown-id"], |bench| bench.replace("go.decision.ron", "id: \"rust\"", "id: \"go\"")),
        // A warning alone: a copy of the ADR, of which the record does not know.
        (&[], |bench| bench.write("docs/decisions/0002-use-go.md", &bench.read(ADR))),
    ];
    for (at, (codes, breaks)) in broken.into_iter().enumerate() {
        let bench = Bench::with_scores();
        bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
        breaks(&bench);
        let (check, log) = (bench.run(&["check", "go.decision.ron"]), bench.run(&["log", "--check"]));
        let expected = codes.iter().map(ToString::to_string).collect();
        assert_eq!(error_codes(&check), expected, "{at}: {check:?}");
        assert_eq!(error_codes(&log), expected, "{at}: {log:?}");
        if codes.is_empty() {
            check.succeeds();
            log.succeeds();
        } else {
            check.exits(if matches!(codes, ["unread-file" | "unmerged"]) { 2 } else { 1 });
            log.exits(1);
        }
    }
    // What an export wrote where no ADRs are usual, and where no other is.
    let bench = Bench::with_scores();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes", "--folder", "notes"]).succeeds();
    bench.run(&["log", "--check"]).succeeds();
    std::fs::remove_dir_all(bench.path("notes")).unwrap();
    bench.run(&["log", "--check"]).exits(1).stdout_has("notes: 0 ADRs").stdout_has("error[adr-differs]");
}

#[test]
fn a_record_that_cannot_be_checked_or_contradicts_itself_is_told_by_the_log_as_by_the_check() {
    let bench = Bench::with_scores();
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    bench.run(&["log", "--check"]).succeeds();
    let whole = bench.read("go.decision.ron");
    let line = bench
        .read("docs/decisions/0001-use-go.md")
        .lines()
        .position(|line| line.starts_with("All scores, notes and what each score means:"));
    let place = format!("docs/decisions/0001-use-go.md:{}: error[unread-file]: ", line.unwrap() + 1);
    let newer = whole.replacen("format: ", "format: 9", 1);
    assert_ne!(newer, whole);
    for (text, why) in [
        (&whole[..whole.len() / 2], "The record `go.decision.ron` that it names cannot be checked. "),
        ("", "The record `go.decision.ron` that it names cannot be checked. The file is empty."),
        (&newer, "The record `go.decision.ron` that it names cannot be checked. It was written by a newer version"),
    ] {
        bench.write("go.decision.ron", text);
        bench.run(&["check", "go.decision.ron"]).exits(2);
        bench.run(&["log", "--check"]).exits(1).stdout_has(&format!("{place}{why}"));
    }
    // Two options of one id: the ADR is compared with nothing.
    bench.write("go.decision.ron", &whole.replace("id: \"rust\"", "id: \"go\""));
    let checked = bench.run(&["check", "go.decision.ron"]).exits(1);
    let log = bench.run(&["log", "--check"]).exits(1);
    let told = checked.out();
    let mut errors = told.lines().filter_map(|line| line.split_once(": error")).map(|(_, error)| error).peekable();
    assert!(errors.peek().is_some(), "{checked:?}");
    for error in errors {
        let (code, what) = error.split_once(": ").unwrap();
        let line = format!("docs/decisions/0001-use-go.md: error{code}: go.decision.ron: {what}");
        assert!(log.out().contains(&line), "{line} is not in {log:?}");
    }
}

#[test]
fn a_record_that_is_not_there_is_told_by_the_log() {
    let bench = Bench::with_scores();
    bench.run(&["export", "go.decision.ron", "--repo", "."]).succeeds();
    std::fs::remove_file(bench.path("go.decision.ron")).unwrap();
    bench
        .run(&["log", "--check"])
        .exits(1)
        .stdout_has("[dead-link]: The record `go.decision.ron` that it names is not there.");
}

#[test]
fn the_advice_for_a_renumbering_that_was_not_finished_finishes_it() {
    let bench = Bench::new();
    bench.git_init();
    for folder in ["docs/adr", "service/docs/adr"] {
        bench.write(&format!("{folder}/0001-use-go.md"), "# Use Go\n\n## Status\n\nAccepted\n");
        bench.write(&format!("{folder}/0002-use-rust.md"), "# Use Rust\n\n## Status\n\nAccepted\n");
    }
    bench.write("service/docs/adr/.weigh-in-renumbering/begun", "0002-use-rust.md\n0300-use-rust.md\n");
    let advice = "Run `weigh-in renumber service/docs/adr/0002-use-rust.md --yes` to finish it.";
    bench.run(&["log"]).stdout_has(advice);
    bench.run(&["renumber", "service/docs/adr/0002-use-rust.md", "--yes"]).succeeds();
    assert!(bench.path("service/docs/adr/0300-use-rust.md").exists());
    assert!(!bench.path("service/docs/adr/.weigh-in-renumbering/begun").exists());
}

#[test]
fn a_heading_with_one_mark_under_it_is_read() {
    let bench = Bench::new();
    bench.git_init();
    bench.write("docs/adr/0001-go.md", "Use Go\n=\n\nStatus\n--\n\nAccepted\n");
    bench.run(&["log"]).stdout_has("accepted  Use Go");
}

#[test]
fn adrs_that_a_sparse_checkout_leaves_out_are_told_beside_those_that_are_there() {
    let bench = Bench::new();
    bench.git_init();
    for name in ["0001-a", "0002-b"] {
        bench.write(&format!("docs/adr/{name}.md"), "# A\n\n## Status\n\nAccepted\n");
    }
    let root = bench.path("");
    git_does(&root, &["add", "--all"]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    git_does(&root, &["sparse-checkout", "set", "--no-cone", "/*", "!0002-b.md"]);
    let told = "ADRs in `docs/adr` are left out of this sparse checkout. Run `git sparse-checkout add docs/adr`";
    bench.run(&["log"]).succeeds().stdout_has("docs/adr: 1 ADR").stderr_has(told);
    git_does(&root, &["sparse-checkout", "disable"]);
    let ran = bench.run(&["log"]).succeeds().stdout_has("docs/adr: 2 ADRs");
    assert_eq!(ran.err(), "");
}
