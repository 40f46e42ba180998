//! What changed between two contents of a record.

use jiff::civil::date;
use proptest::prelude::*;
use serde_json::{Value, json};
use weigh_in::{
    analysis::{Analyzed, Scope, WhatChanged, analyze, change_to_json, past_result, since_predecessor, what_changed},
    decision::{
        CellField, CriterionField, CriterionId, Decision, Edit, MustHaveRule, OutcomeField, Score, Status,
        StatusChange, Vote,
    },
};

use crate::{
    again,
    support::{
        all, assert_near, criterion_id, criterion_mut, drawn, member_id, member_mut, must_have, one_ballot, option_id,
        record,
    },
};

fn changed(then: &Decision, now: &Decision) -> WhatChanged {
    let [before, after] = [then, now].map(|decision| analyze(decision, Scope::All));
    let (before, after) =
        (Analyzed { decision: then, analysis: &before }, Analyzed { decision: now, analysis: &after });
    what_changed(before, after)
}

/// Two members, two criteria of the same weight, Go ahead of Rust by 1.
fn start() -> Decision {
    let sheet = || vec![vec![Some(5), Some(2)], vec![Some(2), Some(3)]];
    let mut decision = record(&[50, 50], 2, &[sheet(), sheet()]);
    choose(&mut decision, 0);
    decision
}

fn choose(decision: &mut Decision, option: usize) {
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(option_id(option))))).unwrap();
}

fn score(decision: &mut Decision, member: usize, criterion: usize, option: usize, points: Option<u8>) {
    let vote = points.map(|points| Score::new(points).map_or(Vote::Abstain, Vote::Score));
    let ballot = decision.ballots.iter_mut().find(|ballot| ballot.member == member_id(member)).unwrap();
    let cells = &mut std::sync::Arc::make_mut(ballot).cells;
    cells.entry((criterion_id(criterion), option_id(option))).or_default().vote = vote;
}

fn because(then: &Decision, now: &Decision) -> (bool, String) {
    let holds = changed(then, now).holds.unwrap();
    (holds.holds, holds.because)
}

#[test]
fn nothing_changes_between_a_record_and_itself() {
    let decision = start();
    let change = changed(&decision, &decision);
    assert!(change.is_nothing(), "{change:#?}");
    assert_eq!(change.holds.unwrap().sentence(), "The decision still holds: Go leads.");
}

#[test]
fn a_score_moves_the_lead_by_its_weight_and_its_share_of_the_mean() {
    let (then, mut now) = (start(), start());
    score(&mut now, 1, 0, 1, Some(4));
    let change = changed(&then, &now);
    let gap = change.gap.unwrap();
    assert_eq!((gap.first, gap.second), (option_id(0), option_id(1)));
    assert_near(gap.gap.then, 1.0, 1e-12);
    // Half of the weight, half of the mean, two points.
    assert_near(gap.gap.now, 0.5, 1e-12);
    let [criterion] = gap.criteria.as_slice() else { panic!("{:?}", gap.criteria) };
    let parts = (criterion.by_weight, criterion.by_members.len(), criterion.by_raters);
    assert_eq!(parts, (0.0, 1, 0.0));
    assert_near(criterion.by_members[0].effect, -0.5, 1e-12);
    assert_near(change.scores[0].effect.unwrap(), -0.5, 1e-12);
    assert_eq!(change.scores.len(), 1);
}

#[test]
fn a_weight_moves_the_lead_by_the_contrast_and_who_scored_is_the_rest() {
    let (then, mut now) = (start(), start());
    criterion_mut(&mut now, 0).swing = Some(100);
    let gap = changed(&then, &now).gap.unwrap();
    assert_near(gap.by_weight(), gap.gap.change(), 1e-12);
    assert!(gap.by_members().is_empty());

    // Who abstains takes the own score out of the mean, which the other's is then.
    let (mut then, mut now) = (start(), start());
    score(&mut then, 1, 0, 0, Some(1));
    score(&mut now, 1, 0, 0, Some(0));
    let change = changed(&then, &now);
    let gap = change.gap.unwrap();
    assert!(gap.by_members().is_empty());
    assert_near(gap.by_raters(), 1.0, 1e-12);
    assert_eq!(change.scores[0].effect, None);
}

#[test]
fn a_criterion_that_comes_or_goes_is_a_matter_of_weight() {
    let (then, mut now) = (start(), start());
    now.apply(Edit::RemoveCriteria(vec![criterion_id(1)])).unwrap();
    for (then, now) in [(&then, &now), (&now, &then)] {
        let gap = changed(then, now).gap.unwrap();
        assert_near(gap.by_weight(), gap.gap.change(), 1e-12);
        assert_eq!(gap.criteria.len(), 2);
    }
    let gone = changed(&then, &now).texts;
    assert_eq!((gone[0].what.as_str(), gone[0].now.as_deref()), ("Criterion", None));
}

#[test]
fn a_lead_is_not_compared_where_an_option_is_gone() {
    let (then, mut now) = (start(), start());
    now.apply(Edit::RemoveOption(option_id(1))).unwrap();
    let change = changed(&then, &now);
    assert_eq!(change.gap, None);
    assert_eq!(change.options[0].then.as_deref(), Some("Rust"));
    now.apply(Edit::RemoveOption(option_id(0))).unwrap();
    assert_eq!(because(&then, &now), (false, "Go is no longer an option.".to_owned()));
}

#[test]
fn a_decision_holds_while_its_option_leads_or_is_no_further_behind_the_same_one() {
    let then = start();
    let mut now = start();
    score(&mut now, 0, 0, 1, Some(4));
    assert_eq!(because(&then, &now), (true, "Go leads.".to_owned()));
    score(&mut now, 1, 0, 1, Some(4));
    assert_eq!(because(&then, &now), (false, "Go is level with Rust.".to_owned()));
    score(&mut now, 1, 0, 1, Some(5));
    assert_eq!(because(&then, &now), (false, "Rust leads Go by 0.25.".to_owned()));

    // Rust was chosen against the lead.
    let (mut then, mut now) = (start(), start());
    choose(&mut then, 1);
    choose(&mut now, 1);
    assert_eq!(because(&then, &now), (true, "Rust is 1.00 behind Go, and was 1.00 behind.".to_owned()));
    score(&mut now, 0, 0, 1, Some(1));
    assert_eq!(because(&then, &now), (false, "Rust is 1.25 behind Go, and was only 1.00 behind.".to_owned()));
    for member in 0..2 {
        score(&mut now, member, 0, 1, Some(4));
    }
    assert_eq!(because(&then, &now), (true, "Rust is level with Go.".to_owned()));
    must_have(&mut now, 1, 4, MustHaveRule::Median);
    score(&mut now, 0, 1, 0, Some(5));
    score(&mut now, 1, 1, 0, Some(5));
    assert_eq!(because(&then, &now), (false, "Rust is ruled out by a must-have.".to_owned()));
    choose(&mut now, 0);
    assert_eq!(because(&then, &now), (false, "the choice was Rust, and is Go.".to_owned()));
}

#[test]
fn a_gap_of_then_and_the_same_one_now_are_told_alike() {
    // 3.17 and 2.83 are shown, so the gap is shown as 0.34, and is 0.333.
    let mut then = one_ballot(&[30, 10, 20], &[&[4, 3], &[3, 4], &[2, 2]]);
    choose(&mut then, 1);
    let (holds, because) = because(&then, &then);
    assert!(holds && because == "Rust is 0.34 behind Go, and was 0.34 behind.", "{because}");
    let kept = past_result(&then, &drawn(&then), then.created).unwrap();
    assert_near(kept.gap.unwrap(), 0.34, 1e-12);
    let mut now = then.successor("later".to_owned(), then.created, Some(kept));
    now.ballots.clone_from(&then.ballots);
    now.rounds.clone_from(&then.rounds);
    let told = since_predecessor(&now, &drawn(&now)).unwrap();
    assert!(told.starts_with("Then: Go by 0.34. Now: Go by 0.34. The decision still holds"), "{told}");
}

#[test]
fn nothing_is_said_to_hold_where_nothing_was_chosen_or_follows() {
    let nothing = one_ballot(&[50], &[&[4, 2]]);
    assert_eq!(changed(&nothing, &start()).holds, None);
    let mut empty = start();
    empty.ballots.clear();
    assert_eq!(changed(&start(), &empty).holds, None);
}

#[test]
fn what_differs_is_told_once_and_with_both_values() {
    let then = start();
    let mut now = start();
    now.apply(Edit::Title("Use Rust".to_owned())).unwrap();
    now.apply(Edit::Constraints(vec!["No C.".to_owned()])).unwrap();
    member_mut(&mut now, 0).weight = 2.0;
    criterion_mut(&mut now, 1).question = "How fast?".to_owned();
    must_have(&mut now, 1, 2, MustHaveRule::Members(2));
    now.has_appendix = true;
    let change = changed(&then, &now);
    let told: Vec<_> =
        change.texts.iter().map(|one| (one.what.as_str(), one.then.as_deref(), one.now.as_deref())).collect();
    let expected = [
        ("Title", Some("Use it"), Some("Use Rust")),
        ("Constraint", None, Some("No C.")),
        ("Question of Criterion B", None, Some("How fast?")),
        ("Must-have of Criterion B", None, Some("at least 2, unless fewer than 2 score below")),
        ("Weight of the ballot of Member 0", Some("1"), Some("2")),
    ];
    assert_eq!(told, expected);
    assert_eq!(change.others, ["the appendix of its ADR"]);
    assert!(change.options.is_empty() && change.weights.is_empty() && change.scores.is_empty());
}

#[test]
fn a_history_is_told_with_its_days_and_people_and_nothing_is_said_of_scores() {
    let step =
        |day: i8, by: &str| StatusChange { on: date(2026, 11, day), status: Status::Proposed, by: by.to_owned() };
    let mut then = start();
    then.history = vec![step(20, "Ana")];
    let mut now = then.clone();
    now.history = vec![step(21, "")];
    let change = changed(&then, &now);
    let told: Vec<_> = change.texts.iter().map(|one| (one.then.as_deref(), one.now.as_deref())).collect();
    assert_eq!(told, [(Some("proposed on 2026-11-20 by Ana"), None), (None, Some("proposed on 2026-11-21"))]);
    assert!(change.texts.iter().all(|one| one.what == "Status history") && change.others.is_empty(), "{change:#?}");

    // The steps are the same ones, in another order.
    then.history = vec![step(20, "Ana"), step(20, "Boris")];
    now.history = vec![step(20, "Boris"), step(20, "Ana")];
    assert_eq!(changed(&then, &now).others, ["the status"]);
}

#[test]
fn a_score_of_an_earlier_round_is_told_as_one() {
    let mut then = start();
    then.apply(Edit::OpenRound(Vec::new())).unwrap();
    let vote = CellField::Vote(Some(Vote::Abstain));
    then.apply(Edit::Cell(member_id(0), criterion_id(0), option_id(0), vote)).unwrap();
    let mut now = then.clone();
    score(&mut now, 0, 0, 0, Some(1));
    assert_eq!(changed(&then, &now).others, ["1 cell of Member 0's ballot"]);
    // Beside what has values to tell, a new last word on another cell among it.
    "New".clone_into(&mut now.title);
    score(&mut now, 0, 0, 1, Some(1));
    assert_eq!(changed(&then, &now).others, ["1 cell of Member 0's ballot"]);
    assert_eq!(changed(&then, &now).scores.len(), 1);
    now.ballots.retain(|ballot| ballot.round > 1);
    let lost = changed(&then, &now);
    assert_eq!(lost.others, ["1 cell of Member 0's ballot", "the seal of Member 0's ballot"], "{lost:#?}");
}

#[test]
fn every_edit_that_leaves_another_record_is_told() {
    let mut then = start();
    let swing = Edit::Criterion(criterion_id(0), CriterionField::Swing(70));
    let vote = CellField::Vote(Some(Vote::Abstain));
    let note = CellField::Note("Why".to_owned());
    then.apply(Edit::OpenRound(Vec::new())).unwrap();
    let edits = [
        swing,
        Edit::Cell(member_id(0), criterion_id(0), option_id(0), vote),
        Edit::Cell(member_id(0), criterion_id(0), option_id(0), note),
        Edit::Seal(member_id(0), date(2026, 2, 3), weigh_in::decision::Salt::of_bits(7)),
        Edit::MoveOption(option_id(1), 0),
        Edit::PlaceCriteria {
            criteria: vec![criterion_id(1)],
            group: then.criteria[0].group.clone(),
            before: Some(criterion_id(0)),
        },
        Edit::Context("Why now?".to_owned()),
    ];
    for edit in edits {
        let mut now = then.clone();
        now.apply(edit.clone()).unwrap();
        assert_ne!(now, then);
        assert!(!changed(&then, &now).is_nothing(), "{edit:?}");
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_keys_stay() {
    let (then, mut now) = (start(), start());
    score(&mut now, 1, 0, 1, Some(4));
    criterion_mut(&mut now, 0).swing = Some(60);
    "New".clone_into(&mut now.title);
    let value = serde_json::to_value(change_to_json(&changed(&then, &now))).unwrap();
    let all = "changed gap holds holds_because options others result scores texts version weights";
    assert_eq!(keys(&value).join(" "), all);
    assert_eq!((&value["version"], &value["changed"], &value["holds"]), (&json!(1), &json!(true), &json!(true)));
    let result = "chosen gap headline leader leader_level runner_up status verdict";
    assert_eq!(keys(&value["result"]["then"]).join(" "), result);
    let gap = "by_members by_raters by_weight change criteria first now second then";
    assert_eq!(keys(&value["gap"]).join(" "), gap);
    let criterion = "by_members by_raters by_weight change difference id weight";
    assert_eq!(keys(&value["gap"]["criteria"][0]).join(" "), criterion);
    assert_eq!(keys(&value["gap"]["criteria"][0]["by_members"][0]), ["change", "id"]);
    assert_eq!(keys(&value["scores"][0]).join(" "), "change criterion member option score");
    assert_eq!(value["scores"][0]["score"], json!({ "then": 2, "now": 4 }));
    assert_eq!(keys(&value["weights"][0]).join(" "), "change criterion member swing weight");
    assert_eq!(value["weights"][0]["swing"], json!({ "then": 50, "now": 60 }));
    assert_eq!(value["texts"][0], json!({ "what": "Title", "then": "Use it", "now": "New" }));
}

/// The gap of a pair of options by their values.
fn apart(decision: &Decision, first: &str, second: &str) -> f64 {
    let analysis = all(decision);
    let value = |id: &str| analysis.options.iter().find(|option| option.id == *id).unwrap().value;
    value(first) - value(second)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(96) })]

    #[test]
    fn the_parts_add_up_to_the_change_of_the_gap_and_nothing_goes_untold(
        edits in prop::collection::vec(prop::array::uniform5(0_usize..1000), 1..24),
    ) {
        let then = again::start();
        let mut now = then.clone();
        for numbers in edits {
            if let Some(edit) = again::edit(&now, numbers) {
                let _ = now.apply(edit);
            }
        }
        let change = changed(&then, &now);
        prop_assert_eq!(change.is_nothing(), then == now);
        let Some(gap) = change.gap else { return Ok(()) };
        let expected = apart(&now, gap.first.as_str(), gap.second.as_str()) - apart(&then, gap.first.as_str(), gap.second.as_str());
        prop_assert!((gap.gap.change() - expected).abs() < 1e-9);
        let by_criteria: f64 = gap.criteria.iter().map(weigh_in::analysis::CriterionChange::effect).sum();
        prop_assert!((by_criteria - expected).abs() < 1e-9, "{by_criteria} {expected}");
        let by_members: f64 = gap.by_members().iter().map(|share| share.effect).sum();
        prop_assert!((gap.by_weight() + by_members + gap.by_raters() - expected).abs() < 1e-9);
        // What each member did is what their scores did, one by one.
        let by_scores: f64 = change.scores.iter().filter_map(|score| score.effect).sum();
        prop_assert!((by_scores - by_members).abs() < 1e-9, "{by_scores} {by_members}");
        let weights = |id: &CriterionId| gap.criteria.iter().find(|criterion| criterion.id == *id);
        for criterion in now.criteria.iter().filter_map(|criterion| weights(&criterion.id)) {
            let change = criterion.weight.now * criterion.contrast.now - criterion.weight.then * criterion.contrast.then;
            prop_assert!((criterion.effect() - change).abs() < 1e-9, "{criterion:?}");
        }
    }
}
