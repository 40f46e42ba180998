//! Messages to the people in front of the window. A notice about a state stays until the state is over. One about an event stays
//! until the next action, or for as long as it takes to read it.

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
    /// The file of the record has another content.
    FileReplaced,
    /// The file was changed where the record was changed as well.
    FileChanged,
    /// The file has comments, which a save leaves out.
    Comments,
    /// The file is not marked as merged in git.
    Unmerged,
    /// Changes by others were merged into the record.
    Merged,
    /// Work on this record was never saved: its recovery file.
    Recovered(PathBuf),
    /// Unsaved work cannot be kept safe.
    Unsafe,
    /// A private ballot waits to be published.
    ToPublish,
    /// A private ballot does not fit the record.
    UnfitBallot,
    /// The sealed private ballot of the user is not beside the record.
    MissingBallot,
    /// A private ballot was kept aside.
    KeptAside,
    /// A private ballot was published whose questions have changed since it was sealed.
    Reworded,
    /// An ADR has got another number.
    Renumbered,
    /// Another choice took out what was said to the one before.
    Answers,
    /// The round under way asks for more than the ballots that are sealed.
    Sealed,
    /// A ballot was exported, or was not.
    Ballot,
    /// The record that the open one supersedes was superseded before.
    Superseded,
    /// The last review of the record that the open one supersedes is not in its ADR.
    UnwrittenReview,
    /// Parts of an ADR have no field in the record.
    Imported,
    /// The ADR from which the record was started is one of a decision that is made.
    ImportedDecision,
    /// Something was typed into a locked field of an accepted record.
    Locked,
    /// Something that was asked for was not done. Each of these stays beside the others.
    Refused,
}

impl Subject {
    /// Reports whether it holds for any record.
    fn is_about_the_machine(&self) -> bool {
        *self == Self::Clock
    }

    /// Reports whether it is about an event and not about a state, so that it goes with the next action or after a time.
    fn is_passing(&self) -> bool {
        matches!(self, Self::Refused | Self::Locked | Self::Ballot | Self::Renumbered | Self::Answers | Self::Sealed)
    }

    /// Reports whether it is over once the record is saved or agrees with its file.
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
    /// The time at which it was first drawn, in seconds.
    pub seen: Option<f64>,
    /// Whether another action followed the event that it is about.
    pub is_over: bool,
}

impl Notice {
    pub fn new(subject: Subject, tone: Tone, head: impl Into<String>, words: impl Into<String>) -> Self {
        Self { subject, tone, head: head.into(), words: words.into(), ways: Vec::new(), seen: None, is_over: false }
    }
}

/// The time that a notice about an event stays without another action, in seconds: enough to read an excerpt of a file.
const TOLD_FOR: f64 = 30.0;

/// The notices on the screen, the oldest first.
#[derive(Default)]
pub struct Notices(Vec<Notice>);

impl Notices {
    /// Shows a notice. It replaces an earlier one on the same subject, but refusals only if they have the same words.
    pub fn show(&mut self, notice: Notice) {
        if notice.subject == Subject::Refused {
            // The same refusal twice is shown once.
            let same = |shown: &Notice| {
                (&shown.subject, &shown.head, &shown.words) == (&notice.subject, &notice.head, &notice.words)
            };
            self.0.retain(|shown| !same(shown));
        } else {
            self.forget(&notice.subject);
        }
        self.0.push(notice);
    }

    /// Reports whether there is a notice on a subject.
    pub fn has(&self, subject: &Subject) -> bool {
        self.0.iter().any(|notice| notice.subject == *subject)
    }

    /// Removes the notice on a subject.
    pub fn forget(&mut self, subject: &Subject) {
        self.0.retain(|notice| notice.subject != *subject);
    }

    /// Lets the notices about events go, since another action follows.
    pub fn end_passing(&mut self) {
        for notice in &mut self.0 {
            notice.is_over |= notice.subject.is_passing();
        }
    }

    /// Removes the notices about events that are over, or whose time is. Returns the seconds until the next one is over, if there
    /// is one. Not called until a click is over: its target would move away from under the mouse.
    pub fn pass(&mut self, now: f64) -> Option<f64> {
        // The time starts with the first frame that draws the notice.
        let left = |notice: &mut Notice| {
            let end = *notice.seen.get_or_insert(now) + TOLD_FOR;
            notice.subject.is_passing().then_some(if notice.is_over { 0.0 } else { end - now })
        };
        self.0.retain_mut(|notice| left(notice).is_none_or(|left| left > 0.0));
        self.0.iter_mut().filter_map(left).reduce(f64::min)
    }

    /// Removes the notices that are over once the record is saved or agrees with its file.
    pub fn forget_file(&mut self) {
        self.0.retain(|notice| !notice.subject.is_about_the_file());
    }

    /// Removes the notices about the record that was open.
    pub fn forget_record(&mut self) {
        self.0.retain(|notice| notice.subject.is_about_the_machine());
    }

    /// Removes the notice at an index, which people have dismissed.
    pub fn dismiss(&mut self, at: usize) {
        self.0.remove(at);
    }

    pub fn all(&self) -> &[Notice] {
        &self.0
    }
}

/// The words in the strip on the last action.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum StatusLine {
    /// Nothing.
    #[default]
    Empty,
    /// A save is under way.
    Saving,
    /// The action that was done, in words.
    Done(String),
}

impl StatusLine {
    /// Returns the words in the strip, which may be empty.
    #[must_use]
    pub fn words(&self) -> &str {
        match self {
            Self::Empty => "",
            Self::Saving => "Saving…",
            Self::Done(words) => words,
        }
    }

    /// Removes the words.
    pub fn clear(&mut self) {
        *self = Self::Empty;
    }
}

/// All messages to the people in front of the window.
#[derive(Default)]
pub struct Messages {
    /// Notices above the page.
    pub notices: Notices,
    /// The last action, in the strip.
    pub status_line: StatusLine,
    /// The title of the window.
    pub window_title: String,
}

/// Returns the button that saves the record in another place.
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
        notices.end_passing();
        assert_eq!(notices.pass(110.0), None);
        assert!(notices.has(&Subject::Clock) && notices.has(&Subject::ToPublish));
    }
}
