//! Names for the files of ADRs.

use super::folder::Folder;
use crate::decision::text::slug;

/// A text that cannot be the name of an ADR's file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{name}` cannot be the name of an ADR's file: {why}")]
pub struct InvalidFileName {
    /// The text.
    pub name: String,
    /// What is wrong with it, and what to do.
    pub why: &'static str,
}

/// Maximum length of a title in a file's name, in characters.
const MAX_SLUG: usize = 60;

/// Maximum length of a name, in bytes, that every common file system allows.
const MAX_NAME: usize = 255;

/// Highest number that is given to an ADR. Longer ones in names are taken for days, or ignored, and there has to be a
/// next one.
pub(super) const HIGHEST_NUMBER: u32 = 9_999_998;

/// Returns the number of the next ADR: one more than the highest. Gaps stay: a number is never reused.
#[must_use]
pub fn next_number(folder: &Folder) -> u32 {
    let adrs = folder.entries.iter().filter_map(|entry| entry.number);
    let others = folder.others.iter().filter_map(|other| other.number);
    one_more(adrs.chain(others))
}

/// Returns one more than the highest of the numbers that ADRs may have; 1 if there are none.
pub(super) fn one_more(numbers: impl Iterator<Item = u32>) -> u32 {
    numbers.filter(|number| *number < HIGHEST_NUMBER).max().map_or(1, |highest| highest + 1)
}

/// Returns the file name of an ADR as MADR has it: `NNNN-title-with-dashes.md`.
#[must_use]
pub fn file_name(number: u32, title: &str) -> String {
    format!("{number:04}-{}.md", slug_of(title))
}

/// Returns the title as a part of a file's name, never empty.
pub(super) fn slug_of(title: &str) -> String {
    let mut slug = slug(title, MAX_SLUG);
    if slug.is_empty() {
        "decision".clone_into(&mut slug);
    } else if is_device(&slug) {
        // Windows opens the device instead of the file.
        slug.push_str("-decision");
    }
    slug
}

/// Checks a file name that people chose.
pub(super) fn checked(name: &str) -> Result<&str, InvalidFileName> {
    match fault(name) {
        Some(why) => Err(InvalidFileName { name: name.to_owned(), why }),
        None => Ok(name),
    }
}

/// Returns why a text is not a file name, and what to do; `None` if it is one.
fn fault(name: &str) -> Option<&'static str> {
    let Some(stem) = name.strip_suffix(".md").filter(|stem| !stem.is_empty()) else {
        return Some("it must be a name that ends in `.md`");
    };
    // Characters that any of the common systems refuses, since a repository is checked out on all of them.
    if name.contains(|c: char| c.is_control() || "/\\:*?\"<>|".contains(c)) {
        Some("leave out slashes and the characters : * ? \" < > |")
    } else if stem.starts_with(['.', '-', ' ']) || stem.ends_with(['.', ' ']) {
        Some("it must start and end with a letter or a digit")
    } else if is_device(stem.split('.').next().unwrap_or(stem).trim()) {
        Some("Windows keeps this name for a device; choose another")
    } else if name.len() > MAX_NAME {
        Some("it is too long; shorten it")
    } else {
        None
    }
}

/// Reports whether Windows takes the name for a device, whatever its extension.
fn is_device(name: &str) -> bool {
    let name = name.to_lowercase();
    let number = name.strip_prefix("com").or_else(|| name.strip_prefix("lpt"));
    matches!(name.as_str(), "con" | "prn" | "aux" | "nul" | "conin$" | "conout$")
        || number.is_some_and(is_device_number)
}

/// Reports whether a text is the one digit of a device. Windows takes superscript ones as well.
fn is_device_number(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c.is_ascii_digit() || "¹²³".contains(c)) && characters.next().is_none()
}
