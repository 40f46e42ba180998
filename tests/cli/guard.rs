//! Accepted means accepted: what speaks against it is asked about, what was decided stays as it is, and what takes its place.

use weigh_in::{
    decision::{Edit, OutcomeField, Relation, RelationKind, Status, text::day},
    storage,
};

use super::bench::Bench;

const RECORD: &str = "go.decision.ron";
const DECIDE: [&str; 4] = ["decide", RECORD, "--choose=go", "--because=we ship sooner"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    DECIDE.into_iter().chain(more.iter().copied()).collect()
}

fn accepted() -> Bench {
    let bench = Bench::with_scores();
    bench.run(&with(&["--maker=Ana Ruiz", "--sign-off=Ana Ruiz=agree"])).succeeds();
    bench
}

#[test]
fn an_objection_needs_an_answer_and_a_missing_sign_off_is_told() {
    let bench = Bench::with_scores();
    let objects = ["--maker=Ana Ruiz", "--maker=Bo Ek", "--sign-off=Ana Ruiz=object:too young"];
    bench
        .refuses(&with(&objects))
        .stderr_has("Ana Ruiz objects. Add --despite WHY to accept it all the same. Nothing was written.");
    // What is only proposed may be objected to.
    bench.run(&with(&["--status=proposed", objects[0], objects[1], objects[2]])).succeeds();
    bench
        .run(&with(&["--despite=the board has the last word"]))
        .succeeds()
        .stderr_has("warning: Bo Ek has not signed off. Add --sign-off NAME=agree once they have.");
    assert_eq!(bench.record().outcome.despite_objection, "the board has the last word");
    let told = "It is accepted although somebody objects: the board has the last word";
    bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds().stdout_has(told);
}

#[test]
fn who_decides_is_asked_for() {
    let bench = Bench::with_scores();
    let way = "warning: Nobody is named who decides. Name them with --maker NAME and --correct WHY.";
    bench.run(&DECIDE).succeeds().stderr_has(way);
    bench.run(&with(&["--maker=Ana Ruiz", "--correct=she was forgotten"])).succeeds();
}

#[test]
fn a_must_have_that_nobody_scored_needs_an_answer() {
    let bench = Bench::with_scores();
    let text = bench.read(RECORD);
    let place = text.find("id: \"hiring\"").unwrap();
    let (head, tail) = text.split_at(place);
    let at_least = "must_have: Some((at_least: 3, rule: Median)),";
    let tail = tail.replacen("swing:", &format!("{at_least}\n            swing:"), 1);
    bench.write(RECORD, &format!("{head}{tail}"));
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=-", "hiring/rust=-"]).succeeds();
    bench
        .refuses(&DECIDE)
        .stderr_has("Nobody has scored Go and Rust on Hiring, a must-have of this decision. Add --unscored WHY");
    bench.run(&with(&["--unscored=we hire nobody"])).succeeds();
    let told = "It is accepted although it is not scored on every must-have: we hire nobody";
    bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds().stdout_has(told);
}

#[test]
fn an_accepted_record_changes_only_as_a_correction() {
    let bench = accepted();
    let ways = "To fix a mistake, add --correct WHY. To make a new decision: `weigh-in new --supersede go.decision.ron NEW.decision.ron`";
    for change in [
        &["score", RECORD, "--member=ana", "hiring/go=1"][..],
        &["score", RECORD, "--member=bo", "hiring/go=1"],
        &["decide", RECORD, "--choose=rust", "--because=it is faster"],
        &["decide", RECORD, "--choose=rust"],
    ] {
        bench.refuses(change).stderr_has("go.decision.ron was accepted on ").stderr_has(ways);
    }
    let corrected =
        ["score", RECORD, "--member=ana", "hiring/go=1", "--correct=the score was for Rust", "hiring/rust=4"];
    bench.run(&corrected).succeeds();
    let record = bench.record();
    assert_eq!(record.corrections.len(), 1);
    assert_eq!((record.corrections[0].why.as_str(), record.status()), ("the score was for Rust", Status::Accepted));
    bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds().stdout_has("the score was for Rust");
    // Nothing is corrected where nothing changes.
    let not_kept = "warning: Nothing that is locked has changed, so the reason of --correct was not kept.";
    let said = "Nothing was changed: go.decision.ron says this already.\n";
    let again = bench.run(&corrected).succeeds().stderr_has(not_kept);
    assert_eq!(again.out(), said);
    let chosen = bench.record().outcome.justification.clone();
    let decided = bench.run(&["decide", RECORD, &format!("--because={chosen}"), "--correct=a slip"]).succeeds();
    assert!(decided.stderr_has(not_kept).out().starts_with(said));
    // Nor where only its life goes on.
    bench.run(&with(&["--sign-off=Ana Ruiz=agree:now", "--correct=a slip"])).succeeds().stderr_has(not_kept);
    assert_eq!(bench.record().corrections.len(), 1);
}

#[test]
fn what_is_locked_of_a_member_is_named() {
    let bench = accepted();
    for (change, part) in [
        (&["score", RECORD, "--member=ana", "--swing=hiring=10"][..], "Ana's weights"),
        (&["score", RECORD, "--member=ana", "--name=Anna"], "Ana's name"),
        (&["score", RECORD, "--member=ana", "--name=Anna", "--swing=hiring=10"], "member Anna"),
    ] {
        bench.refuses(change).stderr_has(&format!("Not done: {part}. To fix"));
    }
}

#[test]
fn the_life_of_an_accepted_record_goes_on() {
    let bench = accepted();
    bench.run(&with(&["--sign-off=Bo Ek=object:no", "--review=2027-11-01"])).succeeds();
    bench.run(&["check", RECORD]).stdout_has("warning[objection]: The decision is accepted, and Bo Ek objects.");
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    bench.run(&with(&["--status=deprecated"])).succeeds();
    bench.run(&with(&["--status=proposed"])).succeeds();
    assert_eq!(bench.record().corrections, []);
}

#[test]
fn what_was_accepted_stays_locked_also_where_it_is_proposed_again() {
    let bench = accepted();
    for status in ["deprecated", "proposed", "rejected"] {
        bench.run(&["decide", RECORD, &format!("--status={status}")]).succeeds();
        for change in [
            &["score", RECORD, "--member=ana", "hiring/go=1"][..],
            &["decide", RECORD, "--choose=rust", "--because=it is faster", &format!("--status={status}")],
        ] {
            bench.refuses(change).stderr_has("go.decision.ron was accepted on ").stderr_has("--correct WHY");
        }
    }
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=1", "--correct=it was entered for Rust"]).succeeds();
    // The way on is another record.
    bench.run(&["new", "--supersede", RECORD, "new.decision.ron"]).succeeds();
    bench.run(&["score", "new.decision.ron", "--member=ana", "hiring/go=2"]).succeeds();
}

#[test]
fn an_accepted_record_has_no_further_round() {
    let bench = accepted();
    let before = bench.read(RECORD);
    let supersede = "`weigh-in new --supersede go.decision.ron NEW.decision.ron` starts a new one";
    bench
        .refuses(&["round", RECORD])
        .stderr_has("`weigh-in review go.decision.ron --verdict keep` reviews it")
        .stderr_has(supersede);
    assert_eq!(bench.read(RECORD), before);
    for status in ["deprecated", "proposed"] {
        bench.run(&["decide", RECORD, &format!("--status={status}")]).succeeds();
        bench.refuses(&["round", RECORD]).stderr_has("the decision was accepted, and").stderr_has(supersede);
    }
}

#[test]
fn a_sign_off_goes_with_the_choice_that_it_was_given_for() {
    let bench = Bench::with_scores();
    bench.run(&with(&["--status=proposed", "--sign-off=Ana Maria=agree", "--sign-off=Bo Ek=agree"])).succeeds();
    // The same choice again keeps them.
    bench.run(&with(&["--status=proposed"])).succeeds();
    assert_eq!(bench.record().outcome.sign_offs.len(), 2);
    let other = ["decide", RECORD, "--choose=rust", "--because=r", "--against-lead=z", "--sign-off=Bo Ek=reservation"];
    bench
        .run(&other)
        .succeeds()
        .stderr_has("warning: The sign-off of Ana Maria was for Go, and was taken out with that choice. Ask again.");
    let record = bench.record();
    let signed: Vec<&str> = record.outcome.sign_offs.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(signed, ["Bo Ek"]);
    let adr = bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds();
    assert!(!adr.out().contains("Ana Maria"), "{adr:?}");
}

#[test]
fn a_reason_despite_an_objection_goes_with_the_choice() {
    let bench = Bench::with_scores();
    bench.run(&with(&["--sign-off=Ana Maria=object: too slow", "--despite=it was heard"])).succeeds();
    let told = "warning: The sign-off of Ana Maria and the reason for deciding despite an objection were for Go, and were taken out with \
                that choice. Ask again.";
    let other = ["decide", RECORD, "--choose=rust", "--because=r", "--correct=a slip"];
    bench.run(&other).succeeds().stderr_has(told);
    assert_eq!(bench.record().outcome.despite_objection, "");
    // The next objection asks for a reason of its own.
    bench.run(&["decide", RECORD, "--sign-off=Bo Ek=object: too new"]).succeeds();
    bench.run(&["check", RECORD]).succeeds().stdout_has("The decision is accepted, and Bo Ek objects.");
}

#[test]
fn a_decision_without_any_score_needs_a_reason() {
    let bench = Bench::with_record();
    let text = bench.read(RECORD);
    let (head, tail) = text.split_at(text.find("id: \"hiring\"").unwrap());
    let must_have = "must_have: Some((at_least: 3, rule: Median)),\n            swing:";
    bench.write(RECORD, &format!("{head}{}", tail.replacen("swing:", must_have, 1)));
    bench
        .refuses(&DECIDE)
        .stderr_has("Nothing is scored for Go. Add --thin-coverage WHY")
        .stderr_has("Nobody has scored Go and Rust on Hiring, a must-have of this decision. Add --unscored WHY");
    bench.run(&with(&["--status=proposed"])).succeeds();
    bench.run(&with(&["--thin-coverage=the client asks for it", "--unscored=we hire nobody"])).succeeds();
}

#[test]
fn the_log_says_what_is_to_be_decided_and_of_what_no_review_is_due() {
    let bench = Bench::with_scores();
    let text = bench.read(RECORD);
    let (head, tail) = text.split_at(text.find("    context:").unwrap());
    bench.write(RECORD, &format!("{head}    decide_by: Some(\"2026-01-02\"),\n{tail}"));
    bench.run(&with(&["--status=proposed", "--review=2026-03-04"])).succeeds();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    let over = "docs/decisions/0001-use-go.md: Use Go (the decision was due on 2 January 2026, 2 days ago)\n";
    assert_eq!(bench.run(&["log", "--due", "--today=2026-01-04"]).exits(1).out(), over);
    let json = bench.run(&["log", "--due", "--today=2026-01-04", "--json"]).exits(1).out().to_owned();
    let due: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!(due["due"][0]["path"], "docs/decisions/0001-use-go.md");
    assert_eq!((&due["due"][0]["what"], &due["due"][0]["on"]), (&"decide".into(), &"2026-01-02".into()));
    assert_eq!((&due["due"][0]["overdue"], due["due"].as_array().map(Vec::len)), (&true.into(), Some(1)));
    bench.run(&["decide", RECORD, "--status=accepted"]).succeeds();
    bench.run(&["export", RECORD, "--repo", ".", "--yes"]).succeeds();
    let told = bench.run(&["log", "--due", "--today=2026-01-04"]).succeeds();
    assert_eq!((told.out(), told.err()), ("", "Nothing is due.\n"));
    let json = bench.run(&["log", "--due", "--today=2026-01-04", "--json"]).succeeds();
    assert!(json.out().contains("\"due\": []") && json.err().is_empty(), "{}{}", json.out(), json.err());
    bench.run(&["show", RECORD]).succeeds().stdout_has("Review on: 2026-03-04");
    bench.run(&["decide", RECORD, "--status=deprecated"]).succeeds();
    let states =
        "docs/decisions/0001-use-go.md still states the review of 2026-03-04, and by its record no review is due.";
    bench.run(&["log", "--due", "--today=2026-01-04"]).succeeds().stderr_has(states);
    bench.run(&["show", RECORD]).succeeds().stdout_has("Review was planned for: 2026-03-04");
}

#[test]
fn a_day_of_a_review_that_cannot_be_read_is_told() {
    let bench = Bench::new();
    let adr =
        |review: &str| format!("---\nstatus: accepted\nreview-by: {review}\n---\n# Use Go\n\n## Context\n\nIt is.\n");
    bench.write("docs/decisions/0001-use-go.md", &adr("next spring"));
    let told = "docs/decisions/0001-use-go.md:3: `next spring` could not be read as the day of a review. Write the day as 2026-11-03.";
    bench.run(&["log", "--due"]).succeeds().stderr_has(&format!("warning: {told}"));
    bench.run(&["log", "--check"]).succeeds().stdout_has("0001-use-go.md:3: warning[review-date]: `next spring` could");
    bench.write("docs/decisions/0001-use-go.md", &adr("{when}"));
    assert_eq!(bench.run(&["log", "--due"]).succeeds().err(), "Nothing is due.\n");
}

#[test]
fn a_reason_against_the_lead_goes_with_the_choice() {
    let bench = Bench::with_scores();
    let rust =
        ["decide", RECORD, "--choose=rust", "--because=r", "--against-lead=a client asks for it", "--status=proposed"];
    bench.run(&rust).succeeds();
    let told = "warning: The reason against the lead was for Rust, and was taken out with that choice.\n";
    bench.run(&with(&["--status=proposed"])).succeeds().stderr_has(told);
    assert_eq!(bench.record().outcome.against_lead, "");
    // Where the choice has come to lead, a team's own template does not tell the reason either.
    bench.run(&rust).succeeds();
    bench.write("own.md.jinja", "# {{ title }}\n\nReason: {{ outcome.against_lead }}.\n");
    let export = ["export", RECORD, "--repo", ".", "--dialect", "./own.md.jinja", "--dry-run"];
    bench.run(&export).succeeds().stdout_has("Reason: a client asks for it.");
    bench.score_all("ana", |_, option| if option == "rust" { "5" } else { "1" }).succeeds();
    bench.run(&export).succeeds().stdout_has("Reason: .");
}

#[test]
fn an_adr_without_a_confirmation_announces_none() {
    let bench = Bench::with_scores();
    let announced = "\nConfirmation:\n";
    let export = ["export", RECORD, "--repo", ".", "--dialect", "nygard", "--dry-run"];
    bench.run(&with(&["--review=2098-01-02"])).succeeds();
    let adr = bench.run(&export).succeeds().stdout_has("\nReview on 2098-01-02.\n");
    assert!(!adr.out().contains(announced), "{adr:?}");
    bench.run(&with(&["--confirm=the load test", "--correct=it was forgotten"])).succeeds();
    bench.run(&export).succeeds().stdout_has(announced);
}

#[test]
fn a_record_supersedes_another_from_what_is_in_it() {
    let bench = accepted();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    let old = bench.record();
    let adr = old.exports[0].path.clone();
    bench
        .run(&["new", "--supersede", RECORD, "--title=Use Rust", "rust.decision.ron"])
        .succeeds()
        .stdout_has("Round 2 is open: scores start from those of round 1.")
        .stdout_has(&format!("It supersedes {adr}."));
    let new = storage::load(&bench.path("rust.decision.ron")).unwrap().decision;
    assert_eq!((new.status(), new.round(), new.title.as_str()), (Status::Draft, 2, "Use Rust"));
    assert_eq!((&new.options, &new.criteria, &new.ballots), (&old.options, &old.criteria, &old.ballots));
    assert_eq!((&new.exports[..], &new.outcome.chosen), (&[][..], &None));
    let relation = Relation { kind: RelationKind::Supersedes, path: adr };
    assert_eq!(new.relations().collect::<Vec<_>>(), [relation]);
    let holds = "Then: Go by 1.00. Now: Go by 1.00. The decision still holds: Go leads.";
    bench.run(&["analyze", "rust.decision.ron", "--draws=0"]).succeeds().stdout_has(holds);
    // The essay's own point, turned: Rust is ahead everywhere.
    let cells: Vec<String> = new.criteria.iter().map(|criterion| format!("{}/rust=5", criterion.id)).collect();
    let score = ["score", "rust.decision.ron", "--member=ana"].into_iter().chain(cells.iter().map(String::as_str));
    bench.run(&score.collect::<Vec<_>>()).succeeds();
    let turned =
        "Then: Go by 1.00. Now: Rust by 1.00. The decision no longer holds as it was\nmade: Rust leads Go by 1.00.\n";
    bench.run(&["analyze", "rust.decision.ron", "--draws=0"]).succeeds().stdout_has(turned);
    bench.run(&["decide", "rust.decision.ron", "--choose=rust", "--because=pauses", "--maker=Ana Ruiz"]).succeeds();
    bench.run(&["export", "rust.decision.ron", "--repo", ".", "--yes"]).succeeds();
    bench.run(&["log"]).succeeds().stdout_has("superseded").stdout_has("Use Rust");
    bench.refuses(&["new", "--supersede", "rust.decision.ron", "rust.decision.ron"]).stderr_has("exists already");
}

#[test]
fn what_is_superseded_already_is_told_when_it_is_superseded_again() {
    let bench = accepted();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    // Two start in its place, while nothing has taken it.
    for new in ["rust.decision.ron", "zig.decision.ron"] {
        let title = format!("--title=Use {new}");
        let started = bench.run(&["new", "--supersede", RECORD, &title, new]).succeeds();
        assert!(!started.err().contains("superseded already"), "{started:?}");
        let checked = bench.run(&["check", new]).succeeds();
        assert!(!checked.out().contains("already-superseded"), "{checked:?}");
    }
    let decide =
        ["decide", "rust.decision.ron", "--choose=rust", "--because=x", "--against-lead=y", "--maker=Ana Ruiz"];
    bench.run(&decide).succeeds();
    bench.run(&["export", "rust.decision.ron", "--repo", ".", "--yes"]).succeeds();
    let told = "0002 Use rust.decision.ron (docs/decisions/0002-use-rust-decision-ron.md)";
    let line = "warning[already-superseded]: The record supersedes docs/decisions/0001-use-go.md, which ";
    let checked = bench.run(&["check", "zig.decision.ron", "rust.decision.ron"]).succeeds();
    assert_eq!(checked.out().matches("already-superseded").count(), 1, "{checked:?}");
    checked.stdout_has(&format!("{line}{told} superseded already. Supersede that one instead"));
    let started = bench.run(&["new", "--supersede", RECORD, "c.decision.ron"]).succeeds();
    let started = started.stderr_has("warning: go.decision.ron is superseded already, by 0002 Use rust.decision.ron.");
    let advised = started.err().split("delete c.decision.ron and run `weigh-in ").nth(1).unwrap_or_default();
    let advised: Vec<&str> = advised.split('`').next().unwrap_or_default().split(' ').collect();
    std::fs::remove_file(bench.path("c.decision.ron")).unwrap();
    bench.run(&advised).succeeds().stdout_has("It supersedes docs/decisions/0002-use-rust-decision-ron.md.");
}

#[test]
fn only_what_is_in_force_is_superseded_and_anything_is_copied() {
    let bench = Bench::with_scores();
    bench
        .refuses(&["new", "--supersede", RECORD, "new.decision.ron"])
        .stderr_has("go.decision.ron is draft, not accepted: change it as it is, or copy it with --copy");
    bench.run(&["new", "--copy", RECORD, "copy.decision.ron"]).succeeds();
    let (old, copy) = (bench.record(), storage::load(&bench.path("copy.decision.ron")).unwrap().decision);
    assert_eq!((&copy.ballots, &copy.title, &copy.criteria), (&old.ballots, &old.title, &old.criteria));
    assert_ne!(copy.id, old.id);
    assert_eq!(copy.copied_from.map(|source| source.record), Some(old.id));
    bench.run(&["decide", RECORD, "--choose=go", "--because=x"]).succeeds();
    bench
        .run(&["new", "--supersede", RECORD, "new.decision.ron"])
        .succeeds()
        .stderr_has("go.decision.ron was never exported, so there is no ADR to supersede.");
}

#[test]
fn a_review_is_kept_and_told_by_the_adr_and_the_log() {
    let bench = accepted();
    let more = ["--trigger=p99 over 50 ms", "--trigger=half of the team has left", "--confirm=the load test"];
    let slip = ["--review=2026-01-02", "--correct=nothing was said of what would reopen it"];
    bench.run(&with(&[&more[..], &slip[..]].concat())).succeeds();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    let over = "docs/decisions/0001-use-go.md: Use Go (the review was due on 2 January 2026, 2 days ago)";
    bench.run(&["log", "--due", "--today=2026-01-04"]).exits(1).stdout_has(over);
    bench
        .run(&["log", "--due", "--today=2025-12-31"])
        .succeeds()
        .stdout_has("(the review is due on 2 January 2026, in 2 days)");
    let far = bench.run(&["log", "--due", "--today=2025-11-02"]).succeeds();
    assert_eq!((far.out(), far.err()), ("", "Nothing is due.\n"));
    bench.run(&["check", RECORD]).succeeds().stdout_has("warning[overdue]: The review was due on 2 January 2026");
    bench
        .run(&["check", "--strict", RECORD])
        .exits(1)
        .stdout_has("error[overdue]: The review was due on 2 January 2026");
    for (wrong, why) in [
        ("--happened=3", "there is no reversal trigger 3; the record has 2"),
        ("--happened=0", "expected the number of a reversal trigger"),
        ("--verdict=yes", "`yes` is no verdict; it is one of keep, amend, replace"),
        ("--next=2020-01-01", "--next 2020-01-01 is in the past"),
    ] {
        let review = ["review", RECORD, "--verdict=keep", wrong];
        let review = if wrong.starts_with("--verdict") { &["review", RECORD, wrong][..] } else { &review };
        bench.refuses(review).stderr_has(why);
    }
    bench.refuses(&["review", RECORD, "--verdict=keep", "--held=1", "--happened=1"]).stderr_has("say two things");
    bench
        .run(&[
            "review",
            RECORD,
            "--verdict=keep",
            "--by=Bo Ek",
            "--held=1",
            "--happened=2",
            "--note=three people are new",
            "--next=2098-01-02",
        ])
        .succeeds()
        .stdout_has("Reviewed: the decision is kept. The next review is on 2098-01-02.");
    let before = bench.read("docs/decisions/0001-use-go.md");
    bench.run(&["export", RECORD, "--repo", ".", "--yes"]).succeeds();
    let after = bench.read("docs/decisions/0001-use-go.md");
    assert!(after.contains("## Reviews\n\n"), "{after}");
    for told in [
        ", Bo Ek: the decision is kept.",
        "Review on 2098-01-02.",
        "three people are new",
        "* Did not happen: p99 over 50 ms",
        "* Happened: half of the team has left",
        "* Not known: the load test",
    ] {
        assert!(after.contains(told), "{told}: {after}");
    }
    // All other lines stay, but the one that told the day.
    let gone: Vec<&str> = before.lines().filter(|line| !after.lines().any(|other| other == *line)).collect();
    assert_eq!(gone, ["Review on 2026-01-02."]);
    bench.run(&["check", "--strict", RECORD]).succeeds();
    let today = storage::world::today();
    bench.run(&["log"]).succeeds().stdout_has(&format!("Use Go (kept on {}, review on 2 January 2098)", day(today)));
    let reviewed = format!("\"reviewed\": {{\n            \"on\": \"{today}\",\n            \"verdict\": \"keep\"");
    bench.run(&["log", "--json"]).succeeds().stdout_has(&reviewed);
    bench.run(&["log", "--due"]).succeeds();
    bench.run(&["log", "--due", "--today=2098-01-03"]).exits(1).stdout_has("the review was due yesterday");
    // The record counts before it is exported again, and the log says that the ADR lags behind.
    bench.run(&["review", RECORD, "--verdict=keep", "--next=2099-05-06"]).succeeds();
    let told = bench.run(&["log", "--due", "--today=2098-01-03"]).succeeds().stderr_has(
        "docs/decisions/0001-use-go.md still states the review of 2098-01-02, and its record says 2099-05-06. Export the record again.",
    );
    assert!(told.out().is_empty(), "{told:?}");
    bench.run(&["log", "--due", "--today=2099-05-07"]).exits(1).stdout_has("the review was due yesterday");
    bench.run(&["log", "--json"]).succeeds().stdout_has("\"review\": \"2099-05-06\"");
    bench.run(&["log"]).succeeds().stdout_has("review on 6 May 2099");
    // A verdict is no plan for its day.
    bench.run(&["review", RECORD, "--verdict=replace"]).succeeds();
    bench
        .run(&["log"])
        .succeeds()
        .stdout_has(&format!("Use Go (replace, reviewed on {}, review on 6 May 2099)", day(today)));
}

#[test]
fn only_what_is_accepted_is_reviewed() {
    let bench = Bench::with_scores();
    bench
        .refuses(&["review", RECORD, "--verdict=keep"])
        .stderr_has("only what is accepted is reviewed, and this decision is draft");
}

#[test]
fn a_sealed_ballot_is_corrected_and_a_deprecated_record_stays_locked() {
    let bench = Bench::with_scores();
    bench.score_all("bo", |_, _| "3").succeeds();
    for command in [&["seal", RECORD, "--member=ana"][..], &["seal", RECORD, "--member=bo"], &["reveal", RECORD]] {
        bench.run(command).succeeds();
    }
    let score = ["score", RECORD, "--member=ana", "hiring/go=2"];
    bench.refuses(&score).stderr_has("Ana has sealed this ballot: round 1 is revealed");
    bench.run(&DECIDE).succeeds();
    bench.refuses(&score).stderr_has("--correct WHY");
    bench.run(&[&score[..], &["--correct=it was entered for Rust"]].concat()).succeeds();
    assert_eq!(bench.record().corrections.len(), 1);
    // A status alone, without the choice and its reason.
    bench.run(&["decide", RECORD, "--status=deprecated"]).succeeds().stdout_has("The decision is deprecated.");
    assert_eq!(bench.record().status(), Status::Deprecated);
    let other = ["score", RECORD, "--member=ana", "hiring/go=5"];
    for change in [&["decide", RECORD, "--choose=rust", "--because=x", "--status=deprecated"][..], &other] {
        bench.refuses(change).stderr_has("--correct WHY");
    }
    bench.run(&["decide", RECORD, "--sign-off=Ana=agree"]).succeeds();
    assert_eq!(bench.record().status(), Status::Deprecated, "a sign-off is no step");
}

#[test]
fn a_draft_is_accepted_only_with_a_choice_and_its_reason() {
    let bench = Bench::with_scores();
    bench.refuses(&["decide", RECORD, "--status=accepted"]).stderr_has("name one with --choose OPTION");
    bench.run(&["decide", RECORD, "--sign-off=Ana=agree"]).succeeds().stdout_has("The decision is draft.");
    bench.refuses(&["decide", RECORD, "--choose=go"]).stderr_has("add --because TEXT");
}

#[test]
fn a_reason_that_answers_nothing_is_not_told_in_the_adr() {
    let bench = Bench::with_scores();
    let reasons =
        ["--despite=the board has the last word", "--unscored=we know it", "--maker=Ana", "--sign-off=Ana=agree"];
    bench.run(&with(&reasons)).succeeds();
    let adr = bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds();
    assert!(!adr.out().contains("although") && !adr.out().contains("last word"), "{}", adr.out());
}

#[test]
fn a_choice_among_level_options_still_holds_while_they_are_level() {
    let bench = Bench::with_record();
    bench.score_all("ana", |_, _| "3").succeeds();
    bench.run(&with(&["--maker=Ana", "--sign-off=Ana=agree"])).succeeds();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    bench.run(&["new", "--supersede", RECORD, "again.decision.ron"]).succeeds();
    let told = "The decision still holds: Go is";
    bench.run(&["analyze", "again.decision.ron"]).succeeds().stdout_has(told);
    let score = ["score", "again.decision.ron", "--member=ana", "hiring/rust=5"];
    bench.run(&score).succeeds();
    bench.run(&["analyze", "again.decision.ron"]).succeeds().stdout_has("The decision no longer holds as it");
}

#[test]
fn what_is_locked_is_told_in_words_that_work() {
    let bench = Bench::with_scores();
    bench.run(&DECIDE).succeeds();
    bench
        .refuses(&["score", RECORD, "--member=dora", "--name=Dora", "hiring/go=2"])
        .stderr_has("what was decided is locked. Not done: the members (new: Dora), and more.");
    // The advice works as it is given.
    let signed = ["decide", RECORD, "--sign-off=Nobody=agree"];
    bench.run(&signed).succeeds().stderr_has("Add --maker Nobody and --correct WHY to name them.");
    bench.run(&[&signed[..], &["--maker=Nobody", "--correct=they decide, too"]].concat()).succeeds();
    assert!(bench.record().people.decision_makers.contains(&"Nobody".to_owned()));
}

#[test]
fn a_slip_outside_the_last_round_is_corrected_where_it_was_scored() {
    let bench = Bench::with_scores();
    bench.run(&["score", RECORD, "--member=bo", "hiring/go=2"]).succeeds();
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&["round", RECORD, "--criteria=training"]).succeeds();
    bench.run(&["score", RECORD, "--member=ana", "training/go=2"]).succeeds();
    bench.refuses(&["score", RECORD, "--member=ana", "hiring/go=1"]).stderr_has("round 2 does not vote on hiring");
    bench.run(&with(&[])).succeeds();
    bench.refuses(&["score", RECORD, "--member=ana", "hiring/go=1"]).stderr_has("--correct WHY");
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=1", "--correct=a typo"]).succeeds();
    let record = bench.record();
    let score = |round: u32| {
        let ballot = record.ballots.iter().find(|one| one.member.as_str() == "ana" && one.round == round).unwrap();
        ballot
            .cells
            .iter()
            .find(|(key, _)| key.0.as_str() == "hiring" && key.1.as_str() == "go")
            .map(|(_, cell)| cell.vote)
    };
    let one = weigh_in::decision::Score::new(1).map(weigh_in::decision::Vote::Score);
    assert_eq!((score(1), score(2)), (Some(one), None));
}

#[test]
fn an_objection_to_what_is_accepted_is_told_when_it_is_given() {
    let bench = accepted();
    bench
        .run(&["decide", RECORD, "--sign-off=Ana Ruiz=object:it failed"])
        .succeeds()
        .stderr_has("warning: ")
        .stderr_has("The decision is accepted, and Ana Ruiz objects.");
}

#[test]
fn another_choice_needs_a_reason_of_its_own() {
    let bench = Bench::with_scores();
    bench.run(&with(&["--status=proposed"])).succeeds();
    let other = ["decide", RECORD, "--choose=rust", "--status=proposed"];
    bench.refuses(&other).stderr_has("the reason in the record is that of another option; give yours with --because");
    bench.run(&[&other[..], &["--because=pauses", "--against-lead=latency decides"]].concat()).succeeds();
    // The same choice keeps its reason.
    bench.run(&other).succeeds();
    assert_eq!(bench.record().outcome.justification, "pauses");
}

#[test]
fn a_review_that_replaces_names_the_command_that_does() {
    let bench = accepted();
    bench.run(&["review", RECORD, "--verdict=replace"]).succeeds().stdout_has(
        "`weigh-in new --supersede go.decision.ron NEW.decision.ron` starts the decision that replaces it.",
    );
}

#[test]
fn a_review_that_the_old_adr_lacks_is_told_when_the_record_is_superseded() {
    let bench = accepted();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    bench.run(&["review", RECORD, "--verdict=replace"]).succeeds();
    let told = "The last review is not in docs/decisions/0001-use-go.md yet. `weigh-in export go.decision.ron --repo . --yes` adds it.";
    bench.run(&["new", "--supersede", RECORD, "new.decision.ron"]).succeeds().stderr_has(told);
    bench.run(&["export", RECORD, "--repo", ".", "--yes"]).succeeds();
    assert_eq!(bench.run(&["new", "--supersede", RECORD, "newer.decision.ron"]).succeeds().err(), "");
}

#[test]
fn advice_names_the_file_as_a_shell_takes_it() {
    let bench = accepted();
    let name = "my go.decision.ron";
    let text = bench.read(RECORD);
    let decision = {
        let mut decision = bench.record();
        decision.apply(Edit::Outcome(OutcomeField::Review(Some(jiff::civil::date(2026, 1, 2))))).unwrap();
        storage::to_ron(&decision)
    };
    assert_ne!(text, decision);
    bench.write(name, &decision);
    let told = bench.run(&["check", name]);
    told.stdout_has("`weigh-in review 'my go.decision.ron' --verdict keep` says that it still holds");
}
