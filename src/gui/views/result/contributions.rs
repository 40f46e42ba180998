//! The parts of the total of each option.

use egui::Ui;

use super::color;
use crate::{
    analysis::{Analysis, OptionResult, sum},
    decision::Decision,
    gui::{
        theme::tokens::space,
        widgets::{BarPiece, card, contribution_bar, secondary, section},
        wording::group_name,
    },
};

/// Maximum number of options listed one by one.
const SHOWN: usize = 6;

/// Draws, for each option, the points that its criteria add, by group; the best option first.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let mut options: Vec<&OptionResult> = analysis.options.iter().filter(|option| option.rank.is_some()).collect();
    options.sort_by_key(|option| option.rank);
    card(ui, |ui| {
        section(ui, "What the totals are made of");
        secondary(ui, "Weight times mean of each criterion, in points; groups stand together. Empty cells count as 3.");
        for option in options.iter().take(SHOWN) {
            ui.add_space(space::S);
            one(ui, decision, analysis, option);
        }
        if options.len() > SHOWN {
            secondary(ui, format!("and {} more", options.len() - SHOWN));
        }
    });
}

fn one(ui: &mut Ui, decision: &Decision, analysis: &Analysis, option: &OptionResult) {
    let added = analysis.contributions(&option.id);
    let (mut pieces, mut groups) = (Vec::new(), Vec::new());
    for (group, criteria) in decision.groups() {
        let mut of_group = Vec::with_capacity(criteria.len());
        for criterion in criteria {
            // A criterion that adds nothing would still be drawn, since no piece is narrower than half a point.
            if let Some((_, points)) = added.iter().find(|(id, points)| *id == criterion.id && *points > 0.0) {
                of_group.push(BarPiece { name: criterion.called(), points: *points });
            }
        }
        let sum = sum(of_group.iter().map(|piece| piece.points));
        if sum > 0.0 {
            groups.push(format!("{} {sum:.2}", group_name(group)));
            pieces.push(of_group);
        }
    }
    contribution_bar(ui, decision.option_name(&option.id), option.value, &pieces, color(ui, decision, &option.id));
    secondary(ui, groups.join(" · "));
}
