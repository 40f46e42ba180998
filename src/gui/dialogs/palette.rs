//! The search through all commands, by parts of their names.

use egui::{Context, Id, Key, Modal, Modifiers, ScrollArea, Sense, vec2};

use super::focus_first;
use crate::gui::{
    command::{CommandEntry, Menu, menu_entries},
    intent::Intent,
    theme::tokens::{Tokens, Type, size, space},
    widgets::{Field, rich, secondary},
    wording::has_words,
};

/// The search through commands.
#[derive(Default)]
pub struct Palette {
    query: String,
    selected: usize,
}

impl Palette {
    pub(super) fn show(&mut self, ctx: &Context, enabled: &dyn Fn(&Intent) -> bool) -> Option<Intent> {
        let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(12));
        let modal = Modal::new(Id::unique("palette")).frame(frame).show(ctx, |ui| {
            ui.set_width(560.0_f32.min(ctx.content_rect().width() - 80.0));
            // Keys are taken before the field is drawn, which would use arrows and Enter itself.
            let (down, up, enter) = ui.input_mut(|input| {
                (
                    input.consume_key(Modifiers::NONE, Key::ArrowDown),
                    input.consume_key(Modifiers::NONE, Key::ArrowUp),
                    input.consume_key(Modifiers::NONE, Key::Enter),
                )
            });
            let field = Field::line("Search commands").unlabelled().hint("Search commands").edit(ui, &mut self.query);
            focus_first(ui, &field);
            if field.changed() {
                self.selected = 0;
            }
            let found = found(&self.query, enabled);
            self.selected =
                (self.selected + usize::from(down)).saturating_sub(usize::from(up)).min(found.len().saturating_sub(1));
            if found.is_empty() {
                ui.add_space(space::S);
                secondary(ui, "No command found. Try other words.");
            }
            // The selection is set above, so Enter runs a command that fits the words as typed.
            let mut run = enter.then(|| found.get(self.selected).map(|entry| &entry.intent)).flatten();
            ui.add_space(space::XS);
            ScrollArea::vertical().max_height(360.0).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                for (index, entry) in found.iter().enumerate() {
                    if row(ui, entry, index == self.selected, down || up) {
                        run = Some(&entry.intent);
                    }
                }
            });
            run.cloned()
        });
        let dismissed = modal.should_close().then_some(Intent::Dismiss);
        modal.inner.or(dismissed)
    }
}

/// Finds the commands that can be used now and have every typed word in title or help. Those with all words in the title come
/// first, and among these, commands of the menu Team come last.
fn found(query: &str, enabled: &dyn Fn(&Intent) -> bool) -> Vec<&'static CommandEntry> {
    let mut found: Vec<&CommandEntry> =
        menu_entries().filter(|entry| enabled(&entry.intent) && has_words(query, &[entry.title, entry.help])).collect();
    // The sort is stable, so that commands of equal rank stay in the order of the menus.
    let is_of_ballots = |entry: &CommandEntry| !query.trim().is_empty() && entry.menu() == Some(Menu::Team);
    found.sort_by_key(|entry| (!has_words(query, &[entry.title]), is_of_ballots(entry)));
    found
}

fn row(ui: &mut egui::Ui, entry: &CommandEntry, selected: bool, follow: bool) -> bool {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::ListItem, true, selected, entry.title));
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, size::RADIUS, if selected { t.accent_soft } else { t.sunken });
    }
    if selected && follow {
        // Only keys scroll the list; under the pointer it would run away.
        response.scroll_to_me(None);
    }
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 0.0))).layout(layout));
    inside.label(entry.icon.rich_text(17.0).color(t.secondary));
    inside.label(rich(entry.title, Type::Body));
    inside.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        if let Some(shortcut) = entry.shortcut() {
            secondary(ui, ui.ctx().format_shortcut(&shortcut));
        }
    });
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gui::{
            command::entry,
            intent::{ExportIntent, FileIntent, Question, SettingsIntent},
        },
        storage::Theme,
    };

    const DARK: Intent = Intent::Settings(SettingsIntent::Theme(Theme::Dark));

    fn first(query: &str) -> Option<Intent> {
        found(query, &|_| true).first().map(|entry| entry.intent.clone())
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert_eq!(found("", &|_| true).len(), menu_entries().count());
        assert_eq!(first("AS save"), Some(Intent::File(FileIntent::SaveElsewhere(None))));
        assert_eq!(first("save zebra"), None);
        assert_eq!(first("keys chart"), Some(Intent::Ask(Question::Help)));
        let save = Intent::File(FileIntent::Save(None));
        assert!(!found("save", &|intent| *intent != save).iter().any(|entry| entry.intent == save));
    }

    #[test]
    fn the_export_of_the_adr_comes_before_that_of_a_ballot() {
        let export = Intent::Export(ExportIntent::Write);
        assert_eq!(first("export"), Some(export.clone()));
        let elsewhere = found("export", &|intent| *intent != export);
        let first: Vec<&str> = elsewhere.iter().map(|entry| entry.title).take(2).collect();
        assert_eq!(first, ["Go to Export", "Export my ballot…"]);
    }

    #[test]
    fn a_title_comes_before_a_help_with_the_same_words() {
        let system = entry(&Intent::Settings(SettingsIntent::Theme(Theme::System)));
        assert!(system.is_some_and(|system| has_words("theme: dark", &[system.title, system.help])));
        assert_eq!(found("theme: dark", &|_| true)[0].intent, DARK);
    }
}
