//! `weigh-in table`: a record as a table for spreadsheets.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    failure::Failure,
    hidden::{is_shown_to_user, ways_on},
    known,
    record::{is_standard, load_known, load_to_read, write_out},
    text::{counted, counted_criteria},
};
use crate::{
    analysis::{Scope, analyze},
    decision::{Decision, MemberId},
    storage,
    table::{means_table, member_table, votes_table},
};

/// Write the criteria, options and scores as a table (CSV) for spreadsheets
///
/// Without an option, the table has the weights and the team's mean scores. `weigh-in import` reads all three tables. Scores of a
/// hidden round are left out of the means and are not listed as votes.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in table go.decision.ron > go.csv
  weigh-in table go.decision.ron --member ana --out ana.csv
  weigh-in table go.decision.ron --votes --out votes.csv")]
pub(super) struct WriteTable {
    /// The decision file
    file: PathBuf,
    /// Every vote in a row of its own: round, member, criterion, option, score, confidence, evidence, link and note
    #[arg(long, conflicts_with = "member")]
    votes: bool,
    /// One member's scores instead of the team's means; ? stands for "don't know"
    #[arg(long, value_name = "ID")]
    member: Option<String>,
    /// Confirm that the ballot is yours if git knows you by another name
    #[arg(long, requires = "member")]
    mine: bool,
    /// The file to write [default: standard output]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long, requires = "out")]
    yes: bool,
}

impl WriteTable {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut decision = load_to_read(&self.file, console)?;
        let table = match &self.member {
            Some(word) => {
                if decision.private_ballots && !is_standard(&self.file) {
                    // Private ballots are in files of their own.
                    decision = load_known(&self.file)?.decision;
                }
                let member = known::member(&decision, word).map_err(Failure::before_writing)?;
                self.may_show(&decision, &member)?;
                member_table(&decision, &member)
            }
            None if self.votes => {
                if decision.is_blind() {
                    return Err(self.hidden_votes(&decision));
                }
                votes_table(&decision)
            }
            None => {
                if decision.is_blind() {
                    let round = decision.round();
                    console.tell(format_args!("Round {round} is hidden, so the means are without its scores."));
                }
                means_table(&decision, &analyze(&decision, Scope::Revealed))
            }
        };
        match &self.out {
            None => console.data(&table)?,
            Some(path) => {
                write_out(path, table.as_bytes(), self.yes)?;
                let size = [counted_criteria(decision.criteria.len()), counted(decision.options.len(), "option")]
                    .join(" and ");
                let what = match (&self.member, self.votes) {
                    (_, true) => "every vote".to_owned(),
                    (Some(_), _) => format!("{size}, with the member's scores"),
                    _ => format!("{size}, with the team's means"),
                };
                console.say(format_args!("Wrote {}: {what}.", path.display()))?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Refuses scores that are hidden from the user, and a private ballot whose file is elsewhere.
    fn may_show(&self, decision: &Decision, id: &MemberId) -> Result<(), Failure> {
        let Some(member) = decision.member(id) else { return Ok(()) };
        if decision.is_sealed_elsewhere(id) {
            return Err(Failure::before_writing(format_args!(
                "{} has sealed a private ballot, and {} is not here; run this where that file is",
                member.called(),
                storage::private_path(&self.file, id).display()
            )));
        }
        let is_empty = decision.ballot(id, decision.round()).is_none_or(|ballot| ballot.cells.is_empty());
        if self.mine || is_empty { Ok(()) } else { is_shown_to_user(decision, member, &self.file) }
    }

    fn hidden_votes(&self, decision: &Decision) -> Failure {
        let kept = if decision.private_ballots { "its ballots are private" } else { "its votes are not listed" };
        Failure::before_writing(format_args!(
            "round {} is hidden, so {kept} until the reveal; {}",
            decision.round(),
            ways_on(decision, &self.file)
        ))
    }
}
