//! The members in the rail, each with letters, name and progress.

use std::{borrow::Cow, collections::HashMap};

use egui::{Align, Color32, FontId, Layout, Pos2, Sense, Ui, pos2, vec2};

use super::App;
use crate::{
    adr::visible,
    gui::{
        intent::{Intent, Question},
        session::Document,
        theme::{
            icons,
            tokens::{Tokens, Type, semibold, size},
        },
        widgets::{ButtonKind, button, cut_in_the_middle, focus_ring, icon_button, rich, secondary, shown},
    },
};

impl App {
    pub(super) fn draw_members(&self, ui: &mut Ui, document: &Document, out: &mut Vec<Intent>) {
        let decision = document.decision();
        let t = Tokens::of(ui);
        ui.horizontal(|ui| {
            ui.add_space(10.0);
            let state = match (decision.members.len(), decision.is_blind()) {
                (0 | 1, false) => "Team".to_owned(),
                (_, true) => format!("Team · round {}", decision.round()),
                (_, false) => format!("Team · round {}, revealed", decision.round()),
            };
            ui.label(rich(state, Type::SecondaryStrong).size(11.5).color(t.secondary));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if icon_button(ui, icons::GROUP_ADD, "Members…").clicked() {
                    out.push(Intent::Ask(Question::Members));
                }
            });
        });
        if decision.members.is_empty() && button(ui, "Add people…", ButtonKind::Quiet).clicked() {
            out.push(Intent::Ask(Question::Members));
        }
        let mut of_one_name: HashMap<&str, usize> = HashMap::new();
        for member in &decision.members {
            *of_one_name.entry(member.called()).or_default() += 1;
        }
        let references = decision.references.iter().map(|reference| reference.called());
        let names: Vec<&str> = decision.members.iter().map(|member| member.called()).chain(references).collect();
        let mut letters = initials(&names).into_iter();
        for member in &decision.members {
            let letters = letters.next().unwrap_or_default();
            let mine = self.session.scoring_as.as_ref() == Some(&member.id);
            let state = if decision.has_sealed(&member.id) {
                "sealed".to_owned()
            } else if decision.private_ballots && decision.is_blind() && !mine && !decision.has_voted(&member.id) {
                // Private ballots of others are on their own machines, so no progress is known here.
                "not sealed".to_owned()
            } else {
                let (filled, all) = document.progress(&member.id);
                format!("{filled}/{all}")
            };
            let called = member.called();
            // The file's ids show which of several people with one name this is.
            let name = match of_one_name[called] {
                1 => Cow::Borrowed(called),
                _ => Cow::Owned(format!("{called} ({})", member.id)),
            };
            let row = ui.push_id(member.id.as_str(), |ui| draw_person(ui, (&name, &letters), &state, mine, "Score as"));
            if row.inner {
                out.push(Intent::ScoreAs(member.id.clone()));
            }
        }
        for reference in &decision.references {
            let letters = letters.next().unwrap_or_default();
            let state = if reference.counted { "counted" } else { "reference" };
            let person = (reference.called(), letters.as_str());
            let row = ui.push_id(reference.id.as_str(), |ui| draw_person(ui, person, state, false, "Scores from"));
            if row.inner {
                out.push(Intent::Ask(Question::Members));
            }
        }
    }
}

/// Draws the row of a person: letters in a disc, the name and the state. Returns whether it was clicked.
fn draw_person(ui: &mut Ui, (name, letters): (&str, &str), state: &str, on: bool, verb: &str) -> bool {
    let t = Tokens::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    response.widget_info(|| {
        egui::WidgetInfo::selected(egui::accesskit::Role::RadioButton, true, on, format!("{verb} {name}, {state}"))
    });
    if !ui.is_rect_visible(rect) {
        return response.clicked();
    }
    if response.hovered() {
        ui.painter().rect_filled(rect, size::RADIUS, t.sunken);
    }
    focus_ring(ui, &response, rect, size::RADIUS);
    let center = pos2(rect.left() + 21.0, rect.center().y);
    let (ground, ink) = if on { (t.accent, t.on_accent) } else { (t.accent_soft, t.accent) };
    ui.painter().circle_filled(center, 12.0, ground);
    paint_letters(ui, center, letters, ink);
    let inside =
        egui::Rect::from_min_max(pos2(rect.left() + 40.0, rect.top()), pos2(rect.right() - 10.0, rect.bottom()));
    let mut row = ui.new_child(egui::UiBuilder::new().max_rect(inside).layout(Layout::right_to_left(Align::Center)));
    secondary(&mut row, state);
    row.with_layout(Layout::left_to_right(Align::Center), |ui| {
        let place = if on { Type::BodyMedium } else { Type::Body };
        let font = FontId::new(13.0, place.font().family);
        let name = cut_in_the_middle(ui, &shown(name), &font, ui.available_width());
        ui.add(egui::Label::new(rich(name, place).font(font)).truncate());
    });
    response.on_hover_text(shown(format!("{name}, {state}"))).clicked()
}

/// Paints the letters of a person, smaller if there are many.
fn paint_letters(ui: &Ui, center: Pos2, letters: &str, ink: Color32) {
    const SIZE: f32 = 10.5;
    const ROOM: f32 = 20.0;
    let in_size = |size| ui.painter().layout_no_wrap(letters.to_owned(), FontId::new(size, semibold()), ink);
    let mut galley = in_size(SIZE);
    if galley.size().x > ROOM {
        galley = in_size(SIZE * ROOM / galley.size().x);
    }
    ui.painter().galley(center - galley.size() / 2.0, galley, ink);
}

/// The number of forms that the letters of a person can have.
const FORMS: usize = 5;

/// Returns the letters of each person: the initials, or where others have the same ones, letters that nobody else has, if there
/// are any.
fn initials(names: &[&str]) -> Vec<String> {
    let forms: Vec<[String; FORMS]> = names.iter().map(|name| forms_of_initials(&visible(name))).collect();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    for form in forms.iter().flat_map(distinct) {
        *counts.entry(form).or_default() += 1;
    }
    let own = |forms: &[String; FORMS]| distinct(forms).find(|form| counts[form] == 1).map(str::to_owned);
    forms.iter().map(|forms| own(forms).unwrap_or_else(|| forms[0].clone())).collect()
}

/// Returns forms without repeating one.
fn distinct(forms: &[String; FORMS]) -> impl Iterator<Item = &str> {
    (0..forms.len()).filter(|at| !forms[..*at].contains(&forms[*at])).map(|at| forms[at].as_str())
}

/// Returns what can stand for a name, the best first: the initials, the start of the last name, that of the first name, and three
/// letters of both, which are small.
fn forms_of_initials(name: &str) -> [String; FORMS] {
    let mut words = name.split_whitespace();
    let first = words.next().unwrap_or_default();
    let last = words.next_back().unwrap_or_default();
    let start = |word: &str, letters: usize| -> String {
        let mut chars = word.chars().take(letters);
        let initial = chars.next().into_iter().flat_map(char::to_uppercase);
        initial.chain(chars.flat_map(char::to_lowercase)).collect()
    };
    let lengths = if last.is_empty() {
        [(1, 0), (2, 0), (3, 0), (3, 0), (3, 0)]
    } else {
        [(1, 1), (0, 2), (2, 0), (1, 2), (2, 1)]
    };
    lengths.map(|(of_first, of_last)| start(first, of_first) + &start(last, of_last))
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn people_with_the_same_initials_have_letters_of_their_own() {
        assert_eq!(initials(&["Ana Ruiz", "Chen Wei", "李明", ""]), ["AR", "CW", "李", ""]);
        assert_eq!(initials(&["Maria Müller", "Marta Meier", "Mia Maier"]), ["Mü", "Me", "Mi"]);
        assert_eq!(initials(&["Maria Müller", "Mia Müller", "mia"]), ["Ma", "MiM", "M"]);
        assert_eq!(initials(&["李明", "李华", "Ana", "Anton"]), ["李明", "李华", "Ana", "Ant"]);
        // Nothing short tells these apart.
        assert_eq!(initials(&["Ana Ruiz", "Ana Ruiz"]), ["AR", "AR"]);
    }
}
