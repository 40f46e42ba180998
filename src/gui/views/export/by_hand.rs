//! The sections of an ADR that people changed by hand: their text, the text of the record, and the choice between them.

use egui::{Frame, Margin, Ui};
use similar::{ChangeTag, TextDiff};

use crate::{
    adr::{Choices, Hand, Keep, Part, Reexport},
    gui::{
        theme::tokens::{Tokens, Type, size, space},
        widgets::{ButtonKind, button, rich, secondary, segmented, shown},
    },
};

const CHOICES: [(Keep, &str); 3] = [(Keep::Theirs, "Theirs"), (Keep::Ours, "Ours"), (Keep::Both, "Both")];

pub(super) fn show(ui: &mut Ui, again: &Reexport, keep: &mut Choices) {
    secondary(
        ui,
        "\"Theirs\" is what the file says now, \"ours\" what the record says. What is kept as theirs is not asked about \
         again until one of the two changes.",
    );
    ui.horizontal(|ui| {
        for (whose, words) in [(Keep::Theirs, "Use theirs everywhere"), (Keep::Ours, "Use ours everywhere")] {
            if button(ui, words, ButtonKind::Secondary).clicked() {
                *keep = again.of_people().map(|part| (part.key.clone(), whose)).collect();
            }
        }
    });
    for part in again.of_people() {
        ui.add_space(space::M);
        section(ui, part, keep);
    }
    ui.add_space(space::XL);
}

fn section(ui: &mut Ui, part: &Part, keep: &mut Choices) {
    let t = Tokens::of(ui);
    let name = if part.heading.is_empty() { "Above the title" } else { &part.heading };
    ui.label(rich(name, Type::Section));
    ui.horizontal_wrapped(|ui| {
        let choices = if part.can_be_both { &CHOICES[..] } else { &CHOICES[..2] };
        let names: Vec<&str> = choices.iter().map(|(_, name)| *name).collect();
        // A section that an earlier export kept counts as chosen until people choose otherwise.
        let kept = (part.hand == Hand::Kept).then_some(Keep::Theirs);
        let whose = keep.get(&part.key).copied().or(kept);
        let chosen = whose.and_then(|whose| choices.iter().position(|(known, _)| *known == whose));
        if let Some((whose, _)) = segmented(ui, name, &names, chosen).and_then(|picked| choices.get(picked)) {
            keep.insert(part.key.clone(), *whose);
        }
        secondary(ui, who(part));
    });
    ui.add_space(space::XS);
    let (theirs, ours) = (part.theirs().unwrap_or_default().trim_end(), part.ours().unwrap_or_default().trim_end());
    let frame = Frame::new().stroke(egui::Stroke::new(1.0, t.line)).corner_radius(size::RADIUS);
    frame.inner_margin(Margin::same(6)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 0.0;
        ui.spacing_mut().interact_size.y = 16.0;
        for change in TextDiff::from_lines(theirs, ours).iter_all_changes() {
            let (whose, ground, color) = match change.tag() {
                ChangeTag::Delete => ("theirs", t.warning_soft, t.text),
                ChangeTag::Insert => ("ours", t.accent_soft, t.text),
                ChangeTag::Equal => ("", egui::Color32::TRANSPARENT, t.secondary),
            };
            line(ui, whose, change.value().trim_end_matches(['\n', '\r']), ground, color);
        }
    });
}

fn line(ui: &mut Ui, whose: &str, text: &str, ground: egui::Color32, color: egui::Color32) {
    Frame::new().fill(ground).inner_margin(Margin::symmetric(6, 1)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal_top(|ui| {
            ui.allocate_ui(egui::vec2(44.0, 0.0), |ui| {
                ui.set_width(44.0);
                ui.label(rich(whose, Type::Secondary).color(Tokens::of(ui).secondary));
            });
            ui.add(egui::Label::new(egui::RichText::new(shown(text)).monospace().color(color)).wrap().selectable(true));
        });
    });
}

/// Returns words on who changed a section, and how.
fn who(part: &Part) -> &'static str {
    match (part.hand, part.theirs(), part.ours()) {
        (Hand::Kept, ..) => "stayed as people wrote it",
        (_, None, _) => "deleted by hand",
        (_, _, None) => "added by hand",
        (Hand::Theirs, ..) => "changed by hand; the record is as it was",
        _ => "changed by hand, and in the record",
    }
}
