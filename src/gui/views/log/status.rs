//! The status of an ADR as a mark and a word.

use egui::{Align2, Color32, FontId, Pos2, Rect, Ui, pos2, vec2};

use crate::{
    adr::AdrStatus,
    decision::Status,
    gui::{
        theme::{
            icons::{self, Icon},
            tokens::{Tokens, Type},
        },
        widgets::shown,
    },
};

/// Returns the picture of a status and its colour.
pub(super) fn mark(status: Option<&AdrStatus>, t: &Tokens) -> (Icon, Color32) {
    match status.map(AdrStatus::known) {
        Some(Some(Status::Accepted)) => (icons::CHECK_CIRCLE, t.good),
        Some(Some(Status::Proposed)) => (icons::PENDING, t.warning),
        Some(Some(Status::Draft)) => (icons::EDIT_NOTE, t.secondary),
        Some(Some(Status::Rejected)) => (icons::CANCEL, t.bad),
        Some(Some(Status::Deprecated)) => (icons::DO_NOT_DISTURB_ON, t.secondary),
        Some(Some(Status::Superseded)) => (icons::NEXT_PLAN, t.secondary),
        Some(None) => (icons::CIRCLE, t.accent),
        None => (icons::HELP, t.secondary),
    }
}

/// Returns the word for a status, as the ADR has it where the status is none of those known here.
pub(super) fn word(status: Option<&AdrStatus>) -> &str {
    match status {
        Some(AdrStatus::Known(status)) => status.name(),
        Some(AdrStatus::Other(words)) => words,
        None => "not stated",
    }
}

/// Paints mark and word at the left of a room, in the middle of its height. Words that are too long end in an ellipsis.
pub(super) fn paint(ui: &Ui, room: Rect, status: Option<&AdrStatus>) {
    let t = Tokens::of(ui);
    let (icon, color) = mark(status, t);
    let y = room.center().y;
    let font = icon.font(15.0);
    ui.painter().text(pos2(room.left(), y), Align2::LEFT_CENTER, icon.as_str(), font, color);
    let ink = if status.is_none() { t.secondary } else { t.text };
    let words = Rect::from_min_max(room.min + vec2(21.0, 0.0), room.max);
    text(ui, words, word(status), Type::Secondary.font(), ink);
}

/// Paints a line of text into a room, cut with an ellipsis where the room ends.
pub(super) fn text(ui: &Ui, room: Rect, words: &str, font: FontId, color: Color32) {
    let mut job = egui::text::LayoutJob::simple_singleline(shown(words), font, color);
    job.wrap = egui::text::TextWrapping::truncate_at_width(room.width().max(0.0));
    let galley = ui.painter().layout_job(job);
    let at: Pos2 = pos2(room.left(), room.center().y - galley.size().y / 2.0);
    ui.painter().galley(at, galley, color);
}
