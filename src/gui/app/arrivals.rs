//! What is done beside the window, by kind, and where each result goes.

use egui::Context;

use super::{App, export, log, open_save, save, watch};
use crate::{
    adr::Imported,
    analysis::robustness::RungResult,
    decision::Merge,
    decision_log::ExportError,
    gui::{
        dialogs::Ballots,
        job::Lost,
        tasks::{Arrival, Tasks},
        views::log::Page,
    },
    storage::{ReadError, WriteError, recovery::Found},
};

/// A kind of work beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Task {
    /// The random draws for the record.
    DrawRecord,
    /// The random draws for the copy that people try things out on.
    DrawTried,
    /// Working an export out.
    Plan,
    /// Writing an export.
    Write,
    /// Reading a decision log.
    ReadLog,
    /// Reading one ADR of it.
    ReadPage,
    /// Making a record of an ADR.
    TakeOver,
    /// Handing files to git.
    Git,
    /// Looking for work that was not saved.
    FindRecovered,
    /// Reading a decision file.
    Open,
    /// Saving the record.
    Save,
    /// Writing a ballot.
    WriteBallot,
    /// Reading ballots.
    ReadBallots,
    /// Drawing and writing a chart.
    SaveChart,
    /// Merging as people have chosen.
    Resolve,
    /// Writing the settings.
    KeepSettings,
    /// Looking at what others have done to the file.
    Look,
}

impl Task {
    /// Whether its result would come between people and what they are asked, and so is kept until they have answered.
    fn waits_for_answers(self) -> bool {
        matches!(self, Self::Open | Self::TakeOver | Self::ReadBallots)
    }

    /// Whether something would be half done if the window closed.
    fn blocks_closing(self) -> bool {
        matches!(self, Self::Save | Self::Write | Self::Git)
    }

    /// Whether it fills in what is on the screen already, and nobody waits for it.
    fn is_aside(self) -> bool {
        matches!(self, Self::DrawRecord | Self::DrawTried)
    }
}

/// The result of a task.
pub(super) enum Done {
    Rung(RungResult),
    Planned(export::Outcome),
    Written(Result<(), ExportError>),
    LogRead(log::Reading),
    PageRead(String, Page),
    TakenOver(Result<Imported, String>),
    Git(Result<String, String>),
    Found(Found),
    Opened(Result<open_save::Read, ReadError>),
    Saved(Result<save::Done, WriteError>),
    BallotWritten(Result<String, WriteError>),
    BallotsRead(Option<Ballots>),
    ChartSaved(Result<String, String>),
    Resolved(Merge),
    SettingsKept(Result<(), String>),
    /// What is in the file, and whether git has it that was told to hold it as unmerged.
    Looked(watch::Seen, bool),
}

/// All of it.
pub(super) type Beside = Tasks<Task, Done>;

impl App {
    /// Starts work for the document that is open.
    pub(super) fn start_task(&mut self, ctx: &Context, task: Task, work: impl FnOnce() -> Done + Send + 'static) {
        self.tasks.start(ctx, task, self.session.generation, work);
    }

    /// Whether closing the window now would leave something half done.
    pub(super) fn is_closing_blocked(&self) -> bool {
        self.tasks.any(Task::blocks_closing)
    }

    /// Whether people wait for something that will show.
    pub(super) fn is_waiting_for_tasks(&self) -> bool {
        self.tasks.any(|task| !task.is_aside())
    }

    /// Takes everything that has arrived since the last frame.
    pub(super) fn take_arrivals(&mut self, ctx: &Context, frame: &eframe::Frame) {
        loop {
            let is_asking = self.is_asking();
            let Some(arrival) = self.tasks.next(|task| !is_asking || !task.waits_for_answers()) else { return };
            ctx.request_repaint();
            self.take_arrival(arrival, ctx, frame);
        }
    }

    fn take_arrival(&mut self, arrival: Arrival<Task, Done>, ctx: &Context, frame: &eframe::Frame) {
        let Arrival { kind, generation, result } = arrival;
        let is_current = generation == self.session.generation;
        match result {
            Ok(Done::Rung(rung)) => self.take_rung(kind, rung),
            Ok(Done::Planned(outcome)) => self.take_plan(outcome),
            Ok(Done::Written(written)) => {
                self.take_written(written.map_err(|error| error.to_string()), is_current, ctx);
            }
            Ok(Done::LogRead(read)) => self.take_log(read),
            Ok(Done::PageRead(path, page)) => self.take_page(&path, page),
            Ok(Done::TakenOver(made)) => self.take_record_of_adr(made),
            Ok(Done::Git(done)) => self.take_git(done),
            Ok(Done::Found(found)) => self.take_found(found),
            Ok(Done::Opened(read)) => self.take_opened(Some(read)),
            Ok(Done::Saved(saved)) => self.take_saved(Some(saved), is_current, ctx, frame),
            Ok(Done::BallotWritten(written)) => self.take_written_ballot(written.map_err(|error| error.to_string())),
            Ok(Done::BallotsRead(read)) => self.take_ballots(read.filter(|_| is_current)),
            Ok(Done::ChartSaved(saved)) => self.take_chart(saved),
            Ok(Done::Resolved(merge)) => self.take_choice(merge),
            Ok(Done::SettingsKept(kept)) => self.take_kept_settings(kept),
            Ok(Done::Looked(seen, is_merged)) => self.take_look(seen, is_merged, is_current, ctx),
            Err(Lost) => self.take_lost(kind, is_current, ctx, frame),
        }
    }

    /// Tells of work that ended without a result: it broke off, or no thread could be had for it.
    fn take_lost(&mut self, task: Task, is_current: bool, ctx: &Context, frame: &eframe::Frame) {
        match task {
            // Draws come rung by rung, and this is their end.
            Task::DrawRecord | Task::DrawTried => self.end_draws(task),
            Task::Plan => self.lose_plan(),
            Task::Write => {
                let why = "It ended before the files were written; look at what is there.";
                self.take_written(Err(why.to_owned()), is_current, ctx);
            }
            Task::ReadLog => self.take_log_words("The reading ended without a result; try again.".to_owned()),
            Task::TakeOver => self.take_record_of_adr(Err("Reading it ended early".to_owned())),
            Task::Git => self.take_git(Err("Git ended without a result.".to_owned())),
            Task::FindRecovered => self.take_found(Found::default()),
            Task::Open => self.take_opened(None),
            Task::Save => self.take_saved(None, is_current, ctx, frame),
            Task::WriteBallot => self.take_written_ballot(Err("It ended before the file was written.".to_owned())),
            Task::ReadBallots => self.take_ballots(None),
            Task::SaveChart => {
                self.take_chart(Err("It ended before the file was written. Try again.".to_owned()));
            }
            Task::KeepSettings => self.take_kept_settings(Err("The writing ended without a result.".to_owned())),
            // What was shown before stays.
            Task::ReadPage | Task::Resolve | Task::Look => {}
        }
    }
}
