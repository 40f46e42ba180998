//! Tables of records: what goes out comes back in.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use weigh_in::{
    analysis::{Scope, analyze},
    decision::{Decision, Edit, MemberId},
    table::{Grid, Misfits, TablePlan, TableReading, TableWays, means_table, member_table, plan_table, votes_table},
};

use crate::common;

fn reading(member: Option<&MemberId>) -> TableReading<'_> {
    TableReading {
        member,
        adds: false,
        scale: None,
        options_in_rows: None,
        on: date(2026, 11, 3),
        ways: TableWays::Command,
    }
}

fn plan(decision: &Decision, table: &str, member: Option<&MemberId>) -> Result<TablePlan, Misfits> {
    let grid = Grid::read(table.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{table}"));
    plan_table(decision, &grid, reading(member))
}

/// The record in a round that is open to all, with ballots of that round alone, and links that may be set.
fn open(mut decision: Decision) -> Decision {
    decision.history.clear();
    decision.commitments.clear();
    decision.private_ballots = false;
    let round = decision.round();
    let last = Arc::make_mut(decision.rounds.last_mut().unwrap());
    last.criteria.clear();
    last.reveals.clear();
    decision.ballots.retain(|ballot| ballot.round == round);
    for ballot in &mut decision.ballots {
        let ballot = Arc::make_mut(ballot);
        (ballot.sealed, ballot.salt) = (false, None);
        // A blank cell says nothing, and no edit makes one.
        ballot.cells.retain(|_, cell| !cell.is_blank());
        for cell in ballot.cells.values_mut().filter(|cell| !cell.link.is_empty()) {
            cell.link = format!("https://example.org/{}", cell.link.replace(char::is_whitespace, ""));
        }
    }
    decision.ballots.retain(|ballot| !ballot.cells.is_empty());
    decision.ballots.sort_by_key(|ballot| ballot.member.clone());
    decision
}

fn without_scores(decision: &Decision) -> Decision {
    Decision { ballots: Vec::new(), ..decision.clone() }
}

fn with(mut decision: Decision, plan: TablePlan) -> Decision {
    assert_eq!(plan.parts, []);
    for (member, cells) in plan.votes {
        for ((criterion, option), fields) in cells {
            for field in fields {
                decision.apply(Edit::Cell(member.clone(), criterion.clone(), option.clone(), field)).unwrap();
            }
        }
    }
    decision.ballots.sort_by_key(|ballot| ballot.member.clone());
    decision
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(300) })]

    #[test]
    fn tables_that_come_back_change_nothing(decision in common::decision()) {
        let votes = votes_table(&decision);
        if decision.ballots.iter().flat_map(|ballot| ballot.cells.values()).any(|cell| !cell.is_blank()) {
            let plan = plan(&decision, &votes, None);
            prop_assert!(plan.as_ref().is_ok_and(TablePlan::is_empty), "{:?}\n{}", plan, votes);
        }
        if decision.criteria.is_empty() {
            return Ok(());
        }
        let means = means_table(&decision, &analyze(&decision, Scope::All));
        let plan_of_means = plan(&decision, &means, None);
        prop_assert!(plan_of_means.as_ref().is_ok_and(TablePlan::is_empty), "{:?}\n{}", plan_of_means, means);
        for member in &decision.members {
            let scores = member_table(&decision, &member.id);
            let plan = plan(&decision, &scores, Some(&member.id));
            prop_assert!(plan.as_ref().is_ok_and(TablePlan::is_empty), "{:?}\n{}", plan, scores);
        }
    }

    #[test]
    fn votes_come_back_whole_into_a_record_without_them(decision in common::decision()) {
        let decision = open(decision);
        if decision.ballots.is_empty() {
            return Ok(());
        }
        let table = votes_table(&decision);
        let blank = without_scores(&decision);
        let plan_of_votes = plan(&blank, &table, None).unwrap_or_else(|misfits| panic!("{misfits:?}\n{table}"));
        prop_assert_eq!(&with(blank.clone(), plan_of_votes).ballots, &decision.ballots, "{}", table);
        for member in &decision.members {
            let table = member_table(&decision, &member.id);
            let filled = with(blank.clone(), plan(&blank, &table, Some(&member.id)).unwrap());
            for key in decision.ballots.iter().flat_map(|ballot| ballot.cells.keys()) {
                prop_assert_eq!(filled.vote(&member.id, key), decision.vote(&member.id, key), "{}", table);
            }
        }
    }
}
