//! Importing ballots: one step, all or none.

use jiff::civil::date;
use proptest::{collection::vec, prelude::*, sample::Index};
use weigh_in::decision::{
    CellField, Criterion, CriterionId, Decision, Edit, Intake, Member, MemberId, OptionId, Refusal, RevealedBecause,
    Score, Vote,
};

use crate::common;

const ON: jiff::civil::Date = date(2026, 3, 1);

fn id(id: &str) -> MemberId {
    MemberId::new(id).unwrap()
}

fn record() -> Decision {
    let mut decision = Decision::new("x".to_owned(), ON);
    for name in ["Go", "Rust"] {
        let id = OptionId::from_name(name, []);
        let option = weigh_in::decision::Alternative::new(id, name.to_owned());
        decision.apply(Edit::AddOption(option)).unwrap();
    }
    decision
        .apply(Edit::AddCriterion(Box::new(Criterion::new(CriterionId::new("hiring").unwrap(), "Hiring", ""))))
        .unwrap();
    decision
}

fn scored(decision: &Decision, who: &str, points: u8, sealed: bool) -> Decision {
    let mut decision = decision.clone();
    if decision.member(&id(who)).is_none() {
        decision.apply(Edit::AddMember(Member::new(id(who), who), date(2026, 2, 3))).unwrap();
    }
    let vote = CellField::Vote(Score::new(points).map(Vote::Score));
    let cell = Edit::Cell(id(who), CriterionId::new("hiring").unwrap(), OptionId::new("go").unwrap(), vote);
    decision.apply(cell).unwrap();
    if sealed {
        decision.apply(Edit::Seal(id(who), ON, weigh_in::decision::Salt::of_bits(7))).unwrap();
    }
    decision
}

fn import(decision: &mut Decision, others: &[(&Decision, &str)], replace: bool) -> Result<(), Refusal> {
    let sheets = others.iter().map(|(other, who)| other.ballot_sheet(&id(who)).unwrap()).collect();
    decision.apply(Edit::Import { sheets, replace, on: ON })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn what_is_told_beforehand_is_what_happens(
        decision in common::decision(), other in common::decision(), who in vec(any::<Index>(), 0..4), replace in any::<bool>(),
        same in any::<bool>(),
    ) {
        let mut from = if same { decision.clone() } else { other };
        from.id.clone_from(&decision.id);
        let members = who.iter().filter(|_| !from.members.is_empty()).map(|who| who.get(&from.members).id.clone());
        let sheets: Vec<_> = members.filter_map(|member| from.ballot_sheet(&member)).collect();
        let intakes = decision.intake(&sheets, replace);
        prop_assert_eq!(intakes.len(), sheets.len());
        let mut after = decision.clone();
        let done = after.apply(Edit::Import { sheets: sheets.clone(), replace, on: ON });
        prop_assert_eq!(done.is_err(), intakes.iter().any(Intake::is_refused));
        if done.is_err() {
            prop_assert_eq!(after, decision);
        } else {
            for sheet in &sheets {
                let ballot = after.ballot(&sheet.ballot.member, after.round());
                prop_assert!(ballot.is_some_and(|ballot| ballot.cells == sheet.ballot.cells));
            }
            prop_assert!(after.intake(&sheets, false).iter().all(|intake| matches!(intake, Intake::Known(_))));
        }
    }
}

#[test]
fn the_history_says_how_many_came_in() {
    let sheets =
        |who: &[&str]| who.iter().map(|who| scored(&record(), who, 3, false).ballot_sheet(&id(who)).unwrap()).collect();
    let label = |who: &[&str]| Edit::Import { sheets: sheets(who), replace: false, on: ON }.label(&record());
    assert_eq!(label(&["ana", "bo", "cem"]), "Import 3 ballots");
    assert_eq!(label(&["ana"]), "Import ana's ballot");
}

#[test]
fn a_sole_member_who_sealed_does_not_end_the_round_for_those_who_come_in() {
    let mut lead = scored(&record(), "ana", 4, true);
    assert!(lead.rounds[0].is_revealed());
    let (bo, cem) = (scored(&record(), "bo", 2, false), scored(&record(), "cem", 5, true));
    import(&mut lead, &[(&bo, "bo"), (&cem, "cem")], false).unwrap();
    assert!(lead.is_blind());
    let sealed = scored(&record(), "bo", 2, true);
    import(&mut lead, &[(&sealed, "bo")], false).unwrap();
    // All are in; when it is shown is up to people.
    assert!(lead.is_blind() && lead.have_all_sealed());
    lead.apply(Edit::Reveal("Ana".to_owned(), ON)).unwrap();
    assert_eq!(lead.rounds[0].reveal().unwrap().because, RevealedBecause::AllSealed);
}

#[test]
fn a_late_ballot_is_for_the_next_round() {
    let mut team = scored(&scored(&record(), "ana", 4, false), "bo", 2, false);
    team.apply(Edit::Reveal("Ana".to_owned(), ON)).unwrap();
    let late = scored(&record(), "cem", 5, true);
    let sheet = late.ballot_sheet(&id("cem")).unwrap();
    let too_late =
        "Round 1 is revealed, so the ballot of cem comes too late for it. Start the next round, and import it there.";
    assert_eq!(team.intake(std::slice::from_ref(&sheet), false)[0].sentences(), too_late);
    // Neither does a ballot change that the team has seen.
    let again = scored(&record(), "ana", 1, true);
    let told = team.intake(&[again.ballot_sheet(&id("ana")).unwrap()], true)[0].sentences();
    assert!(told.ends_with("Start the next round, and ask ana for a ballot of round 2."), "{told}");
    team.apply(Edit::OpenRound(Vec::new())).unwrap();
    import(&mut team, &[(&late, "cem")], false).unwrap();
    let taken = team.ballot(&id("cem"), 2).unwrap();
    assert_eq!((&taken.cells, taken.sealed), (&sheet.ballot.cells, true));
    assert!(matches!(team.intake(&[sheet], false)[..], [Intake::Known(_)]));
    // One whose earlier scores stand scores again.
    assert!(team.intake(&[again.ballot_sheet(&id("ana")).unwrap()], true)[0].is_refused());
}

#[test]
fn a_sealed_ballot_is_replaced_only_on_request() {
    let mut team = scored(&record(), "ana", 4, true);
    let other = scored(&record(), "ana", 1, true);
    let before = team.clone();
    assert!(matches!(import(&mut team, &[(&other, "ana")], false), Err(Refusal::Ballots(_))));
    assert_eq!(team, before);
    import(&mut team, &[(&other, "ana")], true).unwrap();
    assert_eq!(team.ballots, other.ballots);
}
