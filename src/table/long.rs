//! The table of every vote: its columns, and a vote as a row of it.

use strum::{EnumCount, VariantArray};

use super::cell::vote_in_words;
use crate::decision::{Ballot, Cell, CellKey};

/// A column of the table of every vote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, EnumCount, VariantArray)]
pub(super) enum LongColumn {
    Round,
    Member,
    Criterion,
    Option,
    Score,
    Confidence,
    Evidence,
    Link,
    Note,
}

impl LongColumn {
    /// All columns, in the order in which they are written.
    pub(super) const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    pub(super) fn head(self) -> &'static str {
        match self {
            Self::Round => "round",
            Self::Member => "member",
            Self::Criterion => "criterion",
            Self::Option => "option",
            Self::Score => "score",
            Self::Confidence => "confidence",
            Self::Evidence => "evidence",
            Self::Link => "link",
            Self::Note => "note",
        }
    }
}

/// Returns the row of a vote. Its parts are named by id, which are short words and read back as the same parts.
pub(super) fn row_of(ballot: &Ballot, (criterion, option): &CellKey, cell: &Cell) -> Vec<String> {
    let Cell { vote, confidence, evidence, link, note } = cell;
    vec![
        ballot.round.to_string(),
        ballot.member.to_string(),
        criterion.to_string(),
        option.to_string(),
        vote_in_words(*vote),
        confidence.map(|confidence| confidence.name().to_owned()).unwrap_or_default(),
        evidence.map(|evidence| evidence.name().to_owned()).unwrap_or_default(),
        link.clone(),
        note.clone(),
    ]
}
