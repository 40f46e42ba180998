//! The share of cases in which each option comes first when weights, empty cells or the team are drawn at random.

use egui::Ui;

use super::{chart_head, color, head_with_icon, legend};
use crate::{
    analysis::{
        Analysis, Ladder, Rung,
        robustness::{RungResult, is_drawn},
    },
    chart::{
        ChartKind,
        ladder::{caveats, is_whole, rungs, share},
    },
    decision::Decision,
    gui::{
        intent::{Intent, LadderIntent},
        session::Drawing,
        theme::{icons, tokens::space},
        widgets::{card, secondary, stacked_bar},
    },
};

/// The ladder of an analysis, as far as it is drawn.
pub(super) struct LadderContent<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) ladder: Option<&'a Ladder>,
    pub(super) drawing: Option<&'a Drawing>,
    /// Whether it is the ladder of the record, not of a trial: only that can be saved as a chart.
    pub(super) of_record: bool,
}

/// Draws the card of the ladder, with a bar for each rung.
pub(super) fn card_of_the_ladder(ui: &mut Ui, decision: &Decision, shown: &LadderContent<'_>, out: &mut Vec<Intent>) {
    let analysis = shown.analysis;
    card(ui, |ui| {
        let words = head(ui, shown, out);
        secondary(ui, words.as_deref().unwrap_or("Share of cases in which each option comes first."));
        ui.add_space(space::S);
        if analysis.runner_up.is_none() {
            secondary(ui, "There is only one option to choose from.");
            return;
        }
        for rung in rungs(analysis) {
            match shown.ladder.and_then(|ladder| ladder.rung(rung)) {
                Some(result) => row(ui, decision, analysis, result),
                // An empty bar keeps the place, so that nothing moves under the pointer when the result arrives.
                None => stacked_bar(ui, rung.name(), &[], "…", "not drawn yet"),
            }
        }
        ui.add_space(space::XS);
        legend(ui, decision, analysis.options.iter().filter(|o| o.screened_out.is_none()).map(|o| &o.id));
        ui.add_space(space::XS);
        let caveats = caveats(rungs(analysis));
        if !caveats.is_empty() {
            secondary(ui, caveats.trim_start());
        }
        if analysis.runner_up.is_some() && !is_drawn(analysis, Rung::TeamResampled) {
            secondary(ui, "With three or more ballots, a row for a slightly different team appears.");
        }
    });
}

/// Draws the head of the card, with a button in its corner: to stop the draws, to resume them, or to save the chart. Returns
/// words on the progress if the draws were stopped or take long, and `None` otherwise.
fn head(ui: &mut Ui, shown: &LadderContent<'_>, out: &mut Vec<Intent>) -> Option<String> {
    const WORDS: &str = "How sure is that?";
    let now = ui.input(|input| input.time);
    match shown.drawing {
        Some(Drawing::Stopped) => {
            if head_with_icon(ui, WORDS, icons::REFRESH, "Draw again") {
                out.push(Intent::Ladder(LadderIntent::Resume));
            }
            Some("Stopped before all was drawn.".to_owned())
        }
        Some(drawing @ Drawing::UnderWay { .. }) => {
            let share = drawing.worth_telling(now);
            if share.is_none() {
                chart_head(ui, WORDS, ChartKind::Ladder, None);
            } else if head_with_icon(ui, WORDS, icons::CANCEL, "Stop drawing") {
                out.push(Intent::Ladder(LadderIntent::Stop));
            }
            share.map(|share| format!("Drawing cases at random: {:.0} %", share * 100.0))
        }
        // There is nothing to save until it is drawn.
        Some(Drawing::Done) | None => {
            let can_save = shown.of_record && shown.ladder.is_some() && is_whole(shown.analysis);
            chart_head(ui, WORDS, ChartKind::Ladder, Some(out).filter(|_| can_save));
            None
        }
    }
}

fn row(ui: &mut Ui, decision: &Decision, analysis: &Analysis, result: &RungResult) {
    let shares: Vec<_> = result.options.iter().flatten().collect();
    let bars: Vec<_> = shares.iter().map(|option| (option.first(), color(ui, decision, &option.id))).collect();
    let Some(winner) = analysis.first.as_ref().and_then(|id| result.option(id)) else { return };
    let told: Vec<String> = shares
        .iter()
        .map(|option| format!("{} {}", decision.option_name(&option.id), option.first_in_words()))
        .collect();
    stacked_bar(ui, result.rung.name(), &bars, &share(result, winner), &told.join(", "));
}
