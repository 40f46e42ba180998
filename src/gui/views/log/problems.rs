//! The problems of the log, each with what to do about it.

use egui::{Align2, Id, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{At, LogState, status};
use crate::{
    decision_log::{LogProblem, LogProblemCode},
    gui::{
        flows::log::{ReadLog, StatusFilter},
        intent::{Intent, LogIntent},
        theme::{
            icons,
            tokens::{Tokens, Type, size},
        },
        widgets::{ButtonKind, button, empty_state, focus_ring, shown},
    },
};

/// The height of a problem, in points.
const ROW: f32 = 60.0;
/// The width of the room for the button that renumbers, in points.
const RENUMBER: f32 = 118.0;

pub(super) fn show(ui: &mut Ui, state: &mut LogState, found: &ReadLog, out: &mut Vec<Intent>) {
    if found.problems.is_empty() {
        empty_state(
            ui,
            "No problems",
            "Every number is used once, every link works, and superseded ADRs name their successors.",
        );
        return;
    }
    let mut picked = None;
    ui.spacing_mut().item_spacing.y = 0.0;
    // A head of its own parts what is only worth knowing from what is counted as a problem.
    let has_notes = found.wrong < found.problems.len();
    egui::ScrollArea::vertical().id_salt("log problems").auto_shrink(false).show_rows(
        ui,
        ROW,
        found.problems.len() + usize::from(has_notes),
        |ui, range| {
            let width = ui.available_width() - 12.0;
            for line in range {
                let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
                if has_notes && line == found.wrong {
                    notes_head(ui, rect);
                    continue;
                }
                let index = line - usize::from(has_notes && line > found.wrong);
                let (folder, problem) = &found.problems[index];
                let path = found.log.folders.get(*folder).map(|log| match problem.file.as_str() {
                    "" if log.folder.path.is_empty() => ".".into(),
                    "" => log.folder.path.clone(),
                    file => log.folder.path_of(file),
                });
                let path = path.unwrap_or_default();
                let rect = match problem.entry().filter(|_| problem.code == LogProblemCode::DuplicateNumber) {
                    Some(entry) => renumber_button(ui, rect, found, At { folder: *folder, entry }, out),
                    None => rect,
                };
                if row(ui, rect, index, problem, &path) {
                    picked = problem.entry().map(|entry| At { folder: *folder, entry });
                }
            }
        },
    );
    if let Some(at) = picked {
        // Filters are cleared, so that the selected ADR is in the table.
        state.only_problems = false;
        state.query.words.clear();
        state.query.status = StatusFilter::All;
        state.refresh(found);
        state.select(&found.log, at, out);
    }
}

fn notes_head(ui: &Ui, rect: Rect) {
    const WORDS: &str = "No action needed";
    let response = ui.interact(rect, Id::unique("log notes"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Heading, true, WORDS));
    let at = rect.left_bottom() + vec2(8.0, -10.0);
    ui.painter().text(at, Align2::LEFT_BOTTOM, WORDS, Type::SecondaryStrong.font(), Tokens::of(ui).secondary);
}

/// Draws the button that gives an ADR another number, at the end of the row of its problem. Returns the rest of the row.
fn renumber_button(ui: &mut Ui, row: Rect, found: &ReadLog, at: At, out: &mut Vec<Intent>) -> Rect {
    let Some(path) = at.path(&found.log) else { return row };
    let room = row.with_min_x(row.right() - RENUMBER);
    let layout = egui::Layout::right_to_left(egui::Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().id_salt(&path).max_rect(room).layout(layout));
    let response = button(&mut child, "Renumber…", ButtonKind::Secondary);
    if response.on_hover_text(shown(format!("Give {path} the next free number"))).clicked() {
        out.push(Intent::Log(LogIntent::PlanRenumbering(path)));
    }
    row.with_max_x(room.left())
}

/// Draws a problem. Returns whether its ADR is to be shown.
fn row(ui: &Ui, rect: Rect, index: usize, problem: &LogProblem, path: &str) -> bool {
    let t = Tokens::of(ui);
    let leads = problem.entry().is_some();
    let sense = if leads { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, Id::unique(("log problem", index)), sense);
    let place = problem.line.map_or_else(|| path.to_owned(), |line| format!("{path}, line {line}"));
    let role = if leads { egui::accesskit::Role::Button } else { egui::accesskit::Role::Label };
    let told = format!("{} {place}. {}", problem.what, problem.advice);
    response.widget_info(|| egui::WidgetInfo::labeled(role, true, &told));
    if leads && response.hovered() {
        ui.painter().rect_filled(rect, size::RADIUS, t.sunken);
    }
    focus_ring(ui, &response, rect, size::RADIUS);
    let (icon, color) = if problem.is_wrong() { (icons::WARNING, t.warning) } else { (icons::INFO, t.secondary) };
    let at = pos2(rect.left() + 16.0, rect.top() + 19.0);
    ui.painter().text(at, Align2::CENTER_CENTER, icon.as_str(), icon.font(16.0), color);
    status::text(ui, text_line(rect, 10.0), &problem.what, Type::Body.font(), t.text);
    let below = format!("{place}  ·  {}", problem.advice);
    status::text(ui, text_line(rect, 31.0), &below, Type::Secondary.font(), t.secondary);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let clicked = response.clicked();
    if response.hovered() {
        response.on_hover_text(shown(told));
    }
    clicked && leads
}

/// Returns the room of a line of text, right of the icon.
fn text_line(row: Rect, top: f32) -> Rect {
    Rect::from_min_max(row.min + vec2(34.0, top), pos2(row.right() - 10.0, row.top() + top + 18.0))
}
