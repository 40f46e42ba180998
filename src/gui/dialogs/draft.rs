//! The question before something typed is lost.

use egui::Ui;

use super::{Dialog, explain, head, simple::choices};
use crate::gui::{
    intent::Intent,
    session::Draft,
    widgets::{ButtonKind, paragraph},
};

/// The question before typed text is lost.
pub struct DraftQuestion {
    drafts: Vec<Draft>,
    /// The intent that people were about to carry out.
    then: Intent,
    /// The dialog that the question replaces for now.
    below: Option<Dialog>,
}

impl DraftQuestion {
    /// Returns the question about these drafts, of which there must be at least one.
    #[must_use]
    pub fn new(drafts: Vec<Draft>, then: Intent, below: Option<Dialog>) -> Self {
        Self { drafts, then, below }
    }

    /// Returns the dialog that is shown again when people go back.
    #[must_use]
    pub fn below(self) -> Option<Dialog> {
        self.below
    }

    pub(super) fn show(&self, ui: &mut Ui) -> Option<Intent> {
        head(ui, "Leave and lose what you typed?");
        explain(ui, "This would be lost:");
        for draft in &self.drafts {
            paragraph(ui, &draft.words);
        }
        // The way back leads to the dialog below, if there is one, or else to the step with the field.
        let back = match self.drafts.first().and_then(|draft| draft.step).filter(|_| self.below.is_none()) {
            Some(step) => Intent::Go(step),
            None => Intent::Dismiss,
        };
        let words = if self.then.ends_the_app() { "Close anyway" } else { "Leave anyway" };
        let without = Intent::WithoutDrafts(Box::new(self.then.clone()));
        choices(ui, [("Go back", ButtonKind::Primary, back), (words, ButtonKind::Secondary, without)])
    }
}
