//! How the options score.

use egui::Ui;

use super::{chart_head, color, name};
use crate::{
    analysis::Analysis,
    chart::Kind,
    decision::Decision,
    gui::{
        intent::Intent,
        theme::tokens::space,
        widgets::{card, secondary, value_bar},
    },
};

/// A bar for each option, the best first.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis, save: Option<&mut Vec<Intent>>) {
    card(ui, |ui| {
        chart_head(ui, Kind::Totals.name(), Kind::Totals, save);
        secondary(ui, "Weighted mean on the scale from 1 to 5. A lighter end is what empty cells leave open.");
        ui.add_space(space::S);
        for option in analysis.best_first() {
            let color = color(ui, decision, &option.id);
            let out = option.screened_out.is_some();
            value_bar(ui, name(decision, &option.id), (option.value, option.low, option.high), color, out);
            if let Some(reason) = &option.screened_out {
                secondary(ui, format!("Screened out: {reason}"));
            } else if option.coverage < 0.995 {
                secondary(ui, format!("{:.0} % of the weight is scored", option.coverage * 100.0));
            }
        }
    });
}
