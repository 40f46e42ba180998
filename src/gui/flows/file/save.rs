//! Saving, beside the window.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use super::FileFlow;
use crate::{
    decision::Decision,
    gui::{
        dialogs::{Dialog, FileTrouble, Occasion},
        flows::{
            context::FlowContext,
            task::{Done, FileDone, SaveResult, Task},
        },
        intent::{ExportIntent, FileIntent, FollowUp, Intent, PathIntent, PathUse, RecoveryIntent},
        notices::{StatusLine, Subject, save_elsewhere},
        session::{Comparison, Document, KnownFile, Mine, Replaceable, compare},
        widgets::Tone,
    },
    storage::{self, Fingerprint, OnDisk, Saved},
};

/// The time after which a notice says that a save takes long.
const SHOWN_AFTER: Duration = Duration::from_secs(2);

/// A save under way.
pub(super) struct Saving {
    path: PathBuf,
    pub(super) revision: u64,
    generation: u64,
    since: Instant,
    notice: SlowNotice,
    /// Whether another one follows, for what was typed since.
    again: bool,
}

/// The notice that a save takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SlowNotice {
    NotShown,
    /// With other places to save in.
    Shown,
    /// With a way to close the window, too.
    ShownWhileClosing,
}

impl FileFlow {
    pub(super) fn save(&mut self, next: FollowUp, cx: &mut FlowContext<'_>) {
        let Some(document) = cx.document() else { return };
        match document.file().cloned() {
            Some(KnownFile { path, content }) => self.save_to(path, (&content).into(), next, cx),
            None => cx.send(Intent::Path(PathIntent::Ask(PathUse::Save(next)))),
        }
    }

    /// Saves once more after the file was merged with, if there is still something to save.
    pub(super) fn save_again(&mut self, next: FollowUp, cx: &mut FlowContext<'_>) {
        if let Some(KnownFile { path, content }) = cx.document().and_then(Document::file).cloned() {
            self.save_to(path, (&content).into(), next, cx);
        }
    }

    /// Saves over whatever is there.
    pub(super) fn save_anyway(&mut self, next: FollowUp, cx: &mut FlowContext<'_>) {
        if let Some(path) = cx.document().and_then(Document::path).map(Path::to_owned) {
            self.save_to(path, Replaceable::Anything, next, cx);
        }
    }

    /// Saves where people have chosen.
    pub(super) fn save_at(&mut self, path: PathBuf, next: FollowUp, cx: &mut FlowContext<'_>) {
        // Only the record's own file can be compared; replacing any other was agreed to before.
        let own = cx.document().and_then(Document::file).filter(|file| file.path == path);
        let replaceable = own.map_or(Replaceable::Anything, |file| (&file.content).into());
        self.save_to(path, replaceable, next, cx);
    }

    /// Starts to write, unless that would replace something else.
    fn save_to(&mut self, path: PathBuf, replaceable: Replaceable, next: FollowUp, cx: &mut FlowContext<'_>) {
        if cx.refuses_changes() {
            return;
        }
        let Some(mine) = cx.document().map(|document| Mine::of(document, path.clone())) else { return };
        let has_record = cx.document().is_some_and(|one| !one.is_dirty() && one.path() == Some(&path));
        // Writing a file that has the record already would only lift its format to the newest.
        let replaceable = match replaceable {
            Replaceable::Only(print) if has_record => Replaceable::NotNeeded(print),
            other => other,
        };
        // It waits in the agenda before the save begins, so that the end of the save finds it.
        if let Some(next) = next {
            cx.agenda.put_off(*next);
        }
        let generation = cx.session.generation;
        // Another file does not wait for one that may never be written.
        if let Some(saving) = self.saving.as_mut().filter(|one| one.generation == generation && one.path == path) {
            saving.again = true;
            return;
        }
        // Once this is written, the file is not what it was compared with.
        cx.tasks.forget(Task::Compare);
        cx.messages.status_line = StatusLine::Saving;
        let (since, notice) = (Instant::now(), SlowNotice::NotShown);
        self.saving = Some(Saving { path, revision: mine.revision, generation, since, notice, again: false });
        let lost = SaveResult::Failed("It ended before the file was written.".to_owned());
        cx.start(Task::Save, Done::File(FileDone::Saved(lost)), move || {
            Done::File(FileDone::Saved(write(mine, replaceable)))
        });
    }

    /// Takes note of what became of a save.
    pub(super) fn take_saved(&mut self, result: SaveResult, is_current: bool, cx: &mut FlowContext<'_>) {
        let Some(saving) = self.saving.take() else { return };
        cx.messages.notices.forget(&Subject::SlowSave);
        // The record of this save is no longer on the screen.
        if !is_current {
            return;
        }
        // Something else may have been reported since.
        if cx.messages.status_line == StatusLine::Saving {
            cx.messages.status_line.clear();
        }
        match result {
            SaveResult::Written(decision, print) => {
                self.saved(&saving, *decision, print, cx);
                if saving.again && cx.session.has_unsaved_changes() {
                    self.save(None, cx);
                }
            }
            SaveResult::Refused(comparison) => {
                // It goes with the question, if there is one.
                let next = cx.agenda.waiting.drain(..).next().map(Box::new);
                let now = cx.document().map(Document::revision);
                // A merge was made with the record as it was; if people typed on, it has to be made again.
                if now == Some(saving.revision) || !matches!(comparison, Comparison::Merged(_)) {
                    self.take_comparison(comparison, Occasion::Save(next), cx);
                } else {
                    self.save_again(next, cx);
                }
            }
            SaveResult::Failed(why) => not_saved(&why, cx),
        }
    }

    fn saved(&mut self, saving: &Saving, decision: Decision, print: Fingerprint, cx: &mut FlowContext<'_>) {
        let Some(document) = &mut cx.session.document else { return };
        cx.settings.remember(&saving.path, &decision.title, decision.status(), decision.due());
        document.mark_saved(saving.path.clone(), saving.revision, decision, print);
        self.declined_version = None;
        cx.messages.notices.forget_file();
        cx.messages.notices.forget(&Subject::Comments);
        cx.say(format!("Saved {}", saving.path.display()));
        cx.send(Intent::Export(ExportIntent::SuggestRepository));
        // Of two saves, the second has the merge in it.
        let is_of_save = |to_tell: &mut (u64, PathBuf)| *to_tell == (saving.generation, saving.path.clone());
        if !saving.again && self.to_tell.take_if(is_of_save).is_some() {
            self.tell_merged(cx);
        }
    }

    /// Asks before a file is written again that is gone, or has something else in it.
    pub(super) fn ask_to_write_again(&mut self, cx: &mut FlowContext<'_>) {
        // A file with something else in it is compared by the save itself, which then asks.
        let is_gone = cx.document().and_then(Document::path).is_some_and(|path| !path.exists());
        if is_gone {
            *cx.dialog = Some(Dialog::File(FileTrouble::Gone, None));
        } else {
            self.save_again(None, cx);
        }
    }

    /// Says that a save takes long, and what can be done instead of waiting for it.
    pub fn show_slow_save(&mut self, cx: &mut FlowContext<'_>) {
        // What waits last is where people want to end up.
        let is_closing = cx.agenda.waiting.last() == Some(&Intent::File(FileIntent::Quit));
        let Some(saving) = &mut self.saving else { return };
        if let Some(left) = SHOWN_AFTER.checked_sub(saving.since.elapsed()) {
            cx.ctx.request_repaint_after(left);
            return;
        }
        let notice = if is_closing { SlowNotice::ShownWhileClosing } else { SlowNotice::Shown };
        // A notice that people have closed comes back only when it has something new to offer.
        if std::mem::replace(&mut saving.notice, notice) == notice {
            return;
        }
        let words = format!(
            "{} is still being written; its disk or network is slow to answer. Your work is kept here, and in a recovery \
             file.",
            saving.path.display()
        );
        let mut ways = vec![save_elsewhere()];
        // The next start offers the recovery file.
        if is_closing && cx.services.state.is_some() {
            ways.push(("Close without waiting", Intent::Recovery(RecoveryIntent::Leave)));
        }
        cx.notify(Subject::SlowSave, Tone::Warning, "Saving takes long", words, ways);
    }

    /// Whether a save is under way.
    pub(super) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }
}

fn write(mine: Mine, replaceable: Replaceable) -> SaveResult {
    let saved = match replaceable {
        Replaceable::Anything => storage::save_over(&mine.path, &mine.decision, None),
        Replaceable::Only(print) => storage::save_over(&mine.path, &mine.decision, Some(&print)),
        Replaceable::NotNeeded(print) => Ok(match storage::look(&mine.path, Some(&print)) {
            OnDisk::Same(print) => Saved::Written(print),
            found => Saved::Refused(found),
        }),
        // The file was never compared with the record, so its content decides what can be done.
        Replaceable::Nothing => Ok(Saved::Refused(storage::look(&mine.path, None))),
    };
    match saved {
        Ok(Saved::Written(print)) => SaveResult::Written(Box::new(mine.decision), print),
        Ok(Saved::Refused(found)) => SaveResult::Refused(compare(found, mine)),
        Err(error) => SaveResult::Failed(error.to_string()),
    }
}

fn not_saved(why: &str, cx: &mut FlowContext<'_>) {
    // Leaving the record now would lose what could not be saved.
    cx.agenda.waiting.clear();
    let ways = vec![save_elsewhere(), ("Try again", Intent::File(FileIntent::Save(None)))];
    let words = format!("{why} Nothing is lost: your work is kept here, and in a recovery file.");
    cx.notify(Subject::NotSaved, Tone::Bad, "The record was not saved", words, ways);
}
