//! The names of decision files, and the limit on their size.

use std::path::{Path, PathBuf};

use crate::decision::text::slug;

/// Maximum length of a name made from a title, in characters.
const LONGEST_NAME: usize = 60;

/// Extension of decision files, without the leading dot.
pub const EXTENSION: &str = "decision.ron";

/// Reports whether a file is a decision file, judging by its name alone.
#[must_use]
pub fn is_decision_file(name: &str) -> bool {
    name.strip_suffix(EXTENSION).is_some_and(|rest| rest.ends_with('.'))
}

/// Size of the largest file that is read, in bytes: twice what 200 members who score 12 options by 200 criteria need,
/// and small enough to read at once.
pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Returns the file name of a record with this title; `record.decision.ron` if no word of the title can be used.
#[must_use]
pub fn file_name_of(title: &str) -> String {
    let slug = slug(title, LONGEST_NAME);
    format!("{}.{EXTENSION}", if slug.is_empty() { "record" } else { &slug })
}

/// Returns the path of a decision file, with a number from 2 to 99 added to its name if something exists there. Returns
/// the path as it is if all of these names are taken.
#[must_use]
pub fn free_place(place: &Path) -> PathBuf {
    let name = place.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let ending = format!(".{EXTENSION}");
    let stem = name.strip_suffix(&ending).unwrap_or(&name);
    let others = (2..100).map(|number| place.with_file_name(format!("{stem}-{number}{ending}")));
    let mut free = std::iter::once(place.to_owned()).chain(others).filter(|path| path.symlink_metadata().is_err());
    free.next().unwrap_or_else(|| place.to_owned())
}
