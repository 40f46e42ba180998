//! The parts of an ADR that its sections hold, by their headings.

use crate::{
    adr::{
        language::{self, AdrPart, SectionHead},
        read::{plain, states_facts},
    },
    decision::ConsequenceKind,
};

/// The part of an ADR that a section holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ImportedPart {
    Context,
    Drivers,
    Options,
    Arguments,
    Outcome,
    /// Consequences of one kind, or of any.
    Consequences(Option<ConsequenceKind>),
    Confirmation,
    Links,
    /// Status, date and people, which were read already.
    Header,
}

impl ImportedPart {
    /// Returns the part that the words of a heading name; `None` for other words.
    pub(super) fn of(title: &str) -> Option<Self> {
        match language::part(title).map(|(part, _)| part) {
            Some(AdrPart::Facts) => Some(Self::Header),
            Some(AdrPart::Context) => Some(Self::Context),
            Some(AdrPart::Drivers) => Some(Self::Drivers),
            Some(AdrPart::Options) => Some(Self::Options),
            Some(AdrPart::Arguments) => Some(Self::Arguments),
            Some(AdrPart::Decision) => Some(Self::Outcome),
            Some(AdrPart::Consequences) => Some(Self::Consequences(None)),
            Some(AdrPart::Toned(kind)) => Some(Self::Consequences(Some(kind))),
            Some(AdrPart::Confirmation) => Some(Self::Confirmation),
            Some(AdrPart::Links) => Some(Self::Links),
            None => states_facts(title).then_some(Self::Header),
        }
    }

    /// Returns the part of a section below one of this part.
    pub(super) fn below(self, title: &str) -> Option<Self> {
        let part = Self::of(title);
        match self {
            // An option may have any other of these words as its name.
            Self::Options | Self::Arguments => part.filter(|part| {
                let is_apart =
                    matches!(part, Self::Options | Self::Arguments | Self::Outcome | Self::Consequences(Some(_)));
                is_apart || names_drivers(title)
            }),
            _ => part,
        }
    }
}

/// Reports whether words are over the drivers of a decision, and could be no option.
pub(super) fn names_drivers(words: &str) -> bool {
    let words = words.trim_end_matches([':', '：', ' ']).to_lowercase();
    language::head(&words) == Some(SectionHead::Drivers)
}

/// Returns what follows the words for how a decision is confirmed, as in `Confirmation: a benchmark`; `None` for any other text.
pub(super) fn behind_confirmation(text: &str) -> Option<&str> {
    let (label, stated) = text.split_once([':', '：'])?;
    let part = language::part(&plain(label));
    (part == Some((AdrPart::Confirmation, true))).then(|| stated.trim_start_matches(['*', '_', ' ']).trim())
}
