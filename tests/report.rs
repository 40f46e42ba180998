//! The report: whole and harmless whatever a record holds, with what people may see and nothing else, and readable on any screen.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test may panic, and write as it likes"
)]

#[path = "report/browser.rs"]
mod browser;
#[path = "report/page.rs"]
mod page;
#[path = "report/words.rs"]
mod words;

#[path = "common/mod.rs"]
mod common;
#[path = "common/harmless.rs"]
mod harmless;
#[path = "export/records.rs"]
mod records;
#[path = "common/tools.rs"]
mod tools;

use jiff::civil::date;
use weigh_in::{
    adr::drawn,
    analysis::Scope,
    decision::Decision,
    report::{ReportInput, report},
};

/// The report that a team gets of a record.
fn page_of(decision: &Decision) -> String {
    let analysis = drawn(decision, Scope::Revealed);
    let input = ReportInput { decision, analysis: &analysis, file: "go.decision.ron", on: date(2026, 12, 1) };
    report(&input).unwrap()
}
