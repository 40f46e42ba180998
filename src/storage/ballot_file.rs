//! Ballot files on disk: a member's ballot, sent by mail or chat. They are not signed; anybody can edit one as text.

use std::{
    ffi::{OsStr, OsString},
    io,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use super::{
    atomic,
    decision_file::{read_text, readable_size},
    error::{ReadError, WriteError},
    format::{ballot_to_ron, parse_ballot},
    git,
};
use crate::decision::{BallotSheet, Decision, Edit, Intake, MemberId, text::slug};

/// Extension of ballot files, without the leading dot.
pub const BALLOT_EXTENSION: &str = "ballot.ron";

/// Advice about a ballot that is larger than the limit of what is read.
const TOO_LARGE_BALLOT: &str = "Check that it is the ballot that you meant; if it is, ask for one with shorter notes, and with fewer entries beside the \
     scores.";

/// Reads a ballot file.
///
/// # Errors
/// [`ReadError`] if the file does not exist, cannot be read or holds no ballot.
pub fn load_ballot(path: &Path) -> Result<BallotSheet, ReadError> {
    let read = read_text(path).and_then(|text| parse_ballot(&text));
    read.map_err(|error| error.or_too_large(TOO_LARGE_BALLOT).in_file(path))
}

/// Writes a ballot file, whole or not at all.
///
/// # Errors
/// [`WriteError`] with the reason. An existing file is replaced only if it is an earlier ballot of the same member of
/// the same record.
pub fn save_ballot(path: &Path, sheet: &BallotSheet) -> Result<(), WriteError> {
    let written = readable_size(ballot_to_ron(sheet)).and_then(|text| {
        let write = if has_earlier(path, sheet) { atomic::write } else { atomic::create };
        write(path, text.as_bytes())
    });
    written.map_err(|error| {
        WriteError::new(path, error).or_too_large("Shorten the notes of the ballot, and write it again.")
    })
}

/// Writes a ballot file as [`save_ballot`] does, for a ballot that is private until the reveal: only its owner may read
/// it, and git is first made to ignore it.
///
/// # Errors
/// As [`save_ballot`].
pub fn save_hidden_ballot(path: &Path, sheet: &BallotSheet) -> Result<(), WriteError> {
    let written = readable_size(ballot_to_ron(sheet)).and_then(|text| {
        if path.symlink_metadata().is_ok() && !has_earlier(path, sheet) {
            return Err(io::Error::from(io::ErrorKind::AlreadyExists));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        git::leave_out(atomic::folder_of(path), &exactly(&name))?;
        atomic::write_private(path, text.as_bytes())
    });
    written.map_err(|error| {
        WriteError::new(path, error).or_too_large("Shorten the notes of the ballot, and write it again.")
    })
}

/// Returns the pattern by which git ignores files of this name and no others.
fn exactly(name: &str) -> String {
    let mut pattern = String::new();
    for letter in name.chars() {
        if matches!(letter, '*' | '?' | '[' | '\\' | '#' | '!' | ' ') {
            pattern.push('\\');
        }
        pattern.push(letter);
    }
    pattern
}

/// Reports whether the file holds an earlier ballot of the same member of the same record.
fn has_earlier(path: &Path, sheet: &BallotSheet) -> bool {
    load_ballot(path)
        .is_ok_and(|earlier| earlier.decision == sheet.decision && earlier.ballot.member == sheet.ballot.member)
}

/// Returns the default path of a member's ballot: beside the record, as `go.ana.ballot.ron`.
#[must_use]
pub fn ballot_path(record: &Path, member: &MemberId) -> PathBuf {
    beside(record, &format!("{member}.{BALLOT_EXTENSION}"))
}

/// Returns the path of a file beside a record: the record's stem, a dot and `ending`.
pub(super) fn beside(record: &Path, ending: &str) -> PathBuf {
    let mut name = stem_of(record);
    name.push(format!(".{ending}"));
    record.with_file_name(name)
}

/// Returns the file name of a record without the extension of decision files.
pub(super) fn stem_of(record: &Path) -> OsString {
    let name = record.file_name().unwrap_or_default();
    let shown = name.to_string_lossy();
    // Names need not be Unicode, and keep their bytes.
    match shown.strip_suffix(&format!(".{}", super::EXTENSION)) {
        None => name.to_owned(),
        // A record called just `.decision.ron` has no stem, and a ballot beside it would be a hidden file.
        Some("") => slug(&shown, 60).into(),
        // Twice, since the ending `.decision.ron` has two dots.
        Some(_) => without_ending(&without_ending(name)),
    }
}

/// Returns a name without its last dot and the part that follows it.
fn without_ending(name: &OsStr) -> OsString {
    Path::new(name).file_stem().unwrap_or(name).to_owned()
}

/// The outcome of importing ballot files into a record.
#[derive(Debug, Clone, PartialEq)]
pub struct ImportReport {
    /// Each file, in the order given, with the outcome for its ballot, or the reason why it could not be read.
    pub files: Vec<(PathBuf, Result<Intake, ReadError>)>,
    /// The one edit that imports all of them; `None` if any is refused, or nothing is new.
    pub edit: Option<Edit>,
}

impl ImportReport {
    /// Reports whether nothing can be imported, because at least one file is refused.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.files.iter().any(|(_, file)| file.as_ref().map_or(true, Intake::is_refused))
    }
}

/// Reads ballot files and reports the effect of importing them. Nothing changes until the edit is applied.
///
/// `replace` lets ballots replace different ones of the same members in the record.
#[must_use]
pub fn import_report(decision: &Decision, paths: &[PathBuf], replace: bool, on: Date) -> ImportReport {
    report(decision, paths, paths.iter().map(|path| load_ballot(path)).collect(), replace, on)
}

/// Does the same as [`import_report`] for many files. Calls `goes_on` before each with the number of files read so far,
/// and returns `None` as soon as it returns false.
#[must_use]
pub fn import_report_of_many(
    decision: &Decision,
    paths: &[PathBuf],
    replace: bool,
    on: Date,
    goes_on: &dyn Fn(usize) -> bool,
) -> Option<ImportReport> {
    let read = paths.iter().enumerate().map(|(place, path)| goes_on(place).then(|| load_ballot(path)));
    Some(report(decision, paths, read.collect::<Option<_>>()?, replace, on))
}

fn report(
    decision: &Decision,
    paths: &[PathBuf],
    read: Vec<Result<BallotSheet, ReadError>>,
    replace: bool,
    on: Date,
) -> ImportReport {
    let sheets: Vec<BallotSheet> = read.iter().filter_map(|read| read.as_ref().ok().cloned()).collect();
    let mut intakes = decision.intake(&sheets, replace).into_iter();
    let mut files = Vec::with_capacity(paths.len());
    for (path, read) in paths.iter().zip(read) {
        // `intake` returns one for each ballot that could be read.
        let file = read.map(|_| intakes.next().unwrap_or(Intake::Refused(Vec::new())));
        files.push((path.clone(), file));
    }
    let mut report = ImportReport { files, edit: None };
    // All or nothing, so that nobody has to find out later which of the files were imported.
    if !report.is_refused() && report.files.iter().any(|(_, file)| matches!(file, Ok(Intake::Taken { .. }))) {
        report.edit = Some(Edit::Import { sheets, replace, on });
    }
    report
}
