//! The questions before a decision file is written that is gone or has other content, and before recovered work is deleted.

use egui::Ui;

use super::{
    explain, head,
    simple::{CANCEL, choices},
};
use crate::gui::{
    intent::{FileIntent, FollowUp, Intent, RecoveryIntent},
    widgets::ButtonKind::{Primary, Secondary},
};

/// The trouble with the file of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileTrouble {
    /// The file is gone.
    Gone,
    /// Its content is not a copy of this record; the reason, in a sentence or two.
    Unfit(String),
}

impl FileTrouble {
    /// Returns the title of the dialog.
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
            "Somebody deleted, moved or renamed the file since you last saved it here. Your work is kept.".to_owned(),
            "Write it again",
        ),
        FileTrouble::Unfit(why) => {
            (format!("The file has changed since you last saved it here. {why} Your work is kept."), "Replace it")
        }
    };
    explain(ui, &words);
    let elsewhere = Intent::File(FileIntent::SaveElsewhere(then.clone()));
    let anyway = Intent::File(FileIntent::SaveAnyway(then.clone()));
    // The choice that destroys nothing comes first and has the keyboard focus.
    choices(ui, [("Save elsewhere…", Primary, elsewhere), (verb, Secondary, anyway), CANCEL])
}

/// Asks before recovered work is deleted.
pub(super) fn refuse(ui: &mut Ui, file: &std::path::Path) -> Option<Intent> {
    head(ui, "Discard the unsaved work?");
    explain(ui, "You can't get it back. The saved file, if there is one, stays as it is.");
    let discard = Intent::Recovery(RecoveryIntent::Discard(file.to_owned()));
    choices(ui, [("Keep it", Primary, Intent::Dismiss), ("Discard", Secondary, discard)])
}

/// Draws a note that work is under way, with a button to cancel it.
pub(super) fn working(ui: &mut Ui, words: &str) -> Option<Intent> {
    head(ui, words);
    explain(ui, "This takes a while. Nothing changes until it is done.");
    choices(ui, [CANCEL])
}
