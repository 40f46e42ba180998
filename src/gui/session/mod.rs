//! The open record, its place on disk and its history, and who works on it.

mod backing;
mod document;
mod findings;
mod history;
mod ladder_run;

pub use self::{
    backing::{Backing, FileContent, KnownFile, Replaceable, look},
    document::Document,
    findings::Findings,
    ladder_run::{Drawing, Drawn},
};
use super::step::Step;
use crate::{decision::MemberId, storage::Fingerprint};

/// The open record, and the work on it.
#[derive(Default)]
pub struct Session {
    /// The record, but on the start screen.
    pub document: Option<Document>,
    /// The member whose ballot is filled in.
    pub scoring_as: Option<MemberId>,
    /// The step that is shown.
    pub step: Step,
    /// Incremented whenever another record takes the place of this one. Results of tasks that were started before are dropped.
    pub generation: u64,
    /// The revision of the record with which the file is being compared.
    pub compared_revision: u64,
    /// The state of the file that people were asked about and put off.
    pub declined_version: Option<Fingerprint>,
}
