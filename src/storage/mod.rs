//! Files: decision files, ballots and templates (RON, versioned), atomic writes, settings.

pub mod atomic;
mod ballot_file;
mod branches;
mod commit;
mod conflicted;
mod decision_file;
mod error;
mod fingerprint;
mod format;
mod git;
mod lock;
mod merge_files;
mod on_disk;
pub mod recovery;
mod rights;
pub mod settings;
pub mod templates;
pub mod world;

pub use self::{
    ballot_file::{
        BALLOT_EXTENSION, ImportReport, ballot_path, import_report, import_report_of_many, load_ballot, save_ballot,
    },
    branches::{BranchFiles, branch_trees, files_on_branches},
    commit::{GitError, LONGEST_COMMIT, commit_files, commit_message, stage_files},
    conflicted::{Sides, sides_of_conflicted_file},
    decision_file::{EXTENSION, MAX_BYTES, load, save, save_new},
    error::{ReadError, WriteError},
    fingerprint::Fingerprint,
    format::{
        Loaded, Newer, ballot_to_ron, line_of, lines_of, parse, parse_ballot, parse_template, template_to_ron, to_ron,
    },
    git::{InstallError, Installed, install_merge_driver},
    lock::{Held, hold},
    merge_files::{ThreeRecords, is_conflicted, load_conflicted, load_three, save_merge, save_unmerged},
    on_disk::{Content, OnDisk, Saved, load_known, look, open, save_over},
    settings::{Recent, Settings, Theme, config_folder, state_folder},
};
