//! The offer, on the start screen, of work that a crash has left.

use egui::Ui;

use crate::{
    gui::{
        intent::{Intent, RecoveryIntent},
        theme::tokens::{Tokens, Type, space},
        widgets::{ButtonKind, Tone, button, callout, rich, secondary},
        wording::{last_written, listed},
    },
    storage::recovery::{FileStanding, Recovered},
};

/// Draws a card for each recovered work.
pub fn show(ui: &mut Ui, works: &[Recovered], out: &mut Vec<Intent>) {
    // The cards appear a moment after the rest of the screen, which must keep its ids, and with them the focus.
    ui.push_id("recovered", |ui| {
        for work in works {
            offer(ui, work, out);
            ui.add_space(space::L);
        }
    });
}

fn offer(ui: &mut Ui, work: &Recovered, out: &mut Vec<Intent>) {
    let title = work.decision.title.trim();
    let title = if title.is_empty() { "Untitled record" } else { title };
    callout(ui, Tone::Accent, "Unsaved work", "", |ui| {
        ui.label(rich(title, Type::Section));
        secondary(ui, last_written(work));
        let color = Tokens::of(ui).text;
        ui.add(egui::Label::new(rich(sentence(work), Type::Secondary).color(color)).wrap());
        if let Some(file) = &work.note.file {
            secondary(ui, file.display().to_string());
        }
        ui.add_space(space::S);
        ui.horizontal_wrapped(|ui| {
            let file = work.left.file();
            if named(ui, "Open", title, ButtonKind::Primary) {
                out.push(Intent::Recovery(RecoveryIntent::Open(file.to_owned())));
            }
            if named(ui, "Save as a copy…", title, ButtonKind::Secondary) {
                out.push(Intent::Recovery(RecoveryIntent::OpenCopy(file.to_owned())));
            }
            if named(ui, "Discard…", title, ButtonKind::Secondary) {
                out.push(Intent::Recovery(RecoveryIntent::AskToDiscard(file.to_owned())));
            }
        });
    });
}

/// Draws a button of a card. Its accessible name includes the record, since several cards have the same buttons.
fn named(ui: &mut Ui, words: &str, title: &str, kind: ButtonKind) -> bool {
    button(ui, words, kind).accessible_name(format!("{words} the unsaved work on {title}")).clicked()
}

/// Returns a sentence on the state of the file, and on how the work differs from it.
fn sentence(work: &Recovered) -> String {
    let parts = listed(&work.differences);
    match work.standing {
        FileStanding::NeverSaved => format!("Never saved to a file. It has {parts}."),
        FileStanding::AsItWas => format!("Differs from its file: {parts}."),
        FileStanding::Changed => format!("The file has changed since. Differs from it: {parts}."),
        FileStanding::Gone => "The file is gone. Saving asks before writing it again.".to_owned(),
        FileStanding::Unreadable => "The file can't be read now. Saving asks before replacing it.".to_owned(),
    }
}
