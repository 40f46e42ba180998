//! Export: the ADR, before and after it is written into a repository.

use std::{path::PathBuf, sync::Arc};

use egui::{Frame, Margin, ScrollArea, Ui};

use super::{Action, Cx};
use crate::{
    decision_log::{DiffKind, Plan},
    gui::{
        theme::tokens::{Tokens, Type, space},
        widgets::{
            Field, Kind, Tone, button, button_enabled, callout, page_head, rich, secondary, segmented, shown, strong,
        },
    },
};

/// An export as it would be written.
pub struct Planned {
    /// What changes.
    pub plan: Plan,
    /// Why this folder, and what is in it.
    pub folder: String,
}

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    /// The repository, as typed.
    pub repository: String,
    /// The folder in it, as typed; empty for the one that is found.
    pub folder: String,
    /// The file's name, as typed; empty for the next number.
    pub file: String,
    /// The export as it would be written, or why it cannot be; none while it is being worked out.
    pub plan: Option<Result<Arc<Planned>, String>>,
    /// What was last written, for a word of success.
    pub written: Option<PathBuf>,
    shown: Shown,
    preview: egui_commonmark::CommonMarkCache,
}

#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum Shown {
    #[default]
    Rendered,
    Markdown,
    Changes,
}

impl Shown {
    const ALL: [Self; 3] = [Self::Rendered, Self::Markdown, Self::Changes];
}

/// Draws the form on the left.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, state: &mut State, out: &mut Vec<Action>) {
    page_head(ui, "Export", "One Markdown file, in the folder where this repository keeps its decisions.");
    let field = Field::line("Repository").hint("A folder with a git repository");
    field.edit(ui, &mut state.repository);
    if button(ui, "Choose a folder…", Kind::Secondary).clicked() {
        out.push(Action::BrowseRepository);
    }
    ui.add_space(space::S);
    let plan = state.plan.as_ref().and_then(|plan| plan.as_ref().ok()).cloned();
    let found =
        plan.as_ref().and_then(|planned| planned.plan.changes.first()).and_then(|change| change.path.rsplit_once('/'));
    let (folder, file) = found.unwrap_or_default();
    Field::line("Folder").hint(folder).edit(ui, &mut state.folder);
    if let Some(planned) = &plan {
        secondary(ui, &planned.folder);
    }
    ui.add_space(space::S);
    Field::line("File name").hint(file).edit(ui, &mut state.file);
    secondary(ui, "Empty fields are filled in as shown in grey.");
    ui.add_space(space::M);
    match &state.plan {
        _ if state.repository.trim().is_empty() => {
            secondary(ui, "Name the repository that the ADR belongs to; the preview appears beside.");
        }
        None => {
            secondary(ui, "Reading the repository…");
        }
        Some(Err(reason)) => {
            callout(ui, Tone::Bad, "It cannot be written like this", reason, |_| ());
        }
        Some(Ok(planned)) => ready(ui, cx, &planned.plan, state.written.as_deref(), out),
    }
}

fn ready(ui: &mut Ui, cx: &Cx<'_>, plan: &Plan, written: Option<&std::path::Path>, out: &mut Vec<Action>) {
    for warning in &plan.warnings {
        callout(ui, Tone::Warning, "", warning, |_| ());
        ui.add_space(space::XS);
    }
    if let Some(written) = written.filter(|_| plan.is_unchanged()) {
        callout(ui, Tone::Good, "Written", &written.display().to_string(), |_| ());
        if cx.document.is_dirty() {
            secondary(ui, "The record now knows where its ADR is; save it to keep that.");
        }
    } else if plan.is_unchanged() {
        callout(ui, Tone::Good, "Up to date", "The file on disk is what this record says.", |_| ());
    }
    ui.add_space(space::S);
    ui.horizontal_wrapped(|ui| {
        let replaces = plan.changes.iter().any(|change| change.before.is_some());
        let words = if replaces { "Write the changes" } else { "Write the ADR" };
        if button_enabled(ui, words, Kind::Primary, !plan.is_unchanged()).clicked() {
            out.push(Action::Write);
        }
        if button(ui, "Copy Markdown", Kind::Secondary).clicked()
            && let Some(change) = plan.changes.first()
        {
            out.push(Action::Copy(change.after.clone()));
        }
    });
}

/// Draws the preview on the right.
pub fn preview(ui: &mut Ui, state: &mut State) {
    let t = Tokens::of(ui);
    let planned = state.plan.as_ref().and_then(|plan| plan.as_ref().ok()).cloned();
    let plan = planned.as_ref().map(|planned| &planned.plan);
    ui.horizontal(|ui| {
        let current = Shown::ALL.iter().position(|shown| *shown == state.shown);
        if let Some(picked) = segmented(ui, "Preview", &["Rendered", "Markdown", "Changes"], current) {
            state.shown = Shown::ALL[picked];
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let words = match plan {
                Some(plan) if plan.is_unchanged() => "nothing changes".to_owned(),
                Some(plan) if plan.changes.len() == 1 => "1 file changes".to_owned(),
                Some(plan) => format!("{} files change", plan.changes.len()),
                None => String::new(),
            };
            secondary(ui, words);
        });
    });
    ui.add_space(space::M);
    let Some(planned) = planned else {
        strong(ui, "No preview yet");
        secondary(ui, "It appears once the repository is known.");
        return;
    };
    let plan = &planned.plan;
    // The position of each form is its own, so that switching does not land in the middle of another.
    ScrollArea::both().id_salt(state.shown as u8).auto_shrink(false).show(ui, |ui| match state.shown {
        Shown::Rendered => rendered(ui, &mut state.preview, plan),
        Shown::Markdown => {
            for change in &plan.changes {
                ui.label(rich(&change.path, Type::SecondaryStrong).color(t.secondary));
                let text = egui::RichText::new(shown(&change.after)).monospace().line_height(Some(19.0));
                ui.add(egui::Label::new(text).wrap().selectable(true));
            }
        }
        Shown::Changes => changes(ui, plan),
    });
}

fn rendered(ui: &mut Ui, cache: &mut egui_commonmark::CommonMarkCache, plan: &Plan) {
    let Some(change) = plan.changes.first() else { return };
    ui.set_max_width(ui.available_width().min(720.0));
    ui.style_mut().text_styles.insert(egui::TextStyle::Heading, Type::Title.font());
    // Lines of a list stand closer than rows of controls.
    ui.spacing_mut().interact_size.y = 18.0;
    // The front matter is for programs; a reader of the rendered form does not see it either.
    let body = change
        .after
        .strip_prefix("---\n")
        .and_then(|rest| rest.split_once("\n---\n"))
        .map_or(change.after.as_str(), |(_, body)| body);
    egui_commonmark::CommonMarkViewer::new().show(ui, cache, body);
}

fn changes(ui: &mut Ui, plan: &Plan) {
    let t = Tokens::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    let diff = plan.diff();
    if diff.is_empty() {
        secondary(ui, "No line differs from the file on disk.");
    }
    for line in diff {
        let (mark, ground, color) = match line.kind {
            DiffKind::Added => ("+", t.good_soft, t.good),
            DiffKind::Removed => ("−", t.bad_soft, t.bad),
            DiffKind::Same => (" ", egui::Color32::TRANSPARENT, t.secondary),
        };
        Frame::new().fill(ground).inner_margin(Margin::symmetric(6, 1)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            let text = egui::RichText::new(format!("{mark} {}", shown(&line.text))).monospace().color(color);
            ui.add(egui::Label::new(text).wrap());
        });
    }
}
