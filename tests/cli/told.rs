//! Commands that are told on the way are taken as they are told, once the words in capitals are filled in.

use std::{fs, path::Path};

use super::{bench::Bench, tools::git_does};

const RECORD: &str = "go.decision.ron";
const BO: &str = "go.bo.private.ron";
const DECIDE: [&str; 4] = ["decide", RECORD, "--choose=go", "--because=we ship sooner"];

/// Where commands are told, and how they are followed.
struct Told {
    about: &'static str,
    /// Leads to where something is told, and returns what it was.
    lead: fn(&Bench) -> String,
    /// What people do before they follow it.
    first: fn(&Bench),
    /// How many commands are told.
    count: usize,
    /// Whether each command is another way, and not the next step.
    are_ways: bool,
}

const TOLD: &[Told] = &[
    Told {
        about: "a ballot that a decision lacks that is to be accepted",
        lead: |bench| {
            lost(bench);
            run(bench, &DECIDE) + &run(bench, &["check", RECORD]) + &run(bench, &["reveal", RECORD, "--member=bo"])
        },
        first: |bench| moved(bench, "aside", BO),
        count: 5,
        are_ways: true,
    },
    Told {
        about: "a ballot that a proposed decision lacks",
        lead: |bench| {
            lost(bench);
            run(bench, &["check", RECORD]) + &run(bench, &["reveal", RECORD])
        },
        first: |bench| moved(bench, "aside", BO),
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a review that is over",
        lead: |bench| {
            run(bench, &[&DECIDE[..], &["--review=2020-01-01"]].concat());
            run(bench, &["check", RECORD])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a review that names no next one",
        lead: |bench| {
            run(bench, &[&DECIDE[..], &["--review=2020-01-01"]].concat());
            run(bench, &["review", RECORD, "--verdict=keep"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "an objection to what is proposed",
        lead: |bench| {
            run(bench, &[&DECIDE[..], &["--status=proposed"]].concat());
            run(bench, &["decide", RECORD, "--maker=Bo", "--sign-off=Bo=object:no"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a ballot of an accepted decision",
        lead: |bench| {
            bench.score_all("bo", |_, _| "3").succeeds();
            run(bench, &["reveal", RECORD]);
            run(bench, &DECIDE);
            run(bench, &["seal", RECORD, "--member=bo"]) + &run(bench, &["score", RECORD, "--member=bo", "hiring/go=1"])
        },
        first: |_| {},
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a sealed ballot, and a round that is hidden",
        lead: |bench| {
            bench.score_all("bo", |_, _| "3").succeeds();
            run(bench, &["seal", RECORD, "--member=bo"]);
            run(bench, &["score", RECORD, "--member=bo", "hiring/go=1"]) + &run(bench, &["round", RECORD])
        },
        first: |_| {},
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a criterion that a hidden round does not ask for",
        lead: |bench| {
            bench.score_all("bo", |_, _| "3").succeeds();
            run(bench, &["reveal", RECORD]);
            run(bench, &["round", RECORD, "--criteria=training"]);
            run(bench, &["score", RECORD, "--member=bo", "hiring/go=1"])
        },
        first: |_| {},
        count: 2,
        are_ways: false,
    },
    Told {
        about: "a review of what was superseded",
        lead: |bench| {
            superseded(bench);
            run(bench, &["review", RECORD, "--verdict=keep"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a private ballot without a score",
        lead: |bench| {
            private_round(bench);
            run(bench, &["score", RECORD, "--member=bo", "--name=Bo"]);
            run(bench, &["seal", RECORD, "--member=bo"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a ballot that is sealed with gaps",
        lead: |bench| {
            run(bench, &["score", RECORD, "--member=bo", "hiring/go=2"]);
            run(bench, &["seal", RECORD, "--member=bo"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a private ballot that was not sealed at the reveal",
        lead: |bench| {
            private_round(bench);
            bench.score_all("ana", |_, _| "4").succeeds();
            run(bench, &["score", RECORD, "--member=bo", "hiring/go=2"]);
            run(bench, &["seal", RECORD, "--member=ana"]);
            run(bench, &["reveal", RECORD])
                + &run(bench, &["check", RECORD])
                + &run(bench, &["score", RECORD, "--member=bo", "hiring/go=3"])
        },
        first: |_| {},
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a sealed private ballot that is elsewhere, or changed",
        lead: |bench| {
            sealed_in_private(bench);
            let sealed = bench.read(BO);
            bench.replace(BO, "score: 3", "score: 1");
            let changed = run(bench, &["check", RECORD]);
            bench.write(BO, &sealed);
            moved(bench, BO, "aside");
            changed + &run(bench, &["seal", RECORD, "--member=bo", "--reopen"])
        },
        first: |_| {},
        count: 2,
        are_ways: true,
    },
    Told {
        about: "a private file that the reveal finds changed",
        lead: |bench| {
            sealed_in_private(bench);
            bench.replace(BO, "score: 3", "score: 1");
            run(bench, &["reveal", RECORD]);
            run(bench, &["reveal", RECORD])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "a record that was moved away from its private file",
        lead: |bench| {
            sealed_in_private(bench);
            git_does(&bench.path(""), &["config", "user.name", "Bo Lee"]);
            run(bench, &["score", RECORD, "--member=bo", "--name=Bo"]);
            moved(bench, BO, "aside");
            run(bench, &["check", RECORD]) + &run(bench, &["reveal", RECORD])
        },
        first: |_| {},
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a round of one member, and one of nobody",
        lead: |bench| {
            run(bench, &["new", "--template=rust-or-go", "--title=Use it", "other.decision.ron"]);
            run(bench, &["round", RECORD]) + &run(bench, &["round", "other.decision.ron"])
        },
        first: |_| {},
        count: 2,
        are_ways: true,
    },
    Told {
        about: "what is hidden and would be decided or written",
        lead: |bench| {
            bench.score_all("bo", |_, _| "3").succeeds();
            run(bench, &["export", RECORD, "--repo=."])
        },
        first: |_| {},
        count: 2,
        are_ways: true,
    },
    Told {
        about: "what an accepted decision does not do",
        lead: |bench| {
            bench.score_all("bo", |_, _| "3").succeeds();
            run(bench, &["reveal", RECORD]);
            run(bench, &DECIDE);
            run(bench, &["round", RECORD]) + &run(bench, &["score", RECORD, "--member=dora", "--name=Dora"])
        },
        first: |_| {},
        count: 3,
        are_ways: true,
    },
    Told {
        about: "a choice against the lead without a reason",
        lead: |bench| run(bench, &["decide", RECORD, "--choose=rust", "--because=it is quicker"]),
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "what an ADR lacks that somebody accepted by hand",
        lead: |bench| {
            bench.run(&["export", RECORD, "--repo=."]).succeeds();
            let adr = "docs/decisions/0001-use-go.md";
            let of_status =
                |line: &str| if line.starts_with("status:") { "status: accepted" } else { line }.to_owned() + "\n";
            bench.write(adr, &bench.read(adr).lines().map(of_status).collect::<String>());
            run(bench, &["export", RECORD, "--repo=.", "--take-status"])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
    Told {
        about: "what is superseded already",
        lead: |bench| {
            superseded(bench);
            run(bench, &["new", "--supersede", RECORD, "third.decision.ron"])
        },
        first: |bench| fs::remove_file(bench.path("third.decision.ron")).unwrap(),
        count: 1,
        are_ways: true,
    },
    Told {
        about: "an ADR of which its record does not know",
        lead: |bench| {
            run(bench, &DECIDE);
            let before = bench.read(RECORD);
            run(bench, &["export", RECORD, "--repo=."]);
            bench.write(RECORD, &before);
            run(bench, &["check", RECORD])
        },
        first: |_| {},
        count: 1,
        are_ways: true,
    },
];

/// A second round, of private ballots, in which nobody has scored.
fn private_round(bench: &Bench) {
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bench.run(&["private", RECORD]).succeeds();
    bench.run(&["round", RECORD]).succeeds();
}

/// A hidden round of private ballots, sealed by both.
fn sealed_in_private(bench: &Bench) {
    private_round(bench);
    for member in ["ana", "bo"] {
        bench.score_all(member, |_, option| if option == "go" { "4" } else { "3" }).succeeds();
        bench.run(&["seal", RECORD, "--member", member]).succeeds();
    }
}

/// A round of private ballots that was revealed while Bo's file was away.
fn lost(bench: &Bench) {
    sealed_in_private(bench);
    moved(bench, BO, "aside");
    bench.run(&["reveal", RECORD]).succeeds();
}

/// An accepted decision whose ADR another record's took the place of; its own record was not changed since.
fn superseded(bench: &Bench) {
    let maker = ["--maker=Ana", "--sign-off=Ana=agree"];
    bench.run(&[&DECIDE[..], &maker, &["--review=2020-01-01"]].concat()).succeeds();
    bench.run(&["export", RECORD, "--repo", "."]).succeeds();
    bench.run(&["new", "--supersede", RECORD, "next.decision.ron"]).succeeds();
    let decide = ["decide", "next.decision.ron", "--choose=rust", "--because=it is quicker", "--against-lead=x"];
    bench.run(&[&decide[..], &maker].concat()).succeeds();
    bench.run(&["export", "next.decision.ron", "--repo", ".", "--yes"]).succeeds();
}

/// What a command tells, whether it succeeds or not.
fn run(bench: &Bench, arguments: &[&str]) -> String {
    let ran = bench.run(arguments);
    format!("{}{}", ran.out(), ran.err())
}

#[expect(clippy::disallowed_methods, reason = "the file of a test need not reach the disk")]
fn moved(bench: &Bench, from: &str, to: &str) {
    fs::rename(bench.path(from), bench.path(to)).unwrap();
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let to = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to);
        } else {
            fs::copy(entry.path(), &to).unwrap();
        }
    }
}

/// The commands in a text, with the words in capitals filled in.
fn commands(text: &str) -> Vec<Vec<String>> {
    let quoted = text.split('`').skip(1).step_by(2).filter_map(|words| words.strip_prefix("weigh-in "));
    let filled = |word: &str| match word {
        "FILE" => RECORD.to_owned(),
        "ID" => "bo".to_owned(),
        "DAY" => "2099-01-01".to_owned(),
        "OPTION" => "go".to_owned(),
        "TEXT" => "fast".to_owned(),
        "CRITERION/OPTION=SCORE" => "hiring/go=4".to_owned(),
        word => word.to_owned(),
    };
    quoted.map(|words| words.split(' ').map(filled).collect()).collect()
}

#[test]
fn what_is_told_is_taken() {
    for Told { about, lead, first, count, are_ways } in TOLD {
        let bench = Bench::with_scores();
        let told = lead(&bench);
        let commands = commands(&told);
        assert_eq!(commands.len(), *count, "{about}: {told}");
        let mut place = Bench::new();
        for (at, command) in commands.iter().enumerate() {
            if at == 0 || *are_ways {
                place = Bench::new();
                copy(&bench.path(""), &place.path(""));
                first(&place);
            }
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            let ran = place.run(&words);
            assert!(ran.is_success(), "{about}: {command:?} of {told}: {ran:?}");
        }
    }
}

#[test]
fn a_decision_that_was_deprecated_is_accepted_again_as_it_is_told() {
    let bench = Bench::with_scores();
    bench.run(&DECIDE).succeeds();
    bench.run(&["decide", RECORD, "--status=deprecated"]).succeeds();
    bench.run(&["decide", RECORD, "--sign-off=Bo=object:no"]).succeeds();
    let again = ["decide", RECORD, "--status=accepted"];
    bench.refuses(&again).stderr_has("Bo objects. Add --despite WHY and --correct WHY to accept it all the same.");
    bench.run(&[&again[..], &["--despite", "WHY", "--correct", "WHY"]].concat()).succeeds();
}

#[test]
fn what_was_superseded_is_not_reviewed_and_not_waited_for() {
    let bench = Bench::with_scores();
    superseded(&bench);
    bench
        .refuses(&["review", RECORD, "--verdict=keep"])
        .stderr_has("Use Go superseded this decision; `weigh-in review ");
    let adr = "docs/decisions/0001-use-go.md";
    // Only the other one says so.
    let accepted = bench.read(adr).replacen("status: superseded by", "status: accepted # ", 1);
    bench.write(adr, &accepted);
    for told in [run(&bench, &["log", "--due"]), run(&bench, &["check", RECORD])] {
        assert!(!told.contains("review was due"), "{told}");
    }
    bench.run(&["show", RECORD]).succeeds().stderr_has("Superseded by ");
}

#[test]
fn a_review_takes_away_only_a_day_that_is_over() {
    let bench = Bench::with_scores();
    bench.run(&[&DECIDE[..], &["--review=2099-01-01"]].concat()).succeeds();
    let review = ["review", RECORD, "--verdict=keep"];
    bench.run(&review).succeeds().stdout_has("The next review stays on 2099-01-01.");
    bench.run(&["decide", RECORD, "--review=2020-01-01"]).succeeds();
    bench.run(&review).succeeds().stdout_has("The day of the review, 2020-01-01, is over and was taken away.");
    assert_eq!(bench.record().outcome.review, None);
}

#[test]
fn a_ballot_of_a_private_round_is_written_for_its_owner_alone() {
    let bench = Bench::with_record();
    bench.run(&["private", RECORD]).succeeds();
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=4"]).succeeds();
    for out in ["go.ana.ballot.ron", "[a] #1.ballot.ron"] {
        bench.run(&["ballot", RECORD, "--member=ana", "--mine", "--out", out]).succeeds();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(fs::metadata(bench.path(out)).unwrap().permissions().mode() & 0o777, 0o600);
        }
        let untracked = git_does(&bench.path(""), &["status", "--porcelain", "--untracked-files=all"]);
        assert!(!untracked.contains("ballot.ron"), "{untracked}");
    }
    // Another file is not written over.
    bench.write("b.ballot.ron", "mine");
    bench.refuses(&["ballot", RECORD, "--member=ana", "--mine", "--out=b.ballot.ron"]);
}

#[test]
fn a_private_file_that_was_changed_after_the_seal_or_lost_sight_of_is_named() {
    let bench = Bench::with_record();
    bench.run(&["private", RECORD]).succeeds();
    for member in ["ana", "bo"] {
        bench.score_all(member, |_, _| "4").succeeds();
    }
    bench.run(&["seal", RECORD, "--member=bo"]).succeeds();
    let sealed = bench.read(BO);
    bench.replace(BO, "score: 4", "score: 5");
    let named = "go.bo.private.ron: It is not the ballot of round 1 that Bo sealed.";
    bench
        .run(&["check", RECORD])
        .succeeds()
        .stdout_has("warning[unlike-sealed]: go.bo.private.ron: It is not the ballot");
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds().stderr_has(named);
    bench.write(BO, &sealed);
    let quiet = run(&bench, &["check", RECORD]);
    assert!(!quiet.contains("private.ron"), "{quiet}");

    moved(&bench, RECORD, "lang.decision.ron");
    let hint = "go.bo.private.ron: It is a private ballot of Bo for this record, called after another name of its file. Rename it: \
                `mv go.bo.private.ron lang.bo.private.ron`";
    bench.run(&["check", "lang.decision.ron"]).succeeds().stderr_has(hint);
    let seal = ["seal", "lang.decision.ron", "--member=bo", "--reopen"];
    bench.run(&seal).exits(2).stderr_has("`mv go.bo.private.ron lang.bo.private.ron`");
    // Of two sets, nobody but people can say which one is right.
    bench.write("old.bo.private.ron", &sealed);
    bench.run(&seal).exits(2).stderr_has("under 2 old names: rename the right one to lang.bo.private.ron");
    std::fs::remove_file(bench.path("old.bo.private.ron")).unwrap();
    bench.run(&["reveal", "lang.decision.ron"]).succeeds().stderr_has(hint);
    for member in ["ana", "bo"] {
        let [old, new] = ["go", "lang"].map(|stem| format!("{stem}.{member}.private.ron"));
        moved(&bench, &old, &new);
    }
    bench.run(&["reveal", "lang.decision.ron"]).succeeds().stdout_has("Published the ballot of Bo.");
    // What is published is not asked for under any name.
    moved(&bench, "lang.bo.private.ron", "go.bo.private.ron");
    let quiet = run(&bench, &["check", "lang.decision.ron"]);
    assert!(!quiet.contains("private.ron"), "{quiet}");
}

#[test]
fn no_second_ballot_is_begun_beside_a_draft_that_kept_the_old_name_of_the_record() {
    let bench = Bench::with_record();
    bench.run(&["private", RECORD]).succeeds();
    bench.score_all("ana", |_, _| "4").succeeds();
    bench.score_all("bo", |_, _| "4").succeeds();
    moved(&bench, RECORD, "lang.decision.ron");
    let named = "`mv go.ana.private.ron lang.ana.private.ron`";
    bench.run(&["seal", "lang.decision.ron", "--member=ana"]).exits(2).stderr_has(named);
    bench.run(&["score", "lang.decision.ron", "--member=ana", "hiring/go=1"]).exits(2).stderr_has(named);
    for member in ["ana", "bo"] {
        let [old, new] = ["go", "lang"].map(|stem| format!("{stem}.{member}.private.ron"));
        moved(&bench, &old, &new);
    }
    bench.run(&["seal", "lang.decision.ron", "--member=ana"]).succeeds();
    let sealed = run(&bench, &["seal", "lang.decision.ron", "--member=bo"]);
    assert!(!sealed.contains("are empty"), "{sealed}");
}

#[test]
fn a_choice_against_the_lead_is_told_alike_by_whoever_looks() {
    let bench = Bench::with_scores();
    let told = "Rust is chosen, but Go leads it by 1 point, and no reason is given.";
    bench
        .run(&["decide", RECORD, "--choose=rust", "--because=we know it"])
        .succeeds()
        .stderr_has(&format!("warning: {told}"));
    bench.run(&["check", RECORD]).succeeds().stdout_has(&format!("warning[against-lead]: {told}"));
}
