//! The way from an ADR to its record, or to a new one.

use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::{
    contained_path::inside,
    file::{Unreadable, read_adr},
    folder::{Folder, repository_root},
};
use crate::{
    adr::{Imported, import, read},
    decision::{Counts, Decision, RepoPath},
};

/// Makes a record from the ADR in a file; see [`import`].
///
/// `id` is the id of the record, and `today` its day if the ADR states none.
///
/// # Errors
/// [`Unreadable`] if it is not a file, too large to be an ADR, cannot be read, or holds more than a record may.
pub fn record_from(adr: &Path, id: String, today: Date) -> Result<Imported, Unreadable> {
    let bytes = read_adr(adr)?;
    let imported = import(&bytes, &place_of(adr), id, today);
    // The import stops at one part too many, which this turns into the error.
    match Counts::of(&imported.decision).check() {
        Ok(()) => Ok(imported),
        Err(too_many) => Err(Unreadable::TooMany { path: adr.display().to_string(), most: too_many.most }),
    }
}

/// Returns the name of an ADR in a record: its path from the root of the repository that it is in, else the name of its
/// file.
fn place_of(adr: &Path) -> String {
    path_in_repository(adr).unwrap_or_else(|| adr.file_name().unwrap_or(adr.as_os_str()).to_string_lossy().into_owned())
}

/// Returns the path from the root of the repository around an ADR; `None` without a repository.
fn path_in_repository(adr: &Path) -> Option<String> {
    let adr = adr.canonicalize().ok()?;
    let root = repository_root(adr.parent()?)?;
    Some(adr.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/"))
}

/// Returns the decision file that an ADR names as its record, by the path of the ADR from the root. Returns `None` if
/// either leads out of `root` or to no file.
#[must_use]
pub fn record_of_adr(root: &Path, adr: &RepoPath) -> Option<PathBuf> {
    let bytes = read_adr(&inside(root, adr).ok()?).ok()?;
    named_record(root, &adr.folder(), read(&bytes).record.as_deref()?)
}

/// Returns the ADR of a record in `file` that does not have its last review, since the record was not exported again: its path from
/// the root of the repository. Returns `None` if there is no such review, or no ADR that can be read.
#[must_use]
pub fn adr_without_review(decision: &Decision, file: &Path) -> Option<RepoPath> {
    let (review, export) = (decision.reviews.last()?, decision.exports.last()?);
    let root = repository_root(file.canonicalize().ok()?.parent()?)?;
    let bytes = read_adr(&inside(&root, &export.path).ok()?).ok()?;
    (read(&bytes).reviewed != Some((review.on, review.verdict))).then(|| export.path.clone())
}

/// Returns the decision file that an ADR of a folder names as its record, in the words `record`. Returns `None` if that
/// leads out of `root` or to no file.
#[must_use]
pub fn record_file(root: &Path, folder: &Folder, record: &str) -> Option<PathBuf> {
    named_record(root, &folder.path, record)
}

fn named_record(root: &Path, folder: &RepoPath, record: &str) -> Option<PathBuf> {
    let path = folder.followed(record)?;
    inside(root, &path).ok().filter(|place| place.is_file())
}
