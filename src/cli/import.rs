//! `weigh-in ballot` and `weigh-in import`: ballots that were scored elsewhere.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    hidden::ways_on,
    known,
    record::{apply, change, load_known, load_to_read, stays_inside},
    user::user,
};
use crate::{
    decision::{BallotSheet, Decision, Intake, Refusal},
    storage::{self, ImportReport, world},
};

/// Save a member's ballot as a file, to send and import elsewhere
///
/// The file holds the member's scores of the current round and the questions asked. While the round is hidden, you can
/// save only your own ballot. Ballots are not signed.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in ballot go.decision.ron --member ana
  weigh-in ballot go.decision.ron --member ana --out ana.ballot.ron")]
pub(super) struct Ballot {
    /// The decision file
    file: PathBuf,
    /// Whose ballot it is
    #[arg(long, value_name = "ID")]
    member: String,
    /// The file to write [default: beside the decision file]
    #[arg(long, value_name = "PATH")]
    out: Option<PathBuf>,
    /// Confirm that the ballot is yours if git knows you by another name
    #[arg(long)]
    mine: bool,
}

impl Ballot {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let mut decision = load_to_read(&self.file, console)?;
        if decision.private_ballots {
            // Private ballots are in files of their own.
            decision = load_known(&self.file)?.decision;
        }
        let sheet = self.sheet(&decision)?;
        let path = self.out.unwrap_or_else(|| storage::ballot_path(&self.file, &sheet.ballot.member));
        stays_inside(&path)?;
        let is_hidden = decision.private_ballots && decision.is_blind();
        let save = if is_hidden { storage::save_hidden_ballot } else { storage::save_ballot };
        save(&path, &sheet)?;
        let sealed = if sheet.ballot.sealed { "sealed" } else { "not sealed" };
        console.say(format_args!(
            "Wrote the ballot of {} for round {} to {}: {} cells, {sealed}. It is not signed: whoever can edit the file can \
             change it.",
            sheet.member.called(),
            sheet.ballot.round,
            path.display(),
            sheet.ballot.cells.len(),
        ))?;
        Ok(ExitCode::SUCCESS)
    }

    /// Returns the ballot, unless its scores are hidden from the user.
    fn sheet(&self, decision: &Decision) -> Result<BallotSheet, Failure> {
        let id = known::member(decision, &self.member).map_err(Failure::before_writing)?;
        let sheet = decision.ballot_sheet(&id).ok_or_else(|| Failure::before_writing(Refusal::NoMember(id)))?;
        // Without its private file there would be an empty ballot that calls itself sealed.
        if decision.is_sealed_elsewhere(&sheet.ballot.member) {
            return Err(Failure::before_writing(format_args!(
                "{} has sealed a private ballot, and {} is not here; run this where that file is",
                sheet.member.called(),
                storage::private_path(&self.file, &sheet.ballot.member).display()
            )));
        }
        if self.mine || !decision.is_blind() || !says_something(&sheet) {
            return Ok(sheet);
        }
        let (user, name) = (user(&self.file), sheet.member.called());
        if sheet.member.may_be(&user) {
            return Ok(sheet);
        }
        Err(Failure::before_writing(format_args!(
            "round {} is hidden, and this ballot is {name}'s{}. If it is yours, add --mine; else {}",
            decision.round(),
            if user.is_empty() { String::new() } else { format!(", but you are {user}") },
            ways_on(decision, &self.file)
        )))
    }
}

/// Reports whether a ballot holds scores, notes or weights.
fn says_something(sheet: &BallotSheet) -> bool {
    !(sheet.criteria.is_empty() && sheet.options.is_empty())
}

/// Add ballots that were scored elsewhere
///
/// Ballots must match the record, its criteria and its options. If one of them does not fit, nothing is written.
/// Ballots are not signed, so import them only from people you know.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in import go.decision.ron ana.ballot.ron bo.ballot.ron
  weigh-in import go.decision.ron *.ballot.ron --dry-run")]
pub(super) struct Import {
    /// The decision file
    file: PathBuf,
    /// The ballot files
    #[arg(required = true, value_name = "BALLOT")]
    ballots: Vec<PathBuf>,
    /// Replace ballots of the same members that differ
    #[arg(long)]
    replace: bool,
    /// Only show what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    correct: Correct,
}

impl Import {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        let (decision, (report, were_all_sealed)) =
            change(&self.file, &self.correct, console, |decision| self.take_in(decision))?;
        for (path, file) in &report.files {
            if let Ok(intake) = file {
                console.say(format_args!("{}: {}", path.display(), intake.sentences()))?;
            }
        }
        match report.edit {
            Some(_) if !self.dry_run => {
                let round = if decision.is_blind() && decision.have_all_sealed() && !were_all_sealed {
                    format!(" For round {}, {}.", decision.round(), ways_on(&decision, &self.file))
                } else {
                    String::new()
                };
                console.say(format_args!("Imported. Ballots are not signed.{round}"))?;
            }
            Some(_) => console.say("Nothing was written: this was a dry run.")?,
            None => console.say("There was nothing new in them.")?,
        }
        Ok(ExitCode::SUCCESS)
    }

    /// Imports the ballots, and returns the report and whether all had sealed before.
    fn take_in(&self, decision: &mut Decision) -> Result<(ImportReport, bool), Failure> {
        let report = storage::import_report(decision, &self.ballots, self.replace, world::today());
        if report.is_refused() {
            return Err(Failure::new(format!("{}\nNothing was imported.", refusals(&report))));
        }
        let were_all_sealed = decision.have_all_sealed();
        // In a dry run nothing is applied, and a change that changes nothing writes nothing.
        if let Some(edit) = report.edit.clone().filter(|_| !self.dry_run) {
            apply(decision, edit)?;
        }
        Ok((report, were_all_sealed))
    }
}

/// Returns all reasons why the files are refused.
fn refusals(report: &ImportReport) -> String {
    let told = report.files.iter().filter_map(|(path, file)| match file {
        Err(error) => Some(error.to_string()),
        Ok(intake @ Intake::Refused(_)) => Some(format!("{}: {}", path.display(), intake.sentences())),
        Ok(_) => None,
    });
    told.collect::<Vec<_>>().join("\n")
}
