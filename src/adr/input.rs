//! What an ADR is made of, and where and how it is written.

use super::style::Style;
use crate::{
    analysis::Analysis,
    decision::{Decision, RelationKind, text::file_stem},
};

/// What an ADR is made of.
#[derive(Debug, Clone, Copy)]
pub struct AdrInput<'a> {
    /// The record.
    pub decision: &'a Decision,
    /// What follows from its scores.
    pub analysis: &'a Analysis,
    /// The result in sentences, which open the part on how it was reached.
    pub sentences: &'a [String],
    /// The decision file, named at the end; none to leave it out.
    pub record: Option<Record<'a>>,
}

/// How an ADR names the decision file that it comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Record<'a> {
    /// The file's name.
    pub name: &'a str,
    /// The way to it from the folder of the ADR, with `/`; none if it is not in the same repository.
    pub path: Option<&'a str>,
}

/// Another ADR, as an ADR names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// Its number; none if its file has none.
    pub number: Option<u32>,
    /// Its title, without a number.
    pub title: String,
    /// The way to its file from the folder of the ADR that names it, with `/`.
    pub path: String,
}

impl Target {
    /// The name of its file without the ending, by which log4brains and people call it.
    #[must_use]
    pub fn name(&self) -> &str {
        file_stem(&self.path)
    }
}

/// A picture that an ADR shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The words in its place, where it is not seen.
    pub alternative: String,
    /// The way to its file from the folder of the ADR, with `/`.
    pub path: String,
}

/// Where and how an ADR is written.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The form and the style of the team.
    pub style: &'a Style,
    /// Its number; none if its file has none.
    pub number: Option<u32>,
    /// The ADRs that it names, and what it does to them.
    pub relations: &'a [(RelationKind, Target)],
    /// The charts that it shows.
    pub charts: &'a [Picture],
}
