//! The single votes that would change the winner on their own.

use egui::{Align, Layout, Ui};

use crate::{
    analysis::{Analysis, VoteFlip},
    decision::{Decision, Place},
    gui::{
        intent::Intent,
        theme::tokens::{Type, space},
        widgets::{ButtonKind, button, card, rich, secondary, section},
    },
};

/// Maximum number listed one by one.
const SHOWN: usize = 8;

/// Draws a row for each of them, those first that would have to change least.
pub(super) fn show(ui: &mut Ui, decision: &Decision, analysis: &Analysis, out: &mut Vec<Intent>) {
    if analysis.runner_up.is_none() {
        return;
    }
    let flips = analysis.vote_flips();
    let count = flips.len();
    card(ui, |ui| {
        section(ui, "Single scores that would change the winner");
        if count == 0 {
            secondary(ui, "No single score, whatever it was changed to, would put another option ahead.");
            return;
        }
        secondary(ui, "Changing any one of these as shown would put another option ahead.");
        for (index, flip) in flips.take(SHOWN).enumerate() {
            ui.add_space(space::XS);
            ui.push_id(index, |ui| row(ui, decision, &flip, out));
        }
        if count > SHOWN {
            ui.add_space(space::XS);
            secondary(ui, format!("and {} more", count - SHOWN));
        }
    });
}

fn row(ui: &mut Ui, decision: &Decision, flip: &VoteFlip<'_>, out: &mut Vec<Intent>) {
    let who = decision.member_name(flip.member);
    let what = decision.criterion_name(flip.criterion);
    let option = decision.option_name(flip.option);
    // The outer row gives the layouts inside it a height, in which they centre their content.
    ui.horizontal(|ui| {
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            let cell = format!("Show the scores of {option} on {what}, with that of {who}");
            if button(ui, "Show", ButtonKind::Secondary).accessible_name(cell).clicked()
                && let Some(ballot) = decision.ballots.iter().rfind(|ballot| ballot.member == *flip.member)
            {
                let (member, criterion, option) = (flip.member.clone(), flip.criterion.clone(), flip.option.clone());
                out.push(Intent::Show(Place::Cell(member, ballot.round, criterion, option)));
            }
            ui.with_layout(Layout::top_down(Align::Min), |ui| {
                let vote = format!("{who}: {} instead of {} for {option} on {what}", flip.to, flip.from);
                ui.add(egui::Label::new(rich(vote, Type::SecondaryStrong)).wrap());
                secondary(ui, format!("and {} leads", decision.option_name(flip.winner)));
            });
        });
    });
}
