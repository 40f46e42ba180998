//! A copy of the record to try other weights and voters on. It is never saved.

use std::collections::{BTreeMap, BTreeSet};

use super::document::Document;
use crate::decision::{CriterionField, CriterionId, Decision, Edit, MemberId};

/// The changes of a trial.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TrialChanges {
    /// The swings that differ from the record.
    pub swings: BTreeMap<CriterionId, u8>,
    /// Criteria that are left out.
    pub without_criteria: BTreeSet<CriterionId>,
    /// Members and reference ballots that are left out.
    pub without_voters: BTreeSet<MemberId>,
}

impl TrialChanges {
    /// Reports whether there are no changes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Returns the record with these changes. Changes to parts that are gone are skipped.
    fn on(&self, decision: &Decision) -> Decision {
        let mut tried = decision.clone();
        // A member whose sealed private ballot the record waits for could not be left out otherwise, and a trial breaks no
        // promise.
        tried.commitments.clear();
        let mut edits = Vec::new();
        for (id, swing) in &self.swings {
            edits.push(Edit::Criterion(id.clone(), CriterionField::Swing(*swing)));
        }
        for id in &self.without_criteria {
            edits.push(Edit::Criterion(id.clone(), CriterionField::NotApplicable(true)));
        }
        for id in &self.without_voters {
            edits.push(match decision.member(id) {
                Some(_) => Edit::RemoveMember(id.clone()),
                // A reference ballot cannot be removed, but it need not count.
                None => Edit::CountReference(id.clone(), false),
            });
        }
        for edit in edits {
            // The record may have changed since the trial began; an edit that does not fit any more is refused and skipped.
            let _ = tried.apply(edit);
        }
        tried
    }
}

/// The copy for one revision of the record and one set of changes.
struct Copy {
    revision: u64,
    changes: TrialChanges,
    document: Document,
}

/// A trial of changes on a copy of the open record.
#[derive(Default)]
pub struct Trial {
    /// The changes as people set them.
    pub changes: TrialChanges,
    /// Whether the copy is on the screen.
    pub is_in_view: bool,
    copy: Option<Copy>,
}

impl Trial {
    /// Returns the copy with the present changes. It is made again only if the changes or the record differ from last time.
    pub fn on(&mut self, document: &Document) -> &Document {
        let revision = document.revision();
        let before = self.copy.take();
        // The same record and changes have the same results.
        let fits = before.as_ref().is_some_and(|copy| copy.revision == revision && copy.changes == self.changes);
        let copy = match before {
            Some(copy) if fits => copy,
            before => Copy {
                revision,
                changes: self.changes.clone(),
                document: Document::tried(self.changes.on(document.decision()), before.map(|copy| copy.document)),
            },
        };
        &self.copy.insert(copy).document
    }

    /// Returns the copy while it is on the screen.
    pub fn in_view(&mut self) -> Option<&mut Document> {
        self.copy.as_mut().filter(|_| self.is_in_view).map(|copy| &mut copy.document)
    }
}
