//! Tables of a record as spreadsheets have them: written as CSV, and read back.
//!
//! Three kinds: the criteria and options with the team's means, the same with one member's scores, and every vote in a row of its own.

mod cell;
mod columns;
mod grid;
mod long;
mod names;
mod plan;
mod scale;
mod ways;
mod write;

use std::{ffi::OsStr, path::Path};

pub use self::{
    grid::{Grid, GridError, for_clipboard},
    plan::{Misfits, TablePlan, TableReading, has_options_in_rows, plan_table, votes_name_members},
    scale::{OtherScale, TableScale},
    ways::TableWays,
    write::{means_table, member_table, votes_table},
};

/// Endings of files that are tables, or are taken for one to say that they have to be saved as CSV.
const ENDINGS: [&str; 6] = ["csv", "tsv", "txt", "xlsx", "xls", "ods"];

/// Reports whether a file is a table by its name.
#[must_use]
pub fn is_table(path: &Path) -> bool {
    let ending = path.extension().and_then(OsStr::to_str).unwrap_or_default().to_ascii_lowercase();
    ENDINGS.contains(&ending.as_str())
}
