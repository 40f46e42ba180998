//! Copies of one record that went separate ways, brought together again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

#[path = "merge/accepted.rs"]
mod accepted;
#[path = "merge/ballots.rs"]
mod ballots;
#[path = "merge/edits.rs"]
mod edits;
#[path = "merge/examples.rs"]
mod examples;
#[path = "merge/files.rs"]
mod files;
#[path = "merge/kept.rs"]
mod kept;
#[path = "merge/mentions.rs"]
mod mentions;
#[path = "merge/properties.rs"]
mod properties;
#[path = "merge/taken.rs"]
mod taken;
#[path = "merge/told.rs"]
mod told;
#[path = "common/tools.rs"]
mod tools;
#[path = "merge/unseen.rs"]
mod unseen;
#[path = "merge/uses.rs"]
mod uses;
