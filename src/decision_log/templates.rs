//! The templates of a repository.

use std::path::Path;

use super::contained_path::inside;
use crate::storage::templates::{Found, REPOSITORY_FOLDER, load_repository_folder};

/// The templates that a repository brings, each with what is in it, or why that cannot be read; none of what lies outside
/// of it.
#[must_use]
pub fn repository_templates(root: &Path) -> Vec<Found> {
    inside(root, REPOSITORY_FOLDER).map(|folder| load_repository_folder(&folder)).unwrap_or_default()
}
