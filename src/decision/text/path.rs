//! Paths as they are compared.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

/// A path, or a name in one, as paths are compared. Systems write an accented letter as one character or as a letter and its
/// accent, and mean the same file; here it is one character (NFC). Where file systems take capitals and small letters for the
/// same, as they do on macOS and Windows, they are small here.
#[must_use]
pub fn path_key(path: &str) -> Cow<'_, str> {
    key(path, cfg!(any(target_os = "macos", windows)))
}

fn key(path: &str, folds_case: bool) -> Cow<'_, str> {
    let composed = match is_nfc_quick(path.chars()) {
        IsNormalized::Yes => Cow::Borrowed(path),
        IsNormalized::No | IsNormalized::Maybe => Cow::Owned(path.nfc().collect()),
    };
    let is_folded = !folds_case || !composed.chars().any(char::is_uppercase);
    if is_folded { composed } else { Cow::Owned(composed.to_lowercase()) }
}

/// Whether a path or glob from the root of a repository leads out of it, on any system.
#[must_use]
pub fn leads_out(path: &str) -> bool {
    let is_absolute = path.starts_with(['/', '\\', '~']) || path.as_bytes().get(1) == Some(&b':');
    is_absolute || path.split(['/', '\\']).any(|name| name == "..")
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

    #[test]
    fn capitals_are_told_apart_where_file_systems_do() {
        let (large, small) = ("docs/ADR/0001-O\u{308}l.md", "docs/adr/0001-\u{f6}l.md");
        assert_eq!(key(large, true), key(small, true));
        assert_ne!(key(large, false), key(small, false));
        assert!(matches!(key(small, true), Cow::Borrowed(_)));
    }
}
