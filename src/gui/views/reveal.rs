//! The button that reveals the scores of all.

use egui::{Response, Ui};

use crate::{
    decision::Decision,
    gui::{
        intent::{Intent, Question},
        widgets::{ButtonKind, button},
    },
};

/// Draws the button: the main action once all have sealed, and a minor one that asks first before that.
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
