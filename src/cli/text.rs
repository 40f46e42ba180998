//! Texts as the command line takes and says them.

use crate::decision::text::is_blank;

/// A text in which something can be seen, for options that take words.
pub(super) fn visible_text(text: &str) -> Result<String, &'static str> {
    if is_blank(text) {
        return Err("it has no visible text; write some, or leave the option out");
    }
    Ok(text.to_owned())
}

/// "1 score", "2 scores"
pub(super) fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}
