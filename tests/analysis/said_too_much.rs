//! Sentences that once said more than the numbers do.

use weigh_in::{
    analysis::{ErrorRate, Firmness, Rung, sentences, settled_in_words, verdict},
    decision::Decision,
};

use crate::support::{Said, all, criterion_id, criterion_mut, drawn, measured, member_mut, record};

fn told(decision: &Decision) -> String {
    sentences(decision, &drawn(decision)).join(" ")
}

/// Go and Rust scored by some members on one criterion.
fn votes(ballots: &[[Said; 2]]) -> Decision {
    let sheets: Vec<_> = ballots.iter().map(|scores| vec![scores.to_vec()]).collect();
    record(&[50], 2, &sheets)
}

#[test]
fn a_shared_first_place_is_no_first_place() {
    // Of the 27 teams, Go leads alone where the first member is drawn, which is in 19.
    let decision = votes(&[[Some(5), Some(4)], [Some(3), Some(3)], [Some(3), Some(3)]]);
    let analysis = drawn(&decision);
    let result = analysis.ladder.as_ref().unwrap().rung(Rung::TeamResampled).unwrap();
    let go = result.option(analysis.winner().unwrap()).unwrap();
    assert!((go.first() * 27.0 - 23.0).abs() < 1e-9 && go.first_or_level > 1.0 - 1e-12, "{go:?}");
    let words = told(&decision);
    assert!(words.contains("Go comes first or level in all 27 teams that can be drawn"), "{words}");
    // Where nothing is level, the words do not speak of it.
    let decided = told(&votes(&[[Some(5), Some(4)], [Some(5), Some(3)], [Some(4), Some(3)]]));
    assert!(decided.contains("Go comes first in all 27 teams that can be drawn"), "{decided}");
}

#[test]
fn what_settles_nothing_together_is_not_said_to() {
    let settled = |decision: &Decision| settled_in_words(decision, &all(decision));
    // All say the same of level options.
    let level = votes(&[[Some(3), Some(3)], [Some(3), Some(3)], [Some(3), Some(3)]]);
    assert_eq!(settled(&level).unwrap(), "No disagreement could break the tie.");
    // The only score in dispute could make it a tie.
    let near = votes(&[[Some(5), Some(4)], [Some(4), Some(4)]]);
    let words = "No disagreement could put another option ahead; at most, another draws level.";
    assert_eq!(settled(&near).unwrap(), words);
    // Each of two criteria leaves Go ahead, and both together do not.
    let sheet = |a: u8, b: u8| vec![vec![Some(a), Some(3)], vec![Some(b), Some(3)]];
    let both = record(&[50, 50], 2, &[sheet(5, 5), sheet(2, 5), sheet(5, 2)]);
    assert_eq!(settled(&both).unwrap(), "No single disagreement could change the winner; several together could.",);
}

#[test]
fn disagreement_about_weights_is_not_settled_by_scores() {
    let sheet = vec![vec![Some(5), Some(3)], vec![Some(2), Some(3)]];
    let mut decision = record(&[100, 50], 2, &[sheet.clone(), sheet]);
    member_mut(&mut decision, 1).swings = [(criterion_id(0), 10), (criterion_id(1), 100)].into_iter().collect();
    member_mut(&mut decision, 0).swings = [(criterion_id(0), 100), (criterion_id(1), 10)].into_iter().collect();
    let words = told(&decision);
    assert!(words.contains("Member 1 sees Rust ahead"), "{words}");
    assert!(words.contains("No disagreement about a score could change the winner"), "{words}");
}

#[test]
fn who_weighs_nothing_sees_the_options_by_the_teams_weights() {
    let [go, rust] = [[Some(5), Some(3)], [Some(1), Some(5)]];
    let mut decision = votes(&[go, go, go, rust]);
    member_mut(&mut decision, 3).swings = [(criterion_id(0), 0)].into_iter().collect();
    let words = told(&decision);
    assert!(words.contains("Member 3 sees Rust ahead") && !words.contains("All 3 ballots"), "{words}");
}

#[test]
fn what_was_not_measured_does_not_lead_by_measured_scores() {
    let mut decision = votes(&[[Some(2), Some(1)], [Some(2), Some(1)]]);
    measured(&mut decision, 0, 0, 0);
    let analysis = all(&decision);
    assert!(analysis.measured_only.is_empty() && analysis.winner().is_some());
    measured(&mut decision, 1, 0, 1);
    assert_eq!(all(&decision).measured_only, analysis.leaders);
}

#[test]
fn who_abstains_where_it_counts_for_them_sees_nobody_ahead() {
    // The second member weighs the first criterion alone, and says nothing of Rust there.
    let mut decision = record(
        &[50, 50],
        2,
        &[vec![vec![Some(5), Some(3)], vec![Some(4), Some(4)]], vec![vec![Some(5), Some(0)], vec![Some(4), Some(4)]]],
    );
    member_mut(&mut decision, 1).swings = [(criterion_id(0), 80), (criterion_id(1), 0)].into_iter().collect();
    let analysis = all(&decision);
    assert!(analysis.members[0].leaders.winner().is_some() && analysis.members[1].leaders.is_empty());
}

#[test]
fn who_only_weighed_has_no_ballot_to_leave_out() {
    let sheet = vec![vec![Some(5), Some(3)], vec![Some(2), Some(4)]];
    let mut decision = record(&[10, 100], 2, &[Vec::new(), sheet.clone(), sheet]);
    member_mut(&mut decision, 0).swings = [(criterion_id(0), 100), (criterion_id(1), 10)].into_iter().collect();
    let words = told(&decision);
    assert!(words.contains("Without the weights of Member 0, Rust would lead."), "{words}");
    assert!(!words.contains("the ballot of Member 0"), "{words}");
}

#[test]
fn different_raters_are_told_where_nobody_can_be_compared() {
    let decision = votes(&[[Some(5), Some(0)], [Some(4), Some(0)], [Some(0), Some(3)], [Some(0), Some(2)]]);
    let caution = verdict(&decision, &drawn(&decision)).caution.unwrap_or_default();
    assert!(caution.contains("Too few people scored the same options"), "{caution}");
}

#[test]
fn simulated_teams_are_told_with_their_own_size() {
    let sheets: Vec<_> = (0..30).map(|_| [Some(5), Some(2)]).collect();
    let meaning = verdict(&votes(&sheets), &drawn(&votes(&sheets))).meaning.unwrap();
    assert!(meaning.starts_with("In simulations with 10 ballots, "), "{meaning}");
    // A share of a few records could be anything.
    let thin = ErrorRate::of(5, 1, Firmness::Clear);
    assert!(thin.is_none_or(|rate| rate.records() >= ErrorRate::FEWEST_RECORDS), "{thin:?}");
}

#[test]
fn all_weightings_are_those_of_what_counts() {
    let sheet = || vec![vec![Some(5), Some(3)], vec![Some(1), Some(5)]];
    let mut decision = record(&[100, 0], 2, &[sheet(), sheet()]);
    let words = told(&decision);
    assert!(words.contains("Go comes first in 100 % of all weightings of the criteria that count,"), "{words}");
    criterion_mut(&mut decision, 1).not_applicable = true;
    assert!(told(&decision).contains("of all weightings,"), "{}", told(&decision));
}
