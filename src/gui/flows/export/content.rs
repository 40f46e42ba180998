//! The form of an export, and the export as it would be written.

use std::{path::PathBuf, sync::Arc};

use crate::{
    adr::{Choices, Dialect, Sight, sights},
    chart::ChartKind,
    decision::{Decision, RepoPath},
    decision_log::{DialectChoice, DiffKind, DiffLine, FileChange, Folder, Plan},
    gui::session::Document,
};

/// An export as it would be written.
pub struct Planned {
    /// The plan of all changes.
    pub plan: Plan,
    /// A sentence on why this folder was found; empty where people named one.
    pub folder: String,
    /// The files that change, line by line.
    pub files: Vec<FileDiff>,
    /// The ADR as each client would read it.
    pub sights: Vec<Sight>,
    /// The ADRs that the record can be related to.
    pub known: Vec<RelatableAdr>,
}

impl Planned {
    /// Works out the rest from a plan for a folder. `why` is the reason for that folder, in words.
    #[must_use]
    pub fn of(plan: Plan, why: String, folder: &Folder) -> Self {
        let adr = plan.changes.first();
        let sights = adr.map(|adr| sights(adr.path.file_name(), &adr.after)).unwrap_or_default();
        let files = plan.changes.iter().filter(|change| !change.is_unchanged()).map(FileDiff::of).collect();
        let known = folder.entries.iter().map(|entry| RelatableAdr {
            path: folder.path_of(&entry.file),
            id: if entry.number.is_some() { entry.id.clone() } else { String::new() },
            title: entry.title.clone(),
        });
        // An ADR cannot be related to itself.
        let known = known.filter(|known| adr.is_none_or(|adr| adr.path != known.path)).collect();
        Self { plan, folder: why, files, sights, known }
    }

    /// Reports whether the files and the record are as planned already.
    #[must_use]
    pub fn is_up_to_date(&self, decision: &Decision) -> bool {
        self.plan.is_unchanged() && self.plan.is_recorded(decision)
    }
}

/// A file that changes.
pub struct FileDiff {
    /// Its path.
    pub path: RepoPath,
    /// Whether it is new.
    pub is_new: bool,
    /// The lines that differ, with a few that stay around them.
    pub lines: Vec<DiffLine>,
    /// The number of lines added.
    pub added: usize,
    /// The number of lines removed.
    pub removed: usize,
}

impl FileDiff {
    fn of(change: &FileChange) -> Self {
        let lines = change.diff();
        Self {
            path: change.path.clone(),
            is_new: change.before.is_none(),
            added: count(&lines, DiffKind::Added),
            removed: count(&lines, DiffKind::Removed),
            lines,
        }
    }
}

/// Counts the lines of a kind.
fn count(lines: &[DiffLine], kind: DiffKind) -> usize {
    lines.iter().filter(|line| line.kind == kind).count()
}

/// An ADR that the record can be related to.
pub struct RelatableAdr {
    /// Its path.
    pub path: RepoPath,
    /// Its number, or an empty text.
    pub id: String,
    /// Its title.
    pub title: String,
}

impl RelatableAdr {
    /// Returns its number and title.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{} {}", self.id, self.title).trim().to_owned()
    }
}

/// The reason why no plan could be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlanRefusal {
    /// A sentence.
    pub words: String,
    /// Whether it is about the template.
    pub of_template: bool,
}

/// An export as it would be written, or the reason why it cannot be.
pub type ExportPlan = Result<Arc<Planned>, PlanRefusal>;

/// The choice of what git does with the files.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GitChoice {
    /// Whether they are staged.
    pub stage: bool,
    /// Whether they are committed as well.
    pub commit: bool,
    /// The message of the commit; empty for the usual words.
    pub message: String,
}

/// The place and the form of the ADR, as people fill them in.
#[derive(Default)]
pub struct ExportForm {
    /// The repository.
    pub repository: String,
    /// The folder in it; empty for the one that is found.
    pub folder: String,
    /// The name of the file; empty for the next number.
    pub file: String,
    /// The Markdown form.
    pub dialect: FormChoice,
    /// The path of the team's own template.
    pub template: String,
    /// The charts beside the ADR; `None` for those of the last export.
    pub charts: Option<Vec<ChartKind>>,
    /// The choice of whose text stays in each section that people changed by hand.
    pub keep: Choices,
    /// The choice of what git does with the files.
    pub git: GitChoice,
}

/// The plan on the screen, and what was written.
#[derive(Default)]
pub struct ExportContent {
    /// The plan, once there is one.
    pub plan: Option<ExportPlan>,
    /// The ADR as it would be without a repository, or the reason why it could not be made; only while no repository is named.
    pub sketch: Option<Result<Arc<str>, String>>,
    /// The file that was last written.
    pub written: Option<PathBuf>,
    /// The last work of git that succeeded.
    pub given: Option<GivenToGit>,
}

/// A state of the record, with its ADR, that was given to git.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenToGit {
    /// The choice that was made for it.
    pub git: GitChoice,
    /// The revision of the record.
    pub revision: u64,
}

impl ExportContent {
    /// Returns the export as it would be written, if it is planned.
    #[must_use]
    pub fn planned(&self) -> Option<&Arc<Planned>> {
        self.plan.as_ref()?.as_ref().ok()
    }

    /// Reports whether git is to stage or commit something that it has not taken yet.
    #[must_use]
    pub fn is_for_git(&self, document: &Document, git: &GitChoice) -> bool {
        let given = self.given.as_ref().filter(|given| given.revision == document.revision());
        // Committed files are staged as well, so only a commit after staging is left to do.
        git.stage && given.is_none_or(|given| git.commit && !given.git.commit)
    }

    /// Reports whether there is something to write or to give to git, and nothing prevents it.
    #[must_use]
    pub fn can_write(&self, planned: &Planned, document: &Document, git: &GitChoice) -> bool {
        (self.is_for_git(document, git) || !planned.is_up_to_date(document.decision()))
            && planned.plan.undecided.is_empty()
            && document.read_only().is_none()
    }
}

/// The Markdown form of the ADR, as it is chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FormChoice {
    /// The form of the other ADRs in the folder.
    #[default]
    AsFolder,
    /// A built-in dialect.
    Dialect(Dialect),
    /// A template of the team's own.
    Own,
}

impl FormChoice {
    /// Returns all choices, in the order in which they are offered.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::AsFolder).chain(Dialect::ALL.map(Self::Dialect)).chain([Self::Own])
    }

    /// Returns its name on the screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AsFolder => "Match this folder",
            Self::Dialect(dialect) => dialect.name(),
            Self::Own => "Your own template…",
        }
    }
}

impl ExportForm {
    /// Returns the Markdown form as the plan takes it.
    #[must_use]
    pub fn dialect_choice(&self) -> DialectChoice {
        match self.dialect {
            FormChoice::AsFolder => DialectChoice::Auto,
            FormChoice::Dialect(dialect) => DialectChoice::One(dialect),
            FormChoice::Own => DialectChoice::Own(self.template.trim().to_owned()),
        }
    }
}
