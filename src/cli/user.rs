//! The user who runs the command.

use std::path::Path;

use super::failure::Failure;
use crate::{decision::Decision, storage::world};

/// Returns the name of the user, as git knows them in the folder of the record; empty if neither git nor the system
/// knows it.
pub(super) fn user(file: &Path) -> String {
    world::user_name_in(file.parent().unwrap_or(Path::new("")))
}

/// Refuses that nobody is named who reveals a round before all have sealed: the record is to keep who has seen the scores early.
///
/// # Errors
/// A [`Failure`] before anything is written, with the ways on.
pub(super) fn names_early_reveal(decision: &Decision, by: &str) -> Result<(), Failure> {
    if !by.trim().is_empty() || decision.have_all_sealed() || decision.members.len() < 2 {
        return Ok(());
    }
    Err(Failure::before_writing(
        "not all ballots are sealed, and the record keeps who revealed them early, which is not known; name yourself with \
         `--by NAME`, or set user.name in git",
    ))
}
