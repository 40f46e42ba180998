//! `weigh-in score`.

use std::process::Stdio;

use jiff::civil::date;
use weigh_in::{
    decision::{CriterionId, Edit, MemberId, OptionId, Score, Vote},
    storage,
};

use super::bench::Bench;

fn vote(bench: &Bench, member: &str, option: &str) -> Option<Vote> {
    let key = (CriterionId::new("hiring").unwrap(), OptionId::new(option).unwrap());
    bench.record().cell(&MemberId::new(member).unwrap(), &key).and_then(|cell| cell.vote)
}

#[test]
fn scores_are_taken_over_and_taken_back() {
    let bench = Bench::with_record();
    let score = |arguments: &[&str]| bench.run(&[&["score", "go.decision.ron"], arguments].concat()).succeeds();
    score(&["--member", "ana", "hiring/go=4", "Hiring/Rust=?"])
        .stdout_has("Ana is a new member. Added 2 scores of Ana");
    assert_eq!(vote(&bench, "ana", "go"), Score::new(4).map(Vote::Score));
    assert_eq!(vote(&bench, "ana", "rust"), Some(Vote::Abstain));
    let again =
        score(&["--member", "ana", "hiring/go=-"]).stdout_has("Changed 1 score of Ana, who has filled 1 of 46 cells");
    assert!(!again.out().contains("new member"));
    assert_eq!(vote(&bench, "ana", "go"), None);
}

#[test]
fn members_get_the_names_that_they_are_given() {
    let bench = Bench::with_record();
    let names = |bench: &Bench| bench.record().members.iter().map(|member| member.name.clone()).collect::<Vec<_>>();
    bench.run(&["score", "go.decision.ron", "--member", "bo", "--name", "Bo Ek", "hiring/go=4"]).succeeds();
    bench.run(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4"]).succeeds();
    assert_eq!(names(&bench), ["Bo Ek", "Ana"]);
    bench.run(&["score", "go.decision.ron", "--member", "ana", "--name", "Ana Ruiz", "hiring/go=5"]).succeeds();
    assert_eq!(names(&bench), ["Bo Ek", "Ana Ruiz"]);
}

#[test]
fn a_member_is_added_and_renamed_without_a_score() {
    let bench = Bench::with_record();
    let name = |name: &str| bench.run(&["score", "go.decision.ron", "--member=bo", "--name", name]).succeeds();
    name("Bo").stdout_has("Bo is a new member. Wrote go.decision.ron.");
    name("Bo Ek").stdout_has("bo is now called Bo Ek. Wrote go.decision.ron.");
    let members: Vec<_> = bench.record().members.iter().map(|member| member.name.clone()).collect();
    assert_eq!((members, bench.record().ballots.len()), (vec!["Bo Ek".to_owned()], 0));
    bench.refuses(&["score", "go.decision.ron", "--member=bo"]).stderr_has("CRITERION/OPTION=SCORE");
}

#[test]
fn a_name_that_another_member_has_is_warned_of_as_check_does() {
    let bench = Bench::with_record();
    let told = "warning: Two members are called \"Ana\". Rename one, so that people know which is which.";
    let ana = bench.run(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4"]).succeeds();
    assert_eq!(ana.err(), "");
    bench
        .run(&["score", "go.decision.ron", "--member", "bo", "--name", "Ana", "hiring/go=4"])
        .succeeds()
        .stderr_has(told);
    let again = bench.run(&["score", "go.decision.ron", "--member", "bo", "hiring/go=5"]).succeeds();
    assert_eq!(again.err(), "", "it was told when the name was given");
    bench.run(&["score", "go.decision.ron", "--member", "bo", "--name", "Bo", "hiring/go=5"]).succeeds();
    bench
        .run(&["score", "go.decision.ron", "--member", "ana", "--name", "bo ", "hiring/go=5"])
        .succeeds()
        .stderr_has("warning: Two members are called \"Bo\".");
}

#[test]
fn it_is_all_or_nothing_and_every_wrong_score_is_told() {
    let bench = Bench::with_record();
    bench
        .refuses(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4", "hirng/go=4", "hiring/zig=4"])
        .stderr_has("there is no criterion `hirng`; the nearest is `hiring`")
        .stderr_has("there is no option `zig`; it is one of `go`, `rust`")
        .stderr_has("Nothing was written.");
    bench
        .refuses(&["score", "go.decision.ron", "--member", "ana", "hiring/go=4", "Hiring/Go=5"])
        .stderr_has("scored twice");
}

#[test]
fn what_is_no_score_is_told_with_an_example() {
    let bench = Bench::with_record();
    for wrong in ["hiring/go=6", "hiring/go=0", "hiring/go=4.5", "hiring/go=", "hiring/go=yes"] {
        bench
            .refuses(&["score", "go.decision.ron", "--member", "ana", wrong])
            .stderr_has(wrong)
            .stderr_has("a score is 1, 2, 3");
    }
    for wrong in ["hiring/go", "hiring=4", "4"] {
        bench
            .refuses(&["score", "go.decision.ron", "--member", "ana", wrong])
            .stderr_has("such as learning-curve/go=4");
    }
    bench.refuses(&["score", "go.decision.ron", "--member", "ana"]).stderr_has("CRITERION/OPTION=SCORE");
}

#[test]
fn a_member_has_an_id_that_nothing_else_has() {
    let bench = Bench::with_record();
    bench.refuses(&["score", "go.decision.ron", "--member", "Ana Ruiz", "hiring/go=4"]).stderr_has("Write `ana-ruiz`");
    bench
        .refuses(&["score", "go.decision.ron", "--member", "essay", "hiring/go=4"])
        .stderr_has("`essay` is in the record");
}

#[test]
fn a_sealed_ballot_takes_no_score() {
    let bench = Bench::with_record();
    for member in ["ana", "bo"] {
        bench.run(&["score", "go.decision.ron", "--member", member, "hiring/go=4"]).succeeds();
    }
    let mut decision = bench.record();
    decision
        .apply(Edit::Seal(MemberId::new("ana").unwrap(), date(2026, 1, 1), weigh_in::decision::Salt::of_bits(7)))
        .unwrap();
    storage::save_over(&bench.path("go.decision.ron"), &decision, None).unwrap();
    bench
        .refuses(&["score", "go.decision.ron", "--member", "ana", "hiring/go=5"])
        .stderr_has("Ana has sealed this ballot");
    bench.run(&["score", "go.decision.ron", "--member", "bo", "hiring/go=5"]).succeeds();
}

#[test]
fn a_file_that_cannot_be_read_or_is_newer_stays_as_it_is() {
    let bench = Bench::with_record();
    let score = ["score", "go.decision.ron", "--member", "ana", "hiring/go=4"];
    bench.replace("go.decision.ron", "format: 2", "format: 3");
    bench.refuses(&score).stderr_has("newer version of Weigh-In, in format 3").stderr_has("Update Weigh-In");
    bench.write("go.decision.ron", "(format: 1,\n  title: 5,\n)");
    bench.refuses(&score).stderr_has("go.decision.ron, line 2");
    bench
        .refuses(&["score", "nowhere.decision.ron", "--member", "ana", "hiring/go=4"])
        .stderr_has("there is no such file");
}

#[test]
fn own_swings_are_taken_over_and_taken_back() {
    let bench = Bench::with_record();
    let score = |arguments: &[&str]| bench.run(&[&["score", "go.decision.ron", "--member", "ana"], arguments].concat());
    let own = || -> Vec<(String, u8)> {
        let record = bench.record();
        let swings = record.member(&MemberId::new("ana").unwrap()).unwrap().swings.clone();
        swings.into_iter().map(|(id, swing)| (id.to_string(), swing)).collect()
    };
    score(&["--swing", "hiring=80", "--swing", "Training=0", "hiring/go=4"])
        .succeeds()
        .stdout_has("Added 1 score and 2 swings of Ana");
    assert_eq!(own(), [("hiring".to_owned(), 80), ("training".to_owned(), 0)]);
    score(&["--swing", "hiring=-", "--swing", "training=5"]).succeeds().stdout_has("Changed 2 swings of Ana");
    assert_eq!(own(), [("training".to_owned(), 5)]);
    for wrong in ["hiring=101", "hiring=x", "hiring=", "hiring"] {
        bench.refuses(&["score", "go.decision.ron", "--member", "ana", "--swing", wrong]).stderr_has("--swing");
    }
    bench
        .refuses(&["score", "go.decision.ron", "--member", "ana", "--swing", "hirng=4", "--swing", "training=9"])
        .stderr_has("the nearest is `hiring`")
        .stderr_has("Nothing was written.");
    bench
        .refuses(&["score", "go.decision.ron", "--member", "ana", "--swing", "hiring=4", "--swing", "Hiring=9"])
        .stderr_has("two swings");
}

#[test]
fn scores_that_come_in_at_once_are_all_there() {
    let bench = Bench::with_record();
    let members: Vec<String> = (1..=20).map(|number| format!("member-{number}")).collect();
    let started: Vec<_> = members
        .iter()
        .map(|member| {
            bench
                .command(&["score", "go.decision.ron", "--member", member, "hiring/go=4"])
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    let done: Vec<bool> = started.into_iter().map(|mut child| child.wait().unwrap().success()).collect();
    assert!(done.contains(&true));
    for (member, _) in members.iter().zip(done).filter(|(_, done)| *done) {
        assert_eq!(
            vote(&bench, member, "go"),
            Score::new(4).map(Vote::Score),
            "{member} was told that it was taken over"
        );
    }
}

#[test]
fn a_file_of_format_1_stays_in_it_until_something_changes() {
    let bench = Bench::with_record();
    let old = "(format: 1, id: \"x\", created: \"2026-01-01\", options: [(id: \"go\", name: \"Go\")],\n\
               criteria: [(id: \"hiring\", name: \"Hiring\")], members: [(id: \"ana\", name: \"Ana\")],\n\
               ballots: [(member: \"ana\", round: 1, scores: [(criterion: \"hiring\", option: \"go\", score: 4)])])";
    bench.write("old.decision.ron", old);
    bench.run(&["score", "old.decision.ron", "--member=ana", "hiring/go=4"]).succeeds();
    assert_eq!(bench.read("old.decision.ron"), old);
    bench.run(&["score", "old.decision.ron", "--member=ana", "hiring/go=5"]).succeeds();
    let new = bench.read("old.decision.ron");
    assert!(new.starts_with("(\n    format: 2,") && new.contains("swing: 50") && new.contains("score: 5"), "{new}");
}
