//! `weigh-in ballot` and `weigh-in import`.

use weigh_in::decision::{CriterionField, CriterionId, CriterionText, Edit, MemberId};

use super::bench::Bench;

/// A bench with the record, and the ballots of two members who scored copies of it.
fn scored_elsewhere() -> Bench {
    let bench = Bench::with_record();
    let blank = bench.read("go.decision.ron");
    for (member, name, points) in [("ana", "Ana Ruiz", "4"), ("bo", "Bo Ek", "2")] {
        let scores = [format!("hiring/go={points}"), format!("hiring/rust={points}")];
        bench.run(&["score", "go.decision.ron", "--member", member, "--name", name, &scores[0], &scores[1]]).succeeds();
        let wrote = bench.run(&["ballot", "go.decision.ron", "--member", member]).succeeds();
        let wrote =
            wrote.stdout_has(&format!("Wrote the ballot of {name} for round 1 to go.{member}.ballot.ron: 2 cells"));
        assert!(wrote.out().contains("not signed"));
        bench.write("go.decision.ron", &blank);
    }
    bench
}

const BOTH: [&str; 4] = ["import", "go.decision.ron", "go.ana.ballot.ron", "go.bo.ballot.ron"];

fn edit(bench: &Bench, edit: Edit) {
    let mut decision = bench.record();
    decision.apply(edit).unwrap();
    bench.write("go.decision.ron", &weigh_in::storage::to_ron(&decision));
}

#[test]
fn ballots_come_in_together() {
    let bench = scored_elsewhere();
    let before = bench.read("go.decision.ron");
    bench
        .run(&[&BOTH[..], &["--dry-run"]].concat())
        .succeeds()
        .stdout_has("Ana Ruiz joins as a new member, with 2 cells.");
    assert_eq!(bench.read("go.decision.ron"), before);
    bench.run(&BOTH).succeeds().stdout_has("Bo Ek joins as a new member").stdout_has("Ballots are not signed.");
    let merged = bench.record();
    assert_eq!((merged.members.len(), merged.ballots.len(), merged.is_blind()), (2, 2, true));
    bench.run(&BOTH).succeeds().stdout_has("The record has this ballot of Ana Ruiz already.").stdout_has("nothing new");
}

#[test]
fn what_does_not_fit_is_told_and_nothing_is_half_imported() {
    let bench = scored_elsewhere();
    bench.write("broken.ballot.ron", "(format: 1, decision: \"x\", round: 1, membr: 2)");
    let with = |file: &'static str| [&BOTH[..], &[file]].concat();
    bench
        .refuses(&with("broken.ballot.ron"))
        .stderr_has("broken.ballot.ron, line 1")
        .stderr_has("Nothing was imported.");
    bench.refuses(&with("missing.ballot.ron")).stderr_has("there is no such file");
    bench.refuses(&with("go.decision.ron")).stderr_has("this is a decision, not a ballot");
    let ana = bench.read("go.ana.ballot.ron");
    bench.write("second.ballot.ron", &ana.replacen("score: 4", "score: 5", 1));
    bench.refuses(&with("second.ballot.ron")).stderr_has("There are two different ballots of Ana Ruiz (`ana`).");
    bench.write("other.ballot.ron", &ana.replacen("decision: \"", "decision: \"x", 1));
    bench
        .refuses(&["import", "go.decision.ron", "other.ballot.ron"])
        .stderr_has("belongs to another record, \"Use Go\"");
    bench.write("newer.ballot.ron", &ana.replacen("format: 2", "format: 9", 1));
    bench.refuses(&["import", "go.decision.ron", "newer.ballot.ron"]).stderr_has("newer version of Weigh-In");
    bench.write("later.ballot.ron", &ana.replacen("round: 1", "round: 2", 1));
    bench
        .refuses(&["import", "go.decision.ron", "later.ballot.ron"])
        .stderr_has("this record is older, and still in round 1");
    bench.write("namesake.ballot.ron", &ana.replace("Ana Ruiz", "Ana Oz"));
    bench.run(&BOTH).succeeds();
    bench
        .refuses(&["import", "go.decision.ron", "namesake.ballot.ron"])
        .stderr_has("but `ana` is Ana Ruiz in this record");
}

#[test]
fn a_criterion_that_changed_since_is_told() {
    let bench = scored_elsewhere();
    let hiring = CriterionId::new("hiring").unwrap();
    edit(
        &bench,
        Edit::Criterion(hiring.clone(), CriterionField::Text(CriterionText::Question, "Who is there?".to_owned())),
    );
    bench
        .refuses(&BOTH)
        .stderr_has("The question of Hiring has changed since Ana Ruiz scored it")
        .stderr_has("now \"Who is there?\"");
    edit(&bench, Edit::RemoveCriteria(vec![hiring]));
    bench
        .refuses(&BOTH)
        .stderr_has("Ana Ruiz scored the criterion")
        .stderr_has("(`hiring`), which is not in this record.");
}

#[test]
fn a_second_ballot_replaces_the_first_only_where_that_is_asked_for() {
    let bench = scored_elsewhere();
    bench.run(&["score", "go.decision.ron", "--member=ana", "--name=Ana Ruiz", "hiring/go=1"]).succeeds();
    let ana = ["import", "go.decision.ron", "go.ana.ballot.ron"];
    bench
        .refuses(&ana)
        .stderr_has("The record has another ballot of Ana Ruiz in round 1 (1 cell), and this one (2 cells)");
    bench.run(&[&ana[..], &["--replace"]].concat()).succeeds().stdout_has("2 cells replace the 1 cell of the record");
    // What only adds to the record takes nothing away.
    let bench = scored_elsewhere();
    bench.run(&["score", "go.decision.ron", "--member=ana", "--name=Ana Ruiz", "hiring/go=4"]).succeeds();
    bench.run(&ana).succeeds().stdout_has("2 cells take the place of 1 cell");
}

#[test]
fn the_last_sealed_ballot_says_that_the_round_can_be_revealed() {
    let bench = scored_elsewhere();
    for file in ["go.ana.ballot.ron", "go.bo.ballot.ron"] {
        bench.replace(file, "    scores: [", "    sealed: true,\n    scores: [");
    }
    bench
        .run(&BOTH)
        .succeeds()
        .stdout_has("For round 1, all have sealed, and `weigh-in reveal go.decision.ron` reveals it.");
    assert!(bench.record().has_sealed(&MemberId::new("ana").unwrap()) && bench.record().is_blind());
}

#[test]
fn a_ballot_file_is_not_written_over_another_file() {
    let bench = scored_elsewhere();
    bench.run(&BOTH).succeeds();
    bench.run(&["ballot", "go.decision.ron", "--member=ana", "--mine"]).succeeds();
    bench
        .refuses(&["ballot", "go.decision.ron", "--member=ana", "--mine", "--out=go.decision.ron"])
        .stderr_has("exists already");
    bench
        .refuses(&["ballot", "go.decision.ron", "--member=ana", "--mine", "--out=go.bo.ballot.ron"])
        .stderr_has("exists already");
    bench
        .refuses(&["ballot", "go.decision.ron", "--member=an"])
        .stderr_has("there is no member `an`; the nearest is `ana`");
}
