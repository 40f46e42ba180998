//! The decision log: reading ADRs that others wrote.
#![allow(clippy::unwrap_used, clippy::panic, clippy::print_stdout, reason = "a test may panic and tell")]

#[path = "log/changed.rs"]
mod changed;
#[path = "common/mod.rs"]
mod common;
#[path = "log/corpora.rs"]
mod corpora;
#[path = "log/heads.rs"]
mod heads;
#[path = "log/imported.rs"]
mod imported;
#[path = "log/languages.rs"]
mod languages;
#[path = "log/renumbered.rs"]
mod renumbered;
#[path = "common/corpora.rs"]
mod repositories;
#[path = "log/styles.rs"]
mod styles;
#[path = "log/taken.rs"]
mod taken;
#[path = "common/tools.rs"]
mod tools;
#[path = "log/unusual.rs"]
mod unusual;
