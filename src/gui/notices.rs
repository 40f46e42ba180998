//! Messages to the people in front of the window. What is so is told until it no longer holds, and what has happened until the next
//! thing is done, or for as long as anybody needs to read it.

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

    /// Whether it tells of something that is over, and not of how things are: it goes when the next thing is done, or in its time.
    fn is_passing(&self) -> bool {
        matches!(self, Self::Refused | Self::Ballot)
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
    /// When it was first drawn, in seconds.
    pub seen: Option<f64>,
}

impl Notice {
    pub fn new(subject: Subject, tone: Tone, head: impl Into<String>, words: impl Into<String>) -> Self {
        Self { subject, tone, head: head.into(), words: words.into(), ways: Vec::new(), seen: None }
    }
}

/// How long what has happened is told where nothing is done, in seconds: enough to read an excerpt of a file.
const TOLD_FOR: f64 = 30.0;

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

    /// Takes off what has happened, since something else is done now.
    pub fn forget_passing(&mut self) {
        self.0.retain(|notice| !notice.subject.is_passing());
    }

    /// Takes off what has been told for long enough, and says when the next one has, in seconds from now.
    pub fn pass(&mut self, now: f64) -> Option<f64> {
        let left =
            |notice: &mut Notice| notice.subject.is_passing().then(|| *notice.seen.get_or_insert(now) + TOLD_FOR - now);
        self.0.retain_mut(|notice| left(notice).is_none_or(|left| left > 0.0));
        self.0.iter_mut().filter_map(left).reduce(f64::min)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_happened_goes_in_its_time_and_with_the_next_thing_that_is_done() {
        let mut notices = Notices::default();
        for subject in [Subject::Clock, Subject::Refused, Subject::Ballot, Subject::ToPublish] {
            notices.show(Notice::new(subject, Tone::Bad, "Head", "Words"));
        }
        assert_eq!(notices.pass(100.0), Some(TOLD_FOR));
        notices.show(Notice::new(Subject::Refused, Tone::Bad, "Another", "Words"));
        assert_eq!(notices.pass(110.0), Some(TOLD_FOR - 10.0));
        assert_eq!((notices.pass(100.0 + TOLD_FOR), notices.all().len()), (Some(10.0), 3));
        notices.forget_passing();
        assert_eq!(notices.pass(110.0), None);
        assert!(notices.has(&Subject::Clock) && notices.has(&Subject::ToPublish));
    }
}
