//! Bars, each with its number printed beside it.

use egui::{Align2, Color32, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::text::rich;
use crate::gui::theme::tokens::{Tokens, Type};

const ROW: f32 = 25.0;
const THICK: f32 = 14.0;

/// One row of a chart of differences: to the right of the middle line for one option, to the left for the other.
///
/// `value` is in points of the scale, and `reach` is the value that fills a side.
pub fn difference_bar(ui: &mut Ui, name: &str, value: f64, reach: f64, colors: (Color32, Color32)) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let number = signed(value);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{name}: {number}")));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = (rect.width() * 0.34).min(170.0);
    let chart = Rect::from_min_max(pos2(rect.left() + names, rect.top()), pos2(rect.right() - 50.0, rect.bottom()));
    label_in(ui, Rect::from_min_max(rect.min, pos2(chart.left() - 8.0, rect.bottom())), name, t.text);
    let painter = ui.painter();
    let middle = chart.center().x;
    painter.vline(middle, rect.y_range(), Stroke::new(1.0, t.edge));
    let length = (chart.width() / 2.0) * (value / reach.max(f64::EPSILON)) as f32;
    let y = rect.center().y;
    let bar = Rect::from_two_pos(pos2(middle, y - THICK / 2.0), pos2(middle + length, y + THICK / 2.0));
    painter.rect_filled(bar, 3, if value >= 0.0 { colors.0 } else { colors.1 });
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, Type::Secondary.font(), t.text);
}

/// One row of a chart of totals: a bar from the scale's low end, a lighter part for what empty cells leave open.
pub fn value_bar(ui: &mut Ui, name: &str, (value, low, high): (f64, f64, f64), color: Color32, faded: bool) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let open = high - low > 0.005;
    let number = if open { format!("{low:.2} to {high:.2}") } else { format!("{value:.2}") };
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{name}: {number} of 5"))
    });
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = (rect.width() * 0.28).min(150.0);
    let track = Rect::from_min_max(pos2(rect.left() + names, rect.top()), pos2(rect.right() - 92.0, rect.bottom()));
    label_in(ui, Rect::from_min_max(rect.min, pos2(track.left() - 8.0, rect.bottom())), name, t.text);
    let painter = ui.painter();
    let x = |points: f64| track.left() + track.width() * ((points - 1.0) / 4.0).clamp(0.0, 1.0) as f32;
    let y = rect.center().y;
    let slot = |from: f32, to: f32| Rect::from_min_max(pos2(from, y - 8.0), pos2(to, y + 8.0));
    painter.rect_filled(slot(track.left(), track.right()), 4, t.sunken);
    let color = if faded { t.edge } else { color };
    if open {
        painter.rect_filled(slot(track.left(), x(high)), 4, color.gamma_multiply(0.35));
        painter.rect_filled(slot(track.left(), x(low)), 4, color);
    } else {
        painter.rect_filled(slot(track.left(), x(value)), 4, color);
    }
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, Type::SecondaryStrong.font(), t.text);
}

/// One row of shares that add up to a whole.
pub fn stacked_bar(ui: &mut Ui, name: &str, shares: &[(f64, Color32)], number: &str) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{name}: {number}")));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = (rect.width() * 0.44).min(190.0);
    let track = Rect::from_min_max(pos2(rect.left() + names, rect.top()), pos2(rect.right() - 84.0, rect.bottom()));
    label_in(ui, Rect::from_min_max(rect.min, pos2(track.left() - 8.0, rect.bottom())), name, t.text);
    let painter = ui.painter();
    let y = rect.center().y;
    let mut left = track.left();
    for (share, color) in shares {
        let right = left + track.width() * (*share as f32);
        if right - left > 0.5 {
            let piece = Rect::from_min_max(pos2(left, y - 8.0), pos2((right - 1.0).max(left + 0.5), y + 8.0));
            painter.rect_filled(piece, 3, *color);
        }
        left = right;
    }
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, Type::Secondary.font(), t.text);
}

/// A signed number with two digits and a true minus.
fn signed(value: f64) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    if rounded > 0.0 {
        format!("+{rounded:.2}")
    } else if rounded < 0.0 {
        format!("−{:.2}", -rounded)
    } else {
        "0.00".to_owned()
    }
}

/// A name that is cut with an ellipsis where it does not fit; the whole of it is told on hover.
fn label_in(ui: &mut Ui, rect: Rect, name: &str, color: Color32) {
    let mut child =
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
    child.add(egui::Label::new(rich(name, Type::Secondary).color(color)).truncate());
}
