//! The status of the record, with a menu of the statuses that can follow.

use egui::{Shape, Stroke, Ui, UiKind, vec2};

use super::context::tone;
use crate::{
    decision::{Decision, Status},
    gui::{
        command,
        intent::Intent,
        theme::tokens::{Tokens, Type},
        widgets::{chip, focus_after_menu, menu_item, name_around, rich},
    },
};

/// Draws the status: as a menu, or as a label if no other status can follow.
pub fn show(ui: &mut Ui, decision: &Decision, out: &mut Vec<Intent>) {
    let status = decision.status();
    if status.next().is_empty() {
        chip(ui, status.name(), tone(status));
        return;
    }
    let (ground, color) = tone(status).colors(Tokens::of(ui));
    ui.scope(|ui| {
        let widgets = &mut ui.visuals_mut().widgets;
        for state in [&mut widgets.inactive, &mut widgets.hovered, &mut widgets.active, &mut widgets.open] {
            state.weak_bg_fill = ground;
            state.corner_radius = egui::CornerRadius::same(12);
        }
        widgets.inactive.bg_stroke = Stroke::NONE;
        ui.spacing_mut().button_padding = vec2(10.0, 3.0);
        // The spaces at the end leave room for the arrow of the menu.
        let face = rich(format!("{}     ", status.name()), Type::SecondaryStrong).color(color);
        let button = ui.menu_button(face, |ui| {
            name_around(ui, UiKind::Menu, "Status");
            for next in ways(status) {
                let intent = Intent::SetStatus(next);
                let help = command::entry(&intent).map_or("", |entry| entry.help);
                let item = menu_item(ui, true, egui::Button::new(verb(next, status)));
                if item.on_hover_text(help).clicked() {
                    out.push(intent);
                }
            }
        });
        focus_after_menu(ui, &button);
        let middle = button.response.rect.right_center() - vec2(15.0, 0.0);
        let line = [vec2(-3.5, -1.5), vec2(0.0, 2.0), vec2(3.5, -1.5)].map(|offset| middle + offset);
        ui.painter().add(Shape::line(line.into(), Stroke::new(1.5, color)));
        button.response.accessible_name(format!("Status: {}", status.name()));
    });
}

/// Returns the words of the entry that sets a status.
fn verb(to: Status, from: Status) -> &'static str {
    match (from, to) {
        (Status::Rejected | Status::Deprecated, Status::Proposed) => "Propose again",
        _ => command::entry(&Intent::SetStatus(to)).map_or(to.name(), |entry| entry.title),
    }
}

/// Returns the statuses that can follow. A draft may be accepted at once, for people who decide alone.
#[must_use]
pub fn ways(status: Status) -> Vec<Status> {
    let accepted = (status == Status::Draft).then_some(Status::Accepted);
    status.next().iter().copied().chain(accepted).collect()
}
