//! Drafts of reversal triggers and of a review date.

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    analysis::{draft_review, draft_triggers},
    decision::{Decision, Edit, MustHaveRule, OptionId, OutcomeField},
};

use crate::support::{Said, all, drawn, must_have, one_ballot, record};

fn drafts(decision: &Decision) -> Vec<String> {
    draft_triggers(decision, &all(decision))
}

fn choose(decision: &mut Decision, option: &str) {
    decision.apply(Edit::Outcome(OutcomeField::Chosen(Some(OptionId::new(option).unwrap())))).unwrap();
}

fn review(decision: &Decision) -> (String, String) {
    let review = draft_review(&drawn(decision), date(2026, 11, 30)).unwrap();
    (review.on.to_string(), review.because)
}

#[test]
fn a_close_result_names_weights_cells_and_votes() {
    let told = drafts(&one_ballot(&[60, 40], &[&[4, 2], &[2, 4]]));
    assert_eq!(
        told,
        [
            "Criterion A comes to matter less: below about 50 % of the weight (now 60 %), Rust would lead if the others \
             keep their proportions.",
            "Criterion B comes to matter more: above about 50 % of the weight (now 40 %), Rust would lead if the others \
             keep their proportions.",
            "Go turns out worse on Criterion A than scored: 0.67 points less would put Rust level with it.",
            "Rust turns out better on Criterion A than scored: 0.67 points more would put it level with the lead.",
            "One of 2 scores changes, each of which could change the result by itself. For example, with 1 point less on Criterion A for Go, Rust would lead.",
        ]
    );
}

#[test]
fn a_choice_against_the_lead_has_no_trigger_that_favours_it() {
    let mut decision = one_ballot(&[60, 40], &[&[4, 2], &[2, 4]]);
    let led = drafts(&decision);
    choose(&mut decision, "go");
    assert_eq!(drafts(&decision), led, "it leads");
    choose(&mut decision, "rust");
    assert_eq!(drafts(&decision), Vec::<String>::new(), "each of {led:#?}");
    must_have(&mut decision, 1, 2, MustHaveRule::Median);
    assert_eq!(drafts(&decision), Vec::<String>::new(), "Go may fall out");
    // What favours neither of the two stays.
    let mut decision = one_ballot(&[60, 40], &[&[4, 2, 2], &[2, 4, 3]]);
    choose(&mut decision, "rust");
    let told = drafts(&decision);
    assert!(!told.is_empty() && told.iter().all(|draft| !draft.contains("Rust")), "{told:#?}");
}

#[test]
fn a_solid_lead_has_few_triggers_and_a_year() {
    let decision = one_ballot(&[50, 30, 20], &[&[5, 1], &[5, 2], &[4, 2]]);
    assert_eq!(drafts(&decision), Vec::<String>::new());
    assert_eq!(
        draft_review(&all(&decision), date(2026, 11, 30)),
        None,
        "how firm it is is not known without the ladder"
    );
    let sheet = || vec![vec![Some(5), Some(1)], vec![Some(5), Some(2)], vec![Some(4), Some(2)]];
    let solid = record(&[50, 30, 20], 2, &[sheet(), sheet(), sheet(), sheet(), sheet()]);
    let because = "12 months after the decision, since the lead is solid.".to_owned();
    assert_eq!(review(&solid), ("2027-11-30".to_owned(), because));
}

#[test]
fn must_haves_that_are_just_reached_and_those_that_keep_the_best_out() {
    let mut decision = one_ballot(&[80, 20], &[&[5, 3], &[3, 2]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    assert_eq!(drafts(&decision)[0], "Go falls below 3 on Criterion B, which it must have: its median is 3.");
    must_have(&mut decision, 1, 3, MustHaveRule::Members(1));
    assert!(drafts(&decision)[0].starts_with("One more ballot scores Go below 3 on Criterion B"));
    // The essential one keeps the better one out.
    must_have(&mut decision, 1, 4, MustHaveRule::Median);
    assert_eq!(drafts(&decision), Vec::<String>::new(), "all are screened out");
    let mut decision = one_ballot(&[80, 20], &[&[5, 3], &[2, 4]]);
    must_have(&mut decision, 1, 3, MustHaveRule::Median);
    assert!(drafts(&decision).contains(&"Go reaches all that it must have: by its value it would lead.".to_owned()));
}

#[test]
fn what_members_see_differently_and_what_is_empty() {
    let sheet = |a, b| vec![vec![Some(a), Some(b)], vec![Some(4), Some(3)]];
    let decision = record(&[50, 50], 2, &[sheet(5, 1), sheet(1, 5), sheet(4, 3)]);
    let told = drafts(&decision);
    let views = "The team agrees on Criterion A: one member's scores on it would put another option ahead.";
    assert!(told.contains(&views.to_owned()), "{told:?}");
    let gaps = record(&[50, 50], 2, &[vec![vec![Some(4), Some(3)], vec![Some(3), None]]]);
    let told = drafts(&gaps);
    assert!(told[0].starts_with("The empty cell is scored: that could put another option ahead of Go."), "{told:?}");
    assert_eq!(review(&gaps).0, "2027-02-28", "the shorter month has no 30th");
}

#[test]
fn without_a_result_nothing_is_drafted_but_a_date() {
    let mut decision = one_ballot(&[50], &[&[4, 2]]);
    decision.ballots.clear();
    assert_eq!(drafts(&decision), Vec::<String>::new());
    assert_eq!(review(&decision).1, "3 months after the decision, since there is no result yet.");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn drafts_are_sentences_that_name_nobody(
        said in prop::collection::vec(prop::collection::vec(prop::collection::vec(
            prop_oneof![1 => Just(None), 6 => (1..=5_u8).prop_map(Some)], 3), 4), 1..5),
        swings in prop::collection::vec(0..=100_u8, 4),
    ) {
        let said: Vec<Vec<Vec<Said>>> = said;
        let decision = record(&swings, 3, &said);
        for draft in drafts(&decision) {
            prop_assert!(draft.ends_with('.') && draft.starts_with(char::is_uppercase), "{draft}");
            prop_assert!(!draft.contains("Member ") && !draft.contains("NaN") && !draft.contains("inf"), "{draft}");
        }
    }
}
