//! How often each option comes first when weights, empty cells or the team are drawn at random.

use egui::Ui;

use super::{chart_head, color, legend, name};
use crate::{
    analysis::{Analysis, Ladder, robustness::RungResult},
    chart::{Kind as Chart, rungs},
    decision::Decision,
    gui::{
        drawn::Drawing,
        theme::tokens::space,
        views::Action,
        widgets::{Kind, button, card, secondary, stacked_bar},
    },
};

/// What is drawn for an analysis, and how far the rest is.
pub(super) struct Shown<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) ladder: Option<&'a Ladder>,
    pub(super) drawing: Option<&'a Drawing>,
    /// Whether it can be saved as a chart: what is only tried out cannot.
    pub(super) of_record: bool,
}

/// A bar a rung.
pub(super) fn card_of_the_ladder(ui: &mut Ui, decision: &Decision, shown: &Shown<'_>, out: &mut Vec<Action>) {
    let analysis = shown.analysis;
    card(ui, |ui| {
        let rungs = rungs(analysis, shown.ladder);
        // There is nothing to save until it is drawn.
        let is_drawn = !rungs.is_empty() && !shown.drawing.is_some_and(Drawing::is_under_way);
        let save = Some(&mut *out).filter(|_| shown.of_record && is_drawn);
        chart_head(ui, "How sure is that?", Chart::Ladder, save);
        secondary(ui, "Share of cases in which each option comes first.");
        ui.add_space(space::S);
        if analysis.runner_up.is_none() {
            secondary(ui, "There is only one option to choose from.");
            return;
        }
        for result in rungs {
            row(ui, decision, analysis, result);
        }
        progress(ui, shown.drawing, out);
        ui.add_space(space::XS);
        legend(ui, decision, analysis.options.iter().filter(|o| o.screened_out.is_none()).map(|o| &o.id));
        ui.add_space(space::XS);
        secondary(
            ui,
            "\"Only your order\" forgets how far apart your swings are. \"Any weights at all\" ignores your weights; it \
             depends on how many criteria favour each.",
        );
        if analysis.members.len() < 3 {
            secondary(ui, "From three ballots on, the team is drawn anew from them as well.");
        }
    });
}

/// How far the draws are, with a way to stop them or to go on.
fn progress(ui: &mut Ui, drawing: Option<&Drawing>, out: &mut Vec<Action>) {
    let now = ui.input(|input| input.time);
    let (words, verb, action) = match drawing {
        Some(Drawing::Stopped) => ("Stopped before all was drawn.".to_owned(), "Draw again", Action::DrawAgain),
        Some(drawing) => match drawing.worth_telling(now) {
            Some(share) => {
                (format!("Drawing 100,000 cases a row: {:.0} %", share * 100.0), "Stop drawing", Action::StopDrawing)
            }
            None => return,
        },
        None => return,
    };
    ui.horizontal(|ui| {
        secondary(ui, words);
        if button(ui, verb, Kind::Secondary).clicked() {
            out.push(action);
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
