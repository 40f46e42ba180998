//! Charts of a record, as SVG: each with a title, a sentence on the result, and every number in print.
//!
//! A chart depends only on the record and its analysis: the same two give the same bytes, so that a chart beside an ADR
//! can be checked as the ADR is. It holds no script and no link.
//!
//! The numbers and words of charts that the window shows too are public: one source for two painters.

pub mod difference;
pub mod ladder;
mod named;
pub mod palette;
mod scores;
mod sheet;
mod text;
pub mod totals;

use std::{fmt, str::FromStr};

use strum::{EnumCount, VariantArray};

use crate::{analysis::Analysis, decision::Decision};

/// The kinds of charts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum ChartKind {
    /// Each option's total, with the range that empty cells leave open.
    Totals,
    /// Part of each criterion in the lead.
    Difference,
    /// Share of cases in which each option comes first.
    Ladder,
    /// The team's means, criteria by options.
    Scores,
}

impl ChartKind {
    /// All kinds, in the order in which an ADR shows them.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the word in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::Difference => "difference",
            Self::Ladder => "ladder",
            Self::Scores => "scores",
        }
    }

    /// Returns the words on screen.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Totals => "How the options score",
            Self::Difference => "Where the lead comes from",
            Self::Ladder => "How sure the lead is",
            Self::Scores => "What the team scores",
        }
    }
}

impl fmt::Display for ChartKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that is not a chart.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no chart of this version; it draws {known}", known = ChartKind::ALL.map(ChartKind::as_str).join(", "))]
pub struct UnknownKind(pub String);

impl FromStr for ChartKind {
    type Err = UnknownKind;

    fn from_str(word: &str) -> Result<Self, UnknownKind> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word).ok_or_else(|| UnknownKind(word.to_owned()))
    }
}

/// A chart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chart {
    /// Its title.
    pub title: String,
    /// Its result, in a sentence or two.
    pub caption: String,
    /// Descriptions of its rows, a sentence each.
    pub told: Vec<String>,
    /// The SVG.
    pub svg: String,
}

/// Maximum number of rows in the words that replace a chart.
const MOST_TOLD: usize = 3;

impl Chart {
    /// Returns the words that replace the chart where it is not seen: its title, its result, and its first rows.
    #[must_use]
    pub fn alternative(&self) -> String {
        let told = self.told.iter().take(MOST_TOLD).map(String::as_str);
        let parts = std::iter::once(self.caption.as_str()).chain(told).filter(|words| !words.is_empty());
        format!("{}: {}", self.title, parts.collect::<Vec<_>>().join(" "))
    }
}

/// Draws a chart of a record. Returns `None` if there is nothing to show yet: no scores with a weight; for the
/// difference and the ladder also if only one option is left; for the ladder also without draws.
#[must_use]
pub fn chart(decision: &Decision, analysis: &Analysis, kind: ChartKind) -> Option<Chart> {
    let sheet = match kind {
        ChartKind::Totals => totals::draw(decision, analysis),
        ChartKind::Difference => difference::draw(decision, analysis),
        ChartKind::Ladder => ladder::draw(decision, analysis),
        ChartKind::Scores => scores::draw(decision, analysis),
    }?;
    let (title, caption, told) = (sheet.title.clone(), sheet.caption.clone(), sheet.told.clone());
    Some(Chart { title, caption, told, svg: sheet.finish(kind.as_str()) })
}
