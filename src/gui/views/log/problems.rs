//! The problems of the log, each with what to do about it.

use egui::{Align2, Id, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{At, LogState, status};
use crate::{
    decision_log::LogProblem,
    gui::{
        flows::log::{ReadLog, StatusFilter},
        intent::Intent,
        theme::{
            icons,
            tokens::{Tokens, Type, size},
        },
        widgets::{empty_state, focus_ring, shown},
    },
};

/// The height of a problem, in points.
const ROW: f32 = 60.0;

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
    egui::ScrollArea::vertical().id_salt("log problems").auto_shrink(false).show_rows(
        ui,
        ROW,
        found.problems.len(),
        |ui, range| {
            let width = ui.available_width() - 12.0;
            for index in range {
                let (folder, problem) = &found.problems[index];
                let (rect, _) = ui.allocate_exact_size(vec2(width, ROW), Sense::hover());
                let path = found.log.folders.get(*folder).map(|log| match problem.file.as_str() {
                    "" if log.folder.path.is_empty() => ".".into(),
                    "" => log.folder.path.clone(),
                    file => log.folder.path_of(file),
                });
                let path = path.unwrap_or_default();
                if row(ui, rect, index, problem, &path) {
                    picked = problem.entry.map(|entry| At { folder: *folder, entry });
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

/// Draws a problem. Returns whether its ADR is to be shown.
fn row(ui: &Ui, rect: Rect, index: usize, problem: &LogProblem, path: &str) -> bool {
    let t = Tokens::of(ui);
    let leads = problem.entry.is_some();
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
