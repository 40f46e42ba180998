//! The user who runs the command.

use std::path::Path;

use crate::storage::world;

/// Returns the name of the user, as git knows them in the folder of the record; empty if neither git nor the system
/// knows it.
pub(super) fn user(file: &Path) -> String {
    world::user_name_in(file.parent().unwrap_or(Path::new("")))
}
