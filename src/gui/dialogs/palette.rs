//! The search through all commands, and through what is in the record, by parts of their names.

use std::cmp::Reverse;

use egui::{Context, Id, Key, Modal, Modifiers, ScrollArea, Sense, UiKind, vec2};

use super::{
    focus_first,
    parts::{Part, PartKind, parts_of},
};
use crate::{
    decision::{Decision, MemberId, text::one_line},
    gui::{
        command::{CommandEntry, Menu, menu_entries},
        intent::Intent,
        theme::{
            icons::{self, Icon},
            tokens::{Tokens, Type, size, space},
        },
        widgets::{Field, name_around, name_part, picture, rich, say, secondary, shown, spoken},
        wording::has_words,
    },
};

/// The most parts of the record that are listed; more words narrow them down.
const MOST: usize = 100;
/// The height of the list, in points, whatever is found.
const LIST: f32 = 374.0;

/// What a search goes through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SearchIn {
    /// The commands, and behind them the record.
    #[default]
    Commands,
    /// The record alone, by kind.
    Record,
}

impl SearchIn {
    /// Returns the name of the search.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Commands => "Search commands",
            Self::Record => "Find in the record",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Commands => "Search commands, criteria, options, notes and people",
            Self::Record => "Find criteria, options, notes and people",
        }
    }

    fn nothing(self) -> &'static str {
        match self {
            Self::Commands => "No command found. Try other words.",
            Self::Record => "Nothing found in the record. Try fewer or other words.",
        }
    }
}

/// The search.
#[derive(Default)]
pub struct Palette {
    within: SearchIn,
    query: String,
    selected: usize,
    /// What was found for the query: looking through a large record takes longer than a frame has.
    hits: Option<Vec<Hit>>,
}

/// A line of the list.
enum Hit {
    Command(&'static CommandEntry),
    Part(Box<Part>),
}

impl Hit {
    fn way(&self) -> &Intent {
        match self {
            Self::Command(entry) => &entry.intent,
            Self::Part(part) => &part.way,
        }
    }

    fn name(&self) -> &str {
        match self {
            Self::Command(entry) => entry.title,
            Self::Part(part) => &part.name,
        }
    }

    /// Returns its name for screen readers, which see neither where it stands nor what is beside it.
    fn spoken(&self) -> String {
        match self {
            Self::Command(entry) => entry.title.to_owned(),
            Self::Part(part) if matches!(part.kind, PartKind::Note | PartKind::Text) => {
                spoken(&format!("{}: {}", part.about, part.name)).into_owned()
            }
            Self::Part(part) => spoken(&format!("{} {}", part.kind.name(), part.name)).into_owned(),
        }
    }

    fn icon(&self) -> Icon {
        match self {
            Self::Command(entry) => entry.icon,
            Self::Part(part) => match part.kind {
                PartKind::Criterion => icons::LOOKS_3,
                PartKind::Option => icons::LOOKS_TWO,
                PartKind::Note | PartKind::Text => icons::EDIT_NOTE,
                PartKind::Person => icons::GROUP,
            },
        }
    }
}

impl Palette {
    /// Returns the search through the record alone.
    #[must_use]
    pub fn in_record() -> Self {
        Self { within: SearchIn::Record, ..Self::default() }
    }

    /// Returns what it goes through.
    pub(super) fn within(&self) -> SearchIn {
        self.within
    }

    pub(super) fn show(
        &mut self,
        ctx: &Context,
        decision: Option<&Decision>,
        me: Option<&MemberId>,
        enabled: &dyn Fn(&Intent) -> bool,
    ) -> Option<Intent> {
        let frame = egui::Frame::window(&ctx.global_style()).inner_margin(egui::Margin::same(12));
        let modal = Modal::new(Id::unique("palette")).frame(frame).show(ctx, |ui| {
            ui.set_width(600.0_f32.min(ctx.content_rect().width() - 80.0));
            name_around(ui, UiKind::Modal, self.within.name());
            // Keys are taken before the field is drawn, which would use arrows and Enter itself.
            let (down, up, enter) = ui.input_mut(|input| {
                (
                    input.consume_key(Modifiers::NONE, Key::ArrowDown),
                    input.consume_key(Modifiers::NONE, Key::ArrowUp),
                    input.consume_key(Modifiers::NONE, Key::Enter),
                )
            });
            let name = self.within.name();
            let field = Field::line(name).unlabelled().hint(self.within.hint()).edit(ui, &mut self.query);
            focus_first(ui, &field);
            if field.changed() {
                self.selected = 0;
                self.hits = None;
            }
            let hits = self.hits.take().unwrap_or_else(|| self.found(decision, me, enabled));
            self.selected =
                (self.selected + usize::from(down)).saturating_sub(usize::from(up)).min(hits.len().saturating_sub(1));
            // The selection is set above, so Enter runs a command that fits the words as typed.
            let mut run = enter.then(|| hits.get(self.selected).map(Hit::way)).flatten();
            ui.add_space(space::XS);
            let height = LIST.min(ctx.content_rect().height() - 140.0).max(80.0);
            // Of one height: a list that shrank with every letter would make the field jump.
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(false).show(ui, |ui| {
                ui.set_min_height(height);
                ui.spacing_mut().item_spacing.y = 0.0;
                name_part(ui, egui::accesskit::Role::List, "Found");
                if hits.is_empty() {
                    ui.add_space(space::S);
                    secondary(ui, self.within.nothing());
                }
                let mut kind = None;
                for (index, hit) in hits.iter().take(MOST).enumerate() {
                    if let Hit::Part(part) = hit
                        && self.within == SearchIn::Record
                        && kind.replace(part.kind) != Some(part.kind)
                    {
                        heading(ui, part.kind, &hits);
                    }
                    if row(ui, hit, self.within, index == self.selected, down || up) {
                        run = Some(hit.way());
                    }
                }
                if hits.len() > MOST {
                    ui.add_space(space::XS);
                    secondary(ui, format!("{} more; type to narrow them down.", hits.len() - MOST));
                }
            });
            // The keys stay in the field, so what they select has to be said.
            if let Some(selected) = hits.get(self.selected) {
                let place = format!("{}, {} of {}", selected.spoken(), self.selected + 1, hits.len());
                say(ui, Id::unique("palette selection"), &place, false);
            }
            let run = run.cloned();
            self.hits = Some(hits);
            run
        });
        let dismissed = modal.should_close().then_some(Intent::Dismiss);
        modal.inner.or(dismissed)
    }

    fn found(&self, decision: Option<&Decision>, me: Option<&MemberId>, enabled: &dyn Fn(&Intent) -> bool) -> Vec<Hit> {
        let is_wanted = self.within == SearchIn::Record || !self.query.trim().is_empty();
        let parts = decision.filter(|_| is_wanted).map(|decision| parts_of(decision, me)).unwrap_or_default();
        let parts = parts.into_iter().filter(|part| has_words(&self.query, &[&part.name, &part.about, &part.texts]));
        let parts = parts.map(|part| Hit::Part(Box::new(part)));
        match self.within {
            SearchIn::Record => {
                let mut hits: Vec<Hit> = parts.collect();
                // Within a kind, what has the words in its name comes first. The sort is stable.
                hits.sort_by_key(|hit| {
                    let Hit::Part(part) = hit else { return None };
                    Some((part.kind, !has_words(&self.query, &[&part.name])))
                });
                hits
            }
            SearchIn::Commands => {
                let mut hits: Vec<Hit> =
                    commands(&self.query, enabled).into_iter().map(Hit::Command).chain(parts).collect();
                hits.sort_by_key(|hit| Reverse(has_words(&self.query, &[hit.name()])));
                hits
            }
        }
    }
}

/// Draws the name of a kind above its first part, and how many of them were found.
fn heading(ui: &mut egui::Ui, kind: PartKind, hits: &[Hit]) {
    let found = hits.iter().filter(|hit| matches!(hit, Hit::Part(part) if part.kind == kind)).count();
    ui.add_space(space::S);
    let words = format!("{} · {found}", kind.plural());
    ui.label(rich(words, Type::SecondaryStrong).color(Tokens::of(ui).secondary));
    ui.add_space(space::XS);
}

/// Finds the commands that can be used now and have every typed word in title or help. Those with all words in the title come
/// first, and among these, commands of the menu Team come last.
fn commands(query: &str, enabled: &dyn Fn(&Intent) -> bool) -> Vec<&'static CommandEntry> {
    let mut found: Vec<&CommandEntry> =
        menu_entries().filter(|entry| enabled(&entry.intent) && has_words(query, &[entry.title, entry.help])).collect();
    // The sort is stable, so that commands of equal rank stay in the order of the menus.
    let is_of_ballots = |entry: &CommandEntry| !query.trim().is_empty() && entry.menu() == Some(Menu::Team);
    found.sort_by_key(|entry| (!has_words(query, &[entry.title]), is_of_ballots(entry)));
    found
}

fn row(ui: &mut egui::Ui, hit: &Hit, within: SearchIn, selected: bool, follow: bool) -> bool {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 34.0), Sense::click());
    response.widget_info(|| egui::WidgetInfo::selected(egui::accesskit::Role::ListItem, true, selected, hit.spoken()));
    if selected || response.hovered() {
        ui.painter().rect_filled(rect, size::RADIUS, if selected { t.accent_soft } else { t.sunken });
    }
    if selected && follow {
        // Only keys scroll the list; under the pointer it would run away.
        response.scroll_to_me(None);
    }
    let layout = egui::Layout::left_to_right(egui::Align::Center);
    let mut inside = ui.new_child(egui::UiBuilder::new().max_rect(rect.shrink2(vec2(10.0, 0.0))).layout(layout));
    picture(&mut inside, hit.icon(), 17.0, t.secondary);
    inside.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
        match hit {
            Hit::Command(entry) => {
                if let Some(shortcut) = entry.shortcut() {
                    secondary(ui, ui.ctx().format_shortcut(&shortcut));
                }
            }
            // In the record, the kind stands above them.
            Hit::Part(part) => {
                if within == SearchIn::Commands {
                    secondary(ui, part.kind.name());
                }
            }
        }
        ui.with_layout(layout, |ui| {
            ui.add(egui::Label::new(rich(shown(one_line(hit.name())), Type::Body)).truncate());
            if let Hit::Part(part) = hit {
                let words = rich(shown(one_line(&part.about)), Type::Secondary).color(t.secondary);
                ui.add(egui::Label::new(words).truncate());
            }
        });
    });
    response.clicked()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        gui::{
            command::entry,
            intent::{ExportIntent, FileIntent, Question, SettingsIntent, StartIntent},
        },
        storage::Theme,
    };

    const DARK: Intent = Intent::Settings(SettingsIntent::Theme(Theme::Dark));

    fn first(query: &str) -> Option<Intent> {
        commands(query, &|_| true).first().map(|entry| entry.intent.clone())
    }

    #[test]
    fn words_are_found_in_any_order_and_case() {
        assert_eq!(commands("", &|_| true).len(), menu_entries().count());
        assert_eq!(first("AS save"), Some(Intent::File(FileIntent::SaveElsewhere(None))));
        assert_eq!(first("save zebra"), None);
        assert_eq!(first("keys chart"), Some(Intent::Ask(Question::Help)));
        let save = Intent::File(FileIntent::Save(None));
        assert!(!commands("save", &|intent| *intent != save).iter().any(|entry| entry.intent == save));
    }

    #[test]
    fn the_export_of_the_adr_comes_before_that_of_a_ballot() {
        let export = Intent::Export(ExportIntent::Write);
        assert_eq!(first("export"), Some(export.clone()));
        let elsewhere = commands("export", &|intent| *intent != export);
        let first: Vec<&str> = elsewhere.iter().map(|entry| entry.title).take(2).collect();
        assert_eq!(first, ["Go to Export", "Export my ballot…"]);
    }

    #[test]
    fn the_sample_is_found_by_its_name() {
        assert_eq!(first("sample"), Some(Intent::Start(StartIntent::Sample)));
    }

    #[test]
    fn a_title_comes_before_a_help_with_the_same_words() {
        let system = entry(&Intent::Settings(SettingsIntent::Theme(Theme::System)));
        assert!(system.is_some_and(|system| has_words("theme: dark", &[system.title, system.help])));
        assert_eq!(commands("theme: dark", &|_| true)[0].intent, DARK);
    }
}
