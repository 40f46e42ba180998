//! Help: explanations of each step, number and chart, and every key, with a search through all of it.

use egui::{ScrollArea, Ui};

use super::{focus_first, head};
use crate::gui::{
    command::{CommandEntry, CommandScope, KeyPress, Menu, TABLE},
    help::{SECTIONS, Topic},
    intent::Intent,
    step::Step,
    theme::tokens::{Tokens, Type, space},
    widgets::{ButtonKind, Field, button, rich, secondary},
    wording::has_words,
};

/// The help, with its search.
#[derive(Default)]
pub struct Help {
    query: String,
    step: Option<Step>,
}

impl Help {
    /// Returns the help with the explanation of the open step first.
    #[must_use]
    pub fn at(step: Option<Step>) -> Self {
        Self { query: String::new(), step }
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Intent> {
        head(ui, "Help");
        let field = Field::line("Search the help")
            .unlabelled()
            .hint("Search: weight, regret, hidden…")
            .edit(ui, &mut self.query);
        focus_first(ui, &field);
        // The rest of the dialog needs about this much, and must stay in a small window.
        let height = (ui.ctx().content_rect().height() - 240.0).max(80.0);
        let mut found = false;
        // Of its full height from the first frame on, or the button below would move from under the pointer.
        let list = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
        list.show(ui, |ui| {
            ui.set_max_width(ui.available_width() - space::L);
            if let Some(topic) = self.step.and_then(of_step).filter(|topic| topic.has(&self.query)) {
                caption(ui, "This step");
                entry(ui, topic);
            }
            for (name, topics) in SECTIONS {
                let mut fitting = topics.iter().filter(|topic| topic.has(&self.query)).peekable();
                if fitting.peek().is_some() {
                    found = true;
                    caption(ui, name);
                }
                fitting.for_each(|topic| entry(ui, topic));
            }
            found |= keys(ui, &self.query);
            if !found {
                ui.add_space(space::S);
                secondary(ui, "Nothing found. Try fewer or shorter words.");
            }
        });
        ui.add_space(space::S);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            button(ui, "Close", ButtonKind::Primary).clicked().then_some(Intent::Dismiss)
        })
        .inner
    }
}

fn of_step(step: Step) -> Option<&'static Topic> {
    // The first section explains the steps under their names.
    SECTIONS[0].1.iter().find(|topic| topic.title == step.name())
}

fn caption(ui: &mut Ui, words: &str) {
    ui.add_space(space::M);
    let color = Tokens::of(ui).secondary;
    ui.label(rich(words, Type::SecondaryStrong).color(color));
}

fn entry(ui: &mut Ui, topic: &Topic) {
    ui.add_space(space::XS);
    ui.label(rich(topic.title, Type::BodyMedium));
    ui.add(egui::Label::new(rich(topic.words, Type::Body).line_height(Some(20.0))).wrap());
    if !topic.source.is_empty() {
        secondary(ui, format!("Source: {}", topic.source));
    }
}

/// Draws the keys whose commands have all words of the search. Returns whether there were any.
fn keys(ui: &mut Ui, query: &str) -> bool {
    let mut found = false;
    for menu in Menu::ALL {
        found |= keys_of(ui, query, &format!("Keys: {}", menu.name()), |entry| entry.menu() == Some(menu));
    }
    found |= keys_of(ui, query, "Keys on each step", |entry| entry.scope == CommandScope::Page);
    found |= keys_of(ui, query, "Keys in the list of criteria", |entry| entry.scope == CommandScope::Criteria);
    found |= keys_of(ui, query, "Keys while scoring", |entry| entry.scope == CommandScope::Scores);
    // With `||` the later lists would not be drawn.
    found | keys_of(ui, query, "Keys in the decision log", |entry| entry.scope == CommandScope::Log)
}

fn keys_of(ui: &mut Ui, query: &str, name: &str, is_in: impl Fn(&CommandEntry) -> bool) -> bool {
    let mut rows: Vec<(&str, String)> = Vec::new();
    for entry in TABLE.iter().filter(|entry| is_in(entry) && !entry.keys.is_empty()) {
        let key = match entry.menu() {
            Some(_) => key_text(ui.ctx(), entry),
            None => entry.help.to_owned(),
        };
        rows.push((entry.title, key));
    }
    // Neighbours in the table with the same name and text are one row.
    rows.dedup();
    rows.retain(|(what, key)| has_words(query, &[what, key, "keys"]));
    if !rows.is_empty() {
        caption(ui, name);
    }
    for (what, key) in &rows {
        key_row(ui, what, key);
    }
    !rows.is_empty()
}

/// Returns all keys of a command, separated by commas, as this system writes them.
fn key_text(ctx: &egui::Context, entry: &CommandEntry) -> String {
    let mut keys = Vec::new();
    for press in entry.keys {
        keys.push(match press {
            KeyPress::Shortcut(shortcut) => ctx.format_shortcut(shortcut),
            KeyPress::Typed(character) => (*character).to_owned(),
        });
    }
    keys.join(", ")
}

fn key_row(ui: &mut Ui, what: &str, key: &str) {
    ui.horizontal(|ui| {
        ui.label(rich(what, Type::Body));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| secondary(ui, key));
    });
}
