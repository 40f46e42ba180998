//! The decision file is not what it was: asked before it is written again.

use std::path::PathBuf;

use egui::Ui;

use super::{explain, focus_first, head, simple::row};
use crate::gui::{
    intent::{FileIntent, FollowUp, Intent, RecoveryIntent},
    widgets::{ButtonKind, button},
};

/// What is wrong with the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// It is not there any more.
    Gone,
    /// It holds what is not a copy of this record: why, in a sentence or two.
    Unfit(String),
}

impl FileTrouble {
    /// What the dialog is about.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Gone => "Write the file again?",
            Self::Unfit(_) => "Replace what is in the file?",
        }
    }
}

pub(super) fn show(ui: &mut Ui, trouble: &FileTrouble, then: &FollowUp) -> Option<Intent> {
    head(ui, trouble.title());
    let (words, verb) = match trouble {
        FileTrouble::Gone => (
            "Somebody has deleted, moved or renamed the file of this record since it was last saved here. Your work is \
             kept."
                .to_owned(),
            "Write it again",
        ),
        FileTrouble::Unfit(why) => {
            (format!("The file has changed since it was last saved here. {why} Your work is kept."), "Replace it")
        }
    };
    explain(ui, &words);
    let mut answer = None;
    row(ui, |ui| {
        // What destroys nothing comes first, and has the keyboard focus.
        let elsewhere = button(ui, "Save elsewhere…", ButtonKind::Primary);
        focus_first(ui, &elsewhere);
        if elsewhere.clicked() {
            answer = Some(Intent::File(FileIntent::SaveElsewhere(then.clone())));
        }
        if button(ui, verb, ButtonKind::Secondary).clicked() {
            answer = Some(Intent::File(FileIntent::SaveAnyway(then.clone())));
        }
        if button(ui, "Cancel", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}

/// Asks before recovered work is deleted.
pub(super) fn refuse(ui: &mut Ui, file: &std::path::Path) -> Option<Intent> {
    head(ui, "Discard the work that was not saved?");
    explain(ui, "It is deleted and cannot be brought back. The saved file, if there is one, stays as it is.");
    let mut answer = None;
    row(ui, |ui| {
        let keep = button(ui, "Keep it", ButtonKind::Primary);
        focus_first(ui, &keep);
        if keep.clicked() {
            answer = Some(Intent::Dismiss);
        }
        if button(ui, "Discard", ButtonKind::Secondary).clicked() {
            answer = Some(Intent::Recovery(RecoveryIntent::Discard(PathBuf::from(file))));
        }
    });
    answer
}

/// Something takes its time.
pub(super) fn working(ui: &mut Ui, words: &str) -> Option<Intent> {
    head(ui, words);
    explain(ui, "This takes a while. Nothing is changed until it is done.");
    let mut answer = None;
    row(ui, |ui| {
        let cancel = button(ui, "Cancel", ButtonKind::Secondary);
        focus_first(ui, &cancel);
        if cancel.clicked() {
            answer = Some(Intent::Dismiss);
        }
    });
    answer
}
