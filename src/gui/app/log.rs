//! The decision log: read beside the window, and what people want of it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::Context;

use super::{
    App, Notice, Subject, Tone,
    arrivals::{Done, Task},
    waiting::Moment,
};
use crate::{
    adr::Imported,
    decision::{Edit, Member, MemberId, Relation, RelationKind},
    decision_log::{self, LogError, Progress, read_log, record_file},
    gui::{
        intent::{FileIntent, Intent, LogIntent, StartIntent, SupersededAdr},
        session::Document,
        step::Step,
        views::log::{Found, Page, typed},
    },
};

pub(super) type Reading = Result<Arc<Found>, LogError>;

/// What the log is waiting for.
#[derive(Default)]
pub(super) struct LogWork {
    /// Whether the log is on the screen.
    pub(super) shown: bool,
    reading: Option<Arc<Progress>>,
    taking_over: Option<TakingOver>,
}

/// A record that is being made.
struct TakingOver {
    adr: PathBuf,
    /// What was on the screen when it began.
    over: Moment,
}

impl LogWork {
    fn stop(&mut self) {
        if let Some(progress) = self.reading.take() {
            progress.cancel();
        }
    }
}

impl Drop for LogWork {
    fn drop(&mut self) {
        self.stop();
    }
}

impl App {
    /// Whether the decision log is on the screen.
    #[must_use]
    pub fn shows_log(&self) -> bool {
        self.flows.log.shown
    }

    /// Shows the log: of the repository of the open record, else of the one that was looked at last.
    pub(super) fn show_log(&mut self, ctx: &Context) {
        self.flows.log.shown = true;
        let own = self.views.export.repository.trim().to_owned();
        let known = if self.session.document.is_some() && !own.is_empty() {
            Some(own)
        } else {
            self.settings.now.log.as_ref().map(|path| path.display().to_string())
        };
        match known {
            Some(known) if self.views.log.repository != known => {
                self.views.log.repository = known;
                self.read_log(ctx);
            }
            Some(_) if self.views.log.found.is_none() && self.flows.log.reading.is_none() => self.read_log(ctx),
            _ => {}
        }
    }

    pub(super) fn on_log(&mut self, intent: LogIntent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            LogIntent::Read => self.read_log(ctx),
            LogIntent::Cancel => {
                self.flows.log.stop();
                self.views.log.reading = None;
            }
            LogIntent::Close => self.flows.log.shown = false,
            LogIntent::ShowAdr(path) => self.read_page(path, ctx),
            LogIntent::OpenRecord(folder, record) => self.open_record(folder, &record, ctx, frame),
            LogIntent::Supersede(path, title) => {
                if let Some(root) = self.log_root() {
                    let superseded = SupersededAdr { root, path, title };
                    self.act(Intent::Start(StartIntent::Superseding(superseded)), ctx, frame);
                }
            }
            LogIntent::StartFrom(path) => {
                let place = self.log_root().and_then(|root| decision_log::inside(&root, &path).ok());
                match place {
                    Some(place) => self.act(Intent::Start(StartIntent::FromAdr(place)), ctx, frame),
                    None => self.warn("No record was started", format!("{path} cannot be reached any more.")),
                }
            }
        }
    }

    /// The repository that is typed, if there is one.
    fn log_root(&self) -> Option<PathBuf> {
        if let Some(Ok(found)) = &self.views.log.found {
            return Some(found.log.root.clone());
        }
        typed(&self.views.log)
    }

    /// Shows the log of a folder that people chose.
    pub(super) fn choose_log(&mut self, path: &Path, ctx: &Context) {
        self.views.log.repository = path.display().to_string();
        self.flows.log.shown = true;
        self.read_log(ctx);
    }

    fn read_log(&mut self, ctx: &Context) {
        self.flows.log.stop();
        let Some(typed) = typed(&self.views.log) else { return };
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        self.views.log.reading = Some(Arc::clone(&progress));
        self.flows.log.reading = Some(progress);
        self.start_task(ctx, Task::ReadLog, move || {
            let root = decision_log::repository_root(&typed).unwrap_or(typed);
            Done::LogRead(read_log(&root, &seen).map(|log| Arc::new(Found::of(log))))
        });
    }

    fn read_page(&mut self, path: String, ctx: &Context) {
        let Some(root) = self.log_root() else { return };
        self.views.log.page = Some((path.clone(), None));
        self.start_task(ctx, Task::ReadPage, move || {
            let page = page(&root, &path);
            Done::PageRead(path, page)
        });
    }

    /// Sees to it that the screen tells how far the reading is: nothing else would draw it.
    pub(super) fn tell_log(&self, ctx: &Context) {
        if self.flows.log.shown && self.tasks.is_running(Task::ReadLog) {
            ctx.request_repaint_after(Duration::from_millis(120));
        }
    }

    pub(super) fn take_page(&mut self, path: &str, page: Page) {
        if let Some((wanted, text)) = &mut self.views.log.page
            && *wanted == path
        {
            *text = Some(page);
        }
    }

    pub(super) fn take_log(&mut self, found: Reading) {
        match found {
            Ok(found) => {
                self.settings.now.log = Some(found.log.root.clone());
                self.flows.log.reading = None;
                self.views.log.take(Ok(found));
            }
            Err(LogError::Cancelled(_)) => {
                self.flows.log.reading = None;
                self.views.log.reading = None;
            }
            Err(error) => self.take_log_words(format!("{error}. Choose a folder that can be read.")),
        }
    }

    pub(super) fn take_log_words(&mut self, words: String) {
        self.flows.log.reading = None;
        self.views.log.take(Err(words));
    }

    fn open_record(&mut self, folder: usize, record: &str, ctx: &Context, frame: &eframe::Frame) {
        let place = match &self.views.log.found {
            Some(Ok(found)) => {
                let folder = found.log.folders.get(folder);
                folder.and_then(|folder| record_file(&found.log.root, &folder.folder, record))
            }
            _ => None,
        };
        match place {
            Some(place) => self.act(Intent::File(FileIntent::Open(place)), ctx, frame),
            None => self.warn(
                "The decision file was not found",
                format!(
                    "The ADR names {record}, which is not in this repository any more. Start a record from the ADR \
                     instead, or open the file where it is now."
                ),
            ),
        }
    }

    /// Starts a record from an ADR, once unsaved work is safe.
    pub(super) fn start_from_adr(&mut self, adr: PathBuf, ctx: &Context) {
        let (id, today) = ((self.services.new_id)(), (self.services.today)());
        let file = adr.clone();
        self.flows.log.taking_over = Some(TakingOver { adr, over: self.moment() });
        self.start_task(ctx, Task::TakeOver, move || {
            Done::TakenOver(decision_log::record_from(&file, id, today).map_err(|error| error.to_string()))
        });
    }

    pub(super) fn take_record_of_adr(&mut self, made: Result<Imported, String>) {
        let Some(TakingOver { adr, over }) = self.flows.log.taking_over.take() else { return };
        match made {
            Ok(_) if self.asks_again(over, || Intent::Start(StartIntent::FromAdr(adr.clone()))) => {}
            Ok(imported) => self.show_imported(imported, &adr),
            Err(why) => self.warn("No record was started", format!("{why}. Choose another ADR.")),
        }
    }

    fn show_imported(&mut self, Imported { mut decision, kept }: Imported, adr: &Path) {
        let name = &self.services.user;
        let taken = decision.references.iter().map(|reference| &reference.id);
        let member = Member::new(MemberId::from_name(name, taken), name.clone());
        self.session.scoring_as = Some(member.id.clone());
        decision.members.push(Arc::new(member));
        if let Some(root) = adr.parent().and_then(decision_log::repository_root) {
            self.settings.now.repositories.insert(decision.id.clone(), root);
        }
        self.show_document(Document::new(decision));
        self.session.step = Step::Context;
        let from = adr.file_name().unwrap_or(adr.as_os_str()).to_string_lossy();
        if kept.is_empty() {
            self.words.status_line = format!("Started from {from}; everything in it has its place");
        } else {
            let words = format!("{}. It stands at the end of the context.", kept.join("; "));
            let head = format!("Not all of {from} fits a record");
            self.words.notices.tell(Notice::new(Subject::Imported, Tone::Warning, head, words));
        }
    }
}

/// What the record that is to be started says of the ADR in whose place it comes.
pub(super) fn superseding(superseded: &SupersededAdr) -> Edit {
    let relation = Relation { kind: RelationKind::Supersedes, path: superseded.path.clone() };
    Edit::Links(vec![relation.as_link()])
}

/// The text of an ADR of the log.
fn page(root: &Path, path: &str) -> Page {
    let place = decision_log::inside(root, path).map_err(|error| error.to_string())?;
    let bytes = decision_log::read_adr(&place).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into())
}
