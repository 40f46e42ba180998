//! Text on the command line and in its output.

use crate::decision::text::is_blank;

/// Accepts a text with visible characters, for options that take words.
pub(super) fn visible_text(text: &str) -> Result<String, &'static str> {
    if is_blank(text) {
        return Err("it has no visible text; write some, or leave the option out");
    }
    Ok(text.to_owned())
}

/// Returns "1 criterion" or "2 criteria".
pub(super) fn counted_criteria(n: usize) -> String {
    if n == 1 { "1 criterion".to_owned() } else { format!("{n} criteria") }
}

/// Returns "1 score" or "2 scores".
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
