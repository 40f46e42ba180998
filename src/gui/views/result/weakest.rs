//! The weak spots of the leader: one of them may be a serious flaw that the total hides.

use egui::{Align, Layout, Ui};

use crate::{
    analysis::{Analysis, list},
    decision::{CriterionId, Decision, Place},
    gui::{
        intent::Intent,
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, button, card, rich, secondary, section},
    },
};

/// Maximum number listed.
const SHOWN: usize = 3;

/// Draws the worst cells of the winner, each with a button that leads to its criterion, to set a must-have there.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    let leaders: Vec<&str> = analysis.leaders.all().iter().map(|id| decision.option_name(id)).collect();
    if leaders.is_empty() {
        return;
    }
    let (are, is_level) = if leaders.len() > 1 { ("are", true) } else { ("is", false) };
    let weakest = analysis.weakest_cells();
    card(ui, |ui| {
        let head = format!("Where {} {are} weakest", list(&leaders));
        section(ui, head);
        if weakest.is_empty() {
            secondary(ui, "No weak spots: above 2.5 on every criterion that counts.");
            return;
        }
        secondary(ui, "Strong scores elsewhere outweigh these. If one is unacceptable, make it a must-have.");
        for (cell, mean) in weakest.iter().take(SHOWN) {
            ui.add_space(space::XS);
            let of = is_level.then(|| decision.option_name(&cell.option));
            ui.push_id((&cell.criterion, &cell.option), |ui| row(ui, decision, (&cell.criterion, of), *mean, out));
        }
        if weakest.len() > SHOWN {
            secondary(ui, format!("and {} more at 2.5 or below", weakest.len() - SHOWN));
        }
    });
}

/// Draws the row of a criterion, with the option before it where several share the lead.
fn row(ui: &mut Ui, decision: &Decision, cell: (&CriterionId, Option<&str>), mean: f64, out: &mut Vec<Intent>) {
    let (id, of) = cell;
    let Some(criterion) = decision.criterion(id) else { return };
    let name = of.map_or_else(|| criterion.called().to_owned(), |of| format!("{of}: {}", criterion.called()));
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let words = format!("Set a must-have for {}", criterion.called());
            if button(ui, "Set a must-have", ButtonKind::Secondary).accessible_name(words).clicked() {
                out.push(Intent::Show(Place::Criterion(id.clone())));
            }
            ui.label(rich(format!("{mean:.1}"), Type::BodyMedium).color(Tokens::of(ui).text));
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(egui::Label::new(rich(name, Type::Secondary)).truncate());
            });
        });
    });
}
