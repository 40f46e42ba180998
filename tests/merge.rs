//! Copies of one record that went separate ways, brought together again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod common;

#[path = "merge/edits.rs"]
mod edits;
#[path = "merge/examples.rs"]
mod examples;
#[path = "merge/properties.rs"]
mod properties;
