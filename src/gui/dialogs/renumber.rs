//! The question whether to give an ADR another number, with the files that this changes.

use egui::{ScrollArea, Ui};

use super::{
    explain, head,
    simple::{CANCEL, choices},
};
use crate::{
    decision_log::Renumbering,
    gui::{
        intent::{Intent, LogIntent},
        theme::tokens::space,
        widgets::{ButtonKind::Primary, Tone, callout, label, secondary},
    },
};

/// The height of the list of files, in points.
const LIST: f32 = 180.0;

pub(super) fn show(ui: &mut Ui, renumbering: &Renumbering) -> Option<Intent> {
    head(ui, "Renumber the ADR?");
    explain(ui, &format!("{} becomes {}.", renumbering.from, renumbering.to().file_name()));
    let others: Vec<&str> = renumbering.changes.iter().skip(1).map(|change| &*change.path).collect();
    if !others.is_empty() {
        ui.add_space(space::XS);
        label(
            ui,
            if others.len() == 1 {
                "1 other file changes".to_owned()
            } else {
                format!("{} other files change", others.len())
            },
        );
        ScrollArea::vertical().max_height(LIST).show(ui, |ui| {
            for path in others {
                secondary(ui, path);
            }
        });
    }
    for note in &renumbering.notes {
        callout(ui, Tone::Warning, "", &note.replace('`', "\""), |_| ());
    }
    let renumber = Intent::Log(LogIntent::Renumber(Box::new(renumbering.clone())));
    choices(ui, [("Renumber", Primary, renumber), CANCEL])
}
