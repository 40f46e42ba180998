//! The parts of a record as charts name and colour them.

use super::palette;
use crate::decision::{Decision, OptionId};

/// The room of names at the left, with the gap behind them.
pub(super) const NAMES: f64 = 216.0;

/// The option's colour, by its place in the record.
pub(super) fn color(decision: &Decision, id: &OptionId) -> u32 {
    palette::option(decision.options.iter().position(|option| option.id == *id).unwrap_or(0))
}
