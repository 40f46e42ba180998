//! Parts of a record that cannot be told apart, told where they stand.

use egui::Ui;

use super::{Tone, callout};
use crate::{
    decision::{Problem, ProblemCode, Severity},
    gui::{step::Step, theme::tokens::space},
};

/// So many are told on a page; the Result step has all.
const MOST: usize = 3;

/// Draws the ids and names that are used twice in a step, or outside of all steps.
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
