//! What one copy takes out while the other begins to mention it, and parts that are taken out whole.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::date;
use weigh_in::decision::{
    Alternative, CopySource, Correction, Criterion, CriterionId, Decision, Edit, Experience, Export, Improvement, Link,
    Member, MemberId, OptionId, PastResult, Predecessor, Preference, Profile, Reference, Review, ReviewVerdict, Score,
    Side, TradeOff, merge, merge_choosing,
};

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn base() -> Decision {
    let mut decision = Decision::new("test".to_owned(), date(2026, 1, 1));
    for id in ["go", "rust", "zig"] {
        decision.apply(Edit::AddOption(Alternative::new(option(id), id))).unwrap();
    }
    for id in ["speed", "hiring", "tools"] {
        decision.apply(Edit::AddCriterion(Box::new(Criterion::new(criterion(id), id, "Team")))).unwrap();
    }
    let ana = Member::new(MemberId::new("ana").unwrap(), "Ana");
    decision.apply(Edit::AddMember(ana, date(2026, 1, 2))).unwrap();
    let swings = BTreeMap::from([(criterion("speed"), 40), (criterion("tools"), 20)]);
    let profile = Profile { id: "own".to_owned(), name: "Our own".to_owned(), why: "It is ours".to_owned(), swings };
    decision.profiles.push(Arc::new(profile));
    let source = Link { label: "Essay".to_owned(), url: "https://example.org".to_owned() };
    let (id, cells) = (MemberId::new("essay").unwrap(), BTreeMap::new());
    let reference = Reference { id, name: "The essay".to_owned(), source, counted: false, cells };
    decision.references.push(Arc::new(reference));
    decision
}

fn changed(change: impl FnOnce(&mut Decision)) -> Decision {
    let mut decision = base();
    change(&mut decision);
    decision
}

/// What a change of the one member makes of the record.
fn with_ana(change: impl FnOnce(&mut Member)) -> Decision {
    changed(|decision| change(Arc::make_mut(&mut decision.members[0])))
}

#[test]
fn what_the_other_copy_begins_to_mention_is_not_taken_out_without_a_word() {
    let step =
        |id: &str| Improvement { criterion: criterion(id), from: Score::new(1).unwrap(), to: Score::new(3).unwrap() };
    let answer = TradeOff { first: step("speed"), second: step("hiring"), preferred: Preference::Second };
    let no_hiring = changed(|decision| decision.apply(Edit::RemoveCriteria(vec![criterion("hiring")])).unwrap());
    let no_zig = changed(|decision| decision.apply(Edit::RemoveOption(option("zig"))).unwrap());
    for (name, out, mentions) in [
        ("order", &no_hiring, with_ana(|ana| ana.order = vec![vec![criterion("hiring")], vec![criterion("speed")]])),
        ("trade-off", &no_hiring, with_ana(|ana| ana.trade_offs = vec![answer.clone()])),
        ("swing", &no_hiring, with_ana(|ana| ana.swings = BTreeMap::from([(criterion("hiring"), 7)]))),
        (
            "profile",
            &no_hiring,
            changed(|decision| {
                Arc::make_mut(&mut decision.profiles[0]).swings.insert(criterion("hiring"), 7);
            }),
        ),
        (
            "experience",
            &no_zig,
            with_ana(|ana| ana.experience = BTreeMap::from([(option("zig"), Experience::Shipped)])),
        ),
    ] {
        for (ours, theirs) in [(out, &mentions), (&mentions, out)] {
            let merged = merge(&base(), ours, theirs);
            assert_eq!(merged.conflicts.len(), 1, "{name}: {:?}", merged.conflicts);
            assert!(merged.conflicts[0].sentence().contains("taken out"), "{}", merged.conflicts[0].sentence());
            // It is proposed to keep it, with all that was said of it.
            assert_eq!(merged.decision, mentions, "{name}");
            let side = if ours == out { Side::Ours } else { Side::Theirs };
            let chosen = merge_choosing(&base(), ours, theirs, &|_| Some(side)).decision;
            assert_eq!((&chosen.options, &chosen.criteria), (&out.options, &out.criteria), "{name}");
            let (ana, profile) = (&chosen.members[0], &chosen.profiles[0]);
            let is_named = ana.named_criteria().contains(&criterion("hiring"))
                || ana.experience.contains_key(&option("zig"))
                || profile.swings.contains_key(&criterion("hiring"));
            assert!(!is_named, "{name}: {ana:?} {profile:?}");
        }
    }
}

#[test]
fn a_part_that_is_taken_out_and_changed_is_whole_or_gone() {
    let no_profile = changed(|decision| decision.profiles.clear());
    let swing = changed(|decision| {
        Arc::make_mut(&mut decision.profiles[0]).swings.insert(criterion("speed"), 7);
    });
    let no_reference = changed(|decision| decision.references.clear());
    let counted = changed(|decision| Arc::make_mut(&mut decision.references[0]).counted = true);
    for (name, out, kept) in [("Profile Our own", no_profile, swing), ("Source The essay", no_reference, counted)] {
        for (ours, theirs, side) in [(&out, &kept, Side::Ours), (&kept, &out, Side::Theirs)] {
            let merged = merge(&base(), ours, theirs);
            assert_eq!(merged.conflicts.len(), 1, "{:?}", merged.conflicts);
            assert!(merged.conflicts[0].sentence().contains(name), "{}", merged.conflicts[0].sentence());
            assert_eq!(merged.decision, kept);
            assert_eq!(merge_choosing(&base(), ours, theirs, &|_| Some(side)).decision, out);
        }
    }
}

/// Two values of one thing, by a change of the record.
type Change = fn(&mut Decision, bool);

#[test]
fn a_conflict_tells_what_differs() {
    let changes: [(&str, Change); 5] = [
        ("copied from", |decision, other| {
            let record = if other { "b" } else { "a" }.to_owned();
            decision.copied_from = Some(CopySource { record, title: "Use Go".to_owned(), on: date(2026, 1, 3) });
        }),
        ("predecessor", |decision, other| {
            let result = PastResult {
                on: date(2025, 1, 3),
                chosen: None,
                leader: Some(option("go")),
                runner_up: None,
                gap: Some(if other { 0.5 } else { 0.25 }),
                verdict: "clear lead".to_owned(),
            };
            let (record, title, path) = ("a".to_owned(), "Use Go".to_owned(), None);
            decision.predecessor = Some(Predecessor { record, title, path, result: Some(result) });
        }),
        ("review", |decision, other| {
            let note = if other { "nobody left" } else { "" }.to_owned();
            decision.reviews[0].note = format!("We met. {note}");
        }),
        ("correction", |decision, other| {
            decision.corrections[0].by = if other { "Bo" } else { "Cem" }.to_owned();
        }),
        ("export", |decision, other| {
            decision.exports[0].style = if other { "bold keys" } else { "short headings" }.to_owned();
        }),
    ];
    let mut base = base();
    let (on, by) = (date(2026, 2, 3), "Ana".to_owned());
    let review = Edit::Review(Review {
        on,
        by: by.clone(),
        verdict: ReviewVerdict::Keep,
        findings: Vec::new(),
        note: String::new(),
        next: None,
    });
    let export = Edit::Exported(Export {
        path: "docs/adr/0001-a.md".into(),
        dialect: "madr".to_owned(),
        on,
        charts: Vec::new(),
        written: String::new(),
        style: String::new(),
    });
    for edit in [review, Edit::Correct(Correction { on, by, why: "a slip".to_owned() }), export] {
        base.apply(edit).unwrap();
    }
    for (name, change) in changes {
        let [ours, theirs] = [false, true].map(|other| {
            let mut copy = base.clone();
            change(&mut copy, other);
            copy
        });
        let conflicts = merge(&base, &ours, &theirs).conflicts;
        assert_eq!(conflicts.len(), 1, "{name}: {conflicts:?}");
        assert_ne!(conflicts[0].ours, conflicts[0].theirs, "{name}");
    }
}
