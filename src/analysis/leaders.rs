//! The options that lead, of which nobody is named who only shares the lead.

use crate::decision::{Decision, OptionId};

/// Options that lead by some way of counting: one, or several that are level, in the record's order. Empty where nobody leads.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Leaders(Vec<OptionId>);

impl Leaders {
    pub(super) fn new(ids: Vec<OptionId>) -> Self {
        Self(ids)
    }

    /// Returns the options at these places of the record.
    pub(super) fn of(decision: &Decision, places: &[usize]) -> Self {
        Self(places.iter().map(|&place| decision.options[place].id.clone()).collect())
    }

    /// Returns the option that is ahead of all others; none where the best are level, or nobody leads.
    #[must_use]
    pub fn winner(&self) -> Option<&OptionId> {
        match self.0.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }

    /// Returns the options that share the lead; nothing where one is ahead of all others.
    #[must_use]
    pub fn level(&self) -> &[OptionId] {
        if self.0.len() > 1 { &self.0 } else { &[] }
    }

    /// Returns all that lead.
    #[must_use]
    pub fn all(&self) -> &[OptionId] {
        &self.0
    }

    /// Reports whether nobody leads: nothing is decided yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Reports whether an option leads or shares the lead.
    #[must_use]
    pub fn has(&self, id: &OptionId) -> bool {
        self.0.contains(id)
    }
}
