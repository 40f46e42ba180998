//! How many of each a record may hold: far more than any does, and few enough that what follows from them is worked out
//! in a moment. A file from a stranger could otherwise hold a million options, and nobody would wait for the result.

use super::{Decision, Fault};

/// What a list holds, and the most of it.
pub(super) const OPTIONS: (&str, usize) = ("options", 400);
pub(super) const CRITERIA: (&str, usize) = ("criteria", 2_000);
/// Criteria for each option: a large team's largest record has 2,400.
const CELLS: usize = 100_000;
const MEMBERS: (&str, usize) = ("members", 2_000);
const LINKS: (&str, usize) = ("links", 5_000);
const CONSTRAINTS: (&str, usize) = ("constraints", 20_000);
const ROUNDS: (&str, usize) = ("rounds", 1_000);
const BALLOTS: (&str, usize) = ("ballots", 20_000);
const REFERENCES: (&str, usize) = ("references", 400);
const EXPORTS: (&str, usize) = ("exports", 5_000);

/// A [`Fault`] if a list is longer than it may be.
pub(super) fn check(decision: &Decision) -> Result<(), Fault> {
    few(OPTIONS, decision.options.len())?;
    few(CRITERIA, decision.criteria.len())?;
    few_cells(decision.options.len(), decision.criteria.len())?;
    few(MEMBERS, decision.members.len())?;
    few(LINKS, decision.links.len())?;
    few(CONSTRAINTS, decision.constraints.len())?;
    few(ROUNDS, decision.rounds.len())?;
    few(BALLOTS, decision.ballots.len())?;
    few(REFERENCES, decision.references.len())?;
    few(EXPORTS, decision.exports.len())
}

/// Each criterion is judged for each option.
pub(super) fn few_cells(options: usize, criteria: usize) -> Result<(), Fault> {
    let cells = options * criteria;
    if cells <= CELLS {
        return Ok(());
    }
    Err(Fault {
        path: CRITERIA.0.to_owned(),
        what: format!("{options} options by {criteria} criteria are {cells} cells, and a record holds at most {CELLS}"),
        advice: "Check that it is the file that you meant; if it is, part it into several records.",
    })
}

pub(super) fn few((list, most): (&str, usize), there: usize) -> Result<(), Fault> {
    if there <= most {
        return Ok(());
    }
    Err(Fault {
        path: list.to_owned(),
        what: format!("there are {there} {list}, and a record holds at most {most}"),
        advice: "Check that it is the file that you meant; if it is, part it into several records.",
    })
}
