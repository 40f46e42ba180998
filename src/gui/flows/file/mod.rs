//! The decision file: opening and saving the record, changes to the file by others, and the end of the app.

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

/// The flow of decision files, with the work that is under way.
#[derive(Default)]
pub struct FileFlow {
    /// The file that is being read.
    opening: Option<Opening>,
    /// The save under way.
    saving: Option<Saving>,
    /// The file to mark as merged in git once it is saved, and the generation of its record.
    to_tell: Option<(u64, PathBuf)>,
    /// The revision of the record that the file is being compared with.
    compared_revision: u64,
    /// The state of the file in conflicts that people have put off.
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
            FileIntent::KeepMine => resolve::keep_mine(cx),
            FileIntent::Reload => resolve::reload(cx),
        }
    }

    pub fn done(&mut self, done: FileDone, is_current: bool, cx: &mut FlowContext<'_>) {
        match done {
            FileDone::Opened(read) => self.take_opened(read, cx),
            FileDone::Saved(saved) => self.take_saved(saved, is_current, cx),
            FileDone::Compared(comparison, is_merged) => self.take_look(comparison, is_merged, is_current, cx),
            FileDone::Resolved(merge) => resolve::take_choice(*merge, cx),
            FileDone::KeptMine(merge) => self.take_kept_mine(*merge, cx),
            FileDone::ToldMerged(told) => merged::take_told(told, is_current, cx),
            FileDone::MergedAgain(read) => self.take_merged_again(read, is_current, cx),
            FileDone::Nothing => {}
        }
    }

    /// Forgets the state of the file of the record before.
    pub fn forget_record(&mut self) {
        self.declined_version = None;
    }

    /// Reports whether a file is being read.
    pub fn is_opening(&self) -> bool {
        self.opening.is_some()
    }

    /// Stops the reading of a file.
    pub fn stop_opening(&mut self, cx: &mut FlowContext<'_>) {
        self.opening = None;
        cx.tasks.forget(Task::Open);
    }

    /// Returns whether an intent that leaves the record has to wait: for work under way, or for people to decide about unsaved
    /// changes.
    pub fn holds_back(&self, intent: &Intent, cx: &mut FlowContext<'_>) -> bool {
        // A save under way may make the question needless, so it is checked first.
        if self.puts_off(intent, cx) {
            return true;
        }
        let asks = cx.session.has_unsaved_changes();
        if asks {
            *cx.dialog = Some(Dialog::Unsaved(Box::new(intent.clone())));
        }
        asks
    }

    /// Returns whether an end of the app without a save has to wait for work that was asked for before: a save, an export, git, a
    /// chart, a ballot. The intent is then put off.
    pub fn ends_behind_work(&self, intent: &Intent, cx: &mut FlowContext<'_>) -> bool {
        let is_busy = self.saving.is_some() || cx.tasks.any(Task::blocks_closing);
        let waits = is_busy && matches!(intent, Intent::WithoutSaving(_)) && intent.ends_the_app();
        if waits {
            cx.agenda.put_off(intent.clone());
        }
        waits
    }

    /// Puts an intent off until the work under way ends. Returns false where no such work is under way, or where people have to
    /// be asked first, since a save under way does not have their latest changes.
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

    /// Sends the next intent that has waited, once the work is done and no dialog is open.
    pub fn send_waiting(&self, cx: &mut FlowContext<'_>) {
        if self.saving.is_some() || cx.tasks.is_running(Task::Write) || cx.dialog.is_some() {
            return;
        }
        // Only one is sent, since the next one waits for it: a save, for instance, may be refused and ask something.
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

/// Keeps the window open if it was asked to close while work is unsaved or under way. Called from `logic`, which also runs for a
/// minimised window; called from `ui`, such a window would close and lose the work.
pub(super) fn guard_close(cx: &mut FlowContext<'_>) {
    let is_asked = cx.ctx.input(|input| input.viewport().close_requested());
    if !is_asked || cx.session.may_close {
        return;
    }
    if cx.tasks.any(Task::blocks_closing) || cx.session.has_unsaved_changes() || cx.session.has_drafts {
        // The system closes the window unless this frame cancels that.
        cx.ctx.send_viewport_cmd(ViewportCommand::CancelClose);
        // The question is asked in the window, which people may have minimised.
        cx.ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
        cx.ctx.send_viewport_cmd(ViewportCommand::Focus);
        cx.send(Intent::File(FileIntent::Quit));
    }
}
