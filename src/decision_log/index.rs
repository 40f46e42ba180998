//! A list of the ADRs that is there already gains the new one.

use std::path::Path;

use super::{folder::Folder, plan::FileChange};
use crate::decision::Decision;

pub(super) fn index_change(_: &Path, _: &Folder, _: &str, _: &Decision, _: Option<u32>) -> Option<FileChange> {
    None
}
