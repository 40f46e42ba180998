//! The main area of each step, and the inspector beside it.
//!
//! A view sees the document and returns what people want as [`Intent`](super::intent::Intent)s: it changes nothing itself,
//! does no I/O and starts no thread. What it remembers between frames is in its own state and is lost without harm.

pub mod context;
pub mod criteria;
pub mod decision;
mod drafts;
pub mod export;
pub mod first_run_hints;
mod group_weights;
pub mod log;
pub mod options;
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
    decision::{Decision, Member, MemberId},
    template::Template,
};

/// What a view sees.
pub struct Cx<'a> {
    /// The open record.
    pub document: &'a Document,
    /// Who is scoring.
    pub me: Option<&'a MemberId>,
    /// What records can start from, and options can be picked from.
    pub templates: &'a [Arc<Template>],
    /// Whether a score typed in the sheet leads to the next cell.
    pub goes_on: bool,
    /// The day.
    pub today: Date,
}

impl Cx<'_> {
    /// The content of the open record.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.document.decision()
    }

    /// The name of who is scoring; empty for nobody, and where it is not known.
    #[must_use]
    pub fn my_name(&self) -> String {
        let me = self.me.and_then(|me| self.decision().member(me));
        me.and_then(Member::real_name).unwrap_or_default().to_owned()
    }

    /// The template that the record was started from, if it is still there.
    #[must_use]
    pub fn template(&self) -> Option<&Arc<Template>> {
        let id = self.decision().template.as_deref()?;
        self.templates.iter().find(|template| template.id == id)
    }
}

/// What the views remember.
#[derive(Default)]
pub struct Views {
    /// Of the start screen.
    pub start: start::StartState,
    /// Of the context.
    pub context: context::ContextState,
    /// Of the options.
    pub options: options::OptionsState,
    /// Of the criteria and of the scores: the criterion and the option that are selected.
    pub selection: scores::Selection,
    /// Where there is no room for both parts of a step, the second is looked at: the inspector, or the preview.
    pub other_part: bool,
    /// Incremented where pages begin at their top again: for another record, another seat, a reveal.
    pub page: u64,
    /// Of the criteria.
    pub criteria: criteria::CriteriaState,
    /// Of the scores.
    pub scores: scores::ScoresState,
    /// Of the result.
    pub result: result::ResultState,
    /// Of the decision.
    pub decision: decision::DecisionState,
    /// Of the decision log.
    pub log: log::LogState,
    /// Of the export.
    pub export: export::ExportState,
}

impl Views {
    /// What is typed in fields that wait for a button, or for a day.
    pub fn drafts(&self) -> impl Iterator<Item = Draft> {
        let Self { context, options, criteria, decision, .. } = self;
        [context.draft(), options.draft(), criteria.draft(), decision.draft()].into_iter().flatten()
    }

    /// Forgets it.
    pub fn forget_drafts(&mut self) {
        self.context = context::ContextState::default();
        self.options = options::OptionsState::default();
        self.criteria = criteria::CriteriaState::default();
        self.decision = decision::DecisionState::default();
    }
}
