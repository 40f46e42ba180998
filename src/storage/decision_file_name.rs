//! What a decision file is known by from outside, and what it is called at first.

use std::path::{Path, PathBuf};

use crate::decision::text::slug;

/// The longest name that is made of a title, in characters.
const LONGEST_NAME: usize = 60;

/// What the names of decision files end in, behind a dot.
pub const EXTENSION: &str = "decision.ron";

/// Whether a file is a decision file by its name.
#[must_use]
pub fn is_decision_file(name: &str) -> bool {
    name.strip_suffix(EXTENSION).is_some_and(|rest| rest.ends_with('.'))
}

/// The largest file that is read, in bytes: twice what 200 members who score 12 options by 200 criteria need, and small
/// enough to read at once.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// The name of the file of a record with a title.
#[must_use]
pub fn file_name_of(title: &str) -> String {
    let slug = slug(title, LONGEST_NAME);
    format!("{}.{EXTENSION}", if slug.is_empty() { "record" } else { &slug })
}

/// The place of a decision file, or one with a number behind its name where something is there. The place itself where a
/// hundred such names are taken.
#[must_use]
pub fn free_place(place: &Path) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = format!(".{EXTENSION}");
    let stem = name.strip_suffix(&ending).unwrap_or(&name);
    let others = (2..100).map(|number| place.with_file_name(format!("{stem}-{number}{ending}")));
    let mut free = std::iter::once(place.to_owned()).chain(others).filter(|path| path.symlink_metadata().is_err());
    free.next().unwrap_or_else(|| place.to_owned())
}
