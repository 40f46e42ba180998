//! What is wrong with a record and needs sums to be seen.

use std::{collections::BTreeMap, sync::Arc};

use weigh_in::{
    analysis::{Scope, analyze, ballot_problems, problems},
    decision::{
        Decision, Link, Member, MustHaveRule, OptionId, Place, Problem, ProblemCode, Reference, Severity, Status, Vote,
    },
};

use crate::support::{
    all, criterion_id, criterion_mut, member_id, member_mut, must_have, one_ballot, option_id, record,
};

fn found(decision: &Decision) -> Vec<Problem> {
    problems(decision, &all(decision))
}

fn at(decision: &Decision, place: &Place) -> Vec<(Severity, String)> {
    found(decision).into_iter().filter(|p| p.place == *place).map(|p| (p.severity, p.what)).collect()
}

#[test]
fn a_sound_record_has_no_problem() {
    assert_eq!(found(&one_ballot(&[60, 40, 50], &[&[5, 2], &[2, 4], &[4, 3]])), []);
}

#[test]
fn a_choice_against_the_lead_needs_its_reason() {
    let mut decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    let choose = |decision: &mut Decision, option| {
        let outcome = Arc::make_mut(&mut decision.outcome);
        outcome.chosen = Some(option_id(option));
        "it fits".clone_into(&mut outcome.justification);
    };
    choose(&mut decision, 0);
    assert_eq!(at(&decision, &Place::Chosen), []);
    choose(&mut decision, 1);
    let what = "Rust is chosen, but Go leads it by 1 point, and no reason is given.".to_owned();
    assert_eq!(at(&decision, &Place::Chosen), [(Severity::Warning, what.clone())]);
    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    // `decide` accepts it with the same warning.
    assert_eq!(at(&decision, &Place::Chosen), [(Severity::Warning, what)]);
    "two of us know it".clone_into(&mut Arc::make_mut(&mut decision.outcome).against_lead);
    assert_eq!(at(&decision, &Place::Chosen), []);
}

#[test]
fn a_choice_that_is_screened_out_is_an_error() {
    let mut decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    Arc::make_mut(&mut decision.outcome).chosen = Some(option_id(0));
    let [(severity, what)] = &at(&decision, &Place::Chosen)[..] else { panic!("one problem") };
    assert_eq!(*severity, Severity::Error);
    assert!(what.starts_with("The chosen option Go is ruled out: "), "{what}");
}

#[test]
fn accepted_needs_four_fifths_of_the_weight_scored() {
    let mut decision = record(&[79, 21], 2, &[vec![vec![Some(5), Some(2)], vec![Some(2), None]]]);
    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    let thin = |decision: &Decision| {
        let errors = at(decision, &Place::Outcome).into_iter().filter(|(s, _)| *s == Severity::Error);
        errors.map(|(_, what)| what).collect::<Vec<_>>()
    };
    assert_eq!(thin(&decision), ["The decision is accepted, but only 79 % of the weight is scored for Rust."]);
    criterion_mut(&mut decision, 0).swing = Some(84);
    assert_eq!(thin(&decision), [""; 0], "84 of 105 is just enough");
    criterion_mut(&mut decision, 0).swing = Some(79);
    "we had to".clone_into(&mut Arc::make_mut(&mut decision.outcome).thin_coverage);
    assert_eq!(thin(&decision), [""; 0]);
}

#[test]
fn thin_coverage_is_told_before_anything_is_accepted() {
    let mut decision = record(&[79, 21], 2, &[vec![vec![Some(5), Some(2)], vec![Some(2), None]]]);
    let what = "Only 79 % of the weight is scored for Rust.".to_owned();
    assert_eq!(at(&decision, &Place::Outcome), [(Severity::Warning, what)]);
    "it is enough".clone_into(&mut Arc::make_mut(&mut decision.outcome).thin_coverage);
    assert_eq!(at(&decision, &Place::Outcome), []);
}

#[test]
fn what_the_winner_fails_at_is_told_unless_a_must_have_looks_after_it() {
    let mut decision = one_ballot(&[60, 20, 20], &[&[5, 2], &[1, 4], &[2, 5]]);
    let what = "Go leads in spite of Criterion B (1).".to_owned();
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(1))), [(Severity::Warning, what)]);
    criterion_mut(&mut decision, 1).swing = Some(0);
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(1))), [], "what has no weight is made up for by nothing");
    criterion_mut(&mut decision, 1).swing = Some(20);
    must_have(&mut decision, 1, 1, MustHaveRule::Median);
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(1))), []);
}

#[test]
fn what_nobody_scored_is_told_where_it_is() {
    let decision = record(&[50, 50], 3, &[vec![vec![Some(5), Some(2), None], vec![None, None, None]]]);
    let what = |place: &Place| at(&decision, place).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
    assert_eq!(what(&Place::Record), ["4 of 6 cells are empty: nobody has scored them."]);
    assert_eq!(what(&Place::Option(option_id(2))), ["Zig has no score at all."]);
    assert_eq!(what(&Place::Criterion(criterion_id(1))), ["Nobody has scored Criterion B."]);
    assert!(found(&decision).iter().all(|problem| problem.severity == Severity::Warning));

    let mut unscored = decision;
    unscored.ballots.clear();
    assert_eq!(at(&unscored, &Place::Record), [(Severity::Warning, "Nothing has been scored yet.".to_owned())]);
    assert_eq!(at(&unscored, &Place::Criterion(criterion_id(1))), []);
}

#[test]
fn many_criteria_without_a_score_are_told_together() {
    let sheet: Vec<_> = (0..6).map(|row| vec![(row == 0).then_some(4); 2]).collect();
    let decision = record(&[50; 6], 2, &[sheet]);
    let what = "Nobody has scored 5 criteria: Criterion B, Criterion C, Criterion D and 2 more.".to_owned();
    assert_eq!(at(&decision, &Place::Criteria), [(Severity::Warning, what)]);
}

#[test]
fn a_heavy_criterion_has_to_separate_the_options() {
    let mut decision = one_ballot(&[60, 20, 20], &[&[4, 4], &[5, 1], &[1, 4]]);
    let what = "Criterion A has 60 % of the weight, but all options score the same on it.".to_owned();
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(0))), [(Severity::Warning, what)]);
    criterion_mut(&mut decision, 0).swing = Some(30);
    assert_eq!(
        at(&decision, &Place::Criterion(criterion_id(0))),
        [],
        "30 of 70 is less than half as much again as a third"
    );
    criterion_mut(&mut decision, 0).swing = Some(40);
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(0))).len(), 1, "half is just as much");
    Arc::make_mut(&mut decision.ballots[0]).cells.remove(&(criterion_id(0), option_id(1)));
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(0))), [], "an empty cell may yet separate them");
}

#[test]
fn a_must_have_that_screens_everything_is_an_error() {
    let mut decision = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    must_have(&mut decision, 0, 3, MustHaveRule::Median);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    let together = "Together the must-haves screen out every option.".to_owned();
    assert_eq!(at(&decision, &Place::Options), [(Severity::Error, together)]);
    must_have(&mut decision, 1, 5, MustHaveRule::Median);
    assert_eq!(at(&decision, &Place::Options), []);
    let [(Severity::Error, what)] = &at(&decision, &Place::Criterion(criterion_id(1)))[..] else { panic!("one error") };
    assert_eq!(what, "No option reaches what Criterion B must have, so every option is ruled out.");
}

#[test]
fn a_blind_round_is_told_without_a_word_on_what_is_in_it() {
    let sheet = vec![vec![Some(5), Some(2)], vec![None, None]];
    let mut decision = record(&[50, 50], 2, &[sheet.clone(), sheet]);
    Arc::make_mut(&mut decision.rounds[0]).reveals.clear();
    let hidden = problems(&decision, &analyze(&decision, Scope::Revealed));
    let what: Vec<_> = hidden.iter().map(|problem| problem.what.as_str()).collect();
    assert_eq!(what, ["Round 1 is still hidden: 2 of 2 have sealed."]);
    assert_eq!(hidden[0].advice, "Reveal the round, so that its scores count.");
    Arc::make_mut(&mut decision.ballots[0]).sealed = false;
    let hidden = problems(&decision, &analyze(&decision, Scope::Revealed));
    assert_eq!(hidden[0].advice, "Seal the ballots that are missing, or reveal the round.");
}

#[test]
fn a_member_who_cannot_count_is_an_error() {
    let mut decision = one_ballot(&[60, 40, 50], &[&[5, 2], &[2, 4], &[4, 3]]);
    member_mut(&mut decision, 0).weight = 0.0;
    assert_eq!(at(&decision, &Place::Member(member_id(0))).len(), 1);
    assert_eq!(at(&decision, &Place::Member(member_id(0)))[0].0, Severity::Error);
}

#[test]
fn names_that_come_close_may_be_counted_twice() {
    let mut decision = one_ballot(&[60, 40, 50], &[&[5, 2], &[2, 4], &[4, 3]]);
    "Safety of memory".clone_into(&mut criterion_mut(&mut decision, 0).name);
    "Memory safety".clone_into(&mut criterion_mut(&mut decision, 2).name);
    let what = "Memory safety may be counted twice: its name comes close to Safety of memory.".to_owned();
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(2))), [(Severity::Warning, what)]);
    criterion_mut(&mut decision, 0).swing = Some(0);
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(2))), [], "what has no weight is not counted at all");
}

#[test]
fn criteria_on_which_the_same_members_see_a_lead_may_be_counted_twice() {
    let sheet =
        |lead: u8, other: u8| vec![vec![Some(lead), Some(1)], vec![Some(lead), Some(2)], vec![Some(other), Some(3)]];
    let leads = [(5, 3), (4, 4), (3, 4), (2, 4), (1, 5), (4, 3), (2, 5), (3, 4)];
    let eight = leads.map(|(lead, other)| sheet(lead, other));
    let mut decision = record(&[60, 40, 50], 2, &eight);
    let what = "Criterion B may be counted twice: members who see a lead there also see one on Criterion A.".to_owned();
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(1))), [(Severity::Warning, what)]);
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(2))), [], "there they see the opposite");
    assert_eq!(
        at(&record(&[60, 40, 50], 2, &eight[..7]), &Place::Criterion(criterion_id(1))),
        [],
        "seven members are too few to tell"
    );
    Arc::make_mut(&mut decision.rounds[0]).reveals.clear();
    assert_eq!(at(&decision, &Place::Criterion(criterion_id(1))), [], "nothing is told before the reveal");
}

/// In how many of so many records of 24 criteria that have nothing to do with each other any two are said to move together.
/// `score` makes a score of random bits.
fn told_of_noise(records: usize, members: usize, score: impl Fn(u64) -> u8) -> usize {
    // SplitMix64: Steele, Lea & Flood 2014.
    let mut state = 7_u64;
    let mut bits = move || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    let mut row = || vec![Some(score(bits())), Some(score(bits()))];
    let is_told =
        |decision: &Decision| found(decision).iter().any(|problem| problem.code == ProblemCode::DoubleCounting);
    let mut told = 0;
    for _ in 0..records {
        let sheets: Vec<Vec<Vec<_>>> = (0..members).map(|_| (0..24).map(|_| row()).collect()).collect();
        told += usize::from(is_told(&record(&[50; 24], 2, &sheets)));
    }
    told
}

#[test]
fn criteria_that_have_nothing_to_do_with_each_other_are_flagged_in_no_more_than_5_percent_of_records() {
    let any = |bits: u64| 1 + (bits % 5) as u8;
    // Near to what all think: half of the scores are a 3, and few are a point or two off.
    let near = |bits: u64| [3, 3, 3, 3, 3, 2, 4, 4, 2, 5][(bits % 10) as usize];
    let alike = |bits: u64| [3, 3, 3, 3, 3, 3, 3, 3, 4, 5][(bits % 10) as usize];
    for (members, most) in [(8, 5), (12, 5)] {
        for told in
            [told_of_noise(100, members, any), told_of_noise(100, members, near), told_of_noise(100, members, alike)]
        {
            assert!(told <= most, "{told} of 100 records of {members} members");
        }
    }
}

#[test]
fn a_must_have_that_nobody_scored_is_told_of_each_option_that_is_left() {
    let mut decision = record(&[60, 40], 3, &[vec![vec![Some(5), Some(2), Some(3)], vec![None, Some(4), Some(1)]]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    let of = |decision: &Decision, option| {
        let found = found(decision).into_iter().filter(|p| p.code == ProblemCode::UnscoredMustHave);
        found.filter(|p| p.place == Place::Option(option_id(option))).map(|p| p.severity).collect::<Vec<_>>()
    };
    assert_eq!(of(&decision, 0), [Severity::Warning]);
    let what = "Nobody has scored Go on Criterion B, a must-have of this decision.";
    assert!(found(&decision).iter().any(|problem| problem.what == what));
    // Zig is out by it, and Rust has passed it.
    assert_eq!([of(&decision, 1), of(&decision, 2)], [vec![], vec![]]);
    decision.history =
        vec![weigh_in::decision::StatusChange { on: decision.created, status: Status::Accepted, by: String::new() }];
    assert_eq!(of(&decision, 0), [Severity::Error]);
    "we know it".clone_into(&mut Arc::make_mut(&mut decision.outcome).unscored_must_have);
    assert_eq!(of(&decision, 0), []);
    // Where nothing is scored, that is told, not each must-have.
    decision.ballots.clear();
    Arc::make_mut(&mut decision.outcome).unscored_must_have.clear();
    assert_eq!(of(&decision, 0), []);
}

#[test]
fn a_ballot_with_one_score_looks_like_one_impression() {
    let sheet =
        |different: usize| -> Vec<_> { (0..10).map(|row| vec![Some(if row < different { 4 } else { 3 })]).collect() };
    let decision = record(&[50; 10], 1, &[sheet(1), sheet(2)]);
    let what = "90 % of the scores of Member 0 in round 1 are a 3, as from one overall impression.".to_owned();
    assert_eq!(at(&decision, &Place::Ballot(member_id(0), 1)), [(Severity::Warning, what)]);
    assert_eq!(at(&decision, &Place::Ballot(member_id(1), 1)), []);
    let few = record(&[50; 5], 1, &[vec![vec![Some(3)]; 5]]);
    assert_eq!(at(&few, &Place::Ballot(member_id(0), 1)), [], "five scores say little");
}

/// Presses the fix of every problem that has one, until none is left.
fn fixed(mut decision: Decision) -> (Decision, Vec<&'static str>) {
    let mut pressed = Vec::new();
    while let Some(problem) = found(&decision).into_iter().find(|problem| problem.fix.is_some()) {
        let fix = problem.fix.clone().unwrap();
        decision.apply(fix.edit).unwrap();
        assert!(!found(&decision).contains(&problem), "\"{}\" does not mend: {}", fix.label, problem.what);
        pressed.push(fix.label);
    }
    (decision, pressed)
}

#[test]
fn a_fix_mends_its_problem_and_makes_no_other() {
    let mut decision = one_ballot(&[60, 40, 50], &[&[5, 2, 3], &[2, 4, 3], &[4, 3, 3]]);
    for url in ["javascript:alert(1)", "https://example.org", "file:///etc/passwd"] {
        decision.links.push(Link { label: String::new(), url: url.to_owned() });
    }
    Arc::make_mut(&mut decision.outcome).chosen = Some(OptionId::new("gone").unwrap());
    let (decision, mut pressed) = fixed(decision);
    pressed.sort_unstable();
    let expected = ["Remove the link", "Remove the link", "Take the choice back"];
    assert_eq!(pressed, expected);
    assert_eq!(decision.links.len(), 1);
    assert_eq!(found(&decision), []);
}

#[test]
fn a_fix_takes_out_what_nobody_scored_and_a_must_have_that_nothing_reaches() {
    let empty = record(&[60, 40], 2, &[vec![vec![Some(5), Some(2)], vec![None, None]]]);
    let (decision, pressed) = fixed(empty);
    assert_eq!(pressed, ["Leave it out"]);
    assert!(decision.criteria[1].not_applicable);

    let mut screened = one_ballot(&[60, 40], &[&[5, 2], &[2, 2]]);
    must_have(&mut screened, 1, 5, MustHaveRule::Median);
    assert_eq!(found(&screened)[0].code, ProblemCode::AllScreenedOut);
    assert_eq!(fixed(screened).1, ["Remove the must-have"]);
}

#[test]
fn swings_of_a_member_are_weight_enough() {
    let mut decision = one_ballot(&[0, 0], &[&[5, 2], &[2, 4]]);
    assert!(found(&decision).iter().any(|problem| problem.code == ProblemCode::NoWeight));
    member_mut(&mut decision, 0).swings.insert(criterion_id(0), 80);
    assert!(!found(&decision).iter().any(|problem| problem.code == ProblemCode::NoWeight));
}

#[test]
fn no_fix_is_offered_while_an_id_is_used_twice() {
    let mut decision = record(&[60, 40], 2, &[vec![vec![Some(5), Some(2)], vec![None, None]]]);
    assert!(found(&decision).iter().any(|problem| problem.fix.is_some()));
    let again = Arc::clone(&decision.criteria[1]);
    decision.criteria.push(again);
    assert!(found(&decision).iter().all(|problem| problem.fix.is_none()));
}

#[test]
fn what_was_found_before_a_member_or_a_reference_came_in_is_not_kept() {
    let before = one_ballot(&[60, 40], &[&[5, 2], &[2, 4]]);
    let mut with_reference = before.clone();
    with_reference.references.push(Arc::new(Reference {
        id: member_id(1),
        name: "A survey".to_owned(),
        source: Link { label: String::new(), url: String::new() },
        counted: false,
        cells: BTreeMap::new(),
    }));
    let mut with_both = with_reference.clone();
    with_both.members.push(Arc::new(Member::new(member_id(1), "Bo")));
    let mut with_member = with_both.clone();
    with_member.references.clear();
    for before in [with_reference, with_member] {
        let known = ballot_problems(&before, None);
        let found = ballot_problems(&with_both, None);
        assert_ne!(found, known);
        assert_eq!(ballot_problems(&with_both, Some((&before, &known))), found);
    }
}

#[test]
fn empty_cells_are_those_with_a_weight() {
    let mut decision = record(&[60, 40], 2, &[vec![vec![Some(5), None], vec![None, None]]]);
    let what = |decision: &Decision| at(decision, &Place::Record).into_iter().map(|(_, what)| what).collect::<Vec<_>>();
    assert_eq!(what(&decision), ["3 of 4 cells are empty: nobody has scored them."]);
    criterion_mut(&mut decision, 1).swing = None;
    assert_eq!(what(&decision), ["1 of 2 cells is empty: nobody has scored it."]);
    // A "?" is an answer, and no score.
    let key = (criterion_id(0), option_id(1));
    let mine = Arc::make_mut(&mut decision.ballots[0]);
    mine.cells.entry(key).or_default().vote = Some(Vote::Abstain);
    assert_eq!(what(&decision), ["1 of 2 cells has no score, only a \"?\"."]);
}
