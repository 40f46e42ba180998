//! The record as its ADR tells it.

use std::sync::Arc;

use crate::{decision::Decision, storage::templates::built_in};

/// Returns the record without the sentences that the app's own templates say of languages: they are of use to who picks one, and say
/// nothing of this decision.
#[must_use]
pub fn as_told(decision: &Decision) -> Decision {
    let mut told = decision.clone();
    let known = || built_in().iter().flat_map(|template| template.options.iter().chain(&template.suggestions));
    for option in &mut told.options {
        if known().any(|known| known.name == option.name && known.description == option.description) {
            Arc::make_mut(option).description.clear();
        }
    }
    told
}
