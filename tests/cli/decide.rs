//! `weigh-in decide`.

use jiff::civil::date;
use weigh_in::{
    decision::{ConsequenceKind, Edit, RevealedBecause, Status},
    storage,
};

use super::{bench::Bench, tools::git_does};

#[test]
fn the_whole_outcome_is_recorded_and_what_is_not_named_stays() {
    let bench = Bench::with_scores();
    bench
        .run(&[
            "decide",
            "go.decision.ron",
            "--choose=Go",
            "--because=we ship sooner",
            "--good=quick builds",
            "--bad=a collector",
            "--neutral=other tools",
            "--bad=wordy",
            "--confirm=the load test passes",
            "--trigger=p99 over 5 ms",
            "--review=2027-11-01",
            "--maker=Ana",
            "--maker=Bo",
        ])
        .succeeds();
    let again = ["decide", "go.decision.ron", "--choose=go", "--because=we know it", "--maker=Bo", "--correct=a slip"];
    bench.run(&again).succeeds();
    let record = bench.record();
    let outcome = &record.outcome;
    assert_eq!((record.status(), outcome.justification.as_str()), (Status::Accepted, "we know it"));
    let kinds: Vec<_> = outcome.consequences.iter().map(|c| (c.kind, c.text.as_str())).collect();
    let (good, neutral, bad) = (ConsequenceKind::Good, ConsequenceKind::Neutral, ConsequenceKind::Bad);
    assert_eq!(kinds, [(good, "quick builds"), (neutral, "other tools"), (bad, "a collector"), (bad, "wordy")]);
    assert_eq!(outcome.confirmation, "the load test passes");
    assert_eq!(outcome.triggers, ["p99 over 5 ms"]);
    assert_eq!(outcome.review, Some(date(2027, 11, 1)));
    assert_eq!(record.people.decision_makers, ["Ana", "Bo"]);
}

#[test]
fn the_status_is_reached_step_by_step_or_not_at_all() {
    let bench = Bench::with_scores();
    let decide =
        |status: &str| bench.run(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--status", status]);
    decide("proposed").succeeds().stdout_has("the decision is proposed");
    decide("rejected").succeeds();
    decide("accepted").succeeds();
    decide("draft").exits(2).stderr_has("a decision that is accepted cannot become draft; next comes deprecated");
    decide("superseded").exits(2).stderr_has("cannot become superseded");
    decide("done").exits(2).stderr_has("`done` is no status; it is one of draft, proposed");
    assert_eq!(bench.record().status(), Status::Accepted);
}

#[test]
fn a_blind_round_is_revealed_and_it_is_said_who_did_it() {
    let bench = Bench::with_scores();
    git_does(&bench.path(""), &["config", "user.name", "Bo Ek"]);
    bench.run(&["score", "go.decision.ron", "--member=bo", "hiring/go=4"]).succeeds();
    assert!(bench.record().is_blind());
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=x", "--maker=Ana Ruiz"];
    bench
        .run(&decide)
        .succeeds()
        .stdout_has("Round 1 was hidden, and is revealed by Bo Ek with this decision; 0 of 2 had sealed.");
    let reveal = bench.record().rounds[0].reveal().cloned().unwrap();
    assert_eq!((reveal.because, reveal.by.as_str()), (RevealedBecause::SomebodySaidSo, "Bo Ek"));
    let told = "Bo Ek revealed the scores before all ballots were sealed.";
    bench.run(&["export", "go.decision.ron", "--repo", ".", "--dry-run"]).succeeds().stdout_has(told);
    assert!(!bench.run(&decide).succeeds().out().contains("hidden"));
}

#[test]
fn a_choice_against_the_scores_is_told() {
    let bench = Bench::with_scores();
    bench
        .run(&["decide", "go.decision.ron", "--choose=rust", "--because=latency"])
        .succeeds()
        .stderr_has("warning: Rust is chosen, but Go leads it by 1 point, and no reason is given.")
        .stderr_has("`weigh-in decide go.decision.ron --against-lead WHY --correct WHY` says why.");
    let why = ["--against-lead=the scores leave latency out", "--correct=it was forgotten"];
    let signed = ["--maker=Ana", "--sign-off=Ana=agree"];
    let decide = ["decide", "go.decision.ron", "--choose=rust", "--because=latency"];
    let told = bench.run(&[&decide[..], &why[..], &signed[..]].concat()).succeeds();
    assert_eq!(told.err(), "");
}

#[test]
fn a_review_date_in_the_past_is_told() {
    let bench = Bench::with_scores();
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=x", "--maker=Ana", "--sign-off=Ana=agree"];
    let told = bench.run(&[&decide[..], &["--status=proposed", "--review=2020-01-01"]].concat()).succeeds();
    told.stderr_has("The review date, 1 January 2020, is in the past, and nothing is decided yet.");
    bench.run(&decide).succeeds().stderr_has("warning: The review was due on 1 January 2020");
    assert_eq!(bench.run(&[&decide[..], &["--review=2099-01-01"]].concat()).succeeds().err(), "");
}

#[test]
fn accepting_with_few_scores_needs_a_reason() {
    let bench = Bench::with_record();
    bench.run(&["score", "go.decision.ron", "--member=ana", "hiring/go=4", "hiring/rust=2"]).succeeds();
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=x", "--maker=Ana", "--sign-off=Ana=agree"];
    bench
        .refuses(&decide)
        .stderr_has("of the weight is scored for Go. Add --thin-coverage WHY to accept it all the same.");
    // What is only proposed rests on nothing yet.
    bench.run(&[&decide[..], &["--status=proposed"]].concat()).succeeds();
    let told = bench.run(&[&decide[..], &["--thin-coverage=nothing else matters here"]].concat()).succeeds();
    assert_eq!(told.err(), "");
}

#[test]
fn nothing_is_written_where_a_part_is_wrong() {
    let bench = Bench::with_scores();
    bench
        .refuses(&["decide", "go.decision.ron", "--choose=zig", "--because=x"])
        .stderr_has("it is one of `go`, `rust`");
    bench.refuses(&["decide", "go.decision.ron", "--choose=go", "--because= "]).stderr_has("it has no visible text");
    bench.refuses(&["decide", "go.decision.ron", "--choose=go"]).stderr_has("--because");
    bench.refuses(&["decide", "go.decision.ron", "--choose=go", "--because=x", "--review=soon"]).stderr_has("--review");
    let mut decision = bench.record();
    decision.apply(Edit::Title("Use Go".to_owned())).unwrap();
    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Superseded, by: String::new() }];
    storage::save_over(&bench.path("go.decision.ron"), &decision, None).unwrap();
    bench.refuses(&["decide", "go.decision.ron", "--choose=go", "--because=x"]).stderr_has("it stays as it is");
}

#[test]
fn what_is_named_says_something() {
    let bench = Bench::with_scores();
    for blank in ["", " ", "\u{200B}", "\u{A0}\u{3164}"] {
        bench.refuses(&["decide", "go.decision.ron", "--choose=go", "--because", blank]).stderr_has("no visible text");
        let words =
            ["--good", "--neutral", "--bad", "--confirm", "--trigger", "--against-lead", "--thin-coverage", "--maker"];
        for option in words {
            let decide = ["decide", "go.decision.ron", "--choose=go", "--because=x", option, blank];
            bench
                .refuses(&decide)
                .stderr_has(option)
                .stderr_has("it has no visible text; write some, or leave the option out");
        }
        for option in ["--title", "--context", "--option"] {
            bench
                .refuses(&["new", "--template=blank", option, blank, "new.decision.ron"])
                .stderr_has("no visible text");
        }
        bench
            .refuses(&["score", "go.decision.ron", "--member=zoe", "--name", blank, "hiring/go=4"])
            .stderr_has("--name");
    }
}

#[test]
fn who_signs_off_again_keeps_the_name_and_says_something_else() {
    let bench = Bench::with_scores();
    let decide = ["decide", "go.decision.ron", "--choose=go", "--because=x", "--maker=Ana Ruiz"];
    let decide = [&decide[..], &["--status=proposed"]].concat();
    bench.run(&[&decide[..], &["--sign-off", "Ana Ruiz=object:nobody knows it"]].concat()).succeeds();
    bench.run(&[&decide[..], &["--sign-off", "Operations=reservation"]].concat()).succeeds();
    let again = bench.run(&[&decide[..], &["--sign-off", "ana ruiz=agree", "--sign-off", "operations=agree"]].concat());
    again.succeeds().stderr_has("operations signs off, but is not named as a decision maker.");
    let signed: Vec<(String, &str, String)> = bench
        .record()
        .outcome
        .sign_offs
        .iter()
        .map(|one| (one.name.clone(), one.verdict.verb(), one.comment.clone()))
        .collect();
    let expected = [("Ana Ruiz", "agrees", ""), ("Operations", "agrees", "")];
    assert_eq!(signed, expected.map(|(name, verb, comment)| (name.to_owned(), verb, comment.to_owned())));
}

#[test]
fn an_early_reveal_is_told_as_long_as_scores_of_its_round_count() {
    let bench = Bench::with_record();
    for member in ["--member=ana", "--member=bo"] {
        bench.run(&["score", "go.decision.ron", member, "hiring/go=4"]).succeeds();
    }
    bench.run(&["reveal", "go.decision.ron", "--by=Ana Ruiz"]).succeeds();
    let told = "Scores of round 1 still count; Ana Ruiz revealed them before all ballots were sealed.";
    let adr = || bench.run(&["export", "go.decision.ron", "--repo", ".", "--dry-run"]).succeeds();
    let score_again = |criteria: &str, cell: &str| {
        bench.run(&["round", "go.decision.ron", "--criteria", criteria]).succeeds();
        for member in ["--member=ana", "--member=bo"] {
            bench.run(&["score", "go.decision.ron", member, cell]).succeeds();
            bench.run(&["seal", "go.decision.ron", member]).succeeds();
        }
        bench.run(&["reveal", "go.decision.ron"]).succeeds()
    };
    score_again("training", "training/go=4").stdout_has(told);
    adr().stdout_has(told);
    // Once all of them are scored again, nothing of that round counts.
    score_again("hiring", "hiring/go=5");
    assert!(!adr().out().contains("still count"), "{}", adr().out());
}

#[test]
fn a_text_may_begin_with_a_dash_and_a_forgotten_one_takes_no_option() {
    let bench = Bench::with_scores();
    let choice = ["decide", "go.decision.ron", "--choose=go", "--status=proposed"];
    bench.run(&[&choice[..], &["--because", "- it is fast", "--trigger", "-5 % a year"]].concat()).succeeds();
    let record = bench.read("go.decision.ron");
    assert!(record.contains("\"- it is fast\"") && record.contains("\"-5 % a year\""), "{record}");
    bench.refuses(&[&choice[..], &["--because", "--confirm"]].concat()).stderr_has("it looks like another option");
}
