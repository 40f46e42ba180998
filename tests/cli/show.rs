//! A record in plain words.

use super::{bench::Bench, tools::git_does};

#[test]
fn a_record_is_shown_in_plain_words_and_always_in_the_same_ones() {
    let bench = Bench::with_scores();
    bench.run(&["score", "go.decision.ron", "--member=ana", "--swing", "hiring=90", "training/go=?"]).succeeds();
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner", "--maker=Ana Ruiz"];
    bench.run(&decide).succeeds();
    let ran = bench.run(&["show", "go.decision.ron"]).succeeds();
    let ran = ran.stdout_has("Use Go\nStatus: ").stdout_has("\nDecision makers: Ana Ruiz\n");
    let ran = ran.stdout_has("\nProblem: The ingest service is slow.\n").stdout_has("\n\nOptions\n  - Go\n");
    let ran =
        ran.stdout_has("\n\nCriteria\n  Criterion ").stdout_has("\n\nMembers\n  - Ana\n    Own weights: Hiring 90\n");
    let ran =
        ran.stdout_has("\n\nBallot of Ana, round 1, ").stdout_has("\n\nOutcome\nChosen: Go\nBecause: we ship sooner\n");
    let ran = ran.stdout_has("\n\nCriterion: Hiring\n  Group: People\n  Question: ");
    let training = ran.out().lines().find(|line| line.trim_start().starts_with("Training") && line.contains('?'));
    assert!(training.is_some_and(|line| line.ends_with("?     3")), "{training:?} {}", ran.out());
    assert_eq!(bench.run(&["show", "go.decision.ron"]).succeeds().out(), ran.out());
}

#[test]
fn the_style_of_an_exported_title_is_not_taken_for_its_number() {
    let bench = Bench::with_scores();
    bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=we ship sooner"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo=."]).succeeds();
    let ran = bench.run(&["show", "go.decision.ron"]).succeeds();
    let ran = ran.stdout_has("docs/decisions/0001-use-go.md on ").stdout_has(" as madr, without a number in the title");
    assert!(!ran.out().contains("unnumbered"), "{}", ran.out());
}

#[test]
fn a_stranger_steers_no_terminal_and_forges_no_line() {
    let bench = Bench::with_scores();
    bench.replace(
        "go.decision.ron",
        "context: \"The ingest service is slow.\"",
        "context: \"Slow.\\nStatus: accepted\\u{1b}[2J\\u{202e}\"",
    );
    let ran = bench.run(&["show", "go.decision.ron"]).succeeds();
    let ran = ran.stdout_has("\nProblem:\n  Slow.\n  Status: accepted[2J[U+202E]\n");
    assert!(!ran.out().contains('\u{1b}'));
}

#[test]
fn the_result_of_the_record_before_is_shown_whole_and_a_missing_weight_is_none() {
    let bench = Bench::new();
    bench.write("go.decision.ron", include_str!("../fixtures/v2.decision.ron"));
    let ran = bench.run(&["show", "go.decision.ron"]).succeeds();
    let ran = ran.stdout_has("docs/decisions/0003-use-java.md)\n  Its result: on 2025-11-04; java was chosen; ");
    let ran = ran.stdout_has("; java led Go by 0.38; the verdict was \"clear\"\n");
    let debugging = ran.out().lines().find(|line| line.trim_start().starts_with("Debugging"));
    let debugging = debugging.unwrap_or_default();
    assert!(debugging.contains("not set") && !debugging.contains('%'), "{debugging}");
}

#[test]
fn what_is_no_record_is_refused() {
    let bench = Bench::new();
    bench.write("x.decision.ron", "broken");
    bench.refuses(&["show", "x.decision.ron"]).stderr_has("x.decision.ron");
}

#[test]
fn git_compares_decision_files_in_plain_words() {
    let bench = Bench::with_record();
    let root = bench.path("");
    bench.run(&["merge", "--install"]).succeeds();
    git_does(&root, &["add", "."]);
    git_does(&root, &["commit", "--quiet", "-m", "Start"]);
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=2"]).succeeds();
    let difference = git_does(&root, &["diff"]);
    for line in ["+Members", "+  - Ana", "+Ballot of Ana, round 1, not sealed"] {
        assert!(difference.contains(line), "{line} is not in {difference}");
    }
    assert!(!difference.contains("member: "), "{difference}");
    git_does(&root, &["commit", "--quiet", "-am", "Score"]);
    assert!(git_does(&root, &["log", "-p", "-1"]).contains("+Ballot of Ana"));
    // Clones that were set up by an earlier version go on as they are.
    let words = git_does(&root, &["config", "diff.weigh-in.textconv"]);
    git_does(&root, &["config", "diff.weigh-in.textconv", words.trim_end().replace(" --plain", "").as_str()]);
    assert!(git_does(&root, &["log", "-p", "-1"]).contains("+Ballot of Ana"));
    // What is no record is shown as it is, and so is every file where the program is gone.
    bench.write("go.decision.ron", "broken");
    assert!(git_does(&root, &["diff"]).contains("\n+broken"));
    let words = git_does(&root, &["config", "diff.weigh-in.textconv"]);
    let gone = words.trim_end().replace(env!("CARGO_BIN_EXE_weigh-in"), "/nowhere/weigh-in");
    git_does(&root, &["config", "diff.weigh-in.textconv", &gone]);
    assert!(git_does(&root, &["diff"]).contains("\n+broken"));
    let log = git_does(&root, &["log", "-p", "-1"]);
    assert!(log.contains("member: \"ana\"") && !log.contains("Ballot of Ana"), "{log}");
}

#[test]
fn a_superseded_record_names_its_successor_once_that_is_accepted() {
    let bench = Bench::with_scores();
    let because = "--because=it ships sooner";
    bench.run(&["decide", "go.decision.ron", "--choose=go", because, "--review=2024-05-01"]).succeeds();
    bench.run(&["export", "go.decision.ron", "--repo=."]).succeeds();
    bench.run(&["new", "--supersede", "go.decision.ron", "later.decision.ron"]).succeeds();
    let show = || bench.run(&["show", "go.decision.ron"]).succeeds();
    let (text, alone) = (show().out().to_owned(), show().err().to_owned());
    for (status, told) in [("proposed", ""), ("accepted", "Superseded by 0002 Use Go: ")] {
        bench.run(&["decide", "later.decision.ron", "--choose=go", because, "--status", status]).succeeds();
        bench.run(&["export", "later.decision.ron", "--repo=.", "--yes"]).succeeds();
        let shown = show();
        assert_eq!((shown.out(), shown.err().starts_with(told)), (text.as_str(), true), "{shown:?}");
        assert_eq!(shown.err() == alone, told.is_empty(), "{shown:?}");
        // Git compares what is in the file, whatever is around it.
        let plain = bench.run(&["show", "--plain", "go.decision.ron"]).succeeds();
        assert_eq!((plain.out(), plain.err()), (text.as_str(), alone.as_str()));
        // Nobody waits for a review of what was superseded.
        let checked = bench.run(&["check", "go.decision.ron", "--strict"]);
        assert_eq!(checked.out().contains("The review was due"), told.is_empty(), "{checked:?}");
    }
    assert!(show().err().trim_end().ends_with("later.decision.ron"), "{:?}", show());
}

#[test]
fn a_record_without_an_adr_is_superseded_by_the_record_beside_it_that_says_so() {
    let bench = Bench::with_scores();
    let because = "--because=it ships sooner";
    bench.run(&["decide", "go.decision.ron", "--choose=go", because, "--review=2024-05-01"]).succeeds();
    bench.run(&["new", "--supersede", "go.decision.ron", "later.decision.ron", "--title=Use Rust"]).succeeds();
    bench.run(&["new", "--copy", "go.decision.ron", "other.decision.ron"]).succeeds();
    bench.run(&["decide", "other.decision.ron", "--choose=go", because]).succeeds();
    for (status, is_over) in [("proposed", false), ("accepted", true)] {
        bench
            .run(&[
                "decide",
                "later.decision.ron",
                "--choose=rust",
                because,
                "--against-lead=it is safe",
                "--status",
                status,
            ])
            .succeeds();
        let shown = bench.run(&["show", "go.decision.ron"]).succeeds();
        let told = "Superseded by Use Rust: later.decision.ron";
        assert_eq!(shown.err().contains(told), is_over, "{shown:?}");
        let checked = bench.run(&["check", "go.decision.ron", "--strict"]);
        assert_eq!(checked.out().contains("The review was due"), !is_over, "{checked:?}");
    }
    bench.run(&["review", "go.decision.ron", "--verdict=keep"]).exits(2).stderr_has(
        "Use Rust superseded this decision; `weigh-in review later.decision.ron --verdict keep` reviews that one",
    );
}
