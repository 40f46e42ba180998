//! The templates that a record can start from, as cards, and the sample.

use std::sync::Arc;

use egui::{Color32, Rect, Sense, Stroke, Ui, vec2};

use super::{StartContent, StartState, start};
use crate::{
    decision::Criterion,
    gui::{
        intent::{Intent, StartIntent},
        theme::tokens::{Tokens, Type, size, space},
        widgets::{clamped, focus_ring, rich},
    },
    template::Template,
};

/// The height of a card, in points.
const CARD: f32 = 156.0;

pub(super) fn show(ui: &mut Ui, content: &StartContent<'_>, state: &mut StartState, out: &mut Vec<Intent>) {
    let columns = if ui.available_width() < 620.0 { 1 } else { 2 };
    let gap = space::L;
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    // The sample comes after the templates.
    let cards: Vec<Option<usize>> = (0..content.templates.len()).map(Some).chain([None]).collect();
    for row in cards.chunks(columns) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for card in row {
                match *card {
                    Some(index) => pick(ui, &content.templates[index], index, width, state, out),
                    None => sample(ui, width, out),
                }
            }
        });
        ui.add_space(space::S);
    }
}

/// Draws a template. A click or the focus picks it, a double click or Enter starts a record from it.
fn pick(ui: &mut Ui, template: &Template, index: usize, width: f32, state: &mut StartState, out: &mut Vec<Intent>) {
    let response = card(ui, template, state.template == index, width);
    if response.clicked() || response.gained_focus() {
        if state.template != index {
            // Profiles belong to their template.
            state.profile = None;
        }
        state.template = index;
    }
    // Escape takes the focus from every control, and there is no page to go back to.
    let is_lost = || ui.memory(|memory| memory.focused().is_none() && memory.top_modal_layer().is_none());
    if state.template == index && ui.input(|input| input.key_pressed(egui::Key::Escape)) && is_lost() {
        response.request_focus();
    }
    let entered = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
    // Only once, so that the focus is not taken back from where people have moved it.
    if index == 0 && !std::mem::replace(&mut state.focused, true) {
        response.request_focus();
    }
    if response.double_clicked() || entered {
        out.push(start(template, state));
    }
}

fn card(ui: &mut Ui, template: &Template, selected: bool, width: f32) -> egui::Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, CARD), Sense::click());
    response.widget_info(|| {
        let name = format!("Template {}", template.name);
        egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, selected, name)
    });
    let names: Vec<&str> = template.profiles.iter().map(|profile| profile.called()).collect();
    // Profiles for which there is no room are counted.
    let more = if names.is_empty() {
        vec![facts(template)]
    } else {
        (0..names.len()).map(|left| listed(&names, left)).collect()
    };
    ground(ui, rect, &response, selected, t.surface);
    words(ui, rect, [&template.name, &template.summary], &more);
    response
}

/// Draws the card that opens the sample.
fn sample(ui: &mut Ui, width: f32, out: &mut Vec<Intent>) {
    const NAME: &str = "Explore a sample";
    let (rect, response) = ui.allocate_exact_size(vec2(width, CARD), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, NAME));
    ground(ui, rect, &response, response.has_focus(), Tokens::of(ui).background);
    let summary =
        "Look around a finished decision by a team of three: their scores in two rounds, one dispute, and the ADR.";
    words(ui, rect, [NAME, summary], &["Opens as a copy. Nothing is kept unless you save it".to_owned()]);
    if response.clicked() {
        out.push(Intent::Start(StartIntent::Sample));
    }
}

fn ground(ui: &Ui, rect: Rect, response: &egui::Response, selected: bool, fill: Color32) {
    let t = Tokens::of(ui);
    let edge = match (selected, response.hovered()) {
        (true, _) => Stroke::new(size::FOCUS, t.accent),
        (false, true) => Stroke::new(1.0, t.secondary),
        (false, false) => Stroke::new(1.0, t.line),
    };
    ui.painter().rect(rect, size::CARD_RADIUS, fill, edge, egui::StrokeKind::Inside);
    focus_ring(ui, response, rect.expand(size::FOCUS + 1.0), size::CARD_RADIUS + 3);
}

/// Lists the names of profiles, with the last ones only counted.
fn listed(names: &[&str], counted: usize) -> String {
    let more = if counted == 0 { String::new() } else { format!(" · {counted} more") };
    format!("{}{more}", names[..names.len() - counted].join(" · "))
}

/// Draws the name of a card, a summary, and a little more: the first of several forms that fits in two lines.
fn words(ui: &mut Ui, card: Rect, [name, summary]: [&str; 2], more: &[String]) {
    let layout = egui::Layout::top_down(egui::Align::Min);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(card.shrink(18.0)).layout(layout));
    inside.spacing_mut().item_spacing.y = 6.0;
    inside.add(egui::Label::new(rich(name, Type::Section)).truncate());
    inside.label(rich(summary, Type::Body).line_height(Some(20.0)));
    let color = Tokens::of(ui).secondary;
    let room = (inside.available_width(), 2);
    let mut forms = more.iter().map(|form| clamped(&inside, form, Type::Secondary, color, room));
    let shortest = more.last().map(|form| clamped(&inside, form, Type::Secondary, color, room));
    if let Some(fits) = forms.find(|form| !form.elided).or(shortest) {
        inside.label(fits);
    }
}

fn facts(template: &Template) -> String {
    let is_counted = |criterion: &&Arc<Criterion>| !criterion.not_applicable && criterion.swing != Some(0);
    let (counted, all) = (template.criteria.iter().filter(is_counted).count(), template.criteria.len());
    let criteria =
        if counted < all { format!("{counted} of {all} criteria counted") } else { format!("{all} criteria") };
    let options = template.options.len() + template.suggestions.len();
    match (all, options) {
        (0, 0) => "Save it as a template for next time".to_owned(),
        (_, 0) => criteria,
        (_, options) => format!("{criteria}. Pick from {options} options or add your own"),
    }
}
