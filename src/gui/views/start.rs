//! The start screen: templates, recent records, and ways to open one.

use egui::{Frame, Margin, Panel, ScrollArea, Sense, Stroke, Ui, vec2};
use egui_material_icons::icons;

use super::Action;
use crate::{
    gui::{
        command::Command,
        theme::tokens::{Tokens, Type, size, space},
        widgets::{
            Kind, Tone, button, callout, chip, follow_focus, icon_button, paragraph, rich, secondary, section, select,
            shown, title,
        },
    },
    storage::Settings,
    template::Template,
};

/// What the screen remembers.
#[derive(Default)]
pub struct State {
    /// The ADR whose place the record that is started takes.
    pub supersedes: Option<Superseded>,
    template: usize,
    profile: Option<usize>,
    /// The first card has had the keys once.
    focused: bool,
}

/// An ADR whose place a new record takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Superseded {
    /// The root of its repository.
    pub root: std::path::PathBuf,
    /// Its path from the root.
    pub path: String,
    /// Its title.
    pub title: String,
}

/// What the screen shows.
pub struct Shown<'a> {
    /// What a record can start from.
    pub templates: &'a [std::sync::Arc<Template>],
    /// Templates that could not be read, each with the reason.
    pub broken: &'a [String],
    /// Recent records.
    pub settings: &'a Settings,
    /// Work that a crash has left.
    pub recovered: &'a [crate::storage::recovery::Recovered],
}

/// Draws it.
pub fn show(ui: &mut Ui, shown: &Shown<'_>, state: &mut State, out: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let aside = Frame::new().fill(t.surface).inner_margin(Margin { left: 24, right: 24, top: 56, bottom: 24 });
    Panel::right("recent").exact_size(340.0).resizable(false).frame(aside).show(ui, |ui| recent(ui, shown, out));
    let page = Frame::new().fill(t.background).inner_margin(Margin { left: 48, right: 48, top: 56, bottom: 24 });
    egui::CentralPanel::default().frame(page).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            ui.set_max_width(844.0);
            super::recovered::show(ui, shown.recovered, out);
            title(ui, "What are you deciding?");
            paragraph(
                ui,
                "Start from a template. Its criteria, anchors and questions are there already; your team adds the scores.",
            );
            ui.add_space(space::L);
            superseded(ui, state);
            state.template = state.template.min(shown.templates.len().saturating_sub(1));
            cards(ui, shown, state, out);
            ui.add_space(space::S);
            if let Some(template) = shown.templates.get(state.template) {
                profile(ui, template, state);
                ui.add_space(space::M);
                start_row(ui, template, state, out);
            }
            for problem in shown.broken {
                ui.add_space(space::M);
                callout(ui, Tone::Warning, "A template could not be read", problem, |_| ());
            }
            follow_focus(ui);
        });
    });
}

/// What the record will be about, where it takes the place of an ADR.
fn superseded(ui: &mut Ui, state: &mut State) {
    let Some(Superseded { path, title, .. }) = &state.supersedes else { return };
    let words = format!("{title} ({path}). That ADR changes once the new decision is accepted and exported.");
    let keep = callout(ui, Tone::Accent, "The new record supersedes an ADR", &words, |ui| {
        !button(ui, "Start one that supersedes nothing", Kind::Quiet).clicked()
    });
    ui.add_space(space::M);
    if !keep {
        state.supersedes = None;
    }
}

fn cards(ui: &mut Ui, shown: &Shown<'_>, state: &mut State, out: &mut Vec<Action>) {
    let columns = if ui.available_width() < 620.0 { 1 } else { 2 };
    let gap = space::L;
    let width = (ui.available_width() - gap * (columns as f32 - 1.0)) / columns as f32;
    for (row, templates) in shown.templates.chunks(columns).enumerate() {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = gap;
            for (column, template) in templates.iter().enumerate() {
                let index = row * columns + column;
                let response = card(ui, template, state.template == index, width);
                if response.clicked() || response.gained_focus() {
                    if state.template != index {
                        state.profile = None;
                    }
                    state.template = index;
                }
                let entered = response.has_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                if index == 0 && !std::mem::replace(&mut state.focused, true) {
                    response.request_focus();
                }
                if response.double_clicked() || entered {
                    out.push(start(template, state));
                }
            }
        });
        ui.add_space(space::S);
    }
}

fn card(ui: &mut Ui, template: &Template, selected: bool, width: f32) -> egui::Response {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(width, 138.0), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(
            egui::accesskit::Role::RadioButton,
            true,
            selected,
            format!("Template {}", template.name),
        )
    });
    let edge = match (selected, response.hovered()) {
        (true, _) => Stroke::new(size::FOCUS, t.accent),
        (false, true) => Stroke::new(1.0, t.secondary),
        (false, false) => Stroke::new(1.0, t.line),
    };
    ui.painter().rect(rect, size::CARD_RADIUS, t.surface, edge, egui::StrokeKind::Inside);
    let mut inside = ui
        .new_child(egui::UiBuilder::new().max_rect(rect.shrink(18.0)).layout(egui::Layout::top_down(egui::Align::Min)));
    inside.spacing_mut().item_spacing.y = 6.0;
    inside.label(rich(&template.name, Type::Section));
    inside.label(rich(&template.summary, Type::Body).line_height(Some(20.0)));
    let names: Vec<&str> = template.profiles.iter().map(|profile| profile.name.as_str()).collect();
    let more = if names.is_empty() { facts(template) } else { names.join(" · ") };
    inside.add(egui::Label::new(rich(more, Type::Secondary).color(t.secondary)).truncate());
    response
}

fn facts(template: &Template) -> String {
    let criteria = template.criteria.len();
    let options = template.options.len() + template.suggestions.len();
    match (criteria, options) {
        (0, 0) => "Save it as a template for the next time".to_owned(),
        (criteria, 0) => format!("{criteria} criteria"),
        (criteria, options) => format!("{criteria} criteria · pick from {options} options or add your own"),
    }
}

fn profile(ui: &mut Ui, template: &Template, state: &mut State) {
    if template.profiles.is_empty() {
        return;
    }
    ui.horizontal(|ui| {
        ui.label(rich("Kind of project", Type::BodyMedium));
        let shown = state.profile.and_then(|index| template.profiles.get(index));
        let names = std::iter::once("None yet").chain(template.profiles.iter().map(|profile| profile.name.as_str()));
        let selected = state.profile.map_or(0, |index| index + 1);
        let name = shown.map_or("None yet", |profile| &profile.name);
        if let Some(picked) = select(ui, "Kind of project", name, names, Some(selected), 250.0) {
            state.profile = picked.checked_sub(1);
        }
    });
    let why = state
        .profile
        .and_then(|index| template.profiles.get(index))
        .map_or("It sets how much each criterion matters at first; every swing can be changed later.", |profile| {
            profile.why.as_str()
        });
    ui.scope(|ui| {
        ui.set_max_width(640.0);
        secondary(ui, why);
    });
}

fn start_row(ui: &mut Ui, template: &Template, state: &State, out: &mut Vec<Action>) {
    ui.horizontal(|ui| {
        if button(ui, &format!("Start from {}", template.name), Kind::Primary).clicked() {
            out.push(start(template, state));
        }
        if button(ui, "Open a decision…", Kind::Secondary).clicked() {
            out.push(Action::Run(Command::Open));
        }
        if button(ui, "Decision log…", Kind::Secondary).clicked() {
            out.push(Action::Run(Command::Log));
        }
        if button(ui, "Explore a sample", Kind::Secondary).clicked() {
            out.push(Action::Sample);
        }
        ui.add_space(space::S);
        secondary(ui, "or drop a file here");
    });
}

fn start(template: &Template, state: &State) -> Action {
    let profile = state.profile.and_then(|index| template.profiles.get(index)).map(|profile| profile.id.clone());
    Action::Start(template.id.clone(), profile)
}

fn recent(ui: &mut Ui, shown: &Shown<'_>, out: &mut Vec<Action>) {
    section(ui, "Recent");
    ui.add_space(space::S);
    if shown.settings.recent.is_empty() {
        secondary(ui, "Records that you save or open are listed here.");
    }
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        for entry in &shown.settings.recent {
            recent_row(ui, entry, out);
        }
        follow_focus(ui);
    });
}

fn recent_row(ui: &mut Ui, entry: &crate::storage::Recent, out: &mut Vec<Action>) {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 70.0), Sense::click());
    let name = if entry.title.trim().is_empty() { "Untitled" } else { entry.title.trim() };
    response.widget_info(|| {
        egui::WidgetInfo::labeled(egui::accesskit::Role::Button, true, format!("Open {name}, {}", entry.status.name()))
    });
    if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect.expand2(vec2(8.0, -2.0)), size::RADIUS, t.sunken);
    }
    if response.has_focus() {
        let ring = Stroke::new(size::FOCUS, t.accent);
        ui.painter().rect_stroke(rect.expand2(vec2(8.0, -2.0)), size::RADIUS, ring, egui::StrokeKind::Inside);
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(1.0, t.line));
    let mut inside = ui.new_child(
        egui::UiBuilder::new().max_rect(rect.shrink2(vec2(0.0, 9.0))).layout(egui::Layout::top_down(egui::Align::Min)),
    );
    inside.spacing_mut().item_spacing.y = 2.0;
    inside.horizontal(|ui| {
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if icon_button(ui, icons::ICON_CLOSE, &format!("Take {name} off the list")).clicked() {
                out.push(Action::Forget(entry.path.clone()));
            }
            chip(ui, entry.status.name(), Tone::Neutral);
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(rich(name, Type::BodyMedium)).truncate());
            });
        });
    });
    let folder = entry.path.parent().map(|folder| folder.display().to_string()).unwrap_or_default();
    inside.add(egui::Label::new(rich(folder, Type::Secondary).color(t.secondary)).truncate());
    if response.on_hover_text(shown(entry.path.display().to_string())).clicked() {
        out.push(Action::Open(entry.path.clone()));
    }
}
