//! The range of the weight of each criterion within which the same option leads.

use egui::Ui;

use super::{legend, mark};
use crate::{
    analysis::{Analysis, CriterionResult},
    decision::Decision,
    gui::{
        theme::tokens::space,
        widgets::{card, secondary, section, stability_bar},
    },
};

/// Draws a bar for each criterion, those first whose weight is nearest to a change of the winner.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let Some(winner) = &analysis.first else { return };
    let all: Vec<_> = analysis.criteria.iter().filter(|c| c.stability.is_some()).collect();
    if analysis.pairs.is_empty() || all.is_empty() {
        return;
    }
    let (mut rows, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|criterion| to_a_turn(criterion) < f64::MAX);
    rows.sort_by(|a, b| to_a_turn(a).total_cmp(&to_a_turn(b)));
    card(ui, |ui| {
        section(ui, "How far each share can move");
        secondary(
            ui,
            "A criterion's share of all weight, from 0 to 100 %. The mark is today's share; beyond the full part, another option leads.",
        );
        if !rows.is_empty() {
            ui.add_space(space::XS);
            legend(ui, decision, analysis.options.iter().filter(|o| o.screened_out.is_none()).map(|o| &o.id));
        }
        ui.add_space(space::S);
        ui.spacing_mut().item_spacing.y = 0.0;
        for criterion in &rows {
            let Some((low, high)) = criterion.stability else { continue };
            let title = decision.criterion_name(&criterion.id);
            let beyond = analysis.takes_over(&criterion.id);
            let beyond = beyond.map(|end| end.map(|id| (decision.option_name(id), mark(ui, decision, id))));
            stability_bar(ui, title, criterion.weight, (low, high), mark(ui, decision, winner), beyond);
        }
        if !others.is_empty() {
            ui.add_space(space::S);
            let which = if rows.is_empty() { "No single weight" } else { "No other single weight" };
            secondary(
                ui,
                format!("{which}, whatever it is, puts another option ahead of {}.", decision.option_name(winner)),
            );
        }
    });
}

/// Returns how far the weight of a criterion can move, up or down, before another option leads; `f64::MAX` if no weight does
/// that.
fn to_a_turn(criterion: &CriterionResult) -> f64 {
    let (low, high) = criterion.stability.unwrap_or((0.0, 1.0));
    let down = if low > 0.0 { criterion.weight - low } else { f64::MAX };
    let up = if high < 1.0 { high - criterion.weight } else { f64::MAX };
    down.min(up)
}
