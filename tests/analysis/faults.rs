//! Records that once had a false number or a false sentence, each with its right answer.

use std::sync::Arc;

use serde_json::Value;
use weigh_in::{
    analysis::{Firmness, Rung, sentences, to_json, verdict},
    decision::{Decision, MustHave, MustHaveRule, Score, Vote},
    storage,
};

use crate::support::{all, assert_near, criterion_id, drawn, member_mut, one_ballot, option_id, record};

fn text(name: &str) -> String {
    let path = format!("{}/tests/fixtures/numbers/{name}.decision.ron", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).unwrap()
}

fn read(name: &str) -> Decision {
    storage::parse(&text(name)).unwrap().decision
}

fn told(name: &str) -> String {
    let decision = read(name);
    sentences(&decision, &drawn(&decision)).join(" ")
}

fn json(name: &str) -> Value {
    let decision = read(name);
    serde_json::to_value(to_json(&decision, &all(&decision))).unwrap()
}

#[test]
fn level_ballots_see_nobody_ahead() {
    let told = told("a2");
    assert!(!told.contains("All 3 ballots see"), "{told}");
    assert!(told.contains("see nobody alone ahead"), "{told}");
    let members = &json("a2")["members"];
    assert!(members[0]["winner"].is_null() && members[0]["level"] == serde_json::json!(["o0", "o1"]), "{members}");
}

#[test]
fn own_swings_off_by_44_percent_turn_the_lead() {
    // With [14 45 71] and [28 6 45], each off by at most 43.8 %, the other option leads.
    let decision = read("a4");
    let error = all(&decision).common_error().unwrap();
    assert!(error < 0.438 && error > 0.05, "{error}");
}

#[test]
fn own_swings_a_quarter_off_are_no_certainty() {
    let decision = read("a5");
    let analysis = drawn(&decision);
    assert!(analysis.common_error().unwrap() < 0.25);
    let result = analysis.ladder.as_ref().unwrap().rung(Rung::YourSwings).unwrap();
    let leader = result.option(analysis.first.as_ref().unwrap()).unwrap();
    assert!(leader.low < 1.0 && leader.first_in_words() != "100 %", "{leader:?}");
}

#[test]
fn a_leader_who_hangs_on_one_ballot_is_told() {
    let mut decision = read("a6");
    let told = told("a6");
    for sentence in [
        // That of M2 alone pulls the median down.
        "Without the ballot of M0 or M1, O1 would lead.",
        "One ballot decides whether O0 passes the must-have K0.",
        "If all scored K0 as M2 does, O0 would be ruled out.",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    assert!(!told.contains("No disagreement could"), "{told}");
    let value = json("a6");
    let winners: Vec<&Value> = value["without_member"].as_array().unwrap().iter().map(|of| &of["winner"]).collect();
    assert_eq!(winners, ["o1", "o1", "o0"]);
    let at_the_edge = |decision: &Decision| all(decision).leader_at_the_edge().len();
    assert_eq!(at_the_edge(&decision), 1);
    // With two more who are content, one ballot alone turns nothing.
    let score = |ballot: usize, decision: &mut Decision, points: u8| {
        let cells = &mut Arc::make_mut(&mut decision.ballots[ballot]).cells;
        let key = cells.keys().find(|(criterion, option)| criterion.as_str() == "c0" && option.as_str() == "o0");
        let key = key.unwrap().clone();
        cells.get_mut(&key).unwrap().vote = Score::new(points).map(Vote::Score);
    };
    score(2, &mut decision, 4);
    assert_eq!(at_the_edge(&decision), 0);
    // Two below are enough to fail, and one is.
    let criterion = Arc::make_mut(&mut decision.criteria[0]);
    criterion.must_have = criterion.must_have.map(|of| MustHave { rule: MustHaveRule::Members(2), ..of });
    assert_eq!(at_the_edge(&decision), 0);
    score(2, &mut decision, 2);
    assert_eq!(at_the_edge(&decision), 1);
}

#[test]
fn what_nobody_scored_on_a_must_have_is_told() {
    let words = "Nobody has scored O0 on K1, a must-have of this decision.";
    assert!(told("c2").contains(words), "{}", told("c2"));
    assert!(json("c2")["notes"].to_string().contains(words));
}

#[test]
fn a_rival_is_not_behind_on_everything_where_a_weight_is_0() {
    let told = told("a9");
    let words =
        "O0 is behind only on criteria of weight 0, so no error in the other weights puts another option ahead.";
    assert!(told.contains(words), "{told}");
    assert!(!told.contains("behind on no criterion"), "{told}");
    // Who is ahead on one that is counted as well keeps the lead while the weight of 0 is one.
    let mixed = one_ballot(&[100, 50, 0], &[&[5, 1], &[2, 3], &[1, 5]]);
    let told = sentences(&mixed, &all(&mixed)).join(" ");
    assert!(told.contains("even if all errors pull the same way; a weight of 0 is taken as exact."), "{told}");
}

#[test]
fn empty_cells_that_count_for_nothing_are_no_reservation() {
    let sheet = |last: [Option<u8>; 2]| vec![vec![Some(5), Some(1)], vec![Some(2), Some(3)], last.to_vec()];
    let told = |last| {
        let decision = record(&[100, 50, 0], 2, &[sheet(last)]);
        sentences(&decision, &all(&decision)).join(" ")
    };
    assert!(!told([None, None]).contains("With 3 in the empty cells"), "{}", told([None, None]));
    // A cell of weight 0 counts where weight moves to it.
    assert!(told([Some(5), None]).contains("With 3 in the empty cells"), "{}", told([Some(5), None]));
}

#[test]
fn no_error_is_told_as_0_percent() {
    let close = one_ballot(&[100, 100, 100, 100, 1], &[&[5, 1], &[1, 5], &[5, 1], &[1, 5], &[2, 1]]);
    let told = sentences(&close, &all(&close)).join(" ");
    assert!(told.contains("Go could lose its lead to weights that are off by less than 0.1 %."), "{told}");
    assert!(!told.contains(" 0.0 %"), "{told}");
}

#[test]
fn no_cell_is_filled_where_none_is_empty() {
    assert!(!told("a7").contains("empty cells are filled"), "{}", told("a7"));
}

#[test]
fn the_strip_names_who_is_ahead_where_the_headline_does_not() {
    let decision = read("a1");
    let analysis = drawn(&decision);
    let (leader, parts) = (decision.option_name(analysis.winner().unwrap()), verdict(&decision, &analysis).parts);
    assert!(parts[0].starts_with("No clear winner"), "{parts:?}");
    assert!(parts[1].starts_with(&format!("{leader} ahead ")), "{parts:?}");
}

#[test]
fn nobody_is_called_ahead_who_shares_the_lead() {
    let decision = read("a7");
    let analysis = drawn(&decision);
    let verdict = verdict(&decision, &analysis);
    assert!(!analysis.leaders.level().is_empty());
    assert!(verdict.parts.iter().all(|part| !part.contains("ahead in")), "{verdict:?}");
    assert!(verdict.caution.is_none_or(|caution| !caution.contains("comes first")));
}

#[test]
fn a_lead_by_a_hair_is_none() {
    let decision = read("a1");
    assert_eq!(drawn(&decision).firmness(), Some(Firmness::NoClearWinner), "{}", told("a1"));
}

#[test]
fn a_lead_that_hangs_on_a_must_have_is_not_solid() {
    let firmness = drawn(&read("a6")).firmness().unwrap();
    assert!(firmness < Firmness::Solid, "{}", told("a6"));
}

#[test]
fn the_headline_and_its_reason_are_of_the_same_options() {
    let decision = read("a10");
    let verdict = verdict(&decision, &drawn(&decision));
    assert_eq!(verdict.headline, "No clear winner: O0 and O2 are level.");
    assert_eq!(verdict.because, "No criterion with a weight separates O0 and O2.");
}

#[test]
fn those_who_scored_both_are_told_where_they_prefer_another() {
    let decision = read("c1");
    let verdict = verdict(&decision, &drawn(&decision));
    assert_eq!(verdict.firmness, Some(Firmness::NoClearWinner));
    assert!(verdict.headline.contains("where the same people scored both, O1 is ahead of O0"), "{verdict:?}");
}

#[test]
fn empty_cells_of_an_option_that_is_out_decide_nothing() {
    let told = told("a8");
    assert!(!told.contains("could decide it"), "{told}");
}

#[test]
fn a_blank_criterion_of_swing_0_changes_no_rung() {
    let decision = read("b1");
    let analysis = drawn(&decision);
    let mut without = decision.clone();
    without.criteria.retain(|criterion| criterion.swing != Some(0));
    let without = drawn(&without);
    for rung in [Rung::AnyWeights, Rung::YourOrder] {
        let [with, without] =
            [&analysis, &without].map(|analysis| analysis.ladder.as_ref().unwrap().rung(rung).unwrap());
        assert!(with.exact && without.exact);
        assert_near(with.options[0].as_ref().unwrap().first(), without.options[0].as_ref().unwrap().first(), 1e-12);
    }
}

#[test]
fn a_weight_without_bounds_is_refused_with_its_line() {
    let error = storage::parse(&text("b3")).unwrap_err().to_string();
    assert!(error.contains("a number from 0.000001 to 1000000") && error.contains("Line 12"), "{error}");
}

#[test]
fn level_options_are_stable_at_weight_0_alone() {
    assert_eq!(json("b5")["criteria"][1]["stability"], serde_json::json!({ "low": 0.0, "high": 0.0 }));
}

#[test]
fn those_who_scored_both_prefer_the_other_one() {
    let value = json("c1");
    assert_eq!((&value["winner"], &value["paired"][0]["raters"]), (&serde_json::json!("o0"), &serde_json::json!(2)));
    assert!(
        value["paired"][0]["gap"].as_f64().unwrap() < 0.0 && value["adjusted"][0].as_f64().unwrap() < 0.0,
        "{value}"
    );
    // Who abstained on one side altogether has no view.
    assert!(value["members"][0]["winner"].is_null() && value["members"][0]["level"] == serde_json::json!([]));
}

#[test]
fn without_the_only_one_who_weighed_what_then_counts_is_looked_at() {
    let for_go = || vec![Some(5), Some(1)];
    let give = |decision: &mut Decision, member: usize, swings: [u8; 2]| {
        let swings = swings.iter().enumerate().map(|(j, swing)| (criterion_id(j), *swing));
        member_mut(decision, member).swings = swings.collect();
    };
    // Who weighed gives no weight to what alone the other scored, and the record does.
    let mut decision = record(&[50, 50], 2, &[vec![for_go(); 2], vec![vec![None; 2], vec![Some(1), Some(4)]]]);
    give(&mut decision, 0, [100, 0]);
    assert_eq!(all(&decision).without_member[0].leaders.winner(), Some(&option_id(1)));
    // And where the other gives weight to nothing that is scored, nobody leads, rather than all alike.
    let mut decision = record(&[50, 50], 2, &vec![vec![for_go(), vec![None; 2]]; 2]);
    give(&mut decision, 0, [100, 0]);
    give(&mut decision, 1, [0, 100]);
    assert!(all(&decision).without_member[0].leaders.is_empty());
}

#[test]
fn nobody_leads_without_the_only_criterion_that_is_scored() {
    let analysis = all(&record(&[60, 40], 2, &[vec![vec![Some(5), Some(2)], vec![None; 2]]]));
    assert!(analysis.without_criterion[0].leaders.is_empty());
    assert_eq!(analysis.without_criterion[1].leaders.winner(), Some(&option_id(0)));
}
