//! Files: what is written is read back, what is broken is explained, and nothing is lost on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make files of every kind, broken ones too")]

mod common;

#[path = "storage/atomic.rs"]
mod atomic;
#[path = "storage/ballots.rs"]
mod ballots;
#[path = "storage/broken.rs"]
mod broken;
#[path = "storage/conflicted.rs"]
mod conflicted;
#[path = "storage/limits.rs"]
mod limits;
#[path = "storage/lines.rs"]
mod lines;
#[path = "storage/newer.rs"]
mod newer;
#[path = "storage/on_disk.rs"]
mod on_disk;
#[path = "storage/recovery.rs"]
mod recovery;
#[path = "storage/round_trip.rs"]
mod round_trip;
#[path = "storage/settings.rs"]
mod settings;
#[path = "storage/tables.rs"]
mod tables;
#[path = "storage/templates.rs"]
mod templates;
#[path = "common/tools.rs"]
mod tools;

/// A file of format 1 with every field in use.
/// A file of format 1 with every field of it.
const V1: &str = include_str!("fixtures/v1.decision.ron");
/// What becomes of it.
const V1_UPGRADED: &str = include_str!("fixtures/v1.upgraded.decision.ron");
/// A file of format 2 with every field of it.
const V2: &str = include_str!("fixtures/v2.decision.ron");
