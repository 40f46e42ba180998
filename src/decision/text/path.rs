//! The comparison of paths.

use std::borrow::Cow;

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfc_quick};

use super::visible::visible;

/// Returns a path, or a name in one, in the form in which paths are compared. Systems write an accented letter as one
/// character or as a letter and its accent, and mean the same file; here it is one character (NFC). Where file systems
/// ignore case, as on macOS and Windows, letters are small here.
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

/// Reports whether a path or glob from the root of a repository leads out of it, on any system.
#[must_use]
pub fn leads_out(path: &str) -> bool {
    let is_absolute = path.starts_with(['/', '\\', '~']) || path.as_bytes().get(1) == Some(&b':');
    is_absolute || path.split(['/', '\\']).any(|name| name == "..")
}

/// Reports whether a path or glob leads into git's own folder.
#[must_use]
pub fn is_in_git(path: &str) -> bool {
    path.split(['/', '\\']).any(is_git_folder_somewhere)
}

/// Reports whether some system takes a name for git's folder: macOS drops invisible characters, Windows drops spaces
/// and full stops at the end and everything after a colon, and knows the folder by a short name as well. A repository
/// is cloned everywhere.
fn is_git_folder_somewhere(name: &str) -> bool {
    let seen = visible(name);
    let stem = seen.split(':').next().unwrap_or_default().trim_end_matches([' ', '.']).to_ascii_lowercase();
    let short = stem.strip_prefix("git~").is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()));
    stem == ".git" || short
}

/// Reports whether two paths name one file, whatever the encoding of their letters.
#[must_use]
pub fn is_same_path(one: &str, other: &str) -> bool {
    one == other || path_key(one) == path_key(other)
}

/// Returns the last name of a path or of a link, with `/` between the names.
#[must_use]
pub fn file_name(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Returns the last name without its extension, such as `.md`.
#[must_use]
pub fn file_stem(path: &str) -> &str {
    let name = file_name(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Returns the path of a file without the first number in its name, as a key of maps: that of an ADR is the same before
/// and after a renumbering. Returns `None` if the name has no number, or nothing else: a number alone does not describe
/// the file.
#[must_use]
pub fn unnumbered(path: &str) -> Option<String> {
    let name = path.rfind('/').map_or(0, |slash| slash + 1);
    let start = name + path[name..].find(|c: char| c.is_ascii_digit())?;
    let digits = path[start..].bytes().take_while(u8::is_ascii_digit).count();
    let (number, behind) = path[start..].split_at(digits);
    // A day is not a number: two of them are two decisions.
    let is_year = number >= "1900" && behind.starts_with('-') && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    if digits >= 8 || digits == 4 && is_year {
        return None;
    }
    let has_words = behind.rsplit_once('.').map_or(behind, |(stem, _)| stem).contains(char::is_alphabetic);
    // Paths that are named in texts contain no line end.
    has_words.then(|| path_key(&format!("{}\n{behind}", &path[..start])).into_owned())
}

/// Returns the spellings of a path: as it is, and with accented letters as one character and as two. Each once.
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
        assert_eq!(unnumbered("docs/0001-use-go.md"), unnumbered("docs/0012-use-go.md"));
        assert_eq!(unnumbered("adr-1-gr\u{f6}\u{df}e.md"), unnumbered("adr-002-gro\u{308}\u{df}e.md"));
        let others = ["docs/0001-use-go.md", "docs/0001-use-rust.md", "adr/0001-use-go.md", "docs/use-go-1-x.md"];
        let keys: std::collections::HashSet<_> = others.into_iter().map(unnumbered).collect();
        assert_eq!(keys.len(), others.len());
        for none in ["0001.md", "docs-1/use-go.md", "2025-01-02-use-go.md", "20250102-use-go.md"] {
            assert_eq!(unnumbered(none), None, "{none}");
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
