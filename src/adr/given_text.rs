//! Texts that people entered, or left empty.

use crate::decision::text::{one_line, visible};

/// Returns the text, unless it has no visible characters.
pub(super) fn seen(text: &str) -> Option<&str> {
    (!one_line(&visible(text)).is_empty()).then_some(text)
}

/// Returns the text, or another if it has no visible characters.
pub(super) fn or(text: &str, other: &str) -> String {
    seen(text).unwrap_or(other).to_owned()
}

/// Returns the texts with visible characters.
pub(super) fn shown(list: &[String]) -> Vec<String> {
    list.iter().filter_map(|text| seen(text)).map(str::to_owned).collect()
}
