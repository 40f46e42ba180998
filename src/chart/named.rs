//! The parts of a record as charts name and colour them.

use super::palette;
use crate::decision::{CriterionId, Decision, OptionId};

/// The room of names at the left, with the gap behind them.
pub(super) const NAMES: f64 = 216.0;

pub(super) use crate::analysis::option_name as option;

/// The criterion's name, as it stands at the start of a row; its id where it has none.
pub(super) fn criterion(decision: &Decision, id: &CriterionId) -> String {
    let named = decision.criterion(id).map(|criterion| criterion.name.trim()).filter(|name| !name.is_empty());
    named.map_or_else(|| id.to_string(), str::to_owned)
}

/// The option's colour, by its place in the record.
pub(super) fn color(decision: &Decision, id: &OptionId) -> u32 {
    palette::option(decision.options.iter().position(|option| option.id == *id).unwrap_or(0))
}
