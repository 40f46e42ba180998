//! A card with one of two values to choose from, with the differences from the other one marked.

use std::sync::Arc;

use egui::{EventFilter, Galley, Id, Response, Sense, Stroke, Ui, Vec2, text::LayoutJob, vec2};
use similar::{ChangeTag, TextDiff};

use crate::gui::{
    theme::tokens::{Tokens, Type, size},
    widgets::{draw_radio, focus_ring, shown},
};

/// The least length of values in which differences are marked, in bytes. Shorter ones can be compared at a glance.
const MARKED_FROM: usize = 24;

/// The length from which on differences are not marked, in bytes. Longer values take too long to compare in every frame.
const MARKED_TO: usize = 4000;

/// The most lines shown of a value; the rest is cut, and the whole value is shown in a tooltip.
const MOST_LINES: usize = 8;

/// The margin around the words, in points.
const MARGIN: Vec2 = vec2(12.0, 10.0);

/// The width of the mark of the choice, in points.
const RADIO: f32 = 26.0;

pub(super) struct SideCard<'a> {
    pub(super) id: Id,
    pub(super) name: String,
    pub(super) value: Option<&'a str>,
    pub(super) other: Option<&'a str>,
    pub(super) chosen: bool,
}

impl SideCard<'_> {
    fn galley(&self, ui: &Ui) -> Arc<Galley> {
        let mut job = self.words(Tokens::of(ui));
        job.wrap.max_width = ui.available_width() - 2.0 * MARGIN.x - RADIO;
        job.wrap.max_rows = MOST_LINES;
        ui.painter().layout_job(job)
    }

    /// Returns the height that the card needs, in points.
    pub(super) fn height(&self, ui: &Ui) -> f32 {
        (self.galley(ui).size().y + 2.0 * MARGIN.y).max(size::CONTROL + 6.0)
    }

    pub(super) fn show(&self, ui: &mut Ui, height: f32) -> Response {
        let t = Tokens::of(ui);
        let width = ui.available_width();
        let galley = self.galley(ui);
        let (_, rect) = ui.allocate_space(Vec2::new(width, height));
        let response = ui.interact(rect, self.id, Sense::click());
        response.widget_info(|| {
            let value = self.spoken();
            let name = format!("{}: {value}", self.name);
            egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, self.chosen, name)
        });
        if response.has_focus() {
            // The arrows move between cards, which egui would otherwise take to move the focus.
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
            focus_ring(ui, &response, rect.expand(2.0), size::RADIUS + 2);
            let dot = rect.min + vec2(MARGIN.x + 7.0, MARGIN.y + 8.0);
            draw_radio(ui, dot, self.chosen);
            ui.painter().galley(rect.min + MARGIN + vec2(RADIO, 0.0), galley, t.text);
        }
        match self.value {
            Some(value) if value.lines().count() > MOST_LINES || value.len() > 300 => {
                response.on_hover_text(shown(value))
            }
            _ => response,
        }
    }

    fn spoken(&self) -> &str {
        self.value.unwrap_or("empty, or taken out")
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
            return LayoutJob::single_section(shown(value), plain);
        }
        let marked =
            egui::TextFormat { background: t.warning_soft, underline: Stroke::new(1.0, t.warning), ..plain.clone() };
        let mut job = LayoutJob::default();
        for change in TextDiff::from_words(other, value).iter_all_changes() {
            match change.tag() {
                ChangeTag::Equal => job.append(&shown(change.value()), 0.0, plain.clone()),
                ChangeTag::Insert => job.append(&shown(change.value()), 0.0, marked.clone()),
                // The other card marks these words.
                ChangeTag::Delete => {}
            }
        }
        job
    }
}
