//! Notices: words to the people in front of the window, which stay until they are dismissed or no longer hold.

use std::path::PathBuf;

use super::App;
use crate::gui::intent::Intent;
use crate::gui::widgets::Tone;

/// The subject of a notice, by which it is found again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
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
    /// Git waits to be told that a merge is finished.
    Unmerged,
    /// The record took over what others had changed.
    Merged,
    /// Work on this record was never saved: its recovery file.
    Recovered(PathBuf),
    /// Unsaved work cannot be kept safe.
    Unsafe,
    /// A ballot was exported, or was not.
    Ballot,
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

/// A notice.
pub(super) struct Notice {
    pub(super) subject: Subject,
    pub(super) tone: Tone,
    pub(super) head: String,
    pub(super) words: String,
    /// What can be done about it: the name of each button, and what it does.
    pub(super) ways: Vec<(&'static str, Intent)>,
}

impl Notice {
    /// A notice without buttons.
    pub(super) fn new(subject: Subject, tone: Tone, head: impl Into<String>, words: impl Into<String>) -> Self {
        Self { subject, tone, head: head.into(), words: words.into(), ways: Vec::new() }
    }

    /// With buttons.
    pub(super) fn with_ways(mut self, ways: Vec<(&'static str, Intent)>) -> Self {
        self.ways = ways;
        self
    }
}

/// The notices on the screen, the oldest first.
#[derive(Default)]
pub(super) struct Notices(Vec<Notice>);

impl Notices {
    /// Shows a notice. It takes the place of an earlier one on the same subject.
    pub(super) fn tell(&mut self, notice: Notice) {
        if notice.subject != Subject::Refused {
            self.forget(&notice.subject);
        }
        self.0.push(notice);
    }

    /// Whether there is a notice on a subject.
    pub(super) fn has(&self, subject: &Subject) -> bool {
        self.0.iter().any(|notice| notice.subject == *subject)
    }

    /// Takes the notice on a subject off the screen.
    pub(super) fn forget(&mut self, subject: &Subject) {
        self.0.retain(|notice| notice.subject != *subject);
    }

    /// Takes off what no longer holds once the file is as the record knows it.
    pub(super) fn forget_file(&mut self) {
        self.0.retain(|notice| !notice.subject.is_about_the_file());
    }

    /// Takes off what was told of the record that was open.
    pub(super) fn forget_record(&mut self) {
        self.0.retain(|notice| notice.subject.is_about_the_machine());
    }

    /// Takes off the notice at a place, which people dismissed.
    pub(super) fn dismiss(&mut self, at: usize) {
        self.0.remove(at);
    }

    /// All of them.
    pub(super) fn all(&self) -> &[Notice] {
        &self.0
    }
}

impl App {
    /// Tells that something was not done, and why.
    pub(super) fn warn(&mut self, head: &str, words: impl Into<String>) {
        self.words.notices.tell(Notice::new(Subject::Refused, Tone::Bad, head, words));
    }
}
