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

/// Whether two files of one folder have the same name but for the number in it, as an ADR has before and after it gets another
/// number. A name that is a number alone says nothing of what is in the file.
#[must_use]
pub fn is_renumbered(one: &str, other: &str) -> bool {
    let (Some(one), Some(other)) = (around_number(one), around_number(other)) else { return false };
    one.1 != other.1 && is_same_path(one.0, other.0) && is_same_path(one.2, other.2)
}

/// What is in front of the first number in the name of a file, the number without zeros in front of it, and what is behind it.
fn around_number(path: &str) -> Option<(&str, &str, &str)> {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let start = name + path[name..].find(|c: char| c.is_ascii_digit())?;
    let digits = path[start..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = path[start..].split_at(digits);
    // A day is no number: two of them are two decisions.
    let is_year = number >= "1900" && behind.starts_with('-') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    if digits >= 8 || digits == 4 && is_year {
        return None;
    }
    let has_words = behind.rsplit_once('.').map_or(behind, |(stem, _)| stem).contains(char::is_alphabetic);
    has_words.then(|| (&path[..start], number.trim_start_matches('0'), behind))
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
    fn another_number_is_no_other_name() {
        for (one, other) in [("docs/0001-use-go.md", "docs/0012-use-go.md"), ("adr-1-x.md", "adr-002-x.md")] {
            assert!(is_renumbered(one, other) && is_renumbered(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("docs/0001-use-go.md", "docs/0001-use-go.md"),
            ("docs/0001-use-go.md", "docs/0012-use-rust.md"),
            ("docs/0001-use-go.md", "adr/0012-use-go.md"),
            ("0001.md", "0002.md"),
            ("use-go.md", "0002-use-go.md"),
            ("2025-01-02-use-go.md", "2026-01-02-use-go.md"),
            ("20250102-use-go.md", "20260102-use-go.md"),
        ] {
            assert!(!is_renumbered(one, other) && !is_renumbered(other, one), "{one} {other}");
        }
    }

    #[test]
    fn capitals_are_told_apart_where_file_systems_do() {
        let (large, small) = ("docs/ADR/0001-O\u{308}l.md", "docs/adr/0001-\u{f6}l.md");
        assert_eq!(key(large, true), key(small, true));
        assert_ne!(key(large, false), key(small, false));
        assert!(matches!(key(small, true), Cow::Borrowed(_)));
    }
}
