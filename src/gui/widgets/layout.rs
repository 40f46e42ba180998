//! Cards, callouts and columns.

use egui::{CornerRadius, Frame, Margin, Rect, Stroke, Ui, UiBuilder, vec2};

use super::text::{self, Tone, rich};
use crate::gui::theme::tokens::{Tokens, Type, size, space};

/// The head of a page: what is asked, and a sentence on how to answer.
pub fn page_head(ui: &mut Ui, title: &str, explanation: &str) {
    ui.spacing_mut().item_spacing.y = space::XS;
    text::title(ui, title);
    if !explanation.is_empty() {
        text::paragraph(ui, explanation);
    }
    ui.add_space(space::L);
}

/// A surface with an edge, as wide as there is room.
pub fn card<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    Frame::new()
        .fill(t.surface)
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(size::CARD_RADIUS))
        .inner_margin(Margin::same(18))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            add(ui)
        })
        .inner
}

/// A sentence that wants attention, in a ground of its tone, with room for a way to act on it.
pub fn callout<R>(ui: &mut Ui, tone: Tone, head: &str, words: &str, add: impl FnOnce(&mut Ui) -> R) -> R {
    let t = Tokens::of(ui);
    let (ground, color) = tone.colors(t);
    Frame::new()
        .fill(ground)
        .corner_radius(CornerRadius::same(size::CARD_RADIUS))
        .inner_margin(Margin::symmetric(14, 10))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.spacing_mut().item_spacing.y = space::XS;
            if !head.is_empty() {
                ui.label(rich(head, Type::SecondaryStrong).color(color));
            }
            if !words.is_empty() {
                ui.label(rich(words, Type::Secondary).color(t.text).line_height(Some(17.0)));
            }
            add(ui)
        })
        .inner
}

/// What to do where there is nothing yet.
pub fn empty_state(ui: &mut Ui, head: &str, words: &str) {
    let t = Tokens::of(ui);
    Frame::new()
        .stroke(Stroke::new(1.0, t.line))
        .corner_radius(CornerRadius::same(size::CARD_RADIUS))
        .inner_margin(Margin::same(24))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            text::strong(ui, head);
            text::secondary(ui, words);
        });
}

/// Two columns beside each other where there is room for both, else below each other.
pub fn two_columns(ui: &mut Ui, share: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let whole = ui.available_width();
    if whole < 720.0 {
        left(ui);
        ui.add_space(space::L);
        right(ui);
        return;
    }
    let gap = 18.0;
    let left_width = ((whole - gap) * share).floor();
    let top = ui.cursor().min;
    let mut bottom = top.y;
    let left_rect = Rect::from_min_size(top, vec2(left_width, f32::INFINITY));
    let right_rect =
        Rect::from_min_size(top + vec2(left_width + gap, 0.0), vec2(whole - gap - left_width, f32::INFINITY));
    let mut place = |ui: &mut Ui, rect: Rect, salt: &str, add: Box<dyn FnOnce(&mut Ui) + '_>| {
        let mut child = ui
            .new_child(UiBuilder::new().id_salt(salt).max_rect(rect).layout(egui::Layout::top_down(egui::Align::Min)));
        add(&mut child);
        bottom = bottom.max(child.min_rect().bottom());
    };
    place(ui, left_rect, "left", Box::new(left));
    place(ui, right_rect, "right", Box::new(right));
    ui.allocate_rect(Rect::from_min_max(top, egui::pos2(top.x + whole, bottom)), egui::Sense::hover());
}

/// Paints the ground of the row that is selected: it lifts off the page.
pub fn row_lifted(ui: &Ui, rect: Rect) {
    let t = Tokens::of(ui);
    let radius = CornerRadius::same(10);
    ui.painter().add(t.shadow.as_shape(rect, radius));
    ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.line), egui::StrokeKind::Inside);
}
