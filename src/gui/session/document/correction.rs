//! The correction of an accepted record: begun with a reason, kept from its first change on, and over with the next save.

use super::Document;
use crate::decision::{Correction, Edit};

impl Document {
    /// The correction of the accepted record that is under way: begun, or made and not in the file yet.
    #[must_use]
    pub fn correction(&self) -> Option<&Correction> {
        let saved = self.file().and_then(|file| file.content.decision.as_ref());
        let is_new = self.decision.corrections.len() > saved.map_or(0, |saved| saved.corrections.len());
        let made = self.decision.corrections.last().filter(|_| is_new);
        self.begun_correction.as_ref().or(made)
    }

    /// Begins a correction, which the record has from its first change on.
    pub fn begin_correction(&mut self, correction: Correction) {
        self.begun_correction = Some(correction);
    }

    /// Whether an edit would change what an accepted record guards, outside of a correction.
    #[must_use]
    pub fn guards_against(&self, edit: &Edit) -> bool {
        self.correction().is_none() && self.would_correct(edit)
    }

    /// Whether an edit would change what an accepted record guards.
    pub(super) fn would_correct(&self, edit: &Edit) -> bool {
        if !self.decision.is_guarded() {
            return false;
        }
        let mut after = self.decision.clone();
        // What is refused anyway is told with its own reason.
        after.apply(edit.clone()).is_ok() && !self.decision.guarded_changes(&after).is_empty()
    }
}
