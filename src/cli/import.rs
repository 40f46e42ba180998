//! `weigh-in ballot` and `weigh-in import`: ballots and tables that were scored elsewhere.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    hidden::{is_shown_to_user, ways_on},
    import_table::{OptionsIn, TableImport},
    known,
    record::{apply, change, is_standard, load_known, load_to_read, stays_inside},
};
use crate::{
    decision::{BallotSheet, Decision, Intake, Refusal},
    storage::{self, ImportReport, world},
    table::{TableScale, is_table},
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
        if decision.private_ballots && !is_standard(&self.file) {
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
        if self.mine || !says_something(&sheet) {
            return Ok(sheet);
        }
        is_shown_to_user(decision, &sheet.member, &self.file)?;
        Ok(sheet)
    }
}

/// Reports whether a ballot holds scores, notes or weights.
fn says_something(sheet: &BallotSheet) -> bool {
    !(sheet.criteria.is_empty() && sheet.options.is_empty())
}

/// Add ballots that were scored elsewhere, or a table from a spreadsheet (CSV)
///
/// Ballots must match the record, its criteria and its options. Ballots are not signed, so import them only from people you know.
///
/// A table has criteria in its rows and options in its columns, or the other way round, with weights, one member's scores or both; or a
/// vote in each row, as `weigh-in table --votes` writes it. Rows are matched by id, then by name. Empty cells change nothing.
///
/// If anything does not fit, nothing is written.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  weigh-in import go.decision.ron ana.ballot.ron bo.ballot.ron
  weigh-in import go.decision.ron *.ballot.ron --dry-run
  weigh-in import go.decision.ron ana.csv --member ana --dry-run
  weigh-in import go.decision.ron scores.csv --member bo --scale 0-10
  weigh-in import go.decision.ron votes.csv")]
pub(super) struct Import {
    /// The decision file
    file: PathBuf,
    /// The ballot files, or one table: a file that ends in .csv, .tsv or .txt
    #[arg(required = true, value_name = "BALLOT|TABLE")]
    ballots: Vec<PathBuf>,
    /// Replace ballots of the same members that differ
    #[arg(long)]
    replace: bool,
    /// Of a table: whose scores they are, such as ana; a new member is added
    #[arg(long, value_name = "ID")]
    member: Option<String>,
    /// Of a table: add options, criteria and members that the record does not have; where it has no options or no criteria, they are
    /// added in any case
    #[arg(long)]
    add: bool,
    /// Of a table: the worst and the best score of its scale, such as 0-10 or 6-1, or ++/--; each score becomes the nearest from 1 to 5
    #[arg(long, value_name = "WORST-BEST", allow_hyphen_values = true)]
    scale: Option<TableScale>,
    /// Of a table: where its options are; by default that is seen by the names in it
    #[arg(long, value_name = "WHERE")]
    options_in: Option<OptionsIn>,
    /// Only show what would be done
    #[arg(long)]
    dry_run: bool,
    #[command(flatten)]
    correct: Correct,
}

impl Import {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<ExitCode, Failure> {
        if self.is_of_table()? {
            self.table_import().run(console)?;
            return Ok(ExitCode::SUCCESS);
        }
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

    /// Reports whether a table is imported, and refuses one beside ballots or with options of the other.
    fn is_of_table(&self) -> Result<bool, Failure> {
        let has_options = self.member.is_some() || self.add || self.scale.is_some() || self.options_in.is_some();
        let is_table = self.ballots.iter().any(|path| is_table(path) || is_standard(path));
        if has_options && !is_table {
            return Err(Failure::new(
                "--member, --add, --scale and --options-in are about tables, and a table is a file that ends in .csv, .tsv or .txt. Nothing was imported.",
            ));
        }
        if is_table && self.ballots.len() > 1 {
            return Err(Failure::new(
                "One table is imported at a time, without ballots beside it. Nothing was imported.",
            ));
        }
        if self.ballots.iter().all(|path| is_standard(path)) && is_standard(&self.file) {
            return Err(Failure::before_writing("standard input cannot be both the record and the table"));
        }
        if is_table && self.replace {
            return Err(Failure::new(
                "--replace is about ballots. The filled cells of a table replace those of the record. Nothing was imported.",
            ));
        }
        Ok(is_table)
    }

    fn table_import(&self) -> TableImport<'_> {
        TableImport {
            file: &self.file,
            table: &self.ballots[0],
            member: self.member.as_deref(),
            adds: self.add,
            scale: self.scale,
            options_in: self.options_in,
            dry_run: self.dry_run,
            correct: &self.correct,
        }
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
