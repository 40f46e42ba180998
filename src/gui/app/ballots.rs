//! Ballots that leave and come in as files of their own, read and written beside the window.

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use egui::Context;
use jiff::civil::Date;

use super::{
    App, Notice, Subject,
    arrivals::{Done, Task},
    open_save::suggested_name,
};
use crate::{
    decision::{Decision, Edit},
    gui::{
        dialogs::{Ballots, Dialog},
        intent::Displace,
        widgets::Tone,
    },
    storage::{self, BALLOT_EXTENSION},
};

/// How often the count of what is read is told anew.
const TOLD_EVERY: Duration = Duration::from_millis(100);
/// Fewer files are read before people have seen that it takes time.
const FEW: usize = 10;

/// Ballots that are being read. Dropped, it stops the reading.
pub(super) struct Reading {
    progress: Arc<Progress>,
}

#[derive(Default)]
struct Progress {
    cancelled: AtomicBool,
    read: AtomicUsize,
    of: AtomicUsize,
}

impl Drop for Reading {
    fn drop(&mut self) {
        self.progress.cancelled.store(true, Ordering::Relaxed);
    }
}

impl App {
    /// Where my ballot would go: beside the record.
    pub(super) fn suggested_ballot(&self) -> String {
        let (Some(document), Some(me)) = (&self.session.document, &self.session.scoring_as) else {
            return String::new();
        };
        let record = PathBuf::from(suggested_name(document, &self.settings.now, self.services.here.as_deref()));
        storage::ballot_path(&record, me).display().to_string()
    }

    /// The folder of the record, where ballots are looked for first.
    pub(super) fn ballot_folder(&self) -> String {
        let path = self.session.document.as_ref().and_then(|document| document.path());
        path.and_then(Path::parent).map(|folder| folder.display().to_string()).unwrap_or_default()
    }

    pub(super) fn export_ballot(&mut self, path: PathBuf, ctx: &Context) {
        let (Some(document), Some(me)) = (&self.session.document, &self.session.scoring_as) else { return };
        let Some(sheet) = document.decision().ballot_sheet(me) else { return };
        let path = with_ending(path);
        self.start_task(ctx, Task::WriteBallot, move || {
            let sealed = if sheet.ballot.sealed { "sealed" } else { "not sealed yet" };
            let cells = sheet.ballot.cells.len();
            let words = || format!("{}: {cells} cells of {}, {sealed}.", path.display(), sheet.member.name);
            Done::BallotWritten(storage::save_ballot(&path, &sheet).map(|()| words()))
        });
    }

    /// Reads ballot files, and tells what would become of them. Nothing is changed by it.
    pub(super) fn look_at_ballots(&mut self, paths: Vec<PathBuf>, displace: Displace, ctx: &Context) {
        if self.tells_read_only() {
            return;
        }
        let Some(document) = &self.session.document else { return };
        let (decision, on) = (document.decision().clone(), (self.services.today)());
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        self.flows.reading_ballots = Some(Reading { progress });
        self.start_task(ctx, Task::ReadBallots, move || {
            Done::BallotsRead(read(&decision, &paths, displace, on, &seen))
        });
    }

    /// Stops to read ballots; what is read is forgotten.
    pub(super) fn stop_reading_ballots(&mut self) {
        self.flows.reading_ballots = None;
        self.tasks.forget(Task::ReadBallots);
    }

    pub(super) fn import_ballots(&mut self, edit: Edit, ctx: &Context) {
        let was_blind = self.session.document.as_ref().is_some_and(|document| document.decision().is_blind());
        self.edit(edit, ctx);
        let Some(document) = &self.session.document else { return };
        if was_blind && !document.decision().is_blind() {
            let round = document.decision().round();
            self.words.status_line = format!("{}. All have sealed: round {round} is revealed", self.words.status_line);
        }
    }

    /// Tells how many ballots are read, where there are many.
    pub(super) fn tell_ballots(&mut self, ctx: &Context) {
        let Some(reading) = self.flows.reading_ballots.as_ref().filter(|_| !self.is_asking()) else { return };
        let of = reading.progress.of.load(Ordering::Relaxed);
        let words = format!("Reading ballots: {} of {of}", reading.progress.read.load(Ordering::Relaxed));
        match &mut self.dialog {
            Some(Dialog::Working(told)) => *told = words,
            None if of > FEW => self.dialog = Some(Dialog::Working(words)),
            _ => {}
        }
        ctx.request_repaint_after(TOLD_EVERY);
    }

    /// Shows what would become of ballots; none where they were read for another record, or not to the end.
    pub(super) fn take_ballots(&mut self, read: Option<Ballots>) {
        self.flows.reading_ballots = None;
        if matches!(self.dialog, Some(Dialog::Working(_))) {
            self.dialog = None;
        }
        match read {
            Some(ballots) if ballots.report.files.is_empty() => {
                self.warn("No ballots were found", format!("Their files end in .{BALLOT_EXTENSION}."));
            }
            Some(ballots) => self.dialog = Some(Dialog::Ballots(Box::new(ballots))),
            None => {}
        }
    }

    pub(super) fn take_written_ballot(&mut self, written: Result<String, String>) {
        let (tone, head, words) = match written {
            Ok(words) => {
                let words = format!("{words} It is not signed: whoever can edit the file can change it.");
                (Tone::Good, "The ballot is exported", words)
            }
            Err(why) => (Tone::Bad, "The ballot was not exported", why),
        };
        self.words.notices.tell(Notice::new(Subject::Ballot, tone, head, words));
    }

    /// Takes ballots that are dropped on a record; false where something else was dropped, or nothing.
    pub(super) fn take_dropped_ballots(&mut self, ctx: &Context) -> bool {
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        let all = !dropped.is_empty() && dropped.iter().all(|path| is_ballot(path));
        if all && self.session.document.is_some() {
            self.look_at_ballots(dropped, Displace::Refuse, ctx);
        }
        all && self.session.document.is_some()
    }
}

fn read(decision: &Decision, paths: &[PathBuf], displace: Displace, on: Date, progress: &Progress) -> Option<Ballots> {
    let files = in_folders(paths);
    progress.of.store(files.len(), Ordering::Relaxed);
    let goes_on = |read| {
        progress.read.store(read, Ordering::Relaxed);
        !progress.cancelled.load(Ordering::Relaxed)
    };
    let report = |replace| storage::import_report_of_many(decision, &files, replace, on, &goes_on);
    let replace = displace == Displace::Replace;
    let first = report(replace)?;
    let may_replace = !replace && first.is_refused() && !report(true)?.is_refused();
    Some(Ballots { report: first, displace, may_replace })
}

/// The files themselves, and the ballots in what are folders, by name.
fn in_folders(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        match std::fs::read_dir(path) {
            Ok(entries) => {
                let mut inside: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
                inside.retain(|path| is_ballot(path));
                inside.sort();
                files.extend(inside);
            }
            Err(_) => files.push(path.clone()),
        }
    }
    files
}

fn is_ballot(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.to_string_lossy().ends_with(&format!(".{BALLOT_EXTENSION}")))
}

fn with_ending(path: PathBuf) -> PathBuf {
    if path.extension().is_some_and(|ending| ending == "ron") {
        return path;
    }
    let mut name = path.into_os_string();
    name.push(".");
    name.push(BALLOT_EXTENSION);
    PathBuf::from(name)
}
