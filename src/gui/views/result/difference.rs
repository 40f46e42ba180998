//! The parts of the lead: the difference between winner and runner-up, criterion by criterion.

use egui::Ui;

use super::{chart_head, mark};
use crate::{
    analysis::Analysis,
    chart::{
        ChartKind,
        difference::{heads, reach, steps_of_lead},
    },
    decision::Decision,
    gui::{
        intent::Intent,
        theme::tokens::{Type, space},
        widgets::{card, difference_bar, legend, rich, secondary},
    },
};

/// Draws the bars of the winner against the runner-up, and the gap that they add up to. Draws nothing without a runner-up.
pub(super) fn card_of_the_lead(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    let Some(pair) = analysis.pairs.first() else { return };
    let (winner, rival) = (&pair.winner, &pair.rival);
    card(ui, |ui| {
        let (head, total) = heads(decision, pair);
        chart_head(ui, &head, ChartKind::Difference, Some(out));
        secondary(ui, "Points each criterion adds to the lead");
        let sides =
            [winner, rival].map(|side| (mark(ui, decision, side), format!("for {}", decision.option_name(side))));
        legend(ui, sides);
        ui.add_space(space::XS);
        let colors = Some((mark(ui, decision, winner), mark(ui, decision, rival)));
        let steps = steps_of_lead(analysis, pair);
        let reach = reach(&steps);
        ui.spacing_mut().item_spacing.y = 0.0;
        for step in &steps {
            let colors = colors.filter(|_| step.criterion.is_some());
            let is_clicked = difference_bar(ui, &step.name(decision, &steps), step.value, reach, colors);
            if let Some(criterion) = step.criterion.as_ref().filter(|_| is_clicked) {
                out.push(Intent::ShowVotes(criterion.clone(), winner.clone()));
            }
        }
        ui.separator();
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Min), |ui| {
            ui.label(rich(pair.lead(), Type::BodyMedium));
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
                ui.add(egui::Label::new(rich(total, Type::BodyMedium)).wrap());
            });
        });
    });
}
