//! Reasons why an export cannot be planned.

use std::path::PathBuf;

use super::{
    contained_path::Outside,
    file::{TooLarge, Unreadable},
    find::checkout_command,
    folder::FolderError,
    name::InvalidFileName,
};
use crate::{
    adr::RenderError,
    decision::{
        RepoPath,
        text::{shell_path, shell_quoted},
    },
    storage::{FileForGit, GitIndex},
};

/// Reasons why an export cannot be planned.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// The folder for ADRs cannot be used.
    #[error(transparent)]
    Folder(#[from] FolderError),
    /// The name cannot be that of an ADR's file.
    #[error(transparent)]
    FileName(#[from] InvalidFileName),
    /// The ADR would be outside the repository.
    #[error(transparent)]
    Outside(#[from] Outside),
    /// The existing file at the ADR's path cannot be read.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// The template is broken.
    #[error(transparent)]
    Render(RenderError),
    /// The scores of the current round are hidden, and an ADR shows everybody's.
    #[error("round {0} is hidden, and an ADR shows everybody's scores")]
    Blind(u32),
    /// Several parts have one id, so nothing can be counted.
    #[error("the id `{0}` is used twice; give each its own id, and correct the scores that name it")]
    SharedId(String),
    /// A file would be too large to be read again.
    #[error(transparent)]
    TooLarge(#[from] TooLarge),
    /// The existing ADR holds an unfinished merge.
    #[error("`{path}` is in the middle of a merge; to finish it, {way}; then export again")]
    Merging {
        /// The ADR, from the root.
        path: RepoPath,
        /// Way to finish it, with commands.
        way: String,
    },
    /// The record itself is an unfinished merge.
    #[error(
        "git holds {} as unmerged, so the other side may be missing from it; finish that merge with `weigh-in merge --resolve {file}`, \
         or, if the file says what it should, with `{add}`, and export again",
        .0.display(),
        add = FileForGit::of(.0).add(),
        file = shell_path(&.0.to_string_lossy())
    )]
    RecordMerging(PathBuf),
    /// A file that changes is in the middle of a renumbering.
    #[error(
        "`{from}` was being renumbered to `{to}`, and that was not finished; finish it first with `weigh-in renumber {} --yes`",
        shell_quoted(from)
    )]
    Renumbering {
        /// Old file of the ADR, from the root.
        from: RepoPath,
        /// New file of the ADR, from the root.
        to: RepoPath,
    },
    /// The ADR is in the repository, but not in its work tree.
    #[error(
        "`{path}` is left out of this sparse checkout; run `{command}` in the root of the repository, and export again"
    )]
    LeftOut {
        /// The file, from the root.
        path: RepoPath,
        /// Command that adds it to the work tree.
        command: String,
    },
    /// The repository has ADRs, but none in its work tree, and no folder was named.
    #[error(
        "ADRs in {} are left out of this sparse checkout; run `{command}` in the root of the repository, or choose a folder, and export \
         again",
        .folders.iter().map(|folder| format!("`{folder}`")).collect::<Vec<_>>().join(" and ")
    )]
    FolderLeftOut {
        /// The folders, from the root.
        folders: Vec<RepoPath>,
        /// Command that adds them to the work tree.
        command: String,
    },
    /// A copy of the record is in the repository.
    #[error("a copy of this record is there already: `{0}`; go on with that one, which knows what was exported last")]
    CopyThere(RepoPath),
    /// The team's template cannot be read.
    #[error("the template cannot be used: {0}")]
    Template(String),
    /// The team's template does not exist.
    #[error(
        "`{0}` is neither a dialect nor a template in the repository; the dialects are {known}, and a template is named by \
         its path from the root of the repository",
        known = crate::adr::Dialect::ALL.map(crate::adr::Dialect::as_str).join(", ")
    )]
    NoTemplate(String),
}

impl PlanError {
    /// Converts the error of rendering the ADR at `path`.
    pub(super) fn of_rendering(error: RenderError, path: &str) -> Self {
        match error {
            RenderError::TooLarge => Self::TooLarge(TooLarge(path.to_owned())),
            RenderError::Template { .. } => Self::Render(error),
        }
    }

    /// Creates the error for a file of the repository that is not in its work tree.
    pub(super) fn left_out(index: &GitIndex, path: &RepoPath) -> Self {
        Self::LeftOut { path: path.clone(), command: checkout_command(index, path) }
    }

    /// Reports whether it is about the template of an ADR.
    #[must_use]
    pub fn is_about_template(&self) -> bool {
        matches!(self, Self::Render(_) | Self::NoTemplate(_) | Self::Template(_))
    }
}
