//! The ADRs of a repository: where they are, what the next one is called, and how a record becomes one of them.
//!
//! Nothing here reads or writes outside the repository, whatever a configuration file, a record or a symbolic link says.
//! Nothing is written but by [`write()`], which carries out a [`Plan`] that people have seen.

mod check;
mod config;
mod diff;
mod entry;
mod file;
mod folder;
mod inside;
mod link;
mod name;
mod plan;
mod write;

pub use self::{
    check::check_export,
    diff::{DiffKind, DiffLine},
    entry::Entry,
    file::Unreadable,
    folder::{Folder, FolderError, find_folder, repository_root},
    inside::{Outside, inside},
    name::{InvalidFileName, file_name, next_number},
    plan::{FileChange, Plan, PlanError, Request, plan},
    write::{ExportError, write},
};
