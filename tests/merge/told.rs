//! What conflicts say of what differs, and what one copy removes while the other changes it.

use std::sync::Arc;

use jiff::civil::{Date, date};
use proptest::{collection::vec, prelude::*};
use weigh_in::{
    decision::{
        Conflict, ConsequenceKind, Decision, Export, FindingState, OptionId, Retraction, ReviewVerdict, Side, Status,
        Verdict, merge, merge_choosing,
    },
    storage,
};

/// A record with something in every field.
fn full() -> Decision {
    storage::parse(include_str!("../fixtures/v2.decision.ron")).unwrap().decision
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

/// A change of one field, in one of two ways.
type Change = fn(&mut Decision, usize);

const DAYS: [Date; 2] = [date(2028, 12, 1), date(2028, 12, 2)];
const NAMES: [&str; 2] = ["Dana", "Eli"];

fn name(way: usize) -> String {
    NAMES[way].to_owned()
}

fn changes() -> Vec<(&'static str, Change)> {
    vec![
        ("copied_from.record", |copy, way| copy.copied_from.as_mut().unwrap().record = name(way)),
        ("copied_from.on", |copy, way| copy.copied_from.as_mut().unwrap().on = DAYS[way]),
        ("predecessor.record", |copy, way| copy.predecessor.as_mut().unwrap().record = name(way)),
        ("result.on", |copy, way| copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().on = DAYS[way]),
        ("result.chosen", |copy, way| {
            copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().chosen = Some(option(["a", "b"][way]));
        }),
        ("result.leader", |copy, way| {
            copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().leader = Some(option(["a", "b"][way]));
        }),
        ("result.runner_up", |copy, way| {
            copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().runner_up = Some(option(["a", "b"][way]));
        }),
        ("result.gap", |copy, way| {
            copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().gap = Some([0.1, 0.2][way]);
        }),
        ("result.verdict", |copy, way| {
            copy.predecessor.as_mut().unwrap().result.as_mut().unwrap().verdict = name(way);
        }),
        ("reveal.on", |copy, way| first_round(copy).reveals[0].on = DAYS[way]),
        ("reveal.by", |copy, way| first_round(copy).reveals[0].by = name(way)),
        ("last reveal.on", |copy, way| first_round(copy).reveals.last_mut().unwrap().on = DAYS[way]),
        ("last reveal.by", |copy, way| first_round(copy).reveals.last_mut().unwrap().by = name(way)),
        ("taken_back.by", |copy, way| {
            first_round(copy).reveals.last_mut().unwrap().taken_back = Some(Retraction { on: DAYS[0], by: name(way) });
        }),
        ("commitment.hash", |copy, way| copy.commitments[0].hash = ["a", "b"][way].repeat(64)),
        ("withdrawn.on", |copy, way| withdrawal(copy).on = DAYS[way]),
        ("withdrawn.by", |copy, way| withdrawal(copy).by = name(way)),
        ("withdrawn.why", |copy, way| withdrawal(copy).why = name(way)),
        ("review.on", |copy, way| copy.reviews[0].on = DAYS[way]),
        ("review.by", |copy, way| copy.reviews[0].by = name(way)),
        ("review.verdict", |copy, way| {
            copy.reviews[0].verdict = other_two(ReviewVerdict::ALL, copy.reviews[0].verdict)[way];
        }),
        ("finding.about", |copy, way| copy.reviews[0].findings[0].about = name(way)),
        ("finding.state", |copy, way| {
            let state = &mut copy.reviews[0].findings[0].state;
            *state = other_two(FindingState::ALL, *state)[way];
        }),
        ("review.note", |copy, way| copy.reviews[0].note = name(way)),
        ("review.next", |copy, way| copy.reviews[0].next = Some(DAYS[way])),
        ("correction.on", |copy, way| copy.corrections[0].on = DAYS[way]),
        ("correction.by", |copy, way| copy.corrections[0].by = name(way)),
        ("correction.why", |copy, way| copy.corrections[0].why = name(way)),
        ("export.style", |copy, way| copy.exports[0].style = name(way)),
        ("consequence.kind", |copy, way| {
            let kind = &mut Arc::make_mut(&mut copy.outcome).consequences[0].kind;
            *kind = other_two(ConsequenceKind::ALL, *kind)[way];
        }),
        ("sign_off.verdict", |copy, way| {
            let verdict = &mut Arc::make_mut(&mut copy.outcome).sign_offs[0].verdict;
            *verdict = other_two(Verdict::ALL, *verdict)[way];
        }),
        ("history.by", |copy, way| copy.history[0].by = name(way)),
        ("history.on", |copy, way| copy.history[0].on = DAYS[way]),
    ]
}

fn other_two<T: PartialEq + Copy>(all: [T; 3], one: T) -> Vec<T> {
    all.into_iter().filter(|other| *other != one).collect()
}

fn first_round(decision: &mut Decision) -> &mut weigh_in::decision::Round {
    Arc::make_mut(&mut decision.rounds[0])
}

fn withdrawal(decision: &mut Decision) -> &mut weigh_in::decision::Withdrawal {
    decision.commitments.iter_mut().find_map(|one| one.withdrawn.as_mut()).unwrap()
}

#[test]
fn what_differs_is_in_the_values() {
    let base = full();
    for (what, change) in changes() {
        let [ours, theirs] = [0, 1].map(|way| {
            let mut copy = base.clone();
            change(&mut copy, way);
            copy
        });
        assert!(ours != base && theirs != base && ours != theirs, "{what}");
        let merged = merge(&base, &ours, &theirs);
        let [conflict] = &merged.conflicts[..] else { panic!("{what}: {:?}", merged.conflicts) };
        assert!(conflict.ours.is_some() && conflict.theirs.is_some(), "{what}");
        assert_ne!(conflict.ours, conflict.theirs, "{what}");
        for (side, copy) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
            let settled = merge_choosing(&base, &ours, &theirs, &|_| Some(side)).decision;
            assert_eq!(&settled, copy, "{what}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    /// Also where each copy changed several fields, some of them both.
    #[test]
    fn the_values_of_each_of_several_conflicts_differ(
        ways in vec((prop::option::of(0..2_usize), prop::option::of(0..2_usize)), changes().len()),
    ) {
        let base = full();
        let (mut ours, mut theirs) = (base.clone(), base.clone());
        for ((_, change), (our_way, their_way)) in changes().into_iter().zip(ways) {
            for (copy, way) in [(&mut ours, our_way), (&mut theirs, their_way)] {
                if let Some(way) = way {
                    change(copy, way);
                }
            }
        }
        for conflict in merge(&base, &ours, &theirs).conflicts.iter().filter(|one| one.ours.is_some()) {
            prop_assert_ne!(&conflict.ours, &conflict.theirs, "{}", conflict.sentence());
        }
    }
}

/// A removal, and a change of what the other copy removes.
type Removal = (&'static str, fn(&mut Decision), fn(&mut Decision));

fn removals() -> Vec<Removal> {
    vec![
        (
            "Profile ",
            |copy| _ = copy.profiles.remove(0),
            |copy| Arc::make_mut(&mut copy.profiles[0]).why.push_str("Other"),
        ),
        (
            "Source ",
            |copy| _ = copy.references.remove(0),
            |copy| Arc::make_mut(&mut copy.references[0]).source.url.push_str("/other"),
        ),
        (
            "Sign-off of ",
            |copy| _ = Arc::make_mut(&mut copy.outcome).sign_offs.remove(0),
            |copy| Arc::make_mut(&mut copy.outcome).sign_offs[0].on = DAYS[0],
        ),
        (
            "Export ",
            |copy| _ = copy.exports.remove(0),
            |copy| {
                let Export { on, .. } = &mut copy.exports[0];
                *on = DAYS[0];
            },
        ),
    ]
}

#[test]
fn what_one_copy_removes_and_the_other_changes_is_one_conflict() {
    let base = full();
    for (kind, remove, change) in removals() {
        let (mut out, mut changed) = (base.clone(), base.clone());
        remove(&mut out);
        change(&mut changed);
        assert_ne!(changed, base, "{kind}");
        let merged = merge(&base, &out, &changed);
        let [conflict] = &merged.conflicts[..] else { panic!("{kind}: {:?}", merged.conflicts) };
        assert!(conflict.place.starts_with(kind), "{}", conflict.place);
        assert_eq!(conflict.ours.as_deref(), Some("taken out"));
        assert_eq!(conflict.theirs.as_deref(), Some("kept and changed"));
        assert_eq!(merged.decision, changed, "{kind}: what is left is proposed");
        assert_eq!(merge_choosing(&base, &out, &changed, &|_| Some(Side::Ours)).decision, out, "{kind}");
        assert_eq!(merge_choosing(&base, &out, &changed, &|_| Some(Side::Theirs)).decision, changed, "{kind}");
    }
}

#[test]
fn a_step_of_the_history_that_is_removed_and_changed_is_a_conflict() {
    let base = full();
    for place in 0..base.history.len() {
        let (mut out, mut changed) = (base.clone(), base.clone());
        out.history.remove(place);
        changed.history[place].by = "Somebody else".to_owned();
        for (ours, theirs) in [(&out, &changed), (&changed, &out)] {
            let merged = merge(&base, ours, theirs);
            let told: Vec<&str> = merged.conflicts.iter().filter_map(|one| one.key.value()).collect();
            assert_eq!(told, ["history"], "step {place}");
            let taken = merge_choosing(&base, ours, theirs, &|_| Some(Side::Theirs)).decision;
            assert_eq!(taken.history, theirs.history, "step {place}");
        }
    }
}

#[test]
fn a_corrected_step_stays_corrected_where_the_other_copy_goes_on() {
    let mut base = full();
    base.history.truncate(1);
    assert_eq!(base.status(), Status::Proposed);
    let (mut on, mut corrected) = (base.clone(), base.clone());
    on.history.extend(full().history.get(1).cloned());
    corrected.history[0].by = "Somebody else".to_owned();
    let merged = merge(&base, &on, &corrected).decision;
    assert_eq!(merged.history, [corrected.history[0].clone(), on.history[1].clone()]);
}

#[test]
fn long_values_are_shown_from_where_they_differ() {
    let alike = "word ".repeat(100);
    let conflict = |ours: String, theirs: String| {
        let mut base = full();
        base.title = "Before".to_owned();
        let (mut one, mut other) = (base.clone(), base.clone());
        (one.title, other.title) = (ours, theirs);
        merge(&base, &one, &other).conflicts.iter().map(Conflict::sentence).collect::<String>()
    };
    let told = conflict(format!("{alike}Go"), format!("{alike}Rust"));
    assert!(told.contains("word Go” in ours") && told.contains("word Rust” in theirs"), "{told}");
    let spaces = conflict("Use Go".to_owned(), "Use  Go".to_owned());
    assert!(spaces.contains("\"Use Go\" in ours, \"Use  Go\" in theirs"), "{spaces}");
}
