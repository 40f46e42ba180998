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

/// Returns "Rust (`go`) was called Go" for each part of one kind, by id and name, that has the name which another one had then.
fn moved_names(names: &ThenAndNow<Vec<(&str, &str)>>) -> Vec<String> {
    let ThenAndNow { then, now } = names;
    let moved = now.iter().filter(|(id, name)| then.iter().any(|(other, old)| old == name && other != id));
    let told = moved.map(|(id, name)| {
        let old = then.iter().find(|(other, _)| other == id).map(|(_, old)| *old);
        let was = old.map_or("is new".to_owned(), |old| format!("was called {}", markdown_text(old)));
        (old != Some(*name)).then(|| format!("{} (`{id}`) {was}", markdown_text(name)))
    });
    told.flatten().collect()
}

/// Returns "60 → 80", or one of them if they look alike.
pub(super) fn arrow<T>(values: &ThenAndNow<T>, word: impl Fn(&T) -> String) -> String {
    let (then, now) = (word(&values.then), word(&values.now));
    if then == now { now } else { format!("{then} → {now}") }
}

impl Names<'_> {
    /// Returns a sentence on the names that another part had then, with the ids that tell the parts apart; `None` if there are none.
    pub(super) fn moved(&self) -> Option<String> {
        let both = ThenAndNow { then: self.then, now: self.now };
        let options = both.map(|of| of.options.iter().map(|one| (one.id.as_str(), one.called())).collect());
        let criteria = both.map(|of| of.criteria.iter().map(|one| (one.id.as_str(), one.called())).collect());
        let members = both.map(|of| of.members.iter().map(|one| (one.id.as_str(), one.called())).collect());
        let moved: Vec<String> = [options, criteria, members].iter().flat_map(moved_names).collect();
        (!moved.is_empty()).then(|| {
            format!(
                "Names have moved from one part to another: {}. “Then” has the names of then, all else those of now.",
                moved.join("; ")
            )
        })
    }

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
