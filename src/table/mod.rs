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
mod write;

pub use self::{
    grid::{Grid, GridError},
    plan::{Misfits, TablePlan, TableReading, plan_table},
    scale::TableScale,
    write::{means_table, member_table, votes_table},
};
