//! Warnings about parts of a record with the same id or name, shown on the page that those parts are on.

use egui::Ui;

use super::{Tone, callout};
use crate::{
    decision::{Problem, ProblemCode, Severity},
    gui::{step::Step, theme::tokens::space},
};

/// The most warnings shown on a page; the Result step has all.
const MOST: usize = 3;

/// Draws warnings about ids and names that are used twice in a step, or outside of all steps where `step` is `None`.
pub fn look_alikes(ui: &mut Ui, problems: &[Problem], step: Option<Step>) {
    let is_one = |problem: &&Problem| {
        matches!(problem.code, ProblemCode::SameId | ProblemCode::SameName) && Step::of(&problem.place) == step
    };
    for problem in problems.iter().filter(is_one).take(MOST) {
        let tone = if problem.severity == Severity::Error { Tone::Bad } else { Tone::Warning };
        callout(ui, tone, &problem.what, &problem.advice, |_| ());
        ui.add_space(space::S);
    }
}
