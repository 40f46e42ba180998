//! What could not be read again is not written.

use std::fmt::Write as _;

use super::{bench::Bench, tools::git_does};

const HEAD: &str =
    "(\n    format: 2,\n    id: \"0123456789abcdef\",\n    title: \"Use Go\",\n    created: \"2026-11-03\",\n";

fn record(rest: &str) -> String {
    format!("{HEAD}    {rest}\n)\n")
}

fn list(name: &str, prefix: &str, count: usize) -> String {
    let mut list = format!("{name}: [");
    for index in 0..count {
        let _ = write!(list, "(id: \"{prefix}{index}\", name: \"{prefix}{index}\"),");
    }
    list + "],"
}

#[test]
fn a_new_record_holds_no_more_than_can_be_read() {
    let bench = Bench::new();
    let options: Vec<String> = (0..401).map(|n| format!("--option=o{n}")).collect();
    let mut new = vec!["new", "--template=blank", "--title=T", "go.decision.ron"];
    new.extend(options.iter().map(String::as_str));
    bench.refuses(&new).stderr_has("there are 401 options, and a record holds at most 400");
    assert!(!bench.path("go.decision.ron").exists());
    bench.run(&new[..new.len() - 1]).succeeds();
    bench.run(&["check", "go.decision.ron"]).exits(0);
}

#[test]
fn a_record_from_an_adr_holds_no_more_than_can_be_read() {
    let bench = Bench::new();
    let options: Vec<String> = (0..500).map(|n| format!("* Option {n}\n")).collect();
    bench.write("a.md", &format!("# Use Go\n\n## Considered Options\n\n{}", options.concat()));
    bench
        .refuses(&["new", "--from", "a.md", "go.decision.ron"])
        .stderr_has("`a.md` holds more than fits into a record, which has at most 400 options");
    assert!(!bench.path("go.decision.ron").exists());
}

#[test]
fn no_more_scores_than_could_be_worked_out_are_read() {
    let bench = Bench::new();
    let lists = |members: usize| {
        let lists = [("options", "o", 100), ("criteria", "c", 1_000), ("members", "m", members)];
        record(&lists.map(|(name, prefix, count)| list(name, prefix, count)).concat())
    };
    bench.write("go.decision.ron", &lists(30));
    bench.run(&["analyze", "go.decision.ron", "--draws", "0"]).exits(0);
    bench.write("go.decision.ron", &lists(31));
    bench
        .refuses(&["analyze", "go.decision.ron"])
        .stderr_has("100000 cells by 31 members are 3100000 scores, and a record holds at most 3000000");
}

#[test]
fn one_member_or_link_more_than_can_be_read_is_refused() {
    let bench = Bench::new();
    bench.git_init();
    let links = "(label: \"a\", url: \"https://example.org\"),".repeat(5_000);
    let lists =
        [("options", "o", 2), ("criteria", "c", 1)].map(|(name, prefix, count)| list(name, prefix, count)).concat();
    let members = list("members", "m", 2_000);
    let revealed = "rounds: [(number: 1, reveals: [(on: \"2026-11-03\")])],";
    let rest = format!("{lists}{members}{revealed}links: [{links}],");
    bench.write("docs/decisions/0001-a.md", "# A\n\n## Status\n\nAccepted\n");
    bench.write("go.decision.ron", &record(&rest));
    bench
        .refuses(&["score", "go.decision.ron", "--member", "zoe", "c0/o0=3"])
        .stderr_has("there are 2001 members, and a record holds at most 2000; take some out first, or start another record. Nothing was \
             written.");
    bench.refuses(&["export", "go.decision.ron", "--repo", ".", "--relates-to", "1"]).stderr_has(
        "there are 5001 links, and a record holds at most 5000; take some out first, or start another record.",
    );
    assert!(!bench.path("docs/decisions/0002-use-go.md").exists());
}

/// A list of so many items, in which `#` is the number of each, from 1.
fn items(name: &str, item: &str, count: usize) -> String {
    let items: Vec<String> = (1..=count).map(|number| item.replace('#', &number.to_string())).collect();
    format!("{name}: [{}],", items.join(","))
}

#[test]
fn no_command_makes_one_more_of_anything_than_can_be_read() {
    let bench = Bench::new();
    bench.git_init();
    let ballots = |members: usize| items("ballots", "(member: \"m#\", round: 1)", members);
    let sheet = list("options", "o", 2) + &list("criteria", "c", 1);
    let decided = "outcome: (chosen: Some(\"o0\"), justification: \"b\",";
    let reveal = "reveals: [(on: \"2026-11-03\")]";
    for (rest, command, told) in [
        (
            list("options", "o", 100) + &list("criteria", "c", 1_000) + &list("members", "m", 30),
            &["score", "go.decision.ron", "--member", "zoe", "c0/o0=3"][..],
            "100000 cells by 31 members are 3100000 scores, and a record holds at most 3000000",
        ),
        (
            sheet.clone()
                + &items("rounds", &format!("(number: #, {reveal})"), 1_000)
                + "members: [(id: \"m\", name: \"M\")],",
            &["round", "go.decision.ron", "--all"],
            "there are 1001 rounds, and a record holds at most 1000",
        ),
        (
            sheet.clone()
                + &items("members", "(id: \"m#\", name: \"M#\")", 1_000)
                + &items("rounds", &format!("(number: #, {reveal})"), 20)
                    .replace(&format!("(number: 20, {reveal})"), "(number: 20)")
                + &(1..=20)
                    .map(|round| ballots(1_000).replace("round: 1)", &format!("round: {round})")))
                    .collect::<String>()
                    .replace("],ballots: [", ","),
            &["score", "go.decision.ron", "--member", "zoe", "c0/o0=3"],
            "there are 20001 ballots, and a record holds at most 20000",
        ),
        (
            sheet.clone() + decided + "), " + &items("history", "(status: Proposed, on: \"2026-11-03\")", 20_000),
            &["decide", "go.decision.ron", "--choose=o0", "--because=b", "--status=accepted"],
            "there are 20001 changes of status, and a record holds at most 20000",
        ),
        (
            sheet.clone() + decided + &texts("triggers: [", 200_000, "]),"),
            &["decide", "go.decision.ron", "--choose=o0", "--because=b", "--sign-off", "Ana=agree"],
            "there are 200001 people, arguments, triggers, weights and other entries of lists, and a record holds at most 200000",
        ),
        (
            sheet.clone() + decided + &texts("triggers: [", 200_000, "]),"),
            &["decide", "go.decision.ron", "--choose=o0", "--because=b", "--good", "more"],
            "there are 200001 people, arguments, triggers, weights and other entries of lists, and a record holds at most 200000",
        ),
    ] {
        let text = record(&rest).replace("format: 1", "format: 2");
        bench.write("go.decision.ron", &text);
        bench.refuses(command).stderr_has(told);
        assert_eq!(bench.read("go.decision.ron"), text, "{told}");
    }
}

/// A field with so many entries in a list of texts.
fn texts(before: &str, count: usize, after: &str) -> String {
    format!("{before}{}{after}", "\"a\",".repeat(count))
}

#[test]
fn no_more_entries_of_lists_are_read_than_a_record_holds() {
    let bench = Bench::new();
    let options = |count| texts("options: [(id: \"o\", name: \"O\", pros: [", count, "])],");
    for rest in [
        |count| texts("people: (decision_makers: [", count, "]),"),
        |count| texts("people: (consulted: [", count, "]),"),
        |count| texts("outcome: (triggers: [", count, "]),"),
        |count| texts("members: [(id: \"m\", name: \"M\", premortem: [", count, "])],"),
        |count| texts("exports: [(path: \"a.md\", dialect: \"madr\", on: \"2026-11-03\", charts: [", count, "])],"),
        options,
    ] {
        bench.write("go.decision.ron", &record(&rest(200_000)));
        let told = bench.run(&["check", "go.decision.ron"]);
        assert!(!format!("{told:?}").contains("a record holds at most"));
        bench.write("go.decision.ron", &record(&rest(200_001)));
        bench.refuses(&["check", "go.decision.ron"]).stderr_has(
            "there are 200001 people, arguments, triggers, weights and other entries of lists, and a record holds at most \
             200000",
        );
    }
}

#[test]
fn millions_of_entries_are_refused_as_soon_as_they_are_counted() {
    let bench = Bench::new();
    let mut swings = String::new();
    for n in 0..2_000_000 {
        let _ = write!(swings, "\"c{n}\":1,");
    }
    bench.write("go.decision.ron", &record(&format!("members: [(id: \"ana\", name: \"Ana\", swings: {{{swings}}})],")));
    // The sentence gives the number that was counted in the text, not the one at which reading would stop.
    bench
        .refuses(&["check", "go.decision.ron"])
        .stderr_has("there are 2000000 people, arguments, triggers, weights and other entries of lists")
        .stderr_has("take something out of it in a text editor, or part it into several");
}

#[test]
fn edits_and_merges_make_no_more_entries_than_can_be_read() {
    let bench = Bench::new();
    bench.write("base", &record(""));
    bench.write("ours", &record(&texts("people: (decision_makers: [", 1, "]),").replace("\"a\"", &names("a"))));
    bench.write("theirs", &record(&texts("people: (decision_makers: [", 1, "]),").replace("\"a\"", &names("b"))));
    bench.refuses(&["merge", "base", "ours", "theirs"]).stderr_has("a record holds at most 200000");
}

/// Quoted names, more than half as many as a record holds.
fn names(prefix: &str) -> String {
    let names: Vec<String> = (0..100_001).map(|n| format!("\"{prefix}{n}\"")).collect();
    names.join(",")
}

#[test]
fn an_export_that_the_record_cannot_remember_writes_nothing() {
    let bench = Bench::new();
    bench.git_init();
    let exports: Vec<String> =
        (0..5_000).map(|n| format!("(path: \"x/{n}.md\", dialect: \"madr\", on: \"2026-11-03\"),")).collect();
    bench.write("go.decision.ron", &record(&format!("exports: [{}],", exports.concat())));
    bench
        .refuses(&["export", "go.decision.ron", "--repo", "."])
        .stderr_has("there are 5001 exports, and a record holds at most 5000");
    assert!(!bench.path("docs").exists());
}

#[test]
fn a_file_that_would_be_too_large_is_not_saved() {
    let bench = Bench::new();
    let rest =
        list("options", "o", 2) + &list("criteria", "c", 1) + "members: [(id: \"ana\", name: \"Ana\")], context: \"";
    let most = usize::try_from(weigh_in::storage::MAX_BYTES).unwrap();
    // As it is written: the context on lines of its own would be another size.
    let padding = most - record(&(rest.clone() + "\",")).len();
    bench.write("go.decision.ron", &record(&format!("{rest}{}\",", "a".repeat(padding))));
    let long = bench.run(&["score", "go.decision.ron", "--member", "bo", "--name", "Bo", "c0/o0=3"]);
    long.exits(2).stderr_has(
        "go.decision.ron could not be written: it would have 65 MiB, and no file of more than 64 MiB is read",
    );
}

#[test]
fn a_revision_that_is_too_large_is_told() {
    let bench = Bench::with_record();
    let record = bench.read("go.decision.ron");
    bench.write("go.decision.ron", &" ".repeat(weigh_in::storage::MAX_BYTES as usize + 1));
    git_does(&bench.path(""), &["add", "go.decision.ron"]);
    git_does(&bench.path(""), &["commit", "--quiet", "-m", "Large"]);
    bench.write("go.decision.ron", &record);
    bench
        .refuses(&["diff", "go.decision.ron", "--since", "HEAD"])
        .stderr_has("go.decision.ron at HEAD: the file had more than 64 MiB, and no larger one is read.")
        .stderr_has("Name another revision.");
}

#[test]
fn an_adr_that_would_be_too_large_is_not_written() {
    let bench = Bench::new();
    bench.git_init();
    bench.write("go.decision.ron", &record(&format!("context: \"{}\",", "word ".repeat(900_000))));
    bench
        .refuses(&["export", "go.decision.ron", "--repo", "."])
        .stderr_has("`docs/decisions/0001-use-go.md` would have more than 4 MiB");
    assert!(!bench.path("docs").exists());
}

#[test]
fn a_merge_of_more_than_can_be_read_loses_neither_side() {
    let bench = Bench::new();
    let base = record(&list("criteria", "c", 10));
    let side =
        |prefix: &str| record(&(list("criteria", "c", 10).replace("],", "") + &list("criteria", prefix, 1_500)[11..]));
    for (file, text) in [("base", &base), ("ours", &side("a")), ("theirs", &side("b"))] {
        bench.write(file, text);
    }
    let refused = bench.run(&["merge", "base", "ours", "theirs"]).exits(2);
    refused
        .stderr_has("there are 3010 criteria, and a record holds at most 2000")
        .stderr_has("Remove what is not needed from one copy, and merge again.");
    assert_eq!(bench.read("ours"), side("a"));
    // As git calls it, which would take ours for the merge.
    let driven = bench.run(&["merge", "base", "ours", "theirs", "--path", "go.decision.ron"]).exits(1);
    let told = "go.decision.ron was not merged: there are 3010 criteria, and a record holds at most 2000; both sides stand in it, \
                line by line. ";
    assert!(driven.err().starts_with(told), "{driven:?}");
    for wrong in ["Nothing was written", "merge again", "ours could not"] {
        assert!(!driven.err().contains(wrong), "{driven:?}");
    }
    let text = bench.read("ours");
    assert!(text.contains("\"a1499\"") && text.contains("\"b1499\"") && text.contains("<<<<<<<"));
}

#[test]
fn the_advice_for_a_merge_that_is_too_large_leads_out_of_it() {
    let bench = Bench::new();
    bench.git_init();
    let side =
        |prefix: &str| record(&(list("criteria", "c", 10).replace("],", "") + &list("criteria", prefix, 1_500)[11..]));
    let root = bench.path("");
    bench.write("go.decision.ron", &record(&list("criteria", "c", 10)));
    git_does(&root, &["add", "."]);
    git_does(&root, &["commit", "--quiet", "-m", "Base"]);
    git_does(&root, &["checkout", "--quiet", "-b", "theirs"]);
    bench.write("go.decision.ron", &side("b"));
    git_does(&root, &["commit", "--quiet", "-am", "Theirs"]);
    git_does(&root, &["checkout", "--quiet", "-"]);
    bench.write("go.decision.ron", &side("a"));
    git_does(&root, &["commit", "--quiet", "-am", "Ours"]);
    let merged = std::process::Command::new("git").args(["merge", "theirs"]).current_dir(&root).output().unwrap();
    assert!(!merged.status.success());
    bench
        .refuses(&["merge", "--resolve", "go.decision.ron"])
        .stderr_has("`git checkout --ours -- go.decision.ron` or `git checkout --theirs -- go.decision.ron`");
    git_does(&root, &["checkout", "--ours", "--", "go.decision.ron"]);
    git_does(&root, &["add", "--", "go.decision.ron"]);
    bench.run(&["check", "go.decision.ron"]).exits(0);
    assert_eq!(bench.read("go.decision.ron"), side("a"));
}

#[test]
fn an_adr_that_a_file_names_again_and_again_is_checked_once() {
    let bench = Bench::new();
    bench.git_init();
    let export =
        "(path: \"docs/adr/0001-use-go.md\", dialect: \"madr\", on: \"2026-11-03\", charts: [\"totals\", \"ladder\"]),";
    bench.write("go.decision.ron", &record(&format!("exports: [{}],", export.repeat(5_000))));
    let told = bench.run(&["check", "go.decision.ron"]).exits(1);
    assert_eq!(told.out().matches("The ADR `docs/adr/0001-use-go.md` is not there.").count(), 1);
}

#[test]
fn no_name_is_too_long_for_a_table() {
    let bench = Bench::new();
    bench.git_init();
    let long = "x".repeat(70_000);
    let options = format!("options: [(id: \"a\", name: \"{long}\"), (id: \"b\", name: \"B\")],");
    let criteria = format!("criteria: [(id: \"c\", name: \"{long}c\")],");
    let members = format!("members: [(id: \"m\", name: \"{long}m\")],");
    bench.write("go.decision.ron", &record(&format!("{options}{criteria}{members}")));
    bench.run(&["score", "go.decision.ron", "--member", "m", "c/a=3", "c/b=4"]).succeeds();
    bench.run(&["analyze", "go.decision.ron"]).succeeds().stdout_has(&long);
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--yes"]).succeeds();
    bench.run(&["log", "."]).succeeds();
}
