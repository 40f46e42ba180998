//! How often each option comes first when weights, empty cells or the team are drawn at random.

use egui::Ui;

use super::{chart_head, color, legend, name};
use crate::{
    analysis::{Analysis, Rung, robustness::RungResult},
    chart::{Kind, rungs},
    decision::Decision,
    gui::{
        theme::tokens::space,
        views::Action,
        widgets::{card, secondary, stacked_bar},
    },
};

/// A bar a rung.
pub(super) fn card_of_the_ladder(
    ui: &mut Ui,
    decision: &Decision,
    analysis: &Analysis,
    save: Option<&mut Vec<Action>>,
) {
    card(ui, |ui| {
        let rungs = rungs(analysis);
        // There is nothing to save until it is drawn.
        chart_head(ui, "How sure is that?", Kind::Ladder, save.filter(|_| !rungs.is_empty()));
        secondary(ui, "Share of cases in which each option comes first.");
        ui.add_space(space::S);
        let Some(ladder) = &analysis.ladder else {
            secondary(ui, "Drawing 100,000 cases…");
            return;
        };
        if analysis.runner_up.is_none() {
            secondary(ui, "There is only one option to choose from.");
            return;
        }
        for result in rungs {
            row(ui, decision, analysis, result);
        }
        ui.add_space(space::XS);
        legend(ui, decision, analysis.options.iter().filter(|o| o.screened_out.is_none()).map(|o| &o.id));
        ui.add_space(space::XS);
        secondary(
            ui,
            "\"Only your order\" forgets how far apart your swings are. \"Any weights at all\" ignores your weights; it \
             depends on how many criteria favour each.",
        );
        if ladder.rung(Rung::TeamResampled).is_none() {
            secondary(ui, "From three ballots on, the team is drawn anew from them as well.");
        }
    });
}

fn row(ui: &mut Ui, decision: &Decision, analysis: &Analysis, result: &RungResult) {
    let shares: Vec<_> = result.options.iter().flatten().collect();
    let bars: Vec<_> = shares.iter().map(|option| (option.first(), color(ui, decision, &option.id))).collect();
    let Some(winner) = analysis.winner.as_ref().and_then(|id| result.option(id)) else { return };
    let share = winner.first_in_words();
    let number = match winner.reach() {
        _ if result.exact => format!("{share} exact"),
        Some(reach) => format!("{share} ± {reach:.1}"),
        None => share,
    };
    let told: Vec<String> =
        shares.iter().map(|option| format!("{} {}", name(decision, &option.id), option.first_in_words())).collect();
    stacked_bar(ui, result.rung.name(), &bars, &number, &told.join(", "));
}
