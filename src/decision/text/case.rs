//! First letters: names and clauses as they stand at the start, in the middle, or for the whole of a sentence.

/// The text with a capital in front.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The text with a small letter in front, for the middle of a sentence. Names further on keep their capitals.
#[must_use]
pub fn uncapitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A clause as a sentence: with a capital in front and one full stop behind it.
#[must_use]
pub fn sentence(clause: &str) -> String {
    format!("{}.", capitalized(clause.trim_end_matches('.')))
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
}
