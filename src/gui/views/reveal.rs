//! The button that shows everybody's scores.

use egui::{Response, Ui};

use crate::{
    decision::Decision,
    gui::{
        intent::{Intent, Question},
        widgets::{ButtonKind, button},
    },
};

/// Draws it: what comes next where all have sealed, and else a way that asks first.
pub fn reveal_button(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) -> Response {
    let is_next = decision.have_all_sealed();
    let kind = if is_next { ButtonKind::Primary } else { ButtonKind::Secondary };
    let words = format!("Reveal round {}{}", decision.round(), if is_next { "" } else { "…" });
    let reveal = button(ui, &words, kind);
    if reveal.clicked() {
        out.push(Intent::Ask(Question::Reveal));
    }
    reveal
}
