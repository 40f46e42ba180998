//! Texts that people gave, or left empty.

use crate::decision::text::{one_line, visible};

/// The text, unless nothing of it can be seen.
pub(super) fn seen(text: &str) -> Option<&str> {
    (!one_line(&visible(text)).is_empty()).then_some(text)
}

/// The text, or another where nothing of it can be seen.
pub(super) fn or(text: &str, other: &str) -> String {
    seen(text).unwrap_or(other).to_owned()
}

/// Those of which anything can be seen.
pub(super) fn shown(list: &[String]) -> Vec<String> {
    list.iter().filter_map(|text| seen(text)).map(str::to_owned).collect()
}
