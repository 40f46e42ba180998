//! The totals of the options.

use egui::Ui;

use super::{chart_head, mark};
use crate::{
    analysis::Analysis,
    chart::{ChartKind, totals},
    decision::Decision,
    gui::{
        intent::Intent,
        theme::tokens::space,
        widgets::{card, secondary, total_axis, total_dot},
    },
};

/// Draws a row for each option, the best first.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis, save: Option<&mut Vec<Intent>>) {
    card(ui, |ui| {
        chart_head(ui, ChartKind::Totals.name(), ChartKind::Totals, save);
        let options = analysis.best_first();
        let over_ballots: Vec<_> = options.iter().map(|option| analysis.range_over_ballots(&option.id)).collect();
        let ranges = if over_ballots.iter().any(Option::is_some) {
            " The line runs from the lowest ballot to the highest."
        } else {
            ""
        };
        let is_open = options.iter().any(|option| totals::is_open(option));
        let open = if is_open { " The pale band is what missing scores could still change." } else { "" };
        secondary(ui, format!("Weighted average, 1 to 5.{ranges}{open}"));
        ui.add_space(space::S);
        for (option, ballots) in options.into_iter().zip(over_ballots) {
            total_dot(ui, decision.option_name(&option.id), option, ballots, mark(ui, decision, &option.id));
            if let Some(remark) = totals::remark(option) {
                secondary(ui, remark);
            }
        }
        total_axis(ui);
    });
}
