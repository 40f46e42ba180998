//! The names and colours of a record's parts in charts.

use super::palette::{self, Slits};
use crate::decision::{Decision, OptionId};

/// Width of the names at the left, with the gap after them.
pub(super) const NAMES: f64 = 216.0;

/// Returns the option's colour and the slits in it, by its place in the record.
pub(super) fn mark(decision: &Decision, id: &OptionId) -> (u32, Slits) {
    palette::option(decision.options.iter().position(|option| option.id == *id).unwrap_or(0))
}
