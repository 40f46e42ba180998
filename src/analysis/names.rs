//! The parts of a record as sentences name them.

use super::words::list;
use crate::decision::{Decision, Member, Reveal, RevealedBecause, Round, text::is_blank};

/// How the last round ended, as a sentence; none for a sole member, and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    Some(told(decision, round, round.reveal()?))
}

/// The last reveal of a hidden round that was taken back, as sentences: by then a team had seen its scores. None where nobody had.
#[must_use]
pub fn shown_before(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|round| decision.members.len() > 1 && !round.is_revealed())?;
    let reveal = round.reveals.iter().rfind(|reveal| {
        // A sole member saw nothing of anybody's, and the round was hidden again by nobody.
        let was_alone = reveal.taken_back.as_ref().is_none_or(|back| is_blank(&back.by));
        reveal.because != RevealedBecause::AllSealed || !was_alone
    })?;
    Some(format!("{} It is hidden again, but its scores were seen.", told(decision, round, reveal)))
}

fn told(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    // The last seal reveals a round by itself: nobody decided it.
    let by = match reveal.because {
        RevealedBecause::SomebodySaidSo if !is_blank(&reveal.by) => format!(" by {}", reveal.by.trim()),
        RevealedBecause::AllSealed | RevealedBecause::SomebodySaidSo => String::new(),
    };
    let when = when_revealed(decision, round, reveal);
    format!("Round {} was revealed{by} on {}, {when}.", round.number, reveal.on)
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
