//! Ballots that travel by themselves.

use std::cell::Cell;

use proptest::{
    collection::vec,
    prelude::*,
    sample::Index,
    test_runner::{RngAlgorithm, TestRng, TestRunner},
};
use weigh_in::{decision::BallotSheet, storage};

use crate::{V2, broken, common};

fn fixture() -> BallotSheet {
    let mut decision = storage::parse(V2).unwrap().decision;
    decision.rounds.truncate(1);
    let mut sheet = decision.ballot_sheet(&decision.members[0].id).unwrap();
    sheet.member.swings = sheet.criteria.iter().map(|asked| (asked.id.clone(), 70)).collect();
    sheet
}

fn sheets() -> impl Strategy<Value = Option<BallotSheet>> {
    (common::decision(), any::<Index>()).prop_map(|(decision, who)| {
        let member = (!decision.members.is_empty()).then(|| who.get(&decision.members).id.clone())?;
        decision.ballot_sheet(&member)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn what_is_written_is_read_back(sheet in sheets()) {
        let Some(sheet) = sheet else { return Ok(()) };
        let text = storage::ballot_to_ron(&sheet);
        let read = storage::parse_ballot(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        prop_assert_eq!(storage::ballot_to_ron(&read), text);
        prop_assert_eq!(read, sheet);
    }

    #[test]
    fn a_ballot_comes_home(decision in common::decision(), who in any::<Index>()) {
        if decision.members.is_empty() {
            return Ok(());
        }
        let member = &who.get(&decision.members).id;
        let sheet = decision.ballot_sheet(member).unwrap();
        let mut emptied = decision.clone();
        emptied.ballots.retain(|ballot| ballot.member != *member || ballot.round != decision.round());
        for intake in [decision.intake(std::slice::from_ref(&sheet), false), emptied.intake(&[sheet], false)] {
            let reasons: Vec<String> = intake.iter().flat_map(weigh_in::decision::Intake::reasons).map(|r| r.what.clone()).collect();
            let allowed = |what: &String| ["is empty", "has no name", "not a web", "does not vote on", "has sealed a private ballot", "comes too late"].iter().any(|known| what.contains(known));
            prop_assert!(reasons.iter().all(allowed), "{:?}", reasons);
        }
    }
}

#[test]
fn a_ballot_tells_what_was_asked_one_score_a_line() {
    let text = storage::ballot_to_ron(&fixture());
    assert!(text.starts_with("(\n    format: 2,\n    decision: \""), "{text}");
    for words in ["member: (id: \"ana\"", "question: ", "one: ", "swings: {", "round: "] {
        assert!(text.contains(words), "{words} is not in {text}");
    }
    let scores = text.lines().filter(|line| line.trim_start().starts_with("(criterion: ")).count();
    assert_eq!(scores, fixture().ballot.cells.len());
}

#[test]
fn broken_ballots_are_explained() {
    let error = |text: &str| storage::parse_ballot(text).map(|_| ()).unwrap_err();
    let text = storage::ballot_to_ron(&fixture());
    assert_eq!(error(V2).summary(), "This is a decision, not a ballot.");
    assert_eq!(storage::parse(&text).unwrap_err().summary(), "This is a ballot, not a decision.");
    assert_eq!(storage::parse_template(&text).unwrap_err().summary(), "This is a ballot, not a template.");
    assert!(error("{}").summary().contains("JSON"));
    assert!(error(&text.replacen("round: ", "rond: ", 1)).excerpt().unwrap().contains("rond"));
    let scored = fixture().ballot.cells.keys().next().unwrap().0.clone();
    let unlisted = text.replacen(&format!("(id: \"{scored}\""), "(id: \"other\"", 1);
    assert!(error(&unlisted).summary().contains(&format!("uses the criterion `{scored}`")));
    assert!(error(&text.replacen("format: 2", "format: 3", 1)).summary().contains("newer version"));
    assert!(error(&format!("<<<<<<< a\n{text}")).summary().contains("A git merge is unfinished"));
}

#[test]
fn no_accident_makes_reading_stumble() {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let (read, refused) = (Cell::new(0), Cell::new(0));
    let text = storage::ballot_to_ron(&fixture());
    let outcome = runner.run(&vec(broken::accident(), 1..3), |accidents| {
        let mut bytes = text.clone().into_bytes();
        for accident in &accidents {
            broken::happen(&mut bytes, accident);
        }
        match storage::parse_ballot(&String::from_utf8_lossy(&bytes)) {
            Ok(sheet) => {
                read.set(read.get() + 1);
                prop_assert_eq!(storage::parse_ballot(&storage::ballot_to_ron(&sheet)), Ok(sheet));
            }
            Err(error) => {
                refused.set(refused.get() + 1);
                prop_assert!(error.summary().ends_with('.') && !error.advice().is_empty(), "{}", error);
            }
        }
        Ok(())
    });
    outcome.unwrap();
    assert!(read.get() > 50 && refused.get() > 500, "read and refused: {:?}", (read.get(), refused.get()));
}

#[test]
fn nobody_is_told_to_part_a_ballot() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ana.ballot.ron");
    let mut sheet = fixture();
    storage::save_ballot(&path, &sheet).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    let many = "(id: \"c\", name: \"C\"),".repeat(2_001);
    let text = text.replacen("criteria: [", &format!("criteria: [{many}"), 1);
    storage::atomic::write(&path, text.as_bytes()).unwrap();
    let error = storage::load_ballot(&path).unwrap_err();
    assert!(error.summary().contains("criteria, and a record holds at most 2000"), "{error}");
    assert_eq!(
        error.advice(),
        "Check that it is the ballot that you meant; if it is, ask for one with shorter notes, and with fewer entries beside \
         the scores."
    );
    sheet.title = "x".repeat(usize::try_from(storage::MAX_BYTES).unwrap());
    let error = storage::save_ballot(&folder.path().join("bo.ballot.ron"), &sheet).unwrap_err();
    assert_eq!(error.advice(), "Shorten the notes of the ballot, and write it again.");
}
