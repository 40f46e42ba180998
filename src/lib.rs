//! Weigh-In: a team decides on a programming language and records it as an architecture decision record.
//!
//! # Module map and the dependency rule
//!
//! Imports only point up this list; `tests/architecture.rs` fails on one that runs the other way.
//!
//! | module | what it holds | may use |
//! | --- | --- | --- |
//! | [`decision`] | the record as plain data, its edits, its checks | nothing else of ours |
//! | [`template`] | templates, and the new decision made from one | `decision` |
//! | [`analysis`] | pure functions of a decision, and the sentences that tell their results | `decision` |
//! | [`chart`] | charts of a record as SVG | `decision`, `analysis` |
//! | [`png`] | an SVG as a picture of pixels | nothing else of ours |
//! | [`storage`] | decision files, ballots, what git left, atomic writes, settings | `decision`, `template` |
//! | [`adr`] | one ADR as Markdown | `decision`, `analysis` |
//! | [`table`] | tables of a record as CSV | `decision`, `analysis`, `adr` |
//! | [`report`] | a record as one HTML file | `decision`, `analysis`, `chart`, `adr` |
//! | [`decision_log`] | the ADRs of a repository | `decision`, `analysis`, `chart`, `adr`, `storage` |
//! | [`cli`] | the commands | all but `gui` |
//! | `gui` | the window (feature `gui`) | all but `cli` |
//!
//! The random draws are the package `weigh-in-draws`, which `analysis` alone uses.
//!
//! `decision`, `template`, `analysis`, `chart`, `adr`, `table` and `report` do no I/O and read neither clock nor randomness: both are
//! passed in.

pub mod adr;
pub mod analysis;
pub mod chart;
pub mod cli;
pub mod decision;
pub mod decision_log;
#[cfg(feature = "gui")]
pub mod gui;
pub mod png;
pub mod report;
pub mod storage;
pub mod table;
pub mod template;
