//! Merges on disk: what stands in a file while a conflict is open.

use proptest::prelude::*;
use weigh_in::{
    decision::{Conflict, Decision, Edit, Merge, Side, Status, StatusChange},
    storage::{self, ThreeRecords, sides_of_conflicted_file},
};

use crate::{
    common,
    edits::{edited, seeds},
};

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(200) })]

    #[test]
    fn an_open_merge_is_found_again_in_its_file_with_the_same_conflicts_and_sides(
        base in common::decision(), ours in seeds(12), theirs in seeds(12), more in common::prose(),
    ) {
        let ours = edited(&base, &ours);
        let mut theirs = edited(&base, &theirs);
        theirs.apply(Edit::Context(more)).unwrap();
        let records = ThreeRecords { base, ours, theirs };
        let merge = records.merge();
        let text = records.to_text(&merge);
        let open = |merge: &Merge| -> Vec<Conflict> {
            merge.conflicts.iter().filter(|one| !one.is_misfit()).cloned().collect()
        };
        let told = open(&merge);
        if told.is_empty() {
            prop_assert_eq!(storage::parse(&text).unwrap().decision, merge.decision.as_published().into_owned());
            return Ok(());
        }
        let parse = |text: &str| storage::parse(text).map(|loaded| loaded.decision);
        let sides = sides_of_conflicted_file(&text, &|text| parse(text).is_ok()).unwrap();
        let found = |base: &Decision| ThreeRecords {
            base: base.clone(),
            ours: parse(&sides.ours).unwrap(),
            theirs: parse(&sides.theirs).unwrap(),
        };
        let base = sides.base.as_deref().map(|base| parse(base).unwrap()).unwrap();
        // The base between the markers, and git's own, which holds more: it may tell which of two exports to one place is new.
        for (whose, again) in [("the file's", found(&base)), ("git's", found(&records.base))] {
            let counts = |one: &Conflict| whose == "the file's" || one.key.value().is_none_or(|key| !key.starts_with("exports/"));
            let told_again = open(&again.merge());
            let [again_open, first_open] =
                [&told_again, &told].map(|open| open.iter().filter(|one| counts(one)).collect::<Vec<_>>());
            prop_assert_eq!(again_open, first_open, "with {} base\n{}", whose, text);
            for side in [Side::Ours, Side::Theirs] {
                let taken = |of: &ThreeRecords| {
                    let mut decision = of.merge_choosing(&|_| Some(side)).decision;
                    decision.exports.retain(|_| told_again == told);
                    decision
                };
                prop_assert!(taken(&again) == taken(&records), "{:?} with {} base\n{}", side, whose, text);
            }
        }
    }
}

#[test]
fn what_both_sides_wrote_alike_stands_outside_of_the_markers() {
    let base = Decision::new("x".to_owned(), jiff::civil::date(2026, 1, 1));
    let with = |status: Status| {
        let mut decision = base.clone();
        let on = jiff::civil::date(2026, 1, 2);
        decision.history = vec![StatusChange { on, status, by: String::new() }];
        decision
    };
    let records = ThreeRecords { base: base.clone(), ours: with(Status::Proposed), theirs: with(Status::Rejected) };
    let merge = records.merge();
    assert_eq!(merge.conflicts.len(), 1);
    let text = records.to_text(&merge);
    let open = "    history: [\n<<<<<<< ours\n        (status: Proposed, on: \"2026-01-02\"),\n||||||| base\n=======\n        \
                (status: Rejected, on: \"2026-01-02\"),\n>>>>>>> theirs\n    ],\n";
    assert!(text.contains(open), "{text}");
}

#[test]
fn texts_that_look_like_markers_are_kept_apart() {
    let with = |context: &str| {
        let mut decision = Decision::new("x".to_owned(), jiff::civil::date(2026, 1, 1));
        decision.apply(Edit::Context(context.to_owned())).unwrap();
        decision
    };
    let records = ThreeRecords {
        base: with("Context\n=======\nbefore\n||||||| x\n"),
        ours: with("Context\n=======\nours\n========\n<<<<<<< HEAD"),
        theirs: with("Problem\n=======\ntheirs\n>>>>>>> x"),
    };
    let merge = records.merge();
    assert_eq!(merge.conflicts.len(), 1);
    let sides = sides_of_conflicted_file(&records.to_text(&merge), &|_| panic!("there is one way to read it")).unwrap();
    let context = |text: &str| storage::parse(text).unwrap().decision.context;
    assert_eq!(context(&sides.ours), records.ours.context);
    assert_eq!(context(&sides.theirs), records.theirs.context);
    assert_eq!(context(&sides.base.unwrap()), records.base.context);
}
