//! The records that were open lately, and what is due of the log that was.

use egui::{Sense, Stroke, Ui, vec2};
use jiff::civil::Date;

use super::StartContent;
use crate::{
    decision::Nearness,
    gui::{
        intent::{FileIntent, Intent, LogIntent},
        theme::{
            icons,
            tokens::{Tokens, Type, size, space},
        },
        widgets::{Tone, chip, focus_ring, icon_button, rich, secondary, section, shown as visible},
    },
    storage::Recent,
};

pub(super) fn show(ui: &mut Ui, content: &StartContent<'_>, out: &mut Vec<Intent>) {
    section(ui, "Recent");
    ui.add_space(space::S);
    let recent = &content.settings.recent;
    // What is known of a record since the log was read holds.
    let in_log = content.settings.due.iter().filter(|entry| recent.iter().all(|known| known.path != entry.path));
    // What waits for people comes first, the longest wait before the others.
    let nearness = |entry: &Recent| entry.due.map(|due| due.nearness(content.today));
    let is_due = |entry: &Recent| nearness(entry).is_some_and(|near| near != Nearness::Later);
    let with_list = recent.iter().map(|entry| (entry, true)).chain(in_log.map(|entry| (entry, false)));
    let mut due: Vec<(&Recent, bool)> = with_list.filter(|(entry, _)| is_due(entry)).collect();
    due.sort_by_key(|(entry, _)| entry.due);
    if recent.is_empty() && due.is_empty() {
        secondary(ui, "Records that you save or open are listed here.");
    }
    let others = recent.iter().filter(|entry| !is_due(entry)).map(|entry| (entry, true));
    for (entry, is_recent) in due.into_iter().chain(others) {
        row(ui, entry, is_recent, content.today, out);
    }
}

/// Draws a decision, with a way to take it off the list where people have opened it.
fn row(ui: &mut Ui, entry: &Recent, is_recent: bool, today: Date, out: &mut Vec<Intent>) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 70.0), Sense::click());
    let name = if entry.title.trim().is_empty() { "Untitled" } else { entry.title.trim() };
    let due = entry.due.filter(|due| due.nearness(today) != Nearness::Later);
    response.widget_info(|| {
        let due = due.map(|due| format!(". {}", due.sentence(today))).unwrap_or_default();
        let words = format!("Open {name}, {}{due}", entry.status.name());
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, words)
    });
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, -2.0)), size::RADIUS, t.sunken);
    }
    focus_ring(ui, &response, rect.expand2(vec2(8.0, -2.0)), size::RADIUS);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let mut inside = ui.new_child(
        egui::UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 9.0))).layout(egui::Layout::top_down(egui::Align::Min)),
    );
    inside.spacing_mut().item_spacing.y = 2.0;
    inside.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if is_recent && icon_button(ui, icons::CLOSE, &format!("Take {name} off the list")).clicked() {
                out.push(Intent::File(FileIntent::Forget(entry.path.clone())));
            }
            chip(ui, entry.status.name(), Tone::Neutral);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(rich(name, Type::BodyMedium)).truncate());
            });
        });
    });
    let folder = entry.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    let (words, color) = match due {
        // Where the record is stands in the hover text as well, and what is to be done in the status.
        Some(due) if due.nearness(today) == Nearness::Overdue => (format!("Overdue since {}", due.on), t.bad),
        Some(due) => (format!("Due on {}", due.on), t.warning),
        None => (folder, t.secondary),
    };
    inside.add(egui::Label::new(rich(words, Type::Secondary).color(color)).truncate());
    if response.on_hover_text(visible(entry.path.display().to_string())).clicked() {
        // An ADR without a record is read in its log.
        let is_adr = entry.path.extension().is_some_and(|ending| ending == "md");
        out.push(if is_adr {
            Intent::Log(LogIntent::Show)
        } else {
            Intent::File(FileIntent::Open(entry.path.clone(), None))
        });
    }
}
