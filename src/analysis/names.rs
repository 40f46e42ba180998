//! The parts of a record as sentences name them.

use super::words::list;
use crate::decision::{Decision, Member, Reveal, RevealedBecause, Round, text::is_blank};

/// How the last round ended, as a sentence; none for a sole member, and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let reveal = round.reveal()?;
    // The last seal reveals a round by itself: nobody decided it.
    let by = match reveal.because {
        RevealedBecause::SomebodySaidSo if !is_blank(&reveal.by) => format!(" by {}", reveal.by.trim()),
        RevealedBecause::AllSealed | RevealedBecause::SomebodySaidSo => String::new(),
    };
    Some(format!(
        "Round {} was revealed{by} on {}, {}.",
        round.number,
        reveal.on,
        when_revealed(decision, round, reveal)
    ))
}

/// Who had sealed when a round was revealed, as a clause. A ballot that is not sealed although all had sealed came later, with
/// the others' scores in sight: its member is named.
#[must_use]
pub fn when_revealed(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    // Behind a reveal that was taken back, ballots may have been reopened.
    let unsealed = if reveal.taken_back.is_none() { decision.counted_unsealed(round.number) } else { Vec::new() };
    match reveal.because {
        RevealedBecause::AllSealed if unsealed.is_empty() => "when all had sealed".to_owned(),
        RevealedBecause::AllSealed if unsealed.len() < decision.members.len() => {
            let names: Vec<&str> = unsealed.into_iter().map(Member::called).collect();
            format!("when all but {} had sealed", list(&names))
        }
        RevealedBecause::AllSealed | RevealedBecause::SomebodySaidSo => "before all had sealed".to_owned(),
    }
}

/// "2 of 4 have sealed".
pub(super) fn sealed(decision: &Decision) -> String {
    let sealed = decision.members.iter().filter(|member| decision.has_sealed(&member.id)).count();
    format!("{sealed} of {} have sealed", decision.members.len())
}
