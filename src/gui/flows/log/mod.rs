//! The flow of the decision log: its reading on a thread beside the window, and the actions on its ADRs.

mod content;

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

pub use self::content::{AdrText, LogContent, ReadLog, StatusFilter, is_due};
use super::{
    context::FlowContext,
    task::{Done, LogDone, Task},
};
use crate::{
    decision::{RepoPath, text::capitalized},
    decision_log::{self, LogError, Progress, Renumbering, read_log, record_file, renumber},
    gui::{
        dialogs::Dialog,
        intent::{FileIntent, Intent, LogIntent, StartIntent, SupersededAdr},
        notices::Subject,
        widgets::Tone,
    },
};

/// The time between two displays of the number of files read.
const COUNT_EVERY: Duration = Duration::from_millis(120);

/// The decision log of a repository.
#[derive(Default)]
pub struct LogFlow {
    /// Whether the log is on the screen.
    pub is_shown: bool,
    /// The log and the ADR beside it, as far as they are read.
    pub content: LogContent,
}

impl Drop for LogFlow {
    fn drop(&mut self) {
        self.stop();
    }
}

impl LogFlow {
    /// Carries out an intent. `repository` is the one that the open record is exported into.
    pub fn on(&mut self, intent: LogIntent, repository: &str, cx: &mut FlowContext<'_>) {
        match intent {
            LogIntent::Show => self.show(repository.trim(), cx),
            LogIntent::Choose(path) => {
                self.content.repository = path.display().to_string();
                self.is_shown = true;
                self.read(cx);
            }
            LogIntent::Read => self.read(cx),
            LogIntent::Cancel => self.stop(),
            LogIntent::Close => self.is_shown = false,
            LogIntent::ShowAdr(path) => self.read_adr(path, cx),
            LogIntent::OpenRecord(folder, record) => {
                if let Some(place) = self.record_of(folder, &record, cx) {
                    cx.send(Intent::File(FileIntent::Open(place, None)));
                }
            }
            LogIntent::SupersedeRecord(folder, record) => {
                if let Some(place) = self.record_of(folder, &record, cx) {
                    cx.send(Intent::Start(StartIntent::SupersedeFile(place)));
                }
            }
            LogIntent::Supersede(path, title) => {
                if let Some(root) = self.root() {
                    let superseded = SupersededAdr { root, path, title };
                    cx.send(Intent::Start(StartIntent::Superseding(superseded)));
                }
            }
            LogIntent::StartFrom(path) => match self.root().and_then(|root| decision_log::inside(&root, &path).ok()) {
                Some(place) => cx.send(Intent::Start(StartIntent::FromAdr(place))),
                None => cx.warn("No record was started", format!("{path} cannot be reached any more.")),
            },
            LogIntent::PlanRenumbering(path) => self.plan_renumbering(path, cx),
            LogIntent::Renumber(renumbering) => carry_out(*renumbering, cx),
        }
    }

    pub fn done(&mut self, done: LogDone, cx: &mut FlowContext<'_>) {
        match done {
            LogDone::Read(Ok(log)) => {
                cx.settings.log = Some(log.log.root.clone());
                cx.settings.due.clone_from(&log.due);
                self.content.take(Ok(log));
            }
            // A log that was read before stays on the screen.
            LogDone::Read(Err(LogError::Cancelled(_))) => self.content.reading = None,
            LogDone::Read(Err(error)) => self.content.take(Err(format!("{error}. Choose a folder that can be read."))),
            LogDone::Lost => self.content.take(Err("Reading stopped early. Try again.".to_owned())),
            LogDone::PlannedRenumbering(Ok(renumbering)) => *cx.dialog = Some(Dialog::Renumber(renumbering)),
            LogDone::Renumbered(Ok(words)) => {
                *cx.dialog = None;
                cx.notify(Subject::Renumbered, Tone::Good, "Renumbered", words, Vec::new());
                self.read(cx);
            }
            LogDone::PlannedRenumbering(Err(why)) | LogDone::Renumbered(Err(why)) => {
                *cx.dialog = None;
                cx.warn("The ADR was not renumbered", why);
            }
            LogDone::Adr(path, text) => {
                // Another ADR may have been chosen since.
                let shown = self.content.adr.as_mut().filter(|(wanted, _)| *wanted == path);
                if let (Some((_, shown)), Some(text)) = (shown, text) {
                    *shown = Some(text);
                }
            }
        }
    }

    fn show(&mut self, repository: &str, cx: &mut FlowContext<'_>) {
        self.is_shown = true;
        // With a record open, its repository is the one that people mean.
        let known = if cx.document().is_some() && !repository.is_empty() {
            Some(repository.to_owned())
        } else {
            cx.settings.log.as_ref().map(|path| path.display().to_string())
        };
        match known {
            // The same log is not read again each time that it is shown.
            Some(known) if self.content.repository != known => {
                self.content.repository = known;
                self.read(cx);
            }
            Some(_) if self.content.log.is_none() && self.content.reading.is_none() => self.read(cx),
            _ => {}
        }
    }

    /// Returns the root of the log that is read, or else the path that is typed, if there is one.
    fn root(&self) -> Option<PathBuf> {
        match &self.content.log {
            Some(Ok(read)) => Some(read.log.root.clone()),
            _ => self.content.path(),
        }
    }

    fn stop(&mut self) {
        if let Some(progress) = self.content.reading.take() {
            progress.cancel();
        }
    }

    fn read(&mut self, cx: &mut FlowContext<'_>) {
        self.stop();
        let Some(typed) = self.content.path() else { return };
        let progress = Arc::new(Progress::default());
        self.content.reading = Some(Arc::clone(&progress));
        let today = cx.today();
        cx.start(Task::ReadLog, Done::Log(LogDone::Lost), move || {
            // People may name any folder of a repository.
            let root = decision_log::repository_root(&typed).unwrap_or(typed);
            Done::Log(LogDone::Read(read_log(&root, &progress).map(|log| Arc::new(ReadLog::of(log, today)))))
        });
    }

    fn read_adr(&mut self, path: RepoPath, cx: &mut FlowContext<'_>) {
        let Some(root) = self.root() else { return };
        self.content.adr = Some((path.clone(), None));
        let lost = Done::Log(LogDone::Adr(path.clone(), None));
        cx.start(Task::ReadAdr, lost, move || {
            let text = adr_text(&root, &path);
            Done::Log(LogDone::Adr(path, Some(text)))
        });
    }

    /// Works out which other number the ADR would get, and what that changes. Nothing is written yet.
    fn plan_renumbering(&self, path: RepoPath, cx: &mut FlowContext<'_>) {
        let Some(root) = self.root() else { return };
        let lost = LogDone::PlannedRenumbering(Err("It stopped early. Try again.".to_owned()));
        cx.start(Task::PlanRenumbering, Done::Log(lost), move || {
            let planned = renumber(&root, Some(&path.folder()), &path, None);
            let planned = planned.map(Box::new).map_err(|error| told(&error));
            Done::Log(LogDone::PlannedRenumbering(planned))
        });
    }

    /// Asks for another frame while a log on the screen is read, since nothing else would draw the new count.
    pub fn show_progress(&self, cx: &FlowContext<'_>) {
        if self.is_shown && cx.tasks.is_running(Task::ReadLog) {
            cx.ctx.request_repaint_after(COUNT_EVERY);
        }
    }

    /// Returns the decision file that an ADR names, or shows that it was not found.
    fn record_of(&self, folder: usize, record: &str, cx: &mut FlowContext<'_>) -> Option<PathBuf> {
        let place = match &self.content.log {
            Some(Ok(read)) => {
                let folder = read.log.folders.get(folder);
                folder.and_then(|folder| record_file(&read.log.root, &folder.folder, record))
            }
            _ => None,
        };
        if place.is_none() {
            cx.warn(
                "The decision file was not found",
                format!(
                    "The ADR names {record}, which is not in this repository any more. Start a record from the ADR \
                     instead, or open the file where it is now."
                ),
            );
        }
        place
    }
}

/// Makes the changes of a renumbering that people have seen.
fn carry_out(renumbering: Renumbering, cx: &mut FlowContext<'_>) {
    *cx.dialog = Some(Dialog::Working("Renumbering the ADR…".to_owned()));
    let lost = LogDone::Renumbered(Err("It stopped before all files were written. Renumber it again.".to_owned()));
    cx.start(Task::Renumber, Done::Log(lost), move || {
        let words = format!("{} is now {}.", renumbering.from.file_name(), renumbering.to().file_name());
        Done::Log(LogDone::Renumbered(renumbering.carry_out().map(|()| words).map_err(|error| told(&error))))
    });
}

/// Returns an error as a sentence. The window shows words as plain text, in which backticks mark nothing.
fn told(error: &impl ToString) -> String {
    format!("{}.", capitalized(&error.to_string()).replace('`', "\""))
}

/// Reads the text of an ADR.
fn adr_text(root: &Path, path: &str) -> AdrText {
    let place = decision_log::inside(root, path).map_err(|error| error.to_string())?;
    let bytes = decision_log::read_adr(&place).map_err(|error| error.to_string())?;
    // The text is only shown, so bytes that are not UTF-8 do no harm.
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into())
}
