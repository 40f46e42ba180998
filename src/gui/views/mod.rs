//! The main area of each step, and the inspector beside it.
//!
//! A view sees the document and returns [`Intent`](super::intent::Intent)s. It changes nothing itself, does no I/O and starts no
//! thread. Its memory between frames is in a state of its own, which can be lost without harm.

mod arguments;
pub mod context;
pub mod criteria;
mod criterion;
pub mod decision;
mod drafts;
pub mod export;
pub mod first_run_hints;
mod group_weights;
pub mod log;
pub mod options;
mod order_weights;
mod own_swings;
mod problems;
mod recovered;
pub mod result;
mod reveal;
pub mod scores;
pub mod start;
pub mod status_menu;

use std::sync::Arc;

use jiff::civil::Date;

use super::session::{Document, Draft};
use crate::{
    decision::{Decision, MemberId},
    template::Template,
};

/// The context that a view sees.
pub struct Cx<'a> {
    /// The open record.
    pub document: &'a Document,
    /// The member in the seat.
    pub me: Option<&'a MemberId>,
    /// The templates, which also offer options to pick from.
    pub templates: &'a [Arc<Template>],
    /// Whether a score typed in the sheet leads to the next cell.
    pub goes_on: bool,
    /// The present day.
    pub today: Date,
}

impl Cx<'_> {
    /// Returns the content of the open record.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.document.decision()
    }

    /// Reports whether what was decided stays as it is, since the record was accepted and no correction is under way.
    #[must_use]
    pub fn is_locked(&self) -> bool {
        self.decision().is_guarded() && self.document.correction().is_none()
    }

    /// Returns the template that the record was started from, if it still exists.
    #[must_use]
    pub fn template(&self) -> Option<&Arc<Template>> {
        let id = self.decision().template.as_deref()?;
        self.templates.iter().find(|template| template.id == id)
    }
}

/// The two parts of a step that the keyboard focus moves between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FocusTarget {
    /// The list of criteria, or the score sheet.
    List,
    /// The inspector beside it.
    Inspector,
}

/// The memory of all views.
#[derive(Default)]
pub struct Views {
    /// The memory of the start screen.
    pub start: start::StartState,
    /// The memory of the context.
    pub context: context::ContextState,
    /// The memory of the options.
    pub options: options::OptionsState,
    /// The selected criterion and option, on the criteria and on the scores.
    pub selection: scores::Selection,
    /// The selected cell when people left the scores, which the selection of a criterion elsewhere does not move.
    pub left_scores: scores::Selection,
    /// Whether a narrow window shows the second part of a step: the inspector, or the preview.
    pub other_part: bool,
    /// Incremented to scroll pages back to their top, as for another record or another seat.
    pub page: u64,
    /// The memory of the criteria.
    pub criteria: criteria::CriteriaState,
    /// The memory of the scores.
    pub scores: scores::ScoresState,
    /// The memory of the result.
    pub result: result::ResultState,
    /// The memory of the decision.
    pub decision: decision::DecisionState,
    /// The memory of the decision log.
    pub log: log::LogState,
    /// The memory of the export.
    pub export: export::ExportState,
}

impl Views {
    /// Returns the texts typed in fields that wait for a button or for a valid day.
    pub fn drafts(&self) -> impl Iterator<Item = Draft> {
        let Self { context, options, criteria, decision, .. } = self;
        [context.draft(), options.draft(), criteria.draft(), decision.draft()].into_iter().flatten()
    }

    /// Forgets these texts, with the rest of the memory of their views.
    pub fn forget_drafts(&mut self) {
        self.context = context::ContextState::default();
        self.options = options::OptionsState::default();
        self.criteria = criteria::CriteriaState::default();
        self.decision = decision::DecisionState::default();
    }
}
