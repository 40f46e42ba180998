//! Small random records with everything that numbers depend on.

use std::sync::Arc;

use proptest::prelude::*;
use weigh_in::decision::{Ballot, Decision, Evidence, Link, MemberId, MustHaveRule, Reference};

use crate::support::{Said, ballot, criterion_id, criterion_mut, member_mut, must_have, option_id, record};

/// What a record is made of, shown where one fails.
#[derive(Debug, Clone)]
pub struct Record {
    options: usize,
    criteria: Vec<Row>,
    members: Vec<Person>,
    /// By reference: whether it counts, and what it says.
    references: Vec<(bool, Sheet)>,
    /// What the first member says in a second round.
    again: Option<Sheet>,
}

#[derive(Debug, Clone)]
struct Row {
    swing: Option<u8>,
    group: &'static str,
    applies: bool,
    must_have: Option<(u8, MustHaveRule)>,
}

#[derive(Debug, Clone)]
struct Person {
    weight: f64,
    /// By criterion: their own swing, if they name one.
    swings: Option<Vec<Option<u8>>>,
    sheet: Sheet,
}

/// By criterion and option: what is said, and whether it was measured.
type Sheet = Vec<Vec<(Said, bool)>>;

fn swing() -> impl Strategy<Value = u8> {
    prop_oneof![1 => Just(0), 2 => Just(50), 4 => (1..=10_u8).prop_map(|tens| 10 * tens)]
}

fn row() -> impl Strategy<Value = Row> {
    let rule = prop_oneof![Just(MustHaveRule::Median), (1..=3_u16).prop_map(MustHaveRule::Members)];
    (
        prop_oneof![1 => Just(None), 9 => swing().prop_map(Some)],
        prop::sample::select(&["A", "A", "B", "", " "][..]),
        prop::bool::weighted(0.85),
        prop::option::weighted(0.2, (2..=4_u8, rule)),
    )
        .prop_map(|(swing, group, applies, must_have)| Row { swing, group, applies, must_have })
}

/// Somebody who says something of about every cell, or of some.
fn sheet(criteria: usize, options: usize) -> impl Strategy<Value = Sheet> {
    prop::sample::select(&[100, 80, 50, 10][..]).prop_flat_map(move |scored| {
        let said = prop_oneof![
            scored => (1..=5_u8).prop_map(Some),
            (100 - scored) / 2 + 1 => Just(Some(0)),
            (100 - scored) / 2 + 1 => Just(None),
        ];
        let cell = (said, prop::bool::weighted(0.15));
        prop::collection::vec(prop::collection::vec(cell, options), criteria)
    })
}

fn person(criteria: usize, options: usize) -> impl Strategy<Value = Person> {
    let swings = prop::collection::vec(prop::option::weighted(0.7, swing()), criteria);
    (
        prop::sample::select(&[1.0, 1.0, 0.5, 2.0, 3.0][..]),
        prop::option::weighted(0.3, swings),
        sheet(criteria, options),
    )
        .prop_map(|(weight, swings, sheet)| Person { weight, swings, sheet })
}

pub fn records() -> impl Strategy<Value = Record> {
    (1..=4_usize, 2..=3_usize, 1..=4_usize, 0..=2_usize).prop_flat_map(|(criteria, options, members, references)| {
        (
            prop::collection::vec(row(), criteria),
            prop::collection::vec(person(criteria, options), members),
            prop::collection::vec((any::<bool>(), sheet(criteria, options)), references),
            prop::option::weighted(0.2, sheet(criteria, options)),
        )
            .prop_map(move |(criteria, members, references, again)| Record {
                options,
                criteria,
                members,
                references,
                again,
            })
    })
}

fn said(sheet: &Sheet) -> Vec<Vec<Said>> {
    sheet.iter().map(|row| row.iter().map(|(said, _)| *said).collect()).collect()
}

/// Marks what was measured.
fn measure(ballot: &mut Ballot, sheet: &Sheet) {
    for (j, row) in sheet.iter().enumerate() {
        for (i, _) in row.iter().enumerate().filter(|(_, (_, measured))| *measured) {
            if let Some(cell) = ballot.cells.get_mut(&(criterion_id(j), option_id(i))) {
                cell.evidence = Some(Evidence::Measured);
            }
        }
    }
}

impl Record {
    pub fn decision(&self) -> Decision {
        let sheets: Vec<_> = self.members.iter().map(|person| said(&person.sheet)).collect();
        let mut decision = record(&vec![0; self.criteria.len()], self.options, &sheets);
        for (j, row) in self.criteria.iter().enumerate() {
            let criterion = criterion_mut(&mut decision, j);
            criterion.swing = row.swing;
            row.group.clone_into(&mut criterion.group);
            criterion.not_applicable = !row.applies;
            if let Some((at_least, rule)) = row.must_have {
                must_have(&mut decision, j, at_least, rule);
            }
        }
        for (u, person) in self.members.iter().enumerate() {
            let member = member_mut(&mut decision, u);
            member.weight = person.weight;
            let own = person.swings.iter().flatten().enumerate();
            member.swings = own.filter_map(|(j, swing)| Some((criterion_id(j), (*swing)?))).collect();
            measure(Arc::make_mut(&mut decision.ballots[u]), &person.sheet);
        }
        for (place, (counted, sheet)) in self.references.iter().enumerate() {
            let mut said = ballot(place, 1, &said(sheet));
            measure(&mut said, sheet);
            let cells = said.cells;
            let id = MemberId::new(&format!("source{place}")).unwrap();
            let (name, source) = (format!("Source {place}"), Link::default());
            decision.references.push(Arc::new(Reference { id, name, source, counted: *counted, cells }));
        }
        if let Some(again) = &self.again {
            let mut ballot = ballot(0, 2, &said(again));
            measure(&mut ballot, again);
            // Files may have the rounds in any order.
            decision.ballots.insert(0, Arc::new(ballot));
        }
        decision
    }
}
