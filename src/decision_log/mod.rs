//! The ADRs of a repository: where they are, what the next one is called, and how a record becomes one of them.
//!
//! Nothing here reads or writes outside the repository, whatever a configuration file, a record or a symbolic link says.

mod config;
mod entry;
mod folder;
mod inside;
mod name;

pub use self::{
    entry::Entry,
    folder::{Folder, FolderError, find_folder, repository_root},
    inside::{Outside, inside},
    name::{InvalidFileName, file_name, next_number},
};
