//! Names in commands that people paste into a shell.

use std::borrow::Cow;

/// Quotes a name so that a shell takes it for one word, whatever it holds: in single quotes, unless it is plain.
#[must_use]
pub fn shell_quoted(name: &str) -> Cow<'_, str> {
    if !name.is_empty() && name.chars().all(is_plain) {
        return Cow::Borrowed(name);
    }
    Cow::Owned(format!("'{}'", name.replace('\'', r"'\''")))
}

/// Returns the path of a file so that a command takes it for one, whatever its name starts with, [quoted](shell_quoted)
/// for a shell.
#[must_use]
pub fn shell_path(path: &str) -> Cow<'_, str> {
    // A dash would start an option, and a colon an instruction to git.
    if path.starts_with(['-', ':']) {
        Cow::Owned(shell_quoted(&format!("./{path}")).into_owned())
    } else {
        shell_quoted(path)
    }
}

/// Reports whether a character has no meaning of its own to a shell.
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
        assert_eq!((&*shell_path("-x y"), &*shell_path("x-y"), &*shell_path(":/x")), ("'./-x y'", "x-y", "./:/x"));
        for odd in ["", "~", "$(x)", "`x`", "a\nb", "#x", "a&b", "*"] {
            assert_eq!(shell_quoted(odd), format!("'{odd}'"));
        }
    }
}
