//! The ADRs of a repository: where they are, what the next one is called, and how a record becomes one of them.
//!
//! Nothing here reads or writes outside the repository, whatever a configuration file, a record or a symbolic link says.
//! Nothing is written but by [`write()`], which carries out a [`Plan`] that people have seen.

mod check;
mod config;
mod cross;
mod diff;
mod discover;
mod entry;
mod file;
mod file_id;
mod folder;
mod inside;
mod link;
mod log;
mod name;
mod plan;
mod progress;
mod write;

pub use self::{
    check::check_export,
    cross::{CrossCheck, Duplicate, Gap, LinkFinding},
    diff::{DiffKind, DiffLine},
    entry::{DateSource, Entry, Other},
    file::{Unreadable, read_adr},
    folder::{Folder, FolderError, find_folder, repository_root},
    inside::{Outside, inside},
    log::{Log, LogError, LogFolder, read_log},
    name::{InvalidFileName, file_name, next_number},
    plan::{FileChange, Plan, PlanError, Request, plan},
    progress::{Cancelled, Progress},
    write::{ExportError, write},
};
