//! The close guard: no window goes with unsaved work unless people say so.

use egui::{Context, ViewportCommand};

use super::{App, is_unsafe};
use crate::gui::intent::{FileIntent, Intent};

impl App {
    /// Holds the window where it was asked to close and work is unsaved or under way. Called from `logic`, which also
    /// runs for a minimised window; from `ui` such a window would close and lose the work.
    pub(super) fn guard_close(&mut self, ctx: &Context, frame: &eframe::Frame) {
        if !ctx.input(|input| input.viewport().close_requested()) || self.flows.file.may_close {
            return;
        }
        if self.is_closing_blocked() || is_unsafe(self.session.document.as_ref()) {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            ctx.send_viewport_cmd(ViewportCommand::Minimized(false));
            ctx.send_viewport_cmd(ViewportCommand::Focus);
            self.act(Intent::File(FileIntent::Quit), ctx, frame);
        }
    }
}
