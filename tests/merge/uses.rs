//! What one copy removes, and what counts as its use in the other.

use std::sync::Arc;

use jiff::civil::date;
use weigh_in::decision::{
    Alternative, Cell, Commitment, Criterion, CriterionId, Decision, Edit, Experience, Improvement, Member, MemberId,
    Merge, OptionId, Preference, Profile, Score, Side, TradeOff, merge, merge_choosing,
};

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn ana() -> MemberId {
    MemberId::new("ana").unwrap()
}

fn record() -> Decision {
    let mut record = Decision::new("x".to_owned(), date(2026, 1, 1));
    for edit in [
        Edit::AddOption(Alternative::new(option("go"), "Go")),
        Edit::AddOption(Alternative::new(option("rust"), "Rust")),
        Edit::AddCriterion(Box::new(Criterion::new(criterion("hiring"), "Hiring", "Team"))),
        Edit::AddCriterion(Box::new(Criterion::new(criterion("speed"), "Speed", "Run time"))),
        Edit::AddMember(Member::new(ana(), "Ana"), date(2026, 2, 3)),
        Edit::AddMember(Member::new(MemberId::new("bo").unwrap(), "Bo"), date(2026, 2, 3)),
    ] {
        record.apply(edit).unwrap();
    }
    let swings = [(criterion("speed"), 40)].into();
    record.profiles.push(Arc::new(Profile {
        id: "own".to_owned(),
        name: "Own".to_owned(),
        why: String::new(),
        swings,
    }));
    record
}

fn first_member(decision: &mut Decision) -> &mut Member {
    Arc::make_mut(&mut decision.members[0])
}

fn improvement(id: &str) -> Improvement {
    Improvement { criterion: criterion(id), from: Score::new(1).unwrap(), to: Score::new(5).unwrap() }
}

/// What names something, and a change of a copy that does.
type Use = (&'static str, fn(&mut Decision));

/// Ways to use the criterion `hiring`, each where the others say nothing of it.
fn uses_of_a_criterion() -> Vec<Use> {
    vec![
        ("swing", |copy| _ = first_member(copy).swings.insert(criterion("hiring"), 70)),
        ("order", |copy| first_member(copy).order = vec![vec![criterion("speed")], vec![criterion("hiring")]]),
        ("trade-off", |copy| {
            let [first, second] = ["speed", "hiring"].map(improvement);
            first_member(copy).trade_offs.push(TradeOff { first, second, preferred: Preference::Second });
        }),
        ("profile", |copy| _ = Arc::make_mut(&mut copy.profiles[0]).swings.insert(criterion("hiring"), 70)),
        ("new profile", |copy| {
            let swings = [(criterion("hiring"), 70)].into();
            let profile = Profile { id: "new".to_owned(), name: "New".to_owned(), why: String::new(), swings };
            copy.profiles.push(Arc::new(profile));
        }),
        ("round", |copy| {
            Arc::make_mut(&mut copy.rounds[0]).criteria = vec![criterion("speed"), criterion("hiring")];
        }),
    ]
}

/// Ways to use the option `go`.
fn uses_of_an_option() -> Vec<Use> {
    vec![
        ("experience", |copy| _ = first_member(copy).experience.insert(option("go"), Experience::Built)),
        ("choice", |copy| Arc::make_mut(&mut copy.outcome).chosen = Some(option("go"))),
        ("reference", |copy| {
            let cells = [((criterion("speed"), option("go")), Cell::scored(Score::new(4).unwrap()))].into();
            copy.references.push(Arc::new(weigh_in::decision::Reference {
                id: MemberId::new("essay").unwrap(),
                name: "Essay".to_owned(),
                source: weigh_in::decision::Link::default(),
                counted: false,
                cells,
            }));
        }),
    ]
}

fn told(merge: &Merge) -> Vec<String> {
    merge.conflicts.iter().map(weigh_in::decision::Conflict::sentence).collect()
}

/// Has one copy remove a part and the other use it, both ways around.
fn check(ways: Vec<Use>, removal: &Edit, named: &str) {
    let base = record();
    let mut out = base.clone();
    out.apply(removal.clone()).unwrap();
    for (name, change) in ways {
        let mut used = base.clone();
        change(&mut used);
        assert_ne!(used, base, "{name}");
        let sentence = format!("{named}: “taken out” in ours, “kept and used” in theirs.");
        assert_eq!(told(&merge(&base, &out, &used)), [sentence], "{name}");
        let kept = merge_choosing(&base, &out, &used, &|_| Some(Side::Theirs)).decision;
        assert_eq!(kept, used, "{name}");
        let gone = merge_choosing(&base, &used, &out, &|_| Some(Side::Theirs)).decision;
        assert_eq!(gone.options, out.options, "{name}");
        assert_eq!(gone.criteria, out.criteria, "{name}");
        assert_eq!(gone.problems(), out.problems(), "{name}");
    }
}

#[test]
fn all_that_names_a_criterion_uses_it() {
    check(uses_of_a_criterion(), &Edit::RemoveCriteria(vec![criterion("hiring")]), "Criterion Hiring");
}

#[test]
fn all_that_names_an_option_uses_it() {
    check(uses_of_an_option(), &Edit::RemoveOption(option("go")), "Option Go");
}

#[test]
fn a_commitment_to_a_ballot_uses_its_member() {
    let base = record();
    let (mut out, mut used) = (base.clone(), base.clone());
    out.apply(Edit::RemoveMember(ana())).unwrap();
    used.commitments.push(Commitment { round: 1, member: ana(), hash: "a".repeat(64), withdrawn: None });
    let merged = merge(&base, &out, &used);
    assert_eq!(told(&merged), ["Member Ana: “taken out” in ours, “kept and used” in theirs."]);
    let gone = merge_choosing(&base, &out, &used, &|_| Some(Side::Ours)).decision;
    assert_eq!(gone.commitments, []);
}

/// What ours took away with a criterion comes back with it where theirs still uses it.
#[test]
fn a_kept_criterion_has_its_swing_in_a_profile_again() {
    let base = record();
    let (mut out, mut used) = (base.clone(), base.clone());
    out.apply(Edit::RemoveCriteria(vec![criterion("speed")])).unwrap();
    assert!(out.profiles[0].swings.is_empty());
    first_member(&mut used).swings.insert(criterion("speed"), 70);
    let kept = merge_choosing(&base, &out, &used, &|_| Some(Side::Theirs)).decision;
    assert_eq!(kept, used);
}

/// What was said of a part before the copies parted, and goes with it.
#[test]
fn a_kept_part_has_all_again_that_was_said_of_it() {
    let mut base = record();
    let [first, second] = ["speed", "hiring"].map(improvement);
    let member = first_member(&mut base);
    member.order = vec![vec![criterion("hiring")], vec![criterion("speed")]];
    member.trade_offs.push(TradeOff { first, second, preferred: Preference::Second });
    member.experience.insert(option("go"), Experience::Built);
    Arc::make_mut(&mut base.outcome).chosen = Some(option("go"));
    base.commitments.push(Commitment { round: 1, member: ana(), hash: "a".repeat(64), withdrawn: None });
    let scored: Use = ("a score", |copy| {
        let field = weigh_in::decision::CellField::Vote(Some(weigh_in::decision::Vote::Score(Score::new(4).unwrap())));
        copy.apply(Edit::Cell(ana(), criterion("hiring"), option("go"), field)).unwrap();
    });
    let no_ana = Edit::RemoveMember(ana());
    for removal in [Edit::RemoveCriteria(vec![criterion("hiring")]), Edit::RemoveOption(option("go")), no_ana] {
        let (mut out, mut used) = (base.clone(), base.clone());
        out.apply(removal.clone()).unwrap();
        scored.1(&mut used);
        for (ours, theirs, side) in [(&out, &used, Side::Theirs), (&used, &out, Side::Ours)] {
            let merged = merge(&base, ours, theirs);
            assert_eq!(merged.conflicts.len(), 1, "{removal:?}: {:?}", told(&merged));
            assert_eq!(merged.decision, used, "{removal:?}");
            assert_eq!(merge_choosing(&base, ours, theirs, &|_| Some(side)).decision, used, "{removal:?}");
        }
        // What the copy changed beside that stays as it has it.
        let mut more = out.clone();
        let answer =
            TradeOff { first: improvement("speed"), second: improvement("speed"), preferred: Preference::First };
        first_member(&mut more).trade_offs.push(answer.clone());
        let merged = merge(&base, &more, &used).decision;
        assert_eq!(merged.outcome.chosen, Some(option("go")), "{removal:?}");
        let answers: Vec<&TradeOff> = merged.members.iter().flat_map(|member| &member.trade_offs).collect();
        assert!(
            answers.contains(&&answer) && answers.contains(&&base.members[0].trade_offs[0]),
            "{removal:?}: {answers:?}"
        );
    }
    // Whoever goes takes what was sealed along.
    let mut out = base.clone();
    out.apply(Edit::RemoveMember(ana())).unwrap();
    assert!(out.commitments.is_empty() && !base.commitments.is_empty());
}

/// One copy proposed and accepted, the other accepted too, took that back, and accepted again.
#[test]
fn a_history_that_went_elsewhere_and_came_back_is_asked_about() {
    use weigh_in::decision::{Status, StatusChange};
    let step = |status, day| StatusChange { status, on: date(2026, 2, day), by: "Ana".to_owned() };
    let mut base = record();
    base.history = vec![step(Status::Proposed, 1)];
    let [mut on, mut back] = [base.clone(), base.clone()];
    on.history.push(step(Status::Accepted, 2));
    back.history.extend([step(Status::Rejected, 3), step(Status::Proposed, 4)]);
    for (ours, theirs) in [(&on, &back), (&back, &on)] {
        let merged = merge(&base, ours, theirs);
        let [conflict] = &merged.conflicts[..] else { panic!("{:?}", told(&merged)) };
        assert_eq!(conflict.place, "The history of the status");
        assert!(merged.decision.acceptance().is_some());
        // Whichever is taken, the record was accepted.
        let chosen = merge_choosing(&base, ours, theirs, &|_| Some(Side::Theirs)).decision;
        let steps = if theirs == &on { on.history.clone() } else { [&on.history[..], &back.history[1..]].concat() };
        assert_eq!(chosen.history, steps);
    }
}

#[test]
fn a_member_who_lost_only_their_experience_with_a_removed_option_can_go() {
    let mut base = record();
    first_member(&mut base).experience.insert(option("go"), Experience::Built);
    let (mut ours, mut theirs) = (base.clone(), base.clone());
    ours.apply(Edit::RemoveMember(ana())).unwrap();
    theirs.apply(Edit::RemoveOption(option("go"))).unwrap();
    let merged = merge(&base, &ours, &theirs);
    assert_eq!(told(&merged), Vec::<String>::new());
    assert!(merged.decision.member(&ana()).is_none() && merged.decision.option(&option("go")).is_none());
}
