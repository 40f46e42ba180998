//! The result counted in other ways, and what it would take to change it.

use egui::Ui;

use super::{color, fact_row};
use crate::{
    analysis::{Analysis, percent, percent_at_most},
    decision::{Decision, OptionId},
    gui::{
        theme::tokens::{Tokens, Type, space},
        widgets::{card, rich, secondary, section, swatch},
    },
};

/// Maximum number of rows of a kind listed one by one.
const ROWS: usize = 50;

/// Draws the option that comes first when the same scores are counted in other ways.
pub(super) fn counted_otherwise(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    let Some(winner) = &analysis.winner else { return };
    card(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        section(ui, "Does it depend on how you count?");
        secondary(ui, "Who comes first when the same scores are counted in other ways.");
        ui.add_space(space::S);
        let others = [
            ("Means, with your weights", &analysis.winner),
            ("Medians in place of means", &analysis.median_winner),
            ("All criteria of equal weight", &analysis.equal_weights_winner),
            ("Only what was measured", &analysis.measured_only_winner),
        ];
        for (what, other) in others {
            first(ui, decision, what, other.as_ref(), winner);
        }
        if analysis.members.len() > 1 {
            head(ui, "Each ballot alone");
            for member in analysis.members.iter().take(ROWS) {
                first(ui, decision, &member.name, member.winner.as_ref(), winner);
            }
            and_more(ui, analysis.members.len());
        }
        left_out(ui, decision, analysis, winner);
    });
}

/// Draws the members and criteria without which another option would come first.
fn left_out(ui: &mut Ui, decision: &Decision, analysis: &Analysis, winner: &OptionId) {
    head(ui, "With one left out");
    let mut members = Vec::new();
    for without in analysis.without_member.iter().filter(|without| without.winner.as_ref() != Some(winner)) {
        let member = analysis.members.iter().find(|member| member.id == without.id);
        let name = member.map_or(without.id.as_str(), |member| member.name.as_str());
        members.push((format!("Without the ballot of {name}"), &without.winner));
    }
    let mut criteria = Vec::new();
    for without in analysis.without_criterion.iter().filter(|without| without.winner.as_ref() != Some(winner)) {
        criteria.push((format!("Without {}", decision.criterion_name(&without.id)), &without.winner));
    }
    for (what, other) in members.iter().chain(&criteria).take(ROWS) {
        first(ui, decision, what, other.as_ref(), winner);
    }
    let ballots = analysis.members.len() > 1;
    let leader = decision.option_name(winner);
    match (members.is_empty(), criteria.is_empty()) {
        (true, true) if ballots => {
            secondary(ui, format!("{leader} stays first without any one criterion, and without any one ballot."));
        }
        (_, true) => {
            secondary(ui, format!("{leader} stays first without any one criterion."));
        }
        (true, false) if ballots => {
            secondary(ui, format!("{leader} stays first without any one ballot."));
        }
        _ => {}
    }
}

/// Draws how far weights would have to move for each other option to lead. Draws nothing with one option.
pub(super) fn turning_points(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    if analysis.pairs.is_empty() {
        return;
    }
    card(ui, |ui| {
        section(ui, "What would it take to turn it?");
        ui.add_space(space::S);
        for pair in &analysis.pairs {
            let rival = decision.option_name(&pair.rival);
            ui.horizontal(|ui| {
                swatch(ui, color(ui, decision, &pair.rival));
                ui.label(rich(format!("For {rival} to lead"), Type::SecondaryStrong));
            });
            fact_row(ui, "It is behind by", |ui| answer(ui, format!("{:.2} points", pair.gap)));
            fact_row(ui, "Every swing off by more than", |ui| {
                answer(ui, pair.common_error.map_or("no criterion separates them".to_owned(), percent_at_most));
            });
            fact_row(ui, "Weight that would have to move", |ui| {
                answer(ui, pair.weight_to_move.map_or("no weights would do".to_owned(), percent));
            });
            ui.add_space(space::S);
        }
    });
}

fn head(ui: &mut Ui, words: &str) {
    ui.add_space(space::S);
    ui.label(rich(words, Type::SecondaryStrong));
}

fn answer(ui: &mut Ui, words: String) {
    ui.label(rich(words, Type::SecondaryStrong));
}

fn and_more(ui: &mut Ui, all: usize) {
    if all > ROWS {
        secondary(ui, format!("and {} more", all - ROWS));
    }
}

fn first(ui: &mut Ui, decision: &Decision, what: &str, other: Option<&OptionId>, winner: &OptionId) {
    fact_row(ui, what, |ui| {
        let Some(other) = other else {
            secondary(ui, "no answer");
            return;
        };
        let t = Tokens::of(ui);
        let differs = other != winner;
        let words = if differs {
            format!("{}, not {}", decision.option_name(other), decision.option_name(winner))
        } else {
            decision.option_name(other).to_owned()
        };
        ui.label(rich(words, Type::SecondaryStrong).color(if differs { t.warning } else { t.text }));
        swatch(ui, color(ui, decision, other));
    });
}
