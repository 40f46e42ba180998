//! Names in commands that people paste into a shell.

use std::borrow::Cow;

/// A name as a shell takes it for one word, whatever it holds: between single quotes, but for plain names.
#[must_use]
pub fn shell_quoted(name: &str) -> Cow<'_, str> {
    if !name.is_empty() && name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("'{}'", name.replace('\'', r"'\''")))
}

/// Whether a character has no meaning of its own to a shell.
fn is_plain(c: char) -> bool {
    c.is_alphanumeric() || "-_./+,:@%=".contains(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_word_and_plain_ones_stay_as_they_are() {
        for plain in ["go.decision.ron", "docs/größe-1.md", "../a_b+c.ron", "C:/x"] {
            assert_eq!(shell_quoted(plain), plain);
        }
        assert_eq!(shell_quoted("a b.ron"), "'a b.ron'");
        assert_eq!(shell_quoted("it's;curl x|sh"), r"'it'\''s;curl x|sh'");
        for odd in ["", "~", "$(x)", "`x`", "a\nb", "#x", "a&b", "*"] {
            assert_eq!(shell_quoted(odd), format!("'{odd}'"));
        }
    }
}
