//! Paths as they are compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A path, or a name in one, as paths are compared. Systems write an accented letter as one character or as a letter and its
/// accent, and mean the same file; here it is one character (NFC).
#[must_use]
pub fn path_key(path: &str) -> Cow<'_, str> {
    match is_nfc_quick(path.chars()) {
        IsNormalized::Yes => Cow::Borrowed(path),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(path.nfc().collect()),
    }
}

/// Whether two paths name one file, however their letters are written.
#[must_use]
pub fn is_same_path(one: &str, other: &str) -> bool {
    one == other || path_key(one) == path_key(other)
}

/// The ways to write a path: as it is, and with accented letters as one character and as two. Each once.
#[must_use]
pub fn path_spellings(path: &str) -> Vec<String> {
    let mut all = vec![path.to_owned()];
    for other in [path.nfc().collect(), path.nfd().collect()] {
        if !all.contains(&other) {
            all.push(other);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accent_is_one_with_its_letter_or_beside_it() {
        let (one, two) = ("docs/gr\u{f6}\u{df}e.md", "docs/gro\u{308}\u{df}e.md");
        assert!(is_same_path(one, two) && !is_same_path(one, "docs/grosse.md"));
        assert!(matches!(path_key(one), Cow::Borrowed(_)));
        assert_eq!(path_spellings(two), [two, one]);
        assert_eq!(path_spellings("a.md"), ["a.md"]);
    }
}
