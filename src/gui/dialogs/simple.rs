//! The dialogs that hold little or nothing of their own.

use egui::Ui;

use super::{explain, focus_first, head};
use crate::{
    adr::openable,
    decision::Decision,
    gui::{
        intent::{BallotIntent, FileIntent, Intent, StartIntent},
        theme::tokens::space,
        widgets::{ButtonKind, Field, button, button_enabled, secondary, shown},
    },
};

pub(super) fn row(ui: &mut Ui, add: impl FnOnce(&mut Ui)) {
    ui.add_space(space::S);
    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), add);
}

pub(super) fn unsaved(ui: &mut Ui, decision: Option<&Decision>, next: &Intent) -> Option<Intent> {
    let title =
        decision.map(|decision| decision.title.trim()).filter(|title| !title.is_empty()).unwrap_or("this record");
    head(ui, "Save your changes?");
    explain(ui, &format!("The changes to \"{title}\" are not saved yet. Without saving, they are lost."));
    let mut answer = None;
    row(ui, |ui| {
        let save = button(ui, "Save", ButtonKind::Primary);
        focus_first(ui, &save);
        if save.clicked() {
            answer = Some(Intent::File(FileIntent::Save(Some(Box::new(next.clone())))));
        }
        if button(ui, "Don't save", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::WithoutSaving(Box::new(next.clone())));
        }
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

pub(super) fn reveal(ui: &mut Ui, decision: Option<&Decision>, by: &mut String) -> Option<Intent> {
    head(ui, "Reveal the round now?");
    let open: Vec<&str> = decision.map_or_else(Vec::new, |decision| {
        let open = decision.members.iter().filter(|member| !decision.has_sealed(&member.id));
        open.map(|member| member.name.as_str()).collect()
    });
    explain(
        ui,
        &format!(
            "Not sealed yet: {}. The record keeps that the round was revealed early, and by whom.",
            open.join(", ")
        ),
    );
    let field = Field::line("Who says so").hint("Name of the facilitator").edit(ui, by);
    focus_first(ui, &field);
    let ready = !by.trim().is_empty();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut answer = (entered && ready).then(|| Intent::Ballots(BallotIntent::Reveal(by.trim().to_owned())));
    row(ui, |ui| {
        if button_enabled(ui, "Reveal", ButtonKind::Primary, ready).clicked() {
            answer = Some(Intent::Ballots(BallotIntent::Reveal(by.trim().to_owned())));
        }
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

pub(super) fn save_template(ui: &mut Ui, name: &mut String) -> Option<Intent> {
    head(ui, "Save as a template");
    explain(
        ui,
        "Options, criteria, swings and anchors are kept for the next record; scores, people and texts are not.",
    );
    let field = Field::line("Name of the template").hint("For example: Language of a service").edit(ui, name);
    focus_first(ui, &field);
    let ready = !name.trim().is_empty();
    let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    let mut answer = (entered && ready).then(|| Intent::Start(StartIntent::SaveTemplate(name.trim().to_owned())));
    row(ui, |ui| {
        if button_enabled(ui, "Save the template", ButtonKind::Primary, ready).clicked() {
            answer = Some(Intent::Start(StartIntent::SaveTemplate(name.trim().to_owned())));
        }
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

pub(super) fn follow(ui: &mut Ui, url: &str) -> Option<Intent> {
    head(ui, "Open this address in your browser?");
    // The part in front of an `@` may look like the host of another.
    let leads = openable(url).map(|(_, leads)| leads).unwrap_or_default();
    explain(ui, &format!("It leads to {leads}, outside of Weigh-In."));
    ui.add(egui::Label::new(egui::RichText::new(shown(url)).monospace()).wrap());
    let mut answer = None;
    row(ui, |ui| {
        let open = button(ui, "Open", ButtonKind::Primary);
        focus_first(ui, &open);
        if open.clicked() {
            answer = Some(Intent::FollowLink(url.to_owned()));
        }
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

pub(super) fn about(ui: &mut Ui) -> Option<Intent> {
    head(ui, &format!("Weigh-In {}", env!("CARGO_PKG_VERSION")));
    explain(
        ui,
        "A team weighs programming languages together and records what it decided as an architecture decision record.",
    );
    secondary(ui, "Licensed under MIT or Apache-2.0. The font is Inter, under the SIL Open Font License.");
    let mut answer = None;
    row(ui, |ui| {
        let close = button(ui, "Close", ButtonKind::Primary);
        focus_first(ui, &close);
        if close.clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}
