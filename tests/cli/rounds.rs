//! `weigh-in seal`, `weigh-in reveal` and `weigh-in round`, and what every state of rounds allows.

use std::sync::Arc;

use jiff::civil::date;
use weigh_in::{
    decision::{Ballot, CriterionField, CriterionId, Decision, Edit, Member, MemberId, RevealedBecause},
    storage,
};

use super::{
    bench::{Bench, Ran},
    tools::git_does,
};

const RECORD: &str = "go.decision.ron";

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

/// A record in which these members have each scored a cell, on a machine whose git knows Dee Roe.
fn scored_by(members: &[&str]) -> Bench {
    let bench = Bench::with_record();
    git_does(&bench.path(""), &["config", "user.name", "Dee Roe"]);
    for member in members {
        bench.run(&["score", RECORD, "--member", member, "hiring/go=4"]).succeeds();
    }
    bench
}

fn edit(bench: &Bench, edits: impl IntoIterator<Item = Edit>) {
    let mut decision: Decision = bench.record();
    for edit in edits {
        decision.apply(edit).unwrap();
    }
    bench.write(RECORD, &storage::to_ron(&decision));
}

fn reveal() -> Edit {
    Edit::Reveal("Ana".to_owned(), date(2026, 11, 1))
}

fn seal(id: &str) -> Edit {
    Edit::Seal(member(id), date(2026, 11, 1), weigh_in::decision::Salt::of_bits(7))
}

#[test]
fn a_round_waits_for_its_reveal_when_all_have_sealed_and_gaps_are_told() {
    let bench = scored_by(&["ana", "bo"]);
    bench
        .run(&["seal", RECORD, "--member=ana"])
        .succeeds()
        .stdout_has("Sealed the ballot of Ana for round 1; Bo has not sealed.")
        .stderr_has("warning: 45 of 46 cells are empty. `weigh-in seal go.decision.ron --member ana --reopen` opens");
    let before = bench.read(RECORD);
    bench.run(&["seal", RECORD, "--member=Ana"]).succeeds().stdout_has("Ana has sealed round 1 already; Bo has not");
    assert_eq!(bench.read(RECORD), before);
    bench.score_all("bo", |_, _| "3").succeeds();
    let last = bench.run(&["seal", RECORD, "--member=bo"]).succeeds();
    assert_eq!(last.err(), "");
    last.stdout_has(
        "Sealed the ballot of Bo for round 1; all have sealed, and `weigh-in reveal go.decision.ron` reveals it.",
    );
    assert!(bench.record().is_blind());
    bench.run(&["reveal", RECORD, "--by=Bo"]).succeeds().stdout_has(", after everyone had sealed.");
    // In the next round only its own scores count as given.
    let other = scored_by(&["ana", "bo"]);
    other.run(&["reveal", RECORD]).succeeds();
    other.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    let told = "warning: 2 of 2 cells of round 2 are empty. Earlier scores stay there. `weigh-in seal go.decision.ron";
    other.run(&["seal", RECORD, "--member=ana"]).succeeds().stderr_has(told);
    other.run(&["score", RECORD, "--member=bo", "hiring/go=4", "hiring/rust=?"]).succeeds();
    assert_eq!(other.run(&["seal", RECORD, "--member=bo"]).succeeds().err(), "");
    assert_eq!(bench.record().rounds[0].reveal().map(|reveal| reveal.by.as_str()), Some("Bo"));
    bench.refuses(&["seal", RECORD, "--member=cem"]).stderr_has("there is no member `cem`; it is one of `ana`, `bo`");
}

#[test]
fn a_sole_member_reopens_a_ballot_as_the_seal_offers() {
    let bench = scored_by(&["ana"]);
    let offer = "`weigh-in seal go.decision.ron --member ana --reopen` opens the ballot again.";
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds().stderr_has(offer);
    bench.run(&["seal", RECORD, "--member=ana", "--reopen"]).succeeds().stdout_has("Reopened the ballot of Ana");
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=2"]).succeeds();
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds().stderr_has(offer);
}

#[test]
fn the_reveal_of_a_sole_member_stays_as_one_that_was_taken_back() {
    let bench = scored_by(&["ana"]);
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bench.run(&["score", RECORD, "--member=bo", "hiring/go=3"]).succeeds();
    let record = bench.record();
    assert!(record.is_blind());
    let [reveal] = &record.rounds[0].reveals[..] else { panic!("one reveal") };
    assert_eq!(reveal.by, "Ana");
    let back = reveal.taken_back.as_ref().unwrap();
    assert_eq!((back.on, back.by.as_str()), (storage::world::today(), ""));
    let told = format!("by Ana; hidden again on {}, when others joined the only member\n", back.on);
    bench.run(&["show", RECORD]).succeeds().stdout_has(&told);
    bench.run(&["seal", RECORD, "--member=bo"]).succeeds();
    bench.run(&["reveal", RECORD]).succeeds();
    let reveals = bench.record().rounds[0].reveals.clone();
    assert_eq!(reveals.len(), 2);
    assert!(reveals[0].taken_back.is_some() && reveals[1].taken_back.is_none());
}

#[test]
fn who_scores_behind_the_reveal_is_not_said_to_have_sealed() {
    let bench = scored_by(&["ana", "bo"]);
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bench.run(&["seal", RECORD, "--member=bo"]).succeeds();
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&["show", RECORD]).succeeds().stdout_has(", after everyone had sealed\n");
    let next =
        "round 1 is revealed, so its scores stay as they are; `weigh-in round go.decision.ron` opens the next one";
    bench.refuses(&["score", RECORD, "--member=cem", "hiring/go=3"]).stderr_has(next);
    // An earlier version took them.
    let mut decision = bench.record();
    decision.apply(Edit::AddMember(Member::new(member("cem"), "Cem"), date(2026, 11, 2))).unwrap();
    let cells = decision.ballots[0].cells.clone();
    decision.ballots.push(Arc::new(Ballot { cells, ..Ballot::new(member("cem"), 1) }));
    bench.write(RECORD, &storage::to_ron(&decision));
    let told = "after all but Cem had sealed";
    bench.run(&["show", RECORD]).succeeds().stdout_has(told);
    bench.run(&["reveal", RECORD]).succeeds().stdout_has(told);
    let exported = bench.run(&["export", RECORD, "--repo=.", "--dry-run"]).succeeds();
    exported.stdout_has("; the scores were revealed when all ballots but those of Cem were sealed.");
}

#[test]
fn a_sealed_ballot_is_reopened_before_the_reveal() {
    let bench = scored_by(&["ana", "bo"]);
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    let score = ["score", RECORD, "--member=ana", "hiring/go=5"];
    bench
        .refuses(&score)
        .stderr_has("Ana has sealed this ballot: `weigh-in seal go.decision.ron --member ana --reopen`");
    let reopen = ["seal", RECORD, "--member=ana", "--reopen"];
    bench.run(&reopen).succeeds().stdout_has("Reopened the ballot of Ana for round 1.");
    bench.run(&reopen).succeeds().stdout_has("The ballot of Ana is not sealed.");
    bench.run(&score).succeeds();
    bench.run(&["reveal", RECORD]).succeeds();
    bench
        .refuses(&["seal", RECORD, "--member=ana"])
        .stderr_has("round 1 is revealed, so no ballot of it can be sealed or reopened.");
}

#[test]
fn who_reveals_is_who_git_knows_or_who_is_named() {
    let bench = scored_by(&["ana", "bo"]);
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    let hidden = bench.read(RECORD);
    bench
        .run(&["reveal", RECORD])
        .succeeds()
        .stdout_has("Round 1 was revealed by Dee Roe on ")
        .stdout_has("before everyone had sealed. 1 of 2 ballots were sealed.");
    bench.write(RECORD, &hidden);
    bench.refuses(&["reveal", RECORD, "--by", " "]).stderr_has("--by");
    bench.run(&["reveal", RECORD, "--by=Ana Ruiz"]).succeeds();
    let reveal = bench.record().rounds[0].reveal().cloned().unwrap();
    assert_eq!((reveal.because, reveal.by.as_str()), (RevealedBecause::SomebodySaidSo, "Ana Ruiz"));
    let export = bench.run(&["export", RECORD, "--repo", ".", "--dry-run"]).succeeds();
    export.stdout_has("; Ana Ruiz revealed the scores before all ballots were sealed.");
    let before = bench.read(RECORD);
    bench.run(&["reveal", RECORD]).succeeds().stdout_has("Nothing is hidden. Round 1 was revealed by Ana Ruiz on ");
    assert_eq!(bench.read(RECORD), before);
}

/// The criteria that the last round asks for; none for all of them.
fn asked(bench: &Bench) -> Vec<String> {
    bench.record().rounds.last().unwrap().criteria.iter().map(ToString::to_string).collect()
}

/// Ends the round under way and opens the next one.
fn open(bench: &Bench, more: &[&str]) -> Ran {
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&[&["round", RECORD], more].concat()).succeeds()
}

#[test]
fn the_next_round_is_on_the_criteria_of_the_last_or_on_others() {
    let bench = scored_by(&["ana", "bo"]);
    open(&bench, &[]).stdout_has("Round 2 is open, on all criteria.");
    assert!(asked(&bench).is_empty());
    open(&bench, &["--criteria=training,Hiring,hiring"])
        .stdout_has("Round 3 is open, on 2 of 24 criteria: training, hiring.");
    open(&bench, &[]).stdout_has("Round 4 is open, on 2 of 24 criteria: training, hiring.");
    assert_eq!(asked(&bench), ["training", "hiring"]);
    edit(&bench, [Edit::Criterion(criterion("training"), CriterionField::NotApplicable(true))]);
    open(&bench, &[]).stdout_has("Round 5 is open, on 1 of 23 criteria: hiring.");
    edit(&bench, [Edit::Criterion(criterion("hiring"), CriterionField::NotApplicable(true))]);
    bench.run(&["reveal", RECORD]).succeeds();
    bench.refuses(&["round", RECORD]).stderr_has("no criterion of round 5 counts any more.").stderr_has("--all");
    bench
        .refuses(&["round", RECORD, "--criteria=hirng,training,momentum"])
        .stderr_has("there is no criterion `hirng`; the nearest is `hiring`.\ntraining is left out of this decision");
    open(&bench, &["--all"]).stdout_has("Round 6 is open, on all criteria.");
    assert!(asked(&bench).is_empty());
}

#[test]
fn a_round_under_way_takes_more_criteria() {
    let bench = scored_by(&["ana", "bo"]);
    bench.refuses(&["round", RECORD, "--add=hiring", "--all"]).stderr_has("cannot be used with");
    bench.run(&["reveal", RECORD]).succeeds();
    bench.refuses(&["round", RECORD, "--add=training"]).stderr_has("round 1 is revealed");
    bench.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    bench.run(&["score", RECORD, "--member=ana", "hiring/go=2"]).succeeds();
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bench.refuses(&["round", RECORD, "--add=trainng"]).stderr_has("the nearest is `training`");
    bench
        .run(&["round", RECORD, "--add=training,hiring"])
        .succeeds()
        .stdout_has("Round 2 is open, on 2 of 24 criteria")
        .stdout_has("Ana has sealed already.");
    assert_eq!(asked(&bench), ["hiring", "training"]);
    bench.run(&["score", RECORD, "--member=bo", "training/go=2"]).succeeds();
}

#[test]
fn a_score_outside_the_round_says_how_to_give_it() {
    let bench = scored_by(&["ana", "bo"]);
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&["round", RECORD, "--criteria=hiring"]).succeeds();
    bench
        .refuses(&["score", RECORD, "--member=ana", "hiring/go=2", "training/go=2"])
        .stderr_has("round 2 does not vote on training: `weigh-in reveal go.decision.ron`, and then `weigh-in round");
}

#[test]
fn while_a_round_is_hidden_members_write_only_their_own_ballots() {
    let bench = scored_by(&["ana", "bo"]);
    let ballot = ["ballot", RECORD, "--member=ana"];
    bench
        .refuses(&ballot)
        .stderr_has(
            "round 1 is hidden, and this ballot is Ana's, but you are Dee Roe. If it is yours, add --mine; else",
        )
        .stderr_has("`weigh-in reveal go.decision.ron` reveals the round as it is. Nothing was written.");
    assert!(!bench.path("go.ana.ballot.ron").exists());
    bench.run(&[&ballot[..], &["--mine", "--out=mine.ballot.ron"]].concat()).succeeds();
    // A ballot without a score tells nothing.
    bench.run(&["score", RECORD, "--member=cem", "hiring/go=4"]).succeeds();
    bench.run(&["score", RECORD, "--member=cem", "hiring/go=-"]).succeeds();
    bench.run(&["ballot", RECORD, "--member=cem"]).succeeds();
    git_does(&bench.path(""), &["config", "user.name", "Ana Ruiz"]);
    bench.run(&[&ballot[..], &["--out=hers.ballot.ron"]].concat()).succeeds();
    bench.refuses(&["ballot", RECORD, "--member=bo"]).stderr_has("this ballot is Bo's, but you are Ana Ruiz.");
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&["ballot", RECORD, "--member=bo"]).succeeds();
}

#[test]
fn what_a_sole_member_sealed_is_hidden_from_who_scores_next() {
    let bench = scored_by(&["ana"]);
    bench.run(&["seal", RECORD, "--member=ana"]).succeeds();
    bench.run(&["score", RECORD, "--member=bo", "hiring/go=1"]).succeeds();
    assert!(bench.record().is_blind());
    bench
        .run(&["seal", RECORD, "--member=bo"])
        .succeeds()
        .stdout_has("all have sealed, and `weigh-in reveal go.decision.ron` reveals it.")
        .stderr_has("warning: 45 of 46 cells are empty.");
}

/// The states that rounds can be in.
fn states() -> Vec<(&'static str, Bench)> {
    let none = scored_by(&[]);
    let alone = scored_by(&["ana"]);
    let sealed_alone = scored_by(&["ana"]);
    edit(&sealed_alone, [seal("ana")]);
    let left_alone = scored_by(&["ana", "bo"]);
    edit(&left_alone, [seal("ana"), Edit::RemoveMember(member("bo"))]);
    let unscored = scored_by(&[]);
    for id in ["ana", "bo"] {
        unscored.run(&["score", RECORD, "--member", id, "--swing=hiring=50"]).succeeds();
    }
    let some = scored_by(&["ana", "bo"]);
    edit(&some, [seal("ana")]);
    let all_hidden = scored_by(&["ana", "bo"]);
    edit(&all_hidden, [seal("ana"), seal("bo")]);
    let revealed = scored_by(&["ana", "bo"]);
    edit(&revealed, [seal("ana"), seal("bo"), reveal()]);
    let early = scored_by(&["ana", "bo"]);
    edit(&early, [seal("ana"), reveal()]);
    let second = scored_by(&["ana", "bo"]);
    edit(&second, [seal("ana"), seal("bo"), reveal(), Edit::OpenRound(vec![criterion("hiring")])]);
    let second_revealed = scored_by(&["ana", "bo"]);
    let second_round = [Edit::OpenRound(Vec::new()), seal("ana"), seal("bo"), reveal()];
    edit(&second_revealed, [seal("ana"), seal("bo"), reveal()].into_iter().chain(second_round));
    vec![
        ("no member", none),
        ("sole member", alone),
        ("sole member, sealed", sealed_alone),
        ("left alone, sealed", left_alone),
        ("nobody scored", unscored),
        ("one sealed", some),
        ("all sealed, hidden", all_hidden),
        ("revealed", revealed),
        ("revealed early", early),
        ("round 2 hidden", second),
        ("round 2 revealed", second_revealed),
    ]
}

const COMMANDS: [(&str, &[&str]); 9] = [
    ("seal", &["seal", RECORD, "--member=ana"]),
    ("reopen", &["seal", RECORD, "--member=ana", "--reopen"]),
    ("score", &["score", RECORD, "--member=ana", "hiring/go=5"]),
    ("reveal", &["reveal", RECORD]),
    ("round", &["round", RECORD]),
    ("ballot", &["ballot", RECORD, "--member=ana", "--out=of-ana.ballot.ron"]),
    ("export", &["export", RECORD, "--repo=.", "--dry-run"]),
    ("analyze", &["analyze", RECORD, "--draws=0"]),
    ("decide", &["decide", RECORD, "--choose=go", "--because=it is", "--thin-coverage=it is only a start"]),
];

/// What each command does in each state: its exit code, and words of what it says, in the order of [`COMMANDS`].
const TABLE: [(&str, [(i32, &str); 9]); 11] = [
    (
        "no member",
        [
            (2, "there is no member `ana`; there is none at all"),
            (2, "there is no member `ana`; there is none at all"),
            (0, "Ana is a new member."),
            (0, "Nothing is hidden. Nobody has scored yet."),
            (2, "nobody has scored round 1 yet; `weigh-in score "),
            (2, "there is no member `ana`; there is none at all"),
            (0, "# Use Go"),
            (0, "There are no scores yet."),
            (0, "Chose Go"),
        ],
    ),
    (
        "sole member",
        [
            (0, "Sealed the ballot of Ana for round 1; all have sealed."),
            (0, "The ballot of Ana is not sealed."),
            (0, "Added 1 score"),
            (0, "Nothing is hidden. Ana is the only member."),
            (2, "round 1 is still open: Ana is the only member, and can change any score with `weigh-in score "),
            (0, "Wrote the ballot of Ana"),
            (0, "# Use Go"),
            (0, "Go"),
            (0, "Chose Go"),
        ],
    ),
    (
        "sole member, sealed",
        [
            (0, "Ana has sealed round 1 already; all have sealed."),
            (0, "Reopened the ballot of Ana"),
            (2, "Ana has sealed this ballot: `weigh-in seal go.decision.ron --member ana --reopen`"),
            (0, "Nothing is hidden. Ana is the only member."),
            (0, "Round 2 is open, on all criteria."),
            (0, "sealed"),
            (0, "# Use Go"),
            (0, "Go"),
            (0, "Chose Go"),
        ],
    ),
    (
        "left alone, sealed",
        [
            (0, "Ana has sealed round 1 already; all have sealed."),
            (0, "Reopened the ballot of Ana"),
            (2, "Ana has sealed this ballot: `weigh-in seal go.decision.ron --member ana --reopen`"),
            (0, "Round 1 is revealed. Ana is the only member."),
            (2, "all have sealed, and `weigh-in reveal go.decision.ron` reveals it"),
            (2, "this ballot is Ana's, but you are Dee Roe"),
            (2, "all have sealed, and `weigh-in reveal go.decision.ron` reveals it"),
            (0, "Round 1 is hidden in the window; this shows it."),
            (0, "revealed by Dee Roe with this decision; 1 of 1 had sealed."),
        ],
    ),
    (
        "nobody scored",
        [
            (0, "Sealed the ballot of Ana for round 1; Bo has not sealed."),
            (0, "The ballot of Ana is not sealed."),
            (0, "Added 1 score"),
            (0, "Round 1 was revealed by Dee Roe"),
            (2, "round 1 is hidden, and the next one opens when it is revealed; Ana and Bo have not sealed"),
            (2, "this ballot is Ana's, but you are Dee Roe"),
            (2, "round 1 is hidden, and an ADR shows everybody's scores; Ana and Bo have not sealed"),
            (0, "Round 1 is hidden in the window; this shows it."),
            (0, "Round 1 was hidden, and is revealed by Dee Roe"),
        ],
    ),
    (
        "one sealed",
        [
            (0, "Ana has sealed round 1 already; Bo has not sealed."),
            (0, "Reopened the ballot of Ana"),
            (2, "Ana has sealed this ballot: `weigh-in seal go.decision.ron --member ana --reopen`"),
            (0, "before everyone had sealed. 1 of 2 ballots were sealed."),
            (2, "Bo has not sealed: `weigh-in seal go.decision.ron --member bo` seals a ballot"),
            (2, "this ballot is Ana's, but you are Dee Roe"),
            (2, "Bo has not sealed: `weigh-in seal go.decision.ron --member bo` seals a ballot"),
            (0, "Round 1 is hidden in the window; this shows it."),
            (0, "revealed by Dee Roe with this decision; 1 of 2 had sealed."),
        ],
    ),
    (
        "all sealed, hidden",
        [
            (0, "Ana has sealed round 1 already; all have sealed."),
            (0, "Reopened the ballot of Ana"),
            (2, "Ana has sealed this ballot: `weigh-in seal go.decision.ron --member ana --reopen`"),
            (0, "after everyone had sealed."),
            (2, "all have sealed, and `weigh-in reveal go.decision.ron` reveals it"),
            (2, "all have sealed, and `weigh-in reveal go.decision.ron` reveals it"),
            (2, "all have sealed, and `weigh-in reveal go.decision.ron` reveals it"),
            (0, "Round 1 is hidden in the window; this shows it."),
            (0, "revealed by Dee Roe with this decision; 2 of 2 had sealed."),
        ],
    ),
    (
        "revealed",
        [
            (0, "Ana has sealed round 1 already; all have sealed."),
            (
                2,
                "round 1 is revealed, so no ballot of it can be sealed or reopened. `weigh-in round go.decision.ron` opens the next",
            ),
            (2, "Ana has sealed this ballot: round 1 is revealed; `weigh-in round go.decision.ron` opens the next one"),
            (0, "Nothing is hidden. Round 1 was revealed on 1 November 2026, after everyone had sealed."),
            (0, "Round 2 is open, on all criteria."),
            (0, "Wrote the ballot of Ana"),
            (0, "Scored by Ana and Bo."),
            (0, "Go"),
            (0, "Chose Go"),
        ],
    ),
    (
        "revealed early",
        [
            (0, "Ana has sealed round 1 already; Bo has not sealed."),
            (2, "round 1 is revealed, so no ballot of it can be sealed or reopened."),
            (2, "Ana has sealed this ballot: round 1 is revealed;"),
            (0, "Nothing is hidden. Round 1 was revealed by Ana on 1 November 2026, before everyone had sealed."),
            (0, "Round 2 is open, on all criteria."),
            (0, "Wrote the ballot of Ana"),
            (0, "Scored by Ana and Bo; Ana revealed the scores before all ballots were sealed."),
            (0, "Go"),
            (0, "Chose Go"),
        ],
    ),
    (
        "round 2 hidden",
        [
            (0, "Sealed the ballot of Ana for round 2; Bo has not sealed."),
            (0, "The ballot of Ana is not sealed."),
            (0, "Added 1 score"),
            (0, "Round 2 was revealed by Dee Roe"),
            (2, "round 2 is hidden, and the next one opens when it is revealed; Ana and Bo have not sealed"),
            // Nothing of round 2 is on it yet.
            (0, "Wrote the ballot of Ana for round 2"),
            (2, "round 2 is hidden, and an ADR shows everybody's scores"),
            (0, "Round 2 is hidden in the window; this shows it."),
            (0, "Round 2 was hidden, and is revealed by Dee Roe"),
        ],
    ),
    (
        "round 2 revealed",
        [
            (0, "Ana has sealed round 2 already; all have sealed."),
            (2, "round 2 is revealed, so no ballot of it can be sealed or reopened."),
            (2, "Ana has sealed this ballot: round 2 is revealed; `weigh-in round go.decision.ron`"),
            (0, "Nothing is hidden. Round 2 was revealed on 1 November 2026, after everyone had sealed."),
            (0, "Round 3 is open, on all criteria."),
            (0, "Wrote the ballot of Ana"),
            (0, "Scored by Ana and Bo."),
            (0, "Go"),
            (0, "Chose Go"),
        ],
    ),
];

#[test]
fn every_command_does_or_says_something_in_every_state() {
    for ((state, bench), (expected, row)) in states().into_iter().zip(TABLE) {
        assert_eq!(state, expected);
        let before = bench.read(RECORD);
        for ((name, arguments), (code, words)) in COMMANDS.into_iter().zip(row) {
            bench.write(RECORD, &before);
            drop(std::fs::remove_file(bench.path("of-ana.ballot.ron")));
            let ran = bench.run(arguments).exits(code);
            let told = format!("{}{}", ran.out(), ran.err());
            assert!(told.contains(words), "{state}, {name}: {words} is not in {told}");
            if code == 0 {
                continue;
            }
            assert_eq!(bench.read(RECORD), before, "{state}, {name}");
            let told =
                ran.err().replace("CRITERION/OPTION=SCORE", "hiring/go=2").replace("--member ID", "--member ana");
            for way in ways(&told) {
                bench.write(RECORD, &before);
                bench.run(&way.split(' ').skip(1).collect::<Vec<_>>()).succeeds();
                assert_ne!(bench.read(RECORD), before, "{state}, {name}: {way} goes nowhere");
            }
        }
    }
}

/// The commands on the record that a text names.
fn ways(told: &str) -> Vec<&str> {
    told.split('`').filter(|part| part.starts_with("weigh-in ") && part.contains(RECORD)).collect()
}

#[test]
fn from_every_state_the_team_can_vote_again() {
    for (state, bench) in states() {
        let round = bench.record().round();
        let late = ["score", RECORD, "--member=dee", "hiring/rust=1"];
        if bench.record().is_shown_to_team() {
            bench.refuses(&late);
        } else {
            bench.run(&late).succeeds();
        }
        for id in ["ana", "bo", "dee"] {
            if bench.record().member(&member(id)).is_some() && bench.record().is_blind() {
                bench.run(&["seal", RECORD, "--member", id]).succeeds();
            }
        }
        if state == "no member" {
            bench.run(&["seal", RECORD, "--member=dee"]).succeeds();
        }
        if bench.record().is_blind() {
            bench.run(&["reveal", RECORD]).succeeds();
        }
        bench.run(&["round", RECORD, "--all"]).succeeds();
        assert_eq!(bench.record().round(), round + 1, "{state}");
        bench.run(&["score", RECORD, "--member=dee", "hiring/rust=2"]).succeeds();
    }
}

#[test]
fn what_shows_a_hidden_round_says_so_first() {
    let bench = scored_by(&["ana", "bo"]);
    let line = "Round 1 is hidden in the window; this shows it.\n";
    for arguments in [
        &["analyze", RECORD, "--draws=0"][..],
        &["analyze", RECORD, "--draws=0", "--json"],
        &["chart", RECORD, "--kind=scores"],
        &["chart", RECORD, "--kind=scores", "--out=scores.svg"],
    ] {
        let ran = bench.run(arguments).succeeds();
        assert!(ran.err().starts_with(line) && !ran.out().contains("hidden"), "{ran:?}");
    }
    bench.run(&["reveal", RECORD]).succeeds();
    assert_eq!(bench.run(&["analyze", RECORD, "--draws=0"]).succeeds().err(), "");
}

#[test]
fn only_an_acceptance_reveals_a_hidden_round() {
    let bench = Bench::with_record();
    for (member, score) in [("ana", "hiring/go=4"), ("bo", "hiring/go=2")] {
        bench.run(&["score", RECORD, "--member", member, score]).succeeds();
    }
    for arguments in [
        &["decide", RECORD, "--maker=Ana"][..],
        &["decide", RECORD, "--choose=go", "--because=we ship sooner", "--status=proposed"],
    ] {
        let ran = bench.run(arguments).succeeds();
        assert!(bench.record().is_blind() && !ran.out().contains("reveal"), "{ran:?}");
    }
    bench
        .run(&["decide", RECORD, "--status=accepted", "--thin-coverage=hiring settles it"])
        .succeeds()
        .stdout_has("Round 1 was hidden, and is revealed");
    assert!(!bench.record().is_blind());
}

#[test]
fn a_copy_holds_no_ballot_of_a_hidden_round() {
    let bench = Bench::with_record();
    for (member, score) in [("ana", "hiring/go=4"), ("bo", "hiring/go=2")] {
        bench.run(&["score", RECORD, "--member", member, score]).succeeds();
    }
    bench
        .run(&["new", "--copy", RECORD, "copy.decision.ron"])
        .succeeds()
        .stderr_has("The ballots of round 1 are hidden until its reveal, so they are not in the copy");
    let copy = weigh_in::storage::load(&bench.path("copy.decision.ron")).unwrap().decision;
    assert!(copy.ballots.is_empty() && copy.members.len() == 2, "{:?}", copy.ballots);
    // What everybody has seen comes along.
    bench.run(&["reveal", RECORD]).succeeds();
    bench.run(&["new", "--copy", RECORD, "later.decision.ron"]).succeeds();
    assert_eq!(weigh_in::storage::load(&bench.path("later.decision.ron")).unwrap().decision.ballots.len(), 2);
}

#[test]
fn nobody_reveals_early_without_a_name() {
    let bench = Bench::with_record();
    for member in ["ana", "bo"] {
        bench.run(&["score", RECORD, "--member", member, "hiring/go=4"]).succeeds();
    }
    let before = bench.read(RECORD);
    let mut nameless = bench.command(&["reveal", RECORD]);
    for known in ["USER", "LOGNAME", "USERNAME"] {
        nameless.env_remove(known);
    }
    nameless.env("HOME", bench.path("")).env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    let output = nameless.output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.code() == Some(2) && said.contains("--by NAME"), "{said}");
    assert_eq!(bench.read(RECORD), before);
    bench.run(&["reveal", RECORD, "--by=Kim"]).succeeds().stdout_has("by Kim");
}
