//! The share of cases in which each option comes first when weights, empty cells or the team are drawn at random.

use egui::{Id, Ui};

use super::{chart_head, head_with_icon, legend, mark};
use crate::{
    analysis::{
        Analysis, Ladder, Rung,
        robustness::{RungResult, is_drawn},
    },
    chart::{
        ChartKind,
        ladder::{is_whole, label, named_share, rungs},
    },
    decision::Decision,
    gui::{
        intent::{Intent, LadderIntent},
        session::Drawing,
        theme::{icons, tokens::space},
        widgets::{ButtonKind, button, card, secondary, stacked_bar},
    },
};

/// The number of rows that are shown at first.
const FIRST: usize = 2;

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
        secondary(ui, words.as_deref().unwrap_or("In how many of 100 cases each option wins. Each row varies one thing; new people would vary everything."));
        ui.add_space(space::S);
        if analysis.runner_up.is_none() {
            secondary(ui, "There is only one option.");
            return;
        }
        let all: Vec<Rung> = rungs(analysis).collect();
        let shows_all = Id::unique("all rows of how sure it is");
        let is_folded = all.len() > FIRST && !ui.data(|data| data.get_temp(shows_all)).unwrap_or(false);
        let rows = if is_folded { &all[..FIRST] } else { &all };
        for &rung in rows {
            match shown.ladder.and_then(|ladder| ladder.rung(rung)) {
                Some(result) => row(ui, decision, analysis, result),
                // An empty bar keeps the place, so that nothing moves under the pointer when the result arrives.
                None => stacked_bar(ui, rung.name(), &[], "…", "not calculated yet"),
            }
            secondary(ui, rung.varies());
            ui.add_space(space::XS);
        }
        ui.add_space(space::XS);
        let left = analysis.best_first().into_iter().filter(|option| option.screened_out.is_none());
        legend(ui, decision, left.map(|option| &option.id));
        let words = if is_folded { format!("Show {} more", all.len() - FIRST) } else { "Show fewer".to_owned() };
        if all.len() > FIRST && button(ui, &words, ButtonKind::Quiet).clicked() {
            ui.data_mut(|data| data.insert_temp(shows_all, is_folded));
            ui.ctx().request_repaint();
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
            if head_with_icon(ui, WORDS, icons::REFRESH, "Calculate again") {
                out.push(Intent::Ladder(LadderIntent::Resume));
            }
            Some("Stopped before it was complete.".to_owned())
        }
        Some(drawing @ Drawing::UnderWay { .. }) => {
            let share = drawing.worth_telling(now);
            if share.is_none() {
                chart_head(ui, WORDS, ChartKind::Ladder, None);
            } else if head_with_icon(ui, WORDS, icons::CANCEL, "Stop") {
                out.push(Intent::Ladder(LadderIntent::Stop));
            }
            share.map(|share| format!("Calculating: {:.0} %", share * 100.0))
        }
        // There is nothing to save until it is drawn.
        Some(Drawing::Done) | None => {
            let can_save = shown.of_record && shown.ladder.is_some() && is_whole(shown.analysis);
            chart_head(ui, WORDS, ChartKind::Ladder, Some(out).filter(|_| can_save));
            None
        }
    }
}

/// Draws a row: who leads in its label, and all options in the order of their totals, the leader first. How exact the shares are
/// is told on hover.
fn row(ui: &mut Ui, decision: &Decision, analysis: &Analysis, result: &RungResult) {
    let shares: Vec<_> = analysis.best_first().into_iter().filter_map(|option| result.option(&option.id)).collect();
    let bars: Vec<_> = shares.iter().map(|option| (option.first(), mark(ui, decision, &option.id))).collect();
    if shares.is_empty() {
        return;
    }
    let told: Vec<String> = shares
        .iter()
        .map(|option| match option.reach() {
            Some(reach) if !result.exact => format!("{} ± {reach:.1}", named_share(decision, result, option)),
            _ => named_share(decision, result, option),
        })
        .collect();
    let exact = if result.exact { ", exactly" } else { "" };
    let told = format!("{}{exact}", told.join(", "));
    stacked_bar(ui, result.rung.name(), &bars, &label(decision, analysis, result), &told);
}
