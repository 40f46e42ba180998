//! The decision log: every ADR of a repository, which of them supersede which, and the problems between them.

mod detail;
mod head;
mod problems;
mod rows;
mod status;
mod table;

use std::{path::Path, sync::Arc};

use egui::{CentralPanel, Frame, Margin, Panel, Ui};

pub use self::rows::{At, Column, Edge, LogRow, LogRows, Query};
use crate::{
    decision::{RepoPath, text::is_same_path},
    decision_log::{Log, Progress},
    gui::{
        command::{CommandScope, is_pressed, take_pressed},
        flows::log::{LogContent, ReadLog},
        intent::{Intent, LogIntent, LogKey, PathIntent, PathUse},
        theme::tokens::{Tokens, space},
        widgets::{ButtonKind, MarkdownCache, Tone, button, callout, secondary, strong},
    },
};

/// The memory of the screen.
#[derive(Default)]
pub struct LogState {
    /// The log that the rest is about.
    of: Option<Arc<ReadLog>>,
    selected: Option<At>,
    query: Query,
    shown: Option<(Query, LogRows)>,
    /// The chain of the ADR that is selected.
    chain: Option<(At, Vec<usize>)>,
    only_problems: bool,
    /// Whether the search had the keyboard focus in the last frame.
    searching: bool,
    /// The line to scroll to in the next frame.
    scroll_to: Option<usize>,
    markdown: MarkdownCache,
}

impl LogState {
    /// Switches to another log and keeps the same ADR selected if the log has it. Does nothing if it is the same log.
    fn follow(&mut self, log: Option<&Arc<ReadLog>>) {
        let is_same = match (&self.of, log) {
            (Some(of), Some(log)) => Arc::ptr_eq(of, log),
            (of, log) => of.is_none() && log.is_none(),
        };
        if is_same {
            return;
        }
        let path = self.of.as_ref().zip(self.selected).and_then(|(of, at)| at.path(&of.log));
        self.of = log.cloned();
        self.shown = None;
        self.chain = None;
        self.selected = None;
        if let Some(log) = log {
            self.only_problems &= !log.problems.is_empty();
            self.selected = path.and_then(|path| at_path(&log.log, &path));
        }
    }

    /// Selects an ADR, scrolls to it and asks for its text.
    fn select(&mut self, log: &Log, at: At, out: &mut Vec<Intent>) {
        self.selected = Some(at);
        self.scroll_to = self.shown.as_ref().and_then(|(_, rows)| rows.line_of(at));
        if let Some(path) = at.path(log) {
            out.push(Intent::Log(LogIntent::ShowAdr(path)));
        }
    }

    /// Selects the first ADR of the table where none is selected, and asks for the text of the selected one where another one is
    /// beside the table. `read` is the path of that.
    fn keep_selected(&mut self, found: &ReadLog, read: Option<&RepoPath>, out: &mut Vec<Intent>) {
        if let Some(at) = self.selected.filter(|at| at.of(&found.log).is_some()) {
            if at.path(&found.log).as_ref() != read {
                self.select(&found.log, at, out);
            }
        } else if let Some(at) = self.shown.as_ref().and_then(|(_, rows)| rows.moved(None, 0)) {
            self.select(&found.log, at, out);
        }
    }

    fn refresh(&mut self, found: &ReadLog) {
        if self.shown.as_ref().is_some_and(|(query, _)| *query == self.query) {
            return;
        }
        let is_new_search = self.shown.as_ref().is_some_and(|(query, _)| query.words != self.query.words);
        let rows = LogRows::of(&found.log, &self.query, found.today);
        // What is done to the selected ADR is seen: it is in the table, and the first hit of a search.
        let has_hit = is_new_search && !self.query.words.trim().is_empty();
        self.selected =
            self.selected.filter(|at| !has_hit && rows.line_of(*at).is_some()).or_else(|| rows.moved(None, 0));
        self.scroll_to = self.selected.and_then(|at| rows.line_of(at));
        self.shown = Some((self.query.clone(), rows));
    }
}

/// Finds the ADR at a path from the root of the repository.
#[must_use]
pub fn at_path(log: &Log, path: &RepoPath) -> Option<At> {
    log.folders.iter().enumerate().find_map(|(folder, checked)| {
        let entries = &checked.folder.entries;
        let file = checked.folder.name_of(path)?;
        let found = entries.binary_search_by(|entry| entry.file.as_str().cmp(file)).ok();
        // A link may spell the name of its file in another way, such as with another form of an accent.
        let entry = found.or_else(|| entries.iter().position(|entry| is_same_path(&entry.file, file)))?;
        Some(At { folder, entry })
    })
}

/// The state of the window around the log.
#[derive(Debug, Clone, Copy)]
pub struct Around {
    /// Whether there is a record to go back to.
    pub has_record: bool,
    /// Whether a dialog has the keyboard focus.
    pub has_dialog: bool,
}

/// Draws the log, or the reason why there is nothing to show.
pub fn show(ui: &mut Ui, content: &LogContent, state: &mut LogState, around: Around, out: &mut Vec<Intent>) {
    let t = Tokens::of(ui);
    head::bar(ui, content, around.has_record, out);
    state.follow(content.read_log());
    // Before the return below, so that Escape also leaves a log that could not be read.
    if !around.has_dialog && ui.input(|input| is_pressed(&Intent::InLog(LogKey::Leave), input)) {
        escape(ui, state, out);
    }
    let found = content.read_log().filter(|found| found.adrs() > 0 || !found.problems.is_empty());
    let Some(found) = found else {
        let page = Frame::new().inner_margin(Margin::symmetric(32, 24));
        CentralPanel::default().frame(page).show(ui, |ui| nothing(ui, content, out));
        return;
    };
    state.refresh(found);
    if !around.has_dialog {
        keys(ui, state, found, out);
    }
    let wide = ui.available_width() > 760.0;
    if !state.only_problems {
        let room = ui.available_size();
        let paper = Frame::new().fill(t.surface).inner_margin(Margin { left: 24, right: 12, top: 18, bottom: 8 });
        let panel = if wide {
            Panel::right("adr").exact_size((room.x * 0.44).clamp(340.0, 860.0))
        } else {
            Panel::bottom("adr below").exact_size(room.y * 0.5)
        };
        panel.resizable(false).frame(paper).show(ui, |ui| detail::show(ui, content, state, found, out));
    }
    let page = Frame::new().inner_margin(Margin { left: 20, right: 8, top: 14, bottom: 0 });
    CentralPanel::default().frame(page).show(ui, |ui| {
        if left_out(ui, "Some ADRs are not checked out", found, out) {
            ui.add_space(space::S);
        }
        head::filters(ui, state, found);
        ui.add_space(space::S);
        if state.only_problems {
            problems::show(ui, state, found, out);
        } else {
            table::show(ui, state, found, out);
        }
    });
    state.keep_selected(found, content.adr.as_ref().map(|(path, _)| path), out);
}

/// Draws the page that is shown while there is no ADR and no problem: how far the reading is, an error, or a first step.
fn nothing(ui: &mut Ui, content: &LogContent, out: &mut Vec<Intent>) {
    ui.add_space(space::XXL);
    ui.allocate_ui(egui::vec2(560.0_f32.min(ui.available_width()), 0.0), |ui| nothing_yet(ui, content, out));
}

fn nothing_yet(ui: &mut Ui, content: &LogContent, out: &mut Vec<Intent>) {
    if let Some(progress) = &content.reading {
        reading(ui, progress, out);
        return;
    }
    match &content.log {
        Some(Err(reason)) => callout(ui, Tone::Bad, "The decision log could not be read", reason, |ui| {
            if button(ui, "Read again", ButtonKind::Secondary).clicked() {
                out.push(Intent::Log(LogIntent::Read));
            }
        }),
        Some(Ok(found)) if left_out(ui, "The ADRs are not checked out", found, out) => {}
        Some(Ok(_)) => {
            strong(ui, "There are no ADRs here yet");
            secondary(
                ui,
                "Searched all folders for Markdown files whose names begin with a number or a date. The first ADR \
                 that you export goes to docs/decisions.",
            );
            ui.add_space(space::S);
            choose(ui, "Choose another repository…", out);
        }
        None => {
            strong(ui, "Which repository?");
            secondary(
                ui,
                "Choose a repository or a folder with ADRs, in any format: MADR, Nygard, log4brains or your own. \
                 Nothing in it is changed.",
            );
            ui.add_space(space::S);
            choose(ui, "Choose a repository…", out);
        }
    }
}

/// Draws a warning about ADRs that a sparse checkout leaves out. Returns whether there are any.
fn left_out(ui: &mut Ui, head: &str, found: &ReadLog, out: &mut Vec<Intent>) -> bool {
    let Some(told) = found.log.told_left_out() else { return false };
    callout(ui, Tone::Warning, head, &told, |ui| {
        if button(ui, "Read again", ButtonKind::Secondary).clicked() {
            out.push(Intent::Log(LogIntent::Read));
        }
    });
    true
}

fn choose(ui: &mut Ui, words: &str, out: &mut Vec<Intent>) {
    if button(ui, words, ButtonKind::Primary).clicked() {
        out.push(Intent::Path(PathIntent::Ask(PathUse::Log)));
    }
}

fn reading(ui: &mut Ui, progress: &Progress, out: &mut Vec<Intent>) {
    let (read, found) = progress.so_far();
    strong(ui, "Reading the decision log…");
    let words = match found {
        0 => "Looking for folders with ADRs".to_owned(),
        found => format!("{read} of {found} files so far"),
    };
    secondary(ui, words);
    let share = if found == 0 { 0.0 } else { read as f32 / found as f32 };
    let bar = egui::ProgressBar::new(share).desired_width(320.0).desired_height(6.0);
    ui.add(bar).accessible_name("Reading the decision log");
    ui.add_space(space::S);
    if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
        out.push(Intent::Log(LogIntent::Cancel));
    }
}

/// Acts on the keys of the log. Keys that a focused text field needs are left to it.
fn keys(ui: &Ui, state: &mut LogState, found: &ReadLog, out: &mut Vec<Intent>) {
    let searching = head::is_searching(ui);
    let may_move = !state.only_problems && (searching || !ui.ctx().text_edit_focused());
    let pressed = take_pressed(ui.ctx(), CommandScope::Log, |intent| match intent {
        Intent::InLog(LogKey::Search) => true,
        // The ends of the search field are its own.
        Intent::InLog(LogKey::Move(isize::MIN | isize::MAX)) => may_move && !searching,
        Intent::InLog(LogKey::Move(_)) => may_move,
        _ => false,
    });
    state.searching = searching;
    for intent in pressed {
        match intent {
            Intent::InLog(LogKey::Search) => head::search(ui, state),
            Intent::InLog(LogKey::Move(by)) => {
                let to = state.shown.as_ref().and_then(|(_, rows)| rows.moved(state.selected, *by));
                if let Some(to) = to {
                    state.select(&found.log, to, out);
                }
            }
            _ => {}
        }
    }
    let opens = Intent::InLog(LogKey::OpenRecord);
    let on_row = may_move && (table::has_focus(ui) || searching);
    if on_row && ui.input(|input| is_pressed(&opens, input)) {
        enter(state, found, out);
    }
}

/// Acts on Escape: clears the search if it had the focus, or else leaves the log.
fn escape(ui: &Ui, state: &mut LogState, out: &mut Vec<Intent>) {
    // The field has lost the focus to Escape already.
    if std::mem::take(&mut state.searching) {
        state.query.words.clear();
    } else if !ui.ctx().text_edit_focused() {
        out.push(Intent::Log(LogIntent::Close));
    }
}

/// Acts on Enter: opens the decision file of the selected ADR, if it has one.
fn enter(state: &mut LogState, found: &ReadLog, out: &mut Vec<Intent>) {
    let Some(at) = state.selected else { return };
    if let Some(record) = at.of(&found.log).and_then(|entry| entry.record.clone()) {
        out.push(Intent::Log(LogIntent::OpenRecord(at.folder, record)));
    }
}

/// Returns the name of a folder, and its whole path for the tooltip.
fn named(path: &Path) -> (String, String) {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    (name, path.display().to_string())
}
