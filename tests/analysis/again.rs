//! What is counted after an edit with what was known before is what would be counted from nothing.

use std::collections::BTreeMap;

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    analysis::{
        Analysis, Rung, Scope, analyze, analyze_again,
        robustness::{Progress, Settings, draw, same_rung},
    },
    decision::{
        Alternative, CellField, Criterion, CriterionField, CriterionId, Decision, Edit, Evidence, Member, MemberField,
        MemberId, MustHave, MustHaveRule, OptionField, OptionId, Score, Vote,
    },
};

use crate::support::record;

/// An edit of what the numbers rest on, from some numbers at random; it may be refused.
pub fn edit(decision: &Decision, [kind, a, b, c, d]: [usize; 5]) -> Option<Edit> {
    let option = || Some(decision.options.get(a % decision.options.len().max(1))?.id.clone());
    let criterion = || Some(decision.criteria.get(b % decision.criteria.len().max(1))?.id.clone());
    let member = || Some(decision.members.get(c % decision.members.len().max(1))?.id.clone());
    let cell = |field| Some(Edit::Cell(member()?, criterion()?, option()?, field));
    let swing = || (d * 7 % 101) as u8;
    let day = date(2026, 1, 3);
    Some(match kind % 24 {
        0..=7 => cell(CellField::Vote(Some(Vote::Score(Score::ALL[d % 5]))))?,
        8 => cell(CellField::Vote(Some(Vote::Abstain)))?,
        9 => cell(CellField::Vote(None))?,
        10 => cell(CellField::Evidence((d % 2 == 0).then_some(Evidence::Measured)))?,
        11 | 12 => Edit::Criterion(criterion()?, CriterionField::Swing(swing())),
        13 => Edit::Criterion(criterion()?, CriterionField::NotApplicable(d % 2 == 0)),
        14 => {
            let rule = if d % 3 == 0 { MustHaveRule::Median } else { MustHaveRule::Members(1 + (d % 2) as u16) };
            let must_have = (d % 4 > 0).then_some(MustHave { at_least: Score::ALL[d % 3], rule });
            Edit::Criterion(criterion()?, CriterionField::MustHave(must_have))
        }
        15 => Edit::Member(member()?, MemberField::Weight([0.5, 1.0, 2.0][d % 3])),
        16 => {
            let own = if d % 3 == 0 { BTreeMap::new() } else { BTreeMap::from([(criterion()?, swing())]) };
            Edit::Member(member()?, MemberField::Swings(own))
        }
        17 => Edit::MoveOption(option()?, d % decision.options.len()),
        18 => Edit::PlaceCriteria {
            criteria: vec![criterion()?],
            group: decision.criteria[d % decision.criteria.len()].group.clone(),
            before: None,
        },
        19 if d % 2 == 0 => Edit::RemoveMember(member()?),
        19 => Edit::AddMember(Member::new(MemberId::new(&format!("new-{c}")).ok()?, "New"), date(2026, 2, 3)),
        20 if d % 2 == 0 => Edit::RemoveOption(option()?),
        20 => {
            let id = OptionId::new(&format!("new-{a}")).ok()?;
            Edit::AddOption(Alternative::new(id, format!("New {a}")))
        }
        21 if d % 2 == 0 => Edit::RemoveCriteria(vec![criterion()?]),
        21 => {
            let id = CriterionId::new(&format!("new-{b}")).ok()?;
            Edit::AddCriterion(Box::new(Criterion {
                swing: (d % 4 > 0).then(swing),
                ..Criterion::new(id, &format!("New {b}"), "Group")
            }))
        }
        22 => Edit::OpenRound(Vec::new()),
        _ if d % 3 == 0 => Edit::Reveal("Ana".to_owned(), day),
        _ if d % 3 == 1 => Edit::Seal(member()?, day, weigh_in::decision::Salt::of_bits(7)),
        _ => Edit::Option(option()?, OptionField::Name(format!("Renamed {d}"))),
    })
}

/// A team of four, three options and four criteria, revealed.
pub fn start() -> Decision {
    let sheet = |k: u8| (0..4).map(|j| (0..3).map(|i| Some(1 + (j * 3 + i * 2 + k) % 5)).collect()).collect();
    record(&[80, 50, 30, 10], 3, &[sheet(0), sheet(1), sheet(3), sheet(4)])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(64) })]

    #[test]
    fn after_any_edits_it_is_as_if_counted_from_nothing(
        edits in prop::collection::vec(prop::array::uniform5(0_usize..1000), 1..24),
    ) {
        let mut decision = start();
        let mut known: [Option<Analysis>; 2] = [None, None];
        for numbers in edits {
            let Some(edit) = edit(&decision, numbers) else { continue };
            if decision.apply(edit.clone()).is_err() {
                continue;
            }
            for (scope, known) in [Scope::All, Scope::Revealed].into_iter().zip(&mut known) {
                let fresh = analyze(&decision, scope);
                let again = analyze_again(&decision, scope, known.as_ref());
                prop_assert!(again == fresh, "{edit:?} in {scope:?}");
                prop_assert!(again.vote_flips().eq(fresh.vote_flips()), "{edit:?} in {scope:?}");
                if let Some(known) = known {
                    kept_rungs_hold(known, &again)?;
                }
                *known = Some(again);
            }
        }
    }
}

/// What was drawn for a rung that asks the same is what would be drawn now.
fn kept_rungs_hold(before: &Analysis, now: &Analysis) -> Result<(), TestCaseError> {
    let settings = Settings { draws: 200, ..Settings::default() };
    for rung in Rung::ALL.into_iter().filter(|rung| same_rung(before, now, *rung)) {
        let drawn = |analysis| draw(analysis, rung, settings, &Progress::default()).unwrap();
        prop_assert_eq!(drawn(before), drawn(now), "{:?}", rung);
    }
    Ok(())
}

#[test]
fn a_swing_leaves_the_rung_that_ignores_swings() {
    let mut decision = start();
    let before = analyze(&decision, Scope::All);
    let id = decision.criteria[0].id.clone();
    decision.apply(Edit::Criterion(id.clone(), CriterionField::Swing(70))).unwrap();
    let swung = analyze_again(&decision, Scope::All, Some(&before));
    let same = |rung| same_rung(&before, &swung, rung);
    assert_eq!(Rung::ALL.map(same), [true, true, false, false, false], "80 and 70 are both the most");
    decision.apply(Edit::Criterion(id, CriterionField::Swing(20))).unwrap();
    let swung = analyze_again(&decision, Scope::All, Some(&before));
    assert!(!same_rung(&before, &swung, Rung::YourOrder));
}
