//! Every kind of work on a thread beside the window, and its results. A new one needs a variant of [`Task`] and of a result here,
//! and its start and end in a flow.

use std::{path::PathBuf, sync::Arc};

use crate::{
    adr::Imported,
    analysis::robustness::RungResult,
    decision::{BallotSheet, CriterionId, Decision, Due, Merge, RepoPath, Status},
    decision_log::{LogError, Renumbering},
    gui::{
        dialogs::{BallotImport, Conflicts, CopyOffer, TableFound},
        flows::{
            export::ExportPlan,
            log::{AdrText, ReadLog},
        },
        intent::EarlierCopy,
        session::{AroundFile, Comparison, UnderProfiles},
        tasks::Tasks,
    },
    storage::{Fingerprint, Loaded, Recent, recovery::Found},
};

/// A kind of work beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// The random draws for the record.
    DrawRecord,
    /// The random draws for the trial.
    DrawTrial,
    /// The results under each profile.
    CountProfiles,
    /// The plan of an export.
    Plan,
    /// The writing of the files of an export.
    Write,
    /// The search for a free path for the record beside its ADR, with its folder created.
    FindPlace,
    /// The reading of a decision log.
    ReadLog,
    /// The reading of the text of one ADR in the log.
    ReadAdr,
    /// The working out of what another number for an ADR would change.
    PlanRenumbering,
    /// The writing of these changes.
    Renumber,
    /// The making of a record from an ADR.
    StartFromAdr,
    /// A call of git that stages or commits files.
    Git,
    /// The opening of a written file by the desktop.
    OpenWritten,
    /// A call of git that marks a file as merged.
    TellMerged,
    /// The reading of the copies that git keeps of a file, to be merged once more.
    MergeAgain,
    /// The search for work that a crash has left.
    FindRecovered,
    /// The reading of a decision file.
    Open,
    /// The saving of the record.
    Save,
    /// The writing of a ballot.
    WriteBallot,
    /// The reading of ballots to import.
    ReadBallots,
    /// The reading of the private ballots that go on in a new round.
    ReadDrafts,
    /// The listing of copies to compare the record with.
    ListCopies,
    /// The comparison of the record with one of them.
    TellChange,
    /// The reading of a table to import.
    ReadTable,
    /// The writing of a table.
    WriteTable,
    /// The writing of a chart.
    SaveChart,
    /// The writing of a report.
    WriteReport,
    /// A merge with the choices that people made.
    Resolve,
    /// The writing of the settings.
    KeepSettings,
    /// The comparison of the decision file with the record.
    Compare,
    /// The check of the decision file, its ADRs and git.
    CheckFile,
    /// The reading of records that are listed as due, and of the log that was looked at last.
    CheckDue,
}

/// The restriction that a task puts on people while it runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TaskBearing {
    /// No restriction, and nobody waits for its result.
    Aside,
    /// No restriction, though its result will be shown.
    Shows,
    /// No restriction, but its result would interrupt a question, and so is kept until people have answered.
    Asks,
    /// The window must not close, or something would be half done. The record may change meanwhile.
    GoesOnBeside,
    /// The window must not close, and the record must stay open.
    Holds,
}

impl Task {
    fn bearing(self) -> TaskBearing {
        match self {
            Self::DrawRecord | Self::DrawTrial | Self::OpenWritten => TaskBearing::Aside,
            Self::CountProfiles
            | Self::Plan
            | Self::FindPlace
            | Self::ReadLog
            | Self::ReadAdr
            | Self::FindRecovered
            | Self::ListCopies
            | Self::ReadTable
            | Self::TellChange
            | Self::Resolve
            | Self::KeepSettings
            | Self::Compare
            | Self::CheckFile
            | Self::CheckDue => TaskBearing::Shows,
            Self::Open
            | Self::PlanRenumbering
            | Self::MergeAgain
            | Self::StartFromAdr
            | Self::ReadBallots
            | Self::ReadDrafts => TaskBearing::Asks,
            Self::Git
            | Self::Renumber
            | Self::TellMerged
            | Self::SaveChart
            | Self::WriteReport
            | Self::WriteTable
            | Self::WriteBallot => TaskBearing::GoesOnBeside,
            Self::Save | Self::Write => TaskBearing::Holds,
        }
    }

    /// Reports whether its result would interrupt a question, and so is kept until people have answered.
    pub fn waits_for_answers(self) -> bool {
        self.bearing() == TaskBearing::Asks
    }

    /// Reports whether something would be half done if the window closed.
    pub fn blocks_closing(self) -> bool {
        matches!(self.bearing(), TaskBearing::GoesOnBeside | TaskBearing::Holds)
    }

    /// Reports whether the record may change meanwhile and only the end of the app has to wait for it.
    pub fn goes_on_beside(self) -> bool {
        self.bearing() == TaskBearing::GoesOnBeside
    }

    /// Reports whether nobody waits for it.
    pub fn is_aside(self) -> bool {
        self.bearing() == TaskBearing::Aside
    }
}

/// The result of a task, by the flow that it goes to.
pub enum Done {
    File(FileDone),
    Export(ExportDone),
    Log(LogDone),
    /// A record made from an ADR, or the reason why it could not be made.
    StartedFromAdr(Box<Result<Imported, String>>),
    Ballots(BallotsDone),
    Change(ChangeDone),
    /// A message that the chart is saved, or the reason why it is not.
    ChartSaved(Result<String, String>),
    /// A message that the report is saved, or the reason why it is not.
    ReportSaved(Result<String, String>),
    /// A message that the table is saved, or the reason why it is not.
    TableWritten(Result<String, String>),
    /// The content of a table, and what it would change.
    TableRead(Box<TableFound>),
    /// The result of the check around the decision file; `None` where it broke off.
    FileChecked(Option<AroundFile>),
    /// What is due at present, of the records and the log that were read again.
    DueChecked(DueNow),
    /// The results under each profile; `None` where the work broke off.
    Profiles(Option<Box<UnderProfiles>>),
    /// A result of the random draws, with the task that tells the record from the trial.
    Ladder(Task, LadderDone),
    /// Work that a crash has left.
    Recovered(Found),
    /// The settings are on the disk, or the reason why they are not.
    SettingsKept(Result<(), String>),
}

/// What is due at present, for the start screen.
#[derive(Default)]
pub struct DueNow {
    /// The recent records that were listed as due.
    pub records: Vec<RecordNow>,
    /// What is due of a log, with its root; `None` where there is none, or it cannot be read.
    pub log: Option<(Vec<Recent>, PathBuf)>,
}

/// The present status and due date in a decision file.
pub struct RecordNow {
    pub file: PathBuf,
    pub status: Status,
    /// The next date by which something is to be done; `None` where there is none.
    pub due: Option<Due>,
}

/// A decision file that was read.
pub enum ReadFile {
    /// A record.
    Record {
        /// The record, and the version of its file.
        loaded: Box<Loaded>,
        /// The fingerprint of the file.
        print: Fingerprint,
        /// The name of the user, as git knows it around the file; empty where it is not known.
        user: String,
        /// The state of the file in git, where git holds it as unmerged.
        unmerged: Option<Unmerged>,
    },
    /// A merge that git has left.
    Unmerged { conflicts: Box<Conflicts>, user: String },
}

/// A file that is a readable record, and that git holds as unmerged.
pub enum Unmerged {
    /// Copies that can be merged again.
    Copies,
    /// One side has deleted the file.
    OneSided,
    /// Two records under one name. The commands that keep both, as sentences.
    TwoRecords(String),
}

/// A save that has ended.
pub enum SaveResult {
    /// The record is in the file.
    Written {
        /// The record.
        decision: Box<Decision>,
        /// The fingerprint of the file.
        print: Fingerprint,
        /// The private ballots that the save kept aside, since the record does not hold them.
        aside: Vec<PathBuf>,
    },
    /// The file has another content than known.
    Refused(Comparison),
    /// The file could not be written, for this reason.
    Failed(String),
}

/// Results of the file flow.
pub enum FileDone {
    /// A file that was read, or the reason why it was not.
    Opened(Result<ReadFile, String>),
    Saved(SaveResult),
    /// The file compared with the record, and whether it has stopped being unmerged in git.
    Compared(Comparison, bool),
    /// A merge with the choices so far.
    Resolved(Box<Merge>),
    /// The merge in which the record here is kept wherever both changed the same.
    KeptMine(Box<Merge>),
    /// The end of marking the file as merged: whether git held it as unmerged before, or the reason why it could not be marked.
    ToldMerged(Result<bool, String>),
    /// The copies that git keeps, or the reason why there is nothing to merge.
    MergedAgain(Result<Box<Conflicts>, String>),
    /// A comparison or a merge that broke off. The screen stays as it is.
    Nothing,
}

/// Results of the export.
pub enum ExportDone {
    Planned(ExportPlan),
    /// The ADR as it would be without a repository, or the reason why it could not be made.
    Sketched(Result<Arc<str>, String>),
    /// The files are written, or the reason why they are not.
    Written(Result<(), String>),
    /// A free path for the record, or the reason why none was found.
    Place(Result<PathBuf, String>),
    /// The words of git.
    Git(Result<String, String>),
    /// The desktop has opened a file, or the reason why it has not.
    Opened(Result<(), String>),
}

/// Results of the decision log.
pub enum LogDone {
    Read(Result<Arc<ReadLog>, LogError>),
    /// The reading broke off.
    Lost,
    /// The path of an ADR and its text; `None` where the reading broke off.
    Adr(RepoPath, Option<AdrText>),
    /// What another number for an ADR would change, or the reason why it cannot get one.
    PlannedRenumbering(Result<Box<Renumbering>, String>),
    /// The changes are made, in these words, or the reason why they are not.
    Renumbered(Result<String, String>),
}

/// Results of the ballots.
pub enum BallotsDone {
    /// A message that the ballot is written, or the reason why it is not.
    Written(Result<String, String>),
    /// The changes that ballots would bring; `None` where they were not read to the end.
    Read(Option<Box<BallotImport>>),
    /// The criteria of a new round, and the private ballots beside the record; an empty list where the reading broke off.
    Drafts(Vec<CriterionId>, Vec<BallotSheet>),
}

/// Results of comparing the record with earlier copies.
pub enum ChangeDone {
    /// The copies to compare with.
    Listed(Vec<CopyOffer>),
    /// The changes since one of them as Markdown, or the reason why they cannot be shown.
    Told(EarlierCopy, Result<String, String>),
}

/// Results of random draws.
pub enum LadderDone {
    Rung(RungResult),
    /// No more rungs come.
    End,
}

/// All work on threads beside the window.
pub type BackgroundTasks = Tasks<Task, Done>;
