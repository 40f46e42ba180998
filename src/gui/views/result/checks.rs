//! The result counted in other ways, and what it would take to change it.

use egui::Ui;

use super::{fact_row, mark};
use crate::{
    analysis::{Analysis, Leaders, percent, percent_at_most},
    decision::Decision,
    gui::{
        theme::tokens::{Tokens, Type, space},
        widgets::{card, rich, secondary, section, swatch},
    },
};

/// Maximum number of rows of a kind listed one by one.
const ROWS: usize = 50;
/// The width of a swatch with the gap beside it, in points.
const SWATCH: f32 = 20.0;

/// Draws the option that comes first when the same scores are counted in other ways.
pub(super) fn counted_otherwise(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    if analysis.leaders.is_empty() {
        return;
    }
    card(ui, |ui| {
        ui.spacing_mut().interact_size.y = 22.0;
        section(ui, "Would another method pick another winner?");
        secondary(ui, "The same scores, added up in other ways.");
        ui.add_space(space::S);
        let others = [
            ("Averages, with your weights", &analysis.leaders),
            ("Medians instead of averages", &analysis.medians),
            ("Every criterion weighs the same", &analysis.equal_weights),
            ("Every group weighs the same", &analysis.equal_groups),
            ("Measured scores only", &analysis.measured_only),
        ];
        for (what, other) in others {
            first(ui, decision, what, other, &analysis.leaders);
        }
        if analysis.members.len() > 1 {
            head(ui, "Each ballot on its own");
            for member in analysis.members.iter().take(ROWS) {
                first(ui, decision, &member.name, &member.leaders, &analysis.leaders);
            }
            and_more(ui, analysis.members.len());
        }
        left_out(ui, decision, analysis);
    });
}

/// Draws the members and criteria without which another option would come first.
fn left_out(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    head(ui, "With one left out");
    let mut members = Vec::new();
    for without in analysis.without_member.iter().filter(|without| without.leaders != analysis.leaders) {
        let is_member = decision.member(&without.id).is_some();
        let ballot = decision.own_of(&without.id, "ballot");
        let ballot = if is_member { ballot } else { format!("the ballot of {}", decision.voter_name(&without.id)) };
        members.push((format!("Without {ballot}"), &without.leaders));
    }
    let mut criteria = Vec::new();
    for without in analysis.without_criterion.iter().filter(|without| without.leaders != analysis.leaders) {
        criteria.push((format!("Without {}", decision.criterion_name(&without.id)), &without.leaders));
    }
    for (what, other) in members.iter().chain(&criteria).take(ROWS) {
        first(ui, decision, what, other, &analysis.leaders);
    }
    let ballots = analysis.members.len() > 1;
    let leader = analysis.winner().map_or("The lead", |winner| decision.option_name(winner));
    let stays = if analysis.winner().is_some() { "stays first" } else { "stays as it is" };
    match (members.is_empty(), criteria.is_empty()) {
        (true, true) if ballots => {
            secondary(ui, format!("{leader} {stays} whichever criterion or ballot is left out."));
        }
        (_, true) => {
            secondary(ui, format!("{leader} {stays} whichever criterion is left out."));
        }
        (true, false) if ballots => {
            secondary(ui, format!("{leader} {stays} whichever ballot is left out."));
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
        section(ui, "What would change the winner?");
        ui.add_space(space::S);
        for pair in &analysis.pairs {
            let rival = decision.option_name(&pair.rival);
            ui.horizontal(|ui| {
                swatch(ui, mark(ui, decision, &pair.rival));
                ui.label(rich(format!("For {rival} to lead"), Type::SecondaryStrong));
            });
            fact_row(ui, "Behind by", |ui| answer(ui, pair.lead_in_points()));
            // One sentence each, since one is a share of each weight and the other of all weights together.
            match (pair.common_error, pair.weight_to_move) {
                (_, None) => drop(secondary(ui, "No other weights would be enough.")),
                (error, Some(share)) => {
                    let share = percent(share);
                    // Beyond that, the weights of what speaks for the leader would have to be below nothing.
                    let or = match error.filter(|error| *error < 1.0 - 1e-9) {
                        None => "",
                        Some(error) => {
                            let error = percent_at_most(error);
                            secondary(ui, format!("Each weight would have to be more than {error} off."));
                            "Or "
                        }
                    };
                    secondary(ui, format!("{or}{share} of all weight would have to shift to its strengths."));
                }
            }
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

fn first(ui: &mut Ui, decision: &Decision, what: &str, other: &Leaders, leaders: &Leaders) {
    fact_row(ui, what, |ui| {
        if other.is_empty() {
            secondary(ui, "none yet");
            return;
        }
        let t = Tokens::of(ui);
        let differs = other != leaders;
        let words = match (leaders.winner(), other.winner()) {
            (Some(winner), Some(other)) if differs => {
                format!("{}, not {}", decision.option_name(other), decision.option_name(winner))
            }
            _ => lead_in_words(decision, other),
        };
        let words = rich(words, Type::SecondaryStrong).color(if differs { t.warning } else { t.text });
        let swatches = SWATCH * other.all().len() as f32;
        ui.scope(|ui| {
            ui.set_max_width((ui.available_width() - swatches).max(40.0));
            ui.add(egui::Label::new(words).truncate());
        });
        // From right to left, so that they stand in the order of the names.
        for leader in other.all().iter().rev() {
            swatch(ui, mark(ui, decision, leader));
        }
    });
}

/// Returns the name of the option that leads, or those of the options that are level; an empty text where nobody leads.
pub(super) fn lead_in_words(decision: &Decision, leaders: &Leaders) -> String {
    let names: Vec<&str> = leaders.all().iter().map(|id| decision.option_name(id)).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        level => format!("{} level", level.join(", ")),
    }
}
