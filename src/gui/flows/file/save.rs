//! Saving, on a thread beside the window.

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
    /// Whether another save follows, for changes since this one began.
    again: bool,
}

/// The notice that a save takes long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum SlowNotice {
    NotShown,
    /// The notice offers to save elsewhere.
    Shown,
    /// The notice also offers to close the window without waiting.
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

    /// Saves to the file again, after it was compared or merged with. Does nothing for a record without a file.
    pub(super) fn save_again(&mut self, next: FollowUp, cx: &mut FlowContext<'_>) {
        if let Some(KnownFile { path, content }) = cx.document().and_then(Document::file).cloned() {
            self.save_to(path, (&content).into(), next, cx);
        }
    }

    /// Saves over any file at the path of the record.
    pub(super) fn save_anyway(&mut self, next: FollowUp, cx: &mut FlowContext<'_>) {
        if let Some(path) = cx.document().and_then(Document::path).map(Path::to_owned) {
            self.save_to(path, Replaceable::Anything, next, cx);
        }
    }

    /// Saves at the path that people have chosen.
    pub(super) fn save_at(&mut self, path: PathBuf, next: FollowUp, cx: &mut FlowContext<'_>) {
        // Only the record's own file can be compared; replacing any other was agreed to before.
        let own = cx.document().and_then(Document::file).filter(|file| file.path == path);
        let replaceable = own.map_or(Replaceable::Anything, |file| (&file.content).into());
        self.save_to(path, replaceable, next, cx);
    }

    /// Starts to write the record, followed by `next`. The write is refused where the file is not what `replaceable` allows.
    /// While the same file is being saved, another save of it is noted to follow.
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
        // A save to another file does not wait, since the one under way may never end.
        if let Some(saving) = self.saving.as_mut().filter(|one| one.generation == generation && one.path == path) {
            saving.again = true;
            return;
        }
        // A comparison under way is about the file as it was before this save.
        cx.tasks.forget(Task::Compare);
        cx.messages.status_line = StatusLine::Saving;
        let (since, notice) = (Instant::now(), SlowNotice::NotShown);
        self.saving = Some(Saving { path, revision: mine.revision, generation, since, notice, again: false });
        let lost = SaveResult::Failed("It stopped before the file was written.".to_owned());
        cx.start(Task::Save, Done::File(FileDone::Saved(lost)), move || {
            Done::File(FileDone::Saved(write(mine, replaceable)))
        });
    }

    /// Acts on the end of a save: notes it, asks what to do with another content of the file, or shows why it failed.
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
            SaveResult::Written { decision, print, aside } => {
                self.saved(&saving, *decision, print, cx);
                tell_aside(&aside, cx);
                if saving.again && cx.session.has_unsaved_changes() {
                    self.save(None, cx);
                }
            }
            SaveResult::Refused(comparison) => {
                // The intent that waits first goes on with the question, if one is asked.
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
        cx.settings.seated.extend(cx.session.known_sitting());
        self.declined_version = None;
        cx.messages.notices.forget_file();
        cx.messages.notices.forget(&Subject::Comments);
        cx.say(format!("Saved {}", saving.path.display()));
        cx.send(Intent::Export(ExportIntent::SuggestRepository));
        // If another save follows, that one marks the file as merged.
        let is_of_save = |to_tell: &mut (u64, PathBuf)| *to_tell == (saving.generation, saving.path.clone());
        if !saving.again && self.to_tell.take_if(is_of_save).is_some() {
            self.tell_merged(cx);
        }
    }

    /// Asks before a file is written again that is gone or has another content.
    pub(super) fn ask_to_write_again(&mut self, cx: &mut FlowContext<'_>) {
        // A file with something else in it is compared by the save itself, which then asks.
        let is_gone = cx.document().and_then(Document::path).is_some_and(|path| !path.exists());
        if is_gone {
            *cx.dialog = Some(Dialog::File(FileTrouble::Gone, None));
        } else {
            self.save_again(None, cx);
        }
    }

    /// Shows a notice if a save takes long, with buttons for those who do not want to wait.
    pub fn show_slow_save(&mut self, cx: &mut FlowContext<'_>) {
        // The intent that waits last is the one that people want in the end.
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
            "{} is still being written; the disk or network is slow. Your work is kept here and in a recovery file.",
            saving.path.display()
        );
        let mut ways = vec![save_elsewhere()];
        // The next start offers the recovery file.
        if is_closing && cx.services.state.is_some() {
            ways.push(("Close without waiting", Intent::Recovery(RecoveryIntent::Leave)));
        }
        cx.notify(Subject::SlowSave, Tone::Warning, "Saving takes long", words, ways);
    }

    /// Reports whether a save is under way.
    pub(super) fn is_saving(&self) -> bool {
        self.saving.is_some()
    }
}

fn write(mine: Mine, replaceable: Replaceable) -> SaveResult {
    let saved = match replaceable {
        Replaceable::Anything => storage::save_over(&mine.path, &mine.decision, None),
        Replaceable::Only(print) => storage::save_over(&mine.path, &mine.decision, Some(&print)),
        Replaceable::NotNeeded(print) => Ok(match storage::look(&mine.path, Some(&print)) {
            OnDisk::Same(print) => Saved::Written(print, Vec::new()),
            found => Saved::Refused(found),
        }),
        // The file was never compared with the record, so its content decides what can be done.
        Replaceable::Nothing => Ok(Saved::Refused(storage::look(&mine.path, None))),
    };
    match saved {
        Ok(Saved::Written(print, aside)) => SaveResult::Written { decision: Box::new(mine.decision), print, aside },
        Ok(Saved::Refused(found)) => SaveResult::Refused(compare(found, mine)),
        Err(error) => SaveResult::Failed(error.to_string()),
    }
}

/// Shows where a save kept private ballots that the record does not hold.
fn tell_aside(aside: &[PathBuf], cx: &mut FlowContext<'_>) {
    if aside.is_empty() {
        return;
    }
    let files: Vec<String> = aside.iter().map(|path| path.display().to_string()).collect();
    let words = format!(
        "Its file held a ballot that is not in this record, as one of another round or branch. It is kept, and used where a record \
         waits for it: {}",
        files.join(", ")
    );
    cx.notify(Subject::KeptAside, Tone::Neutral, "A private ballot was moved to another file", words, Vec::new());
}

fn not_saved(why: &str, cx: &mut FlowContext<'_>) {
    // Intents that were to follow, such as leaving the record, would lose the unsaved changes.
    cx.agenda.waiting.clear();
    let ways = vec![save_elsewhere(), ("Try again", Intent::File(FileIntent::Save(None)))];
    let words = format!("{why} Nothing is lost: your work is kept here and in a recovery file.");
    cx.notify(Subject::NotSaved, Tone::Bad, "The record was not saved", words, ways);
}
