//! What counts, and as what: rounds, weights of members, the three kinds of missing, must-haves, evidence.

use std::sync::Arc;

use weigh_in::{
    analysis::{Scope, analyze},
    decision::{Cell, Link, MustHaveRule, Reference, Round, Score, Vote},
};

use crate::support::{
    all, assert_near, ballot, criterion_id, criterion_mut, measured, member_id, member_mut, must_have, one_ballot,
    option_id, record, reveal, values,
};

const SCORED: fn(u8) -> Option<u8> = Some;
const ABSTAINED: Option<u8> = Some(0);
const EMPTY: Option<u8> = None;

#[test]
fn weights_are_swings_over_their_sum_without_what_does_not_apply() {
    let mut decision = one_ballot(&[60, 20, 100], &[&[5, 1], &[1, 5], &[1, 5]]);
    criterion_mut(&mut decision, 2).not_applicable = true;
    let analysis = all(&decision);
    let weights: Vec<f64> = analysis.criteria.iter().map(|c| c.weight).collect();
    assert_eq!(weights, [0.75, 0.25, 0.0]);
    assert_eq!(values(&analysis), [4.0, 2.0]);
    assert_eq!(analysis.difference(&option_id(0), &option_id(1)), [(criterion_id(0), 3.0), (criterion_id(1), -1.0)]);
}

#[test]
fn members_count_by_their_weight_in_means_and_not_in_medians() {
    let said = |points| vec![vec![SCORED(points), SCORED(3)]];
    let mut decision = record(&[100], 2, &[said(5), said(1), said(1)]);
    member_mut(&mut decision, 0).weight = 2.0;
    let analysis = all(&decision);
    let cell = analysis.cell(&criterion_id(0), &option_id(0)).unwrap();
    assert_eq!((cell.mean, cell.median), (Some(3.0), Some(1.0)));
    assert_eq!(analysis.first, Some(option_id(0)));
    assert_eq!(analysis.medians.winner().cloned(), Some(option_id(1)));
}

#[test]
fn an_abstention_leaves_the_mean_to_the_others_and_is_counted() {
    let decision = record(
        &[100],
        2,
        &[vec![vec![ABSTAINED, ABSTAINED]], vec![vec![SCORED(4), ABSTAINED]], vec![vec![EMPTY, EMPTY]]],
    );
    let analysis = all(&decision);
    let cell = analysis.cell(&criterion_id(0), &option_id(0)).unwrap();
    assert_eq!((cell.n, cell.abstained, cell.mean), (1, 1, Some(4.0)));
    let nobody = analysis.cell(&criterion_id(0), &option_id(1)).unwrap();
    assert_eq!((nobody.n, nobody.abstained, nobody.mean), (0, 2, None));
    assert_eq!(analysis.empty_cells(), 1);
}

#[test]
fn an_empty_cell_is_an_interval_and_counts_as_the_middle() {
    let decision = record(&[75, 25], 2, &[vec![vec![SCORED(5), SCORED(2)], vec![SCORED(1), EMPTY]]]);
    let analysis = all(&decision);
    let [go, rust] = &analysis.options[..] else { panic!("two options") };
    assert_eq!((go.value, go.low, go.high, go.coverage), (4.0, 4.0, 4.0, 1.0));
    assert_eq!((rust.value, rust.low, rust.high, rust.coverage), (2.25, 1.75, 2.75, 0.75));
    assert!(analysis.certain);
}

#[test]
fn a_lead_that_an_empty_cell_could_turn_is_not_certain() {
    let decision = record(&[50, 50], 2, &[vec![vec![SCORED(4), SCORED(3)], vec![SCORED(4), EMPTY]]]);
    let analysis = all(&decision);
    assert_eq!(analysis.first, Some(option_id(0)));
    // Rust's high end is just what Go has: it does not lose for certain.
    assert_eq!((analysis.options[0].low, analysis.options[1].high), (4.0, 4.0));
    assert!(!analysis.certain);
}

#[test]
fn an_option_below_a_must_have_keeps_its_value_and_loses_its_rank() {
    let sheet = |go| vec![vec![SCORED(go), SCORED(3)], vec![SCORED(5), SCORED(3)]];
    let mut decision = record(&[10, 90], 2, &[sheet(1), sheet(2), sheet(2)]);
    must_have(&mut decision, 0, 2, MustHaveRule::Median);
    assert_eq!(all(&decision).first, Some(option_id(0)), "the median is not below the threshold");
    must_have(&mut decision, 0, 2, MustHaveRule::Members(2));
    assert_eq!(all(&decision).first, Some(option_id(0)), "only one is below the threshold");
    for (at_least, rule) in [(3, MustHaveRule::Median), (3, MustHaveRule::Members(3)), (2, MustHaveRule::Members(1))] {
        must_have(&mut decision, 0, at_least, rule);
        let analysis = all(&decision);
        let go = &analysis.options[0];
        assert!(go.value > 4.0 && go.rank.is_none(), "{rule:?}");
        let why = go.screened_out.as_deref().unwrap();
        assert!(why.starts_with("Go is ruled out: ") && why.contains("Criterion A"), "{why}");
        assert_eq!((analysis.first.clone(), analysis.options[1].rank), (Some(option_id(1)), Some(1)));
        assert!(analysis.pairs.is_empty() && analysis.runner_up.is_none());
    }
    criterion_mut(&mut decision, 0).not_applicable = true;
    assert_eq!(all(&decision).first, Some(option_id(0)), "a criterion out of the model screens nothing");
}

#[test]
fn nothing_of_a_blind_round_shows() {
    let first = vec![vec![SCORED(5), SCORED(1)]];
    let second = vec![vec![SCORED(1), SCORED(5)]];
    let mut decision = record(&[100], 2, &[first.clone(), first]);
    decision.rounds.push(Arc::new(Round::new(2, Vec::new())));
    decision.ballots.extend([0, 1].map(|member| Arc::new(ballot(member, 2, &second))));
    assert_eq!(analyze(&decision, Scope::Revealed).first, Some(option_id(0)));
    assert_eq!(analyze(&decision, Scope::All).first, Some(option_id(1)));
    reveal(&mut decision);
    assert_eq!(analyze(&decision, Scope::Revealed).first, Some(option_id(1)));

    Arc::make_mut(&mut decision.rounds[0]).reveals.clear();
    decision.rounds.pop();
    decision.ballots.truncate(2);
    assert_eq!(analyze(&decision, Scope::Revealed).first, None);
    decision.members.pop();
    assert_eq!(analyze(&decision, Scope::Revealed).first, None, "what was sealed in a team waits for its reveal");
    Arc::make_mut(&mut decision.ballots[0]).sealed = false;
    assert_eq!(analyze(&decision, Scope::Revealed).first, Some(option_id(0)), "a sole member sees results at once");
}

#[test]
fn a_later_vote_replaces_an_earlier_one_and_a_note_alone_does_not() {
    let mut decision = one_ballot(&[100], &[&[5, 1, 3]]);
    decision.rounds.push(Arc::new(Round::new(2, Vec::new())));
    let mut later = ballot(0, 2, &[vec![SCORED(2)]]);
    let abstained = Cell { vote: Some(Vote::Abstain), ..Cell::default() };
    later.cells.insert((criterion_id(0), option_id(2)), abstained);
    later.cells.insert((criterion_id(0), option_id(1)), Cell { note: "not sure".to_owned(), ..Cell::default() });
    // Rounds count by their number, not by their place in the file.
    decision.ballots.insert(0, Arc::new(later));
    let analysis = all(&decision);
    assert_eq!(analysis.cells[0].mean, Some(2.0));
    assert_eq!(analysis.cells[1].mean, Some(1.0), "a note says nothing of the score");
    assert!(analysis.cells[2].is_empty(), "an abstention takes the score back");
    let vote = |option| decision.vote(&member_id(0), &(criterion_id(0), option_id(option)));
    assert_eq!([vote(1), vote(2)], [Score::new(1).map(Vote::Score), Some(Vote::Abstain)]);
    assert_eq!(decision.cell(&member_id(0), &(criterion_id(0), option_id(1))).unwrap().note, "not sure");
}

#[test]
fn a_reference_counts_as_one_more_member_once_the_team_says_so() {
    let mut decision = record(&[100], 2, &[vec![vec![SCORED(2), SCORED(3)]]]);
    let scored = |points| Cell { vote: Score::new(points).map(Vote::Score), ..Cell::default() };
    let cells = [((criterion_id(0), option_id(0)), scored(5)), ((criterion_id(0), option_id(1)), scored(2))];
    let essay = member_id(9);
    let mut reference = Reference {
        id: essay.clone(),
        name: "The essay".to_owned(),
        source: Link::default(),
        counted: false,
        cells: cells.into_iter().collect(),
    };
    decision.references.push(Arc::new(reference.clone()));
    assert_eq!(values(&all(&decision)), [2.0, 3.0]);
    reference.counted = true;
    decision.references[0] = Arc::new(reference);
    let analysis = all(&decision);
    assert_eq!(values(&analysis), [3.5, 2.5]);
    assert_eq!(analysis.members[1].id, essay);
    assert!(analysis.members[1].reference);
}

#[test]
fn each_member_has_a_winner_of_their_own_the_team_filling_their_gaps() {
    let decision = record(
        &[50, 50],
        2,
        &[
            vec![vec![SCORED(5), SCORED(1)], vec![SCORED(3), SCORED(3)]],
            vec![vec![SCORED(1), SCORED(5)], vec![EMPTY, ABSTAINED]],
            vec![vec![EMPTY, EMPTY], vec![EMPTY, EMPTY]],
        ],
    );
    let members = all(&decision).members;
    assert_eq!((members[0].leaders.winner().cloned(), members[0].gap), (Some(option_id(0)), Some(2.0)));
    assert_eq!((members[1].leaders.winner().cloned(), members[1].gap), (Some(option_id(1)), Some(2.0)));
    assert_eq!(members[1].values, [2.0, 4.0]);
    assert_eq!((members[2].leaders.winner().cloned(), members[2].gap), (None, None), "who scored nothing has no view");
}

#[test]
fn measured_scores_alone_are_told_where_there_are_any() {
    let mut decision = one_ballot(&[80, 20], &[&[5, 1], &[1, 5]]);
    assert_eq!(all(&decision).measured_only.winner().cloned(), None);
    for option in [0, 1] {
        measured(&mut decision, 0, 1, option);
    }
    let analysis = all(&decision);
    assert_eq!(analysis.first, Some(option_id(0)));
    assert_eq!(analysis.measured_only.winner().cloned(), Some(option_id(1)));
}

#[test]
fn equal_weights_are_told_beside_the_swings() {
    let analysis = all(&one_ballot(&[90, 10, 10], &[&[5, 4], &[2, 4], &[3, 4]]));
    assert_eq!(analysis.first, Some(option_id(0)));
    assert_eq!(analysis.equal_weights.winner().cloned(), Some(option_id(1)));
}

#[test]
fn equal_values_share_the_better_rank() {
    let analysis = all(&one_ballot(&[30, 10], &[&[2, 4, 3, 4], &[2, 1, 4, 1]]));
    assert_eq!(analysis.options.iter().map(|o| o.rank.unwrap()).collect::<Vec<_>>(), [4, 1, 1, 1]);
    assert_near(analysis.gap().unwrap(), 0.0, 1e-12);
    assert_eq!((analysis.first, analysis.runner_up), (Some(option_id(1)), Some(option_id(2))));
}

#[test]
fn votes_are_disputed_by_camps_and_by_distance() {
    let disputed = |votes: &[u8]| {
        let said: Vec<_> = votes.iter().map(|points| vec![vec![SCORED(*points)]]).collect();
        all(&record(&[100], 1, &said)).disputed_cells().count() == 1
    };
    assert!(disputed(&[1, 4]) && disputed(&[5, 2, 5]));
    assert!(!disputed(&[2, 4]) && !disputed(&[5]));
    assert!(disputed(&[1, 1, 5, 5]) && disputed(&[1, 2, 3, 4, 5]));
    assert!(disputed(&[1, 5, 5, 5, 5, 5]), "who alone sees it otherwise may know something");
    assert!(!disputed(&[3, 4, 4, 5, 5, 5]));
    // What counts for nothing is no dispute that the result has to tell.
    let split = |points: u8| vec![vec![SCORED(points)], vec![SCORED(points)]];
    assert_eq!(all(&record(&[100, 0], 1, &[split(1), split(5)])).disputed_cells().count(), 1);
}

#[test]
fn the_record_may_be_wrong_in_every_way_and_is_still_read() {
    let mut decision = record(&[50, 50], 2, &[vec![vec![SCORED(5), SCORED(1)], vec![SCORED(5), SCORED(1)]]]);
    let twice = decision.criteria[0].clone();
    decision.criteria.push(twice);
    decision.options.push(decision.options[0].clone());
    decision.ballots.push(decision.ballots[0].clone());
    for weight in [f64::NAN, 0.0, -1.0, f64::INFINITY] {
        member_mut(&mut decision, 0).weight = weight;
        assert_eq!(all(&decision).first, None, "a ballot of weight {weight} does not count");
    }
    member_mut(&mut decision, 0).weight = 1.0;
    assert_eq!(all(&decision).first, None, "nobody can say which of two a score is about");
    let mut unique = decision.clone();
    unique.criteria.pop();
    unique.options.pop();
    assert_eq!(all(&unique).first, Some(option_id(0)));
    decision.members.clear();
    assert_eq!(all(&decision).first, None, "ballots of nobody do not count");
    decision.rounds.clear();
    assert_eq!(analyze(&decision, Scope::Revealed).first, None);
}
