//! What follows from the scores: against published and independently computed numbers, against slower second
//! computations of random records, and in the words that people read.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::float_cmp,
    unreachable_pub,
    missing_docs,
    reason = "tests stop where they cannot go on"
)]

#[path = "analysis/again.rs"]
mod again;
#[path = "analysis/boundaries.rs"]
mod boundaries;
#[path = "analysis/cases.rs"]
mod cases;
#[path = "analysis/change.rs"]
mod change;
#[path = "analysis/claims.rs"]
mod claims;
#[path = "analysis/divided.rs"]
mod divided;
#[path = "analysis/error_rates.rs"]
mod error_rates;
#[path = "analysis/errors.rs"]
mod errors;
#[path = "analysis/faults.rs"]
mod faults;
#[path = "analysis/flips.rs"]
mod flips;
#[path = "analysis/json.rs"]
mod json;
#[path = "analysis/ladder.rs"]
mod ladder;
#[path = "analysis/meaning.rs"]
mod meaning;
#[path = "analysis/nameless.rs"]
mod nameless;
#[path = "analysis/own_swings.rs"]
mod own_swings;
#[path = "analysis/problems.rs"]
mod problems;
#[path = "analysis/profiles.rs"]
mod profiles;
#[path = "analysis/properties.rs"]
mod properties;
#[path = "analysis/raters.rs"]
mod raters;
#[path = "analysis/said_too_much.rs"]
mod said_too_much;
#[path = "analysis/second.rs"]
mod second;
#[path = "analysis/support.rs"]
mod support;
#[path = "analysis/triggers.rs"]
mod triggers;
#[path = "analysis/verdicts.rs"]
mod verdicts;
