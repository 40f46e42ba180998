//! Work that is not saved: kept while people work, and offered after a crash.

use std::path::Path;

use egui::Context;

use super::{
    App, Notice, Subject,
    arrivals::{Beside, Done, Task},
    watch::told,
};
use crate::{
    gui::{
        command::Command,
        dialogs::Dialog,
        intent::{Intent, RecoveryIntent},
        session::{Document, FileContent, KnownFile},
        step::Step,
        widgets::Tone,
    },
    storage::recovery::{self, Found, Keeper, Left, Note, Recovered, Standing, Work},
};

/// What keeps work safe, and what was left by programs that could not save theirs.
#[derive(Default)]
pub(super) struct Safety {
    keeper: Option<Keeper>,
    /// The record and the revision that the keeper has last.
    kept: Option<(u64, u64)>,
    /// What the record was recovered from, until the keeper has it.
    adopted: Vec<Left>,
    pub(super) recovered: Vec<Recovered>,
}

impl Safety {
    pub(super) fn start(ctx: &Context, state: Option<&Path>, tasks: &mut Beside) -> Self {
        let Some(folder) = state.map(recovery::folder) else { return Self::default() };
        let repaint = ctx.clone();
        let keeper = Keeper::start(folder.clone(), move || repaint.request_repaint());
        tasks.start(ctx, Task::FindRecovered, 0, move || Done::Found(recovery::find(&folder)));
        Self { keeper: Some(keeper), ..Self::default() }
    }

    pub(super) fn is_keeping(&self) -> bool {
        self.keeper.is_some()
    }

    pub(super) fn last_resort(&self) -> Option<impl Fn() + Clone + Send + Sync + 'static + use<>> {
        self.keeper.as_ref().map(Keeper::last_resort)
    }

    /// Writes what is still to be written, and ends.
    pub(super) fn end(&mut self) {
        self.keeper = None;
    }

    fn take(&mut self, file: &Path) -> Option<Recovered> {
        let place = self.recovered.iter().position(|work| work.left.file() == file)?;
        Some(self.recovered.remove(place))
    }
}

impl App {
    /// Hands work that is not saved to the keeper, and takes it back once it is.
    pub(super) fn keep_work(&mut self) {
        let Safety { keeper, kept, adopted, .. } = &mut self.flows.recovery;
        let Some(keeper) = keeper else { return };
        if let Some(document) =
            self.session.document.as_ref().filter(|document| document.is_dirty() && !self.flows.file.may_close)
        {
            let now = Some((self.session.generation, document.revision()));
            if *kept != now {
                *kept = now;
                keeper.keep(Work { decision: document.decision().clone(), note: note(document) }, adopted.drain(..));
            }
        } else if kept.take().is_some() {
            keeper.forget();
        }
        if let Some(trouble) = keeper.take_trouble() {
            let words = format!("{trouble} Save often until this is mended.");
            let head = "Work that is not saved cannot be kept safe";
            self.words.notices.tell(Notice::new(Subject::Unsafe, Tone::Warning, head, words));
        }
    }

    pub(super) fn take_found(&mut self, found: Found) {
        self.flows.recovery.recovered = found.works;
        for words in found.broken {
            let head = "A recovery file could not be read";
            self.words.notices.tell(Notice::new(Subject::Refused, Tone::Warning, head, words));
        }
        self.offer_recovered();
    }

    /// Tells of work on the record that was just opened.
    pub(super) fn offer_recovered(&mut self) {
        let Some(path) = self.session.document.as_ref().and_then(|document| document.path().map(Path::to_owned)) else {
            return;
        };
        let Some(work) = self.flows.recovery.recovered.iter().find(|work| work.note.file.as_ref() == Some(&path))
        else {
            return;
        };
        let file = work.left.file().to_owned();
        let words = format!("{} Differs from the file: {}.", when(work), told(&work.differences));
        let ways = vec![
            ("Open that work", Intent::Recovery(RecoveryIntent::Open(file.clone()))),
            ("Discard it…", Intent::Recovery(RecoveryIntent::AskToDiscard(file.clone()))),
        ];
        let head = "There is work on this record that was never saved";
        self.words.notices.tell(Notice::new(Subject::Recovered(file), Tone::Warning, head, words).with_ways(ways));
    }

    pub(super) fn on_recovery(&mut self, intent: RecoveryIntent, ctx: &Context, frame: &eframe::Frame) {
        match intent {
            RecoveryIntent::Open(file) => self.recover(&file, false, ctx, frame),
            RecoveryIntent::OpenCopy(file) => self.recover(&file, true, ctx, frame),
            RecoveryIntent::AskToDiscard(file) => self.dialog = Some(Dialog::Refuse(file)),
            RecoveryIntent::Discard(file) => self.refuse_recovered(&file),
        }
    }

    /// Opens recovered work; a copy forgets where it belongs, and asks where it should go.
    pub(super) fn recover(&mut self, file: &Path, copy: bool, ctx: &Context, frame: &eframe::Frame) {
        let Some(work) = self.flows.recovery.take(file) else { return };
        let file = work.note.file.clone().filter(|_| !copy).map(|path| KnownFile { path, content: in_file(&work) });
        self.flows.recovery.adopted.push(work.left);
        let seat = self.settings.now.member.get(&work.decision.id).cloned();
        self.session.scoring_as = seat.filter(|id| work.decision.member(id).is_some());
        self.show_document(Document::unsaved(work.decision, file));
        self.session.step = Step::Context;
        self.keep_me_valid();
        "Opened the work that was not saved".clone_into(&mut self.words.status_line);
        if copy {
            self.run(Command::SaveAs, ctx, frame);
        }
    }

    pub(super) fn refuse_recovered(&mut self, file: &Path) {
        if let Some(work) = self.flows.recovery.take(file) {
            work.left.discard();
        }
        self.words.notices.forget(&Subject::Recovered(file.to_owned()));
    }
}

/// Where unsaved work belongs, and what it was made from.
fn note(document: &Document) -> Note {
    let file = document.file();
    Note {
        file: file.map(|file| file.path.clone()),
        print: file.and_then(|file| file.content.print),
        base: file.and_then(|file| file.content.decision.clone()),
        written: None,
    }
}

/// What is known of the file where the work belongs. What others have changed since is merged when it is saved.
fn in_file(work: &Recovered) -> FileContent {
    match (&work.saved, work.standing) {
        (Some((decision, print)), Standing::AsItWas) => {
            FileContent { decision: Some(decision.clone()), print: Some(*print) }
        }
        _ => FileContent { decision: work.note.base.clone(), print: work.note.print },
    }
}

/// When the work was last written, as people say it.
pub(crate) fn when(work: &Recovered) -> String {
    match work.note.written {
        None => "Weigh-In ended before it was saved.".to_owned(),
        Some(written) => {
            let written = written.to_zoned_datetime(crate::storage::world::time_zone());
            format!("Weigh-In ended before it was saved, on {}.", written.strftime("%Y-%m-%d at %H:%M"))
        }
    }
}
