//! Messages to the people in front of the window. Notices stay until they are dismissed or no longer hold.

use std::path::PathBuf;

use super::{
    intent::{FileIntent, Intent},
    widgets::Tone,
};

/// The subject of a notice, by which it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The clock of the machine cannot be right.
    Clock,
    /// The record may not be changed.
    ReadOnly,
    /// A save failed.
    NotSaved,
    /// A save takes long.
    SlowSave,
    /// The file of the record is gone.
    FileGone,
    /// The file of the record has something else in it.
    FileReplaced,
    /// The file was changed where the record was changed as well.
    FileChanged,
    /// The file has comments, which a save leaves out.
    Comments,
    /// Git has not learnt that a merge is finished.
    Unmerged,
    /// The record took over what others had changed.
    Merged,
    /// Work on this record was never saved: its recovery file.
    Recovered(PathBuf),
    /// Unsaved work cannot be kept safe.
    Unsafe,
    /// A private ballot waits to be published.
    ToPublish,
    /// A private ballot does not fit the record.
    UnfitBallot,
    /// A ballot was exported, or was not.
    Ballot,
    /// The record that the open one supersedes was superseded before.
    Superseded,
    /// Not all of an ADR found a place in the record.
    Imported,
    /// Something that was asked for was not done. Each of these stays beside the others.
    Refused,
}

impl Subject {
    /// Whether it holds for any record.
    fn is_about_the_machine(&self) -> bool {
        *self == Self::Clock
    }

    /// Whether it is over once the record is saved, or its file is as the record knows it.
    fn is_about_the_file(&self) -> bool {
        matches!(self, Self::NotSaved | Self::SlowSave | Self::FileGone | Self::FileReplaced | Self::FileChanged)
    }
}

/// A message above the page, with buttons.
pub struct Notice {
    pub subject: Subject,
    pub tone: Tone,
    pub head: String,
    pub words: String,
    /// Buttons by name, and their intents.
    pub ways: Vec<(&'static str, Intent)>,
}

impl Notice {
    pub fn new(subject: Subject, tone: Tone, head: impl Into<String>, words: impl Into<String>) -> Self {
        Self { subject, tone, head: head.into(), words: words.into(), ways: Vec::new() }
    }
}

/// The notices on the screen, the oldest first.
#[derive(Default)]
pub struct Notices(Vec<Notice>);

impl Notices {
    /// Shows a notice. It takes the place of an earlier one on the same subject.
    pub fn show(&mut self, notice: Notice) {
        if notice.subject == Subject::Refused {
            // Said again, it is said once.
            self.0.retain(|shown| (&shown.head, &shown.words) != (&notice.head, &notice.words));
        } else {
            self.forget(&notice.subject);
        }
        self.0.push(notice);
    }

    /// Whether there is a notice on a subject.
    pub fn has(&self, subject: &Subject) -> bool {
        self.0.iter().any(|notice| notice.subject == *subject)
    }

    /// Takes the notice on a subject off the screen.
    pub fn forget(&mut self, subject: &Subject) {
        self.0.retain(|notice| notice.subject != *subject);
    }

    /// Takes off what no longer holds once the file is as the record knows it.
    pub fn forget_file(&mut self) {
        self.0.retain(|notice| !notice.subject.is_about_the_file());
    }

    /// Takes off the notices about the record that was open.
    pub fn forget_record(&mut self) {
        self.0.retain(|notice| notice.subject.is_about_the_machine());
    }

    /// Takes off the notice at a place, which people dismissed.
    pub fn dismiss(&mut self, at: usize) {
        self.0.remove(at);
    }

    pub fn all(&self) -> &[Notice] {
        &self.0
    }
}

/// What the strip says of the last thing that was done.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StatusLine {
    /// Nothing.
    #[default]
    Empty,
    /// A save is under way.
    Saving,
    /// What was done, in words.
    Done(String),
}

impl StatusLine {
    /// The words in the strip; empty for none.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Saving => "Saving…",
            Self::Done(words) => words,
        }
    }

    /// Takes the words off.
    pub fn clear(&mut self) {
        *self = Self::Empty;
    }
}

/// All messages to the people in front of the window.
#[derive(Default)]
pub struct Messages {
    /// Notices above the page.
    pub notices: Notices,
    /// The last thing that was done, in the strip.
    pub status_line: StatusLine,
    /// The title of the window.
    pub window_title: String,
}

/// The button that saves the record in another place.
pub fn save_elsewhere() -> (&'static str, Intent) {
    ("Save elsewhere…", Intent::File(FileIntent::SaveElsewhere(None)))
}
