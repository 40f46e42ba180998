//! Unsaved work: kept in a recovery file while people work, and offered after a crash.

use std::path::Path;

use egui::{Context, ViewportCommand};

use super::{
    context::FlowContext,
    task::{BackgroundTasks, Done, Task},
};
use crate::{
    gui::{
        dialogs::Dialog,
        intent::{FileIntent, Intent, RecoveryIntent},
        notices::Subject,
        session::{Document, FileContent, KnownFile},
        step::Step,
        widgets::Tone,
        wording::{last_written, listed},
    },
    storage::recovery::{self, FileStanding, Found, Keeper, Left, Note, Recovered, UnsavedWork},
};

/// The flow that keeps unsaved work safe, and offers work that a crash has left.
#[derive(Default)]
pub struct RecoveryFlow {
    keeper: Option<Keeper>,
    /// The generation and the revision of the record that the keeper got last.
    kept: Option<(u64, u64)>,
    /// The recovery files that the record came from, until the keeper has written its own.
    adopted: Vec<Left>,
    /// The work that a crash has left.
    pub recovered: Vec<Recovered>,
}

impl RecoveryFlow {
    /// Starts the keeper, and a search for work that was left. Without a folder it does neither.
    pub fn start(ctx: &Context, state: Option<&Path>, tasks: &mut BackgroundTasks) -> Self {
        let Some(folder) = state.map(recovery::folder) else { return Self::default() };
        let repaint = ctx.clone();
        let keeper = Keeper::start(folder.clone(), move || repaint.request_repaint());
        let lost = Done::Recovered(Found::default());
        tasks.start(ctx, Task::FindRecovered, 0, lost, move || Done::Recovered(recovery::find(&folder)));
        Self { keeper: Some(keeper), ..Self::default() }
    }

    /// Returns a function that writes unsaved work from any thread, for a program that is about to end.
    pub fn last_resort(&self) -> Option<impl Fn() -> bool + Clone + Send + Sync + 'static + use<>> {
        self.keeper.as_ref().map(Keeper::last_resort)
    }

    /// Ends the keeper, which first writes what is still to be written.
    pub fn end(&mut self) {
        self.keeper = None;
    }

    fn take(&mut self, file: &Path) -> Option<Recovered> {
        let place = self.recovered.iter().position(|work| work.left.file() == file)?;
        Some(self.recovered.remove(place))
    }

    pub fn on(&mut self, intent: RecoveryIntent, cx: &mut FlowContext<'_>) {
        match intent {
            RecoveryIntent::Open(file) => self.recover(&file, false, cx),
            RecoveryIntent::OpenCopy(file) => {
                self.recover(&file, true, cx);
                // A copy has no file, so people are asked for one at once.
                if cx.document().is_some_and(|document| document.path().is_none()) {
                    cx.send(Intent::File(FileIntent::SaveElsewhere(None)));
                }
            }
            RecoveryIntent::AskToDiscard(file) => *cx.dialog = Some(Dialog::Refuse(file)),
            RecoveryIntent::Discard(file) => {
                if let Some(work) = self.take(&file) {
                    work.left.discard();
                }
                cx.messages.notices.forget(&Subject::Recovered(file));
            }
            // The recovery file stays, and the next start offers it.
            RecoveryIntent::Leave => {
                // The keeper goes first, or `keep_work` would take back a file that the next start has to offer.
                self.end();
                cx.session.may_close = true;
                cx.ctx.send_viewport_cmd(ViewportCommand::Close);
            }
        }
    }

    /// Takes the work that a crash has left.
    pub fn done(&mut self, found: Found, cx: &mut FlowContext<'_>) {
        self.recovered = found.works;
        for words in found.broken {
            cx.notify(Subject::Refused, Tone::Warning, "An unsaved-work file could not be read", words, Vec::new());
        }
        self.offer(cx);
    }

    /// Hands unsaved work to the keeper, and has it forgotten once it is saved.
    pub fn keep_work(&mut self, cx: &mut FlowContext<'_>) {
        let Some(keeper) = &self.keeper else { return };
        // Once the window may close, the work was saved or given up.
        if let Some(document) = cx.document().filter(|document| document.is_dirty() && !cx.session.may_close) {
            let now = Some((cx.session.generation, document.revision()));
            // Each frame comes by here; only a new content is worth handing over.
            if self.kept != now {
                self.kept = now;
                let work = UnsavedWork { decision: document.decision().clone(), note: note(document) };
                keeper.keep(work, self.adopted.drain(..));
            }
        } else if self.kept.take().is_some() {
            // Only once, since each call wakes the thread that keeps the work.
            keeper.forget();
        }
        if let Some(trouble) = keeper.take_trouble() {
            let words = format!("{trouble} Save often until this is fixed.");
            cx.notify(Subject::Unsafe, Tone::Warning, "Unsaved work can't be backed up", words, Vec::new());
        }
    }

    /// Offers recovered work on the record that was just opened.
    pub fn offer(&self, cx: &mut FlowContext<'_>) {
        let Some(path) = cx.document().and_then(Document::path) else { return };
        let Some(work) = self.recovered.iter().find(|work| work.note.file.as_deref() == Some(path)) else { return };
        let file = work.left.file().to_owned();
        let words = format!("{} Differs from the file: {}.", last_written(work), listed(&work.differences));
        let ways = vec![
            ("Open the unsaved work", Intent::Recovery(RecoveryIntent::Open(file.clone()))),
            ("Discard it…", Intent::Recovery(RecoveryIntent::AskToDiscard(file.clone()))),
        ];
        cx.notify(Subject::Recovered(file), Tone::Warning, "This record has unsaved work", words, ways);
    }

    /// Opens recovered work. As a `copy` it has no file, so that a save asks for one.
    fn recover(&mut self, file: &Path, copy: bool, cx: &mut FlowContext<'_>) {
        let Some(work) = self.take(file) else { return };
        let seat = work.note.file.as_ref().and_then(|path| cx.last_seat(&work.decision, path));
        let file = work.note.file.clone().filter(|_| !copy).map(|path| KnownFile { path, content: in_file(&work) });
        // The file that it came from stays until the keeper has written its own.
        self.adopted.push(work.left);
        cx.show_document(Document::unsaved(work.decision, file), seat, Step::Context);
        cx.say("Opened the unsaved work");
    }
}

/// Returns the note that is kept with unsaved work: its file, and the content of that which the work started from.
fn note(document: &Document) -> Note {
    let file = document.file();
    Note {
        file: file.map(|file| file.path.clone()),
        print: file.and_then(|file| file.content.print),
        base: file.and_then(|file| file.content.decision.clone()),
        written: None,
    }
}

/// Returns the known content of the file where the work belongs. Changes by others since then are merged when it is saved.
fn in_file(work: &Recovered) -> FileContent {
    match (&work.saved, work.standing) {
        // Nobody has changed the file since, so a save may replace it.
        (Some((decision, print)), FileStanding::AsItWas) => {
            FileContent { decision: Some(decision.clone()), print: Some(*print) }
        }
        _ => FileContent { decision: work.note.base.clone(), print: work.note.print },
    }
}
