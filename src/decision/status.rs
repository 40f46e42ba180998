//! The status of a decision, and its possible changes.

use std::{fmt, str::FromStr};

use strum::{EnumCount, VariantArray};

/// The state of a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, EnumCount, VariantArray)]
pub enum Status {
    /// It is being filled in. ADR clients do not know this status; it is exported as proposed, with a warning.
    #[default]
    Draft,
    /// Put forward for the decision makers.
    Proposed,
    /// Decided and in force.
    Accepted,
    /// Decided against.
    Rejected,
    /// No longer in force, and not replaced.
    Deprecated,
    /// Replaced by another decision.
    Superseded,
}

impl Status {
    /// All statuses, in the order of a decision's life.
    pub const ALL: [Self; Self::COUNT] = crate::decision::all_of(Self::VARIANTS);

    /// Returns the statuses that people may set from this one. Superseded is set only when another decision is
    /// accepted.
    #[must_use]
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Draft | Self::Rejected | Self::Deprecated => &[Self::Proposed],
            Self::Proposed => &[Self::Accepted, Self::Rejected],
            Self::Accepted => &[Self::Deprecated],
            Self::Superseded => &[],
        }
    }

    /// Reports whether only decisions have this status that are, or were, in force.
    #[must_use]
    pub fn is_of_decided(self) -> bool {
        matches!(self, Self::Accepted | Self::Deprecated | Self::Superseded)
    }

    /// Returns the statuses to pass through to reach `to`, `to` itself last; `None` if there is no way.
    #[must_use]
    pub fn path_to(self, to: Self) -> Option<Vec<Self>> {
        if self == to {
            return Some(Vec::new());
        }
        if self.next().contains(&to) {
            return Some(vec![to]);
        }
        // The longest path leads through "proposed".
        (self.next().contains(&Self::Proposed) && Self::Proposed.next().contains(&to)).then(|| vec![Self::Proposed, to])
    }

    /// Returns the word in files and ADRs, in lower case.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Accepted => "accepted",
            Self::Rejected => "rejected",
            Self::Deprecated => "deprecated",
            Self::Superseded => "superseded",
        }
    }

    /// Returns the word on screen, with a capital.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Draft => "Draft",
            Self::Proposed => "Proposed",
            Self::Accepted => "Accepted",
            Self::Rejected => "Rejected",
            Self::Deprecated => "Deprecated",
            Self::Superseded => "Superseded",
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// A word that is not a status.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no status; it is one of draft, proposed, accepted, rejected, deprecated, superseded")]
pub struct UnknownStatus(pub String);

impl FromStr for Status {
    type Err = UnknownStatus;

    fn from_str(word: &str) -> Result<Self, UnknownStatus> {
        Self::ALL
            .into_iter()
            .find(|status| status.word() == word.to_lowercase())
            .ok_or_else(|| UnknownStatus(word.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_that_the_product_allows_and_no_other() {
        use Status::{Accepted, Deprecated, Draft, Proposed, Rejected, Superseded};
        let allowed = [
            (Draft, Proposed),
            (Proposed, Accepted),
            (Proposed, Rejected),
            (Accepted, Deprecated),
            (Rejected, Proposed),
            (Deprecated, Proposed),
        ];
        for from in Status::ALL {
            for to in Status::ALL {
                assert_eq!(from.next().contains(&to), allowed.contains(&(from, to)), "{from} to {to}");
            }
        }
        assert_eq!(Draft.path_to(Accepted), Some(vec![Proposed, Accepted]));
        assert_eq!(Accepted.path_to(Superseded), None);
        assert_eq!(Accepted.path_to(Draft), None);
    }
}
