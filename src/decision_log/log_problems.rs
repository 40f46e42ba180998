//! Problems of a decision log, for the window and the command alike.

use std::{borrow::Cow, path::Path};

use super::{
    cross_references::{AdrProblem, CrossCheck, UnmergedFile},
    log::LogFolder,
};
use crate::{
    adr::FindingKind,
    decision::{Place, ProblemCode, Severity, text::capitalized},
};

/// A kind of problem in a log, with a word for scripts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LogProblemCode {
    /// Something in one ADR cannot be read, or contradicts itself.
    InAdr(FindingKind),
    /// A link leads to no file.
    DeadLink,
    /// One of two ADRs does not name the other.
    OneSided,
    /// An ADR and its record disagree.
    Record(ProblemCode),
    /// Git holds a file as unmerged.
    Unmerged,
    /// A renumbering was interrupted.
    UnfinishedRenumbering,
    /// Several ADRs have one number.
    DuplicateNumber,
    /// No file has some of the numbers.
    NumberGap,
    /// A file that may be an ADR cannot be read.
    UnreadFile,
    /// A file among ADRs is not one.
    NotAdr,
}

impl LogProblemCode {
    /// All codes that only logs have, and not records.
    pub const OF_LOGS: [Self; 14] = [
        Self::InAdr(FindingKind::Encoding),
        Self::InAdr(FindingKind::FrontMatter),
        Self::InAdr(FindingKind::Title),
        Self::InAdr(FindingKind::Date),
        Self::InAdr(FindingKind::ReviewDate),
        Self::InAdr(FindingKind::Status),
        Self::DeadLink,
        Self::OneSided,
        Self::Unmerged,
        Self::UnfinishedRenumbering,
        Self::DuplicateNumber,
        Self::NumberGap,
        Self::UnreadFile,
        Self::NotAdr,
    ];

    /// Returns the word in the output of commands. It stays the same from version to version.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InAdr(FindingKind::Encoding) => "encoding",
            Self::InAdr(FindingKind::FrontMatter) => "front-matter",
            Self::InAdr(FindingKind::Title) => "title",
            Self::InAdr(FindingKind::Date) => "date",
            Self::InAdr(FindingKind::ReviewDate) => "review-date",
            Self::InAdr(FindingKind::Status) => "status",
            Self::DeadLink => "dead-link",
            Self::OneSided => "one-sided",
            Self::Record(code) => code.as_str(),
            Self::Unmerged => "unmerged",
            Self::UnfinishedRenumbering => "unfinished-renumbering",
            Self::DuplicateNumber => "duplicate-number",
            Self::NumberGap => "number-gap",
            Self::UnreadFile => "unread-file",
            Self::NotAdr => "not-adr",
        }
    }

    /// Returns the default severity, for problems that do not have their own.
    #[must_use]
    pub fn severity(self) -> Severity {
        match self {
            Self::NumberGap | Self::NotAdr => Severity::Note,
            // Other programs may know what it means.
            Self::InAdr(FindingKind::ReviewDate) => Severity::Warning,
            // Contradictions and dead links. A problem of a record has its own severity.
            Self::InAdr(_)
            | Self::DeadLink
            | Self::OneSided
            | Self::Record(_)
            | Self::Unmerged
            | Self::UnfinishedRenumbering
            | Self::DuplicateNumber
            | Self::UnreadFile => Severity::Error,
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::InAdr(kind) => kind.advice(),
            Self::DeadLink => "Fix or remove it.",
            Self::OneSided => "Say it in both ADRs, so that readers of either find the other.",
            Self::Record(_) => "Export the record again.",
            Self::Unmerged => "Finish the merge.",
            Self::UnfinishedRenumbering => "Run `weigh-in renumber` again to finish it.",
            Self::DuplicateNumber => {
                "Give one of them another number with `weigh-in renumber`, which updates every link."
            }
            Self::NumberGap => "No action needed. Numbers are not reused.",
            Self::UnreadFile => "See that it can be read, and read the log again.",
            Self::NotAdr => "No action needed.",
        }
    }
}

/// A problem in a folder of ADRs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogProblem {
    /// Kind of problem.
    pub code: LogProblemCode,
    /// Severity.
    pub severity: Severity,
    /// Indexes of the ADRs in the folder's list, the one to change first; empty if it is about the folder, or a file
    /// that is not an ADR.
    pub entries: Vec<usize>,
    /// Name of the file; empty if it is about the folder.
    pub file: String,
    /// Number of the line, from 1, if it is about one.
    pub line: Option<usize>,
    /// Description: a sentence.
    pub what: String,
    /// Advice: a sentence.
    pub advice: Cow<'static, str>,
}

impl LogProblem {
    /// Creates a problem of a file, with the advice of its kind.
    fn in_file(code: LogProblemCode, file: &str, what: String) -> Self {
        let (severity, advice) = (code.severity(), Cow::Borrowed(code.advice()));
        Self { code, severity, entries: Vec::new(), file: file.to_owned(), line: None, what, advice }
    }

    /// Creates a problem of the whole folder.
    fn of_folder(code: LogProblemCode, what: String) -> Self {
        Self::in_file(code, "", what)
    }

    /// Returns the index of the ADR to change, if there is one.
    #[must_use]
    pub fn entry(&self) -> Option<usize> {
        self.entries.first().copied()
    }

    /// Reports whether it is a warning or an error, and not only a note.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.severity > Severity::Note
    }
}

impl LogFolder {
    /// Returns the problems: those about the folder first, then by file and line.
    #[must_use]
    pub fn problems(&self) -> Vec<LogProblem> {
        let mut found: Vec<LogProblem> = self.in_files().collect();
        found.extend(self.between_files());
        found.extend(self.of_records());
        found.extend(self.unmerged());
        found.extend(self.no_adrs());
        found.sort_by(|a, b| (&a.file, a.line, &a.what).cmp(&(&b.file, b.line, &b.what)));
        found.splice(0..0, self.about_numbers());
        found
    }

    fn in_files(&self) -> impl Iterator<Item = LogProblem> + '_ {
        self.folder.entries.iter().enumerate().flat_map(|(at, entry)| {
            entry.problems.iter().map(move |problem| LogProblem {
                entries: vec![at],
                line: Some(problem.line),
                ..LogProblem::in_file(LogProblemCode::InAdr(problem.kind), &entry.file, problem.what.clone())
            })
        })
    }

    fn between_files(&self) -> impl Iterator<Item = LogProblem> + '_ {
        let CrossCheck { dead_links, one_sided, .. } = &self.check;
        let dead = dead_links.iter().map(|link| (link, LogProblemCode::DeadLink));
        let half = one_sided.iter().map(|link| (link, LogProblemCode::OneSided));
        dead.chain(half).map(|(link, code)| LogProblem {
            entries: self.place_of(&link.file).into_iter().collect(),
            line: Some(link.line),
            ..LogProblem::in_file(code, &link.file, link.what.clone())
        })
    }

    fn of_records(&self) -> impl Iterator<Item = LogProblem> + '_ {
        self.check.records.iter().map(|AdrProblem { file, line, record, problem }| LogProblem {
            severity: problem.severity,
            line: *line,
            entries: self.place_of(file).into_iter().collect(),
            advice: Cow::Owned(problem.advice_by_command(Path::new(record))),
            ..LogProblem::in_file(LogProblemCode::Record(problem.code), file, problem.what.clone())
        })
    }

    fn unmerged(&self) -> impl Iterator<Item = LogProblem> + '_ {
        // That of a record's ADR is among the problems of records already, as `check` reports it.
        let is_told = |unmerged: &&UnmergedFile| {
            let mut records = self.check.records.iter();
            records.any(|told| {
                told.file == unmerged.file
                    && told.problem.code == ProblemCode::Unmerged
                    && matches!(told.problem.place, Place::Export(_))
            })
        };
        let unmerged = self.check.unmerged.iter().filter(move |unmerged| !is_told(unmerged));
        unmerged.map(|UnmergedFile { file, way }| {
            let what = "Git holds the file as unmerged.".to_owned();
            LogProblem {
                entries: self.place_of(file).into_iter().collect(),
                advice: Cow::Owned(format!("{}.", capitalized(way))),
                ..LogProblem::in_file(LogProblemCode::Unmerged, file, what)
            }
        })
    }

    fn no_adrs(&self) -> impl Iterator<Item = LogProblem> + '_ {
        self.folder.others.iter().map(|other| {
            let code = if other.reason.is_unread() { LogProblemCode::UnreadFile } else { LogProblemCode::NotAdr };
            LogProblem::in_file(code, &other.file, format!("Not an ADR: {}.", other.reason))
        })
    }

    fn about_numbers(&self) -> Vec<LogProblem> {
        let mut found: Vec<LogProblem> = Vec::new();
        if let Some(begun) = &self.check.begun {
            let what = format!("{} was being renumbered to {}, and that was not finished.", begun.from, begun.to);
            let back = begun.way_back(&self.folder.path).map(|back| format!(", or {back} to take it back"));
            let advice = format!("Run {} to finish it{}.", begun.way_on(&self.folder.path), back.unwrap_or_default());
            let advice = Cow::Owned(advice);
            found.push(LogProblem { advice, ..LogProblem::of_folder(LogProblemCode::UnfinishedRenumbering, what) });
        }
        for duplicate in &self.check.duplicates {
            let what = format!("{} have the number {}.", duplicate.files.join(" and "), duplicate.id);
            let mut entries: Vec<usize> = duplicate.files.iter().filter_map(|file| self.place_of(file)).collect();
            // The newest first: others are more likely to be known by their number.
            entries.sort_by_key(|place| std::cmp::Reverse((self.folder.entries[*place].date, *place)));
            found.push(LogProblem { entries, ..LogProblem::of_folder(LogProblemCode::DuplicateNumber, what) });
        }
        if !self.check.gaps.is_empty() {
            let gaps: Vec<String> = self.check.gaps.iter().map(ToString::to_string).collect();
            let is_one = matches!(self.check.gaps[..], [gap] if gap.from == gap.to);
            let what = format!("No file has the {} {}.", if is_one { "number" } else { "numbers" }, gaps.join(", "));
            found.push(LogProblem::of_folder(LogProblemCode::NumberGap, what));
        }
        found
    }

    /// Returns the index of a file in the list; the entries are in the order of their names.
    fn place_of(&self, file: &str) -> Option<usize> {
        self.folder.entries.binary_search_by(|entry| entry.file.as_str().cmp(file)).ok()
    }
}
