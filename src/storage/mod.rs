//! Files: decision files, ballots and templates (RON, versioned), atomic writes, settings.

pub mod atomic;
mod ballot_file;
mod decision_file;
mod decision_file_name;
mod error;
mod fingerprint;
mod format;
mod git;
mod gits_own;
mod lock;
mod merge;
mod on_disk;
mod private;
pub mod recovery;
mod rights;
pub mod settings;
#[cfg(unix)]
mod signals;
#[cfg(not(unix))]
mod signals {
    /// Does nothing: without support for signals, they end the program at once.
    pub fn before_a_signal_ends_it(_: impl Fn() + Send + 'static) {}

    /// Does nothing: no run of git is ended there.
    pub(super) fn end_with_the_program(_: fn()) {}

    /// Does nothing: nothing is printed there.
    pub fn tell_where_a_signal_ends_it(_: String) {}
}
pub mod templates;
mod window_place;
pub mod world;

pub use self::{
    ballot_file::{
        BALLOT_EXTENSION, ImportReport, ballot_path, import_report, import_report_of_many, load_ballot, save_ballot,
        save_hidden_ballot,
    },
    decision_file::{
        RevisionError, load, load_at, load_bytes, load_bytes_from, load_from, load_naming, load_with_text,
    },
    decision_file_name::{EXTENSION, MAX_BYTES, file_name_of, free_place, is_decision_file},
    error::{ReadError, WriteError},
    fingerprint::Fingerprint,
    format::{
        KeptBack, Loaded, Newer, ballot_to_ron, line_of, lines_of, parse, parse_ballot, parse_template,
        template_to_ron, to_ron,
    },
    git::{
        BranchFiles, Branches, FileForGit, GitError, GitIndex, InstallError, Installed, MOST_BRANCHES, Overruled,
        Revision, branch_trees, can_stage, commit_files, commit_message, end_git, files_on_branches,
        install_merge_driver, is_taken_out_in_git, is_unmerged_in_git, known_to_git, mark_merged, revisions,
        stage_files,
    },
    gits_own::{is_git_folder, is_gits_own},
    lock::{FOR_A_SAVE, FOR_AN_EXPORT, Held, hold},
    merge::{
        Sides, ThreeRecords, Unfinished, can_choose_between_markers, is_conflicted, is_edited_by_hand,
        is_merged_by_hand, keep_both, keep_or_take_out, load_three, load_unfinished, may_be_settled_as_ours,
        save_merge, save_new_merge, save_recorded, save_unmerged, sides_of_conflicted_file, two_records_apart,
    },
    on_disk::{Content, OnDisk, Saved, load_known, look, open, open_unfinished, save_new, save_over},
    private::{PRIVATE_EXTENSION, private_ballots, private_missing, private_path, with_private},
    settings::{MOST_RECENT, Recent, Settings, Theme, ZOOM, config_folder, state_folder},
    signals::{before_a_signal_ends_it, tell_where_a_signal_ends_it},
    window_place::WindowPlace,
};
