//! The input of an ADR: its content, and the settings for writing it.

use super::{style::Style, target::Target};
use crate::{
    analysis::Analysis,
    decision::{Decision, RelationKind},
};

/// The content of an ADR.
#[derive(Debug, Clone, Copy)]
pub struct AdrInput<'a> {
    /// The record.
    pub decision: &'a Decision,
    /// Analysis of its scores.
    pub analysis: &'a Analysis,
    /// Decision file, named at the end; `None` to leave it out.
    pub record: Option<Record<'a>>,
}

/// The decision file that an ADR was written from, as the ADR names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// Name of the file.
    pub name: &'a str,
    /// Path from the folder of the ADR, with `/`; `None` if it is not in the same repository.
    pub path: Option<&'a str>,
}

/// A picture that an ADR shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Words shown instead of it, where it is not seen.
    pub alternative: String,
    /// Path of its file from the folder of the ADR, with `/`.
    pub path: String,
}

/// The settings for writing an ADR.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Form and style of the team.
    pub style: &'a Style,
    /// Number; `None` if its file has none.
    pub number: Option<u32>,
    /// ADRs that it names, with its effect on each.
    pub relations: &'a [(RelationKind, Target)],
    /// Charts that it shows.
    pub charts: &'a [Picture],
}
