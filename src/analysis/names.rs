//! The parts of a record as sentences name them.

use crate::decision::{Decision, RevealedBecause, text::is_blank};

/// How the last round ended, as a sentence; none for a sole member, and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let reveal = round.reveal()?;
    // The last seal reveals a round by itself: nobody decided it.
    let (by, when) = match reveal.because {
        RevealedBecause::AllSealed => (String::new(), "when all had sealed"),
        RevealedBecause::SomebodySaidSo if is_blank(&reveal.by) => (String::new(), "before all had sealed"),
        RevealedBecause::SomebodySaidSo => (format!(" by {}", reveal.by.trim()), "before all had sealed"),
    };
    Some(format!("Round {} was revealed{by} on {}, {when}.", round.number, reveal.on))
}

/// "2 of 4 have sealed".
pub(super) fn sealed(decision: &Decision) -> String {
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    format!("{sealed} of {} have sealed", decision.members.len())
}
