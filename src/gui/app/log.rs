//! The decision log: read beside the window, and what people want of it.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use egui::Context;

use super::{App, Notice, Tone, waiting::Moment};
use crate::{
    adr::Imported,
    decision::{Edit, Member, MemberId, Relation, RelationKind},
    decision_log::{self, LogError, Progress, read_log, record_file},
    gui::{
        dialogs::{Purpose, Then},
        document::Document,
        job::Job,
        step::Step,
        views::{
            log::{Found, Page, Wish, typed},
            start::Superseded,
        },
    },
};

type Reading = Result<Arc<Found>, LogError>;

/// What the log is waiting for.
#[derive(Default)]
pub(super) struct LogWork {
    /// Whether the log is on the screen.
    pub(super) shown: bool,
    reading: Option<(Arc<Progress>, Job<Reading>)>,
    page: Option<Job<(String, Page)>>,
    taking_over: Option<TakingOver>,
}

/// A record that is being made.
struct TakingOver {
    adr: PathBuf,
    /// What was on the screen when it began.
    over: Moment,
    job: Job<Result<Imported, String>>,
}

impl LogWork {
    fn stop(&mut self) {
        if let Some((progress, _)) = self.reading.take() {
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
        self.log.shown
    }

    /// Shows the log: of the repository of the open record, else of the one that was looked at last.
    pub(super) fn show_log(&mut self, ctx: &Context) {
        self.log.shown = true;
        let own = self.views.export.repository.trim().to_owned();
        let known = if self.document.is_some() && !own.is_empty() {
            Some(own)
        } else {
            self.settings.log.as_ref().map(|path| path.display().to_string())
        };
        match known {
            Some(known) if self.views.log.repository != known => {
                self.views.log.repository = known;
                self.read_log(ctx);
            }
            Some(_) if self.views.log.found.is_none() && self.log.reading.is_none() => self.read_log(ctx),
            _ => {}
        }
    }

    pub(super) fn wish(&mut self, wish: Wish, ctx: &Context, frame: &eframe::Frame) {
        match wish {
            Wish::Read => self.read_log(ctx),
            Wish::Browse => self.ask_path(&Purpose::Log, ctx, frame),
            Wish::Cancel => {
                self.log.stop();
                self.views.log.reading = None;
            }
            Wish::Close => self.log.shown = false,
            Wish::Show(path) => self.read_page(path, ctx),
            Wish::OpenRecord(folder, record) => self.open_record(folder, &record, ctx, frame),
            Wish::Supersede(path, title) => {
                if let Some(root) = self.log_root() {
                    self.proceed_safely(Then::Supersede(Superseded { root, path, title }), ctx, frame);
                }
            }
            Wish::TakeOver(path) => {
                let place = self.log_root().and_then(|root| decision_log::inside(&root, &path).ok());
                match place {
                    Some(place) => self.proceed_safely(Then::TakeOver(place), ctx, frame),
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
        self.log.shown = true;
        self.read_log(ctx);
    }

    fn read_log(&mut self, ctx: &Context) {
        self.log.stop();
        let Some(typed) = typed(&self.views.log) else { return };
        let progress = Arc::new(Progress::default());
        let seen = Arc::clone(&progress);
        let job = Job::start(ctx, move || {
            let root = decision_log::repository_root(&typed).unwrap_or(typed);
            read_log(&root, &seen).map(|log| Arc::new(Found::of(log)))
        });
        self.views.log.reading = Some(Arc::clone(&progress));
        self.log.reading = Some((progress, job));
    }

    fn read_page(&mut self, path: String, ctx: &Context) {
        let Some(root) = self.log_root() else { return };
        self.views.log.page = Some((path.clone(), None));
        self.log.page = Some(Job::start(ctx, move || {
            let page = page(&root, &path);
            (path, page)
        }));
    }

    /// Takes what other threads have done for the log.
    pub(super) fn poll_log(&mut self, ctx: &Context) {
        if let Some((_, job)) = &self.log.reading {
            match job.poll() {
                // Nothing else would draw how far it is.
                Ok(None) if self.log.shown => ctx.request_repaint_after(Duration::from_millis(120)),
                Ok(None) => {}
                Ok(Some(found)) => self.take_log(found),
                Err(_) => self.take_log_words("The reading ended without a result; try again.".to_owned()),
            }
        }
        if let Some(job) = &self.log.page {
            match job.poll() {
                Ok(None) => {}
                Ok(Some((path, page))) => {
                    self.log.page = None;
                    if let Some((wanted, text)) = &mut self.views.log.page
                        && *wanted == path
                    {
                        *text = Some(page);
                    }
                }
                Err(_) => self.log.page = None,
            }
        }
        self.poll_taking_over();
    }

    fn take_log(&mut self, found: Reading) {
        match found {
            Ok(found) => {
                self.settings.log = Some(found.log.root.clone());
                self.keep_settings();
                self.log.reading = None;
                self.views.log.take(Ok(found));
            }
            Err(LogError::Cancelled(_)) => {
                self.log.reading = None;
                self.views.log.reading = None;
            }
            Err(error) => self.take_log_words(format!("{error}. Choose a folder that can be read.")),
        }
    }

    fn take_log_words(&mut self, words: String) {
        self.log.reading = None;
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
            Some(place) => self.proceed_safely(Then::Open(place), ctx, frame),
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
        let job =
            Job::start(ctx, move || decision_log::record_from(&file, id, today).map_err(|error| error.to_string()));
        self.log.taking_over = Some(TakingOver { adr, over: self.moment(), job });
    }

    fn poll_taking_over(&mut self) {
        let Some(TakingOver { adr, over, job }) = self.log.taking_over.as_ref().filter(|_| !self.is_asking()) else {
            return;
        };
        let (adr, over) = (adr.clone(), *over);
        let result = match job.poll() {
            Ok(None) => return,
            Ok(Some(result)) => result,
            Err(_) => Err("The ADR could not be taken over".to_owned()),
        };
        self.log.taking_over = None;
        match result {
            Ok(_) if self.asks_again(over, || Then::TakeOver(adr.clone())) => {}
            Ok(imported) => self.show_imported(imported, &adr),
            Err(why) => self.warn("No record was started", format!("{why}. Choose another ADR.")),
        }
    }

    fn show_imported(&mut self, Imported { mut decision, kept }: Imported, adr: &Path) {
        let name = &self.services.user;
        let taken = decision.references.iter().map(|reference| &reference.id);
        let member = Member::new(MemberId::from_name(name, taken), name.clone());
        self.me = Some(member.id.clone());
        decision.members.push(Arc::new(member));
        if let Some(root) = adr.parent().and_then(decision_log::repository_root) {
            self.settings.repositories.insert(decision.id.clone(), root);
        }
        self.show_document(Document::new(decision));
        self.step = Step::Context;
        let from = adr.file_name().unwrap_or(adr.as_os_str()).to_string_lossy();
        if kept.is_empty() {
            self.said = format!("Started from {from}; everything in it has its place");
        } else {
            let words = format!("{}. It stands at the end of the context.", kept.join("; "));
            let head = format!("Not all of {from} fits a record");
            self.tell(Notice { tone: Tone::Warning, head, words, ways: Vec::new() });
        }
    }
}

/// What the record that is to be started says of the ADR in whose place it comes.
pub(super) fn superseding(superseded: &Superseded) -> Edit {
    let relation = Relation { kind: RelationKind::Supersedes, path: superseded.path.clone() };
    Edit::Links(vec![relation.as_link()])
}

/// The text of an ADR of the log.
fn page(root: &Path, path: &str) -> Page {
    let place = decision_log::inside(root, path).map_err(|error| error.to_string())?;
    let bytes = decision_log::read_adr(&place).map_err(|error| error.to_string())?;
    Ok(String::from_utf8_lossy(&bytes).replace("\r\n", "\n").into())
}
