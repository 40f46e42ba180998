//! The totals of the options.

use egui::Ui;

use super::{chart_head, color};
use crate::{
    analysis::Analysis,
    chart::{ChartKind, totals},
    decision::Decision,
    gui::{
        intent::Intent,
        theme::tokens::space,
        widgets::{card, secondary, value_bar},
    },
};

/// Draws a bar for each option, the best first.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis, save: Option<&mut Vec<Intent>>) {
    card(ui, |ui| {
        chart_head(ui, ChartKind::Totals.name(), ChartKind::Totals, save);
        let options = analysis.best_first();
        secondary(ui, totals::note(options.iter().any(|option| totals::is_open(option))));
        ui.add_space(space::S);
        for option in options {
            value_bar(ui, decision.option_name(&option.id), option, color(ui, decision, &option.id));
            if let Some(remark) = totals::remark(option) {
                secondary(ui, remark);
            }
        }
    });
}
