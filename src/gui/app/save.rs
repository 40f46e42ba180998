//! Saving, beside the window.

use std::path::{Path, PathBuf};

use egui::Context;

use super::{
    App, Notice,
    watch::{Mine, Seen, save_elsewhere, weigh},
};
use crate::{
    decision::Decision,
    gui::{
        command::Command,
        dialogs::{Dialog, FileTrouble, Next, Purpose, Then},
        document::{Document, InFile},
        job::Job,
        views::Action,
        widgets::Tone,
    },
    storage::{self, Fingerprint, Saved, WriteError},
};

const NOT_SAVED: &str = "The record was not saved";

/// A save under way.
pub(super) struct Saving {
    path: PathBuf,
    revision: u64,
    number: u64,
    then: Option<Then>,
    job: Job<Result<Done, WriteError>>,
}

enum Done {
    Written(Box<Decision>, Fingerprint),
    Refused(Seen),
}

impl App {
    pub(super) fn save(&mut self, then: Option<Then>, ctx: &Context, frame: &eframe::Frame) {
        let Some(document) = &self.document else { return };
        match document.path.clone() {
            Some(path) => {
                let known = document.in_file().map(|file| file.print);
                self.save_to(path, known, then, ctx);
            }
            None => self.ask_path(&Purpose::Save(then), ctx, frame),
        }
    }

    /// Saves once more after the file was merged with, if there is still something to save.
    pub(super) fn save_again(&mut self, then: Option<Then>, ctx: &Context) {
        let Some(document) = &self.document else { return };
        let Some(path) = document.path.clone() else { return };
        let known = document.in_file().map(|file| file.print);
        self.save_to(path, known, then, ctx);
    }

    /// Saves over whatever is there.
    pub(super) fn save_anyway(&mut self, then: Option<Then>, ctx: &Context) {
        if let Some(path) = self.document.as_ref().and_then(|document| document.path.clone()) {
            self.save_to(path, None, then, ctx);
        }
    }

    /// Starts to write. With a fingerprint only if the file is still what it was.
    pub(super) fn save_to(&mut self, path: PathBuf, known: Option<Fingerprint>, then: Option<Then>, ctx: &Context) {
        let Some(document) = &self.document else { return };
        if let Some(saving) = &mut self.saving {
            // It is written again behind the one under way, if it has changed meanwhile.
            self.save_next = Some(Next(then.or_else(|| saving.then.take())));
            return;
        }
        let mine = Mine::of(document, path.clone());
        let revision = mine.revision;
        let job = Job::start(ctx, move || {
            Ok(match storage::save_over(&mine.path, &mine.decision, known.as_ref())? {
                Saved::Written(print) => Done::Written(Box::new(mine.decision), print),
                Saved::Refused(found) => Done::Refused(weigh(found, mine)),
            })
        });
        "Saving…".clone_into(&mut self.said);
        self.saving = Some(Saving { path, revision, number: self.number, then, job });
    }

    /// What comes next waits for the save under way, where that has all there is.
    pub(super) fn comes_after_saving(&mut self, then: &Then) -> bool {
        let Some(revision) = self.document.as_ref().map(Document::revision) else { return false };
        match &mut self.saving {
            Some(saving) if saving.revision == revision => {
                saving.then = Some(then.clone());
                true
            }
            _ => false,
        }
    }

    pub(super) fn poll_save(&mut self, ctx: &Context, frame: &eframe::Frame) {
        let Some(saving) = &self.saving else { return };
        let done = match saving.job.poll() {
            Ok(None) => return,
            Ok(Some(done)) => Some(done),
            Err(_) => None,
        };
        let Some(saving) = self.saving.take() else { return };
        ctx.request_repaint();
        if saving.number != self.number {
            return;
        }
        if self.said == "Saving…" {
            self.said.clear();
        }
        match done {
            Some(Ok(Done::Written(decision, print))) => {
                self.saved(&saving.path, saving.revision, *decision, print);
                self.after_save(saving.then, ctx, frame);
            }
            Some(Ok(Done::Refused(seen))) => {
                self.save_next = None;
                let now = self.document.as_ref().map(Document::revision);
                if now == Some(saving.revision) || !matches!(seen, Seen::Merged(_)) {
                    self.take_seen(seen, Some(Next(saving.then)), ctx);
                } else {
                    self.save_again(saving.then, ctx);
                }
            }
            Some(Err(error)) => {
                self.save_next = None;
                self.not_saved(&error.to_string());
            }
            None => self.not_saved("It ended before the file was written."),
        }
    }

    fn saved(&mut self, path: &Path, revision: u64, decision: Decision, print: Fingerprint) {
        let Some(document) = &mut self.document else { return };
        self.settings.remember(path, &decision.title, decision.status);
        document.mark_saved(path.to_owned(), revision, decision, print);
        if self.views.export.repository.is_empty() {
            self.views.export.repository = super::act::repository_of(document);
        }
        self.keep_settings();
        self.said = format!("Saved {}", path.display());
        self.asked = None;
        self.notices.retain(|notice| !notice.is_about_the_file());
    }

    fn after_save(&mut self, then: Option<Then>, ctx: &Context, frame: &eframe::Frame) {
        let dirty = self.document.as_ref().is_some_and(Document::is_dirty);
        let again = self.save_next.take();
        let is_wanted = again.is_some() && dirty;
        match again.and_then(|Next(next)| next).or(then) {
            then if is_wanted => self.save(then, ctx, frame),
            // Nothing typed is lost by it.
            Some(then @ Then::Git(_)) => self.proceed(then, ctx, frame),
            // What was typed while the file was written is asked about.
            Some(then) => self.proceed_safely(then, ctx, frame),
            None => {}
        }
    }

    fn not_saved(&mut self, why: &str) {
        let ways = vec![save_elsewhere(), ("Try again", Action::Run(Command::Save))];
        let words = format!("{why} Nothing is lost: your work is kept here, and in a recovery file.");
        self.tell(Notice { tone: Tone::Bad, head: NOT_SAVED.to_owned(), words, ways });
    }

    /// Asks before a file is written again that is gone, or has something else in it.
    pub(super) fn ask_to_write_again(&mut self, ctx: &Context) {
        let gone =
            self.document.as_ref().and_then(|document| document.path.as_deref()).is_some_and(|path| !path.exists());
        if gone {
            self.dialog = Some(Dialog::File(FileTrouble::Gone, None));
        } else {
            self.save_again(None, ctx);
        }
    }

    /// Goes on with what is on the screen, whatever is in the file.
    pub(super) fn keep_mine(&mut self, file: InFile) {
        if let Some(document) = &mut self.document {
            document.keep_mine(file);
        }
    }
}

impl Notice {
    /// Whether it is over once the record is saved.
    pub(super) fn is_about_the_file(&self) -> bool {
        self.ways.iter().any(|(_, action)| *action == save_elsewhere().1)
    }
}
