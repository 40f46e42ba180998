//! The names of parts of two records, for the description of their differences.

use crate::{
    adr::markdown_text,
    analysis::ThenAndNow,
    decision::{CriterionId, Decision, MemberId, OptionId},
};

/// The records in which the names of parts are looked up.
pub(super) struct Names<'a> {
    pub(super) then: &'a Decision,
    pub(super) now: &'a Decision,
}

/// Returns "60 → 80", or one of them if they look alike.
pub(super) fn arrow<T>(values: &ThenAndNow<T>, word: impl Fn(&T) -> String) -> String {
    let (then, now) = (word(&values.then), word(&values.now));
    if then == now { now } else { format!("{then} → {now}") }
}

impl Names<'_> {
    /// Returns the record that has a part; the later one if both have it.
    fn holder(&self, is_now: bool) -> &Decision {
        if is_now { self.now } else { self.then }
    }

    pub(super) fn option(&self, id: &OptionId) -> String {
        markdown_text(self.holder(self.now.option(id).is_some()).option_name(id))
    }

    pub(super) fn criterion(&self, id: &CriterionId) -> String {
        markdown_text(self.holder(self.now.criterion(id).is_some()).criterion_name(id))
    }

    pub(super) fn member(&self, id: &MemberId) -> String {
        let decisions = [self.now, self.then].into_iter();
        let mut names = decisions.flat_map(|decision| {
            let references = decision.references.iter().filter(move |reference| reference.id == *id);
            let members = decision.member(id).map(|member| member.name.as_str());
            members.into_iter().chain(references.map(|reference| reference.name.as_str()))
        });
        markdown_text(names.find(|name| !name.trim().is_empty()).unwrap_or(id.as_str()))
    }
}
