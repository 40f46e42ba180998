//! `weigh-in import` of a table: scores and weights from a spreadsheet.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use super::{
    console::Console,
    correct::Correct,
    failure::Failure,
    hidden::tell_if_hidden,
    known,
    record::{apply, change_with_private, load_bytes},
    votes::{OwnBallot, voter},
};
use crate::{
    decision::{Decision, text::sentence},
    storage::{KeptBack, world},
    table::{Grid, Misfits, TablePlan, TableReading, TableScale, TableWays, plan_table},
};

/// The place of the options in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum OptionsIn {
    Rows,
    Columns,
}

/// The import of a table as it was asked for.
pub(super) struct TableImport<'a> {
    /// The decision file.
    pub(super) file: &'a Path,
    pub(super) table: &'a PathBuf,
    pub(super) member: Option<&'a str>,
    pub(super) adds: bool,
    pub(super) scale: Option<TableScale>,
    pub(super) options_in: Option<OptionsIn>,
    pub(super) dry_run: bool,
    pub(super) correct: &'a Correct,
}

impl TableImport<'_> {
    pub(super) fn run(self, console: &mut Console<'_>) -> Result<(), Failure> {
        let shown = self.table.display();
        let bytes = load_bytes(self.table)?;
        let grid =
            Grid::read(&bytes).map_err(|error| Failure::new(format!("{shown}: {error} Nothing was imported.")))?;
        let (decision, (plan, joins)) =
            change_with_private(self.file, self.correct, console, |decision, kept_back| {
                let mut after = decision.clone();
                let (plan, joins) = self.take_in(&grid, &mut after, kept_back)?;
                if self.dry_run {
                    self.correct.guard(self.file, decision, &mut after)?;
                } else if !plan.is_empty() {
                    *decision = after;
                }
                Ok((plan, joins))
            })?;
        if let Some(name) = joins.filter(|_| !plan.is_empty()) {
            console.say(format_args!("{name} joins as a new member."))?;
        }
        // Of each cell the list says what it was.
        if !decision.private_ballots {
            tell_if_hidden(&decision, console);
        }
        for (place, told) in &plan.rows {
            console.say(format_args!("{place}: {told}"))?;
        }
        for remark in &plan.remarks {
            console.say(remark)?;
        }
        match (plan.is_empty(), self.dry_run) {
            (true, _) => console.say("There was nothing new in it."),
            (false, true) => console.say("Nothing was written: this was a dry run."),
            (false, false) => console.say(format_args!("Imported {shown} into {}.", self.file.display())),
        }
    }

    /// Makes all changes of the table, with the checks of `weigh-in score`. Returns them, and the name of the member if they are new.
    fn take_in(
        &self,
        grid: &Grid,
        decision: &mut Decision,
        kept_back: &[KeptBack],
    ) -> Result<(TablePlan, Option<String>), Failure> {
        let (mut member, mut joins) = (None, None);
        if let Some(word) = self.member {
            let (id, is_new) = match known::member(decision, word) {
                Ok(id) => (id, false),
                Err(_) => voter(decision, word, None)?,
            };
            joins = is_new.then(|| decision.member_name(&id).to_owned());
            member = Some(id);
        }
        let reading = TableReading {
            member: member.as_ref(),
            adds: self.adds,
            scale: self.scale,
            options_in_rows: self.options_in.map(|place| place == OptionsIn::Rows),
            on: world::today(),
            ways: TableWays::Command,
        };
        let plan = plan_table(decision, grid, reading).map_err(|misfits| self.refused(misfits))?;
        for edit in plan.parts.clone() {
            apply(decision, edit)?;
        }
        for (member, cells) in plan.votes.clone() {
            OwnBallot { file: self.file, kept_back, member: &member }.take(decision, cells)?;
        }
        Ok((plan, joins))
    }

    fn refused(&self, misfits: Misfits) -> Failure {
        let Misfits { mut told, more, .. } = misfits;
        if more > 0 {
            told.push(sentence(&format!("and {more} more")));
        }
        Failure::new(format!("{} does not fit.\n{}\nNothing was imported.", self.table.display(), told.join("\n")))
    }
}
