//! The list of recent records, and of decisions that are due in the log that was read last.

use std::path::{Path, PathBuf};

use egui::{Sense, Stroke, Ui, vec2};
use jiff::civil::Date;

use super::StartContent;
use crate::{
    decision::{Due, Nearness, text::day},
    gui::{
        intent::{ExportIntent, FileIntent, FileReveal, Intent, LogIntent},
        theme::{
            icons,
            tokens::{Tokens, Type, size, space},
        },
        widgets::{Tone, chip, context_menu, focus_ring, icon_button, rich, secondary, section, shown as visible},
    },
    storage::Recent,
};

pub(super) fn show(ui: &mut Ui, content: &StartContent<'_>, out: &mut Vec<Intent>) {
    section(ui, "Recent");
    ui.add_space(space::S);
    let recent = &content.settings.recent;
    // A record in both lists is taken from the recent ones, which may be newer than the reading of the log.
    let in_log = content.settings.due.iter().filter(|entry| recent.iter().all(|known| known.path != entry.path));
    // Due decisions come first, those with the earliest day before the others.
    let is_due = |entry: &Recent| due(entry, content.today).is_some();
    let with_list = recent.iter().map(|entry| (entry, true)).chain(in_log.map(|entry| (entry, false)));
    let mut waiting: Vec<(&Recent, bool)> = with_list.filter(|(entry, _)| is_due(entry)).collect();
    waiting.sort_by_key(|(entry, _)| entry.due);
    if recent.is_empty() && waiting.is_empty() {
        secondary(ui, "Decisions you open or save appear here.");
    }
    let others = recent.iter().filter(|entry| !is_due(entry)).map(|entry| (entry, true));
    let rows: Vec<(&Recent, bool)> = waiting.into_iter().chain(others).collect();
    for (entry, is_recent) in &rows {
        let twins = rows.iter().map(|(other, _)| *other).filter(|other| is_twin(entry, other));
        let file = file_apart(&entry.path, twins.map(|twin| twin.path.as_path()));
        row(ui, entry, file.as_deref(), *is_recent, content.today, out);
    }
}

/// Returns the due date of a decision if it is near or past.
fn due(entry: &Recent, today: Date) -> Option<Due> {
    entry.due.filter(|due| entry.is_due() && due.nearness(today) != Nearness::Later)
}

/// Reports whether two records look alike, such as a copy and its original.
fn is_twin(one: &Recent, other: &Recent) -> bool {
    one.title.trim() == other.title.trim() && one.path != other.path
}

/// Returns the shortest end of a path that distinguishes it from others; `None` without others.
fn file_apart<'p>(path: &Path, others: impl Iterator<Item = &'p Path>) -> Option<String> {
    let others: Vec<&Path> = others.collect();
    if others.is_empty() {
        return None;
    }
    let parts = path.components().count();
    let ends = (1..=parts).map(|kept| path.components().skip(parts - kept).collect::<PathBuf>());
    let apart = ends.into_iter().find(|end| !others.iter().any(|other| other.ends_with(end)));
    Some(apart.unwrap_or_else(|| path.to_owned()).display().to_string())
}

/// Draws a decision, with a button to remove it from the list if people have opened it. `file` distinguishes it from others with
/// the same title.
fn row(ui: &mut Ui, entry: &Recent, file: Option<&str>, is_recent: bool, today: Date, out: &mut Vec<Intent>) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 70.0), Sense::click());
    let name = if entry.title.trim().is_empty() { "Untitled" } else { entry.title.trim() };
    let due = due(entry, today);
    response.widget_info(|| {
        let due = due.map(|due| format!(". {}", due.sentence(today))).unwrap_or_default();
        let file = file.map(|file| format!(", {file}")).unwrap_or_default();
        let words = format!("Open {name}, {}{file}{due}", entry.status.name());
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
            if is_recent && icon_button(ui, icons::CLOSE, &format!("Remove {name} from the list")).clicked() {
                out.push(Intent::File(FileIntent::Forget(entry.path.clone())));
            }
            chip(ui, entry.status.name(), Tone::Neutral);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(rich(name, Type::BodyMedium)).truncate());
            });
        });
    });
    let file = file.map(str::to_owned);
    // A narrow column cuts off the end: the due date comes first, then the file, which differs from others at its beginning.
    let (words, color) = match due {
        // The due date replaces the folder of the record, which the hover text shows as well.
        Some(due) => {
            let is_over = due.nearness(today) == Nearness::Overdue;
            let (words, color) = if is_over { ("Overdue since", t.bad) } else { ("Due on", t.warning) };
            ([Some(format!("{words} {}", day(due.on))), file], color)
        }
        None => ([file, entry.path.parent().map(|folder| folder.display().to_string())], t.secondary),
    };
    let words = words.into_iter().flatten().collect::<Vec<_>>().join("  ·  ");
    inside.add(egui::Label::new(rich(visible(words), Type::Secondary).color(color)).truncate());
    // An ADR without a record can only be read, in its log.
    let is_adr = entry.path.extension().is_some_and(|ending| ending == "md");
    let open =
        if is_adr { Intent::Log(LogIntent::Show) } else { Intent::File(FileIntent::Open(entry.path.clone(), None)) };
    let acts = || {
        let show = ExportIntent::Open(entry.path.clone(), FileReveal::InFolder);
        let copy = Intent::Copy(entry.path.display().to_string());
        let mut acts = vec![
            ("Open".to_owned(), open.clone()),
            ("Show in folder".to_owned(), Intent::Export(show)),
            ("Copy its path".to_owned(), copy),
        ];
        if is_recent {
            acts.push(("Remove from the list".to_owned(), Intent::File(FileIntent::Forget(entry.path.clone()))));
        }
        acts
    };
    out.extend(context_menu(ui, &response, acts));
    if response.on_hover_text(visible(entry.path.display().to_string())).clicked() {
        out.push(open);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_much_of_a_path_is_shown_as_tells_it_from_others() {
        let apart = |path: &str, others: &[&str]| {
            file_apart(Path::new(path), others.iter().map(Path::new)).map(|end| end.replace('\\', "/"))
        };
        assert_eq!(apart("/a/go.decision.ron", &[]), None);
        assert_eq!(apart("/a/go.decision.ron", &["/a/copy.decision.ron"]).as_deref(), Some("go.decision.ron"));
        let both = ["/a/copy.decision.ron", "/b/go.decision.ron"];
        assert_eq!(apart("/a/go.decision.ron", &both).as_deref(), Some("a/go.decision.ron"));
    }
}
