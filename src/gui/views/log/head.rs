//! The head of the log: its repository, the search, the filters, and the switch to the problems.

use egui::{Align, Frame, Id, Layout, Margin, Panel, Ui, vec2};

use super::{LogState, named};
use crate::gui::{
    flows::log::{LogContent, ReadLog, StatusFilter},
    intent::{Intent, LogIntent, PathIntent, PathUse},
    theme::{
        icons,
        tokens::{Tokens, Type, size, space},
    },
    widgets::{ButtonKind, Field, button, icon_button, rich, secondary, segmented, select},
};

pub(super) fn bar(ui: &mut Ui, content: &LogContent, has_record: bool, out: &mut Vec<Intent>) {
    let t = Tokens::of(ui);
    let frame = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(14, 0));
    Panel::top("log bar").exact_size(52.0).frame(frame).show(ui, |ui| {
        ui.horizontal_centered(|ui| {
            let back = if has_record { "Back to the record" } else { "Back to the start" };
            if icon_button(ui, icons::ARROW_BACK, back).clicked() {
                out.push(Intent::Log(LogIntent::Close));
            }
            ui.label(rich("Decision log", Type::Section));
            ui.add_space(space::S);
            if let Some(path) = content.path() {
                let (name, whole) = named(&path);
                ui.label(rich(name, Type::BodyMedium).color(t.secondary)).on_hover_text(whole);
            }
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                if content.log.is_some() && button(ui, "Another repository…", ButtonKind::Secondary).clicked() {
                    out.push(Intent::Path(PathIntent::Ask(PathUse::Log)));
                }
                if content.reading.is_some() {
                    ui.add_space(space::S);
                    secondary(ui, "reading…");
                } else if content.log.is_some() && icon_button(ui, icons::REFRESH, "Read again").clicked() {
                    out.push(Intent::Log(LogIntent::Read));
                }
            });
        });
    });
}

fn search_id() -> Id {
    Id::unique("log search")
}

/// Returns whether the search field has the keyboard focus.
pub(super) fn is_searching(ui: &Ui) -> bool {
    ui.data(|data| data.get_temp::<Id>(search_id())).is_some_and(|id| ui.memory(|memory| memory.has_focus(id)))
}

/// Gives the search field the keyboard focus. Does nothing until the field has been drawn once.
pub(super) fn search(ui: &Ui, state: &mut LogState) {
    state.only_problems = false;
    if let Some(id) = ui.data(|data| data.get_temp::<Id>(search_id())) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
}

pub(super) fn filters(ui: &mut Ui, state: &mut LogState, found: &ReadLog) {
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::S;
        let problems = match found.wrong {
            0 => "Problems".to_owned(),
            wrong => format!("Problems {wrong}"),
        };
        let adrs = format!("ADRs {}", grouped(found.adrs()));
        let picked = segmented(ui, "Show", &[&adrs, &problems], Some(usize::from(state.only_problems)));
        if let Some(picked) = picked {
            state.only_problems = picked == 1;
        }
        if state.only_problems {
            return;
        }
        ui.add_space(space::XS);
        let hint = "Search title, number, file  /";
        // Leaves room for the choice of a status.
        let width = (ui.available_width() - 190.0).clamp(90.0, 320.0);
        let response = ui
            .allocate_ui_with_layout(vec2(width, size::CONTROL), Layout::left_to_right(Align::Center), |ui| {
                Field::line("Search the log").unlabelled().hint(hint).width(width).edit(ui, &mut state.query.words)
            })
            .inner;
        ui.data_mut(|data| data.insert_temp(search_id(), response.id));
        let names: Vec<String> =
            found.counts.iter().map(|(filter, count)| format!("{} ({})", filter.name(), grouped(*count))).collect();
        let current = found.counts.iter().position(|(filter, _)| *filter == state.query.status);
        let picked = select(ui, "Status", state.query.status.name(), names.iter().map(String::as_str), current, 150.0);
        if let Some((filter, _)) = picked.and_then(|picked| found.counts.get(picked)) {
            state.query.status = *filter;
        // A filter that lists nothing any more, such as after another reading, is not offered, so it is not kept either.
        } else if current.is_none() {
            state.query.status = StatusFilter::All;
        }
    });
}

/// Returns a number with commas between its thousands.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
