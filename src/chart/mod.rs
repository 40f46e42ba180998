//! Charts of a record, as SVG: each with a title, a sentence that tells the result, and every number in print.
//!
//! A chart is a function of the record and what was analysed of it: the same two give the same bytes, so that a chart
//! beside an ADR can be checked as the ADR is. It holds no script and leads nowhere.
//!
//! The numbers and words of a chart that the window shows, too, are public: there is one source, and two painters.

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

/// What a chart shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumCount, VariantArray)]
pub enum ChartKind {
    /// Each option's total, with what empty cells leave open.
    Totals,
    /// Where the lead comes from, criterion by criterion.
    Difference,
    /// How often each option comes first.
    Ladder,
    /// The team's means, criteria by options.
    Scores,
}

impl ChartKind {
    /// All of them, in the order in which an ADR shows them.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// The word in files and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Totals => "totals",
            Self::Difference => "difference",
            Self::Ladder => "ladder",
            Self::Scores => "scores",
        }
    }

    /// The words on screen.
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

/// A word that is no chart.
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
    /// What it is called.
    pub title: String,
    /// What it shows, in a sentence or two.
    pub caption: String,
    /// What its rows tell, a sentence each.
    pub told: Vec<String>,
    /// The whole of it.
    pub svg: String,
}

/// How many rows are told in place of a chart.
const MOST_TOLD: usize = 3;

impl Chart {
    /// The words in place of the chart, where it is not seen: what it is, what it shows, and its first rows.
    #[must_use]
    pub fn alternative(&self) -> String {
        let told = self.told.iter().take(MOST_TOLD).map(String::as_str);
        let parts = std::iter::once(self.caption.as_str()).chain(told).filter(|words| !words.is_empty());
        format!("{}: {}", self.title, parts.collect::<Vec<_>>().join(" "))
    }
}

/// Draws a chart of a record. None where there is nothing to show yet: no scores with a weight, for the difference and the
/// ladder only one option that is left, for the ladder no draws.
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
