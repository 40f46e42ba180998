//! What a criterion asks and what its scores mean, as the inspectors beside the criteria and beside the scores tell it.

use egui::{Align2, Sense, Ui, vec2};

use crate::{
    analysis::{share_of_weight, sum},
    decision::{Criterion, Decision},
    gui::{
        theme::tokens::{Type, space},
        widgets::{rich, section},
        wording::group_name,
    },
};

/// Returns the group of a criterion, and its share of the weight.
pub(super) fn group_and_weight(decision: &Decision, criterion: &Criterion) -> String {
    format!("{} · share {}", group_name(&criterion.group), share_of_weight(share(decision, criterion)))
}

/// Returns the share of the weight that a criterion has, from 0 to 1.
pub(super) fn share(decision: &Decision, criterion: &Criterion) -> f64 {
    let sum = sum(decision.applicable().map(|criterion| f64::from(decision.swing(criterion))));
    if sum > 0.0 && !criterion.not_applicable { f64::from(decision.swing(criterion)) / sum } else { 0.0 }
}

/// Draws the name of a criterion, its question, and what the scores mean.
pub(super) fn meaning(ui: &mut Ui, criterion: &Criterion) {
    section(ui, criterion.called());
    if !criterion.question.is_empty() {
        ui.label(rich(&criterion.question, Type::Body).line_height(Some(20.0)));
    }
    ui.add_space(space::XS);
    for (points, words) in [(1, &criterion.anchors.one), (3, &criterion.anchors.three), (5, &criterion.anchors.five)] {
        if words.is_empty() {
            continue;
        }
        ui.horizontal_top(|ui| {
            let (number, _) = ui.allocate_exact_size(vec2(12.0, 17.0), Sense::hover());
            ui.painter().text(
                number.left_center(),
                Align2::LEFT_CENTER,
                points.to_string(),
                Type::SecondaryStrong.font(),
                ui.visuals().text_color(),
            );
            ui.add(egui::Label::new(rich(words, Type::Secondary).line_height(Some(17.0))).wrap());
        });
    }
}
