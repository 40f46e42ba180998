//! Export: a record as an ADR, and the ADR in a repository's decision log.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout, reason = "a test may panic")]

#[path = "export/again.rs"]
mod again;
#[path = "export/charts.rs"]
mod charts;
#[path = "export/checked.rs"]
mod checked;
#[path = "export/corpora.rs"]
mod corpora;
#[path = "export/dialects.rs"]
mod dialects;
#[path = "export/document.rs"]
mod document;
#[path = "export/escaping.rs"]
mod escaping;
#[path = "export/folders.rs"]
mod folders;
#[path = "export/following.rs"]
mod following;
#[path = "export/headings.rs"]
mod headings;
#[path = "export/heads.rs"]
mod heads;
#[path = "export/hostile.rs"]
mod hostile;
#[path = "export/names.rs"]
mod names;
#[path = "export/parsed.rs"]
mod parsed;
#[path = "export/plans.rs"]
mod plans;
#[path = "export/reader.rs"]
mod reader;
#[path = "export/records.rs"]
mod records;
#[path = "export/related.rs"]
mod related;
#[path = "common/corpora.rs"]
mod repositories;
#[path = "export/repository.rs"]
mod repository;
#[path = "export/safety.rs"]
mod safety;
#[path = "common/tools.rs"]
mod tools;
