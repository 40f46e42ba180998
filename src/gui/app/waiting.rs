//! What people want next, while something is under way that it has to wait for.

use std::time::Duration;

use egui::Context;

use super::{App, Notice, Subject, arrivals::Task, is_unsafe, save::SlowNotice, watch::save_elsewhere};
use crate::gui::{
    dialogs::Dialog,
    intent::{FileIntent, Intent},
    session::Document,
    widgets::Tone,
};

/// How long a save may take before people are told that it does.
const TOLD_AFTER: Duration = Duration::from_secs(2);

/// What is on the screen: the number of the document, and that of its content.
pub(super) type Moment = (u64, Option<u64>);

impl App {
    pub(super) fn moment(&self) -> Moment {
        (self.session.generation, self.session.document.as_ref().map(Document::revision))
    }

    /// Asks once more before something takes the place of what was typed while it was read.
    pub(super) fn asks_again(&mut self, begun: Moment, intent: impl FnOnce() -> Intent) -> bool {
        let asks = is_unsafe(self.session.document.as_ref()) && self.moment() != begun;
        if asks {
            self.dialog = Some(Dialog::Unsaved(Box::new(intent())));
        }
        asks
    }

    /// Whether something is asked that is answered before anything else comes.
    pub(super) fn is_asking(&self) -> bool {
        self.dialog.as_ref().is_some_and(|dialog| !matches!(dialog, Dialog::Working(_)))
    }

    /// Puts off what comes next until what is under way is done. False where nothing is, or where people have to be asked
    /// first: what was typed since a save began is not in it.
    pub(super) fn puts_off(&mut self, intent: &Intent) -> bool {
        let revision = self.session.document.as_ref().map(Document::revision);
        let saves_all = self.flows.file.saving.as_ref().is_some_and(|saving| Some(saving.revision) == revision);
        let is_safe = saves_all || !is_unsafe(self.session.document.as_ref());
        // Git needs the program, not the record.
        let is_busy = self.flows.file.saving.is_some()
            || (*intent == Intent::File(FileIntent::Quit) && self.tasks.is_running(Task::Git));
        let puts_off = self.flows.export.writing.is_some() || (is_safe && is_busy);
        if puts_off {
            self.wait_with(intent.clone());
        }
        puts_off
    }

    /// Of what people want next, the last counts; but whatever git was asked to take comes before it.
    pub(super) fn wait_with(&mut self, intent: Intent) {
        let place = self.flows.file.waiting.iter().take_while(|intent| intent.is_for_git()).count();
        if !intent.is_for_git() {
            self.flows.file.waiting.truncate(place);
        }
        self.flows.file.waiting.insert(place, intent);
    }

    /// Goes on once what was under way is done, and nothing is asked.
    pub(super) fn poll_waiting(&mut self, ctx: &Context, frame: &eframe::Frame) {
        if self.flows.file.saving.is_some() || self.flows.export.writing.is_some() || self.dialog.is_some() {
            return;
        }
        let Some(next) = self.flows.file.waiting.first() else { return };
        let waits_for_git = next.is_for_git() || *next == Intent::File(FileIntent::Quit);
        if waits_for_git && self.tasks.is_running(Task::Git) {
            return;
        }
        ctx.request_repaint();
        let next = self.flows.file.waiting.remove(0);
        self.act(next, ctx, frame);
    }

    /// Tells how far what is under way is, where it takes long enough to be told.
    pub(super) fn tell_progress(&mut self, ctx: &Context) {
        self.tell_opening(ctx);
        self.tell_slow_save(ctx);
        self.tell_log(ctx);
        self.tell_ballots(ctx);
    }

    /// Tells of a save that takes long, and what can be done instead of waiting for it.
    fn tell_slow_save(&mut self, ctx: &Context) {
        let is_closing = self.flows.file.waiting.last() == Some(&Intent::File(FileIntent::Quit));
        let Some(saving) = &mut self.flows.file.saving else { return };
        if let Some(left) = TOLD_AFTER.checked_sub(saving.since.elapsed()) {
            ctx.request_repaint_after(left);
            return;
        }
        let notice = if is_closing { SlowNotice::ShownWhileClosing } else { SlowNotice::Shown };
        if std::mem::replace(&mut saving.notice, notice) == notice {
            return;
        }
        let words = format!(
            "{} is still being written; its disk or network is slow to answer. Your work is kept here, and in a recovery \
             file.",
            saving.path.display()
        );
        let mut ways = vec![save_elsewhere()];
        if is_closing && self.flows.recovery.is_keeping() {
            ways.push(("Close without waiting", Intent::File(FileIntent::Leave)));
        }
        let notice = Notice::new(Subject::SlowSave, Tone::Warning, "Saving takes long", words);
        self.words.notices.tell(notice.with_ways(ways));
    }

    /// Ends without what is still being saved. The recovery file stays, and the next start offers it.
    pub(super) fn leave(&mut self, ctx: &Context) {
        self.flows.recovery.end();
        self.flows.file.may_close = true;
        ctx.send_viewport_cmd(egui::ViewportCommand::Close);
    }
}
