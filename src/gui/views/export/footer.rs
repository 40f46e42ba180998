//! The footer of the Export step, which does not scroll: what there is to write, the button that writes, and the written file.

use std::path::Path;

use egui::{Stroke, Ui};

use super::ExportState;
use crate::gui::{
    flows::export::{ExportContent, ExportForm, GitChoice, Planned},
    intent::{ExportIntent, FileReveal, Intent},
    session::Document,
    theme::tokens::{Tokens, Type, space},
    views::Cx,
    widgets::{ButtonKind, button, button_enabled, rich, shown},
};

/// Draws the footer, and notes its height for the next frame.
pub fn show(
    ui: &mut Ui,
    cx: &Cx<'_>,
    content: &ExportContent,
    form: &ExportForm,
    state: &mut ExportState,
    out: &mut Vec<Intent>,
) {
    let drawn = ui.scope(|ui| {
        let line = ui.available_rect_before_wrap();
        ui.painter().hline(line.x_range(), line.top(), Stroke::new(1.0, Tokens::of(ui).line));
        ui.add_space(space::S);
        ui.label(rich(words(content, form, cx.document), Type::BodyMedium));
        if let Some(planned) = content.planned().filter(|planned| planned.is_up_to_date(cx.decision())) {
            written(ui, planned, out);
        }
        // Where nothing may be written, such as during a hidden round, there is no button.
        if !matches!(content.plan, Some(Err(_))) {
            ui.horizontal_wrapped(|ui| buttons(ui, cx, content, form, out));
        }
        ui.add_space(space::S);
    });
    let height = drawn.response.rect.height();
    if (height - state.footer).abs() > 0.5 {
        state.footer = height;
        ui.ctx().request_repaint();
    }
}

/// Returns a sentence on what there is to write, or on what prevents it.
fn words(content: &ExportContent, form: &ExportForm, document: &Document) -> String {
    let Some(plan) = &content.plan else {
        let is_named = !form.repository.trim().is_empty();
        return if is_named { "Reading the repository…" } else { "Choose a repository to write the ADR." }.to_owned();
    };
    let Ok(planned) = plan else { return "Nothing can be written yet".to_owned() };
    let files = planned.files.len();
    match planned.plan.undecided.as_slice() {
        [] => {}
        [one] => return format!("Say whose text stays in \"{one}\" first"),
        several => return format!("Say whose text stays in {} sections first", several.len()),
    }
    if document.read_only().is_some() {
        return "This record is read-only, so its ADR can't be written.".to_owned();
    }
    if !planned.is_up_to_date(document.decision()) {
        return match files {
            0 => "Only the record changes. It will remember what the ADR says now.".to_owned(),
            1 if document.path().is_none() => "1 file to write, and the record".to_owned(),
            files if document.path().is_none() => format!("{files} files to write, and the record"),
            1 => "1 file to write".to_owned(),
            files => format!("{files} files to write"),
        };
    }
    let is_left = content.is_for_git(document, &form.git);
    let done = if content.written.is_some() { "Written. Up to date" } else { "Up to date" };
    match (is_left, form.git.commit) {
        (false, _) => done.to_owned(),
        (true, false) => format!("{done}; to be staged"),
        (true, true) => format!("{done}; to be committed"),
    }
}

/// Draws the name of the ADR on disk, and buttons to open it.
fn written(ui: &mut Ui, planned: &Planned, out: &mut Vec<Intent>) {
    let path = planned.plan.root.join(&planned.plan.export.path);
    let name = planned.plan.export.path.file_name();
    let words = rich(name, Type::Secondary).color(Tokens::of(ui).secondary);
    ui.add(egui::Label::new(words).truncate()).on_hover_text(shown(path.display().to_string()));
    ui.horizontal_wrapped(|ui| {
        for (words, intent) in ways(&path) {
            if button(ui, words, ButtonKind::Secondary).clicked() {
                out.push(intent);
            }
        }
    });
}

fn ways(path: &Path) -> [(&'static str, Intent); 3] {
    [
        ("Open", shown_by_desktop(path, FileReveal::Itself)),
        ("Show in folder", shown_by_desktop(path, FileReveal::InFolder)),
        ("Copy path", Intent::Copy(path.display().to_string())),
    ]
}

fn shown_by_desktop(path: &Path, reveal: FileReveal) -> Intent {
    Intent::Export(ExportIntent::Open(path.to_owned(), reveal))
}

fn buttons(ui: &mut Ui, cx: &Cx<'_>, content: &ExportContent, form: &ExportForm, out: &mut Vec<Intent>) {
    let planned = content.planned();
    let enabled = planned.is_some_and(|planned| content.can_write(planned, cx.document, &form.git));
    let left = planned.filter(|planned| form.git.stage || !planned.is_up_to_date(cx.decision()));
    let words = left.map_or_else(|| "Write the ADR".to_owned(), |planned| verb(planned, &form.git));
    if button_enabled(ui, &words, ButtonKind::Primary, enabled).clicked() {
        out.push(Intent::Export(ExportIntent::Write));
    }
    let planned_text = planned.and_then(|planned| planned.plan.changes.first()).map(|change| change.after.clone());
    // Without a repository there is only the sketch to copy.
    let text = planned_text.or_else(|| content.sketch.as_ref()?.as_deref().ok().map(str::to_owned));
    if let Some(text) = text
        && button(ui, "Copy Markdown", ButtonKind::Secondary).clicked()
    {
        out.push(Intent::Copy(text));
    }
}

/// Returns the words on the button.
fn verb(planned: &Planned, git: &GitChoice) -> String {
    if planned.plan.is_unchanged() {
        let words = if git.commit { "Commit" } else { "Stage" };
        return if git.stage { words } else { "Update the record" }.to_owned();
    }
    let replaces = planned.plan.changes.iter().any(|change| change.before.is_some());
    match (planned.files.len(), replaces) {
        (0 | 1, false) => "Write the ADR".to_owned(),
        (0 | 1, true) => "Write the changes".to_owned(),
        (files, _) => format!("Write {files} files"),
    }
}
