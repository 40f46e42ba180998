//! Who comes first when the same scores are counted in other ways, in one strip; and what is at stake at worst.

use egui::Ui;

use super::{color, name, told};
use crate::{
    analysis::Analysis,
    decision::{Decision, MemberId, OptionId},
    gui::{
        theme::tokens::{Tokens, Type, space},
        widgets::{card, rich, secondary, section, swatch},
    },
};

/// So many ballots stand in the strip.
const BALLOTS: usize = 50;

/// A way of counting that can be tried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Way {
    /// As the record does.
    AsItIs,
    /// All criteria alike.
    EqualWeights,
    /// By one ballot.
    Alone(MemberId),
}

/// Each way of counting with its winner. Gives the way that people want to try.
pub(super) fn strip(ui: &mut Ui, decision: &Decision, analysis: &Analysis) -> Option<Way> {
    let mut wanted = None;
    card(ui, |ui| {
        section(ui, "Counted otherwise");
        secondary(ui, "Who comes first in the record. A button tries that way of counting.");
        ui.add_space(space::XS);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.y = space::XS;
            // The sliders do not reach members who weigh for themselves.
            let equal = decision.members.iter().all(|member| member.swings.is_empty()).then_some(Way::EqualWeights);
            let ways = [
                ("Means", &analysis.winner, Some(Way::AsItIs)),
                ("Medians", &analysis.median_winner, None),
                ("Equal weights", &analysis.equal_weights_winner, equal),
                ("Measured only", &analysis.measured_only_winner, None),
            ];
            for (what, winner, way) in ways {
                one(ui, (decision, analysis), what, winner.as_ref(), way, &mut wanted);
            }
            if analysis.members.len() > 1 {
                for member in analysis.members.iter().take(BALLOTS) {
                    let way = Some(Way::Alone(member.id.clone()));
                    one(ui, (decision, analysis), &member.name, member.winner.as_ref(), way, &mut wanted);
                }
            }
            if analysis.members.len() > BALLOTS {
                secondary(ui, format!("and {} more", analysis.members.len() - BALLOTS));
            }
        });
    });
    wanted
}

fn one(
    ui: &mut Ui,
    (decision, analysis): (&Decision, &Analysis),
    what: &str,
    winner: Option<&OptionId>,
    way: Option<Way>,
    wanted: &mut Option<Way>,
) {
    let t = Tokens::of(ui);
    let first = winner.map_or("nobody", |id| name(decision, id));
    let differs = winner.is_some() && winner != analysis.winner.as_ref();
    let words = rich(format!("{what}: {first}"), Type::Secondary).color(if differs { t.warning } else { t.text });
    if let Some(id) = winner {
        swatch(ui, color(ui, decision, id));
    }
    match way {
        None => _ = ui.label(words),
        Some(way) => {
            let told = format!("Try {what}: {first}");
            if ui.add(egui::Button::new(words)).accessible_name(told).clicked() {
                *wanted = Some(way);
            }
        }
    }
    ui.add_space(space::S);
}

/// How far behind the best each option could be.
pub(super) fn regret(ui: &mut Ui, decision: &Decision, analysis: &Analysis) {
    if analysis.pairs.is_empty() {
        return;
    }
    card(ui, |ui| {
        section(ui, "Regret, at worst");
        secondary(ui, "How far behind the best each could be with every weight from half to one and a half of these.");
        ui.add_space(space::XS);
        for (option, regret) in analysis.options.iter().zip(&analysis.max_regret) {
            let Some(regret) = regret else { continue };
            told(ui, name(decision, &option.id), |ui| {
                ui.label(rich(format!("{regret:.2} points"), Type::SecondaryStrong));
            });
        }
    });
}
