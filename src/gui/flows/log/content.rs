//! The content of the log and of the ADR beside it, as far as they are read.

use std::{collections::HashMap, path::PathBuf, sync::Arc};

use jiff::civil::Date;

use crate::{
    adr::AdrStatus,
    decision::{Nearness, RepoPath, Status},
    decision_log::{Entry, Log, LogProblem, LogProblemCode, Progress},
    gui::file_picker::typed_path,
    storage::Recent,
};

/// A log that was read.
pub struct ReadLog {
    /// The log.
    pub log: Log,
    /// The problems, each with the index of its folder; those that are only worth knowing come last.
    pub problems: Vec<(usize, LogProblem)>,
    /// The number of those that are wrong, and not only worth knowing.
    pub wrong: usize,
    /// The number of ADRs that each filter lists, all of them first; filters that list nothing are left out.
    pub counts: Vec<(StatusFilter, usize)>,
    /// The day on which it was read, which decides whether reviews are due.
    pub today: Date,
    /// Whether any ADR has a next review.
    pub has_reviews: bool,
    /// The ADRs for which something is due, for the start screen, the earliest first.
    pub due: Vec<Recent>,
}

impl ReadLog {
    /// Works out the rest from a log, on a day.
    #[must_use]
    pub fn of(log: Log, today: Date) -> Self {
        let mut problems = Vec::new();
        for (at, folder) in log.folders.iter().enumerate() {
            for problem in folder.problems() {
                let advice = match problem.code {
                    // The window has a button for it, and no command to type.
                    LogProblemCode::DuplicateNumber => "Give one of them another number; links are updated.".into(),
                    _ => problem.advice,
                };
                // The window shows words as plain text, in which backticks mark nothing.
                problems.push((at, LogProblem { what: problem.what.replace('`', "\""), advice, ..problem }));
            }
        }
        problems.sort_by_key(|(_, problem)| !problem.is_wrong());
        let wrong = problems.iter().filter(|(_, problem)| problem.is_wrong()).count();
        let has_reviews =
            log.folders.iter().flat_map(|folder| &folder.folder.entries).any(|entry| entry.next_review().is_some());
        Self { counts: counts(&log, today), due: log.due_records(), problems, wrong, log, today, has_reviews }
    }

    /// Returns the number of ADRs.
    #[must_use]
    pub fn adrs(&self) -> usize {
        self.counts.first().map_or(0, |(_, all)| *all)
    }
}

/// The text of an ADR, or the reason why it cannot be read.
pub type AdrText = Result<Arc<str>, String>;

/// The log and the ADR beside it, as far as they are read.
#[derive(Default)]
pub struct LogContent {
    /// The repository, as typed.
    pub repository: String,
    /// The progress of the reading, while it is under way.
    pub reading: Option<Arc<Progress>>,
    /// The log, or the reason why it could not be read; `None` before the first reading.
    pub log: Option<Result<Arc<ReadLog>, String>>,
    /// The ADR beside the table: its path from the root, and its text once that is read.
    pub adr: Option<(RepoPath, Option<AdrText>)>,
}

impl LogContent {
    /// Takes a log that was read. The ADR beside it is read again.
    pub fn take(&mut self, log: Result<Arc<ReadLog>, String>) {
        self.reading = None;
        self.adr = None;
        self.log = Some(log);
    }

    /// Returns the path of the repository, if one is typed.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        let typed = self.repository.trim();
        (!typed.is_empty()).then(|| typed_path(typed))
    }

    /// Returns the log, once it is read.
    #[must_use]
    pub fn read_log(&self) -> Option<&Arc<ReadLog>> {
        self.log.as_ref()?.as_ref().ok()
    }
}

/// A filter of ADRs by their status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StatusFilter {
    /// All of them.
    #[default]
    All,
    /// Those with this status.
    Is(Status),
    /// Those with a status in other words.
    Other,
    /// Those without a status.
    Missing,
    /// Those whose review is due soon or overdue.
    Due,
}

impl StatusFilter {
    /// All filters in the order in which they are offered.
    pub const ALL: [Self; 10] = [
        Self::All,
        Self::Due,
        Self::Is(Status::Proposed),
        Self::Is(Status::Accepted),
        Self::Is(Status::Rejected),
        Self::Is(Status::Deprecated),
        Self::Is(Status::Superseded),
        Self::Is(Status::Draft),
        Self::Other,
        Self::Missing,
    ];

    /// Returns the name on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "Any status",
            Self::Is(status) => status.name(),
            Self::Other => "Other words",
            Self::Missing => "No status",
            Self::Due => "Due",
        }
    }

    /// Returns the filter for ADRs with this status.
    #[must_use]
    pub fn of(status: Option<&AdrStatus>) -> Self {
        match status {
            None => Self::Missing,
            Some(AdrStatus::Known(status)) => Self::Is(*status),
            Some(AdrStatus::Other(_)) => Self::Other,
        }
    }
}

/// Reports whether something is due for an ADR soon, or overdue: its review, or to decide it.
#[must_use]
pub fn is_due(entry: &Entry, today: Date) -> bool {
    entry.due().is_some_and(|due| due.nearness(today) != Nearness::Later)
}

/// Counts the ADRs that each filter lists, all of them first. Filters that list nothing are left out.
fn counts(log: &Log, today: Date) -> Vec<(StatusFilter, usize)> {
    let mut counted: HashMap<StatusFilter, usize> = HashMap::new();
    for entry in log.folders.iter().flat_map(|folder| &folder.folder.entries) {
        *counted.entry(StatusFilter::of(entry.status.as_ref())).or_default() += 1;
        *counted.entry(StatusFilter::All).or_default() += 1;
        if is_due(entry, today) {
            *counted.entry(StatusFilter::Due).or_default() += 1;
        }
    }
    StatusFilter::ALL.into_iter().filter_map(|filter| Some((filter, *counted.get(&filter)?))).collect()
}
