//! Where the lead comes from.

use egui::Ui;

use super::{color, name};
use crate::{
    analysis::Analysis,
    decision::Decision,
    gui::{
        theme::tokens::{Type, space},
        widgets::{card, difference_bar, rich, secondary, section, swatch},
    },
};

/// How many rows are told one by one; the rest is summed up in one row.
const ROWS: usize = 12;

/// The bars of the winner against the runner-up, which end in the gap.
pub(super) fn card_of_the_lead(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let (Some(winner), Some(rival)) = (&analysis.winner, &analysis.runner_up) else { return };
    card(ui, |ui| {
        section(ui, format!("Why {} is ahead of {}", name(decision, winner), name(decision, rival)));
        ui.horizontal_wrapped(|ui| {
            swatch(ui, color(ui, decision, winner));
            secondary(ui, format!("for {}", name(decision, winner)));
            swatch(ui, color(ui, decision, rival));
            secondary(ui, format!("for {}", name(decision, rival)));
            secondary(ui, "in points of the total");
        });
        ui.add_space(space::XS);
        let rows = analysis.difference(winner, rival);
        let colors = (color(ui, decision, winner), color(ui, decision, rival));
        let mut ranked: Vec<usize> = (0..rows.len()).collect();
        ranked.sort_by(|a, b| rows[*b].1.abs().total_cmp(&rows[*a].1.abs()));
        ranked.truncate(ROWS);
        let rest: f64 =
            rows.iter().enumerate().filter(|(place, _)| !ranked.contains(place)).map(|(_, row)| row.1).sum();
        let reach = ranked.iter().map(|place| rows[*place].1.abs()).fold(rest.abs(), f64::max);
        ui.spacing_mut().item_spacing.y = 0.0;
        let criterion = |id| decision.criterion(id).map_or("", |criterion| criterion.name.as_str());
        let told = |positive: bool| {
            rows.iter()
                .enumerate()
                .filter(|(place, _)| ranked.contains(place))
                .filter(move |(_, row)| (row.1 >= 0.0) == positive)
        };
        for (_, (id, value)) in told(true) {
            difference_bar(ui, criterion(id), *value, reach, colors);
        }
        if rows.len() > ranked.len() {
            difference_bar(ui, &format!("{} others", rows.len() - ranked.len()), rest, reach, colors);
        }
        for (_, (id, value)) in told(false) {
            difference_bar(ui, criterion(id), *value, reach, colors);
        }
        ui.separator();
        ui.horizontal(|ui| {
            ui.label(rich(format!("{} ahead by", name(decision, winner)), Type::BodyMedium));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let gap: f64 = rows.iter().map(|row| row.1).sum();
                ui.label(rich(format!("{gap:.2}"), Type::BodyMedium));
            });
        });
    });
}
