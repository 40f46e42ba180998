//! The ADRs of a repository: where they are, the name of the next one, and the export of a record to one of them.
//!
//! Nothing here reads or writes outside the repository, whatever a configuration file, a record or a symbolic link
//! says. Only two functions write: [`write()`], which carries out a [`Plan`], and [`Renumbering::carry_out`]; people
//! have seen both before.

mod begun;
mod chain;
mod charts;
mod check;
mod config;
mod contained_path;
mod cross_references;
mod diff;
mod discover;
mod entry;
mod export_error;
mod export_place;
mod export_warnings;
mod file;
mod file_change;
mod file_id;
mod find;
mod folder;
mod follow;
mod governs;
mod in_merge;
mod index;
mod log;
mod log_problems;
mod log_records;
mod name;
mod named_records;
mod numbers;
mod pattern;
mod plan;
mod plan_error;
mod pointing_files;
mod progress;
mod record_checks;
mod record_link;
mod relate;
mod renumber;
mod request;
mod superseded;
mod take_over;
mod templates;
mod told_record;
mod usual_folder;
mod write;

pub use self::{
    begun::Begun,
    chain::{Succession, Successor, SuccessorFile, chain_of, due, successor},
    check::{check_charts, check_export},
    contained_path::{Outside, inside},
    cross_references::{AdrProblem, CrossCheck, Duplicate, Gap, LinkFinding, UnmergedFile},
    diff::{DiffKind, DiffLine},
    entry::{DateSource, Entry, NotAdr, Other, RecordSays, Reviews},
    export_error::ExportError,
    file::{TooLarge, Unreadable, read_adr},
    file_change::FileChange,
    find::{FindError, find_adr},
    folder::{Folder, FolderError, read_folder, repository_root},
    log::{Governing, Log, LogError, LogFolder, read_log},
    log_problems::{LogProblem, LogProblemCode},
    name::{InvalidFileName, file_name, next_number},
    named_records::RecordProblem,
    numbers::{NextNumber, next_number_of},
    pattern::{NamePattern, Numbering},
    plan::{Plan, plan},
    plan_error::PlanError,
    progress::{Cancelled, Progress},
    record_checks::RecordChecks,
    record_link::{path_in, place_beside},
    renumber::{RenumberError, Renumbering, renumber},
    request::{DialectChoice, Keeping, Request},
    take_over::{adr_without_review, record_file, record_from, record_of_adr},
    templates::{profiles_of_template, repository_templates},
    told_record::as_told,
    usual_folder::find_folder,
    write::{HeldRepository, hold, write, write_held},
};
