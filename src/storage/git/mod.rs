//! Git, by its own command: the one place that starts it.
//!
//! A repository may come from a stranger, and its configuration can name programs for nearly everything that git does.
//! So a run that only looks (`look`) runs nothing but git itself and, before a commit, the repository's clean filter;
//! it fetches nothing and asks nobody. A run that changes the index or the configuration (`change`) runs no hooks. Only
//! a commit that people asked for (`commit`) runs what their repository names for commits. Every run ends by a
//! deadline.

mod advised;
mod branches;
mod commit;
mod driver;
mod environment;
mod error;
mod exclude;
mod history;
mod index;
mod literal;
mod look;
mod named_repository;
mod operation;
mod process;
mod repository;
mod revision;
mod sparse;
mod user;

pub use self::{
    advised::FileForGit,
    branches::{BranchFiles, Branches, MOST_BRANCHES, branch_trees, files_on_branches},
    commit::{can_stage, commit_files, commit_message, mark_merged, stage_files},
    driver::{InstallError, Installed, Overruled, install_merge_driver},
    error::GitError,
    history::{Revision, revisions},
    index::{GitIndex, is_taken_out_in_git, is_unmerged_in_git},
    operation::known_to_git,
    process::end_git,
};
pub(super) use self::{
    exclude::leave_out,
    index::{Stage, Stages, stages},
    operation::way_back,
    revision::bytes_at,
    user::user_name,
};
