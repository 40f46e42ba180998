//! What people would expect of a merge, one case at a time.

use jiff::civil::date;
use weigh_in::decision::Criterion;
use weigh_in::decision::{
    Alternative, CellField, CriterionId, Decision, Edit, Export, Member, MemberField, MemberId, Merge, OptionField,
    OptionId, OutcomeField, RepoPath, Score, Side, Status, Vote, common_base, merge, merge_choosing,
};

fn member(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn criterion(id: &str) -> CriterionId {
    CriterionId::new(id).unwrap()
}

fn option(id: &str) -> OptionId {
    OptionId::new(id).unwrap()
}

fn score(who: &str, what: &str, points: u8) -> Edit {
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    Edit::Cell(member(who), criterion("hiring"), option(what), vote)
}

fn made(decision: &Decision, edits: &[Edit]) -> Decision {
    let mut made = decision.clone();
    for edit in edits {
        made.apply(edit.clone()).unwrap();
    }
    made
}

fn record() -> Decision {
    let add = |id: &str, name: &str| Edit::AddOption(Alternative::new(option(id), name.to_owned()));
    made(
        &Decision::new("x".to_owned(), date(2026, 1, 1)),
        &[
            Edit::Title("Use Go".to_owned()),
            add("go", "Go"),
            add("rust", "Rust"),
            Edit::AddCriterion(Box::new(Criterion::new(criterion("hiring"), "Hiring", "Team"))),
            Edit::AddCriterion(Box::new(Criterion::new(criterion("speed"), "Speed", "Run time"))),
            Edit::AddMember(Member::new(member("ana"), "Ana"), date(2026, 2, 3)),
            Edit::AddMember(Member::new(member("bo"), "Bo"), date(2026, 2, 3)),
            score("ana", "go", 3),
        ],
    )
}

fn merged(ours: &[Edit], theirs: &[Edit]) -> Merge {
    let base = record();
    merge(&base, &made(&base, ours), &made(&base, theirs))
}

fn told(merge: &Merge) -> Vec<String> {
    merge.conflicts.iter().map(weigh_in::decision::Conflict::sentence).collect()
}

#[test]
fn the_same_cell_changed_twice_is_told_by_name_with_both_values() {
    let merge = merged(&[score("ana", "go", 4)], &[score("ana", "go", 2)]);
    assert_eq!(told(&merge), ["Ana's score of Hiring for Go in round 1: “4” in ours, “2” in theirs (before: “3”)."]);
    let key = (criterion("hiring"), option("go"));
    assert_eq!(merge.decision.cell(&member("ana"), &key).and_then(|cell| cell.vote), Score::new(4).map(Vote::Score));
    assert_eq!(told(&merged(&[score("ana", "go", 4)], &[score("ana", "go", 4)])), [""; 0]);
}

#[test]
fn parts_of_one_cell_do_not_meet() {
    let note = Edit::Cell(member("ana"), criterion("hiring"), option("go"), CellField::Note("Two hires.".to_owned()));
    let merge = merged(&[score("ana", "go", 4)], &[note]);
    assert_eq!(told(&merge), [""; 0]);
    let key = (criterion("hiring"), option("go"));
    let cell = merge.decision.cell(&member("ana"), &key).unwrap();
    assert_eq!((cell.vote, cell.note.as_str()), (Score::new(4).map(Vote::Score), "Two hires."));
}

#[test]
fn what_was_taken_out_and_scored_meanwhile_stays_and_is_told() {
    let merge = merged(&[Edit::RemoveOption(option("rust"))], &[score("bo", "rust", 5)]);
    assert_eq!(told(&merge), ["Option Rust: “taken out” in ours, “kept and used” in theirs."]);
    assert_eq!((merge.conflicts[0].kept, merge.decision.options.len()), (Side::Theirs, 2));
    assert_eq!(merge.decision.problems().iter().filter(|p| p.what.contains("rust")).count(), 0);
    // Nobody used it: it is gone.
    let gone = merged(&[Edit::RemoveOption(option("rust"))], &[score("bo", "go", 5)]);
    assert_eq!((told(&gone).len(), gone.decision.options.len()), (0, 1));
    let member_gone = merged(&[Edit::RemoveMember(member("ana"))], &[score("ana", "go", 5)]);
    assert_eq!(told(&member_gone), ["Member Ana: “taken out” in ours, “kept and used” in theirs."]);
    assert_eq!(member_gone.decision.ballots.len(), 1);
}

#[test]
fn two_people_with_one_id_are_told_apart() {
    let add = |name: &str| Edit::AddMember(Member::new(member("cem"), name), date(2026, 2, 3));
    assert_eq!(
        told(&merged(&[add("Cem Ak")], &[add("Cem Oz")])),
        [
            "Two people have the id cem (whoever is taken keeps it; the other one gets the id cem-2. Both keep their own \
             ballots): “Cem Ak” in ours, “Cem Oz” in theirs."
        ]
    );
}

#[test]
fn new_things_at_one_place_stand_in_one_order() {
    let add = |id: &str| Edit::AddCriterion(Box::new(Criterion::new(criterion(id), id, "Team")));
    let far = Edit::AddCriterion(Box::new(Criterion::new(criterion("a-first"), "First", "Another group")));
    let merge = merged(&[add("training"), far], &[add("readability")]);
    let ids: Vec<&str> = merge.decision.criteria.iter().map(|c| c.id.as_str()).collect();
    assert_eq!(ids, ["hiring", "readability", "training", "speed", "a-first"]);
    assert_eq!(told(&merge), [""; 0]);
}

#[test]
fn an_order_changed_twice_is_told() {
    let zig = Edit::AddOption(Alternative::new(option("zig"), "Zig".to_owned()));
    let base = made(&record(), &[zig]);
    let first = made(&base, &[Edit::MoveOption(option("zig"), 0)]);
    let second = made(&base, &[Edit::MoveOption(option("go"), 2)]);
    assert_eq!(
        told(&merge(&base, &first, &second)),
        ["The order of the options: “Zig, Go, Rust” in ours, “Rust, Zig, Go” in theirs (before: “Go, Rust, Zig”)."]
    );
    let named = made(&base, &[Edit::Option(option("go"), OptionField::Name("Go 2".to_owned()))]);
    assert_eq!(told(&merge(&base, &first, &named)), [""; 0]);
}

#[test]
fn texts_are_merged_by_the_line_where_different_lines_were_changed() {
    let context = |text: &str| Edit::Context(text.to_owned());
    let base = made(&record(), &[context("One.\nTwo.\nThree.")]);
    let both = |ours: &str, theirs: &str| {
        let merge = merge(&base, &made(&base, &[context(ours)]), &made(&base, &[context(theirs)]));
        (merge.decision.context.clone(), merge.conflicts.len())
    };
    assert_eq!(both("1.\nTwo.\nThree.", "One.\nTwo.\n3."), ("1.\nTwo.\n3.".to_owned(), 0));
    assert_eq!(both("One.\nThree.", "One.\nTwo.\nThree.\nFour."), ("One.\nThree.\nFour.".to_owned(), 0));
    assert_eq!(both("1.\nTwo.\nThree.", "Uno.\nTwo.\nThree."), ("1.\nTwo.\nThree.".to_owned(), 1));
    assert_eq!(both("One.\nTwo.\nThree.\nA.", "One.\nTwo.\nThree.\nB.").1, 1);
}

#[test]
fn lists_take_what_both_add_and_correct() {
    let list = |items: &[&str]| Edit::Constraints(items.iter().map(|item| (*item).to_owned()).collect());
    let base = made(&record(), &[list(&["Linux", "two teams"])]);
    let both = |ours: &[&str], theirs: &[&str]| {
        let merge = merge(&base, &made(&base, &[list(ours)]), &made(&base, &[list(theirs)]));
        (merge.decision.constraints.join(", "), told(&merge))
    };
    assert_eq!(
        both(&["Linux", "two teams", "b"], &["Linux", "two teams", "a"]),
        ("Linux, two teams, a, b".to_owned(), vec![])
    );
    assert_eq!(both(&["Linux", "three teams"], &["Linux", "two teams", "a"]).0, "Linux, three teams, a");
    assert_eq!(both(&["Linux"], &["BSD", "two teams"]).0, "BSD");
    assert_eq!(
        both(&["Linux", "three teams"], &["Linux", "four teams"]).1,
        ["The constraints, item 2: “three teams” in ours, “four teams” in theirs (before: “two teams”)."]
    );
}

#[test]
fn what_was_accepted_is_not_swapped_for_another_choice() {
    let choose = |id: &str| Edit::Outcome(OutcomeField::Chosen(Some(option(id))));
    let status = |status| Edit::Status(status, date(2026, 2, 1), String::new());
    let base = made(&record(), &[choose("go"), status(Status::Proposed)]);
    let merge = merge(&base, &made(&base, &[choose("rust")]), &made(&base, &[status(Status::Accepted)]));
    let [told] = &told(&merge)[..] else { panic!("{:?}", told(&merge)) };
    let values = "“proposed, with the chosen option, choosing Rust” in ours, “accepted on 1 February 2026, choosing Go” in theirs.";
    assert!(told.ends_with(values), "{told}");
    assert_eq!(merge.decision.outcome.chosen, Some(option("go")));
}

#[test]
fn all_who_accepted_stay_in_the_history() {
    let on = |day, status, by: &str| Edit::Status(status, date(2026, 2, day), by.to_owned());
    let base = made(&record(), &[on(1, Status::Proposed, "Ana")]);
    let ana = made(&base, &[on(3, Status::Accepted, "Ana")]);
    let bo =
        made(&base, &[on(2, Status::Rejected, "Bo"), on(2, Status::Proposed, "Bo"), on(3, Status::Accepted, "Bo")]);
    for (ours, theirs) in [(&ana, &bo), (&bo, &ana)] {
        let merge = merge(&base, ours, theirs);
        assert_eq!(told(&merge), [""; 0]);
        let steps: Vec<(Status, &str)> =
            merge.decision.history.iter().map(|change| (change.status, change.by.as_str())).collect();
        let expected = [
            (Status::Proposed, "Ana"),
            (Status::Rejected, "Bo"),
            (Status::Proposed, "Bo"),
            (Status::Accepted, "Ana"),
            (Status::Accepted, "Bo"),
        ];
        assert_eq!(steps, expected);
    }
}

#[test]
fn a_step_that_a_copy_took_out_of_the_history_stays_out() {
    let on = |day, status| Edit::Status(status, date(2026, 2, day), "Ana".to_owned());
    let base = made(&record(), &[on(1, Status::Proposed), on(2, Status::Rejected), on(3, Status::Proposed)]);
    let mut ana = made(&base, &[on(4, Status::Accepted)]);
    ana.history.remove(1);
    let bo = made(&base, &[on(5, Status::Accepted)]);
    let merge = merge(&base, &ana, &bo);
    let days: Vec<i8> = merge.decision.history.iter().map(|change| change.on.day()).collect();
    assert_eq!(days, [1, 3, 4, 5]);
}

#[test]
fn ballots_of_an_id_that_was_changed_in_one_place_alone_are_kept() {
    let base = made(&record(), &[score("ana", "go", 4), score("ana", "rust", 2)]);
    let other = made(&base, &[Edit::Title("Use Go or Rust".to_owned())]);
    let kept = |changed: Decision| {
        for (ours, theirs) in [(&changed, &other), (&other, &changed)] {
            let merge = merge(&base, ours, theirs);
            assert_eq!(merge.decision.title, other.title);
            assert_eq!(merge.decision.ballots, changed.ballots, "{:?}", told(&merge));
        }
    };
    let mut renamed = base.clone();
    std::sync::Arc::make_mut(&mut renamed.members[0]).id = member("anaq");
    kept(renamed);
    let mut renamed = base.clone();
    std::sync::Arc::make_mut(&mut renamed.criteria[0]).id = criterion("hiringq");
    kept(renamed);
    let mut renamed = base.clone();
    std::sync::Arc::make_mut(&mut renamed.options[0]).id = option("goq");
    kept(renamed);
}

#[test]
fn a_round_is_blind_again_for_who_had_not_sealed() {
    let base = Decision { members: Vec::new(), ballots: Vec::new(), ..record() };
    let on = date(2026, 2, 1);
    let add = |id: &str| Edit::AddMember(Member::new(member(id), id), date(2026, 2, 3));
    // Ana is alone in her copy, so her seal reveals it.
    let ana = made(
        &base,
        &[add("ana"), score("ana", "go", 4), Edit::Seal(member("ana"), on, weigh_in::decision::Salt::of_bits(7))],
    );
    assert!(ana.rounds[0].is_revealed());
    let bo = made(&base, &[add("bo"), score("bo", "go", 1)]);
    assert!(merge(&base, &ana, &bo).decision.is_blind());
    assert!(merge(&base, &bo, &ana).decision.is_blind());
    let sealed = made(&bo, &[Edit::Seal(member("bo"), on, weigh_in::decision::Salt::of_bits(7))]);
    // Both have sealed, each alone; nobody has revealed anything to the team.
    let both = merge(&base, &ana, &sealed).decision;
    assert!(both.is_blind() && both.have_all_sealed());
}

#[test]
fn a_reveal_that_both_copies_took_back_was_over_on_the_earlier_day() {
    let base = Decision { members: Vec::new(), ballots: Vec::new(), ..record() };
    let add = |id: &str, day: i8| Edit::AddMember(Member::new(member(id), id), date(2026, 2, day));
    let base = made(
        &base,
        &[
            add("ana", 1),
            score("ana", "go", 4),
            Edit::Seal(member("ana"), date(2026, 2, 1), weigh_in::decision::Salt::of_bits(7)),
        ],
    );
    let (bo, cem) = (made(&base, &[add("bo", 3)]), made(&base, &[add("cem", 2)]));
    for (ours, theirs) in [(&bo, &cem), (&cem, &bo), (&base, &cem)] {
        let merge = merge(&base, ours, theirs);
        assert_eq!(told(&merge), [""; 0]);
        let [reveal] = &merge.decision.rounds[0].reveals[..] else { panic!("one reveal") };
        assert_eq!(reveal.taken_back.as_ref().map(|back| back.on), Some(date(2026, 2, 2)));
    }
}

#[test]
fn ballots_that_were_opened_again_in_either_copy_are_kept() {
    let seal = |id: &str| Edit::Seal(member(id), date(2026, 2, 1), weigh_in::decision::Salt::of_bits(7));
    let sealed = made(&record(), &[seal("ana"), seal("bo")]);
    let open = |id: &str, day: i8| Edit::Reopen(member(id), date(2026, 2, day));
    let (ours, theirs) = (made(&sealed, &[open("bo", 3)]), made(&sealed, &[open("ana", 2)]));
    for merge in [merge(&sealed, &ours, &theirs), merge(&sealed, &theirs, &ours)] {
        assert_eq!(merge.open().count(), 0, "{:#?}", merge.conflicts);
        let reopened: Vec<_> = merge.decision.rounds[0].reopened.iter().map(|one| one.member.as_str()).collect();
        assert_eq!(reopened, ["ana", "bo"]);
    }
}

#[test]
fn of_two_people_who_reveal_a_round_the_first_one_counts() {
    let reveal = |by: &str, day: i8| Edit::Reveal(by.to_owned(), date(2026, 2, day));
    let (ana, bo) = (made(&record(), &[reveal("Ana", 2)]), made(&record(), &[reveal("Bo", 1)]));
    for (ours, theirs) in [(&ana, &bo), (&bo, &ana)] {
        let merge = merge(&record(), ours, theirs);
        assert_eq!(told(&merge), [""; 0]);
        let [reveal] = &merge.decision.rounds[0].reveals[..] else { panic!("one reveal") };
        assert_eq!((reveal.by.as_str(), reveal.on), ("Bo", date(2026, 2, 1)));
    }
}

#[test]
fn without_a_base_what_only_one_copy_holds_is_taken() {
    let (ours, theirs) = (made(&record(), &[score("bo", "go", 2)]), made(&record(), &[score("bo", "rust", 5)]));
    let merge = merge(&common_base(&ours, &theirs), &ours, &theirs);
    assert_eq!(told(&merge), [""; 0]);
    assert_eq!(merge.decision.ballot(&member("bo"), 1).unwrap().cells.len(), 2);
    assert_eq!(merge.notes, [""; 0], "nobody knows whether both copies added Bo");
}

/// The record with exports by these paths, of which this is known, in this form.
fn exported(dialect: &str, exports: &[(&str, &str)]) -> Decision {
    let export = |(path, written): &(&str, &str)| Export {
        path: format!("{path}.md").into(),
        dialect: dialect.to_owned(),
        on: date(2026, 1, 1),
        charts: Vec::new(),
        written: (*written).to_owned(),
        style: String::new(),
    };
    Decision { exports: exports.iter().map(export).collect(), ..record() }
}

/// The paths of the exports where these copies come together, whichever is called ours. No conflict is told.
fn merged_paths(base: &[(&str, &str)], ours: &[(&str, &str)], theirs: &[(&str, &str)]) -> Vec<RepoPath> {
    let [base, ours, theirs] = [base, ours, theirs].map(|exports| exported("madr", exports));
    let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
    assert_eq!(one, other);
    assert_eq!(told(&one), [""; 0]);
    one.decision.exports.iter().map(|export| export.path.clone()).collect()
}

#[test]
fn an_adr_that_got_another_path_is_the_same_one() {
    assert_eq!(merged_paths(&[("a", "1")], &[("b", "1")], &[("a", "2")]), ["b.md"]);
    assert_eq!(merged_paths(&[("a", "1")], &[("b", "1")], &[("b", "1")]), ["b.md"]);
    assert_eq!(merged_paths(&[("a", "1")], &[("b", "1")], &[]), [""; 0]);
    // Another number stands in the text of the ADR as well, so what is known of it is another thing.
    assert_eq!(merged_paths(&[("1-a", "1")], &[("5-a", "2")], &[("1-a", "3")]), ["5-a.md"]);
    assert_eq!(merged_paths(&[("1-a", "1")], &[("5-a", "2")], &[("1-a", "1"), ("6-a", "3")]), ["5-a.md", "6-a.md"]);
}

#[test]
fn no_adr_is_lost_where_the_copies_gave_paths_in_different_ways() {
    assert_eq!(merged_paths(&[("a", "1")], &[("b", "1")], &[("c", "1")]), ["b.md", "c.md"]);
    // Two ADRs got one path: no record can tell which of them the file is.
    let two = [("a", "1"), ("b", "2")];
    assert_eq!(merged_paths(&two, &[("c", "1"), ("b", "2")], &[("a", "1"), ("c", "2")]), ["c.md"]);
    // The other copy has a new ADR at the path.
    assert_eq!(merged_paths(&[("a", "1")], &[("b", "1")], &[("a", "1"), ("b", "3")]), ["b.md"]);
}

#[test]
fn a_conflict_about_an_adr_with_another_path_is_the_same_once_it_is_resolved_later() {
    let base = exported("madr", &[("a", "1")]);
    let ours = exported("nygard", &[("b", "1")]);
    for theirs in [&[("b", "1")][..], &[("a", "1"), ("b", "1")], &[("a", "1"), ("b", "2")]] {
        let theirs = exported("universal", theirs);
        let at_once = merge(&base, &ours, &theirs);
        let side = |side| merge_choosing(&base, &ours, &theirs, &|_| Some(side)).decision;
        let later = merge(&base, &side(Side::Ours), &side(Side::Theirs));
        assert!(!at_once.conflicts.is_empty());
        assert_eq!(at_once.conflicts, later.conflicts);
    }
}

#[test]
fn swings_of_a_member_are_merged_one_by_one() {
    let own = |swings: &[(&str, u8)]| {
        let swings = swings.iter().map(|(id, swing)| (criterion(id), *swing)).collect();
        Edit::Member(member("ana"), MemberField::Swings(swings))
    };
    let merge = merged(&[own(&[("hiring", 10)])], &[own(&[("speed", 20)])]);
    assert_eq!((told(&merge).len(), merge.decision.members[0].swings.len()), (0, 2));
    let merge = merged(&[own(&[("hiring", 10)])], &[own(&[("hiring", 20)])]);
    assert_eq!(told(&merge), ["Ana's weight for Hiring: “10” in ours, “20” in theirs."]);
    let merge = merged(&[own(&[("hiring", 10)])], &[Edit::RemoveCriteria(vec![criterion("hiring")])]);
    assert_eq!(told(&merge), ["Criterion Hiring: “kept and used” in ours, “taken out” in theirs."]);
}

#[test]
fn what_together_would_leave_nothing_is_a_conflict() {
    let merge =
        merged(&[Edit::RemoveOption(option("go"))], &[Edit::RemoveOption(option("rust")), score("ana", "go", 5)]);
    assert_eq!(
        told(&merge),
        [
            "The options that stay (each side removed what the other kept): “Rust” in ours, “Go” in theirs (before: “Go, Rust”)."
        ]
    );
    let base = record();
    let (ours, theirs) = (
        made(&base, &[Edit::RemoveOption(option("go"))]),
        made(&base, &[Edit::RemoveOption(option("rust")), score("ana", "go", 5)]),
    );
    for (side, left) in [(Side::Ours, &ours), (Side::Theirs, &theirs)] {
        let merge = merge_choosing(&base, &ours, &theirs, &|_| Some(side));
        assert_eq!((&merge.decision.options, &merge.decision.ballots), (&left.options, &left.ballots), "{side:?}");
    }
    let added = |id: &str| Edit::AddOption(Alternative::new(option(id), id.to_owned()));
    let merge = merged(&[Edit::RemoveOption(option("go")), added("zig")], &[Edit::RemoveOption(option("rust"))]);
    assert_eq!((told(&merge).len(), merge.decision.options.len()), (0, 1));
}

#[test]
fn what_somebody_should_look_at_is_noted() {
    let add = |points: &str| {
        let eve = Edit::AddMember(Member::new(member("eve"), "Eve"), date(2026, 2, 3));
        vec![eve, score("eve", points, 2)]
    };
    let twice = merged(&add("go"), &add("rust"));
    assert_eq!(told(&twice), Vec::<String>::new());
    assert!(twice.notes.len() == 1 && twice.notes[0].starts_with("Both sides added Eve"), "{:?}", twice.notes);
    assert_eq!(merged(&add("go"), &add("go")).notes, Vec::<String>::new());

    let day = date(2026, 1, 2);
    let seal = |who: &str| Edit::Seal(member(who), day, weigh_in::decision::Salt::of_bits(7));
    let base = made(&record(), &[score("bo", "go", 3)]);
    let sealed = made(&base, &[seal("ana"), seal("bo")]);
    let changed = made(&base, &[score("bo", "go", 5)]);
    let late = merge(&base, &sealed, &changed);
    assert!(
        late.notes.len() == 1 && late.notes[0].starts_with("Bo's ballot of round 1 was sealed"),
        "{:?}",
        late.notes
    );
    assert_eq!(merge(&base, &changed, &sealed).notes, late.notes);
}

#[test]
fn an_adr_that_got_another_number_here_keeps_what_was_exported_there() {
    let export = |path: &str, written: &str| weigh_in::decision::Export {
        path: path.into(),
        dialect: "madr".to_owned(),
        on: date(2026, 1, 1),
        charts: Vec::new(),
        written: written.to_owned(),
        style: String::new(),
    };
    let with = |export| Decision { exports: vec![export], ..record() };
    let (base, here, there) =
        (with(export("0001-x.md", "1:1")), with(export("0002-x.md", "1:1")), with(export("0001-x.md", "1:2")));
    for merge in [merge(&base, &here, &there), merge(&base, &there, &here)] {
        assert_eq!((told(&merge), merge.decision.exports), (Vec::new(), vec![export("0002-x.md", "1:2")]));
    }
}
