//! Three hints for new users. They are shown above the page where people can do what they say, and never again once they are
//! dismissed.

use std::collections::BTreeSet;

use egui::{Frame, Layout, Margin, Panel, Ui};

use super::{Cx, Views, scores::takes_scores};
use crate::gui::{
    intent::Intent,
    step::Step,
    theme::{
        icons,
        tokens::{Tokens, Type},
    },
    widgets::{Tone, callout, icon_button, rich},
};

/// The hints: the step, the name by which the settings remember a dismissal, and the words.
const HINTS: [(Step, &str, &str); 3] = [
    (
        Step::Criteria,
        "swing",
        "How much would going from a 1 to a 5 matter? Give the most important criterion 100 and rate the others \
         against it.",
    ),
    (
        Step::Scores,
        "keys",
        "Score with the keyboard: 1 to 5 score and go to the next cell, arrow keys move. If you can't judge one, \
         press ? instead of guessing.",
    ),
    (
        Step::Result,
        "result",
        "The sentence is the result. The bars show why; \u{201c}How sure\u{201d} shows what could change it. F1 \
         explains each number.",
    ),
];

/// The least room of a page, in points, in which a hint is shown.
const LEAST: egui::Vec2 = egui::vec2(480.0, 400.0);

/// Draws the hint of a step, unless it was dismissed or is of no use here.
pub fn show(ui: &mut Ui, cx: &Cx<'_>, views: &Views, step: Step, dismissed: &BTreeSet<String>, out: &mut Vec<Intent>) {
    let hint = HINTS.iter().find(|(at, name, _)| *at == step && !dismissed.contains(*name));
    let is_of_use = match step {
        Step::Criteria => !cx.is_locked(),
        Step::Scores => takes_scores(cx, &views.scores),
        _ => true,
    };
    let Some((_, name, words)) = hint.filter(|_| is_of_use) else { return };
    // With hardly any room for the page itself, a hint would be in the way.
    if ui.available_width() < LEAST.x || ui.available_height() < LEAST.y {
        return;
    }
    let t = Tokens::of(ui);
    let frame = Frame::new().inner_margin(Margin { left: 30, right: 30, top: 10, bottom: 0 });
    Panel::top("hint").frame(frame).show_separator_line(false).show(ui, |ui| {
        callout(ui, Tone::Accent, "", "", |ui| {
            ui.horizontal(|ui| {
                let width = (ui.available_width() - 40.0).max(80.0);
                ui.scope(|ui| {
                    ui.set_width(width);
                    ui.add(egui::Label::new(rich(*words, Type::Secondary).color(t.text)).wrap());
                });
                ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| {
                    if icon_button(ui, icons::CLOSE, "Don't show this hint again").clicked() {
                        out.push(Intent::DismissHint(name));
                    }
                });
            });
        });
    });
}
