//! What holds for every three records.

use std::collections::{BTreeMap, BTreeSet};

use proptest::{collection::vec, prelude::*};
use weigh_in::{
    decision::{
        CellField, Conflict, ConflictKey, Decision, Edit, Member, MemberId, ProblemIdentity, Score, Severity, Side,
        Vote, merge, merge_choosing,
    },
    storage,
};

use crate::{
    common,
    edits::{edited, plain_seeds, seeds},
};

/// A record and two copies that went separate ways.
fn copies() -> impl Strategy<Value = (Decision, Decision, Decision)> {
    (common::decision(), seeds(12), seeds(12)).prop_map(|(base, ours, theirs)| {
        let (ours, theirs) = (edited(&base, &ours), edited(&base, &theirs));
        (base, ours, theirs)
    })
}

fn sorted(mut decision: Decision) -> Decision {
    decision.ballots.sort_by_key(|ballot| (ballot.round, ballot.member.clone()));
    decision
}

fn as_it_is(conflict: &Conflict) -> (ConflictKey, Option<String>, Option<String>) {
    (conflict.key.clone(), conflict.ours.clone(), conflict.theirs.clone())
}

fn mirrored(conflict: &Conflict) -> (ConflictKey, Option<String>, Option<String>) {
    (conflict.key.clone(), conflict.theirs.clone(), conflict.ours.clone())
}

fn config(cases: u32) -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases) }
}

proptest! {
    #![proptest_config(config(300))]

    /// Also what is merged already brings nothing new: git's base of a merge and of what went into it is the latter.
    #[test]
    fn where_one_copy_stayed_the_other_stands((base, ours, theirs) in copies(), other in common::decision()) {
        for copy in [&ours, &theirs, &other] {
            for (left, right) in [(&base, copy), (copy, &base), (copy, copy)] {
                let merged = merge(&base, left, right);
                prop_assert_eq!(&merged.decision, copy);
                prop_assert_eq!(merged.conflicts, []);
            }
        }
    }

    #[test]
    fn copies_may_change_places((base, ours, theirs) in copies()) {
        let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
        if one.conflicts.is_empty() {
            prop_assert_eq!(&one.decision, &other.decision);
        }
        // Where a choice is open, ours stands, and what does not fit together hangs on that.
        let is_open = one.conflicts.iter().any(|conflict| !conflict.is_misfit());
        let is_mirrored = |conflict: &&Conflict| !is_open || !conflict.is_misfit();
        let told: BTreeSet<_> = one.conflicts.iter().filter(is_mirrored).map(as_it_is).collect();
        prop_assert_eq!(told, other.conflicts.iter().filter(is_mirrored).map(mirrored).collect::<BTreeSet<_>>());
    }

    #[test]
    fn what_was_done_to_different_parts_is_all_there(
        base in common::decision(),
        edits in plain_seeds(30),
        whose in vec(any::<bool>(), 30),
    ) {
        let mut all = base.clone();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        let mut places = BTreeSet::new();
        for (seed, is_ours) in edits.iter().zip(whose) {
            let Some((place, edit)) = seed.edit(&base) else { continue };
            let side = if is_ours { &mut ours } else { &mut theirs };
            // A copy whose status is another may refuse what the other one takes.
            let mut tried = side.clone();
            if places.insert(place) && tried.apply(edit.clone()).is_ok() && all.apply(edit).is_ok() {
                *side = tried;
            }
        }
        // Whether an acceptance holds for what it has not seen is asked, whatever was changed.
        let changed = if ours.is_guarded() { Side::Theirs } else { Side::Ours };
        let is_acceptance = |key: &ConflictKey| key.value() == Some("acceptance");
        let merged = merge_choosing(&base, &ours, &theirs, &|key| is_acceptance(key).then_some(changed));
        let open: Vec<&Conflict> = merged.open().filter(|c| !c.is_misfit()).collect();
        prop_assert_eq!(open, Vec::<&Conflict>::new());
        let (merged, all) = (sorted(merged.decision), sorted(all));
        let difference = similar::TextDiff::from_lines(storage::to_ron(&all), storage::to_ron(&merged)).unified_diff().to_string();
        prop_assert!(merged == all, "{difference}");
    }

    #[test]
    fn three_records_of_any_kind_make_one_that_can_be_read(
        base in common::decision(), ours in common::decision(), theirs in common::decision(),
    ) {
        for merged in [merge(&base, &ours, &theirs), merge(&Decision::new(String::new(), base.created), &ours, &theirs)] {
            let text = storage::to_ron(&merged.decision);
            let read = storage::parse(&text).unwrap_or_else(|error| panic!("{error}\n{text}"));
            prop_assert_eq!(read.decision, merged.decision);
        }
    }

    #[test]
    fn a_merge_breaks_nothing_without_saying_so((base, ours, theirs) in copies()) {
        // Sentences have names in them, which one copy may have changed.
        let errors = |decision: &Decision| -> BTreeMap<ProblemIdentity, String> {
            let errors = decision.problems().into_iter().filter(|problem| problem.severity == Severity::Error);
            errors.map(|problem| (problem.identity(), problem.what)).collect()
        };
        let merged = merge(&base, &ours, &theirs);
        let known: BTreeSet<ProblemIdentity> = errors(&ours).into_keys().chain(errors(&theirs).into_keys()).collect();
        let told: BTreeSet<&str> = merged.conflicts.iter().map(|conflict| conflict.place.as_str()).collect();
        for (_, new) in errors(&merged.decision).iter().filter(|(error, _)| !known.contains(error)) {
            prop_assert!(told.iter().any(|place| place.contains(new.as_str())), "{} is not told in {:?}", new, told);
            // What refers to something that is gone is never left behind.
            prop_assert!(!new.contains("does not exist") && !new.contains("not a member"), "{}", new);
        }
        let text = storage::to_ron(&merged.decision);
        prop_assert_eq!(storage::parse(&text).unwrap().decision, merged.decision);
    }

    #[test]
    fn a_conflict_can_be_settled_either_way((base, ours, theirs) in copies()) {
        let asked = merge(&base, &ours, &theirs);
        for side in [Side::Base, Side::Ours, Side::Theirs] {
            let settled = merge_choosing(&base, &ours, &theirs, &|_| Some(side));
            prop_assert_eq!(settled.open().count(), 0);
            prop_assert!(settled.conflicts.iter().all(|conflict| conflict.settled));
            prop_assert_eq!(settled.conflicts.is_empty(), asked.conflicts.is_empty());
            let text = storage::to_ron(&settled.decision);
            prop_assert!(storage::parse(&text).is_ok());
        }
    }
}

proptest! {
    #![proptest_config(config(40))]

    #[test]
    fn copies_may_arrive_in_any_order(
        base in common::decision(),
        scores in vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), 1..=5_u8), 6),
        order in Just((0..6_usize).collect::<Vec<_>>()).prop_shuffle(),
    ) {
        // Several ballots make a round blind, in which nothing is accepted; and nobody scores in a round that is over.
        let mut base = Decision { history: Vec::new(), private_ballots: false, ..base };
        std::sync::Arc::make_mut(base.rounds.last_mut().unwrap()).reveals.clear();
        let copies: Vec<Decision> = scores.iter().enumerate().map(|(number, score)| with_guest(&base, number, *score)).collect();
        let fold = |order: &[usize]| {
            order.iter().fold(base.clone(), |merged, copy| {
                let next = merge(&base, &merged, &copies[*copy]);
                assert!(next.conflicts.is_empty(), "{:?}", next.conflicts);
                next.decision
            })
        };
        let merged = fold(&order);
        prop_assert_eq!(storage::to_ron(&merged), storage::to_ron(&fold(&[0, 1, 2, 3, 4, 5])));
        let guests: BTreeMap<_, _> = merged.ballots.iter().map(|b| (b.member.as_str().to_owned(), b)).collect();
        prop_assert_eq!((0..6).filter(|number| guests.contains_key(&format!("guest-{number}"))).count(),
            if base.options.is_empty() || base.criteria.is_empty() { 0 } else { 6 });
    }
}

/// A copy in which somebody new has scored.
fn with_guest(
    base: &Decision,
    number: usize,
    (row, column, points): (prop::sample::Index, prop::sample::Index, u8),
) -> Decision {
    let mut copy = base.clone();
    let id = MemberId::new(&format!("guest-{number}")).unwrap();
    copy.apply(Edit::AddMember(Member::new(id.clone(), format!("Guest {number}")), jiff::civil::date(2026, 2, 3)))
        .unwrap();
    if !copy.options.is_empty() && !copy.criteria.is_empty() {
        let round = std::sync::Arc::make_mut(copy.rounds.last_mut().unwrap());
        let asked =
            if round.criteria.is_empty() { row.get(&copy.criteria).id.clone() } else { round.criteria[0].clone() };
        let option = column.get(&copy.options).id.clone();
        let vote = CellField::Vote(Score::new(points).map(Vote::Score));
        copy.apply(Edit::Cell(id, asked, option, vote)).unwrap();
    }
    copy
}
