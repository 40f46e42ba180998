//! Every kind of work beside the window, and its results. Another one is a variant of [`Task`] and of a result here, and its
//! start and its end in a flow.

use std::{path::PathBuf, sync::Arc};

use crate::{
    adr::Imported,
    analysis::robustness::RungResult,
    decision::{BallotSheet, CriterionId, Decision, Merge, RepoPath},
    decision_log::LogError,
    gui::{
        dialogs::{BallotImport, Conflicts, CopyOffer},
        flows::{
            export::ExportPlan,
            log::{AdrText, ReadLog},
        },
        intent::EarlierCopy,
        session::{AroundFile, Comparison},
        tasks::Tasks,
    },
    storage::{Fingerprint, Loaded, recovery::Found},
};

/// A kind of work beside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Task {
    /// The random draws for the record.
    DrawRecord,
    /// The random draws for the copy that people try things out on.
    DrawTrial,
    /// The plan of an export.
    Plan,
    /// The files of an export, written.
    Write,
    /// A place for the record beside its ADR, found and its folder made.
    FindPlace,
    /// A decision log, read.
    ReadLog,
    /// The text of one ADR of it, read.
    ReadAdr,
    /// A record made from an ADR.
    StartFromAdr,
    /// Files for git.
    Git,
    /// A file that was written, opened by the desktop.
    OpenWritten,
    /// A file that is merged, for git.
    TellMerged,
    /// The copies that git keeps of a file, read to be merged once more.
    MergeAgain,
    /// Work that a crash has left, searched for.
    FindRecovered,
    /// A decision file, read.
    Open,
    /// The record, saved.
    Save,
    /// A ballot, written.
    WriteBallot,
    /// Ballots, read.
    ReadBallots,
    /// The private ballots that go on in a new round, read.
    ReadDrafts,
    /// The copies of the record that there are to compare with, listed.
    ListCopies,
    /// The record compared with one of them.
    TellChange,
    /// A chart, drawn and written.
    SaveChart,
    /// A merge with the choices of people.
    Resolve,
    /// The settings, written.
    KeepSettings,
    /// The decision file, compared with the record.
    Compare,
    /// The decision file, with its ADRs and git, checked.
    CheckFile,
}

/// What a task keeps people from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TaskBearing {
    /// Nothing: nobody waits for it, and it fills in what is on the screen already, or goes on beside the window.
    Aside,
    /// Nothing, though its result will show.
    Shows,
    /// Its result would come between people and a question, and so is kept until they have answered.
    Asks,
    /// Something would be half done if the window closed; the record may change meanwhile.
    GoesOnBeside,
    /// Something would be half done if the window closed, and the record has to stay.
    Holds,
}

impl Task {
    fn bearing(self) -> TaskBearing {
        match self {
            Self::DrawRecord | Self::DrawTrial | Self::OpenWritten => TaskBearing::Aside,
            Self::Plan
            | Self::FindPlace
            | Self::ReadLog
            | Self::ReadAdr
            | Self::FindRecovered
            | Self::ListCopies
            | Self::TellChange
            | Self::ReadDrafts
            | Self::Resolve
            | Self::KeepSettings
            | Self::Compare
            | Self::CheckFile => TaskBearing::Shows,
            Self::Open | Self::MergeAgain | Self::StartFromAdr | Self::ReadBallots => TaskBearing::Asks,
            Self::Git | Self::TellMerged | Self::SaveChart | Self::WriteBallot => TaskBearing::GoesOnBeside,
            Self::Save | Self::Write => TaskBearing::Holds,
        }
    }

    /// Whether its result would come between people and a question, and so is kept until they have answered.
    pub fn waits_for_answers(self) -> bool {
        self.bearing() == TaskBearing::Asks
    }

    /// Whether something would be half done if the window closed.
    pub fn blocks_closing(self) -> bool {
        matches!(self.bearing(), TaskBearing::GoesOnBeside | TaskBearing::Holds)
    }

    /// Whether the record may change meanwhile, and only the end of the app has to wait for it.
    pub fn goes_on_beside(self) -> bool {
        self.bearing() == TaskBearing::GoesOnBeside
    }

    /// Whether nobody waits for it.
    pub fn is_aside(self) -> bool {
        self.bearing() == TaskBearing::Aside
    }
}

/// The result of a task, by the flow that it goes to.
pub enum Done {
    File(FileDone),
    Export(ExportDone),
    Log(LogDone),
    /// A record made from an ADR, or the reason why there is none.
    StartedFromAdr(Box<Result<Imported, String>>),
    Ballots(BallotsDone),
    Change(ChangeDone),
    /// A message that the chart is saved, or the reason why it is not.
    ChartSaved(Result<String, String>),
    /// What was found around the decision file, unless the check broke off.
    FileChecked(Option<AroundFile>),
    /// Of the random draws for the record, or for the trial.
    Ladder(Task, LadderDone),
    /// Work that a crash has left.
    Recovered(Found),
    /// Whether the settings are on the disk.
    SettingsKept(Result<(), String>),
}

/// A decision file that was read.
pub enum ReadFile {
    /// A record.
    Record {
        /// The record, and the version of its file.
        loaded: Box<Loaded>,
        /// The fingerprint of the file.
        print: Fingerprint,
        /// What git holds as unmerged, where it does not know that the file is merged.
        unmerged: Option<Unmerged>,
    },
    /// A merge that git has left.
    Unmerged(Box<Conflicts>),
}

/// A file that looks like any record, and that git holds as unmerged.
pub enum Unmerged {
    /// Copies that can be merged again.
    Copies,
    /// One side has taken the file out.
    OneSided,
    /// Two records under one name. The commands that keep both, as sentences.
    TwoRecords(String),
}

/// A save that has ended.
pub enum SaveResult {
    /// The record is in the file, under this fingerprint.
    Written(Box<Decision>, Fingerprint),
    /// Something else is in the file.
    Refused(Comparison),
    /// The file could not be written, for this reason.
    Failed(String),
}

/// Results of the file flow.
pub enum FileDone {
    /// A file that was read, or the reason why it was not.
    Opened(Result<ReadFile, String>),
    Saved(SaveResult),
    /// The file compared with the record, and whether git has learnt that it is merged.
    Compared(Comparison, bool),
    /// A merge with the choices so far.
    Resolved(Box<Merge>),
    /// Whether git held the file as unmerged and now has it as merged, or why it could not be told.
    ToldMerged(Result<bool, String>),
    /// The copies that git keeps, or why there is nothing to merge.
    MergedAgain(Result<Box<Conflicts>, String>),
    /// A comparison or a merge that broke off. The screen stays as it is.
    Nothing,
}

/// Results of the export.
pub enum ExportDone {
    Planned(ExportPlan),
    /// The ADR as it would be in no repository, or the reason why there is none.
    Sketched(Result<Arc<str>, String>),
    /// The files are written, or the reason why they are not.
    Written(Result<(), String>),
    /// A place for the record that nothing is at, or the reason why there is none.
    Place(Result<PathBuf, String>),
    /// The words of git.
    Git(Result<String, String>),
    /// Whether the desktop has opened a file.
    Opened(Result<(), String>),
}

/// Results of the decision log.
pub enum LogDone {
    Read(Result<Arc<ReadLog>, LogError>),
    /// The reading broke off.
    Lost,
    /// The text of an ADR. It stays empty where the reading broke off.
    Adr(RepoPath, Option<AdrText>),
}

/// Results of the ballots.
pub enum BallotsDone {
    /// A message that the ballot is written, or the reason why it is not.
    Written(Result<String, String>),
    /// What ballots would change, unless they were not read to the end.
    Read(Option<Box<BallotImport>>),
    /// The private ballots beside the record, for a round on these criteria; none where the reading broke off.
    Drafts(Vec<CriterionId>, Vec<BallotSheet>),
}

/// Results of comparing the record with earlier copies.
pub enum ChangeDone {
    /// The copies that there are.
    Listed(Vec<CopyOffer>),
    /// What changed since one of them, as Markdown, or why that cannot be said.
    Told(EarlierCopy, Result<String, String>),
}

/// Results of random draws.
pub enum LadderDone {
    Rung(RungResult),
    /// No more rungs come.
    End,
}

/// All work beside the window.
pub type BackgroundTasks = Tasks<Task, Done>;
