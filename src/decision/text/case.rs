//! First letters: names and clauses at the start, in the middle, or for the whole of a sentence.

/// Returns the text with a capital at the start.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns the text with a small letter at the start, for the middle of a sentence. Later names keep their capitals.
#[must_use]
pub fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Returns a clause as a sentence: with a capital at the start and one full stop at the end.
#[must_use]
pub fn sentence(clause: &str) -> String {
    format!("{}.", capitalized(clause.trim_end_matches('.')))
}

/// Returns a text with a full stop at the end, unless it ends a sentence already, or opens what follows with a colon.
/// Quotes and brackets at the end stay there.
#[must_use]
pub fn stopped(text: &str) -> String {
    let text = text.trim_end();
    let words = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_', '`']);
    let ends = words.ends_with(['.', '!', '?', '…', ':', ';', '。', '！', '？', '：']);
    if ends || words.is_empty() { text.to_owned() } else { format!("{text}{}", full_stop(words)) }
}

/// Returns the full stop of the script in which a text ends.
fn full_stop(text: &str) -> char {
    let is_chinese_or_japanese = |c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}');
    if text.ends_with(is_chinese_or_japanese) { '。' } else { '.' }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capitalized("ßa Go"), "SSa Go");
        assert_eq!(uncapitalized("Add option C# of Ana"), "add option C# of Ana");
        assert_eq!(sentence("the file is gone."), "The file is gone.");
        assert_eq!((capitalized(""), uncapitalized("")), (String::new(), String::new()));
    }

    #[test]
    fn a_sentence_ends_once() {
        for (text, ended) in [
            ("it is fast", "it is fast."),
            ("とても速い", "とても速い。"),
            ("빠르다", "빠르다."),
            ("It is fast. ", "It is fast."),
            ("Why not?", "Why not?"),
            ("he said \"stop.\"", "he said \"stop.\""),
            ("fast (in March)", "fast (in March)."),
            ("the following:", "the following:"),
            ("", ""),
        ] {
            assert_eq!(stopped(text), ended, "{text}");
        }
    }
}
