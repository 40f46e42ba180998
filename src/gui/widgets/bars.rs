//! Bars, each with its number printed beside it.

use egui::{Align2, Color32, Rangef, Rect, Sense, Stroke, Ui, WidgetInfo, accesskit::Role, pos2, vec2};

use super::{
    focus::focus_ring,
    text::{announce, clamped, paint_mark, rich, shown, spoken},
};
use crate::{
    analysis::{OptionResult, points, signed_points as signed},
    chart::{palette::Slits, totals},
    gui::theme::tokens::{Mark, Tokens, Type, size},
};

/// The height of one bar with its name, in points.
const ROW: f32 = 25.0;
/// The thickness of the bar itself, in points.
const THICK: f32 = 14.0;

/// Draws one row of a chart of differences: to the right of the middle line where `value` is positive, to the left where it is
/// negative, each side with its own mark.
///
/// `value` is in points of the scale, and `reach` is the value that fills a side. Without marks the bar is grey: the sum of what speaks
/// for both sides is for neither. Returns whether it was clicked, which only those with marks can be.
pub fn difference_bar(ui: &mut Ui, name: &str, value: f64, reach: f64, marks: Option<(Mark, Mark)>) -> bool {
    let t = Tokens::of(ui);
    let sense = if marks.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), sense);
    let number = signed(value);
    let words = || format!("{}: {number}", spoken(name));
    if marks.is_some() {
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words()));
    } else {
        announce(&response, words);
    }
    if !ui.is_rect_visible(rect) {
        return false;
    }
    if response.hovered() && marks.is_some() {
        ui.painter().rect_filled(rect, 6, t.sunken);
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
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
    let mark = marks.map_or(t.edge.into(), |(above, below)| if value >= 0.0 { above } else { below });
    paint_mark(ui, bar, 3, mark);
    ui.painter().text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, Type::Secondary.font(), t.text);
    if marks.is_none() {
        return false;
    }
    focus_ring(ui, &response, rect, size::RADIUS);
    response.on_hover_text("Show the scores").clicked()
}

/// The widths of the parts of a row of leads, as shares of it; the bar has the rest.
#[derive(Debug, Clone, Copy)]
pub struct LeadWidths {
    /// The name at the left.
    pub name: f32,
    /// The first text at the right.
    pub number: f32,
    /// The second one.
    pub more: f32,
}

/// Draws one row of a chart of leads: a bar for a share of the longest one, and two texts at its right. Without a mark, nobody leads, and
/// there is no bar.
pub fn lead_bar(
    ui: &mut Ui,
    name: &str,
    share: f64,
    mark: Option<Mark>,
    [number, more]: [&str; 2],
    widths: LeadWidths,
) {
    let t = Tokens::of(ui);
    let width = ui.available_width();
    let room = [width * widths.number, width * widths.more];
    let texts = [(number, Type::SecondaryStrong, t.text), (more, Type::Secondary, t.secondary)];
    let [number_galley, more_galley] = [0, 1].map(|at| {
        let (text, kind, color) = texts[at];
        clamped(ui, text, kind, color, (room[at], 2))
    });
    let (rect, response) = ui.allocate_exact_size(
        vec2(width, ROW.max(number_galley.size().y.max(more_galley.size().y) + 6.0)),
        Sense::hover(),
    );
    announce(&response, || format!("{}: {number}, {more}", spoken(name)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = width * widths.name;
    label_in(ui, Rect::from_min_max(rect.min, pos2(rect.left() + names - 8.0, rect.bottom())), name, t.text);
    let y = rect.center().y;
    let right = rect.right() - room[1] - room[0] - 16.0;
    let track = Rect::from_min_max(pos2(rect.left() + names, y - THICK / 2.0), pos2(right, y + THICK / 2.0));
    if let Some(mark) = mark {
        let end = x_at(track, share).max(track.left() + 2.0);
        paint_mark(ui, track.with_max_x(end), 3, mark);
    }
    let at = |left: f32, galley: &egui::Galley| pos2(left, y - galley.size().y / 2.0);
    ui.painter().galley(at(right + 8.0, &number_galley), number_galley, t.text);
    ui.painter().galley(at(right + 16.0 + room[0], &more_galley), more_galley, t.secondary);
}

/// Draws one row of a chart of totals: a dot on the scale from 1 to 5, on a line from the lowest to the highest total that a ballot gives
/// the option, and a pale band for what empty cells leave open.
pub fn total_dot(ui: &mut Ui, name: &str, option: &OptionResult, ballots: Option<(f64, f64)>, mark: Mark) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    let number = totals::number(option);
    let range = ballots.map(|(low, high)| format!("ballots from {} to {}", points(low), points(high)));
    announce(&response, || {
        let range = range.as_ref().map(|range| format!(", {range}")).unwrap_or_default();
        format!("{}: {number} of 5{range}", spoken(name))
    });
    if let Some(range) = &range {
        response.on_hover_text(format!("{number}; {range}"));
    }
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = total_names(rect);
    let track = total_track(rect, names);
    label_in(ui, Rect::from_min_max(rect.min, pos2(rect.left() + names - 8.0, rect.bottom())), name, t.text);
    let painter = ui.painter();
    let at = |points: f64| x_at(track, (points - 1.0) / 4.0);
    let y = rect.center().y;
    painter.hline(track.x_range(), y, Stroke::new(1.0, t.line));
    // An option that is ruled out is no candidate, so it loses its colour.
    let mark = if option.screened_out.is_some() { t.edge.into() } else { mark };
    let color = mark.color;
    if totals::is_open(option) {
        faded_bar(painter, Rect::from_x_y_ranges(at(option.low)..=at(option.high), y - 6.0..=y + 6.0), 4, color);
    }
    if let Some((low, high)) = ballots {
        painter.hline(at(low)..=at(high), y, Stroke::new(3.0, color));
    }
    let dot = pos2(at(option.value), y);
    painter.circle(dot, 7.0, color, Stroke::new(2.0, t.surface));
    // One slit of a kind tells a dot from others, as several tell a bar.
    let slit = Stroke::new(Slits::WIDTH, t.surface);
    if mark.slits.across {
        painter.vline(dot.x, y - 7.0..=y + 7.0, slit);
    }
    if mark.slits.along {
        painter.hline(dot.x - 7.0..=dot.x + 7.0, y, slit);
    }
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, number, Type::SecondaryStrong.font(), t.text);
}

/// Draws the scale below rows of totals.
pub fn total_axis(ui: &mut Ui) {
    let t = Tokens::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let track = total_track(rect, total_names(rect));
    for points in 1..=5 {
        let x = x_at(track, f64::from(points - 1) / 4.0);
        ui.painter().vline(x, rect.top()..=rect.top() + 4.0, Stroke::new(1.0, t.edge));
        let font = Type::Secondary.font();
        ui.painter().text(pos2(x, rect.bottom()), Align2::CENTER_BOTTOM, points.to_string(), font, t.secondary);
    }
}

/// The width of the names in a row of totals.
fn total_names(row: Rect) -> f32 {
    (row.width() * 0.34).min(230.0)
}

/// The room of the scale in a row of totals, right of so wide names.
fn total_track(row: Rect, names: f32) -> Rect {
    Rect::from_min_max(pos2(row.left() + names + 7.0, row.top()), pos2(row.right() - 92.0, row.bottom()))
}

/// Draws shares that add up to a whole as one bar, below `name` and `number`. `told` is all of them in words, for the tooltip and
/// for screen readers. Without shares, only the empty track is drawn.
pub fn stacked_bar(ui: &mut Ui, name: &str, shares: &[(f64, Mark)], number: &str, told: &str) {
    let t = Tokens::of(ui);
    let width = ui.available_width();
    let mut printed = ui.painter().layout_no_wrap(shown(number), Type::Secondary.font(), t.text);
    // A name that does not fit beside the number goes on in a second line. A number with a long name in it is below.
    let is_beside = printed.size().x < width * 0.6;
    let room = if is_beside { width - printed.size().x - 8.0 } else { width };
    let label = clamped(ui, name, Type::Secondary, t.text, (room, 2));
    if !is_beside {
        printed = clamped(ui, number, Type::Secondary, t.text, (width, 2));
    }
    let lines = label.size().y + if is_beside { 0.0 } else { printed.size().y };
    let line = 20.0_f32.max(lines + 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(width, line + 20.0), Sense::hover());
    announce(&response, || format!("{}: {number}; {told}", spoken(name)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let words = Rect::from_min_size(rect.min, vec2(width, line));
    let at = if is_beside {
        words.right_center() - vec2(printed.size().x, printed.size().y / 2.0)
    } else {
        words.left_center() + vec2(0.0, lines / 2.0 - printed.size().y)
    };
    ui.painter().galley(words.left_center() - vec2(0.0, lines / 2.0), label, t.text);
    ui.painter().galley(at, printed, t.text);
    let track = Rect::from_min_max(pos2(rect.left(), words.bottom()), pos2(rect.right(), words.bottom() + THICK));
    if shares.is_empty() {
        ui.painter().rect_filled(track, 3, t.sunken);
    }
    let mut left = track.left();
    for (share, mark) in shares {
        let right = left + track.width() * (*share as f32);
        if right - left > 0.5 {
            let piece = track.with_min_x(left).with_max_x((right - 1.0).max(left + 0.5));
            paint_mark(ui, piece, 3, *mark);
        }
        left = right;
    }
    response.on_hover_text(shown(told));
}

/// Draws the range of a gap: a bar between two `ends`, a dot at the present `gap`, and a line at 0, where the winner changes.
///
/// `reach` is the gap, in points, that fills half of the width.
pub fn tornado_bar(ui: &mut Ui, name: &str, ends: (f64, f64), gap: f64, reach: f64, [rival, leader]: [Mark; 2]) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let words = format!("{} to {}, now {}", signed(ends.0), signed(ends.1), signed(gap));
    announce(&response, || format!("{}: {words}", spoken(name)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let chart = Rect::from_min_max(pos2(rect.left() + 48.0, rect.top()), pos2(rect.right() - 48.0, rect.bottom()));
    let painter = ui.painter();
    let y = rect.center().y;
    let strip = Rangef::new(y - 5.0, y + 5.0);
    let reach = reach.max(f64::EPSILON);
    let [from, to, turn, now] = [ends.0, ends.1, 0.0, gap].map(|value| x_from_middle(chart, value / reach));
    painter.hline(chart.x_range(), y, Stroke::new(1.0, t.line));
    // A bar without length is a point wide, so that it is seen.
    paint_mark(ui, Rect::from_x_y_ranges(from..=to.max(from + 1.0), strip), 3, leader);
    if ends.0 < 0.0 {
        paint_mark(ui, Rect::from_x_y_ranges(from..=to.min(turn).max(from + 1.0), strip), 3, rival);
    }
    painter.vline(turn, rect.y_range(), Stroke::new(1.5, t.text));
    painter.circle(pos2(now, y), 4.0, t.surface, Stroke::new(2.0, t.text));
    let font = Type::Secondary.font();
    painter.text(pos2(rect.left(), y), Align2::LEFT_CENTER, signed(ends.0), font.clone(), t.secondary);
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, signed(ends.1), font, t.secondary);
    response.on_hover_text(shown(words));
}

/// Draws the range of weights over which the leader stays ahead: a part of a line from 0 to 100 %, with a mark at the present
/// weight. `beyond` names the options that lead below and above the range, with their colours.
pub fn stability_bar(
    ui: &mut Ui,
    name: &str,
    weight: f64,
    (low, high): (f64, f64),
    mark: Mark,
    beyond: [Option<(&str, Mark)>; 2],
) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
    let told = stability_words(weight, (low, high), beyond.map(|end| end.map(|(name, _)| name)));
    announce(&response, || format!("{}: {told}", spoken(name)));
    if !ui.is_rect_visible(rect) {
        return;
    }
    let names = (rect.width() * 0.38).min(190.0);
    let track = Rect::from_min_max(pos2(rect.left() + names, rect.top()), pos2(rect.right() - 72.0, rect.bottom()));
    label_in(ui, Rect::from_min_max(rect.min, pos2(track.left() - 8.0, rect.bottom())), name, t.text);
    let painter = ui.painter();
    let y = rect.center().y;
    let strip = Rangef::new(y - 5.0, y + 5.0);
    let [low_x, x, high_x] = [low, weight, high].map(|share| x_at(track, share));
    for (end, range) in beyond.into_iter().zip([track.left()..=low_x, high_x..=track.right()]) {
        if let Some((_, mark)) = end {
            faded_bar(painter, Rect::from_x_y_ranges(range, strip), 2, mark.color);
        }
    }
    paint_mark(ui, Rect::from_x_y_ranges(low_x..=high_x, strip), 2, mark);
    let mark = Rect::from_center_size(pos2(x, y), vec2(4.0, 18.0));
    painter.rect(mark, 2, t.text, Stroke::new(1.5, t.surface), egui::StrokeKind::Outside);
    let ends = if low <= 0.0 && high >= 1.0 {
        "always".to_owned()
    } else {
        format!("{}–{}", (low * 100.0).round(), percent(high))
    };
    painter.text(pos2(rect.right(), y), Align2::RIGHT_CENTER, ends, Type::Secondary.font(), t.text);
    response.on_hover_text(shown(told));
}

/// Returns the x position at which a share of a track ends. A share below 0 or above 1 ends at the end of the track.
fn x_at(track: Rect, share: f64) -> f32 {
    track.left() + track.width() * share.clamp(0.0, 1.0) as f32
}

/// Returns the x position at which a share of half of a chart ends: left of the middle where the share is negative. Shares beyond
/// -1 and 1 end at the edge.
fn x_from_middle(chart: Rect, share: f64) -> f32 {
    chart.center().x + chart.width() / 2.0 * share.clamp(-1.0, 1.0) as f32
}

/// Draws a pale bar, for less important parts. Its edge has the full colour, so that its end is seen.
fn faded_bar(painter: &egui::Painter, bar: Rect, radius: u8, color: Color32) {
    painter.rect(bar, radius, color.gamma_multiply(0.35), Stroke::new(1.0, color), egui::StrokeKind::Inside);
}

fn stability_words(weight: f64, (low, high): (f64, f64), beyond: [Option<&str>; 2]) -> String {
    let mut parts = vec![format!("has {} of the weight", percent(weight))];
    if low > 0.0 {
        parts.push(turn_words("below", low, beyond[0]));
    }
    if high < 1.0 {
        parts.push(turn_words("above", high, beyond[1]));
    }
    if low <= 0.0 && high >= 1.0 {
        parts.push("no weight of it turns the result".to_owned());
    }
    parts.join("; ")
}

/// Returns the words for the weight below or above which another option leads.
fn turn_words(side: &str, weight: f64, leader: Option<&str>) -> String {
    format!("{side} {} {} leads", percent(weight), leader.unwrap_or("another option"))
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// Draws a name that is cut with an ellipsis where it does not fit; the whole name is shown on hover.
fn label_in(ui: &mut Ui, rect: Rect, name: &str, color: Color32) {
    let mut child =
        ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)));
    child.add(egui::Label::new(rich(name, Type::Secondary).color(color)).truncate());
}
