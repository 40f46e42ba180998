//! The relations of the decision to earlier ones.

use egui::Ui;

use crate::{
    decision::{Decision, Edit, Link, Relation, RelationKind, Status},
    gui::{
        flows::export::{Planned, RelatableAdr},
        intent::Intent,
        theme::{
            icons,
            tokens::{Tokens, Type, space},
        },
        widgets::{ButtonKind, Field, button, icon_button, rich, secondary, segmented, shown},
    },
};

/// The most ADRs offered at once; a search narrows them down.
const MOST: usize = 6;

/// The memory of this part of the form.
#[derive(Default)]
pub(super) struct RelationsState {
    open: bool,
    kind: usize,
    words: String,
}

pub(super) fn show(
    ui: &mut Ui,
    decision: &Decision,
    planned: Option<&Planned>,
    state: &mut RelationsState,
    out: &mut Vec<Intent>,
) {
    let t = Tokens::of(ui);
    ui.label(rich("Earlier decisions", Type::Secondary).color(t.secondary));
    let known = planned.map_or(&[][..], |planned| &planned.known);
    for (index, link) in decision.links.iter().enumerate() {
        if let Some(relation) = Relation::of(link) {
            row(ui, decision, index, &relation, known, out);
        }
    }
    if !state.open {
        // The ADRs to choose from are known once the export is planned.
        let enabled = !known.is_empty();
        ui.add_enabled_ui(enabled, |ui| {
            if button(ui, "Link an earlier ADR…", ButtonKind::Secondary).clicked() {
                state.open = true;
            }
        });
        return;
    }
    adding(ui, decision, known, state, out);
}

fn row(
    ui: &mut Ui,
    decision: &Decision,
    index: usize,
    relation: &Relation,
    known: &[RelatableAdr],
    out: &mut Vec<Intent>,
) {
    let t = Tokens::of(ui);
    let found = known.iter().find(|known| known.path == relation.path);
    let name = found.map_or_else(|| relation.path.to_string(), RelatableAdr::name);
    ui.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::CLOSE, &format!("No longer: {} {name}", relation.kind.name())).clicked() {
                let mut links = decision.links.clone();
                links.remove(index);
                out.push(Intent::Edit(Edit::Links(links)));
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.spacing_mut().item_spacing.x = space::XS;
                ui.label(rich(relation.kind.name(), Type::SecondaryStrong).color(t.accent));
                let label = egui::Label::new(rich(&name, Type::Body)).truncate();
                ui.add(label).on_hover_text(shown(&*relation.path));
            });
        });
    });
    let changes = relation.kind != RelationKind::RelatesTo || decision.status() == Status::Accepted;
    if found.is_some() && decision.status() != Status::Accepted && changes {
        secondary(ui, "That ADR is updated when you accept this decision.");
    }
}

/// Draws the search for an ADR and adds the relation to the one that is clicked.
fn adding(ui: &mut Ui, decision: &Decision, known: &[RelatableAdr], state: &mut RelationsState, out: &mut Vec<Intent>) {
    let kinds = RelationKind::ALL;
    let names = kinds.map(RelationKind::name);
    if let Some(picked) = segmented(ui, "Relation", &names, Some(state.kind)) {
        state.kind = picked;
    }
    let kind = kinds[state.kind.min(kinds.len() - 1)];
    Field::line("Which ADR").unlabelled().hint("Search number or title").edit(ui, &mut state.words);
    let words: Vec<String> = state.words.to_lowercase().split_whitespace().map(str::to_owned).collect();
    // The newest first, since they are the likeliest.
    let found: Vec<&RelatableAdr> = known.iter().rev().filter(|known| is_offered(known, decision, &words)).collect();
    for known in found.iter().take(MOST) {
        let name = known.name();
        let response = ui.add(egui::Button::new(rich(&name, Type::Body)).truncate().frame(false));
        let response = response.on_hover_text(shown(&*known.path)).accessible_name(format!("{} {name}", kind.name()));
        if response.clicked() {
            let mut links: Vec<Link> = decision.links.clone();
            links.push(Relation { kind, path: known.path.clone() }.as_link());
            out.push(Intent::Edit(Edit::Links(links)));
            *state = RelationsState::default();
            return;
        }
    }
    match found.len() {
        0 => drop(secondary(ui, "No matching ADR")),
        n if n > MOST => drop(secondary(ui, format!("{} more; type to search", n - MOST))),
        _ => {}
    }
    if button(ui, "Cancel", ButtonKind::Quiet).clicked() {
        *state = RelationsState::default();
    }
}

/// Returns whether the name of an ADR has all words and the ADR is not related yet.
fn is_offered(known: &RelatableAdr, decision: &Decision, words: &[String]) -> bool {
    let name = known.name().to_lowercase();
    words.iter().all(|word| name.contains(word.as_str()))
        && !decision.relations().any(|relation| relation.path == known.path)
}
