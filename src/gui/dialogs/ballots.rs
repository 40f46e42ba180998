//! The changes that ballots would bring, shown before anything changes.

use std::path::{Path, PathBuf};

use egui::{ScrollArea, Ui};

use super::{explain, focus_first, head, simple::row};
use crate::{
    decision::Intake,
    gui::{
        intent::{BallotIntent, Displace, Intent},
        theme::tokens::{Type, space},
        widgets::{ButtonKind, Tone, button, button_enabled, chip, rich, secondary, shown},
    },
    storage::{ImportReport, ReadError},
};

/// Ballot files, with the changes that importing them would bring.
pub struct BallotImport {
    /// Each file, and the edit that imports all of them, unless one is refused.
    pub report: ImportReport,
    /// The effect on other ballots of the same members.
    pub displace: Displace,
    /// Whether the files could be imported if they were allowed to replace those ballots.
    pub may_replace: bool,
}

impl BallotImport {
    pub(super) fn show(&self, ui: &mut Ui) -> Option<Intent> {
        head(ui, "Import ballots");
        explain(ui, &self.words());
        // The rest of the dialog needs about this much, and must stay in a small window.
        let most = (ui.ctx().content_rect().height() - 320.0).max(120.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            // Files that are refused come first.
            let files = &self.report.files;
            let refused = files.iter().filter(|(_, file)| is_refused(file));
            for (path, file) in refused.chain(files.iter().filter(|(_, file)| !is_refused(file))) {
                one(ui, path, file);
            }
        });
        secondary(ui, "Ballots are not signed: import them only from people you know. You can undo the import.");
        self.ways(ui)
    }

    fn words(&self) -> String {
        let refused = self.report.files.iter().filter(|(_, file)| is_refused(file)).count();
        let all = self.report.files.len();
        match (refused, &self.report.edit) {
            (0, Some(_)) if self.displace == Displace::Replace => {
                "They would replace scores that the record already has.".to_owned()
            }
            (0, Some(_)) => "This is what they contain. Nothing has changed yet.".to_owned(),
            (0, None) => "The record already has all of this.".to_owned(),
            (1, _) if all == 1 => "This can't be imported. Nothing has changed.".to_owned(),
            _ => format!("{refused} of {all} can't be imported, so none were. Leave those out, or ask for new files."),
        }
    }

    fn ways(&self, ui: &mut Ui) -> Option<Intent> {
        let fitting: Vec<PathBuf> =
            self.report.files.iter().filter(|(_, file)| !is_refused(file)).map(|(path, _)| path.clone()).collect();
        let mut answer = None;
        row(ui, |ui| {
            let import = button_enabled(ui, "Import", ButtonKind::Primary, self.report.edit.is_some());
            if import.clicked() {
                answer = self.report.edit.clone().map(|edit| Intent::Ballots(BallotIntent::Import(Box::new(edit))));
            }
            let cancel = button(ui, "Cancel", ButtonKind::Secondary);
            // A button that cannot be pressed takes no keyboard focus.
            focus_first(ui, if self.report.edit.is_some() { &import } else { &cancel });
            if cancel.clicked() {
                answer = Some(Intent::Dismiss);
            }
            // Leaving files out helps only if some are left.
            if self.report.is_refused()
                && !fitting.is_empty()
                && button(ui, "Leave them out", ButtonKind::Secondary).clicked()
            {
                answer = Some(Intent::Ballots(BallotIntent::Read(fitting.clone(), self.displace)));
            }
            if self.may_replace && button(ui, "Replace scores…", ButtonKind::Secondary).clicked() {
                let all = self.report.files.iter().map(|(path, _)| path.clone()).collect();
                answer = Some(Intent::Ballots(BallotIntent::Read(all, Displace::Replace)));
            }
        });
        answer
    }
}

fn is_refused(file: &Result<Intake, ReadError>) -> bool {
    file.as_ref().map_or(true, Intake::is_refused)
}

fn unread(error: &ReadError) -> String {
    let place = error.position().map(|(line, column)| format!(" It is at line {line}, column {column}."));
    format!("{}{} {}", error.summary(), place.unwrap_or_default(), error.advice())
}

fn one(ui: &mut Ui, path: &Path, file: &Result<Intake, ReadError>) {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let (tone, state, words) = match file {
        Ok(intake @ Intake::Taken { .. }) => (Tone::Good, "new", intake.sentences()),
        Ok(intake @ Intake::Known(_)) => (Tone::Neutral, "nothing new", intake.sentences()),
        Ok(intake @ Intake::Refused(_)) => (Tone::Bad, "refused", intake.sentences()),
        // The broken line is not shown: it may hold a score, and the round may be blind.
        Err(error) => (Tone::Bad, "cannot be read", unread(error)),
    };
    ui.horizontal(|ui| {
        chip(ui, state, tone);
        ui.add(egui::Label::new(rich(shown(name), Type::BodyMedium)).truncate());
    });
    ui.add(egui::Label::new(rich(shown(words), Type::Secondary).line_height(Some(17.0))).wrap());
    ui.add_space(space::S);
}
