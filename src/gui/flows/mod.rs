//! The flows, which carry out all that takes more than one frame or touches more than the window. Each flow has its own state,
//! carries out intents and takes the results of its tasks. Flows ask each other for things only by an
//! [`Intent`](super::intent::Intent).

mod ballots;
mod change;
mod charts;
mod checks;
pub mod context;
pub mod export;
mod file;
mod ladder;
pub mod log;
mod paths;
mod profiles;
mod recovery;
mod reports;
mod settings;
mod start;
mod tables;
pub mod task;

pub use self::{
    ballots::BallotsFlow, export::ExportFlow, file::FileFlow, ladder::LadderFlow, log::LogFlow, profiles::ProfilesFlow,
    recovery::RecoveryFlow, settings::SettingsFlow, start::StartFlow, tables::TablesFlow,
};
use self::{context::FlowContext, task::Done};
use super::{
    dialogs::Dialog,
    intent::{Intent, PathIntent, PathUse, TableIntent},
};

/// All flows.
pub struct Flows {
    pub file: FileFlow,
    pub start: StartFlow,
    pub export: ExportFlow,
    pub log: LogFlow,
    pub ballots: BallotsFlow,
    pub tables: TablesFlow,
    pub ladder: LadderFlow,
    pub profiles: ProfilesFlow,
    pub recovery: RecoveryFlow,
    pub settings: SettingsFlow,
}

impl Flows {
    /// Carries out an intent, or returns it if it is about the window alone.
    pub fn on(&mut self, intent: Intent, cx: &mut FlowContext<'_>) -> Option<Intent> {
        match intent {
            Intent::Edit(edit) => cx.edit(edit),
            Intent::EditTogether(edits) => cx.edit_together(edits),
            Intent::Confirmed(edits) => cx.make_confirmed(edits),
            Intent::SetStatus(to) => cx.set_status(to),
            Intent::LockAgain => {
                if let Some(document) = &mut cx.session.document {
                    document.end_correction();
                }
            }
            Intent::File(intent) => self.file.on(intent, cx),
            Intent::Start(intent) => self.start.on(intent, cx),
            Intent::Export(intent) => self.export.on(intent, cx),
            Intent::Log(intent) => self.log.on(intent, &self.export.form.repository, cx),
            Intent::Ballots(intent) => self.ballots.on(intent, cx),
            Intent::Change(intent) => change::on(intent, cx),
            Intent::Chart(intent) => charts::on(intent, cx),
            Intent::Table(intent) => self.tables.on(intent, cx),
            Intent::WriteReport(path) => reports::save(path, cx),
            Intent::Ladder(intent) => self.ladder.on(intent, cx),
            Intent::CountProfiles(profiles) => self.profiles.count(profiles, cx),
            Intent::Recovery(intent) => self.recovery.on(intent, cx),
            Intent::Settings(intent) => self.settings.on(intent, cx),
            Intent::Path(intent) => {
                // The dialog comes back with the path, or without one.
                self.tables.put_by(cx);
                // Only a question needs a suggestion, and finding one looks at the disk.
                let suggested = match &intent {
                    PathIntent::Ask(wanted) => self.suggested_path(wanted, cx),
                    _ => String::new(),
                };
                paths::on(intent, suggested, cx);
            }
            Intent::Dismiss => self.dismiss(cx),
            other => return Some(other),
        }
        None
    }

    /// Hands the result of a task to its flow.
    pub fn done(&mut self, done: Done, is_current: bool, cx: &mut FlowContext<'_>) {
        match done {
            Done::File(done) => self.file.done(done, is_current, cx),
            Done::Export(done) => self.export.done(done, is_current, cx),
            Done::Log(done) => self.log.done(done, cx),
            Done::StartedFromAdr(made) => self.start.done(*made, cx),
            Done::Ballots(done) => self.ballots.done(done, is_current, cx),
            Done::Change(done) => change::done(done, cx),
            Done::ChartSaved(saved) => charts::done(saved, cx),
            Done::ReportSaved(saved) => reports::done(saved, cx),
            Done::TableWritten(written) => TablesFlow::written(written, cx),
            Done::TableRead(found) => TablesFlow::done(*found, cx),
            Done::DueChecked(found) => StartFlow::take_due(found, cx),
            Done::FileChecked(found) => checks::done(found, is_current, cx),
            Done::Profiles(found) => ProfilesFlow::done(found, cx),
            Done::Ladder(task, done) => self.ladder.done(task, done, cx),
            Done::Recovered(found) => self.recovery.done(found, cx),
            Done::SettingsKept(kept) => self.settings.done(kept, cx),
        }
    }

    /// Forgets the state that belongs to the record that was open before.
    pub fn record_replaced(&mut self, cx: &mut FlowContext<'_>) {
        self.log.is_shown = false;
        self.file.forget_record();
        self.start.record_replaced(cx);
        self.tables.record_replaced();
        self.export.record_replaced(cx);
        self.recovery.offer(cx);
    }

    /// Closes the open dialog, and stops what it waits for.
    fn dismiss(&mut self, cx: &mut FlowContext<'_>) {
        self.tables.put_by(cx);
        match cx.dialog.take() {
            // Opening a file and reading ballots share this dialog. Both are stopped, which does nothing where it is not under
            // way.
            Some(Dialog::Working(_)) => {
                self.file.stop_opening(cx);
                self.ballots.stop_reading(cx);
            }
            Some(Dialog::Conflicts(conflicts)) => self.file.put_off(&conflicts, cx),
            Some(Dialog::Path(prompt) | Dialog::FileWindow(prompt)) if prompt.wanted == PathUse::ImportTable => {
                cx.send(Intent::Table(TableIntent::Ask));
            }
            Some(Dialog::Drafts(question)) => *cx.dialog = question.below(),
            _ => {}
        }
    }

    /// Returns the path that a question starts with; empty where there is nothing to suggest.
    fn suggested_path(&self, wanted: &PathUse, cx: &FlowContext<'_>) -> String {
        match wanted {
            PathUse::Open | PathUse::CompareWith => String::new(),
            PathUse::Save(_) => {
                let folder = self.export.record_folder();
                let record = cx.document().map(|document| cx.suggested_record(document, folder));
                record.map(|path| path.display().to_string()).unwrap_or_default()
            }
            PathUse::Repository => self.export.form.repository.clone(),
            PathUse::Log => self.log.content.repository.clone(),
            PathUse::ExportBallot => ballots::suggested_ballot(cx),
            PathUse::ImportBallots | PathUse::ImportTable => ballots::ballot_folder(cx),
            PathUse::Table(kind) => cx.beside_record(&format!("{}.csv", kind.word())),
            PathUse::Chart(chart) => cx.beside_record(&format!("{chart}.svg")),
            PathUse::Report => cx.beside_record("report.html"),
        }
    }

    /// Shows the progress of the work under way, if it takes long.
    fn show_progress(&mut self, cx: &mut FlowContext<'_>) {
        self.file.show_opening(cx);
        self.file.show_slow_save(cx);
        self.log.show_progress(cx);
        self.ballots.show_progress(cx);
    }

    /// Does the work before the drawing: sends intents that have waited, takes dropped files, and compares the decision file.
    pub fn before_drawing(&mut self, cx: &mut FlowContext<'_>) {
        self.show_progress(cx);
        self.file.send_waiting(cx);
        self.settings.keep(cx);
        self.file.watch_file(cx);
        // Also here, since a minimised window takes results of tasks but draws nothing.
        self.recovery.keep_work(cx);
        // A question is about the record on the screen, which a dropped file would replace.
        match cx.dialog {
            None => {
                if !self.tables.take_dropped(cx) && !self.ballots.take_dropped(cx) {
                    paths::take_dropped(cx);
                }
                if !self.log.is_shown {
                    self.tables.take_pasted(cx);
                }
            }
            Some(Dialog::Table(_)) => drop(self.tables.take_dropped(cx)),
            Some(_) => {}
        }
    }

    /// Acts on a request to close the window and on the answer of the file window, before results of tasks are taken.
    pub fn before_arrivals(&mut self, cx: &mut FlowContext<'_>) {
        file::guard_close(cx);
        paths::poll_picker(cx);
        self.export.hide_while_blind(cx);
    }

    /// Starts the work that the present screen needs.
    pub fn after_drawing(&mut self, cx: &mut FlowContext<'_>) {
        self.export.keep_planned(cx);
        checks::keep_checked(cx);
        self.start.keep_due(cx);
        TablesFlow::keep_read(cx);
        self.ladder.keep_drawing(cx);
        self.recovery.keep_work(cx);
    }
}
