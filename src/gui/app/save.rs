//! Saving, beside the window.

use std::{
    path::{Path, PathBuf},
    time::Instant,
};

use egui::Context;

use super::{
    App, Notice, Subject,
    arrivals::{self, Task},
    watch::{Mine, Seen, save_elsewhere, weigh},
};
use crate::{
    decision::Decision,
    gui::{
        command::Command,
        dialogs::{Dialog, FileTrouble, Occasion},
        intent::{FileIntent, FollowUp, Intent, PathUse},
        session::{Document, KnownFile, Replaceable, look},
        widgets::Tone,
    },
    storage::{self, Fingerprint, Saved, WriteError},
};

/// What is under way with decision files.
#[derive(Default)]
pub(super) struct FileWork {
    /// The file that is being read.
    pub(super) opening: Option<super::open_save::Opening>,
    /// The save under way.
    pub(super) saving: Option<Saving>,
    /// Save once more when the save under way is done.
    pub(super) saves_again: bool,
    /// What comes when saving, writing and git are done, in this order.
    pub(super) waiting: Vec<Intent>,
    /// The close guard has let the window go.
    pub(super) may_close: bool,
}

/// A save under way.
pub(super) struct Saving {
    pub(super) path: PathBuf,
    pub(super) revision: u64,
    generation: u64,
    pub(super) since: Instant,
    pub(super) notice: SlowNotice,
}

/// The notice that a save takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SlowNotice {
    NotShown,
    /// With other places to save in.
    Shown,
    /// With a way to close the window, too.
    ShownWhileClosing,
}

/// What became of a save.
pub(super) enum Done {
    Written(Box<Decision>, Fingerprint),
    Refused(Seen),
}

impl App {
    pub(super) fn on_file(&mut self, intent: FileIntent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            FileIntent::Quit => {
                self.flows.file.may_close = true;
                ctx.send_viewport_cmd(egui::ViewportCommand::Close);
            }
            FileIntent::Close => self.close_document(),
            FileIntent::Choose => self.ask_path(PathUse::Open, ctx, frame),
            FileIntent::Open(path) => self.open(&path, ctx),
            FileIntent::Forget(path) => self.settings.now.recent.retain(|recent| recent.path != path),
            FileIntent::Save(next) => self.save(next, ctx, frame),
            FileIntent::SaveElsewhere(next) => self.ask_path(PathUse::Save(next), ctx, frame),
            FileIntent::SaveAnyway(next) => self.save_anyway(next, ctx),
            FileIntent::Discard(next) => self.proceed(*next, ctx, frame),
            FileIntent::WriteAgain => self.ask_to_write_again(ctx),
            FileIntent::Compare => self.compare(ctx),
            FileIntent::Leave => self.leave(ctx),
            FileIntent::ChooseSides(sides) => self.choose_sides(sides, ctx),
            FileIntent::Merge => self.take_resolved(ctx),
            FileIntent::KeepMine => self.keep_mine(ctx),
            FileIntent::Reload => self.reload(ctx),
        }
    }

    pub(super) fn save(&mut self, next: FollowUp, ctx: &Context, frame: &eframe::Frame) {
        let Some(document) = &self.session.document else { return };
        match document.file() {
            Some(KnownFile { path, content }) => self.save_to(path.clone(), content.into(), next, ctx),
            None => self.ask_path(PathUse::Save(next), ctx, frame),
        }
    }

    /// Saves once more after the file was merged with, if there is still something to save.
    pub(super) fn save_again(&mut self, next: FollowUp, ctx: &Context) {
        let Some(KnownFile { path, content }) = self.session.document.as_ref().and_then(Document::file) else { return };
        self.save_to(path.clone(), content.into(), next, ctx);
    }

    /// Saves over whatever is there.
    pub(super) fn save_anyway(&mut self, next: FollowUp, ctx: &Context) {
        if let Some(path) = self.session.document.as_ref().and_then(Document::path) {
            self.save_to(path.to_owned(), Replaceable::Anything, next, ctx);
        }
    }

    /// Starts to write, unless that would replace something else.
    pub(super) fn save_to(&mut self, path: PathBuf, replaceable: Replaceable, next: FollowUp, ctx: &Context) {
        if self.tells_read_only() {
            return;
        }
        let Some(document) = &self.session.document else { return };
        let mine = Mine::of(document, path.clone());
        if let Some(next) = next {
            self.wait_with(*next);
        }
        // Another file does not wait for one that may never be written.
        if self
            .flows
            .file
            .saving
            .as_ref()
            .is_some_and(|saving| (saving.generation, &saving.path) == (self.session.generation, &path))
        {
            self.flows.file.saves_again = true;
            return;
        }
        // What a look has seen is not there any more once this is written.
        self.tasks.forget(Task::Look);
        self.flows.file.saves_again = false;
        let revision = mine.revision;
        "Saving…".clone_into(&mut self.words.status_line);
        self.flows.file.saving = Some(Saving {
            path,
            revision,
            generation: self.session.generation,
            since: Instant::now(),
            notice: SlowNotice::NotShown,
        });
        self.start_task(ctx, Task::Save, move || {
            let saved = match replaceable {
                Replaceable::Anything => storage::save_over(&mine.path, &mine.decision, None),
                Replaceable::Only(print) => storage::save_over(&mine.path, &mine.decision, Some(&print)),
                Replaceable::Nothing => Ok(Saved::Refused(look(&mine.path, None))),
            };
            arrivals::Done::Saved(saved.map(|saved| match saved {
                Saved::Written(print) => Done::Written(Box::new(mine.decision), print),
                Saved::Refused(found) => Done::Refused(weigh(found, mine)),
            }))
        });
    }

    /// Notes what became of a save; none where it ended without a result. `is_current` says whether the record is still open.
    pub(super) fn take_saved(
        &mut self,
        done: Option<Result<Done, WriteError>>,
        is_current: bool,
        ctx: &Context,
        frame: &eframe::Frame,
    ) {
        let Some(saving) = self.flows.file.saving.take() else { return };
        let again = std::mem::take(&mut self.flows.file.saves_again);
        self.words.notices.forget(&Subject::SlowSave);
        if !is_current {
            return;
        }
        if self.words.status_line == "Saving…" {
            self.words.status_line.clear();
        }
        match done {
            Some(Ok(Done::Written(decision, print))) => {
                self.saved(&saving.path, saving.revision, *decision, print);
                if again && self.session.document.as_ref().is_some_and(Document::is_dirty) {
                    self.save(None, ctx, frame);
                }
            }
            Some(Ok(Done::Refused(seen))) => {
                // It goes with the question, if there is one.
                let next = self.flows.file.waiting.drain(..).next().map(Box::new);
                let now = self.session.document.as_ref().map(Document::revision);
                if now == Some(saving.revision) || !matches!(seen, Seen::Merged(_)) {
                    self.take_seen(seen, Occasion::Save(next), ctx);
                } else {
                    self.save_again(next, ctx);
                }
            }
            Some(Err(error)) => self.not_saved(&error.to_string()),
            None => self.not_saved("It ended before the file was written."),
        }
    }

    fn saved(&mut self, path: &Path, revision: u64, decision: Decision, print: Fingerprint) {
        let Some(document) = &mut self.session.document else { return };
        self.settings.now.remember(path, &decision.title, decision.status());
        document.mark_saved(path.to_owned(), revision, decision, print);
        if self.views.export.repository.is_empty() {
            self.views.export.repository = super::act::repository_of(document);
        }
        self.words.status_line = format!("Saved {}", path.display());
        self.session.declined_version = None;
        self.words.notices.forget_file();
    }

    fn not_saved(&mut self, why: &str) {
        self.flows.file.waiting.clear();
        let ways = vec![save_elsewhere(), ("Try again", Intent::Run(Command::Save))];
        let words = format!("{why} Nothing is lost: your work is kept here, and in a recovery file.");
        let head = "The record was not saved";
        self.words.notices.tell(Notice::new(Subject::NotSaved, Tone::Bad, head, words).with_ways(ways));
    }

    /// Asks before a file is written again that is gone, or has something else in it.
    pub(super) fn ask_to_write_again(&mut self, ctx: &Context) {
        let gone = self.session.document.as_ref().and_then(Document::path).is_some_and(|path| !path.exists());
        if gone {
            self.dialog = Some(Dialog::File(FileTrouble::Gone, None));
        } else {
            self.save_again(None, ctx);
        }
    }
}
