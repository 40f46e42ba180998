//! One of two values to choose from, with what differs from the other one marked.

use egui::{EventFilter, Id, Response, Sense, Stroke, Ui, Vec2, text::LayoutJob, vec2};
use similar::{ChangeTag, TextDiff};

use crate::gui::{
    theme::tokens::{Tokens, Type, size},
    widgets::draw_radio,
};

/// Shorter values are told apart at a glance; marks would only be in the way.
const MARKED_FROM: usize = 24;

/// Longer ones take too long to compare word by word in a frame.
const MARKED_TO: usize = 4000;

/// The tallest that a value is shown; what is longer is cut, and shown whole when pointed at.
const MOST_LINES: usize = 8;

pub(super) struct SideCard<'a> {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) value: Option<&'a str>,
    pub(super) other: Option<&'a str>,
    pub(super) hidden: bool,
    pub(super) chosen: bool,
}

impl SideCard<'_> {
    pub(super) fn show(&self, ui: &mut Ui) -> Response {
        let t = Tokens::of(ui);
        let margin = vec2(12.0, 10.0);
        let radio = 26.0;
        let width = ui.available_width();
        let mut job = self.words(t);
        job.wrap.max_width = width - 2.0 * margin.x - radio;
        job.wrap.max_rows = MOST_LINES;
        let galley = ui.painter().layout_job(job);
        let height = (galley.size().y + 2.0 * margin.y).max(size::CONTROL + 6.0);
        let (_, rect) = ui.allocate_space(Vec2::new(width, height));
        let response = ui.interact(rect, self.id, Sense::click());
        response.widget_info(|| {
            let value = self.spoken();
            let name = format!("{}: {value}", self.name);
            egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, self.chosen, name)
        });
        if response.has_focus() {
            let keep = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, keep));
        }
        if ui.is_rect_visible(rect) {
            let ground = if self.chosen { t.accent_soft } else { t.surface };
            let edge = match (self.chosen, response.hovered()) {
                (true, _) => Stroke::new(1.5, t.accent),
                (false, true) => Stroke::new(1.0, t.secondary),
                (false, false) => Stroke::new(1.0, t.edge),
            };
            ui.painter().rect(rect, size::RADIUS, ground, edge, egui::StrokeKind::Inside);
            if response.has_focus() {
                let ring = Stroke::new(size::FOCUS, t.accent);
                ui.painter().rect_stroke(rect.expand(2.0), size::RADIUS + 2, ring, egui::StrokeKind::Inside);
            }
            let dot = rect.min + vec2(margin.x + 7.0, margin.y + 8.0);
            draw_radio(ui, dot, self.chosen);
            ui.painter().galley(rect.min + margin + vec2(radio, 0.0), galley, t.text);
        }
        match self.value {
            Some(value) if value.lines().count() > MOST_LINES || value.len() > 300 => response.on_hover_text(value),
            _ => response,
        }
    }

    fn spoken(&self) -> &str {
        match (self.hidden, self.value) {
            (true, _) => "hidden while the round is blind",
            (false, Some(value)) => value,
            (false, None) => "empty, or taken out",
        }
    }

    fn words(&self, t: &Tokens) -> LayoutJob {
        let plain = egui::TextFormat { line_height: Some(19.0), ..egui::TextFormat::simple(Type::Body.font(), t.text) };
        let Some(value) = self.value else {
            let quiet = egui::TextFormat { color: t.secondary, italics: true, ..plain };
            return LayoutJob::single_section(self.spoken().to_owned(), quiet);
        };
        let other = self.other.unwrap_or_default();
        let range = MARKED_FROM..MARKED_TO;
        if other.is_empty() || !range.contains(&value.len()) || !range.contains(&other.len()) {
            return LayoutJob::single_section(value.to_owned(), plain);
        }
        let marked =
            egui::TextFormat { background: t.warning_soft, underline: Stroke::new(1.0, t.warning), ..plain.clone() };
        let mut job = LayoutJob::default();
        for change in TextDiff::from_words(other, value).iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => job.append(change.value(), 0.0, plain.clone()),
                ChangeTag::Insert => job.append(change.value(), 0.0, marked.clone()),
                ChangeTag::Delete => {}
            }
        }
        job
    }
}
