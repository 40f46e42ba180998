//! The parts of a record as sentences name them.

use super::words::inside;
use crate::decision::{CriterionId, Decision, OptionId, RevealedBecause, text::is_blank};

/// An option's name; its id where it has none.
#[must_use]
pub fn name(decision: &Decision, id: &OptionId) -> String {
    let named = decision.option(id).map(|option| option.name.trim()).filter(|name| !name.is_empty());
    named.map_or_else(|| id.to_string(), str::to_owned)
}

/// A criterion's name as it was given, for the start of a row; its id where it has none.
#[must_use]
pub fn criterion_title(decision: &Decision, id: &CriterionId) -> String {
    given_name(decision, id).unwrap_or(id.as_str()).to_owned()
}

fn given_name<'a>(decision: &'a Decision, id: &CriterionId) -> Option<&'a str> {
    decision.criterion(id).map(|criterion| criterion.name.trim()).filter(|name| !name.is_empty())
}

/// A criterion's name as it stands inside a sentence; its id where it has none.
#[must_use]
pub fn criterion_name(decision: &Decision, id: &CriterionId) -> String {
    let named = given_name(decision, id);
    let options = decision.options.iter().map(|option| option.name.as_str());
    named.map_or_else(|| id.to_string(), |name| inside(name, options))
}

/// How the last round ended, as a sentence; none for a sole member, and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let reveal = round.reveal()?;
    // The last seal reveals a round by itself: nobody decided it.
    let (by, when) = match reveal.because {
        RevealedBecause::AllSealed => (String::new(), "when all had sealed"),
        RevealedBecause::SomebodySaidSo if is_blank(&reveal.by) => (String::new(), "before all had sealed"),
        RevealedBecause::SomebodySaidSo => (format!(" by {}", reveal.by), "before all had sealed"),
    };
    Some(format!("Round {} was revealed{by} on {}, {when}.", round.number, reveal.on))
}

/// "2 of 4 have sealed".
pub(super) fn sealed(decision: &Decision) -> String {
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    format!("{sealed} of {} have sealed", decision.members.len())
}
