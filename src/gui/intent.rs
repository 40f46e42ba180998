//! Everything that people can want, in one type: views, dialogs, widgets and notices return intents, and flows carry
//! them out. Flows ask each other for things in the same way.

use std::path::PathBuf;

use super::step::Step;
use crate::{
    chart::ChartKind,
    decision::{ConflictKey, CriterionId, Edit, MemberId, Place, RepoPath, Side, Status},
    storage::Theme,
};

/// A wish of the people in front of the window.
#[derive(Debug, Clone, PartialEq)]
pub enum Intent {
    /// A change of the record.
    Edit(Edit),
    /// Changes that people have confirmed, as one step: all of them, or none.
    Confirmed(Vec<Edit>),
    /// The last step taken back.
    Undo,
    /// The step that was taken back, made again.
    Redo,
    /// A status of the decision, with the steps on the way to it.
    SetStatus(Status),
    /// The end of a correction in which nothing was changed.
    LockAgain,
    /// A dialog with a question or an explanation.
    Ask(Question),
    /// The open dialog closes without anything else.
    Dismiss,
    /// An intent that leaves the record, carried out without a question about its changes.
    WithoutSaving(Box<Intent>),
    /// An intent that leaves the record, carried out although something is typed that is not in it.
    WithoutDrafts(Box<Intent>),
    /// A step.
    Go(Step),
    /// The step that is so many further down.
    GoBy(isize),
    /// A part of the record.
    Show(Place),
    /// The score sheet, at this criterion or at the first one.
    ScoreFrom(Option<CriterionId>),
    /// A vote again on the criterion that is selected in the score sheet, which the round leaves out.
    VoteAgainOnSelected,
    /// The ballot of a member, to be filled in; who sits at the machine is asked while others may not see it.
    ScoreAs(MemberId),
    /// The ballot of a member who has said to sit at the machine, and what follows.
    TakeSeat(MemberId, FollowUp),
    /// The merge of the last step taken back, with what others wrote.
    UndoMerge,
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
    /// The random draws.
    Ladder(LadderIntent),
    /// Work that a crash has left.
    Recovery(RecoveryIntent),
    /// The look of the window.
    Settings(SettingsIntent),
    /// A key on a cell of the score sheet, which acts on it.
    Sheet(SheetKey),
    /// A key in the decision log, which acts on it.
    InLog(LogKey),
    /// What belongs to the record that was open goes with it.
    RecordReplaced,
}

/// An intent that follows when something else is done.
pub type FollowUp = Option<Box<Intent>>;

/// A dialog that people ask for by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question {
    /// The name of a template with the options and criteria of the record.
    TemplateName,
    /// The reason why an accepted record is corrected.
    Correct,
    /// Whether an accepted decision still holds.
    Review,
    /// The people who score.
    Members,
    /// Whether all scores are shown before everybody has sealed.
    Reveal,
    /// One of all commands.
    Palette,
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
    /// A score goes on to the next cell, or stays in its own.
    ToggleGoingOn,
}

/// Something on a cell of the score sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKey {
    /// A score of so many points.
    Score(u8),
    /// "Do not know".
    Abstain,
    /// An empty cell.
    Empty,
    /// The cell so many rows down and columns to the right.
    Move(isize, isize),
    /// The next cell, over the end of a row.
    Next,
    /// A note.
    Note,
    /// Evidence.
    Evidence,
    /// The next confidence.
    Confidence,
}

/// Something in the decision log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogKey {
    /// The search field.
    Search,
    /// The ADR so many rows down.
    Move(isize),
    /// The decision file of the ADR that is selected.
    OpenRecord,
    /// The end of the search, or else of the log.
    Leave,
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
    /// A save over whatever is in the file, and what follows.
    SaveAnyway(FollowUp),
    /// A file written again that is gone, after asking.
    WriteAgain,
    /// The record beside the file that others have changed.
    Compare,
    /// Sides of conflicts, by the keys of these.
    ChooseSides(Vec<(ConflictKey, Side)>),
    /// The merge with what was chosen.
    Merge,
    /// The merge of the file told to git as finished.
    TellMerged,
    /// The copies that git keeps of the file, merged once more.
    MergeAgain,
    /// The record as it is here.
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
    /// The place of a chart.
    Chart(ChartKind),
}

impl PathUse {
    /// The title of the question.
    #[must_use]
    pub fn title(&self) -> &'static str {
        match self {
            Self::Open => "Open a decision",
            Self::Save(_) => "Save the record",
            Self::Repository | Self::Log => "Choose a repository",
            Self::ExportBallot => "Export my ballot",
            Self::ImportBallots => "Import ballots",
            Self::CompareWith => "Compare with another copy",
            Self::Chart(_) => "Save a chart",
        }
    }

    /// Whether a file is to be written.
    #[must_use]
    pub fn saves(&self) -> bool {
        matches!(self, Self::Save(_) | Self::ExportBallot | Self::Chart(_))
    }

    /// The name of the files that can be picked and their ending, unless any name will do.
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

/// What happens where there is a file already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Occupied {
    /// People are asked.
    Ask,
    /// They have agreed that it is replaced.
    Replace,
}

/// A wish for a new record.
#[derive(Debug, Clone, PartialEq)]
pub enum StartIntent {
    /// One from a template with this id, and a profile with that one.
    FromTemplate(String, Option<String>),
    /// One from the ADR in this file.
    FromAdr(PathBuf),
    /// One that supersedes an ADR, from a template that is still to be chosen.
    Superseding(SupersededAdr),
    /// The next one supersedes nothing.
    SupersedeNothing,
    /// One that supersedes the open record, from what is in it.
    Supersede,
    /// One that supersedes the record in this file, from what is in it.
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

/// What of a file the desktop shows.
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
    /// What was written, for git.
    Git(GitRequest),
    /// The ADR for the clipboard, as it would be written into no repository in particular.
    Copy,
}

/// Files for git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GitRequest {
    /// The root of the repository.
    pub root: PathBuf,
    /// The ADR, what was written with it, and the record: paths from the root.
    pub files: Vec<PathBuf>,
    /// Files that belong to them if they are staged.
    pub also: Vec<PathBuf>,
    /// The message of the commit; staged without one.
    pub message: Option<String>,
}

/// A wish about the decision log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LogIntent {
    /// The log of the repository of the open record, else of the one that was looked at last.
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
    /// A record that supersedes the one that an ADR names, from what is in it: the place of the folder in the log, and the words of
    /// the ADR.
    SupersedeRecord(usize, String),
    /// A record from an ADR.
    StartFrom(RepoPath),
}

/// A wish about ballots and rounds.
#[derive(Debug, Clone, PartialEq)]
pub enum BallotIntent {
    /// My ballot, handed in.
    Seal,
    /// My ballot, taken back.
    Reopen,
    /// My ballot, written to a file.
    Export(PathBuf),
    /// Ballot files, read to show what they would change.
    Read(Vec<PathBuf>, Displace),
    /// Ballots that were read, imported.
    Import(Box<Edit>),
    /// The round revealed on a person's word.
    Reveal(String),
    /// The private ballots beside the record that it waits for, put into it after the reveal.
    Publish,
    /// A round on these criteria, or on all where there are none, with the score sheet at the first of them.
    Open(Vec<CriterionId>),
    /// A round on criteria that are still to be chosen. These are proposed, or all where there are none.
    ChooseRound(Vec<CriterionId>),
}

/// A wish about what changed in the record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeIntent {
    /// The copies that there are to compare with.
    Ask,
    /// What changed since one of them.
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

/// What happens to ballots that members have already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Displace {
    /// They stay, and others are refused.
    Refuse,
    /// They are replaced.
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
    /// Those that were stopped, made after all.
    Resume,
}

/// A wish about the work in a recovery file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryIntent {
    /// The work, as the record that it was.
    Open(PathBuf),
    /// The work as a record without a file, and the question where it goes.
    OpenCopy(PathBuf),
    /// The question whether it is deleted.
    AskToDiscard(PathBuf),
    /// Its end.
    Discard(PathBuf),
    /// The end of the app without waiting for a save that takes long.
    Leave,
}

impl Intent {
    /// Whether the open record makes room for something else: unsaved work has to be safe first.
    #[must_use]
    pub fn leaves_the_record(&self) -> bool {
        matches!(
            self,
            Self::File(FileIntent::Quit | FileIntent::Close | FileIntent::Choose | FileIntent::Open(..))
                | Self::Start(
                    StartIntent::FromAdr(_)
                        | StartIntent::Superseding(_)
                        | StartIntent::Supersede
                        | StartIntent::SupersedeFile(_)
                        | StartIntent::Duplicate
                )
                | Self::Recovery(RecoveryIntent::Open(_))
        )
    }

    /// Whether the dialog that it comes from stays open, or is closed by whoever carries it out.
    #[must_use]
    pub fn keeps_its_dialog(&self) -> bool {
        matches!(
            self,
            Self::Edit(_)
                | Self::Dismiss
                | Self::Copy(_)
                | Self::Change(ChangeIntent::Since(_))
                | Self::Path(PathIntent::Browse | PathIntent::Type)
                | Self::File(
                    FileIntent::ChooseSides(_) | FileIntent::Merge | FileIntent::KeepMine | FileIntent::Reload
                )
        )
    }

    /// Whether it does more than to lead through the window, look at something or ask.
    #[must_use]
    pub fn does_something(&self) -> bool {
        !matches!(
            self,
            Self::Ask(_)
                | Self::Dismiss
                | Self::Go(_)
                | Self::GoBy(_)
                | Self::Show(_)
                | Self::Copy(_)
                | Self::CopyScores
                | Self::ShowLink(_)
                | Self::FollowLink(_)
                | Self::FocusTitle
                | Self::DismissHint(_)
                | Self::Settings(_)
                | Self::InLog(_)
        )
    }

    /// Whether it ends the app, with a question about changes or without.
    #[must_use]
    pub fn ends_the_app(&self) -> bool {
        match self {
            Self::File(FileIntent::Quit) => true,
            Self::WithoutSaving(intent) | Self::WithoutDrafts(intent) => intent.ends_the_app(),
            _ => false,
        }
    }

    /// Whether it is for git, which needs the program and not the record.
    #[must_use]
    pub fn is_for_git(&self) -> bool {
        matches!(self, Self::Export(ExportIntent::Git(_)))
    }

    /// Whether it comes before an end that was asked for later: the files of an export, and git.
    #[must_use]
    pub fn comes_first(&self) -> bool {
        self.is_for_git() || *self == Self::Export(ExportIntent::Write)
    }
}
