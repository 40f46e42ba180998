//! The parts of a record as sentences name them.

use super::words::list;
use crate::decision::{Decision, Member, Reveal, RevealedBecause, Round, text::is_blank};

/// Returns how the last round ended, as a sentence, and a second one where its scores had been seen earlier; none for a sole member,
/// and while it is blind.
#[must_use]
pub fn revealed(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|_| decision.members.len() > 1)?;
    let words = told(decision, round, round.reveal()?);
    let Some(first) = round.reveals.iter().find(|reveal| reveal.taken_back.is_some() && was_seen(reveal)) else {
        return Some(words);
    };
    let (by, when) = (by(&first.by), when_revealed(decision, round, first));
    Some(format!("{words} Its scores were first seen on {}, revealed{by} {when}.", first.on))
}

/// Returns the ballots that were sealed in private for the last round and do not count in it, as sentences: those that are not published, and
/// those that were withdrawn. None where all that was sealed counts.
#[must_use]
pub fn missing_sealed(decision: &Decision) -> Option<String> {
    let round = decision.round();
    let unpublished = decision.unpublished().into_iter().filter(|one| one.round == round);
    let names: Vec<&str> = unpublished.map(|one| decision.member_name(&one.member)).collect();
    let mut told = Vec::new();
    match names[..] {
        [] => {}
        [name] => told.push(format!("The sealed ballot of {name} is not published, so it does not count.")),
        _ => told.push(format!("The sealed ballots of {} are not published, so they do not count.", list(&names))),
    }
    let is_over = decision.is_over_in_private();
    let withdrawn = decision.commitments.iter().filter(|one| is_over && one.round == round);
    told.extend(withdrawn.filter_map(|one| {
        let (name, gone) = (decision.member_name(&one.member), one.withdrawn.as_ref()?);
        // The member may have sealed another one before the reveal.
        let stands = decision.commitment(&one.member, round).is_some();
        (!stands).then(|| format!("The sealed ballot of {name} was withdrawn: {}.", gone.why.trim_end_matches('.')))
    }));
    (!told.is_empty()).then(|| told.join(" "))
}

/// Returns the last reveal of a hidden round that was taken back, as sentences: by then a team had seen its scores. None where nobody had.
#[must_use]
pub fn shown_before(decision: &Decision) -> Option<String> {
    let round = decision.rounds.last().filter(|round| decision.members.len() > 1 && !round.is_revealed())?;
    let reveal = round.reveals.iter().rfind(|reveal| was_seen(reveal))?;
    Some(format!("{} It is hidden again, but its scores were seen.", told(decision, round, reveal)))
}

/// Reports whether a team saw scores by a reveal that was taken back.
fn was_seen(reveal: &Reveal) -> bool {
    // A sole member saw nothing of anybody's, and the round was hidden again by nobody.
    let was_alone = reveal.taken_back.as_ref().is_none_or(|back| is_blank(&back.by));
    reveal.because != RevealedBecause::AllSealed || !was_alone
}

fn told(decision: &Decision, round: &Round, reveal: &Reveal) -> String {
    // The last seal reveals a round by itself: nobody decided it.
    let by = match reveal.because {
        RevealedBecause::SomebodySaidSo => by(&reveal.by),
        RevealedBecause::AllSealed => String::new(),
    };
    let when = when_revealed(decision, round, reveal);
    format!("Round {} was revealed{by} on {}, {when}.", round.number, reveal.on)
}

fn by(person: &str) -> String {
    if is_blank(person) { String::new() } else { format!(" by {}", person.trim()) }
}

/// Returns who had sealed when a round was revealed, as a clause. A ballot that is not sealed although all had sealed came later, with
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
