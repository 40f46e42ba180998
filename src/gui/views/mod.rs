//! The main area of each step, and the inspector beside it.
//!
//! A view sees the document and gives back what people want: it changes nothing itself, does no I/O and starts no
//! thread. What it remembers between frames is in its own state and is lost without harm.

pub mod context;
pub mod criteria;
pub mod decision;
mod drafts;
pub mod export;
mod group_weights;
pub mod log;
pub mod options;
mod own_swings;
mod recovered;
pub mod result;
pub mod scores;
pub mod start;

use std::{path::PathBuf, sync::Arc};

use jiff::civil::Date;

use super::{command::Command, session::Document, step::Step};
use crate::{
    chart::Kind,
    decision::{CriterionId, Decision, Edit, MemberId, Place},
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
    /// The day.
    pub today: Date,
}

impl Cx<'_> {
    /// The content of the open record.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.document.decision()
    }

    /// The name of who is scoring; empty for nobody.
    #[must_use]
    pub fn my_name(&self) -> String {
        let me = self.me.and_then(|me| self.decision().member(me));
        me.map(|me| me.name.clone()).unwrap_or_default()
    }

    /// The template that the record was started from, if it is still there.
    #[must_use]
    pub fn template(&self) -> Option<&Arc<Template>> {
        let id = self.decision().template.as_deref()?;
        self.templates.iter().find(|template| template.id == id)
    }
}

/// What people want.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Change the record.
    Edit(Edit),
    /// Do what a command says.
    Run(Command),
    /// Show a step.
    Go(Step),
    /// Show a part of the record.
    Show(Place),
    /// Vote again on these criteria.
    VoteAgain(Vec<CriterionId>),
    /// Open a new round on criteria that are still to be chosen; these are proposed, all for none.
    ChooseRound(Vec<CriterionId>),
    /// Stop drawing the ladder.
    StopDrawing,
    /// Draw the ladder again that was stopped.
    DrawAgain,
    /// Start a record from the template with this id, and the profile with that one.
    Start(String, Option<String>),
    /// Open a sample to explore, as a copy that is not saved.
    Sample,
    /// Do not show a hint again.
    DismissHint(&'static str),
    /// Open a decision file.
    Open(PathBuf),
    /// Take a file off the list of recent ones.
    Forget(PathBuf),
    /// Score as this member.
    ScoreAs(MemberId),
    /// Ask where a chart goes, and save it.
    SaveChart(Kind),
    /// Ask for the repository to export into.
    BrowseRepository,
    /// Do something with the decision log.
    Log(log::Wish),
    /// Write the ADR that is shown.
    Write,
    /// Take words to the clipboard.
    Copy(String),
    /// Show where a link leads, and follow it if people agree.
    Follow(String),
    /// A way on where something is wrong with a file.
    Way(Way),
}

/// A way on where something is wrong with a file, or work was left by a crash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// Write a file again that is gone, after asking.
    WriteAgain,
    /// Compare the record with the file that others have changed.
    Compare,
    /// End without waiting for a save that takes long.
    Leave,
    /// Open the work in this recovery file.
    Recover(PathBuf),
    /// Open it as a record without a file, and ask where it goes.
    RecoverCopy(PathBuf),
    /// Delete it, after asking.
    Refuse(PathBuf),
}

/// What the views remember.
#[derive(Default)]
pub struct State {
    /// Of the start screen.
    pub start: start::State,
    /// Of the context.
    pub context: context::State,
    /// Of the options.
    pub options: options::State,
    /// Of the criteria and of the scores: the criterion and the option that are selected.
    pub selection: scores::Selection,
    /// Where there is no room for both parts of a step, the second is looked at: the inspector, or the preview.
    pub other_part: bool,
    /// Of the criteria.
    pub criteria: criteria::State,
    /// Of the scores.
    pub scores: scores::State,
    /// Of the result.
    pub result: result::State,
    /// Of the decision.
    pub decision: decision::State,
    /// Of the decision log.
    pub log: log::State,
    /// Of the export.
    pub export: export::State,
}
