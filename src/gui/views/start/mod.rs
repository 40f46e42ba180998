//! The start screen: templates, recent records, and ways to open one.

mod cards;
mod recent;

use egui::{Frame, Margin, Panel, Rangef, Rect, ScrollArea, Ui, UiBuilder};
use jiff::civil::Date;

use crate::{
    gui::{
        intent::{FileIntent, Intent, LogIntent, StartIntent, SupersededAdr},
        theme::tokens::{Tokens, Type, size, space},
        widgets::{ButtonKind, Tone, button, callout, follow_focus, paragraph, rich, secondary, select, title},
    },
    storage::Settings,
    template::Template,
};

/// The width of a window, in points, below which the recent records are below the rest.
const NARROW: f32 = 800.0;

/// The memory of the screen.
#[derive(Default)]
pub struct StartState {
    template: usize,
    profile: Option<usize>,
    /// Whether the first card has had the keyboard focus once.
    focused: bool,
}

/// The content of the screen.
pub struct StartContent<'a> {
    /// The ADR that the next record supersedes.
    pub supersedes: Option<&'a SupersededAdr>,
    /// The templates that a record can start from.
    pub templates: &'a [std::sync::Arc<Template>],
    /// The reasons why other templates could not be used, a sentence each.
    pub broken: &'a [String],
    /// Recent records.
    pub settings: &'a Settings,
    /// The present day.
    pub today: Date,
    /// The work that a crash has left.
    pub recovered: &'a [crate::storage::recovery::Recovered],
}

/// Draws the start screen.
pub fn show(ui: &mut Ui, content: &StartContent<'_>, state: &mut StartState, out: &mut Vec<Intent>) {
    let t = Tokens::of(ui);
    let aside = Frame::new().fill(t.surface).inner_margin(Margin { left: 24, right: 24, top: 56, bottom: 24 });
    let narrow = ui.available_width() < NARROW;
    if !narrow {
        Panel::right("recent").exact_size(340.0).resizable(false).frame(aside).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                recent::show(ui, content, out);
                follow_focus(ui);
            });
        });
    }
    let margin = if narrow { Margin::same(24) } else { Margin { left: 48, right: 48, top: 56, bottom: 24 } };
    let page = Frame::new().inner_margin(margin);
    egui::CentralPanel::default().frame(page).show(ui, |ui| {
        // The bar is beside the cards.
        let beside = Margin { right: if narrow { 0 } else { 14 }, ..Margin::ZERO };
        ScrollArea::vertical().auto_shrink(false).content_margin(beside).show(ui, |ui| {
            // In a wide window the page is centred.
            let room = ui.available_rect_before_wrap();
            let middle =
                Rect::from_x_y_ranges(Rangef::point(room.center().x).expand(size::START / 2.0), room.y_range());
            ui.scope_builder(UiBuilder::new().max_rect(room.intersect(middle)), |ui| {
                choose(ui, content, state, out);
                if narrow {
                    ui.add_space(space::XL);
                    recent::show(ui, content, out);
                }
            });
            follow_focus(ui);
        });
    });
}

fn choose(ui: &mut Ui, content: &StartContent<'_>, state: &mut StartState, out: &mut Vec<Intent>) {
    super::recovered::show(ui, content.recovered, out);
    title(ui, "What are you deciding?");
    paragraph(ui, "Pick a template. The criteria and what each score means are filled in; your team adds the scores.");
    ui.add_space(space::L);
    superseded(ui, content, out);
    // The list may be shorter than when a template was picked.
    state.template = state.template.min(content.templates.len().saturating_sub(1));
    cards::show(ui, content, state, out);
    ui.add_space(space::S);
    if let Some(template) = content.templates.get(state.template) {
        profile(ui, template, state);
        ui.add_space(space::M);
        start_row(ui, template, state, out);
    }
    for problem in content.broken {
        ui.add_space(space::M);
        callout(ui, Tone::Warning, "A template could not be read", problem, |_| ());
    }
}

/// Draws the ADR that the next record supersedes, if there is one.
fn superseded(ui: &mut Ui, content: &StartContent<'_>, out: &mut Vec<Intent>) {
    let Some(SupersededAdr { path, title, .. }) = content.supersedes else { return };
    let words = format!(
        "This record will supersede {title} ({path}). That ADR is updated when you accept and export \
                         this one."
    );
    let keep = callout(ui, Tone::Accent, "Superseding an ADR", &words, |ui| {
        !button(ui, "Don't supersede it", ButtonKind::Quiet).clicked()
    });
    ui.add_space(space::M);
    if !keep {
        out.push(Intent::Start(StartIntent::SupersedeNothing));
    }
}

fn profile(ui: &mut Ui, template: &Template, state: &mut StartState) {
    if template.profiles.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.label(rich("Kind of project", Type::BodyMedium));
        let shown = state.profile.and_then(|index| template.profiles.get(index));
        let names = std::iter::once("Choose later").chain(template.profiles.iter().map(|profile| profile.called()));
        let selected = state.profile.map_or(0, |index| index + 1);
        let name = shown.map_or("Choose later", |profile| profile.called());
        if let Some(picked) = select(ui, "Kind of project", name, names, Some(selected), 250.0) {
            state.profile = picked.checked_sub(1);
        }
    });
    let why = state
        .profile
        .and_then(|index| template.profiles.get(index))
        .map_or("Sets the starting weights. You can change each one later.", |profile| profile.why.as_str());
    ui.scope(|ui| {
        ui.set_max_width(640.0);
        secondary(ui, why);
    });
}

fn start_row(ui: &mut Ui, template: &Template, state: &StartState, out: &mut Vec<Intent>) {
    ui.horizontal_wrapped(|ui| {
        if button(ui, &format!("Start from {}", template.name), ButtonKind::Primary).clicked() {
            out.push(start(template, state));
        }
        if button(ui, "Open a decision…", ButtonKind::Secondary).clicked() {
            out.push(Intent::File(FileIntent::Choose));
        }
        if button(ui, "Decision log…", ButtonKind::Secondary).clicked() {
            out.push(Intent::Log(LogIntent::Show));
        }
        ui.add_space(space::S);
        secondary(ui, "or drop a file here, or paste a table of options and criteria");
    });
}

fn start(template: &Template, state: &StartState) -> Intent {
    let profile = state.profile.and_then(|index| template.profiles.get(index)).map(|profile| profile.id.clone());
    Intent::Start(StartIntent::FromTemplate(template.id.clone(), profile))
}
