//! The decision file: opening and saving the record, the file as others leave it, and the end of the app.

mod merged;
mod open;
mod resolve;
mod save;
mod watch;

use std::path::PathBuf;

use egui::ViewportCommand;

use self::{open::Opening, save::Saving};
use super::{
    context::FlowContext,
    task::{FileDone, Task},
};
use crate::{
    gui::{
        dialogs::Dialog,
        intent::{FileIntent, Intent, PathIntent, PathUse},
    },
    storage::Fingerprint,
};

/// The work on decision files that is under way.
#[derive(Default)]
pub struct FileFlow {
    /// The file that is being read.
    opening: Option<Opening>,
    /// The save under way.
    saving: Option<Saving>,
    /// The file whose merge git is to be told of once it is saved, and the generation of its record.
    to_tell: Option<(u64, PathBuf)>,
    /// The revision of the record with which the file is being compared.
    compared_revision: u64,
    /// The state of the file that people were asked about and put off.
    declined_version: Option<Fingerprint>,
}

impl FileFlow {
    pub fn on(&mut self, intent: FileIntent, cx: &mut FlowContext<'_>) {
        match intent {
            FileIntent::Quit => {
                cx.session.may_close = true;
                cx.ctx.send_viewport_cmd(ViewportCommand::Close);
            }
            FileIntent::Close => cx.close_document(),
            FileIntent::Choose => cx.send(Intent::Path(PathIntent::Ask(PathUse::Open))),
            FileIntent::Open(path, next) => self.open(&path, next, cx),
            FileIntent::Forget(path) => cx.settings.recent.retain(|recent| recent.path != path),
            FileIntent::Save(next) => self.save(next, cx),
            FileIntent::SaveElsewhere(next) => cx.send(Intent::Path(PathIntent::Ask(PathUse::Save(next)))),
            FileIntent::SaveTo(path, next) => self.save_at(path, next, cx),
            FileIntent::SaveAnyway(next) => self.save_anyway(next, cx),
            FileIntent::WriteAgain => self.ask_to_write_again(cx),
            FileIntent::Compare => {
                self.declined_version = None;
                self.look_at_file(cx);
            }
            FileIntent::ChooseSides(sides) => resolve::choose_sides(sides, cx),
            FileIntent::Merge => self.take_resolved(cx),
            FileIntent::TellMerged => self.tell_merged(cx),
            FileIntent::MergeAgain => self.merge_again(cx),
            FileIntent::KeepMine => self.keep_mine(cx),
            FileIntent::Reload => resolve::reload(cx),
        }
    }

    pub fn done(&mut self, done: FileDone, is_current: bool, cx: &mut FlowContext<'_>) {
        match done {
            FileDone::Opened(read) => self.take_opened(read, cx),
            FileDone::Saved(saved) => self.take_saved(saved, is_current, cx),
            FileDone::Compared(comparison, is_merged) => self.take_look(comparison, is_merged, is_current, cx),
            FileDone::Resolved(merge) => resolve::take_choice(*merge, cx),
            FileDone::ToldMerged(told) => merged::take_told(told, is_current, cx),
            FileDone::MergedAgain(read) => self.take_merged_again(read, is_current, cx),
            FileDone::Nothing => {}
        }
    }

    /// Forgets what was known of the file of another record.
    pub fn forget_record(&mut self) {
        self.declined_version = None;
    }

    /// Whether a file is being read.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Stops to read a file.
    pub fn stop_opening(&mut self, cx: &mut FlowContext<'_>) {
        self.opening = None;
        cx.tasks.forget(Task::Open);
    }

    /// Whether an intent that leaves the record has to wait, or for people to say what becomes of their changes.
    pub fn holds_back(&self, intent: &Intent, cx: &mut FlowContext<'_>) -> bool {
        // A save that is under way may make the question needless, so it is asked about first.
        if self.puts_off(intent, cx) {
            return true;
        }
        let asks = cx.session.has_unsaved_changes();
        if asks {
            *cx.dialog = Some(Dialog::Unsaved(Box::new(intent.clone())));
        }
        asks
    }

    /// Whether the end of the app without a save has to wait for what was asked for before: a save, an export, git, a
    /// chart, a ballot.
    pub fn ends_behind_work(&self, intent: &Intent, cx: &mut FlowContext<'_>) -> bool {
        let is_busy = self.saving.is_some() || cx.tasks.any(Task::blocks_closing);
        let waits = is_busy && matches!(intent, Intent::WithoutSaving(_)) && intent.ends_the_app();
        if waits {
            cx.agenda.put_off(intent.clone());
        }
        waits
    }

    /// Lets an intent wait for what is under way. False where nothing is, or where people have to be asked first: what
    /// was typed since a save began is not in it.
    fn puts_off(&self, intent: &Intent, cx: &mut FlowContext<'_>) -> bool {
        let (_, revision) = cx.session.moment();
        let saves_all = self.saving.as_ref().is_some_and(|saving| Some(saving.revision) == revision);
        // With everything in the save under way, or saved before, waiting for it loses nothing.
        let is_safe = saves_all || !cx.session.has_unsaved_changes();
        // Other intents leave the window open, where git can still report its result, and a chart is still saved.
        let quits_beside_work = intent.ends_the_app() && cx.tasks.any(Task::goes_on_beside);
        let is_busy = self.saving.is_some() || quits_beside_work;
        let puts_off = cx.tasks.is_running(Task::Write) || (is_safe && is_busy);
        if puts_off {
            cx.agenda.put_off(intent.clone());
        }
        puts_off
    }

    /// Sends what has waited, once that is done and nothing is asked.
    pub fn send_waiting(&self, cx: &mut FlowContext<'_>) {
        if self.saving.is_some() || cx.tasks.is_running(Task::Write) || cx.dialog.is_some() {
            return;
        }
        // Each waits for the one before it: a save, for instance, may be refused and ask something.
        let Some(next) = cx.agenda.waiting.first() else { return };
        let waits_for_git = next.is_for_git() && cx.tasks.is_running(Task::Git);
        if waits_for_git || next.ends_the_app() && cx.tasks.any(Task::goes_on_beside) {
            return;
        }
        // The intent that is sent now shows in a frame that nothing else asks for.
        cx.ctx.request_repaint();
        let next = cx.agenda.waiting.remove(0);
        cx.send(next);
    }
}

/// Holds the window where it was asked to close and work is unsaved or under way. Called from `logic`, which also runs for
/// a minimised window; from `ui` such a window would close and lose the work.
pub(super) fn guard_close(cx: &mut FlowContext<'_>) {
    let is_asked = cx.ctx.input(|input| input.viewport().close_requested());
    if !is_asked || cx.session.may_close {
        return;
    }
    if cx.tasks.any(Task::blocks_closing) || cx.session.has_unsaved_changes() || cx.session.has_drafts {
        // Unless this frame cancels it, the system closes the window.
        cx.ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        // The answer is asked for in the window, which people may have minimised.
        cx.ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        cx.ctx.send_viewport_cmd(ViewportCommand::Focus);
        cx.send(Intent::File(FileIntent::Quit));
    }
}
