//! A path from the desktop's file window, or by typing: that window may be missing or hang, and some people would rather type.

use std::path::PathBuf;

use egui::{
    Ui,
    text::{CCursor, CCursorRange},
    text_edit::TextEditState,
};

use super::{
    explain, head,
    simple::{CANCEL, choices},
};
use crate::{
    gui::{
        file_picker::typed_path,
        intent::{Intent, Occupied, PathIntent, PathUse},
        theme::tokens::space,
        widgets::{ButtonKind, Field, at_the_end, button, button_enabled, is_opening},
    },
    storage,
};

/// The question for a path.
pub struct PathPrompt {
    /// The use of the path.
    pub wanted: PathUse,
    /// The path as typed.
    pub text: String,
    /// The error in the path, and what to do about it.
    pub error: Option<String>,
    /// The file that may be replaced, if the same path is confirmed again.
    pub replace: Option<PathBuf>,
    /// Whether the desktop was asked for its file window and has none to show.
    pub no_file_window: bool,
    /// Whether the desktop's file window is still to come. It closes the field, unless people use the field first.
    pub is_window_late: bool,
}

/// Selects the file name without the extension of decision files, so that typing another name keeps the extension.
fn select_name(ui: &Ui, field: &egui::Response, text: &str) {
    let start = text.rfind(std::path::is_separator).map_or(0, |at| at + 1);
    let name = &text[start..];
    let end = start + name.strip_suffix(&format!(".{}", storage::EXTENSION)).unwrap_or(name).len();
    let [start, end] = [start, end].map(|at| CCursor::new(text[..at].chars().count()));
    let mut state = TextEditState::load(ui.ctx(), field.id).unwrap_or_default();
    state.cursor.set_char_range(Some(CCursorRange::two(start, end)));
    state.store(ui.ctx(), field.id);
}

impl PathPrompt {
    /// Returns the question with a path to start from.
    #[must_use]
    pub fn new(wanted: PathUse, text: String) -> Self {
        Self { wanted, text, error: None, replace: None, no_file_window: false, is_window_late: false }
    }

    /// Draws the wait for the file window. It asks for no keyboard focus, which the file window has.
    pub(super) fn wait(&self, ui: &mut Ui) -> Option<Intent> {
        head(ui, self.wanted.title());
        explain(ui, "Choose in the file window, or type a path instead.");
        choices(ui, [("Type a path", ButtonKind::Secondary, Intent::Path(PathIntent::Type)), CANCEL])
    }

    pub(super) fn show(&mut self, ui: &mut Ui) -> Option<Intent> {
        let (words, verb) = match &self.wanted {
            PathUse::Open => ("Type the path of a decision file.", "Open"),
            PathUse::CompareWith => ("Type the path of the decision file to compare with.", "Compare"),
            PathUse::Save(_) => ("Choose where to save. Best next to the ADR, in the repository.", "Save"),
            PathUse::ExportBallot => (
                "Type where to save the ballot, then send the file to whoever keeps the record. It is plain text and \
                 not signed.",
                "Export",
            ),
            PathUse::Chart(_) => {
                ("Type where to save the chart. End the name in .png for PNG; otherwise it is SVG.", "Save")
            }
            PathUse::Table(_) => ("Type where to save the table.", "Save"),
            PathUse::Report => ("Type where to save the report. Browsers show it; so does printing it to PDF.", "Save"),
            PathUse::ImportTable => ("Type the path of a CSV file.", "Continue"),
            PathUse::ImportBallots => {
                ("Type the path of a ballot file, or of a folder for all ballots in it.", "Continue")
            }
            PathUse::Repository | PathUse::Log => ("Type the path of a folder in the repository.", "Choose"),
        };
        head(ui, self.wanted.title());
        if self.no_file_window {
            explain(ui, "The desktop's file window is not available here.");
        } else if self.is_window_late {
            explain(ui, "The desktop's file window is slow to open. Wait, or type a path here.");
        }
        explain(ui, words);
        let field = Field::line("Path").error(self.error.as_deref()).edit(ui, &mut self.text);
        if is_opening(ui) {
            field.request_focus();
            select_name(ui, &field, &self.text);
        }
        if field.changed() {
            self.error = None;
            // The agreement to replace was for the path as it read before.
            self.replace = None;
        }
        // A one-line field gives up the focus when Enter is pressed.
        let entered = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
        let ready = !self.text.trim().is_empty();
        let verb = if self.replace.is_some() { "Replace it" } else { verb };
        let mut answer = None;
        ui.add_space(space::S);
        // Tab goes from the field to the button that accepts it.
        at_the_end(ui, |ui| {
            if button_enabled(ui, verb, ButtonKind::Primary, ready).clicked() || (entered && ready) {
                let path = typed_path(&self.text);
                // The agreement holds for one path: another one is asked about again.
                let agreed = self.replace.as_ref() == Some(&path);
                let occupied = if agreed { Occupied::Replace } else { Occupied::Ask };
                answer = Some(Intent::Path(PathIntent::Use(self.wanted.clone(), path, occupied)));
            }
            if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Dismiss);
            }
            let has_window = !self.no_file_window && !self.is_window_late;
            if has_window && button(ui, "Browse…", ButtonKind::Secondary).clicked() {
                answer = Some(Intent::Path(PathIntent::Browse));
            }
        });
        answer
    }
}
