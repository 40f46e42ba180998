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
        let has_ranges = over_ballots.iter().any(Option::is_some);
        let is_open = options.iter().any(|option| totals::is_open(option));
        // A line for each sentence: in a narrow card they would break in odd places.
        for (words, is_so) in [
            ("Weighted average, 1 to 5.", true),
            ("The line runs from the lowest ballot to the highest.", has_ranges),
            ("The pale band is what missing scores could still change.", is_open),
        ] {
            if is_so {
                secondary(ui, words);
            }
        }
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
