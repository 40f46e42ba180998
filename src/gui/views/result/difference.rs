//! Where the lead comes from.

use egui::Ui;

use super::{chart_head, color, name};
use crate::{
    analysis::{Analysis, sum},
    chart::{DifferenceStep, Kind, reach, steps},
    decision::Decision,
    gui::{
        intent::Intent,
        theme::tokens::{Type, space},
        widgets::{card, difference_bar, legend, rich, secondary},
    },
};

/// The bars of the winner against the runner-up, which end in the gap.
pub(super) fn card_of_the_lead(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    let (Some(winner), Some(rival)) = (&analysis.winner, &analysis.runner_up) else { return };
    card(ui, |ui| {
        let head = format!("Why {} is ahead of {}", name(decision, winner), name(decision, rival));
        chart_head(ui, &head, Kind::Difference, Some(out));
        secondary(ui, "In points of the total.");
        let sides = [winner, rival].map(|side| (color(ui, decision, side), format!("for {}", name(decision, side))));
        legend(ui, sides);
        ui.add_space(space::XS);
        let rows = analysis.difference(winner, rival);
        let colors = (color(ui, decision, winner), color(ui, decision, rival));
        let steps = steps(&rows);
        let reach = reach(&steps);
        ui.spacing_mut().item_spacing.y = 0.0;
        for step in &steps {
            difference_bar(ui, &title(decision, step), step.value, reach, colors);
        }
        ui.separator();
        ui.horizontal(|ui| {
            ui.label(rich(format!("{} ahead by", name(decision, winner)), Type::BodyMedium));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let gap = sum(rows.iter().map(|row| row.1));
                ui.label(rich(format!("{gap:.2}"), Type::BodyMedium));
            });
        });
    });
}

fn title(decision: &Decision, step: &DifferenceStep) -> String {
    match &step.criterion {
        Some(id) => decision.criterion(id).map_or("", |criterion| criterion.name.as_str()).to_owned(),
        None => format!("{} others", step.count),
    }
}
