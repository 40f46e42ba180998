//! The team's scores: criteria by options.

use egui::{Align2, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::{NAMES, Selection, header};
use crate::{
    decision::{Criterion, Vote},
    gui::{
        theme::tokens::{Tokens, Type, size, space},
        views::Cx,
        widgets::{Tone, chip, rich},
    },
};

/// Criteria by options, each cell in the colour of its mean with the number on it.
pub(super) fn heat_map(ui: &mut Ui, cx: &Cx<'_>, selection: &mut Selection) {
    let decision = cx.decision();
    let findings = cx.document.findings();
    let t = Tokens::of(ui);
    let column = ((ui.available_width() - NAMES) / decision.options.len() as f32).clamp(56.0, 220.0);
    ui.add_space(space::S);
    header(ui, cx, column);
    for (group, criteria) in decision.groups() {
        ui.label(rich(if group.is_empty() { "Other" } else { group }, Type::SecondaryStrong).color(t.secondary));
        ui.spacing_mut().item_spacing.y = 4.0;
        for criterion in criteria {
            let size = vec2(NAMES + column * decision.options.len() as f32, 34.0);
            let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
            if !ui.is_rect_visible(rect) {
                continue;
            }
            let names = Rect::from_min_size(rect.min, vec2(NAMES - 12.0, rect.height()));
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            let mut child = ui.new_child(egui::UiBuilder::new().max_rect(names).layout(layout));
            child.add(egui::Label::new(rich(&criterion.name, Type::BodyMedium)).truncate());
            for (index, option) in decision.options.iter().enumerate() {
                let left = rect.left() + NAMES + column * index as f32;
                let slot = Rect::from_min_size(pos2(left, rect.top()), vec2(column - 4.0, rect.height()));
                let cell = findings.analysis.cell(&criterion.id, &option.id);
                if heat_cell(ui, slot, criterion, &option.name, cell).clicked() {
                    selection.criterion = Some(criterion.id.clone());
                    selection.option = Some(option.id.clone());
                }
            }
        }
    }
    ui.add_space(space::M);
    chip(ui, "A cell opens its votes on the right", Tone::Neutral);
    ui.add_space(space::XXL);
}

fn heat_cell(
    ui: &Ui,
    slot: Rect,
    criterion: &Criterion,
    option: &str,
    cell: Option<&crate::analysis::CellResult>,
) -> egui::Response {
    let t = Tokens::of(ui);
    let mean = cell.and_then(|cell| cell.mean);
    let disputed = cell.is_some_and(|cell| cell.disputed);
    let words = mean.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.1}"));
    let response = ui.interact(slot, ui.scope_id().with(("heat", criterion.id.as_str(), option)), Sense::click());
    response.widget_info(|| {
        let dispute = if disputed { ", disputed" } else { "" };
        let name = format!("Mean of {}, {option}: {words}{dispute}", criterion.name);
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, name)
    });
    let (ground, color) = mean.map_or((t.sunken, t.secondary), |mean| t.score(mean));
    ui.painter().rect_filled(slot, 6, ground);
    ui.painter().text(slot.center(), Align2::CENTER_CENTER, words, Type::BodyMedium.font(), color);
    if let Some(cell) = cell {
        let dots = cell.votes.iter().filter(|(_, vote)| matches!(vote, Vote::Score(_))).count().min(12);
        let start = slot.center().x - (dots as f32 - 1.0) * 2.5;
        for dot in 0..dots {
            ui.painter().circle_filled(
                pos2(start + dot as f32 * 5.0, slot.bottom() - 5.0),
                1.5,
                color.gamma_multiply(0.6),
            );
        }
    }
    if disputed {
        ui.painter().rect_stroke(slot, 6, Stroke::new(2.0, t.warning), egui::StrokeKind::Inside);
    }
    if response.has_focus() {
        let ring = Stroke::new(size::FOCUS, t.accent);
        ui.painter().rect_stroke(slot.expand(2.0), size::RADIUS, ring, egui::StrokeKind::Outside);
    }
    response
}
