//! The selected ADR: its chain of superseded ADRs, its problems, the actions on it, and its text.

use egui::{Id, Rect, ScrollArea, Sense, Stroke, Ui, pos2, vec2};

use jiff::civil::Date;

use super::{At, LogState, at_path, status};
use crate::{
    adr::Form,
    decision::{
        Nearness, RepoPath, is_safe_url,
        text::{capitalized, day},
    },
    decision_log::{Entry, LogProblem, LogProblemCode},
    gui::{
        flows::log::{LogContent, ReadLog},
        intent::{Intent, LogIntent},
        theme::tokens::{Tokens, Type, size, space},
        widgets::{
            ButtonKind, Tone, button, callout, focus_ring, follow_focus, label, markdown, picture, rich, secondary,
            shown, strong,
        },
    },
};

/// The most ADRs of a chain that are drawn.
const MOST: usize = 12;

pub(super) fn show(ui: &mut Ui, content: &LogContent, state: &mut LogState, found: &ReadLog, out: &mut Vec<Intent>) {
    let selected = state.selected.and_then(|at| Some((at, at.of(&found.log)?)));
    let Some((at, entry)) = selected else {
        strong(ui, "No ADR is selected");
        secondary(ui, "Select one in the list to read it here.");
        return;
    };
    let Some(path) = at.path(&found.log) else { return };
    about(ui, entry, &path, found.today);
    ui.add_space(space::XS);
    acts(ui, at, entry, &path, shares_number(at, found), out);
    // The scroll position is kept by path, so another ADR starts at its beginning.
    ScrollArea::vertical().id_salt(("adr text", &path)).auto_shrink(false).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 14.0);
        ui.add_space(space::S);
        let chain = state.chain.as_ref().filter(|(of, chain)| *of == at && chain.len() > 1);
        let picked = chain.and_then(|(_, chain)| chain_of(ui, at, chain, found));
        problems(ui, at, found);
        text(ui, content, state, found, &path, out);
        ui.add_space(space::XXL);
        if let Some(entry) = picked {
            state.select(&found.log, At { folder: at.folder, entry }, out);
        }
        follow_focus(ui);
    });
}

fn about(ui: &mut Ui, entry: &Entry, path: &RepoPath, today: Date) {
    let t = Tokens::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = space::XS;
        let (icon, color) = status::mark(entry.status.as_ref(), t);
        picture(ui, icon, 15.0, color);
        ui.label(rich(status::word(entry.status.as_ref()), Type::SecondaryStrong));
        let date = entry.date.map(day);
        let form = (entry.form != Form::Plain).then(|| entry.form.name().to_owned());
        for fact in date.into_iter().chain(form) {
            secondary(ui, "·");
            secondary(ui, fact);
        }
    });
    ui.add(egui::Label::new(rich(&**path, Type::Secondary).color(t.secondary)).truncate().selectable(true));
    let due = entry.due().filter(|due| due.nearness(today) != Nearness::Later);
    let life = entry.life();
    // A day that is near is told below, in colour, and once is enough.
    let is_told = due.is_some() && entry.reviews_now().last.is_none();
    if !life.is_empty() && !is_told {
        secondary(ui, capitalized(&life));
    }
    if let Some(due) = due {
        ui.label(rich(due.sentence(today), Type::SecondaryStrong).color(t.warning));
    }
}

/// An action on an ADR: its name, what it does, and the intent.
type Act = (&'static str, String, LogIntent);

/// Reports whether another ADR of the folder has the same number, which any of them may give up.
pub(super) fn shares_number(at: At, found: &ReadLog) -> bool {
    problems_of(at, found).any(|problem| problem.code == LogProblemCode::DuplicateNumber)
}

/// Returns what can be done with an ADR. If it `shares_number` with another, that includes another number.
pub(super) fn acts_on(at: At, entry: &Entry, path: &RepoPath, shares_number: bool) -> Vec<Act> {
    let mut acts: Vec<Act> = Vec::new();
    if let Some(record) = &entry.record {
        acts.push(("Open its decision file", shown(record), LogIntent::OpenRecord(at.folder, record.clone())));
    }
    let help = "Makes a record from its context, options and arguments, ready to score".to_owned();
    acts.push(("Start a record from this ADR", help, LogIntent::StartFrom(path.to_owned())));
    // An ADR with a decision file is superseded from that record, which has all the content that the new one starts from.
    let supersede = match &entry.record {
        Some(record) => LogIntent::SupersedeRecord(at.folder, record.clone()),
        None => LogIntent::Supersede(path.to_owned(), entry.title.clone()),
    };
    if shares_number {
        let help = "Give it the next free number; links to it are updated".to_owned();
        acts.push(("Renumber…", help, LogIntent::PlanRenumbering(path.to_owned())));
    }
    acts.push(("Supersede it", "Start a record that supersedes this one".to_owned(), supersede));
    acts
}

fn acts(ui: &mut Ui, at: At, entry: &Entry, path: &RepoPath, shares_number: bool, out: &mut Vec<Intent>) {
    ui.horizontal_wrapped(|ui| {
        for (name, help, intent) in acts_on(at, entry, path, shares_number) {
            if button(ui, name, ButtonKind::Secondary).on_hover_text(help).clicked() {
                out.push(Intent::Log(intent));
            }
        }
    });
}

/// Draws the chain of ADRs that superseded each other, from the earliest to the one in force. Returns the one that was clicked.
fn chain_of(ui: &mut Ui, at: At, chain: &[usize], found: &ReadLog) -> Option<usize> {
    let t = Tokens::of(ui);
    label(ui, "History");
    // If there are too many, those around the selected one are shown.
    let place = chain.iter().position(|entry| *entry == at.entry).unwrap_or(0);
    let from = place.saturating_sub(MOST / 2).min(chain.len().saturating_sub(MOST));
    let shown = &chain[from..chain.len().min(from + MOST)];
    let mut picked = None;
    ui.scope(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for (index, entry) in shown.iter().enumerate() {
            let other = At { folder: at.folder, entry: *entry };
            let Some(told) = other.of(&found.log) else { continue };
            let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
            let response = ui.interact(rect, Id::unique(("log chain", at.folder, *entry)), Sense::click());
            let here = *entry == at.entry;
            response.widget_info(|| {
                let name = format!("Chain: {} {}, {}", told.id, told.title, status::word(told.status.as_ref()));
                egui::WidgetInfo::selected(egui::accesskit::Role::Link, true, here, name)
            });
            if response.hovered() {
                ui.painter().rect_filled(rect, size::RADIUS, t.sunken);
            }
            focus_ring(ui, &response, rect, size::RADIUS);
            link_of_chain(ui, rect, told, here, (index > 0 || from > 0, from + index + 1 < chain.len()));
            if response.clicked() {
                picked = Some(*entry);
            }
        }
    });
    ui.add_space(space::M);
    picked
}

/// Draws one ADR of a chain: a dot on the line, its title and its status.
fn link_of_chain(ui: &Ui, rect: Rect, entry: &Entry, here: bool, (above, below): (bool, bool)) {
    let t = Tokens::of(ui);
    let center = pos2(rect.left() + 12.0, rect.center().y);
    let stroke = Stroke::new(2.0, t.edge);
    if above {
        ui.painter().vline(center.x, rect.top()..=center.y - 5.0, stroke);
    }
    if below {
        ui.painter().vline(center.x, center.y + 5.0..=rect.bottom(), stroke);
    }
    if here {
        ui.painter().circle_filled(center, 5.0, t.accent);
    } else {
        ui.painter().circle_stroke(center, 4.2, Stroke::new(1.6, t.secondary));
    }
    let status_left = rect.right() - 112.0;
    let font = if here { Type::BodyMedium.font() } else { Type::Body.font() };
    let words = if entry.number.is_some() { format!("{}  {}", entry.id, entry.title) } else { entry.title.clone() };
    let title = rect.with_min_x(rect.left() + 28.0).with_max_x(status_left - 8.0);
    status::text(ui, title, &words, font, t.text);
    status::paint(ui, rect.with_min_x(status_left), entry.status.as_ref());
}

/// Returns the problems of an ADR, those that it shares with others included.
fn problems_of(at: At, found: &ReadLog) -> impl Iterator<Item = &LogProblem> {
    let of_folder = found.problems.iter().filter(move |(folder, _)| *folder == at.folder);
    of_folder.map(|(_, problem)| problem).filter(move |problem| problem.entries.contains(&at.entry))
}

fn problems(ui: &mut Ui, at: At, found: &ReadLog) {
    let mine: Vec<&LogProblem> = problems_of(at, found).collect();
    if mine.is_empty() {
        return;
    }
    callout(ui, Tone::Warning, "Problems", "", |ui| {
        for (index, problem) in mine.iter().enumerate() {
            let line = problem.line.map(|line| format!("Line {line}: ")).unwrap_or_default();
            // Where the next problem has the same advice, it is given there, so that it is not repeated.
            let again = mine.get(index + 1).is_some_and(|next| next.advice == problem.advice);
            let words = format!("{line}{} {}", problem.what, if again { "" } else { &problem.advice });
            ui.label(rich(words, Type::Secondary).color(Tokens::of(ui).text).line_height(Some(17.0)));
        }
    });
    ui.add_space(space::M);
}

fn text(
    ui: &mut Ui,
    content: &LogContent,
    state: &mut LogState,
    found: &ReadLog,
    path: &RepoPath,
    out: &mut Vec<Intent>,
) {
    match content.adr.as_ref().filter(|(of, _)| of == path).and_then(|(_, text)| text.as_ref()) {
        None => {
            secondary(ui, "Reading…");
        }
        Some(Err(reason)) => callout(ui, Tone::Bad, "It cannot be read", reason, |_| ()),
        Some(Ok(text)) => {
            let followed = ui.push_id(path, |ui| markdown(ui, &mut state.markdown, text)).inner;
            if let Some(address) = followed {
                follow(state, found, path, address, out);
            }
        }
    }
}

/// Follows a link in the text: an ADR of the log is selected, a safe web address is shown first, and any other link does nothing.
fn follow(state: &mut LogState, found: &ReadLog, path: &RepoPath, address: String, out: &mut Vec<Intent>) {
    let file = path.folder().followed(&address);
    if let Some(at) = file.and_then(|file| at_path(&found.log, &file)) {
        state.select(&found.log, at, out);
    } else if is_safe_url(&address) {
        out.push(Intent::ShowLink(address));
    }
}
