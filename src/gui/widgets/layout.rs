//! Cards, callouts and columns.

use std::cell::RefCell;

use egui::{CornerRadius, Frame, Margin, Pos2, Rect, Stroke, Ui, UiBuilder, pos2, vec2};

use super::text::{self, Tone, rich};
use crate::gui::theme::tokens::{Tokens, Type, size, space};

/// Draws the head of a page: its title, and a sentence on what to do there, if it is not empty.
pub fn page_head(ui: &mut Ui, title: &str, explanation: &str) {
    ui.spacing_mut().item_spacing.y = space::XS;
    text::title(ui, title);
    if !explanation.is_empty() {
        text::paragraph(ui, explanation);
    }
    ui.add_space(space::L);
}

/// Draws content on a surface with an edge, as wide as there is room.
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

/// Draws a message on a background of its tone, with room below for buttons. An empty head or text is left out.
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

/// Draws controls at the right end of a line, in their order from left to right, which is also the order of Tab.
pub fn at_the_end<R>(ui: &mut Ui, add: impl FnOnce(&mut Ui) -> R) -> R {
    let key = ui.scope_id().with("row at the end");
    // A layout from right to left would reverse the order of Tab. So the row is drawn from left to right, after a space that
    // follows from its width in the last frame.
    let known: Option<f32> = ui.data(|data| data.get_temp(key));
    let inner = ui.horizontal(|ui| {
        let spacing = ui.spacing().item_spacing.x;
        ui.add_space((ui.available_width() - known.unwrap_or(f32::INFINITY) - spacing).max(0.0));
        let row = ui.horizontal(add);
        let width = row.response.rect.width();
        if known.is_none_or(|known| (known - width).abs() > 0.5) {
            ui.data_mut(|data| data.insert_temp(key, width));
            ui.ctx().request_discard("the width of a row was not known");
        }
        row.inner
    });
    inner.inner
}

/// Draws a card that says what to do where there is nothing yet.
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

/// Draws two columns side by side, or one below the other in less than 720 points. `share` is the part of the width, from 0 to 1,
/// that the left one gets.
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
    beside(ui, [left_width, whole - gap - left_width], gap, left, right);
}

/// The least width for two forms side by side, in points.
const TWO_FORMS: f32 = 1_240.0;

/// Draws a form in two parts: side by side in a very wide window, else one below the other, `apart` points from each other. Both
/// parts get `shared`.
pub fn two_forms<T>(
    ui: &mut Ui,
    apart: f32,
    shared: &mut T,
    left: impl FnOnce(&mut Ui, &mut T),
    right: impl FnOnce(&mut Ui, &mut T),
) {
    let room = ui.available_width();
    if room < TWO_FORMS {
        ui.set_max_width(size::FORM.min(room));
        left(ui, shared);
        ui.add_space(apart);
        right(ui, shared);
        return;
    }
    let gap = 2.0 * space::XL;
    let width = ((room - gap) / 2.0).floor().min(size::FORM);
    // The two closures run one after the other, so the borrows never meet.
    let shared = RefCell::new(shared);
    beside(ui, [width; 2], gap, |ui| left(ui, *shared.borrow_mut()), |ui| right(ui, *shared.borrow_mut()));
}

/// Draws two columns of these widths; the next content goes below the longer one.
fn beside(ui: &mut Ui, widths: [f32; 2], gap: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let top = ui.cursor().min;
    let second = top + vec2(widths[0] + gap, 0.0);
    let below = column(ui, "left", top, widths[0], left).max(column(ui, "right", second, widths[1], right));
    let end = pos2(second.x + widths[1], below);
    // The children took no room from `ui`, so that the right column could start at the top.
    ui.allocate_rect(Rect::from_min_max(top, end), egui::Sense::hover());
}

/// Draws a column and returns the y position of its end.
fn column(ui: &mut Ui, salt: &str, top: Pos2, width: f32, add: impl FnOnce(&mut Ui)) -> f32 {
    // The height follows from the content and is known only once that is drawn.
    let room = Rect::from_min_size(top, vec2(width, f32::INFINITY));
    let layout = egui::Layout::top_down(egui::Align::Min);
    let mut column = ui.new_child(UiBuilder::new().id_salt(salt).max_rect(room).layout(layout));
    add(&mut column);
    column.min_rect().bottom()
}

/// Paints the background of the row that is selected: it lifts off the page.
pub fn row_lifted(ui: &Ui, rect: Rect) {
    let t = Tokens::of(ui);
    let radius = CornerRadius::same(10);
    ui.painter().add(t.shadow.as_shape(rect, radius));
    ui.painter().rect(rect, radius, t.surface, Stroke::new(1.0, t.line), egui::StrokeKind::Inside);
}
