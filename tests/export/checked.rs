//! What `weigh-in check` compares.

use std::path::Path;

use weigh_in::{
    analysis::{Scope, analyze},
    decision::{Decision, Problem},
    decision_log,
};

/// What differs between a record and its ADRs.
pub(crate) fn check_export(decision: &Decision, record: &Path) -> Vec<Problem> {
    decision_log::check_export(decision, record, analyze(decision, Scope::All))
}
