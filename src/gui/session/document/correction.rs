//! The correction of an accepted record: it begins with a reason, is in the record from the first change on, and ends with a
//! save.

use super::Document;
use crate::decision::{Correction, Edit};

impl Document {
    /// Returns the correction that is under way: begun, or in the record and not in the file yet.
    #[must_use]
    pub fn correction(&self) -> Option<&Correction> {
        let saved = self.file().and_then(|file| file.content.decision.as_ref());
        let is_new = self.decision.corrections.len() > saved.map_or(0, |saved| saved.corrections.len());
        let made = self.decision.corrections.last().filter(|_| is_new);
        self.begun_correction.as_ref().or(made)
    }

    /// Begins a correction, which is put into the record with its first change.
    pub fn begin_correction(&mut self, correction: Correction) {
        self.begun_correction = Some(correction);
    }

    /// Reports whether a correction is begun and nothing is changed in it yet.
    #[must_use]
    pub fn has_begun_correction(&self) -> bool {
        self.begun_correction.is_some()
    }

    /// Ends a correction in which nothing was changed. One with a change ends with the next save.
    pub fn end_correction(&mut self) {
        self.begun_correction = None;
    }

    /// Reports whether an edit would change guarded parts of an accepted record outside of a correction.
    #[must_use]
    pub fn guards_against(&self, edit: &Edit) -> bool {
        self.correction().is_none() && self.would_correct(edit)
    }

    /// Reports whether an edit would change guarded parts of an accepted record.
    pub(super) fn would_correct(&self, edit: &Edit) -> bool {
        if !self.decision.is_guarded() {
            return false;
        }
        let mut after = self.decision.clone();
        // An edit that is refused anyway has a reason of its own, which people should see.
        after.apply(edit.clone()).is_ok() && !self.decision.guarded_changes(&after).is_empty()
    }
}
