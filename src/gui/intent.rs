//! Everything that people can ask for, in one type. Views, dialogs, widgets and notices return intents, and flows carry them out.
//! Flows ask each other for things in the same way.

mod keys;
mod tables;

use std::{path::PathBuf, sync::Arc};

pub use self::{
    keys::{CriteriaKey, LogKey, SheetKey},
    tables::{TableIntent, TableKind},
};
use super::step::Step;
use crate::{
    chart::ChartKind,
    decision::{ConflictKey, CriterionId, Edit, MemberId, OptionId, Place, Profile, RepoPath, Side, Status},
    decision_log::Renumbering,
    storage::Theme,
};

/// A wish of the people in front of the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// A change of the record.
    Edit(Edit),
    /// Changes of the record that belong together, as one step.
    EditTogether(Vec<Edit>),
    /// Changes that people have confirmed, as one step: either all of them, or no change at all.
    Confirmed(Vec<Edit>),
    /// An undo of the last step.
    Undo,
    /// An undo of so many steps, up to the first that needs a question or is refused.
    UndoBy(usize),
    /// A redo of the step that was undone last.
    Redo,
    /// A change of the status, with the steps on the way to it.
    SetStatus(Status),
    /// The end of a correction in which nothing was changed.
    LockAgain,
    /// A dialog with a question or an explanation.
    Ask(Question),
    /// The end of the open dialog, without anything else.
    Dismiss,
    /// An intent that leaves the record, carried out without a question about its changes.
    WithoutSaving(Box<Intent>),
    /// An intent that leaves the record, carried out although there is typed text that is not in it.
    WithoutDrafts(Box<Intent>),
    /// A step.
    Go(Step),
    /// The step so many places further down.
    GoBy(isize),
    /// A part of the record.
    Show(Place),
    /// A criterion that was found: its row among the scores while these are shown, else its row on the Criteria step.
    ShowFound(CriterionId),
    /// A field of a step, by its name.
    ShowField(Step, String),
    /// The weights of the groups, to be set.
    WeighByGroup,
    /// The team's scores of an option by a criterion.
    ShowVotes(CriterionId, OptionId),
    /// The score sheet at this criterion, or at the first open cell where there is none.
    ScoreFrom(Option<CriterionId>),
    /// A vote again on the criterion that is selected in the score sheet, which the round leaves out.
    VoteAgainOnSelected,
    /// The ballot of a member, to be filled in. In a blind round people are asked first whether that member sits here.
    ScoreAs(MemberId),
    /// The ballot of a member who has confirmed sitting at the machine, and what follows.
    TakeSeat(MemberId, FollowUp),
    /// An undo of the merge in the last step, and with it of the work of others, and then of so many steps before it.
    UndoMerge(usize),
    /// An undo of the last own step below a merge, which stays.
    UndoBelowMerge,
    /// The ballot of the next member.
    ScoreAsNext,
    /// The mean scores for the clipboard.
    CopyScores,
    /// Words for the clipboard.
    Copy(String),
    /// A link, shown before it is followed.
    ShowLink(String),
    /// A link that people have seen and agreed to.
    FollowLink(String),
    /// A start on the title of a new record.
    FocusTitle,
    /// A hint that is not shown again, by name.
    DismissHint(&'static str),
    /// Decision files.
    File(FileIntent),
    /// Paths that are asked for.
    Path(PathIntent),
    /// New records.
    Start(StartIntent),
    /// The ADR of the record.
    Export(ExportIntent),
    /// The decision log.
    Log(LogIntent),
    /// Ballots and rounds.
    Ballots(BallotIntent),
    /// The record compared with an earlier copy of it.
    Change(ChangeIntent),
    /// Charts saved as pictures.
    Chart(ChartIntent),
    /// Tables of spreadsheets.
    Table(TableIntent),
    /// A report of the record, as a file in this place.
    WriteReport(PathBuf),
    /// The random draws.
    Ladder(LadderIntent),
    /// The results under these profiles, for the screen that shows them.
    CountProfiles(Vec<Arc<Profile>>),
    /// The dialog for the profiles of the team, beside these of the template.
    AskProfiles(Vec<Arc<Profile>>),
    /// Work that a crash has left.
    Recovery(RecoveryIntent),
    /// The look of the window.
    Settings(SettingsIntent),
    /// The window over the whole screen, or back in its frame.
    ToggleFullScreen,
    /// Another window, for another record.
    NewWindow,
    /// A key that scrolls the page of a step so many screens down.
    Scroll(isize),
    /// A key on a cell of the score sheet, which acts on it.
    Sheet(SheetKey),
    /// A key on a row of the criteria, which acts on it.
    InCriteria(CriteriaKey),
    /// A key in the decision log, which acts on it.
    InLog(LogKey),
    /// The end of everything that belongs to the record that was open before.
    RecordReplaced,
}

/// An intent that follows when another one is done.
pub type FollowUp = Option<Box<Intent>>;

/// A dialog that people ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The name of a template with the options and criteria of the record.
    TemplateName,
    /// The reason why an accepted record is corrected.
    Correct,
    /// The review of an accepted decision.
    Review,
    /// The people who score.
    Members,
    /// The question whether to show all scores before everybody has sealed.
    Reveal,
    /// The search through all commands and the record.
    Palette,
    /// The search through the record alone.
    Find,
    /// Explanations, and all keys.
    Help,
    /// Version and licence.
    About,
}

/// A wish for the look of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SettingsIntent {
    /// Light or dark.
    Theme(Theme),
    /// Everything larger.
    ZoomIn,
    /// Everything smaller.
    ZoomOut,
    /// The ordinary size.
    ZoomReset,
    /// Less motion, or motion again.
    ToggleMotion,
    /// The choice whether the focus goes on to the next cell after a score, or stays.
    ToggleGoingOn,
}

/// A wish about decision files.
#[derive(Debug, Clone, PartialEq)]
pub enum FileIntent {
    /// The end of the app.
    Quit,
    /// The start screen, for a new record.
    Close,
    /// A decision file that is still to be chosen.
    Choose,
    /// A decision file, and what follows once it is open.
    Open(PathBuf, FollowUp),
    /// A file off the list of recent ones.
    Forget(PathBuf),
    /// A save where the record was saved before, and what follows.
    Save(FollowUp),
    /// A save in another place that is still to be chosen, and what follows.
    SaveElsewhere(FollowUp),
    /// A save in this place, and what follows.
    SaveTo(PathBuf, FollowUp),
    /// A save over any content of the file, and what follows.
    SaveAnyway(FollowUp),
    /// A file that is gone, to be written again after a question.
    WriteAgain,
    /// The record beside the file that others have changed.
    Compare,
    /// Sides of conflicts, by the keys of these.
    ChooseSides(Vec<(ConflictKey, Side)>),
    /// The merge with the choices that were made.
    Merge,
    /// The file marked as merged in git.
    TellMerged,
    /// The copies that git keeps of the file, merged once more.
    MergeAgain,
    /// The merge with the record here wherever both changed the same.
    KeepMine,
    /// The record as it is on disk.
    Reload,
}

/// The use of a path that people choose.
#[derive(Debug, Clone, PartialEq)]
pub enum PathUse {
    /// A decision file to open.
    Open,
    /// The place of the record, and what follows the save.
    Save(FollowUp),
    /// A repository to export into.
    Repository,
    /// A repository whose decision log is read.
    Log,
    /// The place of my ballot.
    ExportBallot,
    /// Ballots to import.
    ImportBallots,
    /// Another copy of the record, to be compared with.
    CompareWith,
    /// A table to import.
    ImportTable,
    /// The place of a table.
    Table(TableKind),
    /// The place of a chart.
    Chart(ChartKind),
    /// The place of a report.
    Report,
}

impl PathUse {
    /// Returns the title of the question.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open a decision",
            Self::Save(_) => "Save the record",
            Self::Repository | Self::Log => "Choose a repository",
            Self::ExportBallot => "Export my ballot",
            Self::ImportBallots => "Import ballots",
            Self::CompareWith => "Compare with another copy",
            Self::ImportTable => "Import a table",
            Self::Table(_) => "Save as CSV",
            Self::Chart(_) => "Save a chart",
            Self::Report => "Save a report",
        }
    }

    /// Reports whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        matches!(self, Self::Save(_) | Self::ExportBallot | Self::Table(_) | Self::Chart(_) | Self::Report)
    }

    /// Returns the name of the kind of files that can be picked, and their extension; `None` if any file or folder can be picked.
    #[must_use]
    pub fn filter(&self) -> Option<(&'static str, &'static str)> {
        match self {
            Self::Open | Self::CompareWith => Some(("Decision", "ron")),
            Self::ImportBallots => Some(("Ballot", "ron")),
            _ => None,
        }
    }
}

/// A wish about a path.
#[derive(Debug, Clone, PartialEq)]
pub enum PathIntent {
    /// The question for one.
    Ask(PathUse),
    /// The desktop's own file window in place of typing.
    Browse,
    /// Typing in place of the file window.
    Type,
    /// A path that was chosen.
    Use(PathUse, PathBuf, Occupied),
}

/// The rule for a path at which there is a file already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occupied {
    /// People are asked first.
    Ask,
    /// The file is replaced, as people have agreed.
    Replace,
}

/// A wish for a new record.
#[derive(Debug, Clone, PartialEq)]
pub enum StartIntent {
    /// One from a template with this id, and a profile with that one.
    FromTemplate(String, Option<String>),
    /// One from the ADR in this file.
    FromAdr(PathBuf),
    /// An empty one, and then the dialog for a table.
    FromTable(TableIntent),
    /// One that supersedes an ADR, from a template that is still to be chosen.
    Superseding(SupersededAdr),
    /// The next one supersedes nothing.
    SupersedeNothing,
    /// One that supersedes the open record and starts from its content.
    Supersede,
    /// The same, although its last review is not in its ADR.
    SupersedeAnyway,
    /// One that supersedes the record in this file and starts from its content.
    SupersedeFile(PathBuf),
    /// One that supersedes the record that was opened for it.
    SupersedeOpened,
    /// A copy of the open record.
    Duplicate,
    /// A sample to explore, as a copy that is not saved.
    Sample,
    /// The record kept as a template of this name.
    SaveTemplate(String),
}

/// An ADR that a new record supersedes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SupersededAdr {
    /// The root of its repository.
    pub root: PathBuf,
    /// Its path from the root.
    pub path: RepoPath,
    /// Its title.
    pub title: String,
}

/// The choice of what the desktop shows of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileReveal {
    /// The file, in the program for its kind.
    Itself,
    /// The folder that it is in.
    InFolder,
}

/// A wish about the ADR of the record.
#[derive(Debug, Clone, PartialEq)]
pub enum ExportIntent {
    /// A repository to export into.
    Into(PathBuf),
    /// The repository that the record was saved in, where none is named.
    SuggestRepository,
    /// The record, or a copy of it, saved beside the ADR, to go on with there.
    SaveBeside,
    /// The export that is shown, written. A record that lies in the repository is saved before, and after.
    Write,
    /// A file that was written, shown by the desktop.
    Open(PathBuf, FileReveal),
    /// The files that were written, for git.
    Git(GitRequest),
    /// The ADR for the clipboard, as it would be without a repository.
    Copy,
}

/// Files for git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitRequest {
    /// The root of the repository.
    pub root: PathBuf,
    /// The ADR, the files written with it, and the record: paths from the root.
    pub files: Vec<PathBuf>,
    /// Files that belong to them if they are staged.
    pub also: Vec<PathBuf>,
    /// The message of the commit; staged without one.
    pub message: Option<String>,
}

/// A wish about the decision log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogIntent {
    /// The log of the repository of the open record, or else the log that was shown last.
    Show,
    /// The log of the repository at a path.
    Choose(PathBuf),
    /// The log of the repository that is typed, read again.
    Read,
    /// The end of the reading.
    Cancel,
    /// The record, or the start screen, in place of the log.
    Close,
    /// The text of an ADR.
    ShowAdr(RepoPath),
    /// The decision file that an ADR names: the place of the folder in the log, and the words of the ADR.
    OpenRecord(usize, String),
    /// A record that supersedes an ADR, by its path and its title.
    Supersede(RepoPath, String),
    /// A record that supersedes the one that an ADR names and starts from its content: the place of the folder in the log, and
    /// the words of the ADR.
    SupersedeRecord(usize, String),
    /// A record from an ADR.
    StartFrom(RepoPath),
    /// The changes that another number for an ADR would make, shown before they are made.
    PlanRenumbering(RepoPath),
    /// Another number for an ADR, with these changes.
    Renumber(Box<Renumbering>),
}

/// A wish about ballots and rounds.
#[derive(Debug, Clone, PartialEq)]
pub enum BallotIntent {
    /// My ballot, handed in. It is asked about first if cells are empty.
    Seal,
    /// My ballot, handed in with empty cells.
    SealWithGaps,
    /// My ballot, taken back.
    Reopen,
    /// My ballot, written to a file.
    Export(PathBuf),
    /// Ballot files, read to show the changes that they would bring.
    Read(Vec<PathBuf>, Displace),
    /// Ballots that were read, imported.
    Import(Box<Edit>),
    /// A reveal of the round by a person.
    Reveal(String),
    /// The private ballots beside the record that it waits for, put into it after the reveal.
    Publish,
    /// A round on these criteria, or on all if the list is empty, with the score sheet at the first of them.
    Open(Vec<CriterionId>),
    /// A round on criteria that are still to be chosen. These are proposed, or, if the list is empty, those on which the team is
    /// far apart.
    ChooseRound(Vec<CriterionId>),
}

/// A wish about the changes of the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeIntent {
    /// The list of copies to compare with.
    Ask,
    /// The changes since one of them.
    Since(EarlierCopy),
}

/// An earlier copy of the record, or the record that it supersedes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EarlierCopy {
    /// In a decision file.
    File(PathBuf),
    /// In the record's own file at a commit, by its hash.
    Revision(String),
}

/// The rule for members who have a ballot already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Displace {
    /// Their ballots stay, and others are refused.
    Refuse,
    /// Their ballots are replaced.
    Replace,
}

/// A wish for a chart as a picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChartIntent {
    /// A chart that is still to be chosen.
    Choose,
    /// A chart at a path.
    Write(ChartKind, PathBuf),
}

/// A wish about the random draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LadderIntent {
    /// An end to those under way.
    Stop,
    /// A new start of those that were stopped.
    Resume,
}

/// A wish about the work in a recovery file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryIntent {
    /// The work, opened as the record that it was.
    Open(PathBuf),
    /// The work as a record without a file, and the question where it goes.
    OpenCopy(PathBuf),
    /// The question whether it is deleted.
    AskToDiscard(PathBuf),
    /// Its deletion.
    Discard(PathBuf),
    /// The end of the app without waiting for a save that takes long.
    Leave,
}

impl Intent {
    /// Reports whether the open record is left for something else, so that unsaved work has to be safe first.
    #[must_use]
    pub fn leaves_the_record(&self) -> bool {
        matches!(
            self,
            Self::File(FileIntent::Quit | FileIntent::Close | FileIntent::Choose | FileIntent::Open(..))
                | Self::Start(
                    StartIntent::FromAdr(_)
                        | StartIntent::FromTable(_)
                        | StartIntent::Superseding(_)
                        | StartIntent::Supersede
                        | StartIntent::SupersedeAnyway
                        | StartIntent::SupersedeFile(_)
                        | StartIntent::Duplicate
                        | StartIntent::Sample
                )
                | Self::Recovery(RecoveryIntent::Open(_))
        )
    }

    /// Reports whether its dialog is not closed at once: it stays open, or the intent closes it when it is carried out.
    #[must_use]
    pub fn keeps_its_dialog(&self) -> bool {
        matches!(
            self,
            Self::Edit(_)
                | Self::EditTogether(_)
                | Self::Dismiss
                | Self::Copy(_)
                | Self::Change(ChangeIntent::Since(_))
                | Self::Table(_)
                | Self::Path(PathIntent::Ask(PathUse::ImportTable) | PathIntent::Browse | PathIntent::Type)
                | Self::File(
                    FileIntent::ChooseSides(_) | FileIntent::Merge | FileIntent::KeepMine | FileIntent::Reload
                )
        )
    }

    /// Reports whether it does more than move through the window, show something or ask.
    #[must_use]
    pub fn does_something(&self) -> bool {
        !matches!(
            self,
            Self::Ask(_)
                | Self::Dismiss
                | Self::Go(_)
                | Self::GoBy(_)
                | Self::Show(_)
                | Self::ShowFound(_)
                | Self::ShowField(..)
                | Self::WeighByGroup
                | Self::Copy(_)
                | Self::CopyScores
                | Self::Table(TableIntent::Ask | TableIntent::ChooseToSave)
                | Self::ShowLink(_)
                | Self::FollowLink(_)
                | Self::FocusTitle
                | Self::DismissHint(_)
                | Self::Settings(_)
                | Self::ToggleFullScreen
                | Self::NewWindow
                | Self::InLog(_)
        )
    }

    /// Reports whether it ends the app, with or without a question about changes.
    #[must_use]
    pub fn ends_the_app(&self) -> bool {
        match self {
            Self::File(FileIntent::Quit) => true,
            Self::WithoutSaving(intent) | Self::WithoutDrafts(intent) => intent.ends_the_app(),
            _ => false,
        }
    }

    /// Reports whether it is for git, which needs the app to be open, but not the record.
    #[must_use]
    pub fn is_for_git(&self) -> bool {
        matches!(self, Self::Export(ExportIntent::Git(_)))
    }

    /// Reports whether it comes before an end of the app that was asked for later: an export, or work of git.
    #[must_use]
    pub fn comes_first(&self) -> bool {
        self.is_for_git() || *self == Self::Export(ExportIntent::Write)
    }
}
