//! Text on the command line and in its output.

use crate::decision::text::is_blank;

/// Accepts a text with visible characters, for options that take words. It may begin with a dash, as items of lists do.
pub(super) fn visible_text(text: &str) -> Result<String, &'static str> {
    if is_blank(text) {
        return Err("it has no visible text; write some, or leave the option out");
    }
    // A forgotten text would otherwise swallow the option behind it.
    let is_option = |word: &str| word.chars().all(|c| c.is_ascii_lowercase() || c == '-' || c == '=');
    if text.strip_prefix("--").is_some_and(|word| word.starts_with(|c: char| c.is_ascii_lowercase()) && is_option(word))
    {
        return Err("it looks like another option; write the text, or leave the option out");
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
