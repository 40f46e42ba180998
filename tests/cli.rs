//! The command line: the real program, in folders of its own.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may panic")]

#[path = "cli/advice.rs"]
mod advice;
#[path = "cli/agents.rs"]
mod agents;
#[path = "cli/bench.rs"]
mod bench;
#[path = "cli/chart.rs"]
mod chart;
#[path = "cli/check.rs"]
mod check;
#[path = "cli/ci.rs"]
mod ci;
#[path = "cli/clones.rs"]
mod clones;
#[path = "cli/decide.rs"]
mod decide;
#[path = "cli/diff.rs"]
mod diff;
#[path = "cli/export.rs"]
mod export;
#[path = "cli/git.rs"]
mod git;
#[path = "cli/governs.rs"]
mod governs;
#[path = "cli/guard.rs"]
mod guard;
#[path = "cli/help.rs"]
mod help;
#[path = "cli/import.rs"]
mod import;
#[path = "cli/install.rs"]
#[cfg(target_os = "linux")]
mod install;
#[path = "cli/limits.rs"]
mod limits;
#[path = "cli/log.rs"]
mod log;
#[path = "cli/merge.rs"]
mod merge;
#[path = "cli/new.rs"]
mod new;
#[path = "cli/places.rs"]
mod places;
#[path = "cli/private.rs"]
mod private;
#[path = "cli/quiet.rs"]
mod quiet;
#[path = "cli/readme.rs"]
mod readme;
#[path = "cli/report.rs"]
mod report;
#[path = "cli/rounds.rs"]
mod rounds;
#[path = "cli/score.rs"]
mod score;
#[path = "cli/set.rs"]
mod set;
#[path = "cli/show.rs"]
mod show;
#[path = "cli/sparse.rs"]
mod sparse;
#[path = "cli/spellings.rs"]
mod spellings;
#[path = "cli/standard.rs"]
mod standard;
#[path = "cli/table.rs"]
mod table;
#[path = "cli/told.rs"]
mod told;
#[path = "common/tools.rs"]
mod tools;
#[path = "e2e/trace.rs"]
mod trace;
#[path = "cli/unmerged.rs"]
mod unmerged;
#[path = "cli/whole_job.rs"]
mod whole_job;
