//! Errors of files: what went wrong, where, and what to do.

use std::{
    borrow::Cow,
    fmt, io,
    path::{Path, PathBuf},
};

use super::{atomic::MayOnlyRead, git, merge::two_records_apart};
use crate::decision::{
    ProblemCode,
    text::{capitalized, sentence, shell_path},
};

/// Advice about a file that is larger than the limit of what is read.
pub(super) const TOO_LARGE: &str = "Check that it is the file that you meant; if it is, take something out of it in a text \
                                    editor, or part it into several.";

/// Reason why a file could not be read. Displayed in full it names the file, the place, the line, what was expected and
/// what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadError(Box<Details>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Details {
    path: Option<PathBuf>,
    /// A clause without its capital and its full stop.
    what: String,
    position: Option<(usize, usize)>,
    excerpt: Option<String>,
    expected: Option<String>,
    advice: Cow<'static, str>,
    trouble: Trouble,
}

/// The kinds of error that need different words or handling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    /// The copies to merge are of two records.
    TwoRecords,
    /// There is more than the limit of what is read.
    TooLarge,
    /// A merge is unfinished. The advice says only how to finish it.
    Unmerged,
    /// The same in a record, which has a command for it.
    UnmergedRecord,
    /// It was written by a newer version. The advice is to update.
    Newer,
    Other,
}

impl ReadError {
    /// Creates an error. `what` is a clause such as "the file is empty", `advice` one or more sentences.
    pub(super) fn new(what: impl Into<String>, advice: impl Into<Cow<'static, str>>) -> Self {
        Self(Box::new(Details {
            path: None,
            what: shortened(what.into()),
            position: None,
            excerpt: None,
            expected: None,
            advice: advice.into(),
            trouble: Trouble::Other,
        }))
    }

    /// Creates an error about more than the limit of what is read.
    pub(super) fn too_large(what: impl Into<String>) -> Self {
        let mut error = Self::new(what, TOO_LARGE);
        error.0.trouble = Trouble::TooLarge;
        error
    }

    /// Creates an error about an unfinished merge. `advice` says how to finish it, without a full stop;
    /// [`Self::in_file`] adds the way back, if the file has one.
    pub(super) fn unmerged(what: impl Into<String>, advice: &'static str) -> Self {
        let mut error = Self::new(what, format!("{advice}."));
        error.0.trouble = Trouble::Unmerged;
        error
    }

    /// Creates an error about an unfinished merge of a record. [`Self::in_file`] gives its advice the name of the file, and adds the
    /// way back, if the file has one.
    pub(super) fn unmerged_record(what: impl Into<String>) -> Self {
        let mut error = Self::new(what, "Finish the merge first: run `weigh-in merge --resolve` on the file.");
        error.0.trouble = Trouble::UnmergedRecord;
        error
    }

    fn is_unmerged(&self) -> bool {
        matches!(self.0.trouble, Trouble::Unmerged | Trouble::UnmergedRecord)
    }

    /// Creates an error about something that a newer version wrote and this one does not change, with the advice to
    /// update.
    pub(super) fn newer(what: impl Into<String>, advice: &'static str) -> Self {
        let mut error = Self::new(what, advice);
        error.0.trouble = Trouble::Newer;
        error
    }

    /// Creates an error about copies to merge that are of two records.
    pub(super) fn two_records() -> Self {
        let what = "these are two different records, not two copies of one: their ids differ";
        let mut error = Self::new(what, "Keep both, each under a name of its own.");
        error.0.trouble = Trouble::TwoRecords;
        error
    }

    /// Reports whether the copies to merge are of two records, so that both have to stay.
    #[must_use]
    pub fn is_of_two_records(&self) -> bool {
        self.0.trouble == Trouble::TwoRecords
    }

    /// Returns the code of the problem that a record's file has because of this error.
    #[must_use]
    pub fn code(&self) -> ProblemCode {
        if self.is_unmerged() { ProblemCode::Unmerged } else { ProblemCode::UnreadFile }
    }

    /// Reports whether the error is about more than the limit of what is read.
    pub(super) fn is_too_large(&self) -> bool {
        self.0.trouble == Trouble::TooLarge
    }

    /// Replaces the advice if the error is about more than the limit of what is read.
    pub(super) fn or_too_large(mut self, advice: &'static str) -> Self {
        if self.is_too_large() {
            self.0.advice = advice.into();
        }
        self
    }

    /// Adds the place, a line and a column that both count from 1, and an excerpt of the text there.
    pub(super) fn at(mut self, text: &str, (line, column): (usize, usize)) -> Self {
        self.0.position = Some((line, column));
        // `lines` would drop an empty last line, where a position at the end of the text is.
        self.0.excerpt = text.split('\n').nth(line.saturating_sub(1)).map(|words| excerpt(line, words, column));
        self
    }

    pub(super) fn expecting(mut self, expected: Option<String>) -> Self {
        self.0.expected = expected;
        self
    }

    /// Converts the error for a file that is not written because it could not be read again.
    pub(super) fn as_refusal(&self) -> io::Error {
        let kind = if self.is_too_large() { io::ErrorKind::FileTooLarge } else { io::ErrorKind::InvalidData };
        io::Error::new(kind, self.0.what.clone())
    }

    /// Adds the path of the file, and for an unfinished merge the command that takes it back, if there is one.
    #[must_use]
    pub fn in_file(mut self, path: &Path) -> Self {
        if self.is_unmerged() && self.0.path.is_none() && path.is_file() {
            if self.0.trouble == Trouble::UnmergedRecord {
                let path = shell_path(&path.to_string_lossy()).into_owned();
                self.0.advice = format!("Finish the merge first: run `weigh-in merge --resolve {path}`.").into();
            }
            // A merge of two records has no end that `merge --resolve` could find.
            let back = || git::way_back(path);
            if let Some(apart) = two_records_apart(path) {
                let what = "Both sides added a record of their own under this name.";
                let back = back().map(|back| format!(" Or run `{back}`."));
                self.0.advice = format!("{what} {apart}{}", back.unwrap_or_default()).into();
            } else if let Some(back) = back() {
                self.0.advice = format!("{}; or run `{back}`.", self.0.advice.trim_end_matches('.')).into();
            }
        }
        self.0.path = Some(path.to_owned());
        self
    }

    /// Says in which copy to merge the error is, and replaces the advice unless a newer version is needed.
    pub(super) fn in_side(mut self, side: &str, advice: impl FnOnce() -> String) -> Self {
        self.0.what = format!("in the copy of {side}, {}", self.0.what);
        // The other copy is no way out where a newer version can merge both.
        if self.0.trouble != Trouble::Newer {
            self.0.advice = advice().into();
        }
        self
    }

    /// Rewords the error as one of a newer format that this version cannot read.
    pub(super) fn because_newer(mut self, format: u32, known: u32) -> Self {
        self.0.what = format!(
            "the file was written by a newer version of Weigh-In, in format {format} (this version reads up to format {known}), \
             and {}",
            self.0.what
        );
        self.0.expected = None;
        self.0.advice = "Update Weigh-In to open it.".into();
        self.0.trouble = Trouble::Newer;
        self
    }

    /// Returns what is wrong as one sentence, without the file and the place.
    #[must_use]
    pub fn summary(&self) -> String {
        sentence(&self.0.what)
    }

    /// Returns the file that was read, if it was one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.0.path.as_deref()
    }

    /// Returns line and column, both counted from 1, if the error is at one place.
    #[must_use]
    pub fn position(&self) -> Option<(usize, usize)> {
        self.0.position
    }

    /// Returns the line with a caret below the place, for a font of fixed width.
    #[must_use]
    pub fn excerpt(&self) -> Option<&str> {
        self.0.excerpt.as_deref()
    }

    /// Returns what was expected there instead, if that is known.
    #[must_use]
    pub fn expected(&self) -> Option<&str> {
        self.0.expected.as_deref()
    }

    /// Returns what to do, in one or more sentences.
    #[must_use]
    pub fn advice(&self) -> &str {
        &self.0.advice
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.0.position.map(|(line, column)| format!("line {line}, column {column}"));
        match (&self.0.path, place) {
            (Some(path), Some(place)) => writeln!(f, "{}, {place}: {}.", path.display(), self.0.what)?,
            (Some(path), None) => writeln!(f, "{}: {}.", path.display(), self.0.what)?,
            (None, Some(place)) => writeln!(f, "{}: {}.", capitalized(&place), self.0.what)?,
            (None, None) => writeln!(f, "{}", self.summary())?,
        }
        if let Some(excerpt) = &self.0.excerpt {
            writeln!(f, "{excerpt}")?;
        }
        if let Some(expected) = &self.0.expected {
            writeln!(f, "Expected: {expected}.")?;
        }
        f.write_str(&self.0.advice)
    }
}

impl std::error::Error for ReadError {}

/// Reason why a file could not be written. The content from before is still there.
#[derive(Debug)]
pub struct WriteError {
    path: PathBuf,
    source: io::Error,
    /// Advice if the file would hold more than can be read again.
    if_too_large: &'static str,
}

impl WriteError {
    pub(super) fn new(path: &Path, source: io::Error) -> Self {
        let if_too_large = "Take out what is not needed, or part it into several.";
        Self { path: path.to_owned(), source, if_too_large }
    }

    /// Replaces the advice for a file that would hold more than can be read again.
    pub(super) fn or_too_large(self, advice: &'static str) -> Self {
        Self { if_too_large: advice, ..self }
    }

    /// Replaces the path with the one that people know, if the file was written under another name.
    #[must_use]
    pub fn in_file(self, path: &Path) -> Self {
        Self { path: path.to_owned(), ..self }
    }

    /// Returns the file that was to be written.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Reports whether something exists where nothing should be.
    #[must_use]
    pub fn is_taken(&self) -> bool {
        self.source.kind() == io::ErrorKind::AlreadyExists
    }

    /// Returns what is wrong as one sentence.
    #[must_use]
    pub fn summary(&self) -> String {
        format!("{} could not be written: {}.", self.path.display(), self.reason())
    }

    /// Returns why the file could not be written, as a clause.
    #[must_use]
    pub fn reason(&self) -> String {
        match self.source.kind() {
            io::ErrorKind::NotFound => "its folder does not exist".to_owned(),
            io::ErrorKind::NotADirectory => "a part of its path is a file, not a folder".to_owned(),
            io::ErrorKind::IsADirectory => "there is a folder of that name".to_owned(),
            io::ErrorKind::PermissionDenied if self.is_of_the_file() => self.source.to_string(),
            io::ErrorKind::PermissionDenied => "this is not allowed there".to_owned(),
            io::ErrorKind::ReadOnlyFilesystem => "the disk is read-only".to_owned(),
            io::ErrorKind::StorageFull => "the disk is full".to_owned(),
            io::ErrorKind::QuotaExceeded => "your share of the disk is used up".to_owned(),
            io::ErrorKind::AlreadyExists => "a file of that name exists already".to_owned(),
            io::ErrorKind::InvalidFilename => "the file name is not possible there".to_owned(),
            _ => self.source.to_string(),
        }
    }

    /// Reports whether the file would hold more than can be read again.
    #[must_use]
    pub fn is_too_large(&self) -> bool {
        self.source.kind() == io::ErrorKind::FileTooLarge
    }

    /// Reports whether the file itself is the reason, not its folder.
    fn is_of_the_file(&self) -> bool {
        matches!(self.source.get_ref(), Some(reason) if reason.is::<MayOnlyRead>())
    }

    /// Returns what to do, in one or more sentences.
    #[must_use]
    pub fn advice(&self) -> &'static str {
        match self.source.kind() {
            io::ErrorKind::NotFound => "Make the folder again, or save under another name.",
            io::ErrorKind::PermissionDenied if self.is_of_the_file() => {
                "Ask its owner for the right to write it, or save under another name."
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "Save under another name, in a folder that you may write to."
            }
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                "Make room on the disk and save again, or save on another disk."
            }
            io::ErrorKind::FileTooLarge => self.if_too_large,
            io::ErrorKind::InvalidData => "Correct that first, and save again.",
            // The reason says what to do.
            io::ErrorKind::ResourceBusy => "Save under another name until then.",
            _ => "Save under another name.",
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.summary(), self.advice())
    }
}

impl std::error::Error for WriteError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.source)
    }
}

/// Shortens a message to 300 characters, because it may quote something of any length.
fn shortened(words: String) -> String {
    const MOST: usize = 300;
    match words.char_indices().nth(MOST) {
        None => words,
        Some((end, _)) => format!("{}…", &words[..end]),
    }
}

/// Returns the line with its number and a caret below `column`. Of a long line only the part around `column` is shown.
fn excerpt(number: usize, line: &str, column: usize) -> String {
    const BEFORE: usize = 60;
    const WIDTH: usize = 100;
    let first = column.saturating_sub(BEFORE + 1);
    // A tab or an escape sequence would move the caret, or the cursor of the terminal.
    let shown = line.chars().skip(first).take(WIDTH).map(|c| if c.is_control() { ' ' } else { c });
    let mut shown: String = shown.collect();
    if line.chars().count() > first + WIDTH {
        shown.push('…');
    }
    let gutter = number.to_string();
    let (lead, indent) = if first > 0 { ("…", 1) } else { ("", 0) };
    let caret = " ".repeat(column.saturating_sub(first + 1) + indent);
    format!("{gutter} | {lead}{}\n{} | {caret}^", shown.trim_end(), " ".repeat(gutter.len()))
}
