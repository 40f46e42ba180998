//! The record that is open, and who works on it.

use super::draws::Draws;
use crate::{
    decision::MemberId,
    gui::{document::Document, step::Step},
    storage::Fingerprint,
};

/// The open record, and what is known of the work on it.
#[derive(Default)]
pub(super) struct Session {
    /// The record; none on the start screen.
    pub(super) document: Option<Document>,
    /// The member whose ballot is filled in.
    pub(super) scoring_as: Option<MemberId>,
    /// The step that is shown.
    pub(super) step: Step,
    /// Goes up whenever another record takes the place of this one. Results of tasks that were started before are dropped.
    pub(super) generation: u64,
    /// The random draws for the record.
    pub(super) draws: Option<Draws>,
    /// The random draws for the copy that people try things out on.
    pub(super) tried_draws: Option<Draws>,
    /// The revision of the record with which the file is being compared.
    pub(super) compared_revision: u64,
    /// The state of the file that people were asked about and put off.
    pub(super) declined_version: Option<Fingerprint>,
}
