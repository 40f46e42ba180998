//! The preview of the ADR: rendered, as Markdown, and as a difference to the files on disk.

use egui::{Frame, Margin, ScrollArea, Ui};
use strum::{EnumCount, VariantArray};

use super::{ExportState, by_hand};
use crate::{
    decision::is_safe_url,
    decision_log::DiffKind,
    gui::{
        flows::export::{ExportContent, ExportForm, FileDiff, Planned},
        intent::Intent,
        theme::tokens::{Tokens, Type, space},
        widgets::{follow_focus, markdown, markdown_source, rich, secondary, segmented, shown, strong},
    },
};

/// The most lines drawn of the difference of a file.
const MOST_LINES: usize = 3000;

#[derive(Default, Clone, Copy, PartialEq, Eq, EnumCount, VariantArray)]
pub(super) enum PreviewPart {
    #[default]
    Rendered,
    Markdown,
    Changes,
    ByHand,
}

impl PreviewPart {
    const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);
}

/// Draws the preview on the right.
pub fn show(
    ui: &mut Ui,
    content: &ExportContent,
    form: &mut ExportForm,
    state: &mut ExportState,
    out: &mut Vec<Intent>,
) {
    let planned = content.planned();
    let by_hand = planned.as_ref().and_then(|planned| planned.plan.again.as_ref());
    // The part exists only while there are changes by hand, and a new plan may have none.
    if state.shown == PreviewPart::ByHand && by_hand.is_none() {
        state.shown = PreviewPart::Changes;
    }
    ui.horizontal(|ui| {
        let current = PreviewPart::ALL.iter().position(|shown| *shown == state.shown);
        let names = ["Rendered", "Markdown", "Changes", "By hand"];
        let names = if by_hand.is_some() { &names[..] } else { &names[..3] };
        if let Some(picked) = segmented(ui, "Preview", names, current) {
            state.shown = PreviewPart::ALL[picked];
        }
    });
    ui.add_space(space::M);
    let Some(planned) = planned else { return sketched(ui, content, form, state, out) };
    // Each part has a scroll position of its own, so that switching does not land in the middle of another.
    ScrollArea::both().id_salt(state.shown as u8).auto_shrink(false).show(ui, |ui| {
        match state.shown {
            PreviewPart::Rendered => {
                let followed =
                    planned.plan.changes.first().and_then(|adr| markdown(ui, &mut state.preview, &adr.after));
                out.extend(followed.filter(|address| is_safe_url(address)).map(Intent::ShowLink));
            }
            PreviewPart::Markdown => {
                if let Some(adr) = planned.plan.changes.first() {
                    ui.label(rich(&*adr.path, Type::SecondaryStrong).color(Tokens::of(ui).secondary));
                    markdown_source(ui, &adr.after);
                }
            }
            PreviewPart::Changes => changes(ui, planned),
            PreviewPart::ByHand => {
                if let Some(again) = &planned.plan.again {
                    by_hand::show(ui, again, &mut form.keep);
                }
            }
        }
        follow_focus(ui);
    });
}

/// Draws the ADR as it would be without a repository, until one is chosen.
fn sketched(ui: &mut Ui, content: &ExportContent, form: &ExportForm, state: &mut ExportState, out: &mut Vec<Intent>) {
    let sketch = content.sketch.as_ref().filter(|_| content.plan.is_none() && form.repository.trim().is_empty());
    let text = match sketch {
        Some(Ok(text)) => text,
        Some(Err(why)) => {
            secondary(ui, why);
            return;
        }
        None => {
            strong(ui, "No preview yet");
            return;
        }
    };
    if matches!(state.shown, PreviewPart::Changes | PreviewPart::ByHand) {
        secondary(ui, "Choose the repository to see the preview.");
        return;
    }
    ScrollArea::both().id_salt(("sketch", state.shown as u8)).auto_shrink(false).show(ui, |ui| {
        if state.shown == PreviewPart::Rendered {
            let followed = markdown(ui, &mut state.preview, text);
            out.extend(followed.filter(|address| is_safe_url(address)).map(Intent::ShowLink));
        } else {
            markdown_source(ui, text);
        }
        follow_focus(ui);
    });
}

fn changes(ui: &mut Ui, planned: &Planned) {
    if planned.files.is_empty() {
        secondary(ui, "No line differs from the files on disk.");
    }
    for (index, file) in planned.files.iter().enumerate() {
        if index > 0 {
            ui.add_space(space::L);
        }
        ui.horizontal(|ui| {
            let t = Tokens::of(ui);
            ui.label(rich(&*file.path, Type::SecondaryStrong));
            if file.is_new {
                secondary(ui, "new");
            }
            ui.label(rich(format!("+{}", file.added), Type::Secondary).color(t.good));
            if file.removed > 0 {
                ui.label(rich(format!("−{}", file.removed), Type::Secondary).color(t.bad));
            }
        });
        lines(ui, file);
    }
}

fn lines(ui: &mut Ui, file: &FileDiff) {
    let t = Tokens::of(ui);
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, line) in file.lines.iter().take(MOST_LINES).enumerate() {
            if line.opens_hunk && index > 0 {
                ui.label(rich("⋯", Type::Secondary).color(t.secondary));
            }
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
    });
    if file.lines.len() > MOST_LINES {
        secondary(ui, "The rest is left out because the list of changes is very long.");
    }
}
