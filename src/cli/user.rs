//! Who runs the command.

use std::path::Path;

use crate::storage::world;

/// The name of who runs the command, as git knows them where the record is; empty where neither git nor the system does.
pub(super) fn user(file: &Path) -> String {
    world::user_name_in(file.parent().unwrap_or(Path::new("")))
}
