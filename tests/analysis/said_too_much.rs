//! Sentences that once said more than the numbers do.

use weigh_in::{
    analysis::{ErrorRate, Firmness, Rung, sentences, settled_in_words, verdict},
    decision::{Decision, MustHaveRule},
};

use crate::support::{Said, all, criterion_id, criterion_mut, drawn, measured, member_mut, must_have, record};

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
    assert!(words.contains("Go comes first or level in all 27 teams that result"), "{words}");
    // Where nothing is level, the words do not speak of it.
    let decided = told(&votes(&[[Some(5), Some(4)], [Some(5), Some(3)], [Some(4), Some(3)]]));
    assert!(decided.contains("Go comes first in all 27 teams that result"), "{decided}");
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
    assert_eq!(
        settled(&both).unwrap(),
        "No single disagreement could put another option ahead; several together could.",
    );
}

#[test]
fn disagreement_about_weights_is_not_settled_by_scores() {
    let sheet = vec![vec![Some(5), Some(3)], vec![Some(2), Some(3)]];
    let mut decision = record(&[100, 50], 2, &[sheet.clone(), sheet]);
    member_mut(&mut decision, 1).swings = [(criterion_id(0), 10), (criterion_id(1), 100)].into_iter().collect();
    member_mut(&mut decision, 0).swings = [(criterion_id(0), 100), (criterion_id(1), 10)].into_iter().collect();
    let words = told(&decision);
    assert!(words.contains("Member 1 sees Rust ahead"), "{words}");
    assert!(words.contains("No disagreement about a score could put another option ahead"), "{words}");
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
    assert!(caution.contains("Too few cells are scored for both options by the same people"), "{caution}");
}

#[test]
fn a_share_of_a_few_simulated_records_is_not_told() {
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

/// All of the result in words, where each ballot says `scores[criterion]`, an option a digit; 0 abstains.
fn words_of(swings: &[u8], ballots: &[&[&str]]) -> (Decision, String) {
    let decision = scored(swings, ballots);
    let words = told(&decision);
    (decision, words)
}

fn scored(swings: &[u8], ballots: &[&[&str]]) -> Decision {
    let digit = |said: char| said.to_digit(10).map(|digit| digit as u8);
    let sheets: Vec<Vec<Vec<Said>>> =
        ballots.iter().map(|rows| rows.iter().map(|row| row.chars().map(digit).collect()).collect()).collect();
    record(swings, ballots[0][0].len(), &sheets)
}

#[test]
fn averages_and_those_who_scored_both_are_told_of_one_pair() {
    // Go, Rust and Zig, scored 1 5 ? and 2 1 2: Rust leads Go, and those who scored both have it ahead of Go as well.
    let (_, words) = words_of(&[50], &[&["150"], &["212"]]);
    let one_pair = "Rust leads Zig by 1.00 points by the averages, but where the same people scored both, Zig is ahead of Rust by 1 point";
    assert!(words.contains(one_pair) || words.contains(&one_pair.replace("1.00 points", "1 point")), "{words}");
}

#[test]
fn who_would_lead_without_a_must_have_fails_no_other() {
    let would = |decision: &Decision| told(decision).matches("Without that").count();
    let mut twice = scored(&[10, 10, 100], &[&["331", "331", "425"]]);
    must_have(&mut twice, 0, 2, MustHaveRule::Median);
    assert!(told(&twice).contains("Without that Zig would lead with "), "{}", told(&twice));
    must_have(&mut twice, 1, 2, MustHaveRule::Median);
    assert_eq!(would(&twice), 0, "{}", told(&twice));
    // Without the must-have both are back, and Rust leads.
    let mut both = scored(&[10, 100], &[&["322", "354"]]);
    must_have(&mut both, 0, 3, MustHaveRule::Median);
    let words = told(&both);
    assert!(words.contains("Without that Rust would lead with 4.73.") && would(&both) == 1, "{words}");
}

#[test]
fn what_draws_level_is_not_said_to_change_nothing() {
    // By what the second member says of B, both options would have 2.25.
    let (decision, words) = words_of(&[50, 50], &[&["53", "12"], &["53", "21"], &["51", "41"], &["14", "15"]]);
    assert!(!words.contains("could not change the winner"), "{words}");
    let (level, _) = words_of(&[50, 50], &[&["13", "42"], &["53", "11"]]);
    for decision in [decision, level] {
        assert!(!told(&decision).contains("change the winner"), "{}", told(&decision));
    }
}

#[test]
fn whose_weights_leave_options_out_compares_not_every_option() {
    let mut decision = scored(&[50, 50], &[&["53", "53"], &["53", "53"], &["53", "53"], &["53", "00"]]);
    member_mut(&mut decision, 3).swings = [(criterion_id(0), 0), (criterion_id(1), 50)].into_iter().collect();
    let words = told(&decision);
    assert!(words.contains("All 3 ballots that compare every option see Go ahead."), "{words}");
}

#[test]
fn whose_name_two_have_is_told_with_the_id() {
    let mut decision = scored(&[100, 50], &[&["53", "33"], &["53", "33"], &["13", "33"]]);
    must_have(&mut decision, 0, 2, MustHaveRule::Median);
    for member in [1, 2] {
        "Ana".clone_into(&mut member_mut(&mut decision, member).name);
    }
    let words = told(&decision);
    assert!(words.contains("If all scored Criterion A as Ana (m2) does, Go would be ruled out."), "{words}");
}

#[test]
fn a_share_that_is_rounded_to_its_bound_is_said_to_be_below_it() {
    // It comes first in 59.7 % of some cases, which is less than the bound of 60 %.
    let decision = scored(&[50, 50], &[&["24", "51"], &["52", "35"], &["24", "44"]]);
    let analysis = drawn(&decision);
    let share = analysis.least_share().unwrap();
    assert!(share > 0.595 && share < 0.6, "{share}");
    let caution = verdict(&decision, &analysis).caution.unwrap();
    assert!(caution.contains("but in just under 60 % with ties counted in part"), "{caution}");
}
